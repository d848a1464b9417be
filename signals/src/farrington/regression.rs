//! Log-linear Poisson regression of counts on season level and, where asked for, a linear trend.
//!
//! It does not choose rows or judge the result. The design is one indicator column a level and at most
//! one dense column, so a step needs three moments of the means of each level. Within a run of even
//! steps the means are a geometric row: their moments follow from its first mean, and the steps of
//! iteratively reweighted least squares after the first are Newton's.

use super::baseline::{Baseline, LONGEST_RUN, Run, Source, Steps, column};
use super::powers::Powers;
use super::sums::{Level, Sums};
use crate::vectors::{exponentials, exponentials_of};

/// Working memory of the regressions of one series.
#[derive(Debug, Default)]
pub(super) struct Regression {
    /// Fitted mean of each row, once [`Regression::expand`] has been called.
    pub means: Vec<f64>,
    /// Mean of each row that entered the last step, likewise.
    pub previous_means: Vec<f64>,
    fit: Coefficients,
    previous: Coefficients,
    moments: Vec<Moments>,
    /// Moments of the means that entered the last step.
    previous_moments: Vec<Moments>,
    trend_information: f64,
    gamma: f64,
    rows: f64,
    trend: Trend,
    exponents: Vec<f64>,
    powers: Powers,
    sums: Sums,
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

/// A row that weighs less than the others.
#[derive(Debug, Clone, Copy)]
pub(super) struct WeighedDown {
    pub row: usize,
    pub position: usize,
    pub level: usize,
    /// Time counted from the origin.
    pub time: f64,
    /// Its weight where the others weigh 1, less 1.
    pub less: f64,
}

/// Prior weights: 1, or less for some, times a factor common to all.
#[derive(Debug, Clone, Copy)]
pub(super) struct PriorWeights<'a> {
    pub weighed_down: &'a [WeighedDown],
    pub gamma: f64,
}

/// Log of the mean in each level at a time of its own, and its slope.
///
/// - Shape: that time is the middle of the level's means before the last step, so that a trend that
///   runs away loses no digits.
#[derive(Debug, Default, Clone)]
struct Coefficients {
    levels: Vec<f64>,
    middles: Vec<f64>,
    slope: f64,
}

/// Moments of the means of a level.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Moments {
    /// Sum of the means.
    pub mean: f64,
    /// Their middle in time, from the origin.
    pub time: f64,
    /// Sum of the means times the squared distance from that.
    pub square: f64,
}

/// How the moments of a step are computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// By runs, from tables of powers.
    Runs,
    /// Row by row, with the least mean there is, and a deviance without cancellation.
    Rows,
}

impl Regression {
    /// Fits the rows of `baseline`.
    pub(super) fn fit(
        &mut self,
        source: &Source<'_>,
        baseline: &Baseline,
        prior: PriorWeights<'_>,
        trend: Trend,
    ) -> Result<(), NotConverged> {
        self.trend = trend;
        self.gamma = prior.gamma;
        self.rows = baseline.counts.len() as f64;
        let mut sums = std::mem::take(&mut self.sums);
        sums.set(source, baseline, prior);
        let settled = self.iterate(source, baseline, prior, &sums);
        self.sums = sums;
        settled
    }

    fn iterate(
        &mut self,
        source: &Source<'_>,
        baseline: &Baseline,
        prior: PriorWeights<'_>,
        sums: &Sums,
    ) -> Result<(), NotConverged> {
        let scale = 2.0 * prior.gamma;
        let mut deviance = scale * sums.start_deviance;
        self.first_step(sums);
        let mut way = self.fit.way(source, baseline);
        let mut total = self.find_moments(source, baseline, prior, way);
        let mut before = deviance;
        deviance = match way {
            Way::Rows => self.deviance(source, baseline, prior),
            Way::Runs => scale * (sums.saturated - self.of_counts(sums) + total),
        };
        // A sum of means this much larger than the deviance would drown its last changes.
        let careful = sums.count * NOISE > deviance.abs() + 0.1;
        if careful && way == Way::Runs {
            deviance = self.deviance(source, baseline, prior);
        }
        for _ in 1..MOST_STEPS {
            if !deviance.is_finite() {
                return Err(NotConverged);
            }
            if (deviance - before).abs() / (deviance.abs() + 0.1) < TOLERANCE {
                return Ok(());
            }
            let moved = self.step(sums);
            let (before_way, before_total) = (way, total);
            way = if careful { Way::Rows } else { self.fit.way(source, baseline) };
            total = self.find_moments(source, baseline, prior, way);
            before = deviance;
            deviance = if way == Way::Runs && before_way == Way::Runs {
                before + scale * (total - before_total - moved)
            } else {
                self.deviance(source, baseline, prior)
            };
        }
        let settled = (deviance - before).abs() / (deviance.abs() + 0.1) < TOLERANCE;
        if settled { Ok(()) } else { Err(NotConverged) }
    }

