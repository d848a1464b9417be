//! Whether pairs of figures differ on the whole: Wilcoxon's signed ranks, and an interval for the median difference.
//!
//! - Source: Wilcoxon 1945, Biometrics Bulletin 1:80, with the normal approximation for many pairs; the interval by the
//!   binomial distribution of how many lie below the median, which asks nothing of their shape.

/// What pairs say.
#[derive(Debug, PartialEq)]
pub struct Compared {
    /// Median of the differences.
    pub median: f64,
    /// Within which the true median lies, in 99 of 100 such comparisons.
    pub interval: (f64, f64),
    /// Chance of ranks so lopsided where there is no difference; two-sided.
    pub p_value: f64,
}

/// Compares pairs by their differences.
///
/// - Shape: 30 differences at least; `None` for fewer.
pub fn compare(differences: &[f64]) -> Option<Compared> {
    if differences.len() < FEWEST {
        return None;
    }
    let mut sorted = differences.to_vec();
    sorted.sort_by(f64::total_cmp);
    let count = sorted.len() as f64;
    // How far from the middle the 99 % lie that are between two order statistics.
    let reach = 2.576 * count.sqrt() / 2.0;
    let at = |place: f64| sorted[(place.max(0.0) as usize).min(sorted.len() - 1)];
    let median = f64::midpoint(sorted[(sorted.len() - 1) / 2], sorted[sorted.len() / 2]);
    let interval = (at((count / 2.0 - reach).floor()), at((count / 2.0 + reach).ceil()));
    Some(Compared { median, interval, p_value: p_value(differences) })
}

fn p_value(differences: &[f64]) -> f64 {
    let mut sizes: Vec<f64> = differences.iter().copied().filter(|d| *d != 0.0).collect();
    sizes.sort_by(|a, b| a.abs().total_cmp(&b.abs()));
    let (mut positive, mut variance, mut at) = (0.0, 0.0, 0);
    while at < sizes.len() {
        let tied = sizes[at..]
            .iter()
            .take_while(|d| d.abs().to_bits() == sizes[at].abs().to_bits())
            .count();
        // Ties share the mean of their ranks.
        let rank = at as f64 + f64::midpoint(1.0, tied as f64);
        positive += rank * sizes[at..at + tied].iter().filter(|d| **d > 0.0).count() as f64;
        variance += tied as f64 * rank * rank / 4.0;
        at += tied;
    }
    let count = sizes.len() as f64;
    if variance == 0.0 {
        return 1.0;
    }
    let off = (positive - count * (count + 1.0) / 4.0).abs();
    2.0 * upper_tail((off - 0.5).max(0.0) / variance.sqrt())
}

/// Chance that a standard normal figure lies above `z`, which is not below 0.
///
/// - Source: Abramowitz and Stegun 1964, 7.1.26, within 2e-7.
fn upper_tail(z: f64) -> f64 {
    let x = z / std::f64::consts::SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let [a, b, c, d, e] =
        [0.254_829_592, -0.284_496_736, 1.421_413_741, -1.453_152_027, 1.061_405_429];
    let series = t * (a + t * (b + t * (c + t * (d + t * e))));
    0.5 * series * (-x * x).exp()
}

/// Fewer say nothing by these means.
const FEWEST: usize = 30;

#[cfg(test)]
mod tests {
    use super::*;

    /// As `wilcoxon(d, correction=True, method='asymptotic')` of `SciPy` 1.17.1 computes it.
    #[test]
    fn pairs_are_compared_as_scipy_compares_them() {
        let differences = |by: f64| -> Vec<f64> {
            (1..=40).map(|at| f64::from((at * 37) % 41) - 20.0 + by).collect()
        };
        for (by, p_value) in [(0.0, 0.790_851), (3.0, 0.079_827), (8.0, 0.000_241_929)] {
            let compared = compare(&differences(by)).unwrap();
            assert!((compared.p_value - p_value).abs() < 2e-6, "{by}: {compared:?}");
            assert!((compared.median - by - 0.5).abs() < 1e-9, "{by}: {compared:?}");
            let (low, high) = compared.interval;
            assert!(low <= compared.median && compared.median <= high, "{by}: {compared:?}");
            assert_eq!(low >= 0.0, by > 7.0, "{by}: {compared:?}");
        }
        assert_eq!(compare(&[1.0; 29]), None);
        assert!((compare(&[0.0; 40]).unwrap().p_value - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_tail_is_that_of_the_normal_distribution() {
        for (z, tail) in [(0.0, 0.5), (1.0, 0.158_655), (1.96, 0.024_998), (3.0, 0.001_350)] {
            assert!((upper_tail(z) - tail).abs() < 1e-6, "{z}");
        }
    }
}
