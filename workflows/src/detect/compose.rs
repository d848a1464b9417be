//! What everything that a source counts did while one part of it moved.
//!
//! Answers: did the share of the part move, or did all else move with it, as when a reporter joins or more
//! is tested. It moves no figure; grouping and weighing use what it says.

use std::collections::HashMap;

use jiff::civil::Date;
use signals::{Part, exact_tail, share_interval};
use vocabulary::finding::{Direction, Finding, SeriesKey};
use vocabulary::period::Cadence;
use vocabulary::weighing::{Composition, Counted};

use super::plan::share::{MONTHS_OF_A_SHARE, PartOfWhole, Wholes, months_before};
use super::weigh::likelihood_ratio;
use crate::number::number;
use crate::series::Series;

/// All series of a vantage, and what each is a part of.
pub(super) struct Company<'a> {
    series: HashMap<&'a SeriesKey, &'a Series>,
    wholes: &'a Wholes<'a>,
}

impl<'a> Company<'a> {
    pub(super) fn of(series: &'a [Series], wholes: &'a Wholes<'a>) -> Self {
        Self { series: series.iter().map(|s| (&s.key, s)).collect(), wholes }
    }

    /// The same of a signal's leading finding; of a share, which said it all, nothing is weighed again.
    pub(super) fn beside_signal(&self, leads: &Finding, onset: Date) -> Option<Composition> {
        if leads.out_of.is_none() {
            return self.beside(&leads.series, leads.direction, onset);
        }
        let first = months_before(leads.period.start(), MONTHS_OF_A_SHARE - 1);
        let composition = self.beside(&leads.series, leads.direction, first)?;
        Some(Composition { ratio: 1.0, ..composition })
    }

    /// A part and all else before a day and from it on; `None` where the source states or counts no whole.
    ///
    /// - Shape: the newest periods from the day on, up to a window of the calendar; of a first report all.
    pub(super) fn beside(
        &self,
        key: &SeriesKey,
        direction: Direction,
        from: Date,
    ) -> Option<Composition> {
        let whole = self.wholes.whole_of(key)?;
        let [before, now] = self.counted_of(key, whole, direction, from)?;
        let [part_before, part_now] = [before, now].map(part_of);
        let p_value = match direction {
            Direction::Fall => exact_tail(rest_of(part_now), rest_of(part_before)),
            Direction::Rise | Direction::New => exact_tail(part_now, part_before),
        };
        let ratio = likelihood_ratio(p_value, SHOWS_IN_SHARE).min(1.0);
        Some(Composition { before, now, p_value, ratio })
    }
}

impl Company<'_> {
    /// A part of any whole before a day and since.
    pub(super) fn counted(
        &self,
        key: &SeriesKey,
        whole: &SeriesKey,
        from: Date,
    ) -> Option<[Counted; 2]> {
        self.counted_of(key, self.series.get(whole)?, Direction::Rise, from)
    }

    /// Whether there is such a series.
    pub(super) fn has(&self, key: &SeriesKey) -> bool {
        self.series.contains_key(key)
    }

    fn counted_of(
        &self,
        key: &SeriesKey,
        whole: &Series,
        direction: Direction,
        from: Date,
    ) -> Option<[Counted; 2]> {
        let both = PartOfWhole::of(self.series.get(key)?, whole);
        let (newest, longest) = windows(key.cadence);
        let length = both.periods.len();
        let onset = both.periods.iter().position(|period| period.start() >= from)?;
        let now = if direction == Direction::New {
            onset..length
        } else {
            onset.max(length.saturating_sub(newest))..length
        };
        let before = both.sum(onset.saturating_sub(longest)..onset);
        let now = both.sum(now);
        (before.whole > 0 && now.whole > 0).then_some([before, now])
    }
}

impl PartOfWhole {
    /// What is known of both over some positions.
    fn sum(&self, positions: std::ops::Range<usize>) -> Counted {
        let mut sum = Counted { part: 0, whole: 0, periods: 0 };
        let pairs = self.parts[positions.clone()].iter().zip(&self.wholes[positions]);
        for (part, whole) in pairs.filter_map(|(part, whole)| part.zip(*whole)) {
            sum.part += part.min(whole) as u64;
            sum.whole += whole as u64;
            sum.periods += 1;
        }
        sum
    }
}

/// Whether what moved is no more than what moved everything: of a rise or fall, all else makes up at least
/// half of it; a first report would be no news among so many.
pub(super) fn is_of_everything(composition: &Composition, direction: Direction) -> bool {
    if direction == Direction::New || composition.before.part == 0 {
        return direction != Direction::Fall && composition.p_value >= LEAST_NEWS;
    }
    let Composition { before, now, .. } = composition;
    let rose = now.part_a_period() > before.part_a_period();
    // A share can rise while the count falls: then nothing else moved it.
    rose == (direction == Direction::Rise) && composition.explained_by_rest() >= 0.5
}

