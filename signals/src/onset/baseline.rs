//! What was to be expected, from the periods before: season, trend, spread, and how sure that is.
//!
//! It does not look at the period under test.

use super::NotAssessableOnset;
use super::past_outbreaks::PastOutbreaks;
use super::regression::{COLUMNS, Columns, Regression, Rows, TREND, WAVES};
use super::source::{Source, TREND_UNIT_YEARS};
use crate::vectors::{sum, sum_of_products};

/// Mean and spread of the period under test and of the one before it.
#[derive(Debug, Clone, Copy)]
pub struct Forecast {
    pub current: f64,
    pub previous: Option<f64>,
    /// Variance of a count over its mean, at least 1.
    pub dispersion: f64,
    /// Standard error of the log of the means.
    pub error: f64,
    /// Change of the log of the mean in a year.
    pub trend: f64,
    /// Years of history that were used.
    pub years: u16,
}

/// Buffers that live as long as a series.
#[derive(Debug, Default)]
pub struct Baseline {
    regression: Regression,
    past_outbreaks: PastOutbreaks,
    coarse: Coarse,
    learnt: Option<Learnt>,
}

/// Rows added up a few at a time, and without extremes, for a first fit.
#[derive(Debug, Default)]
struct Coarse {
    regression: Regression,
    cap: f64,
    sorted: Vec<f64>,
    counts: Vec<f64>,
    offsets: Vec<f64>,
    design: [Vec<f64>; COLUMNS - 1],
}

/// What was learnt for a month of positions, or why nothing could be.
#[derive(Debug, Clone, Copy)]
struct Learnt {
    first: usize,
    outcome: Result<Known, NotAssessableOnset>,
}

/// What is known of a baseline beside its regression.
#[derive(Debug, Clone, Copy)]
struct Known {
    dispersion: f64,
    years: u16,
    /// Column of the trend at the last row.
    trend_end: f64,
}

impl Baseline {
    /// What was to be expected of `position`, learnt from the periods before its month.
    pub fn forecast(
        &mut self,
        source: &Source<'_>,
        position: usize,
    ) -> Result<Forecast, NotAssessableOnset> {
        let first = source.month_start(position);
        let known = self.learnt.filter(|learnt| learnt.first == first);
        let learnt = known.unwrap_or_else(|| Learnt { first, outcome: self.learn(source, first) });
        self.learnt = Some(learnt);
        Ok(self.forecast_of(source, position, learnt.outcome?))
    }

    /// Fits the baseline of `position`.
    ///
    /// Where a year does not fit to one trend over all of the history, the later half of it is used, but
    /// not less than three years.
    fn learn(&mut self, source: &Source<'_>, position: usize) -> Result<Known, NotAssessableOnset> {
        let settings = source.settings;
        let frequency = usize::from(source.series.frequency);
        let end = position.saturating_sub(source.recent_excluded);
        let rows_of = |years: u16| {
            let start = position.saturating_sub(usize::from(years) * frequency);
            source.rows(start..end)
        };
        let mut years = settings.years_back;
        let mut rows = rows_of(years);
        let needs = (usize::from(settings.least_years) * frequency)
            .saturating_sub(source.recent_excluded)
            .max(LEAST_ROWS);
        let has = rows.counts.len();
        if has < needs {
            return Err(NotAssessableOnset::TooShort { needs, has });
        }
        let mut dispersion = self.fit(source, &rows);
        while self.misfit(&rows, frequency) > LARGEST_MISFIT {
            let shorter = (years / 2).max(settings.least_years).max(LEAST_YEARS_OF_TREND);
            let fewer = rows_of(shorter);
            if shorter >= years || fewer.counts.len() < needs {
                break;
            }
            years = shorter;
            rows = fewer;
            dispersion = self.fit(source, &rows);
        }
        let trend_end = rows.design[TREND - 1].last().copied().unwrap_or(0.0);
        let dispersion = dispersion.max(settings.least_dispersion);
        Ok(Known { dispersion, years, trend_end })
    }

