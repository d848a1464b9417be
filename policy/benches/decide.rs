//! What a decision costs, and what a list of signals costs to filter: `cargo bench -p policy`.
//!
//! Every role, purpose and action is asked about markings of each kind, thousands of times; printed is the mean,
//! in processor time of this one thread.

use std::collections::HashSet;
use std::error::Error;

use policy::decide::{Marked, Profile};
use policy::entries::Entries;
use policy::rules::Rules;
use vocabulary::handling::{DataSubjects, Handling, Purpose, Tlp};
use vocabulary::people::{Action, Role};
use vocabulary::submission::Position;

fn main() -> Result<(), Box<dyn Error>> {
    // A test run of all targets asks for nothing to be measured.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let rules = Rules::shipped();
    let mut asked = 0_u32;
    let mut allowed = 0_u32;
    let begun = processor_ns()?;
    for _ in 0..ROUNDS {
        for role in Role::words() {
            for purpose in Purpose::words().iter().filter_map(|word| Purpose::parse(word)) {
                let who = Profile {
                    roles: vec![(*role).to_owned()],
                    purposes: vec![purpose],
                    organisation: "Bench".to_owned(),
                    unit: String::new(),
                    purpose,
                    scope: None,
                };
                for handling in &markings() {
                    let what = Marked { issuer: "Bench", handling };
                    asked += 1;
                    allowed +=
                        u32::from(rules.about_information(&who, Action::Read, what).is_allowed);
                }
            }
        }
    }
    let each = (processor_ns()? - begun) / f64::from(asked) / 1000.0;
    println!("{asked} decisions, {allowed} allowed: {each:.1} microseconds each");
    filter(&rules)
}

/// Keeps of a list of signals what is there for an analyst: each rests on an entry of its own, of as many markings as
/// eight organisations make of every kind.
fn filter(rules: &Rules) -> Result<(), Box<dyn Error>> {
    let kinds = markings();
    let tlps: Vec<Tlp> = Tlp::words().iter().filter_map(|word| Tlp::parse(word)).collect();
    let mut entries = Entries::default();
    let mut different = HashSet::new();
    for at in 0..SIGNALS {
        let handling = Handling {
            tlp: tlps[at / 8 % tlps.len()],
            ..kinds[at / (8 * tlps.len()) % kinds.len()].clone()
        };
        let marking = (format!("Organisation {}", at % 8), handling);
        different.insert(marking.clone());
        entries.add(marking);
    }
    let analyst = |unit: u32| Profile {
        roles: vec!["analyst".to_owned()],
        purposes: vec![Purpose::PublicHealth],
        organisation: "Organisation 3".to_owned(),
        unit: format!("Unit {unit}"),
        purpose: Purpose::PublicHealth,
        scope: None,
    };
    // People of one unit share their answers; of different units they do not.
    for (when, rounds, units) in [("at first", 50, 50), ("from then on", 1000, 1)] {
        let mut kept = 0;
        let begun = processor_ns()?;
        for round in 0..rounds {
            let sees = entries.seen_by(rules, &analyst(round % units), Action::Read);
            kept = (1..=SIGNALS as u64).filter(|entry| sees.has(Position(*entry))).count();
        }
        let took = (processor_ns()? - begun) / f64::from(rounds) / 1e6;
        println!(
            "{SIGNALS} signals under {} markings, {kept} kept: {took:.2} milliseconds {when}",
            different.len()
        );
    }
    Ok(())
}

fn markings() -> Vec<Handling> {
    let subjects = DataSubjects::words().iter().filter_map(|word| DataSubjects::parse(word));
    subjects
        .map(|subjects| Handling {
            purposes: vec![Purpose::PublicHealth, Purpose::LawEnforcement],
            subjects,
            ..Handling::published()
        })
        .collect()
}

/// Time this process's one thread has run, as Linux counts it.
fn processor_ns() -> Result<f64, Box<dyn Error>> {
    let schedule = std::fs::read_to_string("/proc/self/schedstat")?;
    Ok(schedule.split(' ').next().unwrap_or_default().parse()?)
}

const ROUNDS: u32 = 100;
const SIGNALS: usize = 10_000;
