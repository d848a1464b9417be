//! A file under a mapping to facts and rejections, a batch of rows at a time.
//!
//! Answers: what was read, what was not and why. A bad row never stops a good one, and accepted and
//! rejected rows always make the rows read. A file none of whose rows could be accepted is returned
//! as such: what that means is the caller's matter. Whatever the size of the file, what is held is
//! one batch, what was resolved before, and a few bytes for each key.

use std::collections::HashMap;
use std::io::Cursor;

use jiff::civil::Date;
use vocabulary::fact::Fact;
use vocabulary::submission::Rejection;

use crate::cells::Cells;
use crate::error::IntakeError;
use crate::facts::{Caches, Notes, Numbered};
use crate::fault::Fault;
use crate::key::{Repeats, with_ordinal};
use crate::mapping::Mapping;
use crate::repeats::{Fingerprint, Keys};
use crate::row::Row;
use crate::source::{Shared, Source};
use crate::table::Table;

/// A file that is being read.
pub struct Reading<'a> {
    mapping: &'a Mapping,
    today: Date,
    table: Table<'a>,
    file: Shared<'a>,
    cells: Cells,
    caches: Caches,
    notes: Notes,
    keys: Keys,
    counts: Counts,
    /// Names that were accepted without being resolved, by column and text.
    unresolved: HashMap<String, HashMap<String, u64>>,
    unresolved_names: usize,
    footnotes: Vec<Footnote>,
    state: State,
}

/// What some rows of a file gave.
#[derive(Debug, Default)]
pub struct Batch {
    /// Facts of the accepted rows, in the order of the file.
    pub facts: Vec<Fact>,
    /// Why rows were rejected: at least one entry for each.
    pub rejections: Vec<Rejection>,
}

/// What was counted so far; complete when there is no further batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Rows that hold anything, the header not counted.
    pub rows_read: u64,
    /// Rows that gave facts.
    pub rows_accepted: u64,
    /// Facts they gave.
    pub facts: u64,
    /// Names that were accepted without being resolved, the most frequent first.
    pub unresolved: Vec<Unresolved>,
    /// Marks of footnotes at figures, in the order of the mapping's columns.
    pub footnotes: Vec<Footnote>,
}

/// A mark of a footnote that stands at figures of accepted rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footnote {
    /// Column the figures stand in.
    pub column: String,
    /// The mark.
    pub mark: String,
    /// Rows that have it.
    pub rows: u64,
}

/// A name that the vocabulary does not know.
///
/// - Shape: at most [`MAX_UNRESOLVED`] names are told apart in one file; the rest of a column are
///   counted together under `…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unresolved {
    /// Column it stands in.
    pub column: String,
    /// The name, as it stands.
    pub text: String,
    /// Accepted rows that have it.
    pub rows: u64,
}

/// What was read from a whole file.
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

#[derive(Clone, Copy, Default)]
struct Counts {
    rows_read: u64,
    rows_accepted: u64,
    facts: u64,
}

enum State {
    Open,
    AtEnd,
    Failed(IntakeError),
}

/// Reads a whole file under a mapping, as of `today`, and holds all of what it says.
///
/// # Errors
/// When no row can be read: not text, empty, or without a column that the mapping names.
pub fn read(bytes: &[u8], mapping: &Mapping, today: Date) -> Result<Intake, IntakeError> {
    let mut reading = Reading::open(Box::new(Cursor::new(bytes)), mapping, today)?;
    let (mut facts, mut rejections) = (Vec::new(), Vec::new());
    while let Some(mut batch) = reading.next_batch()? {
        facts.append(&mut batch.facts);
        rejections.append(&mut batch.rejections);
    }
    let Summary { rows_read, rows_accepted, unresolved, .. } = reading.summary();
    Ok(Intake { facts, rejections, rows_read, rows_accepted, unresolved })
}

