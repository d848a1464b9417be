//! What people decided, as it stands in the ledger: about faults of the data, and about signals.
//!
//! It does not say what a decision does: workflows do.

use jiff::civil::Date;
use vocabulary::comment::SignalComment;
use vocabulary::handling::Reader;
use vocabulary::quality::QualityDecision;
use vocabulary::submission::{Content, Position, SubmissionId};
use vocabulary::verdict::SignalVerdict;

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
                decision,
            })
        });
        Ok(acts.collect())
    }
}
