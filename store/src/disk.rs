//! Files that survive: written whole, synced, then named.
//!
//! Answers: how bytes get onto the disk so that a crash leaves all of them or none. It does not
//! know what the bytes are.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Why a file could not be written or read.
#[derive(Debug, thiserror::Error)]
#[error("{action} {}: {source}{}", path.display(), advice(source))]
pub struct DiskError {
    /// What was being done.
    pub action: &'static str,
    /// To which file.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

impl DiskError {
    pub(crate) fn while_(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self { action, path, source }
    }

    /// Whether the disk is full.
    pub fn is_full_disk(&self) -> bool {
        matches!(self.source.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
    }
}

/// Writes `bytes` under `path` so that after a crash the file is whole or absent.
///
/// # Errors
/// When the disk refuses; the unfinished file is removed again.
pub fn write_durably(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    let unfinished = path.with_extension("unfinished");
    let written = write_and_sync(&unfinished, bytes)
        .and_then(|()| fs::rename(&unfinished, path))
        .and_then(|()| sync_directory_of(path));
    written.map_err(|source| {
        // The first error is the one to report; a leftover is swept by `doctor`.
        let _removed = fs::remove_file(&unfinished);
        DiskError { action: "cannot write", path: path.to_owned(), source }
    })
}

/// Writes a file that only its owner may read, such as a key.
///
/// # Errors
/// As [`write_durably`].
pub fn write_secret(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    write_durably(path, bytes)?;
    restrict_to_owner(path).map_err(DiskError::while_("cannot protect", path))
}

/// Reads a whole file.
///
/// # Errors
/// When it is not there or not readable.
pub fn read(path: &Path) -> Result<Vec<u8>, DiskError> {
    fs::read(path).map_err(DiskError::while_("cannot read", path))
}

/// Makes a directory and the ones above it.
///
/// # Errors
/// When the disk refuses.
pub fn make_directory(path: &Path) -> Result<(), DiskError> {
    fs::create_dir_all(path)
        .and_then(|()| sync_directory_of(path))
        .map_err(DiskError::while_("cannot make", path))
}

/// Files directly below `directory`, sorted by name.
///
/// # Errors
/// When it cannot be listed.
pub fn list(directory: &Path) -> Result<Vec<PathBuf>, DiskError> {
    let entries = fs::read_dir(directory).map_err(DiskError::while_("cannot list", directory))?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(DiskError::while_("cannot list", directory))?.path();
        if path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn write_and_sync(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn sync_directory_of(path: &Path) -> io::Result<()> {
    match path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        Some(directory) => File::open(directory)?.sync_all(),
        None => Ok(()),
    }
}

fn restrict_to_owner(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    File::open(path)?.sync_all()
}

fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "; the disk is full: free some room and run the command again, nothing was stored"
        }
        io::ErrorKind::PermissionDenied => "; give this user the right to the node directory",
        io::ErrorKind::ReadOnlyFilesystem => "; the node directory must be writable",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_whole_or_absent() {
        let directory = std::env::temp_dir().join(format!("watchfire-disk-{}", std::process::id()));
        make_directory(&directory).unwrap();
        let path = directory.join("a.bin");
        write_durably(&path, b"one").unwrap();
        write_durably(&path, b"two").unwrap();
        assert_eq!(read(&path).unwrap(), b"two");
        assert!(write_durably(&directory.join("no/such/a.bin"), b"three").is_err());
        assert_eq!(list(&directory).unwrap(), vec![path]);
        fs::remove_dir_all(&directory).unwrap();
    }

    #[test]
    fn a_full_disk_is_named_and_nothing_stays() {
        let full = Path::new("/dev/full");
        if !full.exists() {
            return;
        }
        let error = write_and_sync(full, b"x").unwrap_err();
        let error = DiskError { action: "cannot write", path: full.to_owned(), source: error };
        assert!(error.is_full_disk());
        assert!(error.to_string().contains("free some room"));
    }
}
