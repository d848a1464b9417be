//! A node that is being made: its directory bears a mark until all of it is there.
//!
//! Answers: is this directory free for a new node, and what does one that was killed half-way leave
//! that may go. It takes away nothing that anybody but the making of a node can have written.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use crate::address;
use crate::disk::{self, DiskError};
use crate::node::{NodeError, SQLITE_FILE};

/// A directory in which a node is being made. Dropped before [`Unfinished::finish`], it bears its mark
/// still, and the next making starts anew.
pub(crate) struct Unfinished {
    mark: PathBuf,
    /// Its lock says that the maker lives.
    held: File,
}

/// Refuses a directory that holds anything but what an unfinished making left.
pub(crate) fn require_free(directory: &Path) -> Result<(), NodeError> {
    if names_below(directory)?.is_empty() {
        return Ok(());
    }
    let not_empty = || NodeError::NotEmpty(directory.display().to_string());
    let mark = directory.join(MARK);
    let Ok(held) = File::open(&mark) else { return Err(not_empty()) };
    // Another process may be making the node at this moment.
    if held.try_lock().is_err() || !holds_only_leftovers(directory)? {
        return Err(not_empty());
    }
    Ok(())
}

impl Unfinished {
    /// Marks a free directory, and takes away what an earlier making left in it.
    pub fn begin(directory: &Path) -> Result<Self, NodeError> {
        require_free(directory)?;
        disk::make_directory(directory)?;
        let mark = directory.join(MARK);
        let held = File::create(&mark).map_err(DiskError::while_("cannot write", &mark))?;
        if held.try_lock().is_err() {
            return Err(NodeError::NotEmpty(directory.display().to_string()));
        }
        disk::sync_directories(directory)?;
        for (name, _) in PARTS {
            let part = directory.join(name);
            let removed = if part.is_dir() {
                fs::remove_dir_all(&part)
            } else if part.exists() {
                fs::remove_file(&part)
            } else {
                Ok(())
            };
            removed.map_err(DiskError::while_("cannot remove", &part))?;
        }
        Ok(Self { mark, held })
    }

    /// Says that the node is there.
    pub fn finish(self) -> Result<(), NodeError> {
        disk::remove_durably(&self.mark)?;
        drop(self.held);
        Ok(())
    }
}

/// Whether everything is of a kind that the making of a node writes: no submission is among it, for each
/// leaves a key, or a note in its place.
fn holds_only_leftovers(directory: &Path) -> Result<bool, NodeError> {
    for name in names_below(directory)? {
        let path = directory.join(&name);
        let Some((_, within)) = PARTS.iter().find(|(part, _)| *part == name) else {
            if name == MARK {
                continue;
            }
            return Ok(false);
        };
        for inner in names_below(&path)? {
            let is_submissions = inner == "submissions" && within.contains(&"submissions");
            let is_known = if is_submissions {
                names_below(&path.join(&inner))?.is_empty()
            } else {
                within.contains(&inner.as_str())
            };
            if !is_known {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// What stands directly below a directory; nothing where there is none, or below a file.
fn names_below(path: &Path) -> Result<Vec<String>, NodeError> {
    if !path.exists() || (path.is_file() && path.file_name().is_some_and(is_part)) {
        return Ok(Vec::new());
    }
    let cannot = || DiskError::while_("cannot list", path);
    let mut names = Vec::new();
    for entry in fs::read_dir(path).map_err(cannot())? {
        names.push(entry.map_err(cannot())?.file_name().to_string_lossy().into_owned());
    }
    Ok(names)
}

fn is_part(name: &std::ffi::OsStr) -> bool {
    PARTS.iter().any(|(part, _)| *part == name)
}

/// The mark.
const MARK: &str = "init.unfinished";

/// What the making of a node writes, and what may stand in each directory by then.
const PARTS: [(&str, &[&str]); 11] = [
    ("payload", &[]),
    ("facts", &[]),
    (
        "keys",
        &[
            "submissions",
            "repeat.key",
            "repeat.key.unfinished",
            "signing.key",
            "signing.key.unfinished",
        ],
    ),
    (SQLITE_FILE, &[]),
    ("ledger.sqlite-wal", &[]),
    ("ledger.sqlite-shm", &[]),
    ("ledger.sqlite-journal", &[]),
    (address::FILE, &[]),
    ("ledger.address.unfinished", &[]),
    ("audit.head", &[]),
    ("audit.head.unfinished", &[]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_making_left_is_taken_away_and_nothing_else() {
        let parent = tempfile::tempdir().unwrap();
        let node = parent.path().join("node");
        drop(Unfinished::begin(&node).unwrap());
        fs::create_dir_all(node.join("keys/submissions")).unwrap();
        fs::create_dir_all(node.join("payload")).unwrap();
        fs::write(node.join("keys/repeat.key"), "x").unwrap();
        fs::write(node.join(SQLITE_FILE), "").unwrap();
        let begun = Unfinished::begin(&node).unwrap();
        assert_eq!(names_below(&node).unwrap(), [MARK]);
        assert!(require_free(&node).is_err(), "its maker lives");
        begun.finish().unwrap();
        assert!(names_below(&node).unwrap().is_empty());
    }

    #[test]
    fn a_directory_with_anything_else_is_not_free() {
        for other in ["notes.txt", "keys/submissions/a.key", "payload/a.original", "keys/other"] {
            let parent = tempfile::tempdir().unwrap();
            let node = parent.path().join("node");
            drop(Unfinished::begin(&node).unwrap());
            fs::create_dir_all(node.join(other).parent().unwrap()).unwrap();
            fs::write(node.join(other), "x").unwrap();
            assert!(matches!(Unfinished::begin(&node), Err(NodeError::NotEmpty(_))), "{other}");
            assert!(node.join(other).is_file());
            fs::remove_file(node.join(MARK)).unwrap();
            assert!(require_free(&node).is_err(), "without a mark nothing is taken away");
        }
    }
}
