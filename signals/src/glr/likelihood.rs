//! Likelihood ratios of a changed mean over the mean as it was.
//!
//! It does not fit the mean before the change.

use super::epidemic::Stretch;
use super::{ChangeDirection, FactorSearch, GlrSettings, Shift};

/// Law of a count around its mean.
#[derive(Debug, Clone, Copy)]
pub(super) enum Law {
    Poisson,
    NegativeBinomial(f64),
}

impl Law {
    pub(super) fn new(alpha: f64) -> Self {
        if alpha > 0.0 { Self::NegativeBinomial(alpha) } else { Self::Poisson }
    }

    /// What a count adds to the log of the ratio if the log of its mean is `shift` higher.
    fn log_ratio(self, count: f64, mean: f64, shift: f64) -> f64 {
        match self {
            Self::Poisson => count * shift + (1.0 - libm::exp(shift)) * mean,
            Self::NegativeBinomial(alpha) => {
                count * shift - (count + alpha.recip()) * spread_log(alpha * mean, shift)
            }
        }
    }

    /// Count that adds `wanted`.
    fn count_for(self, wanted: f64, mean: f64, shift: f64) -> f64 {
        match self {
            Self::Poisson => (wanted - (1.0 - libm::exp(shift)) * mean) / shift,
            Self::NegativeBinomial(alpha) => {
                let log = spread_log(alpha * mean, shift);
                (wanted + log / alpha) / (shift - log)
            }
        }
    }
}

/// Log of 1 + z once z is multiplied by the exponential of `shift`, over what it was.
fn spread_log(z: f64, shift: f64) -> f64 {
    libm::log((1.0 + z * libm::exp(shift)) / (1.0 + z))
}

/// The counts since the last alarm.
pub(super) struct Chart<'a> {
    law: Law,
    settings: &'a GlrSettings,
    counts: Vec<f64>,
    means: Vec<f64>,
    /// The count before each; 0 where there is none.
    before: Vec<f64>,
    newest: f64,
    statistic: f64,
    search: FactorSearch,
}

impl<'a> Chart<'a> {
    pub(super) fn new(law: Law, settings: &'a GlrSettings) -> Self {
        let (counts, means, before) = (Vec::new(), Vec::new(), Vec::new());
        Self {
            law,
            settings,
            counts,
            means,
            before,
            newest: 0.0,
            statistic: 0.0,
            search: settings.search,
        }
    }

