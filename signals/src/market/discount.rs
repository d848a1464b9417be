//! Price of a gram against the size of the deal: the quantity discount.
//!
//! Answers: by which power of the deal's size the price of a gram falls, and what a gram costs in a deal
//! of a stated size. One wild price moves neither. It knows no buyers or sellers: deals of one seller
//! are not independent, and an interval is then too narrow.

use super::median::{Median, MedianError, median, middle};
use crate::distributions::normal_quantile;

/// One deal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Deal {
    /// How much, in any unit of mass.
    pub size: f64,
    /// The price for one gram of it, or of what is pure in it.
    pub price: f64,
}

/// What is asked of deals before a discount is told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DiscountSettings {
    /// Level of the intervals.
    pub level: f64,
    /// Fewest deals.
    pub fewest_deals: usize,
    /// Fewest different sizes.
    pub fewest_sizes: usize,
    /// Most deals that are compared with one another; of more, so many at even steps of size.
    pub most_deals: usize,
}

impl DiscountSettings {
    /// Eight deals of three sizes: below eight the interval's approximation does not hold.
    pub fn of_level(level: f64) -> Self {
        Self { level, fewest_deals: 8, fewest_sizes: 3, most_deals: 2_000 }
    }
}

/// How the price of a gram moves with the size of the deal.
#[derive(Debug, Clone, PartialEq)]
pub struct QuantityDiscount {
    /// Power of the size that the price of a gram goes with; below zero where larger deals are cheaper.
    pub exponent: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end of its interval.
    pub high: f64,
    /// Deals that were compared.
    pub deals: usize,
    /// Smallest and largest size among them.
    pub sizes: (f64, f64),
    level: f64,
    points: Vec<(f64, f64)>,
}

/// Why no discount is told.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum NoDiscount {
    /// Too few deals.
    #[error("{deals} deals are too few: {needed} are needed")]
    TooFewDeals {
        /// Those there are.
        deals: usize,
        /// Those needed.
        needed: usize,
    },
    /// Too few different sizes.
    #[error("deals of {sizes} different sizes are too few: {needed} are needed")]
    TooFewSizes {
        /// Those there are.
        sizes: usize,
        /// Those needed.
        needed: usize,
    },
    /// A size or price that is not above zero.
    #[error("a deal's size or price is not above zero: leave it out and say so")]
    NotPositive,
    /// A level that is none.
    #[error("{0} is no level of an interval: use one from 0.5 to 0.9999, such as 0.95")]
    NoLevel(f64),
}

/// Fits the logarithm of the price of a gram against that of the deal's size by the median of all slopes.
///
/// - Source: Theil 1950 and Sen 1968, doi:10.1080/01621459.1968.10480934; the interval with ties as
///   scipy 1.17.1 `stats.theilslopes`, against which it is checked. That log price is straight in log
///   size: Caulkins & Padman 1993, Journal of the American Statistical Association 88:748.
/// - Differs: values that agree to 1e-9 are ties, so that ounces and grams give the same interval.
/// - Cost: quadratic in the deals, which [`DiscountSettings::most_deals`] bounds.
///
/// # Errors
/// When deals or sizes are too few, a figure is not above zero, or the level is none.
pub fn quantity_discount(
    deals: &[Deal],
    settings: &DiscountSettings,
) -> Result<QuantityDiscount, NoDiscount> {
    let DiscountSettings { level, fewest_deals, fewest_sizes, most_deals } = *settings;
    if !(0.5..=0.9999).contains(&level) {
        return Err(NoDiscount::NoLevel(level));
    }
    let is_positive = |value: f64| value > 0.0 && value.is_finite();
    if deals.iter().any(|deal| !is_positive(deal.size) || !is_positive(deal.price)) {
        return Err(NoDiscount::NotPositive);
    }
    let needed = fewest_deals.max(2);
    if deals.len() < needed {
        return Err(NoDiscount::TooFewDeals { deals: deals.len(), needed });
    }
    let points = points_of(deals, most_deals.max(needed));
    let (mut sizes, mut prices): (Vec<f64>, Vec<f64>) = points.iter().copied().unzip();
    let ties_of_sizes = ties(&mut sizes);
    let (different, needed) = (ties_of_sizes.len(), fewest_sizes.max(2));
    if different < needed {
        return Err(NoDiscount::TooFewSizes { sizes: different, needed });
    }
    let slopes = slopes_of(&points);
    let ties_of_prices = ties(&mut prices);
    let variance = kendall_variance(points.len(), &ties_of_sizes, &ties_of_prices).max(0.0);
    let half_width = normal_quantile(0.5 + level / 2.0) * variance.sqrt();
    let last = slopes.len() - 1;
    let count = slopes.len() as f64;
    let lower = ((0.5 * (count - half_width)).round_ties_even() - 1.0).max(0.0) as usize;
    let upper = (0.5 * (count + half_width)).round_ties_even() as usize;
    Ok(QuantityDiscount {
        exponent: middle(&slopes),
        low: slopes[lower.min(last)],
        high: slopes[upper.min(last)],
        deals: points.len(),
        sizes: (libm::exp(sizes[0]), libm::exp(sizes[sizes.len() - 1])),
        level,
        points,
    })
}

