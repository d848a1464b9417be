//! Rules that a node's administrator added, as files in `policies/` beside the ledger.

use std::ffi::OsStr;

use crate::disk::{self, DiskError};
use crate::node::Node;

/// A file of a node's own rules, or of cases that hold them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPolicy {
    /// Its name within the node's directory.
    pub name: String,
    /// What stands in it; what is no text is replaced, so that reading it says where.
    pub text: String,
}

impl Node {
    /// The files of `policies/`, by name; none where there is no such folder.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn policies(&self) -> Result<Vec<StoredPolicy>, DiskError> {
        let directory = self.directory.join(FOLDER);
        if !directory.is_dir() {
            return Ok(Vec::new());
        }
        let mut files = Vec::new();
        for path in disk::list(&directory)? {
            let Some(name) = path.file_name().map(OsStr::to_string_lossy) else { continue };
            let text = String::from_utf8_lossy(&disk::read(&path)?).into_owned();
            files.push(StoredPolicy { name: format!("{FOLDER}/{name}"), text });
        }
        Ok(files)
    }
}

/// The folder of a node's own rules.
pub(crate) const FOLDER: &str = "policies";
