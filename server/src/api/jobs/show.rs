//! One job.

use std::sync::Arc;

use axum::Json;

use super::JobDocument;
use crate::asked::{Asked, Named, whole};
use crate::asking::Asking;
use crate::jobs::Job;
use crate::page::Nothing;
use crate::problem::{Problem, Problems};
use crate::service::Service;

/// How far a job is, and what it did.
#[utoipa::path(
    get,
    path = "/api/v1/jobs/{id}",
    tag = "jobs",
    params(("id" = u64, Path, description = "The job's number.")),
    responses((status = 200, description = "The job.", body = JobDocument), Problems)
)]
pub(crate) async fn show_job(
    Asking(service): Asking,
    Named(id): Named<String>,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Json<JobDocument>, Problem> {
    Ok(Json(JobDocument::of(&*find_job(&service, &id).await?)))
}

/// The job of a number.
pub(super) async fn find_job(service: &Service, id: &str) -> Result<Arc<Job>, Problem> {
    let id = whole("id", Some(id))?.unwrap_or_default();
    let none =
        || Problem::not_found("There is no such job; GET /api/v1/jobs lists those remembered.");
    let job = service.jobs().get(id).ok_or_else(none)?;
    if service.shows(&job).await? { Ok(job) } else { Err(none()) }
}
