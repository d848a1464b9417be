//! How much a comparison of two means is blunted where each figure resembles the one before it.
//!
//! It estimates the resemblance (lag-1 autocorrelation) and says what it does to the variance and to
//! the degrees of freedom. It compares nothing itself; `step` does.

use crate::short::squared_distances;

/// What resemblance does to Student's t of two means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Blunting {
    /// Variance of the difference over what it would be for independent figures; 1 or more.
    pub(crate) inflation: f64,
    /// Degrees of freedom that are left.
    pub(crate) degrees: f64,
}

impl Blunting {
    /// That of independent figures.
    pub(crate) fn none(before: usize, now: usize) -> Self {
        Self { inflation: 1.0, degrees: (before + now) as f64 - 2.0 }
    }

    /// That of figures with these residuals about the two means.
    ///
    /// - Source: variance and degrees of freedom of the two quadratic forms under first-order
    ///   autocorrelation: Box 1954, Ann. Math. Statist. 25:484, doi:10.1214/aoms/1177728717. The
    ///   autocorrelation is the one whose expected lag-1 coefficient, means removed, is the one found, so
    ///   that short series do not pull it down; none below 0.
    /// - Differs: to the estimate half its standard error is added, as the t law takes it for known. Of
    ///   the allowances tried (none, a half, a whole) it is the least that keeps false alarms below twice
    ///   their nominal share at autocorrelations up to 0.5; `tests/behaviour/persistence.rs` holds that.
    /// - Cost: linear in the figures.
    pub(crate) fn estimated(before: &[f64], now: &[f64]) -> Self {
        let sizes = [before.len(), now.len()];
        let figures = (before.len() + now.len()) as f64;
        let estimate = autocorrelation(sizes, lag_one_coefficient(before, now));
        let standard_error = ((1.0 - estimate * estimate) / figures).sqrt();
        Self::at(sizes, (estimate + standard_error / 2.0).min(LARGEST))
    }

    fn at(sizes: [usize; 2], rho: f64) -> Self {
        let independent = Self::none(sizes[0], sizes[1]);
        let [before, now] = sizes.map(|size| Stretch::of(size, rho));
        let trace = before.trace + now.trace;
        let variance =
            before.mean_variance + now.mean_variance - 2.0 * covariance_of_means(sizes, rho);
        let known = 1.0 / sizes[0] as f64 + 1.0 / sizes[1] as f64;
        let squares = before.squares + now.squares + 2.0 * squares_across(sizes, rho);
        Self {
            inflation: variance / trace * independent.degrees / known,
            degrees: trace * trace / squares,
        }
    }
}

/// Products of neighbouring residuals over squares; 0 where nothing varies.
fn lag_one_coefficient(before: &[f64], now: &[f64]) -> f64 {
    let both = || [before, now].into_iter();
    let products = |residuals: &[f64]| -> f64 { residuals.windows(2).map(|w| w[0] * w[1]).sum() };
    let squares: f64 = both().flatten().map(|residual| residual * residual).sum();
    if squares > 0.0 { both().map(products).sum::<f64>() / squares } else { 0.0 }
}

/// The autocorrelation, 0 to [`LARGEST`], at which `coefficient` is what one expects.
fn autocorrelation(sizes: [usize; 2], coefficient: f64) -> f64 {
    let (mut low, mut high) = (0.0, LARGEST);
    if expected_coefficient(sizes, low) >= coefficient {
        return low;
    }
    // The expectation grows with the autocorrelation, so halving finds it.
    for _ in 0..40 {
        let middle = f64::midpoint(low, high);
        if expected_coefficient(sizes, middle) < coefficient { low = middle } else { high = middle }
    }
    low
}

fn expected_coefficient(sizes: [usize; 2], rho: f64) -> f64 {
    let [before, now] = sizes.map(|size| Stretch::of(size, rho));
    (before.neighbours + now.neighbours) / (before.trace + now.trace)
}

/// What one expects of consecutive figures of variance 1 about their own mean.
struct Stretch {
    /// Variance of their mean.
    mean_variance: f64,
    /// Sum of squares.
    trace: f64,
    /// Sum of products of neighbours.
    neighbours: f64,
    /// Sum of the squared covariances of all pairs.
    squares: f64,
}

impl Stretch {
    fn of(size: usize, rho: f64) -> Self {
        let n = size as f64;
        // `sums[i]` is 1 + rho + ... up to i terms.
        let sums: Vec<f64> = std::iter::once(0.0).chain(partial_sums(size, rho)).collect();
        // Covariance of each figure with the mean, and of the mean with itself.
        let with_mean: Vec<f64> =
            (0..size).map(|i| (sums[i + 1] + sums[size - i] - 1.0) / n).collect();
        let mean_variance = with_mean.iter().sum::<f64>() / n;
        let mut all_squares = n;
        let mut power = 1.0;
        for lag in 1..size {
            power *= rho * rho;
            all_squares += 2.0 * (n - lag as f64) * power;
        }
        let of_mean: f64 = with_mean.iter().map(|covariance| covariance * covariance).sum();
        let ends = with_mean[0] + with_mean[size - 1];
        Self {
            mean_variance,
            trace: n - n * mean_variance,
            neighbours: (n - 1.0) * (rho + mean_variance) - 2.0 * n * mean_variance + ends,
            squares: all_squares - 2.0 * n * of_mean + n * n * mean_variance * mean_variance,
        }
    }
}

/// 1, 1 + rho, and so on, `size` of them.
fn partial_sums(size: usize, rho: f64) -> impl Iterator<Item = f64> {
    (0..size).scan((0.0, 1.0), move |(sum, power), _| {
        *sum += *power;
        *power *= rho;
        Some(*sum)
    })
}

