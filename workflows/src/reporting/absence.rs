//! When a reporter told nothing of anything, though it usually does.

use jiff::civil::Date;
use signals::delay::DelayLaw;
use store::series::Reports;
use vocabulary::period::{add_days, days_between};

use super::{days_in, events};

/// First and last day.
pub(super) type Stretch = (Date, Date);

/// The stretches of `observed` in which a place told nothing, and its events a day in the others.
///
/// - Shape: days of events, days on which they were known and counts, in order. A stretch counts where as
///   many days with events as are usual around it would leave it empty with a chance of one in 10^8; days
///   count rather than events, so that what comes in clumps, or once a month, is not missed in between.
pub(super) fn absences(
    Reports { days, kinds_at_first, .. }: &Reports,
    observed: Stretch,
    late: Option<(&DelayLaw, Date)>,
) -> (Vec<Stretch>, f64) {
    let mut on: Vec<Date> = days.iter().map(|(on, _, _)| *on).collect();
    on.dedup();
    let (Some(first), Some(last)) = (on.first().copied(), on.last().copied()) else {
        return (Vec::new(), 0.0);
    };
    let mut gone = Vec::new();
    let active = |from: Date, days: i64| active(&on, observed, from, days);
    let mut add = |stretch: Stretch, usual: Option<f64>, known: f64| {
        // Days are taken to be independent; no day is surer than nineteen in twenty.
        let silent =
            |usual: f64| usual >= LEAST_ACTIVE && -libm::log1p(-usual.min(0.95)) * known >= CERTAIN;
        if days_in(stretch) >= LEAST_DAYS && usual.is_some_and(silent) {
            gone.push(stretch);
        }
    };
    // Who begins with one thing alone may be a first cluster of it; who joins tells of many at once.
    if *kinds_at_first >= KINDS_OF_A_REPORTER {
        let before = (observed.0, add_days(first, -1));
        // Of whoever has only just joined a few days must do.
        let there = days_between(first, observed.1).clamp(LEAST_AROUND, AROUND);
        let at_least = days_from(&on, first) as f64 / there as f64;
        let usual = active(first, AROUND).unwrap_or(0.0).max(at_least);
        add(before, Some(usual), days_in(before));
    }
    for pair in on.windows(2) {
        let stretch = (add_days(pair[0], 1), add_days(pair[1], -1));
        if days_in(stretch) >= LEAST_DAYS {
            let sides = [active(pair[1], AROUND), active(pair[0], -AROUND)];
            let usual = sides.into_iter().flatten().reduce(f64::min);
            add(stretch, usual, days_in(stretch));
        }
    }
    let after = (add_days(last, 1), observed.1);
    let known = late.map_or(days_in(after), |(law, today)| {
        let ages = days_between(after.1, today).max(0)..=days_between(after.0, today).max(-1);
        ages.map(|age| law.known(u32::try_from(age).unwrap_or(u32::MAX)).share).sum()
    });
    add(after, active(last, -AROUND), known);
    let away: f64 = gone.iter().map(|stretch| days_in(*stretch)).sum();
    let there = (days_in(observed) - away).max(LEAST_PRESENT);
    (gone, events(days) / there)
}

/// Days with events, as a share of the days after one of them, or before it, so far as they are observed;
/// `None` where those are few.
fn active(on: &[Date], observed: Stretch, from: Date, days: i64) -> Option<f64> {
    let to = add_days(from, days).clamp(observed.0, observed.1);
    let (low, high) = (from.min(to), from.max(to));
    let start = on.partition_point(|day| *day < low);
    let end = on.partition_point(|day| *day <= high);
    let others = days_between(low, high);
    // The day itself was chosen for being one.
    (others >= LEAST_AROUND).then(|| (end - start).saturating_sub(1) as f64 / others as f64)
}

/// Days with events in the time after the first of them.
fn days_from(on: &[Date], first: Date) -> usize {
    on.partition_point(|day| *day < add_days(first, AROUND)).saturating_sub(1)
}

/// Shorter silences are not looked at.
const LEAST_DAYS: f64 = 14.0;
/// Where fewer of the days have an event, a place is not one that reports: a wave that reaches it looks the same.
const LEAST_ACTIVE: f64 = 0.1;
/// What is usual is that of half a year before, or after.
const AROUND: i64 = 182;
/// Different things that a reporter tells of within its first weeks.
const KINDS_OF_A_REPORTER: usize = 3;
/// Whoever is there for a shorter time is taken to tell as much in this.
const LEAST_PRESENT: f64 = 56.0;
/// Fewer days do not tell what is usual.
const LEAST_AROUND: i64 = 14;
/// A stretch is no chance where its days are empty together with one of e to the power of minus this, 10^-8.
const CERTAIN: f64 = 18.4;
