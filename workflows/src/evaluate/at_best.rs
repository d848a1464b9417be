//! What a detector that knows the truth could find by when: a bound that no method can pass.
//!
//! It is told where each scenario happens, since when and how strongly, and all means without it. It asks
//! each week of one scenario at a time whether what is known is too likely with it, and too unlikely
//! without it, to be chance. It is no method, and no list is made of what it finds.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};
use signals::simulate::random::Random;
use vocabulary::finding::{Direction, SeriesKey};
use vocabulary::period::add_days;
use vocabulary::place::PlaceId;
use vocabulary::substance::SubstanceId;

use super::likelihood::{Case, drawn_log_ratio, log_ratios};
use super::tally::{DUE_DAYS, Figure, PER_SERIES, figure, outcome};
use crate::backtest::Expectation;
use crate::series::Series;
use crate::simulate::europe::{Europe, Scenario, Touched, Truth};

/// What could be found at best.
#[derive(Clone, Debug, PartialEq)]
pub struct AtBest {
    /// Wave by wave, by seed.
    pub waves: Vec<WaveAtBest>,
    /// Share of all waves that could be found within four weeks of the day on which ten cases were known.
    pub in_time_known: Figure,
    /// Share of all waves that could be found within four weeks of the tenth case itself.
    pub in_time_occurred: Figure,
}

/// What could be found of one wave.
#[derive(Clone, Debug, PartialEq)]
pub struct WaveAtBest {
    /// The seed of its Europe.
    pub seed: u64,
    /// What happened.
    pub scenario: Scenario,
    /// In words, with the countries.
    pub event: String,
    /// First day.
    pub starts: Date,
    /// First day on which ten cases were known.
    pub tenth_known: Option<Date>,
    /// The last week replayed within four weeks of it; the last of all, where there was not so much time.
    pub asked_on: Date,
    /// Lines of a list that would show it.
    pub lines: usize,
    /// Chance of a false signal that was allowed until then.
    pub allowed: f64,
    /// Log of how much likelier what was known then is with the wave than without, by source.
    pub log_ratios: Vec<(&'static str, f64)>,
    /// Chance without the wave that it would be as much likelier.
    pub p_value: f64,
    /// Chance that a wave like it, drawn anew, is found on that day.
    pub chance: f64,
    /// First week replayed in which it could be found.
    pub found: Option<Date>,
    in_time: [Option<bool>; 2],
}

impl AtBest {
    pub(super) fn of(waves: Vec<WaveAtBest>) -> Self {
        let share = |at: usize| figure(waves.iter().filter_map(|w| w.in_time[at]).map(one_if));
        Self { in_time_known: share(0), in_time_occurred: share(1), waves }
    }

