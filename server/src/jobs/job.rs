//! One job: who asked for what, how far it is, and its text on the disk.

use std::fs::File;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use store::disk::DiskError;
use store::sealing::plain_digest;
use tokio::sync::watch;

use super::{Disk, Done, Jobs, locked};
use crate::api::jobs::{JobInput, JobResult};
use crate::problem::Problem;

/// One job.
pub(crate) struct Job {
    /// Its number, from 1.
    pub id: u64,
    /// What it does, in one word.
    pub kind: String,
    /// What made it begin.
    pub by: AskedBy,
    /// For whom it is done; `None` for the one at the node's own terminal and the node itself.
    pub whose: Option<Whose>,
    /// What was asked.
    pub input: Mutex<JobInput>,
    /// The mapping of its file, for another process to go on with.
    pub mapping: Mutex<Option<String>>,
    /// Bytes that its request says it has; 0 where it does not say.
    pub bytes_expected: AtomicU64,
    /// Whether its file has begun to come in.
    pub has_file: AtomicBool,
    /// Bytes that came in so far.
    pub bytes_received: AtomicU64,
    /// Bytes of the file that were read so far.
    pub bytes_read: AtomicU64,
    /// Steps that were done so far: days of a replay, files of a proof, series of a detection.
    pub steps_done: AtomicU64,
    /// Steps in all; 0 while that is not known.
    pub steps_total: AtomicU64,
    /// How often it was begun: more than once where the server ended meanwhile.
    pub tries: AtomicU32,
    /// Bytes that its result takes, as it is shown.
    bytes_kept: AtomicU64,
    times: Mutex<Times>,
    state: Mutex<State>,
    stop: watch::Sender<bool>,
    ended: watch::Sender<bool>,
    disk: Arc<Disk>,
}

/// When it was asked for, begun and ended, in UTC.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Times {
    pub asked: String,
    pub started: Option<String>,
    pub ended: Option<String>,
}

/// Who asked for a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum AskedBy {
    /// A request.
    Request,
    /// A submission that was stored.
    Submission,
    /// The node's schedule.
    Schedule,
    /// A file that came into the drop folder.
    DropFolder,
}

/// Somebody for whom a job is done: another process finds them again by their name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Whose {
    /// Their name.
    pub name: String,
    /// What for.
    pub purpose: String,
}

impl Whose {
    /// A number below a million for the next of their jobs, of which they have so many.
    pub fn number(&self, jobs: usize) -> u64 {
        let Self { name, purpose } = self;
        let digest = plain_digest(format!("{name} {purpose} {jobs}").as_bytes());
        digest.0[..8].iter().fold(0, |number, byte| number << 8 | u64::from(*byte)) % 1_000_000
    }
}

/// A job that is to begin.
pub(crate) struct Wanted<'a> {
    pub kind: &'a str,
    pub by: AskedBy,
    pub whose: Option<Whose>,
    pub input: JobInput,
    pub mapping: Option<String>,
}

/// How far a job is.
#[derive(Clone)]
pub(crate) enum State {
    /// Its file is coming in.
    Receiving,
    /// Others have their turn before it.
    Waiting,
    /// It is being done.
    Running,
    /// It is done, and this is what is shown of it.
    Done(Shown),
    /// It came to nothing.
    Failed(Problem),
    /// It was stopped before it was done.
    Stopped,
}

/// What is shown of what a job did.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Shown {
    /// In a few words.
    pub found: String,
    /// The one of its kind.
    pub result: Map<String, Value>,
}

/// A job as it stands on the disk.
#[derive(Serialize, Deserialize)]
struct Record {
    kind: String,
    by: AskedBy,
    #[serde(default)]
    whose: Option<Whose>,
    input: JobInput,
    mapping: Option<String>,
    times: Times,
    tries: u32,
    bytes: [u64; 3],
    steps: [u64; 2],
    state: RecordState,
}

/// A state as it stands on the disk: whether it waits or runs is not told apart.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum RecordState {
    Receiving,
    Begun,
    Done(Shown),
    Failed(Problem),
    Stopped,
}

impl Job {
    pub fn new(id: u64, wanted: Wanted<'_>, state: State, disk: &Arc<Disk>) -> Self {
        let times = Times { asked: disk.time(), started: None, ended: None };
        Self {
            id,
            kind: wanted.kind.to_owned(),
            by: wanted.by,
            whose: wanted.whose,
            input: Mutex::new(wanted.input),
            mapping: Mutex::new(wanted.mapping),
            bytes_expected: AtomicU64::new(0),
            has_file: AtomicBool::new(false),
            bytes_received: AtomicU64::new(0),
            bytes_read: AtomicU64::new(0),
            steps_done: AtomicU64::new(0),
            steps_total: AtomicU64::new(0),
            tries: AtomicU32::new(0),
            bytes_kept: AtomicU64::new(0),
            times: Mutex::new(times),
            state: Mutex::new(state),
            stop: watch::Sender::new(false),
            ended: watch::Sender::new(false),
            disk: Arc::clone(disk),
        }
    }

