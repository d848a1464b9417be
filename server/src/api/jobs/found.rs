//! What came of a job in a few words, for lists.

use workflows::ingest::{Outcome, Stored};
use workflows::quality::{AfterIngest, LookError};
use workflows::signal_view::Reproduced;

use crate::jobs::Done;

/// Says in a few words what came of a job.
pub(crate) fn found(done: &Done) -> String {
    match done {
        Done::Read(outcome, after) => file(outcome) + &faults(after.as_ref()),
        Done::Looked(looked) => {
            let new = looked.findings.iter().filter(|(_, is_new)| *is_new).count();
            format!("{}, {new} new", several(looked.findings.len() as u64, "fault"))
        }
        Done::Detected(run) => {
            let series = several(run.series_looked_at, "series");
            format!("run {}: {} in {series}", run.id, several(run.findings, "alarm"))
        }
        Done::Known(run) => format!("nothing new since run {}: it stands for this too", run.id),
        Done::Replayed(answer) => {
            let raised = answer.events.iter().filter(|event| event.raised.is_some()).count();
            let events = several(answer.events.len() as u64, "event");
            format!("{raised} of {events} raised in {}", several(answer.steps as u64, "step"))
        }
        Done::Proven(proof) => {
            format!("{} proven, {}", several(proof.entries, "entry"), wrong(proof.faults.len()))
        }
        Done::LookedOver(complaints) => wrong(complaints.len()),
        Done::Proposed(proposal) => {
            format!("a mapping, {} proposed", several(proposal.choices.len() as u64, "answer"))
        }
        Done::Erased(erased) => {
            format!("{} erased", several(erased.len() as u64, "submission"))
        }
        Done::Covered(_) => "the names were looked up".to_owned(),
        Done::Reproduced(again) => {
            let same = again.findings.iter().filter(|(_, found)| *found == Reproduced::Same);
            format!(
                "{} of {} the same",
                same.count(),
                several(again.findings.len() as u64, "finding")
            )
        }
    }
}

fn file(outcome: &Outcome) -> String {
    let rows = |stored: &Stored| {
        let (accepted, read) = (stored.header.rows_accepted, stored.header.rows_read);
        format!("{accepted} of {} accepted", several(read, "row"))
    };
    match outcome {
        Outcome::Stored(stored) => format!("stored: {}", rows(stored)),
        Outcome::Previewed(stored) => format!("would be stored: {}", rows(stored)),
        Outcome::Repeated(id) => format!("the same file stands already as {id}"),
        Outcome::AllRejected(rejected) => format!("all {} rejected", several(rejected.rows, "row")),
    }
}

fn faults(after: Option<&Result<AfterIngest, LookError>>) -> String {
    let Some(Ok(AfterIngest::Looked(looked))) = after else { return String::new() };
    let new = looked.findings.iter().filter(|(_, is_new)| *is_new).count();
    if new == 0 {
        return String::new();
    }
    format!("; {} of the data", several(new as u64, "new fault"))
}

fn wrong(things: usize) -> String {
    match things {
        0 => "nothing is wrong".to_owned(),
        1 => "1 thing is wrong".to_owned(),
        things => format!("{things} things are wrong"),
    }
}

fn several(count: u64, noun: &str) -> String {
    match (count, noun) {
        (1, _) | (_, "series") => format!("{count} {noun}"),
        (_, "entry") => format!("{count} entries"),
        _ => format!("{count} {noun}s"),
    }
}
