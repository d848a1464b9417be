//! History replayed: what the node would have raised, and when, had it stood there with these files.
//!
//! At each step, figures that were not there at the step before count as recent, however old they are:
//! so a file that brings years at once is looked at whole, as by `detect --since`.
//!
//! Answers, for each known event: when its rows could first be seen, when a signal would have shown it,
//! by which method, and what else was raised meanwhile. It is a question: nothing is written to the
//! node, and the same node and truth give the same answer.

mod truth;

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use jiff::civil::Date;
use store::facts::QueryError;
use store::node::Node;
use vocabulary::finding::{Direction, FalseShare, Finding, SeriesKey, Signal, Vantage};
use vocabulary::handling::Reader;
use vocabulary::indicator::IndicatorId;
use vocabulary::period::{Cadence, Period, add_days, days_between};
use vocabulary::place::PlaceId;
use vocabulary::submission::Position;
use vocabulary::substance::SubstanceId;

pub use self::truth::{Expectation, SeriesPattern, TruthError, TruthEvent, read_truth};

use crate::detect::{Asked, Depth, DetectError, Memory, series_at, signals_watched, split_silent};
use crate::series::Series;
use crate::watch::Watch;

/// What a replay is asked.
#[derive(Clone, Debug)]
pub struct Replay {
    /// The events.
    pub events: Vec<TruthEvent>,
    /// How often the node would have been asked: at the end of each such period.
    pub step: Cadence,
    /// First day; that of the earliest event when `None`.
    pub from: Option<Date>,
    /// Last day; that of the latest event when `None`.
    pub to: Option<Date>,
}

/// What a replay found.
#[derive(Clone, Debug, PartialEq)]
pub struct Backtest {
    /// One for each event, in the order of the truth file.
    pub events: Vec<EventReplayed>,
    /// Days the node was asked.
    pub steps: usize,
    /// Signals of all sources that belong to no event, a year of replay.
    pub other_alarms_per_year: f64,
}

/// What became of one event.
#[derive(Clone, Debug, PartialEq)]
pub struct EventReplayed {
    /// The event.
    pub event: TruthEvent,
    /// First day that a figure of one of its series, from its first day on, could be seen; `None` when
    /// the node has no such figure.
    pub visible_on: Option<Date>,
    /// The first signal that shows it; `None` when there was none.
    pub raised: Option<Raised>,
    /// Signals of the same sources that belong to no event, a year, while raising it counted.
    pub other_alarms_per_year: f64,
}

/// A signal that shows an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Raised {
    /// Day of the step.
    pub on: Date,
    /// Its rank among the signals of that day, from 1.
    pub rank: usize,
    /// The finding that shows it.
    pub finding: Finding,
}

/// How an event came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Raised by the day it is due.
    InTime,
    /// Raised after that day.
    Late,
    /// Not raised, though its figures were there.
    Missed,
    /// Not raised, as it should be.
    Quiet,
    /// Raised, though it should not be.
    FalseAlarm,
    /// The node has no figure of it.
    NoFigures,
}

impl EventReplayed {
    /// How it came out.
    pub fn outcome(&self) -> Outcome {
        match (self.event.expectation, &self.raised) {
            (Expectation::Quiet, Some(_)) => Outcome::FalseAlarm,
            (Expectation::Raised, Some(raised)) if raised.on <= self.event.due => Outcome::InTime,
            (Expectation::Raised, Some(_)) => Outcome::Late,
            (_, None) if self.visible_on.is_none() => Outcome::NoFigures,
            (Expectation::Quiet, None) => Outcome::Quiet,
            (Expectation::Raised, None) => Outcome::Missed,
        }
    }

    /// Days from the first visible row to the signal.
    pub fn days_after_visible(&self) -> Option<i64> {
        Some(days_between(self.visible_on?, self.raised.as_ref()?.on))
    }

    /// Days from the signal to the truth date; negative when the signal came later.
    pub fn days_before_truth(&self) -> Option<i64> {
        Some(days_between(self.raised.as_ref()?.on, self.event.truth_date))
    }
}

