//! Files that survive: written whole, synced, then named.
//!
//! Answers: how bytes get onto the disk so that a crash leaves all of them or none. It does not
//! know what the bytes are.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};
use vocabulary::submission::Digest;

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

/// A file on its way to the disk: whole under its name once finished, else gone.
pub struct UnfinishedFile {
    path: PathBuf,
    unfinished: PathBuf,
    file: Option<BufWriter<File>>,
    hasher: Sha256,
    size_bytes: u64,
}

/// What was written: its size and its SHA-256.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Bytes.
    pub size_bytes: u64,
    /// Plain digest of them.
    pub digest: Digest,
}

impl UnfinishedFile {
    /// Begins a file that will stand under `path`.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn begin(path: &Path) -> Result<Self, DiskError> {
        let unfinished = path.with_added_extension("unfinished");
        let file =
            create_for_owner(&unfinished).map_err(DiskError::while_("cannot write", path))?;
        let file = Some(BufWriter::with_capacity(128 * 1024, file));
        let hasher = Sha256::new();
        Ok(Self { path: path.to_owned(), unfinished, file, hasher, size_bytes: 0 })
    }

    /// Syncs the file and gives it its name; after a crash it is whole or absent.
    ///
    /// # Errors
    /// When the disk refuses; the unfinished file is removed again.
    pub fn finish(mut self) -> Result<Written, DiskError> {
        let finished = self.sync().and_then(|()| {
            fs::rename(&self.unfinished, &self.path)?;
            sync_directory_of(&self.path)
        });
        finished.map_err(DiskError::while_("cannot write", &self.path))?;
        let digest = Digest(self.hasher.finalize_reset().into());
        Ok(Written { size_bytes: self.size_bytes, digest })
    }

    /// Where it will stand.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn sync(&mut self) -> io::Result<()> {
        let Some(file) = &mut self.file else { return Ok(()) };
        file.flush()?;
        file.get_ref().sync_all()?;
        self.file = None;
        Ok(())
    }
}

impl Write for UnfinishedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let file = self.file.as_mut().ok_or_else(|| io::Error::other("it is finished"))?;
        let written = file.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        self.size_bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for UnfinishedFile {
    fn drop(&mut self) {
        // The first error is the one to report; a leftover is swept by `doctor`.
        let _removed = fs::remove_file(&self.unfinished);
    }
}

/// Writes `bytes` under `path` so that after a crash the file is whole or absent.
///
/// # Errors
/// When the disk refuses; the unfinished file is removed again.
pub fn write_durably(path: &Path, bytes: &[u8]) -> Result<Written, DiskError> {
    let mut file = UnfinishedFile::begin(path)?;
    file.write_all(bytes).map_err(DiskError::while_("cannot write", path))?;
    file.finish()
}

/// Writes a file that only its owner may read, such as a key.
///
/// # Errors
/// As [`write_durably`].
pub fn write_secret(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    write_durably(path, bytes)?;
    restrict_to_owner(path).map_err(DiskError::while_("cannot protect", path))
}

/// Copies a file and syncs the copy; its directory is the caller's to sync.
///
/// # Errors
/// When the disk refuses.
pub fn copy_file(from: &Path, to: &Path) -> Result<(), DiskError> {
    let mut source = File::open(from).map_err(DiskError::while_("cannot read", from))?;
    let copied = create_for_owner(to).and_then(|mut copy| {
        io::copy(&mut source, &mut copy)?;
        copy.sync_all()
    });
    copied.map_err(DiskError::while_("cannot write", to))
}

/// Copies a directory with all below it; the directories are the caller's to sync.
///
/// # Errors
/// When the disk refuses.
pub fn copy_tree(from: &Path, to: &Path) -> Result<(), DiskError> {
    create_directory_for_owner(to).map_err(DiskError::while_("cannot make", to))?;
    for entry in fs::read_dir(from).map_err(DiskError::while_("cannot list", from))? {
        let path = entry.map_err(DiskError::while_("cannot list", from))?.path();
        let Some(name) = path.file_name() else { continue };
        if path.is_dir() {
            copy_tree(&path, &to.join(name))?;
        } else {
            copy_file(&path, &to.join(name))?;
        }
    }
    Ok(())
}

