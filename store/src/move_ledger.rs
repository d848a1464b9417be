//! A node's ledger carried from one engine to the other.
//!
//! The old ledger is in force until the new one is proven equal; then one file name decides, and the
//! old ledger is kept under another. A crash leaves the old one in force, or the new one.

use std::fs;
use std::path::{Path, PathBuf};

use vocabulary::submission::Digest;

use crate::address::{self, LedgerAddress};
use crate::audit;
use crate::connection::{Opening, connect, free_schema, overwrite_deleted};
use crate::copy_ledger::{TableProof, copy, prove};
use crate::disk::{self, DiskError};
use crate::ledger::LedgerError;
use crate::node::{Node, NodeWriter, SQLITE_FILE};

/// What was carried over.
#[derive(Clone, Debug)]
pub struct Moved {
    /// Where the ledger is now.
    pub now: LedgerAddress,
    /// Where the old one is kept.
    pub before: String,
    /// Every table, as both hold it.
    pub tables: Vec<TableProof>,
    /// Root of the log, computed again from the new one.
    pub root: Digest,
}

/// Why the ledger is where it was.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// It is there already.
    #[error("the ledger is {0} already")]
    AlreadyThere(String),
    /// The copy is not the original.
    #[error(
        "the copy differs from the ledger in {0}; the ledger is where it was. See `watchfire verify`"
    )]
    NotEqual(&'static str),
    /// The log does not verify where it is.
    #[error(
        "the ledger does not verify, so it is not moved; `watchfire verify` names what is wrong"
    )]
    Damaged,
    /// One of the two refuses.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The disk refuses.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

impl NodeWriter {
    /// Carries the ledger to `to` and puts it in force there.
    ///
    /// # Errors
    /// When it is there already, the copy is not equal, or disk or server refuse: then the old ledger
    /// stays in force.
    pub async fn move_ledger(self, to: &LedgerAddress) -> Result<Moved, MoveError> {
        let node = &self.node;
        // Nobody looks at anything meanwhile: their entries would stay behind.
        let _turn = audit::turn(&node.directory).await?;
        match (&node.address, to) {
            (LedgerAddress::Sqlite, LedgerAddress::Sqlite) => {
                return Err(MoveError::AlreadyThere(LedgerAddress::Sqlite.to_string()));
            }
            (LedgerAddress::Postgres(now), LedgerAddress::Postgres(to))
                if now.to_string() == to.to_string() =>
            {
                return Err(MoveError::AlreadyThere(node.address.to_string()));
            }
            _ => {}
        }
        let (address, file) = match to {
            LedgerAddress::Sqlite => {
                let file = node.directory.join(UNFINISHED);
                remove_sqlite(&file)?;
                (LedgerAddress::Sqlite, file)
            }
            LedgerAddress::Postgres(server) => {
                let server = free_schema(server, node.public_key()).await?;
                (LedgerAddress::Postgres(server), node.directory.join(SQLITE_FILE))
            }
        };
        let pool = connect(&address, &file, Opening::New).await?;
        let tables = copy(&node.pool, &node.address, &pool, &address).await?;
        let moved = Node { address: address.clone(), pool: pool.clone(), ..node.clone() };
        let root = moved.prove_equal(node, &tables).await?;
        pool.close().await;
        let before = self.put_in_force(&address, &file).await?;
        Ok(Moved { now: address, before, tables, root })
    }

    /// Puts the new ledger in force; gives where the old one is kept.
    async fn put_in_force(self, address: &LedgerAddress, file: &Path) -> Result<String, MoveError> {
        let directory = self.node.directory.clone();
        let in_directory = directory.join(SQLITE_FILE);
        let old = self.node.address.clone();
        if old == LedgerAddress::Sqlite {
            overwrite_deleted(&self.node.pool, &old).await?;
        }
        self.node.pool.close().await;
        let aside = |name: &str| free_name(&directory, name);
        match (address, &old) {
            (LedgerAddress::Postgres(server), LedgerAddress::Sqlite) => {
                server.put_in_force(&directory)?;
                let kept = aside(SQLITE_FILE);
                rename_sqlite(&in_directory, &kept)?;
                Ok(kept.display().to_string())
            }
            (LedgerAddress::Postgres(server), LedgerAddress::Postgres(_)) => {
                server.put_in_force(&directory)?;
                Ok(old.to_string())
            }
            (LedgerAddress::Sqlite, _) => {
                if in_directory.exists() {
                    rename_sqlite(&in_directory, &aside(SQLITE_FILE))?;
                }
                rename_sqlite(file, &in_directory)?;
                disk::rename_durably(&directory.join(address::FILE), &aside(address::FILE))?;
                Ok(old.to_string())
            }
        }
    }
}

impl Node {
    /// Proves this ledger equal to another; gives the root of its log, computed again.
    pub(crate) async fn prove_equal(
        &self,
        original: &Node,
        copied: &[TableProof],
    ) -> Result<Digest, MoveError> {
        let here = prove(&self.pool, &self.address).await?;
        let there = prove(&original.pool, &original.address).await?;
        for (here, copied) in here.iter().zip(copied) {
            if here != copied || !there.contains(here) {
                return Err(MoveError::NotEqual(here.table));
            }
        }
        let (mine, theirs) = (self.prove_log().await?, original.prove_log().await?);
        if theirs.is_none() {
            return Err(MoveError::Damaged);
        }
        if mine != theirs {
            return Err(MoveError::NotEqual("the root of its log"));
        }
        mine.ok_or(MoveError::Damaged)
    }
}

/// The first name after `name` that is free.
fn free_name(directory: &Path, name: &str) -> PathBuf {
    let names = (1_u32..).map(|number| directory.join(format!("{name}.before-move-{number}")));
    names.into_iter().find(|path| !path.exists()).expect("there are more numbers than files")
}

/// Renames a ledger's file with what SQLite keeps beside it.
fn rename_sqlite(from: &Path, to: &Path) -> Result<(), DiskError> {
    for suffix in ["-wal", "-shm"] {
        let (from, to) = (with_suffix(from, suffix), with_suffix(to, suffix));
        if from.exists() {
            disk::rename_durably(&from, &to)?;
        }
    }
    disk::rename_durably(from, to)
}

fn remove_sqlite(file: &Path) -> Result<(), DiskError> {
    for suffix in ["", "-wal", "-shm"] {
        let path = with_suffix(file, suffix);
        if fs::exists(&path).unwrap_or(true) {
            disk::remove_durably(&path)?;
        }
    }
    Ok(())
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

const UNFINISHED: &str = "ledger.sqlite.unfinished";
