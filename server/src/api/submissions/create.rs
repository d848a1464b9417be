//! A file is sent: streamed to the node's disk, then read by a job.

use std::fs::File;
use std::io::{Seek as _, Write as _};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest as _, Multipart, Request, State};
use axum::http::header::CONTENT_LENGTH;
use serde::Deserialize;
use utoipa::ToSchema;
use workflows::ingest::{Outcome, Submitted, ingest, preview};

use super::id_of;
use crate::api::jobs::{Accepted, JobDocument, accepted};
use crate::jobs::{Done, Job, State as JobState, Unfinished};
use crate::problem::{DocumentProblems, JobProblems, Problem, Problems};
use crate::service::Service;

/// A file, and the mapping that says what its columns mean or the submission whose mapping does.
#[derive(Deserialize, ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only its description is used")]
pub(crate) enum UploadForm {
    /// With a mapping.
    With(FileWithMapping),
    /// As an earlier submission.
    As(FileAsEarlier),
}

/// A file and the mapping that says what its columns mean.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only its description is used")]
pub(crate) struct FileWithMapping {
    /// The file.
    #[schema(value_type = String, content_media_type = "application/octet-stream")]
    file: Vec<u8>,
    /// The mapping, as TOML text; at most 256 KB.
    mapping: String,
}

/// A file of the same form as an earlier one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only its description is used")]
pub(crate) struct FileAsEarlier {
    /// The file.
    #[schema(value_type = String, content_media_type = "application/octet-stream")]
    file: Vec<u8>,
    /// The submission whose mapping is to be used again, by its id in full.
    #[schema(pattern = "^[0-9a-z]{26}$")]
    mapping_of: String,
}

/// What came in.
struct Upload {
    file_name: String,
    file: File,
    mapping: String,
}

/// Sends a file with its mapping; a job reads it, and the submission stands whole or not at all.
///
/// Answered once the file is there; `Location` names the job, which says how far the reading is.
#[utoipa::path(
    post,
    path = "/api/v1/submissions",
    tag = "submissions",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses(
        (status = 202, description = "The file is there; the job reads it.", body = JobDocument),
        JobProblems,
        DocumentProblems,
        Problems
    )
)]
pub(crate) async fn create_submission(
    State(service): State<Service>,
    request: Request,
) -> Result<Accepted, Problem> {
    let unfinished = service.jobs().begin("submission", JobState::Receiving)?;
    let job = Arc::clone(&unfinished.0);
    let upload = receive(&service, request, &job).await?;
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
        (status = 202, description = "The file is there; the job reads it.", body = JobDocument),
        JobProblems,
        DocumentProblems,
        Problems
    )
)]
pub(crate) async fn create_preview(
    State(service): State<Service>,
    request: Request,
) -> Result<Accepted, Problem> {
    let unfinished = service.jobs().begin("preview", JobState::Receiving)?;
    let job = Arc::clone(&unfinished.0);
    let mut upload = receive(&service, request, &job).await?;
    job.set(JobState::Running);
    let answer = accepted(&job);
    spawn(move || async move {
        let read = async {
            let _turn = service.turn().await;
            let submitted = submitted(&service, &mut upload, &job)?;
            Ok(preview(submitted.of(&|at| job.bytes_read.store(at.bytes_read, Ordering::Relaxed)))?)
        };
        unfinished.end(read.await.map(Done::Read));
    });
    Ok(answer)
}

/// Work that computes much stands aside of the threads that answer.
pub(crate) fn spawn<F: Future<Output = ()>>(work: impl FnOnce() -> F + Send + 'static) {
    let runtime = tokio::runtime::Handle::current();
    drop(tokio::task::spawn_blocking(move || runtime.block_on(work())));
}

async fn store(service: Service, mut upload: Upload, unfinished: Unfinished) {
    let job = Arc::clone(&unfinished.0);
    let stored = async {
        let _writing = service.jobs().writing.lock().await;
        job.set(JobState::Running);
        let mut writer = service.writer(job.id).await?;
        let submitted = submitted(&service, &mut upload, &job)?;
        let watch = |at: workflows::ingest::Progress| {
            job.bytes_read.store(at.bytes_read, Ordering::Relaxed);
        };
        let outcome: Result<Outcome, Problem> =
            ingest(&mut writer, submitted.of(&watch)).await.map_err(Problem::from);
        outcome
    };
    let stored = stored.await;
    unfinished.end(stored.map(Done::Read));
}

