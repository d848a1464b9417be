//! EWMA and CUSUM charts of residuals: does a drift too small for any one period add up?
//!
//! They take standardised residuals of whatever model expects the counts; they fit nothing themselves.

use std::ops::Range;

use crate::distributions::normal_quantile;

/// Everything the residual charts can be told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ResidualChartSettings {
    /// Which chart.
    pub chart: ResidualChart,
    /// Residuals are held between minus and plus this, so that one wild period decides nothing alone.
    pub largest_residual: f64,
}

/// Which chart of residuals.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ResidualChart {
    /// Exponentially weighted moving average.
    Ewma {
        /// Share of the newest residual, at most 1 (lambda).
        weight: f64,
        /// Standard deviations of the average at which there is an alarm (L).
        limit: f64,
    },
    /// Cumulative sum, both directions, which starts again after an alarm.
    Cusum {
        /// What a residual must exceed to add to a sum (k).
        reference: f64,
        /// Sum at which there is an alarm (h).
        decision: f64,
    },
}

impl ResidualChartSettings {
    /// EWMA for shifts of about one standard deviation, with some 500 periods between false alarms.
    ///
    /// - Source: Roberts 1959, Technometrics 1:239; constants of Lucas & Saccucci 1990, Technometrics
    ///   32:1, doi:10.1080/00401706.1990.10484583.
    pub fn ewma() -> Self {
        let chart = ResidualChart::Ewma { weight: 0.1, limit: 2.814 };
        Self { chart, largest_residual: 4.0 }
    }

    /// CUSUM for shifts of about one standard deviation, with some 465 periods between false alarms on
    /// either side.
    ///
    /// - Source: Page 1954, Biometrika 41:100; constants of Hawkins & Olwell 1998, "Cumulative Sum
    ///   Charts and Charting for Quality Improvement".
    pub fn cusum() -> Self {
        let chart = ResidualChart::Cusum { reference: 0.5, decision: 5.0 };
        Self { chart, largest_residual: 5.0 }
    }
}

/// What a chart says of one period.
#[derive(Debug, Clone, PartialEq)]
pub struct ResidualAssessment {
    /// Position in the series, from 0.
    pub position: usize,
    /// The average over its standard deviation, or the larger of the two sums; negative for falls.
    pub statistic: f64,
    /// Direction of an alarm; `None` where the residual is missing.
    pub verdict: Option<Drift>,
}

/// What a chart finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drift {
    /// Nothing.
    None,
    /// The residuals are too high.
    Rise,
    /// The residuals are too low.
    Fall,
}

/// Why residuals cannot be charted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ResidualChartError {
    /// A setting outside its range.
    #[error("setting {setting} must be {must_be}")]
    Setting {
        /// Name of the field.
        setting: &'static str,
        /// What it may be.
        must_be: &'static str,
    },
    /// A residual is no number.
    #[error("the residual at position {position} is not a finite number; leave it out")]
    Residual {
        /// First such position.
        position: usize,
    },
    /// Positions beyond the end were to be assessed.
    #[error("positions {first} to {last} were asked for, but the series has {length}")]
    RangeOutside {
        /// First position.
        first: usize,
        /// Last position.
        last: usize,
        /// Length of the series.
        length: usize,
    },
}

