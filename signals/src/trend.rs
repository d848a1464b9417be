//! A trend: do the figures keep going one way, more than chance or wandering explains?
//!
//! Two tests, each in both directions. *Mann-Kendall* asks whether later figures are higher than
//! earlier ones, by their order alone: sharp for figures scattered about a line, and misled by figures
//! that wander. *Drift* asks whether the changes from one figure to the next have a mean other than
//! none: it stands wandering, and needs growth to be steady. Neither knows seasons.

use std::ops::Range;

use crate::distributions::{normal_upper_tail, student_quantile, student_upper_tail};
use crate::short::{
    Known, NotAssessable, Scale, ShortSeries, ShortSeriesError, log_of, mean, median, offset_of,
    require, squared_distances,
};

/// Everything a trend test can be told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrendSettings {
    /// Which test.
    pub method: TrendMethod,
    /// Fewest known figures, the newest included; at least 4.
    pub least_figures: usize,
    /// Most periods to look back on, the newest included.
    pub longest: usize,
    /// Least standard deviation of a change of the logarithm of an amount; above 0 (drift only).
    pub least_log_spread: f64,
    /// Chance of an alarm in one direction without a trend, 0 to 1.
    pub alpha: f64,
}

/// Which test for a trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrendMethod {
    /// Order of the figures, exact for up to 60 of them.
    MannKendall,
    /// Mean of the changes of their logarithms.
    Drift,
}

impl TrendSettings {
    /// Mann-Kendall over the last `longest` figures, 5 at least.
    ///
    /// - Source: Mann 1945, Econometrica 13:245, doi:10.2307/1907187; Kendall 1975, Rank Correlation
    ///   Methods, 4th ed.
    pub fn mann_kendall(longest: usize) -> Self {
        Self {
            method: TrendMethod::MannKendall,
            least_figures: 5,
            longest,
            least_log_spread: 0.02,
            alpha: 0.01,
        }
    }

    /// Drift over the last `longest` figures, 5 at least.
    pub fn drift(longest: usize) -> Self {
        Self { method: TrendMethod::Drift, ..Self::mann_kendall(longest) }
    }

    fn require_sound(&self) -> Result<(), ShortSeriesError> {
        require(self.least_figures >= 4, "least_figures", "at least 4")?;
        require(self.longest >= self.least_figures, "longest", "no less than least_figures")?;
        let holds = self.least_log_spread > 0.0 && self.least_log_spread.is_finite();
        require(holds, "least_log_spread", "a finite number above 0")?;
        require(self.alpha > 0.0 && self.alpha < 0.5, "alpha", "above 0 and below 0.5")
    }
}

/// What a trend test says of the figures that end with one period.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendAssessment {
    /// Position of the newest figure, from 0.
    pub position: usize,
    /// The verdict, or why there is none.
    pub trend: Result<Trend, NotAssessable>,
}

/// Figures held against having no trend.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// The newest figure.
    pub observed: f64,
    /// The oldest one: where the newest was expected without a trend.
    pub expected: f64,
    /// The newest figure lies below this where the drift test gives an alarm; `None` for Mann-Kendall.
    ///
    /// - Differs: from a bound for other figures: it is drawn with the spread the newest figure takes part
    ///   in, so a figure put in its place would have a bound of its own.
    pub lower_bound: Option<f64>,
    /// The newest figure lies above this where the drift test gives an alarm; as `lower_bound`, for the
    /// given figure only.
    pub upper_bound: Option<f64>,
    /// Change a period: the median of the slopes between any two figures.
    ///
    /// - Source: Sen 1968, JASA 63:1379, doi:10.2307/2285891.
    pub slope: f64,
    /// Mann-Kendall's S, or Student's t of the drift; positive for a rise.
    pub statistic: f64,
    /// Chance of as strong a rise or a stronger one without a trend.
    pub p_rise: f64,
    /// Chance of as strong a fall or a stronger one without a trend.
    pub p_fall: f64,
}

