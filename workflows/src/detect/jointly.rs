//! What all sources say together of one substance in one place, over the newest weeks.
//!
//! A change of the market shows a little everywhere: each source for itself may stay silent where all of
//! them together do not. Counts are added up, and what was to be expected of them. It raises nothing by
//! itself: a series that says the same is raised by it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use signals::onset::chances_of_sum;
use vocabulary::finding::{Direction, SeriesKey};
use vocabulary::indicator::{self, IndicatorId, Severity};
use vocabulary::period::{Cadence, Period, add_days};
use vocabulary::place::PlaceId;
use vocabulary::quantity::ValueUnit;
use vocabulary::substance::SubstanceId;

use super::plan::{Expectation, Plan};
use crate::hierarchy::is_everything;
use crate::series::Series;

/// The newest weeks of one series, and what was to be expected of them.
pub(super) struct Weeks<'a> {
    series: &'a Series,
    weeks: Vec<(Period, Expectation)>,
}

/// Of each source, indicator and place all that is counted there.
type Wholes<'a> = BTreeMap<(&'a str, &'a IndicatorId, &'a PlaceId), &'a Weeks<'a>>;

fn stream(key: &SeriesKey) -> (&str, &IndicatorId, &PlaceId) {
    (key.source.as_str(), &key.indicator, &key.place)
}

/// A substance in a place.
type Line<'a> = (&'a SubstanceId, &'a PlaceId);

/// The chance, were nothing new, of as much or as little as all sources together tell of a line.
#[derive(Debug, Default)]
pub struct Jointly<'a> {
    chances: BTreeMap<(Line<'a>, bool), f64>,
}

impl<'a> Weeks<'a> {
    /// Of a series of whole counts by the week; `None` of others, and of those too short or too sparse.
    pub fn of(series: &'a Series, clumping: u16) -> Option<Self> {
        let key = &series.key;
        if key.cadence != Cadence::Week || key.unit != ValueUnit::Count || key.part.is_some() {
            return None;
        }
        let (periods, counts) = series.recent_counts();
        let lately = &counts[counts.len().saturating_sub(LONGEST_BACK)..];
        if lately.iter().map(|count| u64::from(*count)).sum::<u64>() < LEAST_COUNTS {
            return None;
        }
        let calendar = (key.cadence, key.unit);
        let plans = Plan::choose(calendar, counts.len(), WEEKS, clumping);
        let (plan, _) = plans.into_iter().find(|(plan, _)| matches!(plan, Plan::Onset { .. }))?;
        let readings = series.figures_for(&plan);
        let expected = plan.expectations(&readings, periods.len() - WEEKS);
        let weeks = expected.into_iter().map(|one| (readings.periods[one.index], one)).collect();
        Some(Self { series, weeks })
    }
}

impl<'a> Jointly<'a> {
    /// Of all series of a vantage.
    pub fn of(all: &'a [Weeks<'a>]) -> Self {
        let mut lines: BTreeMap<Line<'a>, Vec<&Weeks<'a>>> = BTreeMap::new();
        let everything = all.iter().filter(|weeks| is_everything(&weeks.series.key.substance));
        let wholes: Wholes<'_> = everything.map(|w| (stream(&w.series.key), w)).collect();
        for weeks in all {
            let key = &weeks.series.key;
            lines.entry((&key.substance, &key.place)).or_default().push(weeks);
        }
        let mut chances = BTreeMap::new();
        for (line, sources) in lines {
            if let Some([rise, fall]) = chances_of(&sources, &wholes) {
                chances.insert((line, false), rise);
                chances.insert((line, true), fall);
            }
        }
        Self { chances }
    }

    /// Whether it is raised by that.
    pub fn stands(&self, substance: &SubstanceId, place: &PlaceId, direction: Direction) -> bool {
        let level = if direction == Direction::Fall { LEVEL_OF_FALLS } else { LEVEL_OF_RISES };
        self.chance(substance, place, direction).is_some_and(|chance| chance <= level)
    }

    /// The chance of as much, or of as little, as is told; `None` where too little is to be expected.
    pub fn chance(
        &self,
        substance: &SubstanceId,
        place: &PlaceId,
        direction: Direction,
    ) -> Option<f64> {
        self.chances.get(&((substance, place), direction == Direction::Fall)).copied()
    }
}

