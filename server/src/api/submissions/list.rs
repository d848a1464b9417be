//! What came in, oldest first.

use axum::Json;
use serde::Deserialize;
use utoipa::IntoParams;

use super::Submission;
use crate::asked::{Asked, optional};
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

/// Which submissions.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct SubmissionsWanted {
    /// Entries on a page.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1000, default = 100)]
    limit: Option<String>,
    /// Entries to leave out from the beginning: `next_after` of the page before.
    #[param(value_type = Option<u64>, default = 0)]
    after: Option<String>,
    /// Only those that wait for an answer: "erasure", whether they are erased.
    #[param(pattern = "^erasure$")]
    waits_for: Option<String>,
}

/// Every submission, oldest first; each signature is checked.
#[utoipa::path(
    get,
    path = "/api/v1/submissions",
    tag = "submissions",
    params(SubmissionsWanted),
    responses((status = 200, description = "A page of submissions.", body = Page<Submission>), Problems)
)]
pub(crate) async fn list_submissions(
    Asking(service): Asking,
    Asked(wanted): Asked<SubmissionsWanted>,
) -> Result<Json<Page<Submission>>, Problem> {
    let cut = Cut::of(wanted.limit.as_deref(), wanted.after.as_deref())?;
    let waits_for = wanted.waits_for.as_deref();
    let of_waiting =
        optional("waits_for", waits_for, "erasure", |word| (word == "erasure").then_some(()))?;
    let mut submissions = service.node().submissions(&service.reader()).await?;
    if of_waiting.is_some() {
        submissions.retain(|stored| stored.erasure_asked.is_some());
    }
    Ok(Json(cut.page(&submissions, Submission::of)))
}