/// Replays history step by step.
///
/// - Shape: `at_step` is told each day before it is looked at, how many were, and how many there are;
///   `is_wanted` says whether to go on.
/// - Cost: one reading of the facts and one look at every series a step.
///
/// # Errors
/// When the ledger or the facts cannot be read, or it is no longer wanted.
pub async fn backtest(
    node: &Node,
    replay: &Replay,
    reader: &Reader,
    at_step: impl Fn(Date, usize, usize),
    is_wanted: &(dyn Fn() -> bool + Sync),
) -> Result<Backtest, DetectError> {
    let position = node.last_position(reader).await?;
    let watch = Watch { is_wanted, ..Watch::nobody() };
    let days = step_days(replay);
    let mut history = History::of(replay);
    let mut last: Option<(u64, Vec<Signal>)> = None;
    let mut news = News::default();
    if let Some(first) = days.first() {
        let before = add_days(Period::containing(*first, replay.step).start(), -1);
        news.read(&series_at(node, Vantage { as_of: before, position }, reader).await?);
    }
    for (done, day) in days.iter().enumerate() {
        at_step(*day, done, days.len());
        let vantage = Vantage { as_of: *day, position };
        let series = series_at(node, vantage, reader).await?;
        history.see(*day, &series);
        let (current, _) = split_silent(series, *day);
        let seen = fingerprint(&current);
        // A day on which nothing new could be known says what the day before it said.
        let signals = match last.take() {
            Some((same, signals)) if same == seen => signals,
            _ => {
                let since = |key: &SeriesKey| Some(news.since(key));
                signals_watched(&Memory::default(), &current, asked(vantage), since, watch).signals
            }
        };
        if !watch.goes_on() {
            return Err(DetectError::Stopped);
        }
        news.read(&current);
        history.hear(*day, &signals);
        last = Some((seen, signals));
    }
    let mut answer = history.answer(days.len());
    for event in &mut answer.events {
        event.visible_on = first_visible(node, position, reader, event, &days).await?;
    }
    Ok(answer)
}

fn asked(vantage: Vantage) -> Asked {
    Asked { vantage, depth: Depth::RecentOnly, false_share: FalseShare::default() }
}

/// How far each source's figures reached at the step before: what came after is news, however old.
#[derive(Default)]
struct News {
    last: BTreeMap<(String, IndicatorId, Cadence), Date>,
}

impl News {
    fn read(&mut self, series: &[Series]) {
        for series in series {
            let Some((period, _)) = series.points.last() else { continue };
            let last = self.last.entry(stream(&series.key)).or_insert(period.end());
            *last = (*last).max(period.end());
        }
    }

    /// The first day that is news in a series; with a new source, all of it.
    fn since(&self, key: &SeriesKey) -> Date {
        self.last.get(&stream(key)).map_or(Date::MIN, |last| add_days(*last, 1))
    }
}

fn stream(key: &SeriesKey) -> (String, IndicatorId, Cadence) {
    (key.source.clone(), key.indicator.clone(), key.cadence)
}

/// The last days of the steps that raising some event counts on.
fn step_days(replay: &Replay) -> Vec<Date> {
    let first = replay.events.iter().map(|event| event.from).min();
    let last = replay.events.iter().map(|event| event.to).max();
    let Some((first, last)) = replay.from.or(first).zip(replay.to.or(last)) else {
        return Vec::new();
    };
    let mut period = Period::containing(first, replay.step);
    let mut days = Vec::new();
    while period.end() <= last {
        let day = period.end();
        if day >= first && replay.events.iter().any(|e| e.from <= day && day <= e.to) {
            days.push(day);
        }
        period = period.next();
    }
    days
}

fn fingerprint(series: &[Series]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for series in series {
        series.key.hash(&mut hasher);
        series.points.hash(&mut hasher);
    }
    hasher.finish()
}

/// The first day that a figure of the event could be seen: the step that saw it, and within that the day.
async fn first_visible(
    node: &Node,
    position: Position,
    reader: &Reader,
    event: &EventReplayed,
    days: &[Date],
) -> Result<Option<Date>, QueryError> {
    let Some(seen) = event.visible_on else { return Ok(None) };
    let before = days.iter().rev().find(|day| **day < seen).copied();
    let mut unseen = before.unwrap_or_else(|| add_days(seen, -MOST_DAYS_BEFORE_FIRST_STEP));
    let mut seen = seen;
    while days_between(unseen, seen) > 1 {
        let middle = add_days(unseen, days_between(unseen, seen) / 2);
        let series = series_at(node, Vantage { as_of: middle, position }, reader).await?;
        if shows(&event.event, &series) { seen = middle } else { unseen = middle }
    }
    Ok(Some(seen))
}

