//! Which lines of a list are true, given what really happened.

use std::collections::BTreeSet;

use jiff::civil::Date;
use vocabulary::finding::{Direction, SeriesKey, Signal};
use vocabulary::place::{PlaceId, Places};
use vocabulary::substance::{SubstanceId, Substances};

use crate::backtest::{Expectation, SeriesPattern};
use crate::simulate::europe::Truth;

/// One line of a list of signals.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub substance: SubstanceId,
    pub place: PlaceId,
    pub direction: Direction,
    /// What raised it: method, direction, cadence and source.
    pub raised_by: String,
    /// What it rests on: series, direction and last day of the period that alarmed.
    pub alarms: Vec<(SeriesKey, Direction, Date)>,
}

impl Line {
    pub fn of_signal(signal: Signal) -> Self {
        let Signal { substance, place, direction, findings, .. } = signal;
        let leading = findings.first();
        let raised_by = leading.map(|f| raised_by(&f.method.name, f.direction, &f.series));
        let raised_by = raised_by.unwrap_or_default();
        let alarms = findings.into_iter().map(|f| (f.series, f.direction, f.period.end()));
        Self { substance, place, direction, raised_by, alarms: alarms.collect() }
    }
}

/// Words for what raised a line.
pub(super) fn raised_by(method: &str, direction: Direction, key: &SeriesKey) -> String {
    format!("{method} {} {} {}", direction.as_str(), key.cadence.as_str(), key.source)
}

/// What a line is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    /// Truths that it shows, or in the case of an artefact, is taken in by.
    pub shows: Vec<usize>,
    /// Whether something really happened that it is a consequence of: the thing itself, or a class or
    /// place above it.
    pub is_true: bool,
    /// Whether it comes of an artefact: in its place, or one above.
    pub is_artefact: bool,
}

/// The truths of a Europe.
pub(super) struct Judge {
    pub truths: Vec<Truth>,
}

impl Judge {
    pub fn of(truths: Vec<Truth>) -> Self {
        Self { truths }
    }

    pub fn judge(&self, line: &Line) -> Verdict {
        let mut verdict = Verdict { shows: Vec::new(), is_true: false, is_artefact: false };
        for (number, truth) in self.truths.iter().enumerate() {
            let is_event = truth.scenario.expectation() == Expectation::Raised;
            let late: Vec<_> =
                line.alarms.iter().filter(|(_, _, end)| *end >= truth.starts).collect();
            let shows = late.iter().any(|(key, direction, _)| {
                truth.series.iter().any(|p| p.is_of(key) && p.directions.contains(direction))
            });
            if shows {
                verdict.shows.push(number);
            }
            let follows =
                |pattern| late.iter().any(|(key, direction, _)| is_above(pattern, key, *direction));
            let is_of_it = shows || truth.series.iter().any(follows);
            verdict.is_true |= is_event && is_of_it;
            verdict.is_artefact |= !is_event && is_of_it;
        }
        verdict
    }
}

/// Whether a series holds what a pattern is about, being of a class or a place above it or below it.
fn is_above(pattern: &SeriesPattern, key: &SeriesKey, direction: Direction) -> bool {
    let same = pattern.source == key.source
        && pattern.indicator.as_deref().is_none_or(|wanted| wanted == key.indicator.as_str())
        && pattern.directions.contains(&direction);
    let of_substance = |wanted: &SubstanceId| {
        is_related(wanted, &key.substance, |id| Substances::shipped().ancestors(id))
    };
    let of_place =
        |wanted: &PlaceId| is_related(wanted, &key.place, |id| Places::shipped().ancestors(id));
    same && pattern.substance.as_ref().is_none_or(of_substance)
        && pattern.place.as_ref().is_none_or(of_place)
}

fn is_related<Id: Ord>(a: &Id, b: &Id, above: impl Fn(&Id) -> Vec<Id>) -> bool {
    let over = |id: &Id| -> BTreeSet<Id> { above(id).into_iter().collect() };
    a == b || over(a).contains(b) || over(b).contains(a)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use vocabulary::indicator::IndicatorId;
    use vocabulary::period::Cadence;
    use vocabulary::quantity::ValueUnit;

    use super::*;
    use crate::simulate::europe::Scenario;

    fn line(substance: &str, place: &str, direction: Direction, end: Date) -> Line {
        let (substance, place) =
            (SubstanceId::parse(substance).unwrap(), PlaceId::parse(place).unwrap());
        let key = SeriesKey {
            source: "s".to_owned(),
            indicator: IndicatorId::parse("ed-visits").unwrap(),
            substance: substance.clone(),
            place: place.clone(),
            cadence: Cadence::Week,
            unit: ValueUnit::Count,
            part: None,
        };
        Line {
            substance,
            place,
            direction,
            raised_by: String::new(),
            alarms: vec![(key, direction, end)],
        }
    }

    #[test]
    fn a_line_shows_an_event_in_its_place_and_follows_from_it_above() {
        let truth = Truth {
            scenario: Scenario::CarfentanilCluster,
            event: String::new(),
            starts: date(2025, 3, 1),
            tenth_case: None,
            tenth_known: None,
            cases: 0,
            series: vec![SeriesPattern {
                source: "s".to_owned(),
                indicator: None,
                substance: Some(SubstanceId::parse("carfentanil").unwrap()),
                place: Some(PlaceId::parse("AT").unwrap()),
                directions: vec![Direction::Rise],
            }],
        };
        let judge = Judge::of(vec![truth]);
        let verdict = |substance, place, direction, end| {
            let verdict = judge.judge(&line(substance, place, direction, end));
            (verdict.shows.len(), verdict.is_true)
        };
        let (rise, day) = (Direction::Rise, date(2025, 3, 9));
        assert_eq!(verdict("carfentanil", "AT", rise, day), (1, true));
        assert_eq!(verdict("carfentanil", "nuts:AT11", rise, day), (1, true));
        assert_eq!(verdict("opioids", "AT", rise, day), (0, true));
        assert_eq!(verdict("carfentanil", "world", rise, day), (0, true));
        assert_eq!(verdict("carfentanil", "BE", rise, day), (0, false));
        assert_eq!(verdict("cocaine", "AT", rise, day), (0, false));
        assert_eq!(verdict("carfentanil", "AT", Direction::Fall, day), (0, false));
        assert_eq!(verdict("carfentanil", "AT", rise, date(2025, 2, 23)), (0, false));
    }
}
