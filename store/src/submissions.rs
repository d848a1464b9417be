//! What came in: submissions, their rejected rows, and the original lines.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use exchange::envelope::{EnvelopeError, ReceivedEnvelope};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sqlx::Row as _;
use vocabulary::fact::FactKind;
use vocabulary::finding::Vantage;
use vocabulary::handling::{Handling, Reader};
use vocabulary::submission::{Content, Digest, Extent, Header, Position, Rejection, SubmissionId};

use crate::disk::{self, DiskError};
use crate::erasure_requests::ErasureRequest;
use crate::keys::KeyError;
use crate::ledger::LedgerError;
use crate::node::Node;
use crate::sealing::{self, DoesNotOpen, plain_digest};

/// A submission as it stands in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSubmission {
    /// Where it stands.
    pub position: Position,
    /// What was signed.
    pub header: Header,
    /// The withdrawal that hides it, if there is one.
    pub withdrawn_by: Option<SubmissionId>,
    /// The day it was erased, if it was.
    pub erased_on: Option<Date>,
    /// That somebody asked for it to be erased, while nobody has answered.
    pub erasure_asked: Option<ErasureRequest>,
}

/// Why a submission cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There is none of that name.
    #[error("there is no submission {0}; `watchfire submissions` lists them")]
    NoSubmission(String),
    /// It was there, and was erased.
    #[error("submission {id} was erased on {on}: its file, its rows and its key are destroyed")]
    Erased {
        /// The submission.
        id: SubmissionId,
        /// The day.
        on: Date,
    },
    /// There are several whose ids begin so.
    #[error(
        "{count} submissions begin with {beginning}: write more of the id; `watchfire submissions` lists them"
    )]
    Several {
        /// What was asked for.
        beginning: String,
        /// How many.
        count: usize,
    },
    /// The ledger refuses.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The stored envelope does not verify.
    #[error("entry {position} of the ledger is damaged: {source}")]
    Envelope {
        /// Where it stands.
        position: Position,
        /// Why it is not believed.
        source: EnvelopeError,
    },
    /// A file cannot be read.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// A key cannot be had.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A sealed file does not open.
    #[error(transparent)]
    Sealed(#[from] DoesNotOpen),
    /// A file holds something this program does not write.
    #[error("{0} is damaged; run `watchfire doctor`")]
    Damaged(String),
}

#[derive(Serialize, Deserialize)]
struct RejectionLine {
    row: u64,
    column: String,
    value: String,
    reason: String,
}

impl From<sqlx::Error> for ReadError {
    fn from(error: sqlx::Error) -> Self {
        Self::Ledger(error.into())
    }
}

/// One fact file in the manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FactFile {
    pub name: String,
    pub position: Position,
    pub submission: SubmissionId,
    pub kind: FactKind,
    pub is_sealed: bool,
}

impl Node {
    /// Every submission that a reader sees, oldest first, each envelope verified; their positions count these
    /// alone.
    ///
    /// # Errors
    /// When the ledger cannot be read or an envelope does not verify.
    pub async fn submissions(&self, reader: &Reader) -> Result<Vec<StoredSubmission>, ReadError> {
        let rows = sqlx::query("SELECT position, envelope FROM entry ORDER BY position")
            .fetch_all(&self.pool)
            .await?;
        let mut submissions = Vec::with_capacity(rows.len());
        for row in rows {
            let entry = Position(row.try_get::<i64, _>(0)?.cast_unsigned());
            let Some(position) = reader.sees.place_of(entry) else { continue };
            let header = self.verified_header(entry, row.try_get(1)?)?;
            submissions.push(StoredSubmission {
                position,
                header,
                withdrawn_by: None,
                erased_on: None,
                erasure_asked: None,
            });
        }
        let mut withdrawn = BTreeMap::new();
        let mut erased = BTreeMap::new();
        for Header { id, submitted_on, content, .. } in submissions.iter().map(|s| &s.header) {
            let Content::Withdrawal { of, extent, .. } = content else { continue };
            withdrawn.entry(of.clone()).or_insert_with(|| id.clone());
            if *extent == Extent::Erase {
                erased.insert(of.clone(), *submitted_on);
            }
        }
        let mut requests = self.erasure_requests().await?;
        for stored in &mut submissions {
            stored.erasure_asked = requests.remove(&stored.header.id);
            stored.withdrawn_by = withdrawn.get(&stored.header.id).cloned();
            stored.erased_on = erased.get(&stored.header.id).copied();
        }
        Ok(submissions)
    }

