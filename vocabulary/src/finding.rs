//! Findings: what an engine says about one series on one day, and the signals they make.
//!
//! Answers: which series, which method, what was observed and expected, and whether it is an alarm.
//! It does not compute: engines do; it does not judge: people do.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;

use crate::indicator::IndicatorId;
use crate::period::{Cadence, Period};
use crate::place::PlaceId;
use crate::quantity::ValueUnit;
use crate::submission::{Digest, Position};
use crate::substance::SubstanceId;
use crate::weighing::Weighing;

/// Names one series of figures: whose, what, of which substance, where, in which calendar.
///
/// - Shape: figures of two sources never make one series, nor do two definitions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SeriesKey {
    /// Whose figures.
    pub source: String,
    /// What is counted.
    pub indicator: IndicatorId,
    /// Of which substance or class.
    pub substance: SubstanceId,
    /// Where.
    pub place: PlaceId,
    /// In which periods.
    pub cadence: Cadence,
    /// In which unit.
    pub unit: ValueUnit,
    /// Of which part of all that; `None` for the whole.
    pub part: Option<Part>,
}

/// A part of what a series counts, by one thing that the source tells of each: a subgroup, a setting,
/// an age.
///
/// - Shape: in the source's own words but for ages, which stand in bands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Part {
    /// What is told, such as "setting".
    pub column: String,
    /// What it is here, such as "prison".
    pub value: String,
}

impl Part {
    /// Reads what [`Part`] shows: the column ends at the first `=`.
    pub fn parse(text: &str) -> Option<Self> {
        let (column, value) = text.split_once('=')?;
        let is_named = !column.is_empty() && !value.is_empty();
        is_named.then(|| Self { column: column.to_owned(), value: value.to_owned() })
    }

    /// The part as people read it, such as "setting prison".
    pub fn in_words(&self) -> String {
        format!("{} {}", self.column, self.value)
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.column, self.value)
    }
}

impl SeriesKey {
    /// The series of which this one is a part; itself where it is none.
    #[must_use]
    pub fn whole(&self) -> Self {
        Self { part: None, ..self.clone() }
    }

    /// Whether it counts events, and is no part of another series.
    pub fn is_whole_count(&self) -> bool {
        self.unit == ValueUnit::Count && self.part.is_none()
    }

    /// What and of which part, as in "heroin, setting prison".
    pub fn substance_and_part(&self) -> String {
        let part = self.part.iter().map(|part| format!(", {}", part.in_words()));
        std::iter::once(self.substance.to_string()).chain(part).collect()
    }
}

impl fmt::Display for SeriesKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { source, indicator, substance, place, cadence, unit, part } = self;
        let (cadence, unit) = (cadence.as_str(), unit.as_str());
        write!(f, "{source}/{indicator}/{substance}/{place}/{cadence}/{unit}")?;
        part.iter().try_for_each(|part| write!(f, "/{part}"))
    }
}

/// The day and ledger position a question is asked of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vantage {
    /// What the world could know by then.
    pub as_of: Date,
    /// What this node had stored by then.
    pub position: Position,
}

/// Which way a series left what was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Above its bound.
    Rise,
    /// Below its bound.
    Fall,
    /// Reported for the first time.
    New,
}

impl Direction {
    /// The word for it, as used in files and on screens.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rise => "rise",
            Self::Fall => "fall",
            Self::New => "new",
        }
    }

    /// Reads the word that [`Direction::as_str`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Rise, Self::Fall, Self::New].into_iter().find(|direction| direction.as_str() == text)
    }
}

/// The method behind a finding, with what is needed to run it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Method {
    /// Name, such as "farrington-flexible".
    pub name: String,
    /// Version; a changed result means a new version.
    pub version: u16,
    /// Settings, as one line of text that the method reads back.
    pub settings: String,
}

/// One alarm: a figure outside its bound.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The series it is about.
    pub series: SeriesKey,
    /// The period that alarmed.
    pub period: Period,
    /// Which way.
    pub direction: Direction,
    /// The figure.
    pub observed: f64,
    /// The share of it that was known by then, where reports come late or not from everybody.
    pub reported: Option<f64>,
    /// How many there were in all, where the figure is looked at as a part of them.
    pub out_of: Option<f64>,
    /// What was expected, where the method says so; of the share that was known, where that is below nine tenths.
    pub expected: Option<f64>,
    /// The bound it passed.
    pub bound: Option<f64>,
    /// Chance of a figure as far out if nothing had changed.
    pub p_value: Option<f64>,
    /// The method.
    pub method: Method,
    /// The day and position it was asked of.
    pub vantage: Vantage,
    /// Digest of the series the method was given, in the store's canonical form.
    pub series_digest: Digest,
}

