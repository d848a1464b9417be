//! The CUSUM detector: has a count stayed above what was expected long enough to add up?
//!
//! It does not start again after an alarm, and it does not know years unless the mean does.

mod anscombe;

use std::ops::Range;

use crate::harmonic::{SeasonalMean, SeasonalMeanError, Spread};

/// Everything the CUSUM detector can be told.
#[derive(Debug, Clone, PartialEq)]
pub struct CusumSettings {
    /// What each standardised count must exceed to add to the sum (k).
    pub reference: f64,
    /// Sum at which there is an alarm (h).
    pub decision: f64,
    /// What counts are compared with (m).
    pub mean: ExpectedCount,
    /// How a count and its mean become a nearly normal number (trans).
    pub transformation: Standardisation,
}

/// What counts are compared with.
#[derive(Debug, Clone, PartialEq)]
pub enum ExpectedCount {
    /// The mean of all known counts before the range.
    MeanBefore,
    /// One mean for the whole range.
    Constant(f64),
    /// One mean for each period of the range.
    Given(Vec<f64>),
    /// A seasonal mean fitted to the counts before the range.
    Seasonal(SeasonalMean),
}

/// How a count y and its mean m become a nearly normal number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Standardisation {
    /// (y - m) / sqrt(m).
    Standard,
    /// (y - 3 m + 2 sqrt(y m)) / (2 sqrt(m)).
    ///
    /// - Source: Rossi, Lampugnani & Marchi 1999, Statistics in Medicine 18:2111.
    Rossi,
    /// Anscombe's residual of a Poisson count.
    ///
    /// - Source: `McCullagh` & Nelder 1989, "Generalized Linear Models", section 2.4.
    Anscombe,
    /// The same with the mean of the transformed count to second order.
    ///
    /// - Source: Pierce & Schafer 1986, JASA 81:977, doi:10.1080/01621459.1986.10478361.
    AnscombeSecondOrder,
    /// Pearson's residual of a count with variance m + alpha m^2.
    PearsonNegativeBinomial {
        /// The alpha of the variance.
        alpha: f64,
    },
    /// Anscombe's residual of a count with variance m + alpha m^2.
    ///
    /// - Source: as [`Standardisation::Anscombe`]: the integral of the variance to the power -1/3.
    /// - Differs: kept as the reference has it: alpha y and alpha m are rounded to hundredths up to 10, and
    ///   the curve runs straight between whole numbers from there to 100; it has no answer beyond, this has.
    AnscombeNegativeBinomial {
        /// The alpha of the variance.
        alpha: f64,
    },
    /// The count itself; the mean is not looked at.
    Raw,
}

impl CusumSettings {
    /// The published detector on Rossi's variable, tuned to 500 weeks between false alarms and seven to
    /// the detection of a shift.
    ///
    /// - Source: Rossi, Lampugnani & Marchi 1999, Statistics in Medicine 18:2111.
    pub fn rossi_1999() -> Self {
        Self { transformation: Standardisation::Rossi, ..Self::standard() }
    }

    /// The same on the plain standardised count: the reference's default.
    ///
    /// - Source: as [`CusumSettings::rossi_1999`]; defaults of R surveillance 1.20.3 `algo.cusum`.
    pub fn standard() -> Self {
        Self {
            reference: 1.04,
            decision: 2.26,
            mean: ExpectedCount::MeanBefore,
            transformation: Standardisation::Standard,
        }
    }
}

/// What the detector says of one period.
#[derive(Debug, Clone, PartialEq)]
pub struct CusumAssessment {
    /// Position in the series, from 0.
    pub position: usize,
    /// Reported count; `None` where nothing was reported.
    pub observed: Option<u32>,
    /// Expected count.
    pub expected: f64,
    /// Cumulative sum after this period.
    pub sum: f64,
    /// Least count that is an alarm.
    ///
    /// - Differs: kept as the reference has it: rounded up for `Standard` only, never below 0, and for
    ///   `Raw` and `AnscombeNegativeBinomial` what the sum lacks of the decision after this period.
    pub upper_bound: f64,
    /// Whether the sum has reached the decision; `None` where the count is missing.
    pub alarm: Option<bool>,
}