impl<'a> Reading<'a> {
    /// Reads the beginning of a file: what it is, and where the mapping's columns stand.
    ///
    /// # Errors
    /// When no row can be read: not text, empty, or without a column that the mapping names.
    pub fn open(
        file: Box<dyn Source + 'a>,
        mapping: &'a Mapping,
        today: Date,
    ) -> Result<Self, IntakeError> {
        Self::over(Shared::new(file)?, mapping, today)
    }

    /// As [`Reading::open`], over a file that others look at too.
    pub(crate) fn over(
        file: Shared<'a>,
        mapping: &'a Mapping,
        today: Date,
    ) -> Result<Self, IntakeError> {
        let table = Table::open(&file, mapping)?;
        Ok(Self {
            mapping,
            today,
            table,
            file,
            cells: Cells::default(),
            caches: Caches::new(&mapping.rules),
            notes: Notes::default(),
            keys: Keys::default(),
            counts: Counts::default(),
            unresolved: HashMap::new(),
            unresolved_names: 0,
            footnotes: Vec::new(),
            state: State::Open,
        })
    }

    /// Reads on: up to a few thousand rows, in the order of the file; `None` at its end.
    ///
    /// # Errors
    /// When the file cannot be read to its end. Nothing of it may be kept then, and every later
    /// call says the same.
    pub fn next_batch(&mut self) -> Result<Option<Batch>, IntakeError> {
        match &self.state {
            State::Open => {}
            State::AtEnd => return Ok(None),
            State::Failed(error) => return Err(error.clone()),
        }
        let batch = self.read_batch();
        match &batch {
            Ok(Some(_)) => {}
            Ok(None) => {
                self.file.finish();
                self.state = State::AtEnd;
            }
            Err(error) => self.state = State::Failed(error.clone()),
        }
        batch
    }

    /// What was counted so far; complete once [`Reading::next_batch`] gave `None`.
    pub fn summary(&self) -> Summary {
        let mut unresolved = Vec::new();
        for (column, texts) in &self.unresolved {
            unresolved.extend(texts.iter().map(|(text, rows)| Unresolved {
                column: column.clone(),
                text: text.clone(),
                rows: *rows,
            }));
        }
        unresolved.sort_unstable_by(|a, b| {
            (b.rows, &a.column, &a.text).cmp(&(a.rows, &b.column, &b.text))
        });
        let Counts { rows_read, rows_accepted, facts } = self.counts;
        let footnotes = self.footnotes.clone();
        Summary { rows_read, rows_accepted, facts, unresolved, footnotes }
    }

    /// Bytes of the file that were read so far, packed as they came.
    pub fn bytes_read(&self) -> u64 {
        self.file.bytes_read()
    }

    fn read_batch(&mut self) -> Result<Option<Batch>, IntakeError> {
        let mut batch = Batch::default();
        let (mut rows, mut bytes) = (0, 0);
        while rows < BATCH_ROWS
            && bytes < BATCH_BYTES
            && batch.facts.len().max(batch.rejections.len()) < BATCH_FACTS
        {
            let Some((row, shape)) = self.table.next_row(&mut self.cells)? else { break };
            self.read_row(row, shape, &mut batch)?;
            rows += 1;
            bytes += self.cells.bytes();
        }
        if self.counts.rows_read == 0 {
            return Err(IntakeError::NoRows);
        }
        Ok((rows > 0).then_some(batch))
    }

