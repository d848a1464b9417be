//! Which rows count at a vantage: of every key the latest telling that could be known by then.
//!
//! Answers: which rows of each file are current. The latest (`known_at`, rank) of a key wins, of
//! those that count by then: a row that tells again what was known since the same day counts from
//! the day it was submitted (decision 0007). A submission with a stated scope hides what it replaces,
//! older vintages from the day it takes effect and all else from the day it was submitted.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

use datafusion::arrow::array::BooleanBufferBuilder;
use datafusion::arrow::buffer::BooleanBuffer;
use datafusion::arrow::error::ArrowError;
use jiff::civil::Date;
use vocabulary::finding::Vantage;
use vocabulary::period::day_number;
use vocabulary::submission::{Content, Position, Replaces, SubmissionId};

use super::QueryError;
use super::file::{Columns, OpenFile};
use crate::fact_columns::KEY_BYTES;
use crate::fact_file::FactFileError;
use crate::submissions::StoredSubmission;

/// A stretch of a source that a submission replaces, as seen on a day.
pub(crate) struct ReplacedScope {
    source: String,
    /// The submission that replaces, and where it comes among the tellings of its source.
    pub by: SubmissionId,
    rank: Position,
    from: i32,
    to: i32,
    /// Rows known earlier are hidden; the others only where the day is one on which it was there.
    effective_on: i32,
    is_submitted: bool,
}

impl ReplacedScope {
    /// The scope a submission replaces, if it states one.
    pub fn of(stored: &StoredSubmission, rank: Position, as_of: Date) -> Option<Self> {
        let header = &stored.header;
        let Content::Rows { source, replaces: Replaces::Scope { from, to }, .. } = &header.content
        else {
            return None;
        };
        Some(Self {
            source: source.clone(),
            by: header.id.clone(),
            rank,
            from: day_number(*from),
            to: day_number(*to),
            effective_on: day_number(header.effective_on),
            is_submitted: header.submitted_on <= as_of,
        })
    }

    /// Whether it reaches rows of a source that come before it.
    pub fn reaches(&self, source: &str, rank: Position) -> bool {
        self.source == source && rank < self.rank
    }

    /// Whether it hides a row that it reaches.
    pub fn hides(&self, period_start: i32, known_at: i32) -> bool {
        (self.from..=self.to).contains(&period_start)
            && (self.is_submitted || known_at < self.effective_on)
    }
}

/// For each file of one kind, in the order of their ranks: which rows count.
pub(crate) fn current_rows(
    files: &[OpenFile],
    scopes: &[ReplacedScope],
    vantage: &Vantage,
) -> Result<Vec<BooleanBuffer>, QueryError> {
    let mut by_source: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, file) in files.iter().enumerate() {
        by_source.entry(file.source()).or_default().push(number);
    }
    let mut counting: Vec<BooleanBufferBuilder> =
        files.iter().map(|file| none_of(file.rows)).collect();
    let as_of = day_number(vantage.as_of);
    for numbers in by_source.values() {
        let told = Told::new(files, scopes, as_of);
        if let [number] = numbers[..] {
            // Keys are different within a submission: every row is told once.
            told.read(number, |_, row, candidate| {
                counting[number].set_bit(row, candidate.counts);
            })?;
            continue;
        }
        for (number, row) in told.latest(numbers)? {
            counting[number].set_bit(row, true);
        }
    }
    Ok(counting.iter_mut().map(BooleanBufferBuilder::finish).collect())
}

/// The rows of one source, as they were told one after another.
struct Told<'a> {
    files: &'a [OpenFile],
    scopes: &'a [ReplacedScope],
    as_of: i32,
}

/// A row, before it is known whether the same was told before.
#[derive(Clone, Copy)]
struct Candidate {
    known_at: i32,
    /// Whether no later submission hides it.
    is_open: bool,
    /// Whether it counts if it is the first and only telling.
    counts: bool,
}

/// What is known of one key so far.
struct Key {
    /// Day the first telling was known.
    first_known_at: i32,
    /// The telling that counts: since when it is known, in which file and row.
    known_at: i32,
    file: u32,
    row: u32,
}

