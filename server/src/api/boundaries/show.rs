//! The outlines of a boundary.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use store::boundaries::{BoundaryName, KeptBoundary};
use utoipa::ToSchema;

use crate::asked::{Asked, Named};
use crate::asking::Asking;
use crate::page::Nothing;
use crate::problem::{Problem, Problems};

/// Outlines of places in `GeoJSON` (RFC 7946): longitude and latitude in degrees, WGS 84.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its description is used: the file is sent as it was kept")]
pub(crate) struct BoundaryInFull {
    /// Always `FeatureCollection`.
    #[schema(rename = "type")]
    kind: String,
    /// The boundary's name.
    name: String,
    /// Who drew it; a map that shows it says so.
    source: String,
    /// Under which terms it may be shown; a map that shows it says so.
    licence: String,
    /// One for each place.
    features: Vec<BoundaryFeature>,
}

/// The outline of one place.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its description is used")]
pub(crate) struct BoundaryFeature {
    /// Always `Feature`.
    #[schema(rename = "type")]
    kind: String,
    /// Id of the place.
    #[schema(example = "nuts:AT13")]
    id: String,
    /// What is known of the place.
    properties: BoundaryProperties,
    /// Its area.
    geometry: BoundaryGeometry,
}

/// What is known of a place that is drawn.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its description is used")]
pub(crate) struct BoundaryProperties {
    /// Its name.
    name: String,
    /// ISO 3166-1 code of the country it lies in; null for a place of several countries.
    country: Option<String>,
}

/// The area of a place.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its description is used")]
pub(crate) struct BoundaryGeometry {
    /// Always `MultiPolygon`.
    #[schema(rename = "type")]
    kind: String,
    /// Parts, each of the ring around it and those of its holes; a ring is a list of longitude and latitude, around an
    /// area against the clock, and ends where it begins.
    coordinates: Vec<Vec<Vec<Vec<f64>>>>,
}

/// The outlines of a boundary, with an entity tag: send it back in `If-None-Match`, and what has not changed is not
/// sent again.
#[utoipa::path(
    get,
    path = "/api/v1/boundaries/{name}",
    tag = "node",
    params(("name" = String, Path, description = "The boundary's name.")),
    responses(
        (status = 200, description = "The outlines.", body = BoundaryInFull),
        (status = 304, description = "They are those of the entity tag."),
        Problems
    )
)]
pub(crate) async fn show_boundary(
    Asking(service): Asking,
    Named(name): Named<String>,
    Asked(Nothing {}): Asked<Nothing>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let no_such = || {
        Problem::not_found("There is no boundary of that name; GET /api/v1/boundaries lists them.")
    };
    let name = BoundaryName::parse(&name).ok_or_else(no_such)?;
    let KeptBoundary { geojson, digest } = service.node().boundary(&name)?.ok_or_else(no_such)?;
    let tag = format!("\"{digest}\"");
    let known = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let is_known = known.is_some_and(|known| known.split(',').any(|one| one.trim() == tag));
    let head = [(ETAG, tag.as_str()), (CACHE_CONTROL, "private, no-cache")];
    if is_known {
        return Ok((StatusCode::NOT_MODIFIED, head).into_response());
    }
    Ok((head, [(CONTENT_TYPE, "application/json")], geojson).into_response())
}
