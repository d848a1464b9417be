//! Reporting delay: which share of what happened so many days ago is known by now?
//!
//! It is learnt from the events themselves, read backwards from today, so that the newest days, of which
//! only the quick reports are in, do not make delays look short. It judges no count.

use crate::distributions::CountLaw;

/// Events of one day that became known on one later day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// Days from the event until today.
    pub age: u32,
    /// Days from the event until it was known, at most the age.
    pub delay: u32,
    /// How many.
    pub count: u32,
}

/// Reports by delay, and how many could have come so late or sooner.
#[derive(Debug, Clone, PartialEq)]
pub struct DelayTable {
    /// Reports of exactly this delay, from 0 days.
    came: Vec<f64>,
    /// Reports of this delay or a shorter one, of events old enough for it.
    came_by: Vec<f64>,
}

/// Which share of events is known at which age.
#[derive(Debug, Clone, PartialEq)]
pub struct DelayLaw {
    /// By age in days.
    known: Vec<Known>,
}

/// A share that is known, and how well.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Known {
    /// Share of all events, 0 to 1.
    pub share: f64,
    /// Standard error of its logarithm.
    pub error: f64,
}

impl DelayTable {
    /// Sorts reports by their delay.
    ///
    /// - Shape: each delay is learnt from events that are old enough to show it, and at most `window` days
    ///   older, so that delays may change over time; delays beyond `longest` count as that.
    pub fn of(reports: impl IntoIterator<Item = Report>, longest: u32, window: u32) -> Self {
        let length = longest as usize + 1;
        let mut came = vec![0.0; length];
        let mut begins = vec![0.0; length + 1];
        for Report { age, delay, count } in reports {
            let (delay, age) = (delay.min(longest), age.min(longest.saturating_add(window)));
            // The delays for which it is old enough and not too old.
            let (first, last) = (age.saturating_sub(window).max(delay), age.min(longest));
            if first > last {
                continue;
            }
            begins[first as usize] += f64::from(count);
            begins[last as usize + 1] -= f64::from(count);
            if first == delay {
                came[delay as usize] += f64::from(count);
            }
        }
        let mut sum = 0.0;
        let add = |change: &f64| {
            sum += change;
            sum
        };
        let came_by = begins[..length].iter().map(add).collect();
        Self { came, came_by }
    }

    /// Adds the reports of another table of the same length.
    pub fn add(&mut self, other: &Self) {
        let sum = |own: &mut [f64], more: &[f64]| {
            own.iter_mut().zip(more).for_each(|(own, more)| *own += more);
        };
        sum(&mut self.came, &other.came);
        sum(&mut self.came_by, &other.came_by);
    }

    /// Reports it holds.
    pub fn reports(&self) -> f64 {
        self.came.iter().sum()
    }

    /// The law of these delays; where reports are few it leans on those of `others`.
    ///
    /// - Source: the chance of a delay among those not longer, in reverse time, Lawless 1994,
    ///   doi:10.2307/3315820; with Greenwood's variance. `others` counts as [`PRIOR_REPORTS`] reports.
    pub fn law(&self, others: &Self) -> DelayLaw {
        let longest = self.came.len() - 1;
        let mut known = vec![Known { share: 1.0, error: 0.0 }; longest + 1];
        let (mut log_share, mut variance) = (0.0, 0.0);
        for delay in (1..=longest).rev() {
            let (wide_came, wide_all) = (others.came[delay], others.came_by[delay]);
            let of_others = if wide_all > 0.0 { wide_came / wide_all } else { 0.0 };
            let all = self.came_by[delay] + PRIOR_REPORTS.min(wide_all);
            if all > 0.0 {
                let came = self.came[delay] + PRIOR_REPORTS.min(wide_all) * of_others;
                // One delay of which half a report more came sooner is always possible.
                let rate = (came / (all + 0.5)).min(1.0 - 1e-9);
                log_share += libm::log1p(-rate);
                variance += rate / (1.0 - rate) / (all + 0.5);
            }
            let share = libm::exp(log_share);
            let own = self.came_by[delay] / all.max(1.0);
            let unlike = UNLIKE_OTHERS * (1.0 - share) * (1.0 - own);
            known[delay - 1] = Known { share, error: (variance + unlike * unlike).sqrt() };
        }
        DelayLaw { known }
    }
}

impl DelayLaw {
    /// The share of the events of a day that is known `age` days later.
    pub fn known(&self, age: u32) -> Known {
        let last = self.known.len() - 1;
        self.known[(age as usize).min(last)]
    }
}

/// What a count of which this share is known will be in the end: the ends of the interval that holds it with
/// the chance `level`.
///
/// - Source: what is to come, given what is known, is negative binomial (uniform prior); the variance that the
///   error of the share adds (delta method) is in its dispersion.
///
/// `None` unless the share is above 0 and at most 1, its error 0 or above, and the level below 1.
pub fn in_the_end(known: f64, of_all: Known, level: f64) -> Option<(f64, f64)> {
    let Known { share, error } = of_all;
    let is_share = share > 0.0 && share <= 1.0 && error >= 0.0;
    if !(is_share && (0.0..1.0).contains(&level) && known >= 0.0) {
        return None;
    }
    let to_come = (known + 1.0) * (1.0 - share) / share;
    let of_error = ((known + 1.0) / share * error).powi(2);
    let dispersion = share.recip() + if to_come > 0.0 { of_error / to_come } else { 0.0 };
    let Some(law) = CountLaw::new(to_come, dispersion) else { return Some((known, known)) };
    let tail = f64::midpoint(1.0, -level);
    Some((known + law.quantile(tail), known + law.quantile(1.0 - tail)))
}

