//! From a row to what it gave: its facts, where they stand at a vantage, and the series they count in.
//!
//! Answers: which facts came of one row of one submission, whether each counts, and which figures it
//! is part of. Which findings used those figures is the workflow's matter.

use std::sync::Arc;

use datafusion::arrow::array::Array as _;
use jiff::civil::Date;
use rust_decimal::Decimal;
use vocabulary::fact::FactKind;
use vocabulary::finding::{SeriesKey, Vantage};
use vocabulary::handling::Reader;
use vocabulary::period::{Period, day_number};
use vocabulary::quantity::SCALE;
use vocabulary::submission::{Content, SubmissionId};

use crate::fact_file::FactFileError;
use crate::facts::{
    Columns, Counting, Facts, OpenFile, Parts, QueryError, Unit, Values, day_of, period_of,
};
use crate::node::Node;
use crate::series::{Hierarchies, cadence_of, indicator_of, part_of, unit_of};
use crate::submissions::StoredSubmission;

/// A fact that a row gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactOfRow {
    /// Which kind.
    pub kind: FactKind,
    /// What is counted or measured.
    pub indicator: String,
    /// Substances named, as resolved; empty texts where one is not.
    pub substances: Vec<String>,
    /// The same, in the source's own words.
    pub words: Vec<String>,
    /// Where, as resolved.
    pub place: String,
    /// Where, in the source's own words.
    pub place_text: String,
    /// When.
    pub period: Period,
    /// Since when the world could know it.
    pub known_at: Date,
    /// The figure, and its unit; `None` where there is none.
    pub value: Option<Decimal>,
    /// Its unit.
    pub unit: String,
    /// Mass fraction of the main substance, 0 to 1, where the row states one.
    pub purity: Option<Decimal>,
    key: Vec<u8>,
}

/// Where a fact stands at a vantage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It counts.
    Current,
    /// Another row says the same thing anew.
    ReplacedBy {
        /// The submission of that row.
        submission: SubmissionId,
        /// The row.
        row: u64,
    },
    /// A submission replaces the whole stretch of its source.
    ReplacedInScopeOf(SubmissionId),
    /// Its submission was withdrawn.
    WithdrawnBy(SubmissionId),
    /// The node had not stored it by then.
    NotStoredYet,
    /// The world could not know it by then.
    NotKnownYet,
}

/// A figure that a row is part of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FigureOfRow {
    /// The series, in the cadence the source reports.
    pub series: SeriesKey,
    /// The period.
    pub period: Period,
    /// Whether the source states the figure, or it is added up from parts.
    pub is_stated: bool,
    /// What the row counts for; `None` where the source withholds it.
    pub value: Option<Decimal>,
}

impl Node {
    /// The facts that one row of a submission gave, whether they count or not.
    ///
    /// - Personal data: whatever the row holds.
    ///
    /// # Errors
    /// When a file or key cannot be read.
    pub async fn facts_of_row(
        &self,
        id: &SubmissionId,
        row: u64,
        reader: &Reader,
    ) -> Result<Vec<FactOfRow>, QueryError> {
        let all = self.submissions(reader).await?;
        let Some(stored) = all.iter().find(|stored| stored.header.id == *id) else {
            return Ok(Vec::new());
        };
        // Nothing is withdrawn on the first of all days.
        let vantage = Vantage { as_of: Date::MIN, position: stored.position };
        let mut facts = Vec::new();
        for kind in FactKind::ALL {
            for file in self.fact_files(kind, &vantage, &all).await? {
                if file.submission == *id {
                    let open = OpenFile::open(self, &file, Arc::new(stored.clone()))?;
                    read_facts(kind, &open, row, &mut facts)?;
                }
            }
        }
        Ok(facts)
    }

    /// Where a fact of a submission stands, seen from the vantage of these facts.
    ///
    /// # Errors
    /// When the facts cannot be read.
    pub async fn standing(
        &self,
        facts: &Facts,
        of: (&StoredSubmission, u64),
        fact: &FactOfRow,
        reader: &Reader,
    ) -> Result<Standing, QueryError> {
        let (stored, row) = of;
        let Vantage { as_of, position } = facts.vantage();
        if stored.position > position {
            return Ok(Standing::NotStoredYet);
        }
        let all = self.submissions(reader).await?;
        let withdrawal = all.iter().find(|other| {
            other.position <= position
                && other.header.effective_on <= as_of
                && matches!(&other.header.content, Content::Withdrawal { of, .. } if *of == stored.header.id)
        });
        if let Some(withdrawal) = withdrawal {
            return Ok(Standing::WithdrawnBy(withdrawal.header.id.clone()));
        }
        if fact.known_at > as_of {
            return Ok(Standing::NotKnownYet);
        }
        if let Some((submission, counting)) = facts.telling_of(fact)? {
            let is_this = submission == stored.header.id && counting == row;
            return Ok(if is_this {
                Standing::Current
            } else {
                Standing::ReplacedBy { submission, row: counting }
            });
        }
        let Content::Rows { source, .. } = &stored.header.content else {
            return Ok(Standing::NotKnownYet);
        };
        let (start, known_at) = (day_number(fact.period.start()), day_number(fact.known_at));
        let rank = facts.ranks.get(&stored.header.id).copied().unwrap_or(stored.position);
        let hiding = facts
            .scopes
            .iter()
            .rev()
            .find(|scope| scope.reaches(source, rank) && scope.hides(start, known_at));
        Ok(hiding
            .map_or(Standing::NotKnownYet, |scope| Standing::ReplacedInScopeOf(scope.by.clone())))
    }
}

