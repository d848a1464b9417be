//! Of whom and where within its place a signal is: its leading series told apart by what its source tells.
//!
//! Answers: which settings, ages, sexes and subgroups the alarmed periods hold, which the time before held,
//! and whether a part has become more of the whole. It raises nothing: detection looks at parts by itself.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive as _;
use signals::{Part as Counts, exact_tail};
use store::facts::QueryError;
use store::node::Node;
use vocabulary::finding::{SeriesKey, Signal};
use vocabulary::handling::Reader;
use vocabulary::period::{Cadence, add_days};

use crate::detect::series_of;
use crate::series::Series;

/// What one thing that the source tells is of those in a signal.
#[derive(Clone, Debug, PartialEq)]
pub struct Breakdown {
    /// What is told, such as "setting".
    pub column: String,
    /// Events of the alarmed periods, told apart or not.
    pub now: f64,
    /// Events of the two years before.
    pub before: f64,
    /// Its parts, those with most events now first.
    pub parts: Vec<PartOfSignal>,
}

/// One part of those in a signal.
#[derive(Clone, Debug, PartialEq)]
pub struct PartOfSignal {
    /// What it is, such as "prison".
    pub value: String,
    /// Events of the alarmed periods.
    pub now: f64,
    /// Events of the two years before.
    pub before: f64,
    /// Chance of so many now if its share had not grown; not held against how many parts there are.
    pub p_value: f64,
}

impl PartOfSignal {
    /// Whether so many now are more than its share before lets expect.
    pub fn has_grown(&self) -> bool {
        self.p_value < GREW
    }
}

/// As [`breakdown`], of what the node holds as the signal's run saw it.
///
/// # Errors
/// When the facts cannot be read.
pub async fn breakdown_of(
    node: &Node,
    signal: &Signal,
    reader: &Reader,
) -> Result<Vec<Breakdown>, QueryError> {
    let Some(leading) = signal.findings.first() else { return Ok(Vec::new()) };
    let all = series_of(node, &leading.series.source, leading.vantage, reader).await?;
    Ok(breakdown(&all, signal))
}

/// The leading series of a signal told apart, in the order of the columns' names.
///
/// - Shape: parts with fewer than three events in all have no series and are not named, nor are columns of which
///   a single part is named.
pub fn breakdown(all: &[Series], signal: &Signal) -> Vec<Breakdown> {
    let Some(leading) = signal.findings.first() else { return Vec::new() };
    // Where days are told, parts stand week by week alone, whatever the calendar of what leads.
    let own = leading.series.whole();
    let by_week = SeriesKey { cadence: Cadence::Week, ..own.clone() };
    let has_parts =
        |key: &SeriesKey| all.iter().any(|s| s.key.part.is_some() && s.key.whole() == *key);
    let key = if has_parts(&own) { own } else { by_week };
    let Some(whole) = all.iter().find(|series| series.key == key) else { return Vec::new() };
    let now = signal.onset..=leading.period.end().max(signal.onset);
    let before = add_days(signal.onset, -DAYS_BEFORE)..=add_days(signal.onset, -1);
    let (all_now, all_before) = (sum(whole, &now), sum(whole, &before));
    let mut columns: BTreeMap<&str, Vec<PartOfSignal>> = BTreeMap::new();
    for series in all {
        let Some(part) = series.key.part.as_ref().filter(|_| series.key.whole() == key) else {
            continue;
        };
        let (now, before) = (sum(series, &now), sum(series, &before));
        let counts = |part, whole: f64| Counts { part, whole: whole.max(part) };
        let p_value = exact_tail(counts(now, all_now), counts(before, all_before));
        let of = PartOfSignal { value: part.value.clone(), now, before, p_value };
        columns.entry(&part.column).or_default().push(of);
    }
    let of_column = |(column, mut parts): (&str, Vec<PartOfSignal>)| {
        parts.retain(|part| part.now + part.before > 0.0);
        parts.sort_by(|a, b| b.now.total_cmp(&a.now).then_with(|| b.before.total_cmp(&a.before)));
        let column = column.to_owned();
        // One part alone tells nothing apart.
        (parts.len() > 1).then_some(Breakdown { column, now: all_now, before: all_before, parts })
    };
    columns.into_iter().filter_map(of_column).collect()
}

/// Events of the periods that end within some days.
fn sum(series: &Series, within: &RangeInclusive<Date>) -> f64 {
    let known = series.points.iter().filter(|(period, _)| within.contains(&period.end()));
    known.filter_map(|(_, value)| value.and_then(|value| value.to_f64())).sum()
}

/// A smaller chance is worth a word; a signal has some twenty parts.
const GREW: f64 = 0.01;

/// How far back the time before goes.
const DAYS_BEFORE: i64 = 2 * 365;
