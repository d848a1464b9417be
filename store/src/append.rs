//! Appending a submission: whole or not at all.
//!
//! Order of writing: key, sealed files and fact files, each synced; then one ledger transaction;
//! then the answer. A crash before the commit leaves files that nothing names, which `doctor`
//! sweeps.

use std::path::PathBuf;

use exchange::envelope::VerifiedEnvelope;
use exchange::tree::leaf_hash;
use sqlx::Row as _;
use vocabulary::fact::{Fact, FactKind};
use vocabulary::submission::{Content, Header, Position, Rejection, SubmissionId};

use crate::disk::{self, DiskError};
use crate::fact_columns::Context;
use crate::fact_file::{FactFileError, write_facts};
use crate::keys::KeyError;
use crate::ledger::{self, LedgerError};
use crate::node::{Node, NodeWriter};
use crate::sealing::{self, SubmissionSecrets};
use crate::submissions::write_rejections;

/// What comes with the envelope of rows.
pub struct Rows<'a> {
    /// The original file.
    pub payload: &'a [u8],
    /// The mapping it was read with.
    pub mapping: &'a [u8],
    /// The rows that were not accepted.
    pub rejections: &'a [Rejection],
    /// What the accepted rows say.
    pub facts: &'a [Fact],
    /// Secrets of this submission alone.
    pub secrets: &'a SubmissionSecrets,
}

