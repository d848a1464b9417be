//! What is scanned: places, counts and what was expected, and what is wrong with them.

use super::settings::ScanStatistic;

/// Where the regions are: one point each, the same order as the counts.
#[derive(Debug, Clone, Copy)]
pub enum Coordinates<'a> {
    /// Latitude and longitude in degrees; distances are great circles.
    Degrees(&'a [(f64, f64)]),
    /// Two coordinates on a plane, in any one unit.
    Plane(&'a [(f64, f64)]),
}

/// Counts and expected counts of every region and period.
#[derive(Debug, Clone, Copy)]
pub struct ScanData<'a> {
    /// Where the regions are.
    pub coordinates: Coordinates<'a>,
    /// Number of periods, the last of which is the one under test.
    pub periods: usize,
    /// Cases.
    ///
    /// - Shape: all periods of the first region, oldest first, then those of the next.
    pub counts: &'a [u32],
    /// Expected cases; for Kulldorff's statistic populations will do, as only shares matter.
    ///
    /// - Shape: as the counts.
    pub expected: &'a [f64],
}

/// Why there is no scan.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ScanError {
    /// A setting outside its range.
    #[error("setting {setting} must be {must_be}")]
    Setting {
        /// Name of the field.
        setting: &'static str,
        /// What it may be.
        must_be: &'static str,
    },
    /// Counts or expected counts that do not fit the regions and periods.
    #[error(
        "{name} must have {needed} values, one for each region, subgroup and period; it has {found}"
    )]
    Shape {
        /// Name of the field.
        name: &'static str,
        /// Regions times periods.
        needed: usize,
        /// How many there are.
        found: usize,
    },
    /// Nothing to scan.
    #[error("not assessable: needs at least one region and one period")]
    NoRegion,
    /// More than a scan takes.
    #[error("not assessable: at most {most} regions can be scanned, these are {found}")]
    TooManyRegions {
        /// Largest number.
        most: usize,
        /// How many there are.
        found: usize,
    },
    /// More than a scan takes.
    #[error("not assessable: at most {most} cases can be scanned; take shorter periods")]
    TooManyCases {
        /// Largest number.
        most: u64,
    },
    /// A coordinate that is no place.
    #[error("region {region} has no place: its coordinates must be {must_be}")]
    Coordinate {
        /// Position of the region, from 0.
        region: usize,
        /// What they may be.
        must_be: &'static str,
    },
    /// An expected count that is none.
    #[error("expected count of region {region} in period {period} must be finite and 0 or more")]
    Expected {
        /// Position of the region, from 0.
        region: usize,
        /// Position of the period, from 0.
        period: usize,
    },
    /// Cases where there can be none.
    #[error(
        "region {region} has cases in period {period} where none are expected: give it a population, or leave it out"
    )]
    CasesWithoutExpected {
        /// Position of the region, from 0.
        region: usize,
        /// Position of the period, from 0.
        period: usize,
    },
    /// No population at all.
    #[error("not assessable: nothing is expected in any region")]
    NothingExpected,
    /// Every region is larger than a circle may be.
    #[error("not assessable: every region holds more than the largest share; raise largest_share")]
    NoCircle,
}

/// Cells of all regions, checked, and scaled as the statistic wants them.
#[derive(Debug, Clone)]
pub(super) struct Cells {
    pub regions: usize,
    pub periods: usize,
    /// Cases in all periods.
    pub total: u64,
    /// Expected cases: multiples of one small power of two, so that sums are exact in any order.
    pub expected: Vec<f64>,
}

impl Cells {
    pub fn new(data: &ScanData<'_>, statistic: ScanStatistic) -> Result<Self, ScanError> {
        let (regions, periods) = (data.coordinates.require_regions()?, data.periods);
        if periods == 0 {
            return Err(ScanError::NoRegion);
        }
        let rows = Table { rows: regions, rows_per_region: 1, periods };
        let (total, expected) = rows.scale(data.counts, data.expected, statistic)?;
        Ok(Self { regions, periods, total, expected })
    }

    /// What is expected of each region in all periods.
    pub fn by_region(&self) -> Vec<f64> {
        self.expected.chunks_exact(self.periods).map(|cells| cells.iter().sum()).collect()
    }
}

