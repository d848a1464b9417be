//! Entries found again, latest first.

use jiff::civil::Date;
use sqlx::Row as _;
use sqlx::any::AnyRow;
use vocabulary::audit::{Act, AuditEntry, Kind, Outcome};
use vocabulary::submission::Digest;

use super::line;
use crate::ledger::LedgerError;
use crate::node::Node;

/// Which entries are wanted; what is left out does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// By this name, or the word for those who have none.
    pub who: Option<String>,
    /// About this thing.
    pub about: Option<(Kind, String)>,
    /// Who did this.
    pub act: Option<Act>,
    /// To which this came of it.
    pub outcome: Option<Outcome>,
    /// On this day or later, in UTC.
    pub from: Option<Date>,
    /// On this day or earlier, in UTC.
    pub to: Option<Date>,
    /// Before this number.
    pub before: Option<u64>,
}

/// An entry as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEntry {
    /// Its number, from 1.
    pub number: u64,
    /// What all entries up to it come to.
    pub link: Digest,
    /// What it says.
    pub entry: AuditEntry,
}

impl Node {
    /// Entries of the audit, latest first, so many at most.
    ///
    /// # Errors
    /// When the ledger cannot be read, or holds an entry that is none.
    pub async fn audit(&self, wanted: &Wanted, most: u32) -> Result<Vec<StoredEntry>, LedgerError> {
        let mut texts: Vec<String> = Vec::new();
        let mut conditions: Vec<String> = Vec::new();
        let mut is = |condition: &str, text: String| {
            texts.push(text);
            conditions.push(condition.replace('?', &format!("${}", texts.len())));
        };
        if let Some((kind, id)) = &wanted.about {
            is("b.kind = ?", kind.to_string());
            is("b.id = ?", id.clone());
        }
        if let Some(who) = &wanted.who {
            is("a.who = ?", who.clone());
        }
        if let Some(act) = wanted.act {
            is("a.act = ?", act.to_string());
        }
        if let Some(outcome) = wanted.outcome {
            is("a.outcome = ?", outcome.to_string());
        }
        if let Some(from) = wanted.from {
            is("a.at >= ?", from.to_string());
        }
        if let Some(to) = wanted.to {
            // What comes after a day's times, and before the next day's.
            is("a.at < ?", format!("{to}U"));
        }
        // No entry holds it, and PostgreSQL takes it for a fault.
        if texts.iter().any(|text| text.contains('\0')) {
            return Ok(Vec::new());
        }
        let before = wanted.before.and_then(|before| i64::try_from(before).ok());
        let before_place = texts.len() + 1;
        conditions.push(format!("a.number < ${before_place}"));
        let join = match wanted.about {
            Some(_) => "JOIN audit_about b ON b.number = a.number",
            None => "",
        };
        let statement = format!(
            "SELECT a.number, a.link, a.entry FROM audit a {join} WHERE {} ORDER BY a.number DESC LIMIT {most}",
            conditions.join(" AND ")
        );
        let mut query = sqlx::query(sqlx::AssertSqlSafe(statement));
        for text in texts {
            query = query.bind(text);
        }
        let rows = query.bind(before.unwrap_or(i64::MAX)).fetch_all(&self.pool).await?;
        rows.iter().map(read_entry).collect()
    }

    /// The entry of a number.
    ///
    /// # Errors
    /// As [`Node::audit`].
    pub async fn audit_entry(&self, number: u64) -> Result<Option<StoredEntry>, LedgerError> {
        let Ok(number) = i64::try_from(number) else { return Ok(None) };
        let row = sqlx::query("SELECT number, link, entry FROM audit WHERE number = $1")
            .bind(number)
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(read_entry).transpose()
    }
}

fn read_entry(row: &AnyRow) -> Result<StoredEntry, LedgerError> {
    let number = row.try_get::<i64, _>(0)?.cast_unsigned();
    let damaged = || LedgerError::Damaged(format!("entry {number} of the audit"));
    Ok(StoredEntry {
        number,
        link: Digest::parse(&row.try_get::<String, _>(1)?).ok_or_else(damaged)?,
        entry: line::read(&row.try_get::<String, _>(2)?).ok_or_else(damaged)?,
    })
}
