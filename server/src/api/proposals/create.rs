//! A mapping is proposed for a file that has none.

use std::sync::Arc;

use axum::extract::{Request, State};
use workflows::guess::propose;

use crate::api::jobs::{Accepted, JobBegun, accepted};
use crate::api::submissions::form::{FileAlone, NamedFile, receive_alone};
use crate::asked::Asked;
use crate::jobs::{Done, State as JobState, spawn};
use crate::page::Nothing;
use crate::problem::{DocumentProblems, Problem, Problems};
use crate::service::Service;

/// Proposes a mapping for a file that has none, and says why; nothing is stored.
#[utoipa::path(
    post,
    path = "/api/v1/proposals",
    tag = "submissions",
    request_body(content = FileAlone, content_type = "multipart/form-data"),
    responses(
        JobBegun,
        DocumentProblems,
        Problems
    )
)]
pub(crate) async fn create_proposal(
    State(service): State<Service>,
    Asked(Nothing {}): Asked<Nothing>,
    request: Request,
) -> Result<Accepted, Problem> {
    let unfinished = service.jobs().begin("proposal", JobState::Receiving)?;
    let job = Arc::clone(&unfinished.0);
    let NamedFile { name, mut file } = receive_alone(&service, request, &job).await?;
    job.set(JobState::Running);
    let answer = accepted(&job);
    spawn(move || async move {
        let proposed = async {
            let _turn = service.turn().await;
            Ok(Done::Proposed(propose(&mut file, &name, service.day(None)?)?))
        };
        unfinished.end(proposed.await);
    });
    Ok(answer)
}