/// How many reports those of others weigh.
pub const PRIOR_REPORTS: f64 = 30.0;

/// By how much a reporter's share may differ from that of others where nothing of it is known yet: a
/// standard deviation of its logarithm, assumed.
const UNLIKE_OTHERS: f64 = 0.3;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::random::Random;

    /// Ten events a day for three years, known by a geometric delay of this mean in days.
    fn reports(seed: u64, mean: f64) -> Vec<Report> {
        let mut random = Random::new(seed, 0);
        let mut reports = Vec::new();
        for age in 0..1100 {
            for _ in 0..10 {
                let delay = (-mean * libm::log(random.uniform().max(1e-300))) as u32;
                if delay <= age {
                    reports.push(Report { age, delay, count: 1 });
                }
            }
        }
        reports
    }

    #[test]
    fn the_share_known_is_learnt_though_the_newest_days_are_not_complete() {
        let table = DelayTable::of(reports(1, 20.0), 400, 182);
        let law = table.law(&table);
        for age in [0_u32, 3, 10, 20, 40, 100, 399, 400, 5000] {
            let expected = -libm::expm1(-f64::from(age + 1) / 20.0);
            let Known { share, error } = law.known(age);
            let off = libm::log(share / expected).abs();
            assert!(off < 3.0 * error + 0.01, "{age}: {share}, not {expected}, error {error}");
        }
        assert!(law.known(0).error < 0.15 && law.known(20).error < 0.05);
    }

    #[test]
    fn nothing_known_leans_on_others() {
        let many = DelayTable::of(reports(2, 10.0), 200, 182);
        let none = DelayTable::of([], 200, 182);
        let (own, leaning) = (many.law(&many), none.law(&many));
        for age in [0, 5, 30] {
            assert!((own.known(age).share - leaning.known(age).share).abs() < 0.02, "{age}");
            assert!(leaning.known(age).error >= own.known(age).error);
        }
        assert_eq!(none.law(&none).known(0), Known { share: 1.0, error: 0.0 });
    }

    #[test]
    fn delays_that_became_shorter_are_learnt_from_the_latest() {
        let slow = reports(3, 40.0).into_iter().filter(|report| report.age > 500);
        let quick = reports(4, 10.0).into_iter().filter(|report| report.age <= 500);
        let table = DelayTable::of(slow.chain(quick), 300, 182);
        let known = table.law(&table).known(10).share;
        let expected = -libm::expm1(-1.1);
        assert!((known / expected - 1.0).abs() < 0.06, "{known}, not {expected}");
    }

    #[test]
    fn what_is_to_come_lies_in_its_interval_as_often_as_it_says() {
        let mut random = Random::new(9, 1);
        let mut inside = 0;
        let sure = |share| Known { share, error: 0.0 };
        for _ in 0..4000 {
            // A uniform prior, as the interval takes it.
            let all = random.below(80);
            let known = (0..all).filter(|_| random.uniform() < 0.6).count() as f64;
            let Some((least, most)) = in_the_end(known, sure(0.6), 0.9) else { continue };
            inside += usize::from((least..=most).contains(&f64::from(all)));
        }
        assert!((3560..3900).contains(&inside), "{inside} of 4000");
        assert_eq!(in_the_end(5.0, sure(1.0), 0.9), Some((5.0, 5.0)));
        assert_eq!(in_the_end(5.0, sure(0.0), 0.9), None);
    }

    #[test]
    fn an_unsure_share_is_in_the_interval_of_what_is_to_come() {
        let mut random = Random::new(10, 1);
        let (mut inside, mut inside_if_sure, mut drawn) = (0, 0, 0);
        let error = 0.15;
        for _ in 0..4000 {
            // The share that holds is drawn around the one that is thought to.
            let share = 0.6 * libm::exp(error * random.normal());
            if share > 1.0 {
                continue;
            }
            let all = random.below(200);
            let known = (0..all).filter(|_| random.uniform() < share).count() as f64;
            let holds = |error| {
                let (least, most) = in_the_end(known, Known { share: 0.6, error }, 0.9).unwrap();
                (least..=most).contains(&f64::from(all))
            };
            drawn += 1;
            inside += usize::from(holds(error));
            inside_if_sure += usize::from(holds(0.0));
        }
        assert!(inside * 100 > drawn * 86 && inside * 100 < drawn * 96, "{inside} of {drawn}");
        assert!(inside_if_sure * 100 < drawn * 70, "{inside_if_sure} of {drawn}");
    }

    #[test]
    fn a_table_adds_up() {
        let (a, b) = (reports(5, 5.0), reports(6, 5.0));
        let mut sum = DelayTable::of(a.iter().copied(), 100, 182);
        sum.add(&DelayTable::of(b.iter().copied(), 100, 182));
        assert_eq!(sum, DelayTable::of(a.into_iter().chain(b), 100, 182));
        assert!(sum.reports() > 100.0);
    }
}
