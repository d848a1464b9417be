//! Runs of detection, as the API writes them.

pub(crate) mod latest;
pub(crate) mod left_out;
pub(crate) mod list;
pub(crate) mod start;

use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::finding::Run;

/// One run of all detectors over all series.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct DetectionRun {
    /// Number of the run, from 1.
    number: u64,
    /// Day it was asked of: what could be known by then.
    #[schema(format = Date)]
    as_of: String,
    /// Ledger position it was asked of: what the node had stored by then.
    position: u64,
    /// How far back it was told to look; null for the usual few periods.
    #[schema(format = Date)]
    since: Option<String>,
    /// Version of the rules that make signals of findings.
    rule_version: u16,
    /// Share of each source's signals that may be false.
    false_share: f64,
    /// Series that were looked at.
    series_looked_at: u64,
    /// Series that were not: too short, or nothing that moves.
    series_not_assessable: u64,
    /// Alarms in its signals.
    findings: u64,
    /// SHA-256 of all its results.
    digest: String,
    /// Day it was run.
    #[schema(format = Date)]
    ran_on: String,
}

impl DetectionRun {
    pub fn of(run: &Run) -> Self {
        Self {
            number: run.id,
            as_of: run.vantage.as_of.to_string(),
            position: run.vantage.position.0,
            since: run.since.map(|since| since.to_string()),
            rule_version: run.rule_version,
            false_share: run.false_share.get(),
            series_looked_at: run.series_looked_at,
            series_not_assessable: run.series_not_assessable,
            findings: run.findings,
            digest: run.digest.to_string(),
            ran_on: run.ran_on.to_string(),
        }
    }
}
