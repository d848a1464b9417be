//! Jobs, as the API writes them.

pub(crate) mod list;
pub(crate) mod show;
pub(crate) mod stop;

mod file_outcome;
mod found;
mod input;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Json;
use axum::http::header::LOCATION;
use axum::http::{HeaderName, StatusCode};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::{IntoResponses, ToSchema};

pub(crate) use self::found::found;
pub(crate) use self::input::JobInput;
use super::backtests::Replayed;
use super::coverage::FileCoverage;
use super::proposals::MappingProposal;
use super::quality::look::FaultsFound;
use super::runs::DetectionRun;
use super::signals::reproduce::Reproduction;
use super::upkeep::{Checkup, NodeProof};
use crate::jobs::{AskedBy, Done, Job, State, Turn};
use crate::problem::Problem;
use crate::service::Service;
use file_outcome::FileOutcome;

/// Work that outlasts its request, and how far it is.
#[derive(Serialize, ToSchema)]
pub(crate) struct JobBrief {
    /// Its number, from 1; it counts on when the server starts again.
    id: u64,
    /// "submission", "drop" (a file of the drop folder), "preview", "coverage", "proposal", "look" (for
    /// faults of the data), "detection", "backtest", "reproduction", "verification", "checkup" or
    /// "retention" (what has come to its end is erased).
    kind: String,
    /// "receiving" (its file is coming in), "waiting" (one job at a time writes, one reads the whole
    /// node, and two read files), "running", "stopping" (it was told to stop and is about to), "stopped",
    /// "done" or "failed".
    state: &'static str,
    /// Who asked for it: "request", "submission" (one that was stored), "schedule" or "drop-folder".
    asked_by: &'static str,
    /// What was asked; what does not belong to its kind is left out.
    input: JobInput,
    /// When it was asked for, in UTC.
    #[schema(format = DateTime, example = "2026-11-22T06:00:00Z")]
    asked_at: String,
    /// When it was begun the last time; null while it waits.
    #[schema(format = DateTime)]
    started_at: Option<String>,
    /// When it ended; null until then.
    #[schema(format = DateTime)]
    ended_at: Option<String>,
    /// How often it was begun: more than once where the server ended meanwhile and went on with it after.
    tries: u32,
    /// Whether it can be stopped: it has not ended.
    may_be_stopped: bool,
    /// What came of it in a few words; null until it is done.
    found: Option<String>,
    /// Bytes that its request announced, the form around the file included; null where it did not say.
    bytes_expected: Option<u64>,
    /// Bytes of the file that came in so far.
    bytes_received: u64,
    /// Bytes of the file that were read so far, of `bytes_received`.
    bytes_read: u64,
    /// Steps done so far: series of a detection, days of a backtest, files of a verification or checkup,
    /// findings of a reproduction.
    steps_done: u64,
    /// Steps in all; null where there are none or it is not known yet.
    steps_total: Option<u64>,
    /// Why it came to nothing; null unless it failed.
    problem: Option<Problem>,
    /// Where this stands, with what came of it.
    href: String,
}

/// Work that outlasts its request, with what came of it once it is done.
#[derive(Serialize, ToSchema)]
pub(crate) struct JobDocument {
    #[serde(flatten)]
    brief: JobBrief,
    #[serde(flatten)]
    #[schema(value_type = JobResult)]
    result: Map<String, Value>,
}

/// What came of a job: the one of its kind, once it is done.
#[derive(Clone, Default, Serialize, ToSchema)]
pub(crate) struct JobResult {
    /// What became of the file of a submission or preview.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<FileOutcome>,
    /// What is new of the faults of the data: found by a look, or after a file was stored.
    #[serde(skip_serializing_if = "Option::is_none")]
    quality: Option<FaultsFound>,
    /// The names of substances in a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<FileCoverage>,
    /// The mapping that is proposed for a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    proposal: Option<MappingProposal>,
    /// The run of a detection.
    #[serde(skip_serializing_if = "Option::is_none")]
    run: Option<DetectionRun>,
    /// What a backtest found.
    #[serde(skip_serializing_if = "Option::is_none")]
    backtest: Option<Replayed>,
    /// What came of computing a signal again.
    #[serde(skip_serializing_if = "Option::is_none")]
    reproduction: Option<Reproduction>,
    /// What a verification proved.
    #[serde(skip_serializing_if = "Option::is_none")]
    verification: Option<NodeProof>,
    /// Submissions that had come to their end and were erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    erased: Option<Vec<String>>,
    /// What a checkup found.
    #[serde(skip_serializing_if = "Option::is_none")]
    checkup: Option<Checkup>,
}

