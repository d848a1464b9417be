//! What people say about signals: entries of the ledger that change nothing else.

use exchange::envelope::seal;
use jiff::civil::Date;
use store::acts::StoredComment;
use store::append::AppendError;
use store::findings::FindingsError;
use store::node::{Node, NodeWriter};
use store::submissions::ReadError;
use vocabulary::comment::{CommentText, NoComment, SignalComment};
use vocabulary::finding::Signal;
use vocabulary::handling::Reader;
use vocabulary::people::Author;
use vocabulary::submission::{Content, Position};

use crate::act::Act;
use crate::verdict::handling_of;

/// Why there is no comment.
#[derive(Debug, thiserror::Error)]
pub enum CommentError {
    /// There is no such signal, or it cannot be read.
    #[error(transparent)]
    Findings(#[from] FindingsError),
    /// What stands in the ledger cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The text may not stand.
    #[error(transparent)]
    Text(#[from] NoComment),
    /// The ledger refuses.
    #[error(transparent)]
    Append(#[from] AppendError),
}

/// What a person says about a signal.
pub struct Commenting<'a> {
    /// The signal: its name, the unambiguous beginning of it, or its rank in the run.
    pub signal: &'a str,
    /// In the latest run that was asked of this day; in the latest of all where there is none.
    pub as_of: Option<Date>,
    /// What is said.
    pub text: &'a str,
    /// Who says it; `None` at the node's own terminal.
    pub by: Option<Author>,
    /// Today.
    pub today: Date,
    /// 16 random bytes for the comment's own id.
    pub random: [u8; 16],
}

/// Records a comment in the ledger; gives it with its position.
///
/// # Errors
/// When there is no such signal, the text may not stand, or the ledger refuses.
pub async fn comment(
    node: &mut NodeWriter,
    commenting: &Commenting<'_>,
    reader: &Reader,
) -> Result<(SignalComment, Position), CommentError> {
    let text = CommentText::parse(commenting.text)?;
    let (run, signal) = node.node().signal(commenting.signal, commenting.as_of, reader).await?;
    let (handling, review_on) =
        handling_of(node.node(), (&run, &signal), commenting.today, reader).await?;
    let comment = SignalComment { signal: signal.id, seen_as_of: run.vantage.as_of, text };
    let content = Content::Comment(Box::new(comment.clone()));
    let Commenting { today, random, .. } = *commenting;
    let header = Act { content, handling, review_on, today, random }.header(node.node());
    let position = node.append_act(&seal(&header, node.signing()), commenting.by.as_ref()).await?;
    Ok((comment, position))
}

/// The comments on one signal that stand now, oldest first.
///
/// # Errors
/// When the ledger cannot be read.
pub async fn comments_on(
    node: &Node,
    signal: &Signal,
    reader: &Reader,
) -> Result<Vec<StoredComment>, CommentError> {
    let position = node.last_position(reader).await?;
    let mut all = node.signal_comments(position, reader).await?;
    all.retain(|stored| stored.decision.signal == signal.id);
    Ok(all)
}
