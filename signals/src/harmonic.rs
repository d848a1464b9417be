//! Seasonal regression of counts by the log link: a level, a trend where asked for, and yearly waves.
//!
//! It fits the mean of a Poisson or negative binomial count and predicts it; it does not judge counts.
//! Start, stopping rule and limit are those of R's `glm`, because what it stops at depends on them.

use std::f64::consts::PI;

use crate::gamma::{digamma, trigamma};

/// The mean of a count over the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeasonalMean {
    /// Waves a year: 1 is one maximum and one minimum (S).
    pub harmonics: u8,
    /// Whether the log of the mean has a slope.
    pub slope: Slope,
    /// Periods in a year.
    pub frequency: u16,
}

/// Slope of the log of the mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slope {
    /// None.
    Absent,
    /// The same in every period.
    Constant,
}

/// Why no seasonal mean could be fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SeasonalMeanError {
    /// A year has no periods.
    #[error("the seasonal mean needs the periods in a year; give at least 1")]
    NoFrequency,
    /// No more counts than columns.
    #[error("the seasonal mean needs more than {needs} known counts before the range, has {has}")]
    TooFewCounts {
        /// Number of columns.
        needs: usize,
        /// Known counts before the range.
        has: usize,
    },
    /// The iteration found no fit: the counts are all zero, or the columns hang together.
    #[error(
        "the seasonal mean found no fit before the range; use fewer harmonics, no trend, or a range \
         that leaves more counts before it"
    )]
    NoFit,
}

impl SeasonalMean {
    /// Refuses a year without periods.
    pub(crate) fn require_frequency(self) -> Result<(), SeasonalMeanError> {
        if self.frequency == 0 { Err(SeasonalMeanError::NoFrequency) } else { Ok(()) }
    }
}

/// How counts spread around their mean in the fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Spread {
    Poisson,
    /// Variance mean + alpha mean^2.
    NegativeBinomial(f64),
}

/// Fitted coefficients.
#[derive(Debug, Clone)]
pub(crate) struct Fitted {
    model: SeasonalMean,
    coefficients: Vec<f64>,
    middle: f64,
    scale: f64,
}

impl SeasonalMean {
    /// Fits the known counts before position `until`, which stand at times 1, 2 and so on.
    pub(crate) fn fit(
        self,
        counts: &[Option<u32>],
        until: usize,
        spread: Spread,
    ) -> Result<Fitted, SeasonalMeanError> {
        let sample = self.sample(counts, until)?;
        sample.fit(spread, None).map(|(fitted, _)| fitted)
    }

    /// Fits the mean and the alpha of the negative binomial in turns; counts that do not stray from the
    /// mean at all have an alpha of 0, where the reference fails.
    ///
    /// - Source: maximum likelihood; rules to stop as R package MASS documents them for `glm.nb`.
    pub(crate) fn fit_with_alpha(
        self,
        counts: &[Option<u32>],
        until: usize,
    ) -> Result<(Fitted, f64), SeasonalMeanError> {
        let sample = self.sample(counts, until)?;
        let (mut fitted, mut means) = sample.fit(Spread::Poisson, None)?;
        if sample.is_as_fitted(&means) {
            return Ok((fitted, 0.0));
        }
        let mut size = sample.likeliest_size(&means).ok_or(SeasonalMeanError::NoFit)?;
        let scale = (2.0 * (sample.counts.len() as f64 - self.columns() as f64).max(1.0)).sqrt();
        let mut likelihood = sample.log_likelihood(&means, size);
        for _ in 0..MOST_STEPS {
            let spread = Spread::NegativeBinomial(size.recip());
            let (next, next_means) = sample.fit(spread, Some(&means))?;
            let before = size;
            // The reference takes the size from the means as they were before this fit.
            size = sample.likeliest_size(&means).ok_or(SeasonalMeanError::NoFit)?;
            (fitted, means) = (next, next_means);
            let previous = likelihood;
            likelihood = sample.log_likelihood(&means, size);
            let change = (previous - likelihood).abs() / scale + (before - size).abs();
            if change <= TOLERANCE {
                break;
            }
        }
        Ok((fitted, size.recip()))
    }

