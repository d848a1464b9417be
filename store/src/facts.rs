//! Facts at a vantage: what could be known on a day, from what the node had stored.
//!
//! Answers: which facts are current at `(as_of, position)`. The latest (`known_at`, `position`) of
//! a key wins. A row that tells again what was known since the same day counts from the day it was
//! submitted, so corrections are never back-dated; a later vintage says itself when it was known.

mod cells;
mod counting;
mod current;
mod file;
mod measured;
mod parts;
mod prices;
mod tables;

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use datafusion::arrow::buffer::BooleanBuffer;
use datafusion::error::DataFusionError;
use jiff::civil::{Date, date};
use vocabulary::fact::FactKind;
use vocabulary::finding::Vantage;
use vocabulary::handling::Reader;
use vocabulary::period::{Cadence, Period, add_days};
use vocabulary::submission::{Content, Position, SubmissionId};

pub(crate) use self::cells::{CellSeries, Cells};
pub(crate) use self::counting::{Counting, Unit, Values};
use self::current::{ReplacedScope, current_rows};
pub(crate) use self::file::{Columns, OpenFile};
pub use self::measured::{EVENT, FRACTION, Measured};
pub(crate) use self::parts::Parts;
pub use self::prices::{PriceTold, PurityTold, RowTold};
use crate::fact_file::FactFileError;
use crate::node::Node;
use crate::submissions::{ReadError, StoredSubmission, withdrawn_at};

/// Why facts cannot be queried.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// A submission or file cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A fact file is damaged.
    #[error(transparent)]
    FactFile(#[from] FactFileError),
    /// The query engine refuses.
    #[error("the facts cannot be queried: {0}; run `watchfire doctor`")]
    Engine(#[from] DataFusionError),
    /// A sum beyond all that is counted.
    #[error(
        "a sum of figures is too large to be held; look for a unit mistaken in the largest rows"
    )]
    TooLarge,
    /// A column holds something this program does not write.
    #[error("a fact table holds a damaged value in {0}; run `watchfire doctor`")]
    Damaged(&'static str),
}

/// The facts of a node at one vantage.
///
/// - Cost: a mark for each row; sums are made when first asked for.
/// - Personal data: sealed facts are opened in memory only.
pub struct Facts {
    pub(crate) vantage: Vantage,
    pub(crate) tables: Vec<Table>,
    /// What submissions with a stated scope hide.
    pub(crate) scopes: Vec<ReplacedScope>,
    pub(crate) ranks: HashMap<SubmissionId, Position>,
    cells: OnceLock<Cells>,
}

/// All files of one kind of fact, and which of their rows count.
pub(crate) struct Table {
    pub kind: FactKind,
    pub files: Vec<(OpenFile, BooleanBuffer)>,
}

impl Node {
    /// Opens the facts as they stand at `vantage`.
    ///
    /// # Errors
    /// When a submission, file or key cannot be read.
    pub async fn facts(&self, vantage: Vantage, reader: &Reader) -> Result<Facts, QueryError> {
        self.facts_where(vantage, reader, |_| true).await
    }

    /// Opens the facts of one source as they stand at `vantage`; those of others are not read.
    ///
    /// # Errors
    /// As [`Node::facts`].
    pub async fn facts_of(
        &self,
        source: &str,
        vantage: Vantage,
        reader: &Reader,
    ) -> Result<Facts, QueryError> {
        self.facts_where(vantage, reader, |of| of == source).await
    }

    /// Opens the facts of all sources that tell of a price, an offer or a purity; those of others are not read.
    ///
    /// # Errors
    /// As [`Node::facts`].
    pub async fn facts_with_prices(
        &self,
        vantage: Vantage,
        reader: &Reader,
    ) -> Result<Facts, QueryError> {
        let submissions = self.submissions(reader).await?;
        let known: HashMap<&SubmissionId, &StoredSubmission> =
            submissions.iter().map(|stored| (&stored.header.id, stored)).collect();
        let mut wanted = HashSet::new();
        for kind in [FactKind::Price, FactKind::Listing, FactKind::Observation] {
            for file in self.fact_files(kind, &vantage, &submissions).await? {
                let Some(stored) = known.get(&file.submission) else { continue };
                let source = source_of(stored);
                if wanted.contains(source) {
                    continue;
                }
                let is_one = kind != FactKind::Observation
                    || OpenFile::open(self, &file, Arc::new((*stored).clone()))?
                        .tells_of_purity()?;
                if is_one {
                    wanted.insert(source);
                }
            }
        }
        self.facts_where(vantage, reader, |source| wanted.contains(source)).await
    }

