//! Likelihood ratios of an epidemic: each mean is raised by a multiple of the count before.
//!
//! It does not estimate how counts spread. What the reference's search misses is missed here too, so that
//! alarms are the same: under Poisson it steps on the log of the multiple, and wherever a stretch lets it
//! run off to 0 it stays there for all shorter ones; under the negative binomial it does not search but
//! takes the likeliest factor of a plain rise for the multiple.

/// Counts next to each other, with the mean of each and the count before it.
pub(super) struct Stretch<'a> {
    pub(super) counts: &'a [f64],
    pub(super) means: &'a [f64],
    pub(super) before: &'a [f64],
}

impl Stretch<'_> {
    /// Log of the ratio of Poisson counts, at the multiple that the search ends at.
    pub(super) fn poisson_ratio(&self, log_multiple: &mut f64) -> f64 {
        let mut multiple = libm::exp(*log_multiple);
        for _ in 0..MOST_STEPS {
            if *log_multiple <= LEAST_LOG_MULTIPLE {
                break;
            }
            let (mut slope, mut curvature) = (0.0, 0.0);
            for (count, mean, before) in self.triples() {
                let rise = multiple * before;
                let share = rise / (mean + rise);
                slope += count * share - rise;
                curvature += count * share * (1.0 - share) - rise;
            }
            *log_multiple -= slope / curvature;
            let previous = multiple;
            multiple = libm::exp(*log_multiple);
            // A stretch that follows no case has no multiple: the step is no number.
            if (multiple - previous).abs() < TOLERANCE || multiple.is_nan() {
                break;
            }
        }
        let ratio = |(count, mean, before): (f64, f64, f64)| {
            let rise = multiple * before;
            count * libm::log(1.0 + rise / mean) - rise
        };
        self.triples().map(ratio).sum()
    }

    /// Log of the ratio of negative binomial counts at a known multiple.
    pub(super) fn negative_binomial_ratio(&self, alpha: f64, multiple: f64) -> f64 {
        let ratio = |(count, mean, before): (f64, f64, f64)| {
            let raised = mean + multiple * before;
            let spread = libm::log((1.0 + alpha * raised) / (1.0 + alpha * mean));
            count * libm::log(raised / mean) - (count + alpha.recip()) * spread
        };
        self.triples().map(ratio).sum()
    }

    fn triples(&self) -> impl Iterator<Item = (f64, f64, f64)> {
        let pairs = self.counts.iter().zip(self.means);
        pairs.zip(self.before).map(|((count, mean), before)| (*count, *mean, *before))
    }
}

const TOLERANCE: f64 = 1e-6;
const LEAST_LOG_MULTIPLE: f64 = -18.0;
const MOST_STEPS: usize = 1000;
