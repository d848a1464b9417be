//! A submission on its way in: its files grow on the disk, a batch at a time, and nothing stands yet.
//!
//! Answers: where original, mapping, rejected rows and facts are written while a file is read. What
//! is dropped before it is committed leaves nothing behind; what a crash leaves, `doctor` sweeps.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use vocabulary::fact::{Fact, FactKind};
use vocabulary::handling::Handling;
use vocabulary::submission::{Digest, Position, Rejection, SubmissionId};

use crate::append::AppendError;
use crate::disk::{DiskError, UnfinishedFile, Written};
use crate::fact_columns::Context;
use crate::fact_file::FactWriter;
use crate::node::NodeWriter;
use crate::sealing::{self, SealingWriter, SubmissionSecrets};
use crate::submissions::write_rejections;

/// What is known of a submission before its first row is read.
pub struct Announced<'a> {
    /// Its id, drawn at random.
    pub id: SubmissionId,
    /// Its own secrets, drawn at random.
    pub secrets: SubmissionSecrets,
    /// Source of its rows.
    pub source: &'a str,
    /// How it is to be handled.
    pub handling: &'a Handling,
    /// Text of its mapping.
    pub mapping: &'a [u8],
}

/// A submission whose rows are being read.
pub struct Incoming {
    directory: PathBuf,
    id: SubmissionId,
    position: Position,
    context: Context,
    secrets: SubmissionSecrets,
    is_sealed: bool,
    mapping: Vec<u8>,
    original: SealedFile,
    plain: sealing::PlainHasher,
    rejected: SealedFile,
    fact_files: Vec<(FactKind, String, FactWriter)>,
    facts: u64,
    leftovers: Leftovers,
}

/// A submission that is read to its end: every file is synced under its name.
pub struct Received {
    /// Salted digest of the original file, as the header states it.
    pub payload_digest: Digest,
    /// Facts written.
    pub facts: u64,
    pub(crate) payload_plain: Digest,
    pub(crate) mapping: Vec<u8>,
    /// Where it was to stand when it began: its fact files are named by it.
    pub(crate) position: Position,
    id: SubmissionId,
    files: Vec<StoredFile>,
    leftovers: Leftovers,
}

/// One file of a submission, as it stands.
pub(crate) struct StoredFile {
    pub name: String,
    pub role: &'static str,
    pub kind: Option<FactKind>,
    pub is_sealed: bool,
    pub written: Written,
}

/// Files to be taken away unless the submission comes to stand.
struct Leftovers(Vec<PathBuf>);

struct SealedFile {
    name: String,
    writer: SealingWriter<UnfinishedFile>,
}

impl Incoming {
    pub(crate) fn begin(node: &NodeWriter, announced: Announced<'_>) -> Result<Self, AppendError> {
        let Announced { id, secrets, .. } = announced;
        let directory = node.node().directory();
        let leftovers = Leftovers(vec![node.node.keys.path_of(&id)]);
        node.node.keys.put(&id, &secrets)?;
        let begin = |role: &str| -> Result<SealedFile, DiskError> {
            let name = format!("payload/{id}.{role}");
            let file = UnfinishedFile::begin(&directory.join(&name))?;
            Ok(SealedFile { writer: SealingWriter::new(&secrets, &name, file), name })
        };
        let (original, rejected) = (begin("original")?, begin("rejected")?);
        Ok(Self {
            directory: directory.to_owned(),
            id,
            position: node.next_position(),
            context: Context {
                source: announced.source.to_owned(),
                tlp: announced.handling.tlp,
                fact_key_secret: node.node.keys.repeat()?,
            },
            secrets,
            is_sealed: announced.handling.is_sealed(),
            mapping: announced.mapping.to_vec(),
            original,
            plain: sealing::PlainHasher::default(),
            rejected,
            fact_files: Vec::new(),
            facts: 0,
            leftovers,
        })
    }

