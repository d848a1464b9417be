//! A node: its directory, its ledger and its keys.
//!
//! Answers: how a node is made, opened for reading and opened for writing. It does not say what is
//! in it: the other modules do.

use std::path::{Path, PathBuf};
use std::time::Duration;

use exchange::envelope::NodeKey;
use exchange::tree::Frontier;
use sqlx::{Any, AnyPool, Transaction};

use crate::address::{AddressError, LedgerAddress};
use crate::audit::{HEAD_FILE, begin_head};
use crate::connection::{Opening, connect, free_schema};
use crate::disk::{self, DiskError};
use crate::keys::{KeyDirectory, KeyError, NodeSecrets};
use crate::ledger::{self, LedgerError};
use crate::lock::{LockError, USUAL_PATIENCE, WriterLock, lock_for_writing};
use crate::submissions::Proven;
use crate::unfinished::{Unfinished, require_free};

/// Version of headers and fact columns.
pub const SCHEMA_VERSION: u16 = 4;

/// Version of directory layout and ledger tables. A node of version 4 to 8 is brought to it when it is
/// opened.
pub const NODE_VERSION: u16 = 10;

/// A node opened for reading. Any number may be open at once.
#[derive(Clone)]
pub struct Node {
    pub(crate) directory: PathBuf,
    pub(crate) address: LedgerAddress,
    pub(crate) pool: AnyPool,
    pub(crate) keys: KeyDirectory,
    pub(crate) issuer: String,
    pub(crate) public_key: [u8; 32],
    pub(crate) patience: Duration,
    pub(crate) proven: Proven,
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
        "the node was written in schema version {found}; this program reads version {NODE_VERSION}: \
         open it with the program that made it, or make a new node and ingest the files again"
    )]
    OtherVersion {
        /// Version found.
        found: String,
    },
    /// The keys do not belong to the ledger.
    #[error("keys/signing.key does not belong to this ledger; restore the node's own keys")]
    ForeignKeys,
    /// The ledger at the address is not this node's.
    #[error(
        "{0} holds the ledger of another node; correct ledger.address or restore this node's own ledger"
    )]
    OtherNode(String),
    /// The ledger was moved to another engine since this node was opened.
    #[error("the ledger was moved while this command waited; run it again")]
    Moved,
    /// The last entry of the ledger is damaged.
    #[error("the ledger's last entry is damaged; run `watchfire doctor`")]
    DamagedFrontier,
    /// The ledger's address will not do.
    #[error(transparent)]
    Address(#[from] AddressError),
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
    /// Makes a node in an empty or new directory, its ledger where `ledger` says; or in one where a
    /// making was cut short, and starts anew.
    ///
    /// # Errors
    /// When the directory is in use, or the disk or the server refuses.
    pub async fn init(
        directory: &Path,
        issuer: &str,
        secrets: &NodeSecrets,
        ledger: &LedgerAddress,
    ) -> Result<Self, NodeError> {
        require_free(directory)?;
        let public_key = NodeKey::from_secret(&secrets.signing).public();
        let address = match ledger {
            LedgerAddress::Sqlite => LedgerAddress::Sqlite,
            // Before anything is made: a server that refuses leaves no trace.
            LedgerAddress::Postgres(server) => {
                LedgerAddress::Postgres(free_schema(server, &public_key).await?)
            }
        };
        let unfinished = Unfinished::begin(directory)?;
        for part in ["payload", "facts"] {
            disk::make_directory(&directory.join(part))?;
        }
        let keys = KeyDirectory::of(directory);
        keys.create(secrets)?;
        let key = NodeKey::from_secret(&secrets.signing);
        begin_head(directory, &key)?;
        let pool = connect(&address, &directory.join(SQLITE_FILE), Opening::New).await?;
        ledger::create(&pool, &address, issuer, &key).await?;
        pool.close().await;
        if let LedgerAddress::Postgres(server) = &address {
            server.put_in_force(directory)?;
        }
        unfinished.finish()?;
        Self::open_at(directory, address).await
    }

    /// Opens a node for reading.
    ///
    /// # Errors
    /// When there is none, or it was written by another version.
    pub async fn open(directory: &Path) -> Result<Self, NodeError> {
        let address = LedgerAddress::in_force(directory)?;
        if address == LedgerAddress::Sqlite && !directory.join(SQLITE_FILE).is_file() {
            return Err(NodeError::NoNode(directory.display().to_string()));
        }
        Self::open_at(directory, address).await
    }

    /// Begins to write: others who write are waited for.
    ///
    /// - Differs: SQLite would let what reads first and writes then begin at once, and refuse it where another
    ///   wrote in between.
    pub(crate) async fn begin_writing(&self) -> Result<Transaction<'static, Any>, LedgerError> {
        let statement = match self.address {
            LedgerAddress::Sqlite => "BEGIN IMMEDIATE",
            LedgerAddress::Postgres(_) => "BEGIN",
        };
        Ok(self.pool.begin_with(statement).await?)
    }

    async fn open_at(directory: &Path, address: LedgerAddress) -> Result<Self, NodeError> {
        // Before this version others on the machine could read some of it.
        for part in FOR_OWNER {
            disk::close_to_others(&directory.join(part));
        }
        let pool = connect(&address, &directory.join(SQLITE_FILE), Opening::Existing).await?;
        let mut about = ledger::about(&pool).await?;
        if ["4", "5", "6", "7", "8", "9"].contains(&about.schema_version.as_str()) {
            let key = KeyDirectory::of(directory).signing()?;
            ledger::upgrade(&pool, &address, &about.schema_version, &key).await?;
            if ["4", "5"].contains(&about.schema_version.as_str()) {
                begin_head(directory, &key)?;
            }
            about = ledger::about(&pool).await?;
        }
        if about.schema_version != NODE_VERSION.to_string() {
            return Err(NodeError::OtherVersion { found: about.schema_version });
        }
        if let LedgerAddress::Postgres(server) = &address
            && *server.node() != about.public_key
        {
            return Err(NodeError::OtherNode(address.to_string()));
        }
        Ok(Self {
            directory: directory.to_owned(),
            address,
            pool,
            keys: KeyDirectory::of(directory),
            issuer: about.issuer,
            public_key: about.public_key,
            patience: USUAL_PATIENCE,
            proven: Proven::default(),
        })
    }

    /// With another patience for those who write already: 10 s unless it is set.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Takes the right to write, waiting as long as its patience lasts; `holder` is shown to others who wait. Finishes what
    /// an interrupted erasure left.
    ///
    /// # Errors
    /// When another process holds it, or the keys are not this node's.
    pub async fn into_writer(self, holder: &str) -> Result<NodeWriter, NodeError> {
        let lock = lock_for_writing(&self.directory, &self.address, holder, self.patience).await?;
        if LedgerAddress::in_force(&self.directory)?.to_string() != self.address.to_string() {
            return Err(NodeError::Moved);
        }
        let signing = self.keys.signing()?;
        if signing.public() != self.public_key {
            return Err(NodeError::ForeignKeys);
        }
        let (entries, bytes) = ledger::frontier(&self.pool).await?;
        let frontier = Frontier::resume(entries, &bytes).ok_or(NodeError::DamagedFrontier)?;
        let mut writer = NodeWriter { node: self, signing, frontier, _lock: lock };
        // An erasure that a crash or a full disk cut short is finished before anything else is written.
        writer.finish_erasures().await?;
        Ok(writer)
    }

    /// The name the node signs with.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Public half of the node's signing key.
    pub const fn public_key(&self) -> &[u8; 32] {
        &self.public_key
    }

    /// Where the ledger lies.
    pub const fn ledger_address(&self) -> &LedgerAddress {
        &self.address
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

/// Refuses a directory that holds anything.
pub(crate) fn require_empty(directory: &Path) -> Result<(), NodeError> {
    let holds_something =
        directory.exists() && directory.read_dir().map_or(true, |mut found| found.next().is_some());
    if holds_something {
        return Err(NodeError::NotEmpty(directory.display().to_string()));
    }
    Ok(())
}

/// The ledger of a node that keeps it in its directory.
pub(crate) const SQLITE_FILE: &str = "ledger.sqlite";

/// What of a node's directory holds data or keys, and is for its owner alone; what lies in directories is closed by them.
const FOR_OWNER: [&str; 10] = [
    SQLITE_FILE,
    "ledger.sqlite-wal",
    "ledger.sqlite-shm",
    HEAD_FILE,
    "keys",
    "payload",
    "facts",
    "jobs",
    "upload",
    "drawn",
];
