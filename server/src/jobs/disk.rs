//! Where jobs stand on the disk, and the clock by which they are dated.
//!
//! A disk that refuses to note how far a job is holds up no job: the note before says less, and what a
//! restart does once more does nothing twice.

use std::fs::File;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::civil::DateTime;
use store::disk::DiskError;
use store::jobs::JobDirectory;

/// Tells the time, in UTC.
pub(crate) type Clock = Arc<dyn Fn() -> DateTime + Send + Sync>;

/// The jobs of a node on its disk; none for a service that remembers in memory alone.
pub(crate) struct Disk {
    directory: Option<JobDirectory>,
    clock: Clock,
    is_left: AtomicBool,
}

impl Disk {
    pub fn none(clock: Clock) -> Self {
        Self { directory: None, clock, is_left: AtomicBool::new(false) }
    }

    pub fn at(directory: JobDirectory, clock: Clock) -> Self {
        Self { directory: Some(directory), ..Self::none(clock) }
    }

    /// Now.
    pub fn now(&self) -> DateTime {
        (self.clock)()
    }

    /// Now, in seconds since 1970.
    pub fn now_s(&self) -> u64 {
        let now = self.now().to_zoned(jiff::tz::TimeZone::UTC);
        now.map_or(0, |now| now.timestamp().as_second().try_into().unwrap_or_default())
    }

    /// Now, to the second, as it is shown.
    pub fn time(&self) -> String {
        self.now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    }

    /// From here on nothing is noted: the next process finds what was noted before.
    pub fn leave(&self) {
        self.is_left.store(true, Ordering::SeqCst);
    }

    /// Whether the process is about to end.
    pub fn is_left(&self) -> bool {
        self.is_left.load(Ordering::SeqCst)
    }

    /// Keeps the text of a job.
    pub fn keep(&self, id: u64, text: &str) -> Result<(), DiskError> {
        match &self.directory {
            Some(directory) if !self.is_left() => directory.keep(id, text),
            _ => Ok(()),
        }
    }

    /// Forgets a job and its file.
    pub fn forget(&self, id: u64) {
        self.told(|directory| directory.forget(id));
    }

    /// Forgets the file of a job.
    pub fn forget_file(&self, id: u64) {
        if !self.is_left() {
            self.told(|directory| directory.forget_file(id));
        }
    }

    /// A file that comes in for a job, where jobs are kept on the disk.
    pub fn begin_file(&self, id: u64) -> Option<Result<File, DiskError>> {
        self.directory.as_ref().map(|directory| directory.begin_file(id))
    }

    /// Keeps a file that has come whole.
    pub fn keep_file(&self, id: u64, file: &File) -> Result<(), DiskError> {
        self.directory.as_ref().map_or(Ok(()), |directory| directory.keep_file(id, file))
    }

    /// The file that came for a job of an earlier process.
    pub fn file(&self, id: u64) -> Option<File> {
        let file = self.directory.as_ref()?.file(id);
        file.unwrap_or_else(|error| {
            eprintln!("job {id}: {error}");
            None
        })
    }

    /// Removes files of jobs that are not there.
    pub fn keep_files_of(&self, jobs: &[u64]) {
        self.told(|directory| directory.keep_files_of(jobs));
    }

    /// A note under a name.
    pub fn note(&self, name: &str) -> Option<String> {
        self.directory.as_ref()?.note(name).ok().flatten()
    }

    /// Keeps a note under a name.
    pub fn keep_note(&self, name: &str, text: &str) {
        self.told(|directory| directory.keep_note(name, text));
    }

    fn told(&self, work: impl FnOnce(&JobDirectory) -> Result<(), DiskError>) {
        if let Some(Err(error)) = self.directory.as_ref().map(work) {
            eprintln!("jobs: {error}");
        }
    }
}
