//! Whether the same question was answered before: the run of a day at the ledger's end stands already.
//!
//! The same input gives the same result, so nobody needs it twice. A run under older rules is no answer.

use store::findings::FindingsError;
use store::node::Node;
use vocabulary::finding::{Run, Vantage};
use vocabulary::handling::Reader;

use super::{Question, RULE_VERSION};

/// The latest run of the same question with nothing new in the ledger since.
///
/// # Errors
/// When the ledger cannot be read.
pub async fn known_run(
    node: &Node,
    question: Question,
    reader: &Reader,
) -> Result<Option<Run>, FindingsError> {
    let Question { as_of, since, false_share, ran_on: _ } = question;
    let vantage = Vantage { as_of, position: node.last_position(reader).await? };
    let is_same = |run: &Run| {
        run.vantage == vantage
            && run.since == since
            && run.false_share == false_share
            && run.rule_version == RULE_VERSION
    };
    Ok(node.runs(reader).await?.into_iter().find(is_same))
}
