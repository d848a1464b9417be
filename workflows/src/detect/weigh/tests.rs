//! What is heard moves the chance the right way, once for each source and indicator.

use jiff::civil::date;
use signals::simulate::noufaily::{simulate, simulate_quiet};
use signals::simulate::rivals::current_positions;
use signals::{CountSeries, OnsetSettings, onset};
use vocabulary::finding::{Finding, Method, Vantage};
use vocabulary::period::{Cadence, Period};
use vocabulary::place::PlaceId;
use vocabulary::quantity::ValueUnit;
use vocabulary::submission::{Digest, Position};

use super::*;

fn series(source: &str, indicator: &str, substance: &str, place: &str) -> SeriesKey {
    SeriesKey {
        source: source.to_owned(),
        indicator: IndicatorId::parse(indicator).unwrap(),
        substance: SubstanceId::parse(substance).unwrap(),
        place: PlaceId::parse(place).unwrap(),
        cadence: Cadence::Month,
        unit: ValueUnit::Count,
        part: None,
    }
}

fn signal(leading: &SeriesKey, direction: Direction) -> Signal {
    let period = Period::containing(date(2020, 5, 1), Cadence::Month);
    let finding = Finding {
        series: leading.clone(),
        period,
        direction,
        observed: 9.0,
        reported: None,
        out_of: None,
        expected: Some(2.0),
        bound: Some(6.0),
        p_value: Some(1e-4),
        method: Method { name: "onset".to_owned(), version: 1, settings: String::new() },
        vantage: Vantage { as_of: date(2020, 6, 30), position: Position(1) },
        series_digest: Digest([0; 32]),
    };
    Signal {
        id: "x".to_owned(),
        substance: leading.substance.clone(),
        place: leading.place.clone(),
        direction,
        onset: period.start(),
        last_alarm: period.end(),
        score: Vec::new(),
        false_discovery_rate: None,
        weighing: None,
        findings: vec![finding],
    }
}

/// What is heard of series, each with its direction and p-value; the first leads.
fn weighed(heard: &[(SeriesKey, Direction, f64)]) -> Weighing {
    let hear = |(series, direction, p_value): &'_ (SeriesKey, Direction, f64)| {
        (series.clone(), *direction, *p_value)
    };
    let heard: Vec<_> = heard.iter().map(hear).collect();
    let jointly = Jointly::default();
    let hearing = Hearing::of(
        heard.iter().map(|(series, direction, p_value)| Heard {
            series,
            direction: *direction,
            p_value: Some(*p_value),
        }),
        BTreeMap::new(),
        &jointly,
    );
    let mut signal = signal(&heard[0].0, heard[0].1);
    hearing.weigh(&mut signal, None);
    signal.weighing.unwrap()
}

fn deaths() -> SeriesKey {
    series("ct", "medical-examiner-deaths", "fentanyl", "US-CT")
}

#[test]
fn another_source_speaks_for_or_against() {
    let rise = Direction::Rise;
    let of = |p: f64| {
        let other = series("lab", "seizures-number", "fentanyl", "US-CT");
        weighed(&[(deaths(), rise, 1e-4), (other, rise, p)]).posterior.unwrap()
    };
    let alone = weighed(&[(deaths(), rise, 1e-4)]).posterior.unwrap();
    assert!(of(1e-3) > alone && alone > of(0.9), "{} {alone} {}", of(1e-3), of(0.9));
    assert!((0.8..0.95).contains(&alone), "{alone}");
}

#[test]
fn parts_of_the_same_figures_are_heard_once() {
    let rise = Direction::Rise;
    let county = series("ct", "medical-examiner-deaths", "fentanyl", "US-CT-001");
    let class = series("ct", "medical-examiner-deaths", "opioids", "US-CT");
    let heard = [(deaths(), rise, 1e-4), (county, rise, 1e-5), (class, rise, 1e-6)];
    let together = weighed(&heard);
    assert_eq!(together.testimonies.len(), 1);
    assert_eq!(together.posterior, weighed(&heard[..1]).posterior);
    let twin = series("lab", "seizures-number", "fentanyl", "US-CT");
    let many = SeriesKey { cadence: Cadence::Week, ..twin.clone() };
    let two = weighed(&[(deaths(), rise, 1e-4), (twin, rise, 0.01), (many, rise, 0.5)]);
    assert_eq!((two.testimonies[1].of, two.testimonies[1].p_value), (2, 0.02));
}

