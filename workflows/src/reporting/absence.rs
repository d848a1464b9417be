//! When a reporter told nothing of anything, though it usually does.

use jiff::civil::Date;
use signals::delay::DelayLaw;
use vocabulary::period::{add_days, days_between};

/// First and last day.
pub(super) type Stretch = (Date, Date);

/// The stretches of `observed` in which a place told nothing, and its events a day in the others.
///
/// - Shape: days of events, days on which they were known and counts, in order. A stretch counts where as
///   many days with events as are usual around it would leave it empty with a chance of one in 10^8; days
///   count rather than events, so that what comes in clumps, or once a month, is not missed in between.
pub(super) fn absences(
    days: &[(Date, Date, u32)],
    observed: Stretch,
    late: Option<(&DelayLaw, Date)>,
) -> (Vec<Stretch>, f64) {
    let mut on: Vec<Date> = days.iter().map(|(on, _, _)| *on).collect();
    on.dedup();
    let events: f64 = days.iter().map(|(_, _, count)| f64::from(*count)).sum();
    let (Some(first), Some(last)) = (on.first().copied(), on.last().copied()) else {
        return (Vec::new(), 0.0);
    };
    let mut gone = Vec::new();
    let mut add = |stretch: Stretch, usual: f64, known: f64| {
        let length = days_between(stretch.0, stretch.1) + 1;
        if length >= LEAST_DAYS && usual * known >= CERTAIN {
            gone.push(stretch);
        }
    };
    let before = (observed.0, add_days(first, -1));
    add(before, active(&on, first, AROUND), length(before));
    for pair in on.windows(2) {
        let stretch = (add_days(pair[0], 1), add_days(pair[1], -1));
        if length(stretch) >= LEAST_DAYS as f64 {
            let usual = active(&on, pair[1], AROUND).min(active(&on, pair[0], -AROUND));
            add(stretch, usual, length(stretch));
        }
    }
    let after = (add_days(last, 1), observed.1);
    let known = late.map_or(length(after), |(law, today)| {
        let ages = days_between(after.1, today).max(0)..=days_between(after.0, today).max(-1);
        ages.map(|age| law.known(u32::try_from(age).unwrap_or(u32::MAX)).share).sum()
    });
    add(after, active(&on, last, -AROUND), known);
    let away: f64 = gone.iter().map(|stretch| length(*stretch)).sum();
    let there = (length(observed) - away).max(1.0);
    (gone, events / there)
}

/// Days with events, as a share of the days from `from` on, or back from it.
fn active(on: &[Date], from: Date, days: i64) -> f64 {
    let to = add_days(from, days - days.signum());
    let (low, high) = (from.min(to), from.max(to));
    let (start, end) =
        (on.partition_point(|day| *day < low), on.partition_point(|day| *day <= high));
    // The day itself was chosen for being one.
    (end - start).saturating_sub(1) as f64 / (days.abs() - 1) as f64
}

fn length((first, last): Stretch) -> f64 {
    (days_between(first, last) + 1).max(0) as f64
}

/// Shorter silences are not looked at.
const LEAST_DAYS: i64 = 28;
/// What is usual is that of half a year before, or after.
const AROUND: i64 = 182;
/// Days with events that are expected in a stretch that cannot be empty by chance: e to the power of minus
/// this is one in 10^8.
const CERTAIN: f64 = 18.4;
