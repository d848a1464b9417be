//! Prices of a market from few figures: medians with exact intervals, and what larger deals cost less.
//!
//! Answers: what is the typical price and how sure is it, and how does the price of a gram fall with the
//! size of the deal. It converts nothing: units, currencies and purity are settled before, and one
//! figure is one independent observation.

mod discount;
mod median;

pub use discount::{Deal, DiscountSettings, NoDiscount, QuantityDiscount, quantity_discount};
pub use median::{Median, MedianError, MedianInterval, median};
