//! Nowcast: how many events of the newest periods will have been reported in the end?
//!
//! Delays are learnt from earlier periods, a chain ladder read backwards in time. It does not know a
//! calendar: a period's delay is the number of periods from the event to its report.

use crate::distributions::CountLaw;
use crate::gamma::{digamma, trigamma};

/// What the nowcast can be told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NowcastSettings {
    /// Longest delay, in periods; whatever is reported later is not expected.
    pub longest_delay: usize,
    /// Delays are learnt from reports of this many latest periods; `None` for all of them.
    pub window: Option<usize>,
    /// Chance that the total lies within the interval, 0.5 to 0.999.
    pub level: f64,
}

impl NowcastSettings {
    /// Learnt from half a year of weeks, so that delays may change; an interval of 95 %.
    pub const fn weekly(longest_delay: usize) -> Self {
        Self { longest_delay, window: Some(26), level: 0.95 }
    }
}

/// What is to be expected of one period in the end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nowcast {
    /// Position of the period, from 0.
    pub position: usize,
    /// Events reported so far.
    pub reported: u32,
    /// Share of all events that is thought to be reported by now, 0 to 1.
    pub share: f64,
    /// Events in the end, by the mean of those still to come.
    pub expected: f64,
    /// Lower end of the interval.
    pub lower: f64,
    /// Upper end of the interval.
    pub upper: f64,
}

/// Why there is no nowcast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NowcastError {
    /// A setting outside its range.
    #[error("setting {setting} must be {must_be}")]
    Setting {
        /// Name of the field.
        setting: &'static str,
        /// What it may be.
        must_be: &'static str,
    },
    /// A period has another number of delays than could be seen by now.
    #[error("period {position} has reports of {has} delays, and {needs} can be known by now")]
    Delays {
        /// Position of the period.
        position: usize,
        /// Delays given.
        has: usize,
        /// Delays from 0 to the longest, or to now.
        needs: usize,
    },
    /// No period is old enough to show the longest delay.
    #[error("not assessable: needs {needs} periods to see the longest delay, has {has}")]
    TooShort {
        /// Least number of periods.
        needs: usize,
        /// Periods given.
        has: usize,
    },
}

/// What is to be expected of every period, oldest first.
///
/// - Shape: `reports[t][d]` holds the events of period t that were reported d periods later; the newest
///   period has one entry, those before it one more each, up to the longest delay and its 0.
/// - Source: Lawless 1994, doi:10.2307/3315820, for the delays in reverse time; the total given what is
///   reported is negative binomial (uniform prior), averaged over the error of the share. Counts that vary
///   more than that widen the interval (Pearson's estimate).
///
/// # Errors
///
/// Settings out of range, rows of the wrong length, or fewer periods than the longest delay needs.
///
/// ```
/// use signals::nowcast::{NowcastSettings, nowcast};
///
/// let settings = NowcastSettings { longest_delay: 1, window: None, level: 0.9 };
/// let reports = [vec![60, 40], vec![55, 45], vec![62, 38], vec![90]];
/// let newest = nowcast(&reports, &settings).unwrap().pop().unwrap();
/// assert!((140.0..165.0).contains(&newest.expected) && newest.upper > newest.expected);
/// ```
pub fn nowcast(
    reports: &[Vec<u32>],
    settings: &NowcastSettings,
) -> Result<Vec<Nowcast>, NowcastError> {
    require(reports, settings)?;
    let delays = Delays::learn(reports, settings);
    let of_period = |(position, row): (usize, &Vec<u32>)| {
        let reported: u32 = row.iter().fold(0, |sum, count| sum.saturating_add(*count));
        let seen = row.len() - 1;
        if seen >= settings.longest_delay {
            let all = f64::from(reported);
            return Nowcast {
                position,
                reported,
                share: 1.0,
                expected: all,
                lower: all,
                upper: all,
            };
        }
        delays.period(position, reported, seen, settings.level)
    };
    Ok(reports.iter().enumerate().map(of_period).collect())
}

/// How late reports come.
#[derive(Debug)]
struct Delays {
    /// Of each delay from 1 on: mean and variance of the log of the share that came earlier.
    steps: Vec<(f64, f64)>,
    /// Variance of a report's delay over the binomial one, at least 1.
    dispersion: f64,
}

