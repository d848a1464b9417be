//! The jobs since the server started.

use axum::Json;
use axum::extract::State;

use super::JobBrief;
use crate::api::submissions::list::Paging;
use crate::asked::Asked;
use crate::page::{Cut, Page};
use crate::problem::{Problem, Problems};
use crate::service::Service;

/// Jobs since the server started, oldest first.
///
/// The last 1,000 are remembered, fewer where what came of them takes more than 64 MB; that stands at
/// the address of each. A request that was refused before its file came was no job.
#[utoipa::path(
    get,
    path = "/api/v1/jobs",
    tag = "jobs",
    params(Paging),
    responses((status = 200, description = "A page of jobs.", body = Page<JobBrief>), Problems)
)]
pub(crate) async fn list_jobs(
    State(service): State<Service>,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Page<JobBrief>>, Problem> {
    let cut = Cut::of(paging.limit.as_deref(), paging.after.as_deref())?;
    Ok(Json(cut.page(&service.jobs().all(), |job| JobBrief::of(job))))
}
