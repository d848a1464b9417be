//! What a restart makes of jobs that never ended.
//!
//! A submission whose file is there is read, a detection is begun again: neither does anything twice. What
//! only asked is said to have been interrupted; so is what ended the server three times.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::{Job, Jobs, State, Unfinished, locked, spawn};
use crate::api::submissions::create::read_submission;
use crate::api::submissions::form::{SUBMISSION, Upload};
use crate::detection::{DETECTION, Wanted, run_detection};
use crate::drop_folder::{self, DROP};
use crate::problem::Problem;
use crate::service::Service;

impl Jobs {
    /// Goes on with what an earlier process left.
    pub fn resume(service: &Service) {
        let jobs = service.jobs();
        let left: Vec<Arc<Job>> =
            locked(&jobs.list).iter().filter(|job| !job.is_finished()).cloned().collect();
        let numbers: Vec<u64> = left.iter().map(|job| job.id).collect();
        jobs.disk.keep_files_of(&numbers);
        let (dropped, left): (Vec<_>, Vec<_>) = left.into_iter().partition(|job| job.kind == DROP);
        for job in left {
            resume_for_whom(service, Unfinished(job));
        }
        let dropped: Vec<_> = dropped.into_iter().map(Unfinished).collect();
        match service.drop_folder() {
            Some(folder) => drop_folder::watch(service.clone(), folder.clone(), dropped),
            None => dropped.into_iter().for_each(|job| job.end(Err(no_folder()))),
        }
    }
}

/// Goes on with a job for whom it was begun, as far as they still have an account.
fn resume_for_whom(service: &Service, unfinished: Unfinished) {
    let service = service.clone();
    spawn(move || async move {
        match service.as_of_job(unfinished.0.whose.as_ref()).await {
            Ok(service) => resume(&service, unfinished),
            Err(problem) => unfinished.end(Err(problem)),
        }
    });
}

fn resume(service: &Service, unfinished: Unfinished) {
    let job = Arc::clone(&unfinished.0);
    let is_coming = job.with_state(|state| matches!(state, State::Receiving));
    if job.tries.load(Ordering::Relaxed) >= MOST_TRIES {
        let detail = format!(
            "The server ended {MOST_TRIES} times while it ran, so it is not begun again. Nothing of it \
             was stored unless its submission or run is listed."
        );
        return unfinished.end(Err(Problem::interrupted(detail)));
    }
    match job.kind.as_str() {
        SUBMISSION if is_coming => unfinished.end(Err(Problem::interrupted(
            "The server ended before the file had come whole; nothing was stored: send it again.",
        ))),
        SUBMISSION => match Upload::of_earlier(&job) {
            Some(upload) => read_submission(service.clone(), unfinished, upload),
            None => unfinished.end(Err(Problem::interrupted(
                "The server ended, and its file is no longer there; nothing was stored: send it again.",
            ))),
        },
        DETECTION => match Wanted::of_input(&job.input()) {
            Some(wanted) => run_detection(service.clone(), unfinished, wanted),
            None => unfinished.end(Err(ask_again())),
        },
        _ => unfinished.end(Err(ask_again())),
    }
}

fn no_folder() -> Problem {
    Problem::interrupted(
        "The server ended while it handled this file, and watches no drop folder now: start it with --drop.",
    )
}

fn ask_again() -> Problem {
    Problem::interrupted(
        "The server ended before it was done; nothing was stored: ask for it again.",
    )
}

/// How often a job is begun that never ends.
pub(crate) const MOST_TRIES: u32 = 3;
