//! Whether the node can be read.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::submission::Digest;

use crate::asked::Asked;
use crate::asking::Asking;
use crate::page::Nothing;
use crate::problem::{Problem, Problems};

/// The node, in a few words.
#[derive(Serialize, ToSchema)]
pub(crate) struct Health {
    /// Always "ok": a node that cannot be read answers with a problem.
    status: &'static str,
    /// Version of the program.
    version: &'static str,
    /// The name the node signs with.
    issuer: String,
    /// Public half of the key it signs with, in hexadecimal: who holds it can check what the node signed.
    key: String,
    /// Last position of the ledger; 0 when it is empty.
    position: u64,
}

/// Whether the node can be read, and how far its ledger goes.
#[utoipa::path(
    get,
    path = "/api/v1/health",
    tag = "node",
    responses((status = 200, description = "The node can be read.", body = Health), Problems)
)]
pub(crate) async fn show_health(
    Asking(service): Asking,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Json<Health>, Problem> {
    let position = service.node().last_position(&service.reader()).await?.0;
    let issuer = service.node().issuer().to_owned();
    let key = Digest(*service.node().public_key()).to_string();
    Ok(Json(Health { status: "ok", version: env!("CARGO_PKG_VERSION"), issuer, key, position }))
}
