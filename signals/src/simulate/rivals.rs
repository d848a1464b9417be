//! What every detector is compared with: the improved Farrington detector, and ceilings that are told
//! the truth.
//!
//! It does not hold detectors for real series: a ceiling knows the mean the counts were drawn from.

use std::ops::Range;

use super::noufaily::{CURRENT_START, SimulatedSeries, WEEKS};
use crate::distributions::CountLaw;
use crate::farrington::{FarringtonError, FarringtonSettings, MinimumCases, farrington_flexible};
use crate::series::CountSeries;

/// Positions, from 0, of the weeks in which detectors are judged.
pub fn current_positions() -> Range<usize> {
    CURRENT_START as usize - 1..WEEKS as usize
}

/// Chance of as many cases or more, each week of the last year, by the improved Farrington detector.
///
/// - Source: [`FarringtonSettings::noufaily_2013`] without its rule for few cases, which the reference
///   simulation leaves out.
///
/// # Errors
///
/// None that a simulated series can cause; they are those of [`farrington_flexible`].
pub fn improved_farrington(series: &SimulatedSeries) -> Result<Vec<f64>, FarringtonError> {
    let counts = series.reported();
    let weekly = CountSeries { counts: &counts, dates: None, population: None, frequency: 52 };
    let settings = FarringtonSettings {
        minimum_cases: MinimumCases { cases: 0, periods: 4 },
        ..FarringtonSettings::noufaily_2013()
    };
    let assessments = farrington_flexible(&weekly, current_positions(), &settings)?;
    let surprise = |assessment: crate::farrington::FarringtonAssessment| {
        let observed = f64::from(assessment.observed?);
        let law = CountLaw::new(assessment.expected?, assessment.dispersion?)?;
        Some(law.upper_tail(observed))
    };
    Ok(assessments.into_iter().map(|assessment| surprise(assessment).unwrap_or(1.0)).collect())
}

/// Chance of as many cases or more, each week of the last year, given the true mean and dispersion.
pub fn told_truth_week(series: &SimulatedSeries) -> Vec<f64> {
    current_positions().map(|position| tail_given_truth(series, position..position + 1)).collect()
}

/// The smaller of that chance and the same of this week and the last together.
pub fn told_truth_fortnight(series: &SimulatedSeries) -> Vec<f64> {
    let smaller = |position: usize| {
        let week = tail_given_truth(series, position..position + 1);
        week.min(tail_given_truth(series, position - 1..position + 1))
    };
    current_positions().map(smaller).collect()
}

fn tail_given_truth(series: &SimulatedSeries, positions: Range<usize>) -> f64 {
    let observed: f64 = series.counts[positions.clone()].iter().copied().map(f64::from).sum();
    let mean = positions.map(|position| series.scenario.mean(position as u32 + 1)).sum();
    CountLaw::new(mean, series.scenario.dispersion).map_or(1.0, |law| law.upper_tail(observed))
}
