//! Proving a node: every entry of its log and of its audit, and every file that belongs to it.
//!
//! Answers: is each byte the one that was signed or stored, and if not, which is it. Erased submissions
//! are named, and are no fault. It changes nothing and mends nothing: `doctor` does.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read};
use std::ops::RangeInclusive;

use exchange::chain::Link;
use exchange::envelope::ReceivedEnvelope;
use exchange::tree::{Frontier, leaf_hash};
use sqlx::Row as _;
use sqlx::any::AnyRow;
use vocabulary::submission::{Content, Digest, Extent, Header, SubmissionId};

use crate::audit::AuditProof;
use crate::erase::Erasure;
use crate::fact_file::rows_of;
use crate::ledger::LedgerError;
use crate::node::Node;
use crate::sealing::{self, PlainHasher};
use crate::submissions::read_rejections;

/// One thing that is not as it was stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// An entry of the log.
    Entry {
        /// Its position.
        position: u64,
        /// Why.
        why: String,
    },
    /// A file of a submission is missing, altered or does not open.
    File {
        /// Its name below the node directory.
        name: String,
        /// Why.
        why: String,
    },
    /// An entry of the audit.
    Audit {
        /// Its number.
        number: u64,
        /// Why.
        why: String,
    },
    /// What a submission's files hold is not what its header says.
    Submission {
        /// Which.
        id: SubmissionId,
        /// Why.
        why: String,
    },
}

/// What was proven, and what was not.
#[derive(Clone, Debug)]
pub struct Proof {
    /// Entries of the log.
    pub entries: u64,
    /// Root over all of them.
    pub root: Digest,
    /// The audit.
    pub audit: AuditProof,
    /// Submissions whose files were read.
    pub submissions: u64,
    /// Files read.
    pub files: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Submissions that were erased.
    pub erased: Vec<Erasure>,
    /// Everything that is wrong.
    pub faults: Vec<Fault>,
}

impl Proof {
    fn new(node: &[u8; 32]) -> Self {
        Self {
            entries: 0,
            root: Frontier::default().root(),
            audit: AuditProof { head: Link::before_first(node) },
            submissions: 0,
            files: 0,
            bytes: 0,
            erased: Vec::new(),
            faults: Vec::new(),
        }
    }
}

/// How far a proof has come: files read, of so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Files read.
    pub done: u64,
    /// Files in all.
    pub all: u64,
}

impl Node {
    /// Proves log and audit from their first entries, and every file; `seen` hears of each file.
    ///
    /// - Cost: reads and opens every byte of the node, a piece at a time.
    ///
    /// # Errors
    /// When the ledger cannot be read at all. What is wrong with the node is no error but a fault.
    pub async fn verify(&self, seen: &mut dyn FnMut(Progress)) -> Result<Proof, LedgerError> {
        let mut proof = Proof { erased: self.erasures().await?, ..Proof::new(&self.public_key) };
        let headers = self.verify_log(&mut proof).await?;
        proof.audit = self.verify_audit(&mut proof.faults).await?;
        let all: i64 =
            sqlx::query_scalar("SELECT COUNT(*) FROM file").fetch_one(&self.pool).await?;
        let mut seen =
            |proof: &Proof| seen(Progress { done: proof.files, all: all.cast_unsigned() });
        let erased: BTreeSet<SubmissionId> =
            proof.erased.iter().map(|erasure| erasure.submission.clone()).collect();
        for header in headers {
            if !matches!(header.content, Content::Rows { .. }) || erased.contains(&header.id) {
                continue;
            }
            self.verify_submission(&header, &mut proof, &mut seen).await?;
        }
        for unfinished in self.unfinished_erasures().await? {
            proof.faults.push(Fault::Submission {
                id: unfinished.submission,
                why: "it is erased, and a part of it is still here; `watchfire doctor --sweep` \
                      finishes the erasure"
                    .to_owned(),
            });
        }
        Ok(proof)
    }

    /// Root of the log, computed again from its first entry; `None` when an entry does not verify.
    pub(crate) async fn prove_log(&self) -> Result<Option<Digest>, LedgerError> {
        let mut proof = Proof::new(&self.public_key);
        self.verify_log(&mut proof).await?;
        Ok(proof.faults.is_empty().then_some(proof.root))
    }

