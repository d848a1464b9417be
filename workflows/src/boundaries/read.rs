//! Reads which places a file of `GeoJSON` (RFC 7946) draws.
//!
//! What names no place is told, not refused; what a place is drawn by must be sound. A file that is
//! nested without end is refused by the reader of JSON.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Error as _, IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};
use store::boundaries::Ring;
use vocabulary::place::{PlaceId, Places};

use super::{Adding, LARGEST_BOUNDARY_FILE, Polygons};

/// Why a file draws nothing.
#[derive(Debug, thiserror::Error)]
pub enum BoundaryFileError {
    /// Too many bytes.
    #[error(
        "the file has more than {} MB: take one of a smaller scale, such as 1:20 million",
        LARGEST_BOUNDARY_FILE >> 20
    )]
    TooLarge,
    /// Not readable.
    #[error("the file is no GeoJSON that can be read: {0}")]
    Broken(#[from] serde_json::Error),
    /// Another document.
    #[error("the file holds a {0}: write it as a FeatureCollection of GeoJSON")]
    NoCollection(String),
    /// Nothing to read places from.
    #[error("no feature has the property {property}: name one of {}", known.join(", "))]
    NoProperty {
        /// What was asked for.
        property: String,
        /// Those of the first feature.
        known: Vec<String>,
    },
    /// No feature names a place.
    #[error(
        "no feature names a place: {} is none. Say with --prefix what stands before it in the ids that \
         vocabulary/data lists, as in nuts:AT13",
        .0.join(", ")
    )]
    NothingMatched(Vec<String>),
    /// A place is drawn twice.
    #[error("{0} is drawn by two features: join them into one MultiPolygon")]
    Twice(PlaceId),
    /// A place is drawn by something else than an area.
    #[error("{place} is drawn by {}: only a Polygon or a MultiPolygon shows an area", kind.as_deref().unwrap_or("nothing"))]
    NoArea {
        /// Which place.
        place: PlaceId,
        /// What it is drawn by.
        kind: Option<String>,
    },
    /// Coordinates are not nested as the type of the geometry says.
    #[error("the coordinates of {0} are not those of a {1}")]
    Misshapen(PlaceId, String),
    /// A position is not on the globe.
    #[error(
        "{place} has a point at {longitude}, {latitude}, which is no longitude and latitude: write the \
         file in WGS 84 (EPSG:4326)"
    )]
    NoDegrees {
        /// Which place.
        place: PlaceId,
        /// First number of the position.
        longitude: f64,
        /// Second number.
        latitude: f64,
    },
    /// A ring does not end where it begins, or is none.
    #[error(
        "a ring of {0} is not closed: it needs 4 points at least, of which the last is the first"
    )]
    Open(PlaceId),
    /// Too many rings.
    #[error("the outlines have too many parts for a map: take a file of a smaller scale")]
    TooFine,
}

/// What a file draws.
pub(super) struct Drawn {
    /// Places and their parts.
    pub outlines: BTreeMap<PlaceId, Polygons>,
    /// What names no place.
    pub unmatched: Vec<String>,
}

pub(super) fn read(adding: &Adding<'_>) -> Result<Drawn, BoundaryFileError> {
    if adding.bytes.len() > LARGEST_BOUNDARY_FILE {
        return Err(BoundaryFileError::TooLarge);
    }
    // Some programs mark the beginning of a text file.
    let bytes = adding.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(adding.bytes);
    let document: Document = serde_json::from_slice(bytes)?;
    if document.kind != "FeatureCollection" {
        let kind = document.kind.chars().take(MOST_ECHOED).collect();
        return Err(BoundaryFileError::NoCollection(kind));
    }
    let features = document.features.unwrap_or_default();
    let mut drawn = Drawn { outlines: BTreeMap::new(), unmatched: Vec::new() };
    let mut known = Vec::new();
    for Feature { properties, geometry } in features {
        let properties = properties.unwrap_or_default();
        let Some(value) = properties.get(adding.property).and_then(as_text) else {
            if known.is_empty() {
                known = properties.keys().take(MOST_NAMED).map(|key| shortened(key)).collect();
            }
            drawn.unmatched.push("(nothing)".to_owned());
            continue;
        };
        let named = format!("{}{value}", adding.prefix);
        let place = PlaceId::parse(&named).ok();
        let Some(place) = place.filter(|place| Places::shipped().get(place).is_some()) else {
            drawn.unmatched.push(shortened(&named));
            continue;
        };
        if drawn.outlines.contains_key(&place) {
            return Err(BoundaryFileError::Twice(place));
        }
        let polygons = polygons_of(&place, geometry)?;
        drawn.outlines.insert(place, polygons);
    }
    if drawn.outlines.is_empty() {
        let is_missing = drawn.unmatched.iter().all(|named| named == "(nothing)");
        return Err(if is_missing && !known.is_empty() {
            BoundaryFileError::NoProperty { property: shortened(adding.property), known }
        } else {
            drawn.unmatched.truncate(MOST_NAMED);
            BoundaryFileError::NothingMatched(drawn.unmatched)
        });
    }
    Ok(drawn)
}

