//! What a scan looks for, as named settings.

use super::data::ScanError;

/// How surprising an excess is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScanStatistic {
    /// More cases inside than outside, given the total: a rise of all places in all periods is no cluster.
    ///
    /// - Source: Kulldorff 1997, Communications in Statistics 26:1481, doi:10.1080/03610929708831995;
    ///   Kulldorff 2001, Journal of the Royal Statistical Society A 164:61, doi:10.1111/1467-985X.00186.
    KulldorffPoisson,
    /// More cases inside than expected there, whatever the total: a rise of all places in all periods is
    /// a cluster, and what was expected must be right.
    ///
    /// - Source: Neill et al. 2005, KDD, doi:10.1145/1081870.1081897; Neill 2009, International Journal of
    ///   Forecasting 25:498, doi:10.1016/j.ijforecast.2008.12.002.
    ExpectationBasedPoisson,
}

/// Which cylinders are looked at, by which statistic, and against how many replications.
#[derive(Debug, Clone, PartialEq)]
pub struct ScanSettings {
    /// How surprising an excess is.
    pub statistic: ScanStatistic,
    /// Cylinders end at the last period and are 1 to this many periods long.
    pub longest_window: usize,
    /// Circles hold at most this share of what is expected, or of the population.
    pub largest_share: f64,
    /// Circles are at most this wide; `None` for any width.
    ///
    /// - Units: kilometres for degrees, otherwise those of the plane.
    pub largest_radius: Option<f64>,
    /// Clusters reported at most, the most likely first; none has a place in common with another.
    pub most_clusters: usize,
    /// Data sets drawn without any cluster.
    pub replications: u32,
    /// Seed they are drawn from; each has a stream of its own.
    pub seed: u64,
}

impl ScanSettings {
    /// Kulldorff's prospective space-time scan: half of the population, 999 replications.
    ///
    /// - Source: Kulldorff 2001, doi:10.1111/1467-985X.00186.
    pub fn kulldorff_2001(longest_window: usize, seed: u64) -> Self {
        Self {
            statistic: ScanStatistic::KulldorffPoisson,
            longest_window,
            largest_share: 0.5,
            largest_radius: None,
            most_clusters: 10,
            replications: 999,
            seed,
        }
    }

    /// The expectation-based scan over the same cylinders.
    ///
    /// - Source: Neill et al. 2005, doi:10.1145/1081870.1081897.
    /// - Differs: circles around places instead of rectangles of a grid.
    pub fn neill_2005(longest_window: usize, seed: u64) -> Self {
        Self {
            statistic: ScanStatistic::ExpectationBasedPoisson,
            ..Self::kulldorff_2001(longest_window, seed)
        }
    }

    pub(super) fn require_in_range(&self, periods: usize) -> Result<(), ScanError> {
        let refuse = |setting, must_be| Err(ScanError::Setting { setting, must_be });
        if self.longest_window == 0 || self.longest_window > periods {
            return refuse("longest_window", "1 to the number of periods");
        }
        if self.longest_window > LONGEST_WINDOW {
            return refuse("longest_window", "at most 1024");
        }
        if !(self.largest_share > 0.0 && self.largest_share <= 1.0) {
            return refuse("largest_share", "above 0 and at most 1");
        }
        if self.largest_radius.is_some_and(|radius| !(radius >= 0.0 && radius.is_finite())) {
            return refuse("largest_radius", "0 or more, and finite");
        }
        if self.replications > MOST_REPLICATIONS {
            return refuse("replications", "at most 999999");
        }
        Ok(())
    }
}

const LONGEST_WINDOW: usize = 1024;
const MOST_REPLICATIONS: u32 = 999_999;
