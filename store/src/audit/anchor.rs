//! What each entry of the ledger says of the audit: how far it had come by then, signed.
//!
//! An audit that is put back to an earlier state, head and all, lacks entries of which the ledger knows; whoever takes
//! the anchors away as well leaves entries of the ledger without one. They stand beside the ledger and not in it: the
//! ledger is exchanged with other nodes, and how much was looked at is nobody's business there.

use std::collections::BTreeMap;

use exchange::chain::{Anchor, Link};
use exchange::envelope::NodeKey;
use exchange::tree::Frontier;
use sqlx::Row as _;
use sqlx::any::AnyRow;
use vocabulary::submission::{Digest, Position};

use super::last_link;
use crate::ledger::LedgerError;
use crate::node::Node;
use crate::verify::Fault;

/// Anchors the audit, as it stands, at the end of a ledger; the caller commits both.
pub(crate) async fn write(
    transaction: &mut sqlx::Transaction<'static, sqlx::Any>,
    key: &NodeKey,
    frontier: &Frontier,
) -> Result<(), LedgerError> {
    let since: Option<i64> =
        sqlx::query_scalar("SELECT since FROM anchor ORDER BY position DESC LIMIT 1")
            .fetch_optional(&mut **transaction)
            .await?;
    // Where all were taken away, the next one says that there were some from the beginning.
    insert(transaction, key, since.unwrap_or_default().cast_unsigned(), frontier).await
}

/// Begins to anchor: at the end of the ledger of a new node, or of one that had no anchors before.
pub(crate) async fn begin(
    transaction: &mut sqlx::Transaction<'static, sqlx::Any>,
    key: &NodeKey,
    frontier: &Frontier,
) -> Result<(), LedgerError> {
    insert(transaction, key, frontier.entries(), frontier).await
}

async fn insert(
    transaction: &mut sqlx::Transaction<'static, sqlx::Any>,
    key: &NodeKey,
    since: u64,
    frontier: &Frontier,
) -> Result<(), LedgerError> {
    let link = last_link(transaction, &key.public()).await?;
    let (position, root) = (frontier.entries(), frontier.root());
    let anchor = Anchor { since, position, root, link };
    sqlx::query(
        "INSERT INTO anchor (position, since, number, link, signature) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(position.cast_signed())
    .bind(since.cast_signed())
    .bind(link.number.cast_signed())
    .bind(link.hash.to_string())
    .bind(anchor.sign(key).to_vec())
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

impl Node {
    /// How many entries the audit had when an entry came into the ledger; 0 where that is not known.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn audit_came_to(&self, position: Position) -> Result<u64, LedgerError> {
        let number: Option<i64> =
            sqlx::query_scalar("SELECT number FROM anchor WHERE position = $1 AND since < $1")
                .bind(position.0.cast_signed())
                .fetch_optional(&self.pool)
                .await?;
        Ok(number.unwrap_or_default().cast_unsigned())
    }
}

/// What the anchors of a node say of its audit.
#[derive(Default)]
pub(super) struct Anchors {
    /// By the number of an entry of the audit: the first entry of the ledger that tells of it, and the link.
    told: BTreeMap<u64, (u64, Digest)>,
    /// What is wrong with the anchors themselves.
    pub faults: Vec<Fault>,
}

impl Anchors {
    /// Reads them, and proves each.
    pub async fn of(node: &Node) -> Result<Self, LedgerError> {
        let rows = sqlx::query(ALL).fetch_all(&node.pool).await?;
        // The ledger may go on meanwhile: both ends are of the same moment.
        let entries: i64 = if let Some(row) = rows.first() {
            row.try_get(6)?
        } else {
            let end = sqlx::query_scalar("SELECT COALESCE(MAX(position), 0) FROM entry");
            end.fetch_one(&node.pool).await?
        };
        let mut anchors = Self::default();
        let mut next = None;
        for row in &rows {
            let anchor = anchor_in(row)?;
            let signature: Vec<u8> = row.try_get(4)?;
            let position = anchor.position;
            if position > entries.cast_unsigned() {
                anchors.complain(position, "it is gone: what it said of the audit is still there");
                continue;
            }
            if !anchor.is_signed(&signature, &node.public_key) {
                anchors
                    .complain(position, "what it says of the audit is not as this node wrote it");
                next = Some(position + 1);
                continue;
            }
            anchors.expect(next.unwrap_or(anchor.since), position);
            next = Some(position + 1);
            let told = || (position, anchor.link.hash);
            anchors.told.entry(anchor.link.number).or_insert_with(told);
        }
        anchors.expect(next.unwrap_or_default(), entries.cast_unsigned() + 1);
        Ok(anchors)
    }

    /// Holds a link of the audit against what was said of it.
    pub fn disagree_with(&mut self, link: &Link) -> Option<String> {
        let (position, hash) = self.told.remove(&link.number)?;
        (hash != link.hash)
            .then(|| format!("it is not the entry that entry {position} of the ledger tells of"))
    }

    /// The first entry of the audit that is told of and was not there, and where it is told of.
    pub fn missing_after(&self, last: u64) -> Option<(u64, u64)> {
        let (number, (position, _)) = self.told.range(last + 1..).next_back()?;
        Some((*number, *position))
    }

    /// Positions from one up to another, which have none.
    fn expect(&mut self, from: u64, before: u64) {
        if from < before {
            let why = format!(
                "what the entries from here to {} said of the audit is gone: whether that is whole cannot be said",
                before - 1
            );
            self.complain(from, &why);
        }
    }

    fn complain(&mut self, position: u64, why: &str) {
        self.faults.push(Fault::Entry { position, why: why.to_owned() });
    }
}

fn anchor_in(row: &AnyRow) -> Result<Anchor, LedgerError> {
    let number = |at: usize| row.try_get::<i64, _>(at).map(i64::cast_unsigned);
    let digest = |text: String| {
        let damaged = || LedgerError::Damaged("an anchor of the audit".to_owned());
        Digest::parse(&text).ok_or_else(damaged)
    };
    // Of a ledger without entries.
    let root = match row.try_get::<Option<String>, _>(5)? {
        Some(root) => digest(root)?,
        None => Frontier::default().root(),
    };
    Ok(Anchor {
        position: number(0)?,
        since: number(1)?,
        root,
        link: Link { number: number(2)?, hash: digest(row.try_get(3)?)? },
    })
}

const ALL: &str = "
    SELECT a.position, a.since, a.number, a.link, a.signature, e.root,
        (SELECT COALESCE(MAX(position), 0) FROM entry)
    FROM anchor a LEFT JOIN entry e ON e.position = a.position ORDER BY a.position";

#[cfg(test)]
mod tests;
