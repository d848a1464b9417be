//! The Farrington detector and its 2013 improvement: is this count more than its season explains?
//!
//! It does not correct for reporting delay, look across series, or rank what it finds.

mod baseline;
mod bound;
mod calendar;
mod regression;
mod settings;

use std::ops::Range;

use jiff::civil::Date;

pub use self::settings::{
    FarringtonSettings, MinimumCases, PopulationOffset, PowerTransformation, Reweighting,
    ThresholdMethod, TrendRule,
};

use self::baseline::{Baseline, Source};
use self::bound::Forecast;
use self::regression::{LEAST_MEAN, NotConverged, Regression, Trend};
use crate::distributions::{CountLaw, student_two_sided};
use crate::series::CountSeries;
use crate::vectors::{exponentials, sum};

/// What the detector says of one period.
#[derive(Debug, Clone, PartialEq)]
pub struct FarringtonAssessment {
    /// Position in the series, from 0.
    pub position: usize,
    /// Reported count; `None` where nothing was reported.
    pub observed: Option<u32>,
    /// Expected count; `None` where there are too few recent cases, 0 where the regression found no fit
    /// because the baseline holds none.
    pub expected: Option<f64>,
    /// Largest count that is not an alarm; `None` as for `expected`, or where the method has none.
    pub upper_bound: Option<f64>,
    /// Whether the count lies beyond its bound; `None` where the regression found no fit.
    pub alarm: Option<bool>,
    /// Whether a trend was kept.
    pub trend: bool,
    /// Slope of the log of the mean in each first step of the calendar, where a trend was kept.
    pub trend_coefficient: Option<f64>,
    /// Variance of a count over its mean, at least 1; `None` where the regression found no fit.
    pub dispersion: Option<f64>,
    /// Chance of a higher count, and half that of this one, under the fitted mean and dispersion.
    ///
    /// - Differs: R's `pvalue` is that of the threshold method; this one is comparable across methods
    ///   and suits false-discovery control of counts.
    pub p_value: Option<f64>,
}

impl FarringtonAssessment {
    /// Chance of a lower count, and half that of this one, under the fitted mean and dispersion.
    ///
    /// - Differs: the papers and R look for rises alone.
    pub fn p_fall(&self) -> Option<f64> {
        self.p_value.map(|p_value| 1.0 - p_value)
    }

    /// Smallest count whose [`FarringtonAssessment::p_fall`] is not below `alpha`.
    pub fn lower_bound(&self, alpha: f64) -> Option<f64> {
        let law = CountLaw::new(self.expected?, self.dispersion?)?;
        Some(law.least_usual(alpha))
    }
}

/// Why a series cannot be assessed with these settings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FarringtonError {
    /// A setting outside its range.
    #[error("setting {setting} must be {must_be}")]
    Setting {
        /// Name of the field.
        setting: &'static str,
        /// What it may be.
        must_be: &'static str,
    },
    /// The columns of the series do not fit together.
    #[error("{column} {problem} at position {position}; mend the series")]
    Series {
        /// `dates` or `population`.
        column: &'static str,
        /// What is wrong.
        problem: &'static str,
        /// First offending position.
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
    /// A series without dates needs to know how long a year is.
    #[error("the series has neither dates nor a frequency; give the periods in a year")]
    NoFrequency,
    /// With dates, years are known for weeks, months and days only.
    #[error("dated series have 52, 12 or 365 periods a year, not {frequency}; leave out the dates")]
    DatedFrequency {
        /// Frequency that was given.
        frequency: u16,
    },
    /// An offset was asked for, but there is no population.
    #[error("the population offset needs a population column; add one or switch the offset off")]
    NoPopulation,
    /// A reference point is not in the series.
    #[error(
        "position {position} has no reference point {years} year(s) earlier{}; use fewer years or \
         a later range", expected.map(|day| format!(" ({day})")).unwrap_or_default()
    )]
    ReferenceMissing {
        /// Position under test.
        position: usize,
        /// How many years earlier.
        years: u16,
        /// The date that is missing, where the series has dates.
        expected: Option<Date>,
    },
    /// The oldest window begins before the series does.
    #[error("the baseline of position {position} begins before the series; use a later range")]
    BaselineBeforeStart {
        /// Position under test.
        position: usize,
    },
    /// The season of the period under test, or all others, have no counts to learn from.
    #[error("position {position} has no counts in its season level; exclude fewer recent periods")]
    EmptySeason {
        /// Position under test.
        position: usize,
    },
    /// As many parameters as counts: nothing is left to judge the spread by.
    #[error(
        "position {position} has too few counts for its season levels; use more years or fewer levels"
    )]
    TooFewCounts {
        /// Position under test.
        position: usize,
    },
}

