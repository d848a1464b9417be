//! Work that outlasts its request: what reads whole files or the whole node, or writes. One writes at a
//! time, and one of those that read the whole node runs at a time.
//!
//! What was asked for and what became of it stands on the disk too (`record.rs`): a restart goes on where
//! it can and says where it cannot (`resume.rs`). So many jobs are kept, and no more than so many bytes of
//! what came of them.

mod disk;
mod done;
mod job;
mod resume;
mod turn;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use store::disk::DiskError;
use store::jobs::JobDirectory;

pub(crate) use self::disk::{Clock, Disk};
pub(crate) use self::done::{Again, Done};
pub(crate) use self::job::{AskedBy, Job, State, Unfinished, Wanted, Whose};
pub(crate) use self::resume::MOST_TRIES;
pub(crate) use self::turn::{Stoppable, Turn, at_once, spawn};
use crate::problem::Problem;

/// All jobs that are remembered.
pub(crate) struct Jobs {
    list: Mutex<Vec<Arc<Job>>>,
    last: AtomicU64,
    disk: Arc<Disk>,
    /// Held by the job that writes.
    pub writing: tokio::sync::Mutex<()>,
    /// Held by the job that reads the whole node.
    pub reading: tokio::sync::Mutex<()>,
    /// Held by whoever looks at the schedule: a moment counts once.
    pub looking: Mutex<()>,
}

impl Jobs {
    /// No jobs, kept in memory alone.
    pub fn in_memory(clock: Clock) -> Self {
        Self::of(Arc::new(Disk::none(clock)), Vec::new(), 0)
    }

    /// The jobs of a node as an earlier process left them; those that never ended are begun again by
    /// [`Jobs::resume`].
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn of_node(directory: JobDirectory, clock: Clock) -> Result<Self, DiskError> {
        let texts = directory.all()?;
        let disk = Arc::new(Disk::at(directory, clock));
        let list = texts.iter().filter_map(|(id, text)| Job::read(*id, text, &disk)).collect();
        let last = texts.iter().map(|(id, _)| *id).max().unwrap_or_default();
        Ok(Self::of(disk, list, last))
    }

    fn of(disk: Arc<Disk>, list: Vec<Arc<Job>>, last: u64) -> Self {
        Self {
            list: Mutex::new(list),
            last: AtomicU64::new(last),
            disk,
            writing: tokio::sync::Mutex::default(),
            reading: tokio::sync::Mutex::default(),
            looking: Mutex::default(),
        }
    }

    /// Begins a job, unless too many are unfinished. It stands on the disk before it is answered for;
    /// one whose file is still to come stands there once that comes.
    pub fn begin_for(&self, wanted: Wanted<'_>, state: State) -> Result<Unfinished, Problem> {
        self.begin_in(&mut locked(&self.list), wanted, state)
    }

    /// Begins a job, unless one of the same kind and input waits already.
    pub fn begin_once(&self, wanted: Wanted<'_>) -> Result<Option<Unfinished>, Problem> {
        let mut list = locked(&self.list);
        let waits = |job: &Arc<Job>| {
            let is_waiting = job.with_state(|state| matches!(state, State::Waiting));
            is_waiting
                && !job.is_stop_wanted()
                && job.kind == wanted.kind
                && job.whose == wanted.whose
                && job.input() == wanted.input
        };
        if list.iter().any(waits) {
            return Ok(None);
        }
        self.begin_in(&mut list, wanted, State::Waiting).map(Some)
    }