    fn read_row(
        &mut self,
        row: u64,
        shape: Result<(), Fault>,
        batch: &mut Batch,
    ) -> Result<(), IntakeError> {
        self.counts.rows_read += 1;
        let names = self.mapping.columns();
        let numbered = Numbered {
            row: Row {
                cells: &self.cells,
                positions: self.table.positions(),
                names,
                wide: self.table.wide(),
            },
            number: row,
            today: self.today,
        };
        let before = batch.facts.len();
        let is_sound = shape.is_ok();
        self.notes.unresolved.clear();
        let rules = &self.mapping.rules;
        let mut result = shape.map_err(|fault| vec![fault]).and_then(|()| {
            rules.facts(&numbered, &mut self.caches, &mut self.notes, &mut batch.facts)
        });
        if result.is_ok() {
            result = self.settle_repeats(&mut batch.facts[before..])?;
        }
        match result {
            Ok(()) => {
                self.counts.rows_accepted += 1;
                self.counts.facts += (batch.facts.len() - before) as u64;
                self.count_unresolved();
                self.count_footnotes();
            }
            Err(mut faults) => {
                batch.facts.truncate(before);
                if let Some((_, name)) = self.table.wide().filter(|_| is_sound) {
                    // What is wrong with a cell of a wide row is not wrong with its other cells.
                    let of_row = faults.iter_mut().filter(|fault| fault.column.is_empty());
                    of_row.for_each(|fault| name.clone_into(&mut fault.column));
                }
                batch.rejections.extend(faults.into_iter().map(|fault| fault.reject(row)));
            }
        }
        Ok(())
    }

    /// Refuses a row one of whose keys stands already, or numbers it where the mapping says so.
    fn settle_repeats(
        &mut self,
        facts: &mut [Fact],
    ) -> Result<Result<(), Vec<Fault>>, IntakeError> {
        if self.mapping.rules.key.repeats == Repeats::Ordinal {
            for fact in facts {
                let seen = self.keys.count(Fingerprint::of(&fact.fact_key))?;
                if seen > 1 {
                    fact.fact_key = with_ordinal(&fact.fact_key, u64::from(seen));
                }
            }
            return Ok(Ok(()));
        }
        for (i, fact) in facts.iter().enumerate() {
            if let Some(row) = self.keys.row_of(Fingerprint::of(&fact.fact_key)) {
                return Ok(Err(vec![same_key_as(&format!("row {row}"))]));
            }
            if facts[..i].iter().any(|earlier| earlier.fact_key == fact.fact_key) {
                return Ok(Err(vec![same_key_as("another figure of this row")]));
            }
        }
        for fact in facts {
            self.keys.add(Fingerprint::of(&fact.fact_key), fact.row)?;
        }
        Ok(Ok(()))
    }

    fn count_footnotes(&mut self) {
        let style = &self.mapping.rules.figures.style;
        if style.footnotes.is_empty() {
            return;
        }
        for (column, at) in self.mapping.columns().iter().zip(self.table.positions()) {
            let cell = self.cells.get(*at).unwrap_or_default().trim();
            let Some(mark) = style.mark_at(cell) else { continue };
            let is_same = |note: &&mut Footnote| note.column == *column && note.mark == mark;
            match self.footnotes.iter_mut().find(is_same) {
                Some(note) => note.rows += 1,
                None => self.footnotes.push(Footnote {
                    column: column.clone(),
                    mark: mark.to_owned(),
                    rows: 1,
                }),
            }
        }
    }

    fn count_unresolved(&mut self) {
        for (column, text) in self.notes.unresolved.drain(..) {
            let texts = self.unresolved.entry(column).or_default();
            if let Some(rows) = texts.get_mut(&text) {
                *rows += 1;
            } else if self.unresolved_names < MAX_UNRESOLVED {
                self.unresolved_names += 1;
                texts.insert(text, 1);
            } else {
                *texts.entry("…".to_owned()).or_default() += 1;
            }
        }
    }
}

fn same_key_as(other: &str) -> Fault {
    Fault::of_row(format!(
        "{other} {REPEATS}, and one file cannot say two things about one figure: keep one of the \
         two, or add to [key] what tells them apart"
    ))
}

/// Whether a row was rejected because another has its key.
pub(crate) fn is_repeat(rejection: &Rejection) -> bool {
    rejection.reason.contains(REPEATS)
}

/// What every such reason says.
const REPEATS: &str = "has the same key";

/// Most names of a file that are told apart where the vocabulary does not know them.
pub const MAX_UNRESOLVED: usize = 10_000;

/// A batch ends with the row that reaches one of these.
const BATCH_ROWS: usize = 4_096;
const BATCH_FACTS: usize = 8_192;
const BATCH_BYTES: usize = 4 * 1024 * 1024;
