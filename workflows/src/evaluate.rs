//! How well detection does where the truth is known: synthetic Europes, replayed week by week.
//!
//! Answers, for each setting and scenario: how many waves are found, how soon, how many lines of the
//! list are true, how many false ones come up in a week, and what it costs. No node is needed, and
//! nothing is kept. It does not tune anything.

mod at_best;
mod cost;
mod farrington;
mod judge;
mod likelihood;
mod tally;

use std::ops::RangeInclusive;

use jiff::civil::Date;
use vocabulary::finding::{FalseShare, Signal, Vantage};
use vocabulary::period::{add_days, days_between};
use vocabulary::submission::Position;

pub use self::at_best::{AtBest, WaveAtBest};
pub use self::cost::{Cost, cost};
pub use self::tally::{Figure, ScenarioResult, SettingResult};

use self::at_best::{Allowance, waves_at_best};
use self::farrington::farrington_lines;
use self::judge::{Judge, Line};
use self::tally::{Replayed, Tally};
use crate::detect::{Asked, Depth, Memory, signals_after, split_silent};
use crate::reporting::Reporting;
use crate::series::{Series, build_series};
use crate::simulate::europe::{Delays, Europe, EuropeSettings, Lifted};

/// What a list of signals is made by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// Detection as `watchfire detect` does it.
    Ours,
    /// The improved Farrington detector on weekly counts, both ways, at its own threshold of 0.005; each
    /// alarm of the last eight weeks is a line, ranked by its p-value.
    Farrington,
}

impl Setting {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Ours, Self::Farrington];

    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Farrington => "farrington",
        }
    }
}

/// What is evaluated.
#[derive(Clone, Debug)]
pub struct EvaluationSettings {
    /// One synthetic Europe a seed.
    pub seeds: RangeInclusive<u64>,
    /// About how many series each has.
    pub series: usize,
    /// Weeks replayed; scenarios begin in the first two fifths of them.
    pub weeks: u16,
    /// Years of 52 weeks.
    pub years: u16,
    /// What makes the lists.
    pub settings: Vec<Setting>,
    /// Whether events are known late.
    pub delays: Delays,
    /// Share of each source's signals that may be false, for [`Setting::Ours`].
    pub false_share: FalseShare,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// One for each setting.
    pub settings: Vec<SettingResult>,
    /// What a detector that knows the truth could find.
    pub at_best: AtBest,
    /// Countries of each Europe.
    pub countries: usize,
    /// Most regions that a country has.
    pub regions: usize,
    /// Series of a week, on average.
    pub series: f64,
    /// Weeks that count, of all seeds together.
    pub weeks: usize,
    /// Processor seconds for drawing, for making series, and for what could be found at best.
    pub preparation_seconds: f64,
}

/// Evaluates the settings.
///
/// - Shape: `processor_seconds` says what this process has used so far; `at_step` is told the seed, the
///   week, how many are done and how many there are.
/// - Cost: a look at every series a week, seed and setting; and a thousand draws a week and wave.
pub fn evaluate(
    asked: &EvaluationSettings,
    processor_seconds: &dyn Fn() -> f64,
    at_step: &dyn Fn(u64, Date, usize, usize),
) -> Evaluation {
    let template = sized(asked);
    let mut tallies: Vec<Tally> = asked.settings.iter().map(|s| Tally::of(*s)).collect();
    let started = processor_seconds();
    let weeks = asked.weeks + BURN_IN_WEEKS;
    let steps = usize::from(weeks);
    let seeds = asked.seeds.clone().count();
    let (mut series_seen, mut looks) = (0, 0);
    let mut waves = Vec::new();
    for (number, seed) in asked.seeds.clone().enumerate() {
        let europe = Europe::draw(EuropeSettings { seed, ..template.clone() });
        let judge = Judge::of(europe.truths());
        let lifted = Lifted::of(&europe);
        let mut replays: Vec<Replayed> =
            asked.settings.iter().map(|_| Replayed::of(judge.truths.len())).collect();
        let mut past = Past::default();
        let day_of = |week: u16| add_days(europe.last_day(), -7 * i64::from(weeks - 1 - week));
        let days: Vec<Date> = (0..weeks).map(day_of).collect();
        let mut allowance = Allowance::default();
        for (week, day) in (0..weeks).zip(days.iter().copied()) {
            at_step(seed, day, number * steps + usize::from(week), seeds * steps);
            let reporting = Reporting::of(&lifted.reports(day));
            let series = build_series(&lifted.figures(day), &reporting);
            let (current, _) = split_silent(series, day);
            if day == europe.last_day() {
                allowance = Allowance::of(&current, &judge.truths);
            }
            let counts = week >= BURN_IN_WEEKS;
            looks += usize::from(counts);
            series_seen += if counts { current.len() } else { 0 };
            let each = asked.settings.iter().zip(&mut replays).zip(&mut tallies);
            for ((setting, replay), tally) in each {
                let before = processor_seconds();
                let lines = match setting {
                    Setting::Ours => past.lines(&current, day, asked.false_share),
                    Setting::Farrington => farrington_lines(&current),
                };
                tally.seconds += processor_seconds() - before;
                replay.hear(&judge, day, &lines, counts.then_some(current.len()));
            }
        }
        waves.extend(waves_at_best((seed, &europe), &judge.truths, &allowance, &days));
        for (tally, replay) in tallies.iter_mut().zip(replays) {
            tally.add(&judge, replay, europe.last_day());
        }
    }
    let spent: f64 = tallies.iter().map(|tally| tally.seconds).sum();
    Evaluation {
        preparation_seconds: processor_seconds() - started - spent,
        settings: tallies.into_iter().map(|tally| tally.result(looks)).collect(),
        at_best: AtBest::of(waves),
        countries: template.countries,
        regions: template.regions,
        series: series_seen as f64 / looks.max(1) as f64,
        weeks: looks,
    }
}

