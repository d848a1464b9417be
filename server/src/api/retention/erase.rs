//! What has come to its end is erased.

use crate::api::jobs::{Accepted, JobBegun, JobInput, accepted};
use crate::asked::Asked;
use crate::asking::Asking;
use crate::jobs::State as JobState;
use crate::page::Nothing;
use crate::problem::{Problem, Problems};
use crate::retention::{RETENTION, erase_all};

/// Erases every submission whose day to be erased has come: what `GET /api/v1/retention` shows so.
///
/// A job does it. The node does the same by itself once a day.
#[utoipa::path(
    post,
    path = "/api/v1/retention/erasures",
    tag = "node",
    responses(JobBegun, Problems)
)]
pub(crate) async fn start_erasures(
    Asking(service): Asking,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Accepted, Problem> {
    let unfinished = service.begin_job(RETENTION, JobState::Waiting, JobInput::default())?;
    let answer = accepted(&unfinished.0);
    erase_all(service, unfinished);
    Ok(answer)
}
