//! One row of an original file, cell by cell, as it stood.
//!
//! Rows are counted as intake counts them: the header is row 1 and blank lines count. Columns of a
//! person's origin, belief or name are named and their values withheld: intake never reads them, and
//! nobody needs them to check a figure. It reads text in UTF-8 with commas, semicolons, tabulators
//! or bars; which of these is taken from the header.

use csv::{ReaderBuilder, StringRecord};

/// A row as it stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OriginalRow {
    /// Cells from left to right.
    pub cells: Vec<Cell>,
    /// What stands between them.
    pub separator: char,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    /// Name of its column; `None` beyond the header.
    pub column: Option<String>,
    /// What stands there.
    pub value: Value,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// This text.
    Written(String),
    /// Something that is not shown.
    Withheld,
    /// Nothing: the row ends before this column.
    Missing,
}

/// Why a row cannot be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum OriginalError {
    /// The bytes are no UTF-8.
    #[error("The original is not in UTF-8; rows of other encodings are not shown yet.")]
    NotUtf8,
    /// There is no header.
    #[error("The original has no header.")]
    NoHeader,
    /// There is no such row.
    #[error(
        "The original has no row of that number: the header is row 1, and blank lines count but hold nothing."
    )]
    NoRow,
}

/// Finds one row below the header.
pub(crate) fn find_row(bytes: &[u8], row: u64) -> Result<OriginalRow, OriginalError> {
    let text = std::str::from_utf8(bytes).map_err(|_| OriginalError::NotUtf8)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let separator = separator_of(text).ok_or(OriginalError::NoHeader)?;
    let mut records = Records::new(text, separator);
    let (_, header) =
        records.find(|(_, record)| !is_blank(record)).ok_or(OriginalError::NoHeader)?;
    let mut below = records.take_while(|(number, _)| *number <= row);
    let (_, record) = below
        .find(|(number, record)| *number == row && !is_blank(record))
        .ok_or(OriginalError::NoRow)?;
    Ok(OriginalRow { cells: cells(&header, &record), separator: char::from(separator) })
}

fn cells(header: &StringRecord, record: &StringRecord) -> Vec<Cell> {
    let is_withheld = |name: &str| is_personal(name);
    // In a row of another length nobody can say which value belongs to which column.
    let withholds_all = header.len() != record.len() && header.iter().any(is_withheld);
    let cell = |at: usize| {
        let column = header.get(at).map(|name| name.trim().to_owned());
        let value = match record.get(at) {
            None => Value::Missing,
            Some(_) if withholds_all || column.as_deref().is_some_and(is_withheld) => {
                Value::Withheld
            }
            Some(text) => Value::Written(text.to_owned()),
        };
        Cell { column, value }
    };
    (0..header.len().max(record.len()).min(MOST_CELLS)).map(cell).collect()
}

/// The separator that cuts the header into the most parts; a comma where none does.
fn separator_of(text: &str) -> Option<u8> {
    let parts = |separator: u8| {
        let header = Records::new(text, separator)
            .map(|(_, record)| record)
            .find(|record| !is_blank(record));
        header.map(|record| record.len())
    };
    let mut best = None;
    for separator in SEPARATORS {
        let found = parts(separator)?;
        if best.is_none_or(|(_, most)| found > most) {
            best = Some((separator, found));
        }
    }
    best.map(|(separator, _)| separator)
}

/// Records with the number of the row each stands in.
struct Records<'a> {
    text: &'a [u8],
    reader: csv::Reader<&'a [u8]>,
    row: u64,
}

impl<'a> Records<'a> {
    fn new(text: &'a str, separator: u8) -> Self {
        let text = text.as_bytes();
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(text);
        Self { text, reader, row: 0 }
    }
}

impl Iterator for Records<'_> {
    type Item = (u64, StringRecord);

    fn next(&mut self) -> Option<Self::Item> {
        let from = usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX);
        let mut record = StringRecord::new();
        let has_record =
            self.reader.read_record(&mut record).expect("text in memory is read, and it is UTF-8");
        if !has_record {
            return None;
        }
        self.row += blank_lines_at(self.text, from) + 1;
        Some((self.row, record))
    }
}

