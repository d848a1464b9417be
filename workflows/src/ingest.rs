//! A file becomes a submission: read, sign, store, all or nothing.

use std::io::{self, Read, Seek, SeekFrom};

use exchange::envelope::seal;
use intake::{IntakeError, Mapping, MappingError, Reading, Summary, Undecided, Unresolved};
use jiff::civil::Date;
use store::append::{AppendError, Repeat};
use store::incoming::{Announced, Incoming};
use store::node::{NodeWriter, SCHEMA_VERSION};
use store::sealing::{self, PlainHasher, SubmissionSecrets};
use store::submissions::ReadError;
use vocabulary::handling::{Handling, Reader};
use vocabulary::place::Places;
use vocabulary::submission::{Content, Digest, Header, Position, Rejection, SubmissionId};
use vocabulary::substance::Substances;

/// A file that can be read from its beginning more than once.
pub trait Source: Read + Seek + Send {}

impl<T: Read + Seek + Send> Source for T {}

/// A file to be ingested.
pub struct Submitted<'a> {
    /// File name, as shown later.
    pub file_name: &'a str,
    /// The file.
    pub file: &'a mut dyn Source,
    /// Text of the mapping.
    pub mapping: &'a str,
    /// Today.
    pub today: Date,
    /// 80 random bytes: id, key and salt.
    pub random: [u8; 80],
    /// Whoever sends it: nothing is told of what is not there for them.
    pub reader: &'a Reader,
    /// Is told how far the reading is, a few times a second for large files.
    pub watch: &'a (dyn Fn(Progress) + Sync),
}

/// How far the reading of a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes read.
    pub bytes_read: u64,
    /// Bytes the file has.
    pub bytes: u64,
}

/// What became of a file.
#[derive(Debug)]
pub enum Outcome {
    /// It is stored.
    Stored(Box<Stored>),
    /// It would be stored, in this way.
    Previewed(Box<Stored>),
    /// The same file is stored already under the same mapping.
    Repeated(SubmissionId),
    /// Every row was rejected; nothing is stored.
    AllRejected(Rejected),
}

