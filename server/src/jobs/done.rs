//! What a job did, in full; of it is kept what is shown.

use store::doctor::Complaint;
use store::verify::Proof;
use vocabulary::finding::{Finding, Run};
use workflows::backtest::Backtest;
use workflows::evidence::ErasedEvidence;
use workflows::guess::Proposal;
use workflows::ingest::Outcome;
use workflows::quality::{AfterIngest, LookError, Looked};
use workflows::signal_view::Reproduced;

use crate::api::coverage::FileCoverage;

/// What a job did.
pub(crate) enum Done {
    /// A file was read, and the quality of its source looked at where it was stored.
    Read(Outcome, Option<Result<AfterIngest, LookError>>),
    /// Faults were looked for.
    Looked(Box<Looked>),
    /// A detection was run.
    Detected(Run),
    /// The run of the same input stood already.
    Known(Run),
    /// History was replayed.
    Replayed(Backtest),
    /// The node was proven.
    Proven(Proof),
    /// The node was looked over.
    LookedOver(Vec<Complaint>),
    /// A mapping was proposed.
    Proposed(Proposal),
    /// The names in a file were looked up.
    Covered(FileCoverage),
    /// These submissions had come to their end and were erased.
    Erased(Vec<String>),
    /// A signal was computed again.
    Reproduced(Again),
}

/// A signal's findings computed again.
pub(crate) struct Again {
    /// The signal's id.
    pub signal: String,
    /// Each finding with what came of it.
    pub findings: Vec<(Finding, Reproduced)>,
    /// What it may have rested on and was erased since.
    pub erased: Vec<ErasedEvidence>,
}