    fn begin_in(
        &self,
        list: &mut Vec<Arc<Job>>,
        wanted: Wanted<'_>,
        state: State,
    ) -> Result<Unfinished, Problem> {
        // Each has their own limits: how much others ask for is not told.
        let unfinished = |is_counted: &dyn Fn(&Arc<Job>) -> bool| {
            list.iter().filter(|job| !job.is_finished() && is_counted(job)).count()
        };
        if unfinished(&|job| job.whose == wanted.whose) >= MOST_UNFINISHED {
            return Err(Problem::too_many_jobs(MOST_UNFINISHED));
        }
        if unfinished(&|_| true) >= MOST_UNFINISHED_OF_ALL {
            return Err(Problem::too_many_jobs(MOST_UNFINISHED_OF_ALL));
        }
        self.forget_oldest(list, wanted.whose.as_ref());
        let last = self.last.load(Ordering::Relaxed);
        let mut id = match &wanted.whose {
            // Counted where nobody has an account.
            None => last + 1,
            // Else of the second it was asked for and of what they asked for before: of nothing that others did.
            Some(whose) => {
                let theirs = list.iter().filter(|job| job.whose.as_ref() == Some(whose));
                self.disk.now_s() * 1_000_000 + whose.number(theirs.count())
            }
        };
        while list.iter().any(|job| job.id == id) {
            id += 1;
        }
        let is_coming = matches!(state, State::Receiving);
        let job = Arc::new(Job::new(id, wanted, state, &self.disk));
        if !is_coming {
            job.keep().map_err(|error| Problem::disk(&error))?;
        }
        // The list is held: nobody else takes this number.
        self.last.store(id.max(last), Ordering::Relaxed);
        list.push(Arc::clone(&job));
        Ok(Unfinished(job))
    }

    /// Takes a job from the list, as if it had never been.
    pub fn withdraw(&self, id: u64) {
        locked(&self.list).retain(|job| job.id != id);
        self.disk.forget(id);
    }

    /// Every job that is remembered, oldest first.
    pub fn all(&self) -> Vec<Arc<Job>> {
        locked(&self.list).clone()
    }

    /// One job.
    pub fn get(&self, id: u64) -> Option<Arc<Job>> {
        locked(&self.list).iter().find(|job| job.id == id).map(Arc::clone)
    }

    /// How many files are coming in or waiting to be read, and how many have been read.
    pub fn files_unfinished_or_read(&self) -> (usize, usize) {
        let all = self.all();
        let files = all.iter().filter(|job| STORING.contains(&job.kind.as_str()));
        let unfinished = files.clone().filter(|job| !job.is_finished()).count();
        (unfinished, files.count() - unfinished)
    }

    /// Where jobs stand on the disk.
    pub fn disk(&self) -> &Disk {
        &self.disk
    }

    /// Ends the work in hand, so that the next process goes on with it.
    pub fn leave(&self) {
        self.disk.leave();
        for job in self.all() {
            job.stop();
        }
    }

    /// Forgets somebody's oldest finished jobs until there is room for one more of theirs.
    fn forget_oldest(&self, list: &mut Vec<Arc<Job>>, whose: Option<&Whose>) {
        let is_theirs = |job: &Arc<Job>| job.whose.as_ref() == whose;
        let theirs = || list.iter().filter(|job| is_theirs(job));
        let mut bytes: u64 = theirs().map(|job| job.bytes_kept()).sum();
        let mut count = theirs().count() + 1;
        list.retain(|job| {
            let is_over = count > MOST_KEPT || bytes > MOST_BYTES_KEPT;
            let goes = is_over && is_theirs(job) && job.is_finished();
            if goes {
                count -= 1;
                bytes -= job.bytes_kept();
                self.disk.forget(job.id);
            }
            !goes
        });
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Nothing is left half done under these locks.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Kinds of jobs that store files.
const STORING: [&str; 2] = ["submission", "drop"];

/// Jobs of one account that may be unfinished at once.
const MOST_UNFINISHED: usize = 32;

/// Jobs of all that may be unfinished at once: no disk fills with what waits.
const MOST_UNFINISHED_OF_ALL: usize = 512;

/// Jobs of one account that are remembered.
const MOST_KEPT: usize = 1_000;

/// Bytes that what came of them may take.
const MOST_BYTES_KEPT: u64 = 64 << 20;

#[cfg(test)]
mod tests;
