//! Limits of what is kept, and what a restart finds.

use std::sync::Arc;

use jiff::civil::date;
use store::doctor::Complaint;

use super::*;
use crate::api::jobs::JobInput;

fn jobs() -> Jobs {
    Jobs::in_memory(Arc::new(|| date(2021, 2, 15).at(6, 0, 0, 0)))
}

fn begin(jobs: &Jobs, kind: &str, state: State, input: JobInput) -> Result<Unfinished, Problem> {
    let by = AskedBy::Request;
    jobs.begin_for(Wanted { kind, by, whose: None, input, mapping: None }, state)
}

#[test]
fn what_is_kept_of_a_job_has_a_bound_however_much_it_found() {
    let jobs = jobs();
    let orphan = |number: u32| Complaint::Orphan { name: format!("payload/{number:01000}") };
    let looked_over = || Done::LookedOver((0..1_100).map(orphan).collect());
    for _ in 0..80 {
        let job = begin(&jobs, "checkup", State::Running, JobInput::default()).unwrap();
        job.end(Ok(looked_over()));
    }
    let all = jobs.all();
    let bytes: u64 = all.iter().map(|job| job.bytes_kept()).sum();
    let each = bytes / all.len() as u64;
    assert!((1_000_000..1_200_000).contains(&each), "{each}");
    assert!(bytes <= MOST_BYTES_KEPT + each && all.len() < 80, "{bytes} in {}", all.len());
    assert_eq!(all.last().unwrap().id, 80, "the latest are kept");
}

#[test]
fn a_job_of_somebody_has_a_number_that_tells_nothing_of_others() {
    let asks = |jobs: &Jobs, name: &str| {
        let whose = Some(Whose { name: name.to_owned(), purpose: "public-health".to_owned() });
        let (by, input) = (AskedBy::Request, JobInput::default());
        let wanted = Wanted { kind: "checkup", by, whose, input, mapping: None };
        jobs.begin_for(wanted, State::Running).unwrap().0.id
    };
    let (alone, busy) = (jobs(), jobs());
    let first = [asks(&alone, "anna"), asks(&alone, "anna")];
    let mut among_others = Vec::new();
    for _ in 0..2 {
        for _ in 0..3 {
            begin(&busy, "checkup", State::Running, JobInput::default()).unwrap();
            asks(&busy, "paul");
        }
        among_others.push(asks(&busy, "anna"));
    }
    assert_eq!(first, among_others[..]);
    assert_ne!(first[0], first[1]);
    let asked_at = date(2021, 2, 15).at(6, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap();
    assert!(first.iter().all(|id| id / 1_000_000 == asked_at.timestamp().as_second() as u64));
}

#[test]
fn what_is_refused_before_its_file_is_no_job_and_after_it_fails_for_the_reason() {
    let jobs = jobs();
    let refuse = |has_file: bool| {
        let job = begin(&jobs, "submission", State::Receiving, JobInput::default()).unwrap();
        job.0.has_file.store(has_file, Ordering::Relaxed);
        let refused = Err::<(), _>(Problem::bad_document("the form has no part `file`"));
        assert!(job.with(&jobs, refused).is_err());
    };
    refuse(false);
    assert!(jobs.all().is_empty());
    refuse(true);
    let failed = |state: &State| matches!(state, State::Failed(problem) if format!("{problem:?}").contains("no part"));
    assert!(jobs.all()[0].with_state(failed));
}
