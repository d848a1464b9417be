//! Retention as a job: what has come to its end is erased, once a day and on request, each with an entry of its own
//! in the audit.

use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use jiff::ToSpan as _;
use jiff::civil::Date;
use vocabulary::audit::{About, Act, By, Kind};
use workflows::retention::{RetentionError, due, erase_next};

use crate::api::jobs::JobInput;
use crate::detection::after_submission;
use crate::jobs::{AskedBy, Done, Turn, Unfinished, Wanted};
use crate::problem::Problem;
use crate::service::Service;

/// Begins to erase what has come to its end, if anything has; looks once a day, and after each start.
///
/// - Shape: where no look is known of the last month, nothing is erased by this one: the list is there for a day
///   first, and a clock that was set far ahead destroys nothing at once.
pub(crate) async fn look_at_retention(service: &Service) {
    let Ok(today) = service.day(None) else { return };
    {
        let mut looked = service.retention_looked().lock().unwrap_or_else(PoisonError::into_inner);
        if looked.replace(today) == Some(today) {
            return;
        }
    }
    let disk = service.jobs().disk();
    let before = disk.note(RETENTION).and_then(|day| day.parse::<Date>().ok());
    disk.keep_note(RETENTION, &today.to_string());
    if before.is_none_or(|before| today > before.saturating_add(LONGEST_UNSEEN_DAYS.days())) {
        return;
    }
    match due(service.node(), &service.reader(), today).await {
        Ok(all) if all.iter().any(|due| due.fate.has_come(today)) => {}
        Ok(_) => return,
        Err(error) => return eprintln!("retention was not looked at: {error}"),
    }
    let input = JobInput::default();
    let wanted =
        Wanted { kind: RETENTION, by: AskedBy::Schedule, whose: None, input, mapping: None };
    match service.jobs().begin_once(wanted) {
        Ok(Some(unfinished)) => erase_all(service.clone(), unfinished),
        Ok(None) => {}
        Err(problem) => eprintln!("retention was not begun: {problem:?}"),
    }
}

/// Erases all that has come to its end, one submission after the other, once it may write.
pub(crate) fn erase_all(service: Service, unfinished: Unfinished) {
    unfinished.work(service, Turn::Writing, async move |service, job| {
        let mut writer = job.unless_stopped(service.writer(job.id)).await??;
        let by = (job.by == AskedBy::Schedule).then_some(By::Node);
        let (mut erased, mut entries) = (Vec::new(), Vec::new());
        let today = service.day(None)?;
        while !job.is_stop_wanted() {
            let random = service.random_id()?;
            let Some((due, entry)) = erase_next(&mut writer, today, random).await? else { break };
            let about = About::whole(Kind::Submission, due.header.id.as_str());
            let asked = format!("job {}: retention", job.id);
            service.record_done(by.clone(), Act::Administer, &asked, about).await;
            erased.push(due.header.id.to_string());
            entries.push(entry);
            job.steps_done.fetch_add(1, Ordering::Relaxed);
        }
        if !erased.is_empty() {
            after_submission(&service, &entries).await;
        }
        Ok(Done::Erased(erased))
    });
}

impl From<RetentionError> for Problem {
    fn from(error: RetentionError) -> Self {
        match error {
            RetentionError::Read(error) => error.into(),
            RetentionError::Ledger(error) => error.into(),
            RetentionError::Withdraw(error) => error.into(),
            RetentionError::Disk(error) => Self::disk(&error),
            error @ (RetentionError::Rules(_)
            | RetentionError::Reason(_)
            | RetentionError::Nothing(_)
            | RetentionError::NotAhead(_)
            | RetentionError::TooSoon(_)
            | RetentionError::TooLong(..)) => {
                Self::unusable("retention", "That is not how long it is kept", error.to_string())
            }
        }
    }
}

/// Days between two looks of which the later may erase.
const LONGEST_UNSEEN_DAYS: i32 = 31;

/// The kind of job, and of the note of the day that was looked at last.
pub(crate) const RETENTION: &str = "retention";