    /// Proves the log; gives the headers that verify.
    async fn verify_log(&self, proof: &mut Proof) -> Result<Vec<Header>, LedgerError> {
        let mut headers = Vec::new();
        let mut frontier = Frontier::default();
        let mut last = 0_i64;
        loop {
            let rows = sqlx::query(PAGE).bind(last).fetch_all(&self.pool).await?;
            if rows.is_empty() {
                break;
            }
            for row in rows {
                last = row.try_get(0)?;
                let position = last.cast_unsigned();
                let envelope: Vec<u8> = row.try_get(1)?;
                let leaf = leaf_hash(&envelope);
                frontier.append(leaf);
                let mut complain = |why: String| proof.faults.push(Fault::Entry { position, why });
                if position != frontier.entries() {
                    complain(format!("stands where {} should", frontier.entries()));
                }
                if row.try_get::<String, _>(2)? != leaf.to_string()
                    || row.try_get::<Vec<u8>, _>(3)? != frontier.to_bytes()
                    || row.try_get::<String, _>(4)? != frontier.root().to_string()
                {
                    complain("its hashes do not fit the log".to_owned());
                }
                match ReceivedEnvelope(envelope).verify(self.public_key()) {
                    Ok(envelope) => {
                        if !index_agrees(&row, envelope.header())? {
                            complain(
                                "the tables beside the log say another thing of it".to_owned(),
                            );
                        }
                        headers.push(envelope.header().clone());
                    }
                    Err(error) => complain(error.to_string()),
                }
            }
        }
        proof.entries = frontier.entries();
        proof.root = frontier.root();
        Ok(headers)
    }

    async fn verify_submission(
        &self,
        header: &Header,
        proof: &mut Proof,
        seen: &mut dyn FnMut(&Proof),
    ) -> Result<(), LedgerError> {
        let rows = sqlx::query(
            "SELECT f.name, f.role, f.sealed, f.size_bytes, f.digest FROM file f
             JOIN submission s ON s.position = f.position WHERE s.id = $1 ORDER BY f.name",
        )
        .bind(header.id.as_str())
        .fetch_all(&self.pool)
        .await?;
        let mut found = Found::default();
        let mut is_whole = true;
        for row in &rows {
            let stored = StoredFile::read(row)?;
            proof.files += 1;
            proof.bytes += stored.size_bytes;
            if let Err(why) = self.verify_file(&header.id, &stored, &mut found) {
                is_whole = false;
                proof.faults.push(Fault::File { name: stored.name, why });
            }
            seen(proof);
        }
        proof.submissions += 1;
        // Where a file cannot be read, nothing more can be said of the whole.
        if let Some(why) = is_whole.then(|| found.disagrees_with(header)).flatten() {
            proof.faults.push(Fault::Submission { id: header.id.clone(), why: why.to_owned() });
        }
        Ok(())
    }

