//! Rows of a file as they stand: read like any row, and not understood.
//!
//! Answers: which cells have these rows, under which names. Values in columns that no mapping may read
//! (origin, belief, names and births of people) are withheld: nobody needs them to check a figure.

use std::collections::BTreeSet;

use crate::Mapping;
use crate::cells::Cells;
use crate::error::IntakeError;
use crate::mapping::columns::require_impersonal;
use crate::source::{Shared, Source};
use crate::table::Table;

/// A row as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowAsWritten {
    /// Row of the file, counted as a spreadsheet does.
    pub row: u64,
    /// Cells from left to right; the name of the sheet behind them, where the mapping reads it.
    pub cells: Vec<CellAsWritten>,
    /// Whether its cells stand under their columns.
    pub(crate) shape: Shape,
    /// Which of the cells become rows of their own.
    pub(crate) wide: Vec<usize>,
}

/// Whether the cells of a row stand under their columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// They do.
    Sound,
    /// The row has fewer fields than the header.
    TooFew,
    /// It has more.
    TooMany,
    /// It is a line of JSON that is no sound object, or longer than a row may be.
    Unreadable,
}

/// One cell of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellAsWritten {
    /// Name of its column; `None` beyond the header.
    pub column: Option<String>,
    /// What stands there.
    pub value: ValueAsWritten,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueAsWritten {
    /// This text.
    Written(String),
    /// Something that is not shown.
    Withheld,
    /// Nothing: the row ends before this column.
    Missing,
}

/// Finds rows of a file under the mapping it was read with, in the order of the file. Rows that are
/// not there, hold nothing or are the header are left out.
///
/// - Cost: the file is read up to the last of them.
///
/// # Errors
/// When the file cannot be read as far as that.
pub fn rows_as_written<'a>(
    file: Box<dyn Source + 'a>,
    mapping: &'a Mapping,
    wanted: &BTreeSet<u64>,
) -> Result<Vec<RowAsWritten>, IntakeError> {
    let Some(last) = wanted.last() else { return Ok(Vec::new()) };
    let file = Shared::new(file)?;
    let mut table = Table::open(&file, mapping)?;
    let mut cells = Cells::default();
    let mut found = Vec::new();
    while let Some((row, shape)) = table.next_as_written(&mut cells)? {
        if row > *last {
            break;
        }
        if wanted.contains(&row) {
            found.push(as_written(&table, row, &cells, shape));
        }
    }
    Ok(found)
}

/// The first rows of a file under a mapping, in the order of the file; a long cell is cut.
pub(crate) fn first_rows<'a>(
    file: &Shared<'a>,
    mapping: &'a Mapping,
    count: usize,
) -> Result<Vec<RowAsWritten>, IntakeError> {
    let mut table = Table::open(file, mapping)?;
    let mut cells = Cells::default();
    let mut found = Vec::new();
    while found.len() < count {
        let Some((row, shape)) = table.next_as_written(&mut cells)? else { break };
        let mut written = as_written(&table, row, &cells, shape);
        for cell in &mut written.cells {
            if let ValueAsWritten::Written(text) = &mut cell.value {
                let end = text.char_indices().nth(MOST_LETTERS).map(|(at, _)| at);
                text.truncate(end.unwrap_or(text.len()));
            }
        }
        found.push(written);
    }
    Ok(found)
}

fn as_written(table: &Table<'_>, row: u64, cells: &Cells, shape: Shape) -> RowAsWritten {
    let mut named = named(table.names(), cells, shape);
    if let Some((column, sheet)) = table.sheet() {
        let value = ValueAsWritten::Written(sheet.to_owned());
        named.push(CellAsWritten { column: Some(column.to_owned()), value });
    }
    RowAsWritten { row, cells: named, shape, wide: table.wide_columns().to_vec() }
}

fn named(header: &[String], cells: &Cells, shape: Shape) -> Vec<CellAsWritten> {
    let is_withheld = |name: &str| require_impersonal(name).is_err();
    // In a row of another shape nobody can say which value belongs to which column.
    let withholds_all = shape != Shape::Sound && header.iter().any(|name| is_withheld(name));
    let cell = |at: usize| {
        let column = header.get(at).cloned();
        let value = match cells.get(at) {
            None => ValueAsWritten::Missing,
            Some(_) if withholds_all || column.as_deref().is_some_and(is_withheld) => {
                ValueAsWritten::Withheld
            }
            Some(text) => ValueAsWritten::Written(text.to_owned()),
        };
        CellAsWritten { column, value }
    };
    (0..header.len().max(cells.len()).min(MOST_CELLS)).map(cell).collect()
}

