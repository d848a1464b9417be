//! What nobody looks at without saying why: rows about people, and rows of police and customs.
//!
//! Answers whether what somebody was shown asks for a reason. It is asked after what they may not see was taken
//! out, of what is left: a missing reason tells of nothing that is withheld.

use std::collections::BTreeSet;

use store::coverage::SubstanceString;
use store::node::Node;
use store::submissions::{ReadError, StoredSubmission};
use vocabulary::audit::{About, Kind};
use vocabulary::handling::Reader;
use vocabulary::submission::Content;
use vocabulary::substance::How;

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

/// Whether names of substances among these ask for a reason: one that no name was recognised in is a cell as it stood, and a
/// source that sent rows which ask for a reason may have written anything into it.
///
/// # Errors
/// When the ledger cannot be read.
pub async fn asks_reason_for_names<'a>(
    node: &Node,
    names: impl IntoIterator<Item = &'a SubstanceString>,
    reader: &Reader,
) -> Result<bool, ReadError> {
    let is_cell = |how: How| matches!(how, How::NotResolved | How::Fuzzy { .. });
    let cells = names.into_iter().filter(|name| is_cell(name.how));
    let sources: BTreeSet<&str> = cells.map(|name| name.source.as_str()).collect();
    if sources.is_empty() {
        return Ok(false);
    }
    let is_asked_for = |StoredSubmission { header, erased_on, .. }: &StoredSubmission| {
        let Content::Rows { source, .. } = &header.content else { return false };
        sources.contains(source.as_str()) && erased_on.is_none() && header.handling.asks_reason()
    };
    Ok(node.submissions(reader).await?.iter().any(is_asked_for))
}