/// Assesses the figures that end with each period in `evaluated`.
///
/// - Shape: one assessment for each position in `evaluated`, in order; a missing earlier figure is
///   passed over.
/// - Source: Mann-Kendall: the law of S with ties is that of the inversions of a multiset (Stanley 2011,
///   Enumerative Combinatorics 1, 2nd ed., 1.7), exact up to 60 figures, beyond that normal with
///   Kendall's variance for ties and continuity corrected; checked against R 4.2.2 `cor.test` and, with
///   ties, against all permutations. Drift: Student's t of the mean of the changes; checked against R
///   `t.test`.
/// - Differs: drift adds to counts and amounts what [`crate::step()`] adds, and its standard error is at
///   least what Poisson counts or the least spread give. A change across a gap counts as one change.
///
/// # Errors
///
/// Settings out of range, figures that are negative or no numbers, or positions beyond the end.
pub fn trend(
    series: &ShortSeries<'_>,
    evaluated: Range<usize>,
    settings: &TrendSettings,
) -> Result<Vec<TrendAssessment>, ShortSeriesError> {
    settings.require_sound()?;
    series.require_sound(&evaluated)?;
    let assess =
        |position| TrendAssessment { position, trend: trend_at(series, position, settings) };
    Ok(evaluated.map(assess).collect())
}

fn trend_at(
    series: &ShortSeries<'_>,
    position: usize,
    settings: &TrendSettings,
) -> Result<Trend, NotAssessable> {
    let Known { positions: at, figures } =
        series.known(position, settings.longest, settings.least_figures)?;
    let (expected, observed) = (figures[0], figures[figures.len() - 1]);
    let bare = Trend {
        observed,
        expected,
        lower_bound: None,
        upper_bound: None,
        slope: sen_slope(&at, &figures),
        statistic: 0.0,
        p_rise: 1.0,
        p_fall: 1.0,
    };
    Ok(match settings.method {
        TrendMethod::MannKendall => {
            let (s, p_rise, p_fall) = mann_kendall(&figures);
            Trend { statistic: s, p_rise, p_fall, ..bare }
        }
        TrendMethod::Drift => drift(&figures, series.scale, settings, bare),
    })
}

/// Median of the slopes between any two figures.
fn sen_slope(at: &[usize], figures: &[f64]) -> f64 {
    let mut slopes = Vec::new();
    for (i, figure) in figures.iter().enumerate() {
        let earlier = at.iter().zip(figures).take(i);
        slopes.extend(earlier.map(|(t, y)| (figure - y) / (at[i] - t) as f64));
    }
    median(&mut slopes)
}

/// Mann-Kendall's S with the chances of one as high and one as low.
fn mann_kendall(figures: &[f64]) -> (f64, f64, f64) {
    let mut s = 0_i64;
    for (i, figure) in figures.iter().enumerate() {
        for earlier in &figures[..i] {
            s += i64::from(figure > earlier) - i64::from(figure < earlier);
        }
    }
    let ties = tie_groups(figures);
    let (rise, fall) = if figures.len() <= MOST_EXACT {
        (kendall_upper_tail(&ties, s), kendall_upper_tail(&ties, -s))
    } else {
        (kendall_normal_tail(&ties, s), kendall_normal_tail(&ties, -s))
    };
    (s as f64, rise, fall)
}

/// How often each value occurs.
fn tie_groups(figures: &[f64]) -> Vec<usize> {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.chunk_by(|a, b| a.to_bits() == b.to_bits()).map(<[f64]>::len).collect()
}

/// Chance that S is `s` or more in a random order, exactly.
fn kendall_upper_tail(ties: &[usize], s: i64) -> f64 {
    let mut orders = vec![1.0];
    let (mut placed, mut pairs) = (0, 0);
    for group in ties {
        orders = product(&orders, &gaussian_binomial(placed, *group));
        pairs += placed * group;
        placed += group;
    }
    // S is the number of comparable pairs less twice the inversions.
    let pairs = i64::try_from(pairs).expect("sixty figures make few pairs");
    let total: f64 = orders.iter().sum();
    let counted = orders.iter().zip(0_i64..).filter(|(_, inversions)| pairs - 2 * inversions >= s);
    (counted.map(|(orders, _)| orders).sum::<f64>() / total).min(1.0)
}

