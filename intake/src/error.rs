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
    #[error("this is {format}, not a table in text: export the table as CSV in UTF-8")]
    OtherFormat {
        /// What it is.
        format: &'static str,
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
        Self::Broken(error.to_string())
    }
}
