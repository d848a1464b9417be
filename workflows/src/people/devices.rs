//! Browsers by which somebody signed in before: guesses of strangers do not keep them waiting.
//!
//! A mark opens nothing. It says that a try counts by itself, and not with those of everybody who tries the same name
//! or comes from the same address.
//!
//! - Source: OWASP, "Slow Down Online Guessing Attacks with Device Cookies".

use store::node::Node;
use vocabulary::submission::Digest;

use super::codes::same;
use super::{PeopleError, Secret};

/// The name of those who came in by the account of a provider, who type none.
pub const BY_PROVIDER: &str = "";

/// What a browser keeps, by which somebody of this name came in: random bits, and the node's digest of both.
///
/// # Errors
/// When the node's key cannot be read.
pub fn mark(node: &Node, name: &str, random: [u8; 32]) -> Result<Secret, PeopleError> {
    let random = Digest(random);
    Ok(Secret::brought(&format!("{random}{}", node.device_digest(name, &random)?)))
}

/// What a mark counts under, where this node made it for this name.
///
/// # Errors
/// When the node's key cannot be read.
pub fn known(node: &Node, name: &str, brought: &str) -> Result<Option<String>, PeopleError> {
    let Some((random, digest)) = brought.split_at_checked(64) else { return Ok(None) };
    let Some(random) = Digest::parse(random) else { return Ok(None) };
    let is_ours = same(&node.device_digest(name, &random)?.to_string(), digest);
    Ok(is_ours.then(|| random.to_string()))
}
