//! Log-linear Poisson regression of counts on season level and, where asked for, a linear trend.
//!
//! It does not choose rows or judge the result. The design is one indicator column a level and at most
//! one dense column, so each step solves the levels exactly and the trend by what they leave
//! (Schur complement, each level centred on its own mean time).

use super::baseline::Baseline;

/// Starting value, stopping rule and limit are those of R's `glm.fit`, which the results depend on.
const TOLERANCE: f64 = 1e-8;
const MOST_STEPS: usize = 25;
const START_ABOVE_COUNT: f64 = 0.1;
/// R's inverse log link never returns less.
const LEAST_MEAN: f64 = f64::EPSILON;

/// Working memory of the regressions of one series.
#[derive(Debug, Default)]
pub(super) struct Regression {
    means: Vec<f64>,
    predictors: Vec<f64>,
    log_counts: Vec<f64>,
    /// Working weights that entered the last step.
    pub working_weights: Vec<f64>,
    levels: Vec<Level>,
    slope: f64,
    trend_information: f64,
    trend: Trend,
    rank: usize,
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

#[derive(Debug, Default, Clone, Copy)]
struct Level {
    weight: f64,
    weighted_time: f64,
    weighted_response: f64,
    mean_time: f64,
    intercept: f64,
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
                self.solve_trend(baseline, prior_weights);
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

    /// Relative residual of each row, (count - mean) / mean.
    pub(super) fn working_residuals(&self, baseline: &Baseline) -> impl Iterator<Item = f64> {
        baseline.counts.iter().zip(&self.means).map(|(count, mean)| (count - mean) / mean)
    }

    pub(super) fn means(&self) -> &[f64] {
        &self.means
    }

    /// Share of each row in its own fitted value.
    pub(super) fn leverages(&self, baseline: &Baseline) -> impl Iterator<Item = f64> {
        let rows = baseline.times.iter().zip(&baseline.levels).zip(&self.working_weights);
        rows.map(|((time, level), weight)| weight * self.unscaled_variance(*time, *level))
    }

    /// Variance of the predictor at `time` in `level`, but for the dispersion.
    pub(super) fn unscaled_variance(&self, time: f64, level: usize) -> f64 {
        let level = &self.levels[level];
        let of_level = level.weight.recip();
        match self.trend {
            Trend::Absent => of_level,
            Trend::Linear => {
                let distance = time - level.mean_time;
                of_level + distance * distance / self.trend_information
            }
        }
    }

    /// Log of the mean at `time` in `level`, without an offset.
    pub(super) fn predictor(&self, time: f64, level: usize) -> f64 {
        self.levels[level].intercept + self.slope * time
    }

    pub(super) fn slope(&self) -> f64 {
        self.slope
    }

    /// Variance of the slope, but for the dispersion.
    pub(super) fn slope_unscaled_variance(&self) -> f64 {
        self.trend_information.recip()
    }

    /// Rows less columns.
    pub(super) fn degrees_of_freedom(&self) -> f64 {
        self.means.len() as f64 - self.rank as f64
    }

    fn start(&mut self, baseline: &Baseline, trend: Trend) {
        self.trend = trend;
        self.slope = 0.0;
        self.rank = baseline.level_count + usize::from(trend == Trend::Linear);
        self.levels.clear();
        self.levels.resize(baseline.level_count, Level::default());
        self.means.clear();
        self.means.extend(baseline.counts.iter().map(|count| count + START_ABOVE_COUNT));
        self.predictors.clear();
        self.predictors.extend(self.means.iter().map(|mean| mean.ln()));
        self.log_counts.clear();
        self.log_counts.extend(baseline.counts.iter().map(|count| count.max(1.0).ln()));
        self.working_weights.clear();
        self.working_weights.resize(self.means.len(), 0.0);
    }

    /// Weights, and the weighted means of time and response in each level.
    fn solve_levels(&mut self, baseline: &Baseline, prior_weights: &[f64]) {
        for level in &mut self.levels {
            *level = Level::default();
        }
        for row in 0..self.means.len() {
            let mean = self.means[row];
            let prior = prior_weights[row];
            let weight = prior * mean;
            self.working_weights[row] = weight;
            let predictor = self.predictors[row] - baseline.offsets[row];
            let level = &mut self.levels[baseline.levels[row]];
            level.weight += weight;
            level.weighted_time += weight * baseline.times[row];
            level.weighted_response += weight * predictor + prior * (baseline.counts[row] - mean);
        }
        for level in &mut self.levels {
            level.mean_time = level.weighted_time / level.weight;
            level.intercept = level.weighted_response / level.weight;
        }
    }

    /// Slope from what the level means leave, then the intercepts it implies.
    fn solve_trend(&mut self, baseline: &Baseline, prior_weights: &[f64]) {
        let mut information = 0.0;
        let mut covariance = 0.0;
        for row in 0..self.means.len() {
            let mean = self.means[row];
            let level = &self.levels[baseline.levels[row]];
            let distance = baseline.times[row] - level.mean_time;
            let predictor = self.predictors[row] - baseline.offsets[row] - level.intercept;
            let weight = self.working_weights[row];
            information += weight * distance * distance;
            covariance += distance
                * (weight * predictor + prior_weights[row] * (baseline.counts[row] - mean));
        }
        self.trend_information = information;
        self.slope = covariance / information;
        for level in &mut self.levels {
            level.intercept -= self.slope * level.mean_time;
        }
    }

    fn predict(&mut self, baseline: &Baseline) {
        for row in 0..self.means.len() {
            let level = &self.levels[baseline.levels[row]];
            let predictor =
                level.intercept + self.slope * baseline.times[row] + baseline.offsets[row];
            self.predictors[row] = predictor;
            self.means[row] = predictor.exp().max(LEAST_MEAN);
        }
    }

    fn deviance(&self, baseline: &Baseline, prior_weights: &[f64]) -> f64 {
        let mut deviance = 0.0;
        for row in 0..self.means.len() {
            let (count, mean) = (baseline.counts[row], self.means[row]);
            let fit = count * (self.log_counts[row] - self.predictors[row]) - (count - mean);
            deviance += prior_weights[row] * fit;
        }
        2.0 * deviance
    }
}
