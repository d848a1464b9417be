//! Runs the test of a share: a series held against the whole of which it is a part.
//!
//! Answers: which series is the whole of another, and what the test says of each month. It weighs nothing.

use std::collections::HashMap;

use jiff::civil::Date;
use signals::{Share, ShareBounds, ShareSeries, ShareSettings, share};
use store::sealing::plain_digest;
use vocabulary::finding::{Direction, SeriesKey};
use vocabulary::indicator::IndicatorId;
use vocabulary::period::{Cadence, Period, add_days};
use vocabulary::place::PlaceId;
use vocabulary::quantity::ValueUnit;
use vocabulary::submission::Digest;

use super::{Assessed, Bounds};
use crate::hierarchy::is_everything;
use crate::series::Series;

/// Of each source, indicator, place and calendar the series of all that is counted there.
#[derive(Debug)]
pub struct Wholes<'a> {
    by_stream: HashMap<Stream<'a>, &'a Series>,
}

type Stream<'a> = (&'a str, &'a IndicatorId, &'a PlaceId, Cadence);

fn stream(key: &SeriesKey) -> Stream<'_> {
    (key.source.as_str(), &key.indicator, &key.place, key.cadence)
}

impl<'a> Wholes<'a> {
    /// The wholes among all series of a vantage.
    pub fn of(series: &'a [Series]) -> Self {
        let is_whole = |s: &&Series| is_everything(&s.key.substance) && s.key.is_whole_count();
        let wholes = series.iter().filter(is_whole);
        Self { by_stream: wholes.map(|s| (stream(&s.key), s)).collect() }
    }

    /// The whole of which a series of counts is a part; none of a whole itself.
    pub fn whole_of(&self, part: &SeriesKey) -> Option<&'a Series> {
        let is_part = part.is_whole_count() && !is_everything(&part.substance);
        is_part.then(|| self.by_stream.get(&stream(part)).copied()).flatten()
    }
}

/// A part and its whole, period by period, from the first to the last known figure of the part.
#[derive(Clone, Debug)]
pub struct PartOfWhole {
    /// Consecutive periods.
    pub periods: Vec<Period>,
    /// The part.
    pub parts: Vec<Option<f64>>,
    /// The whole.
    pub wholes: Vec<Option<f64>>,
}

impl PartOfWhole {
    /// Lines the figures of both up.
    pub fn of(part: &Series, whole: &Series) -> Self {
        let (periods, parts) = part.known_figures();
        let (whole_periods, figures) = whole.known_figures();
        let figure = |period: &Period| {
            let at = whole_periods.binary_search_by_key(&period.start(), Period::start);
            figures[at.ok()?]
        };
        let wholes = periods.iter().map(figure).collect();
        Self { periods, parts, wholes }
    }

    /// The whole of the newest months up to a position.
    pub fn whole_at(&self, position: usize) -> Option<f64> {
        newest(&self.wholes, position)
    }

    /// The part of the newest months up to a position.
    pub fn part_at(&self, position: usize) -> Option<f64> {
        newest(&self.parts, position)
    }
}

/// The sum over the newest months up to a position, where all are known.
fn newest(figures: &[Option<f64>], position: usize) -> Option<f64> {
    let first = (position + 1).checked_sub(MONTHS_OF_A_SHARE)?;
    figures[first..=position].iter().copied().sum()
}

/// The settings of a share as a finding states them.
pub(super) fn settings_text() -> String {
    format!("calendar=month recent={MONTHS_OF_A_SHARE}")
}

/// Newest months that a share is of.
pub const MONTHS_OF_A_SHARE: usize = 3;

/// The first day of the month that lies so many months before that of a day.
pub fn months_before(day: Date, months: usize) -> Date {
    let mut period = Period::containing(day, Cadence::Month);
    for _ in 0..months {
        period = Period::containing(add_days(period.start(), -1), Cadence::Month);
    }
    period.start()
}

/// Whether a share of this series can be looked at: counts by the month.
pub fn can_share(key: &SeriesKey) -> bool {
    key.cadence == Cadence::Month && key.unit == ValueUnit::Count
}

/// Whether the counts of an indicator follow how many tests were made, so that a share says all that they do.
pub fn counts_follow_tests(indicator: &IndicatorId) -> bool {
    TESTS.contains(&indicator.as_str())
}

/// The test of a share over the months from `first` on, one way; a month without a verdict is left out.
pub fn run_share(
    both: &PartOfWhole,
    first: usize,
    direction: Direction,
    bounds: Bounds,
) -> Vec<Assessed> {
    in_direction(&assess_share(both, first, bounds), direction)
}

