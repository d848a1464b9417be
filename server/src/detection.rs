//! Detection as a job: asked for by a request, after a submission, or by the schedule.
//!
//! The same input is never looked at twice: where the run of a day stands at the ledger's end already, it
//! is the answer.

use jiff::civil::Date;
use vocabulary::finding::FalseShare;
use workflows::detect::{Question, detect, known_run};

use crate::api::jobs::JobInput;
use crate::jobs::{Done, Turn, Unfinished};
use crate::problem::Problem;
use crate::service::Service;

/// What a detection is asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Wanted {
    pub as_of: Date,
    pub since: Option<Date>,
    pub false_share: FalseShare,
}

impl Wanted {
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
    unfinished.work(service, Turn::Writing, move |service, job| async move {
        let mut writer = service.writer(job.id).await?;
        let Wanted { as_of, since, false_share } = wanted;
        let question = Question { as_of, since, false_share, ran_on: service.day(None)? };
        let reader = Service::reader();
        if let Some(run) = known_run(writer.node(), question, &reader).await? {
            return Ok(Done::Known(run));
        }
        Ok::<_, Problem>(Done::Detected(detect(&mut writer, question, &reader).await?.run))
    });
}

/// The kind of job.
pub(crate) const DETECTION: &str = "detection";
