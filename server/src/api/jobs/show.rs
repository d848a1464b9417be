//! One job.

use std::sync::Arc;

use axum::{Extension, Json};

use super::JobDocument;
use crate::asked::{Asked, Named, whole};
use crate::asking::Asking;
use crate::audited::Consulted;
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
) -> Result<(Extension<Consulted>, Json<JobDocument>), Problem> {
    let job = find_job(&service, &id).await?;
    // How far it is may be asked again and again; what it shows, once it is done, is a look.
    let is_done = job.is_finished();
    let consulted = if is_done { Extension(Consulted::default()) } else { Consulted::nothing() };
    let document = JobDocument::of(&job);
    Ok((consulted, Json(document)))
}

/// The job of a number.
pub(super) async fn find_job(service: &Service, id: &str) -> Result<Arc<Job>, Problem> {
    let id = whole("id", Some(id))?.unwrap_or_default();
    let none =
        || Problem::not_found("There is no such job; GET /api/v1/jobs lists those remembered.");
    let job = service.jobs().get(id).ok_or_else(none)?;
    if service.shows(&job).await? { Ok(job) } else { Err(none()) }
}
