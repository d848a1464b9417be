//! The median of few values with an interval that holds whatever their distribution is.
//!
//! It does not smooth: the ends of the interval are observed values, so its coverage is the least that
//! reaches the level, and it says so where there are too few values for any.

use crate::distributions::binomial_upper_tail;

/// A median and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Median {
    /// The middle value, or the mean of the two middle ones.
    pub value: f64,
    /// Number of values.
    pub number: usize,
    /// Where the median of the whole lies.
    pub interval: MedianInterval,
}

/// An interval of a median.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum MedianInterval {
    /// It reaches the level that was asked for.
    Reached {
        /// Lower end, one of the values.
        low: f64,
        /// Upper end, one of the values.
        high: f64,
        /// Its exact coverage, for a continuous distribution; no less for any other.
        coverage: f64,
    },
    /// Not even from the smallest to the largest value.
    TooFew {
        /// Values that the level needs.
        needed: usize,
        /// The smallest value.
        low: f64,
        /// The largest value.
        high: f64,
        /// What the range from the smallest to the largest covers; nothing for one value.
        coverage: f64,
    },
}

/// Why there is no median.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum MedianError {
    /// No values.
    #[error("there is no value: give at least one")]
    Empty,
    /// A value that is no number.
    #[error("a value is not finite: leave it out and say so")]
    NotFinite,
    /// A level that is none.
    #[error("{0} is no level of an interval: use one from 0.5 to 0.9999, such as 0.95")]
    NoLevel(f64),
}

/// The median of values in any order, with an interval of at least this level.
///
/// - Source: order statistics and the binomial law with share 1/2 (David & Nagaraja 2003, "Order
///   Statistics", section 7.1); checked against scipy 1.17.1 `stats.quantile_test` and R 4.2.2 `pbinom`.
///
/// # Errors
/// When there are no values, one is not finite, or the level is none.
pub fn median(values: &[f64], level: f64) -> Result<Median, MedianError> {
    if !(0.5..=0.9999).contains(&level) {
        return Err(MedianError::NoLevel(level));
    }
    if values.iter().any(|value| !value.is_finite()) {
        return Err(MedianError::NotFinite);
    }
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (Some(&smallest), Some(&largest)) = (sorted.first(), sorted.last()) else {
        return Err(MedianError::Empty);
    };
    let number = sorted.len();
    let rank = widest_rank(number, level);
    let interval = if rank == 0 {
        let needed = (2..64).find(|n| reaches(*n, 1, level)).unwrap_or(usize::MAX);
        let coverage = coverage(number, 1);
        MedianInterval::TooFew { needed, low: smallest, high: largest, coverage }
    } else {
        let (low, high) = (sorted[rank - 1], sorted[number - rank]);
        MedianInterval::Reached { low, high, coverage: coverage(number, rank) }
    };
    Ok(Median { value: middle(&sorted), number, interval })
}

/// The middle of sorted values; there must be one.
pub(super) fn middle(sorted: &[f64]) -> f64 {
    let half = sorted.len() / 2;
    if sorted.len() % 2 == 1 { sorted[half] } else { f64::midpoint(sorted[half - 1], sorted[half]) }
}

/// The largest rank whose value and its mirror reach the level; 0 where none does.
fn widest_rank(number: usize, level: f64) -> usize {
    // Coverage falls with the rank: halve between one that reaches the level and one that does not.
    let (mut known, mut misses) = (0, number / 2 + 1);
    while misses - known > 1 {
        let rank = usize::midpoint(known, misses);
        if reaches(number, rank, level) { known = rank } else { misses = rank }
    }
    known
}

/// Whether a rank and its mirror reach a level, but for rounding.
fn reaches(number: usize, rank: usize, level: f64) -> bool {
    coverage(number, rank) >= level - 1e-12
}

