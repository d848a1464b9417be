//! What people make of signals, and how often the list was right.
//!
//! A verdict is an entry of the ledger. It changes no score and no detector.

mod precision;

use exchange::envelope::seal;
use jiff::civil::Date;
use store::acts::StoredVerdict;
use store::append::AppendError;
use store::findings::FindingsError;
use store::node::{Node, NodeWriter};
use store::submissions::ReadError;
use vocabulary::finding::{Run, Signal};
use vocabulary::handling::{Handling, Reader};
use vocabulary::people::Author;
use vocabulary::submission::{Content, Position};
use vocabulary::verdict::{Judged, SignalVerdict};

pub use self::precision::{Precision, Span, precision_of_lists};
use crate::act::{Act, NoReason, reason};

/// Why there is no verdict.
#[derive(Debug, thiserror::Error)]
pub enum VerdictError {
    /// There is no such signal, or it cannot be read.
    #[error(transparent)]
    Findings(#[from] FindingsError),
    /// What stands in the ledger cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A verdict without a reason, or with one of several lines.
    #[error(transparent)]
    Reason(#[from] NoReason),
    /// The ledger refuses.
    #[error(transparent)]
    Append(#[from] AppendError),
}

/// What a person makes of a signal.
pub struct Judging<'a> {
    /// The signal: its name, the unambiguous beginning of it, or its rank in the run.
    pub signal: &'a str,
    /// In the latest run that was asked of this day; in the latest of all where there is none.
    pub as_of: Option<Date>,
    /// What it turned out to be.
    pub judged: Judged,
    /// Why, in words.
    pub because: &'a str,
    /// Who judges; `None` at the node's own terminal.
    pub by: Option<Author>,
    /// Today.
    pub today: Date,
    /// 16 random bytes for the verdict's own id.
    pub random: [u8; 16],
}

/// Records a verdict in the ledger; gives it with its position.
///
/// # Errors
/// When there is no such signal, the reason is none, or the ledger refuses.
pub async fn judge(
    node: &mut NodeWriter,
    judging: &Judging<'_>,
    reader: &Reader,
) -> Result<(SignalVerdict, Position), VerdictError> {
    let because = reason(judging.because)?;
    let (run, signal) = node.node().signal(judging.signal, judging.as_of, reader).await?;
    let (handling, review_on) =
        handling_of(node.node(), (&run, &signal), judging.today, reader).await?;
    let verdict = SignalVerdict {
        signal: signal.id,
        judged: judging.judged,
        seen_as_of: run.vantage.as_of,
        because,
    };
    let content = Content::Verdict(Box::new(verdict.clone()));
    let act = Act { content, handling, review_on, today: judging.today, random: judging.random };
    let header = act.header(node.node());
    let position = node.append_act(&seal(&header, node.signing()), judging.by.as_ref()).await?;
    Ok((verdict, position))
}

/// How a verdict or comment may be handled: as the strictest of what its signal may rest on.
pub(crate) async fn handling_of(
    node: &Node,
    (run, signal): (&Run, &Signal),
    today: Date,
    reader: &Reader,
) -> Result<(Handling, Date), ReadError> {
    let is_behind = |content: &Content| match content {
        Content::Rows { source, .. } => signal.findings.iter().any(|f| f.series.source == *source),
        _ => false,
    };
    let all = node.submissions(reader).await?;
    let behind = all.iter().filter(|stored| stored.position <= run.vantage.position);
    let behind = behind.filter(|stored| is_behind(&stored.header.content));
    let strictness = |handling: &Handling| {
        let Handling { classification, subjects, tlp, codes, .. } = handling;
        (*classification, *subjects, *tlp, codes.len())
    };
    let strictest = behind.max_by_key(|stored| strictness(&stored.header.handling));
    Ok(strictest.map_or_else(
        || (Handling::published(), today),
        |stored| (stored.header.handling.clone(), stored.header.review_on),
    ))
}

/// The verdicts on one signal, oldest first: the last holds.
pub fn verdicts_on<'a>(all: &'a [StoredVerdict], signal: &Signal) -> Vec<&'a StoredVerdict> {
    all.iter().filter(|stored| stored.decision.signal == signal.id).collect()
}

/// All verdicts that stand now, oldest first.
///
/// # Errors
/// When the ledger cannot be read.
pub async fn all_verdicts(
    node: &Node,
    reader: &Reader,
) -> Result<Vec<StoredVerdict>, VerdictError> {
    let position = node.last_position(reader).await?;
    Ok(node.signal_verdicts(position, reader).await?)
}