/// Whether some series has a figure of the event, other than nothing.
fn shows(event: &TruthEvent, series: &[Series]) -> bool {
    series.iter().filter(|series| event.series.iter().any(|p| p.is_of(&series.key))).any(|series| {
        let mut points = series.points.iter().rev();
        points.any(|(period, value)| {
            period.end() >= event.shown_since && value.is_some_and(|value| !value.is_zero())
        })
    })
}

/// What the steps so far have shown.
struct History<'a> {
    replay: &'a Replay,
    visible: Vec<Option<Date>>,
    raised: Vec<Option<Raised>>,
    /// Of each thing raised that is no event: sources, days it began.
    others: Vec<Other>,
    /// Day each substance, place and direction was last raised.
    last_raised: BTreeMap<(SubstanceId, PlaceId, Direction), Date>,
}

/// A signal that belongs to no event.
struct Other {
    on: Date,
    sources: BTreeSet<String>,
}

impl<'a> History<'a> {
    fn of(replay: &'a Replay) -> Self {
        let none = replay.events.len();
        Self {
            replay,
            visible: vec![None; none],
            raised: vec![None; none],
            others: Vec::new(),
            last_raised: BTreeMap::new(),
        }
    }

    fn see(&mut self, day: Date, series: &[Series]) {
        for (event, visible) in self.replay.events.iter().zip(&mut self.visible) {
            if visible.is_none() && shows(event, series) {
                *visible = Some(day);
            }
        }
    }

    fn hear(&mut self, day: Date, signals: &[Signal]) {
        for (rank, signal) in signals.iter().enumerate() {
            let mut belongs = false;
            for (event, raised) in self.replay.events.iter().zip(&mut self.raised) {
                let shown = signal.findings.iter().find(|f| event.is_shown_by(f));
                let Some(finding) = shown else { continue };
                if day < event.from || day > event.to {
                    continue;
                }
                belongs |= event.expectation == Expectation::Raised;
                raised.get_or_insert_with(|| Raised {
                    on: day,
                    rank: rank + 1,
                    finding: finding.clone(),
                });
            }
            let name = (signal.substance.clone(), signal.place.clone(), signal.direction);
            let before = self.last_raised.insert(name, day);
            let is_new = before.is_none_or(|on| days_between(on, day) > SAME_SIGNAL_DAYS);
            if is_new && !belongs {
                let sources = signal.findings.iter().map(|f| f.series.source.clone()).collect();
                self.others.push(Other { on: day, sources });
            }
        }
    }

    fn answer(self, steps: usize) -> Backtest {
        let events = self.replay.events.iter().zip(self.visible).zip(self.raised);
        let others = &self.others;
        let replayed = events.map(|((event, visible_on), raised)| EventReplayed {
            event: event.clone(),
            visible_on,
            raised,
            other_alarms_per_year: per_year(
                others.iter().filter(|other| other.is_beside(event)).count(),
                days_between(event.from, event.to) + 1,
            ),
        });
        let step_days = Period::containing(jiff::civil::date(2001, 1, 1), self.replay.step).days();
        let covered = i64::try_from(steps).unwrap_or(i64::MAX).saturating_mul(step_days);
        Backtest {
            events: replayed.collect(),
            steps,
            other_alarms_per_year: per_year(others.len(), covered),
        }
    }
}

impl Other {
    /// Whether it came from a source of the event, while raising the event counted.
    fn is_beside(&self, event: &TruthEvent) -> bool {
        let same = event.sources().iter().any(|source| self.sources.contains(*source));
        same && self.on >= event.from && self.on <= event.to
    }
}

fn per_year(count: usize, days: i64) -> f64 {
    count as f64 * 365.25 / days.max(1) as f64
}

/// Words for the series a signal was raised from.
pub fn series_words(key: &SeriesKey) -> String {
    let SeriesKey { indicator, substance, place, cadence, unit, .. } = key;
    format!("{indicator}/{substance}/{place}/{}/{}", cadence.as_str(), unit.as_str())
}

/// A signal that was silent for longer is raised anew.
const SAME_SIGNAL_DAYS: i64 = 183;

/// How far before the first step a figure may have become visible.
const MOST_DAYS_BEFORE_FIRST_STEP: i64 = 366;