/// What [`Submitted`] is made of.
struct Parts<'a> {
    upload: &'a mut Upload,
    today: jiff::civil::Date,
    random: [u8; 80],
}

fn submitted<'a>(
    service: &Service,
    upload: &'a mut Upload,
    _job: &Job,
) -> Result<Parts<'a>, Problem> {
    Ok(Parts { upload, today: service.day(None)?, random: service.random()? })
}

impl<'a> Parts<'a> {
    fn of(self, watch: &'a (dyn Fn(workflows::ingest::Progress) + Sync)) -> Submitted<'a> {
        let Upload { file_name, file, mapping } = self.upload;
        Submitted { file_name, file, mapping, today: self.today, random: self.random, watch }
    }
}

/// Reads the parts of a form; the file goes to the disk as it comes.
async fn receive(service: &Service, request: Request, job: &Job) -> Result<Upload, Problem> {
    let length = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    if length.and_then(|text| text.parse::<u64>().ok()) > Some(service.largest_upload()) {
        return Err(too_large(service));
    }
    let mut form = Multipart::from_request(request, service)
        .await
        .map_err(|_| Problem::other_content("multipart/form-data"))?;
    let (mut file, mut mapping) = (None, None);
    while let Some(mut field) = form.next_field().await.map_err(|error| bad_form(&error))? {
        match field.name().unwrap_or_default() {
            "file" if file.is_none() => {
                let name = field.file_name().unwrap_or("upload").to_owned();
                file = Some((name, receive_file(service, &mut field, job).await?));
            }
            "mapping" if mapping.is_none() => mapping = Some(receive_text(&mut field).await?),
            "mapping_of" if mapping.is_none() => {
                let id = id_of(receive_text(&mut field).await?.trim())?;
                mapping = Some(service.node().mapping(&id, &Service::reader()).await?);
            }
            _ => {
                return Err(Problem::bad_document(
                    "the form has the parts `file` and either `mapping` or `mapping_of`, each once",
                ));
            }
        }
    }
    let missing = |part: &str| Problem::bad_document(format!("the form has no part `{part}`"));
    let (file_name, file) = file.ok_or_else(|| missing("file"))?;
    let mapping = mapping.ok_or_else(|| missing("mapping"))?;
    Ok(Upload { file_name: last_part(&file_name), file, mapping })
}

async fn receive_file(
    service: &Service,
    field: &mut Field<'_>,
    job: &Job,
) -> Result<File, Problem> {
    let mut file = service.node().upload_file(job.id).map_err(|error| Problem::internal(&error))?;
    let mut received = 0;
    while let Some(piece) = field.chunk().await.map_err(|error| bad_form(&error))? {
        received += piece.len() as u64;
        if received > service.largest_upload() {
            return Err(too_large(service));
        }
        file.write_all(&piece).map_err(|error| Problem::internal(&error))?;
        job.bytes_received.store(received, Ordering::Relaxed);
    }
    file.rewind().map_err(|error| Problem::internal(&error))?;
    Ok(file)
}

async fn receive_text(field: &mut Field<'_>) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(|error| bad_form(&error))? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > LARGEST_MAPPING {
            return Err(Problem::too_large("the mapping has more than 256 KB"));
        }
    }
    String::from_utf8(bytes).map_err(|_| Problem::bad_document("the mapping is no UTF-8 text"))
}

/// The last part of a path, without what no file name holds.
fn last_part(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(200).collect()
}

fn bad_form(error: &MultipartError) -> Problem {
    if error.status() == 413 {
        return Problem::too_large("a part of the form is too large");
    }
    Problem::bad_document("the form cannot be read: send it as multipart/form-data, whole")
}

fn too_large(service: &Service) -> Problem {
    Problem::too_large(format!(
        "a file may have {} bytes; split it by period, or start the server with --largest-upload",
        service.largest_upload()
    ))
}

const LARGEST_MAPPING: usize = 256 << 10;