    /// How the entries after a position are marked, and by whom each was submitted, oldest first: what policy
    /// decides by before anybody reads them.
    ///
    /// # Errors
    /// When the ledger cannot be read or an envelope does not verify.
    pub async fn markings_after(
        &self,
        position: Position,
    ) -> Result<Vec<(String, Handling)>, ReadError> {
        let rows = sqlx::query(
            "SELECT position, envelope FROM entry WHERE position > $1 ORDER BY position",
        )
        .bind(position.0.cast_signed())
        .fetch_all(&self.pool)
        .await?;
        let mut markings = Vec::with_capacity(rows.len());
        for row in rows {
            let entry = Position(row.try_get::<i64, _>(0)?.cast_unsigned());
            let Header { issuer, handling, .. } = self.verified_header(entry, row.try_get(1)?)?;
            markings.push((issuer, handling));
        }
        Ok(markings)
    }

    /// One submission by its id or the unambiguous beginning of it.
    ///
    /// # Errors
    /// When there is none, or more than one.
    pub async fn submission(
        &self,
        id: &str,
        reader: &Reader,
    ) -> Result<StoredSubmission, ReadError> {
        let all = self.submissions(reader).await?;
        let begins = |stored: &StoredSubmission| stored.header.id.as_str().starts_with(id);
        let mut found: Vec<StoredSubmission> =
            all.into_iter().filter(|stored| !id.is_empty() && begins(stored)).collect();
        match (found.pop(), found.len()) {
            (Some(only), 0) => Ok(only),
            (None, _) => Err(ReadError::NoSubmission(id.to_owned())),
            (Some(_), others) => {
                Err(ReadError::Several { beginning: id.to_owned(), count: others + 1 })
            }
        }
    }

    /// The rows of a submission that were not accepted.
    ///
    /// - Personal data: values as they stood in the file.
    ///
    /// # Errors
    /// When the file or its key is gone or damaged.
    pub async fn rejections(
        &self,
        id: &SubmissionId,
        reader: &Reader,
    ) -> Result<Vec<Rejection>, ReadError> {
        let bytes = self.open_payload(id, "rejected", reader).await?;
        read_rejections(&bytes).ok_or_else(|| ReadError::Damaged(format!("payload/{id}.rejected")))
    }

    /// The original file of a submission.
    ///
    /// - Personal data: whatever the file holds.
    ///
    /// # Errors
    /// When the file or its key is gone or damaged.
    pub async fn original(&self, id: &SubmissionId, reader: &Reader) -> Result<Vec<u8>, ReadError> {
        self.open_payload(id, "original", reader).await
    }

    /// The mapping that a submission's file was read with.
    ///
    /// # Errors
    /// When the file or its key is gone or damaged.
    pub async fn mapping(&self, id: &SubmissionId, reader: &Reader) -> Result<String, ReadError> {
        let bytes = self.open_payload(id, "mapping", reader).await?;
        String::from_utf8(bytes).map_err(|_| ReadError::Damaged(format!("payload/{id}.mapping")))
    }

    async fn open_payload(
        &self,
        id: &SubmissionId,
        role: &str,
        reader: &Reader,
    ) -> Result<Vec<u8>, ReadError> {
        let entry: Option<i64> =
            sqlx::query_scalar("SELECT position FROM submission WHERE id = $1")
                .bind(id.as_str())
                .fetch_optional(&self.pool)
                .await?;
        if !entry.is_some_and(|entry| reader.sees.has(Position(entry.cast_unsigned()))) {
            return Err(ReadError::NoSubmission(id.to_string()));
        }
        if let Some(on) = self.erased_on(id).await? {
            return Err(ReadError::Erased { id: id.clone(), on });
        }
        let name = format!("payload/{id}.{role}");
        let listed: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM file WHERE name = $1")
            .bind(name.as_str())
            .fetch_one(&self.pool)
            .await?;
        if listed == 0 {
            return Err(ReadError::NoSubmission(id.to_string()));
        }
        let sealed = disk::read(&self.directory.join(&name))?;
        Ok(sealing::open(&self.keys.get(id)?, &name, &sealed)?)
    }

