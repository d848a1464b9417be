//! What nobody looks at without saying why: rows about people, and rows of police and customs.
//!
//! Answers whether what somebody was shown asks for a reason. It is asked after what they may not see was taken
//! out, of what is left: a missing reason tells of nothing that is withheld.

use store::node::Node;
use store::submissions::{ReadError, StoredSubmission};
use vocabulary::audit::{About, Kind};
use vocabulary::handling::Reader;
use vocabulary::submission::Content;

/// Whether rows or facts among these ask for a reason.
///
/// # Errors
/// When the ledger cannot be read.
pub async fn asks_reason(node: &Node, about: &[About], reader: &Reader) -> Result<bool, ReadError> {
    let shows_rows = |about: &About| about.kind == Kind::Submission && !about.rows.is_empty();
    let (all, some) =
        (about.iter().any(|about| about.kind == Kind::Facts), about.iter().any(shows_rows));
    if !all && !some {
        return Ok(false);
    }
    let is_asked_for = |StoredSubmission { header, erased_on, .. }: &StoredSubmission| {
        let is_shown = |about: &About| shows_rows(about) && header.id.as_str() == about.id;
        let has_rows = matches!(header.content, Content::Rows { .. }) && erased_on.is_none();
        has_rows && header.handling.asks_reason() && (all || about.iter().any(is_shown))
    };
    Ok(node.submissions(reader).await?.iter().any(is_asked_for))
}
