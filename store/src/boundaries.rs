//! Outlines of places that somebody loaded for the maps: one file of `GeoJSON` for each boundary.
//!
//! They stand beside the ledger and are no part of it: unsigned, whole or absent after a crash, and
//! copied into a backup. What may be loaded, the workflow decides that hands it over.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use vocabulary::place::PlaceId;
use vocabulary::submission::Digest;

use crate::disk::{self, DiskError};
use crate::node::{Node, NodeWriter};

/// The name of a boundary: 1 to 64 of a to z, 0 to 9 and `-`, of which the first is no `-`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BoundaryName(String);

/// Outlines of one origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Boundary {
    /// What it is called on this node.
    pub name: BoundaryName,
    /// Who drew it, as maps must say it.
    pub source: String,
    /// Under which terms it may be shown.
    pub licence: String,
    /// One for each place.
    pub outlines: Vec<Outline>,
}

/// The outline of one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// Which place.
    pub place: PlaceId,
    /// Its name.
    pub name: String,
    /// The country it lies in.
    pub country: Option<PlaceId>,
    /// Its parts.
    ///
    /// - Shape: of each part the ring around it, then those of its holes
    pub polygons: Vec<Vec<Ring>>,
}

/// A closed line: the last position is the first.
///
/// - Shape: longitude, latitude; around an area against the clock, around a hole with it
/// - Units: degrees, WGS 84
pub type Ring = Vec<[f64; 2]>;

/// What a list says of a boundary.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredBoundary {
    /// What it is called.
    pub name: BoundaryName,
    /// Who drew it.
    pub source: String,
    /// Under which terms it may be shown.
    pub licence: String,
    /// The places it draws.
    pub places: Vec<PlaceId>,
}

/// A boundary as it was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptBoundary {
    /// Its text.
    pub geojson: Vec<u8>,
    /// Plain digest of the text.
    pub digest: Digest,
}

/// Why boundaries cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum BoundaryError {
    /// A file is not as it was written.
    #[error(
        "boundaries/{0}.geojson is not as it was written: `watchfire boundaries remove {0}`, and add the \
         file again"
    )]
    Damaged(String),
    /// The disk refuses.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

impl BoundaryName {
    /// Reads a name.
    pub fn parse(text: &str) -> Option<Self> {
        let is_fit = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let is_name = (1..=LONGEST_NAME).contains(&text.len())
            && text.bytes().all(is_fit)
            && !text.starts_with('-');
        is_name.then(|| Self(text.to_owned()))
    }

    /// The name that a file gives: its own, in small letters, everything else a `-`; `None` where nothing
    /// is left of it.
    pub fn of_file(path: &Path) -> Option<Self> {
        let stem = path.file_stem()?.to_string_lossy().to_ascii_lowercase();
        let words = stem.split(|c: char| !c.is_ascii_alphanumeric());
        let mut name = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
        name.truncate(LONGEST_NAME);
        Self::parse(&name)
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn file(&self) -> String {
        format!("{FOLDER}/{}.geojson", self.0)
    }
}

impl Node {
    /// The boundaries of this node, by name.
    ///
    /// # Errors
    /// When one is damaged or the disk refuses.
    pub fn boundaries(&self) -> Result<Vec<StoredBoundary>, BoundaryError> {
        let names = self.boundary_names()?;
        let read = |name: BoundaryName| {
            let bytes = disk::read(&self.directory.join(name.file()))?;
            let kept: AsKept = serde_json::from_slice(&bytes)
                .map_err(|_| BoundaryError::Damaged(name.0.clone()))?;
            let places = kept.features.iter().map(|feature| PlaceId::parse(&feature.id));
            let places: Result<Vec<_>, _> = places.collect();
            let places = places.map_err(|_| BoundaryError::Damaged(name.0.clone()))?;
            Ok(StoredBoundary { name, source: kept.source, licence: kept.licence, places })
        };
        names.into_iter().map(read).collect()
    }

    /// The `GeoJSON` of a boundary, as it was kept; `None` where there is none of that name.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn boundary(&self, name: &BoundaryName) -> Result<Option<KeptBoundary>, DiskError> {
        let path = self.directory.join(name.file());
        if !path.is_file() {
            return Ok(None);
        }
        let geojson = disk::read(&path)?;
        let digest = Digest(Sha256::digest(&geojson).into());
        Ok(Some(KeptBoundary { geojson, digest }))
    }

    /// Names of the files of boundaries below the node's directory.
    pub(crate) fn boundary_files(&self) -> Result<Vec<String>, DiskError> {
        Ok(self.boundary_names()?.iter().map(BoundaryName::file).collect())
    }

    /// Files that a crash left half-written.
    pub(crate) fn unfinished_boundaries(&self) -> Result<Vec<String>, DiskError> {
        let left = self.in_boundaries()?.into_iter().filter(|path| name_of(path).is_none());
        let name = |path: PathBuf| path.file_name().map(|name| name.to_string_lossy().into_owned());
        Ok(left.filter_map(name).map(|name| format!("{FOLDER}/{name}")).collect())
    }