impl Finding {
    /// Everything it says in one canonical text, floating-point figures to the bit.
    pub fn canonical_text(&self) -> String {
        let bits = |value: Option<f64>| {
            value.map_or_else(|| "-".to_owned(), |value| format!("{:016x}", value.to_bits()))
        };
        let Self { series, period, direction, method, vantage, series_digest, .. } = self;
        let reported = self.reported.map(|share| format!(" known {:016x}", share.to_bits()));
        let reported = reported.unwrap_or_default();
        let of = self.out_of.map_or_else(String::new, |of| format!(" of {}", bits(Some(of))));
        format!(
            "{series}\n{period}\n{}\n{}{reported}{of}\n{}\n{}\n{}\n{} {} {}\n{} {}\n{series_digest}",
            direction.as_str(),
            bits(Some(self.observed)),
            bits(self.expected),
            bits(self.bound),
            bits(self.p_value),
            method.name,
            method.version,
            method.settings,
            vantage.as_of,
            vantage.position,
        )
    }
}

/// One part of a score, with the reason for its points.
#[derive(Clone, Debug, PartialEq)]
pub struct ScorePart {
    /// What is scored, such as "growth".
    pub name: String,
    /// Points; below 0 where it takes points away.
    pub points: f64,
    /// Points that it can give, or take, at most; `None` where the score had no bounds yet.
    pub most: Option<f64>,
    /// Why, in words with the figures.
    pub why: String,
    /// The same for those who say it in words of their own; none where a score was made before there were any.
    pub reasons: Vec<Reason>,
}

/// A reason that keeps its name when its words change, such as `growth-rise` with `times` of 3.2.
///
/// - Shape: what is said of the name and its figures is for whoever shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// Its name.
    pub id: String,
    /// Its figures by their names, in the order of the names.
    pub values: BTreeMap<String, f64>,
}

impl Reason {
    /// Of a name and its figures.
    pub fn of<const N: usize>(id: impl Into<String>, values: [(&str, f64); N]) -> Self {
        let values = values.into_iter().map(|(name, value)| (name.to_owned(), value));
        Self { id: id.into(), values: values.collect() }
    }
}

/// Findings about one substance, place and time, to be assessed by people.
///
/// - Shape: `findings` holds at least one; the first is the newest alarm of the series that leads.
#[derive(Clone, Debug, PartialEq)]
pub struct Signal {
    /// Its name: substance, place, direction, onset and rule version.
    pub id: String,
    /// Substance or class.
    pub substance: SubstanceId,
    /// Where.
    pub place: PlaceId,
    /// Which way.
    pub direction: Direction,
    /// First day of the first period of the run of alarms.
    pub onset: Date,
    /// Last day of the last period that alarmed.
    pub last_alarm: Date,
    /// Parts of the score; their sum ranks the signal.
    pub score: Vec<ScorePart>,
    /// Share of false signals expected among those ranked this far by chance of error; from the
    /// p-values of every series looked at.
    pub false_discovery_rate: Option<f64>,
    /// What every series that could show it says; `None` before it was weighed.
    pub weighing: Option<Weighing>,
    /// What it rests on.
    pub findings: Vec<Finding>,
}

impl Signal {
    /// Sum of the score's parts, to the hundredths that they have.
    pub fn points(&self) -> f64 {
        let sum: f64 = self.score.iter().map(|part| part.points).sum();
        (sum * 100.0).round() / 100.0
    }
}

/// How many in a hundred signals of a source may be false, as a share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FalseShare(f64);

impl FalseShare {
    /// `None` unless it lies above 0 and is at most a half.
    pub fn new(share: f64) -> Option<Self> {
        (share > 0.0 && share <= 0.5).then_some(Self(share))
    }

    /// Above 0, at most 0.5.
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl Default for FalseShare {
    fn default() -> Self {
        Self(0.1)
    }
}

impl fmt::Display for FalseShare {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl std::str::FromStr for FalseShare {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let share = text.parse().ok().and_then(Self::new);
        share.ok_or("it is a share of signals: write a number above 0, 0.5 at most, such as 0.1")
    }
}

/// One run of all detectors over all series.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Number of the run among those that its reader sees, from 1.
    pub id: u64,
    /// The number the store keeps it under; shown to nobody, for it counts the runs of other readers too.
    pub entry: u64,
    /// The day and position it was asked of.
    pub vantage: Vantage,
    /// How far back it was told to look, where it was.
    pub since: Option<Date>,
    /// Version of the rules that make signals of findings.
    pub rule_version: u16,
    /// Share of each source's signals that may be false.
    pub false_share: FalseShare,
    /// How many series were looked at.
    pub series_looked_at: u64,
    /// How many were not: too short, or nothing that moves.
    pub series_not_assessable: u64,
    /// How many alarms there were.
    pub findings: u64,
    /// Digest of all results.
    pub digest: Digest,
    /// Day it was run.
    pub ran_on: Date,
}
