//! What must hold of any synthetic Europe.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::catalogue::{EMERGENCY, SOURCES, listed};
use super::events::Event;
use super::*;

fn small(seed: u64) -> EuropeSettings {
    EuropeSettings { countries: 6, years: 4, ..EuropeSettings::whole(seed) }
}

fn digest(events: &[Event]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for event in events {
        (event.source, event.substance, event.also, event.region).hash(&mut hasher);
        (event.day, event.known, event.wave).hash(&mut hasher);
    }
    hasher.finish()
}

#[test]
fn a_seed_gives_the_same_events_and_another_seed_others() {
    let [first, again, other] = [1, 1, 2].map(|seed| Europe::draw(small(seed)));
    assert_eq!(first.events.reported, again.events.reported);
    assert_eq!(first.measures, again.measures);
    assert_ne!(digest(&first.events.reported), digest(&other.events.reported));
}

#[test]
fn a_country_keeps_its_events_when_others_join() {
    let quiet = |countries| {
        let settings = EuropeSettings { countries, scenarios: Vec::new(), ..small(3) };
        Europe::draw(settings).events.reported
    };
    let (few, many) = (quiet(2), quiet(4));
    assert_eq!(few[..], many[..few.len()], "the first countries come first");
}

#[test]
fn delays_are_those_of_the_source_and_shorten_with_time() {
    let europe = Europe::draw(small(4));
    let median = |source: usize, from: u16, to: u16| {
        let of = |e: &&Event| usize::from(e.source) == source && (from..to).contains(&e.day);
        let events = europe.events.reported.iter().filter(of);
        let mut delays: Vec<u16> = events.map(|event| event.known - event.day).collect();
        delays.sort_unstable();
        f64::from(delays[delays.len() / 2])
    };
    let days = europe.days();
    for (at, source) in SOURCES.iter().enumerate() {
        let whole = median(at, 0, days) / source.delay_median_days;
        assert!((0.6..1.5).contains(&whole), "{}: {whole} times", source.name);
        assert!(median(at, 0, days / 4) > median(at, days / 4 * 3, days), "{}", source.name);
    }
}

#[test]
fn a_region_that_joins_has_no_event_before() {
    let europe = Europe::draw(EuropeSettings { countries: 31, years: 3, ..small(5) });
    let wave = europe.waves.iter().find(|w| w.scenario == Scenario::Onboarding).unwrap();
    assert!(wave.regions.len() >= 2);
    for region in &wave.regions {
        let events = europe.events.reported.iter();
        let mut days = events
            .filter(|e| usize::from(e.source) == EMERGENCY && usize::from(e.region) == *region)
            .map(|event| event.day);
        assert!(days.all(|day| day >= wave.starts));
    }
}

#[test]
fn the_truth_is_what_the_rows_say() {
    let europe = Europe::draw(EuropeSettings { years: 4, ..EuropeSettings::whole(6) });
    for (truth, wave) in europe.truths().iter().zip(&europe.waves) {
        let raised = truth.scenario.expectation() == crate::backtest::Expectation::Raised;
        assert_eq!(truth.cases > 0, raised, "{truth:?}");
        if raised {
            let day = truth.tenth_case.unwrap();
            assert!(day >= truth.starts && truth.tenth_known.unwrap() >= day, "{truth:?}");
        }
        assert!(!truth.series.is_empty() && !wave.countries.is_empty());
    }
    let heroin = listed("heroin");
    let shortage = europe.waves.iter().find(|w| w.scenario == Scenario::HeroinShortage).unwrap();
    assert!(europe.events.prevented.iter().all(|e| e.substance == heroin));
    let of = |from: u16, to: u16| {
        let here = |e: &&Event| shortage.regions.contains(&usize::from(e.region));
        let events = europe.events.reported.iter().filter(here);
        events.filter(|e| e.substance == heroin && (from..to).contains(&e.day)).count()
    };
    let starts = shortage.starts;
    assert!(of(starts + 56, starts + 140) * 3 < of(starts - 84, starts) * 2);
}

