//! The audit: who looked at what and who changed what, in a chain of signed entries beside the ledger.
//!
//! Answers: how an entry gets onto the record so that it stands before the answer goes out, and how entries are
//! found again. Many that come at once are written together. Whoever writes to the ledger is not waited for: the
//! audit has a lock of its own, held for one writing. `proof.rs` says whether the record is whole.

pub(crate) mod anchor;
mod head;
mod line;
mod proof;
mod read;

use std::fs::File;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use exchange::chain::Link;
use sqlx::Row as _;
use tokio::sync::{mpsc, oneshot};
use vocabulary::audit::{AuditEntry, By};
use vocabulary::submission::Digest;

pub use self::head::written_head;
pub(crate) use self::head::{FILE as HEAD_FILE, begin as begin_head};
pub use self::proof::AuditProof;
pub use self::read::{StoredEntry, Wanted};
use crate::address::{AddressError, LedgerAddress};
use crate::disk::{self, DiskError};
use crate::keys::KeyError;
use crate::ledger::LedgerError;
use crate::node::Node;

/// Why an entry could not be put on record.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// The ledger's database refuses.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A file beside it refuses.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// The signing key cannot be had.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The ledger's address cannot be read.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The signing key is another node's.
    #[error("keys/signing.key does not belong to this node; restore the node's own keys")]
    ForeignKeys,
    /// The ledger is elsewhere by now.
    #[error("the ledger was moved since this process opened it; start it again")]
    Moved,
    /// The one that writes has ended.
    #[error("the audit is written no more: the process is about to end")]
    Ended,
}

impl AuditError {
    /// Whether it is for want of room.
    pub fn is_full_disk(&self) -> bool {
        match self {
            Self::Ledger(LedgerError::FullDisk(_)) => true,
            Self::Disk(error) => error.is_full_disk(),
            _ => false,
        }
    }
}

/// The record of a node as one process writes it; clones share the writing.
#[derive(Clone)]
pub struct AuditLog {
    node: Node,
    rules: Option<Digest>,
    sender: Arc<OnceLock<mpsc::Sender<Waiting>>>,
}

/// An entry that somebody waits for.
struct Waiting {
    entry: AuditEntry,
    written: oneshot::Sender<Result<u64, Arc<AuditError>>>,
}

impl AuditLog {
    /// The record of a node.
    pub fn of(node: &Node) -> Self {
        Self { node: node.clone(), rules: None, sender: Arc::default() }
    }

    /// The same where rules decide what people may, which come to this.
    #[must_use]
    pub fn under(self, rules: Digest) -> Self {
        Self { rules: Some(rules), ..self }
    }

    /// Puts an entry on record; it stands, whatever happens then, once its number is given.
    ///
    /// - Shape: entries of many callers at once are written together; one that goes away meanwhile is written all
    ///   the same.
    ///
    /// # Errors
    /// When disk, database or key refuse: then what the entry speaks of must not be shown.
    ///
    /// # Panics
    /// Outside a runtime of tokio.
    pub async fn append(&self, mut entry: AuditEntry) -> Result<u64, Arc<AuditError>> {
        if let By::Person(person) = &mut entry.by {
            person.rules = self.rules;
        }
        let sender = self.sender.get_or_init(|| {
            let (sender, receiver) = mpsc::channel(MOST_WAITING);
            drop(tokio::spawn(write_all(self.node.clone(), receiver)));
            sender
        });
        let (written, number) = oneshot::channel();
        let ended = || Arc::new(AuditError::Ended);
        sender.send(Waiting { entry, written }).await.map_err(|_| ended())?;
        number.await.unwrap_or_else(|_| Err(ended()))
    }
}

/// Writes whatever waits, as much at once as has come, until nobody can ask any more.
async fn write_all(node: Node, mut receiver: mpsc::Receiver<Waiting>) {
    let mut waiting = Vec::new();
    while receiver.recv_many(&mut waiting, MOST_AT_ONCE).await > 0 {
        let entries: Vec<&AuditEntry> = waiting.iter().map(|waiting| &waiting.entry).collect();
        let written = write(&node, &entries).await.map_err(Arc::new);
        for (at, Waiting { written: answer, .. }) in waiting.drain(..).enumerate() {
            let number = written.as_ref().map(|first| first + at as u64);
            // Who asked may have gone; the entry stands all the same.
            let _gone = answer.send(number.map_err(Arc::clone));
        }
    }
}

