//! Text to records of fields, with the row numbers a spreadsheet shows.
//!
//! Answers: what does the header name, which fields has each row, and where did it stand. It keeps
//! no row: a visitor sees them one by one.

use csv::{ReaderBuilder, StringRecord};

use crate::fault::Fault;
use crate::nearest::nearest;
use crate::read::IntakeError;

/// Most fields a row may have.
pub const MAX_FIELDS: usize = 2_000;

/// Most bytes a field may have; a quote that is never closed runs into this.
pub const MAX_FIELD_BYTES: usize = 64 * 1024;

/// One record that holds something.
pub(crate) struct Numbered<'a> {
    /// Row as a spreadsheet counts: the header is row 1 and blank lines count.
    pub row: u64,
    /// Its fields.
    pub record: &'a StringRecord,
}

/// A header and the rows under it.
pub(crate) struct Table<'a> {
    text: &'a str,
    reader: csv::Reader<&'a [u8]>,
    header: Vec<String>,
    header_row: u64,
}

impl<'a> Table<'a> {
    /// Reads the header.
    pub fn open(text: &'a str, separator: u8) -> Result<Self, IntakeError> {
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(text.as_bytes());
        let mut table = Self { text, reader, header: Vec::new(), header_row: 0 };
        let mut record = StringRecord::new();
        loop {
            let Some(blank_lines) = table.next_record(&mut record) else {
                return Err(IntakeError::Empty);
            };
            table.header_row += blank_lines + 1;
            if !is_blank(&record) {
                break;
            }
        }
        if record.len() > MAX_FIELDS {
            return Err(IntakeError::TooManyColumns { columns: record.len(), limit: MAX_FIELDS });
        }
        table.header = record.iter().map(|name| name.trim().to_owned()).collect();
        Ok(table)
    }

    /// Where each wanted column stands.
    pub fn positions(&self, wanted: &[String]) -> Result<Vec<usize>, IntakeError> {
        wanted.iter().map(|name| self.position(name)).collect()
    }

    fn position(&self, wanted: &str) -> Result<usize, IntakeError> {
        let mut found = self.header.iter().enumerate().filter(|(_, name)| *name == wanted);
        let Some((position, _)) = found.next() else {
            let near = nearest(wanted, self.header.iter().map(String::as_str));
            return Err(IntakeError::MissingColumn { column: wanted.to_owned(), nearest: near });
        };
        match found.next() {
            None => Ok(position),
            Some((again, _)) => Err(IntakeError::DuplicateColumn {
                column: wanted.to_owned(),
                first: position + 1,
                second: again + 1,
            }),
        }
    }

    /// Shows every row that holds something to `visit`, oldest first.
    ///
    /// - Shape: a row whose fields are all blank is no row; one with another number of fields than
    ///   the header, or beyond the limits, comes with its fault.
    pub fn for_each(mut self, mut visit: impl FnMut(Numbered<'_>, Result<(), Fault>)) {
        let mut record = StringRecord::new();
        let mut row = self.header_row;
        while let Some(blank_lines) = self.next_record(&mut record) {
            row += blank_lines + 1;
            if !is_blank(&record) {
                visit(Numbered { row, record: &record }, self.check_shape(&record));
            }
        }
    }

    /// Reads one record and says how many blank lines stood before it; `None` at the end.
    fn next_record(&mut self, record: &mut StringRecord) -> Option<u64> {
        let from = usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX);
        let has_record =
            self.reader.read_record(record).expect("text in memory is read, and it is UTF-8");
        has_record.then(|| blank_lines_at(self.text.as_bytes(), from))
    }

    fn check_shape(&self, record: &StringRecord) -> Result<(), Fault> {
        let longest = record.iter().enumerate().max_by_key(|(_, field)| field.len());
        if let Some((at, field)) = longest.filter(|(_, field)| field.len() > MAX_FIELD_BYTES) {
            let column = self.header.get(at).map_or("", String::as_str);
            let reason = format!(
                "the field has {} bytes, more than the {MAX_FIELD_BYTES} a field may have: look \
                 for a quotation mark in this row that is never closed",
                field.len()
            );
            return Err(Fault::of_cell(column, field, reason));
        }
        if record.len() == self.header.len() {
            return Ok(());
        }
        Err(Fault::of_row(format!(
            "the row has {} fields and the header has {}: look for a separator too many or too \
             few, or an unquoted separator inside a field",
            record.len(),
            self.header.len()
        )))
    }
}

fn is_blank(record: &StringRecord) -> bool {
    record.iter().all(|field| field.trim().is_empty())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(u64, &str)]) {
        let mut seen = Vec::new();
        Table::open(text, b',').unwrap().for_each(|numbered, shape| {
            let fields: Vec<&str> = numbered.record.iter().collect();
            let said = shape.map_or_else(|fault| fault.reason, |()| fields.join("|"));
            seen.push((numbered.row, said));
        });
        assert_eq!(seen.len(), expected.len(), "{seen:?}");
        for ((row, said), (expected_row, start)) in seen.iter().zip(expected) {
            assert_eq!(row, expected_row, "{seen:?}");
            assert!(said.starts_with(start), "{said}");
        }
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_does() {
        check("a,b\n1,2\n3,4\n", &[(2, "1|2"), (3, "3|4")]);
        check("a,b\r\n1,2\r\n\r\n3,4\r\n", &[(2, "1|2"), (4, "3|4")]);
        check("a,b\n\n\n1,2\n,\n3,4\n\n\n", &[(4, "1|2"), (6, "3|4")]);
        check("\n\na,b\n1,2", &[(4, "1|2")]);
        check("a,b\n\"x\n\ny\",2\n3,4\n", &[(2, "x\n\ny|2"), (3, "3|4")]);
    }

    #[test]
    fn ragged_rows_say_how_many_fields_were_expected() {
        check(
            "a,b\n1\n1,2,3\n1,2\n",
            &[
                (2, "the row has 1 fields and the header has 2"),
                (3, "the row has 3 fields and the header has 2"),
                (4, "1|2"),
            ],
        );
    }

    #[test]
    fn a_quote_never_closed_is_found_by_the_length_of_its_field() {
        let text = format!("a,b\n1,\"{}", "x\n".repeat(MAX_FIELD_BYTES));
        check(&text, &[(2, "the field has 131072 bytes")]);
    }

    #[test]
    fn missing_and_repeated_columns_are_named() {
        let table = Table::open("Date,County,County,\n", b',').unwrap();
        let said = |name: &str| table.positions(&[name.to_owned()]).unwrap_err().to_string();
        assert!(said("Death County").contains("`County`"), "{}", said("Death County"));
        assert!(said("County").contains("columns 2 and 3"), "{}", said("County"));
    }
}
