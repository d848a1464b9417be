//! Work that outlasts its request: what reads whole files or the whole node, or writes. One writes at a
//! time, and one of those that read the whole node runs at a time.
//!
//! Jobs are kept in memory as they are shown: what they did stands in the ledger, and a restart forgets
//! only how it went. So many are kept, and no more than so many bytes of what came of them.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

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
use crate::api::jobs::JobResult;
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
    /// Whether its file has begun to come in.
    pub has_file: AtomicBool,
    /// Bytes that came in so far.
    pub bytes_received: AtomicU64,
    /// Bytes of the file that were read so far.
    pub bytes_read: AtomicU64,
    /// Steps that were done so far: days of a replay, files of a proof.
    pub steps_done: AtomicU64,
    /// Steps in all; 0 while that is not known.
    pub steps_total: AtomicU64,
    /// Bytes that its result takes, as it is shown.
    bytes_kept: AtomicU64,
    state: Mutex<State>,
}

/// How far a job is.
pub(crate) enum State {
    /// Its file is coming in.
    Receiving,
    /// Others have their turn before it.
    Waiting,
    /// It is being done.
    Running,
    /// It is done, and this is what is shown of it.
    Done(Box<JobResult>),
    /// It came to nothing.
    Failed(Problem),
}

/// What a job did, in full; of it is kept what is shown.
pub(crate) enum Done {
    /// A file was read, and the quality of its source looked at where it was stored.
    Read(Outcome, Option<Result<AfterIngest, LookError>>),
    /// Faults were looked for.
    Looked(Box<Looked>),
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
        forget_oldest(&mut list);
        let id = self.last.fetch_add(1, Ordering::Relaxed) + 1;
        let job = Arc::new(Job::new(id, kind, state));
        list.push(Arc::clone(&job));
        Ok(Unfinished(job))
    }

    /// Takes a job from the list, as if it had never been.
    pub fn withdraw(&self, id: u64) {
        locked(&self.list).retain(|job| job.id != id);
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
            has_file: AtomicBool::new(false),
            bytes_received: AtomicU64::new(0),
            bytes_read: AtomicU64::new(0),
            steps_done: AtomicU64::new(0),
            steps_total: AtomicU64::new(0),
            bytes_kept: AtomicU64::new(0),
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
    /// Ends the job; what is shown of it is kept, and the rest is not.
    pub fn end(self, result: Result<Done, Problem>) {
        self.0.set(match result {
            Ok(done) => {
                let shown = JobResult::of(&done);
                self.0.bytes_kept.store(shown.bytes(), Ordering::Relaxed);
                State::Done(Box::new(shown))
            }
            Err(problem) => State::Failed(problem),
        });
    }

    /// Goes on with what was sent. What was refused before its file began to come was no job; after
    /// that the job has failed for the same reason.
    pub fn with<T>(self, jobs: &Jobs, received: Result<T, Problem>) -> Result<(Self, T), Problem> {
        match received {
            Ok(received) => Ok((self, received)),
            Err(problem) => {
                if !self.0.has_file.load(Ordering::Relaxed) {
                    jobs.withdraw(self.0.id);
                }
                self.end(Err(problem.clone()));
                Err(problem)
            }
        }
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.0.is_finished() {
            self.0.set(State::Failed(Problem::ended_early()));
        }
    }
}

/// Does work that writes and is answered at once. The right to write does not wander between threads, and
/// whoever asked may have left: what was written stays so.
pub(crate) async fn at_once<T: Send + 'static, F: Future<Output = Result<T, Problem>>>(
    work: impl FnOnce() -> F + Send + 'static,
) -> Result<T, Problem> {
    let (done, ended) = tokio::sync::oneshot::channel();
    spawn(move || async move {
        let _left = done.send(work().await);
    });
    ended.await.map_err(|_| Problem::ended_early())?
}

/// Work that computes much stands aside of the threads that answer.
pub(crate) fn spawn<F: Future<Output = ()>>(work: impl FnOnce() -> F + Send + 'static) {
    let runtime = tokio::runtime::Handle::current();
    drop(tokio::task::spawn_blocking(move || runtime.block_on(work())));
}

/// Forgets the oldest finished jobs until there is room for one more.
fn forget_oldest(list: &mut Vec<Arc<Job>>) {
    let kept = |job: &Arc<Job>| job.bytes_kept.load(Ordering::Relaxed);
    let mut bytes: u64 = list.iter().map(kept).sum();
    let mut count = list.len() + 1;
    list.retain(|job| {
        let goes = (count > MOST_KEPT || bytes > MOST_BYTES_KEPT) && job.is_finished();
        if goes {
            count -= 1;
            bytes -= kept(job);
        }
        !goes
    });
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Nothing is left half done under these locks.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Jobs that may be unfinished at once.
const MOST_UNFINISHED: usize = 32;

/// Jobs that are remembered.
const MOST_KEPT: usize = 1_000;

/// Bytes that what came of them may take.
const MOST_BYTES_KEPT: u64 = 64 << 20;

#[cfg(test)]
mod tests {
    use store::doctor::Complaint;

    use super::*;

    #[test]
    fn what_is_kept_of_a_job_has_a_bound_however_much_it_found() {
        let jobs = Jobs::default();
        let orphan = |number: u32| Complaint::Orphan { name: format!("payload/{number:01000}") };
        let looked_over = || Done::LookedOver((0..1_100).map(orphan).collect());
        for _ in 0..80 {
            jobs.begin("checkup", State::Running).unwrap().end(Ok(looked_over()));
        }
        let all = jobs.all();
        let bytes: u64 = all.iter().map(|job| job.bytes_kept.load(Ordering::Relaxed)).sum();
        let each = bytes / all.len() as u64;
        assert!((1_000_000..1_200_000).contains(&each), "{each}");
        assert!(bytes <= MOST_BYTES_KEPT + each && all.len() < 80, "{bytes} in {}", all.len());
        assert_eq!(all.last().unwrap().id, 80, "the latest are kept");
    }

    #[test]
    fn what_is_refused_before_its_file_is_no_job_and_after_it_fails_for_the_reason() {
        let jobs = Jobs::default();
        let refuse = |has_file: bool| {
            let job = jobs.begin("submission", State::Receiving).unwrap();
            job.0.has_file.store(has_file, Ordering::Relaxed);
            let refused = Err::<(), _>(Problem::bad_document("the form has no part `file`"));
            assert!(job.with(&jobs, refused).is_err());
        };
        refuse(false);
        assert!(jobs.all().is_empty());
        refuse(true);
        let failed = |state: &State| matches!(state, State::Failed(problem) if format!("{problem:?}").contains("no part"));
        assert!(jobs.all()[0].with_state(failed));
    }
}
