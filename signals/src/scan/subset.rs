//! Which places and subgroups together, not only which circle: the fast subset scan.
//!
//! The best of all sets of places near a centre is among the first so many by cases over expected, so
//! that sorting finds it. It does not ask that places touch each other.

use std::cmp::Ordering;
use std::ops::Range;

use super::circles::{Circles, Limits};
use super::data::{Coordinates, ScanError, Table};
use super::draw;
use super::ratio::Ratio;
use super::settings::{ScanSettings, ScanStatistic};
use crate::simulate::random::Random;

/// Counts and expected counts of every region, subgroup and period.
#[derive(Debug, Clone, Copy)]
pub struct SubsetData<'a> {
    /// Where the regions are.
    pub coordinates: Coordinates<'a>,
    /// Subgroups of the cases, 1 to 64: substances, ages, or one for all.
    pub subgroups: usize,
    /// Number of periods, the last of which is the one under test.
    pub periods: usize,
    /// Cases.
    ///
    /// - Shape: all periods of the first region's first subgroup, oldest first, then those of its next
    ///   subgroup, then the next region.
    pub counts: &'a [u32],
    /// Expected cases; for Kulldorff's statistic populations will do, as only shares matter.
    ///
    /// - Shape: as the counts.
    pub expected: &'a [f64],
}

/// Which sets are looked at, by which statistic, and against how many replications.
#[derive(Debug, Clone, PartialEq)]
pub struct SubsetSettings {
    /// How surprising an excess is.
    pub statistic: ScanStatistic,
    /// Sets hold the last 1 to this many periods.
    pub longest_window: usize,
    /// Sets are of places among so many nearest to a centre, the centre included.
    pub nearest: usize,
    /// And not farther from it than this; `None` for any distance.
    ///
    /// - Units: kilometres for degrees, otherwise those of the plane.
    pub largest_radius: Option<f64>,
    /// Data sets drawn without any cluster.
    pub replications: u32,
    /// Seed they are drawn from; each has a stream of its own.
    pub seed: u64,
}

impl SubsetSettings {
    /// The expectation-based statistic over sets of places among the `nearest`, 999 replications.
    ///
    /// - Source: Neill 2012, Journal of the Royal Statistical Society B 74:337,
    ///   doi:10.1111/j.1467-9868.2011.01014.x; over subgroups too, Neill and others 2013,
    ///   Statistics in Medicine 32:2185, doi:10.1002/sim.5675.
    pub fn neill_2012(longest_window: usize, nearest: usize, seed: u64) -> Self {
        Self {
            statistic: ScanStatistic::ExpectationBasedPoisson,
            longest_window,
            nearest,
            largest_radius: None,
            replications: 999,
            seed,
        }
    }
}

/// Places, subgroups and periods with more cases than were to be expected.
#[derive(Debug, Clone, PartialEq)]
pub struct SubsetCluster {
    /// Region whose neighbours were looked at.
    pub centre: usize,
    /// Ascending positions of the regions, from 0.
    pub regions: Vec<usize>,
    /// Ascending positions of the subgroups, from 0.
    pub subgroups: Vec<usize>,
    /// Periods, up to the last.
    pub periods: Range<usize>,
    /// Cases in all of these.
    pub observed: u64,
    /// Cases to be expected in them; for Kulldorff's statistic given the total.
    pub expected: f64,
    /// Logarithm of the likelihood ratio.
    pub log_likelihood_ratio: f64,
    /// Rank of the ratio among the largest of the replications.
    pub p_value: f64,
    /// In how many scans, one each period, chance alone brings one such cluster: 1 over the p-value.
    pub recurrence_interval: f64,
}

/// What a subset scan found.
#[derive(Debug, Clone, PartialEq)]
pub struct SubsetAssessment {
    /// The most likely set; `None` where nothing is above what was expected.
    pub cluster: Option<SubsetCluster>,
    /// Whether every set of subgroups was weighed; above six subgroups they are chosen in turns with the
    /// places, from several starts, and a better set may exist.
    pub exhaustive: bool,
    /// Replications the p-value rests on.
    pub replications: usize,
}

