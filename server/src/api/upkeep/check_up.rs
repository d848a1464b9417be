//! The node is looked over for what is wrong.

use crate::api::jobs::{Accepted, JobBegun, JobInput, begin_reading};
use crate::asked::Asked;
use crate::asking::Asking;
use crate::jobs::Done;
use crate::page::Nothing;
use crate::problem::{Problem, Problems};

/// Says what is wrong with the node: what a verification finds, and what a crash left.
///
/// A job does it. Mending is done at the node, with `watchfire doctor --sweep`.
#[utoipa::path(post, path = "/api/v1/checkups", tag = "node", responses(JobBegun, Problems))]
pub(crate) async fn start_checkup(
    Asking(service): Asking,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Accepted, Problem> {
    begin_reading(service, "checkup", JobInput::default(), |service, job| async move {
        let mut seen = |step: store::verify::Progress| job.at_step(step.done, step.all);
        let complaints = service.node().complaints(&mut seen).await;
        Ok(Done::LookedOver(complaints.map_err(|error| Problem::internal(&error))?))
    })
}