    /// Adds to the original file.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn write_original(&mut self, bytes: &[u8]) -> Result<(), AppendError> {
        self.plain.update(bytes);
        Ok(self.original.write(bytes)?)
    }

    /// Plain digest of the original file so far.
    pub fn payload_plain(&self) -> Digest {
        self.plain.so_far()
    }

    /// Adds facts of any kinds and rows that were not accepted.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn write_rows(
        &mut self,
        facts: &[Fact],
        rejections: &[Rejection],
    ) -> Result<(), AppendError> {
        self.rejected.write(&write_rejections(rejections))?;
        // A file has facts of one kind; whatever comes, each kind goes to its own.
        for of_kind in facts.chunk_by(|a, b| a.detail.kind() == b.detail.kind()) {
            let at = self.fact_file(of_kind[0].detail.kind())?;
            self.fact_files[at].2.write(&of_kind.iter().collect::<Vec<_>>(), &self.context)?;
        }
        self.facts += facts.len() as u64;
        Ok(())
    }

    /// Place of the writer of a kind, begun when its first fact comes.
    fn fact_file(&mut self, kind: FactKind) -> Result<usize, AppendError> {
        if let Some(at) = self.fact_files.iter().position(|(of, ..)| *of == kind) {
            return Ok(at);
        }
        let extension = if self.is_sealed { "sealed" } else { "parquet" };
        let (id, position) = (&self.id, self.position.0);
        let name = format!("facts/{}-{position:08}-{id}.{extension}", kind.as_str());
        let sealed_as = self.is_sealed.then_some((&self.secrets, name.as_str()));
        let writer = FactWriter::begin(kind, &self.directory.join(&name), sealed_as)?;
        self.fact_files.push((kind, name, writer));
        Ok(self.fact_files.len() - 1)
    }

    /// Ends every file and syncs it.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn finish(mut self) -> Result<Received, AppendError> {
        let id = self.id.clone();
        let name = format!("payload/{id}.mapping");
        let file = UnfinishedFile::begin(&self.directory.join(&name))?;
        let writer = SealingWriter::new(&self.secrets, &name, file);
        let mut mapping = SealedFile { name, writer };
        mapping.write(&self.mapping)?;
        let sealed =
            [("original", self.original), ("mapping", mapping), ("rejected", self.rejected)];
        let mut files = Vec::new();
        for (role, file) in sealed {
            let name = file.name.clone();
            self.leftovers.0.push(self.directory.join(&name));
            let written = file.finish()?;
            files.push(StoredFile { name, role, kind: None, is_sealed: true, written });
        }
        for (kind, name, writer) in self.fact_files {
            self.leftovers.0.push(self.directory.join(&name));
            let written = writer.finish()?;
            let (kind, is_sealed) = (Some(kind), self.is_sealed);
            files.push(StoredFile { name, role: "facts", kind, is_sealed, written });
        }
        let payload_plain = self.plain.so_far();
        Ok(Received {
            payload_digest: sealing::salted_digest(&self.secrets.salt, &payload_plain),
            facts: self.facts,
            payload_plain,
            mapping: self.mapping,
            position: self.position,
            id,
            files,
            leftovers: self.leftovers,
        })
    }
}

impl Received {
    /// The submission's id.
    pub const fn id(&self) -> &SubmissionId {
        &self.id
    }

    /// Its files, which stay from here on.
    pub(crate) fn into_files(mut self) -> Vec<StoredFile> {
        self.leftovers.0.clear();
        std::mem::take(&mut self.files)
    }
}

impl SealedFile {
    fn write(&mut self, bytes: &[u8]) -> Result<(), DiskError> {
        let written = self.writer.write_all(bytes);
        written.map_err(DiskError::while_("cannot write", self.writer.inner().path()))
    }

    fn finish(self) -> Result<Written, DiskError> {
        let path = self.writer.inner().path().to_owned();
        self.writer.finish().map_err(DiskError::while_("cannot write", &path))?.finish()
    }
}

impl Drop for Leftovers {
    fn drop(&mut self) {
        for path in &self.0 {
            // What cannot be removed is swept by `doctor`.
            let _removed = fs::remove_file(path);
        }
    }
}
