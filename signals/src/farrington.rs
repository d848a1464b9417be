//! The Farrington detector and its 2013 improvement: is this count more than its season explains?
//!
//! It does not correct for reporting delay, look across series, or rank what it finds.

mod baseline;
mod bound;
mod calendar;
mod powers;
mod regression;
mod settings;
mod sums;

use std::ops::Range;

use jiff::civil::Date;

pub use self::settings::{
    FarringtonSettings, MinimumCases, PopulationOffset, PowerTransformation, Reweighting,
    StandardErrors, ThresholdMethod, TrendRule,
};

use self::baseline::{Baseline, Source, column};
use self::bound::Forecast;
use self::regression::{LEAST_MEAN, NotConverged, PriorWeights, Regression, Trend, WeighedDown};
use crate::distributions::{CountLaw, student_two_sided};
use crate::series::CountSeries;
use crate::vectors::cube_root;

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
///   doi:10.1002/sim.5595; checked against R surveillance 1.20.3 `farringtonFlexible` and
///   `algo.farrington`.
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
    weighed_down: Vec<WeighedDown>,
    gamma: f64,
    leverage: Vec<f64>,
    spread: Spread,
}

/// Sums of squared relative residuals, over the degrees of freedom.
#[derive(Debug, Default, Clone, Copy)]
struct Spread {
    /// With the weights of the last step: Pearson's estimate.
    pearson: f64,
    /// With the prior weights alone.
    by_prior: f64,
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
            // A bound that is no number judges nothing; the reference says FALSE.
            assessment.alarm = (!enough || !upper_bound.is_nan()).then_some(enough && exceeded);
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
        if self.baseline.levels.iter().all(|sums| sums[column::ROWS] < 2.0) {
            return Err(FarringtonError::TooFewCounts { position });
        }
        let Some(fit) = self.fit_with(source, position, Trend::Linear)? else {
            return self.fit_with(source, position, Trend::Absent);
        };
        let largest = greatest(&self.baseline.counts);
        let kept = source.settings.years_back >= 3
            && fit.forecast.mean <= largest
            && fit.trend.is_some()
            && self.is_trend_significant(source, p_threshold);
        if kept { Ok(Some(fit)) } else { self.fit_with(source, position, Trend::Absent) }
    }

    fn fit_with(
        &mut self,
        source: &Source<'_>,
        position: usize,
        trend: Trend,
    ) -> Result<Option<Fit>, FarringtonError> {
        self.weighed_down.clear();
        self.gamma = 1.0;
        if self.regress(source, trend) == Err(NotConverged) {
            return Ok(None);
        }
        if let Reweighting::Above(threshold) = source.settings.reweighting {
            if self.regression.degrees_of_freedom() < 1.0 {
                return Err(FarringtonError::TooFewCounts { position });
            }
            self.weigh_down_outbreaks(source, threshold);
            // With no row weighed down the second fit is the first.
            if !self.weighed_down.is_empty() && self.regress(source, trend) == Err(NotConverged) {
                return Ok(None);
            }
        }
        Ok(Some(self.forecast(source, position, trend)))
    }

    /// Fits with the prior weights as they are, and takes the spread.
    fn regress(&mut self, source: &Source<'_>, trend: Trend) -> Result<(), NotConverged> {
        let prior = PriorWeights { weighed_down: &self.weighed_down, gamma: self.gamma };
        self.regression.fit(source, &self.baseline, prior, trend)?;
        self.regression.expand(source, &self.baseline);
        let Regression { means, previous_means, .. } = &self.regression;
        let squares = |row: usize| {
            let relative = (self.baseline.counts[row] - means[row]) / means[row];
            relative * relative
        };
        let (mut pearson, mut by_prior) =
            squared_residuals(&self.baseline.counts, means, previous_means);
        for WeighedDown { row, less, .. } in &self.weighed_down {
            pearson += less * previous_means[*row] * squares(*row);
            by_prior += less * squares(*row);
        }
        let factor = self.gamma / self.regression.degrees_of_freedom();
        self.spread = Spread { pearson: pearson * factor, by_prior: by_prior * factor };
        Ok(())
    }

    /// Sets the prior weights of the second fit from the residuals of the first.
    ///
    /// - Source: Farrington et al. 1996, section 3.4; Noufaily et al. 2013, section 2.3.
    fn weigh_down_outbreaks(&mut self, source: &Source<'_>, threshold: f64) {
        let dispersion = self.dispersion();
        self.find_leverage(source);
        let Self { baseline, regression, weighed_down, leverage, .. } = self;
        let rows = baseline.counts.iter().zip(&regression.means).zip(&*leverage).enumerate();
        // Pearson's residual is never the smaller one, and is had without a cube root.
        let least = threshold * threshold * dispersion;
        let mut weights = leverage.len() as f64;
        for (row, ((count, mean), leverage)) in rows {
            let (rest, raised) = (1.0 - leverage, count - mean);
            let is_below = raised <= 0.0 || raised * raised * ROUNDED_UP < least * rest * mean;
            if is_below && threshold >= 0.0 {
                continue;
            }
            let residual = anscombe_residual(*count, *mean, dispersion * rest);
            if residual > threshold && rest > 10.0 * f64::EPSILON {
                let weight = (residual * residual).recip();
                let run = baseline.run_of(row);
                let (level, position) = (run.level, run.position + row - run.row);
                let (time, less) = (source.times[position] - baseline.origin, weight - 1.0);
                weighed_down.push(WeighedDown { row, position, level, time, less });
                weights += less;
            }
        }
        self.gamma = leverage.len() as f64 / weights;
    }

    /// How far each row decides its own mean.
    fn find_leverage(&mut self, source: &Source<'_>) {
        let Self { baseline, regression, leverage, .. } = self;
        leverage.clear();
        for run in &baseline.runs {
            let variance = regression.unscaled_variances(run.level);
            let rows = run.row..run.row + run.length;
            let times = &source.times[run.position..run.position + run.length];
            for (mean, time) in regression.previous_means[rows].iter().zip(times) {
                leverage.push(mean * variance.at(time - baseline.origin));
            }
        }
    }

    /// Pearson's estimate with the weights of the last step, at least 1.
    fn dispersion(&self) -> f64 {
        self.spread.pearson.max(1.0)
    }

    /// Dispersions that scale the standard errors of the trend and of the forecast.
    ///
    /// - Differs: see [`StandardErrors`]; trends and bounds depend on it.
    fn error_dispersions(&self, source: &Source<'_>) -> (f64, f64) {
        match (source.settings.errors, source.settings.reweighting) {
            (StandardErrors::ByDispersion, _) => (self.spread.pearson, self.dispersion()),
            (StandardErrors::ByPriorWeights, Reweighting::None) => {
                (self.spread.pearson, self.spread.pearson)
            }
            (StandardErrors::ByPriorWeights, Reweighting::Above(_)) => {
                (self.spread.by_prior, self.spread.by_prior)
            }
        }
    }

    fn is_trend_significant(&self, source: &Source<'_>, p_threshold: f64) -> bool {
        let (dispersion, _) = self.error_dispersions(source);
        let variance = dispersion * self.regression.slope_unscaled_variance();
        let t = self.regression.slope() / variance.sqrt();
        // With every trend significant, only one that is nothing but rounding is not.
        let surely = p_threshold >= 1.0 && t.abs() > 1e-9;
        surely || student_two_sided(t, self.regression.degrees_of_freedom()) < p_threshold
    }

    fn forecast(&self, source: &Source<'_>, position: usize, trend: Trend) -> Fit {
        let level = self.baseline.current_level;
        let time = source.times[position] - self.baseline.forecast_lag - self.baseline.origin;
        let predictor = self.regression.predictor(time, level) + source.offset(position);
        let (_, dispersion) = self.error_dispersions(source);
        let variance = dispersion * self.regression.unscaled_variances(level).at(time);
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

/// Anscombe's residual of a Poisson count, over the root of `scale`.
fn anscombe_residual(count: f64, mean: f64, scale: f64) -> f64 {
    let (count_root, mean_root) = (cube_root(count), cube_root(mean));
    let raw = 1.5 * (count_root * count_root / mean_root.sqrt() - mean.sqrt());
    raw / scale.sqrt()
}

/// Sums of squared relative residuals: with the previous means as weights, and without weights.
fn squared_residuals(counts: &[f64], means: &[f64], previous_means: &[f64]) -> (f64, f64) {
    const LANES: usize = 4;
    let (mut weighed, mut plain) = ([0.0; LANES], [0.0; LANES]);
    let mut add = |lane: usize, count: f64, mean: f64, weight: f64| {
        let relative = (count - mean) / mean;
        let square = relative * relative;
        weighed[lane] += weight * square;
        plain[lane] += square;
    };
    let whole = counts.len() - counts.len() % LANES;
    let chunks = counts.chunks_exact(LANES).zip(means.chunks_exact(LANES));
    for ((counts, means), weights) in chunks.zip(previous_means.chunks_exact(LANES)) {
        for lane in 0..LANES {
            add(lane, counts[lane], means[lane], weights[lane]);
        }
    }
    for row in whole..counts.len() {
        add(row - whole, counts[row], means[row], previous_means[row]);
    }
    let total = |lanes: [f64; LANES]| (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
    (total(weighed), total(plain))
}

/// The largest of some counts, 0 if there are none.
fn greatest(counts: &[f64]) -> f64 {
    counts.iter().fold(0.0, |most, count| if *count > most { *count } else { most })
}

/// More than rounding can take from a square.
const ROUNDED_UP: f64 = 1.0 + 1e-9;

/// `None` for what is not a number.
fn number(value: f64) -> Option<f64> {
    (!value.is_nan()).then_some(value)
}