impl QuantityDiscount {
    /// The price of a gram in a deal of this size: each deal is brought to it by the exponent, and the
    /// median taken.
    ///
    /// - Shape: the interval takes the exponent as known.
    ///
    /// # Errors
    /// When the size is not above zero.
    pub fn price_at(&self, size: f64) -> Result<Median, MedianError> {
        let at = libm::log(size);
        let prices: Vec<f64> = self
            .points
            .iter()
            .map(|(log_size, log_price)| libm::exp(log_price - self.exponent * (log_size - at)))
            .collect();
        median(&prices, self.level)
    }

    /// Whether a size lies among those that were compared; beyond them a price is a guess.
    pub fn spans(&self, size: f64) -> bool {
        let (smallest, largest) = self.sizes;
        size >= smallest * (1.0 - TIE) && size <= largest * (1.0 + TIE)
    }

    /// What share less a gram costs in a deal ten times as large; below zero where it costs more.
    pub fn tenfold(&self) -> f64 {
        1.0 - libm::pow(10.0, self.exponent)
    }
}

/// Logarithms of size and price, by size and then price; of too many, those at even steps.
fn points_of(deals: &[Deal], most: usize) -> Vec<(f64, f64)> {
    let logarithms = |deal: &Deal| (libm::log(deal.size), libm::log(deal.price));
    let mut points: Vec<(f64, f64)> = deals.iter().map(logarithms).collect();
    points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    if points.len() <= most {
        return points;
    }
    let last = points.len() - 1;
    (0..most).map(|step| points[step * last / (most - 1)]).collect()
}

/// The slopes between all deals of different sizes, in order.
fn slopes_of(points: &[(f64, f64)]) -> Vec<f64> {
    let mut slopes = Vec::with_capacity(points.len() * points.len().saturating_sub(1) / 2);
    for (at, (size, price)) in points.iter().enumerate() {
        let larger = points[at + 1..].iter().filter(|(other, _)| other - size > TIE);
        slopes.extend(larger.map(|(other, dearer)| (dearer - price) / (other - size)));
    }
    slopes.sort_by(f64::total_cmp);
    slopes
}

/// How often each value stands, to within [`TIE`].
fn ties(values: &mut [f64]) -> Vec<usize> {
    values.sort_by(f64::total_cmp);
    let mut counts: Vec<usize> = Vec::new();
    let mut before = f64::NEG_INFINITY;
    for value in values {
        match counts.last_mut() {
            Some(count) if *value - before <= TIE => *count += 1,
            _ => counts.push(1),
        }
        before = *value;
    }
    counts
}

/// Variance of Kendall's sum with ties.
fn kendall_variance(number: usize, sizes: &[usize], prices: &[usize]) -> f64 {
    let term = |count: usize| {
        let count = count as f64;
        count * (count - 1.0) * (2.0 * count + 5.0)
    };
    let of_ties: f64 = sizes.iter().chain(prices).map(|count| term(*count)).sum();
    (term(number) - of_ties) / 18.0
}

/// Logarithms closer than this are of one value.
const TIE: f64 = 1e-9;

#[cfg(test)]
mod tests;
