//! How often a detector finds a simulated outbreak, at one rate of false alarms for all.
//!
//! Answers: probability of detection, and in the first week, with the threshold at which one clean
//! week in a hundred is an alarm. It does not choose a threshold for real series.

use super::noufaily::{CURRENT_START, SimulatedSeries, WEEKS};

/// What one detector said of the last year of many series: a p-value, or any score that falls as the
/// evidence for an outbreak grows.
#[derive(Debug, Clone, Default)]
pub struct Verdicts {
    series: Vec<Verdict>,
}

/// The last year of one series.
#[derive(Debug, Clone)]
struct Verdict {
    family: usize,
    outbreak_size: u8,
    past_size: u8,
    clean: Vec<f64>,
    outbreak: Vec<f64>,
}

/// A share and its standard error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Between 0 and 1, or the difference of two such.
    pub value: f64,
    /// Its standard error.
    pub error: f64,
}

/// How well a detector does at one threshold.
#[derive(Debug, Clone, PartialEq)]
pub struct Power {
    /// Series with at least one case of an outbreak.
    pub outbreaks: usize,
    /// Scores below this are alarms.
    pub threshold: f64,
    /// Share of clean weeks with an alarm.
    pub false_alarms: f64,
    /// Share of outbreaks with an alarm in any week from their first case to their last.
    pub detected: Share,
    /// Share of outbreaks with an alarm in the week of their first case.
    pub first_week: Share,
}

/// Which series are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Among {
    /// All of them.
    All,
    /// Those of one family of scenarios, from 0.
    Family(usize),
    /// Those whose outbreak has a size between these, both included.
    OutbreakSize(u8, u8),
    /// Those whose past outbreaks have this size.
    PastSize(u8),
}

impl Verdicts {
    /// Adds what the detector said of one series.
    ///
    /// - Shape: one score for each week from [`CURRENT_START`] to the end.
    pub fn add(&mut self, series: &SimulatedSeries, scores: &[f64]) {
        assert_eq!(scores.len(), (WEEKS + 1 - CURRENT_START) as usize, "one score a week");
        let (mut clean, mut outbreak) = (Vec::with_capacity(scores.len()), Vec::new());
        for (week, score) in (CURRENT_START..).zip(scores) {
            let is_inside =
                series.outbreak_weeks.is_some_and(|(first, last)| (first..=last).contains(&week));
            if is_inside { outbreak.push(*score) } else { clean.push(*score) }
        }
        self.series.push(Verdict {
            family: series.scenario.family(),
            outbreak_size: series.outbreak_size,
            past_size: series.past_size,
            clean,
            outbreak,
        });
    }

    /// Number of series.
    pub fn len(&self) -> usize {
        self.series.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.series.is_empty()
    }

    /// Threshold below which this share of all clean weeks lies; between two scores as R's and numpy's
    /// quantiles have it.
    pub fn threshold(&self, false_alarms: f64) -> f64 {
        self.threshold_among(false_alarms, Among::All)
    }

    /// The same, of the clean weeks of some series alone.
    pub fn threshold_among(&self, false_alarms: f64, among: Among) -> f64 {
        let chosen = self.series.iter().filter(|verdict| verdict.is_among(among));
        let mut clean: Vec<f64> =
            chosen.flat_map(|verdict| verdict.clean.iter().copied()).collect();
        if clean.is_empty() {
            return 0.0;
        }
        clean.sort_by(f64::total_cmp);
        let place = false_alarms.clamp(0.0, 1.0) * (clean.len() - 1) as f64;
        let (low, above) = (place.floor() as usize, place - place.floor());
        let high = (low + 1).min(clean.len() - 1);
        clean[low] + above * (clean[high] - clean[low])
    }

    /// How well the detector does among some series at a threshold.
    pub fn power(&self, threshold: f64, among: Among) -> Power {
        let chosen = || self.series.iter().filter(move |verdict| verdict.is_among(among));
        let clean = chosen().flat_map(|verdict| &verdict.clean);
        let false_alarms = mean(clean.map(|score| f64::from(u8::from(*score < threshold))));
        let outbreaks = || chosen().filter(|verdict| !verdict.outbreak.is_empty());
        Power {
            outbreaks: outbreaks().count(),
            threshold,
            false_alarms,
            detected: share(outbreaks().map(|verdict| verdict.is_detected(threshold))),
            first_week: share(outbreaks().map(|verdict| verdict.is_first(threshold))),
        }
    }