    fn columns(self) -> usize {
        1 + usize::from(self.slope == Slope::Constant) + 2 * usize::from(self.harmonics)
    }

    fn sample(self, counts: &[Option<u32>], until: usize) -> Result<Sample, SeasonalMeanError> {
        let known = counts[..until].iter().enumerate();
        let (times, counts): (Vec<f64>, Vec<f64>) =
            known.filter_map(|(at, count)| Some(((at + 1) as f64, f64::from((*count)?)))).unzip();
        if counts.len() <= self.columns() {
            return Err(SeasonalMeanError::TooFewCounts {
                needs: self.columns(),
                has: counts.len(),
            });
        }
        // The mean would shrink for ever.
        if counts.iter().all(|count| *count == 0.0) {
            return Err(SeasonalMeanError::NoFit);
        }
        let scale = until as f64 / 2.0;
        let middle = scale + 0.5;
        let mut rows = Vec::with_capacity(counts.len() * self.columns());
        for time in times {
            self.push_row(time, middle, scale, &mut rows);
        }
        Ok(Sample { model: self, counts, rows, middle, scale })
    }

    fn push_row(self, time: f64, middle: f64, scale: f64, row: &mut Vec<f64>) {
        row.push(1.0);
        if self.slope == Slope::Constant {
            row.push((time - middle) / scale);
        }
        for wave in 1..=self.harmonics {
            let angle = 2.0 * PI * f64::from(wave) / f64::from(self.frequency) * time;
            row.push(libm::cos(angle));
            row.push(libm::sin(angle));
        }
    }
}

impl Fitted {
    /// Mean at `position`, counted from 0.
    pub(crate) fn mean(&self, position: usize) -> f64 {
        let mut row = Vec::with_capacity(self.coefficients.len());
        self.model.push_row((position + 1) as f64, self.middle, self.scale, &mut row);
        libm::exp(dot(&row, &self.coefficients))
    }
}

/// Known counts with their row of columns.
struct Sample {
    model: SeasonalMean,
    counts: Vec<f64>,
    rows: Vec<f64>,
    middle: f64,
    scale: f64,
}

impl Sample {
    fn fit(
        &self,
        spread: Spread,
        start: Option<&[f64]>,
    ) -> Result<(Fitted, Vec<f64>), SeasonalMeanError> {
        let columns = self.model.columns();
        let start_at = |count: &f64| match spread {
            Spread::Poisson => count + 0.1,
            Spread::NegativeBinomial(_) if *count == 0.0 => 1.0 / 6.0,
            Spread::NegativeBinomial(_) => *count,
        };
        let mut means: Vec<f64> =
            start.map_or_else(|| self.counts.iter().map(start_at).collect(), <[f64]>::to_vec);
        let mut deviance = self.deviance(&means, spread);
        for _ in 0..MOST_STEPS {
            let mut matrix = vec![0.0; columns * columns];
            let mut right = vec![0.0; columns];
            for ((row, count), mean) in
                self.rows.chunks_exact(columns).zip(&self.counts).zip(&means)
            {
                let weight = match spread {
                    Spread::Poisson => *mean,
                    Spread::NegativeBinomial(alpha) => mean / (1.0 + alpha * mean),
                };
                let response = libm::log(*mean) + (count - mean) / mean;
                for (i, a) in row.iter().enumerate() {
                    right[i] += weight * a * response;
                    for (j, b) in row[..=i].iter().enumerate() {
                        matrix[i * columns + j] += weight * a * b;
                    }
                }
            }
            if !solve(&mut matrix, &mut right) {
                return Err(SeasonalMeanError::NoFit);
            }
            for (row, mean) in self.rows.chunks_exact(columns).zip(&mut means) {
                *mean = libm::exp(dot(row, &right)).max(f64::EPSILON);
            }
            let previous = deviance;
            deviance = self.deviance(&means, spread);
            if !deviance.is_finite() {
                return Err(SeasonalMeanError::NoFit);
            }
            if (deviance - previous).abs() / (deviance.abs() + 0.1) < TOLERANCE {
                let Self { model, middle, scale, .. } = *self;
                return Ok((Fitted { model, coefficients: right, middle, scale }, means));
            }
        }
        Err(SeasonalMeanError::NoFit)
    }

