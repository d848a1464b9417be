//! What was asked of a job, as the API writes it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What was asked of a job; what does not belong to its kind is left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct JobInput {
    /// Name of its file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// The submission that its file stands in for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stands_in_for: Option<String>,
    /// The sheet or member of its file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// What could be known on this day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = Date)]
    pub as_of: Option<String>,
    /// Alarms since this day count as recent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = Date)]
    pub since: Option<String>,
    /// Share of each source's signals that may be false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub false_share: Option<f64>,
    /// In the figures of this source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The signal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signal: Option<String>,
    /// Known events that history is replayed for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<u64>,
    /// Step of the replay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
}

impl JobInput {
    /// A file.
    pub fn file(name: &str) -> Self {
        Self { file_name: Some(name.to_owned()), ..Self::default() }
    }
}
