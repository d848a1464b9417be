//! The RKI detectors 1, 2 and 3: is this count outside what a short baseline lets one expect?
//!
//! It does not know trends, and its bound takes counts above 20 for normal.

use std::ops::Range;

use crate::same_weeks::{SameWeeks, SameWeeksAssessment, SameWeeksError};

/// Everything the RKI detectors can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RkiSettings {
    /// Which earlier periods make the baseline.
    pub baseline: SameWeeks,
}

impl RkiSettings {
    /// RKI 1: the six weeks before.
    ///
    /// - Source: Riebler 2004, "Empirischer Vergleich von statistischen Methoden zur Ausbruchserkennung
    ///   bei Surveillance Daten", as R surveillance describes it.
    pub fn rki_1() -> Self {
        Self { baseline: SameWeeks::six_weeks() }
    }

    /// RKI 2: the six weeks before and 13 weeks a year ago.
    ///
    /// - Source: as [`RkiSettings::rki_1`].
    pub fn rki_2() -> Self {
        Self { baseline: SameWeeks::six_weeks_and_a_year() }
    }

    /// RKI 3: nine weeks a year ago and nine two years ago.
    ///
    /// - Source: as [`RkiSettings::rki_1`].
    pub fn rki_3() -> Self {
        Self { baseline: SameWeeks::two_years() }
    }
}

/// Assesses the periods in `evaluated`, each against its short baseline.
///
/// - Shape: `counts` oldest first, one for each period; missing ones are `None`. One assessment for each
///   position in `evaluated`, in order.
/// - Source: up to a mean of 20 the upper 95 % limit of a Poisson mean, Crow & Gardner 1959, Biometrika
///   46:441, doi:10.1093/biomet/46.3-4.441; above it the mean and two standard deviations. Checked
///   against R surveillance 1.20.3 `algo.rki`.
/// - Differs: R stops at a missing count in the baseline; this leaves it out. A single known count above
///   20 has no spread, so no bound.
///
/// # Errors
///
/// Settings out of range, or positions without a full baseline.
pub fn rki(
    counts: &[Option<u32>],
    evaluated: Range<usize>,
    settings: &RkiSettings,
) -> Result<Vec<SameWeeksAssessment>, SameWeeksError> {
    settings.baseline.require_sound(counts, &evaluated)?;
    let mut known = Vec::new();
    let assess = |position| {
        settings.baseline.collect(counts, position, &mut known);
        let expected = mean(&known);
        let upper_bound = expected.and_then(|mean| bound(mean, &known));
        let observed: Option<u32> = counts[position];
        SameWeeksAssessment {
            position,
            observed,
            expected,
            upper_bound,
            alarm: observed.zip(upper_bound).map(|(count, bound)| f64::from(count) > bound),
        }
    };
    Ok(evaluated.map(assess).collect())
}

/// Mean of the known counts, if there are any.
pub(crate) fn mean(known: &[f64]) -> Option<f64> {
    (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
}

fn bound(mean: f64, known: &[f64]) -> Option<f64> {
    if mean <= LARGEST_TABLED {
        return POISSON_LIMITS.get(mean as usize).copied();
    }
    let degrees = known.len() as f64 - 1.0;
    let squares: f64 = known.iter().map(|count| (count - mean) * (count - mean)).sum();
    (degrees > 0.0).then(|| mean + 2.0 * (squares / degrees).sqrt())
}

const LARGEST_TABLED: f64 = 20.0;

/// Upper limits of the mean of a Poisson count of 0 to 20, as Crow & Gardner 1959 tabulate them.
const POISSON_LIMITS: [f64; 21] = [
    3.285, 5.323, 6.686, 8.102, 9.598, 11.177, 12.817, 13.765, 14.921, 16.768, 17.633, 19.05,
    20.335, 21.364, 22.945, 23.762, 25.4, 26.306, 27.735, 28.966, 30.017,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::same_weeks::CurrentYear;

    fn some(counts: &[u32]) -> Vec<Option<u32>> {
        counts.iter().copied().map(Some).collect()
    }

    #[test]
    fn a_count_at_its_bound_is_no_alarm_and_one_above_it_is() {
        let mut counts = some(&[25; 7]);
        let at_bound = rki(&counts, 6..7, &RkiSettings::rki_1()).unwrap();
        assert_eq!((at_bound[0].upper_bound, at_bound[0].alarm), (Some(25.0), Some(false)));
        counts[6] = Some(26);
        assert_eq!(rki(&counts, 6..7, &RkiSettings::rki_1()).unwrap()[0].alarm, Some(true));
    }

    #[test]
    fn a_baseline_with_gaps_uses_what_is_known_and_an_empty_one_says_nothing() {
        let counts = [None, Some(2), None, Some(3), None, None, Some(9)];
        let found = &rki(&counts, 6..7, &RkiSettings::rki_1()).unwrap()[0];
        assert_eq!(
            (found.expected, found.upper_bound, found.alarm),
            (Some(2.5), Some(6.686), Some(true))
        );
        let empty = [None, None, None, None, None, None, Some(9)];
        let found = &rki(&empty, 6..7, &RkiSettings::rki_1()).unwrap()[0];
        assert_eq!((found.expected, found.upper_bound, found.alarm), (None, None, None));
        let one = [None, None, None, None, None, Some(50), Some(9)];
        assert_eq!(rki(&one, 6..7, &RkiSettings::rki_1()).unwrap()[0].alarm, None);
    }

    #[test]
    fn baselines_that_hold_nothing_or_begin_too_early_are_refused() {
        let counts = some(&[2; 200]);
        let three = RkiSettings::rki_3();
        assert!(rki(&counts, 108..200, &three).is_ok());
        assert!(rki(&counts, 107..200, &three).is_err());
        assert!(rki(&counts, 108..201, &three).is_err());
        for baseline in [
            SameWeeks { years_back: 0, ..three.baseline },
            SameWeeks {
                years_back: 0,
                half_width: 0,
                current_year: CurrentYear::Used,
                frequency: 52,
            },
            SameWeeks { frequency: 4, ..three.baseline },
        ] {
            assert!(rki(&counts, 120..121, &RkiSettings { baseline }).is_err(), "{baseline:?}");
        }
    }
}
