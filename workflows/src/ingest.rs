//! A file becomes a submission: read, sign, store, all or nothing.

use exchange::envelope::seal;
use intake::{Intake, IntakeError, Mapping, MappingError, Unresolved};
use jiff::civil::Date;
use store::append::{AppendError, Repeat, Rows};
use store::node::{NodeWriter, SCHEMA_VERSION};
use store::sealing::{self, SubmissionSecrets};
use vocabulary::place::Places;
use vocabulary::submission::{Content, Digest, Header, Position, Rejection, SubmissionId};
use vocabulary::substance::Substances;

/// A file to be ingested.
pub struct Submitted<'a> {
    /// File name, as shown later.
    pub file_name: &'a str,
    /// Its bytes.
    pub payload: &'a [u8],
    /// Text of the mapping.
    pub mapping: &'a str,
    /// Today.
    pub today: Date,
    /// 80 random bytes: id, key and salt.
    pub random: [u8; 80],
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
    AllRejected(Vec<Rejection>),
}

/// A stored submission.
#[derive(Debug)]
pub struct Stored {
    /// Its header as signed.
    pub header: Header,
    /// Where it stands in the ledger.
    pub position: Position,
    /// Rows that were not accepted.
    pub rejections: Vec<Rejection>,
    /// Names that did not resolve, most frequent first.
    pub unresolved: Vec<Unresolved>,
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
    /// The same file stands already under another mapping of the same source.
    #[error(
        "the same file stands already as submission {0}, under another mapping of the same source; \
         its rows might count twice. Withdraw that one first: watchfire submissions withdraw {0}"
    )]
    OtherMapping(SubmissionId),
    /// The store refuses.
    #[error(transparent)]
    Append(#[from] AppendError),
}

/// Reads, signs and stores one file.
///
/// # Errors
/// When the mapping, the file or the store refuses; then nothing is stored.
pub async fn ingest(
    node: &mut NodeWriter,
    submitted: &Submitted<'_>,
) -> Result<Outcome, IngestError> {
    let mapping = Mapping::parse(submitted.mapping)?;
    let mapping_bytes = submitted.mapping.as_bytes();
    match node.node().find_repeat(submitted.payload, mapping_bytes, mapping.source()).await? {
        Repeat::None => {}
        Repeat::SameMapping(earlier) => return Ok(Outcome::Repeated(earlier)),
        Repeat::OtherMapping(earlier) => return Err(IngestError::OtherMapping(earlier)),
    }
    let read = intake::read(submitted.payload, &mapping, submitted.today)?;
    if read.rows_accepted == 0 {
        return Ok(Outcome::AllRejected(read.rejections));
    }
    let (id, secrets) = split(&submitted.random);
    let header = header(id, node.node().issuer(), submitted, &mapping, &read, &secrets);
    let envelope = seal(&header, node.signing());
    let rows = Rows {
        payload: submitted.payload,
        mapping: mapping_bytes,
        rejections: &read.rejections,
        facts: &read.facts,
        secrets: &secrets,
    };
    let position = node.append_rows(&envelope, &rows).await?;
    let stored =
        Stored { header, position, rejections: read.rejections, unresolved: read.unresolved };
    Ok(Outcome::Stored(Box::new(stored)))
}

/// Says what would become of a file, without a node.
///
/// # Errors
/// When the mapping or the file is refused.
pub fn preview(submitted: &Submitted<'_>) -> Result<Outcome, IngestError> {
    let mapping = Mapping::parse(submitted.mapping)?;
    let read = intake::read(submitted.payload, &mapping, submitted.today)?;
    if read.rows_accepted == 0 {
        return Ok(Outcome::AllRejected(read.rejections));
    }
    let (id, secrets) = split(&submitted.random);
    let header = header(id, "nobody", submitted, &mapping, &read, &secrets);
    let (rejections, unresolved) = (read.rejections, read.unresolved);
    Ok(Outcome::Previewed(Box::new(Stored {
        header,
        position: Position(0),
        rejections,
        unresolved,
    })))
}

fn header(
    id: SubmissionId,
    issuer: &str,
    submitted: &Submitted<'_>,
    mapping: &Mapping,
    read: &Intake,
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
        },
        handling: mapping.handling().clone(),
        review_on: mapping.review_on(submitted.today),
        file_name: submitted.file_name.to_owned(),
        payload_digest: sealing::salted_digest(&secrets.salt, submitted.payload),
        mapping_digest: sealing::salted_digest(&secrets.salt, submitted.mapping.as_bytes()),
        vocabulary_digest: vocabulary_digest(),
        rows_read: read.rows_read,
        rows_accepted: read.rows_accepted,
        facts: read.facts.len() as u64,
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
