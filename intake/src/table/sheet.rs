//! The sheets of an XLSX workbook to rows of cells, as a spreadsheet shows them.
//!
//! Formulas are never evaluated: the value that was stored beside them is read. Dates come out as
//! ISO 8601 and shares with their sign, as `28.5%`. It holds the shared texts of the workbook and one row.

mod book;
mod formats;
mod strings;

use rust_decimal::Decimal;

use super::{MAX_FIELD_BYTES, MAX_ROW_BYTES};
use crate::cells::Cells;
use crate::error::IntakeError;
use crate::unpack::Archive;
use crate::xml::{Node, Tag, Xml, corrupt};
use book::Book;
use formats::{Formats, Shown, date_time};
use strings::Strings;

/// Rows of some sheets of a workbook, one sheet after another.
pub(crate) struct Sheets<'a> {
    archive: Archive<'a>,
    book: Book,
    strings: Strings,
    formats: Formats,
    decimal: char,
    /// The sheets to read, by their place in the book; the one being read is the first.
    wanted: Vec<usize>,
    current: usize,
    xml: Option<Xml<'a>>,
    /// The row read last in this sheet, and rows of the sheets before it.
    row: u64,
    rows_before: u64,
    cell: Cell,
}

/// One cell as it is read.
#[derive(Default)]
struct Cell {
    column: usize,
    kind: Kind,
    style: usize,
    text: String,
}

/// What the text of a cell is.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Number,
    Shared,
    Text,
    Boolean,
}

/// What a call gave.
pub(crate) enum Next {
    /// A row of the sheet.
    Row(u64),
    /// Another sheet begins.
    Sheet,
    /// The last sheet ended.
    End,
}

impl<'a> Sheets<'a> {
    /// Reads what the sheets share, and finds those that are wanted.
    pub fn open(
        archive: Archive<'a>,
        names: &[String],
        decimal: char,
    ) -> Result<Self, IntakeError> {
        let book = Book::read(&archive)?;
        let wanted = book.choose(names)?;
        let strings = match archive.member(&book.strings) {
            Some(member) => Strings::read(Xml::new(archive.read(member)?))?,
            None => Strings::default(),
        };
        let formats = match archive.member(&book.styles) {
            Some(member) => Formats::read(Xml::new(archive.read(member)?))?,
            None => Formats::default(),
        };
        let mut sheets = Self {
            archive,
            book,
            strings,
            formats,
            decimal,
            wanted,
            current: 0,
            xml: None,
            row: 0,
            rows_before: 0,
            cell: Cell::default(),
        };
        sheets.open_sheet()?;
        Ok(sheets)
    }

    /// The name of the sheet being read.
    pub fn name(&self) -> &str {
        &self.book.sheets[self.wanted[self.current]].name
    }

    /// Rows of the sheets before this one: the sheets are numbered on as if they stood beneath one
    /// another.
    pub fn rows_before(&self) -> u64 {
        self.rows_before
    }

    /// Reads the next row of the sheet, or goes on to the next sheet.
    pub fn next_row(&mut self, cells: &mut Cells) -> Result<Next, IntakeError> {
        cells.clear();
        let Some(mut xml) = self.xml.take() else { return Ok(Next::End) };
        if let Some(row) = self.read_row(&mut xml, cells)? {
            self.xml = Some(xml);
            return Ok(Next::Row(self.rows_before + row));
        }
        if self.current + 1 == self.wanted.len() {
            return Ok(Next::End);
        }
        self.rows_before += self.row;
        self.row = 0;
        self.current += 1;
        self.open_sheet()?;
        Ok(Next::Sheet)
    }

    fn open_sheet(&mut self) -> Result<(), IntakeError> {
        let sheet = &self.book.sheets[self.wanted[self.current]];
        let member = self.archive.member(&sheet.path);
        let member = member.ok_or_else(|| corrupt("a sheet that it lists is not there"))?;
        self.xml = Some(Xml::new(self.archive.read(member)?));
        Ok(())
    }

