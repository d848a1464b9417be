//! Work that outlasts its request: uploads, previews, detections. One writes at a time.
//!
//! Jobs are kept in memory: what they did stands in the ledger, and a restart forgets only how it went.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use vocabulary::finding::Run;
use workflows::ingest::Outcome;

use crate::problem::Problem;

/// All jobs since the start.
#[derive(Default)]
pub(crate) struct Jobs {
    list: Mutex<Vec<Arc<Job>>>,
    last: AtomicU64,
    /// Held by the job that writes.
    pub writing: tokio::sync::Mutex<()>,
}

/// One job.
pub(crate) struct Job {
    /// Its number, from 1.
    pub id: u64,
    /// "submission", "preview" or "detection".
    pub kind: &'static str,
    /// Bytes that came in so far.
    pub bytes_received: AtomicU64,
    /// Bytes of the file that were read so far.
    pub bytes_read: AtomicU64,
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
        let (bytes_received, bytes_read) = (AtomicU64::new(0), AtomicU64::new(0));
        let job = Job { id, kind, bytes_received, bytes_read, state: Mutex::new(state) };
        let job = Arc::new(job);
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

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Nothing is left half done under these locks.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Jobs that may be unfinished at once.
const MOST_UNFINISHED: usize = 32;

/// Jobs that are remembered.
const MOST_KEPT: usize = 1_000;
