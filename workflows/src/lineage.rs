//! Where a figure ends: the original row, and why it was rejected if it was.

use store::node::Node;
use store::submissions::{ReadError, StoredSubmission};
use vocabulary::handling::Reader;
use vocabulary::submission::{Content, Rejection, SubmissionId};

/// What stands behind one row of a submission.
///
/// - Personal data: the whole original file, as it came.
#[derive(Clone, Debug)]
pub struct RowOrigin {
    /// The submission.
    pub submission: StoredSubmission,
    /// The original file.
    pub original: Vec<u8>,
    /// Why the row was not accepted; empty when it was, or when there is no such row.
    pub rejections: Vec<Rejection>,
}

/// Opens what stands behind one row.
///
/// # Errors
/// When there is no such submission of rows, or its file or key is gone or damaged.
pub async fn origin_of_row(
    node: &Node,
    id: &SubmissionId,
    row: u64,
    reader: &Reader,
) -> Result<RowOrigin, ReadError> {
    let submission = node.submission(id.as_str(), reader).await?;
    if matches!(submission.header.content, Content::Withdrawal { .. }) {
        return Err(ReadError::NoSubmission(id.to_string()));
    }
    let original = node.original(id, reader).await?;
    let mut rejections = node.rejections(id, reader).await?;
    rejections.retain(|rejection| rejection.row == row);
    Ok(RowOrigin { submission, original, rejections })
}