    /// Reads on to the end of the next `row`; `None` at the end of the sheet.
    fn read_row(
        &mut self,
        xml: &mut Xml<'_>,
        cells: &mut Cells,
    ) -> Result<Option<u64>, IntakeError> {
        let (mut in_row, mut in_cell, mut in_value, mut in_phonetics) =
            (false, false, false, false);
        loop {
            match xml.next()? {
                Node::Open(tag) => match tag.name() {
                    "row" => {
                        in_row = true;
                        self.row = row_number(&tag, self.row)?;
                    }
                    "c" if in_row => {
                        in_cell = true;
                        self.cell.begin(&tag, cells.len())?;
                    }
                    "v" | "t" if in_cell => in_value = true,
                    "rPh" => in_phonetics = true,
                    _ => {}
                },
                Node::Text(text) if in_value && !in_phonetics => {
                    if self.cell.text.len() + text.len() > MAX_FIELD_BYTES * 2 {
                        return Err(corrupt("one of its cells holds more than a cell can"));
                    }
                    self.cell.text.push_str(&text);
                }
                Node::Text(_) => {}
                Node::Close(tag) => match tag.name() {
                    "v" | "t" => in_value = false,
                    "rPh" => in_phonetics = false,
                    "c" if in_cell => {
                        in_cell = false;
                        self.end_cell(cells)?;
                    }
                    "row" if in_row => return Ok(Some(self.row)),
                    _ => {}
                },
                Node::End => return Ok(None),
            }
        }
    }

    fn end_cell(&self, cells: &mut Cells) -> Result<(), IntakeError> {
        while cells.len() < self.cell.column {
            cells.push("");
        }
        let text = self.cell.text.as_str();
        match self.cell.kind {
            Kind::Shared => {
                let at = text.trim().parse().ok();
                let shared = at.and_then(|at| self.strings.get(at));
                cells.push(shared.ok_or_else(|| corrupt("a cell names a text that is not there"))?);
            }
            Kind::Text => cells.push(text),
            Kind::Boolean => cells.push(if text.trim() == "1" { "TRUE" } else { "FALSE" }),
            Kind::Number => self.push_number(text.trim(), cells),
        }
        if cells.bytes() > MAX_ROW_BYTES {
            let row = self.rows_before + self.row;
            return Err(IntakeError::RowTooLong { row, limit: MAX_ROW_BYTES });
        }
        Ok(())
    }

    fn push_number(&self, text: &str, cells: &mut Cells) {
        let Some(number) = text.parse::<f64>().ok() else { return cells.push(text) };
        let shown = match self.formats.shown(self.cell.style) {
            Shown::Day => match date_time(number, self.book.starts_in_1904) {
                Some(day) => return cells.push(&day),
                None => as_shown(text, number),
            },
            Shown::PerCent => as_share(number),
            Shown::Figure => as_shown(text, number),
        };
        if self.decimal == '.' {
            cells.push(&shown);
        } else {
            cells.push(&shown.replace('.', &self.decimal.to_string()));
        }
    }
}

impl Cell {
    fn begin(&mut self, tag: &Tag<'_>, next_column: usize) -> Result<(), IntakeError> {
        self.text.clear();
        self.column = match tag.attribute("r") {
            Some(reference) => column_of(&reference)
                .filter(|column| *column >= next_column)
                .ok_or_else(|| corrupt("a cell does not stand where it says"))?,
            None => next_column,
        };
        self.style = tag.attribute("s").and_then(|style| style.parse().ok()).unwrap_or_default();
        self.kind = match tag.attribute("t").as_deref() {
            Some("s") => Kind::Shared,
            Some("b") => Kind::Boolean,
            Some("str" | "inlineStr" | "e" | "d") => Kind::Text,
            _ => Kind::Number,
        };
        Ok(())
    }
}

/// The row that a tag says it is; rows come in order.
fn row_number(tag: &Tag<'_>, before: u64) -> Result<u64, IntakeError> {
    let Some(stated) = tag.attribute("r") else { return Ok(before + 1) };
    let row = stated.parse().ok().filter(|row| *row > before && *row <= MAX_ROWS);
    row.ok_or_else(|| corrupt("its rows are not in order"))
}

/// The column of a reference such as `AB12`, from 0.
fn column_of(reference: &str) -> Option<usize> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic);
    let mut column = 0;
    for letter in letters {
        column = column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1;
        if column > MAX_COLUMNS {
            return None;
        }
    }
    column.checked_sub(1)
}

/// A figure as a person would write it: a program stores 0.29 as 0.28999999999999998.
fn as_shown(text: &str, number: f64) -> String {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if digits > 15 && number.abs() < 1e15 { number.to_string() } else { text.to_owned() }
}

/// A share as it is shown, but with all its decimals: 0.285 is `28.5%`.
fn as_share(number: f64) -> String {
    let exact = number.to_string().parse::<Decimal>().ok();
    let hundred = exact.and_then(|exact| exact.checked_mul(Decimal::ONE_HUNDRED));
    hundred
        .map_or_else(|| format!("{}%", number * 100.0), |share| format!("{}%", share.normalize()))
}

/// Columns and rows of a sheet.
const MAX_COLUMNS: usize = 16_384;
const MAX_ROWS: u64 = 1_048_576;
