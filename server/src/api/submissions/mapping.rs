//! The mapping under which a submission was read.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use super::id_of;
use crate::asked::{Asked, Named};
use crate::asking::Asking;
use crate::page::Nothing;
use crate::problem::{Problem, Problems};

/// The mapping of a submission.
#[derive(Serialize, ToSchema)]
pub(crate) struct MappingOfSubmission {
    /// The submission.
    submission: String,
    /// The mapping as TOML text, as it was sent.
    toml: String,
}

/// The mapping under which a submission was read, as it was sent: for a later file of the same form.
#[utoipa::path(
    get,
    path = "/api/v1/submissions/{id}/mapping",
    tag = "submissions",
    params(("id" = String, Path, description = "The submission's id, in full.")),
    responses(
        (status = 200, description = "The mapping.", body = MappingOfSubmission),
        Problems
    )
)]
pub(crate) async fn show_mapping(
    Asking(service): Asking,
    Named(id): Named<String>,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Json<MappingOfSubmission>, Problem> {
    let id = id_of(&id)?;
    let toml = service.node().mapping(&id, &service.reader()).await?;
    Ok(Json(MappingOfSubmission { submission: id.to_string(), toml }))
}