fn assess_share(both: &PartOfWhole, first: usize, bounds: Bounds) -> Vec<(usize, Share)> {
    let bounds = match bounds {
        Bounds::OfAlarms => ShareBounds::OfAlarms,
        Bounds::All => ShareBounds::All,
    };
    let settings = ShareSettings { recent: MONTHS_OF_A_SHARE, bounds, ..ShareSettings::monthly() };
    let series = ShareSeries { parts: &both.parts, wholes: &both.wholes };
    // Parts larger than their whole make no share; the run counts them as looked at.
    let assessed = share(&series, first..both.parts.len(), &settings).unwrap_or_default();
    assessed.into_iter().filter_map(|a| Some((a.position, a.share.ok()?))).collect()
}

fn in_direction(assessed: &[(usize, Share)], direction: Direction) -> Vec<Assessed> {
    let alpha = ShareSettings::monthly().alpha;
    let one_way = |(index, share): &(usize, Share)| {
        let (bound, p_value) = match direction {
            Direction::Fall => (share.lower_bound, share.p_fall),
            _ => (share.upper_bound, share.p_rise),
        };
        Assessed {
            index: *index,
            observed: share.now.part,
            reported: None,
            expected: Some(share.expected),
            bound,
            p_value: Some(p_value),
            is_alarm: p_value < alpha,
        }
    };
    assessed.iter().map(one_way).collect()
}

/// Digest of a part and its whole.
pub fn share_digest(part: &Series, whole: &Series) -> Digest {
    plain_digest(format!("{}\n{}", part.digest(), whole.digest()).as_bytes())
}

/// Indicators that count what tests found.
const TESTS: [&str; 3] =
    ["drug-checking-samples", "laboratory-identifications", "escape-syringe-residues"];

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;
    use vocabulary::substance::SubstanceId;

    use super::*;

    fn months(substance: &str, first: i16, counts: &[Option<u32>]) -> Series {
        let mut period = Period::containing(jiff::civil::date(first, 1, 1), Cadence::Month);
        let mut points = Vec::new();
        for count in counts {
            points.push((period, count.map(Decimal::from)));
            period = period.next();
        }
        let key = SeriesKey {
            source: "s".to_owned(),
            indicator: IndicatorId::parse("drug-checking-samples").unwrap(),
            substance: SubstanceId::parse(substance).unwrap(),
            place: PlaceId::parse("US-NY").unwrap(),
            cadence: Cadence::Month,
            unit: ValueUnit::Count,
            part: None,
        };
        Series {
            key,
            points,
            is_from_days: false,
            is_whole_coverage: true,
            reported: crate::reporting::Reported::default(),
            told: crate::reporting::Reported::default(),
        }
    }

    #[test]
    fn a_part_finds_its_whole_and_lines_up_with_it() {
        let all = [
            months("medetomidine", 2025, &[None, Some(3), None, Some(4)]),
            months("all-drugs", 2024, &[Some(9); 14]),
        ];
        let wholes = Wholes::of(&all);
        let whole = wholes.whole_of(&all[0].key).expect("a whole");
        assert!(wholes.whole_of(&whole.key).is_none(), "a whole is no part of itself");
        let other = SeriesKey { source: "other".to_owned(), ..all[0].key.clone() };
        assert!(wholes.whole_of(&other).is_none());
        let both = PartOfWhole::of(&all[0], whole);
        assert_eq!(both.parts, [Some(3.0), None, Some(4.0)]);
        assert_eq!(both.wholes, [Some(9.0), None, None], "the whole ends with February");
        assert_eq!(both.whole_at(2), None);
    }

    #[test]
    fn the_share_rises_while_the_count_stands() {
        let wholes = [40, 46, 52, 77, 26, 34, 19, 12, 18, 29, 39, 46].map(Some);
        let parts = [15, 19, 16, 29, 6, 10, 9, 4, 5, 14, 24, 17].map(Some);
        let all = [months("medetomidine", 2025, &parts), months("all-drugs", 2025, &wholes)];
        let both = PartOfWhole::of(&all[0], &all[1]);
        let rise = &run_share(&both, 11, Direction::Rise, Bounds::OfAlarms)[0];
        assert!(rise.is_alarm && (rise.observed - 55.0).abs() < 1e-9, "{rise:?}");
        assert_eq!(both.whole_at(11), Some(114.0));
        assert!(!run_share(&both, 11, Direction::Fall, Bounds::OfAlarms)[0].is_alarm);
    }
}
