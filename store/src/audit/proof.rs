//! Whether the audit is whole: every link, every signature, and the end.
//!
//! Noticed is an entry that was altered, taken out, put elsewhere, added without the node's key, or cut off the
//! end, also where an older `audit.head` is put back with an older table, as far as the ledger has gone on since. Not
//! noticed is what somebody does who holds the signing key, or who puts the whole node back: against that, note the
//! head elsewhere.

use std::collections::BTreeSet;

use exchange::chain::Link;
use sqlx::Row as _;
use sqlx::any::AnyRow;
use vocabulary::audit::AuditEntry;
use vocabulary::submission::Digest;

use super::anchor::Anchors;
use super::{head, line};
use crate::ledger::LedgerError;
use crate::node::Node;
use crate::verify::Fault;

/// What was proven of the audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuditProof {
    /// Its end, as the table has it.
    pub head: Link,
}

impl Node {
    /// Proves the audit from its first entry; what is wrong is added to `faults`, the first [`MOST_FAULTS`] of it.
    pub(crate) async fn verify_audit(
        &self,
        faults: &mut Vec<Fault>,
    ) -> Result<AuditProof, LedgerError> {
        let written = head::read(self);
        let anchors = Anchors::of(self).await?;
        let written_link = written.ok();
        let mut found =
            Found { faults: Vec::new(), anchors, written: written_link, has_written: false };
        let mut link = Link::before_first(&self.public_key);
        found.compare(&link);
        loop {
            let after = link.number.cast_signed();
            let rows = sqlx::query(PAGE).bind(after).fetch_all(&self.pool).await?;
            let Some(last) = rows.last() else { break };
            let last: i64 = last.try_get(0)?;
            let index = self.index_between(after, last).await?;
            for row in &rows {
                link = found.prove(&link, row, &index, &self.public_key)?;
            }
        }
        match (written, found.has_written) {
            (Err(why), _) => found.complain(link.number, why),
            (Ok(head), false) if head.number > link.number => {
                let gone = gone(link.number + 1, head.number);
                let why = format!("{gone}: audit.head says that it was there");
                found.complain(link.number + 1, &why);
            }
            (Ok(head), false) => {
                found.complain(head.number, "it is not the entry that audit.head says was there");
            }
            (Ok(_), true) => {}
        }
        if let Some((number, position)) = found.anchors.missing_after(link.number) {
            let first = link.number + 1;
            let why =
                format!("{}: entry {position} of the ledger tells of it", gone(first, number));
            found.complain(first, &why);
        }
        faults.append(&mut found.faults);
        faults.append(&mut found.anchors.faults);
        Ok(AuditProof { head: link })
    }

    /// What the index says of entries between two numbers: number, kind and id.
    async fn index_between(
        &self,
        after: i64,
        last: i64,
    ) -> Result<BTreeSet<(u64, String, String)>, LedgerError> {
        let rows = sqlx::query(
            "SELECT number, kind, id FROM audit_about WHERE number > $1 AND number <= $2",
        )
        .bind(after)
        .bind(last)
        .fetch_all(&self.pool)
        .await?;
        let one = |row: &AnyRow| {
            Ok((row.try_get::<i64, _>(0)?.cast_unsigned(), row.try_get(1)?, row.try_get(2)?))
        };
        rows.iter().map(one).collect()
    }
}

/// That entries are gone, the first of which is the place.
fn gone(first: u64, last: u64) -> String {
    if first == last {
        "it is gone".to_owned()
    } else {
        format!("it is gone, as are all to {last}")
    }
}

/// What was found so far.
struct Found {
    faults: Vec<Fault>,
    anchors: Anchors,
    written: Option<Link>,
    has_written: bool,
}

impl Found {
    /// Proves one entry after the link before it; gives the link to go on with.
    fn prove(
        &mut self,
        before: &Link,
        row: &AnyRow,
        index: &BTreeSet<(u64, String, String)>,
        key: &[u8; 32],
    ) -> Result<Link, LedgerError> {
        let number = row.try_get::<i64, _>(0)?.cast_unsigned();
        let text: String = row.try_get(1)?;
        let stored: String = row.try_get(2)?;
        let signature: Vec<u8> = row.try_get(3)?;
        let link = Link { number, ..before.then(text.as_bytes()) };
        if number != before.number + 1 {
            let why =
                format!("it stands where {} should: what was there is gone", before.number + 1);
            self.complain(number, &why);
        } else if stored != link.hash.to_string() {
            self.complain(
                number,
                "it is not what was written there, or does not follow the one before it",
            );
        } else if !link.is_signed(&signature, key) {
            self.complain(number, "its signature does not fit");
        } else if !line::read(&text).is_some_and(|entry| agrees(&entry, number, row, index)) {
            self.complain(number, "the columns beside it say another thing of it");
        }
        // What follows is held against what stands here, so that one fault is told once.
        let hash = Digest::parse(&stored).unwrap_or(link.hash);
        let link = Link { number, hash };
        self.compare(&link);
        Ok(link)
    }

    fn compare(&mut self, link: &Link) {
        self.has_written |= self.written == Some(*link);
        if let Some(why) = self.anchors.disagree_with(link) {
            self.complain(link.number, &why);
        }
    }

    fn complain(&mut self, number: u64, why: &str) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(Fault::Audit { number, why: why.to_owned() });
        }
    }
}

/// Whether the columns and the index by which an entry is found say what it says.
fn agrees(
    entry: &AuditEntry,
    number: u64,
    row: &AnyRow,
    index: &BTreeSet<(u64, String, String)>,
) -> bool {
    let column = |at: usize| row.try_get::<String, _>(at).unwrap_or_default();
    let about = entry.about.iter();
    let about: BTreeSet<(u64, String, String)> =
        about.map(|about| (number, about.kind.to_string(), about.id.clone())).collect();
    let from = (number, String::new(), String::new());
    let to = (number + 1, String::new(), String::new());
    column(4) == entry.at.to_string()
        && column(5) == entry.by.word()
        && column(6) == entry.act.as_str()
        && column(7) == entry.outcome.as_str()
        && index.range(from..to).eq(about.iter())
}

/// Faults that are named; an audit with more is past telling one by one.
const MOST_FAULTS: usize = 10;

const PAGE: &str = "
    SELECT number, entry, link, signature, at, who, act, outcome
    FROM audit WHERE number > $1 ORDER BY number LIMIT 500";
