//! Faults of the data and what people decide about them, as the API writes them.

pub(crate) mod decide;
pub(crate) mod list;
pub(crate) mod look;
pub(crate) mod show;

use serde::Serialize;
use store::acts::StoredDecision;
use utoipa::ToSchema;
use vocabulary::quality::{QualityFinding, Treatment};
use vocabulary::quantity::ValueUnit;

use crate::api::author::MadeBy;

/// A fault of the data in a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct QualityBrief {
    /// Its id: the fault and a digest of what it is about. The same fault found again has the same.
    id: String,
    /// Which fault, such as "unit-outlier".
    fault: &'static str,
    /// Whose figures.
    source: String,
    /// What is counted; null where it does not matter.
    indicator: Option<String>,
    /// Of which substance or class; null where it does not matter.
    substance: Option<String>,
    /// Where; null where it does not matter.
    place: Option<String>,
    /// Unit of the figures; null where it does not matter.
    unit: Option<&'static str>,
    /// In which period; null where it does not matter.
    period: Option<String>,
    /// The one value in doubt, as a decimal; null where there is none.
    value: Option<String>,
    /// What else tells it from another; null where nothing does.
    other: Option<String>,
    /// What is wrong, as a sentence with its figures.
    says: String,
    /// What is proposed: "leave-out", "count-once", "use-parts", "new-series", "lower-bound" or "mind".
    proposed: &'static str,
    /// The same in words.
    proposed_in_words: &'static str,
    /// The decision that holds; null where nobody has decided.
    decision: Option<DecisionMade>,
}

/// A decision about a fault, as it stands in the ledger.
#[derive(Serialize, ToSchema)]
pub(crate) struct DecisionMade {
    /// "accepted", "rejected" or "overridden".
    verdict: &'static str,
    /// What is done about it; null where it is rejected.
    treatment: Option<&'static str>,
    /// Why, in words.
    because: String,
    /// Where it stands in the ledger.
    position: u64,
    /// Its own id, by which it can be withdrawn.
    id: String,
    /// The day it was made.
    #[schema(format = Date)]
    decided_on: String,
    /// Who made it; null where that was at the node's own terminal or with its link, or is not known.
    by: Option<MadeBy>,
}

impl QualityBrief {
    /// Of a finding, with all decisions that stand.
    pub fn of(finding: &QualityFinding, decisions: &[StoredDecision]) -> Self {
        let subject = &finding.subject;
        Self {
            id: finding.id.clone(),
            fault: subject.fault.as_str(),
            source: subject.source.clone(),
            indicator: subject.indicator.as_ref().map(ToString::to_string),
            substance: subject.substance.as_ref().map(ToString::to_string),
            place: subject.place.as_ref().map(ToString::to_string),
            unit: subject.unit.map(ValueUnit::as_str),
            period: subject.period.map(|period| period.to_string()),
            value: subject.value.map(|value| value.normalize().to_string()),
            other: subject.other.clone(),
            says: finding.says.clone(),
            proposed: finding.proposed.as_str(),
            proposed_in_words: finding.proposed.in_words(),
            decision: about(finding, decisions).pop(),
        }
    }
}

impl DecisionMade {
    /// Of an entry of the ledger.
    pub fn of(stored: &StoredDecision) -> Self {
        Self {
            verdict: stored.decision.verdict.as_str(),
            treatment: stored.decision.treatment.map(Treatment::as_str),
            because: stored.decision.because.clone(),
            position: stored.position.0,
            id: stored.id.to_string(),
            decided_on: stored.decided_on.to_string(),
            by: stored.by.as_ref().map(MadeBy::of),
        }
    }
}

/// The decisions about one finding, oldest first: the last holds.
fn about(finding: &QualityFinding, decisions: &[StoredDecision]) -> Vec<DecisionMade> {
    let of = decisions.iter().filter(|stored| stored.decision.finding == finding.id);
    of.map(DecisionMade::of).collect()
}
