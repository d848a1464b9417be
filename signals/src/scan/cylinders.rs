//! The most likely cylinder of a data set, found without weighing each.
//!
//! Excesses of eight windows are added side by side along a centre's order. A run of steps is looked at
//! closely only if the highest excess in it could beat the best so far at any of its steps: the result
//! is that of weighing every cylinder.

use std::ops::Range;

use super::circles::{Circles, Limits};
use super::data::{Cells, ScanData, ScanError};
use super::draw;
use super::ratio::{LARGEST_GROWTH, Ratio, Thresholds};
use super::settings::{ScanSettings, ScanStatistic};
use crate::simulate::random::Random;

/// A data set made ready for scanning: what all replications share.
///
/// - Cost: memory of 3 bytes for each of up to regions² steps, and time to sort them.
#[derive(Debug)]
pub struct Scan {
    pub(super) settings: ScanSettings,
    pub(super) regions: usize,
    pub(super) periods: usize,
    pub(super) ratio: Ratio,
    pub(super) circles: Circles,
    pub(super) observed: Vec<Lanes<u32>>,
    /// What is expected of each region in the last periods, as `observed`.
    expected: Vec<Lanes<f64>>,
    thresholds: Thresholds,
    /// Runs of steps of all centres, for each centre all groups of windows, one after the other.
    runs: Vec<Run>,
    /// Where each centre's runs begin, and the end of the last.
    run_starts: Vec<usize>,
    cells: draw::Cells,
    /// Position of each drawn cell among the lanes; the last cell is older than any window.
    positions: Vec<u32>,
    expected_in_windows: f64,
}

/// Eight windows, side by side; window `w` of group `g` is `8 g + w + 1` periods long.
pub(super) type Lanes<T> = [T; LANES];

/// Some steps along a centre's order, from where the one before ends.
#[derive(Debug, Clone)]
struct Run {
    end: u32,
    /// Classes of what is expected within the first step.
    classes: Lanes<u16>,
}

/// A cylinder and its log-likelihood ratio.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Best {
    pub log_ratio: f64,
    pub centre: usize,
    /// Number of regions.
    pub steps: usize,
    /// Number of periods.
    pub window: usize,
    pub count: u32,
    pub expected: f64,
}

impl Best {
    const NONE: Self =
        Self { log_ratio: 0.0, centre: 0, steps: 0, window: 0, count: 0, expected: 0.0 };
}

impl Scan {
    /// Checks a data set and makes its circles.
    ///
    /// # Errors
    ///
    /// Settings out of range; a data set that cannot be scanned, and why.
    pub fn new(data: &ScanData<'_>, settings: &ScanSettings) -> Result<Self, ScanError> {
        let cells = Cells::new(data, settings.statistic)?;
        settings.require_in_range(cells.periods)?;
        let limits = Limits {
            weights: &cells.by_region(),
            largest_share: settings.largest_share,
            largest_radius: settings.largest_radius,
        };
        let circles = Circles::new(data.coordinates, &limits)?;
        let layout = Layout { regions: cells.regions, window: settings.longest_window };
        let expected = layout.windows(&cells.expected, cells.periods);
        let observed = layout.windows(data.counts, cells.periods);
        let ratio = Ratio { statistic: settings.statistic, total: cells.total as f64 };
        let highest: f64 = cells.expected.iter().sum();
        let thresholds = Thresholds::new(ratio, highest, circles.steps());
        let (mut runs, mut run_starts) = (Vec::new(), vec![0]);
        for centre in 0..circles.centres() {
            for group in expected.chunks_exact(cells.regions) {
                add_runs(circles.of(centre), group, &thresholds, &mut runs);
            }
            run_starts.push(runs.len());
        }
        let (weights, positions) = layout.weights(&cells, settings.statistic);
        Ok(Self {
            settings: settings.clone(),
            regions: cells.regions,
            periods: cells.periods,
            ratio,
            circles,
            observed,
            expected,
            thresholds,
            runs,
            run_starts,
            expected_in_windows: weights.iter().sum(),
            cells: draw::Cells::new(&weights),
            positions,
        })
    }

    /// Largest log-likelihood ratios of some replications, numbered from 0.
    ///
    /// - Cost: linear in cases and in steps along all orders.
    pub fn maxima(&self, replications: Range<u32>) -> Vec<f64> {
        let mut lanes = self.observed.clone();
        let all = self.whole_orders();
        replications
            .map(|replication| {
                self.draw(replication, &mut lanes);
                self.most_likely(&lanes, &all).log_ratio
            })
            .collect()
    }

