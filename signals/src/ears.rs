//! The EARS detectors C1, C2 and C3: is this count far above the last few?
//!
//! It does not know seasons or trends: the baseline is a short stretch just before.

use std::ops::Range;

use crate::distributions::{normal_quantile, normal_upper_tail, student_upper_tail};

/// Which of the three detectors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EarsMethod {
    /// The baseline ends with the period before.
    C1,
    /// Two guard periods keep a slow rise out of its own baseline.
    C2,
    /// As C2, but the excess of the two periods before decides: the reference's C3.
    C3,
    /// As C2, but the excess of this period and of the two before decides: C3 as published.
    PublishedC3,
}

/// Everything the EARS detectors can be told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EarsSettings {
    /// Which detector.
    pub method: EarsMethod,
    /// Periods in the baseline, at least 3.
    pub baseline: usize,
    /// Least standard deviation, so that a flat baseline does not alarm at one case more.
    pub minimum_sigma: f64,
    /// Nominal chance of an alarm without an outbreak, one-sided, 0 to 1.
    pub alpha: f64,
}

impl EarsSettings {
    /// C1 as published: seven periods, three standard deviations.
    ///
    /// - Source: Fricker, Hegler & Dunfee 2008, Statistics in Medicine 27:3407, doi:10.1002/sim.3197.
    pub fn c1() -> Self {
        Self { method: EarsMethod::C1, baseline: 7, minimum_sigma: 0.0, alpha: 0.001 }
    }

    /// C2 as published: C1 with two guard periods.
    ///
    /// - Source: as [`EarsSettings::c1`].
    pub fn c2() -> Self {
        Self { method: EarsMethod::C2, ..Self::c1() }
    }

    /// C3 as R surveillance has it: the excess of C2 over the two periods before, at two standard
    /// deviations.
    ///
    /// - Source: as [`EarsSettings::c1`]; R surveillance 1.20.3 `earsC`.
    pub fn c3() -> Self {
        Self { method: EarsMethod::C3, alpha: 0.025, ..Self::c1() }
    }

    /// C3 as published: the excess of C2 over this period and the two before.
    ///
    /// - Source: Hutwagner et al. 2003, Journal of Urban Health 80:i89, doi:10.1007/PL00022319.
    pub fn published_c3() -> Self {
        Self { method: EarsMethod::PublishedC3, ..Self::c3() }
    }

    /// First position that can be assessed.
    pub fn first_position(&self) -> usize {
        self.baseline.saturating_add(match self.method {
            EarsMethod::C1 => 0,
            EarsMethod::C2 => 2,
            EarsMethod::C3 | EarsMethod::PublishedC3 => 4,
        })
    }
}

/// What the detector says of one period.
#[derive(Debug, Clone, PartialEq)]
pub struct EarsAssessment {
    /// Position in the series, from 0.
    pub position: usize,
    /// Reported count; `None` where nothing was reported.
    pub observed: Option<u32>,
    /// Mean of the baseline; `None` where a period of it is missing.
    pub expected: Option<f64>,
    /// Standard deviation of the baseline, not below the least one.
    pub sigma: Option<f64>,
    /// Bound above which a count is an alarm; -1 where the two periods before suffice for one.
    pub upper_bound: Option<f64>,
    /// Whether the count lies above its bound; `None` where either is missing.
    pub alarm: Option<bool>,
    /// Upper normal tail of the standardised count; for C3 of the excess that decides.
    ///
    /// - Differs: nominal. Counts are not normal and the baseline is short, so false-discovery control
    ///   should not rest on it alone. `None` where the baseline has no spread.
    pub p_value: Option<f64>,
}

