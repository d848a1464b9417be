//! Clusters, most likely first, with what chance says of them.

use std::ops::Range;

use super::circles::distance;
use super::cylinders::{Best, Scan};
use super::data::{Coordinates, ScanData, ScanError};
use super::settings::{ScanSettings, ScanStatistic};

/// Places and periods with more cases than were to be expected.
#[derive(Debug, Clone, PartialEq)]
pub struct ScanCluster {
    /// Region the circle is drawn around.
    pub centre: usize,
    /// Distance to the farthest region inside.
    ///
    /// - Units: kilometres for degrees, otherwise those of the plane.
    pub radius: f64,
    /// Regions inside.
    ///
    /// - Shape: ascending positions, from 0.
    pub regions: Vec<usize>,
    /// Periods inside, up to the last.
    pub periods: Range<usize>,
    /// Cases inside.
    pub observed: u64,
    /// Cases to be expected inside; for Kulldorff's statistic given the total.
    pub expected: f64,
    /// Observed over expected inside, over the same outside for Kulldorff's statistic; `None` if all cases
    /// are inside.
    pub relative_risk: Option<f64>,
    /// Logarithm of the likelihood ratio.
    pub log_likelihood_ratio: f64,
    /// Rank of the ratio among the largest of the replications: by chance alone as much is found anywhere
    /// with at most this probability.
    pub p_value: f64,
    /// In how many scans, one each period, chance alone brings one such cluster: 1 over the p-value.
    ///
    /// - Source: Kleinman, Lazarus & Platt 2004, American Journal of Epidemiology 159:217,
    ///   doi:10.1093/aje/kwh029.
    pub recurrence_interval: f64,
}

/// What a scan found.
#[derive(Debug, Clone, PartialEq)]
pub struct ScanAssessment {
    /// Clusters without a place in common, the most likely first; none where nothing is above what was
    /// expected.
    pub clusters: Vec<ScanCluster>,
    /// Cases in all regions and periods.
    pub total: u64,
    /// Replications the p-values rest on.
    pub replications: usize,
}

/// Scans a data set, with all its replications one after the other.
///
/// - Source: Kulldorff 2001, doi:10.1111/1467-985X.00186; Neill et al. 2005, doi:10.1145/1081870.1081897.
///
/// # Errors
///
/// Settings out of range; a data set that cannot be scanned, and why.
///
/// ```
/// use signals::{Coordinates, ScanData, ScanSettings, scan};
///
/// // Three towns and three weeks; the last town has a rise in the last week.
/// let data = ScanData {
///     coordinates: Coordinates::Plane(&[(0.0, 0.0), (0.0, 1.0), (9.0, 9.0)]),
///     periods: 3,
///     counts: &[4, 5, 3, 6, 4, 5, 5, 4, 19],
///     expected: &[4.0, 4.0, 4.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0],
/// };
/// let found = scan(&data, &ScanSettings::kulldorff_2001(2, 7)).unwrap();
/// assert_eq!((&found.clusters[0].regions[..], found.clusters[0].periods.clone()), (&[2][..], 2..3));
/// assert!(found.clusters[0].p_value < 0.01);
/// ```
pub fn scan(data: &ScanData<'_>, settings: &ScanSettings) -> Result<ScanAssessment, ScanError> {
    let scan = Scan::new(data, settings)?;
    let maxima = scan.maxima(0..settings.replications);
    Ok(scan.assess(data.coordinates, &maxima))
}

impl Scan {
    /// Clusters of the data set, judged by the largest ratios of its replications.
    pub fn assess(&self, coordinates: Coordinates<'_>, maxima: &[f64]) -> ScanAssessment {
        let mut clusters = Vec::new();
        let mut ends = self.whole_orders();
        while clusters.len() < self.settings.most_clusters {
            let best = self.most_likely(&self.observed, &ends);
            if best.log_ratio < LEAST_RATIO {
                break;
            }
            let cluster = self.describe(&best, coordinates, maxima);
            for (centre, end) in ends.iter_mut().enumerate() {
                let taken =
                    |region: &u16| cluster.regions.binary_search(&usize::from(*region)).is_ok();
                let order = &self.circles.of(centre)[..*end as usize];
                // A circle with one of these regions has a place in common.
                *end = order.iter().position(taken).map_or(*end, |step| step as u32);
            }
            clusters.push(cluster);
        }
        ScanAssessment { clusters, total: self.ratio.total as u64, replications: maxima.len() }
    }

    fn describe(&self, best: &Best, coordinates: Coordinates<'_>, maxima: &[f64]) -> ScanCluster {
        let inside = &self.circles.of(best.centre)[..best.steps];
        let mut regions: Vec<usize> = inside.iter().copied().map(usize::from).collect();
        let radius = regions.last().map_or(0.0, |last| distance(coordinates, best.centre, *last));
        regions.sort_unstable();
        let observed = f64::from(best.count);
        let ratio = observed / best.expected;
        let relative_risk = match self.ratio.statistic {
            ScanStatistic::ExpectationBasedPoisson => Some(ratio),
            ScanStatistic::KulldorffPoisson => {
                let outside = (self.ratio.total - observed) / (self.ratio.total - best.expected);
                (outside > 0.0).then(|| ratio / outside)
            }
        };
        let as_large = maxima.iter().filter(|maximum| **maximum >= best.log_ratio).count();
        let p_value = (as_large as f64 + 1.0) / (maxima.len() as f64 + 1.0);
        ScanCluster {
            centre: best.centre,
            radius,
            regions,
            periods: self.periods - best.window..self.periods,
            observed: u64::from(best.count),
            expected: best.expected,
            relative_risk,
            log_likelihood_ratio: best.log_ratio,
            p_value,
            recurrence_interval: p_value.recip(),
        }
    }
}

/// Less than this is rounding.
const LEAST_RATIO: f64 = 1e-9;
