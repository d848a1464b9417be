//! A file's table: rows of cells with the row numbers a spreadsheet shows, whatever the format.
//!
//! Answers: what does the header name, which cells has each row, and where did it stand. It keeps
//! one row at a time.

mod columns;
mod header;
mod json;
pub(crate) mod json_lines;
mod open;
pub(crate) mod sample;
mod separated;
mod sheet;

use std::cmp::Ordering;

use crate::cells::Cells;
use crate::error::IntakeError;
use crate::fault::Fault;
use crate::mapping::Mapping;
use crate::mapping::file::{HeaderPlace, Layout};
use crate::mended;
use crate::original::Shape;
use crate::source::Shared;
use columns::Columns;
use header::Header;
pub(crate) use header::{fold, is_invisible};
use json_lines::JsonLines;
use separated::Separated;
use sheet::{Next, Sheets};

/// Most columns a table may have.
pub const MAX_FIELDS: usize = 2_000;

/// Most bytes a cell may have; a quote that is never closed runs into this.
pub const MAX_FIELD_BYTES: usize = 64 * 1024;

/// Most bytes a row may have; a longer line is rejected, and reading stops at a longer row of several.
pub const MAX_ROW_BYTES: usize = 16 * 1024 * 1024;

/// Cells of a row that are told apart; reading stops at a row that has more.
const MAX_CELLS: usize = 1 << 20;

/// A header and the rows under it.
pub(crate) struct Table<'a> {
    rows: Rows<'a>,
    layout: &'a Layout,
    wanted: &'a [String],
    header: Header,
    /// A row that was read while the header was looked for.
    pending: Option<(u64, Cells)>,
    /// The row read last, and whether the table ended before its file or sheet did.
    row: u64,
    has_stopped: bool,
    /// Which of the wide columns the last row shows, and which is next.
    wide_shown: Option<usize>,
    wide_next: usize,
}

