//! Which boundaries there are.

use axum::Json;
use serde::{Deserialize, Serialize};
use store::boundaries::StoredBoundary;
use utoipa::{IntoParams, ToSchema};

use crate::asked::Asked;
use crate::asking::Asking;
use crate::page::{Cut, Page};
use crate::problem::{Problem, Problems};

/// Outlines of one origin.
#[derive(Serialize, ToSchema)]
pub(crate) struct BoundaryEntry {
    /// Its name.
    #[schema(example = "nuts-rg-20m-2021-4326-levl-3")]
    name: String,
    /// Who drew it; a map that shows it says so.
    source: String,
    /// Under which terms it may be shown; a map that shows it says so.
    licence: String,
    /// Places that it draws.
    places: u64,
}

/// Which page.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageOfBoundaries {
    /// Entries on a page.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1000, default = 100)]
    limit: Option<String>,
    /// Entries to leave out from the beginning: `next_after` of the page before.
    #[param(value_type = Option<u64>, default = 0)]
    after: Option<String>,
}

/// Boundaries that the node was given for its maps, by name. No place is drawn by two of them.
#[utoipa::path(
    get,
    path = "/api/v1/boundaries",
    tag = "node",
    params(PageOfBoundaries),
    responses((status = 200, description = "A page of boundaries.", body = Page<BoundaryEntry>), Problems)
)]
pub(crate) async fn list_boundaries(
    Asking(service): Asking,
    Asked(PageOfBoundaries { limit, after }): Asked<PageOfBoundaries>,
) -> Result<Json<Page<BoundaryEntry>>, Problem> {
    let cut = Cut::of(limit.as_deref(), after.as_deref())?;
    let boundaries = service.node().boundaries()?;
    Ok(Json(cut.page(&boundaries, BoundaryEntry::of)))
}

impl BoundaryEntry {
    fn of(stored: &StoredBoundary) -> Self {
        Self {
            name: stored.name.as_str().to_owned(),
            source: stored.source.clone(),
            licence: stored.licence.clone(),
            places: stored.places.len() as u64,
        }
    }
}
