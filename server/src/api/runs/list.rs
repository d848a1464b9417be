//! All runs of detection.

use axum::Json;

use super::DetectionRun;
use crate::api::submissions::list::Paging;
use crate::asked::Asked;
use crate::asking::Asking;
use crate::page::{Cut, Page};
use crate::problem::{Problem, Problems};

/// Every run of detection, latest first.
#[utoipa::path(
    get,
    path = "/api/v1/runs",
    tag = "signals",
    params(Paging),
    responses((status = 200, description = "A page of runs.", body = Page<DetectionRun>), Problems)
)]
pub(crate) async fn list_runs(
    Asking(service): Asking,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Page<DetectionRun>>, Problem> {
    let cut = Cut::of(paging.limit.as_deref(), paging.after.as_deref())?;
    let runs = service.node().runs(&service.reader()).await?;
    Ok(Json(cut.page(&runs, DetectionRun::of)))
}
