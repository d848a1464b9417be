//! Loads outlines of places for the maps from a file of `GeoJSON`.
//!
//! Answers: which places a file draws, whether it can be believed, and how finely it is kept. It draws
//! nothing and ships nothing: what is loaded, and under which terms, its owner says.

mod read;
mod thin;

use std::collections::BTreeMap;

use store::boundaries::{Boundary, BoundaryError, BoundaryName, Outline};
use store::disk::DiskError;
use store::node::NodeWriter;
use vocabulary::place::{PlaceId, PlaceKind, Places};

pub use self::read::BoundaryFileError;
use self::read::{Drawn, read};
use self::thin::thin;

/// A file to be loaded, and what is said of it.
#[derive(Clone, Debug)]
pub struct Adding<'a> {
    /// What it is to be called.
    pub name: BoundaryName,
    /// The file.
    pub bytes: &'a [u8],
    /// The property of each feature that names its place.
    pub property: &'a str,
    /// What stands before that name in the id of the place, such as `nuts:`.
    pub prefix: &'a str,
    /// Who drew it, as maps must say it.
    pub source: &'a str,
    /// Under which terms it may be shown.
    pub licence: &'a str,
}

/// What was loaded.
#[derive(Clone, Debug)]
pub struct Added {
    /// Places that are drawn.
    pub places: usize,
    /// Points that the file drew them by.
    pub points_read: usize,
    /// Points that are kept of these.
    pub points_kept: usize,
    /// What names no place, in the order of the file.
    pub unmatched: Vec<String>,
}

/// Why nothing was loaded.
#[derive(Debug, thiserror::Error)]
pub enum AddBoundaryError {
    /// Source or licence will not do.
    #[error(
        "say {0} in 1 to {LONGEST_CREDIT} characters on one line: it stands under every map that shows \
         the outlines"
    )]
    Credit(&'static str),
    /// The file will not do.
    #[error(transparent)]
    File(#[from] BoundaryFileError),
    /// There is one of that name.
    #[error(
        "{0} is loaded already: `watchfire boundaries remove {0}` first, or give the file another name"
    )]
    NameTaken(String),
    /// Another one draws the same place.
    #[error("{place} is drawn by {by} already: `watchfire boundaries remove {by}` first")]
    PlaceTaken {
        /// Which place.
        place: PlaceId,
        /// The boundary that draws it.
        by: String,
    },
    /// Those there are cannot be read.
    #[error(transparent)]
    Stored(#[from] BoundaryError),
    /// The disk refuses.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

impl AddBoundaryError {
    /// Whether it is what was typed, or the file, that is at fault.
    pub const fn is_of_input(&self) -> bool {
        !matches!(self, Self::Stored(_) | Self::Disk(_))
    }
}

/// Loads the outlines of a file; of the node nothing is changed unless all is well.
///
/// # Errors
/// When the file or what is said of it will not do, something is drawn already, or the disk refuses.
pub fn add_boundary(writer: &NodeWriter, adding: &Adding<'_>) -> Result<Added, AddBoundaryError> {
    let source = credit(adding.source, "who drew the outlines (--source)")?;
    let licence = credit(adding.licence, "under which terms they are shown (--licence)")?;
    let drawn = read(adding)?;
    let name = adding.name.clone();
    for stored in writer.node().boundaries()? {
        if stored.name == name {
            return Err(AddBoundaryError::NameTaken(name.as_str().to_owned()));
        }
        if let Some(place) = stored.places.iter().find(|place| drawn.outlines.contains_key(place)) {
            let by = stored.name.as_str().to_owned();
            return Err(AddBoundaryError::PlaceTaken { place: place.clone(), by });
        }
    }
    let Drawn { outlines, unmatched } = drawn;
    let points_read = points_of(&outlines);
    let outlines = thin(outlines, MOST_POINTS).ok_or(BoundaryFileError::TooFine)?;
    let (places, points_kept) = (outlines.len(), points_of(&outlines));
    writer.keep_boundary(&Boundary { name, source, licence, outlines: named(outlines) })?;
    Ok(Added { places, points_read, points_kept, unmatched })
}

/// The parts of one place: of each the ring around it, then those of its holes.
type Polygons = Vec<Vec<store::boundaries::Ring>>;

fn points_of(outlines: &BTreeMap<PlaceId, Polygons>) -> usize {
    let rings = outlines.values().flatten().flatten();
    rings.map(|ring| ring.len() - 1).sum()
}

fn credit(text: &str, what: &'static str) -> Result<String, AddBoundaryError> {
    let text = text.trim();
    let is_fit =
        (1..=LONGEST_CREDIT).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    if is_fit { Ok(text.to_owned()) } else { Err(AddBoundaryError::Credit(what)) }
}

fn named(outlines: BTreeMap<PlaceId, Polygons>) -> Vec<Outline> {
    let places = Places::shipped();
    let outline = |(id, polygons): (PlaceId, Polygons)| {
        let place = places.get(&id)?;
        let mut around = std::iter::once(id.clone()).chain(places.ancestors(&id));
        let is_country =
            |id: &PlaceId| places.get(id).is_some_and(|place| place.kind() == PlaceKind::Country);
        let country = around.find(is_country);
        Some(Outline { name: place.name().to_owned(), place: id, country, polygons })
    };
    outlines.into_iter().filter_map(outline).collect()
}

/// Bytes that a file may have.
pub const LARGEST_BOUNDARY_FILE: usize = 64 << 20;

/// Points that the outlines of one boundary may have: some 1 MB, which a page draws in a moment.
const MOST_POINTS: usize = 60_000;
const LONGEST_CREDIT: usize = 300;

#[cfg(test)]
mod tests;
