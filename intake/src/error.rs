//! Why a file cannot be read at all, and what to do about it.

use thiserror::Error;

/// Why a file cannot be read at all.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum IntakeError {
    /// Nothing, or nothing but blank lines.
    #[error("the file is empty: export it again, with a header and at least one row")]
    Empty,
    /// A header and nothing below it.
    #[error("the file has a header and no rows: export it again, with the rows")]
    NoRows,
    /// The bytes stop coming.
    #[error("the file cannot be read to its end: {0}; copy it again and send it whole")]
    Broken(String),
    /// More figures than one reading keeps apart.
    #[error(
        "the file holds more than {limit} figures, the most that one submission may: split it by \
         period"
    )]
    TooManyFigures {
        /// Figures it may have.
        limit: usize,
    },
    /// More columns than are read.
    #[error(
        "the header has {columns} columns, more than the {limit} that are read: check the separator"
    )]
    TooManyColumns {
        /// Columns it has.
        columns: usize,
        /// Columns it may have.
        limit: usize,
    },
    /// A row that does not end.
    #[error(
        "row {row} is longer than the {limit} bytes that are read: look for a quotation mark that is \
         never closed, or check that this is a table"
    )]
    RowTooLong {
        /// Row, as a spreadsheet counts.
        row: u64,
        /// Bytes it may have.
        limit: usize,
    },
    /// Another kind of file.
    #[error(
        "this is {format}, which is not read: export the table as CSV in UTF-8, as XLSX, JSON Lines \
         or Parquet"
    )]
    OtherFormat {
        /// What it is.
        format: &'static str,
    },
    /// Another format than the mapping insists on.
    #[error("this is {found} and its mapping says {stated}: correct `format` under [file]")]
    NotAsStated {
        /// What it is.
        found: &'static str,
        /// What the mapping says.
        stated: &'static str,
    },
    /// A file of a known format that is damaged, or not made as the format says.
    #[error("the {format} file cannot be read: {problem}; export it again")]
    Corrupt {
        /// The format.
        format: &'static str,
        /// What is wrong.
        problem: String,
    },
    /// A part of a file that would not fit into the memory set aside for it.
    #[error("{part} is larger than the {limit} bytes that are held at once: {remedy}")]
    TooLarge {
        /// The part.
        part: String,
        /// Bytes it may have.
        limit: u64,
        /// What to do.
        remedy: &'static str,
    },
    /// A packed file that grows beyond all measure.
    #[error(
        "the file unpacks to more than {limit} times its size, as no table does: unpack it and look \
         at it before you send it"
    )]
    Expands {
        /// Times it may grow.
        limit: u64,
    },
    /// A zip file of several files, or not of the one the mapping names.
    #[error("the zip file holds {members}: name the table as `member` under [file]")]
    Members {
        /// What it holds, quoted.
        members: String,
    },
    /// A workbook of several sheets, or not of those the mapping names.
    #[error(
        "the workbook has the sheets {sheets}: name one as `sheet`, or several of the same columns \
         as `sheets`, under [file]"
    )]
    Sheets {
        /// Its sheets, quoted.
        sheets: String,
    },
    /// A part that was asked for and that the file does not have.
    #[error("the file has no part `{part}`; it has {parts}: name one of these with --part")]
    NoSuchPart {
        /// The part that was named.
        part: String,
        /// The parts it has, quoted.
        parts: String,
    },
    /// No header where the mapping says.
    #[error("there is no header in row {row}: correct `header_row` under [file]")]
    NoHeader {
        /// The row.
        row: u64,
    },
    /// A NUL byte: no text, or UTF-16 without its mark.
    #[error(
        "byte {byte} (line {line}) is NUL, which no CSV text holds: export the table as CSV in UTF-8, \
         or set `encoding = \"utf-16le\"` under [file] if it is UTF-16"
    )]
    NulByte {
        /// Byte, from 1.
        byte: u64,
        /// Line, from 1.
        line: u64,
    },
    /// A byte that is no UTF-8.
    #[error(
        "byte {byte} (line {line}) is 0x{value:02X}, which is not UTF-8: export the file as UTF-8, or \
         set `encoding = \"windows-1252\"` under [file] if it comes from an older Windows program"
    )]
    InvalidUtf8 {
        /// The byte.
        value: u8,
        /// Where, from 1.
        byte: u64,
        /// Line, from 1.
        line: u64,
    },
    /// Bytes that the stated encoding does not have.
    #[error(
        "the file is not {encoding}, as its mapping says (line {line}): correct `encoding` under \
         [file]"
    )]
    Undecodable {
        /// The encoding stated.
        encoding: &'static str,
        /// Line, from 1.
        line: u64,
    },
    /// A byte order mark of another encoding than the mapping states.
    #[error(
        "the file's first bytes mark it as {marked} and its mapping says {stated}: set \
         `encoding = \"{marked}\"` under [file], or export the file as UTF-8"
    )]
    MarkedOtherwise {
        /// What the mark says.
        marked: &'static str,
        /// What the mapping says.
        stated: &'static str,
    },
    /// A column that the mapping reads is not there.
    #[error(
        "the file has no column `{column}`, which its mapping reads; the nearest are {nearest}"
    )]
    MissingColumn {
        /// The column.
        column: String,
        /// Columns of like names, quoted.
        nearest: String,
    },
    /// A column that the mapping reads is there twice.
    #[error(
        "the column `{column}` is there twice, as columns {first} and {second}: rename one, because \
         nobody can tell which is meant"
    )]
    DuplicateColumn {
        /// The column.
        column: String,
        /// Where, from 1.
        first: usize,
        /// Where again.
        second: usize,
    },
}

impl From<std::io::Error> for IntakeError {
    fn from(error: std::io::Error) -> Self {
        match error.downcast::<Self>() {
            Ok(ours) => ours,
            Err(error) => Self::Broken(error.to_string()),
        }
    }
}
