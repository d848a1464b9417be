//! A change point: is there a moment before which the figures were lower, or higher, than after it?
//!
//! By the order of the figures alone, exact for short series, with the moment. It says nothing of the
//! newest figure in particular (see `step`), and it takes one change for granted: figures that wander
//! or grow have a change point too.

use std::ops::Range;

use crate::short::{Known, NotAssessable, ShortSeries, ShortSeriesError, median, require};

/// Everything the change-point test can be told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChangePointSettings {
    /// Fewest known figures, at least 4; where `alpha` takes more of them, more are needed.
    pub least_figures: usize,
    /// Most periods to look back on, the newest included.
    pub longest: usize,
    /// Chance of an alarm in one direction without a change, 0 to 1.
    pub alpha: f64,
}

impl ChangePointSettings {
    /// Pettitt's test over the last `longest` figures; at its alpha of 0.01 an alarm takes 10.
    ///
    /// - Source: Pettitt 1979, Applied Statistics 28:126, doi:10.2307/2346729.
    pub fn pettitt(longest: usize) -> Self {
        Self { least_figures: 5, longest, alpha: 0.01 }
    }

    fn require_sound(&self) -> Result<(), ShortSeriesError> {
        require(self.least_figures >= 4, "least_figures", "at least 4")?;
        require(self.longest >= self.least_figures, "longest", "no less than least_figures")?;
        require(self.alpha > 0.0 && self.alpha < 0.5, "alpha", "above 0 and below 0.5")
    }
}

/// What the test says of the figures that end with one period.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangePointAssessment {
    /// Position of the newest figure, from 0.
    pub position: usize,
    /// The verdict, or why there is none.
    pub change: Result<ChangePoint, NotAssessable>,
}

/// The most likely moment of a change.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChangePoint {
    /// Position of the first figure after the change, from 0.
    pub first_after: usize,
    /// Median of the figures before it.
    pub before: f64,
    /// Median of the figures from it on.
    pub after: f64,
    /// Pettitt's K, positive for a rise.
    pub statistic: f64,
    /// Chance of as clear a change, either way, in a random order.
    pub p_value: f64,
    /// Chance of as clear a rise as the clearest one here.
    pub p_rise: f64,
    /// Chance of as clear a fall as the clearest one here.
    pub p_fall: f64,
}

/// Assesses the figures that end with each period in `evaluated`.
///
/// - Shape: one assessment for each position in `evaluated`, in order; a missing earlier figure is
///   passed over.
/// - Source: Pettitt 1979, doi:10.2307/2346729. Up to 16 figures the p-values count all orders, ties
///   included; beyond that they are Pettitt's exp(-6 K^2 / (n^3 + n^2)), twice that for either way;
///   checked against all permutations in R.
/// - Cost: for n figures up to 16, n 2^n steps a period.
///
/// # Errors
///
/// Settings out of range, figures that are negative or no numbers, or positions beyond the end.
pub fn change_point(
    series: &ShortSeries<'_>,
    evaluated: Range<usize>,
    settings: &ChangePointSettings,
) -> Result<Vec<ChangePointAssessment>, ShortSeriesError> {
    settings.require_sound()?;
    series.require_sound(&evaluated)?;
    let assess = |position| ChangePointAssessment {
        position,
        change: change_at(series, position, settings),
    };
    Ok(evaluated.map(assess).collect())
}

fn change_at(
    series: &ShortSeries<'_>,
    position: usize,
    settings: &ChangePointSettings,
) -> Result<ChangePoint, NotAssessable> {
    let Known { positions: at, figures } =
        series.known(position, settings.longest, settings.least_figures)?;
    require_alarm_possible(figures.len(), settings.alpha)?;
    let ranks = centred_ranks(&figures);
    // How far the figures so far lie below what they would be in any order.
    let below: Vec<i64> = ranks
        .iter()
        .scan(0, |sum, rank| {
            *sum -= rank;
            Some(*sum)
        })
        .collect();
    let inner = &below[..below.len() - 1];
    let (rise, fall) = inner.iter().fold((0, 0), |(rise, fall), u| (rise.max(*u), fall.max(-*u)));
    let largest = rise.max(fall);
    let split = inner.iter().position(|u| u.abs() == largest).unwrap_or(0);
    let (before, after) = figures.split_at(split + 1);
    Ok(ChangePoint {
        first_after: at[split + 1],
        before: median(&mut before.to_vec()),
        after: median(&mut after.to_vec()),
        statistic: inner[split] as f64,
        p_value: chance(&ranks, largest, largest),
        p_rise: chance(&ranks, rise, NEVER),
        p_fall: chance(&ranks, NEVER, fall),
    })
}

