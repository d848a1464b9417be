//! The synthetic Europe as files: tables, the mappings that read them, and the truth.
//!
//! Every file name, source, title and licence says that it is synthetic, and so does a column of every
//! row, which the place's text carries along. It writes nothing to disk.

use std::fmt::Write as _;

use signals::simulate::random::Random;
use vocabulary::finding::Direction;
use vocabulary::period::add_days;

use super::Europe;
use super::catalogue::{CHECKING, EMERGENCY, SEIZURES, SOURCES, SUBSTANCES};
use super::events::Event;
use super::mappings::{event_mapping, measure_mapping};
use super::measures::{MEASURE_SOURCES, Measure, MeasureSource, PURITY};
use super::scenarios::{Scenario, Truth};
use super::streams::{Purpose, stream};
use crate::backtest::Expectation;

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntheticFile {
    /// Its name; begins with `synthetic-europe`.
    pub name: String,
    /// What it holds.
    pub text: String,
}

/// All files of a Europe: a table and a mapping for each source, the truth, and the faults put in.
///
/// - Shape: tables hold what was known on the last day, in the order in which it came in.
pub fn europe_files(europe: &Europe) -> Vec<SyntheticFile> {
    let mut files = Vec::new();
    let mut faults = "file,id,fault\n".to_owned();
    let file = |name: &str, ending: &str, text: String| SyntheticFile {
        name: format!("{name}{ending}"),
        text,
    };
    for (number, source) in SOURCES.iter().enumerate() {
        let table = EventTable { europe, source: number, mark: mark(europe) };
        files.push(file(source.name, ".csv", table.text(&mut faults)));
        files.push(file(source.name, ".toml", event_mapping(number, europe.settings.seed)));
    }
    for source in MEASURE_SOURCES {
        files.push(file(source.source, ".csv", measure_table(europe, source, &mut faults)));
        files.push(file(source.source, ".toml", measure_mapping(source, europe.settings.seed)));
    }
    files.push(file("synthetic-europe-truth", ".csv", truth_table(europe)));
    files.push(file("synthetic-europe-faults", ".csv", faults));
    files
}

/// What the column `synthetic` says in every row.
fn mark(europe: &Europe) -> String {
    format!("SYNTHETIC seed {}", europe.settings.seed)
}

/// The rows of one source of events.
struct EventTable<'a> {
    europe: &'a Europe,
    source: usize,
    mark: String,
}

impl EventTable<'_> {
    fn text(&self, faults: &mut String) -> String {
        let end = self.europe.days();
        let here = |e: &&Event| usize::from(e.source) == self.source && e.known < end;
        let mut events: Vec<&Event> = self.europe.events.reported.iter().filter(here).collect();
        events.sort_by_key(|e| (e.known, e.day, e.region, e.substance, e.also, e.wave));
        let mut random = self.random();
        let mut text = self.header().to_owned();
        for (at, event) in events.into_iter().enumerate() {
            let id = format!("SYNTHETIC-{}{:07}", LETTERS[self.source], at + 1);
            // What a scenario brought stays as it is, so that the truth holds.
            let is_spoilt = event.wave.is_none() && random.below(ONE_FAULT_IN) == 0;
            let fault = is_spoilt.then(|| self.fault());
            let detail = self.detail(event, &mut random, fault);
            self.row(&mut text, &id, event, fault, &detail);
            if fault == Some(Fault::Twice) {
                self.row(&mut text, &format!("{id}-B"), event, fault, &detail);
            }
            if let Some(fault) = fault {
                let name = SOURCES[self.source].name;
                let _ = writeln!(faults, "{name}.csv,{id},{}", fault.words());
            }
        }
        text
    }

    fn random(&self) -> Random {
        Random::new(self.europe.settings.seed, stream(Purpose::Files, self.source, 0, 0))
    }

    const fn header(&self) -> &'static str {
        match self.source {
            SEIZURES => {
                "id,synthetic,occurred_on,known_on,region,substance,also_found,amount,unit\n"
            }
            CHECKING => "id,synthetic,occurred_on,known_on,region,substance,also_found,sold_as\n",
            _ => "id,synthetic,occurred_on,known_on,region,substance,also_found\n",
        }
    }

    const fn fault(&self) -> Fault {
        match self.source {
            SEIZURES => Fault::Twice,
            CHECKING => Fault::NoName,
            _ => Fault::NoDay,
        }
    }

    /// The cells behind the common ones.
    fn detail(&self, event: &Event, random: &mut Random, fault: Option<Fault>) -> String {
        match self.source {
            SEIZURES => {
                let grams = (3.0 * libm::exp(2.0 * random.normal())).max(0.1);
                // One fault in two is a gram that is called a kilogram.
                let is_wrong_unit = fault.is_some() && random.below(2) == 0;
                let unit = if is_wrong_unit { "kg" } else { "g" };
                format!(",{grams:.1},{unit}")
            }
            CHECKING => {
                let waves = &self.europe.waves;
                let wave = event.wave.and_then(|number| waves.get(usize::from(number)));
                let is_nitazene = wave.is_some_and(|w| w.scenario == Scenario::NitazeneWave);
                let sold_as = if is_nitazene { "heroin" } else { name(event.substance) };
                format!(",{sold_as}")
            }
            _ => String::new(),
        }
    }

    fn row(&self, text: &mut String, id: &str, event: &Event, fault: Option<Fault>, detail: &str) {
        let first = self.europe.first_day();
        let occurred = add_days(first, i64::from(event.day)).to_string();
        let occurred = if fault == Some(Fault::NoDay) { "2021-02-30" } else { &occurred };
        let known = add_days(first, i64::from(event.known));
        let region = &self.europe.map.regions[usize::from(event.region)].place;
        let is_nameless = fault == Some(Fault::NoName);
        let substance = if is_nameless { "unknown powder" } else { name(event.substance) };
        let also = event.also.map_or("", name);
        let mark = &self.mark;
        let _ =
            writeln!(text, "{id},{mark},{occurred},{known},{region},{substance},{also}{detail}");
    }
}

