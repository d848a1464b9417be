//! Reviews of retention: that a submission is kept until another day; and the node's own rules about it.

use jiff::civil::Date;
use sqlx::Row as _;
use vocabulary::submission::SubmissionId;

use crate::disk::{self, DiskError};
use crate::ledger::LedgerError;
use crate::node::Node;

/// What somebody decided when the retention of a submission was reviewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// The submission.
    pub submission: SubmissionId,
    /// The next day of review.
    pub keep_until: Date,
    /// Why, in words.
    pub because: String,
    /// Who decided: a name, or "(terminal)".
    pub decided_by: String,
    /// When.
    pub decided_on: Date,
}

impl Node {
    /// The latest review of each submission that was reviewed.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn reviews(&self) -> Result<Vec<Review>, LedgerError> {
        let rows = sqlx::query(
            "SELECT submission, keep_until, because, decided_by, decided_on FROM review ORDER BY submission",
        )
        .fetch_all(&self.pool)
        .await?;
        let read = |row: &sqlx::any::AnyRow| {
            let text = |column: usize| row.try_get::<String, _>(column);
            let day = |text: String| text.trim().parse().map_err(|_| LedgerError::Damaged(text));
            let id = text(0)?;
            Ok(Review {
                submission: SubmissionId::parse(id.trim()).ok_or(LedgerError::Damaged(id))?,
                keep_until: day(text(1)?)?,
                because: text(2)?,
                decided_by: text(3)?,
                decided_on: day(text(4)?)?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// Keeps what was decided about a submission in the place of what was before.
    ///
    /// # Errors
    /// When the ledger refuses.
    pub async fn keep_review(&self, review: &Review) -> Result<(), LedgerError> {
        let mut transaction = self.begin_writing().await?;
        sqlx::query("DELETE FROM review WHERE submission = $1")
            .bind(review.submission.as_str())
            .execute(&mut *transaction)
            .await?;
        sqlx::query(
            "INSERT INTO review (submission, keep_until, because, decided_by, decided_on)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(review.submission.as_str())
        .bind(review.keep_until.to_string())
        .bind(review.because.as_str())
        .bind(review.decided_by.as_str())
        .bind(review.decided_on.to_string())
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// What stands in `retention.toml` beside the ledger, where there is one; what is no text is replaced, so that
    /// reading it says where.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn retention_rules(&self) -> Result<Option<String>, DiskError> {
        let path = self.directory.join(RETENTION_FILE);
        if !path.is_file() {
            return Ok(None);
        }
        Ok(Some(String::from_utf8_lossy(&disk::read(&path)?).into_owned()))
    }
}

/// The node's rules about retention, as a file beside the ledger.
pub const RETENTION_FILE: &str = "retention.toml";