/// A Europe of about as many series as are asked for, by the first seed.
fn sized(asked: &EvaluationSettings) -> EuropeSettings {
    let settings = |(countries, regions): (usize, usize)| EuropeSettings {
        countries,
        regions,
        years: asked.years,
        window_weeks: asked.weeks,
        delays: asked.delays,
        ..EuropeSettings::whole(*asked.seeds.start())
    };
    let is_enough =
        |size: &(usize, usize)| Lifted::of(&Europe::draw(settings(*size))).series() >= asked.series;
    let largest = (EuropeSettings::MOST_COUNTRIES, EuropeSettings::MOST_REGIONS);
    settings(SIZES.into_iter().find(is_enough).unwrap_or(largest))
}

/// The weeks replayed so far, as a node that runs each week remembers them.
#[derive(Default)]
struct Past {
    runs: Vec<(Date, Vec<Signal>)>,
}

impl Past {
    /// The list of a week, which is remembered.
    fn lines(&mut self, series: &[Series], day: Date, false_share: FalseShare) -> Vec<Line> {
        let vantage = Vantage { as_of: day, position: Position(0) };
        let asked = Asked { vantage, depth: Depth::RecentOnly, false_share };
        self.runs.retain(|(on, _)| days_between(*on, day) <= Memory::DAYS);
        let memory = Memory::of(self.runs.iter().map(|(on, found)| (*on, found.as_slice())));
        let (signals, _) = signals_after(&memory, series, asked, |_| None);
        self.runs.push((day, signals.clone()));
        signals.into_iter().map(Line::of_signal).collect()
    }
}

/// Weeks before those that count: what stands on the list at the beginning is not new.
const BURN_IN_WEEKS: u16 = 4;

/// Countries and regions of smaller Europes; ten countries are enough for all scenarios,
/// with fewer some share theirs.
const SIZES: [(usize, usize); 9] =
    [(3, 1), (10, 1), (10, 2), (10, 4), (10, 8), (14, 8), (18, 8), (22, 8), (26, 8)];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_evaluation_is_complete() {
        let asked = EvaluationSettings {
            seeds: 1..=1,
            series: 100,
            weeks: 8,
            years: 3,
            settings: Setting::ALL.to_vec(),
            delays: Delays::None,
            false_share: FalseShare::default(),
        };
        let first = evaluate(&asked, &|| 0.0, &|_, _, _, _| {});
        assert_eq!((first.weeks, first.settings.len()), (8, 2));
        assert!(first.series > 100.0);
        assert!(first.at_best.waves.len() == 6 && first.at_best.in_time_known.of > 0);
        for setting in &first.settings {
            assert_eq!(setting.scenarios.len(), 7, "{setting:?}");
            let share = setting.precision.value;
            assert!((0.0..=1.0).contains(&share) || share.is_nan(), "{setting:?}");
        }
    }
}