/// A name, or a code that was written as a number.
fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(MOST_ECHOED).collect()
}

fn polygons_of(place: &PlaceId, geometry: Option<Geometry>) -> Result<Polygons, BoundaryFileError> {
    let no_area = |kind| BoundaryFileError::NoArea { place: place.clone(), kind };
    let Geometry { kind, coordinates } = geometry.ok_or_else(|| no_area(None))?;
    let is_single = match kind.as_str() {
        "Polygon" => true,
        "MultiPolygon" => false,
        _ => return Err(no_area(Some(shortened(&kind)))),
    };
    let misshapen = || BoundaryFileError::Misshapen(place.clone(), kind.clone());
    let coordinates = coordinates.ok_or_else(misshapen)?;
    let parts =
        if is_single { vec![coordinates] } else { coordinates.list().ok_or_else(misshapen)? };
    let mut polygons = Vec::new();
    for part in parts {
        let mut rings = Vec::new();
        for ring in part.list().ok_or_else(misshapen)? {
            let positions = ring.list().ok_or_else(misshapen)?.into_iter();
            let ring: Option<Ring> = positions.map(Coordinates::position).collect();
            let ring = ring.ok_or_else(misshapen)?;
            require_sound(place, &ring)?;
            rings.push(ring);
        }
        if rings.is_empty() {
            return Err(misshapen());
        }
        polygons.push(rings);
    }
    if polygons.is_empty() { Err(misshapen()) } else { Ok(polygons) }
}

fn require_sound(place: &PlaceId, ring: &Ring) -> Result<(), BoundaryFileError> {
    let is_off = |[longitude, latitude]: &&[f64; 2]| {
        !(-180.0..=180.0).contains(longitude) || !(-90.0..=90.0).contains(latitude)
    };
    if let Some(&[longitude, latitude]) = ring.iter().find(is_off) {
        let place = place.clone();
        return Err(BoundaryFileError::NoDegrees { place, longitude, latitude });
    }
    if ring.len() < 4 || ring.first() != ring.last() {
        return Err(BoundaryFileError::Open(place.clone()));
    }
    Ok(())
}

#[derive(Deserialize)]
struct Document {
    #[serde(rename = "type")]
    kind: String,
    features: Option<Vec<Feature>>,
}

#[derive(Deserialize)]
struct Feature {
    properties: Option<Map<String, Value>>,
    geometry: Option<Geometry>,
}

#[derive(Deserialize)]
struct Geometry {
    #[serde(rename = "type")]
    kind: String,
    coordinates: Option<Coordinates>,
}

/// Coordinates however deep they are nested.
enum Coordinates {
    Number(f64),
    Position([f64; 2]),
    List(Vec<Coordinates>),
}

impl Coordinates {
    fn list(self) -> Option<Vec<Self>> {
        if let Self::List(list) = self { Some(list) } else { None }
    }

    fn position(self) -> Option<[f64; 2]> {
        if let Self::Position(position) = self { Some(position) } else { None }
    }
}

impl<'de> Deserialize<'de> for Coordinates {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CoordinatesVisitor)
    }
}

struct CoordinatesVisitor;

impl<'de> Visitor<'de> for CoordinatesVisitor {
    type Value = Coordinates;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("coordinates")
    }

    fn visit_f64<E>(self, number: f64) -> Result<Coordinates, E> {
        Ok(Coordinates::Number(number))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "a degree has three digits; the rest is refused"
    )]
    fn visit_i64<E>(self, number: i64) -> Result<Coordinates, E> {
        Ok(Coordinates::Number(number as f64))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "a degree has three digits; the rest is refused"
    )]
    fn visit_u64<E>(self, number: u64) -> Result<Coordinates, E> {
        Ok(Coordinates::Number(number as f64))
    }

    /// Two numbers or more are a position, of which a height is left out; anything else is a list.
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Coordinates, A::Error> {
        let first = list.next_element()?;
        if let Some(Coordinates::Number(longitude)) = first {
            let Some(Coordinates::Number(latitude)) = list.next_element()? else {
                return Err(A::Error::custom("a position needs a longitude and a latitude"));
            };
            while list.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(Coordinates::Position([longitude, latitude]));
        }
        let mut all: Vec<Coordinates> = first.into_iter().collect();
        while let Some(next) = list.next_element()? {
            all.push(next);
        }
        Ok(Coordinates::List(all))
    }
}

const MOST_ECHOED: usize = 60;
const MOST_NAMED: usize = 5;
