//! One entry of the audit.

use axum::Json;

use super::EntryDocument;
use crate::asked::{Asked, Named, whole};
use crate::asking::Asking;
use crate::page::Nothing;
use crate::problem::{Problem, Problems};

/// One entry of the audit.
#[utoipa::path(
    get,
    path = "/api/v1/audit/{number}",
    tag = "audit",
    params(("number" = u64, Path, description = "The entry's number.")),
    responses((status = 200, description = "The entry.", body = EntryDocument), Problems)
)]
pub(crate) async fn show_entry(
    Asking(service): Asking,
    Named(number): Named<String>,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Json<EntryDocument>, Problem> {
    let number = whole("number", Some(&number))?.unwrap_or_default();
    let found = service.node().audit_entry(number).await?;
    let none = || Problem::not_found("The audit has no entry of that number.");
    Ok(Json(EntryDocument::of(&found.ok_or_else(none)?)))
}