/// A data set made ready for subset scans: what all replications share.
#[derive(Debug)]
pub struct SubsetScan {
    settings: SubsetSettings,
    subgroups: usize,
    periods: usize,
    ratio: Ratio,
    circles: Circles,
    /// For each window, every region's subgroups, one after the other.
    observed: Vec<Vec<u32>>,
    expected: Vec<Vec<f64>>,
    cells: draw::Cells,
    expected_in_windows: f64,
}

/// Scans a data set for sets of places and subgroups, with all its replications one after the other.
///
/// - Source: Neill 2012, doi:10.1111/j.1467-9868.2011.01014.x.
/// - Cost: per replication regions × windows × sets of subgroups × sorting the nearest.
///
/// # Errors
///
/// Settings out of range; a data set that cannot be scanned, and why.
///
/// ```
/// use signals::{Coordinates, SubsetData, SubsetSettings, subset_scan};
///
/// // Three towns, two substances, one week: the second substance is up in the outer towns.
/// let data = SubsetData {
///     coordinates: Coordinates::Plane(&[(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)]),
///     subgroups: 2,
///     periods: 1,
///     counts: &[5, 14, 4, 5, 5, 16],
///     expected: &[5.0; 6],
/// };
/// let found = subset_scan(&data, &SubsetSettings::neill_2012(1, 3, 7)).unwrap().cluster.unwrap();
/// assert_eq!((&found.regions[..], &found.subgroups[..]), (&[0, 2][..], &[1][..]));
/// assert!(found.p_value < 0.01);
/// ```
pub fn subset_scan(
    data: &SubsetData<'_>,
    settings: &SubsetSettings,
) -> Result<SubsetAssessment, ScanError> {
    let scan = SubsetScan::new(data, settings)?;
    let maxima = scan.maxima(0..settings.replications);
    Ok(scan.assess(&maxima))
}

/// A set and its log-likelihood ratio.
#[derive(Debug, Clone, Default)]
struct Best {
    log_ratio: f64,
    centre: usize,
    window: usize,
    regions: Vec<usize>,
    subgroups: u64,
    count: f64,
    expected: f64,
}

/// A region, or a subgroup, that may belong to a set.
#[derive(Debug, Clone, Copy)]
struct Member {
    position: usize,
    count: f64,
    expected: f64,
}

/// The first so many members by cases over expected.
struct Prefix {
    log_ratio: f64,
    length: usize,
    count: f64,
    expected: f64,
}

impl SubsetScan {
    /// Checks a data set and finds every region's neighbours.
    ///
    /// # Errors
    ///
    /// Settings out of range; a data set that cannot be scanned, and why.
    pub fn new(data: &SubsetData<'_>, settings: &SubsetSettings) -> Result<Self, ScanError> {
        let refuse = |setting, must_be| Err(ScanError::Setting { setting, must_be });
        if data.subgroups == 0 || data.subgroups > 64 {
            return refuse("subgroups", "1 to 64");
        }
        if settings.nearest == 0 {
            return refuse("nearest", "1 or more");
        }
        let regions = data.coordinates.require_regions()?;
        ScanSettings {
            statistic: settings.statistic,
            largest_radius: settings.largest_radius,
            replications: settings.replications,
            ..ScanSettings::neill_2005(settings.longest_window, settings.seed)
        }
        .require_in_range(data.periods)?;
        let rows = regions * data.subgroups;
        let cells = Table { rows, rows_per_region: data.subgroups, periods: data.periods };
        let (total, expected) = cells.scale(data.counts, data.expected, settings.statistic)?;
        let limits = Limits {
            weights: &vec![0.0; regions],
            largest_share: 1.0,
            largest_radius: settings.largest_radius,
        };
        let circles = Circles::new(data.coordinates, &limits)?;
        let (mut weights, mut older) = (Vec::new(), 0.0);
        for row in expected.chunks_exact(data.periods) {
            let (before, window) = row.split_at(data.periods - settings.longest_window);
            older += before.iter().sum::<f64>();
            weights.extend(window.iter().rev());
        }
        if settings.statistic == ScanStatistic::KulldorffPoisson {
            weights.push(older);
        }
        Ok(Self {
            subgroups: data.subgroups,
            periods: data.periods,
            ratio: Ratio { statistic: settings.statistic, total: total as f64 },
            circles,
            observed: windows(data.counts, data.periods, settings.longest_window),
            expected: windows(&expected, data.periods, settings.longest_window),
            expected_in_windows: weights.iter().sum(),
            cells: draw::Cells::new(&weights),
            settings: settings.clone(),
        })
    }

