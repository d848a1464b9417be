//! Erasing waits for a second person: nobody destroys for good alone what others may need.
//!
//! Somebody asks, another who may decide about the submission says yes or no. The node's own terminal asks nobody:
//! whoever has the machine has the node. What the rules of retention erase was agreed in them.

use jiff::civil::Date;
use store::append::AppendError;
use store::erasure_requests::ErasureRequest;
use store::ledger::LedgerError;
use store::node::{Node, NodeWriter};
use store::submissions::{ReadError, StoredSubmission};
use vocabulary::handling::Reader;
use vocabulary::submission::{Content, Extent, Position, SubmissionId};

use crate::act::{NoReason, reason};
use crate::withdraw::{WithdrawError, Withdrawal, withdraw};

/// Why nothing was asked for or answered.
#[derive(Debug, thiserror::Error)]
pub enum ErasureError {
    /// The submission cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The ledger refuses.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// It is not erased.
    #[error(transparent)]
    Withdraw(#[from] WithdrawError),
    /// Asked without a reason.
    #[error(transparent)]
    Reason(#[from] NoReason),
    /// Somebody asked before.
    #[error("{0} asked for it to be erased on {1} already: another person answers")]
    Waits(String, Date),
    /// Nobody asked, or something else was read.
    #[error("submission {0} does not wait to be erased, or no longer as it was shown: look again")]
    NotWaiting(SubmissionId),
    /// Who answers is who asked.
    #[error("you asked for it yourself: somebody else who may decide about it agrees")]
    AskedThemselves,
}

/// Writes down that a person asks for a submission to be erased.
///
/// # Errors
/// When there is no such submission, nothing of it is left to erase, somebody asked already, or there is no reason.
pub async fn ask(
    node: &Node,
    (id, because): (&str, &str),
    (reader, name): (&Reader, &str),
    today: Date,
) -> Result<(SubmissionId, ErasureRequest), ErasureError> {
    let StoredSubmission { header, erased_on, erasure_asked, .. } =
        node.submission(id, reader).await?;
    if let Some(asked) = erasure_asked {
        return Err(ErasureError::Waits(asked.asked_by, asked.asked_on));
    }
    if erased_on.is_some() || !matches!(header.content, Content::Rows { .. }) {
        let nothing = AppendError::NothingToWithdraw(header.id);
        return Err(WithdrawError::from(nothing).into());
    }
    let because = reason(&because.split_whitespace().collect::<Vec<_>>().join(" "))?;
    let request = ErasureRequest { asked_by: name.to_owned(), asked_on: today, because };
    if node.ask_to_erase(&header.id, &request).await? {
        return Ok((header.id, request));
    }
    Err(ErasureError::Waits(request.asked_by, today))
}

/// Yes or no to an erasure that waits.
pub struct Answer<'a> {
    /// The submission's id, or the unambiguous beginning of it.
    pub id: &'a str,
    /// What was read of it: who asked, and why.
    pub shown: (&'a str, &'a str),
    /// Whether it is erased; else it stays, and waits no longer.
    pub agrees: bool,
}

/// Answers an erasure that waits; gives the place of the act where it was erased. Whoever asked may take it back, and
/// not agree.
///
/// # Errors
/// When nothing waits or it is not as it was shown, whoever agrees is who asked, or it cannot be erased.
pub async fn answer(
    writer: &mut NodeWriter,
    answer: Answer<'_>,
    reader: &Reader,
    (today, random): (Date, [u8; 16]),
) -> Result<(SubmissionId, Option<Position>), ErasureError> {
    let StoredSubmission { header, erasure_asked, .. } =
        writer.node().submission(answer.id, reader).await?;
    let asked = erasure_asked.filter(|asked| (&*asked.asked_by, &*asked.because) == answer.shown);
    let asked = asked.ok_or_else(|| ErasureError::NotWaiting(header.id.clone()))?;
    if !answer.agrees {
        writer.node().strike_erasure_request(&header.id).await?;
        return Ok((header.id, None));
    }
    if reader.name.as_ref() == Some(&asked.asked_by) {
        return Err(ErasureError::AskedThemselves);
    }
    let (id, reason) = (header.id.as_str(), asked.because.as_str());
    let withdrawal = Withdrawal { id, reason, extent: Extent::Erase, today, random };
    let (id, position) = withdraw(writer, &withdrawal, reader).await?;
    Ok((id, Some(position)))
}
