//! Other measures of the same thing that went the other way, and the single rows that some of them rest on.
//!
//! Answers: do seizures fall while kilograms rise, and is that one load. It judges neither: kilograms can
//! rise while a market starves.

use std::collections::BTreeSet;

use store::facts::QueryError;
use store::node::Node;
use vocabulary::finding::{Direction, Finding, SeriesKey, Signal};
use vocabulary::handling::Reader;
use vocabulary::indicator;
use vocabulary::period::Period;
use vocabulary::place::{Place, PlaceId, PlaceKind, Places};
use vocabulary::quantity::ValueUnit;
use vocabulary::submission::Content;

use crate::detect::series_of_each;
use crate::number::number;
use crate::quality::is_in;
use crate::series::Series;
use crate::signal_view::rows_of_series;

/// A measure of the same substance and place that went the other way.
#[derive(Clone, Debug, PartialEq)]
pub struct Contradiction {
    /// What it counts or measures.
    pub series: SeriesKey,
    /// The newest of its periods that the signal's alarm lies in or touches.
    pub period: Period,
    /// Its figure then.
    pub now: f64,
    /// The middle one of the figures before.
    pub before: f64,
    /// The row that most of it rests on, where one does.
    pub largest: Option<LargestRow>,
}

/// One row that makes up a large part of a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct LargestRow {
    /// Its value.
    pub value: f64,
    /// The figure it is a part of.
    pub of: f64,
    /// Where, in the source's own words, or what it names.
    pub words: String,
    /// Row of the file.
    pub row: u64,
}

/// What contradicts a signal, and the row that its own leading figure rests on where that is a mass.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Contradictions {
    /// Other measures that went the other way, in the order of their series.
    pub others: Vec<Contradiction>,
    /// Of the leading figure itself.
    pub largest: Option<LargestRow>,
}

/// Looks at everything that the node could know of the substance and place when the signal was raised.
///
/// - Shape: a measure went the other way when it lies a fifth below, or a quarter above, the middle one of up
///   to four figures before; of counts it must also be more than chance alone gives about once in twenty.
///
/// # Errors
/// When the facts cannot be read.
pub async fn contradictions(
    node: &Node,
    signal: &Signal,
    reader: &Reader,
) -> Result<Contradictions, QueryError> {
    let Some(leading) = signal.findings.first() else { return Ok(Contradictions::default()) };
    let sources = sources_about(node, signal, reader).await?;
    let sources = sources.iter().map(String::as_str);
    let all = series_of_each(node, sources, leading.vantage, reader).await?;
    contradictions_among(node, &all.iter().flatten().collect::<Vec<_>>(), signal, reader).await
}

/// The sources whose figures can be about the place of a signal: those whose coverage it lies in, and those
/// that cover countries together, whichever.
///
/// # Errors
/// When the ledger cannot be read.
pub async fn sources_about(
    node: &Node,
    signal: &Signal,
    reader: &Reader,
) -> Result<BTreeSet<String>, QueryError> {
    let places = Places::shipped();
    let may_tell = |coverage: &str| {
        let Ok(coverage) = PlaceId::parse(coverage) else { return true };
        let kind = places.get(&coverage).map(Place::kind);
        let is_one_area = !matches!(kind, None | Some(PlaceKind::World | PlaceKind::Bloc));
        !is_one_area || is_in(&signal.place, &coverage)
    };
    let submissions = node.submissions(reader).await?;
    let source_of = |content: Content| match content {
        Content::Rows { source, coverage, .. } => may_tell(&coverage).then_some(source),
        _ => None,
    };
    Ok(submissions.into_iter().filter_map(|stored| source_of(stored.header.content)).collect())
}

/// As [`contradictions`], among all series that [`sources_about`] the signal have at its vantage.
///
/// # Errors
/// When the facts cannot be read.
pub async fn contradictions_among(
    node: &Node,
    all: &[&Series],
    signal: &Signal,
    reader: &Reader,
) -> Result<Contradictions, QueryError> {
    let Some(leading) = signal.findings.first() else { return Ok(Contradictions::default()) };
    let mut found = Contradictions::default();
    for series in all.iter().filter(|series| is_another_measure(&series.key, leading)) {
        let Some((period, now, before)) = opposite(series, leading) else { continue };
        let mut contradiction =
            Contradiction { series: series.key.clone(), period, now, before, largest: None };
        contradiction.largest = largest(node, leading, &series.key, &period, reader).await?;
        found.others.push(contradiction);
    }
    if is_mass(leading.series.unit) {
        found.largest = largest(node, leading, &leading.series, &leading.period, reader).await?;
    }
    Ok(found)
}

