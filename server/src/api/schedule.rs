//! When the node works by itself.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use crate::asked::Asked;
use crate::asking::Asking;
use crate::page::Nothing;
use crate::problem::{Problem, Problems};

/// When the node detects, and takes in files, by itself.
#[derive(Serialize, ToSchema)]
pub(crate) struct WorkByItself {
    /// Seconds after the last submission that a detection is begun; null where none is.
    after_submissions_s: Option<u64>,
    /// When a detection is begun besides, in words, in UTC; null where none is.
    #[schema(example = "daily at 06:00")]
    every: Option<String>,
    /// The next moment of that.
    #[schema(format = DateTime)]
    next_at: Option<String>,
    /// Whether a drop folder is watched.
    watches_drop_folder: bool,
}

/// When the node detects by itself, as `watchfire serve` was told.
#[utoipa::path(
    get,
    path = "/api/v1/schedule",
    tag = "jobs",
    responses((status = 200, description = "When.", body = WorkByItself), Problems)
)]
pub(crate) async fn show_schedule(
    Asking(service): Asking,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Json<WorkByItself>, Problem> {
    let by_itself = service.by_itself();
    let next = by_itself.every.map(|schedule| schedule.next(service.now()));
    Ok(Json(WorkByItself {
        after_submissions_s: by_itself.after_submissions.map(|quiet| quiet.as_secs()),
        every: by_itself.every.map(|schedule| schedule.to_string()),
        watches_drop_folder: service.drop_folder().is_some(),
        next_at: next.map(|next| next.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()),
    }))
}
