//! A file is sent: streamed to the node's disk, then read by a job.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::extract::{Request, State};
use workflows::ingest::{Progress, Submitted, ingest, ingest_in_place_of, preview};
use workflows::quality::look_after_ingest;

use super::form::{Upload, UploadForm, receive};
use crate::api::jobs::{Accepted, JobBegun, accepted};
use crate::asked::Asked;
use crate::jobs::{Done, Job, State as JobState, Unfinished, spawn};
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
    State(service): State<Service>,
    Asked(Nothing {}): Asked<Nothing>,
    request: Request,
) -> Result<Accepted, Problem> {
    let unfinished = service.jobs().begin("submission", JobState::Receiving)?;
    let job = Arc::clone(&unfinished.0);
    let received = receive(&service, request, &job).await;
    let (unfinished, upload) = unfinished.with(service.jobs(), received)?;
    job.set(JobState::Waiting);
    let answer = accepted(&job);
    spawn(move || store(service, upload, unfinished));
    Ok(answer)
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
    State(service): State<Service>,
    Asked(Nothing {}): Asked<Nothing>,
    request: Request,
) -> Result<Accepted, Problem> {
    let unfinished = service.jobs().begin("preview", JobState::Receiving)?;
    let job = Arc::clone(&unfinished.0);
    let received = receive(&service, request, &job).await;
    let (unfinished, mut upload) = unfinished.with(service.jobs(), received)?;
    job.set(JobState::Waiting);
    let answer = accepted(&job);
    spawn(move || async move {
        let read = async {
            let _turn = service.turn().await;
            job.set(JobState::Running);
            let watch = watch(&job);
            Ok(Done::Read(preview(submitted(&service, &mut upload, &watch)?)?, None))
        };
        unfinished.end(read.await);
    });
    Ok(answer)
}

async fn store(service: Service, mut upload: Upload, unfinished: Unfinished) {
    let job = Arc::clone(&unfinished.0);
    let stored = async {
        let _writing = service.jobs().writing.lock().await;
        job.set(JobState::Running);
        let mut writer = service.writer(job.id).await?;
        let (watch, earlier) = (watch(&job), upload.stands_in_for.take());
        let submitted = submitted(&service, &mut upload, &watch)?;
        let stored = match earlier {
            None => ingest(&mut writer, submitted).await,
            Some(earlier) => {
                let reader = Service::reader();
                ingest_in_place_of(&mut writer, submitted, earlier.as_str(), &reader).await
            }
        };
        let (outcome, mut after) = (stored?, None);
        if let Some(source) = outcome.stored_source() {
            let (today, reader) = (service.day(None)?, Service::reader());
            after = Some(look_after_ingest(&mut writer, source, today, &reader).await);
        }
        Ok(Done::Read(outcome, after))
    };
    let stored = stored.await;
    unfinished.end(stored);
}

/// Says to the job how far the reading is.
fn watch(job: &Job) -> impl Fn(Progress) + Sync {
    |at| job.bytes_read.store(at.bytes_read, Ordering::Relaxed)
}

fn submitted<'a>(
    service: &Service,
    upload: &'a mut Upload,
    watch: &'a (dyn Fn(Progress) + Sync),
) -> Result<Submitted<'a>, Problem> {
    Ok(Submitted {
        file_name: &upload.named.name,
        file: &mut upload.named.file,
        mapping: &upload.mapping,
        today: service.day(None)?,
        random: service.random()?,
        watch,
    })
}