/// Refuses so few figures that the clearest change there is would be no alarm.
fn require_alarm_possible(has: usize, alpha: f64) -> Result<(), NotAssessable> {
    let is_possible = |n: &usize| least_chance(*n) < alpha;
    if is_possible(&has) {
        return Ok(());
    }
    let needs = (has + 1..=usize::MAX)
        .find(is_possible)
        .expect("the least chance goes to 0 as figures grow");
    Err(NotAssessable::NoAlarmPossible { needs, has })
}

/// The least chance that `n` figures can have, ties or none: that of all the low ones coming first.
fn least_chance(n: usize) -> f64 {
    let half = n / 2;
    if n > MOST_EXACT {
        return asymptotic_chance(n, (half * (n - half)) as f64);
    }
    let ways = (1..=half).fold(1.0, |ways, i| ways * (n - half + i) as f64 / i as f64);
    // An odd number has two middles, and the orders that are lowest before both count once.
    let middles = if n.is_multiple_of(2) { 1.0 } else { 2.0 - 1.0 / (half + 1) as f64 };
    middles / ways
}

/// Pettitt's approximation for one direction.
fn asymptotic_chance(n: usize, k: f64) -> f64 {
    let n = n as f64;
    libm::exp(-6.0 * k * k / (n * n * n + n * n))
}

/// Twice the rank, ties sharing the mean of theirs, less n + 1: whole numbers that add up to 0.
fn centred_ranks(figures: &[f64]) -> Vec<i64> {
    let rank = |figure: &f64| {
        let signs =
            figures.iter().map(|other| i64::from(other < figure) - i64::from(other > figure));
        signs.sum()
    };
    figures.iter().map(rank).collect()
}

/// Chance that in a random order the sum goes as low as `-rise` or as high as `fall`.
fn chance(ranks: &[i64], rise: i64, fall: i64) -> f64 {
    if rise == 0 || fall == 0 {
        return 1.0;
    }
    let n = ranks.len();
    if n > MOST_EXACT {
        let tail = |k: i64| asymptotic_chance(n, k as f64);
        return [rise, fall].into_iter().filter(|k| *k < NEVER).map(tail).sum::<f64>().min(1.0);
    }
    // Where the sum stands depends only on which figures have come, so sets of figures are counted, not
    // orders of them; `share` is the share of their orders that never went so far.
    let mut share = vec![0.0_f64; 1 << n];
    let mut sum = vec![0_i64; 1 << n];
    share[0] = 1.0;
    for set in 1_usize..1 << n {
        let lowest = set.trailing_zeros() as usize;
        sum[set] = sum[set & (set - 1)] - ranks[lowest];
        if sum[set] >= rise || -sum[set] >= fall {
            continue;
        }
        let (mut rest, mut total) = (set, 0.0);
        while rest != 0 {
            total += share[set & !(rest & rest.wrapping_neg())];
            rest &= rest - 1;
        }
        share[set] = total / f64::from(set.count_ones());
    }
    1.0 - share[(1 << n) - 1]
}

/// A sum that no order reaches.
const NEVER: i64 = i64::MAX;

/// Figures up to which all orders are counted.
const MOST_EXACT: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_chance_is_that_of_figures_that_only_grow() {
        for n in 4..=30_usize {
            let figures: Vec<f64> = (0..n).map(|i| i as f64).collect();
            let clearest = i64::try_from(n / 2 * (n - n / 2)).expect("small");
            let counted = chance(&centred_ranks(&figures), clearest, NEVER);
            assert!((counted / least_chance(n) - 1.0).abs() < 1e-9, "{n}: {counted}");
        }
        for (n, least) in [(5, 0.166_667), (6, 0.05), (7, 0.05), (8, 0.014_286), (10, 0.003_968)] {
            assert!((least_chance(n) - least).abs() < 1e-6, "{n}");
        }
    }
}
