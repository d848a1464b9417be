//! Where and when are there more cases than were to be expected: scans over places and periods.
//!
//! Answers: which circle or set of places, over which of the last periods, holds the most surprising
//! excess, and how often chance alone brings as much. It does not estimate what was to be expected,
//! and runs no threads: [`Scan::maxima`] gives any range of replications, the same bits wherever it runs.

mod circles;
mod cylinders;
mod data;
mod draw;
mod ratio;
mod settings;

mod assess;
mod subset;

pub use assess::{ScanAssessment, ScanCluster, scan};
pub use cylinders::Scan;
pub use data::{Coordinates, ScanData, ScanError};
pub use settings::{ScanSettings, ScanStatistic};
pub use subset::{
    SubsetAssessment, SubsetCluster, SubsetData, SubsetScan, SubsetSettings, subset_scan,
};

#[cfg(test)]
mod tests;
