//! Appending a submission: whole or not at all.
//!
//! Order of writing: key, sealed files and fact files, each synced; then one ledger transaction;
//! then the answer. A crash before the commit leaves files that nothing names, which `doctor`
//! sweeps.

use exchange::envelope::VerifiedEnvelope;
use exchange::tree::leaf_hash;
use sqlx::Row as _;
use vocabulary::handling::Reader;
use vocabulary::people::Author;
use vocabulary::submission::{Content, Digest, Extent, Position, SubmissionId};

use crate::acts::write_author;
use crate::audit::anchor;
use crate::disk::DiskError;
use crate::erase;
use crate::fact_file::FactFileError;
use crate::incoming::{Announced, Incoming, Received, StoredFile};
use crate::keys::KeyError;
use crate::ledger::{self, LedgerError};
use crate::node::{Node, NodeWriter};
use crate::sealing;

/// Why nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// The envelope and what came with it do not belong together.
    #[error("the envelope does not describe what came with it: {0}")]
    DoesNotFit(&'static str),
    /// The submission to be withdrawn is not there, or is withdrawn already.
    #[error("there is no submission {0} to withdraw, or it is withdrawn already")]
    NothingToWithdraw(SubmissionId),
    /// The act of erasing stands, and not everything could be destroyed yet.
    #[error(
        "submission {0} is erased in the ledger and answers no question any more, but not every file \
         of it could be destroyed: {1}. Mend that, then run `watchfire doctor --sweep`, which finishes"
    )]
    EraseUnfinished(SubmissionId, #[source] LedgerError),
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

impl Node {
    /// Whether the same file stands already, under the same mapping or another one of its source.
    ///
    /// - Shape: under another mapping only what is there for the reader. The same mapping marks it alike: whoever may
    ///   send it so is told nothing by its standing.
    ///
    /// # Errors
    /// When the ledger or the key cannot be read.
    pub async fn find_repeat(
        &self,
        payload: &Digest,
        mapping: &[u8],
        source: &str,
        reader: &Reader,
    ) -> Result<Repeat, AppendError> {
        let [exact, same_source] = self.repeat_digests(payload, mapping, source)?;
        let rows = sqlx::query(
            "SELECT id, repeat_digest, position FROM submission
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
            let entry: i64 = row.try_get(2).map_err(LedgerError::from)?;
            if reader.sees.has(Position(entry.cast_unsigned())) {
                repeat = Repeat::OtherMapping(id);
            }
        }
        Ok(repeat)
    }

    /// The digests by which the same file is recognised: with its mapping, and with its source.
    fn repeat_digests(
        &self,
        payload: &Digest,
        mapping: &[u8],
        source: &str,
    ) -> Result<[String; 2], AppendError> {
        let key = self.keys.repeat()?;
        let digest = |with: &[u8]| sealing::keyed_digest(&key, &[&payload.0, with]).to_string();
        Ok([digest(mapping), digest(source.as_bytes())])
    }
}

impl NodeWriter {
    /// Begins a submission of rows: from here on its files grow on the disk, and nothing stands.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn begin(&self, announced: Announced<'_>) -> Result<Incoming, AppendError> {
        Incoming::begin(self, announced)
    }

    /// Makes what came in stand, under the envelope that describes it.
    ///
    /// # Errors
    /// When the two do not fit or the ledger refuses; then nothing is stored.
    pub async fn commit_rows(
        &mut self,
        envelope: &VerifiedEnvelope,
        received: Received,
    ) -> Result<Position, AppendError> {
        let header = envelope.header();
        let Content::Rows { source, .. } = &header.content else {
            return Err(AppendError::DoesNotFit("it holds no rows"));
        };
        if header.id != *received.id() {
            return Err(AppendError::DoesNotFit("another submission"));
        }
        if received.position != self.next_position() {
            return Err(AppendError::DoesNotFit("something came in between"));
        }
        if header.payload_digest != received.payload_digest {
            return Err(AppendError::DoesNotFit("another payload digest"));
        }
        if header.facts != received.facts {
            return Err(AppendError::DoesNotFit("another number of facts"));
        }
        let digests =
            self.node.repeat_digests(&received.payload_plain, &received.mapping, source)?;
        // From here on nothing is cleaned up: a commit that reports an error may still stand after a
        // crash, and must then find its files. What it does not name, `doctor` sweeps.
        let files = received.into_files();
        let mut frontier = self.frontier.clone();
        let leaf = leaf_hash(envelope.bytes());
        frontier.append(leaf);
        self.commit(envelope, &files, &digests, &frontier, &leaf.to_string()).await?;
        self.frontier = frontier;
        Ok(self.last_position())
    }

    /// Records a withdrawal: the submission's facts are hidden from then on, or, where it says so, all
    /// that was kept of it is destroyed.
    ///
    /// # Errors
    /// When there is nothing to withdraw or the ledger refuses.
    pub async fn append_withdrawal(
        &mut self,
        envelope: &VerifiedEnvelope,
    ) -> Result<Position, AppendError> {
        let Content::Withdrawal { of, extent, .. } = &envelope.header().content else {
            return Err(AppendError::DoesNotFit("it is no withdrawal"));
        };
        let position = self.next_position();
        let mut frontier = self.frontier.clone();
        let leaf = leaf_hash(envelope.bytes());
        frontier.append(leaf);
        let mut transaction = self.node.begin_writing().await?;
        let standing: i64 = sqlx::query_scalar(match extent {
            Extent::Hide => STANDS,
            Extent::Erase => NOT_ERASED,
        })
        .bind(of.as_str())
        .fetch_one(&mut *transaction)
        .await
        .map_err(LedgerError::from)?;
        if standing == 0 {
            return Err(AppendError::NothingToWithdraw(of.clone()));
        }
        self.insert(&mut transaction, envelope, &frontier, &leaf.to_string()).await?;
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
        if *extent == Extent::Erase {
            erase::record(&mut transaction, of, position, envelope.header().submitted_on).await?;
        }
        transaction.commit().await.map_err(LedgerError::from)?;
        self.frontier = frontier;
        if *extent == Extent::Erase {
            let finished = self.finish_erasures().await;
            finished.map_err(|error| AppendError::EraseUnfinished(of.clone(), error))?;
        }
        Ok(position)
    }

    /// Records a decision about a finding of data quality, or a verdict or comment on a signal, and beside it
    /// who made it; no fact changes.
    ///
    /// # Errors
    /// When the ledger refuses; then nothing is recorded.
    pub async fn append_act(
        &mut self,
        envelope: &VerifiedEnvelope,
        author: Option<&Author>,
    ) -> Result<Position, AppendError> {
        let content = &envelope.header().content;
        if !matches!(content, Content::Decision(_) | Content::Verdict(_) | Content::Comment(_)) {
            return Err(AppendError::DoesNotFit("it is no decision, verdict or comment"));
        }
        let position = self.next_position();
        let mut frontier = self.frontier.clone();
        let leaf = leaf_hash(envelope.bytes());
        frontier.append(leaf);
        let mut transaction = self.node.begin_writing().await?;
        self.insert(&mut transaction, envelope, &frontier, &leaf.to_string()).await?;
        sqlx::query("INSERT INTO submission (position, id) VALUES ($1, $2)")
            .bind(position.0.cast_signed())
            .bind(envelope.header().id.as_str())
            .execute(&mut *transaction)
            .await
            .map_err(LedgerError::from)?;
        if let Some(author) = author {
            write_author(&mut transaction, &envelope.header().id, author).await?;
        }
        transaction.commit().await.map_err(LedgerError::from)?;
        self.frontier = frontier;
        Ok(position)
    }

    /// Where the last entry stands.
    pub(crate) const fn last_position(&self) -> Position {
        Position(self.frontier.entries())
    }

    /// Where the next entry will stand.
    pub(crate) const fn next_position(&self) -> Position {
        Position(self.frontier.entries() + 1)
    }

    /// Writes one entry, and how far the audit has come; the caller commits.
    async fn insert(
        &self,
        transaction: &mut sqlx::Transaction<'static, sqlx::Any>,
        envelope: &VerifiedEnvelope,
        frontier: &exchange::tree::Frontier,
        leaf: &str,
    ) -> Result<(), LedgerError> {
        ledger::insert_entry(transaction, envelope.bytes(), frontier, leaf).await?;
        anchor::write(transaction, &self.signing, frontier).await
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
        let mut transaction = self.node.begin_writing().await?;
        self.insert(&mut transaction, envelope, frontier, leaf).await?;
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
            .bind(file.written.size_bytes.cast_signed())
            .bind(file.written.digest.to_string())
            .execute(&mut *transaction)
            .await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}

/// Whether a submission of rows is there and not withdrawn.
const STANDS: &str = "SELECT COUNT(*) FROM submission WHERE id = $1 AND withdraws IS NULL
    AND NOT EXISTS (SELECT 1 FROM submission w WHERE w.withdraws = submission.id)";

/// Whether a submission of rows is there, withdrawn or not, and not erased.
const NOT_ERASED: &str = "SELECT COUNT(*) FROM submission WHERE id = $1 AND withdraws IS NULL
    AND NOT EXISTS (SELECT 1 FROM erasure e WHERE e.submission = submission.id)";
