//! What was found of data quality.
//!
//! Findings stand beside the log and can be computed again from it; what people decide about them
//! stands in the log (`acts.rs`). The same fault found again is the same finding, under the same name.

mod texts;

use std::collections::BTreeSet;

use jiff::civil::Date;
use sqlx::Row as _;
use sqlx::any::AnyRow;
use vocabulary::finding::Vantage;
use vocabulary::handling::Reader;
use vocabulary::quality::{QualityFinding, QualityRun};
use vocabulary::submission::{Digest, Position};

use self::texts::{read_finding, write_finding};
use crate::ledger::LedgerError;
use crate::node::{Node, NodeWriter};
use crate::sight::{VisibleRuns, trace};
use crate::submissions::ReadError;

/// Why findings of data quality cannot be stored or read.
#[derive(Debug, thiserror::Error)]
pub enum QualityError {
    /// No such finding.
    #[error("there is no finding '{0}' of data quality; `watchfire quality` lists them")]
    NoFinding(String),
    /// There are several whose names begin so.
    #[error("{count} findings begin with '{beginning}': write more of the name")]
    Several {
        /// What was asked for.
        beginning: String,
        /// How many.
        count: usize,
    },
    /// A stored text is not what this program writes.
    #[error("a stored finding is damaged ({0}); run `watchfire quality` again")]
    Damaged(String),
    /// The ledger cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The ledger refuses.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The end of the ledger cannot be read.
    #[error(transparent)]
    Findings(#[from] crate::findings::FindingsError),
}

impl From<sqlx::Error> for QualityError {
    fn from(error: sqlx::Error) -> Self {
        Self::Ledger(error.into())
    }
}

impl Node {
    /// The finding of a name, or of the unambiguous beginning of one, as the latest run that found it
    /// saw it.
    ///
    /// # Errors
    /// When there is none, or more than one.
    pub async fn quality_finding(
        &self,
        name: &str,
        reader: &Reader,
    ) -> Result<(QualityRun, QualityFinding), QualityError> {
        let visible = self.visible_runs("quality_run", reader).await?;
        let all = self.quality_names(reader).await?;
        let begins = |id: &&String| !name.is_empty() && id.starts_with(name);
        let found: Vec<&String> = all.iter().filter(begins).collect();
        let id = match found[..] {
            [only] => only.clone(),
            [] => return Err(QualityError::NoFinding(name.to_owned())),
            ref several => {
                let (beginning, count) = (name.to_owned(), several.len());
                return Err(QualityError::Several { beginning, count });
            }
        };
        let rows = sqlx::query(
            "SELECT r.id, r.as_of, r.position, r.source, r.figures, r.findings, r.digest, r.ran_on, q.finding, q.body
             FROM quality_in_run q JOIN quality_run r ON r.id = q.run
             WHERE q.finding = $1 ORDER BY r.id DESC",
        )
        .bind(id.as_str())
        .fetch_all(&self.pool)
        .await?;
        for row in &rows {
            if let Some(run) = read_run(row, &visible)? {
                return Ok((run, stored_finding(row, 8)?));
            }
        }
        Err(QualityError::NoFinding(name.to_owned()))
    }

    /// The names of all findings that any run stored, in order.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn quality_names(&self, reader: &Reader) -> Result<Vec<String>, QualityError> {
        let visible = self.visible_runs("quality_run", reader).await?;
        let rows =
            sqlx::query("SELECT finding, run FROM quality_in_run").fetch_all(&self.pool).await?;
        let mut names = BTreeSet::new();
        for row in &rows {
            if visible.number_of(row.try_get(1)?).is_some() {
                names.insert(row.try_get(0)?);
            }
        }
        Ok(names.into_iter().collect())
    }

