//! A file's table: rows of cells with the row numbers a spreadsheet shows, whatever the format.
//!
//! Answers: what does the header name, which cells has each row, and where did it stand. It keeps
//! one row at a time.

mod separated;

use crate::cells::Cells;
use crate::error::IntakeError;
use crate::fault::Fault;
use crate::mapping::Mapping;
use crate::nearest::nearest;
use crate::source::Metered;
use crate::text::Text;
use separated::Separated;

/// Most columns a table may have.
pub const MAX_FIELDS: usize = 2_000;

/// Most bytes a cell may have; a quote that is never closed runs into this.
pub const MAX_FIELD_BYTES: usize = 64 * 1024;

/// Most bytes a row may have; reading stops at a longer one.
pub const MAX_ROW_BYTES: usize = 16 * 1024 * 1024;

/// Cells of a row that are told apart; reading stops at a row that has more.
const MAX_CELLS: usize = 1 << 20;

/// A header and the rows under it.
pub(crate) struct Table<'a> {
    rows: Rows<'a>,
    header: Vec<String>,
}

/// Rows, by the format they come in.
pub(crate) enum Rows<'a> {
    /// CSV, TSV and the like.
    Separated(Separated<'a>),
}

impl Rows<'_> {
    fn next_row(&mut self, cells: &mut Cells) -> Result<Option<u64>, IntakeError> {
        match self {
            Self::Separated(rows) => rows.next_row(cells),
        }
    }
}

impl<'a> Table<'a> {
    /// Finds out what the file is and reads its header.
    pub fn open(mut file: Metered<'a>, mapping: &Mapping) -> Result<Self, IntakeError> {
        let mut start = [0; 8];
        let length = file.peek(&mut start)?;
        let start = &start[..length];
        if let Some((_, format)) = OTHER_FORMATS.iter().find(|(mark, _)| start.starts_with(mark)) {
            return Err(IntakeError::OtherFormat { format });
        }
        Self::separated(Text::open(Box::new(file), mapping.encoding)?, mapping.separator)
    }

    fn separated(text: Text<'a>, separator: u8) -> Result<Self, IntakeError> {
        Self::with_header(Rows::Separated(Separated::new(text, separator)))
    }

    fn with_header(rows: Rows<'a>) -> Result<Self, IntakeError> {
        let mut table = Self { rows, header: Vec::new() };
        let mut cells = Cells::default();
        loop {
            if table.rows.next_row(&mut cells)?.is_none() {
                return Err(IntakeError::Empty);
            }
            if !cells.are_blank() {
                break;
            }
        }
        if cells.len() > MAX_FIELDS {
            return Err(IntakeError::TooManyColumns { columns: cells.len(), limit: MAX_FIELDS });
        }
        table.header = cells.iter().map(|name| name.trim().to_owned()).collect();
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

    /// The next row that holds something, and what is wrong with its shape; `None` at the end.
    ///
    /// - Shape: a row whose cells are all blank is no row; one with another number of cells than
    ///   the header, or beyond the limits, comes with its fault.
    pub fn next_row(&mut self, cells: &mut Cells) -> Result<Option<Numbered>, IntakeError> {
        loop {
            let Some(row) = self.rows.next_row(cells)? else { return Ok(None) };
            if !cells.are_blank() {
                return Ok(Some((row, self.check_shape(cells))));
            }
        }
    }

    fn check_shape(&self, cells: &Cells) -> Result<(), Fault> {
        let is_too_long = |(_, field): &(usize, &str)| field.len() > MAX_FIELD_BYTES;
        let mut long = cells.iter().enumerate().filter(is_too_long);
        if let Some((at, field)) = (cells.bytes() > MAX_FIELD_BYTES).then(|| long.next()).flatten()
        {
            let column = self.header.get(at).map_or("", String::as_str);
            let reason = format!(
                "the field has {} bytes, more than the {MAX_FIELD_BYTES} a field may have: look \
                 for a quotation mark in this row that is never closed",
                field.len()
            );
            return Err(Fault::of_cell(column, field, reason));
        }
        if cells.len() == self.header.len() {
            return Ok(());
        }
        Err(Fault::of_row(format!(
            "the row has {} fields and the header has {}: look for a separator too many or too \
             few, or an unquoted separator inside a field",
            cells.len(),
            self.header.len()
        )))
    }
}

/// How files begin that are often taken for text.
const OTHER_FORMATS: [(&[u8], &str); 5] = [
    (b"PK\x03\x04", "an XLSX, ODS or ZIP file"),
    (b"\xD0\xCF\x11\xE0", "an old Excel file"),
    (b"%PDF", "a PDF file"),
    (b"PAR1", "a Parquet file"),
    (b"\x1F\x8B", "a gzip file"),
];

/// The row of the file, and what is wrong with its shape.
pub(crate) type Numbered = (u64, Result<(), Fault>);

#[cfg(test)]
mod tests {
    use super::*;

    fn open(text: &str) -> Result<Table<'_>, IntakeError> {
        Table::separated(Text::open(Box::new(text.as_bytes()), encoding_rs::UTF_8)?, b',')
    }

    fn check(text: &str, expected: &[(u64, &str)]) {
        let mut seen = Vec::new();
        let mut table = open(text).unwrap();
        let mut cells = Cells::default();
        while let Some((row, shape)) = table.next_row(&mut cells).unwrap() {
            let fields: Vec<&str> = cells.iter().collect();
            seen.push((row, shape.map_or_else(|fault| fault.reason, |()| fields.join("|"))));
        }
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
        check("a,b\r\r1,2\r3,4", &[(3, "1|2"), (4, "3|4")]);
        check("a,b\r\n\"x\r\n\r\n\",2\r\n\r\n3,4\r\n", &[(2, "x\r\n\r\n|2"), (4, "3|4")]);
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
        let table = open("Date,County,County,\n").unwrap();
        let said = |name: &str| table.positions(&[name.to_owned()]).unwrap_err().to_string();
        assert!(said("Death County").contains("`County`"), "{}", said("Death County"));
        assert!(said("County").contains("columns 2 and 3"), "{}", said("County"));
    }
}