impl Delays {
    fn learn(reports: &[Vec<u32>], settings: &NowcastSettings) -> Self {
        let last = reports.len();
        let mut steps = Vec::with_capacity(settings.longest_delay);
        let (mut squares, mut cells) = (0.0, 0.0);
        for delay in 1..=settings.longest_delay {
            // Periods that are old enough to show this delay, the latest of them.
            let end = last - delay;
            let start = settings.window.map_or(0, |window| end.saturating_sub(window));
            let rows = &reports[start..end];
            let at = |row: &Vec<u32>| f64::from(row[delay]);
            let until = |row: &Vec<u32>| row[..=delay].iter().map(|n| f64::from(*n)).sum::<f64>();
            let (came, all): (f64, f64) = (rows.iter().map(at).sum(), rows.iter().map(until).sum());
            // Jeffreys' prior of a share.
            let (earlier, total) = (all - came + 0.5, all + 1.0);
            steps.push((digamma(earlier) - digamma(total), trigamma(earlier) - trigamma(total)));
            let share = came / all;
            if share > 0.0 && share < 1.0 {
                let square = |row: &Vec<u32>| {
                    let expected = until(row) * share;
                    let off = at(row) - expected;
                    off * off / (expected * (1.0 - share))
                };
                let known = rows.iter().filter(|row| until(row) > 0.0);
                let sum: f64 = known.clone().map(square).sum();
                squares += sum;
                cells += (known.count() as f64 - 1.0).max(0.0);
            }
        }
        let dispersion = if cells > 0.0 { (squares / cells).clamp(1.0, 1e3) } else { 1.0 };
        Self { steps, dispersion }
    }

    /// A period of which delays up to `seen` could be reported.
    fn period(&self, position: usize, reported: u32, seen: usize, level: f64) -> Nowcast {
        let (mut log_share, mut variance) = (0.0, 0.0);
        for (mean, error) in &self.steps[seen..] {
            log_share += mean;
            variance += error * self.dispersion;
        }
        let so_far = f64::from(reported);
        let missing = -libm::expm1(log_share);
        variance += (self.dispersion - 1.0) * missing / (so_far + 1.0);
        // The error is that of the log odds, so that no share is above 1.
        let odds = log_share - libm::log(missing.max(f64::MIN_POSITIVE));
        let error = (variance.sqrt() / missing.max(1e-9)).min(LARGEST_ERROR);
        let laws: Vec<(f64, Option<CountLaw>)> = NODES
            .iter()
            .map(|(node, weight)| {
                let share = 1.0 / (1.0 + libm::exp(-(odds + node * error)));
                let to_come = (so_far + 1.0) * (1.0 - share) / share;
                (*weight, CountLaw::new(to_come, share.recip()))
            })
            .collect();
        let mean: f64 = NODES
            .iter()
            .map(|(node, weight)| weight * (so_far + 1.0) * libm::exp(-(odds + node * error)))
            .sum();
        let tail = f64::midpoint(1.0, -level);
        Nowcast {
            position,
            reported,
            share: libm::exp(log_share),
            expected: so_far + mean,
            lower: so_far + least_with(&laws, mean, |above| above <= 1.0 - tail),
            upper: so_far + least_with(&laws, mean, |above| above <= tail),
        }
    }
}

/// The least count of which the chance of more suffices.
fn least_with(laws: &[(f64, Option<CountLaw>)], mean: f64, suffices: impl Fn(f64) -> bool) -> f64 {
    let above = |count: f64| -> f64 {
        laws.iter()
            .map(|(weight, law)| weight * law.as_ref().map_or(0.0, |l| l.upper_tail(count + 1.0)))
            .sum()
    };
    if suffices(above(0.0)) {
        return 0.0;
    }
    let (mut low, mut high) = (0.0, mean.ceil().max(1.0));
    while !suffices(above(high)) && high < 1e12 {
        low = high;
        high *= 2.0;
    }
    while high - low > 1.0 {
        let middle = f64::midpoint(low, high).floor();
        if suffices(above(middle)) { high = middle } else { low = middle }
    }
    high
}

fn require(reports: &[Vec<u32>], settings: &NowcastSettings) -> Result<(), NowcastError> {
    let refuse = |setting, must_be| Err(NowcastError::Setting { setting, must_be });
    if settings.longest_delay == 0 || settings.longest_delay > 1000 {
        return refuse("longest_delay", "1 to 1000");
    }
    if settings.window == Some(0) {
        return refuse("window", "at least 1");
    }
    if !(0.5..=0.999).contains(&settings.level) {
        return refuse("level", "0.5 to 0.999");
    }
    let (has, needs) = (reports.len(), settings.longest_delay + 1);
    if has < needs {
        return Err(NowcastError::TooShort { needs, has });
    }
    for (position, row) in reports.iter().enumerate() {
        let needs = (has - position).min(settings.longest_delay + 1);
        if row.len() != needs {
            return Err(NowcastError::Delays { position, has: row.len(), needs });
        }
    }
    Ok(())
}

/// Gauss-Hermite quadrature of a standard normal variable: nodes and weights.
const NODES: [(f64, f64); 7] = [
    (-3.750_439_717_725_742, 0.000_548_268_855_972_217_8),
    (-2.366_759_410_734_541, 0.030_757_123_967_586_5),
    (-1.154_405_394_739_968_3, 0.240_123_178_605_012_7),
    (0.0, 0.457_142_857_142_857_14),
    (1.154_405_394_739_968_3, 0.240_123_178_605_012_7),
    (2.366_759_410_734_541, 0.030_757_123_967_586_5),
    (3.750_439_717_725_742, 0.000_548_268_855_972_217_8),
];

/// Log odds known worse than this are not known.
const LARGEST_ERROR: f64 = 1.5;

#[cfg(test)]
mod tests;