#[test]
fn figures_are_what_was_known_on_the_day() {
    let europe = Europe::draw(small(7));
    let lifted = Lifted::of(&europe);
    let total = |as_of| {
        let figures = lifted.figures(as_of);
        let is_whole = |f: &&store::series::Figures| {
            f.series.place.as_str() == "world" && f.series.substance.as_str() == "heroin"
        };
        let points = figures.iter().filter(is_whole).flat_map(|f| f.points.clone());
        points.filter_map(|(_, value)| value).sum::<rust_decimal::Decimal>()
    };
    let last = europe.last_day();
    let known = |events: &[Event], day: i64| {
        let is_known = |e: &&Event| e.substance == listed("heroin") && i64::from(e.known) <= day;
        rust_decimal::Decimal::from(events.iter().filter(is_known).count())
    };
    let days = i64::from(europe.days());
    assert_eq!(total(last), known(&europe.events.reported, days - 1));
    assert!(total(last) < total(add_days(last, 400)));
    assert_eq!(total(add_days(last, 400)), known(&europe.events.reported, days + 399));
}

#[test]
fn the_truth_file_is_one_that_a_backtest_reads() {
    let europe = Europe::draw(small(8));
    let files = europe_files(&europe);
    let truth = files.iter().find(|file| file.name == "synthetic-europe-truth.csv").unwrap();
    let events = crate::backtest::read_truth(&truth.text).unwrap();
    for (event, truth) in events.iter().zip(europe.truths()) {
        assert_eq!(event.id, truth.scenario.as_str());
        assert_eq!((event.from, event.shown_since), (truth.starts, truth.starts));
        assert_eq!(event.series, truth.series);
        assert_eq!(event.expectation, truth.scenario.expectation());
    }
    assert_eq!(events.len(), Scenario::ALL.len());
}

#[test]
fn tables_hold_what_was_known_on_the_last_day_and_list_their_faults() {
    let europe = Europe::draw(small(9));
    let files = europe_files(&europe);
    let text = |name: &str| &files.iter().find(|file| file.name == name).unwrap().text;
    let faults = text("synthetic-europe-faults.csv");
    let known = |source: usize| {
        let is_known = |e: &&Event| usize::from(e.source) == source && e.known < europe.days();
        europe.events.reported.iter().filter(is_known).count()
    };
    for (number, source) in SOURCES.iter().enumerate() {
        let name = format!("{}.csv", source.name);
        let twice = faults.lines().filter(|f| f.starts_with(&name) && f.contains("twice")).count();
        assert_eq!(text(&name).lines().count() - 1, known(number) + twice, "{name}");
    }
    assert!(faults.lines().count() > 5, "{faults}");
}

#[test]
fn a_seed_gives_the_same_bytes_on_every_machine() {
    let of = |countries, regions, seed| {
        let settings =
            EuropeSettings { countries, regions, years: 3, ..EuropeSettings::whole(seed) };
        let files = europe_files(&Europe::draw(settings)).into_iter();
        let all: String = files.map(|file| file.text).collect();
        store::sealing::plain_digest(all.as_bytes()).to_string()
    };
    let held = [
        ((1, 8, 1), "155d01e99e4f9b052cbae9aee3c19214c4fd793062a0992c83b1868fb845273c"),
        ((10, 1, 2), "caa250ca8822937f38f2b854787632408f346a3ea000dfaf63ad0dc4f39baeb8"),
        ((7, 3, 3), "5dab81b344e36d7f4e88a4a7200441cc20f705b4b10ddb7fd6f1bb4ec4f7d20f"),
    ];
    for ((countries, regions, seed), digest) in held {
        assert_eq!(of(countries, regions, seed), digest, "seed {seed}");
    }
}
