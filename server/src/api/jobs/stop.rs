//! A job is stopped.

use std::time::Duration;

use axum::Json;

use super::JobDocument;
use super::show::find_job;
use crate::asked::{Asked, Named};
use crate::asking::Asking;
use crate::page::Nothing;
use crate::problem::{Problem, Problems};

/// Stops a job: what it has not stored yet, it will not store.
///
/// Answered once the job has ended, after two seconds at most: then its state is "stopping", and the end
/// follows. What had come to its end before stays as it was, so that asking twice does no harm: look at
/// `state`.
#[utoipa::path(
    post,
    path = "/api/v1/jobs/{id}/stop",
    tag = "jobs",
    params(("id" = u64, Path, description = "The job's number.")),
    responses((status = 200, description = "The job as it stands now.", body = JobDocument), Problems)
)]
pub(crate) async fn stop_job(
    Asking(service): Asking,
    Named(id): Named<String>,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Json<JobDocument>, Problem> {
    let job = find_job(&service, &id).await?;
    job.stop();
    // Where it takes longer, the answer says so.
    let _ended = tokio::time::timeout(PATIENCE, job.ended()).await;
    Ok(Json(JobDocument::of(&job)))
}

const PATIENCE: Duration = Duration::from_secs(2);
