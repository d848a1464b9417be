//! What the first step of a regression needs of its rows, and what every step needs of the counts.
//!
//! It does not know means: these sums are had before any fit.

use super::baseline::{Baseline, Source, column};
use super::regression::{Moments, PriorWeights};

/// Sums over the rows, weighed, with time counted from the origin.
#[derive(Debug, Default)]
pub(super) struct Sums {
    pub levels: Vec<Level>,
    pub count: f64,
    pub count_time: f64,
    pub saturated: f64,
    pub start_deviance: f64,
}

/// The sums of one level.
#[derive(Debug)]
pub(super) struct Level {
    pub start: Moments,
    pub response: f64,
    pub response_time: f64,
    pub count: f64,
}

impl Sums {
    /// Adds up the rows with their prior weights, but for the factor common to all.
    pub(super) fn set(
        &mut self,
        source: &Source<'_>,
        baseline: &Baseline,
        prior: PriorWeights<'_>,
    ) {
        self.levels.clear();
        (self.count, self.count_time) = (0.0, 0.0);
        (self.saturated, self.start_deviance) = (0.0, 0.0);
        for (number, sums) in baseline.levels.iter().enumerate() {
            let mut sums = *sums;
            for row in prior.weighed_down.iter().filter(|row| row.level == number) {
                for (sum, value) in sums.iter_mut().zip(&source.columns[row.position]) {
                    *sum += row.less * value;
                }
            }
            self.push(&sums, baseline.origin);
        }
    }

    fn push(&mut self, sums: &[f64; column::ALL], origin: f64) {
        let (weight, weight_time) = (sums[column::WEIGHT], sums[column::WEIGHT_TIME]);
        let middle = weight_time / weight;
        let square = sums[column::WEIGHT_TIME_TIME] - weight_time * middle;
        let (response, count) = (sums[column::RESPONSE], sums[column::COUNT]);
        self.levels.push(Level {
            start: Moments { mean: weight, time: middle - origin, square },
            response,
            response_time: sums[column::RESPONSE_TIME] - origin * response,
            count,
        });
        self.count += count;
        self.count_time += sums[column::COUNT_TIME] - origin * count;
        self.saturated += sums[column::SATURATED];
        self.start_deviance += sums[column::START_DEVIANCE];
    }
}
