//! A node: its directory, its ledger and its keys.
//!
//! Answers: how a node is made, opened for reading and opened for writing. It does not say what is
//! in it: the other modules do.

use std::path::{Path, PathBuf};
use std::time::Duration;

use exchange::envelope::NodeKey;
use exchange::tree::Frontier;
use sqlx::any::AnyPoolOptions;
use sqlx::{AnyConnection, AnyPool, Connection as _};

use crate::disk::{self, DiskError};
use crate::keys::{KeyDirectory, KeyError, NodeSecrets};
use crate::ledger::{self, LedgerError};
use crate::lock::{LockError, WriterLock, lock_for_writing};

/// Version of directory layout, ledger tables and fact columns.
pub const SCHEMA_VERSION: u16 = 1;

/// A node opened for reading. Any number may be open at once.
#[derive(Clone)]
pub struct Node {
    pub(crate) directory: PathBuf,
    pub(crate) pool: AnyPool,
    pub(crate) keys: KeyDirectory,
    issuer: String,
    public_key: [u8; 32],
}

/// A node opened for writing. Only one is open at a time.
pub struct NodeWriter {
    pub(crate) node: Node,
    pub(crate) signing: NodeKey,
    pub(crate) frontier: Frontier,
    _lock: WriterLock,
}

/// Why a node cannot be made or opened.
#[derive(Debug, thiserror::Error)]
pub enum NodeError {
    /// There is none.
    #[error("there is no node in {0}: make one with `watchfire init --node {0}`")]
    NoNode(String),
    /// There is one already.
    #[error("{0} holds a node or other files already; choose an empty or new directory")]
    NotEmpty(String),
    /// Written by another version.
    #[error(
        "the node was written in schema version {found}; this program reads version {SCHEMA_VERSION}"
    )]
    OtherVersion {
        /// Version found.
        found: String,
    },
    /// The keys do not belong to the ledger.
    #[error("keys/signing.key does not belong to this ledger; restore the node's own keys")]
    ForeignKeys,
    /// The last entry of the ledger is damaged.
    #[error("the ledger's last entry is damaged; run `watchfire doctor`")]
    DamagedFrontier,
    /// Another process writes.
    #[error(transparent)]
    Lock(#[from] LockError),
    /// A file cannot be read or written.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// A key cannot be had.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The ledger refuses.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

impl Node {
    /// Makes a node in an empty or new directory.
    ///
    /// # Errors
    /// When the directory is in use or the disk refuses.
    pub async fn init(
        directory: &Path,
        issuer: &str,
        secrets: &NodeSecrets,
    ) -> Result<Self, NodeError> {
        if directory.exists()
            && directory.read_dir().is_ok_and(|mut entries| entries.next().is_some())
        {
            return Err(NodeError::NotEmpty(directory.display().to_string()));
        }
        for part in ["payload", "facts"] {
            disk::make_directory(&directory.join(part))?;
        }
        let keys = KeyDirectory::of(directory);
        keys.create(secrets)?;
        let pool = connect(directory, "rwc").await?;
        ledger::create(&pool, issuer, &keys.signing()?.public()).await?;
        pool.close().await;
        Self::open(directory).await
    }

    /// Opens a node for reading.
    ///
    /// # Errors
    /// When there is none, or it was written by another version.
    pub async fn open(directory: &Path) -> Result<Self, NodeError> {
        if !directory.join("ledger.sqlite").is_file() {
            return Err(NodeError::NoNode(directory.display().to_string()));
        }
        let pool = connect(directory, "rw").await?;
        let about = ledger::about(&pool).await?;
        if about.schema_version != SCHEMA_VERSION.to_string() {
            return Err(NodeError::OtherVersion { found: about.schema_version });
        }
        Ok(Self {
            directory: directory.to_owned(),
            pool,
            keys: KeyDirectory::of(directory),
            issuer: about.issuer,
            public_key: about.public_key,
        })
    }

    /// Takes the right to write, waiting up to 10 s; `holder` is shown to others who wait.
    ///
    /// # Errors
    /// When another process holds it, or the keys are not this node's.
    pub async fn into_writer(self, holder: &str) -> Result<NodeWriter, NodeError> {
        let lock = lock_for_writing(&self.directory, holder).await?;
        let signing = self.keys.signing()?;
        if signing.public() != self.public_key {
            return Err(NodeError::ForeignKeys);
        }
        let (entries, bytes) = ledger::frontier(&self.pool).await?;
        let frontier = Frontier::resume(entries, &bytes).ok_or(NodeError::DamagedFrontier)?;
        Ok(NodeWriter { node: self, signing, frontier, _lock: lock })
    }

    /// The name the node signs with.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Public half of the node's signing key.
    pub const fn public_key(&self) -> &[u8; 32] {
        &self.public_key
    }

    /// The node's directory.
    pub fn directory(&self) -> &Path {
        &self.directory
    }
}

impl NodeWriter {
    /// The node, for reading.
    pub const fn node(&self) -> &Node {
        &self.node
    }

    /// The key the node signs with.
    pub const fn signing(&self) -> &NodeKey {
        &self.signing
    }
}

/// Opens the ledger file. Every connection syncs fully before it acknowledges.
async fn connect(directory: &Path, mode: &str) -> Result<AnyPool, LedgerError> {
    sqlx::any::install_default_drivers();
    let path = directory.join("ledger.sqlite");
    let url = format!("sqlite://{}?mode={mode}", percent_encode(&path.display().to_string()));
    // One connection by hand first: the pool would try again and again at what will not mend.
    let mut first = AnyConnection::connect(&url).await?;
    sqlx::query("PRAGMA schema_version").execute(&mut first).await?;
    first.close().await?;
    let options = AnyPoolOptions::new()
        .max_connections(4)
        .acquire_timeout(Duration::from_secs(15))
        .after_connect(|connection, _| {
            Box::pin(async move {
                for pragma in [
                    "PRAGMA journal_mode = WAL",
                    "PRAGMA synchronous = FULL",
                    "PRAGMA busy_timeout = 10000",
                ] {
                    sqlx::query(pragma).execute(&mut *connection).await?;
                }
                Ok(())
            })
        });
    Ok(options.connect(&url).await?)
}

/// A path as it may stand in a URL.
fn percent_encode(path: &str) -> String {
    let mut encoded = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.extend(["%", &format!("{byte:02X}")]);
        }
    }
    encoded
}
