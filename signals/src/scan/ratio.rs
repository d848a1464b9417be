//! The likelihood ratio of an excess, and the count below which it cannot beat another.

use std::sync::OnceLock;

use super::settings::ScanStatistic;

/// The statistic of one scan.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ratio {
    pub statistic: ScanStatistic,
    /// Cases in all regions and periods.
    pub total: f64,
}

impl Ratio {
    /// Logarithm of the likelihood ratio of `count` cases where `expected` were to be expected; 0 where
    /// there is no excess.
    ///
    /// - Source: Kulldorff 1997, section 4; Neill 2009, section 2.
    pub fn log_ratio(&self, count: f64, expected: f64) -> f64 {
        if count <= expected {
            return 0.0;
        }
        if expected <= 0.0 {
            return f64::INFINITY;
        }
        let inside = count * libm::log(count / expected);
        match self.statistic {
            ScanStatistic::ExpectationBasedPoisson => inside + (expected - count),
            ScanStatistic::KulldorffPoisson => {
                let (outside, expected_outside) = (self.total - count, self.total - expected);
                if outside <= 0.0 {
                    return inside;
                }
                inside + outside * libm::log(outside / expected_outside)
            }
        }
    }

    /// Whether a cheap upper bound of the ratio leaves it possible that it is above `best`.
    ///
    /// With u the excess over what is expected: (1 + u) log(1 + u) - u <= u²/2, and for the outside
    /// (1 - u) log(1 - u) + u <= u².
    pub fn may_beat(&self, best: f64, count: f64, expected: f64) -> bool {
        let excess = count - expected;
        let weight = match self.statistic {
            ScanStatistic::ExpectationBasedPoisson => 0.0,
            ScanStatistic::KulldorffPoisson => expected / (self.total - expected),
        };
        excess > 0.0 && excess * excess * (0.5 + weight) >= best * expected * (1.0 - 1e-9)
    }

    /// Largest whole count whose ratio is surely not above `level`.
    fn largest_within(&self, level: f64, expected: f64) -> u32 {
        let level = level - MARGIN;
        if level <= 0.0 || expected <= 0.0 {
            return expected as u32;
        }
        // The ratio is convex in the count: from the second step on, Newton's come from above.
        let highest = match self.statistic {
            ScanStatistic::ExpectationBasedPoisson => f64::from(u32::MAX),
            ScanStatistic::KulldorffPoisson => self.total,
        };
        let mut count = (expected + (2.0 * level * expected).sqrt()).min(highest);
        for _ in 0..MOST_STEPS {
            let mut slope = libm::log(count / expected);
            if self.statistic == ScanStatistic::KulldorffPoisson {
                let outside = (self.total - count).max(1e-9);
                slope -= libm::log(outside / (self.total - expected));
            }
            let step = (self.log_ratio(count, expected) - level) / slope;
            count = (count - step).min(highest);
            if step.is_nan() || step.abs() <= 1e-3 {
                break;
            }
        }
        let mut whole = count.max(expected).ceil();
        while whole > expected && self.log_ratio(whole, expected) > level {
            whole -= 1.0;
        }
        whole as u32
    }
}

/// For levels of the ratio and classes of expected counts, the largest count that stays below the level.
///
/// Made as they are needed, and shared by all replications.
#[derive(Debug)]
pub(super) struct Thresholds {
    ratio: Ratio,
    /// Class `k` begins at the square of `k` times this.
    width: f64,
    classes: u16,
    levels: Vec<OnceLock<Vec<u32>>>,
}

impl Thresholds {
    /// For expected counts up to `highest`, with so many classes that they pay for `steps` along orders.
    pub fn new(ratio: Ratio, highest: f64, steps: usize) -> Self {
        let classes = (steps / 4).clamp(32, MOST_CLASSES) as u16;
        let width = (highest.sqrt() / f64::from(classes - 1)).max(f64::MIN_POSITIVE);
        Self { ratio, width, classes, levels: vec![OnceLock::new(); LEVELS] }
    }

    /// Class of an expected count: the last that begins at or below it.
    pub fn class_of(&self, expected: f64) -> u16 {
        let class = (expected.sqrt() / self.width).min(f64::from(self.classes - 1)) as u16;
        if self.start_of(class) > expected { class.saturating_sub(1) } else { class }
    }

    /// Largest counts of each class whose ratio is not above `best`.
    pub fn within(&self, best: f64) -> &[u32] {
        let level = ((best / LEVEL_WIDTH) as usize).min(LEVELS - 1);
        self.levels[level].get_or_init(|| {
            let height = level as f64 * LEVEL_WIDTH;
            let of_class = |class| self.ratio.largest_within(height, self.start_of(class));
            (0..self.classes).map(of_class).collect()
        })
    }

    fn start_of(&self, class: u16) -> f64 {
        let root = f64::from(class) * self.width;
        root * root
    }
}

const MOST_CLASSES: usize = 2048;
const LEVELS: usize = 81;
const LEVEL_WIDTH: f64 = 0.25;
/// More than any rounding of a ratio.
const MARGIN: f64 = 1e-5;
const MOST_STEPS: usize = 20;