    /// Largest log-likelihood ratios of some replications, numbered from 0.
    pub fn maxima(&self, replications: Range<u32>) -> Vec<f64> {
        replications
            .map(|replication| self.most_likely(&self.draw(replication)).log_ratio)
            .collect()
    }

    /// The most likely set of the data, judged by the largest ratios of its replications.
    pub fn assess(&self, maxima: &[f64]) -> SubsetAssessment {
        let best = self.most_likely(&self.observed);
        let as_large = maxima.iter().filter(|maximum| **maximum >= best.log_ratio).count();
        let p_value = (as_large as f64 + 1.0) / (maxima.len() as f64 + 1.0);
        let cluster = (!best.regions.is_empty()).then(|| SubsetCluster {
            centre: best.centre,
            subgroups: (0..self.subgroups).filter(|one| best.subgroups >> one & 1 == 1).collect(),
            periods: self.periods - best.window..self.periods,
            observed: best.count as u64,
            expected: best.expected,
            log_likelihood_ratio: best.log_ratio,
            p_value,
            recurrence_interval: p_value.recip(),
            regions: best.regions,
        });
        SubsetAssessment { cluster, exhaustive: self.exhaustive(), replications: maxima.len() }
    }

    fn exhaustive(&self) -> bool {
        self.subgroups <= MOST_ENUMERATED
    }

    fn most_likely(&self, counts: &[Vec<u32>]) -> Best {
        let mut best = Best::default();
        let mut members = Vec::new();
        let all = u64::MAX >> (64 - self.subgroups);
        for centre in 0..self.circles.centres() {
            let near = self.circles.of(centre);
            let near = &near[..near.len().min(self.settings.nearest)];
            for window in 1..=self.settings.longest_window {
                let mut place = Neighbourhood {
                    scan: self,
                    counts: &counts[window - 1],
                    centre,
                    near,
                    window,
                    members: &mut members,
                };
                if self.exhaustive() {
                    for subgroups in 1..=all {
                        place.choose_regions(subgroups, &mut best);
                    }
                } else {
                    place.climb(all, &mut best);
                    for subgroup in 0..self.subgroups {
                        place.climb(1 << subgroup, &mut best);
                    }
                }
            }
        }
        best
    }

    /// Window sums of a replication.
    fn draw(&self, replication: u32) -> Vec<Vec<u32>> {
        let mut random = Random::new(self.settings.seed, u64::from(replication));
        let cases = match self.settings.statistic {
            ScanStatistic::KulldorffPoisson => self.ratio.total as u64,
            ScanStatistic::ExpectationBasedPoisson => {
                u64::from(random.poisson(self.expected_in_windows))
            }
        };
        let longest = self.settings.longest_window;
        let mut counts: Vec<Vec<u32>> =
            self.observed.iter().map(|window| vec![0; window.len()]).collect();
        for _ in 0..cases {
            let cell = self.cells.draw(&mut random);
            // What is older than any window has no row.
            if let Some(count) = counts[cell % longest].get_mut(cell / longest) {
                *count += 1;
            }
        }
        for window in 1..longest {
            let (shorter, longer) = counts.split_at_mut(window);
            for (count, more) in longer[0].iter_mut().zip(&shorter[window - 1]) {
                *count += more;
            }
        }
        counts
    }
}

/// The places near a centre, over one window.
struct Neighbourhood<'a> {
    scan: &'a SubsetScan,
    counts: &'a [u32],
    centre: usize,
    near: &'a [u16],
    window: usize,
    members: &'a mut Vec<Member>,
}