/// Why a series cannot be assessed with these settings.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CusumError {
    /// A setting outside its range.
    #[error("setting {setting} must be {must_be}")]
    Setting {
        /// Name of the field.
        setting: &'static str,
        /// What it may be.
        must_be: &'static str,
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
    /// Nothing is known of the mean.
    #[error("no count is known before position {first}; use a later range or give the mean")]
    NothingBefore {
        /// First position of the range.
        first: usize,
    },
    /// One mean for each period was promised.
    #[error("the range has {periods} periods, but {means} means were given; give one for each")]
    MeansMissing {
        /// Periods in the range.
        periods: usize,
        /// Means that were given.
        means: usize,
    },
    /// A mean of nothing has no standardised count.
    #[error(
        "the expected count at position {position} is {mean}; it must be above 0: use a range with \
         cases before it, or give the mean"
    )]
    MeanNotPositive {
        /// First such position.
        position: usize,
        /// The mean there.
        mean: f64,
    },
    /// The seasonal mean was not found.
    #[error(transparent)]
    SeasonalMean(#[from] SeasonalMeanError),
}

/// Assesses the periods in `evaluated`; the sum starts at 0 with the first.
///
/// - Shape: `counts` oldest first, one for each period; missing ones are `None`. One assessment for each
///   position in `evaluated`, in order.
/// - Source: see [`CusumSettings::rossi_1999`] and [`Standardisation`]; checked against R surveillance
///   1.20.3 `algo.cusum`.
/// - Differs: a missing count leaves the sum as it was and has no verdict; in R nothing after it has.
///   R answers a mean of 0 with endless alarms; this refuses it.
///
/// # Errors
///
/// Settings out of range, positions beyond the end, or no positive mean to compare with.
pub fn cusum(
    counts: &[Option<u32>],
    evaluated: Range<usize>,
    settings: &CusumSettings,
) -> Result<Vec<CusumAssessment>, CusumError> {
    require_settings(settings)?;
    if evaluated.is_empty() {
        return Ok(Vec::new());
    }
    require_range(counts, &evaluated)?;
    let means = expected_counts(counts, &evaluated, &settings.mean)?;
    if settings.transformation != Standardisation::Raw {
        require_positive(&means, evaluated.start)?;
    }
    let mut sum = 0.0;
    let assess = |(position, expected): (usize, f64)| {
        let observed: Option<u32> = counts[position];
        let wanted = settings.decision + settings.reference - sum;
        if let Some(count) = observed {
            let standardised = settings.transformation.apply(f64::from(count), expected);
            sum = (sum + standardised - settings.reference).max(0.0);
        }
        let upper_bound = settings.transformation.count_at(wanted, expected);
        CusumAssessment {
            position,
            observed,
            expected,
            sum,
            upper_bound: upper_bound.unwrap_or(settings.decision - sum).max(0.0),
            alarm: observed.map(|_| sum >= settings.decision),
        }
    };
    Ok(evaluated.zip(means).map(assess).collect())
}

impl Standardisation {
    pub(crate) fn apply(self, count: f64, mean: f64) -> f64 {
        let sixth = || libm::cbrt(mean).sqrt();
        match self {
            Self::Standard => (count - mean) / mean.sqrt(),
            Self::Rossi => (count - 3.0 * mean + 2.0 * (count * mean).sqrt()) / (2.0 * mean.sqrt()),
            Self::Anscombe => 1.5 * (two_thirds(count) - two_thirds(mean)) / sixth(),
            Self::AnscombeSecondOrder => {
                let centre = two_thirds(mean) - libm::cbrt(mean).recip() / 9.0;
                (two_thirds(count) - centre) / (2.0 / 3.0 * sixth())
            }
            Self::PearsonNegativeBinomial { alpha } => {
                (count - mean) / (mean + alpha * mean * mean).sqrt()
            }
            Self::AnscombeNegativeBinomial { alpha } => {
                let sixth = libm::cbrt(mean + alpha * mean * mean).sqrt();
                (anscombe::stabilised(count, alpha) - anscombe::stabilised(mean, alpha)) / sixth
            }
            Self::Raw => count,
        }
    }

