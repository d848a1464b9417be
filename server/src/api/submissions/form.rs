//! Forms with a file: streamed to the node's disk as they come.
//!
//! Answers: which parts does a form have, and are they there. It reads no file and no mapping.

use std::fs::File;
use std::io::{self, Seek as _, Write as _};
use std::sync::atomic::Ordering;

use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest as _, Multipart, Request};
use axum::http::header::CONTENT_LENGTH;
use serde::Deserialize;
use utoipa::ToSchema;
use vocabulary::submission::SubmissionId;
use workflows::guess::Told;

use super::id_of;
use crate::api::jobs::JobInput;
use crate::api::proposals::told::ToldOfFile;
use crate::jobs::Job;
use crate::problem::Problem;
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
    /// The withdrawn or erased submission that the file stands in for, such as one with names taken
    /// out; only of account when the file is submitted.
    #[schema(nullable = false, pattern = "^[0-9a-z]{26}$")]
    stands_in_for: Option<String>,
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
    /// The withdrawn or erased submission that the file stands in for, such as one with names taken
    /// out; only of account when the file is submitted.
    #[schema(nullable = false, pattern = "^[0-9a-z]{26}$")]
    stands_in_for: Option<String>,
}

/// A file, and what a person says of it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only its description is used")]
pub(crate) struct FileToDescribe {
    /// The file.
    #[schema(value_type = String, content_media_type = "application/octet-stream")]
    file: Vec<u8>,
    /// What a person says of it, which the proposal keeps to.
    #[schema(nullable = false)]
    told: Option<ToldOfFile>,
}

/// A file that came in.
pub(crate) struct NamedFile {
    /// Its name, without folders.
    pub name: String,
    /// Its bytes, from the first.
    pub file: File,
}

/// A file that came in with its mapping.
pub(crate) struct Upload {
    /// The file.
    pub named: NamedFile,
    /// The mapping, as TOML text.
    pub mapping: String,
    /// The submission it stands in for.
    pub stands_in_for: Option<SubmissionId>,
}

/// The parts of a form that are there so far.
#[derive(Default)]
struct Parts {
    file: Option<NamedFile>,
    mapping: Option<String>,
    stands_in_for: Option<SubmissionId>,
}

/// Receives a file with its mapping.
pub(crate) async fn receive(
    service: &Service,
    request: Request,
    job: &Job,
) -> Result<Upload, Problem> {
    let mut form = opened(service, request, job).await?;
    let mut parts = Parts::default();
    while let Some(field) = form.next_field().await.map_err(|error| bad_form(&error))? {
        let is_known = take_part(service, field, job, &mut parts).await?;
        if !is_known {
            return Err(Problem::bad_document(
                "the form has the parts `file` and either `mapping` or `mapping_of`, and may have \
                 `stands_in_for`, each once",
            ));
        }
    }
    let mapping = parts.mapping.ok_or_else(|| missing("mapping"))?;
    let named = parts.file.ok_or_else(|| missing("file"))?;
    Ok(Upload { named, mapping, stands_in_for: parts.stands_in_for })
}

impl Upload {
    /// What is shown of it.
    pub fn input(&self) -> JobInput {
        let stands_in_for = self.stands_in_for.as_ref().map(ToString::to_string);
        JobInput { stands_in_for, ..JobInput::file(&self.named.name) }
    }

    /// What an earlier process had received for a job, if all of it is there.
    pub fn of_earlier(job: &Job) -> Option<Self> {
        let input = job.input();
        let named = NamedFile { name: input.file_name?, file: job.file()? };
        let stands_in_for = match input.stands_in_for {
            Some(id) => Some(SubmissionId::parse(&id)?),
            None => None,
        };
        Some(Self { named, mapping: job.mapping()?, stands_in_for })
    }
}

