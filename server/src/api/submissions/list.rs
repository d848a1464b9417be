//! What came in, oldest first.

use axum::Json;
use serde::Deserialize;
use utoipa::IntoParams;

use super::Submission;
use crate::asked::Asked;
use crate::asking::Asking;
use crate::page::{Cut, Page};
use crate::problem::{Problem, Problems};

/// Which page.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Paging {
    /// Entries on a page.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1000, default = 100)]
    pub limit: Option<String>,
    /// Entries to leave out from the beginning: `next_after` of the page before.
    #[param(value_type = Option<u64>, default = 0)]
    pub after: Option<String>,
}

/// Every submission, oldest first; each signature is checked.
#[utoipa::path(
    get,
    path = "/api/v1/submissions",
    tag = "submissions",
    params(Paging),
    responses((status = 200, description = "A page of submissions.", body = Page<Submission>), Problems)
)]
pub(crate) async fn list_submissions(
    Asking(service): Asking,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Page<Submission>>, Problem> {
    let cut = Cut::of(paging.limit.as_deref(), paging.after.as_deref())?;
    let submissions = service.node().submissions(&service.reader()).await?;
    Ok(Json(cut.page(&submissions, Submission::of)))
}