/// Charts the residuals in `evaluated`, from the first on.
///
/// - Shape: `residuals` oldest first, each with mean 0 and deviation 1 as long as nothing has changed; a
///   missing one is `None`, leaves the chart as it was and has no verdict.
/// - Source: see [`ResidualChartSettings::ewma`] and [`ResidualChartSettings::cusum`].
/// - Differs: the deviation of the average is exact from the first period on, not the limit it goes to.
///
/// # Errors
///
/// Settings out of range, residuals that are no numbers, or positions beyond the end.
///
/// ```
/// use signals::{ResidualChartSettings, chart_residuals, residual::Drift};
///
/// let residuals: Vec<Option<f64>> = (0..20).map(|week| Some(if week < 10 { 0.0 } else { 1.5 })).collect();
/// let found = chart_residuals(&residuals, 0..20, &ResidualChartSettings::cusum()).unwrap();
/// assert_eq!(found.iter().position(|week| week.verdict == Some(Drift::Rise)), Some(14));
/// ```
pub fn chart_residuals(
    residuals: &[Option<f64>],
    evaluated: Range<usize>,
    settings: &ResidualChartSettings,
) -> Result<Vec<ResidualAssessment>, ResidualChartError> {
    require_settings(settings)?;
    if evaluated.is_empty() {
        return Ok(Vec::new());
    }
    if evaluated.end > residuals.len() {
        let (first, last) = (evaluated.start, evaluated.end - 1);
        return Err(ResidualChartError::RangeOutside { first, last, length: residuals.len() });
    }
    let is_wild = |residual: &Option<f64>| residual.is_some_and(|value| !value.is_finite());
    if let Some(at) = residuals[evaluated.clone()].iter().position(is_wild) {
        return Err(ResidualChartError::Residual { position: evaluated.start + at });
    }
    let mut state = State::default();
    let assess = |position| {
        let residual: Option<f64> = residuals[position];
        let verdict = residual.map(|value| {
            let most = settings.largest_residual;
            state.add(value.clamp(-most, most), settings.chart)
        });
        ResidualAssessment { position, statistic: state.statistic, verdict }
    };
    Ok(evaluated.map(assess).collect())
}

/// The standard normal residual of a period whose one-sided p-value is `p_value`; `None` if that is no
/// chance.
///
/// - Shape: high counts have small p-values and positive residuals; chances nearer to 0 or 1 than a
///   double can tell are taken as the nearest it can.
/// - Source: quantile residuals, Dunn & Smyth 1996, doi:10.1080/10618600.1996.10474708, with half of the
///   chance of the count itself in place of a random share of it.
///
/// ```
/// assert!((signals::residual_of(0.025).unwrap() - 1.959_963_984_540_054).abs() < 1e-9);
/// ```
pub fn residual_of(p_value: f64) -> Option<f64> {
    let within = p_value.clamp(f64::MIN_POSITIVE, 1.0 - f64::EPSILON / 2.0);
    (0.0..=1.0).contains(&p_value).then(|| -normal_quantile(within))
}

fn require_settings(settings: &ResidualChartSettings) -> Result<(), ResidualChartError> {
    let refuse = |setting, must_be| Err(ResidualChartError::Setting { setting, must_be });
    let positive = |value: f64| value > 0.0 && value.is_finite();
    if settings.largest_residual.is_nan() || settings.largest_residual <= 0.0 {
        return refuse("largest_residual", "above 0");
    }
    match settings.chart {
        ResidualChart::Ewma { weight, .. } if !(1e-6..=1.0).contains(&weight) => {
            refuse("weight", "between 0.000001 and 1")
        }
        ResidualChart::Ewma { limit, .. } if !positive(limit) => {
            refuse("limit", "above 0 and finite")
        }
        ResidualChart::Cusum { reference, .. } if !(reference >= 0.0 && reference.is_finite()) => {
            refuse("reference", "0 or more and finite")
        }
        ResidualChart::Cusum { decision, .. } if !positive(decision) => {
            refuse("decision", "above 0 and finite")
        }
        _ => Ok(()),
    }
}

/// What a chart remembers.
#[derive(Debug, Default)]
struct State {
    average: f64,
    /// Share that residuals before the first still have in the average.
    before: Option<f64>,
    above: f64,
    below: f64,
    statistic: f64,
}

