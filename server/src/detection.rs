//! Detection as a job: asked for by a request, after a submission, or by the schedule.
//!
//! The same input is never looked at twice: where the run of a day stands at the ledger's end already, it
//! is the answer. Submissions that come close together lead to one run.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use jiff::civil::Date;
use vocabulary::finding::FalseShare;
use vocabulary::handling::Reader;
use vocabulary::submission::Position;
use workflows::detect::{Question, detect_watched, known_run};
use workflows::watch::Watch;

use crate::api::jobs::JobInput;
use crate::jobs::{AskedBy, Done, Job, Turn, Unfinished, Wanted as JobWanted, spawn};
use crate::problem::Problem;
use crate::schedule::Schedule;
use crate::service::Service;

/// When a node detects by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ByItself {
    /// So long after the last submission; never when `None`.
    pub after_submissions: Option<Duration>,
    /// At these moments; at none when `None`.
    pub every: Option<Schedule>,
}

/// What a detection is asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Wanted {
    pub as_of: Date,
    pub since: Option<Date>,
    pub false_share: FalseShare,
}

impl Wanted {
    /// What nobody says otherwise.
    fn of_day(as_of: Date) -> Self {
        Self { as_of, since: None, false_share: FalseShare::default() }
    }

    /// As it is shown.
    pub fn input(self) -> JobInput {
        JobInput {
            as_of: Some(self.as_of.to_string()),
            since: self.since.map(|since| since.to_string()),
            false_share: Some(self.false_share.get()),
            ..JobInput::default()
        }
    }

    /// As an earlier process was asked it.
    pub fn of_input(input: &JobInput) -> Option<Self> {
        let since = match &input.since {
            Some(since) => Some(since.parse().ok()?),
            None => None,
        };
        let false_share = FalseShare::new(input.false_share?)?;
        Some(Self { as_of: input.as_of.as_deref()?.parse().ok()?, since, false_share })
    }
}

/// Runs a detection once it may write.
pub(crate) fn run_detection(service: Service, unfinished: Unfinished, wanted: Wanted) {
    spawn(move || async move {
        let done = Box::pin(detection(&unfinished, service, wanted)).await;
        unfinished.end(done);
    });
}

async fn detection(
    unfinished: &Unfinished,
    service: Service,
    wanted: Wanted,
) -> Result<Done, Problem> {
    let work = async move |service: Service, job: Arc<Job>| {
        let mut writer = job.unless_stopped(service.writer(job.id)).await??;
        let Wanted { as_of, since, false_share } = wanted;
        let question = Question { as_of, since, false_share, ran_on: service.day(None)? };
        let reader = service.anew().await?.reader();
        if let Some(run) = known_run(writer.node(), question, &reader).await? {
            return Ok(Done::Known(run));
        }
        let at_step = |done, total| job.at_step(done, total);
        let watch = Watch { at_step: &at_step, is_wanted: &|| !job.is_stop_wanted() };
        let detected = detect_watched(&mut writer, question, &reader, watch).await?;
        Ok(Done::Detected(detected.run))
    };
    Box::pin(unfinished.in_turn(service, Turn::Writing, work)).await
}

/// Something was stored: the node detects for those who see it, once nothing more has come for a while.
pub(crate) async fn after_submission(service: &Service, entries: &[Position]) {
    let Some(quiet) = service.by_itself().after_submissions else { return };
    // Nobody else is told that anything came in.
    let sees = |reader: &Reader| entries.iter().any(|entry| reader.sees.has(*entry));
    want(service, AskedBy::Submission, quiet, &sees).await;
}

/// Looks whether a moment of the schedule has come since the last look. One that passed while no server
/// ran counts once; before the first look there was none.
pub(crate) async fn look_at_schedule(service: &Service) {
    let Some(schedule) = service.by_itself().every else { return };
    if has_come(service, schedule) {
        want(service, AskedBy::Schedule, Duration::ZERO, &|_| true).await;
    }
}

/// Whether a moment has come that was not seen before; it is seen now.
fn has_come(service: &Service, schedule: Schedule) -> bool {
    let latest = schedule.latest(service.now()).to_string();
    let _looking = service.jobs().looking.lock().unwrap_or_else(PoisonError::into_inner);
    let disk = service.jobs().disk();
    let before = disk.note(NOTE);
    if before.as_ref() == Some(&latest) {
        return false;
    }
    disk.keep_note(NOTE, &latest);
    before.is_some_and(|before| before < latest)
}

/// Asks for the detection of today for everybody it concerns, unless one waits already for them.
async fn want(
    service: &Service,
    by: AskedBy,
    quiet: Duration,
    concerns: &(dyn Fn(&Reader) -> bool + Sync),
) {
    let (today, audiences) = match (service.day(None), service.audiences().await) {
        (Ok(today), Ok(audiences)) => (today, audiences),
        (Err(problem), _) | (_, Err(problem)) => {
            return eprintln!("no detection was begun: {problem:?}");
        }
    };
    for audience in audiences.into_iter().filter(|audience| concerns(&audience.reader())) {
        want_for(audience, by, quiet, Wanted::of_day(today));
    }
}

fn want_for(service: Service, by: AskedBy, quiet: Duration, wanted: Wanted) {
    let (whose, input) = (service.whose(), wanted.input());
    let job = JobWanted { kind: DETECTION, by, whose, input, mapping: None };
    let unfinished = match service.jobs().begin_once(job) {
        Ok(Some(unfinished)) => unfinished,
        Ok(None) => return,
        // Those that are unfinished ask again when they are done.
        Err(problem) => return eprintln!("no detection was begun: {problem:?}"),
    };
    spawn(move || async move {
        let done = async {
            unfinished.0.unless_stopped(until_quiet(&service, quiet)).await?;
            Box::pin(detection(&unfinished, service, wanted)).await
        };
        let done = Box::pin(done).await;
        unfinished.end(done);
    });
}

/// Waits until nothing has come in for a while, and no longer than patience lasts.
async fn until_quiet(service: &Service, quiet: Duration) {
    let jobs = service.jobs();
    for _ in 0..MOST_WAITS {
        let before = jobs.files_unfinished_or_read();
        tokio::time::sleep(quiet).await;
        let after = jobs.files_unfinished_or_read();
        if after.0 == 0 && before.1 == after.1 {
            return;
        }
        if quiet.is_zero() {
            return;
        }
    }
}

/// The kind of job.
pub(crate) const DETECTION: &str = "detection";

/// The note of the last moment of the schedule that was seen.
const NOTE: &str = "schedule";

/// How often a detection lets others go before it.
const MOST_WAITS: usize = 20;
