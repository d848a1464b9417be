//! The rejected rows of a submission as a file to be mended and sent again.

use std::collections::BTreeSet;
use std::io::Cursor;

use intake::{IntakeError, Mapping, MappingError, NotMendable, rows_as_written, write_rejected};
pub use intake::{Mendable, guarded};
use store::node::Node;
use store::submissions::ReadError;
use vocabulary::handling::Reader;
use vocabulary::submission::SubmissionId;

/// Why there is no such file.
#[derive(Debug, thiserror::Error)]
pub enum RejectedError {
    /// No row was rejected.
    #[error("submission {0} has no rejected rows: there is nothing to mend")]
    NoneRejected(SubmissionId),
    /// The submission, its original or its rejections cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The stored mapping is of another version.
    #[error("the mapping of this submission is no longer understood: {0}")]
    Mapping(#[from] MappingError),
    /// The original cannot be read under it.
    #[error("the original can no longer be read: {0}")]
    Original(#[from] IntakeError),
    /// A part of this file cannot be sent alone.
    #[error(transparent)]
    NotMendable(#[from] NotMendable),
}

/// Writes the rejected rows as they stood, with what was wrong in front, whatever the format of their
/// file.
///
/// - Personal data: what the rows hold, but for columns that no mapping may read.
///
/// # Errors
/// When there are none that can be mended, the submission was erased, or a part of the file cannot be
/// sent alone.
pub async fn rejected_file(
    node: &Node,
    id: &SubmissionId,
    reader: &Reader,
) -> Result<Mendable, RejectedError> {
    let rejections = node.rejections(id, reader).await?;
    let wanted: BTreeSet<u64> = rejections.iter().map(|rejection| rejection.row).collect();
    if wanted.is_empty() {
        return Err(RejectedError::NoneRejected(id.clone()));
    }
    let mapping = Mapping::parse(&node.mapping(id, reader).await?)?;
    let original = node.original(id, reader).await?;
    let rows = rows_as_written(Box::new(Cursor::new(original)), &mapping, &wanted)?;
    Ok(write_rejected(&mapping, &rows, &rejections)?)
}