    /// Writes the mean of each row, and the mean that entered the last step.
    pub(super) fn expand(&mut self, source: &Source<'_>, baseline: &Baseline) {
        let current = std::mem::take(&mut self.fit);
        let previous = std::mem::take(&mut self.previous);
        let mut means = std::mem::take(&mut self.means);
        // The tables the last step left serve for these.
        self.means_of(&current, source, baseline, &mut means);
        self.means = means;
        let mut means = std::mem::take(&mut self.previous_means);
        if previous.levels.is_empty() {
            means.clear();
            means.extend(baseline.counts.iter().map(|count| count + START_ABOVE_COUNT));
        } else {
            self.means_of(&previous, source, baseline, &mut means);
        }
        self.previous_means = means;
        self.fit = current;
        self.previous = previous;
    }

    /// Variance of the predictor in `level`, but for the dispersion.
    pub(super) fn unscaled_variances(&self, level: usize) -> Variances {
        let moments = self.previous_moments[level];
        let information = match self.trend {
            Trend::Absent => f64::INFINITY,
            Trend::Linear => self.trend_information * self.gamma,
        };
        Variances {
            of_level: (moments.mean * self.gamma).recip(),
            middle: moments.time,
            of_slope: information.recip(),
        }
    }

    /// Log of the mean at `time` from the origin in `level`, without an offset.
    pub(super) fn predictor(&self, time: f64, level: usize) -> f64 {
        self.fit.at(time, level)
    }

    /// Change of the log of the mean in one step of the calendar.
    pub(super) fn slope(&self) -> f64 {
        self.fit.slope
    }

    /// Variance of the slope, but for the dispersion.
    pub(super) fn slope_unscaled_variance(&self) -> f64 {
        (self.trend_information * self.gamma).recip()
    }

    /// Rows less columns.
    pub(super) fn degrees_of_freedom(&self) -> f64 {
        let columns = self.fit.levels.len() + usize::from(self.trend == Trend::Linear);
        self.rows - columns as f64
    }

    /// Least squares on the logs of the counts, which are a little raised.
    fn first_step(&mut self, sums: &Sums) {
        self.previous.levels.clear();
        self.previous_moments.clear();
        self.previous_moments.extend(sums.levels.iter().map(|level| level.start));
        let mut covariance = 0.0;
        let mut information = 0.0;
        for Level { start, response, response_time, .. } in &sums.levels {
            information += start.square;
            covariance += response_time - response * start.time;
        }
        self.trend_information = information;
        self.fit.slope = match self.trend {
            Trend::Absent => 0.0,
            Trend::Linear => covariance / information,
        };
        self.fit.levels.clear();
        self.fit.levels.extend(sums.levels.iter().map(|level| level.response / level.start.mean));
        self.fit.middles.clear();
        self.fit.middles.extend(sums.levels.iter().map(|level| level.start.time));
    }

    /// A step of Newton's method; returns how much the counts times their predictors grew.
    fn step(&mut self, sums: &Sums) -> f64 {
        self.previous.clone_from(&self.fit);
        std::mem::swap(&mut self.previous_moments, &mut self.moments);
        let moments = || self.previous_moments.iter().zip(&sums.levels);
        let (mut slope_step, mut moved) = (0.0, 0.0);
        if self.trend == Trend::Linear {
            let (mut information, mut left) = (0.0, sums.count_time);
            for (moments, level) in moments() {
                information += moments.square;
                left -= level.count * moments.time;
            }
            self.trend_information = information;
            slope_step = left / information;
            moved = slope_step * left;
        }
        let Coefficients { levels, middles, slope } = &mut self.fit;
        for ((moments, level), (log, middle)) in moments().zip(levels.iter_mut().zip(middles)) {
            let step = (level.count - moments.mean) / moments.mean;
            *log += *slope * (moments.time - *middle) + step;
            *middle = moments.time;
            moved += step * level.count;
        }
        *slope += slope_step;
        moved
    }

