//! What lies in the folder: its files, and those of the folders directly in it.

use std::collections::HashMap;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What a file looks like from outside; one that is being written looks otherwise a moment later.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stamp {
    pub bytes: u64,
    pub modified: Option<SystemTime>,
    pub kind: Kind,
    /// Which one it is on its disk, where the system says so.
    pub number: (u64, u64),
}

/// What it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    File,
    Link,
    Other,
}

impl Stamp {
    pub fn of(about: &Metadata) -> Self {
        let kind = match about.file_type() {
            kind if kind.is_symlink() => Kind::Link,
            kind if kind.is_file() => Kind::File,
            _ => Kind::Other,
        };
        Self { bytes: about.len(), modified: about.modified().ok(), kind, number: number_of(about) }
    }
}

/// Disk and number of a file: another file under the same name has another.
#[cfg(unix)]
fn number_of(about: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt as _;

    (about.dev(), about.ino())
}

/// Not known on this system.
#[cfg(not(unix))]
const fn number_of(_about: &Metadata) -> (u64, u64) {
    (0, 0)
}

/// Everything that may be a file to handle, with what it looks like.
pub(super) fn look(root: &Path) -> io::Result<HashMap<PathBuf, Stamp>> {
    let mut found = HashMap::new();
    for folder in look_into(root, &mut found)? {
        // A folder that went away meanwhile holds nothing.
        let _deeper = look_into(&folder, &mut found);
    }
    Ok(found)
}

/// Adds the files of one folder; gives the folders in it.
fn look_into(folder: &Path, found: &mut HashMap<PathBuf, Stamp>) -> io::Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(folder)? {
        let Ok(entry) = entry else { continue };
        let (name, path) = (entry.file_name(), entry.path());
        let name = name.to_string_lossy();
        // Links are not followed: this is about the link itself.
        let Ok(about) = fs::symlink_metadata(&path) else { continue };
        if name.starts_with('.') || ENDS.contains(&name.as_ref()) {
            continue;
        }
        if about.is_dir() {
            folders.push(path);
        } else if !is_on_its_way(&name) && !name.to_lowercase().ends_with(".toml") {
            found.insert(path, Stamp::of(&about));
        }
    }
    Ok(folders)
}

/// Names that programs give to what they still write.
fn is_on_its_way(name: &str) -> bool {
    let name = name.to_lowercase();
    ["~", ".part", ".partial", ".tmp", ".temp", ".crdownload", ".filepart"]
        .iter()
        .any(|ending| name.ends_with(ending))
}

/// Where files end.
pub(super) const ENDS: [&str; 2] = ["done", "failed"];