/// Why nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// The envelope and what came with it do not belong together.
    #[error("the envelope does not describe what came with it: {0}")]
    DoesNotFit(&'static str),
    /// The submission to be withdrawn is not there, or is withdrawn already.
    #[error("there is no submission {0} to withdraw")]
    NothingToWithdraw(SubmissionId),
    /// A file cannot be written.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// A key cannot be written.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The facts cannot be written as columns.
    #[error(transparent)]
    FactFile(#[from] FactFileError),
    /// The ledger refuses.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

/// Whether a file stands in the node already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// It does not.
    None,
    /// Under the same mapping: there is nothing to add.
    SameMapping(SubmissionId),
    /// Under another mapping of the same source: adding it might count its rows twice.
    OtherMapping(SubmissionId),
}

/// One file of a submission, ready to be written.
struct StoredFile {
    name: String,
    role: &'static str,
    kind: Option<FactKind>,
    is_sealed: bool,
    bytes: Vec<u8>,
}

impl Node {
    /// Whether the same file stands already, under the same mapping or another one of its source.
    ///
    /// # Errors
    /// When the ledger or the key cannot be read.
    pub async fn find_repeat(
        &self,
        payload: &[u8],
        mapping: &[u8],
        source: &str,
    ) -> Result<Repeat, AppendError> {
        let key = self.keys.repeat()?;
        let exact = sealing::keyed_digest(&key, &[payload, mapping]).to_string();
        let same_source = sealing::keyed_digest(&key, &[payload, source.as_bytes()]).to_string();
        let rows = sqlx::query(
            "SELECT id, repeat_digest FROM submission
             WHERE repeat_digest IS NOT NULL AND (repeat_digest = $1 OR same_source_digest = $2)",
        )
        .bind(exact.as_str())
        .bind(same_source)
        .fetch_all(&self.pool)
        .await
        .map_err(LedgerError::from)?;
        let mut repeat = Repeat::None;
        for row in rows {
            let id: String = row.try_get(0).map_err(LedgerError::from)?;
            let digest: String = row.try_get(1).map_err(LedgerError::from)?;
            let Some(id) = SubmissionId::parse(id.trim()) else { continue };
            if digest == exact {
                return Ok(Repeat::SameMapping(id));
            }
            repeat = Repeat::OtherMapping(id);
        }
        Ok(repeat)
    }
}

impl NodeWriter {
    /// Stores rows with everything that came with them.
    ///
    /// # Errors
    /// When anything is refused; then nothing is stored.
    pub async fn append_rows(
        &mut self,
        envelope: &VerifiedEnvelope,
        rows: &Rows<'_>,
    ) -> Result<Position, AppendError> {
        let header = envelope.header();
        let position = self.next_position();
        let context = Context::of(header, position, self.node.keys.repeat()?)
            .ok_or(AppendError::DoesNotFit("it holds no rows"))?;
        if header.payload_digest != sealing::salted_digest(&rows.secrets.salt, rows.payload) {
            return Err(AppendError::DoesNotFit("another payload digest"));
        }
        if header.facts != rows.facts.len() as u64 {
            return Err(AppendError::DoesNotFit("another number of facts"));
        }
        let source = context.source;
        let files = Self::files_of(header, &context, rows)?;
        if let Err(error) = self.write_files(&header.id, rows, &files) {
            self.remove_leftovers(&header.id, &files);
            return Err(error);
        }
        // From here on nothing is cleaned up: a commit that reports an error may still stand after a
        // crash, and must then find its files. What it does not name, `doctor` sweeps.
        self.commit_rows(envelope, rows, source, &files).await?;
        Ok(position)
    }

    /// Records a withdrawal: the submission's facts are hidden from then on.
    ///
    /// # Errors
    /// When there is nothing to withdraw or the ledger refuses.
    pub async fn append_withdrawal(
        &mut self,
        envelope: &VerifiedEnvelope,
    ) -> Result<Position, AppendError> {
        let Content::Withdrawal { of, .. } = &envelope.header().content else {
            return Err(AppendError::DoesNotFit("it is no withdrawal"));
        };
        let position = self.next_position();
        let mut frontier = self.frontier.clone();
        let leaf = leaf_hash(envelope.bytes());
        frontier.append(leaf);
        let mut transaction = self.node.pool.begin().await.map_err(LedgerError::from)?;
        let standing: i64 = sqlx::query_scalar(
            "SELECT COUNT(*) FROM submission WHERE id = $1 AND withdraws IS NULL
             AND NOT EXISTS (SELECT 1 FROM submission w WHERE w.withdraws = submission.id)",
        )
        .bind(of.as_str())
        .fetch_one(&mut *transaction)
        .await
        .map_err(LedgerError::from)?;
        if standing == 0 {
            return Err(AppendError::NothingToWithdraw(of.clone()));
        }
        ledger::insert_entry(&mut transaction, envelope.bytes(), &frontier, &leaf.to_string())
            .await?;
        sqlx::query("INSERT INTO submission (position, id, withdraws) VALUES ($1, $2, $3)")
            .bind(position.0.cast_signed())
            .bind(envelope.header().id.as_str())
            .bind(of.as_str())
            .execute(&mut *transaction)
            .await
            .map_err(LedgerError::from)?;
        // The same file may be sent again after its withdrawal.
        sqlx::query("UPDATE submission SET repeat_digest = NULL WHERE id = $1")
            .bind(of.as_str())
            .execute(&mut *transaction)
            .await
            .map_err(LedgerError::from)?;
        transaction.commit().await.map_err(LedgerError::from)?;
        self.frontier = frontier;
        Ok(position)
    }

    fn next_position(&self) -> Position {
        Position(self.frontier.entries() + 1)
    }

    fn files_of(
        header: &Header,
        context: &Context<'_>,
        rows: &Rows<'_>,
    ) -> Result<Vec<StoredFile>, AppendError> {
        let id = &header.id;
        let sealed = |name: String, role, kind, plain: &[u8]| {
            let bytes = sealing::seal(rows.secrets, &name, plain);
            StoredFile { name, role, kind, is_sealed: true, bytes }
        };
        let rejected = write_rejections(rows.rejections);
        let mut files = vec![
            sealed(format!("payload/{id}.original"), "original", None, rows.payload),
            sealed(format!("payload/{id}.mapping"), "mapping", None, rows.mapping),
            sealed(format!("payload/{id}.rejected"), "rejected", None, &rejected),
        ];
        for kind in FactKind::ALL {
            let facts: Vec<&Fact> =
                rows.facts.iter().filter(|fact| fact.detail.kind() == kind).collect();
            if facts.is_empty() {
                continue;
            }
            let parquet = write_facts(kind, &facts, context)?;
            let name = format!("facts/{}-{:08}-{id}", kind.as_str(), context.position.0);
            if header.handling.is_sealed() {
                files.push(sealed(format!("{name}.sealed"), "facts", Some(kind), &parquet));
            } else {
                let name = format!("{name}.parquet");
                files.push(StoredFile {
                    name,
                    role: "facts",
                    kind: Some(kind),
                    is_sealed: false,
                    bytes: parquet,
                });
            }
        }
        Ok(files)
    }

    fn write_files(
        &self,
        id: &SubmissionId,
        rows: &Rows<'_>,
        files: &[StoredFile],
    ) -> Result<(), AppendError> {
        self.node.keys.put(id, rows.secrets)?;
        for file in files {
            disk::write_durably(&self.node.directory.join(&file.name), &file.bytes)?;
        }
        Ok(())
    }

    async fn commit_rows(
        &mut self,
        envelope: &VerifiedEnvelope,
        rows: &Rows<'_>,
        source: &str,
        files: &[StoredFile],
    ) -> Result<(), AppendError> {
        let key = self.node.keys.repeat()?;
        let digests = [
            sealing::keyed_digest(&key, &[rows.payload, rows.mapping]).to_string(),
            sealing::keyed_digest(&key, &[rows.payload, source.as_bytes()]).to_string(),
        ];
        let mut frontier = self.frontier.clone();
        let leaf = leaf_hash(envelope.bytes());
        frontier.append(leaf);
        self.commit(envelope, files, &digests, &frontier, &leaf.to_string()).await?;
        self.frontier = frontier;
        Ok(())
    }

    async fn commit(
        &self,
        envelope: &VerifiedEnvelope,
        files: &[StoredFile],
        digests: &[String; 2],
        frontier: &exchange::tree::Frontier,
        leaf: &str,
    ) -> Result<(), LedgerError> {
        let position = frontier.entries().cast_signed();
        let mut transaction = self.node.pool.begin().await?;
        ledger::insert_entry(&mut transaction, envelope.bytes(), frontier, leaf).await?;
        sqlx::query(
            "INSERT INTO submission (position, id, repeat_digest, same_source_digest)
             VALUES ($1, $2, $3, $4)",
        )
        .bind(position)
        .bind(envelope.header().id.as_str())
        .bind(digests[0].as_str())
        .bind(digests[1].as_str())
        .execute(&mut *transaction)
        .await?;
        for file in files {
            sqlx::query(
                "INSERT INTO file (name, position, role, kind, sealed, size_bytes, digest)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
            )
            .bind(file.name.as_str())
            .bind(position)
            .bind(file.role)
            .bind(file.kind.map(|kind| kind.as_str().to_owned()))
            .bind(i64::from(file.is_sealed))
            .bind((file.bytes.len() as u64).cast_signed())
            .bind(sealing::plain_digest(&file.bytes).to_string())
            .execute(&mut *transaction)
            .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Takes away what a failed append left; what cannot be removed is swept by `doctor`.
    fn remove_leftovers(&self, id: &SubmissionId, files: &[StoredFile]) {
        let files = files.iter().map(|file| self.node.directory.join(&file.name));
        let leftovers: Vec<PathBuf> = files.chain([self.node.keys.path_of(id)]).collect();
        for path in leftovers {
            let _removed = std::fs::remove_file(path);
        }
    }
}