    fn boundary_names(&self) -> Result<Vec<BoundaryName>, DiskError> {
        let mut names: Vec<_> =
            self.in_boundaries()?.iter().filter_map(|path| name_of(path)).collect();
        names.sort();
        Ok(names)
    }

    /// Files of the folder, which only a node has that was given a boundary.
    fn in_boundaries(&self) -> Result<Vec<PathBuf>, DiskError> {
        let folder = self.directory.join(FOLDER);
        if folder.is_dir() { disk::list(&folder) } else { Ok(Vec::new()) }
    }
}

impl NodeWriter {
    /// Keeps a boundary, in the place of one of the same name.
    ///
    /// # Errors
    /// When the disk refuses; then the one before stands.
    pub fn keep_boundary(&self, boundary: &Boundary) -> Result<(), DiskError> {
        disk::make_directory(&self.node.directory.join(FOLDER))?;
        let path = self.node.directory.join(boundary.name.file());
        disk::write_durably(&path, boundary.to_geojson().as_bytes())?;
        Ok(())
    }

    /// Removes a boundary; `false` where there is none of that name.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn remove_boundary(&self, name: &BoundaryName) -> Result<bool, DiskError> {
        let path = self.node.directory.join(name.file());
        if !path.is_file() {
            return Ok(false);
        }
        disk::remove_durably(&path)?;
        Ok(true)
    }
}

impl Boundary {
    /// As `GeoJSON` (RFC 7946), a line for each place.
    fn to_geojson(&self) -> String {
        let text = |value: &str| serde_json::Value::from(value).to_string();
        let feature = |outline: &Outline| {
            let feature = FeatureWritten {
                kind: "Feature",
                id: outline.place.as_str(),
                properties: Properties {
                    name: &outline.name,
                    country: outline.country.as_ref().map(PlaceId::as_str),
                },
                geometry: Geometry { kind: "MultiPolygon", coordinates: &outline.polygons },
            };
            serde_json::to_string(&feature).expect("texts and finite numbers are JSON")
        };
        let features: Vec<String> = self.outlines.iter().map(feature).collect();
        format!(
            "{{\"type\":\"FeatureCollection\",\"name\":{},\"source\":{},\"licence\":{},\"features\":[\n{}\n]}}\n",
            text(&self.name.0),
            text(&self.source),
            text(&self.licence),
            features.join(",\n")
        )
    }
}

/// The boundary of a file that has the name of one.
fn name_of(path: &Path) -> Option<BoundaryName> {
    BoundaryName::parse(path.file_name()?.to_str()?.strip_suffix(".geojson")?)
}

/// What is read back of a file.
#[derive(Deserialize)]
struct AsKept {
    source: String,
    licence: String,
    features: Vec<FeatureKept>,
}

#[derive(Deserialize)]
struct FeatureKept {
    id: String,
}

#[derive(Serialize)]
struct FeatureWritten<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    id: &'a str,
    properties: Properties<'a>,
    geometry: Geometry<'a>,
}

#[derive(Serialize)]
struct Properties<'a> {
    name: &'a str,
    country: Option<&'a str>,
}

#[derive(Serialize)]
struct Geometry<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    coordinates: &'a [Vec<Ring>],
}

/// The folder below the node's directory.
pub(crate) const FOLDER: &str = "boundaries";
const LONGEST_NAME: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_made_of_that_of_a_file_and_leads_nowhere_else() {
        let check = |file: &str, expected: Option<&str>| {
            let name = BoundaryName::of_file(Path::new(file));
            assert_eq!(name.as_ref().map(BoundaryName::as_str), expected, "{file}");
        };
        check("a/NUTS_RG_20M_2021.geojson", Some("nuts-rg-20m-2021"));
        check("Länder 2.json", Some("l-nder-2"));
        check("--.json", None);
        check("границы.json", None);
        check(&"a".repeat(90), Some(&"a".repeat(64)));
        for text in ["", "-a", "A", "../a", "a/b", "a.b", "a b", &"a".repeat(65)] {
            assert_eq!(BoundaryName::parse(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_geojson_whatever_the_texts_hold() {
        let boundary = Boundary {
            name: BoundaryName::parse("test").unwrap(),
            source: "a \"quoted\" source\n".to_owned(),
            licence: "none }".to_owned(),
            outlines: vec![Outline {
                place: PlaceId::parse("nuts:AT13").unwrap(),
                name: "Wien".to_owned(),
                country: Some(PlaceId::parse("AT").unwrap()),
                polygons: vec![vec![vec![[16.2, 48.1], [16.6, 48.1], [16.6, 48.3], [16.2, 48.1]]]],
            }],
        };
        let read: serde_json::Value = serde_json::from_str(&boundary.to_geojson()).unwrap();
        assert_eq!(read["source"], "a \"quoted\" source\n");
        assert_eq!(read["features"][0]["id"], "nuts:AT13");
        assert_eq!(read["features"][0]["properties"]["country"], "AT");
        assert_eq!(read["features"][0]["geometry"]["coordinates"][0][0][1][0], 16.6);
    }
}
