//! What people decide becomes an entry of the ledger: signed, never changed, without rows of its own.

use jiff::civil::Date;
use store::node::{Node, SCHEMA_VERSION};
use vocabulary::handling::Handling;
use vocabulary::submission::{Content, Digest, Header, SubmissionId};

/// What is recorded.
pub(crate) struct Act {
    /// What was decided.
    pub content: Content,
    /// How it may be handled: as what it is derived from.
    pub handling: Handling,
    /// Day by which its retention must be reviewed.
    pub review_on: Date,
    /// Today.
    pub today: Date,
    /// 16 random bytes for its own id.
    pub random: [u8; 16],
}

impl Act {
    /// The header that the node signs.
    pub fn header(self, node: &Node) -> Header {
        let nothing = Digest([0; 32]);
        Header {
            id: SubmissionId::from_random(u128::from_be_bytes(self.random)),
            issuer: node.issuer().to_owned(),
            schema_version: SCHEMA_VERSION,
            submitted_on: self.today,
            effective_on: self.today,
            content: self.content,
            handling: self.handling,
            review_on: self.review_on,
            file_name: String::new(),
            payload_digest: nothing,
            mapping_digest: nothing,
            vocabulary_digest: nothing,
            rows_read: 0,
            rows_accepted: 0,
            facts: 0,
        }
    }
}

/// A decision without a reason, or with one that would not stand in one line of a list.
#[derive(Debug, thiserror::Error)]
#[error("a decision needs a reason of one line, {LONGEST_REASON} characters at most")]
pub struct NoReason;

/// The reason of a decision, without the spaces around it.
pub(crate) fn reason(because: &str) -> Result<String, NoReason> {
    let because = because.trim();
    let is_plain = !because.is_empty() && !because.chars().any(char::is_control);
    let is_short = because.chars().count() <= LONGEST_REASON;
    (is_plain && is_short).then(|| because.to_owned()).ok_or(NoReason)
}

/// A reason is read in one line of a list.
const LONGEST_REASON: usize = 1000;