    /// Fact files of a kind that count at a vantage, of submissions that the reader who asked for these sees:
    /// written by then and not withdrawn by then.
    pub(crate) async fn fact_files(
        &self,
        kind: FactKind,
        vantage: &Vantage,
        submissions: &[StoredSubmission],
    ) -> Result<Vec<FactFile>, ReadError> {
        let hidden = withdrawn_at(vantage, submissions);
        let positions: HashMap<&SubmissionId, Position> =
            submissions.iter().map(|stored| (&stored.header.id, stored.position)).collect();
        let rows = sqlx::query(
            "SELECT f.name, s.id, f.sealed FROM file f JOIN submission s ON s.position = f.position
             WHERE f.role = 'facts' AND f.kind = $1
               AND NOT EXISTS (SELECT 1 FROM erasure e WHERE e.submission = s.id)
             ORDER BY f.position, f.name",
        )
        .bind(kind.as_str())
        .fetch_all(&self.pool)
        .await?;
        let mut files = Vec::with_capacity(rows.len());
        for row in rows {
            let id: String = row.try_get(1)?;
            let submission =
                SubmissionId::parse(id.trim()).ok_or_else(|| ReadError::Damaged(id))?;
            let Some(position) = positions.get(&submission).copied() else { continue };
            if position > vantage.position || hidden.contains(&submission) {
                continue;
            }
            files.push(FactFile {
                name: row.try_get(0)?,
                position,
                submission,
                kind,
                is_sealed: row.try_get::<i64, _>(2)? == 1,
            });
        }
        Ok(files)
    }

    /// The header of an entry, whose signature holds: proven once for the same bytes, for entries never change.
    fn verified_header(&self, position: Position, bytes: Vec<u8>) -> Result<Header, ReadError> {
        let digest = plain_digest(&bytes);
        let known = || self.proven.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, header)) = known().get(&position)
            && *of == digest
        {
            return Ok(Header::clone(header));
        }
        let verified = ReceivedEnvelope(bytes).verify(self.public_key());
        let header = verified
            .map(|envelope| envelope.header().clone())
            .map_err(|source| ReadError::Envelope { position, source })?;
        let mut known = known();
        if known.len() < MOST_PROVEN {
            known.insert(position, (digest, Arc::new(header.clone())));
        }
        Ok(header)
    }
}

/// Headers of entries that are kept in memory, at about a kilobyte each.
const MOST_PROVEN: usize = 50_000;

/// Headers whose signatures hold, with the digest of the bytes that were proven.
pub(crate) type Proven = Arc<Mutex<HashMap<Position, (Digest, Arc<Header>)>>>;

/// Submissions that are withdrawn as seen from a vantage.
pub(crate) fn withdrawn_at<'a>(
    vantage: &Vantage,
    submissions: &'a [StoredSubmission],
) -> BTreeSet<&'a SubmissionId> {
    submissions
        .iter()
        .filter(|s| s.position <= vantage.position && s.header.effective_on <= vantage.as_of)
        .filter_map(|s| match &s.header.content {
            Content::Withdrawal { of, .. } => Some(of),
            Content::Rows { .. }
            | Content::Decision(_)
            | Content::Verdict(_)
            | Content::Comment(_) => None,
        })
        .collect()
}

/// Reads what [`write_rejections`] writes; `None` when it is anything else.
pub(crate) fn read_rejections(bytes: &[u8]) -> Option<Vec<Rejection>> {
    let parse = |line: &str| {
        let RejectionLine { row, column, value, reason } = serde_json::from_str(line).ok()?;
        Some(Rejection { row, column, value, reason })
    };
    std::str::from_utf8(bytes).ok()?.lines().map(parse).collect()
}

/// Rejections as JSON lines.
pub(crate) fn write_rejections(rejections: &[Rejection]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for Rejection { row, column, value, reason } in rejections.iter().cloned() {
        let line = RejectionLine { row, column, value, reason };
        bytes.extend(serde_json::to_vec(&line).expect("strings and numbers always serialise"));
        bytes.push(b'\n');
    }
    bytes
}
