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

    /// Excess over `expected` whose ratio is surely not above `level`, nor that of any smaller one.
    fn excess_within(&self, level: f64, expected: f64) -> f64 {
        let level = level - MARGIN;
        if level <= 0.0 || expected <= 0.0 {
            return 0.0;
        }
        // The ratio is convex in the count: from the second step on, Newton's come from above.
        let highest = match self.statistic {
            ScanStatistic::ExpectationBasedPoisson => f64::INFINITY,
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
            if step.is_nan() || step.abs() <= 1e-4 * count {
                break;
            }
        }
        let mut excess = (count - expected).max(0.0);
        while self.log_ratio(expected + excess, expected) > level {
            excess *= 1.0 - 1e-4;
        }
        excess
    }
}

/// For levels of the ratio and classes of expected counts, the largest excess that stays below the level.
///
/// Made as they are needed, and shared by all replications.
#[derive(Debug)]
pub(super) struct Thresholds {
    ratio: Ratio,
    /// Class `k` begins at the square of `k` times this.
    width: f64,
    classes: u16,
    /// Units in a case.
    scale: f64,
    levels: Vec<OnceLock<Vec<f32>>>,
}

impl Thresholds {
    /// For expected counts up to `highest`, with so many classes that they pay for `steps` along orders.
    pub fn new(ratio: Ratio, highest: f64, steps: usize) -> Self {
        let classes = (steps / 4).clamp(32, MOST_CLASSES) as u16;
        let width = (highest.sqrt() / f64::from(classes - 1)).max(f64::MIN_POSITIVE);
        // No sum of units reaches 2^24, so that adding them is exact.
        let largest_sum = 4.0 * highest.max(ratio.total) + 128.0;
        let scale = libm::ldexp(1.0, 23 - libm::frexp(largest_sum).1);
        Self { ratio, width, classes, scale, levels: vec![OnceLock::new(); LEVELS] }
    }

    /// Class of an expected count: the last that begins at or below it.
    pub fn class_of(&self, expected: f64) -> u16 {
        let class = (expected.sqrt() / self.width).min(f64::from(self.classes - 1)) as u16;
        if self.start_of(class) > expected { class.saturating_sub(1) } else { class }
    }

    /// Excess of a count, in whole units and never too low.
    pub fn units(&self, count: u32, expected: f64) -> f32 {
        let cases = f64::from(count) * self.scale;
        let cases = if self.scale < 1.0 { cases as u32 + 1 } else { cases as u32 };
        (i64::from(cases) - (expected * self.scale) as i64) as f32
    }

    /// For each class, the largest excess, in units, whose ratio is not above `best` wherever what is
    /// expected lies between the start of the class and [`LARGEST_GROWTH`] times its end.
    pub fn within(&self, best: f64) -> &[f32] {
        let level = ((best / LEVEL_WIDTH) as usize).min(LEVELS - 1);
        self.levels[level].get_or_init(|| {
            let height = level as f64 * LEVEL_WIDTH;
            let of_class = |class| {
                let start = self.ratio.excess_within(height, self.start_of(class));
                let least = match self.ratio.statistic {
                    // More is expected, and a larger excess within the level.
                    ScanStatistic::ExpectationBasedPoisson => start,
                    // The excess is concave in what is expected: its least is at one of the ends.
                    ScanStatistic::KulldorffPoisson => {
                        let end = self.start_of(class + 1) * LARGEST_GROWTH * (1.0 + 1e-9);
                        start.min(self.ratio.excess_within(height, end.min(self.ratio.total)))
                    }
                };
                (least * self.scale * (1.0 - 1e-6)) as f32
            };
            (0..self.classes).map(of_class).collect()
        })
    }

    fn start_of(&self, class: u16) -> f64 {
        let root = f64::from(class) * self.width;
        root * root
    }
}

/// What is expected may grow by this factor from the start of a run of steps to its end.
pub(super) const LARGEST_GROWTH: f64 = 1.2;
const MOST_CLASSES: usize = 2048;
const LEVELS: usize = 81;
const LEVEL_WIDTH: f64 = 0.25;
/// More than any rounding of a ratio.
const MARGIN: f64 = 1e-5;
const MOST_STEPS: usize = 20;
