//! What work was asked of a node that is served: a small file for each job, and the file that came with it.
//!
//! They stand beside the ledger and are no part of it: unsigned, in no backup, gone when they are old.
//! Each is whole or absent after a crash. What the text of a job means, its writer knows.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use crate::disk::{self, DiskError};
use crate::node::Node;

/// The jobs of a node, held by one process until it is dropped.
#[derive(Debug)]
pub struct JobDirectory {
    directory: PathBuf,
    /// Its lock says that the holder lives.
    _held: File,
}

/// Why the jobs of a node cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum JobsError {
    /// Another process has them.
    #[error("another `watchfire serve` works on this node already; use that one, or end it first")]
    Held,
    /// The disk refuses.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

impl Node {
    /// The jobs of this node; what files a crash left half-written is removed.
    ///
    /// # Errors
    /// When another process has them, or the disk refuses.
    pub fn jobs(&self) -> Result<JobDirectory, JobsError> {
        let directory = self.directory.join("jobs");
        disk::make_directory(&directory)?;
        let lock = directory.join("server.lock");
        let mut options = disk::for_owner();
        options.create(true).truncate(false).write(true);
        let held = options.open(&lock).map_err(DiskError::while_("cannot open", &lock))?;
        match held.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(JobsError::Held),
            Err(TryLockError::Error(error)) => {
                return Err(DiskError::while_("cannot lock", &lock)(error).into());
            }
        }
        for path in disk::list(&directory)? {
            if path.extension().is_some_and(|extension| extension == "unfinished") {
                disk::remove_durably(&path)?;
            }
        }
        Ok(JobDirectory { directory, _held: held })
    }
}

impl JobDirectory {
    /// The text of every job, by number.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn all(&self) -> Result<Vec<(u64, String)>, DiskError> {
        let mut all = Vec::new();
        for path in disk::list(&self.directory)? {
            let Some(id) = number_of(&path, "json") else { continue };
            all.push((id, String::from_utf8_lossy(&disk::read(&path)?).into_owned()));
        }
        Ok(all)
    }

    /// Keeps the text of a job in the place of the one before.
    ///
    /// # Errors
    /// When the disk refuses; then the one before stands.
    pub fn keep(&self, id: u64, text: &str) -> Result<(), DiskError> {
        disk::write_durably(&self.named(id, "json"), text.as_bytes())?;
        Ok(())
    }

    /// Forgets a job with its file; one that is not there is no error.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn forget(&self, id: u64) -> Result<(), DiskError> {
        disk::remove_durably(&self.named(id, "json"))?;
        self.forget_file(id)
    }

    /// An empty file that comes in for a job; a crash takes it away until [`JobDirectory::keep_file`].
    ///
    /// - Personal data: whatever is sent, unsealed until the job has ended; only the owner may read it.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn begin_file(&self, id: u64) -> Result<File, DiskError> {
        let path = self.named(id, "file.unfinished");
        let mut options = disk::for_owner();
        options.read(true).write(true).create(true).truncate(true);
        options.open(&path).map_err(DiskError::while_("cannot create", &path))
    }

    /// Keeps a file that has come whole: from here on it outlives a crash.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn keep_file(&self, id: u64, file: &File) -> Result<(), DiskError> {
        let path = self.named(id, "file.unfinished");
        file.sync_all().map_err(DiskError::while_("cannot write", &path))?;
        disk::rename_durably(&path, &self.named(id, "file"))
    }

    /// The file of a job, if it had come whole.
    ///
    /// # Errors
    /// When it is there and cannot be opened.
    pub fn file(&self, id: u64) -> Result<Option<File>, DiskError> {
        let path = self.named(id, "file");
        match File::open(&path) {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(DiskError::while_("cannot open", &path)(error)),
        }
    }

    /// Forgets the file of a job; one that is not there is no error.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn forget_file(&self, id: u64) -> Result<(), DiskError> {
        for ending in ["file", "file.unfinished"] {
            let path = self.named(id, ending);
            if path.exists() {
                disk::remove_durably(&path)?;
            }
        }
        Ok(())
    }

    /// Removes files that belong to none of these jobs.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn keep_files_of(&self, jobs: &[u64]) -> Result<(), DiskError> {
        for path in disk::list(&self.directory)? {
            if number_of(&path, "file").is_some_and(|id| !jobs.contains(&id)) {
                disk::remove_durably(&path)?;
            }
        }
        Ok(())
    }

    /// A note under a name, if there is one.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    pub fn note(&self, name: &str) -> Result<Option<String>, DiskError> {
        let path = self.directory.join(format!("{name}.note"));
        if !path.exists() {
            return Ok(None);
        }
        Ok(Some(String::from_utf8_lossy(&disk::read(&path)?).into_owned()))
    }

    /// Keeps a note under a name, in the place of the one before.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn keep_note(&self, name: &str, text: &str) -> Result<(), DiskError> {
        disk::write_durably(&self.directory.join(format!("{name}.note")), text.as_bytes())?;
        Ok(())
    }

    fn named(&self, id: u64, ending: &str) -> PathBuf {
        self.directory.join(format!("{id:08}.{ending}"))
    }
}

/// The number in a name that is a number and this ending.
fn number_of(path: &Path, ending: &str) -> Option<u64> {
    let (number, rest) = path.file_name()?.to_str()?.split_once('.')?;
    (rest == ending).then(|| number.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::{Read as _, Write as _};

    use super::*;

    fn held(directory: &Path) -> JobDirectory {
        let lock = File::create(directory.join("server.lock")).unwrap();
        JobDirectory { directory: directory.to_owned(), _held: lock }
    }

    #[test]
    fn the_text_of_a_job_is_the_last_that_was_kept() {
        let parent = tempfile::tempdir().unwrap();
        let jobs = held(parent.path());
        jobs.keep(2, "two").unwrap();
        jobs.keep(1, "one").unwrap();
        jobs.keep(2, "two again").unwrap();
        fs::write(parent.path().join("notes.json"), "not ours").unwrap();
        assert_eq!(jobs.all().unwrap(), [(1, "one".to_owned()), (2, "two again".to_owned())]);
        jobs.forget(1).unwrap();
        jobs.forget(1).unwrap();
        assert_eq!(jobs.all().unwrap().len(), 1);
        assert_eq!(jobs.note("schedule").unwrap(), None);
        jobs.keep_note("schedule", "then").unwrap();
        assert_eq!(jobs.note("schedule").unwrap().as_deref(), Some("then"));
    }

    #[test]
    fn a_file_is_there_once_it_has_come_whole() {
        let parent = tempfile::tempdir().unwrap();
        let jobs = held(parent.path());
        let mut file = jobs.begin_file(7).unwrap();
        file.write_all(b"rows").unwrap();
        assert!(jobs.file(7).unwrap().is_none());
        jobs.keep_file(7, &file).unwrap();
        let mut text = String::new();
        jobs.file(7).unwrap().unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "rows");
        jobs.keep_files_of(&[7]).unwrap();
        assert!(jobs.file(7).unwrap().is_some());
        jobs.keep_files_of(&[]).unwrap();
        assert!(jobs.file(7).unwrap().is_none());
    }
}