/// Chances of a rise and a fall, each held against how many sums were looked at.
fn chances_of(sources: &[&Weeks<'_>], wholes: &Wholes<'_>) -> Option<[f64; 2]> {
    let newest = sources.iter().filter_map(|s| s.weeks.last()).map(|(period, _)| *period).max()?;
    let harm: Vec<&Weeks<'_>> =
        sources.iter().copied().filter(|s| is_harm(&s.series.key.indicator)).collect();
    let (mut rises, mut falls) = (Vec::new(), Vec::new());
    for weeks in WINDOWS {
        let first = add_days(newest.start(), -7 * (weeks - 1));
        let all = chances(sources, wholes, first);
        rises.extend(all.map(|(rise, _)| rise));
        falls.extend(all.map(|(_, fall)| fall));
        if harm.len() < sources.len() {
            rises.extend(chances(&harm, wholes, first).map(|(rise, _)| rise));
        }
    }
    let least = |of: &[f64]| {
        let least = of.iter().copied().fold(1.0, f64::min);
        (least * of.len() as f64).min(1.0)
    };
    (!falls.is_empty()).then(|| [least(&rises), least(&falls)])
}

/// Chances of as much and of as little as some sources tell together since a day.
fn chances(sources: &[&Weeks<'_>], wholes: &Wholes<'_>, first: Date) -> Option<(f64, f64)> {
    let mut all = Sum::default();
    for source in sources {
        let own = Sum::of(source, first);
        let whole = wholes.get(&stream(&source.series.key)).map(|whole| Sum::of(whole, first));
        let own = match whole {
            Some(whole) if !is_everything(&source.series.key.substance) => own.beside(&whole),
            _ => own,
        };
        all.observed += own.observed;
        all.expected += own.expected;
        all.variance += own.variance + own.error * own.error + (UNSTEADY * own.expected).powi(2);
    }
    let is_enough = all.expected >= LEAST_EXPECTED;
    is_enough.then(|| chances_of_sum(all.observed, all.expected, all.variance)).flatten()
}

/// What a series told over some weeks, and what was to be expected.
#[derive(Clone, Copy, Default)]
struct Sum {
    observed: f64,
    expected: f64,
    /// Of the counts about the mean.
    variance: f64,
    /// Standard error of the mean.
    error: f64,
}

impl Sum {
    fn of(source: &Weeks<'_>, first: Date) -> Self {
        let mut sum = Self::default();
        for (_, week) in source.weeks.iter().filter(|(period, _)| period.start() >= first) {
            sum.observed += week.observed;
            sum.expected += week.expected;
            sum.variance += week.variance;
            sum.error += week.error * week.expected;
        }
        sum
    }

    /// With as much more, or less, to be expected as of all else that the source counts there: that tells of
    /// its reporting, and of the season.
    ///
    /// - Shape: the logarithm of the factor is normal about 0 beforehand.
    fn beside(self, whole: &Self) -> Self {
        let (observed, expected) = (whole.observed - self.observed, whole.expected - self.expected);
        if expected < LEAST_BESIDE || observed < LEAST_BESIDE {
            return self;
        }
        let noise = (whole.variance - self.variance).max(expected) / (expected * expected);
        let trust = REPORTING * REPORTING / (REPORTING * REPORTING + noise);
        let factor = libm::exp(trust * libm::log(observed / expected));
        let error = (noise * trust).sqrt() * factor * self.expected;
        Self {
            expected: factor * self.expected,
            variance: factor * self.variance,
            error: (factor * self.error).hypot(error),
            ..self
        }
    }
}

fn is_harm(indicator: &IndicatorId) -> bool {
    indicator::get(indicator.as_str()).is_some_and(|i| i.severity >= Severity::AcuteHarm)
}

/// A rise is raised at this chance a week, a fall at that: ten times fewer lines hold enough to fall.
const LEVEL_OF_RISES: f64 = 0.0002;
const LEVEL_OF_FALLS: f64 = 0.005;
/// Newest weeks that are held together.
const WINDOWS: [i64; 2] = [4, 8];
const WEEKS: usize = 8;
/// A series with fewer counts in two years says nothing.
const LONGEST_BACK: usize = 104;
const LEAST_COUNTS: u64 = 5;
/// Of less nothing is said.
const LEAST_EXPECTED: f64 = 1.0;
/// By how much the level of a source may have changed since its baseline: a standard deviation, assumed.
const UNSTEADY: f64 = 0.03;
/// By how much reporting may differ from what is known of it: a standard deviation of its logarithm, assumed.
const REPORTING: f64 = 0.2;
/// Less of all else tells nothing of reporting.
const LEAST_BESIDE: f64 = 5.0;

#[cfg(test)]
mod tests;