    async fn facts_where(
        &self,
        vantage: Vantage,
        reader: &Reader,
        is_wanted: impl Fn(&str) -> bool,
    ) -> Result<Facts, QueryError> {
        let submissions = self.submissions(reader).await?;
        let ranks = ranks_of(&submissions);
        let scopes = replaced_scopes(&vantage, &submissions, &ranks);
        let known: HashMap<SubmissionId, Arc<StoredSubmission>> =
            submissions.iter().map(|s| (s.header.id.clone(), Arc::new(s.clone()))).collect();
        let mut tables = Vec::new();
        for kind in FactKind::ALL {
            let mut files = Vec::new();
            for file in self.fact_files(kind, &vantage, &submissions).await? {
                let header = known.get(&file.submission).map(Arc::clone);
                let header = header.ok_or_else(|| ReadError::Damaged(file.name.clone()))?;
                if !is_wanted(source_of(&header)) {
                    continue;
                }
                let mut open = OpenFile::open(self, &file, header)?;
                open.rank = ranks[&file.submission];
                files.push(open);
            }
            files.sort_by_key(|file| (file.rank, file.position));
            let counting = current_rows(&files, &scopes, &vantage)?;
            tables.push(Table { kind, files: files.into_iter().zip(counting).collect() });
        }
        Ok(Facts { vantage, tables, scopes, ranks, cells: OnceLock::new() })
    }
}

impl Facts {
    /// The vantage these facts are seen from.
    pub const fn vantage(&self) -> Vantage {
        self.vantage
    }

    /// Everything added up, once.
    pub(crate) fn cells(&self) -> Result<&Cells, QueryError> {
        if let Some(cells) = self.cells.get() {
            return Ok(cells);
        }
        let mut cells = Cells::default();
        for table in &self.tables {
            for (file, counts) in &table.files {
                cells.add(table.kind, file, |row| counts.value(row))?;
            }
        }
        cells.finish();
        Ok(self.cells.get_or_init(|| cells))
    }
}

/// Whose rows a submission holds; empty where it holds none.
fn source_of(stored: &StoredSubmission) -> &str {
    match &stored.header.content {
        Content::Rows { source, .. } => source,
        Content::Withdrawal { .. }
        | Content::Decision(_)
        | Content::Verdict(_)
        | Content::Comment(_) => "",
    }
}

/// Where each submission comes among the tellings of its source. One that stands in for another comes
/// where that one came: what corrected that one since corrects this one too.
fn ranks_of(submissions: &[StoredSubmission]) -> HashMap<SubmissionId, Position> {
    let mut ranks = HashMap::with_capacity(submissions.len());
    let mut in_order: Vec<&StoredSubmission> = submissions.iter().collect();
    in_order.sort_by_key(|stored| stored.position);
    for stored in in_order {
        let earlier = match &stored.header.content {
            Content::Rows { stands_in_for: Some(earlier), .. } => ranks.get(earlier).copied(),
            _ => None,
        };
        ranks.insert(stored.header.id.clone(), earlier.unwrap_or(stored.position));
    }
    ranks
}

/// What submissions with a stated scope replace, as seen from the vantage.
fn replaced_scopes(
    vantage: &Vantage,
    submissions: &[StoredSubmission],
    ranks: &HashMap<SubmissionId, Position>,
) -> Vec<ReplacedScope> {
    let hidden = withdrawn_at(vantage, submissions);
    submissions
        .iter()
        .filter(|s| s.position <= vantage.position && s.header.effective_on <= vantage.as_of)
        .filter(|s| !hidden.contains(&s.header.id))
        .filter_map(|s| ReplacedScope::of(s, ranks[&s.header.id], vantage.as_of))
        .collect()
}

/// A period as stored: first and last day, as days since 1970-01-01, and cadence.
pub(crate) fn period_of(start: i32, end: i32, cadence: &str) -> Result<Period, QueryError> {
    let cadence = Cadence::parse(cadence).ok_or(QueryError::Damaged("cadence"))?;
    let start = day_of(start);
    if cadence == Cadence::Span {
        return Period::span(start, day_of(end)).map_err(|_| QueryError::Damaged("period_end"));
    }
    Ok(Period::containing(start, cadence))
}

/// A day from its number of days since 1970-01-01.
pub(crate) fn day_of(number: i32) -> Date {
    add_days(date(1970, 1, 1), i64::from(number))
}