impl State {
    fn add(&mut self, residual: f64, chart: ResidualChart) -> Drift {
        let limit = match chart {
            ResidualChart::Ewma { weight, limit } => {
                let before = self.before.unwrap_or(1.0) * (1.0 - weight);
                self.before = Some(before);
                self.average += weight * (residual - self.average);
                let variance = weight / (2.0 - weight) * (1.0 - before * before);
                self.statistic = self.average / variance.sqrt();
                limit
            }
            ResidualChart::Cusum { reference, decision } => {
                let passed = |sum: f64| if sum >= decision { 0.0 } else { sum };
                self.above = (passed(self.above) + residual - reference).max(0.0);
                self.below = (passed(self.below) - residual - reference).max(0.0);
                self.statistic = if self.above >= self.below { self.above } else { -self.below };
                decision
            }
        };
        if self.statistic >= limit {
            Drift::Rise
        } else if self.statistic <= -limit {
            Drift::Fall
        } else {
            Drift::None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(residuals: &[f64]) -> Vec<Option<f64>> {
        residuals.iter().copied().map(Some).collect()
    }

    #[test]
    fn sums_are_those_of_a_worked_example() {
        // By hand, k = 1/2: 1.5 - 0.5 = 1; 1 + 0.2 - 0.5 = 0.7; 0.7 - 2 - 0.5 < 0, and below 1.5.
        let settings = ResidualChartSettings::cusum();
        let found = chart_residuals(&some(&[1.5, 0.2, -2.0]), 0..3, &settings).unwrap();
        let sums: Vec<f64> = found.iter().map(|week| week.statistic).collect();
        assert!(sums.iter().zip([1.0, 0.7, -1.5]).all(|(a, b)| (a - b).abs() < 1e-12), "{sums:?}");
    }

    #[test]
    fn an_average_of_one_residual_is_that_residual() {
        let found =
            chart_residuals(&some(&[1.7, 1.7]), 0..2, &ResidualChartSettings::ewma()).unwrap();
        assert!((found[0].statistic - 1.7).abs() < 1e-12);
        // 0.1 * 1.7 * 1.9 over sqrt(0.1 / 1.9 * (1 - 0.9^4))
        let exact = 0.323 / (0.1_f64 / 1.9 * (1.0 - 0.656_1)).sqrt();
        assert!((found[1].statistic - exact).abs() < 1e-12);
    }

    #[test]
    fn one_wild_residual_after_three_calm_ones_is_no_drift_of_an_average() {
        let wild = some(&[0.0, 0.0, 0.0, 1e300, 0.0]);
        let found = chart_residuals(&wild, 0..5, &ResidualChartSettings::ewma()).unwrap();
        assert!(found.iter().all(|week| week.verdict == Some(Drift::None)), "{found:?}");
    }

    #[test]
    fn falls_are_found_and_gaps_have_no_verdict() {
        let mut residuals = some(&[-1.5; 12]);
        residuals[3] = None;
        for settings in [ResidualChartSettings::ewma(), ResidualChartSettings::cusum()] {
            let found = chart_residuals(&residuals, 0..12, &settings).unwrap();
            assert_eq!(found[3].verdict, None);
            assert!(found.iter().any(|week| week.verdict == Some(Drift::Fall)), "{settings:?}");
            assert!(found.iter().all(|week| week.verdict != Some(Drift::Rise)));
        }
    }

    #[test]
    fn every_chance_has_a_finite_residual_and_nothing_else_has_one() {
        assert!(residual_of(0.5).unwrap().abs() < 1e-12);
        for p_value in [0.0, 1e-300, 0.3, 1.0] {
            assert!(residual_of(p_value).unwrap().is_finite(), "{p_value}");
        }
        assert!(residual_of(0.0).unwrap() > 30.0 && residual_of(1.0).unwrap() < -8.0);
        assert!([-0.1, 1.1, f64::NAN].iter().all(|p_value| residual_of(*p_value).is_none()));
    }

    #[test]
    fn what_cannot_be_charted_is_refused() {
        let settings = ResidualChartSettings::ewma();
        assert!(chart_residuals(&[Some(f64::NAN)], 0..1, &settings).is_err());
        assert!(chart_residuals(&some(&[1.0]), 0..2, &settings).is_err());
        for chart in [
            ResidualChart::Ewma { weight: 0.0, limit: 3.0 },
            ResidualChart::Ewma { weight: 0.1, limit: f64::NAN },
            ResidualChart::Cusum { reference: -1.0, decision: 5.0 },
            ResidualChart::Cusum { reference: 0.5, decision: 0.0 },
        ] {
            assert!(
                chart_residuals(&some(&[1.0]), 0..1, &ResidualChartSettings { chart, ..settings })
                    .is_err()
            );
        }
    }
}
