//! The Bayes detectors 1, 2 and 3: is this count above what a short baseline of Poisson counts
//! predicts?
//!
//! It does not know trends or overdispersion; the baseline's mean may be anything (Jeffreys' prior).

use std::ops::Range;

use crate::distributions::CountLaw;
use crate::rki::mean;
use crate::same_weeks::{SameWeeks, SameWeeksAssessment, SameWeeksError};

/// Everything the Bayes detectors can be told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BayesSettings {
    /// Which earlier periods make the baseline.
    pub baseline: SameWeeks,
    /// Chance of exceeding the bound without an outbreak, one-sided, 0 to 1.
    pub alpha: f64,
}

impl BayesSettings {
    /// Bayes 1: the six weeks before.
    ///
    /// - Source: Riebler 2004, "Empirischer Vergleich von statistischen Methoden zur Ausbruchserkennung
    ///   bei Surveillance Daten", as R surveillance describes it.
    pub fn bayes_1() -> Self {
        Self { baseline: SameWeeks::six_weeks(), alpha: 0.05 }
    }

    /// Bayes 2: the six weeks before and 13 weeks a year ago.
    ///
    /// - Source: as [`BayesSettings::bayes_1`].
    pub fn bayes_2() -> Self {
        Self { baseline: SameWeeks::six_weeks_and_a_year(), alpha: 0.05 }
    }

    /// Bayes 3: nine weeks a year ago and nine two years ago.
    ///
    /// - Source: as [`BayesSettings::bayes_1`].
    pub fn bayes_3() -> Self {
        Self { baseline: SameWeeks::two_years(), alpha: 0.05 }
    }
}

/// Assesses the periods in `evaluated`, each against its short baseline.
///
/// - Shape: `counts` oldest first, one for each period; missing ones are `None` and left out of the
///   baseline. One assessment for each position in `evaluated`, in order.
/// - Source: the law of the next count after n Poisson counts that add up to s, with Jeffreys' prior, is
///   negative binomial with size s + 1/2 and mean (s + 1/2) / n. Checked against R surveillance 1.20.3
///   `algo.bayes`: a count above the 1 - alpha quantile is an alarm.
///
/// # Errors
///
/// Settings out of range, or positions without a full baseline.
pub fn bayes(
    counts: &[Option<u32>],
    evaluated: Range<usize>,
    settings: &BayesSettings,
) -> Result<Vec<SameWeeksAssessment>, SameWeeksError> {
    let BayesSettings { baseline, alpha } = *settings;
    if !(0.0..=1.0).contains(&alpha) {
        return Err(SameWeeksError::Alpha { alpha });
    }
    baseline.require_sound(counts, &evaluated)?;
    let mut known = Vec::new();
    let assess = |position| {
        baseline.collect(counts, position, &mut known);
        let n = known.len() as f64;
        let law = CountLaw::new((known.iter().sum::<f64>() + 0.5) / n, 1.0 + n.recip());
        let upper_bound = law.map(|law| law.quantile(1.0 - alpha));
        let observed: Option<u32> = counts[position];
        SameWeeksAssessment {
            position,
            observed,
            expected: mean(&known),
            upper_bound,
            alarm: observed.zip(upper_bound).map(|(count, bound)| f64::from(count) > bound),
        }
    };
    Ok(evaluated.map(assess).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_quantiles_of_the_negative_binomial() {
        // R: qnbinom(1 - alpha, sum + 0.5, 6/7)
        for (baseline, alpha, bound) in
            [([2; 6], 0.05, 5.0), ([2; 6], 0.01, 7.0), ([0; 6], 0.05, 1.0), ([100; 6], 0.01, 126.0)]
        {
            let mut counts: Vec<Option<u32>> = baseline.into_iter().map(Some).collect();
            counts.push(Some(bound as u32));
            let settings = BayesSettings { alpha, ..BayesSettings::bayes_1() };
            let found = &bayes(&counts, 6..7, &settings).unwrap()[0];
            assert_eq!((found.upper_bound, found.alarm), (Some(bound), Some(false)));
            counts[6] = Some(bound as u32 + 1);
            assert_eq!(bayes(&counts, 6..7, &settings).unwrap()[0].alarm, Some(true));
        }
    }

    #[test]
    fn missing_counts_are_left_out_and_none_at_all_says_nothing() {
        let mut counts = [None, Some(3), Some(3), Some(3), Some(3), Some(3), Some(3)];
        // R: qnbinom(0.95, 15.5, 5/6)
        let found = &bayes(&counts, 6..7, &BayesSettings::bayes_1()).unwrap()[0];
        assert_eq!((found.upper_bound, found.alarm), (Some(7.0), Some(false)));
        counts[6] = None;
        let found = &bayes(&counts, 6..7, &BayesSettings::bayes_1()).unwrap()[0];
        assert_eq!((found.upper_bound, found.alarm), (Some(7.0), None));
        let found = &bayes(&[None; 7], 6..7, &BayesSettings::bayes_1()).unwrap()[0];
        assert_eq!((found.expected, found.upper_bound), (None, None));
    }

    #[test]
    fn an_alpha_that_is_no_probability_is_refused() {
        for alpha in [-0.1, 1.1, f64::NAN] {
            let settings = BayesSettings { alpha, ..BayesSettings::bayes_1() };
            assert!(bayes(&[Some(1); 9], 6..7, &settings).is_err());
        }
    }
}