    /// Count whose standardised value is `wanted`, or not a number where there is none; `None` where the
    /// reference does not ask.
    ///
    /// - Differs: the reference inverts the second-order residual around m^(2/3) - m^(1/3) / 9, where
    ///   the residual itself has m^(-1/3); kept.
    fn count_at(self, wanted: f64, mean: f64) -> Option<f64> {
        let sixth = || libm::cbrt(mean).sqrt();
        Some(match self {
            Self::Standard => (mean + mean.sqrt() * wanted).ceil(),
            Self::Rossi => {
                let root = (4.0 * mean + 2.0 * mean.sqrt() * wanted).sqrt() - mean.sqrt();
                root * root
            }
            Self::Anscombe => libm::pow(two_thirds(mean) + 2.0 / 3.0 * sixth() * wanted, 1.5),
            Self::AnscombeSecondOrder => {
                let centre = two_thirds(mean) - libm::cbrt(mean) / 9.0;
                libm::pow(centre + 2.0 / 3.0 * sixth() * wanted, 1.5)
            }
            Self::PearsonNegativeBinomial { alpha } => {
                mean + (mean + alpha * mean * mean).sqrt() * wanted
            }
            Self::AnscombeNegativeBinomial { .. } | Self::Raw => return None,
        })
    }
}

fn two_thirds(value: f64) -> f64 {
    let cube_root = libm::cbrt(value);
    cube_root * cube_root
}

fn require_settings(settings: &CusumSettings) -> Result<(), CusumError> {
    let refuse = |setting, must_be| Err(CusumError::Setting { setting, must_be });
    if !settings.reference.is_finite() {
        return refuse("reference", "a finite number");
    }
    if !(settings.decision > 0.0 && settings.decision.is_finite()) {
        return refuse("decision", "above 0 and finite");
    }
    if let Standardisation::PearsonNegativeBinomial { alpha }
    | Standardisation::AnscombeNegativeBinomial { alpha } = settings.transformation
        && !(alpha >= 0.0 && alpha.is_finite())
    {
        return refuse("alpha", "0 or more and finite");
    }
    Ok(())
}

/// Refuses positions beyond the end.
pub(crate) fn require_range(
    counts: &[Option<u32>],
    evaluated: &Range<usize>,
) -> Result<(), CusumError> {
    if evaluated.end <= counts.len() {
        return Ok(());
    }
    let (first, last) = (evaluated.start, evaluated.end - 1);
    Err(CusumError::RangeOutside { first, last, length: counts.len() })
}

/// Refuses means that are not above 0.
pub(crate) fn require_positive(means: &[f64], first: usize) -> Result<(), CusumError> {
    let proper = |mean: &f64| *mean > 0.0 && mean.is_finite();
    match means.iter().position(|mean| !proper(mean)) {
        None => Ok(()),
        Some(at) => Err(CusumError::MeanNotPositive { position: first + at, mean: means[at] }),
    }
}

