//! Simulated series with known outbreaks.
//!
//! Everything here is synthetic. It does not judge real series.

pub mod noufaily;

mod random;
