//! Erasures that somebody asked for, until another person answers.

use std::collections::HashMap;

use jiff::civil::Date;
use sqlx::Row as _;
use vocabulary::submission::SubmissionId;

use crate::ledger::LedgerError;
use crate::node::Node;

/// That somebody asked for a submission to be erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErasureRequest {
    /// The name of who asked.
    pub asked_by: String,
    /// The day.
    pub asked_on: Date,
    /// Why, in words.
    pub because: String,
}

impl Node {
    /// The erasures that wait for an answer, by submission.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn erasure_requests(
        &self,
    ) -> Result<HashMap<SubmissionId, ErasureRequest>, LedgerError> {
        let rows =
            sqlx::query("SELECT submission, asked_by, asked_on, because FROM erasure_request")
                .fetch_all(&self.pool)
                .await?;
        let read = |row: &sqlx::any::AnyRow| {
            let (id, on): (String, String) = (row.try_get(0)?, row.try_get(2)?);
            let submission = SubmissionId::parse(id.trim()).ok_or(LedgerError::Damaged(id))?;
            let asked_on = on.trim().parse().map_err(|_| LedgerError::Damaged(on))?;
            let (asked_by, because) = (row.try_get(1)?, row.try_get(3)?);
            Ok((submission, ErasureRequest { asked_by, asked_on, because }))
        };
        rows.iter().map(read).collect()
    }

    /// Writes down that an erasure is asked for; false where one waits already, and that one stays.
    ///
    /// # Errors
    /// When the ledger refuses.
    pub async fn ask_to_erase(
        &self,
        submission: &SubmissionId,
        request: &ErasureRequest,
    ) -> Result<bool, LedgerError> {
        let written = sqlx::query(
            "INSERT INTO erasure_request (submission, asked_by, asked_on, because)
             VALUES ($1, $2, $3, $4) ON CONFLICT (submission) DO NOTHING",
        )
        .bind(submission.as_str())
        .bind(request.asked_by.as_str())
        .bind(request.asked_on.to_string())
        .bind(request.because.as_str())
        .execute(&self.pool)
        .await?;
        Ok(written.rows_affected() > 0)
    }

    /// Strikes an erasure that somebody asked for; false where none waits.
    ///
    /// # Errors
    /// When the ledger refuses.
    pub async fn strike_erasure_request(
        &self,
        submission: &SubmissionId,
    ) -> Result<bool, LedgerError> {
        let struck = sqlx::query("DELETE FROM erasure_request WHERE submission = $1")
            .bind(submission.as_str())
            .execute(&self.pool)
            .await?;
        Ok(struck.rows_affected() > 0)
    }
}
