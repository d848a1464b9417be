//! Which mapping a dropped file is read with.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use workflows::recognise::{Recognised, recognise};

use crate::problem::Problem;
use crate::service::Service;

/// A mapping, and the file beside the dropped one that holds it alone.
pub(super) struct Found {
    pub text: String,
    pub own: Option<PathBuf>,
}

/// Its own (`x.toml` or `x.csv.toml`), else `mapping.toml` of its folder, else that of the watched folder,
/// else that of an earlier submission of the same form.
pub(super) async fn find(
    service: &Service,
    root: &Path,
    path: &Path,
    file: &mut File,
) -> Result<Found, Problem> {
    for own in [path.with_extension("toml"), path.with_added_extension("toml")] {
        if let Some(text) = read(&own)? {
            return Ok(Found { text, own: Some(own) });
        }
    }
    for folder in [path.parent().unwrap_or(root), root] {
        if let Some(text) = read(&folder.join("mapping.toml"))? {
            return Ok(Found { text, own: None });
        }
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (today, reader) = (service.day(None)?, service.reader());
    match recognise(service.node(), &name, file, today, &reader).await? {
        Recognised::As(_, text) => Ok(Found { text, own: None }),
        Recognised::None => Err(Problem::bad_file(
            "There is no mapping for it: put one beside it under its name with the ending .toml, or \
             mapping.toml into its folder, before the file.",
        )),
        Recognised::Several(sources) => Err(Problem::bad_file(format!(
            "There is no mapping for it, and files of that form came from several sources ({}): put a \
             mapping beside it under its name with the ending .toml.",
            sources.join(", ")
        ))),
    }
}

/// The text of a mapping, if there is one under that name.
fn read(path: &Path) -> Result<Option<String>, Problem> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    match fs::symlink_metadata(path) {
        Err(_) => return Ok(None),
        Ok(about) if about.is_file() && about.len() <= LARGEST => {}
        Ok(_) => {
            return Err(Problem::bad_file(format!(
                "{name} is no plain file of 256 KB at most, so no mapping"
            )));
        }
    }
    let mut text = String::new();
    let read = File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_string(&mut text));
    match read {
        Ok(_) => Ok(Some(text)),
        Err(error) => Err(Problem::bad_file(format!("the mapping {name} cannot be read: {error}"))),
    }
}

const LARGEST: u64 = 256 << 10;