/// Assesses the periods in `evaluated`, each against its own baseline.
///
/// - Shape: one assessment for each position in `evaluated`, in order.
/// - Source: Farrington et al. 1996, doi:10.2307/2983331; Noufaily et al. 2013,
///   doi:10.1002/sim.5595; checked against R surveillance 1.20.3 `farringtonFlexible`.
/// - Differs: in three places R's answer depends on its rounding. Where a season level rests on a single
///   count, R's residual of that count is rounding over 0, and R may stop; here it is 0. In a series
///   without any variation R may keep a trend of about 1e-17. Where a season has no cases at all, the
///   expected count shrinks towards 0 until the iteration stops, and below about 1e-7 R's figure holds to
///   eight digits only. Dates must ascend and populations be positive.
/// - Cost: periods x baseline rows x about ten steps.
///
/// # Errors
///
/// Where the reference stops, this does too: settings out of range, a baseline that begins before the
/// series, or too few counts for the season levels.
pub fn farrington_flexible(
    series: &CountSeries<'_>,
    evaluated: Range<usize>,
    settings: &FarringtonSettings,
) -> Result<Vec<FarringtonAssessment>, FarringtonError> {
    require_settings(settings, series.frequency)?;
    require_series(series)?;
    if evaluated.end > series.counts.len() {
        let (first, last) = (evaluated.start, evaluated.end - 1);
        return Err(FarringtonError::RangeOutside { first, last, length: series.counts.len() });
    }
    let source = Source::new(*series, settings)?;
    let mut workspace = Workspace::default();
    evaluated.map(|position| workspace.assess(&source, position)).collect()
}

/// Buffers that live as long as a series.
#[derive(Debug, Default)]
struct Workspace {
    baseline: Baseline,
    regression: Regression,
    weights: Vec<f64>,
    exponents: Vec<f64>,
    roots: Vec<f64>,
}

/// A regression that found its fit, and what it says of the period under test.
#[derive(Debug, Clone, Copy)]
struct Fit {
    forecast: Forecast,
    trend: Option<f64>,
}

impl Workspace {
    fn assess(
        &mut self,
        source: &Source<'_>,
        position: usize,
    ) -> Result<FarringtonAssessment, FarringtonError> {
        let settings = source.settings;
        self.baseline.choose(source, position)?;
        let enough = has_enough_cases(source, position)?;
        let observed = source.series.counts[position];
        let mut assessment = FarringtonAssessment {
            position,
            observed,
            expected: None,
            upper_bound: None,
            alarm: None,
            trend: false,
            trend_coefficient: None,
            dispersion: None,
            p_value: None,
        };
        let Some(Fit { forecast, trend }) = self.fit(source, position)? else {
            // The regression runs away only towards a mean of nothing.
            assessment.expected = Some(0.0);
            return Ok(assessment);
        };
        assessment.trend = trend.is_some();
        assessment.trend_coefficient = trend;
        assessment.dispersion = number(forecast.dispersion);
        assessment.alarm = Some(false);
        let upper_bound = forecast.upper_bound(settings.threshold, settings.alpha);
        if enough && !upper_bound.is_nan() {
            assessment.upper_bound = Some(upper_bound);
            assessment.expected = number(forecast.mean);
        }
        if let Some(observed) = observed.map(f64::from) {
            let exceeded = forecast.is_exceeded(observed, upper_bound, settings.threshold);
            assessment.alarm = Some(enough && exceeded);
            assessment.p_value = forecast.mid_p(observed);
        }
        Ok(assessment)
    }

