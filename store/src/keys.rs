//! The node's keys, kept outside the ledger with a backup of their own.
//!
//! Answers: where the node's signing key, its key for recognising repeated files and each
//! submission's secrets lie. It draws no random bits: secrets are handed in.

use std::fs;
use std::path::{Path, PathBuf};

use exchange::envelope::NodeKey;
use jiff::civil::Date;
use vocabulary::submission::SubmissionId;

use crate::disk::{self, DiskError};
use crate::sealing::SubmissionSecrets;

/// Secrets a new node starts with, drawn at random by the caller.
pub struct NodeSecrets {
    /// Secret half of the signing key.
    pub signing: [u8; 32],
    /// Key of the digests by which a repeated file is recognised.
    pub repeat: [u8; 32],
}

/// The directory `keys/` of a node.
#[derive(Clone, Debug)]
pub struct KeyDirectory(PathBuf);

/// Why a key cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file cannot be read or written.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// The key was destroyed when its submission was erased.
    #[error(
        "submission {0} was erased on {1}: its key is destroyed, and nothing of it can be opened"
    )]
    Erased(SubmissionId, String),
    /// The file is not there.
    #[error("{0} is missing: restore it from the backup of keys/")]
    Missing(PathBuf),
    /// The file does not hold a key.
    #[error("{0} does not hold a key of the expected length; restore it from the backup of keys/")]
    Damaged(PathBuf),
}

impl KeyDirectory {
    /// The key directory below a node directory.
    pub fn of(node_directory: &Path) -> Self {
        Self(node_directory.join("keys"))
    }

    /// Makes the directory and stores a new node's secrets.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn create(&self, secrets: &NodeSecrets) -> Result<(), KeyError> {
        disk::make_directory(&self.0.join("submissions"))?;
        disk::write_secret(&self.0.join("repeat.key"), &secrets.repeat)?;
        disk::write_secret(&self.0.join("signing.key"), &secrets.signing)?;
        Ok(())
    }

    /// The node's signing key.
    ///
    /// # Errors
    /// When it is absent or damaged.
    pub fn signing(&self) -> Result<NodeKey, KeyError> {
        self.read::<32>("signing.key").map(|secret| NodeKey::from_secret(&secret))
    }

    /// Key of the digests by which a repeated file is recognised.
    ///
    /// # Errors
    /// When it is absent or damaged.
    pub fn repeat(&self) -> Result<[u8; 32], KeyError> {
        self.read("repeat.key")
    }

    /// Stores a submission's secrets.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn put(&self, id: &SubmissionId, secrets: &SubmissionSecrets) -> Result<(), KeyError> {
        let bytes = [secrets.key, secrets.salt].concat();
        Ok(disk::write_secret(&self.path_of(id), &bytes)?)
    }

    /// A submission's secrets.
    ///
    /// # Errors
    /// When they were erased, are absent or damaged.
    pub fn get(&self, id: &SubmissionId) -> Result<SubmissionSecrets, KeyError> {
        // What stands for an erased key wins over a key that a backup brought back.
        if let Ok(bytes) = fs::read(self.tombstone(id)) {
            let on = String::from_utf8_lossy(&bytes).trim().to_owned();
            return Err(KeyError::Erased(id.clone(), on));
        }
        let bytes: [u8; 64] = self.read(&format!("submissions/{id}.key"))?;
        let (mut key, mut salt) = ([0; 32], [0; 32]);
        key.copy_from_slice(&bytes[..32]);
        salt.copy_from_slice(&bytes[32..]);
        Ok(SubmissionSecrets { key, salt })
    }

    /// Where a submission's secrets lie.
    pub fn path_of(&self, id: &SubmissionId) -> PathBuf {
        self.0.join("submissions").join(format!("{id}.key"))
    }

    /// Destroys a submission's secrets for good, and leaves a note of the day in their place.
    ///
    /// - Shape: may be repeated; the note comes first, so that no crash leaves a key that counts.
    ///
    /// # Errors
    /// When the disk refuses.
    pub(crate) fn destroy(&self, id: &SubmissionId, on: Date) -> Result<(), DiskError> {
        let tombstone = self.tombstone(id);
        if !tombstone.is_file() {
            disk::write_durably(&tombstone, on.to_string().as_bytes())?;
        }
        disk::overwrite_and_remove(&self.path_of(id))
    }

    /// What stands for the key of an erased submission.
    pub(crate) fn tombstone(&self, id: &SubmissionId) -> PathBuf {
        self.0.join("submissions").join(format!("{id}.erased"))
    }

    fn read<const LENGTH: usize>(&self, name: &str) -> Result<[u8; LENGTH], KeyError> {
        let path = self.0.join(name);
        if !path.exists() {
            return Err(KeyError::Missing(path));
        }
        disk::read(&path)?.try_into().map_err(|_| KeyError::Damaged(path))
    }
}
