//! A mapping is proposed for a file that has none.

use std::sync::Arc;

use axum::extract::Request;
use serde::Deserialize;
use utoipa::IntoParams;
use workflows::guess::propose;

use crate::api::jobs::{Accepted, JobBegun, JobInput, accepted};
use crate::api::submissions::form::{FileToDescribe, NamedFile, receive_told};
use crate::asked::Asked;
use crate::asking::Asking;
use crate::jobs::{Done, State as JobState, Stoppable, Turn};
use crate::problem::{DocumentProblems, Problem, Problems};

/// Which part of the file.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct WhichPart {
    /// The sheet of a workbook, or the file inside a zip file, where there are several; a job that must
    /// be told which fails and names them.
    part: Option<String>,
}

/// Proposes a mapping for a file that has none, and says why; nothing is stored.
///
/// What a person says of the file, as which column says where, the proposal keeps to.
#[utoipa::path(
    post,
    path = "/api/v1/proposals",
    tag = "submissions",
    params(WhichPart),
    request_body(content = FileToDescribe, content_type = "multipart/form-data"),
    responses(
        JobBegun,
        DocumentProblems,
        Problems
    )
)]
pub(crate) async fn create_proposal(
    Asking(service): Asking,
    Asked(WhichPart { part }): Asked<WhichPart>,
    request: Request,
) -> Result<Accepted, Problem> {
    let unfinished = service.begin_job("proposal", JobState::Receiving, JobInput::default())?;
    let job = Arc::clone(&unfinished.0);
    let received = receive_told(&service, request, &job).await;
    let (unfinished, (NamedFile { name, file }, told)) =
        unfinished.with(service.jobs(), received)?;
    let input = JobInput { part: part.clone(), ..JobInput::file(&name) };
    job.wait(input, None).map_err(|error| Problem::disk(&error))?;
    let answer = accepted(&job);
    unfinished.work(service, Turn::OfFew, |service, job| async move {
        let mut file = Stoppable::telling(file, &job);
        let proposal = propose(&mut file, &name, part.as_deref(), &told, service.day(None)?)?;
        Ok(Done::Proposed(proposal))
    });
    Ok(answer)
}
