//! The regression chart: has the mean of the counts changed by a factor since some earlier period?
//!
//! It starts again after each alarm. It does not look for gradual changes, and the mean before the
//! change must be known or fitted.

mod epidemic;
mod likelihood;

use std::ops::Range;

use crate::cusum::{CusumError, ExpectedCount};
use crate::harmonic::{SeasonalMeanError, Spread};

use self::likelihood::{Chart, Law};

/// Everything the regression chart can be told.
#[derive(Debug, Clone, PartialEq)]
pub struct GlrSettings {
    /// Statistic at which there is an alarm (c.ARL).
    pub threshold: f64,
    /// The mean as long as nothing has changed (mu0).
    pub mean: ExpectedCount,
    /// Whether a seasonal mean is learnt anew after an alarm (refit).
    pub after_alarm: MeanAfterAlarm,
    /// How counts spread around their mean (alpha).
    pub spread: GlrSpread,
    /// Which changes are sought (dir); a known shift has its own direction.
    pub direction: ChangeDirection,
    /// What is known of the change (theta, Mtilde, M).
    pub shift: Shift,
    /// How the likeliest factor of negative binomial counts is sought.
    pub search: FactorSearch,
    /// Whether the least count that is an alarm is sought too, which takes longer (ret).
    pub bound: CaseBound,
}

/// Which mean holds after an alarm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeanAfterAlarm {
    /// The one there was.
    Kept,
    /// A seasonal one is fitted again, to all counts up to the alarm; the alpha stays.
    Refitted,
}

/// How counts spread around their mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum GlrSpread {
    /// Variance equal to the mean.
    Poisson,
    /// Variance mean + alpha mean^2, alpha above 0.
    NegativeBinomial {
        /// The alpha of the variance.
        alpha: f64,
    },
    /// The same with the alpha fitted beside the seasonal mean.
    FittedNegativeBinomial,
}

/// Which changes of the mean are sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeDirection {
    /// Only rises.
    Rise,
    /// Only falls.
    Fall,
}

/// What is known of a change.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shift {
    /// Nothing: the likeliest factor and moment decide (generalised likelihood ratio).
    Unknown {
        /// Least periods since the change (Mtilde), at least 1.
        shortest: usize,
        /// Most periods looked back on (M); `None` looks back to the last alarm.
        longest: Option<usize>,
    },
    /// The log of the factor by which the mean changes (likelihood ratio CUSUM).
    Known(f64),
    /// The mean rises by an unknown multiple of the count before: cases that infect others. There is
    /// no bound, and falls are not sought.
    Epidemic {
        /// Least periods since the change (Mtilde), at least 1.
        shortest: usize,
        /// Most periods looked back on (M); `None` looks back to the last alarm.
        longest: Option<usize>,
    },
}

/// How the likeliest factor of negative binomial counts is sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactorSearch {
    /// As the reference does: by steps that run away, and leave a statistic of 0, where counts lie far
    /// from their mean. It misses 8 cases where 0.6 are expected.
    AsReference,
    /// By steps that cannot: what is likeliest is always found.
    Sure,
}

/// Whether the bound of each period is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseBound {
    /// Only the statistic.
    Skipped,
    /// The least count that is an alarm as well; for falls, the least that is none.
    Computed,
}

impl GlrSettings {
    /// Counts data chart for rises, with the reference's defaults and a seasonal mean.
    ///
    /// - Source: Höhle & Paul 2008, Computational Statistics & Data Analysis 52:4357,
    ///   doi:10.1016/j.csda.2008.02.015.
    pub fn hoehle_paul_2008(mean: ExpectedCount) -> Self {
        Self {
            threshold: 5.0,
            mean,
            after_alarm: MeanAfterAlarm::Kept,
            spread: GlrSpread::Poisson,
            direction: ChangeDirection::Rise,
            shift: Shift::Unknown { shortest: 1, longest: None },
            search: FactorSearch::AsReference,
            bound: CaseBound::Skipped,
        }
    }
}