    /// Reads a job of an earlier process; none where the text is not one.
    pub fn read(id: u64, text: &str, disk: &Arc<Disk>) -> Option<Arc<Self>> {
        let record: Record = serde_json::from_str(text)
            .inspect_err(|error| eprintln!("job {id} cannot be read and is left out: {error}"))
            .ok()?;
        let state = match record.state {
            RecordState::Receiving => State::Receiving,
            RecordState::Begun => State::Waiting,
            RecordState::Done(shown) => State::Done(shown),
            RecordState::Failed(problem) => State::Failed(problem),
            RecordState::Stopped => State::Stopped,
        };
        let Record { kind, by, whose, input, mapping, .. } = record;
        let job = Self::new(id, Wanted { kind: &kind, by, whose, input, mapping }, state, disk);
        let numbers = [&job.bytes_expected, &job.bytes_received, &job.bytes_read]
            .into_iter()
            .zip(record.bytes)
            .chain([&job.steps_done, &job.steps_total].into_iter().zip(record.steps));
        for (number, was) in numbers {
            number.store(was, Ordering::Relaxed);
        }
        job.tries.store(record.tries, Ordering::Relaxed);
        job.bytes_kept.store(text.len() as u64, Ordering::Relaxed);
        *locked(&job.times) = record.times;
        job.ended.send_replace(job.is_finished());
        Some(Arc::new(job))
    }

    /// Keeps the job on the disk as it stands.
    pub fn keep(&self) -> Result<(), DiskError> {
        let number = |number: &AtomicU64| number.load(Ordering::Relaxed);
        let state = match &*locked(&self.state) {
            State::Receiving => RecordState::Receiving,
            State::Waiting | State::Running => RecordState::Begun,
            State::Done(shown) => RecordState::Done(shown.without_cells(&self.kind)),
            State::Failed(problem) => RecordState::Failed(problem.clone()),
            State::Stopped => RecordState::Stopped,
        };
        let record = Record {
            kind: self.kind.clone(),
            by: self.by,
            whose: self.whose.clone(),
            input: locked(&self.input).clone(),
            mapping: locked(&self.mapping).clone(),
            times: self.times(),
            tries: self.tries.load(Ordering::Relaxed),
            bytes: [&self.bytes_expected, &self.bytes_received, &self.bytes_read].map(number),
            steps: [&self.steps_done, &self.steps_total].map(number),
            state,
        };
        let text = serde_json::to_string(&record).expect("a job is plain text and numbers");
        self.disk.keep(self.id, &text)
    }