/// The composition in words, for people.
pub fn composition_in_words(composition: &Composition, direction: Direction) -> String {
    let Composition { before, now, .. } = composition;
    let percent = |share: f64| format!("{:.0} %", 100.0 * share);
    let share = |counted: &Counted| {
        let (low, high) = share_interval(part_of(*counted), 0.95);
        format!(
            "{} ({} of {}; {:.0} to {})",
            percent(counted.share()),
            number(counted.part as f64),
            number(counted.whole as f64),
            100.0 * low,
            percent(high)
        )
    };
    let shares = format!("share {} before, {} now", share(before), share(now));
    let all_else = composition.change_of_rest().map(|change| format!(", ×{change:.2}"));
    let all_else = all_else.unwrap_or_default();
    if is_of_everything(composition, direction) {
        let moved = if direction == Direction::Fall { "fell" } else { "rose" };
        format!("everything this source counts there {moved} as well{all_else}: {shares}")
    } else {
        format!("{shares}; all else this source counts there{}", all_else.trim_start_matches(','))
    }
}

pub(super) fn part_of(counted: Counted) -> Part {
    Part { part: counted.part as f64, whole: counted.whole as f64 }
}

fn rest_of(part: Part) -> Part {
    Part { part: part.whole - part.part, ..part }
}

/// Newest periods that are held together, and the most before them.
const fn windows(cadence: Cadence) -> (usize, usize) {
    match cadence {
        Cadence::Week => (8, 104),
        Cadence::Month => (3, 24),
        Cadence::Year => (1, 5),
        _ => (2, 8),
    }
}

/// Chance that a change of one part of many shows in its share, assumed.
const SHOWS_IN_SHARE: f64 = 0.9;

/// A first report is no news where so many before would have had none with at least this chance.
const LEAST_NEWS: f64 = 0.05;

#[cfg(test)]
mod tests {
    use super::*;

    fn composition(
        before: (u64, u64, u64),
        now: (u64, u64, u64),
        direction: Direction,
    ) -> Composition {
        let counted = |(part, whole, periods)| Counted { part, whole, periods };
        let (before, now) = (counted(before), counted(now));
        let [old, new] = [before, now].map(part_of);
        let p_value = match direction {
            Direction::Fall => exact_tail(rest_of(new), rest_of(old)),
            _ => exact_tail(new, old),
        };
        Composition { before, now, p_value, ratio: 1.0 }
    }

    fn check(before: (u64, u64, u64), now: (u64, u64, u64), direction: Direction, expected: bool) {
        let found = composition(before, now, direction);
        assert_eq!(is_of_everything(&found, direction), expected, "{found:?}");
    }

    #[test]
    fn what_moves_with_everything_is_told_from_what_moves_alone() {
        // Twenty-four months and three: reporters join, and all is four times as much.
        check((240, 2400, 24), (120, 1200, 3), Direction::Rise, true);
        // The same rise while all else stands.
        check((240, 2400, 24), (120, 390, 3), Direction::Rise, false);
        // A share that doubles while all doubles moved by itself too.
        check((240, 2400, 24), (120, 600, 3), Direction::Rise, false);
        // What is most of the whole moves the whole, not the other way round.
        check((1600, 2400, 24), (800, 900, 3), Direction::Rise, false);
        // Everything is late by a third.
        check((240, 2400, 24), (20, 200, 3), Direction::Fall, true);
        check((240, 2400, 24), (5, 300, 3), Direction::Fall, false);
        // Fewer samples come in, and more of them hold it.
        check((600, 1900, 24), (66, 120, 3), Direction::Rise, false);
    }

    #[test]
    fn a_first_report_among_ten_times_as_many_is_no_news() {
        check((0, 40, 24), (3, 400, 3), Direction::New, true);
        check((0, 2400, 24), (3, 400, 3), Direction::New, false);
        check((0, 40, 24), (60, 400, 3), Direction::New, false);
    }

    #[test]
    fn the_words_hold_both_shares_with_their_counts() {
        let found = composition((240, 2400, 24), (120, 1200, 3), Direction::Rise);
        let words = composition_in_words(&found, Direction::Rise);
        let expected = "everything this source counts there rose as well, ×4.00: share \
                        10 % (240 of 2,400; 9 to 11 %) before, 10 % (120 of 1,200; 8 to 12 %) now";
        assert_eq!(words, expected);
        let found = composition((240, 2400, 24), (120, 390, 3), Direction::Rise);
        let words = composition_in_words(&found, Direction::Rise);
        assert!(words.ends_with("now; all else this source counts there ×1.00"), "{words}");
    }
}
