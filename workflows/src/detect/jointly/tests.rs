//! Sums of sources that are quiet, that move together, and that only report less.

use jiff::civil::date;
use rust_decimal::Decimal;
use signals::simulate::random::Random;

use super::*;
use crate::reporting::Reported;

/// Six years of weeks of a source, of which the newest eight have a mean of `lately`.
fn series(source: &str, substance: &str, (usual, lately): (f64, f64)) -> Series {
    let seed = source.len() as u64 + 31 * substance.len() as u64;
    let mut random = Random::new(seed, 1);
    let mut period = Period::containing(date(2019, 1, 7), Cadence::Week);
    let mut points = Vec::new();
    for week in 0..312 {
        let mean = if week < 312 - WEEKS { usual } else { lately };
        points.push((period, Some(Decimal::from(random.poisson(mean)))));
        period = period.next();
    }
    Series {
        key: SeriesKey {
            source: source.to_owned(),
            indicator: IndicatorId::parse("ed-visits").unwrap(),
            substance: SubstanceId::parse(substance).unwrap(),
            place: PlaceId::parse("AT").unwrap(),
            cadence: Cadence::Week,
            unit: ValueUnit::Count,
            part: None,
        },
        points,
        is_from_days: true,
        is_whole_coverage: true,
        reported: Reported::default(),
        told: Reported::default(),
    }
}

/// What is raised of heroin by all of these together: a rise, a fall.
fn raised(all: &[Series]) -> [bool; 2] {
    let weeks: Vec<Weeks<'_>> = all.iter().filter_map(|s| Weeks::of(s, 100)).collect();
    let jointly = Jointly::of(&weeks);
    let key = &all[0].key;
    [Direction::Rise, Direction::Fall]
        .map(|direction| jointly.stands(&key.substance, &key.place, direction))
}

fn heroin(usual: f64, lately: f64) -> Vec<Series> {
    ["a", "bb", "ccc", "dddd"].map(|source| series(source, "heroin", (usual, lately))).to_vec()
}

#[test]
fn what_hardly_shows_in_one_source_shows_in_all_together() {
    let (up, down) = (heroin(1.5, 3.0), heroin(3.0, 1.9));
    assert_eq!(raised(&up), [true, false]);
    assert_eq!(raised(&down), [false, true]);
    let alone = |all: &[Series]| all.iter().any(|one| raised(std::slice::from_ref(one))[1]);
    assert!(!alone(&down), "no source says it for itself");
    assert_eq!(raised(&heroin(3.0, 3.0)), [false, false]);
}

#[test]
fn what_falls_with_everything_its_sources_tell_is_no_fall() {
    let all = |rest: f64| {
        let mut all = heroin(3.0, 1.5);
        let wholes = all.iter().map(|part| {
            let mut whole = series(&part.key.source, "all-drugs", (30.0, rest));
            for ((_, sum), (_, own)) in whole.points.iter_mut().zip(&part.points) {
                *sum = sum.zip(*own).map(|(rest, own)| rest + own);
            }
            whole
        });
        let wholes: Vec<Series> = wholes.collect();
        all.extend(wholes);
        all
    };
    assert_eq!(raised(&all(30.0)), [false, true]);
    assert_eq!(raised(&all(15.0)), [false, false]);
}

#[test]
fn nothing_is_said_of_short_or_empty_series() {
    let mut short = series("a", "heroin", (3.0, 0.0));
    short.points.drain(..280);
    assert!(Weeks::of(&short, 100).is_none());
    assert!(Weeks::of(&series("a", "heroin", (0.0, 0.0)), 100).is_none());
    assert_eq!(raised(&[short]), [false, false]);
}
