//! What people decide about a finding, recorded in the ledger; no fact changes.

use exchange::envelope::seal;
use jiff::civil::Date;
use store::append::AppendError;
use store::node::NodeWriter;
use store::quality::QualityError;
use store::submissions::ReadError;
use vocabulary::handling::{Handling, Reader};
use vocabulary::people::Author;
use vocabulary::quality::{QualityDecision, Treatment, Verdict};
use vocabulary::submission::{Content, Position};

use crate::act::{Act, NoReason, reason};

/// Why nothing was decided.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    /// There is no such finding, or it cannot be read.
    #[error(transparent)]
    Quality(#[from] QualityError),
    /// The submission that a finding rests on cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A decision without a reason, or with one that would not stand in one line of a list.
    #[error(transparent)]
    Reason(#[from] NoReason),
    /// Accepting is treating as proposed.
    #[error("the proposed treatment is {0}; another one overrides it: decide `override`")]
    NotProposed(&'static str),
    /// Overriding is treating otherwise.
    #[error("say how it is treated instead of {0}: --treatment T")]
    NoTreatment(&'static str),
    /// Nothing is done about what is rejected.
    #[error("nothing is done about what is rejected: leave --treatment out, or decide `override`")]
    TreatedNot,
    /// The ledger refuses.
    #[error(transparent)]
    Append(#[from] AppendError),
}

/// What a person decides about a finding.
pub struct Deciding<'a> {
    /// The finding's name, or the unambiguous beginning of it.
    pub finding: &'a str,
    /// The verdict.
    pub verdict: Verdict,
    /// The treatment, where it is another than the proposed one.
    pub treatment: Option<Treatment>,
    /// Why, in words.
    pub because: &'a str,
    /// Who decides; `None` at the node's own terminal.
    pub by: Option<Author>,
    /// Today.
    pub today: Date,
    /// 16 random bytes for the decision's own id.
    pub random: [u8; 16],
}

/// Records a decision about a finding in the ledger; gives it with its position.
///
/// # Errors
/// When there is no such finding, the treatment does not go with the verdict, or the ledger refuses.
pub async fn decide(
    node: &mut NodeWriter,
    deciding: &Deciding<'_>,
    reader: &Reader,
) -> Result<(QualityDecision, Position), DecideError> {
    let because = reason(deciding.because)?;
    let (_, finding) = node.node().quality_finding(deciding.finding, reader).await?;
    let proposed = finding.proposed;
    let treatment = match (deciding.verdict, deciding.treatment) {
        (Verdict::Accepted, Some(other)) if other != proposed => {
            return Err(DecideError::NotProposed(proposed.as_str()));
        }
        (Verdict::Accepted, _) => Some(proposed),
        (Verdict::Overridden, Some(other)) => Some(other),
        (Verdict::Overridden, None) => return Err(DecideError::NoTreatment(proposed.as_str())),
        (Verdict::Rejected, None) => None,
        (Verdict::Rejected, Some(_)) => return Err(DecideError::TreatedNot),
    };
    let decision = QualityDecision {
        finding: finding.id,
        subject: finding.subject,
        verdict: deciding.verdict,
        treatment,
        because,
    };
    // What is derived from figures is handled as they are.
    let (handling, review_on) = match finding.rows.first() {
        Some(seen) => {
            let rested_on = node.node().submission(seen.submission.as_str(), reader).await?;
            (rested_on.header.handling, rested_on.header.review_on)
        }
        None => (Handling::published(), deciding.today),
    };
    let content = Content::Decision(Box::new(decision.clone()));
    let act = Act { content, handling, review_on, today: deciding.today, random: deciding.random };
    let header = act.header(node.node());
    let position = node.append_act(&seal(&header, node.signing()), deciding.by.as_ref()).await?;
    Ok((decision, position))
}
