//! A submission is withdrawn: hidden from today on, still there for any earlier day; or erased, and
//! gone for every day.

use exchange::envelope::seal;
use jiff::civil::Date;
use store::append::AppendError;
use store::node::NodeWriter;
use store::submissions::ReadError;
use vocabulary::handling::Reader;
use vocabulary::submission::{Content, Extent, Position, SubmissionId};

use crate::act::Act;

/// Why nothing was withdrawn.
#[derive(Debug, thiserror::Error)]
pub enum WithdrawError {
    /// The submission cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store refuses.
    #[error(transparent)]
    Append(#[from] AppendError),
}

/// What is to be withdrawn, why, and when.
pub struct Withdrawal<'a> {
    /// The submission's id, or the unambiguous beginning of it.
    pub id: &'a str,
    /// Why, in words.
    pub reason: &'a str,
    /// How far it goes.
    pub extent: Extent,
    /// Today.
    pub today: Date,
    /// 16 random bytes for the withdrawal's own id.
    pub random: [u8; 16],
}

/// Records the withdrawal of a submission, and erases it where that is asked; gives the submission and
/// the withdrawal's position.
///
/// # Errors
/// When there is no such submission, or it is withdrawn (or erased) already.
pub async fn withdraw(
    node: &mut NodeWriter,
    withdrawal: &Withdrawal<'_>,
    reader: &Reader,
) -> Result<(SubmissionId, Position), WithdrawError> {
    let stored = node.node().submission(withdrawal.id, reader).await?;
    let act = Act {
        content: Content::Withdrawal {
            of: stored.header.id.clone(),
            reason: withdrawal.reason.to_owned(),
            extent: withdrawal.extent,
        },
        handling: stored.header.handling.clone(),
        review_on: stored.header.review_on,
        today: withdrawal.today,
        random: withdrawal.random,
    };
    let header = act.header(node.node());
    let envelope = seal(&header, node.signing());
    let position = node.append_withdrawal(&envelope).await?;
    Ok((stored.header.id, position))
}
