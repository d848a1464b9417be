//! The upper bound a fitted mean and dispersion imply, and whether a count lies beyond it.
//!
//! It does not fit, and it does not ask whether there were enough cases for an alarm.

use super::settings::{PowerTransformation, ThresholdMethod};
use crate::distributions::{CountLaw, normal_quantile};

/// What the regression says of the period under test.
#[derive(Debug, Clone, Copy)]
pub(super) struct Forecast {
    /// Log of the expected count.
    pub predictor: f64,
    /// Expected count.
    pub mean: f64,
    /// Standard error of `predictor`.
    pub predictor_error: f64,
    /// Variance of a count over its mean, at least 1.
    pub dispersion: f64,
}

impl Forecast {
    /// Upper bound; not a number where the method has none.
    pub(super) fn upper_bound(&self, method: ThresholdMethod, alpha: f64) -> f64 {
        let z = normal_quantile(1.0 - alpha);
        match method {
            ThresholdMethod::Delta(power) => self.delta_bound(power, z),
            ThresholdMethod::NegativeBinomialPlugin => self.quantile(self.mean, 1.0 - alpha),
            ThresholdMethod::Muan => {
                self.quantile(libm::exp(self.predictor + z * self.predictor_error), 1.0 - alpha)
            }
        }
    }

    /// Whether `observed` lies beyond `upper_bound`, as the reference scores it.
    ///
    /// - Differs: for the two quantile methods the reference measures from the log of the mean, not from
    ///   the mean; kept, because it decides alarms where the bound is below that log.
    pub(super) fn is_exceeded(
        &self,
        observed: f64,
        upper_bound: f64,
        method: ThresholdMethod,
    ) -> bool {
        let from = match method {
            ThresholdMethod::Delta(_) => self.mean,
            ThresholdMethod::NegativeBinomialPlugin | ThresholdMethod::Muan => self.predictor,
        };
        observed != 0.0 && (observed - from) / (upper_bound - from) > 1.0
    }

    /// Chance of a count this high or higher without an outbreak, half of the count itself's.
    pub(super) fn mid_p(&self, observed: f64) -> Option<f64> {
        CountLaw::new(self.mean, self.dispersion).map(|law| law.mid_p(observed))
    }

    fn delta_bound(&self, power: PowerTransformation, z: f64) -> f64 {
        let mean = self.mean;
        let error = self.predictor_error * mean;
        let tau = self.dispersion + error * error / mean;
        // The larger of the two limits counts, so that an alpha above one half still bounds from above.
        let z = z.abs();
        match power {
            PowerTransformation::TwoThirds => {
                let deviation = (4.0 / 9.0 * libm::cbrt(mean) * tau).sqrt();
                libm::pow(libm::pow(mean, 2.0 / 3.0) + z * deviation, 1.5)
            }
            PowerTransformation::SquareRoot => {
                let limit = mean.sqrt() + z * (0.25 * tau).sqrt();
                limit * limit
            }
            PowerTransformation::None => mean + z * (mean * tau).sqrt(),
        }
    }

    fn quantile(&self, mean: f64, probability: f64) -> f64 {
        // A trend that ran away downwards can leave a mean that is 0 in floating point.
        if mean == 0.0 {
            return 0.0;
        }
        CountLaw::new(mean, self.dispersion).map_or(f64::NAN, |law| law.quantile(probability))
    }
}