/// What the chart says of one period.
#[derive(Debug, Clone, PartialEq)]
pub struct GlrAssessment {
    /// Position in the series, from 0.
    pub position: usize,
    /// Reported count; `None` where nothing was reported.
    pub observed: Option<u32>,
    /// Mean as long as nothing has changed.
    pub expected: f64,
    /// The statistic after this period.
    pub statistic: f64,
    /// Least count that is an alarm; for falls, the least that is none. `None` where it was not sought,
    /// nothing was reported, or there is none up to 10,000.
    pub upper_bound: Option<f64>,
    /// Whether the statistic has reached its threshold; `None` where the count is missing.
    pub alarm: Option<bool>,
}

/// The mean and spread a chart was run with, and what it says.
#[derive(Debug, Clone, PartialEq)]
pub struct GlrChart {
    /// One assessment for each period.
    pub assessments: Vec<GlrAssessment>,
    /// Alpha of the variance; 0 for Poisson.
    pub alpha: f64,
}

/// Why a series cannot be assessed with these settings.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum GlrError {
    /// A setting outside its range.
    #[error("setting {setting} must be {must_be}")]
    Setting {
        /// Name of the field.
        setting: &'static str,
        /// What it may be.
        must_be: &'static str,
    },
    /// The mean cannot be had, or the range not assessed.
    #[error(transparent)]
    Mean(#[from] CusumError),
    /// The seasonal mean was not found.
    #[error(transparent)]
    SeasonalMean(#[from] SeasonalMeanError),
}

/// Runs the chart over the periods in `evaluated`, from the first on.
///
/// - Shape: `counts` oldest first, one for each period; missing ones are `None`, add nothing to the
///   statistic and have no verdict. One assessment for each position in `evaluated`, in order.
/// - Source: see [`GlrSettings::hoehle_paul_2008`]; checked against R surveillance 1.20.3 `algo.glrpois`
///   and `algo.glrnb`.
/// - Differs: kept as the reference has it: under Poisson, stretches without any case are passed over,
///   `shortest` counts from the last alarm where `longest` is `None` and one more period is asked of
///   a stretch where it is not. The reference has no bound for negative binomial counts of 0 and none
///   for their falls; this has. Its search for the factor of such counts runs away at times and is
///   offered beside a sure one ([`FactorSearch`]); bounds are always sought surely. In the epidemic
///   chart, the search for the likeliest multiple is the reference's and may miss it (see
///   `epidemic.rs`), there is no sure one, and a count after a missing one adds nothing.
///
/// # Errors
///
/// Settings out of range, positions beyond the end, or no positive mean to compare with.
pub fn glr(
    counts: &[Option<u32>],
    evaluated: Range<usize>,
    settings: &GlrSettings,
) -> Result<GlrChart, GlrError> {
    require_settings(settings)?;
    if evaluated.is_empty() {
        return Ok(GlrChart { assessments: Vec::new(), alpha: 0.0 });
    }
    let (mut means, alpha) = means_and_alpha(counts, &evaluated, settings)?;
    let mut chart = Chart::new(Law::new(alpha), settings);
    let mut assessments = Vec::with_capacity(evaluated.len());
    for position in evaluated.clone() {
        let expected = means[position - evaluated.start];
        let assessed = chart.assess(position, counts[position], expected);
        let alarms = assessed.alarm == Some(true);
        assessments.push(assessed);
        let next = position + 1;
        if alarms && settings.after_alarm == MeanAfterAlarm::Refitted && next < evaluated.end {
            let later = refitted(counts, next..evaluated.end, settings, alpha)?;
            means[next - evaluated.start..].copy_from_slice(&later);
        }
    }
    Ok(GlrChart { assessments, alpha })
}

impl Chart<'_> {
    /// Takes in one count, and starts again if it is an alarm.
    fn assess(&mut self, position: usize, observed: Option<u32>, expected: f64) -> GlrAssessment {
        let Some(count) = observed else {
            self.pass_over();
            let statistic = self.statistic();
            return GlrAssessment {
                position,
                observed,
                expected,
                statistic,
                upper_bound: None,
                alarm: None,
            };
        };
        let upper_bound = match self.settings().bound {
            CaseBound::Skipped => None,
            CaseBound::Computed => self.bound(expected),
        };
        let statistic = self.add(f64::from(count), expected);
        let alarm = statistic >= self.settings().threshold;
        if alarm {
            self.start_again();
        }
        let alarm = Some(alarm);
        GlrAssessment { position, observed, expected, statistic, upper_bound, alarm }
    }
}