impl EarsAssessment {
    /// Chance of so high a count when the mean and the spread are known from `baseline` counts only.
    ///
    /// - Shape: `None` where a count is missing or the baseline has no spread; for C1 and C2.
    /// - Source: Student's t of a new observation, with `baseline - 1` degrees of freedom.
    /// - Differs: from [`EarsAssessment::p_value`], which takes both for known: at the usual bound that
    ///   says 0.1 % where this says 1.4 %.
    pub fn prediction_p_value(&self, baseline: usize) -> Option<f64> {
        let (mean, sigma) = self.expected.zip(self.sigma.filter(|sigma| *sigma > 0.0))?;
        let n = baseline as f64;
        let t = (f64::from(self.observed?) - mean) / (sigma * (1.0 + 1.0 / n).sqrt());
        Some(student_upper_tail(t, n - 1.0))
    }
}

/// Why a series cannot be assessed with these settings.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum EarsError {
    /// A standard deviation needs at least three periods.
    #[error("a baseline of {baseline} periods is too short; use at least 3")]
    BaselineTooShort {
        /// Baseline that was given.
        baseline: usize,
    },
    /// The least standard deviation is negative or not a number.
    #[error("the least standard deviation is {minimum_sigma}; use 0 or more")]
    MinimumSigma {
        /// Value that was given.
        minimum_sigma: f64,
    },
    /// Alpha is not a probability.
    #[error("alpha is {alpha}; use a number between 0 and 1")]
    Alpha {
        /// Value that was given.
        alpha: f64,
    },
    /// Positions before the first full baseline, or beyond the end.
    #[error(
        "positions {first} to {last} were asked for, but this series can be assessed from \
         {possible} to its end at {length}"
    )]
    RangeOutside {
        /// First position.
        first: usize,
        /// Last position.
        last: usize,
        /// First position with a full baseline.
        possible: usize,
        /// Length of the series.
        length: usize,
    },
}

/// Assesses the periods in `evaluated`, each against the few before it.
///
/// - Shape: `counts` oldest first, one for each period; missing ones are `None`. One assessment for each
///   position in `evaluated`, in order.
/// - Source: Hutwagner et al. 2003, Journal of Urban Health 80:i89; checked against R surveillance
///   1.20.3 `earsC`.
/// - Differs: the published C3 counts the excess of the current period too; the reference's only that of
///   the two before. Both are there. R stops when C3 is asked for a single period; this does not.
///
/// # Errors
///
/// Settings out of range, or positions without a full baseline.
pub fn ears(
    counts: &[Option<u32>],
    evaluated: Range<usize>,
    settings: &EarsSettings,
) -> Result<Vec<EarsAssessment>, EarsError> {
    let EarsSettings { baseline, minimum_sigma, alpha, .. } = *settings;
    if baseline < 3 {
        return Err(EarsError::BaselineTooShort { baseline });
    }
    if minimum_sigma.is_nan() || minimum_sigma < 0.0 {
        return Err(EarsError::MinimumSigma { minimum_sigma });
    }
    if !(0.0..=1.0).contains(&alpha) {
        return Err(EarsError::Alpha { alpha });
    }
    let (possible, length) = (settings.first_position(), counts.len());
    if evaluated.is_empty() {
        return Ok(Vec::new());
    }
    if evaluated.start < possible || evaluated.end > length {
        let (first, last) = (evaluated.start, evaluated.end - 1);
        return Err(EarsError::RangeOutside { first, last, possible, length });
    }
    let z_alpha = normal_quantile(1.0 - alpha);
    Ok(evaluated.map(|position| assess(counts, position, settings, z_alpha)).collect())
}