/// What a route that begins a job answers.
#[derive(IntoResponses)]
#[expect(dead_code, clippy::large_enum_variant, reason = "only its description is used")]
pub(crate) enum JobBegun {
    /// The job has begun: what was sent is there, and `Location` says where the job stands.
    #[response(
        status = 202,
        headers(("Location" = String, description = "Where the job stands."))
    )]
    Begun(JobDocument),
    /// Too many jobs are unfinished; ask again later.
    #[response(
        status = 429,
        content_type = "application/problem+json",
        headers(("Retry-After" = u64, description = "Seconds."))
    )]
    TooMany(Problem),
    /// It was stopped while its file came in.
    #[response(status = 409, content_type = "application/problem+json")]
    Stopped(Problem),
    /// The disk is full.
    #[response(status = 507, content_type = "application/problem+json")]
    FullDisk(Problem),
}

/// The answer to a request whose work has only begun.
pub(crate) type Accepted = (StatusCode, [(HeaderName, String); 1], Json<JobDocument>);

/// Says that a job has begun, and where it stands.
pub(crate) fn accepted(job: &Job) -> Accepted {
    let document = JobDocument::of(job);
    (StatusCode::ACCEPTED, [(LOCATION, document.brief.href.clone())], Json(document))
}

/// Begins a job that reads the whole node and writes nothing; one of them runs at a time.
pub(crate) fn begin_reading<F: Future<Output = Result<Done, Problem>>>(
    service: Service,
    kind: &str,
    input: JobInput,
    work: impl FnOnce(Service, Arc<Job>) -> F + Send + 'static,
) -> Result<Accepted, Problem> {
    let unfinished = service.begin_job(kind, State::Waiting, input)?;
    let answer = accepted(&unfinished.0);
    unfinished.work(service, Turn::Reading, work);
    Ok(answer)
}

impl JobBrief {
    pub fn of(job: &Job) -> Self {
        let number = |number: &AtomicU64| number.load(Ordering::Relaxed);
        let known = |number: u64| (number > 0).then_some(number);
        let (state, problem, found) = job.with_state(|state| match state {
            State::Receiving | State::Waiting | State::Running if job.is_stop_wanted() => {
                ("stopping", None, None)
            }
            State::Receiving => ("receiving", None, None),
            State::Waiting => ("waiting", None, None),
            State::Running => ("running", None, None),
            State::Failed(problem) => ("failed", Some(problem.clone()), None),
            State::Done(shown) => ("done", None, Some(shown.found.clone())),
            State::Stopped => ("stopped", None, None),
        });
        let times = job.times();
        Self {
            id: job.id,
            kind: job.kind.clone(),
            state,
            asked_by: match job.by {
                AskedBy::Request => "request",
                AskedBy::Submission => "submission",
                AskedBy::Schedule => "schedule",
                AskedBy::DropFolder => "drop-folder",
            },
            input: job.input(),
            asked_at: times.asked,
            started_at: times.started,
            ended_at: times.ended,
            tries: job.tries.load(Ordering::Relaxed),
            may_be_stopped: !job.is_finished() && state != "stopping",
            found,
            bytes_expected: known(number(&job.bytes_expected)),
            bytes_received: number(&job.bytes_received),
            bytes_read: number(&job.bytes_read),
            steps_done: number(&job.steps_done),
            steps_total: known(number(&job.steps_total)),
            problem,
            href: format!("/api/v1/jobs/{}", job.id),
        }
    }
}

impl JobDocument {
    pub fn of(job: &Job) -> Self {
        // The brief comes first: a job that ends in between is shown as running, with its result.
        let brief = JobBrief::of(job);
        let result = job.with_state(|state| match state {
            State::Done(shown) => shown.result.clone(),
            _ => Map::new(),
        });
        Self { brief, result }
    }
}

impl JobResult {
    pub fn of(done: &Done) -> Self {
        let none = Self::default();
        match done {
            Done::Read(outcome, after) => Self {
                file: Some(FileOutcome::of(outcome)),
                quality: after.as_ref().map(FaultsFound::after),
                ..none
            },
            Done::Looked(looked) => Self { quality: Some(FaultsFound::of(looked)), ..none },
            Done::Covered(coverage) => Self { coverage: Some(coverage.clone()), ..none },
            Done::Proposed(proposal) => {
                Self { proposal: Some(MappingProposal::of(proposal)), ..none }
            }
            Done::Detected(run) | Done::Known(run) => {
                Self { run: Some(DetectionRun::of(run)), ..none }
            }
            Done::Replayed(answer) => Self { backtest: Some(Replayed::of(answer)), ..none },
            Done::Reproduced(again) => Self { reproduction: Some(Reproduction::of(again)), ..none },
            Done::Proven(proof) => Self { verification: Some(NodeProof::of(proof)), ..none },
            Done::Erased(erased) => Self { erased: Some(erased.clone()), ..none },
            Done::LookedOver(complaints) => Self { checkup: Some(Checkup::of(complaints)), ..none },
        }
    }
}