impl<'a> Coordinates<'a> {
    pub(super) fn points(self) -> &'a [(f64, f64)] {
        match self {
            Self::Degrees(points) | Self::Plane(points) => points,
        }
    }

    /// Number of regions, each of which has a place.
    pub(super) fn require_regions(self) -> Result<usize, ScanError> {
        let found = self.points().len();
        if found == 0 {
            return Err(ScanError::NoRegion);
        }
        if found > MOST_REGIONS {
            return Err(ScanError::TooManyRegions { most: MOST_REGIONS, found });
        }
        let (most, must_be) = match self {
            Self::Degrees(_) => {
                ((90.0, 360.0), "a latitude of -90 to 90 and a longitude of -360 to 360")
            }
            Self::Plane(_) => ((1e12, 1e12), "within 1e12 of 0"),
        };
        let within = |(x, y): &(f64, f64)| x.abs() <= most.0 && y.abs() <= most.1;
        match self.points().iter().position(|point| !within(point)) {
            Some(region) => Err(ScanError::Coordinate { region, must_be }),
            None => Ok(found),
        }
    }
}

/// How many cells there are, and whose.
#[derive(Clone, Copy)]
pub(super) struct Table {
    pub rows: usize,
    /// One, or one for each subgroup.
    pub rows_per_region: usize,
    pub periods: usize,
}

impl Table {
    /// Total of the cases, and expected counts as the statistic wants them.
    pub fn scale(
        self,
        counts: &[u32],
        expected: &[f64],
        statistic: ScanStatistic,
    ) -> Result<(u64, Vec<f64>), ScanError> {
        let needed = self.rows.saturating_mul(self.periods);
        for (name, found) in [("counts", counts.len()), ("expected", expected.len())] {
            if found != needed {
                return Err(ScanError::Shape { name, needed, found });
            }
        }
        if let Some(cell) = expected.iter().position(|cell| !(*cell >= 0.0 && cell.is_finite())) {
            let (region, period) = self.place(cell);
            return Err(ScanError::Expected { region, period });
        }
        let (total, scaled) = scale(counts, expected, statistic)?;
        let lost = counts.iter().zip(&scaled).position(|(count, cell)| *count > 0 && *cell <= 0.0);
        if let Some(cell) = lost {
            let (region, period) = self.place(cell);
            return Err(ScanError::CasesWithoutExpected { region, period });
        }
        Ok((total, scaled))
    }

    fn place(self, cell: usize) -> (usize, usize) {
        (cell / self.periods / self.rows_per_region, cell % self.periods)
    }
}

/// Total of the cases, and expected counts rounded so that sums are exact; for Kulldorff's statistic they
/// add up to the cases.
fn scale(
    counts: &[u32],
    expected: &[f64],
    statistic: ScanStatistic,
) -> Result<(u64, Vec<f64>), ScanError> {
    let total: u64 = counts.iter().copied().map(u64::from).sum();
    // Adding up shares of the largest cannot overflow.
    let largest = expected.iter().copied().fold(0.0, f64::max);
    let shares: f64 = expected.iter().map(|cell| cell / largest).sum();
    if largest < LEAST_EXPECTED {
        return Err(ScanError::NothingExpected);
    }
    let (sum, factor) = match statistic {
        ScanStatistic::KulldorffPoisson => (total as f64, total as f64 / shares),
        ScanStatistic::ExpectationBasedPoisson => (shares * largest, largest),
    };
    if total > MOST_CASES || sum > MOST_CASES as f64 {
        return Err(ScanError::TooManyCases { most: MOST_CASES });
    }
    if sum <= 0.0 {
        return Ok((total, vec![0.0; expected.len()]));
    }
    let unit = libm::ldexp(1.0, libm::frexp(sum).1 - 50);
    let rounded = expected.iter().map(|cell| (cell / largest * factor / unit).round() * unit);
    Ok((total, rounded.collect()))
}

const MOST_REGIONS: usize = 16_384;
/// An expected count as small is none.
const LEAST_EXPECTED: f64 = 1e-100;
const MOST_CASES: u64 = 100_000_000;