/// Receives a file, and what is said of it.
pub(crate) async fn receive_told(
    service: &Service,
    request: Request,
    job: &Job,
) -> Result<(NamedFile, Told), Problem> {
    let mut form = opened(service, request, job).await?;
    let (mut file, mut told) = (None, None);
    while let Some(field) = form.next_field().await.map_err(|error| bad_form(&error))? {
        match field.name() {
            Some("file") if file.is_none() => {
                file = Some(receive_file(service, field, job).await?);
            }
            Some("told") if told.is_none() => {
                told = Some(ToldOfFile::read(&receive_text(field).await?)?);
            }
            _ => {
                return Err(Problem::bad_document(
                    "the form has the part `file`, and may have `told`, each once",
                ));
            }
        }
    }
    Ok((file.ok_or_else(|| missing("file"))?, told.unwrap_or_default()))
}

async fn opened(service: &Service, request: Request, job: &Job) -> Result<Multipart, Problem> {
    let length = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    let length: Option<u64> = length.and_then(|text| text.parse().ok());
    if length > Some(service.largest_upload()) {
        return Err(too_large(service));
    }
    job.bytes_expected.store(length.unwrap_or_default(), Ordering::Relaxed);
    Multipart::from_request(request, service)
        .await
        .map_err(|_| Problem::other_content("multipart/form-data"))
}

/// Takes one part; says whether there is such a part and it is the first of its name.
async fn take_part(
    service: &Service,
    field: Field<'_>,
    job: &Job,
    parts: &mut Parts,
) -> Result<bool, Problem> {
    match field.name().unwrap_or_default() {
        "file" if parts.file.is_none() => {
            parts.file = Some(receive_file(service, field, job).await?);
        }
        "mapping" if parts.mapping.is_none() => parts.mapping = Some(receive_text(field).await?),
        "mapping_of" if parts.mapping.is_none() => {
            let id = id_of(receive_text(field).await?.trim())?;
            parts.mapping = Some(service.node().mapping(&id, &service.reader()).await?);
        }
        "stands_in_for" if parts.stands_in_for.is_none() => {
            parts.stands_in_for = Some(id_of(receive_text(field).await?.trim())?);
        }
        _ => return Ok(false),
    }
    Ok(true)
}

async fn receive_file(
    service: &Service,
    mut field: Field<'_>,
    job: &Job,
) -> Result<NamedFile, Problem> {
    job.has_file.store(true, Ordering::Relaxed);
    let name = last_part(field.file_name().unwrap_or("upload"));
    job.input_file(&name);
    // A submission is gone on with after a crash; what is only asked is asked again.
    let kept = (job.kind == SUBMISSION).then(|| job.disk().begin_file(job.id)).flatten();
    let file = kept.unwrap_or_else(|| service.node().upload_file(job.id));
    let mut file = file.map_err(|error| Problem::disk(&error))?;
    let mut received = 0;
    loop {
        let piece = job.unless_stopped(field.chunk()).await?;
        let Some(piece) = piece.map_err(|error| bad_form(&error))? else { break };
        received += piece.len() as u64;
        if received > service.largest_upload() {
            return Err(too_large(service));
        }
        file.write_all(&piece).map_err(|error| not_written(&error))?;
        job.bytes_received.store(received, Ordering::Relaxed);
    }
    file.rewind().map_err(|error| Problem::internal(&error))?;
    Ok(NamedFile { name, file })
}

async fn receive_text(mut field: Field<'_>) -> Result<String, Problem> {
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
pub(crate) fn last_part(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(200).collect()
}

fn missing(part: &str) -> Problem {
    Problem::bad_document(format!("the form has no part `{part}`"))
}

fn bad_form(error: &MultipartError) -> Problem {
    if error.status() == 413 {
        return Problem::too_large("a part of the form is too large");
    }
    Problem::bad_document("the form cannot be read: send it as multipart/form-data, whole")
}

fn not_written(error: &io::Error) -> Problem {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Problem::full_disk(),
        _ => Problem::internal(error),
    }
}

fn too_large(service: &Service) -> Problem {
    Problem::too_large(format!(
        "a file may have {} bytes; split it by period, or start the server with --largest-upload",
        service.largest_upload()
    ))
}

/// The kind of job whose file outlives a crash.
pub(crate) const SUBMISSION: &str = "submission";

const LARGEST_MAPPING: usize = 256 << 10;
