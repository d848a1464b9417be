//! Places.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::place::{Place, PlaceKind, Places};

use super::Lookup;
use crate::asked::Asked;
use crate::page::Page;
use crate::problem::{Problem, Problems};

/// One place.
#[derive(Serialize, ToSchema)]
pub(crate) struct PlaceEntry {
    /// Its id, such as "CA-BC" or "fips:09001".
    id: String,
    /// Its name.
    name: String,
    /// "world", "bloc", "country", "subdivision", "nuts1" to "nuts3", "county", "town" or
    /// "operational-area".
    kind: String,
    /// The place it lies in.
    parent: Option<String>,
    /// Other codes.
    codes: Vec<String>,
    /// Other names under which sources report it.
    other_names: Vec<String>,
    /// A point inside or near it, for a map.
    point: Option<MapPoint>,
}

/// A point in WGS 84.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct MapPoint {
    /// Degrees north.
    latitude: f64,
    /// Degrees east.
    longitude: f64,
}

/// The places of this release.
#[utoipa::path(
    get,
    path = "/api/v1/places",
    tag = "vocabulary",
    params(Lookup),
    responses((status = 200, description = "A page of places.", body = Page<PlaceEntry>), Problems)
)]
pub(crate) async fn list_places(
    Asked(lookup): Asked<Lookup>,
) -> Result<Json<Page<PlaceEntry>>, Problem> {
    let (cut, is_wanted) = (lookup.cut()?, lookup.is_wanted());
    let names = |place: &&'static Place| {
        let mut names = vec![place.id().as_str(), place.name()];
        names.extend(place.other_names().iter().map(String::as_str));
        is_wanted(&names)
    };
    let found: Vec<&Place> = Places::shipped().all().filter(names).collect();
    Ok(Json(cut.page(&found, |place| PlaceEntry::of(place))))
}

impl MapPoint {
    /// Of a place; `None` where it has none of its own.
    pub fn of(place: &Place) -> Option<Self> {
        place.point().map(|(latitude, longitude)| Self { latitude, longitude })
    }
}

impl PlaceEntry {
    fn of(place: &Place) -> Self {
        Self {
            id: place.id().to_string(),
            name: place.name().to_owned(),
            kind: match place.kind() {
                PlaceKind::World => "world".to_owned(),
                PlaceKind::Bloc => "bloc".to_owned(),
                PlaceKind::Country => "country".to_owned(),
                PlaceKind::Subdivision => "subdivision".to_owned(),
                PlaceKind::Nuts(level) => format!("nuts{level}"),
                PlaceKind::County => "county".to_owned(),
                PlaceKind::Town => "town".to_owned(),
                PlaceKind::OperationalArea => "operational-area".to_owned(),
            },
            parent: place.parent().map(ToString::to_string),
            codes: place.codes().to_vec(),
            other_names: place.other_names().to_vec(),
            point: MapPoint::of(place),
        }
    }
}
