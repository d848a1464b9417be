//! What people say about signals.

use std::path::Path;

use jiff::civil::Date;
use serde_json::{Value, json};
use store::acts::StoredComment;
use vocabulary::handling::Reader;
use workflows::comment::{CommentError, Commenting, comment};

use crate::chance::{random, today};
use crate::commands::author::{author_value, in_words};
use crate::commands::open_writer;
use crate::failure::{Failure, other};
use crate::output::print_lines;

/// Records a comment.
pub async fn record(
    directory: &Path,
    id: &str,
    text: &str,
    as_of: Option<Date>,
) -> Result<(), Failure> {
    let mut writer = open_writer(directory, "signals comment").await?;
    let commenting =
        Commenting { signal: id, as_of, text, by: None, today: today()?, random: random()? };
    let recorded = comment(&mut writer, &commenting, &Reader::local_administrator()).await;
    let (comment, position) = recorded.map_err(failure)?;
    print_lines(&[format!("{} has a comment (position {position})", comment.signal)])
}

/// A comment as one document.
pub fn comment_value(stored: &StoredComment) -> Value {
    json!({
        "text": stored.decision.text.as_str(),
        "seen_as_of": stored.decision.seen_as_of.to_string(),
        "position": stored.position.0,
        "commented_on": stored.decided_on.to_string(),
        "by": author_value(stored.by.as_ref()),
    })
}

/// A comment, its further lines below the first.
pub fn comment_lines(stored: &StoredComment) -> Vec<String> {
    let mut lines = stored.decision.text.as_str().lines();
    let first = lines.next().unwrap_or_default();
    let (on, position, by) = (stored.decided_on, stored.position, in_words(stored.by.as_ref()));
    let first = format!("Comment     {by}on {on} (position {position}): {first}");
    std::iter::once(first).chain(lines.map(|line| format!("            {line}"))).collect()
}

/// What is wrong, and whose fault it is.
pub fn failure(error: CommentError) -> Failure {
    match error {
        CommentError::Findings(error) => super::failure(error),
        CommentError::Text(error) => Failure::bad_input(error.to_string()),
        error => other(error),
    }
}