    /// A trend that rises ends with the rows that taught it: growth that goes on is what is looked for, and
    /// not what is to be expected.
    fn forecast_of(&self, source: &Source<'_>, position: usize, known: Known) -> Forecast {
        let Known { dispersion, years, trend_end } = known;
        let regression = &self.regression;
        let growth = regression.coefficients[TREND].max(0.0);
        let mean = |position: usize, columns: &Columns| {
            let beyond = growth * (columns[TREND] - trend_end).max(0.0);
            let predictor = regression.predictor(columns) - beyond + source.offset(position);
            libm::exp(predictor.clamp(-LARGEST_PREDICTOR, LARGEST_PREDICTOR))
        };
        let columns = source.columns(position);
        let previous = position.checked_sub(1);
        let variance = dispersion * regression.unscaled_variance(&columns);
        Forecast {
            current: mean(position, &columns),
            previous: previous.map(|previous| mean(previous, &source.columns(previous))),
            dispersion,
            error: variance.max(0.0).sqrt().min(LARGEST_ERROR),
            trend: regression.coefficients[TREND] / TREND_UNIT_YEARS,
            years,
        }
    }

    /// Fits the rows and returns their dispersion.
    fn fit(&mut self, source: &Source<'_>, rows: &Rows<'_>) -> f64 {
        let regression = &mut self.regression;
        let first = self.coarse.fit(rows);
        regression.coefficients = first;
        regression.penalties = [PRIOR_PENALTY; COLUMNS];
        regression.weights.clear();
        regression.weights.resize(rows.counts.len(), 1.0);
        regression.update_means(rows);
        let mut spread = dispersion(rows, regression, self.coarse.cap);
        for _ in 0..ROUNDS_OF_WEIGHTS {
            self.past_outbreaks.weigh(rows, regression, spread, source.settings);
            regression.fit(rows, 1, 0.0);
            spread = dispersion(rows, regression, f64::INFINITY);
        }
        shrink(regression, spread);
        regression.fit(rows, MOST_STEPS, TOLERANCE);
        dispersion(rows, regression, f64::INFINITY)
    }

    /// Largest distance of a year's rows, all in all, from their means, in standard deviations.
    ///
    /// - Shape: the deviation is that of successive rows, which a level that moved does not inflate.
    fn misfit(&self, rows: &Rows<'_>, frequency: usize) -> f64 {
        let (weights, means) = (&self.regression.weights, &self.regression.means);
        let relative =
            |row: usize| (weights[row] / means[row]).sqrt() * (rows.counts[row] - means[row]);
        let count = rows.counts.len();
        let steps = (1..count).map(|row| relative(row) - relative(row - 1));
        let local = steps.map(|step| step * step).sum::<f64>() / (2.0 * count as f64 - 2.0);
        let mut largest = 0.0_f64;
        for ((counts, means), weights) in rows
            .counts
            .rchunks(frequency)
            .zip(means.rchunks(frequency))
            .zip(weights.rchunks(frequency))
        {
            let expected = sum_of_products(weights, means);
            let excess = sum_of_products(weights, counts) - expected;
            let deviation = (local.max(1.0) * expected).max(f64::MIN_POSITIVE).sqrt();
            largest = largest.max(excess.abs() / deviation);
        }
        largest
    }
}

