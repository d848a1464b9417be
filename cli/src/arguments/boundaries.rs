//! What can be typed about outlines for the maps.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// What to do with boundaries.
#[derive(Debug, Subcommand)]
pub enum BoundariesCommand {
    /// Load a file: the pages draw its places as areas. It takes the file's name.
    Add(BoundaryArguments),
    /// Take one away again.
    Remove {
        /// Its name, as `watchfire boundaries` lists it.
        name: String,
    },
}

/// A file of outlines, and what is said of it.
#[derive(Debug, Args)]
pub struct BoundaryArguments {
    /// Polygons in longitude and latitude (WGS 84) as a .geojson file holds them, 64 MB at most.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The property of each feature that names its place, such as `NUTS_ID`.
    #[arg(long, value_name = "NAME")]
    pub property: String,
    /// What stands before that name in the id of the place: `nuts:`, `fips:`; nothing for ISO 3166.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub prefix: String,
    /// Who drew the outlines: it stands under every map that shows them.
    #[arg(long, value_name = "TEXT")]
    pub source: String,
    /// Under which terms they may be shown: it stands there too.
    #[arg(long, value_name = "TEXT")]
    pub licence: String,
}