/// Writes entries in one transaction and the head of the chain after it; gives the first one's number.
async fn write(node: &Node, entries: &[&AuditEntry]) -> Result<u64, AuditError> {
    let _turn = turn(&node.directory).await?;
    if LedgerAddress::in_force(&node.directory)?.to_string() != node.address.to_string() {
        return Err(AuditError::Moved);
    }
    let key = node.keys.signing()?;
    if key.public() != node.public_key {
        return Err(AuditError::ForeignKeys);
    }
    let mut transaction = node.begin_writing().await?;
    let mut link = last_link(&mut transaction, &node.public_key).await?;
    let first = link.number + 1;
    let mut signature = [0; 64];
    for entry in entries {
        let text = line::write(entry);
        link = link.then(text.as_bytes());
        signature = link.sign(&key);
        insert(&mut transaction, entry, &text, &link, &signature).await?;
    }
    let moves_on = head::is_in_chain(node, &mut transaction).await?;
    transaction.commit().await.map_err(LedgerError::from)?;
    // A head that the chain does not hold says that entries are gone: it stays, for `verify` to tell.
    if moves_on {
        head::write(&node.directory, &link, &signature)?;
    }
    Ok(first)
}

/// The turn to write, among all processes of the node; it ends when the file is dropped.
pub(crate) async fn turn(directory: &Path) -> Result<File, DiskError> {
    let path = directory.join(LOCK);
    let at = path.clone();
    let locked = tokio::task::spawn_blocking(move || {
        let file = disk::for_owner().write(true).create(true).truncate(false).open(path)?;
        file.lock()?;
        Ok(file)
    });
    let locked = locked.await.unwrap_or_else(|error| Err(std::io::Error::other(error)));
    locked.map_err(DiskError::while_("cannot lock", &at))
}

/// The end of the chain as the table has it.
async fn last_link(
    transaction: &mut sqlx::Transaction<'static, sqlx::Any>,
    node: &[u8; 32],
) -> Result<Link, LedgerError> {
    let row = sqlx::query("SELECT number, link FROM audit ORDER BY number DESC LIMIT 1")
        .fetch_optional(&mut **transaction)
        .await?;
    let Some(row) = row else { return Ok(Link::before_first(node)) };
    let hash: String = row.try_get(1)?;
    let damaged = || LedgerError::Damaged("the last link of the audit".to_owned());
    let hash = Digest::parse(&hash).ok_or_else(damaged)?;
    Ok(Link { number: row.try_get::<i64, _>(0)?.cast_unsigned(), hash })
}

async fn insert(
    transaction: &mut sqlx::Transaction<'static, sqlx::Any>,
    entry: &AuditEntry,
    text: &str,
    link: &Link,
    signature: &[u8; 64],
) -> Result<(), LedgerError> {
    let number = link.number.cast_signed();
    sqlx::query(
        "INSERT INTO audit (number, entry, link, signature, at, who, act, outcome)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(number)
    .bind(text.to_owned())
    .bind(link.hash.to_string())
    .bind(signature.to_vec())
    .bind(entry.at.to_string())
    .bind(entry.by.word().to_owned())
    .bind(entry.act.as_str())
    .bind(entry.outcome.as_str())
    .execute(&mut **transaction)
    .await?;
    for about in &entry.about {
        sqlx::query("INSERT INTO audit_about (kind, id, number) VALUES ($1, $2, $3)")
            .bind(about.kind.as_str())
            .bind(about.id.clone())
            .bind(number)
            .execute(&mut **transaction)
            .await?;
    }
    Ok(())
}

/// The file whose lock is the turn to write.
const LOCK: &str = "audit.lock";

/// Entries that wait at most; whoever comes then waits to wait.
const MOST_WAITING: usize = 1024;

/// Entries that are written together at most.
const MOST_AT_ONCE: usize = 256;

#[cfg(test)]
mod tests;