    /// The fit the reference ends with, or `None` where none converges.
    fn fit(
        &mut self,
        source: &Source<'_>,
        position: usize,
    ) -> Result<Option<Fit>, FarringtonError> {
        let TrendRule::KeptBelow(p_threshold) = source.settings.trend else {
            return self.fit_with(source, position, Trend::Absent);
        };
        if self.baseline.levels.iter().all(|rows| rows.len() < 2) {
            return Err(FarringtonError::TooFewCounts { position });
        }
        let Some(fit) = self.fit_with(source, position, Trend::Linear)? else {
            return self.fit_with(source, position, Trend::Absent);
        };
        let largest = self.baseline.counts.iter().copied().fold(0.0, f64::max);
        let p = fit.trend.map_or(f64::NAN, |_| self.trend_p_value(source));
        let kept =
            source.settings.years_back >= 3 && p < p_threshold && fit.forecast.mean <= largest;
        if kept { Ok(Some(fit)) } else { self.fit_with(source, position, Trend::Absent) }
    }

    fn fit_with(
        &mut self,
        source: &Source<'_>,
        position: usize,
        trend: Trend,
    ) -> Result<Option<Fit>, FarringtonError> {
        let rows = self.baseline.counts.len();
        self.weights.clear();
        self.weights.resize(rows, 1.0);
        if self.regression.fit(&self.baseline, &self.weights, trend) == Err(NotConverged) {
            return Ok(None);
        }
        if let Reweighting::Above(threshold) = source.settings.reweighting {
            if self.regression.degrees_of_freedom() < 1.0 {
                return Err(FarringtonError::TooFewCounts { position });
            }
            self.weigh_down_outbreaks(threshold);
            if self.regression.fit(&self.baseline, &self.weights, trend) == Err(NotConverged) {
                return Ok(None);
            }
        }
        Ok(Some(self.forecast(source, position, trend)))
    }

    /// Sets the prior weights of the second fit from the residuals of the first.
    ///
    /// - Source: Farrington et al. 1996, section 3.4; Noufaily et al. 2013, section 2.3.
    fn weigh_down_outbreaks(&mut self, threshold: f64) {
        let dispersion = self.dispersion();
        let Self { baseline, regression, weights, exponents, roots } = self;
        exponents.clear();
        exponents.extend(regression.predictors.iter().map(|predictor| predictor / -6.0));
        roots.resize(exponents.len(), 0.0);
        exponentials(exponents, roots);
        for (level, rows) in baseline.levels.iter().enumerate() {
            for row in rows.clone() {
                let working_weight = regression.working_weights[row];
                let variance = regression.unscaled_variance(baseline.times[row], level);
                let left = 1.0 - working_weight * variance;
                // A count that alone decides its own mean has no residual.
                let residual = if left > 10.0 * f64::EPSILON {
                    let root = regression.means[row].sqrt();
                    let raw = 1.5 * (baseline.two_thirds[row] * roots[row] - root);
                    raw / (dispersion * left).sqrt()
                } else {
                    0.0
                };
                weights[row] =
                    if residual > threshold { (residual * residual).recip() } else { 1.0 };
            }
        }
        let scale = weights.len() as f64 / sum(weights);
        for weight in weights {
            *weight *= scale;
        }
    }

    /// Pearson's estimate with the weights of the last step, at least 1.
    fn dispersion(&self) -> f64 {
        let weights = &self.regression.working_weights;
        self.scaled_square_residuals(weights).max(1.0)
    }

    /// Dispersion by which the reference scales standard errors.
    ///
    /// - Differs: after reweighting the reference uses the prior weights where the papers use the working
    ///   weights; trends and bounds depend on it, so it is kept.
    fn error_dispersion(&self, source: &Source<'_>) -> f64 {
        match source.settings.reweighting {
            Reweighting::None => self.scaled_square_residuals(&self.regression.working_weights),
            Reweighting::Above(_) => self.scaled_square_residuals(&self.weights),
        }
    }

