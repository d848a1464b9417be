//! A file is sent: streamed to the node's disk, then read by a job.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::extract::Request;
use vocabulary::audit::{About, Act, By, Kind};
use vocabulary::handling::Reader;
use workflows::ingest::{Outcome, Progress, Submitted, ingest, ingest_in_place_of, preview};
use workflows::quality::look_after_ingest;

use super::form::{SUBMISSION, Upload, UploadForm, receive};
use crate::api::jobs::{Accepted, JobBegun, JobInput, accepted};
use crate::asked::Asked;
use crate::asking::Asking;
use crate::detection::after_submission;
use crate::jobs::{AskedBy, Done, Job, State as JobState, Stoppable, Turn, Unfinished};
use crate::page::Nothing;
use crate::problem::{DocumentProblems, Problem, Problems};
use crate::service::Service;

/// Sends a file with its mapping; a job reads it, and the submission stands whole or not at all. The job says
/// which faults of the data are new in its source.
///
/// Answered once the file is there; `Location` names the job, which says how far the reading is.
#[utoipa::path(
    post,
    path = "/api/v1/submissions",
    tag = "submissions",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses(
        JobBegun,
        DocumentProblems,
        Problems
    )
)]
pub(crate) async fn create_submission(
    Asking(service): Asking,
    Asked(Nothing {}): Asked<Nothing>,
    request: Request,
) -> Result<Accepted, Problem> {
    let unfinished = service.begin_job(SUBMISSION, JobState::Receiving, JobInput::default())?;
    let job = Arc::clone(&unfinished.0);
    let received = receive(&service, request, &job).await;
    let kept = received.and_then(|upload| {
        service.allow_sending(&upload.mapping)?;
        let file = &upload.named.file;
        let kept = job.disk().keep_file(job.id, file);
        let kept = kept.and_then(|()| job.wait(upload.input(), Some(upload.mapping.clone())));
        kept.map(|()| upload).map_err(|error| Problem::disk(&error))
    });
    let (unfinished, upload) = unfinished.with(service.jobs(), kept)?;
    let answer = accepted(&job);
    read_submission(service, unfinished, upload);
    Ok(answer)
}

/// Goes on with a submission whose file is there.
pub(crate) fn read_submission(service: Service, unfinished: Unfinished, upload: Upload) {
    unfinished.work(service, Turn::Writing, |service, job| store(service, upload, job));
}

/// Says what would become of a file; nothing is stored.
#[utoipa::path(
    post,
    path = "/api/v1/previews",
    tag = "submissions",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses(
        JobBegun,
        DocumentProblems,
        Problems
    )
)]
pub(crate) async fn create_preview(
    Asking(service): Asking,
    Asked(Nothing {}): Asked<Nothing>,
    request: Request,
) -> Result<Accepted, Problem> {
    let unfinished = service.begin_job("preview", JobState::Receiving, JobInput::default())?;
    let job = Arc::clone(&unfinished.0);
    let received = receive(&service, request, &job).await;
    let (unfinished, upload) = unfinished.with(service.jobs(), received)?;
    job.wait(upload.input(), None).map_err(|error| Problem::disk(&error))?;
    let answer = accepted(&job);
    unfinished.work(service, Turn::OfFew, |service, job| async move {
        let (watch, mut file) = (watch(&job), Stoppable::new(upload.named.file, &job));
        let (text, reader) = ((&*upload.named.name, &*upload.mapping), service.reader());
        Ok(Done::Read(preview(submitted(&service, text, &mut file, &reader, &watch)?)?, None))
    });
    Ok(answer)
}

/// Reads and stores a file; what came of it is said once its source was looked at.
pub(crate) async fn store(
    service: Service,
    upload: Upload,
    job: Arc<Job>,
) -> Result<Done, Problem> {
    let Upload { named, mapping, stands_in_for } = upload;
    let mut writer = job.unless_stopped(service.writer(job.id)).await??;
    let (watch, mut file) = (watch(&job), Stoppable::new(named.file, &job));
    let (named, reader) = (named.name, service.reader());
    let submitted = submitted(&service, (&named, &mapping), &mut file, &reader, &watch)?;
    let outcome = match stands_in_for {
        None => ingest(&mut writer, submitted).await?,
        Some(earlier) => ingest_in_place_of(&mut writer, submitted, earlier.as_str()).await?,
    };
    if let Outcome::Stored(stored) = &outcome {
        let by = (job.by == AskedBy::DropFolder).then_some(By::Node);
        let about = About::whole(Kind::Submission, stored.header.id.as_str());
        service.record_done(by, Act::Decide, &format!("job {}", job.id), about).await;
        after_submission(&service, &[stored.position]).await;
    }
    let mut after = None;
    // What is stored is stored: who stops now is spared the look at its source.
    if let Some(source) = outcome.stored_source().filter(|_| !job.is_stop_wanted()) {
        let (today, reader) = (service.day(None)?, service.anew().await?.reader());
        after = Some(look_after_ingest(&mut writer, source, today, &reader).await);
    }
    Ok(Done::Read(outcome, after))
}

/// Says to the job how far the reading is.
fn watch(job: &Job) -> impl Fn(Progress) + Sync {
    |at| job.bytes_read.store(at.bytes_read, Ordering::Relaxed)
}

fn submitted<'a>(
    service: &Service,
    (file_name, mapping): (&'a str, &'a str),
    file: &'a mut Stoppable,
    reader: &'a Reader,
    watch: &'a (dyn Fn(Progress) + Sync),
) -> Result<Submitted<'a>, Problem> {
    let (today, random) = (service.day(None)?, service.random()?);
    Ok(Submitted { file_name, file, mapping, today, random, reader, watch })
}
