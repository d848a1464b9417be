//! The names of substances in a file, before it is submitted.

use std::sync::Arc;

use axum::extract::{Request, State};
use workflows::coverage::Coverage;

use crate::api::jobs::{Accepted, JobDocument, accepted};
use crate::api::submissions::form::{UploadForm, receive};
use crate::jobs::{Done, State as JobState, spawn};
use crate::problem::{DocumentProblems, JobProblems, Problem, Problems};
use crate::service::Service;

/// Says how the names of substances in a file would resolve; nothing is stored.
#[utoipa::path(
    post,
    path = "/api/v1/coverage",
    tag = "vocabulary",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses(
        (status = 202, description = "The file is there; the job reads it.", body = JobDocument),
        JobProblems,
        DocumentProblems,
        Problems
    )
)]
pub(crate) async fn cover_file(
    State(service): State<Service>,
    request: Request,
) -> Result<Accepted, Problem> {
    let unfinished = service.jobs().begin("coverage", JobState::Receiving)?;
    let job = Arc::clone(&unfinished.0);
    let mut upload = receive(&service, request, &job).await?;
    job.set(JobState::Running);
    let answer = accepted(&job);
    spawn(move || async move {
        let covered = async {
            let _turn = service.turn().await;
            let today = service.day(None)?;
            Ok(Done::Covered(Coverage::of_file(&mut upload.named.file, &upload.mapping, today)?))
        };
        unfinished.end(covered.await);
    });
    Ok(answer)
}