impl Coarse {
    /// Coefficients of a first fit.
    fn fit(&mut self, rows: &Rows<'_>) -> Columns {
        self.sorted.clear();
        self.sorted.extend_from_slice(rows.counts);
        let place = self.sorted.len() * 19 / 20;
        let (_, high, _) = self.sorted.select_nth_unstable_by(place, f64::total_cmp);
        self.cap = CAP_FACTOR * *high + CAP_CASES;
        let together = (rows.counts.len() / LEAST_COARSE_ROWS).clamp(1, MOST_TOGETHER);
        let add_up = |column: &mut Vec<f64>, values: &[f64]| {
            column.clear();
            column.extend(values.chunks(together).map(|chunk| chunk.iter().sum::<f64>()));
        };
        self.sorted.clear();
        self.sorted.extend(rows.counts.iter().map(|count| count.min(self.cap)));
        add_up(&mut self.counts, &self.sorted);
        for (column, values) in self.design.iter_mut().zip(rows.design) {
            add_up(column, values);
        }
        add_up(&mut self.offsets, rows.offsets);
        self.offsets.resize(self.counts.len(), 0.0);
        for (chunk, offset) in self.offsets.iter_mut().enumerate() {
            let size = together.min(rows.counts.len() - chunk * together) as f64;
            *offset = *offset / size + libm::log(size);
            for column in &mut self.design {
                column[chunk] /= size;
            }
        }
        let rows = Rows {
            counts: &self.counts,
            offsets: &self.offsets,
            design: self.design.each_ref().map(Vec::as_slice),
        };
        let chunks = self.counts.len() as f64;
        let level = libm::log((sum(&self.counts) + 0.5) / chunks) - sum(&self.offsets) / chunks;
        let regression = &mut self.regression;
        regression.coefficients = [level, 0.0, 0.0, 0.0, 0.0, 0.0];
        regression.penalties = [PRIOR_PENALTY; COLUMNS];
        regression.weights.clear();
        regression.weights.resize(self.counts.len(), 1.0);
        regression.update_means(&rows);
        regression.fit(&rows, MOST_STEPS, TOLERANCE);
        regression.coefficients
    }
}

/// Pearson's estimate, at least 1, with no count above `cap`.
fn dispersion(rows: &Rows<'_>, regression: &mut Regression, cap: f64) -> f64 {
    let squares = regression.squares(rows, cap);
    let weight = sum(&regression.weights);
    let degrees = (weight - COLUMNS as f64).max(weight / 2.0);
    (squares / degrees.max(1.0)).clamp(1.0, LARGEST_DISPERSION)
}

/// Penalises the trend and each wave by what of it is more than noise.
///
/// - Source: the empirical Bayes estimate of a prior variance, as in Efron & Morris 1973,
///   doi:10.1080/01621459.1973.10481350.
fn shrink(regression: &mut Regression, dispersion: f64) {
    let (coefficients, inverse) = (regression.coefficients, regression.inverse);
    let square = |column: usize| coefficients[column] * coefficients[column];
    let noise = |column: usize| dispersion * inverse[column][column];
    let penalty = |size: f64, noise: f64| {
        let signal = (size - noise).max(noise * LEAST_SIGNAL);
        (dispersion / signal.max(f64::MIN_POSITIVE)).max(PRIOR_PENALTY)
    };
    for wave in WAVES {
        let size = f64::midpoint(square(wave), square(wave + 1));
        let noise = f64::midpoint(noise(wave), noise(wave + 1));
        regression.penalties[wave] = penalty(size, noise);
        regression.penalties[wave + 1] = regression.penalties[wave];
    }
    regression.penalties[TREND] = penalty(square(TREND), noise(TREND));
}

/// Fewer rows than this bear no trend and no wave.
const LEAST_ROWS: usize = COLUMNS + 1;
/// No trend is sought in fewer years.
const LEAST_YEARS_OF_TREND: u16 = 3;
/// One history in some hundred has a year this far off by chance.
const LARGEST_MISFIT: f64 = 3.5;
const ROUNDS_OF_WEIGHTS: usize = 2;
const MOST_STEPS: usize = 8;
const TOLERANCE: f64 = 0.02;
/// A wave of e-fold size, or a trend of e-fold in five years, costs as much as half a case.
const PRIOR_PENALTY: f64 = 1.0;
/// What is left of a wave that is no larger than noise.
const LEAST_SIGNAL: f64 = 1e-4;
/// In the first fit no count is larger than this many times the usual largest and a few more.
const CAP_FACTOR: f64 = 3.0;
const CAP_CASES: f64 = 5.0;
/// Rows are added up as long as this many are left, and no more at a time than the season bears.
const LEAST_COARSE_ROWS: usize = 52;
const MOST_TOGETHER: usize = 4;
const LARGEST_DISPERSION: f64 = 1e9;
const LARGEST_PREDICTOR: f64 = 40.0;
const LARGEST_ERROR: f64 = 1.5;