    /// The first of the most likely cylinders, with at most `ends` steps from each centre.
    pub(super) fn most_likely(&self, lanes: &[Lanes<u32>], ends: &[u32]) -> Best {
        let excesses = self.excesses(lanes);
        let mut best = Best::NONE;
        let mut within = self.thresholds.within(0.0);
        let groups = lanes.len() / self.regions;
        for (centre, end) in ends.iter().enumerate() {
            let order = &self.circles.of(centre)[..*end as usize];
            let runs = &self.runs[self.run_starts[centre]..self.run_starts[centre + 1]];
            let per_group = runs.len() / groups;
            for group in 0..groups {
                let of_group = group * self.regions..(group + 1) * self.regions;
                let excesses = &excesses[of_group.clone()];
                let mut walk = Walk::new(centre, group, &lanes[of_group]);
                let mut sums = [0.0; LANES];
                let mut start = 0;
                for run in &runs[group * per_group..(group + 1) * per_group] {
                    let end = (run.end as usize).min(order.len());
                    let highest;
                    (sums, highest) = add_highest(sums, &order[start..end], excesses);
                    if may_beat(&highest, &run.classes, within)
                        && self.look_closer(&mut walk, start..end, &mut best)
                    {
                        within = self.thresholds.within(best.log_ratio);
                    }
                    start = end;
                    if start == order.len() {
                        break;
                    }
                }
            }
        }
        best
    }

    /// What each region has above what is expected, in units of the thresholds.
    fn excesses(&self, lanes: &[Lanes<u32>]) -> Vec<Lanes<f32>> {
        let of_region = |(counts, expected): (&Lanes<u32>, &Lanes<f64>)| {
            std::array::from_fn(|lane| self.thresholds.units(counts[lane], expected[lane]))
        };
        lanes.iter().zip(&self.expected).map(of_region).collect()
    }

    /// Weighs every cylinder of a run; whether one of them is better than the best.
    fn look_closer(&self, walk: &mut Walk<'_>, steps: Range<usize>, best: &mut Best) -> bool {
        let order = self.circles.of(walk.centre);
        let expected_of = &self.expected[walk.group * self.regions..][..self.regions];
        let ends = self.circles.ends_of(walk.centre);
        let mut better = false;
        for step in walk.next_step..steps.end {
            let region = usize::from(order[step]);
            add(&mut walk.counts, &walk.lanes[region]);
            add(&mut walk.expected, &expected_of[region]);
            if step < steps.start || !ends[step] {
                continue;
            }
            for lane in 0..LANES {
                let (count, expected) = (walk.counts[lane], walk.expected[lane]);
                if !self.ratio.may_beat(best.log_ratio, f64::from(count), expected) {
                    continue;
                }
                let log_ratio = self.ratio.log_ratio(f64::from(count), expected);
                if log_ratio > best.log_ratio {
                    let (centre, window) = (walk.centre, walk.group * LANES + lane + 1);
                    *best = Best { log_ratio, centre, steps: step + 1, window, count, expected };
                    better = true;
                }
            }
        }
        walk.next_step = steps.end;
        better
    }

    /// Steps of each centre's largest circle.
    pub(super) fn whole_orders(&self) -> Vec<u32> {
        (0..self.regions).map(|centre| self.circles.of(centre).len() as u32).collect()
    }

    /// Cases of a replication, in the shape of the data; none that are older than the windows.
    #[cfg(test)]
    pub(super) fn drawn_counts(&self, replication: u32) -> Vec<u32> {
        let mut lanes = self.observed.clone();
        self.draw(replication, &mut lanes);
        let layout = Layout { regions: self.regions, window: self.settings.longest_window };
        let mut counts = vec![0; self.regions * self.periods];
        for region in 0..self.regions {
            let mut newer = 0;
            for ago in 0..self.settings.longest_window {
                let sum = lanes.as_flattened()[layout.position(region, ago)];
                counts[(region + 1) * self.periods - 1 - ago] = sum - newer;
                newer = sum;
            }
        }
        counts
    }

    /// Draws the cases of one replication.
    fn draw(&self, replication: u32, lanes: &mut [Lanes<u32>]) {
        lanes.fill([0; LANES]);
        let mut random = Random::new(self.settings.seed, u64::from(replication));
        let cases = match self.settings.statistic {
            ScanStatistic::KulldorffPoisson => self.ratio.total as u64,
            ScanStatistic::ExpectationBasedPoisson => {
                u64::from(random.poisson(self.expected_in_windows))
            }
        };
        let flat = lanes.as_flattened_mut();
        for _ in 0..cases {
            // What is older than any window has no position.
            if let Some(position) = self.positions.get(self.cells.draw(&mut random)) {
                flat[*position as usize] += 1;
            }
        }
        let layout = Layout { regions: self.regions, window: self.settings.longest_window };
        layout.add_up(lanes);
    }
}

/// Sums along a centre's order, as far as it was looked at closely.
struct Walk<'a> {
    centre: usize,
    group: usize,
    lanes: &'a [Lanes<u32>],
    next_step: usize,
    counts: Lanes<u32>,
    expected: Lanes<f64>,
}