    /// Moments of the means in each level; returns the sum of all means.
    fn find_moments(
        &mut self,
        source: &Source<'_>,
        baseline: &Baseline,
        prior: PriorWeights<'_>,
        way: Way,
    ) -> f64 {
        self.moments.clear();
        self.moments.resize(self.fit.levels.len(), Moments::default());
        match way {
            Way::Rows => self.moments_by_rows(source, baseline, prior),
            Way::Runs => self.moments_by_runs(baseline, prior),
        }
        self.moments.iter().map(|moments| moments.mean).sum()
    }

    fn moments_by_runs(&mut self, baseline: &Baseline, prior: PriorWeights<'_>) {
        let Self { fit, moments, exponents, powers, .. } = self;
        if self.trend == Trend::Absent {
            for (moments, sums) in moments.iter_mut().zip(&baseline.levels) {
                moments.mean = sums[column::ROWS];
            }
            for row in prior.weighed_down {
                moments[row.level].mean += row.less;
            }
        } else {
            powers.set(fit.slope, baseline);
            powers.set_shapes(baseline);
            for group in &baseline.groups {
                let [one, first, second] = powers.shapes[group.shape];
                let base = powers.at(group.steps);
                let level = &mut moments[group.level];
                let time = group.time;
                level.mean += base * one;
                level.time += base * (time * one + first);
                level.square += base * (time * (time * one + 2.0 * first) + second);
            }
            for row in prior.weighed_down {
                let run = baseline.run_of(row.row);
                let mean = row.less * powers.at(run.steps + row.row - run.row);
                let level = &mut moments[row.level];
                level.mean += mean;
                level.time += mean * row.time;
                level.square += mean * row.time * row.time;
            }
        }
        fit.factors(baseline, exponents);
        for (moments, factor) in moments.iter_mut().zip(&*exponents) {
            let time = moments.time / moments.mean;
            moments.square = *factor * (moments.square - moments.time * time);
            moments.time = time;
            moments.mean *= *factor;
        }
    }

    /// Each level around its own middle, so that means far from the origin lose no digits.
    fn moments_by_rows(
        &mut self,
        source: &Source<'_>,
        baseline: &Baseline,
        prior: PriorWeights<'_>,
    ) {
        let current = std::mem::take(&mut self.fit);
        let mut means = std::mem::take(&mut self.means);
        self.means_by_rows(&current, source, baseline, &mut means);
        self.fit = current;
        for row in prior.weighed_down {
            means[row.row] *= 1.0 + row.less;
        }
        for run in &baseline.runs {
            let moments = &mut self.moments[run.level];
            for (mean, time) in source.rows_of(run, &means) {
                moments.mean += mean;
                moments.time += mean * (time - baseline.origin);
            }
        }
        for moments in &mut self.moments {
            moments.time /= moments.mean;
        }
        for run in &baseline.runs {
            let moments = &mut self.moments[run.level];
            for (mean, time) in source.rows_of(run, &means) {
                let distance = time - baseline.origin - moments.time;
                moments.square += mean * distance * distance;
            }
        }
        self.means = means;
    }

    fn means_of(
        &mut self,
        coefficients: &Coefficients,
        source: &Source<'_>,
        baseline: &Baseline,
        means: &mut Vec<f64>,
    ) {
        if coefficients.way(source, baseline) == Way::Rows {
            return self.means_by_rows(coefficients, source, baseline, means);
        }
        let Self { exponents, powers, .. } = self;
        coefficients.factors(baseline, exponents);
        powers.set(coefficients.slope, baseline);
        let rows = baseline.counts.len();
        means.resize(rows + LONGEST_RUN, 0.0);
        for run in &baseline.runs {
            let base = exponents[run.level] * powers.at(run.steps);
            // A whole stretch is written; the next run overwrites what is beyond this one.
            let stretch = &mut means[run.row..run.row + LONGEST_RUN];
            for (mean, power) in stretch.iter_mut().zip(&powers.fine) {
                *mean = base * power;
            }
        }
        means.truncate(rows);
    }

    fn means_by_rows(
        &mut self,
        coefficients: &Coefficients,
        source: &Source<'_>,
        baseline: &Baseline,
        means: &mut Vec<f64>,
    ) {
        self.exponents.clear();
        for run in &baseline.runs {
            for position in run.position..run.position + run.length {
                let time = source.times[position] - baseline.origin;
                let log = coefficients.at(time, run.level);
                self.exponents.push(log + source.offset(position));
            }
        }
        means.clear();
        means.resize(self.exponents.len(), 0.0);
        exponentials(&self.exponents, means);
        for mean in means {
            *mean = mean.max(LEAST_MEAN);
        }
    }