    /// Share of the waves of a scenario that could be found within four weeks of ten known cases.
    pub fn in_time_known_of(&self, scenario: Scenario) -> Figure {
        let waves = self.waves.iter().filter(|wave| wave.scenario == scenario);
        figure(waves.filter_map(|wave| wave.in_time[0]).map(one_if))
    }
}

impl WaveAtBest {
    /// Log of how much likelier all that was known is with the wave than without.
    pub fn log_ratio(&self) -> f64 {
        self.log_ratios.iter().map(|(_, ratio)| ratio).sum()
    }
}

/// How often chance may raise a signal.
#[derive(Clone, Debug, Default)]
pub(super) struct Allowance {
    /// New false signals a week of one line that could stand on a list.
    a_line: f64,
    /// For each truth, lines that would show it.
    lines: Vec<usize>,
}

impl Allowance {
    /// Five new false signals a week for 50,000 series, evenly over substances, places, and up or down.
    pub fn of(series: &[Series], truths: &[Truth]) -> Self {
        let name = |key: &SeriesKey| (key.substance.clone(), key.place.clone());
        let names: BTreeSet<(SubstanceId, PlaceId)> = series.iter().map(|s| name(&s.key)).collect();
        let per_line = series.len() as f64 / (2.0 * names.len().max(1) as f64);
        let lines_of = |truth: &Truth| {
            let mut lines = BTreeSet::new();
            for Series { key, .. } in series {
                for pattern in truth.series.iter().filter(|pattern| pattern.is_of(key)) {
                    // What is new rises from nothing.
                    let ways = pattern.directions.iter();
                    lines.extend(ways.map(|way| (name(key), *way == Direction::Fall)));
                }
            }
            lines.len()
        };
        let a_line = FALSE_A_WEEK / PER_SERIES * per_line;
        Self { a_line, lines: truths.iter().map(lines_of).collect() }
    }
}

/// What could be found of each wave of a Europe in these weeks.
///
/// - Cost: a thousand draws of all that a wave touches, for each week until it is found and is due.
pub(super) fn waves_at_best(
    (seed, europe): (u64, &Europe),
    truths: &[Truth],
    allowance: &Allowance,
    days: &[Date],
) -> Vec<WaveAtBest> {
    let waves = truths.iter().enumerate();
    let waves = waves.filter(|(_, truth)| truth.scenario.expectation() == Expectation::Raised);
    waves.map(|(at, truth)| wave_at_best((seed, europe), (at, truth), allowance, days)).collect()
}

fn wave_at_best(
    (seed, europe): (u64, &Europe),
    (number, truth): (usize, &Truth),
    allowance: &Allowance,
    days: &[Date],
) -> WaveAtBest {
    let last = europe.last_day();
    let due = truth.tenth_known.map_or(last, |known| add_days(known, DUE_DAYS));
    let is_asked = |day: &&Date| **day >= truth.starts;
    let lines = allowance.lines.get(number).copied().unwrap_or(0);
    let mut wave = WaveAtBest {
        seed,
        scenario: truth.scenario,
        event: truth.event.clone(),
        starts: truth.starts,
        tenth_known: truth.tenth_known,
        asked_on: last,
        lines,
        allowed: 0.0,
        log_ratios: Vec::new(),
        p_value: 1.0,
        chance: 0.0,
        found: None,
        in_time: [None; 2],
    };
    for (week, day) in days.iter().filter(is_asked).enumerate() {
        if *day > due && wave.found.is_some() {
            break;
        }
        let touched = europe.touched(number, *day);
        let stream = STREAM | (number as u64) << 48 | (week as u64) << 32;
        let draws = Draws::of(&touched, (seed, stream));
        // As many looks as so far, at as many lines.
        let allowed = (allowance.a_line * (lines * (week + 1)) as f64).min(1.0);
        let log_ratios = log_ratios(&touched);
        let p_value = draws.p_value(log_ratios.iter().map(|(_, ratio)| ratio).sum());
        if p_value <= allowed {
            wave.found.get_or_insert(*day);
        }
        if *day <= due {
            let chance = draws.chance(allowed);
            wave = WaveAtBest { asked_on: *day, allowed, log_ratios, p_value, chance, ..wave };
        }
    }
    wave.in_time = outcome(truth, wave.found, last).in_time;
    wave
}

/// Log-ratios of what would be known, drawn again and again with the wave; largest first.
struct Draws(Vec<f64>);

impl Draws {
    fn of(touched: &Touched, (seed, stream): (u64, u64)) -> Self {
        let draw = |number: u64| {
            let mut random = Random::new(seed, stream | number);
            drawn_log_ratio(touched, Case::With, &mut random)
        };
        let mut draws: Vec<f64> = (0..DRAWS).into_par_iter().map(draw).collect();
        draws.sort_by(|a, b| b.total_cmp(a));
        Self(draws)
    }

    /// Chance without the wave of this log-ratio or a larger one.
    ///
    /// A draw with the wave is exp(ratio) times as likely as without it, so each counts exp(-ratio): that
    /// tells small chances by few draws. What was seen counts as one of them.
    fn p_value(&self, log_ratio: f64) -> f64 {
        let larger = self.0.iter().take_while(|drawn| **drawn >= log_ratio);
        let weights: f64 = larger.map(|drawn| libm::exp(-drawn)).sum();
        ((weights + libm::exp(-log_ratio)) / (self.0.len() as f64 + 1.0)).min(1.0)
    }

    /// Share found by the test that finds by chance, without the wave, as often as is allowed.
    fn chance(&self, allowed: f64) -> f64 {
        let mut spent = 0.0;
        let found = self.0.iter().take_while(|drawn| {
            spent += libm::exp(-**drawn) / self.0.len() as f64;
            spent <= allowed
        });
        found.count() as f64 / self.0.len() as f64
    }
}

fn one_if(is: bool) -> f64 {
    f64::from(u8::from(is))
}

/// New false signals a week that 50,000 series may raise.
const FALSE_A_WEEK: f64 = 5.0;

/// Draws that a chance is told by.
const DRAWS: u64 = 1_000;

/// Streams of random numbers that nothing else is drawn from.
const STREAM: u64 = 1 << 62;

#[cfg(test)]
#[path = "at_best/tests.rs"]
mod tests;
