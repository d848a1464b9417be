//! A verdict on a signal, as it stands in a signed header.

use serde::{Deserialize, Serialize};
use vocabulary::verdict::{Judged, SignalVerdict};

use super::{HeaderJsonError, day, word};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VerdictJson {
    signal: String,
    judged: String,
    seen_as_of: String,
    because: String,
}

pub(super) fn to_json(verdict: &SignalVerdict) -> VerdictJson {
    let SignalVerdict { signal, judged, seen_as_of, because } = verdict;
    VerdictJson {
        signal: signal.clone(),
        judged: judged.as_str().to_owned(),
        seen_as_of: seen_as_of.to_string(),
        because: because.clone(),
    }
}

pub(super) fn from_json(json: VerdictJson) -> Result<SignalVerdict, HeaderJsonError> {
    Ok(SignalVerdict {
        signal: json.signal,
        judged: word("judged", &json.judged, Judged::parse)?,
        seen_as_of: word("seen_as_of", &json.seen_as_of, day)?,
        because: json.because,
    })
}
