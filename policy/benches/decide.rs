//! What a decision costs: `cargo bench -p policy`.
//!
//! Every role, purpose and action is asked about markings of each kind, thousands of times; printed is the mean,
//! in processor time of this one thread.

use std::error::Error;

use policy::decide::{Marked, Profile};
use policy::rules::Rules;
use vocabulary::handling::{DataSubjects, Handling, Purpose};
use vocabulary::people::{Action, Role};

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
