//! The latest run of detection.

use axum::Json;
use serde::Deserialize;
use utoipa::IntoParams;

use super::DetectionRun;
use crate::asked::{Asked, day};
use crate::asking::Asking;
use crate::problem::{Problem, Problems};

/// Which run.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct WhichRun {
    /// The latest run that was asked of this day; the latest of all if left out.
    #[param(value_type = Option<String>, format = Date)]
    pub as_of: Option<String>,
}

/// The latest run of detection, or the latest that was asked of a day.
#[utoipa::path(
    get,
    path = "/api/v1/runs/latest",
    tag = "signals",
    params(WhichRun),
    responses((status = 200, description = "The run.", body = DetectionRun), Problems)
)]
pub(crate) async fn show_latest_run(
    Asking(service): Asking,
    Asked(which): Asked<WhichRun>,
) -> Result<Json<DetectionRun>, Problem> {
    let as_of = day("as_of", which.as_of.as_deref())?;
    let run = service.node().run(as_of, &service.reader()).await?;
    Ok(Json(DetectionRun::of(&run)))
}