impl<'a> Told<'a> {
    const fn new(files: &'a [OpenFile], scopes: &'a [ReplacedScope], as_of: i32) -> Self {
        Self { files, scopes, as_of }
    }

    /// Of every key the file and row that count.
    fn latest(&self, numbers: &[usize]) -> Result<Vec<(usize, usize)>, QueryError> {
        let rows = numbers.iter().map(|number| self.files[*number].rows).sum();
        let mut keys: HashMap<[u8; KEY_BYTES as usize], Key, DigestHashing> =
            HashMap::with_capacity_and_hasher(rows, DigestHashing::default());
        // Further days on which a key became known: few keys are told on more than one.
        let mut later: HashMap<[u8; KEY_BYTES as usize], Vec<i32>, DigestHashing> =
            HashMap::default();
        for &number in numbers {
            let submitted_on = day_number(self.files[number].header.header.submitted_on);
            self.read(number, |digest, row, candidate| {
                let key = keys.entry(digest).or_insert(Key {
                    first_known_at: candidate.known_at,
                    known_at: i32::MIN,
                    file: u32::MAX,
                    row: u32::MAX,
                });
                let is_first = key.file == u32::MAX && key.row == u32::MAX;
                let known_at = candidate.known_at;
                let told_then = !is_first
                    && (key.first_known_at == known_at
                        || later.get(&digest).is_some_and(|known| known.contains(&known_at)));
                if !is_first && !told_then {
                    later.entry(digest).or_default().push(known_at);
                }
                let counts_from = if told_then { known_at.max(submitted_on) } else { known_at };
                // A key that was told keeps a place even when no telling counts yet.
                key.row = key.row.min(u32::MAX - 1);
                let is_open = candidate.is_open && counts_from <= self.as_of;
                if is_open && (key.file == u32::MAX || known_at >= key.known_at) {
                    *key = Key { known_at, file: number as u32, row: row as u32, ..*key };
                }
            })?;
        }
        let counted = keys.into_values().filter(|key| key.file != u32::MAX);
        Ok(counted.map(|key| (key.file as usize, key.row as usize)).collect())
    }

    /// Shows every row of a file with its key.
    fn read(
        &self,
        number: usize,
        mut visit: impl FnMut([u8; KEY_BYTES as usize], usize, Candidate),
    ) -> Result<(), QueryError> {
        let file = &self.files[number];
        let scopes: Vec<&ReplacedScope> =
            self.scopes.iter().filter(|scope| scope.reaches(file.source(), file.rank)).collect();
        let mut first = 0;
        for batch in file.read(&["fact_key", "known_at", "period_start"])? {
            let batch = batch.map_err(|error: ArrowError| FactFileError::from(error))?;
            let columns = Columns(&batch);
            let (keys, known) = (columns.keys()?, columns.days("known_at")?);
            let starts = columns.days("period_start")?;
            for row in 0..batch.num_rows() {
                let mut digest = [0; KEY_BYTES as usize];
                digest.copy_from_slice(keys.value(row));
                let is_open = !scopes.iter().any(|scope| scope.hides(starts[row], known[row]));
                let counts = is_open && known[row] <= self.as_of;
                visit(digest, first + row, Candidate { known_at: known[row], is_open, counts });
            }
            first += batch.num_rows();
        }
        Ok(())
    }
}

/// Keys are digests already: their first bytes are as good as any hash.
#[derive(Default)]
pub(crate) struct DigestHasher(u64);

pub(crate) type DigestHashing = BuildHasherDefault<DigestHasher>;

impl Hasher for DigestHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        if let Some(first) = bytes.first_chunk::<8>() {
            self.0 = u64::from_le_bytes(*first);
        }
    }

    fn write_usize(&mut self, _length: usize) {}
}

fn none_of(rows: usize) -> BooleanBufferBuilder {
    let mut none = BooleanBufferBuilder::new(rows);
    none.append_n(rows, false);
    none
}