/// A fault put into a row on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Twice,
    NoName,
    NoDay,
}

impl Fault {
    const fn words(self) -> &'static str {
        match self {
            Self::Twice => "entered twice; in one of two also a gram that is called a kilogram",
            Self::NoName => "a substance that no vocabulary knows",
            Self::NoDay => "a day that the calendar does not have",
        }
    }
}

fn name(substance: u8) -> &'static str {
    SUBSTANCES[usize::from(substance)].id
}

fn measure_table(europe: &Europe, source: MeasureSource, faults: &mut String) -> String {
    let mut text = "synthetic,place,period,substance,value,known_on\n".to_owned();
    let mark = mark(europe);
    let mut random = Random::new(europe.settings.seed, stream(Purpose::Files, SOURCES.len(), 0, 0));
    let known = |m: &&Measure| m.of == source && m.known <= europe.last_day();
    for Measure { place, period, substance, value, known, .. } in
        europe.measures.iter().filter(known)
    {
        let what = name(*substance);
        let is_spoilt = source == PURITY && random.below(ONE_PURITY_IN) == 0;
        let value = if is_spoilt { "140.0".to_owned() } else { value.to_string() };
        let _ = writeln!(text, "{mark},{place},{period},{what},{value},{known}");
        if is_spoilt {
            let _ = writeln!(
                faults,
                "{}.csv,{place} {period} {what},a purity above a hundred per cent",
                source.source
            );
        }
    }
    text
}

/// The truth as `watchfire backtest --truth` reads it.
fn truth_table(europe: &Europe) -> String {
    let mut text = "id,event,expectation,truth_date,due,from,to,shown_since,source,indicator,\
                    substance,place,direction,note\n"
        .to_owned();
    for truth in europe.truths() {
        let Truth { scenario, event, starts, tenth_case, tenth_known, cases, series } = truth;
        let expectation = match scenario.expectation() {
            Expectation::Raised => "raised",
            Expectation::Quiet => "quiet",
        };
        let last = europe.last_day();
        let tenth = tenth_case.unwrap_or(last);
        let due = add_days(tenth_known.unwrap_or(last), DUE_DAYS);
        for pattern in series {
            let directions: Vec<&str> =
                pattern.directions.iter().map(|direction: &Direction| direction.as_str()).collect();
            let of = |id: Option<String>| id.unwrap_or_default();
            let _ = writeln!(
                text,
                "{},{event},{expectation},{tenth},{due},{starts},{last},{starts},{},{},{},{},{},\
                 {cases} cases; the tenth was known on {}",
                scenario.as_str(),
                pattern.source,
                of(pattern.indicator),
                of(pattern.substance.map(|id| id.to_string())),
                of(pattern.place.map(|id| id.to_string())),
                directions.join(" "),
                tenth_known.map_or_else(|| "no day".to_owned(), |day| day.to_string()),
            );
        }
    }
    text
}

/// A wave is to be raised within so many days of the day on which ten cases of it are known.
pub(crate) const DUE_DAYS: i64 = 28;

/// One row in so many is spoilt.
const ONE_FAULT_IN: u32 = 2_000;
const ONE_PURITY_IN: u32 = 3_000;
/// What ids of each source begin with.
const LETTERS: [char; SOURCES.len()] = ['D', 'E', 'S', 'C'];
const _: () = assert!(EMERGENCY == 1 && SEIZURES == 2 && CHECKING == 3);