/// Chance that the median lies between the value of a rank and its mirror.
fn coverage(number: usize, rank: usize) -> f64 {
    let (number, rank) = (number as f64, rank as f64);
    (1.0 - 2.0 * binomial_upper_tail(number - rank + 1.0, number, 0.5)).max(0.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::simulate::random::Random;

    /// Eleven synthetic prices of a gram.
    const PRICES: [f64; 11] = [31.0, 45.0, 52.5, 38.0, 60.0, 29.0, 194.0, 41.0, 75.0, 33.0, 47.0];

    #[test]
    fn ranks_and_coverage_are_those_of_r_and_scipy() {
        // R 4.2.2: 1 - 2 * pbinom(k - 1, n, 0.5); ranks as scipy 1.17.1 `quantile_test` gives them.
        for (number, rank, expected) in [
            (6, 1, 0.96875),
            (7, 1, 0.984_375),
            (9, 2, 0.960_937_5),
            (10, 2, 0.978_515_625),
            (20, 6, 0.958_610_534_667_969),
            (101, 41, 0.953_955_933_070_657),
            (1000, 469, 0.953_708_802_639_502),
        ] {
            assert_eq!(widest_rank(number, 0.95), rank, "{number}");
            assert!((coverage(number, rank) - expected).abs() < 1e-11, "{number}");
        }
    }

    #[test]
    fn an_interval_ends_at_the_values_scipy_names() {
        let found = median(&PRICES, 0.95).unwrap();
        assert_eq!((found.value.to_bits(), found.number), (45.0_f64.to_bits(), 11));
        let MedianInterval::Reached { low, high, coverage } = found.interval else { panic!() };
        assert_eq!((low.to_bits(), high.to_bits()), (31.0_f64.to_bits(), 75.0_f64.to_bits()));
        assert!(coverage > 0.98);
    }

    #[test]
    fn five_values_are_too_few_for_95_per_cent_and_say_how_many_are_needed() {
        for (level, needed) in [(0.95, 6), (0.9, 5), (0.99, 8), (0.5, 2)] {
            let found = median(&PRICES[..needed - 1], level).unwrap().interval;
            assert!(matches!(found, MedianInterval::TooFew { needed: n, .. } if n == needed));
            let found = median(&PRICES[..needed], level).unwrap().interval;
            assert!(matches!(found, MedianInterval::Reached { .. }), "{level}");
        }
        let MedianInterval::TooFew { coverage, .. } = median(&[3.0], 0.95).unwrap().interval else {
            panic!()
        };
        assert!(coverage.abs() < 1e-12, "{coverage}");
    }

    #[test]
    fn what_is_no_value_or_no_level_is_refused() {
        assert_eq!(median(&[], 0.95), Err(MedianError::Empty));
        assert_eq!(median(&[1.0, f64::NAN], 0.95), Err(MedianError::NotFinite));
        for level in [0.0, 0.49, 1.0, 95.0, f64::NAN] {
            assert!(matches!(median(&[1.0], level), Err(MedianError::NoLevel(_))));
        }
    }

    #[test]
    fn the_interval_covers_a_known_median_as_often_as_it_says() {
        let mut random = Random::new(20_260_101, 0);
        let draws = 4_000;
        for number in [6, 9, 15] {
            let mut covered = 0_u32;
            let mut stated = 0.0;
            for _ in 0..draws {
                let values: Vec<f64> =
                    (0..number).map(|_| libm::exp(4.0 + 0.8 * random.normal())).collect();
                let MedianInterval::Reached { low, high, coverage } =
                    median(&values, 0.95).unwrap().interval
                else {
                    panic!()
                };
                stated = coverage;
                covered += u32::from((low..=high).contains(&libm::exp(4.0)));
            }
            let share = f64::from(covered) / f64::from(draws);
            // Four standard errors of a share of 4,000.
            assert!((share - stated).abs() < 0.014, "{number}: {share} for {stated}");
        }
    }

    proptest! {
        #[test]
        fn neither_order_nor_unit_matters(
            values in prop::collection::vec(0.01_f64..1e5, 1..40),
            turn in 0_usize..40,
            power in -20_i32..20,
        ) {
            let here = median(&values, 0.95).unwrap();
            let mut turned = values.clone();
            turned.rotate_left(turn % values.len());
            turned.reverse();
            prop_assert_eq!(median(&turned, 0.95).unwrap(), here);
            // A power of two scales without rounding.
            let factor = 2_f64.powi(power);
            let scaled: Vec<f64> = values.iter().map(|value| value * factor).collect();
            let there = median(&scaled, 0.95).unwrap();
            prop_assert!((there.value - here.value * factor).abs() <= 1e-12 * there.value);
            prop_assert_eq!(ends(there.interval), {
                let (low, high) = ends(here.interval);
                (low * factor, high * factor)
            });
        }

        #[test]
        fn the_interval_holds_the_median(values in prop::collection::vec(-1e3_f64..1e3, 1..60)) {
            let found = median(&values, 0.9).unwrap();
            let (low, high) = ends(found.interval);
            prop_assert!(low <= found.value && found.value <= high);
        }
    }

    fn ends(interval: MedianInterval) -> (f64, f64) {
        match interval {
            MedianInterval::Reached { low, high, .. }
            | MedianInterval::TooFew { low, high, .. } => (low, high),
        }
    }
}