    fn deviance(&self, means: &[f64], spread: Spread) -> f64 {
        let each = self.counts.iter().zip(means).map(|(count, mean)| {
            let ratio = count.max(1.0) / mean;
            match spread {
                Spread::Poisson => {
                    let log = if *count > 0.0 { count * libm::log(ratio) } else { 0.0 };
                    log - (count - mean)
                }
                Spread::NegativeBinomial(alpha) => {
                    let size = alpha.recip();
                    let log = if *count > 0.0 { count * libm::log(ratio) } else { 0.0 };
                    log - (count + size) * libm::log((count + size) / (mean + size))
                }
            }
        });
        2.0 * each.sum::<f64>()
    }

    /// Whether every count is its own mean.
    fn is_as_fitted(&self, means: &[f64]) -> bool {
        let mut pairs = self.counts.iter().zip(means);
        pairs.all(|(count, mean)| (count - mean).abs() <= EXACT_FIT * mean)
    }

    /// Size (1 / alpha) at which the counts are likeliest, by Newton's method from the moments.
    fn likeliest_size(&self, means: &[f64]) -> Option<f64> {
        let pairs = || self.counts.iter().zip(means);
        let squares: f64 = pairs().map(|(count, mean)| (count / mean - 1.0).powi(2)).sum();
        let mut size = self.counts.len() as f64 / squares;
        for _ in 1..MOST_STEPS {
            size = size.abs();
            let (mut score, mut information) = (0.0, 0.0);
            for (count, mean) in pairs() {
                let share = (count + size) / (mean + size);
                score +=
                    digamma(size + count) - digamma(size) + libm::log(size / (size + mean)) + 1.0
                        - share;
                information += trigamma(size) - trigamma(size + count) - size.recip()
                    + 2.0 / (mean + size)
                    - share / (mean + size);
            }
            let step = score / information;
            size += step;
            if step.abs() <= SIZE_TOLERANCE {
                break;
            }
        }
        (size > 0.0 && size.is_finite()).then_some(size)
    }

    /// Log of the likelihood, but for what does not depend on the mean or the size.
    fn log_likelihood(&self, means: &[f64], size: f64) -> f64 {
        let each = self.counts.iter().zip(means).map(|(count, mean)| {
            libm::lgamma(size + count) - libm::lgamma(size)
                + size * libm::log(size)
                + count * libm::log(mean.max(f64::MIN_POSITIVE))
                - (size + count) * libm::log(size + mean)
        });
        each.sum()
    }
}

fn dot(row: &[f64], coefficients: &[f64]) -> f64 {
    row.iter().zip(coefficients).map(|(a, b)| a * b).sum()
}

/// Solves a symmetric positive system by Cholesky's method; the answer replaces `right`.
///
/// - Shape: the lower triangle of `matrix` is read and overwritten. `false` where it is not positive.
fn solve(matrix: &mut [f64], right: &mut [f64]) -> bool {
    let n = right.len();
    for i in 0..n {
        for j in 0..=i {
            let earlier: f64 = (0..j).map(|k| matrix[i * n + k] * matrix[j * n + k]).sum();
            let left = matrix[i * n + j] - earlier;
            if i > j {
                matrix[i * n + j] = left / matrix[j * n + j];
            } else if left > SINGULAR * matrix[i * n + i] && left.is_finite() {
                matrix[i * n + i] = left.sqrt();
            } else {
                return false;
            }
        }
    }
    for i in 0..n {
        let known: f64 = (0..i).map(|k| matrix[i * n + k] * right[k]).sum();
        right[i] = (right[i] - known) / matrix[i * n + i];
    }
    for i in (0..n).rev() {
        let known: f64 = (i + 1..n).map(|k| matrix[k * n + i] * right[k]).sum();
        right[i] = (right[i] - known) / matrix[i * n + i];
    }
    true
}

const TOLERANCE: f64 = 1e-8;
const MOST_STEPS: usize = 25;
/// Fourth root of the least relative distance of two floats.
const SIZE_TOLERANCE: f64 = 1.220_703_125e-4;
const EXACT_FIT: f64 = 1e-7;
/// A column that others explain but for this share of its length is not one of its own.
const SINGULAR: f64 = 1e-13;