    /// How much more often this detector finds an outbreak, at all and in its first week, than another
    /// on the same series, each at its own threshold; errors are those of the paired difference.
    pub fn gain(&self, threshold: f64, other: &Self, of_other: f64, among: Among) -> [Share; 2] {
        let pairs = || {
            let both = self.series.iter().zip(&other.series);
            both.filter(move |(verdict, _)| verdict.is_among(among) && !verdict.outbreak.is_empty())
        };
        let difference = |left: bool, right: bool| f64::from(i8::from(left) - i8::from(right));
        let detected = pairs().map(|(left, right)| {
            difference(left.is_detected(threshold), right.is_detected(of_other))
        });
        let first = pairs()
            .map(|(left, right)| difference(left.is_first(threshold), right.is_first(of_other)));
        [share_of(detected), share_of(first)]
    }
}

impl Verdict {
    fn is_among(&self, among: Among) -> bool {
        match among {
            Among::All => true,
            Among::Family(family) => self.family == family,
            Among::OutbreakSize(least, most) => (least..=most).contains(&self.outbreak_size),
            Among::PastSize(size) => self.past_size == size,
        }
    }

    fn is_detected(&self, threshold: f64) -> bool {
        self.outbreak.iter().any(|score| *score < threshold)
    }

    fn is_first(&self, threshold: f64) -> bool {
        self.outbreak.first().is_some_and(|score| *score < threshold)
    }
}

fn share(outcomes: impl Iterator<Item = bool>) -> Share {
    share_of(outcomes.map(|outcome| f64::from(u8::from(outcome))))
}

/// Mean and its standard error.
fn share_of(values: impl Iterator<Item = f64>) -> Share {
    let (mut count, mut sum, mut squares) = (0.0, 0.0, 0.0);
    for value in values {
        count += 1.0;
        sum += value;
        squares += value * value;
    }
    let count = f64::max(count, 1.0);
    let value = sum / count;
    Share { value, error: ((squares / count - value * value).max(0.0) / count).sqrt() }
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    share_of(values).value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::noufaily::simulate;

    /// Scores of a detector that sees an outbreak `delay` weeks after its first case, and one false alarm.
    fn scores(series: &SimulatedSeries, delay: u32) -> Vec<f64> {
        let seen = series.outbreak_weeks.map(|(first, _)| first + delay);
        let weeks = CURRENT_START..=WEEKS;
        weeks.map(|week| if Some(week) == seen { 0.0 } else { f64::from(week) / 1e3 }).collect()
    }

    #[test]
    fn an_alarm_counts_from_the_first_case_to_the_last() {
        let (mut prompt, mut late) = (Verdicts::default(), Verdicts::default());
        let mut lasting = 0.0;
        for index in 0..84 {
            let series = simulate(3, index);
            prompt.add(&series, &scores(&series, 0));
            late.add(&series, &scores(&series, 1));
            let lasts = series.outbreak_weeks.is_some_and(|(first, last)| last > first);
            lasting += f64::from(u8::from(lasts));
        }
        let power = prompt.power(0.5, Among::All);
        assert!((power.detected.value - 1.0).abs() < 1e-12 && power.detected.error.abs() < 1e-12);
        assert!((power.first_week.value - 1.0).abs() < 1e-12);
        assert!(power.false_alarms.abs() < 1e-12, "{power:?}");
        let late_power = late.power(0.5, Among::All);
        let share = lasting / power.outbreaks as f64;
        assert!((late_power.detected.value - share).abs() < 1e-12, "{late_power:?}");
        assert!(late_power.first_week.value.abs() < 1e-12 && late_power.false_alarms > 0.0);
        let [detected, first] = prompt.gain(0.5, &late, 0.5, Among::All);
        assert!((detected.value - 1.0 + share).abs() < 1e-12, "{detected:?}");
        assert!((first.value - 1.0).abs() < 1e-12, "{first:?}");
        let families: usize =
            (0..7).map(|family| prompt.power(0.5, Among::Family(family)).outbreaks).sum();
        assert_eq!(families, power.outbreaks);
    }

    #[test]
    fn the_threshold_leaves_the_share_of_clean_weeks_below_it() {
        let mut verdicts = Verdicts::default();
        assert!(verdicts.is_empty() && verdicts.threshold(0.01).abs() < 1e-12);
        for index in 0..42 {
            let series = simulate(3, index);
            let spread = |week: u32| f64::from(week * 5 % 49) + index as f64 / 42.0;
            verdicts.add(&series, &(CURRENT_START..=WEEKS).map(spread).collect::<Vec<f64>>());
        }
        for share in [0.01, 0.1, 0.5] {
            let power = verdicts.power(verdicts.threshold(share), Among::All);
            assert!((power.false_alarms - share).abs() < 1e-3, "{power:?}");
        }
    }
}
