//! Runs the tests for short series: steps, and steady drift.

use signals::{Scale, ShortSeries, StepSettings, TrendSettings, step, trend};
use vocabulary::finding::Direction;
use vocabulary::period::Cadence;

use super::Assessed;

/// Settings of a version of the step test for a calendar.
pub(super) fn step_settings(cadence: Cadence, version: u16) -> StepSettings {
    match (cadence, version) {
        (Cadence::Year, _) => StepSettings::annual(),
        (Cadence::Quarter, _) => StepSettings::quarterly(),
        (_, ..=1) => StepSettings::monthly_v1(),
        _ => StepSettings::monthly_v2(),
    }
}

/// The step test over the periods from `first` on; a period without a verdict, or with too little behind it, is left out.
pub(super) fn run_step(
    (cadence, version): (Cadence, u16),
    series: &ShortSeries<'_>,
    first: usize,
    direction: Direction,
) -> Vec<Assessed> {
    let settings = step_settings(cadence, version);
    // Figures no test can take (negative ones) raise no alarm; the run counts them as looked at.
    let assessed = step(series, first..series.figures.len(), &settings).unwrap_or_default();
    let found = assessed.into_iter().filter_map(|a| {
        let step = a.step.ok().filter(|_| is_enough(series, a.position))?;
        let (bound, p_value) = match direction {
            Direction::Fall => (step.lower_bound, step.p_fall),
            _ => (step.upper_bound, step.p_rise),
        };
        let is_alarm = p_value < settings.alpha;
        Some(Assessed {
            index: a.position,
            observed: step.observed,
            reported: None,
            expected: Some(step.expected),
            bound: Some(bound),
            p_value: Some(p_value),
            is_alarm,
        })
    });
    found.collect()
}

/// The drift test over the periods from `first` on; a period without a verdict, or with too little behind it, is left out.
pub(super) fn run_drift(
    longest: u16,
    series: &ShortSeries<'_>,
    first: usize,
    direction: Direction,
) -> Vec<Assessed> {
    let settings = TrendSettings::drift(usize::from(longest));
    let assessed = trend(series, first..series.figures.len(), &settings).unwrap_or_default();
    let found = assessed.into_iter().filter_map(|a| {
        let trend = a.trend.ok().filter(|_| is_enough(series, a.position))?;
        let (bound, p_value) = match direction {
            Direction::Fall => (trend.lower_bound, trend.p_fall),
            _ => (trend.upper_bound, trend.p_rise),
        };
        let is_alarm = p_value < settings.alpha;
        Some(Assessed {
            index: a.position,
            observed: trend.observed,
            reported: None,
            expected: Some(trend.expected),
            bound,
            p_value: Some(p_value),
            is_alarm,
        })
    });
    found.collect()
}

/// Whether so many counts stand behind a verdict that it is worth a person's time, or so few amounts are
/// nothing at all that a factor says how the others vary.
fn is_enough(series: &ShortSeries<'_>, position: usize) -> bool {
    let figures = || series.figures[..=position].iter().flatten();
    match series.scale {
        Scale::Counts => figures().sum::<f64>() >= LEAST_COUNTS,
        Scale::Amounts => {
            let nothing = figures().filter(|figure| **figure <= 0.0).count();
            (nothing as f64) <= MOST_NOTHING * figures().count() as f64
        }
    }
}

/// Series of amounts of which a larger share is nothing are not assessed.
const MOST_NOTHING: f64 = 0.1;

/// Fewer counts than this over a whole series are not assessed.
const LEAST_COUNTS: f64 = 10.0;