/// The mean of each period in `evaluated`, which lies within the series.
pub(crate) fn expected_counts(
    counts: &[Option<u32>],
    evaluated: &Range<usize>,
    mean: &ExpectedCount,
) -> Result<Vec<f64>, CusumError> {
    let first = evaluated.start;
    let means = match mean {
        ExpectedCount::MeanBefore => {
            let known: Vec<f64> =
                counts[..first].iter().flatten().copied().map(f64::from).collect();
            let mean = crate::rki::mean(&known).ok_or(CusumError::NothingBefore { first })?;
            vec![mean; evaluated.len()]
        }
        ExpectedCount::Constant(mean) => vec![*mean; evaluated.len()],
        ExpectedCount::Given(means) => means.clone(),
        ExpectedCount::Seasonal(model) => {
            model.require_frequency()?;
            let fitted = model.fit(counts, first, Spread::Poisson)?;
            evaluated.clone().map(|position| fitted.mean(position)).collect()
        }
    };
    if means.len() != evaluated.len() {
        return Err(CusumError::MeansMissing { periods: evaluated.len(), means: means.len() });
    }
    Ok(means)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(counts: &[u32]) -> Vec<Option<u32>> {
        counts.iter().copied().map(Some).collect()
    }

    fn settings(transformation: Standardisation) -> CusumSettings {
        let mean = ExpectedCount::Constant(4.0);
        CusumSettings { reference: 1.0, decision: 2.0, mean, transformation }
    }

    /// R: `algo.cusum` with k = 1, h = 2, m = 4 on this series, from its third count.
    #[test]
    fn sums_and_bounds_are_those_of_the_reference() {
        let counts = some(&[1, 1, 30, 2, 0, 0]);
        let nb = Standardisation::PearsonNegativeBinomial { alpha: 0.3 };
        for (transformation, sums, bounds) in [
            (Standardisation::Standard, [12.0, 10.0, 7.0, 4.0], [10.0, 0.0, 0.0, 0.0]),
            (
                Standardisation::Rossi,
                [8.977_225_575_051_66, 6.891_439_137_424_76, 2.891_439_137_424_76, 0.0],
                [10.833_989_511_483_27, 0.0, 1.798_357_412_397_29, 4.218_575_249_304_27],
            ),
            (
                Standardisation::Anscombe,
                [7.494_641_485_903_3, 5.384_523_060_745_61, 1.384_523_060_745_61, 0.0],
                [11.313_708_498_984_76, 0.0, 0.371_702_761_249_67, 7.633_135_772_430_31],
            ),
            (
                Standardisation::AnscombeSecondOrder,
                [7.577_974_819_236_63, 5.551_189_727_412_27, 1.634_523_060_745_6, 0.0],
                [10.725_003_320_206_468, 0.0, 0.089_844_916_405_399_8, 6.520_959_258_726_922],
            ),
            (
                nb,
                [
                    7.764_598_212_022_15,
                    6.090_398_349_558_9,
                    3.741_998_624_632_42,
                    1.393_598_899_705_94,
                ],
                [12.899_438_184_514_8, 0.0, 0.0, 1.798_876_369_029_59],
            ),
            (Standardisation::Raw, [29.0, 30.0, 29.0, 28.0], [0.0; 4]),
        ] {
            let found = cusum(&counts, 2..6, &settings(transformation)).unwrap();
            for (assessed, (sum, bound)) in found.iter().zip(sums.iter().zip(bounds)) {
                let what = format!("{transformation:?} at {}", assessed.position);
                assert!((assessed.sum - sum).abs() < 1e-12, "{what}: sum {}", assessed.sum);
                let ours = assessed.upper_bound;
                assert!((ours - bound).abs() < 1e-12, "{what}: bound {ours}");
                assert_eq!(assessed.alarm, Some(*sum >= 2.0), "{what}");
            }
        }
    }

    #[test]
    fn a_missing_count_leaves_the_sum_and_has_no_verdict() {
        let counts = [Some(9), None, Some(4)];
        let found = cusum(&counts, 0..3, &settings(Standardisation::Standard)).unwrap();
        assert_eq!(found.iter().map(|week| week.sum).collect::<Vec<_>>(), [1.5, 1.5, 0.5]);
        assert_eq!(found[1].alarm, None);
    }

    #[test]
    fn what_cannot_be_compared_is_refused_with_the_reason() {
        let counts = some(&[0, 0, 0, 3]);
        let standard = CusumSettings::standard();
        let refused = |counts: &[Option<u32>], range, settings: &CusumSettings| {
            cusum(counts, range, settings).unwrap_err().to_string()
        };
        assert!(refused(&counts, 2..4, &standard).contains("must be above 0"));
        assert!(refused(&counts, 0..2, &standard).contains("no count is known"));
        assert!(refused(&counts, 2..5, &standard).contains("has 4"));
        let given = |mean| CusumSettings { mean, ..CusumSettings::standard() };
        assert!(
            refused(&counts, 2..4, &given(ExpectedCount::Given(vec![1.0]))).contains("2 periods")
        );
        let model =
            SeasonalMean { harmonics: 1, slope: crate::harmonic::Slope::Absent, frequency: 52 };
        let seasonal = given(ExpectedCount::Seasonal(model));
        assert!(refused(&counts, 2..4, &seasonal).contains("more than 3 known counts"));
        assert!(refused(&[Some(0); 80], 60..80, &seasonal).contains("no fit"));
    }
}
