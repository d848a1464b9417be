//! The names of substances in a file, before it is submitted.

use std::sync::Arc;

use axum::extract::Request;
use workflows::coverage::Coverage;

use super::FileCoverage;
use crate::api::jobs::{Accepted, JobBegun, JobInput, accepted};
use crate::api::submissions::form::{UploadForm, receive};
use crate::asked::Asked;
use crate::asking::Asking;
use crate::jobs::{Done, State as JobState, Stoppable, Turn};
use crate::page::Nothing;
use crate::problem::{DocumentProblems, Problem, Problems};

/// Says how the names of substances in a file would resolve; nothing is stored.
#[utoipa::path(
    post,
    path = "/api/v1/coverage",
    tag = "vocabulary",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses(
        JobBegun,
        DocumentProblems,
        Problems
    )
)]
pub(crate) async fn cover_file(
    Asking(service): Asking,
    Asked(Nothing {}): Asked<Nothing>,
    request: Request,
) -> Result<Accepted, Problem> {
    let unfinished = service.begin_job("coverage", JobState::Receiving, JobInput::default())?;
    let job = Arc::clone(&unfinished.0);
    let received = receive(&service, request, &job).await;
    let (unfinished, upload) = unfinished.with(service.jobs(), received)?;
    job.wait(upload.input(), None).map_err(|error| Problem::disk(&error))?;
    let answer = accepted(&job);
    unfinished.work(service, Turn::OfFew, |service, job| async move {
        let today = service.day(None)?;
        let mut file = Stoppable::telling(upload.named.file, &job);
        let coverage = Coverage::of_file(&mut file, &upload.mapping, today)?;
        // Only what is shown is remembered.
        Ok(Done::Covered(FileCoverage::of(&coverage)))
    });
    Ok(answer)
}
