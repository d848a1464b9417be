//! What a finding rested on and is no longer there.
//!
//! Answers: which submissions of its source were erased after it was found. Whether a figure was among
//! what went, only computing the finding again can say.

use jiff::civil::Date;
use store::node::Node;
use store::submissions::ReadError;
use vocabulary::finding::Signal;
use vocabulary::handling::Reader;
use vocabulary::submission::{Content, SubmissionId};

/// A submission that stood when something was found, and was erased since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErasedEvidence {
    /// The submission.
    pub submission: SubmissionId,
    /// Its source.
    pub source: String,
    /// The day it was erased.
    pub on: Date,
}

/// The submissions that the findings of a signal may have rested on and that were erased since.
///
/// # Errors
/// When the ledger cannot be read.
pub async fn erased_evidence(
    node: &Node,
    signal: &Signal,
    reader: &Reader,
) -> Result<Vec<ErasedEvidence>, ReadError> {
    let submissions = node.submissions(reader).await?;
    let erased = submissions.into_iter().filter_map(|stored| {
        let on = stored.erased_on?;
        let Content::Rows { source, .. } = &stored.header.content else { return None };
        let rested = signal.findings.iter().any(|finding| {
            finding.series.source == *source && stored.position <= finding.vantage.position
        });
        let source = source.clone();
        rested.then_some(ErasedEvidence { submission: stored.header.id, source, on })
    });
    Ok(erased.collect())
}