/// Whether a series says how much there was of the same thing by another measure.
fn is_another_measure(key: &SeriesKey, leading: &Finding) -> bool {
    let leads = &leading.series;
    let is_amount = key.unit == ValueUnit::Count || is_mass(key.unit);
    // A part that fell is no other measure.
    is_amount
        && key.part.is_none()
        && key.substance == leads.substance
        && key.place == leads.place
        && (key.indicator != leads.indicator || key.unit != leads.unit)
}

const fn is_mass(unit: ValueUnit) -> bool {
    matches!(unit, ValueUnit::Kilogram | ValueUnit::Litre | ValueUnit::Dose)
}

/// The figure of the time of an alarm and the middle one before, where they went the other way.
fn opposite(series: &Series, leading: &Finding) -> Option<(Period, f64, f64)> {
    let (periods, figures) = series.known_figures();
    let touches = |period: &Period| {
        period.start() <= leading.period.end() && period.end() >= leading.period.start()
    };
    let at = periods.iter().rposition(touches)?;
    let now = figures[at]?;
    let mut before: Vec<f64> =
        figures[..at].iter().rev().filter_map(|figure| *figure).take(BASELINE).collect();
    before.sort_by(f64::total_cmp);
    let middle = *before.get(before.len() / 2)?;
    let is_fall = leading.direction == Direction::Fall;
    let is_other_way =
        if is_fall { now >= LEAST_RISE * middle } else { now <= middle / LEAST_RISE };
    let is_chance = series.key.unit == ValueUnit::Count
        && (now - middle) * (now - middle) < CHANCE * (now + middle);
    (is_other_way && !is_chance && middle > 0.0).then_some((periods[at], now, middle))
}

async fn largest(
    node: &Node,
    leading: &Finding,
    series: &SeriesKey,
    period: &Period,
    reader: &Reader,
) -> Result<Option<LargestRow>, QueryError> {
    let rows = rows_of_series(node, leading.vantage, series, period, reader).await?;
    let value = |value: Option<rust_decimal::Decimal>| {
        value.and_then(|value| rust_decimal::prelude::ToPrimitive::to_f64(&value))
    };
    let of: f64 = rows.iter().filter_map(|row| value(row.value)).sum();
    let most = rows
        .iter()
        .filter_map(|row| Some((value(row.value)?, row)))
        .max_by(|(a, _), (b, _)| a.total_cmp(b));
    let is_one_of_many = rows.len() > 1;
    Ok(most.filter(|(value, _)| is_one_of_many && *value >= LARGE_PART * of).map(|(value, row)| {
        let words = if row.place_text.is_empty() { &row.words } else { &row.place_text };
        LargestRow { value, of, words: said_once(words).to_owned(), row: row.row }
    }))
}

/// The name of a place that its province has as well, once.
fn said_once(words: &str) -> &str {
    let half = words.len() / 2;
    match (words.get(..half), words.get(half + 1..)) {
        (Some(first), Some(second)) if first == second && words[half..].starts_with(' ') => first,
        _ => words,
    }
}

impl LargestRow {
    /// In words, for people.
    pub fn in_words(&self) -> String {
        let percent = 100.0 * self.value / self.of;
        format!(
            "{percent:.0} % of it is one row: {}, {} (row {})",
            number(self.value),
            self.words,
            self.row
        )
    }
}

impl Contradiction {
    /// In words, for people.
    pub fn in_words(&self) -> String {
        let SeriesKey { source, indicator, unit, .. } = &self.series;
        let name = indicator::get(indicator.as_str()).map_or(indicator.as_str(), |i| i.name);
        let way = if self.now > self.before { "rises" } else { "falls" };
        let unit = if *unit == ValueUnit::Count { "" } else { unit.as_str() };
        let largest = self.largest.as_ref().map(|largest| format!("; {}", largest.in_words()));
        format!(
            "{name} {way}: {} {unit} in {}, {} {unit} before (×{:.2}), source {source}{}",
            number(self.now),
            self.period,
            number(self.before),
            self.now / self.before,
            largest.unwrap_or_default()
        )
        .replace("  ", " ")
        .replace(" ,", ",")
    }
}

/// Figures before, of which the middle one is taken.
const BASELINE: usize = 4;

/// A rise to this many times, or a fall to the inverse, goes the other way.
const LEAST_RISE: f64 = 1.25;

/// Squared distance of two counts over their sum that chance alone gives about once in twenty.
const CHANCE: f64 = 4.0;

/// A row that is this share of a figure is told.
const LARGE_PART: f64 = 1.0 / 3.0;

#[cfg(test)]
mod tests {
    use super::said_once;

    #[test]
    fn a_name_that_stands_twice_is_said_once() {
        assert_eq!(said_once("Barcelona Barcelona"), "Barcelona");
        assert_eq!(said_once("São Paulo São Paulo"), "São Paulo");
        for other in ["Barcelona Girona", "Baden-Baden", "", "a", "Wagga Wagga "] {
            assert_eq!(said_once(other), other);
        }
    }
}
