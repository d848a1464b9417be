//! Proofs and checkups of the node, as the API writes them.

pub(crate) mod check_up;
pub(crate) mod verify;

use serde::Serialize;
use store::audit::written_head;
use store::doctor::Complaint;
use store::verify::{Fault, Proof};
use utoipa::ToSchema;

/// What was proven of the node, and what was not.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct NodeProof {
    /// Entries of the ledger.
    entries: u64,
    /// Root over all of them: SHA-256, as others may have noted it.
    root: String,
    /// The end of the audit, to be noted elsewhere: number of its last entry, a colon, and what all entries come
    /// to.
    audit_head: String,
    /// Submissions whose files were read.
    submissions: u64,
    /// Files read.
    files: u64,
    /// Bytes read.
    bytes: u64,
    /// Submissions that were erased, the first 1,000.
    erased: Vec<ErasedSubmission>,
    /// How many were erased.
    erased_total: u64,
    /// What is not as it was stored; at most 1,000.
    faults: Vec<NodeFault>,
    /// How many faults there are; 0 says that the node is proven.
    faults_total: u64,
}

/// A submission that was erased.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct ErasedSubmission {
    /// The submission.
    submission: String,
    /// The day.
    #[schema(format = Date)]
    on: String,
    /// Where the act stands in the ledger.
    position: u64,
}

/// One thing that is not as it was stored, or that nothing names.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct NodeFault {
    /// "entry" of the ledger, "audit" (an entry of it), "file", "submission", or "orphan": a file that belongs to
    /// no submission, left by a crash and harmless.
    kind: &'static str,
    /// Which: position or number, name below the node's directory, or id.
    which: String,
    /// What is wrong, and what to do.
    why: String,
}

/// What is wrong with the node.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct Checkup {
    /// What is wrong; at most 1,000.
    complaints: Vec<NodeFault>,
    /// How many complaints there are; 0 says that all is well.
    complaints_total: u64,
}

impl NodeProof {
    pub fn of(proof: &Proof) -> Self {
        let erased = proof.erased.iter().take(MOST_LISTED).map(|erasure| ErasedSubmission {
            submission: erasure.submission.to_string(),
            on: erasure.on.to_string(),
            position: erasure.position.0,
        });
        Self {
            entries: proof.entries,
            root: proof.root.to_string(),
            audit_head: written_head(&proof.audit.head),
            submissions: proof.submissions,
            files: proof.files,
            bytes: proof.bytes,
            erased: erased.collect(),
            erased_total: proof.erased.len() as u64,
            faults: proof.faults.iter().take(MOST_LISTED).map(NodeFault::of).collect(),
            faults_total: proof.faults.len() as u64,
        }
    }
}

impl NodeFault {
    fn of(fault: &Fault) -> Self {
        let (kind, which, why) = match fault {
            Fault::Entry { position, why } => ("entry", position.to_string(), why),
            Fault::Audit { number, why } => ("audit", number.to_string(), why),
            Fault::File { name, why } => ("file", name.clone(), why),
            Fault::Submission { id, why } => ("submission", id.to_string(), why),
        };
        Self { kind, which, why: why.clone() }
    }

    fn of_complaint(complaint: &Complaint) -> Self {
        match complaint {
            Complaint::Fault(fault) => Self::of(fault),
            Complaint::Orphan { name } => {
                let why = "belongs to no submission; `watchfire doctor --sweep` removes it";
                Self { kind: "orphan", which: name.clone(), why: why.to_owned() }
            }
        }
    }
}

impl Checkup {
    pub fn of(complaints: &[Complaint]) -> Self {
        Self {
            complaints_total: complaints.len() as u64,
            complaints: complaints.iter().take(MOST_LISTED).map(NodeFault::of_complaint).collect(),
        }
    }
}

const MOST_LISTED: usize = 1_000;