impl Outcome {
    /// The source of what was stored, if anything was.
    pub fn stored_source(&self) -> Option<&str> {
        let Self::Stored(stored) = self else { return None };
        match &stored.header.content {
            Content::Rows { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// A stored submission.
#[derive(Debug)]
pub struct Stored {
    /// Its header as signed.
    pub header: Header,
    /// Where it stands in the ledger.
    pub position: Position,
    /// What was not accepted.
    pub rejected: Rejected,
    /// Names that did not resolve, most frequent first.
    pub unresolved: Vec<Unresolved>,
}

/// What was not accepted of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rejected {
    /// The first reasons, at most [`REJECTIONS_SHOWN`].
    pub first: Vec<Rejection>,
    /// How many reasons there are; a row may have more than one.
    pub reasons: u64,
    /// How many rows were rejected.
    pub rows: u64,
}

/// Why a file was not stored.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The mapping is wrong.
    #[error(transparent)]
    Mapping(#[from] MappingError),
    /// The file cannot be read with this mapping.
    #[error(transparent)]
    Intake(#[from] IntakeError),
    /// The mapping is a proposal that holds choices nobody has made.
    #[error(
        "choices of the mapping are still to be made, and nothing is stored before: read what it says \
         above each, and put the value that is right in the place of `{{ to_decide = ... }}`, without \
         the braces. For the licence say under which terms the file may be used (\"unclear\" with what \
         is known, if that is so). A dry run works before. To decide:\n{}", listed(.0)
    )]
    Undecided(Vec<Undecided>),
    /// The same file stands already under another mapping of the same source.
    #[error(
        "the same file stands already as submission {0}, under another mapping of the same source; \
         its rows might count twice. Withdraw that one first: watchfire submissions withdraw {0}; or, \
         where each mapping reads another sheet or another file inside, give each a `source` of its own"
    )]
    OtherMapping(SubmissionId),
    /// What it would stand in for is not withdrawn.
    #[error(
        "submission {0} still stands, so nothing can stand in for it: withdraw or erase it first \
         (watchfire submissions withdraw {0}), or leave out --replaces: a later row of the same key \
         counts anyway"
    )]
    StillStands(SubmissionId),
    /// What it would stand in for cannot be found.
    #[error(transparent)]
    Earlier(#[from] ReadError),
    /// The file cannot be read, or gave other bytes the second time.
    #[error("the file cannot be read: {0}")]
    Unreadable(#[from] io::Error),
    /// The file is not the same from one reading to the next.
    #[error("the file changed while it was read: send it again once it is complete")]
    Changed,
    /// The store refuses.
    #[error(transparent)]
    Append(#[from] AppendError),
}

/// Choices that are open, a line each.
fn listed(choices: &[Undecided]) -> String {
    let lines = choices.iter().map(|open| format!("  {} = {}", open.setting, open.value));
    lines.collect::<Vec<_>>().join("\n")
}

/// Reads, signs and stores one file.
///
/// - Cost: the file is read three times, a piece at a time: to keep it and see whether it is new, for
///   its rows, and to see that it stayed the same.
///
/// # Errors
/// When the mapping, the file or the store refuses; then nothing is stored.
pub async fn ingest(
    node: &mut NodeWriter,
    submitted: Submitted<'_>,
) -> Result<Outcome, IngestError> {
    ingest_as(node, submitted, None).await
}

/// Reads, signs and stores one file that stands in for an erased or withdrawn submission, such as the
/// same file redacted; its header names that one.
///
/// # Errors
/// As [`ingest`], and when there is no such submission or it still stands.
pub async fn ingest_in_place_of(
    node: &mut NodeWriter,
    submitted: Submitted<'_>,
    earlier: &str,
) -> Result<Outcome, IngestError> {
    let earlier = node.node().submission(earlier, submitted.reader).await?;
    let is_of_rows = matches!(earlier.header.content, Content::Rows { .. });
    if !is_of_rows || earlier.withdrawn_by.is_none() {
        return Err(IngestError::StillStands(earlier.header.id));
    }
    ingest_as(node, submitted, Some(earlier.header.id)).await
}

async fn ingest_as(
    node: &mut NodeWriter,
    mut submitted: Submitted<'_>,
    stands_in_for: Option<SubmissionId>,
) -> Result<Outcome, IngestError> {
    let mapping = Mapping::parse(submitted.mapping)?;
    if !mapping.undecided().is_empty() {
        return Err(IngestError::Undecided(mapping.undecided().to_vec()));
    }
    let (id, secrets) = split(&submitted.random);
    let mut incoming = match keep_original(node, &mut submitted, &mapping) {
        Ok(incoming) => incoming,
        Err(IngestError::Append(refused)) => {
            // What stands already needs no room: it is told even where nothing can be written.
            let plain = digest(submitted.file)?;
            return match repeated(node, &plain, &submitted, &mapping).await {
                Ok(Some(earlier)) => Ok(Outcome::Repeated(earlier)),
                Err(other @ IngestError::OtherMapping(_)) => Err(other),
                _ => Err(refused.into()),
            };
        }
        Err(refused) => return Err(refused),
    };
    let plain = incoming.payload_plain();
    if let Some(earlier) = repeated(node, &plain, &submitted, &mapping).await? {
        return Ok(Outcome::Repeated(earlier));
    }
    let (read, rejected) = read_rows(&mut submitted, &mapping, Some(&mut incoming))?;
    if read.rows_accepted == 0 {
        return Ok(Outcome::AllRejected(rejected));
    }
    // The rows must be those of the file that is kept.
    if digest(submitted.file)? != plain {
        return Err(IngestError::Changed);
    }
    let received = incoming.finish()?;
    let header = header(id, node.node().issuer(), &submitted, &mapping, &read, &secrets);
    let mut header = Header { payload_digest: received.payload_digest, ..header };
    if let Content::Rows { stands_in_for: named, .. } = &mut header.content {
        *named = stands_in_for;
    }
    let envelope = seal(&header, node.signing());
    let position = node.commit_rows(&envelope, received).await?;
    let stored = Stored { header, position, rejected, unresolved: read.unresolved };
    Ok(Outcome::Stored(Box::new(stored)))
}

/// The choices that a mapping leaves open, in the order of its text.
///
/// # Errors
/// When the mapping is refused.
pub fn open_choices(mapping: &str) -> Result<Vec<Undecided>, MappingError> {
    Ok(Mapping::parse(mapping)?.undecided().to_vec())
}

/// Begins a submission with the file itself.
fn keep_original(
    node: &NodeWriter,
    submitted: &mut Submitted<'_>,
    mapping: &Mapping,
) -> Result<Incoming, IngestError> {
    let (id, secrets) = split(&submitted.random);
    let mut incoming = node.begin(Announced {
        id,
        secrets,
        source: mapping.source(),
        handling: mapping.handling(),
        mapping: submitted.mapping.as_bytes(),
    })?;
    copy_original(submitted.file, &mut incoming)?;
    Ok(incoming)
}

/// The submission under which the same file stands already with the same mapping.
async fn repeated(
    node: &NodeWriter,
    plain: &Digest,
    Submitted { mapping: text, reader, .. }: &Submitted<'_>,
    mapping: &Mapping,
) -> Result<Option<SubmissionId>, IngestError> {
    match node.node().find_repeat(plain, text.as_bytes(), mapping.source(), reader).await? {
        Repeat::None => Ok(None),
        Repeat::SameMapping(earlier) => Ok(Some(earlier)),
        Repeat::OtherMapping(earlier) => Err(IngestError::OtherMapping(earlier)),
    }
}

/// Says what would become of a file, without a node.
///
/// # Errors
/// When the mapping or the file is refused.
pub fn preview(mut submitted: Submitted<'_>) -> Result<Outcome, IngestError> {
    let mapping = Mapping::parse(submitted.mapping)?;
    let plain = digest(submitted.file)?;
    let (read, rejected) = read_rows(&mut submitted, &mapping, None)?;
    if read.rows_accepted == 0 {
        return Ok(Outcome::AllRejected(rejected));
    }
    let (id, secrets) = split(&submitted.random);
    let header = header(id, "nobody", &submitted, &mapping, &read, &secrets);
    let payload_digest = sealing::salted_digest(&secrets.salt, &plain);
    Ok(Outcome::Previewed(Box::new(Stored {
        header: Header { payload_digest, ..header },
        position: Position(0),
        rejected,
        unresolved: read.unresolved,
    })))
}

/// Reads every row, and hands facts and rejections on as they come.
fn read_rows(
    submitted: &mut Submitted<'_>,
    mapping: &Mapping,
    mut incoming: Option<&mut Incoming>,
) -> Result<(Summary, Rejected), IngestError> {
    let bytes = submitted.file.seek(SeekFrom::End(0))?;
    submitted.file.rewind()?;
    let mut reading = Reading::open(Box::new(&mut *submitted.file), mapping, submitted.today)?;
    let mut rejected = Rejected::default();
    while let Some(batch) = reading.next_batch()? {
        if let Some(incoming) = &mut incoming {
            incoming.write_rows(&batch.facts, &batch.rejections)?;
        }
        rejected.add(&mut batch.rejections);
        (submitted.watch)(Progress { bytes_read: reading.bytes_read().min(bytes), bytes });
    }
    let read = reading.summary();
    rejected.rows = read.rows_read - read.rows_accepted;
    Ok((read, rejected))
}

impl Rejected {
    fn add(&mut self, rejections: &mut Vec<Rejection>) {
        self.reasons += rejections.len() as u64;
        let room = REJECTIONS_SHOWN - self.first.len();
        self.first.extend(rejections.drain(..).take(room));
    }
}

/// Plain digest of a whole file.
fn digest(file: &mut dyn Source) -> Result<Digest, IngestError> {
    let mut hasher = PlainHasher::default();
    for_each_piece(file, |piece| {
        hasher.update(piece);
        Ok(())
    })?;
    Ok(hasher.so_far())
}

fn copy_original(file: &mut dyn Source, incoming: &mut Incoming) -> Result<(), IngestError> {
    for_each_piece(file, |piece| Ok(incoming.write_original(piece)?))
}

fn for_each_piece(
    file: &mut dyn Source,
    mut visit: impl FnMut(&[u8]) -> Result<(), IngestError>,
) -> Result<(), IngestError> {
    file.rewind()?;
    let mut piece = vec![0; 256 * 1024];
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Ok(()),
            Ok(length) => visit(&piece[..length])?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
}

fn header(
    id: SubmissionId,
    issuer: &str,
    submitted: &Submitted<'_>,
    mapping: &Mapping,
    read: &Summary,
    secrets: &SubmissionSecrets,
) -> Header {
    Header {
        id,
        issuer: issuer.to_owned(),
        schema_version: SCHEMA_VERSION,
        submitted_on: submitted.today,
        effective_on: mapping.effective_on(submitted.today),
        content: Content::Rows {
            source: mapping.source().to_owned(),
            kinds: mapping.kinds(),
            replaces: mapping.replaces(),
            coverage: mapping.coverage().to_string(),
            absent: mapping.absent(),
            stands_in_for: None,
        },
        handling: mapping.handling().clone(),
        review_on: mapping.review_on(submitted.today),
        file_name: submitted.file_name.to_owned(),
        payload_digest: Digest([0; 32]),
        mapping_digest: sealing::salted_digest(
            &secrets.salt,
            &sealing::plain_digest(submitted.mapping.as_bytes()),
        ),
        vocabulary_digest: vocabulary_digest(),
        rows_read: read.rows_read,
        rows_accepted: read.rows_accepted,
        facts: read.facts,
    }
}

/// Digest of the substance and place tables that resolve words.
pub fn vocabulary_digest() -> Digest {
    let mut parts = vec![Substances::source()];
    parts.extend(Places::source());
    sealing::keyed_digest(&[0; 32], &parts)
}

fn split(random: &[u8; 80]) -> (SubmissionId, SubmissionSecrets) {
    let (mut id, mut key, mut salt) = ([0; 16], [0; 32], [0; 32]);
    id.copy_from_slice(&random[..16]);
    key.copy_from_slice(&random[16..48]);
    salt.copy_from_slice(&random[48..]);
    (SubmissionId::from_random(u128::from_be_bytes(id)), SubmissionSecrets { key, salt })
}

/// Most reasons that are handed back; all of them are stored with the submission.
pub const REJECTIONS_SHOWN: usize = 1_000;

/// The handling that a mapping states.
///
/// # Errors
/// When the mapping cannot be read.
pub fn handling_in(mapping: &str) -> Result<Handling, MappingError> {
    Ok(Mapping::parse(mapping)?.handling().clone())
}