#[test]
fn other_directions_other_drugs_and_other_places_say_nothing() {
    let rise = Direction::Rise;
    let fall = series("lab", "seizures-number", "fentanyl", "US-CT");
    let cocaine = series("lab", "seizures-number", "cocaine", "US-CT");
    let elsewhere = series("lab", "seizures-number", "fentanyl", "US-NY");
    let heard = [
        (deaths(), rise, 1e-4),
        (fall, Direction::Fall, 1e-9),
        (cocaine, rise, 1e-9),
        (elsewhere, rise, 1e-9),
    ];
    let weighing = weighed(&heard);
    assert_eq!(weighing.testimonies.len(), 1, "{:?}", weighing.testimonies);
    let silent: Vec<&str> = weighing.silent.iter().map(|(source, _)| source.as_str()).collect();
    assert_eq!(silent, ["lab"], "it reports the place, and nothing of a rise of fentanyl");
}

#[test]
fn classes_and_places_around_are_related() {
    let rise = Direction::Rise;
    let class = series("hospital", "nonfatal-overdoses", "opioids", "US-CT");
    let country = series("cbp", "seizures-number", "fentanyl", "US");
    let weighing = weighed(&[(deaths(), rise, 1e-4), (class, rise, 1e-3), (country, rise, 0.8)]);
    let told: Vec<(Relation, bool)> =
        weighing.testimonies.iter().map(|t| (t.relation, t.ratio > 1.0)).collect();
    let expected = [(Relation::Leads, true), (Relation::Wider, true), (Relation::Wider, false)];
    assert_eq!(told, expected);
}

#[test]
fn a_class_that_is_certain_says_little_of_one_of_its_substances() {
    let rise = Direction::Rise;
    let class = series("hospital", "nonfatal-overdoses", "opioids", "US-CT");
    let weighing = weighed(&[(deaths(), rise, 0.03), (class.clone(), rise, 1e-9)]);
    assert!(weighing.posterior.unwrap() < 0.5, "{weighing:?}");
    // The other way round it is a part of the class.
    let weighing = weighed(&[(class, rise, 0.03), (deaths(), rise, 1e-9)]);
    assert!(weighing.posterior.unwrap() > 0.9, "{weighing:?}");
}

/// One series in fifty has an outbreak in the week that is looked at: of those said to be real with a
/// chance of 0.8 and more, so many are.
#[test]
fn chances_are_kept_on_simulated_outbreaks() {
    let settings = OnsetSettings::balanced();
    let p_values = |counts: &[Option<u32>], weeks: std::ops::Range<usize>| -> Vec<f64> {
        let series = CountSeries { counts, dates: None, population: None, frequency: 52 };
        let verdicts = onset(&series, weeks, &settings).unwrap();
        verdicts.into_iter().map(|week| week.verdict.unwrap().p_value).collect()
    };
    let (mut real, mut said, mut sum) = (0.0, 0.0, 0.0);
    let mut hear = |p_value: f64, is_real: bool| {
        let chance = posterior(LEAST_PRIOR, [likelihood_ratio(p_value, 1.0)].into_iter());
        if chance >= 0.8 {
            (said, sum) = (said + 1.0, sum + chance);
            real += if is_real { 1.0 } else { 0.0 };
        }
    };
    for index in 0..1260 {
        let with = simulate(77, index);
        let Some((start, _)) = with.outbreak_weeks else { continue };
        let first = start as usize - 1;
        hear(p_values(&with.reported(), first..first + 1)[0], true);
        // Forty-nine quiet weeks to one with an outbreak: the prior.
        let without = simulate_quiet(78, index).reported();
        for p_value in p_values(&without, current_positions()) {
            hear(p_value, false);
        }
    }
    let (kept, promised) = (real / said, sum / said);
    assert!(said > 50.0, "{said} are said to be real");
    assert!((kept - promised).abs() < 0.1, "{kept} are real, {promised} were promised");
}
