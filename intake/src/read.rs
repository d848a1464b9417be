//! A file's bytes under a mapping to facts and rejections.
//!
//! Answers: what was read, what was not and why. A bad row never stops a good one, and accepted and
//! rejected rows always make the rows read. A file none of whose rows could be accepted is returned
//! as such: what that means is the caller's matter.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use thiserror::Error;
use vocabulary::fact::Fact;
use vocabulary::submission::Rejection;

use crate::decode::decode;
use crate::facts::{Caches, Notes, Reading};
use crate::fault::Fault;
use crate::key::{Repeats, with_ordinal};
use crate::mapping::Mapping;
use crate::row::Row;
use crate::table::{Numbered, Table};

/// Why a file cannot be read at all.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum IntakeError {
    /// Nothing, or nothing but blank lines.
    #[error("the file is empty: export it again, with a header and at least one row")]
    Empty,
    /// A header and nothing below it.
    #[error("the file has a header and no rows: export it again, with the rows")]
    NoRows,
    /// More bytes than are read.
    #[error("the file has {bytes} bytes, more than the {limit} that are read: split it by period")]
    TooLarge {
        /// Bytes it has.
        bytes: usize,
        /// Bytes it may have.
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
        byte: usize,
        /// Line, from 1.
        line: usize,
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
        byte: usize,
        /// Line, from 1.
        line: usize,
    },
    /// Bytes that the stated encoding does not have.
    #[error("the file is not {encoding}, as its mapping says: correct `encoding` under [file]")]
    Undecodable {
        /// The encoding stated.
        encoding: &'static str,
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

/// What was read from a file.
#[derive(Debug)]
pub struct Intake {
    /// Facts of the accepted rows, in the order of the file.
    pub facts: Vec<Fact>,
    /// Why rows were rejected: at least one entry for each.
    pub rejections: Vec<Rejection>,
    /// Rows that hold anything, the header not counted.
    pub rows_read: u64,
    /// Rows that gave facts.
    pub rows_accepted: u64,
    /// Names that were accepted without being resolved, the most frequent first.
    pub unresolved: Vec<Unresolved>,
}

/// A name that the vocabulary does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unresolved {
    /// Column it stands in.
    pub column: String,
    /// The name, as it stands.
    pub text: String,
    /// Accepted rows that have it.
    pub rows: u64,
}

/// Reads a file under a mapping, as of `today`.
///
/// # Errors
/// When no row can be read: not text, empty, or without a column that the mapping names.
pub fn read(bytes: &[u8], mapping: &Mapping, today: Date) -> Result<Intake, IntakeError> {
    let text = decode(bytes, mapping.encoding)?;
    let table = Table::open(&text, mapping.separator)?;
    let positions = table.positions(mapping.columns())?;
    let mut reader = Reader::new(mapping, today);
    table.for_each(|numbered, shape| reader.read_row(&numbered, &positions, shape));
    if reader.intake.rows_read == 0 {
        return Err(IntakeError::NoRows);
    }
    Ok(reader.finish())
}

/// The state of one reading.
struct Reader<'a> {
    mapping: &'a Mapping,
    today: Date,
    caches: Caches,
    /// Keys seen: the row that had it first, and how many rows had it.
    keys: HashMap<String, (u64, u64)>,
    unresolved: BTreeMap<(String, String), u64>,
    intake: Intake,
}

impl<'a> Reader<'a> {
    fn new(mapping: &'a Mapping, today: Date) -> Self {
        let intake = Intake {
            facts: Vec::new(),
            rejections: Vec::new(),
            rows_read: 0,
            rows_accepted: 0,
            unresolved: Vec::new(),
        };
        let caches = Caches::new(&mapping.rules);
        Self { mapping, today, caches, keys: HashMap::new(), unresolved: BTreeMap::new(), intake }
    }

    fn read_row(&mut self, numbered: &Numbered<'_>, positions: &[usize], shape: Result<(), Fault>) {
        self.intake.rows_read += 1;
        let names = self.mapping.columns();
        let row = Row { record: numbered.record, positions, names };
        let reading = Reading { row, number: numbered.row, today: self.today };
        let mut notes = Notes::default();
        let facts = match shape {
            Ok(()) => self.mapping.rules.facts(&reading, &mut self.caches, &mut notes),
            Err(fault) => Err(vec![fault]),
        };
        match facts.and_then(|facts| self.settle_repeats(facts)) {
            Ok(facts) => {
                self.intake.rows_accepted += 1;
                self.intake.facts.extend(facts);
                for name in notes.unresolved {
                    *self.unresolved.entry(name).or_default() += 1;
                }
            }
            Err(faults) => {
                let rejections = faults.into_iter().map(|fault| fault.reject(numbered.row));
                self.intake.rejections.extend(rejections);
            }
        }
    }

    /// Refuses a row one of whose keys stands already, or numbers it where the mapping says so.
    fn settle_repeats(&mut self, mut facts: Vec<Fact>) -> Result<Vec<Fact>, Vec<Fault>> {
        let numbers_repeats = self.mapping.rules.key.repeats == Repeats::Ordinal;
        for (i, fact) in facts.iter().enumerate().filter(|_| !numbers_repeats) {
            if let Some((row, _)) = self.keys.get(&fact.fact_key) {
                return Err(vec![same_key_as(&format!("row {row}"))]);
            }
            if facts[..i].iter().any(|earlier| earlier.fact_key == fact.fact_key) {
                return Err(vec![same_key_as("another figure of this row")]);
            }
        }
        for fact in &mut facts {
            let seen = self.keys.entry(fact.fact_key.clone()).or_insert((fact.row, 0));
            seen.1 += 1;
            if seen.1 > 1 {
                fact.fact_key = with_ordinal(&fact.fact_key, seen.1);
            }
        }
        Ok(facts)
    }

    fn finish(mut self) -> Intake {
        let unresolved = |((column, text), rows)| Unresolved { column, text, rows };
        self.intake.unresolved = self.unresolved.into_iter().map(unresolved).collect();
        self.intake.unresolved.sort_by_key(|unresolved| std::cmp::Reverse(unresolved.rows));
        self.intake
    }
}

fn same_key_as(other: &str) -> Fault {
    Fault::of_row(format!(
        "{other} has the same key, and one file cannot say two things about one figure: keep one of \
         the two, or add to [key] what tells them apart"
    ))
}