/// Numbers of ways to put `new` equal figures among `placed` smaller ones, by inversions.
fn gaussian_binomial(placed: usize, new: usize) -> Vec<f64> {
    // ways[j] is the polynomial for j of the new ones; a smaller figure after j of them makes j inversions.
    let mut ways = vec![vec![1.0]; new + 1];
    for _ in 0..placed {
        for (j, with_j) in ways.iter_mut().enumerate().skip(1) {
            with_j.splice(0..0, std::iter::repeat_n(0.0, j));
        }
        // Adding the ways that put another of the new figures before this one.
        for j in 1..=new {
            let (fewer, more) = ways.split_at_mut(j);
            add_to(&mut more[0], &fewer[j - 1]);
        }
    }
    ways.pop().expect("there is one more than the new figures")
}

fn add_to(sum: &mut Vec<f64>, other: &[f64]) {
    if sum.len() < other.len() {
        sum.resize(other.len(), 0.0);
    }
    for (sum, other) in sum.iter_mut().zip(other) {
        *sum += other;
    }
}

fn product(left: &[f64], right: &[f64]) -> Vec<f64> {
    let mut product = vec![0.0; left.len() + right.len() - 1];
    for (i, a) in left.iter().enumerate() {
        for (j, b) in right.iter().enumerate() {
            product[i + j] += a * b;
        }
    }
    product
}

/// Normal tail of S, continuity corrected.
fn kendall_normal_tail(ties: &[usize], s: i64) -> f64 {
    let spread = |n: usize| {
        let n = n as f64;
        n * (n - 1.0) * (2.0 * n + 5.0)
    };
    let all: usize = ties.iter().sum();
    let variance = (spread(all) - ties.iter().map(|n| spread(*n)).sum::<f64>()) / 18.0;
    if variance <= 0.0 { 1.0 } else { normal_upper_tail((s as f64 - 1.0) / variance.sqrt()) }
}

fn drift(figures: &[f64], scale: Scale, settings: &TrendSettings, bare: Trend) -> Trend {
    let offset = offset_of(figures, scale);
    let logs: Vec<f64> = figures.iter().map(|figure| log_of(*figure, offset)).collect();
    let changes: Vec<f64> = logs.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let n = changes.len() as f64;
    let least_variance_of_mean = match scale {
        Scale::Amounts => settings.least_log_spread * settings.least_log_spread / n,
        Scale::Counts => {
            // With chance alone only the ends count, as what lies between cancels.
            let level = mean(figures) + offset;
            2.0 / level / (n * n)
        }
    };
    let variance_of_mean =
        (squared_distances(&changes) / (n - 1.0) / n).max(least_variance_of_mean);
    let standard_error = variance_of_mean.sqrt();
    let t = (mean(&changes) / standard_error).clamp(-1e9, 1e9);
    let degrees = n - 1.0;
    let reach = student_quantile(1.0 - settings.alpha, degrees) * standard_error * n;
    let back = |log: f64| Some((libm::exp(log) - offset).max(0.0));
    // Counts that end where they began say nothing either way, and often do so by chance.
    let is_level = scale == Scale::Counts && bare.observed.to_bits() == bare.expected.to_bits();
    let tail = |t| if is_level { 1.0 } else { student_upper_tail(t, degrees) };
    Trend {
        lower_bound: back(logs[0] - reach),
        upper_bound: back(logs[0] + reach),
        statistic: t,
        p_rise: tail(t),
        p_fall: tail(-t),
        ..bare
    }
}

/// Figures up to which the law of S is computed exactly.
const MOST_EXACT: usize = 60;