/// Line ends that stand at `from`, less the one that still belongs to a `\r` before it.
fn blank_lines_at(bytes: &[u8], from: usize) -> u64 {
    let mut at = from.min(bytes.len());
    if at > 0 && bytes[at - 1] == b'\r' && bytes.get(at) == Some(&b'\n') {
        at += 1;
    }
    let mut lines = 0;
    while let Some(byte) = bytes.get(at).filter(|byte| matches!(byte, b'\r' | b'\n')) {
        lines += 1;
        at += if *byte == b'\r' && bytes.get(at + 1) == Some(&b'\n') { 2 } else { 1 };
    }
    lines
}

fn is_blank(record: &StringRecord) -> bool {
    record.iter().all(|field| field.trim().is_empty())
}

/// Whether a column's name says origin, belief or a person's name.
fn is_personal(name: &str) -> bool {
    let lower = name.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.iter().any(|word| ORIGIN.contains(word)) || IDENTITY.contains(&words.join(" ").as_str())
}

const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Most cells that are shown of a row.
const MOST_CELLS: usize = 2_000;

/// As intake's list of columns that no mapping may read.
const ORIGIN: [&str; 12] = [
    "race",
    "racial",
    "ethnicity",
    "ethnic",
    "ethnie",
    "nationality",
    "nationalities",
    "citizenship",
    "religion",
    "religious",
    "faith",
    "caste",
];

const IDENTITY: [&str; 14] = [
    "name",
    "names",
    "surname",
    "forename",
    "first name",
    "last name",
    "full name",
    "family name",
    "given name",
    "patient name",
    "decedent name",
    "person name",
    "name of deceased",
    "firstname",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, row: u64, expected: Result<&[(&str, &str)], OriginalError>) {
        let found = find_row(text.as_bytes(), row).map(|found| {
            let cell = |cell: Cell| {
                let value = match cell.value {
                    Value::Written(text) => text,
                    Value::Withheld => "(withheld)".to_owned(),
                    Value::Missing => "(missing)".to_owned(),
                };
                (cell.column.unwrap_or_else(|| "(none)".to_owned()), value)
            };
            found.cells.into_iter().map(cell).collect::<Vec<_>>()
        });
        let owned = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>()
        };
        assert_eq!(found, expected.map(owned));
    }

    #[test]
    fn rows_are_numbered_as_intake_does() {
        check("a,b\n1,2\n3,4\n", 3, Ok(&[("a", "3"), ("b", "4")]));
        check("a,b\r\n1,2\r\n\r\n3,4\r\n", 4, Ok(&[("a", "3"), ("b", "4")]));
        check("\n\na,b\n1,2", 4, Ok(&[("a", "1"), ("b", "2")]));
        check("\u{feff}a,b\n\"x\n\ny\",2\n3,4\n", 2, Ok(&[("a", "x\n\ny"), ("b", "2")]));
        check("\u{feff}a,b\n\"x\n\ny\",2\n3,4\n", 3, Ok(&[("a", "3"), ("b", "4")]));
    }

    #[test]
    fn header_blank_and_absent_rows_are_no_rows() {
        for row in [0, 1, 3, 5, u64::MAX] {
            check("a,b\n1,2\n,\n3,4\n", row, Err(OriginalError::NoRow));
        }
        check("", 2, Err(OriginalError::NoHeader));
        assert_eq!(find_row(b"a\nK\xF6ln", 2), Err(OriginalError::NotUtf8));
    }

    #[test]
    fn origin_belief_and_names_are_withheld() {
        let row: &[(&str, &str)] = &[
            ("Date", "1"),
            ("Race", "(withheld)"),
            ("Last_Name", "(withheld)"),
            ("Drug name", "d"),
        ];
        check("Date;Race;Last_Name;Drug name\n1;x;y;d\n", 2, Ok(row));
    }

    #[test]
    fn a_row_of_another_length_shows_nothing_where_something_is_withheld() {
        check(
            "a,Race\n1,2,3\n",
            2,
            Ok(&[("a", "(withheld)"), ("Race", "(withheld)"), ("(none)", "(withheld)")]),
        );
        check("a,b\n1\n", 2, Ok(&[("a", "1"), ("b", "(missing)")]));
        check("a,b\n1,2,3\n", 2, Ok(&[("a", "1"), ("b", "2"), ("(none)", "3")]));
    }
}
