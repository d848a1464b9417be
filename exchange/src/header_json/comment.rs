//! A comment on a signal, as it stands in a signed header.

use serde::{Deserialize, Serialize};
use vocabulary::comment::{CommentText, SignalComment};

use super::{HeaderJsonError, day, word};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CommentJson {
    signal: String,
    seen_as_of: String,
    text: String,
}

pub(super) fn to_json(comment: &SignalComment) -> CommentJson {
    let SignalComment { signal, seen_as_of, text } = comment;
    CommentJson {
        signal: signal.clone(),
        seen_as_of: seen_as_of.to_string(),
        text: text.as_str().to_owned(),
    }
}

pub(super) fn from_json(json: CommentJson) -> Result<SignalComment, HeaderJsonError> {
    Ok(SignalComment {
        signal: json.signal,
        seen_as_of: word("seen_as_of", &json.seen_as_of, day)?,
        text: word("text", &json.text, |text| CommentText::parse(text).ok())?,
    })
}
