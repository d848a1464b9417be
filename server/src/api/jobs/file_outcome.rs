//! What became of a file, as the API writes it.

use serde::Serialize;
use utoipa::ToSchema;
use workflows::ingest::{Outcome, Rejected, Stored};

use crate::api::submissions::RejectedRow;

/// What became of a file.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct FileOutcome {
    /// "stored", "previewed" (nothing was stored), "repeated" (it stands already) or "all-rejected".
    outcome: &'static str,
    /// The submission: the new one, or that under which it stands already; null for others.
    submission: Option<String>,
    /// Rows that were read; null where the file was not read, since it stands already.
    rows_read: Option<u64>,
    /// Rows that were accepted.
    rows_accepted: Option<u64>,
    /// Facts made of them.
    facts: Option<u64>,
    /// The first reasons why rows were rejected, at most 100; none where rows stand that nobody looks at without a
    /// reason: they are asked for as rejections of the submission.
    rejections: Vec<RejectedRow>,
    /// How many reasons there are; a row may have several.
    rejections_total: u64,
    /// Names kept as written because they did not resolve, most frequent first; at most 100, and none where there
    /// are no reasons.
    unresolved: Vec<UnresolvedName>,
}

/// A name that did not resolve.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct UnresolvedName {
    /// Column it stands in.
    column: String,
    /// The name.
    text: String,
    /// Rows that have it.
    rows: u64,
}

impl FileOutcome {
    pub fn of(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Stored(stored) => {
                let read = Self::read("stored", stored);
                // What stands is looked at where each look is on record, for whoever may by then.
                if stored.header.handling.asks_reason() { read.without_cells() } else { read }
            }
            Outcome::Previewed(stored) => {
                Self { submission: None, ..Self::read("previewed", stored) }
            }
            Outcome::Repeated(id) => {
                Self { submission: Some(id.to_string()), ..Self::nothing("repeated") }
            }
            Outcome::AllRejected(rejected) => {
                let (rows_read, none) = (Some(rejected.rows), Some(0));
                let all = Self::nothing("all-rejected");
                Self { rows_read, rows_accepted: none, facts: none, ..all }.with(rejected)
            }
        }
    }

    fn nothing(outcome: &'static str) -> Self {
        Self {
            outcome,
            submission: None,
            rows_read: None,
            rows_accepted: None,
            facts: None,
            rejections: Vec::new(),
            rejections_total: 0,
            unresolved: Vec::new(),
        }
    }

    fn read(outcome: &'static str, stored: &Stored) -> Self {
        let unresolved = stored.unresolved.iter().take(MOST_NAMED).map(|name| UnresolvedName {
            column: name.column.clone(),
            text: name.text.clone(),
            rows: name.rows,
        });
        let read = Self {
            submission: Some(stored.header.id.to_string()),
            rows_read: Some(stored.header.rows_read),
            rows_accepted: Some(stored.header.rows_accepted),
            facts: Some(stored.header.facts),
            unresolved: unresolved.collect(),
            ..Self::nothing(outcome)
        };
        read.with(&stored.rejected)
    }

    fn without_cells(self) -> Self {
        Self { rejections: Vec::new(), unresolved: Vec::new(), ..self }
    }

    fn with(self, rejected: &Rejected) -> Self {
        let rejections = rejected.first.iter().take(MOST_NAMED).map(RejectedRow::of).collect();
        Self { rejections, rejections_total: rejected.reasons, ..self }
    }
}

const MOST_NAMED: usize = 100;