impl Facts {
    /// Which row tells what a fact tells, of those that count.
    fn telling_of(&self, fact: &FactOfRow) -> Result<Option<(SubmissionId, u64)>, QueryError> {
        for table in self.tables.iter().filter(|table| table.kind == fact.kind) {
            for (file, counts) in &table.files {
                let mut first = 0;
                for batch in file.read(&["fact_key", "row"])? {
                    let batch = batch.map_err(FactFileError::from)?;
                    let columns = Columns(&batch);
                    let (keys, rows) = (columns.keys()?, columns.wholes("row")?);
                    let is_it = |at: &usize| {
                        keys.value(*at) == fact.key.as_slice() && counts.value(first + at)
                    };
                    if let Some(at) = (0..rows.len()).find(is_it) {
                        let submission = file.header.header.id.clone();
                        return Ok(Some((submission, rows[at].cast_unsigned())));
                    }
                    first += batch.num_rows();
                }
            }
        }
        Ok(None)
    }

    /// The figures that the facts of one row are part of, where they count.
    ///
    /// # Errors
    /// When the facts cannot be read.
    pub fn figures_of_row(
        &self,
        hierarchies: &Hierarchies,
        id: &SubmissionId,
        row: u64,
    ) -> Result<Vec<FigureOfRow>, QueryError> {
        let mut figures = Vec::new();
        for table in &self.tables {
            for (file, counts) in table.files.iter().filter(|(f, _)| f.header.header.id == *id) {
                for counting in Counting::of(table.kind) {
                    let of = Lifting { kind: table.kind, file, counting, hierarchies };
                    of.read(row, |row| counts.value(row), &mut figures)?;
                }
            }
        }
        figures.sort();
        figures.dedup();
        Ok(figures)
    }
}

/// One way in which facts of a file count.
struct Lifting<'a> {
    kind: FactKind,
    file: &'a OpenFile,
    counting: &'a Counting,
    hierarchies: &'a Hierarchies,
}

impl Lifting<'_> {
    fn read(
        &self,
        wanted: u64,
        counts: impl Fn(usize) -> bool,
        figures: &mut Vec<FigureOfRow>,
    ) -> Result<(), QueryError> {
        let mut names = self.counting.columns();
        names.extend(Parts::columns(self.kind).chain(["row"]));
        let mut first = 0;
        for batch in self.file.read(&names)? {
            let batch = batch.map_err(FactFileError::from)?;
            let columns = Columns(&batch);
            let (rows, mut parts) = (columns.wholes("row")?, Parts::of(self.kind, &columns)?);
            for (at, row) in rows.iter().enumerate() {
                if row.cast_unsigned() == wanted && counts(first + at) {
                    self.lift(&columns, at, parts.of_row(at), figures)?;
                }
            }
            first += batch.num_rows();
        }
        Ok(())
    }

    fn lift(
        &self,
        columns: &Columns<'_>,
        at: usize,
        parts: &[Option<String>],
        figures: &mut Vec<FigureOfRow>,
    ) -> Result<(), QueryError> {
        let (counted, unit) = figure(self.counting, columns, at)?;
        let value = match counted {
            Counted::Nothing => return Ok(()),
            Counted::Unknown => None,
            Counted::Of(value) => Some(value),
        };
        let own = columns.texts("indicator")?.get(at);
        let indicator = self.counting.indicator.unwrap_or(own);
        let place = columns.texts("place")?.get(at);
        let cadence = columns.texts("cadence")?.get(at);
        let (start, end) = (columns.days("period_start")?[at], columns.days("period_end")?[at]);
        let (substances, coverage) = (columns.lists("substances")?, self.file.coverage());
        let indicator = indicator_of(indicator)?;
        let above = self.hierarchies.above_place(self.kind, &indicator, coverage, place)?;
        let classes =
            self.hierarchies.above_substances(self.kind, &indicator, substances.get(at))?;
        for part in parts {
            let part = part_of(part.as_deref().unwrap_or_default())?;
            for (substance, wide) in classes.iter().flat_map(|s| above.iter().map(move |w| (s, w)))
            {
                figures.push(FigureOfRow {
                    series: SeriesKey {
                        source: self.file.source().to_owned(),
                        indicator: indicator.clone(),
                        substance: substance.clone(),
                        place: wide.clone(),
                        cadence: cadence_of(cadence)?,
                        unit: unit_of(&unit)?,
                        part: part.clone(),
                    },
                    period: period_of(start, end, cadence)?,
                    is_stated: wide.as_str() == place,
                    value,
                });
            }
        }
        Ok(())
    }
}

