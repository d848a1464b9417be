//! The node is proven.

use crate::api::jobs::{Accepted, JobBegun, JobInput, begin_reading};
use crate::asked::Asked;
use crate::asking::Asking;
use crate::jobs::Done;
use crate::page::Nothing;
use crate::problem::{Problem, Problems};

/// Proves the node: every signature and hash of its ledger, every payload, every fact file.
///
/// A job does it; it reads every byte of the node.
#[utoipa::path(post, path = "/api/v1/verifications", tag = "node", responses(JobBegun, Problems))]
pub(crate) async fn start_verification(
    Asking(service): Asking,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Accepted, Problem> {
    begin_reading(service, "verification", JobInput::default(), |service, job| async move {
        let proof = service.node().verify(&mut |step| job.at_step(step.done, step.all)).await;
        Ok(Done::Proven(proof.map_err(|error| Problem::internal(&error))?))
    })
}
