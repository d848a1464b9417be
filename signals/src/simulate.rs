//! Simulated series with known outbreaks, and how well detectors find them.
//!
//! Everything here is synthetic. It does not judge real series.

pub mod noufaily;
pub mod power;
pub mod random;
pub mod rivals;
