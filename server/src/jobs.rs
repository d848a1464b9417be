//! Work that outlasts its request: what reads whole files or the whole node, or writes. One writes at a
//! time, and one of those that read the whole node runs at a time.
//!
//! Jobs are kept in memory: what they did stands in the ledger, and a restart forgets only how it went.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use store::doctor::Complaint;
use store::verify::Proof;
use vocabulary::finding::{Finding, Run};
use workflows::backtest::Backtest;
use workflows::evidence::ErasedEvidence;
use workflows::guess::Proposal;
use workflows::ingest::Outcome;
use workflows::signal_view::Reproduced;

use crate::api::coverage::FileCoverage;
use crate::problem::Problem;

/// All jobs since the start.
#[derive(Default)]
pub(crate) struct Jobs {
    list: Mutex<Vec<Arc<Job>>>,
    last: AtomicU64,
    /// Held by the job that writes.
    pub writing: tokio::sync::Mutex<()>,
    /// Held by the job that reads the whole node.
    pub reading: tokio::sync::Mutex<()>,
}

/// One job.
pub(crate) struct Job {
    /// Its number, from 1.
    pub id: u64,
    /// What it does, in one word.
    pub kind: &'static str,
    /// Bytes that its request says it has; 0 where it does not say.
    pub bytes_expected: AtomicU64,
    /// Bytes that came in so far.
    pub bytes_received: AtomicU64,
    /// Bytes of the file that were read so far.
    pub bytes_read: AtomicU64,
    /// Steps that were done so far: days of a replay, files of a proof.
    pub steps_done: AtomicU64,
    /// Steps in all; 0 while that is not known.
    pub steps_total: AtomicU64,
    state: Mutex<State>,
}

/// How far a job is.
pub(crate) enum State {
    /// Its file is coming in.
    Receiving,
    /// Another job writes.
    Waiting,
    /// It is being done.
    Running,
    /// It is done.
    Done(Box<Done>),
    /// It came to nothing.
    Failed(Problem),
}

/// What a job did.
pub(crate) enum Done {
    /// A file was read.
    Read(Outcome),
    /// A detection was run.
    Detected(Run),
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

impl Jobs {
    /// Begins a job, unless too many are unfinished.
    pub fn begin(&self, kind: &'static str, state: State) -> Result<Unfinished, Problem> {
        let mut list = locked(&self.list);
        if list.iter().filter(|job| !job.is_finished()).count() >= MOST_UNFINISHED {
            return Err(Problem::too_many_jobs(MOST_UNFINISHED));
        }
        // The oldest finished ones are forgotten.
        let surplus = (list.len() + 1).saturating_sub(MOST_KEPT);
        let mut forgotten = 0;
        list.retain(|job| {
            let goes = forgotten < surplus && job.is_finished();
            forgotten += usize::from(goes);
            !goes
        });
        let id = self.last.fetch_add(1, Ordering::Relaxed) + 1;
        let job = Arc::new(Job::new(id, kind, state));
        list.push(Arc::clone(&job));
        Ok(Unfinished(job))
    }

    /// Every job that is remembered, oldest first.
    pub fn all(&self) -> Vec<Arc<Job>> {
        locked(&self.list).clone()
    }

    /// One job.
    pub fn get(&self, id: u64) -> Option<Arc<Job>> {
        locked(&self.list).iter().find(|job| job.id == id).map(Arc::clone)
    }
}

impl Job {
    fn new(id: u64, kind: &'static str, state: State) -> Self {
        Self {
            id,
            kind,
            bytes_expected: AtomicU64::new(0),
            bytes_received: AtomicU64::new(0),
            bytes_read: AtomicU64::new(0),
            steps_done: AtomicU64::new(0),
            steps_total: AtomicU64::new(0),
            state: Mutex::new(state),
        }
    }

    /// Says how many steps are done, of so many.
    pub fn at_step(&self, done: u64, total: u64) {
        self.steps_total.store(total, Ordering::Relaxed);
        self.steps_done.store(done, Ordering::Relaxed);
    }

    /// Looks at the state.
    pub fn with_state<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&locked(&self.state))
    }

    /// Moves on.
    pub fn set(&self, state: State) {
        *locked(&self.state) = state;
    }

    fn is_finished(&self) -> bool {
        self.with_state(|state| matches!(state, State::Done(_) | State::Failed(_)))
    }
}

/// A job that must come to an end: dropped before, it has failed.
pub(crate) struct Unfinished(pub Arc<Job>);

impl Unfinished {
    /// Ends the job.
    pub fn end(self, result: Result<Done, Problem>) {
        self.0.set(match result {
            Ok(done) => State::Done(Box::new(done)),
            Err(problem) => State::Failed(problem),
        });
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.0.is_finished() {
            self.0.set(State::Failed(Problem::ended_early()));
        }
    }
}

/// Work that computes much stands aside of the threads that answer.
pub(crate) fn spawn<F: Future<Output = ()>>(work: impl FnOnce() -> F + Send + 'static) {
    let runtime = tokio::runtime::Handle::current();
    drop(tokio::task::spawn_blocking(move || runtime.block_on(work())));
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Nothing is left half done under these locks.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Jobs that may be unfinished at once.
const MOST_UNFINISHED: usize = 32;

/// Jobs that are remembered.
const MOST_KEPT: usize = 1_000;
