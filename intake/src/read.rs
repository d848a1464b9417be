//! A file under a mapping to facts and rejections, a batch of rows at a time.
//!
//! Answers: what was read, what was not and why. A bad row never stops a good one, and accepted and
//! rejected rows always make the rows read. A file none of whose rows could be accepted is returned
//! as such: what that means is the caller's matter. Whatever the size of the file, what is held is
//! one batch, what was resolved before, and a few bytes for each key.

use std::collections::HashMap;
use std::io::Cursor;
use std::ops::Range;

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
    batch: Batch,
    /// Rows of the batch that are sound by themselves, in its order.
    sound: Vec<SoundRow>,
    fingerprints: Vec<Fingerprint>,
}

/// A row that is accepted unless another has its key.
struct SoundRow {
    row: u64,
    /// Where among the facts of the batch its own end.
    end: usize,
    /// The wide column it was read from.
    wide: Option<String>,
    /// (column, name) of names that were not resolved.
    unresolved: Vec<(String, String)>,
    /// (place of the column, mark) of footnotes.
    footnotes: Vec<(usize, String)>,
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
    while let Some(batch) = reading.next_batch()? {
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
            batch: Batch::default(),
            sound: Vec::new(),
            fingerprints: Vec::new(),
        })
    }

    /// Reads on: up to a few thousand rows, in the order of the file; `None` at its end. The next call
    /// makes its batch of what is left of this one.
    ///
    /// # Errors
    /// When the file cannot be read to its end. Nothing of it may be kept then, and every later
    /// call says the same.
    pub fn next_batch(&mut self) -> Result<Option<&mut Batch>, IntakeError> {
        match &self.state {
            State::Open => {}
            State::AtEnd => return Ok(None),
            State::Failed(error) => return Err(error.clone()),
        }
        match self.read_batch() {
            Ok(true) => Ok(Some(&mut self.batch)),
            Ok(false) => {
                self.file.finish();
                self.state = State::AtEnd;
                Ok(None)
            }
            Err(error) => {
                self.state = State::Failed(error.clone());
                Err(error)
            }
        }
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

    /// Fills the batch; whether there is anything in it.
    fn read_batch(&mut self) -> Result<bool, IntakeError> {
        self.caches.take_back(self.batch.facts.drain(..));
        self.batch.rejections.clear();
        self.sound.clear();
        let (mut rows, mut bytes) = (0, 0);
        while rows < BATCH_ROWS
            && bytes < BATCH_BYTES
            && self.batch.facts.len().max(self.batch.rejections.len()) < BATCH_FACTS
        {
            let Some((row, shape)) = self.table.next_row(&mut self.cells)? else { break };
            self.read_row(row, shape);
            rows += 1;
            bytes += self.cells.bytes();
        }
        self.counts.rows_read += rows;
        if self.counts.rows_read == 0 {
            return Err(IntakeError::NoRows);
        }
        self.settle_batch()?;
        Ok(rows > 0)
    }

    fn read_row(&mut self, row: u64, shape: Result<(), Fault>) {
        let numbered = Numbered {
            row: Row {
                cells: &self.cells,
                positions: self.table.positions(),
                names: self.mapping.columns(),
                wide: self.table.wide(),
            },
            number: row,
            today: self.today,
        };
        let before = self.batch.facts.len();
        let wide = self.table.wide().filter(|_| shape.is_ok()).map(|(_, name)| name.to_owned());
        self.notes.unresolved.clear();
        let rules = &self.mapping.rules;
        let result = shape.map_err(|fault| vec![fault]).and_then(|()| {
            let facts = &mut self.batch.facts;
            rules.facts(&numbered, &mut self.caches, &mut self.notes, facts)
        });
        match result {
            Ok(()) => self.sound.push(SoundRow {
                row,
                end: self.batch.facts.len(),
                wide,
                unresolved: std::mem::take(&mut self.notes.unresolved),
                footnotes: self.footnotes_of_row(),
            }),
            Err(faults) => {
                self.batch.facts.truncate(before);
                self.batch.reject(row, faults, wide.as_deref());
            }
        }
    }

    /// Refuses the sound rows of the batch one of whose keys stands already, and counts the others.
    fn settle_batch(&mut self) -> Result<(), IntakeError> {
        let fingerprint = |fact: &Fact| Fingerprint::of(&fact.fact_key);
        self.fingerprints.clear();
        self.fingerprints.extend(self.batch.facts.iter().map(fingerprint));
        let mut refused: Vec<Range<usize>> = Vec::new();
        let mut start = 0;
        let mut looked_at = 0;
        let mut sound = std::mem::take(&mut self.sound);
        for mut row in sound.drain(..) {
            let own = start..row.end;
            start = row.end;
            if own.end > looked_at {
                looked_at = (own.end + LOOK_AHEAD).min(self.fingerprints.len());
                self.keys.look_ahead(&self.fingerprints[own.start..looked_at]);
            }
            match self.settle_repeats(own.clone())? {
                Ok(()) => {
                    self.counts.rows_accepted += 1;
                    self.counts.facts += own.len() as u64;
                    self.count_unresolved(&mut row);
                    self.count_footnotes(&mut row);
                }
                Err(fault) => {
                    refused.push(own);
                    self.batch.reject(row.row, vec![fault], row.wide.as_deref());
                }
            }
        }
        self.sound = sound;
        if !refused.is_empty() {
            self.batch.leave_out(&refused);
        }
        Ok(())
    }

    /// Says what is wrong with the keys of a row, or numbers them where the mapping says so.
    fn settle_repeats(&mut self, own: Range<usize>) -> Result<Result<(), Fault>, IntakeError> {
        let (facts, prints) = (&mut self.batch.facts[own.clone()], &self.fingerprints[own]);
        if self.mapping.rules.key.repeats == Repeats::Ordinal {
            for (fact, print) in facts.iter_mut().zip(prints) {
                let seen = self.keys.count(*print)?;
                if seen > 1 {
                    fact.fact_key = with_ordinal(&fact.fact_key, u64::from(seen));
                }
            }
            return Ok(Ok(()));
        }
        if let ([fact], [print]) = (&*facts, prints) {
            let before = self.keys.add(*print, fact.row)?;
            return Ok(before.map_or(Ok(()), |row| Err(same_key_as(&format!("row {row}")))));
        }
        for (i, (fact, print)) in facts.iter().zip(prints).enumerate() {
            if let Some(row) = self.keys.row_of(*print) {
                return Ok(Err(same_key_as(&format!("row {row}"))));
            }
            if facts[..i].iter().any(|earlier| earlier.fact_key == fact.fact_key) {
                return Ok(Err(same_key_as("another figure of this row")));
            }
        }
        for (fact, print) in facts.iter().zip(prints) {
            self.keys.add(*print, fact.row)?;
        }
        Ok(Ok(()))
    }

    fn footnotes_of_row(&self) -> Vec<(usize, String)> {
        let style = &self.mapping.rules.figures.style;
        if style.footnotes.is_empty() {
            return Vec::new();
        }
        let mark = |(column, at): (usize, &usize)| {
            let cell = self.cells.get(*at).unwrap_or_default().trim();
            Some((column, style.mark_at(cell)?.to_owned()))
        };
        self.table.positions().iter().enumerate().filter_map(mark).collect()
    }

    fn count_footnotes(&mut self, row: &mut SoundRow) {
        for (column, mark) in row.footnotes.drain(..) {
            let column = &self.mapping.columns()[column];
            let is_same = |note: &&mut Footnote| note.column == *column && note.mark == mark;
            match self.footnotes.iter_mut().find(is_same) {
                Some(note) => note.rows += 1,
                None => {
                    self.footnotes.push(Footnote { column: column.clone(), mark, rows: 1 });
                }
            }
        }
    }

    fn count_unresolved(&mut self, row: &mut SoundRow) {
        for (column, text) in row.unresolved.drain(..) {
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

impl Batch {
    /// Says why a row is not accepted.
    fn reject(&mut self, row: u64, mut faults: Vec<Fault>, wide: Option<&str>) {
        if let Some(name) = wide {
            // What is wrong with a cell of a wide row is not wrong with its other cells.
            let of_row = faults.iter_mut().filter(|fault| fault.column.is_empty());
            of_row.for_each(|fault| name.clone_into(&mut fault.column));
        }
        self.rejections.extend(faults.into_iter().map(|fault| fault.reject(row)));
    }

    /// Takes out facts, and puts the reasons back in the order of the file.
    fn leave_out(&mut self, refused: &[Range<usize>]) {
        let mut at = 0;
        let mut refused = refused.iter().peekable();
        self.facts.retain(|_| {
            refused.next_if(|range| range.end <= at);
            at += 1;
            !refused.peek().is_some_and(|range| range.contains(&(at - 1)))
        });
        self.rejections.sort_by_key(|rejection| rejection.row);
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

/// Keys that are looked for at once.
const LOOK_AHEAD: usize = 256;

/// A batch ends with the row that reaches one of these.
const BATCH_ROWS: u64 = 4_096;
const BATCH_FACTS: usize = 8_192;
const BATCH_BYTES: usize = 4 * 1024 * 1024;