/// Covariance of the means of two stretches, one right after the other.
fn covariance_of_means(sizes: [usize; 2], rho: f64) -> f64 {
    let mean = |size| partial_sums(size, rho).last().unwrap_or(0.0) / size as f64;
    rho * mean(sizes[0]) * mean(sizes[1])
}

/// Sum of the squared covariances between the residuals of two stretches, one right after the other.
fn squares_across(sizes: [usize; 2], rho: f64) -> f64 {
    let powers = |size: usize| -> Vec<f64> {
        std::iter::successors(Some(1.0), |power| Some(power * rho)).take(size).collect()
    };
    let spread = |size: usize| squared_distances(&powers(size));
    rho * rho * spread(sizes[0]) * spread(sizes[1])
}

/// Beyond this figures wander, and no length of series tells how far.
const LARGEST: f64 = 0.95;

#[cfg(test)]
mod tests {
    use super::*;

    /// The same by matrices: residuals are `M y`, with `M` taking both means away.
    fn by_matrices(sizes: [usize; 2], rho: f64) -> (f64, f64, f64) {
        let n = sizes[0] + sizes[1];
        let group = |i: usize| usize::from(i >= sizes[0]);
        let correlation = |i: usize, j: usize| rho.powf(i.abs_diff(j) as f64);
        let remover = |i: usize, j: usize| {
            let same = if group(i) == group(j) { 1.0 / sizes[group(i)] as f64 } else { 0.0 };
            f64::from(u8::from(i == j)) - same
        };
        let product = |left: &dyn Fn(usize, usize) -> f64, right: &dyn Fn(usize, usize) -> f64| {
            let cell = |i, j| (0..n).map(|k| left(i, k) * right(k, j)).sum::<f64>();
            (0..n).map(|i| (0..n).map(|j| cell(i, j)).collect()).collect::<Vec<Vec<f64>>>()
        };
        let half = product(&remover, &correlation);
        let residual = product(&|i, j| half[i][j], &remover);
        let trace: f64 = (0..n).map(|i| residual[i][i]).sum();
        let squares: f64 = residual.iter().flatten().map(|c| c * c).sum();
        let neighbours: f64 =
            (1..n).filter(|i| group(*i) == group(i - 1)).map(|i| residual[i][i - 1]).sum();
        let weight = |i: usize| [-1.0, 1.0][group(i)] / sizes[group(i)] as f64;
        let variance: f64 = (0..n)
            .flat_map(|i| (0..n).map(move |j| (i, j)))
            .map(|(i, j)| weight(i) * weight(j) * correlation(i, j))
            .sum();
        let known = 1.0 / sizes[0] as f64 + 1.0 / sizes[1] as f64;
        let inflation = variance / trace * (n as f64 - 2.0) / known;
        (inflation, trace * trace / squares, neighbours / trace)
    }

    #[test]
    fn sums_are_those_of_the_matrices() {
        for sizes in [[4, 1], [9, 3], [24, 3], [5, 5]] {
            for rho in [0.0, 0.3, 0.5, 0.8, 0.95] {
                let (inflation, degrees, coefficient) = by_matrices(sizes, rho);
                let found = Blunting::at(sizes, rho);
                assert!((found.inflation / inflation - 1.0).abs() < 1e-9, "{sizes:?} {rho}");
                assert!((found.degrees / degrees - 1.0).abs() < 1e-9, "{sizes:?} {rho}");
                let expected = expected_coefficient(sizes, rho);
                assert!((expected - coefficient).abs() < 1e-9, "{sizes:?} {rho}");
            }
            let independent = Blunting::none(sizes[0], sizes[1]);
            let at_zero = Blunting::at(sizes, 0.0);
            assert!((at_zero.inflation - 1.0).abs() < 1e-12);
            assert!((at_zero.degrees - independent.degrees).abs() < 1e-9);
        }
    }

    #[test]
    fn more_resemblance_blunts_more_and_is_found_again() {
        for before in 3..40 {
            for now in 1..6 {
                let sizes = [before, now];
                let mut last = (Blunting::at(sizes, 0.0), expected_coefficient(sizes, 0.0));
                for rho in (1..=19).map(|twentieth| f64::from(twentieth) / 20.0) {
                    let next = (Blunting::at(sizes, rho), expected_coefficient(sizes, rho));
                    assert!(next.0.inflation > last.0.inflation, "{sizes:?} {rho}");
                    assert!(next.0.degrees < last.0.degrees + 1e-9, "{sizes:?} {rho}");
                    assert!(next.1 > last.1, "{sizes:?} {rho}");
                    assert!((autocorrelation(sizes, next.1) - rho).abs() < 1e-6, "{sizes:?} {rho}");
                    last = next;
                }
            }
        }
    }

    #[test]
    fn alternating_and_flat_figures_are_taken_for_independent_or_nearly_so() {
        let alternating: Vec<f64> = (0..12).map(|i| if i % 2 == 0 { 1.0 } else { -1.0 }).collect();
        let found = autocorrelation([12, 3], lag_one_coefficient(&alternating, &[0.0; 3]));
        assert!(found.abs() < 1e-12, "{found}");
        assert!(lag_one_coefficient(&[0.0; 9], &[0.0; 3]).abs() < 1e-12);
        let flat = Blunting::estimated(&[0.0; 9], &[0.0; 3]);
        assert!(flat.inflation >= 1.0 && flat.degrees > 3.0, "{flat:?}");
    }
}