/// Rows, by the format they come in.
pub(crate) enum Rows<'a> {
    /// CSV, TSV and the like.
    Separated(Box<Separated<'a>>),
    /// One JSON object a line.
    JsonLines(Box<JsonLines<'a>>),
    /// Sheets of a workbook.
    Sheets(Box<Sheets<'a>>),
    /// A Parquet file.
    Columns(Box<Columns<'a>>),
}

/// The row of the file, and what is wrong with its shape.
pub(crate) type Numbered = (u64, Result<(), Fault>);

/// What reading on gave.
enum Read {
    Row(Numbered),
    /// Another sheet, with a header of its own.
    Section,
    End,
}

impl Rows<'_> {
    fn next_row(&mut self, cells: &mut Cells) -> Result<Read, IntakeError> {
        let row = match self {
            Self::Separated(rows) => rows.next_row(cells)?,
            Self::Columns(rows) => rows.next_row(cells)?.map(|row| (row, Ok(()))),
            Self::JsonLines(rows) => rows.next_row(cells)?,
            Self::Sheets(sheets) => match sheets.next_row(cells)? {
                Next::Row(row) => Some((row, Ok(()))),
                Next::Sheet => return Ok(Read::Section),
                Next::End => None,
            },
        };
        Ok(row.map_or(Read::End, Read::Row))
    }

    /// The columns, where the format itself names them.
    fn named(&self) -> Option<&[String]> {
        match self {
            Self::Separated(_) | Self::Sheets(_) => None,
            Self::JsonLines(rows) => Some(rows.columns()),
            Self::Columns(rows) => Some(rows.names()),
        }
    }
}

impl<'a> Table<'a> {
    /// Finds out what the file is and reads its header.
    pub fn open(file: &Shared<'a>, mapping: &'a Mapping) -> Result<Self, IntakeError> {
        let rows = open::open(file, mapping)?;
        Self::with_rows(rows, &mapping.layout, mapping.columns())
    }

    fn with_rows(
        rows: Rows<'a>,
        layout: &'a Layout,
        wanted: &'a [String],
    ) -> Result<Self, IntakeError> {
        let mut table = Self {
            rows,
            layout,
            wanted,
            header: Header::default(),
            pending: None,
            row: 0,
            has_stopped: false,
            wide_shown: None,
            wide_next: 0,
        };
        table.read_header()?;
        Ok(table)
    }

    /// The names of the columns.
    pub fn names(&self) -> &[String] {
        self.header.names()
    }

    /// Where in a row each wanted column stands.
    pub fn positions(&self) -> &[usize] {
        self.header.positions()
    }

    /// Where the cells of wide columns begin, and the column that the last row shows there.
    pub fn wide(&self) -> Option<(usize, &str)> {
        Some((self.header.wide_position(), self.header.name(self.wide_shown?)))
    }

    /// The next row that holds something, and what is wrong with its shape; `None` at the end.
    ///
    /// - Shape: a row whose cells are all blank is no row; one with another number of cells than
    ///   the header, or beyond the limits, comes with its fault.
    pub fn next_row(&mut self, cells: &mut Cells) -> Result<Option<Numbered>, IntakeError> {
        if let Some(next) = self.wide_from(self.wide_next, cells) {
            self.show_wide(next, cells);
            return Ok(Some((self.row, Ok(()))));
        }
        loop {
            let (row, shape) = match self.read_row(cells)? {
                Read::Row(numbered) => numbered,
                Read::Section => {
                    self.read_header()?;
                    continue;
                }
                Read::End => return Ok(None),
            };
            if self.stops_at(row, cells) {
                self.has_stopped = true;
                if !matches!(self.rows, Rows::Sheets(_)) {
                    return Ok(None);
                }
            }
            self.row = row;
            if self.has_stopped || (shape.is_ok() && cells.are_blank()) {
                continue;
            }
            let shape = shape.and_then(|()| self.check_shape(cells));
            self.add_cells_besides(cells);
            if shape.is_ok() && !self.header.wide_columns().is_empty() {
                let Some(first) = self.wide_from(0, cells) else {
                    let reason = "the row came back without a figure: fill the cells that were \
                                  rejected, or leave the row out";
                    return Ok(Some((row, Err(Fault::of_row(reason)))));
                };
                self.show_wide(first, cells);
            }
            return Ok(Some((row, shape)));
        }
    }

    /// The columns of which each becomes a row of its own.
    pub fn wide_columns(&self) -> &[usize] {
        self.header.wide_columns()
    }

    /// The column under which the name of the sheet is read, and that name.
    pub fn sheet(&self) -> Option<(&str, &str)> {
        match &self.rows {
            Rows::Sheets(sheets) => Some((self.layout.sheet_column.as_deref()?, sheets.name())),
            Rows::Separated(_) | Rows::JsonLines(_) | Rows::Columns(_) => None,
        }
    }

    /// The next row that holds something, as the file has it; `None` at the end.
    pub fn next_as_written(
        &mut self,
        cells: &mut Cells,
    ) -> Result<Option<(u64, Shape)>, IntakeError> {
        loop {
            match self.read_row(cells)? {
                Read::Row((row, Err(_))) => return Ok(Some((row, Shape::Unreadable))),
                Read::Row((row, Ok(()))) if !cells.are_blank() => {
                    return Ok(Some((row, self.shape_of(cells))));
                }
                Read::Row(_) => {}
                Read::Section => self.read_header()?,
                Read::End => return Ok(None),
            }
        }
    }

    fn read_row(&mut self, cells: &mut Cells) -> Result<Read, IntakeError> {
        match self.pending.take() {
            Some((row, pending)) => {
                *cells = pending;
                Ok(Read::Row((row, Ok(()))))
            }
            None => self.rows.next_row(cells),
        }
    }

    /// How many fields a row has, in a format in which rows may differ in that.
    fn shape_of(&self, cells: &Cells) -> Shape {
        match (&self.rows, cells.len().cmp(&self.header.len())) {
            (Rows::Separated(_), Ordering::Less) => Shape::TooFew,
            (Rows::Separated(_), Ordering::Greater) => Shape::TooMany,
            _ => Shape::Sound,
        }
    }

    /// Whether the file is one of rejected rows: a plain table, whatever the first file was.
    fn is_resent(&self) -> bool {
        matches!(&self.rows, Rows::Separated(rows) if rows.is_resent())
    }

    /// Reads the header of the file or of a sheet.
    fn read_header(&mut self) -> Result<(), IntakeError> {
        self.has_stopped = false;
        let names = match self.rows.named() {
            Some(names) => names.iter().map(|name| fold(name)).collect(),
            None => self.read_header_rows()?,
        };
        let is_sheet = matches!(self.rows, Rows::Sheets(_));
        self.header = Header::find(names, self.layout, self.wanted, is_sheet)?;
        self.wide_shown = None;
        self.wide_next = usize::MAX;
        Ok(())
    }

    fn read_header_rows(&mut self) -> Result<Vec<String>, IntakeError> {
        let before = match &self.rows {
            Rows::Sheets(sheets) => sheets.rows_before(),
            Rows::Separated(_) | Rows::JsonLines(_) | Rows::Columns(_) => 0,
        };
        let (first, count) = match self.layout.header {
            HeaderPlace::Rows { first, count } if !self.is_resent() => {
                (Some(before + first), count)
            }
            HeaderPlace::First | HeaderPlace::Rows { .. } => (None, 1),
        };
        let missing = || match first {
            None => IntakeError::Empty,
            Some(_) => IntakeError::NoHeader { row: first.unwrap_or(1) },
        };
        let mut parts: Vec<Vec<String>> = Vec::new();
        let mut last = None;
        loop {
            let mut cells = Cells::default();
            let Read::Row((row, _)) = self.rows.next_row(&mut cells)? else { break };
            self.row = row;
            let is_before = first.map_or(cells.are_blank(), |first| row < first);
            if is_before {
                continue;
            }
            let last = *last.get_or_insert(first.unwrap_or(row) + count - 1);
            if row > last || (parts.is_empty() && first.is_some_and(|first| row > first)) {
                self.pending = Some((row, cells));
                break;
            }
            if cells.len() > MAX_FIELDS && cells.bytes() > 0 {
                return Err(IntakeError::TooManyColumns {
                    columns: cells.len(),
                    limit: MAX_FIELDS,
                });
            }
            parts.push(cells.iter().map(str::to_owned).collect());
            if row == last {
                break;
            }
        }
        let names = header::join(&parts);
        if names.iter().all(String::is_empty) {
            return Err(missing());
        }
        Ok(names)
    }

    /// Whether the table ends with this row, as the mapping says.
    fn stops_at(&self, row: u64, cells: &Cells) -> bool {
        let stop = &self.layout.stop;
        if self.is_resent() {
            return false;
        }
        let is_after_blank = cells.are_blank() || row > self.row + 1;
        let first_filled = || cells.iter().map(str::trim).find(|cell| !cell.is_empty());
        (stop.at_blank_row && is_after_blank)
            || stop
                .at
                .as_deref()
                .is_some_and(|start| first_filled().is_some_and(|cell| cell.starts_with(start)))
    }

    /// Adds behind a row the cells that stand in no column of the file.
    fn add_cells_besides(&self, cells: &mut Cells) {
        cells.resize(self.header.len());
        if let Rows::Sheets(sheets) = &self.rows {
            cells.push(sheets.name());
        }
    }

    /// The next of the wide columns that a row shows; of a resent row only those that were rejected
    /// are filled.
    fn wide_from(&self, next: usize, cells: &Cells) -> Option<usize> {
        let columns = self.header.wide_columns().get(next..)?;
        let is_filled = |at: &usize| !cells.get(*at).unwrap_or_default().trim().is_empty();
        let is_resent = self.is_resent();
        Some(next + columns.iter().position(|at| !is_resent || is_filled(at))?)
    }

    fn show_wide(&mut self, next: usize, cells: &mut Cells) {
        let column = self.header.wide_columns()[next];
        cells.resize(self.header.wide_position());
        cells.push(self.layout.without_footnote(self.header.name(column)));
        cells.repeat(column);
        self.wide_shown = Some(column);
        self.wide_next = next + 1;
    }

    fn check_shape(&self, cells: &Cells) -> Result<(), Fault> {
        if cells.bytes() > MAX_FIELD_BYTES {
            let mut numbered = cells.iter().enumerate();
            if let Some((at, field)) = numbered.find(|(_, field)| field.len() > MAX_FIELD_BYTES) {
                let reason = format!(
                    "the field has {} bytes, more than the {MAX_FIELD_BYTES} a field may have: look \
                     for a quotation mark in this row that is never closed",
                    field.len()
                );
                // What the field holds is not repeated: a quote that is open takes in other columns.
                return Err(Fault::of_cell(self.header.name(at), "", reason));
            }
        }
        self.header.require_plain(cells)?;
        if self.is_resent() {
            mended::require_mended(self.header.names(), cells)?;
        }
        if self.shape_of(cells) == Shape::Sound {
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

#[cfg(test)]
mod tests {
    use super::separated::Sent;
    use super::*;
    use crate::text::Text;

    fn open<'a>(
        text: &'a str,
        layout: &'a Layout,
        wanted: &'a [String],
    ) -> Result<Table<'a>, IntakeError> {
        let text = Text::open(Box::new(text.as_bytes()), encoding_rs::UTF_8)?;
        Table::with_rows(
            Rows::Separated(Box::new(Separated::new(text, b',', Sent::First))),
            layout,
            wanted,
        )
    }

    fn layout(file: &str) -> Layout {
        Layout::build(&toml::from_str(file).unwrap(), None).unwrap()
    }

    fn check(text: &str, expected: &[(u64, &str)]) {
        check_under("", text, expected);
    }

    fn check_under(file: &str, text: &str, expected: &[(u64, &str)]) {
        let mut seen = Vec::new();
        let layout = layout(file);
        let mut table = open(text, &layout, &[]).unwrap();
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
    fn a_field_too_long_is_told_by_its_length_and_not_by_what_it_holds() {
        let text = format!("a,b\n1,\"Doe, Jane{}", "x\n".repeat(MAX_FIELD_BYTES));
        let layout = layout("");
        let mut table = open(&text, &layout, &[]).unwrap();
        let (_, shape) = table.next_row(&mut Cells::default()).unwrap().unwrap();
        let fault = shape.unwrap_err();
        assert_eq!((fault.column.as_str(), fault.value.as_str()), ("b", ""));
        assert!(!fault.reason.contains("Doe"), "{fault:?}");
    }

    #[test]
    fn missing_and_repeated_columns_are_named() {
        let layout = layout("");
        let said = |name: &str| {
            let wanted = [name.to_owned()];
            open("Date,County,County,\n", &layout, &wanted).err().unwrap().to_string()
        };
        assert!(said("Death County").contains("`County`"), "{}", said("Death County"));
        assert!(said("County").contains("columns 2 and 3"), "{}", said("County"));
    }

    #[test]
    fn a_header_further_down_may_have_several_rows() {
        let text = "Deaths by area,,\n\nArea,2017,\n,Q1,Q2\nA,1,2\n";
        check_under("header_row = 3\nheader_rows = 2", text, &[(5, "A|1|2")]);
        check_under("header_row = 5", text, &[]);
        let layout = layout("header_row = 2");
        let error = open(text, &layout, &[]).err().unwrap().to_string();
        assert!(error.contains("no header in row 2: correct `header_row`"), "{error}");
    }

    #[test]
    fn a_table_ends_where_the_mapping_says() {
        let text = "a,b\n1,2\nTotal (all),3\n\n4,5\n";
        check_under("stop_at = \"Total\"", text, &[(2, "1|2")]);
        check_under("until_blank_row = true", text, &[(2, "1|2"), (3, "Total (all)|3")]);
        check_under("stop_at = \"Sum\"", text, &[(2, "1|2"), (3, "Total (all)|3"), (5, "4|5")]);
    }

    #[test]
    fn names_that_look_the_same_are_the_same() {
        let layout = layout("");
        let wanted = ["Count (n)".to_owned()];
        assert!(open("\u{200f}Count\u{a0} (n)\u{200e},b\n", &layout, &wanted).is_ok());
        let error = open("Count (n),\u{200b}Count (n)\n", &layout, &wanted).err().unwrap();
        assert!(error.to_string().contains("columns 1 and 2"), "{error}");
    }
}