    /// Counts times their predictors, summed.
    fn of_counts(&self, sums: &Sums) -> f64 {
        let levels = sums.levels.iter().enumerate();
        let of_levels: f64 = levels.map(|(at, level)| self.fit.at(0.0, at) * level.count).sum();
        of_levels + self.fit.slope * sums.count_time
    }

    /// Deviance row by row.
    fn deviance(
        &mut self,
        source: &Source<'_>,
        baseline: &Baseline,
        prior: PriorWeights<'_>,
    ) -> f64 {
        let current = std::mem::take(&mut self.fit);
        let mut means = std::mem::take(&mut self.means);
        self.means_by_rows(&current, source, baseline, &mut means);
        let of_row = |row: usize, position: usize| {
            let count = baseline.counts[row];
            // The exponents were left by the means.
            count * (source.log_counts[position] - self.exponents[row]) - (count - means[row])
        };
        let mut half = 0.0;
        for run in &baseline.runs {
            let rows = (run.row..run.row + run.length).zip(run.position..);
            half += rows.map(|(row, position)| of_row(row, position)).sum::<f64>();
        }
        for row in prior.weighed_down {
            half += row.less * of_row(row.row, row.position);
        }
        self.means = means;
        self.fit = current;
        2.0 * prior.gamma * half
    }
}

/// Variance of the predictor of one level at any time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Variances {
    of_level: f64,
    middle: f64,
    of_slope: f64,
}

impl Variances {
    /// At `time`, counted from the origin.
    pub(super) fn at(self, time: f64) -> f64 {
        let distance = time - self.middle;
        self.of_level + distance * distance * self.of_slope
    }
}

impl Coefficients {
    /// Log of the mean at `time` from the origin.
    fn at(&self, time: f64, level: usize) -> f64 {
        self.levels[level] + self.slope * (time - self.middles[level])
    }

    /// Means at the time of the first row of all.
    fn factors(&self, baseline: &Baseline, factors: &mut Vec<f64>) {
        let start = baseline.runs.first().map_or(0.0, |run| run.time);
        factors.clear();
        factors.extend((0..self.levels.len()).map(|level| self.at(start, level)));
        exponentials_of(factors);
    }

    /// The fast way, unless steps are uneven or a mean is near the least there is.
    fn way(&self, source: &Source<'_>, baseline: &Baseline) -> Way {
        let span = baseline.span();
        let reach = self.slope.abs() * span;
        let (mut least, mut greatest) = (f64::INFINITY, f64::NEG_INFINITY);
        for level in 0..self.levels.len() {
            let log = self.at(0.0, level);
            least = if log < least { log } else { least };
            greatest = if log > greatest { log } else { greatest };
        }
        let tame = reach < MOST_REACH && least - reach > LEAST_LOG_MEAN && greatest + reach < 700.0;
        if tame && source.steps == Steps::Even { Way::Runs } else { Way::Rows }
    }
}

impl Source<'_> {
    /// The values of a run's rows, each with its time.
    fn rows_of<'b>(&'b self, run: &Run, values: &'b [f64]) -> impl Iterator<Item = (f64, f64)> {
        let times = &self.times[run.position..run.position + run.length];
        values[run.row..run.row + run.length].iter().copied().zip(times.iter().copied())
    }
}

impl Baseline {
    /// The run that holds `row`.
    pub(super) fn run_of(&self, row: usize) -> &Run {
        let after = self.runs.partition_point(|run| run.row <= row);
        &self.runs[after - 1]
    }

    /// Greatest distance of a row from the origin, or a little more.
    fn span(&self) -> f64 {
        let ends = [self.runs.first(), self.runs.last()].into_iter().flatten();
        ends.map(|run| run.time.abs()).fold(0.0, f64::max) + LONGEST_RUN as f64
    }
}

/// Stopping rule, limit and start are those of R's `glm.fit`: the results depend on them.
const TOLERANCE: f64 = 1e-8;
const MOST_STEPS: usize = 25;
pub(super) const START_ABOVE_COUNT: f64 = 0.1;
/// R's inverse log link never returns less.
pub(super) const LEAST_MEAN: f64 = f64::EPSILON;
/// Below this the least mean may matter.
const LEAST_LOG_MEAN: f64 = -35.0;
/// Slopes that move the log of the mean further than this from the origin are run away.
const MOST_REACH: f64 = 150.0;
/// Rounding of a sum of means, over what the stopping rule must still tell apart.
const NOISE: f64 = 1e-5;