    fn scaled_square_residuals(&self, weights: &[f64]) -> f64 {
        let rows = self.baseline.counts.iter().zip(&self.regression.means).zip(weights);
        let squares = rows.map(|((count, mean), weight)| {
            let relative = (count - mean) / mean;
            weight * (relative * relative)
        });
        squares.sum::<f64>() / self.regression.degrees_of_freedom()
    }

    fn trend_p_value(&self, source: &Source<'_>) -> f64 {
        let variance = self.error_dispersion(source) * self.regression.slope_unscaled_variance();
        let t = self.regression.slope() / variance.sqrt();
        student_two_sided(t, self.regression.degrees_of_freedom())
    }

    fn forecast(&self, source: &Source<'_>, position: usize, trend: Trend) -> Fit {
        let level = self.baseline.current_level;
        let time = source.times[position] - self.baseline.forecast_lag;
        let predictor = self.regression.predictor(time, level) + source.offset(position);
        let variance =
            self.error_dispersion(source) * self.regression.unscaled_variance(time, level);
        let mean = match source.settings.threshold {
            ThresholdMethod::Delta(_) => libm::exp(predictor).max(LEAST_MEAN),
            ThresholdMethod::NegativeBinomialPlugin | ThresholdMethod::Muan => libm::exp(predictor),
        };
        let forecast = Forecast {
            predictor,
            mean,
            predictor_error: variance.sqrt(),
            dispersion: self.dispersion(),
        };
        let trend = (trend == Trend::Linear).then(|| self.regression.slope());
        Fit { forecast, trend }
    }
}

/// Whether the latest periods hold enough cases; a missing one counts as not enough.
fn has_enough_cases(source: &Source<'_>, position: usize) -> Result<bool, FarringtonError> {
    let MinimumCases { cases, periods } = source.settings.minimum_cases;
    let end = position + 1;
    // One period before the start is R's index 0, which it drops.
    if periods > end + 1 {
        return Err(FarringtonError::BaselineBeforeStart { position });
    }
    let recent = &source.series.counts[end.saturating_sub(periods)..end];
    let sum: Option<u64> = recent.iter().map(|count| count.map(u64::from)).sum();
    Ok(sum.is_some_and(|sum| sum >= u64::from(cases)))
}

fn require_settings(settings: &FarringtonSettings, frequency: u16) -> Result<(), FarringtonError> {
    let refuse = |setting, must_be| Err(FarringtonError::Setting { setting, must_be });
    if settings.years_back == 0 {
        return refuse("years_back", "at least 1");
    }
    if settings.season_levels == 0 || settings.season_levels > frequency {
        return refuse("season_levels", "between 1 and the periods in a year");
    }
    if !(0.0..=1.0).contains(&settings.alpha) {
        return refuse("alpha", "between 0 and 1");
    }
    if settings.minimum_cases.periods == 0 {
        return refuse("minimum_cases.periods", "at least 1");
    }
    if matches!(settings.reweighting, Reweighting::Above(threshold) if threshold.is_nan()) {
        return refuse("reweighting", "a number");
    }
    if matches!(settings.trend, TrendRule::KeptBelow(p) if p.is_nan()) {
        return refuse("trend", "a number");
    }
    Ok(())
}

fn require_series(series: &CountSeries<'_>) -> Result<(), FarringtonError> {
    let length = series.counts.len();
    let refuse =
        |column, problem, position| Err(FarringtonError::Series { column, problem, position });
    if let Some(dates) = series.dates {
        if dates.len() != length {
            return refuse("dates", "end", dates.len().min(length));
        }
        if let Some(at) = dates.windows(2).position(|pair| pair[0] >= pair[1]) {
            return refuse("dates", "do not ascend", at + 1);
        }
    }
    if let Some(population) = series.population {
        if population.len() != length {
            return refuse("population", "ends", population.len().min(length));
        }
        let proper = |persons: &f64| persons.is_finite() && *persons > 0.0;
        if let Some(at) = population.iter().position(|persons| !proper(persons)) {
            return refuse("population", "is not a positive number", at);
        }
    }
    Ok(())
}

/// `None` for what is not a number.
fn number(value: f64) -> Option<f64> {
    (!value.is_nan()).then_some(value)
}