/// Most cells that are shown of a row.
const MOST_CELLS: usize = 2_000;

/// Most letters of a cell among the first rows of a file.
const MOST_LETTERS: usize = 200;

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    const MAPPING: &str = r#"
source = "test"
title = "t"
licence = "made up"
kind = "observation"
coverage = "US"
replaces = "nothing"
absent = "unknown"
retention_years = 1
indicator = "seizures-number"

[file]
separator = ";"
encoding = "windows-1252"

[handling]
tlp = "TLP:CLEAR"
purposes = ["public-health"]
subjects = "none"

[key]
columns = ["month"]

[known_at]
days_after_period = 1
because = "made up"

[period]
column = "month"
forms = ["iso"]

[place]
constant = "US"

[[substance]]
column = "drug"

[[measure]]
column = "events"
unit = "count"
"#;

    #[track_caller]
    fn check(text: &[u8], rows: &[u64], expected: &[(u64, &[(&str, &str)])]) {
        let mapping = Mapping::parse(MAPPING).unwrap();
        let wanted = rows.iter().copied().collect();
        let found = rows_as_written(Box::new(Cursor::new(text)), &mapping, &wanted).unwrap();
        let cell = |cell: CellAsWritten| {
            let value = match cell.value {
                ValueAsWritten::Written(text) => text,
                ValueAsWritten::Withheld => "(withheld)".to_owned(),
                ValueAsWritten::Missing => "(missing)".to_owned(),
            };
            (cell.column.unwrap_or_else(|| "(none)".to_owned()), value)
        };
        let found: Vec<(u64, Vec<(String, String)>)> = found
            .into_iter()
            .map(|row| (row.row, row.cells.into_iter().map(cell).collect()))
            .collect();
        let owned = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>()
        };
        let expected: Vec<_> = expected.iter().map(|(row, cells)| (*row, owned(cells))).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn rows_stand_under_their_numbers_in_the_encoding_of_the_mapping() {
        let file = b"month;drug;events\n2020-01;K\xF6ln;1\n\n2020-02;\"a;b\";2\n";
        check(
            file,
            &[2, 4],
            &[
                (2, &[("month", "2020-01"), ("drug", "K\u{f6}ln"), ("events", "1")]),
                (4, &[("month", "2020-02"), ("drug", "a;b"), ("events", "2")]),
            ],
        );
        check(file, &[0, 1, 3, 5, u64::MAX], &[]);
        check(file, &[], &[]);
    }

    #[test]
    fn origin_belief_and_names_are_withheld() {
        let row: &[(&str, &str)] = &[
            ("month", "1"),
            ("drug", "2"),
            ("events", "3"),
            ("Race", "(withheld)"),
            ("Last_Name", "(withheld)"),
        ];
        check(b"month;drug;events;Race;Last_Name\n1;2;3;x;y\n", &[2], &[(2, row)]);
        let row: &[(&str, &str)] = &[
            ("month", "1"),
            ("drug", "2"),
            ("events", "3"),
            ("VictimName", "(withheld)"),
            ("Date of birth", "(withheld)"),
        ];
        check(b"month;drug;events;VictimName;Date of birth\n1;2;3;x;y\n", &[2], &[(2, row)]);
    }

    #[test]
    fn a_row_of_another_length_shows_nothing_where_something_is_withheld() {
        let row: &[(&str, &str)] = &[
            ("month", "(withheld)"),
            ("drug", "(withheld)"),
            ("events", "(withheld)"),
            ("Race", "(withheld)"),
            ("(none)", "(withheld)"),
        ];
        check(b"month;drug;events;Race\n1;2;3;4;5\n", &[2], &[(2, row)]);
        let short = [("month", "1"), ("drug", "(missing)"), ("events", "(missing)")];
        check(b"month;drug;events\n1\n", &[2], &[(2, &short)]);
    }
}