fn assess(
    counts: &[Option<u32>],
    position: usize,
    settings: &EarsSettings,
    z_alpha: f64,
) -> EarsAssessment {
    let moments = moments_before(counts, position, settings);
    let observed = counts[position];
    let (bound, z) = match settings.method {
        EarsMethod::C1 | EarsMethod::C2 => {
            (moments.map(|(mean, sigma)| mean + z_alpha * sigma), standardised(observed, moments))
        }
        EarsMethod::PublishedC3 => {
            let excess = |back: usize| excess_above_one(counts, position - back, settings);
            let before = excess(1).zip(excess(2)).map(|(one, two)| one + two);
            let bound = before.zip(moments).map(|(before, (mean, sigma))| {
                let left = z_alpha - before;
                if left < 0.0 { -1.0 } else { mean + sigma * (1.0 + left) }
            });
            (bound, excess(0).zip(before).map(|(now, before)| now + before))
        }
        EarsMethod::C3 => {
            let excess = |back: usize| excess_above_one(counts, position - back, settings);
            let both = excess(1).zip(excess(2));
            let bound =
                both.zip(moments).zip(observed).map(|(((one, two), (_, sigma)), observed)| {
                    let bound = f64::from(observed) + sigma * (z_alpha - one - two);
                    if bound < 0.0 { 0.0 } else { bound }
                });
            (bound, both.map(|(one, two)| one + two))
        }
    };
    let upper_bound = bound.filter(|bound| !bound.is_nan());
    EarsAssessment {
        position,
        observed,
        expected: moments.map(|(mean, _)| mean),
        sigma: moments.map(|(_, sigma)| sigma),
        upper_bound,
        alarm: observed.zip(upper_bound).map(|(observed, bound)| f64::from(observed) > bound),
        p_value: z.filter(|z| z.is_finite()).map(normal_upper_tail),
    }
}

/// How far C2 at `position` exceeds one standard deviation; not a number where that has no meaning.
fn excess_above_one(
    counts: &[Option<u32>],
    position: usize,
    settings: &EarsSettings,
) -> Option<f64> {
    let z = standardised(counts[position], moments_before(counts, position, settings))?;
    let excess = z - 1.0;
    Some(if excess < 0.0 { 0.0 } else { excess })
}

fn standardised(observed: Option<u32>, moments: Option<(f64, f64)>) -> Option<f64> {
    let (mean, sigma) = moments?;
    Some((f64::from(observed?) - mean) / sigma)
}

