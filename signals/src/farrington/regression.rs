//! Log-linear Poisson regression of counts on season level and, where asked for, a linear trend.
//!
//! It does not choose rows or judge the result. The design is one indicator column a level and at most
//! one dense column, so each step solves the levels exactly and the trend by what they leave
//! (Schur complement, each level centred on its own mean time).

use super::baseline::Baseline;
use crate::vectors::{exponentials, sum, sum_of_products};

/// Working memory of the regressions of one series.
#[derive(Debug, Default)]
pub(super) struct Regression {
    /// Fitted mean of each row.
    pub means: Vec<f64>,
    /// Log of the mean of each row, offset included.
    pub predictors: Vec<f64>,
    /// Working weights that entered the last step.
    pub working_weights: Vec<f64>,
    responses: Vec<f64>,
    distances: Vec<f64>,
    products: Vec<f64>,
    levels: Vec<Level>,
    slope: f64,
    trend_information: f64,
    trend: Trend,
}

/// Columns of the regression beside the season levels.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Trend {
    #[default]
    Absent,
    Linear,
}

/// The iteration did not settle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotConverged;

/// Weighted means of one season level.
#[derive(Debug, Default, Clone, Copy)]
struct Level {
    weight: f64,
    time: f64,
    response: f64,
}

impl Regression {
    /// Fits `baseline` with the given prior weight of each row.
    pub(super) fn fit(
        &mut self,
        baseline: &Baseline,
        prior_weights: &[f64],
        trend: Trend,
    ) -> Result<(), NotConverged> {
        self.start(baseline, trend);
        let mut deviance = self.deviance(baseline, prior_weights);
        for _ in 0..MOST_STEPS {
            self.solve_levels(baseline, prior_weights);
            if self.trend == Trend::Linear {
                self.solve_trend(baseline);
            }
            self.predict(baseline);
            let previous = deviance;
            deviance = self.deviance(baseline, prior_weights);
            if !deviance.is_finite() {
                return Err(NotConverged);
            }
            if (deviance - previous).abs() / (deviance.abs() + 0.1) < TOLERANCE {
                return Ok(());
            }
        }
        Err(NotConverged)
    }

    /// Variance of the predictor at `time` in `level`, but for the dispersion.
    pub(super) fn unscaled_variance(&self, time: f64, level: usize) -> f64 {
        let level = &self.levels[level];
        let of_level = level.weight.recip();
        match self.trend {
            Trend::Absent => of_level,
            Trend::Linear => {
                let distance = time - level.time;
                of_level + distance * distance / self.trend_information
            }
        }
    }

    /// Log of the mean at `time` in `level`, without an offset.
    pub(super) fn predictor(&self, time: f64, level: usize) -> f64 {
        let level = &self.levels[level];
        level.response + self.slope * (time - level.time)
    }

    /// Change of the log of the mean in one step of the calendar.
    pub(super) fn slope(&self) -> f64 {
        self.slope
    }

    /// Variance of the slope, but for the dispersion.
    pub(super) fn slope_unscaled_variance(&self) -> f64 {
        self.trend_information.recip()
    }

    /// Rows less columns.
    pub(super) fn degrees_of_freedom(&self) -> f64 {
        let columns = self.levels.len() + usize::from(self.trend == Trend::Linear);
        self.means.len() as f64 - columns as f64
    }

    fn start(&mut self, baseline: &Baseline, trend: Trend) {
        let rows = baseline.counts.len();
        self.trend = trend;
        self.slope = 0.0;
        self.levels.clear();
        self.levels.resize(baseline.levels.len(), Level::default());
        self.means.clear();
        self.means.extend(baseline.counts.iter().map(|count| count + START_ABOVE_COUNT));
        self.predictors.clear();
        self.predictors.extend_from_slice(&baseline.log_starts);
        for column in [
            &mut self.working_weights,
            &mut self.responses,
            &mut self.distances,
            &mut self.products,
        ] {
            column.clear();
            column.resize(rows, 0.0);
        }
    }

    /// Working weights and responses, and their means in each level.
    fn solve_levels(&mut self, baseline: &Baseline, prior_weights: &[f64]) {
        let columns = self.working_weights.iter_mut().zip(&mut self.responses);
        let fitted = self.means.iter().zip(&self.predictors);
        let given = baseline.counts.iter().zip(&baseline.offsets).zip(prior_weights);
        for (((weight, response), (mean, predictor)), ((count, offset), prior)) in
            columns.zip(fitted).zip(given)
        {
            *weight = prior * mean;
            *response = *weight * (predictor - offset) + prior * (count - mean);
        }
        for (level, rows) in self.levels.iter_mut().zip(&baseline.levels) {
            let weights = &self.working_weights[rows.clone()];
            level.weight = sum(weights);
            level.time = sum_of_products(weights, &baseline.times[rows.clone()]) / level.weight;
            level.response = sum(&self.responses[rows.clone()]) / level.weight;
        }
    }

    /// Slope from what the level means leave.
    fn solve_trend(&mut self, baseline: &Baseline) {
        let mut information = 0.0;
        let mut covariance = 0.0;
        for (level, rows) in self.levels.iter().zip(&baseline.levels) {
            let distances = &mut self.distances[rows.clone()];
            let products = &mut self.products[rows.clone()];
            let responses = &mut self.responses[rows.clone()];
            let weights = &self.working_weights[rows.clone()];
            let times = &baseline.times[rows.clone()];
            for ((((distance, product), response), weight), time) in distances
                .iter_mut()
                .zip(&mut *products)
                .zip(&mut *responses)
                .zip(weights)
                .zip(times)
            {
                *distance = time - level.time;
                *product = weight * *distance;
                *response -= weight * level.response;
            }
            information += sum_of_products(products, distances);
            covariance += sum_of_products(responses, distances);
        }
        self.trend_information = information;
        self.slope = covariance / information;
    }

    fn predict(&mut self, baseline: &Baseline) {
        for (level, rows) in self.levels.iter().zip(&baseline.levels) {
            let predictors = &mut self.predictors[rows.clone()];
            let distances = &self.distances[rows.clone()];
            let offsets = &baseline.offsets[rows.clone()];
            for ((predictor, distance), offset) in predictors.iter_mut().zip(distances).zip(offsets)
            {
                *predictor = level.response + self.slope * distance + offset;
            }
        }
        exponentials(&self.predictors, &mut self.means);
        for mean in &mut self.means {
            *mean = mean.max(LEAST_MEAN);
        }
    }

    fn deviance(&mut self, baseline: &Baseline, prior_weights: &[f64]) -> f64 {
        let fitted = self.means.iter().zip(&self.predictors);
        let given = baseline.counts.iter().zip(&baseline.log_counts).zip(prior_weights);
        for ((product, (mean, predictor)), ((count, log_count), prior)) in
            self.products.iter_mut().zip(fitted).zip(given)
        {
            *product = prior * (count * (log_count - predictor) - (count - mean));
        }
        2.0 * sum(&self.products)
    }
}

/// Stopping rule, limit and start are those of R's `glm.fit`: the results depend on them.
const TOLERANCE: f64 = 1e-8;
const MOST_STEPS: usize = 25;
pub(super) const START_ABOVE_COUNT: f64 = 0.1;
/// R's inverse log link never returns less.
pub(super) const LEAST_MEAN: f64 = f64::EPSILON;