    /// Proves one file, and adds what it holds.
    fn verify_file(
        &self,
        id: &SubmissionId,
        stored: &StoredFile,
        found: &mut Found,
    ) -> Result<(), String> {
        let file =
            File::open(self.directory.join(&stored.name)).map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => "it is missing; restore it from a backup".to_owned(),
                _ => error.to_string(),
            })?;
        let mut hashing = Hashing { file, hasher: PlainHasher::default(), bytes: 0 };
        let mut plain = PlainHasher::default();
        let mut kept = Vec::new();
        let mut visit = |piece: &[u8]| {
            plain.update(piece);
            if stored.role == "rejected" || stored.role == "facts" && stored.is_sealed {
                kept.extend_from_slice(piece);
            }
        };
        let secrets = stored.is_sealed.then(|| self.keys.get(id)).transpose();
        let opened = match &secrets {
            Ok(Some(secrets)) => {
                sealing::open_stream(secrets, &stored.name, &mut hashing, &mut visit)
            }
            // Without its key a file can still be compared with its digest.
            Ok(None) | Err(_) => Ok(()),
        };
        io::copy(&mut hashing, &mut io::sink()).map_err(|error| error.to_string())?;
        if hashing.bytes != stored.size_bytes
            || hashing.hasher.so_far().to_string() != stored.digest
        {
            return Err(
                "its bytes are not the ones that were stored; restore it from a backup".to_owned()
            );
        }
        let secrets = secrets.map_err(|error| error.to_string())?;
        opened.map_err(|error| error.to_string())?;
        let salted = secrets.map(|secrets| sealing::salted_digest(&secrets.salt, &plain.so_far()));
        match stored.role.as_str() {
            "original" => found.payload = salted,
            "mapping" => found.mapping = salted,
            "rejected" => {
                let rejections =
                    read_rejections(&kept).ok_or("its lines are not what is written")?;
                let rows: BTreeSet<u64> =
                    rejections.iter().map(|rejection| rejection.row).collect();
                // In a wide table several figures of one row can be rejected, each for several reasons.
                found.rejected = Some(rows.len() as u64..=rejections.len() as u64);
            }
            _ => {
                let rows = if stored.is_sealed {
                    rows_of(bytes::Bytes::from(kept))
                } else {
                    let path = self.directory.join(&stored.name);
                    rows_of(File::open(path).map_err(|error| error.to_string())?)
                };
                found.facts += rows.map_err(|error| error.to_string())?;
            }
        }
        Ok(())
    }
}

/// A file as the manifest names it.
struct StoredFile {
    name: String,
    role: String,
    is_sealed: bool,
    size_bytes: u64,
    digest: String,
}

impl StoredFile {
    fn read(row: &AnyRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            name: row.try_get(0)?,
            role: row.try_get(1)?,
            is_sealed: row.try_get::<i64, _>(2)? == 1,
            size_bytes: row.try_get::<i64, _>(3)?.cast_unsigned(),
            digest: row.try_get(4)?,
        })
    }
}

/// What the files of one submission hold.
#[derive(Default)]
struct Found {
    payload: Option<Digest>,
    mapping: Option<Digest>,
    rejected: Option<RangeInclusive<u64>>,
    facts: u64,
}

impl Found {
    fn disagrees_with(&self, header: &Header) -> Option<&'static str> {
        if self.payload != Some(header.payload_digest) {
            return Some("its original file is not the one that was signed");
        }
        if self.mapping != Some(header.mapping_digest) {
            return Some("its mapping is not the one that was signed");
        }
        if !self.rejected.as_ref().is_some_and(|rows| rows.contains(&header.rows_rejected())) {
            return Some("it has another number of rejected rows than was signed");
        }
        (self.facts != header.facts).then_some("it has another number of facts than was signed")
    }
}

/// Digests what is read through it.
struct Hashing {
    file: File,
    hasher: PlainHasher,
    bytes: u64,
}

impl Read for Hashing {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.file.read(into)?;
        self.hasher.update(&into[..length]);
        self.bytes += length as u64;
        Ok(length)
    }
}

/// Whether the tables beside the log name an entry as its header does.
fn index_agrees(row: &AnyRow, header: &Header) -> Result<bool, sqlx::Error> {
    let named: [Option<String>; 3] = [row.try_get(5)?, row.try_get(6)?, row.try_get(7)?];
    let [id, withdraws, erases] = named.each_ref().map(|name| name.as_deref().map(str::trim));
    let (of, erased) = match &header.content {
        Content::Rows { .. } | Content::Decision(_) | Content::Verdict(_) | Content::Comment(_) => {
            (None, None)
        }
        Content::Withdrawal { of, extent: Extent::Hide, .. } => (Some(of.as_str()), None),
        Content::Withdrawal { of, extent: Extent::Erase, .. } => {
            (Some(of.as_str()), Some(of.as_str()))
        }
    };
    Ok(id == Some(header.id.as_str()) && withdraws == of && erases == erased)
}

const PAGE: &str = "
    SELECT e.position, e.envelope, e.leaf, e.frontier, e.root, s.id, s.withdraws, r.submission
    FROM entry e
    LEFT JOIN submission s ON s.position = e.position
    LEFT JOIN erasure r ON r.position = e.position
    WHERE e.position > $1 ORDER BY e.position LIMIT 500";
