//! A signal is computed again from its ledger position, and compared to the bit.

use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::finding::Finding;
use workflows::evidence::{ErasedEvidence, erased_evidence};
use workflows::signal_view::{Reproduced, reproduce};

use super::find_signal;
use crate::api::jobs::{Accepted, JobBegun, JobInput, begin_reading};
use crate::api::runs::latest::WhichRun;
use crate::api::series::SeriesName;
use crate::asked::{Asked, Named, day};
use crate::asking::Asking;
use crate::jobs::{Again, Done};
use crate::problem::{Problem, Problems};

/// A signal's findings computed again.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct Reproduction {
    /// The signal's id.
    signal: String,
    /// Findings that came out the same to the bit.
    same: u64,
    /// Findings in all.
    findings_total: u64,
    /// The findings with what came of each; at most 1,000.
    findings: Vec<ReproducedFinding>,
    /// Submissions of its sources that were erased since; the findings may have rested on them.
    erased: Vec<ErasedSince>,
}

/// A finding computed again.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct ReproducedFinding {
    /// The series.
    series: SeriesName,
    /// The period.
    period: String,
    /// "same" (to the bit), "other-series" (its evidence was erased or read anew), "other-result" or
    /// "unknown-method" (this program does not have the method in that version).
    result: &'static str,
}

/// A submission that was erased since.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct ErasedSince {
    /// The submission.
    submission: String,
    /// Its source.
    source: String,
    /// The day it was erased.
    #[schema(format = Date)]
    on: String,
}

/// Computes every finding of a signal again from its ledger position and compares it to the bit.
///
/// A job does it. Without `as_of` the signal is taken as the latest run that saw it.
#[utoipa::path(
    post,
    path = "/api/v1/signals/{id}/reproductions",
    tag = "signals",
    params(("id" = String, Path, description = "The signal's id, in full."), WhichRun),
    responses(
        JobBegun,
        Problems
    )
)]
pub(crate) async fn start_reproduction(
    Asking(service): Asking,
    Named(id): Named<String>,
    Asked(which): Asked<WhichRun>,
) -> Result<Accepted, Problem> {
    let as_of = day("as_of", which.as_of.as_deref())?;
    let (_, signal) = find_signal(&service, &id, as_of).await?;
    let input = JobInput { signal: Some(signal.id.clone()), ..JobInput::default() };
    begin_reading(service, "reproduction", input, |service, job| async move {
        let total = signal.findings.len() as u64;
        job.at_step(0, total);
        let reader = service.reader();
        let findings = reproduce(service.node(), &signal, &reader).await?;
        job.at_step(total, total);
        let erased = erased_evidence(service.node(), &signal, &reader).await?;
        Ok(Done::Reproduced(Again { signal: signal.id, findings, erased }))
    })
}

impl Reproduction {
    pub fn of(again: &Again) -> Self {
        let same = again.findings.iter().filter(|(_, result)| *result == Reproduced::Same);
        Self {
            signal: again.signal.clone(),
            same: same.count() as u64,
            findings_total: again.findings.len() as u64,
            findings: again.findings.iter().take(MOST_LISTED).map(ReproducedFinding::of).collect(),
            erased: again.erased.iter().map(ErasedSince::of).collect(),
        }
    }
}

impl ReproducedFinding {
    fn of((finding, result): &(Finding, Reproduced)) -> Self {
        Self {
            series: SeriesName::of(&finding.series),
            period: finding.period.to_string(),
            result: match result {
                Reproduced::Same => "same",
                Reproduced::OtherSeries => "other-series",
                Reproduced::OtherResult => "other-result",
                Reproduced::UnknownMethod => "unknown-method",
            },
        }
    }
}

impl ErasedSince {
    pub fn of(evidence: &ErasedEvidence) -> Self {
        Self {
            submission: evidence.submission.to_string(),
            source: evidence.source.clone(),
            on: evidence.on.to_string(),
        }
    }
}

const MOST_LISTED: usize = 1_000;