    /// Keeps the job on the disk; where that fails, the operator is told and the work goes on.
    pub fn note(&self) {
        if let Err(error) = self.keep() {
            eprintln!("job {}: {error}", self.id);
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

    /// Its file is there: others have their turn before it.
    pub fn wait(&self, input: JobInput, mapping: Option<String>) -> Result<(), DiskError> {
        *locked(&self.input) = input;
        *locked(&self.mapping) = mapping;
        *locked(&self.state) = State::Waiting;
        self.keep()
    }

    /// Another process has its turn before it.
    pub fn set_waiting(&self) {
        *locked(&self.state) = State::Waiting;
        self.tries.fetch_sub(1, Ordering::Relaxed);
    }

    /// It is its turn.
    pub fn start(&self) {
        self.tries.fetch_add(1, Ordering::Relaxed);
        locked(&self.times).started = Some(self.disk.time());
        *locked(&self.state) = State::Running;
        self.note();
    }

    /// The name of its file is known, and the file comes.
    pub fn input_file(&self, name: &str) {
        locked(&self.input).file_name = Some(name.to_owned());
        self.note();
    }

    /// The mapping of its file.
    pub fn mapping(&self) -> Option<String> {
        locked(&self.mapping).clone()
    }

    /// What was asked.
    pub fn input(&self) -> JobInput {
        locked(&self.input).clone()
    }

    /// When it was asked for, begun and ended.
    pub fn times(&self) -> Times {
        locked(&self.times).clone()
    }

    /// Bytes that its result takes.
    pub fn bytes_kept(&self) -> u64 {
        self.bytes_kept.load(Ordering::Relaxed)
    }

    /// Asks it to stop; one that is finished stays as it is.
    pub fn stop(&self) {
        self.stop.send_replace(true);
    }

    /// Whether it is to stop.
    pub fn is_stop_wanted(&self) -> bool {
        *self.stop.borrow()
    }

    /// Waits for it to be told to stop.
    pub async fn stop_wanted(&self) {
        // The sender lives as long as the job.
        let mut told = self.stop.subscribe();
        let _wanted = told.wait_for(|wanted| *wanted).await;
    }

    /// Waits for its end.
    pub async fn ended(&self) {
        let mut told = self.ended.subscribe();
        let _ended = told.wait_for(|ended| *ended).await;
    }

    /// Waits for something, unless the job is told to stop before.
    pub async fn unless_stopped<T>(&self, wait: impl Future<Output = T>) -> Result<T, Problem> {
        tokio::select! {
            biased;
            () = self.stop_wanted() => Err(Problem::stopped()),
            got = wait => Ok(got),
        }
    }

    /// Whether it has come to an end.
    pub fn is_finished(&self) -> bool {
        self.with_state(|state| matches!(state, State::Done(_) | State::Failed(_) | State::Stopped))
    }

    /// Where it stands on the disk.
    pub fn disk(&self) -> &Disk {
        &self.disk
    }

    /// The file that came for it, in another process.
    pub fn file(&self) -> Option<File> {
        self.disk.file(self.id)
    }

    fn end(&self, state: State) {
        if self.disk.is_left() {
            // What is noted of it says that it never ended.
            self.ended.send_replace(true);
            return;
        }
        let bytes = match &state {
            State::Done(shown) => shown.bytes(),
            _ => 0,
        };
        // What is refused before its file comes never stood on the disk.
        let is_coming = self.with_state(|before| matches!(before, State::Receiving));
        let is_refused = is_coming && !self.has_file();
        self.bytes_kept.store(bytes, Ordering::Relaxed);
        locked(&self.times).ended = Some(self.disk.time());
        *locked(&self.state) = state;
        // Nobody goes on with it: its mapping has served.
        *locked(&self.mapping) = None;
        if !is_refused {
            self.note();
            self.disk.forget_file(self.id);
        }
        self.ended.send_replace(true);
    }

    fn has_file(&self) -> bool {
        self.has_file.load(Ordering::Relaxed)
    }
}

/// A job that must come to an end: dropped before, it has failed.
pub(crate) struct Unfinished(pub Arc<Job>);

impl Unfinished {
    /// Ends the job; what is shown of it is kept, and the rest is not.
    pub fn end(self, result: Result<Done, Problem>) {
        self.0.end(match result {
            Ok(done) => State::Done(Shown::of(&done)),
            Err(_) if self.0.is_stop_wanted() => State::Stopped,
            Err(problem) => State::Failed(problem),
        });
    }

    /// Goes on with what was sent. What was refused before its file began to come was no job; after
    /// that the job has failed for the same reason.
    pub fn with<T>(self, jobs: &Jobs, received: Result<T, Problem>) -> Result<(Self, T), Problem> {
        match received {
            Ok(received) => Ok((self, received)),
            Err(problem) => {
                let is_none = !self.0.has_file();
                let id = self.0.id;
                self.end(Err(problem.clone()));
                if is_none {
                    jobs.withdraw(id);
                }
                Err(problem)
            }
        }
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.0.is_finished() {
            let is_stopped = self.0.is_stop_wanted();
            let failed = || State::Failed(Problem::ended_early());
            self.0.end(if is_stopped { State::Stopped } else { failed() });
        }
    }
}

impl Shown {
    fn of(done: &Done) -> Self {
        let result = serde_json::to_value(JobResult::of(done));
        let Ok(Value::Object(result)) = result else {
            unreachable!("a result is an object of plain text and numbers")
        };
        Self { found: crate::api::jobs::found(done), result }
    }

    /// Bytes it takes as JSON.
    fn bytes(&self) -> u64 {
        serde_json::to_vec(self).map_or(0, |text| text.len() as u64)
    }

    /// What of it may stand on the disk unsealed: no cell of any file.
    fn without_cells(&self, kind: &str) -> Self {
        let mut kept = self.clone();
        if ["preview", "coverage", "proposal"].contains(&kind) {
            kept.result.clear();
        }
        if let Some(Value::Object(file)) = kept.result.get_mut("file") {
            for cells in ["rejections", "unresolved"] {
                file.insert(cells.to_owned(), Value::Array(Vec::new()));
            }
        }
        kept
    }
}