/// Mean and standard deviation of the baseline; `None` where a period of it is missing.
fn moments_before(
    counts: &[Option<u32>],
    position: usize,
    settings: &EarsSettings,
) -> Option<(f64, f64)> {
    let guard = match settings.method {
        EarsMethod::C1 => 0,
        EarsMethod::C2 | EarsMethod::C3 | EarsMethod::PublishedC3 => 2,
    };
    let end = position - guard;
    let baseline = &counts[end - settings.baseline..end];
    let sum: Option<u64> = baseline.iter().map(|count| count.map(u64::from)).sum();
    let length = baseline.len() as f64;
    let mean = sum? as f64 / length;
    let squares: f64 =
        baseline.iter().flatten().map(|&count| (f64::from(count) - mean).powi(2)).sum();
    let sigma = (squares / (length - 1.0)).sqrt();
    Some((mean, sigma.max(settings.minimum_sigma)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(counts: &[u32]) -> Vec<Option<u32>> {
        counts.iter().copied().map(Some).collect()
    }

    #[test]
    fn a_baseline_shorter_than_the_series_is_required() {
        for (settings, first) in
            [(EarsSettings::c1(), 7), (EarsSettings::c2(), 9), (EarsSettings::c3(), 11)]
        {
            let counts = some(&[2; 12]);
            assert_eq!(settings.first_position(), first);
            assert!(ears(&counts, first..12, &settings).is_ok());
            assert!(ears(&counts, first - 1..12, &settings).is_err());
            assert!(ears(&counts, first..13, &settings).is_err());
            assert_eq!(ears(&[], 0..0, &settings), Ok(Vec::new()));
        }
    }

    #[test]
    fn a_flat_series_alarms_only_above_itself_and_has_no_p_value() {
        let mut counts = some(&[3; 20]);
        let flat = &ears(&counts, 19..20, &EarsSettings::c1()).unwrap()[0];
        assert_eq!((flat.upper_bound, flat.alarm, flat.p_value), (Some(3.0), Some(false), None));
        counts[19] = Some(4);
        let risen = &ears(&counts, 19..20, &EarsSettings::c2()).unwrap()[0];
        assert_eq!((risen.alarm, risen.p_value), (Some(true), None));
        let settings = EarsSettings { minimum_sigma: 1.0, ..EarsSettings::c2() };
        let calm = &ears(&counts, 19..20, &settings).unwrap()[0];
        assert_eq!(calm.alarm, Some(false));
    }

    #[test]
    fn a_baseline_of_seven_makes_the_usual_bound_less_surprising_than_it_says() {
        let counts = some(&[4, 6, 5, 7, 3, 5, 5, 5, 5, 9]);
        let found = &ears(&counts, 9..10, &EarsSettings::c2()).unwrap()[0];
        // R: b <- c(4,6,5,7,3,5,5); pt((9-mean(b))/(sd(b)*sqrt(1+1/7)), 6, lower.tail = FALSE)
        let p = found.prediction_p_value(7).unwrap();
        assert!((p - 0.013_698_0).abs() < 1e-6, "{p}");
        assert!(found.p_value.unwrap() < 0.002);
    }

    #[test]
    fn the_published_c3_counts_this_period_and_the_reference_does_not() {
        let mut counts = some(&[4, 6, 5, 7, 3, 5, 5, 4, 6, 5, 5, 30]);
        let verdict =
            |counts: &[Option<u32>], settings| ears(counts, 11..12, &settings).unwrap()[0].clone();
        assert_eq!(verdict(&counts, EarsSettings::published_c3()).alarm, Some(true));
        assert_eq!(verdict(&counts, EarsSettings::c3()).alarm, Some(false));
        // By hand: mean 5 and deviation sqrt(10/6) of the seven before the guard, 1.96 + 1 deviations.
        let bound = 5.0 + (10.0_f64 / 6.0).sqrt() * 2.959_963_984_540_054;
        counts[11] = Some(8);
        let found = verdict(&counts, EarsSettings::published_c3());
        let ours = found.upper_bound.unwrap();
        assert!(found.alarm == Some(false) && (ours - bound).abs() < 1e-9, "{ours} {bound}");
        counts[10] = Some(30);
        let found = verdict(&counts, EarsSettings::published_c3());
        assert_eq!((found.upper_bound, found.alarm), (Some(-1.0), Some(true)));
    }

    #[test]
    fn a_missing_count_leaves_no_verdict_while_it_is_in_reach() {
        let mut counts = some(&[3, 4, 2, 5, 3, 4, 2, 5, 3, 4, 2, 5, 3, 4, 2, 5, 3, 4, 2, 5]);
        counts[10] = None;
        let verdicts = ears(&counts, 9..20, &EarsSettings::c1()).unwrap();
        let unknown: Vec<usize> =
            verdicts.iter().filter(|v| v.alarm.is_none()).map(|v| v.position).collect();
        assert_eq!(unknown, (10..=17).collect::<Vec<_>>());
    }

    #[test]
    fn settings_out_of_range_are_refused() {
        let counts = some(&[1; 30]);
        let c1 = EarsSettings::c1();
        for settings in [
            EarsSettings { baseline: 2, ..c1 },
            EarsSettings { minimum_sigma: -1.0, ..c1 },
            EarsSettings { alpha: 1.5, ..c1 },
        ] {
            assert!(ears(&counts, 20..30, &settings).is_err());
        }
    }

    #[test]
    fn adding_the_same_to_every_count_moves_bounds_by_as_much() {
        let low = some(&[1, 4, 2, 0, 3, 2, 5, 1, 2, 3, 4, 9, 2, 1, 0, 7]);
        let high: Vec<Option<u32>> =
            low.iter().map(|count| count.map(|count| count + 100)).collect();
        for settings in [EarsSettings::c1(), EarsSettings::c2()] {
            let range = settings.first_position()..low.len();
            let (a, b) = (ears(&low, range.clone(), &settings), ears(&high, range, &settings));
            for (a, b) in a.unwrap().iter().zip(&b.unwrap()) {
                let moved = b.upper_bound.unwrap() - a.upper_bound.unwrap();
                assert!((moved - 100.0).abs() < 1e-9);
                assert_eq!(a.alarm, b.alarm);
            }
        }
    }
}