/// Syncs a directory and all below it, so that every name in them holds.
///
/// # Errors
/// When the disk refuses.
pub fn sync_directories(directory: &Path) -> Result<(), DiskError> {
    for entry in fs::read_dir(directory).map_err(DiskError::while_("cannot list", directory))? {
        let path = entry.map_err(DiskError::while_("cannot list", directory))?.path();
        if path.is_dir() {
            sync_directories(&path)?;
        }
    }
    let synced = File::open(directory).and_then(|opened| opened.sync_all());
    synced.map_err(DiskError::while_("cannot sync", directory))
}

/// Gives a file or directory another name, which holds after a crash.
///
/// # Errors
/// When the disk refuses.
pub fn rename_durably(from: &Path, to: &Path) -> Result<(), DiskError> {
    fs::rename(from, to)
        .and_then(|()| sync_directory_of(to))
        .map_err(DiskError::while_("cannot rename", from))
}

/// Removes a file so that it stays removed; one that is not there is no error.
///
/// # Errors
/// When the disk refuses.
pub fn remove_durably(path: &Path) -> Result<(), DiskError> {
    let removed = match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    };
    removed.and_then(|()| sync_directory_of(path)).map_err(DiskError::while_("cannot remove", path))
}

/// Writes zeros over a short file and removes it; one that is not there is no error.
///
/// - Differs: a file system that copies on write, or a disk that moves blocks, may keep the old bytes.
///
/// # Errors
/// When the disk refuses.
pub fn overwrite_and_remove(path: &Path) -> Result<(), DiskError> {
    if let Ok(about) = fs::metadata(path) {
        let zeros = vec![0; usize::try_from(about.len()).unwrap_or_default()];
        let overwritten = OpenOptions::new().write(true).open(path).and_then(|mut file| {
            file.write_all(&zeros)?;
            file.sync_all()
        });
        overwritten.map_err(DiskError::while_("cannot overwrite", path))?;
    }
    remove_durably(path)
}

/// Reads a whole file.
///
/// # Errors
/// When it is not there or not readable.
pub fn read(path: &Path) -> Result<Vec<u8>, DiskError> {
    fs::read(path).map_err(DiskError::while_("cannot read", path))
}

/// Makes a directory and the ones above it, for their owner alone; each new name holds after a crash.
///
/// # Errors
/// When the disk refuses.
pub fn make_directory(path: &Path) -> Result<(), DiskError> {
    let above = path.ancestors().skip(1);
    let new = above.take_while(|above| !above.as_os_str().is_empty() && !above.exists());
    let new: Vec<&Path> = std::iter::once(path).chain(new).collect();
    create_directory_for_owner(path)
        .and_then(|()| new.into_iter().try_for_each(sync_directory_of))
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

/// How a file is opened that only its owner may read, should it be made.
pub(crate) fn for_owner() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Takes from everybody but the owner what they may do with a file or directory, where it is there.
///
/// - Shape: what belongs to somebody else stays as that one has it.
pub(crate) fn close_to_others(path: &Path) {
    #[cfg(unix)]
    if let Ok(about) = fs::metadata(path) {
        use std::os::unix::fs::PermissionsExt as _;
        let mut permissions = about.permissions();
        if permissions.mode() & 0o077 != 0 {
            permissions.set_mode(permissions.mode() & !0o077);
            let _refused = fs::set_permissions(path, permissions);
        }
    }
}

fn create_for_owner(path: &Path) -> io::Result<File> {
    for_owner().write(true).create(true).truncate(true).open(path)
}

fn create_directory_for_owner(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(path)
}

fn sync_directory_of(path: &Path) -> io::Result<()> {
    match path.parent() {
        // A bare name stands in the directory in which the program was started.
        Some(here) if here.as_os_str().is_empty() => File::open(".")?.sync_all(),
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
        let parent = tempfile::tempdir().unwrap();
        let directory = parent.path().join("directory");
        make_directory(&directory).unwrap();
        let path = directory.join("a.bin");
        write_durably(&path, b"one").unwrap();
        write_durably(&path, b"two").unwrap();
        assert_eq!(read(&path).unwrap(), b"two");
        assert!(write_durably(&directory.join("no/such/a.bin"), b"three").is_err());
        assert_eq!(list(&directory).unwrap(), vec![path]);
    }

    #[test]
    fn a_full_disk_is_named_and_nothing_stays() {
        let full = Path::new("/dev/full");
        if !full.exists() {
            return;
        }
        let error = fs::write(full, b"x").unwrap_err();
        let error = DiskError { action: "cannot write", path: full.to_owned(), source: error };
        assert!(error.is_full_disk());
        assert!(error.to_string().contains("free some room"));
    }
}
