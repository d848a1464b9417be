//! What people decided, as it stands in the ledger: about faults of the data, and about signals.
//!
//! Who decided stands beside the ledger, in the node's own tables: entries are exchanged between nodes and
//! stand for good, names of people do neither. It does not say what a decision does: workflows do.

use std::collections::HashMap;

use jiff::civil::Date;
use sqlx::Row as _;
use vocabulary::comment::SignalComment;
use vocabulary::handling::Reader;
use vocabulary::people::Author;
use vocabulary::quality::QualityDecision;
use vocabulary::submission::{Content, Position, SubmissionId};
use vocabulary::verdict::SignalVerdict;

use crate::ledger::LedgerError;
use crate::node::Node;
use crate::submissions::ReadError;

/// A decision as it stands in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act<T> {
    /// Where it stands.
    pub position: Position,
    /// Its own name.
    pub id: SubmissionId,
    /// The day it was made.
    pub decided_on: Date,
    /// Who made it; `None` where that was at the node's own terminal, by its link, or is not known.
    pub by: Option<Author>,
    /// What was decided.
    pub decision: T,
}

/// A decision about a finding of data quality.
pub type StoredDecision = Act<QualityDecision>;

/// A verdict on a signal.
pub type StoredVerdict = Act<SignalVerdict>;

/// A comment on a signal.
pub type StoredComment = Act<SignalComment>;

impl Node {
    /// The decisions about findings that stand at a position, oldest first; withdrawn ones are none.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn quality_decisions(
        &self,
        position: Position,
        reader: &Reader,
    ) -> Result<Vec<StoredDecision>, ReadError> {
        let decision = |content: &Content| match content {
            Content::Decision(decision) => Some((**decision).clone()),
            _ => None,
        };
        self.acts(position, reader, decision).await
    }

    /// The verdicts on signals that stand at a position, oldest first; withdrawn ones are none.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn signal_verdicts(
        &self,
        position: Position,
        reader: &Reader,
    ) -> Result<Vec<StoredVerdict>, ReadError> {
        let verdict = |content: &Content| match content {
            Content::Verdict(verdict) => Some((**verdict).clone()),
            _ => None,
        };
        self.acts(position, reader, verdict).await
    }

    /// The comments on signals that stand at a position, oldest first; withdrawn ones are none.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn signal_comments(
        &self,
        position: Position,
        reader: &Reader,
    ) -> Result<Vec<StoredComment>, ReadError> {
        let comment = |content: &Content| match content {
            Content::Comment(comment) => Some((**comment).clone()),
            _ => None,
        };
        self.acts(position, reader, comment).await
    }

    async fn acts<T>(
        &self,
        position: Position,
        reader: &Reader,
        of_kind: impl Fn(&Content) -> Option<T>,
    ) -> Result<Vec<Act<T>>, ReadError> {
        let all = self.submissions(reader).await?;
        let mut authors = self.authors().await?;
        let until = || all.iter().filter(|stored| stored.position <= position);
        let is_withdrawn = |id: &SubmissionId| {
            until().any(|stored| {
                matches!(&stored.header.content, Content::Withdrawal { of, .. } if of == id)
            })
        };
        let acts = until().filter_map(|stored| {
            let decision = of_kind(&stored.header.content)?;
            (!is_withdrawn(&stored.header.id)).then(|| Act {
                position: stored.position,
                id: stored.header.id.clone(),
                decided_on: stored.header.submitted_on,
                by: authors.remove(stored.header.id.as_str()),
                decision,
            })
        });
        Ok(acts.collect())
    }

    /// Who made which act, by its name.
    async fn authors(&self) -> Result<HashMap<String, Author>, LedgerError> {
        let rows = sqlx::query("SELECT submission, shown_name, organisation FROM author")
            .fetch_all(&self.pool)
            .await?;
        let read = |row: &sqlx::any::AnyRow| {
            let act: String = row.try_get(0)?;
            let author = Author { shown_name: row.try_get(1)?, organisation: row.try_get(2)? };
            Ok((act.trim().to_owned(), author))
        };
        rows.iter().map(read).collect()
    }
}

/// Writes down who makes an act; the caller commits it with the act.
pub(crate) async fn write_author(
    transaction: &mut sqlx::Transaction<'static, sqlx::Any>,
    act: &SubmissionId,
    author: &Author,
) -> Result<(), LedgerError> {
    sqlx::query("INSERT INTO author (submission, shown_name, organisation) VALUES ($1, $2, $3)")
        .bind(act.as_str())
        .bind(author.shown_name.as_str())
        .bind(author.organisation.as_str())
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests;