impl<'a> Walk<'a> {
    fn new(centre: usize, group: usize, lanes: &'a [Lanes<u32>]) -> Self {
        Self { centre, group, lanes, next_step: 0, counts: [0; LANES], expected: [0.0; LANES] }
    }
}

/// How cells lie among lanes: group by group, region by region.
#[derive(Clone, Copy)]
struct Layout {
    regions: usize,
    window: usize,
}

impl Layout {
    fn position(self, region: usize, periods_ago: usize) -> usize {
        ((periods_ago / LANES) * self.regions + region) * LANES + periods_ago % LANES
    }

    /// Sums over windows of every region's cells.
    fn windows<T: Copy + Default + std::ops::AddAssign>(
        self,
        cells: &[T],
        periods: usize,
    ) -> Vec<Lanes<T>> {
        let mut lanes = vec![[T::default(); LANES]; self.window.div_ceil(LANES) * self.regions];
        let flat = lanes.as_flattened_mut();
        for (region, cells) in cells.chunks_exact(periods).enumerate() {
            for (periods_ago, cell) in cells.iter().rev().take(self.window).enumerate() {
                flat[self.position(region, periods_ago)] = *cell;
            }
        }
        self.add_up(&mut lanes);
        lanes
    }

    /// Turns periods into windows that end at the last.
    fn add_up<T: Copy + Default + std::ops::AddAssign>(self, lanes: &mut [Lanes<T>]) {
        for region in 0..self.regions {
            let mut sum = T::default();
            for (group, left) in (0..self.window).step_by(LANES).enumerate() {
                for lane in lanes[group * self.regions + region].iter_mut().take(self.window - left)
                {
                    sum += *lane;
                    *lane = sum;
                }
            }
        }
    }

    /// What is expected of each cell of the windows and, for Kulldorff's statistic, of all older ones
    /// together; and where the first lie among the lanes.
    fn weights(self, cells: &Cells, statistic: ScanStatistic) -> (Vec<f64>, Vec<u32>) {
        let (mut weights, mut positions, mut older) = (Vec::new(), Vec::new(), 0.0);
        for (region, expected) in cells.expected.chunks_exact(cells.periods).enumerate() {
            for (periods_ago, cell) in expected.iter().rev().enumerate() {
                if periods_ago < self.window {
                    weights.push(*cell);
                    positions.push(self.position(region, periods_ago) as u32);
                } else {
                    older += cell;
                }
            }
        }
        if statistic == ScanStatistic::KulldorffPoisson {
            weights.push(older);
        }
        (weights, positions)
    }
}

/// Cuts a centre's order into runs, as long as thresholds allow.
fn add_runs(order: &[u16], expected: &[Lanes<f64>], thresholds: &Thresholds, runs: &mut Vec<Run>) {
    let mut sums = [0.0; LANES];
    let mut end = 0;
    while end < order.len() {
        add(&mut sums, &expected[usize::from(order[end])]);
        let first = sums;
        end += 1;
        while end < order.len() {
            let mut next = sums;
            add(&mut next, &expected[usize::from(order[end])]);
            if (0..LANES).any(|lane| next[lane] > LARGEST_GROWTH * first[lane]) {
                break;
            }
            sums = next;
            end += 1;
        }
        let classes = first.map(|expected| thresholds.class_of(expected));
        runs.push(Run { end: end as u32, classes });
    }
}

/// Adds the lanes of some regions to sums; also returns the highest that each sum was.
#[inline(never)]
fn add_highest(
    sums: Lanes<f32>,
    regions: &[u16],
    excesses: &[Lanes<f32>],
) -> (Lanes<f32>, Lanes<f32>) {
    // By value, so that both stay in registers.
    regions.iter().fold((sums, [f32::NEG_INFINITY; LANES]), |(sums, highest), region| {
        let excesses = excesses[usize::from(*region)];
        let sums: Lanes<f32> = std::array::from_fn(|lane| sums[lane] + excesses[lane]);
        let larger = |lane: usize| {
            if sums[lane] > highest[lane] { sums[lane] } else { highest[lane] }
        };
        (sums, std::array::from_fn(larger))
    })
}

fn add<T: Copy + std::ops::AddAssign>(sums: &mut Lanes<T>, lanes: &Lanes<T>) {
    for (sum, lane) in sums.iter_mut().zip(lanes) {
        *sum += *lane;
    }
}

/// Whether any window's excess is above what stays below the best.
fn may_beat(excesses: &Lanes<f32>, classes: &Lanes<u16>, within: &[f32]) -> bool {
    let mut any = false;
    for (excess, class) in excesses.iter().zip(classes) {
        any |= *excess > within[usize::from(*class)];
    }
    any
}

const LANES: usize = 8;
