//! One writer: readers never lock, a second writer waits and then gives up.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;
use std::time::Duration;

use crate::disk::DiskError;

/// How often a waiting writer looks again, and how many times.
const LOOKS: u32 = 100;
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);

/// The right to write, held until dropped or until the process ends.
#[derive(Debug)]
pub struct WriterLock(
    #[expect(dead_code, reason = "the lock is held as long as the file is open")] File,
);

/// Why the right to write cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another process writes.
    #[error(
        "another process is writing to this node ({holder}); waited 10 s. Try again when it is done"
    )]
    Held {
        /// What the holder said of itself.
        holder: String,
    },
    /// The lock file cannot be used.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

/// Takes the right to write to the node in `directory`, waiting up to 10 s.
///
/// # Errors
/// When another process holds it all that time; the error names the holder.
pub async fn lock_for_writing(directory: &Path, holder: &str) -> Result<WriterLock, LockError> {
    let path = directory.join("writer.lock");
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(DiskError::while_("cannot open", &path))?;
    for look in 0.. {
        match file.try_lock() {
            Ok(()) => break,
            Err(TryLockError::WouldBlock) if look < LOOKS => {
                tokio::time::sleep(BETWEEN_LOOKS).await;
            }
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                // The name is a courtesy: without it the error still stands.
                let _read = file.read_to_string(&mut holder);
                return Err(LockError::Held { holder: holder.trim().to_owned() });
            }
            Err(TryLockError::Error(source)) => {
                return Err(DiskError { action: "cannot lock", path, source }.into());
            }
        }
    }
    name_holder(&mut file, holder).map_err(DiskError::while_("cannot write", &path))?;
    Ok(WriterLock(file))
}

fn name_holder(file: &mut File, holder: &str) -> std::io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(holder.as_bytes())
}