    pub(super) fn settings(&self) -> &'a GlrSettings {
        self.settings
    }

    /// Leaves out a missing count.
    pub(super) fn pass_over(&mut self) {
        self.newest = 0.0;
    }

    /// The statistic as it stands.
    pub(super) fn statistic(&self) -> f64 {
        self.statistic
    }

    /// Forgets all counts.
    pub(super) fn start_again(&mut self) {
        self.counts.clear();
        self.means.clear();
        self.before.clear();
        self.statistic = 0.0;
    }

    /// The statistic with one count more.
    pub(super) fn add(&mut self, count: f64, mean: f64) -> f64 {
        self.counts.push(count);
        self.means.push(mean);
        self.before.push(self.newest);
        self.newest = count;
        self.statistic = match self.settings.shift {
            Shift::Known(shift) => {
                (self.statistic + self.law.log_ratio(count, mean, shift)).max(0.0)
            }
            Shift::Unknown { shortest, longest } => self.greatest(shortest, longest),
            Shift::Epidemic { shortest, longest } => self.greatest_epidemic(shortest, longest),
        };
        self.statistic
    }

    /// Least count that would be an alarm now; for falls, the least that would be none.
    pub(super) fn bound(&mut self, mean: f64) -> Option<f64> {
        let (threshold, direction) = (self.settings.threshold, self.settings.direction);
        let Shift::Unknown { shortest, longest } = self.settings.shift else {
            let Shift::Known(shift) = self.settings.shift else { return None };
            return Some(self.law.count_for(threshold - self.statistic, mean, shift));
        };
        self.counts.push(0.0);
        self.means.push(mean);
        // Halving needs a statistic that rises with the count.
        self.search = FactorSearch::Sure;
        let last = self.counts.len() - 1;
        let bound = if self.has_stretch(shortest, longest) {
            let mut is_alarm = |count: f64| {
                self.counts[last] = count;
                self.greatest(shortest, longest) >= threshold
            };
            match direction {
                ChangeDirection::Rise => first_count(&mut is_alarm),
                // Alarms of falls end where they end, but need not begin at a count of 0.
                ChangeDirection::Fall => {
                    (0..=MOST_CASES).map(f64::from).find(|count| !is_alarm(*count))
                }
            }
        } else {
            // Too soon for any alarm: under Poisson the reference then writes 0.
            matches!(self.law, Law::Poisson).then_some(0.0)
        };
        self.counts.pop();
        self.means.pop();
        self.search = self.settings.search;
        bound
    }

    /// Whether any stretch is long enough.
    fn has_stretch(&self, shortest: usize, longest: Option<usize>) -> bool {
        let (least, most) = self.lengths(shortest, longest);
        least <= most
    }

    /// Least and most periods of a stretch.
    fn lengths(&self, shortest: usize, longest: Option<usize>) -> (usize, usize) {
        let all = self.counts.len();
        let most = longest.map_or(all, |longest| all.min(longest.saturating_add(1)));
        let least = match (self.law, longest) {
            (Law::Poisson, Some(_)) => shortest + 1,
            (Law::Poisson, None) if all >= shortest => 1,
            _ => shortest,
        };
        (least, most)
    }

    /// Greatest log of a ratio over all stretches that end now, not below 0.
    fn greatest(&self, shortest: usize, longest: Option<usize>) -> f64 {
        let (least, most) = self.lengths(shortest, longest);
        let mut greatest = 0.0;
        // A stretch without cases has no finite shift, and its ratio may be no number.
        let mut consider = |ratio: f64| {
            if ratio > greatest {
                greatest = ratio;
            }
        };
        match self.law {
            Law::Poisson => {
                let (mut count, mut mean) = (0.0, 0.0);
                let newest_first = self.counts.iter().zip(&self.means).rev().take(most);
                for ((one_count, one_mean), length) in newest_first.zip(1..) {
                    count += one_count;
                    mean += one_mean;
                    if length >= least {
                        let shift = self.in_direction(libm::log(count / mean));
                        consider(count * shift + (1.0 - libm::exp(shift)) * mean);
                    }
                }
            }
            Law::NegativeBinomial(alpha) => {
                // Each stretch's search begins where that of the next longer one ended.
                let mut shift = START_SHIFT;
                for length in (least..=most).rev() {
                    consider(self.stretch(alpha, length, &mut shift));
                }
            }
        }
        greatest
    }

    /// The same of an epidemic; its stretches have the lengths they are asked to have.
    fn greatest_epidemic(&self, shortest: usize, longest: Option<usize>) -> f64 {
        let all = self.counts.len();
        let most = longest.map_or(all, |longest| all.min(longest.saturating_add(1)));
        let mut log_multiple = START_LOG_MULTIPLE;
        let mut shift = START_SHIFT;
        let mut greatest = 0.0;
        for length in (shortest..=most).rev() {
            let from = all - length;
            let stretch = Stretch {
                counts: &self.counts[from..],
                means: &self.means[from..],
                before: &self.before[from..],
            };
            let ratio = match self.law {
                Law::Poisson => stretch.poisson_ratio(&mut log_multiple),
                Law::NegativeBinomial(alpha) => {
                    self.seek_shift(alpha, length, &mut shift);
                    stretch.negative_binomial_ratio(alpha, libm::exp(shift))
                }
            };
            if ratio > greatest {
                greatest = ratio;
            }
        }
        greatest
    }

    fn in_direction(&self, shift: f64) -> f64 {
        match self.settings.direction {
            ChangeDirection::Rise => shift.max(0.0),
            ChangeDirection::Fall => shift.min(0.0),
        }
    }

    /// Log of the ratio of the newest `length` negative binomial counts at their likeliest shift.
    fn stretch(&self, alpha: f64, length: usize, shift: &mut f64) -> f64 {
        self.seek_shift(alpha, length, shift);
        // A search that has run away leaves no number, of which this makes 0.
        *shift = self.in_direction(*shift);
        let shift = *shift;
        let from = self.counts.len() - length;
        let pairs = self.counts[from..].iter().zip(&self.means[from..]);
        pairs.map(|(count, mean)| self.law.log_ratio(*count, *mean, shift)).sum()
    }

    /// Moves `shift` to the likeliest of the newest `length` negative binomial counts.
    fn seek_shift(&self, alpha: f64, length: usize, shift: &mut f64) {
        match self.search {
            FactorSearch::AsReference => self.seek_shift_as_reference(alpha, length, shift),
            FactorSearch::Sure => self.seek_shift_surely(alpha, length, shift),
        }
    }

    fn seek_shift_as_reference(&self, alpha: f64, length: usize, shift: &mut f64) {
        for _ in 0..MOST_STEPS {
            if *shift <= LEAST_SHIFT || shift.is_nan() {
                return;
            }
            let step = self.step_of_shift(alpha, length, *shift);
            *shift += step;
            if step.abs() < SHIFT_TOLERANCE {
                return;
            }
        }
    }

    /// From the ratio of the sums, which is near, by steps that cannot overshoot far.
    fn seek_shift_surely(&self, alpha: f64, length: usize, shift: &mut f64) {
        let newest = |values: &[f64]| values[values.len() - length..].iter().sum::<f64>();
        *shift = libm::log(newest(&self.counts) / newest(&self.means)).max(LEAST_SHIFT);
        for _ in 0..MOST_STEPS {
            let step = self.step_of_shift(alpha, length, *shift).clamp(-1.0, 1.0);
            *shift += step;
            if step.abs() < SHIFT_TOLERANCE || *shift <= LEAST_SHIFT || shift.is_nan() {
                return;
            }
        }
    }

    /// Newton's step towards the likeliest shift of the newest `length` negative binomial counts.
    fn step_of_shift(&self, alpha: f64, length: usize, shift: f64) -> f64 {
        let from = self.counts.len() - length;
        let factor = libm::exp(shift);
        let (mut score, mut information) = (0.0, 0.0);
        for (count, mean) in self.counts[from..].iter().zip(&self.means[from..]) {
            let one_and_z = 1.0 + alpha * mean * factor;
            let each = (alpha * count + 1.0) * mean * factor / one_and_z;
            score += count - each;
            information += each / one_and_z;
        }
        score / information
    }
}

/// Least count for which `holds`, which then holds for all greater ones; by doubling and halving.
fn first_count(holds: &mut impl FnMut(f64) -> bool) -> Option<f64> {
    if holds(0.0) {
        return Some(0.0);
    }
    let (mut low, mut high) = (0, 1);
    while !holds(f64::from(high)) {
        if high >= MOST_CASES {
            return None;
        }
        (low, high) = (high, (high * 2).min(MOST_CASES));
    }
    while high - low > 1 {
        let middle = u32::midpoint(low, high);
        if holds(f64::from(middle)) { high = middle } else { low = middle }
    }
    Some(f64::from(high))
}

/// Bounds are sought up to here.
const MOST_CASES: u32 = 10_000;
/// Where the search for the likeliest shift begins, and below what it ends: what the reference finds
/// for a stretch without cases depends on both.
const START_SHIFT: f64 = 0.5;
const LEAST_SHIFT: f64 = -18.0;
/// Where the search for the multiple of an epidemic begins: a half.
const START_LOG_MULTIPLE: f64 = -std::f64::consts::LN_2;
const SHIFT_TOLERANCE: f64 = 1e-9;
const MOST_STEPS: usize = 1000;