/// What a fact counts for.
enum Counted {
    Nothing,
    Unknown,
    Of(Decimal),
}

/// What a fact counts for, and its unit.
fn figure(
    counting: &Counting,
    columns: &Columns<'_>,
    at: usize,
) -> Result<(Counted, String), QueryError> {
    let unit = match counting.unit {
        Unit::Fixed(unit) => unit.to_owned(),
        Unit::Column(name) => columns.texts(name)?.get(at).to_owned(),
    };
    let counted = match Values::of(counting.value, columns)?.get(at) {
        None => Counted::Nothing,
        Some(Err(_)) => Counted::Unknown,
        Some(Ok(scaled)) => Counted::Of(unscaled(scaled, "value")?),
    };
    Ok((counted, unit))
}

/// What a column of decimals holds in a row; `None` where it holds nothing.
fn decimal(
    columns: &Columns<'_>,
    name: &'static str,
    at: usize,
) -> Result<Option<Decimal>, QueryError> {
    let decimals = columns.decimals(name)?;
    decimals.is_valid(at).then(|| unscaled(decimals.value(at), name)).transpose()
}

fn unscaled(scaled: i128, column: &'static str) -> Result<Decimal, QueryError> {
    let value = Decimal::try_from_i128_with_scale(scaled, SCALE);
    Ok(value.map_err(|_| QueryError::Damaged(column))?.normalize())
}

const PURITY: &str = "purity_fraction";

/// The facts of one row in one file.
fn read_facts(
    kind: FactKind,
    file: &OpenFile,
    wanted: u64,
    facts: &mut Vec<FactOfRow>,
) -> Result<(), QueryError> {
    for (nth, counting) in Counting::of(kind).iter().enumerate() {
        read_counted(kind, file, (counting, nth == 0), wanted, facts)?;
    }
    Ok(())
}

/// What the facts of a row count for in one way; but for the first way, only where it counts for something.
fn read_counted(
    kind: FactKind,
    file: &OpenFile,
    (counting, is_first): (&Counting, bool),
    wanted: u64,
    facts: &mut Vec<FactOfRow>,
) -> Result<(), QueryError> {
    let mut names = counting.columns();
    names.extend(["fact_key", "row", "known_at", "place_text", "substance_texts"]);
    let has_purity = matches!(kind, FactKind::Sample | FactKind::Price);
    names.extend(has_purity.then_some(PURITY));
    for batch in file.read(&names)? {
        let batch = batch.map_err(FactFileError::from)?;
        let columns = Columns(&batch);
        let rows = columns.wholes("row")?;
        for at in (0..rows.len()).filter(|at| rows[*at].cast_unsigned() == wanted) {
            let texts = |name| -> Result<String, QueryError> {
                Ok(columns.texts(name)?.get(at).to_owned())
            };
            let lists = |name| -> Result<Vec<String>, QueryError> {
                Ok(columns.lists(name)?.get(at).map(str::to_owned).collect())
            };
            let (start, end) = (columns.days("period_start")?[at], columns.days("period_end")?[at]);
            let (counted, unit) = figure(counting, &columns, at)?;
            if !is_first && matches!(counted, Counted::Nothing) {
                continue;
            }
            let value = if let Counted::Of(value) = counted { Some(value) } else { None };
            facts.push(FactOfRow {
                kind,
                indicator: match counting.indicator {
                    Some(indicator) => indicator.to_owned(),
                    None => texts("indicator")?,
                },
                substances: lists("substances")?,
                words: lists("substance_texts")?,
                place: texts("place")?,
                place_text: texts("place_text")?,
                period: period_of(start, end, &texts("cadence")?)?,
                known_at: day_of(columns.days("known_at")?[at]),
                value,
                unit,
                purity: if has_purity { decimal(&columns, PURITY, at)? } else { None },
                key: columns.keys()?.value(at).to_vec(),
            });
        }
    }
    Ok(())
}
