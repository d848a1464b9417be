//! Whose turn it is: how the work of a job waits for others, is done, and ends.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::{Done, Job, Unfinished};
use crate::problem::Problem;
use crate::service::Service;

/// What a job waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// The only one that writes.
    Writing,
    /// The only one that reads the whole node.
    Reading,
    /// One of the few that read a file.
    OfFew,
}

impl Unfinished {
    /// Does the work once it is its turn, unless it is stopped before; aside of the threads that answer.
    pub fn work<F: Future<Output = Result<Done, Problem>>>(
        self,
        service: Service,
        turn: Turn,
        work: impl FnOnce(Service, Arc<Job>) -> F + Send + 'static,
    ) {
        spawn(move || async move {
            let done = self.in_turn(service, turn, work).await;
            self.end(done);
        });
    }

    /// Does the work once it is its turn; what came of it is for the caller to end the job with.
    pub async fn in_turn<F: Future<Output = Result<Done, Problem>>>(
        &self,
        service: Service,
        turn: Turn,
        work: impl FnOnce(Service, Arc<Job>) -> F,
    ) -> Result<Done, Problem> {
        let job = Arc::clone(&self.0);
        let jobs = service.clone();
        let (writing, reading) = (&jobs.jobs().writing, &jobs.jobs().reading);
        match turn {
            Turn::Writing => {
                let _turn = job.unless_stopped(writing.lock()).await?;
                job.start();
                work(service, job).await
            }
            // What writes nothing may be left wherever it waits.
            Turn::Reading => {
                let _turn = job.unless_stopped(reading.lock()).await?;
                job.start();
                job.unless_stopped(work(service, Arc::clone(&job))).await?
            }
            Turn::OfFew => {
                let _turn = job.unless_stopped(jobs.turn()).await?;
                job.start();
                job.unless_stopped(work(service, Arc::clone(&job))).await?
            }
        }
    }
}

/// A file that cannot be read on once its job is told to stop.
pub(crate) struct Stoppable {
    file: File,
    job: Arc<Job>,
    /// How far the reading is, where nobody else tells the job.
    at: Option<u64>,
}

impl Stoppable {
    /// A file of which its reader says how far it is.
    pub fn new(file: File, job: &Arc<Job>) -> Self {
        Self { file, job: Arc::clone(job), at: None }
    }

    /// A file that says itself to the job how far it is read.
    pub fn telling(file: File, job: &Arc<Job>) -> Self {
        Self { at: Some(0), ..Self::new(file, job) }
    }
}

impl Read for Stoppable {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.job.is_stop_wanted() {
            return Err(io::Error::other("its job was stopped"));
        }
        let length = self.file.read(buffer)?;
        if let Some(at) = &mut self.at {
            *at += length as u64;
            self.job.bytes_read.fetch_max(*at, Ordering::Relaxed);
        }
        Ok(length)
    }
}

impl Seek for Stoppable {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = self.file.seek(to)?;
        self.at = self.at.map(|_| position);
        Ok(position)
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