/// The seasonal mean of the periods in `later`, learnt from all before them.
fn refitted(
    counts: &[Option<u32>],
    later: Range<usize>,
    settings: &GlrSettings,
    alpha: f64,
) -> Result<Vec<f64>, GlrError> {
    let spread =
        if alpha > 0.0 { GlrSpread::NegativeBinomial { alpha } } else { GlrSpread::Poisson };
    let (means, _) = means_and_alpha(counts, &later, &GlrSettings { spread, ..settings.clone() })?;
    Ok(means)
}

fn require_settings(settings: &GlrSettings) -> Result<(), GlrError> {
    let refuse = |setting, must_be| Err(GlrError::Setting { setting, must_be });
    if !(settings.threshold > 0.0 && settings.threshold.is_finite()) {
        return refuse("threshold", "above 0 and finite");
    }
    if let GlrSpread::NegativeBinomial { alpha } = settings.spread
        && !(alpha > 0.0 && alpha.is_finite())
    {
        return refuse("alpha", "above 0 and finite; for 0 choose Poisson");
    }
    match settings.shift {
        Shift::Unknown { shortest: 0, .. } | Shift::Epidemic { shortest: 0, .. } => {
            refuse("shortest", "at least 1")
        }
        Shift::Unknown { shortest, longest: Some(longest) }
        | Shift::Epidemic { shortest, longest: Some(longest) }
            if longest.saturating_add(spare_period(settings)) < shortest =>
        {
            refuse("longest", "at least as long as `shortest`")
        }
        Shift::Epidemic { .. } if settings.bound == CaseBound::Computed => {
            refuse("bound", "skipped where the change is an epidemic")
        }
        _ if settings.after_alarm == MeanAfterAlarm::Refitted
            && !matches!(settings.mean, ExpectedCount::Seasonal(_)) =>
        {
            refuse("after_alarm", "`Kept`, unless the mean is seasonal")
        }
        Shift::Known(shift) if shift == 0.0 || !shift.is_finite() => {
            refuse("shift", "finite and not 0")
        }
        _ if settings.spread == GlrSpread::FittedNegativeBinomial
            && !matches!(settings.mean, ExpectedCount::Seasonal(_)) =>
        {
            refuse("spread", "given, unless the mean is fitted too")
        }
        _ => Ok(()),
    }
}

/// By how many periods a stretch may be longer than it is told to look back.
fn spare_period(settings: &GlrSettings) -> usize {
    let is_plain = matches!(settings.shift, Shift::Unknown { .. });
    usize::from(!is_plain || settings.spread != GlrSpread::Poisson)
}

fn means_and_alpha(
    counts: &[Option<u32>],
    evaluated: &Range<usize>,
    settings: &GlrSettings,
) -> Result<(Vec<f64>, f64), GlrError> {
    crate::cusum::require_range(counts, evaluated)?;
    let first = evaluated.start;
    let (means, alpha) = match (&settings.mean, settings.spread) {
        (ExpectedCount::Seasonal(model), GlrSpread::FittedNegativeBinomial) => {
            model.require_frequency()?;
            let (fitted, alpha) = model.fit_with_alpha(counts, first)?;
            (evaluated.clone().map(|position| fitted.mean(position)).collect(), alpha)
        }
        (ExpectedCount::Seasonal(model), GlrSpread::NegativeBinomial { alpha }) => {
            model.require_frequency()?;
            let fitted = model.fit(counts, first, Spread::NegativeBinomial(alpha))?;
            (evaluated.clone().map(|position| fitted.mean(position)).collect(), alpha)
        }
        (mean, GlrSpread::NegativeBinomial { alpha }) => {
            (crate::cusum::expected_counts(counts, evaluated, mean)?, alpha)
        }
        (mean, _) => (crate::cusum::expected_counts(counts, evaluated, mean)?, 0.0),
    };
    crate::cusum::require_positive(&means, first)?;
    Ok((means, alpha))
}

#[cfg(test)]
mod tests;
