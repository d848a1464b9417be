//! The head of the chain in a file beside the ledger, so that entries cut off its end are missed.
//!
//! It is written after the entries, so it may lag behind them after a crash, and never runs ahead.

use std::io::Write as _;
use std::path::Path;

use exchange::chain::Link;
use exchange::envelope::NodeKey;
use vocabulary::submission::Digest;

use crate::disk::{self, DiskError};
use crate::erase::{from_hexadecimal, hexadecimal};
use crate::ledger::LedgerError;
use crate::node::Node;

/// Name of the file below the node's directory.
pub(crate) const FILE: &str = "audit.head";

const MAGIC: &str = "watchfire-audit-head/1";

/// What the file says; the words why not, where it says nothing that holds.
pub(super) fn read(node: &Node) -> Result<Link, &'static str> {
    let path = node.directory.join(FILE);
    let text = disk::read(&path).map_err(|_| {
        "audit.head is missing or not readable: whether the last entries are all there cannot be said"
    })?;
    let damaged = "audit.head is not as this node wrote it: whether the last entries are all there cannot be said";
    let text = String::from_utf8(text).map_err(|_| damaged)?;
    let lines: Vec<&str> = text.lines().collect();
    let [MAGIC, number, hash, signature] = lines.as_slice() else { return Err(damaged) };
    let (number, hash) =
        (number.parse().map_err(|_| damaged)?, Digest::parse(hash).ok_or(damaged)?);
    let link = Link { number, hash };
    let signature = from_hexadecimal(signature).ok_or(damaged)?;
    if link.is_signed(&signature, &node.public_key) { Ok(link) } else { Err(damaged) }
}

/// Puts another head in its place; after a crash the file is the one before or this one.
pub(super) fn write(directory: &Path, link: &Link, signature: &[u8; 64]) -> Result<(), DiskError> {
    let path = directory.join(FILE);
    let unfinished = path.with_added_extension("unfinished");
    let text = format!("{MAGIC}\n{}\n{}\n{}\n", link.number, link.hash, hexadecimal(signature));
    let begun = disk::for_owner().write(true).create(true).truncate(true).open(&unfinished);
    let written = begun.and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_data()?;
        // Its directory is not synced: a head that lags by a crash is no fault.
        std::fs::rename(&unfinished, &path)
    });
    written.map_err(DiskError::while_("cannot write", &path))
}

/// The head of a chain that has no entry yet, unless there is a head.
pub(crate) fn begin(directory: &Path, key: &NodeKey) -> Result<(), DiskError> {
    if directory.join(FILE).exists() {
        return Ok(());
    }
    let link = Link::before_first(&key.public());
    write(directory, &link, &link.sign(key))
}

/// Whether the head as it is written stands in the table too.
pub(super) async fn is_in_chain(
    node: &Node,
    transaction: &mut sqlx::Transaction<'static, sqlx::Any>,
) -> Result<bool, LedgerError> {
    let Ok(head) = read(node) else { return Ok(false) };
    if head.number == 0 {
        return Ok(head == Link::before_first(&node.public_key));
    }
    let hash: Option<String> = sqlx::query_scalar("SELECT link FROM audit WHERE number = $1")
        .bind(head.number.cast_signed())
        .fetch_optional(&mut **transaction)
        .await?;
    Ok(hash.is_some_and(|hash| hash == head.hash.to_string()))
}

/// The head of a chain in one word, to be noted elsewhere: number and hash.
pub fn written_head(link: &Link) -> String {
    format!("{}:{}", link.number, link.hash)
}