impl Neighbourhood<'_> {
    /// Best set of regions for some subgroups, kept if it is the best of all; and its ratio.
    fn choose_regions(&mut self, subgroups: u64, best: &mut Best) -> (f64, Vec<usize>) {
        self.members.clear();
        for region in self.near.iter().copied().map(usize::from) {
            let subgroups = (0..self.scan.subgroups).filter(|one| subgroups >> one & 1 == 1);
            let member = self.sum(region, subgroups.map(|one| (region, one)));
            self.members.push(member);
        }
        let least = if self.scan.exhaustive() { best.log_ratio } else { 0.0 };
        let prefix = best_prefix(self.scan.ratio, self.members, least);
        let mut regions = Vec::new();
        if prefix.length > 0 {
            regions.extend(self.members[..prefix.length].iter().map(|member| member.position));
            regions.sort_unstable();
        }
        if prefix.log_ratio > best.log_ratio.max(LEAST_RATIO) {
            *best = Best {
                log_ratio: prefix.log_ratio,
                centre: self.centre,
                window: self.window,
                regions: regions.clone(),
                subgroups,
                count: prefix.count,
                expected: prefix.expected,
            };
        }
        (prefix.log_ratio, regions)
    }

    /// Chooses regions and subgroups in turns, until neither choice is better than the last.
    fn climb(&mut self, start: u64, best: &mut Best) {
        let (mut subgroups, mut highest) = (start, 0.0);
        for _ in 0..MOST_TURNS {
            let (log_ratio, regions) = self.choose_regions(subgroups, best);
            if log_ratio <= highest {
                return;
            }
            highest = log_ratio;
            self.members.clear();
            for subgroup in 0..self.scan.subgroups {
                let member = self.sum(subgroup, regions.iter().map(|region| (*region, subgroup)));
                self.members.push(member);
            }
            let prefix = best_prefix(self.scan.ratio, self.members, 0.0);
            let chosen = &self.members[..prefix.length];
            subgroups = chosen.iter().fold(0, |set, member| set | 1 << member.position);
        }
    }

    fn sum(&self, position: usize, rows: impl Iterator<Item = (usize, usize)>) -> Member {
        let mut member = Member { position, count: 0.0, expected: 0.0 };
        for (region, subgroup) in rows {
            let row = region * self.scan.subgroups + subgroup;
            member.count += f64::from(self.counts[row]);
            member.expected += self.scan.expected[self.window - 1][row];
        }
        member
    }
}

/// Sorts members by cases over expected and returns the best of the sets of the first of them, if it is
/// above `least`; otherwise of length 0.
///
/// The ratio is convex in cases and expected cases, grows with the former and falls with the latter, so
/// no other set of members is better.
fn best_prefix(ratio: Ratio, members: &mut Vec<Member>, least: f64) -> Prefix {
    let mut best = Prefix { log_ratio: least, length: 0, count: 0.0, expected: 0.0 };
    members.retain(|member| member.count > 0.0);
    members.sort_unstable_by(|one, other| {
        let order = (other.count * one.expected).partial_cmp(&(one.count * other.expected));
        order.unwrap_or(Ordering::Equal).then(one.position.cmp(&other.position))
    });
    let (mut count, mut expected) = (0.0, 0.0);
    for (place, member) in members.iter().enumerate() {
        count += member.count;
        expected += member.expected;
        if ratio.may_beat(best.log_ratio, count, expected) {
            let log_ratio = ratio.log_ratio(count, expected);
            if log_ratio > best.log_ratio {
                best = Prefix { log_ratio, length: place + 1, count, expected };
            }
        }
    }
    best
}

/// Sums of the last periods of every row, for each window from the shortest.
fn windows<T: Copy + std::iter::Sum>(cells: &[T], periods: usize, longest: usize) -> Vec<Vec<T>> {
    let sum = |row: &[T], window: usize| row[periods - window..].iter().copied().sum();
    (1..=longest)
        .map(|window| cells.chunks_exact(periods).map(|row| sum(row, window)).collect())
        .collect()
}

/// All sets of so many subgroups are weighed.
const MOST_ENUMERATED: usize = 6;
const MOST_TURNS: usize = 50;
/// Less than this is rounding.
const LEAST_RATIO: f64 = 1e-9;
