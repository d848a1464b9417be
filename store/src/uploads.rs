//! What is being uploaded: a file in the node's directory that nobody can open by name.
//!
//! It goes when it is closed, also when the process is killed.

use std::fs::{self, File};

use crate::disk::{self, DiskError};
use crate::node::Node;

impl Node {
    /// An empty file of the node's own disk, to be written and read again; `number` tells it from
    /// others of this process.
    ///
    /// - Personal data: whatever is uploaded, unsealed until the file is closed.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn upload_file(&self, number: u64) -> Result<File, DiskError> {
        let directory = self.directory.join("upload");
        if !directory.is_dir() {
            disk::make_directory(&directory)?;
        }
        let path = directory.join(format!("{}-{number}", std::process::id()));
        // One of an earlier process of the same number can only be what a crash left.
        if path.exists() {
            fs::remove_file(&path).map_err(DiskError::while_("cannot remove", &path))?;
        }
        let file = disk::for_owner()
            .read(true)
            .write(true)
            .create_new(true)
            .open(&path)
            .map_err(DiskError::while_("cannot create", &path))?;
        fs::remove_file(&path).map_err(DiskError::while_("cannot remove", &path))?;
        Ok(file)
    }
}
