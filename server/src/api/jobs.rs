//! Jobs, as the API writes them.

pub(crate) mod list;
pub(crate) mod show;

use std::sync::atomic::Ordering;

use axum::Json;
use axum::http::header::LOCATION;
use axum::http::{HeaderName, StatusCode};
use serde::Serialize;
use utoipa::ToSchema;
use workflows::ingest::{Outcome, Rejected, Stored};

use super::runs::DetectionRun;
use super::submissions::RejectedRow;
use crate::jobs::{Done, Job, State};
use crate::problem::Problem;

/// Work that outlasts its request.
#[derive(Serialize, ToSchema)]
pub(crate) struct JobDocument {
    /// Its number, from 1, since the server started.
    id: u64,
    /// "submission", "preview" or "detection".
    kind: &'static str,
    /// "receiving", "waiting", "running", "done" or "failed".
    state: &'static str,
    /// Bytes that came in so far.
    bytes_received: u64,
    /// Bytes of the file that were read so far.
    bytes_read: u64,
    /// What became of the file; null for a detection, and until it is done.
    file: Option<FileOutcome>,
    /// The run; null for a file, and until it is done.
    run: Option<DetectionRun>,
    /// Why it came to nothing; null unless it failed.
    problem: Option<Problem>,
    /// Where this stands.
    href: String,
}

/// What became of a file.
#[derive(Serialize, ToSchema)]
pub(crate) struct FileOutcome {
    /// "stored", "previewed" (nothing was stored), "repeated" (it stands already) or "all-rejected".
    outcome: &'static str,
    /// The submission: the new one, or that under which it stands already; null for others.
    submission: Option<String>,
    /// Rows that were read; null where the file was not read.
    rows_read: Option<u64>,
    /// Rows that were accepted.
    rows_accepted: Option<u64>,
    /// Facts made of them.
    facts: Option<u64>,
    /// The first reasons why rows were rejected; at most 100.
    rejections: Vec<RejectedRow>,
    /// How many reasons there are; a row may have several.
    rejections_total: u64,
    /// Names kept as written because they did not resolve, most frequent first; at most 100.
    unresolved: Vec<UnresolvedName>,
}

/// A name that did not resolve.
#[derive(Serialize, ToSchema)]
pub(crate) struct UnresolvedName {
    /// Column it stands in.
    column: String,
    /// The name.
    text: String,
    /// Rows that have it.
    rows: u64,
}

/// The answer to a request whose work has only begun.
pub(crate) type Accepted = (StatusCode, [(HeaderName, String); 1], Json<JobDocument>);

/// Says that a job has begun, and where it stands.
pub(crate) fn accepted(job: &Job) -> Accepted {
    let document = JobDocument::of(job);
    (StatusCode::ACCEPTED, [(LOCATION, document.href.clone())], Json(document))
}

impl JobDocument {
    pub fn of(job: &Job) -> Self {
        job.with_state(|state| {
            let (word, file, run, problem) = match state {
                State::Receiving => ("receiving", None, None, None),
                State::Waiting => ("waiting", None, None, None),
                State::Running => ("running", None, None, None),
                State::Failed(problem) => ("failed", None, None, Some(problem.clone())),
                State::Done(done) => match done.as_ref() {
                    Done::Read(outcome) => ("done", Some(FileOutcome::of(outcome)), None, None),
                    Done::Detected(run) => ("done", None, Some(DetectionRun::of(run)), None),
                },
            };
            Self {
                id: job.id,
                kind: job.kind,
                state: word,
                bytes_received: job.bytes_received.load(Ordering::Relaxed),
                bytes_read: job.bytes_read.load(Ordering::Relaxed),
                file,
                run,
                problem,
                href: format!("/api/v1/jobs/{}", job.id),
            }
        })
    }
}

impl FileOutcome {
    fn of(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Stored(stored) => Self::read("stored", stored),
            Outcome::Previewed(stored) => {
                Self { submission: None, ..Self::read("previewed", stored) }
            }
            Outcome::Repeated(id) => {
                Self { submission: Some(id.to_string()), ..Self::nothing("repeated") }
            }
            Outcome::AllRejected(rejected) => {
                Self { rows_accepted: Some(0), ..Self::nothing("all-rejected") }.with(rejected)
            }
        }
    }

    fn nothing(outcome: &'static str) -> Self {
        Self {
            outcome,
            submission: None,
            rows_read: None,
            rows_accepted: None,
            facts: None,
            rejections: Vec::new(),
            rejections_total: 0,
            unresolved: Vec::new(),
        }
    }

    fn read(outcome: &'static str, stored: &Stored) -> Self {
        let unresolved = stored.unresolved.iter().take(MOST_NAMED).map(|name| UnresolvedName {
            column: name.column.clone(),
            text: name.text.clone(),
            rows: name.rows,
        });
        let read = Self {
            submission: Some(stored.header.id.to_string()),
            rows_read: Some(stored.header.rows_read),
            rows_accepted: Some(stored.header.rows_accepted),
            facts: Some(stored.header.facts),
            unresolved: unresolved.collect(),
            ..Self::nothing(outcome)
        };
        read.with(&stored.rejected)
    }

    fn with(self, rejected: &Rejected) -> Self {
        let rejections = rejected.first.iter().take(MOST_NAMED).map(RejectedRow::of).collect();
        Self { rejections, rejections_total: rejected.reasons, ..self }
    }
}

const MOST_NAMED: usize = 100;