    /// The findings of the latest run about a source: one about it alone, or about all.
    ///
    /// # Errors
    /// When the ledger cannot be read or holds a damaged finding.
    pub async fn quality_of_source(
        &self,
        source: &str,
        reader: &Reader,
    ) -> Result<Vec<QualityFinding>, QualityError> {
        let visible = self.visible_runs("quality_run", reader).await?;
        let runs: Vec<i64> = sqlx::query_scalar(
            "SELECT id FROM quality_run WHERE source = $1 OR source IS NULL ORDER BY id DESC",
        )
        .bind(source)
        .fetch_all(&self.pool)
        .await?;
        let run = runs.into_iter().find(|run| visible.number_of(*run).is_some());
        let rows =
            sqlx::query("SELECT finding, body FROM quality_in_run WHERE run = $1 ORDER BY rank")
                .bind(run.unwrap_or(0))
                .fetch_all(&self.pool)
                .await?;
        let mut findings = Vec::new();
        for row in &rows {
            let finding = stored_finding(row, 0)?;
            if finding.subject.source == source {
                findings.push(finding);
            }
        }
        Ok(findings)
    }
}

impl NodeWriter {
    /// Stores a run with its findings, made from what `reader` sees, and numbers the run.
    ///
    /// # Errors
    /// When the ledger refuses; then nothing is stored.
    pub async fn save_quality_run(
        &mut self,
        run: &mut QualityRun,
        findings: &[QualityFinding],
        reader: &Reader,
    ) -> Result<(), QualityError> {
        let seen = trace(&reader.sees, self.last_position());
        run.id = self.node.visible_runs("quality_run", reader).await?.next_number();
        let mut transaction = self.node.begin_writing().await?;
        let last: Option<i64> = sqlx::query_scalar("SELECT max(id) FROM quality_run")
            .fetch_one(&mut *transaction)
            .await?;
        let entry = last.unwrap_or(0) + 1;
        sqlx::query(
            "INSERT INTO quality_run (id, as_of, position, source, figures, findings, digest, ran_on, seen)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(entry)
        .bind(run.vantage.as_of.to_string())
        .bind(run.vantage.position.0.cast_signed())
        .bind(run.source.clone())
        .bind(run.figures.cast_signed())
        .bind(run.findings.cast_signed())
        .bind(run.digest.to_string())
        .bind(run.ran_on.to_string())
        .bind(seen)
        .execute(&mut *transaction)
        .await?;
        for (rank, finding) in findings.iter().enumerate() {
            sqlx::query(
                "INSERT INTO quality_in_run (run, finding, rank, body) VALUES ($1, $2, $3, $4)",
            )
            .bind(entry)
            .bind(finding.id.as_str())
            .bind((rank as u64).cast_signed() + 1)
            .bind(write_finding(finding))
            .execute(&mut *transaction)
            .await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}

fn stored_finding(row: &AnyRow, at: usize) -> Result<QualityFinding, QualityError> {
    let (id, body): (String, String) = (row.try_get(at)?, row.try_get(at + 1)?);
    read_finding(id.clone(), &body).ok_or(QualityError::Damaged(id))
}

/// A run as its reader knows it; `None` where it is not there for the reader.
fn read_run(row: &AnyRow, visible: &VisibleRuns) -> Result<Option<QualityRun>, QualityError> {
    let Some(id) = visible.number_of(row.try_get(0)?) else { return Ok(None) };
    let whole = |column: usize| row.try_get::<i64, _>(column).map(i64::cast_unsigned);
    let text = |column: usize| row.try_get::<String, _>(column);
    let day = |column: usize| {
        let text = text(column)?;
        text.parse::<Date>().map_err(|_| QualityError::Damaged(text))
    };
    let digest = text(6)?;
    Ok(Some(QualityRun {
        id,
        vantage: Vantage { as_of: day(1)?, position: Position(whole(2)?) },
        source: row.try_get(3)?,
        figures: whole(4)?,
        findings: whole(5)?,
        digest: Digest::parse(&digest).ok_or(QualityError::Damaged(digest))?,
        ran_on: day(7)?,
    }))
}
