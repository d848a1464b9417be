//! What the list of a run does not show, and why.

use axum::Json;
use jiff::civil::Date;
use serde::Serialize;
use store::submissions::ReadError;
use utoipa::ToSchema;
use vocabulary::place::Places;
use vocabulary::substance::Substances;
use workflows::left_out::{HeldBack, LeftOut, left_out_of};

use super::DetectionRun;
use super::latest::WhichRun;
use crate::api::series::SeriesName;
use crate::asked::{Asked, day};
use crate::asking::Asking;
use crate::problem::{Problem, Problems};

/// What the list of a run does not show.
#[derive(Serialize, ToSchema)]
pub(crate) struct RunLeftOut {
    /// The run.
    run: DetectionRun,
    /// What was left out; null where it was not kept: of the last 30 runs it is, until something is erased.
    left_out: Option<LeftOutOfRun>,
}

/// Series that were not looked at, and lines that are not listed.
#[derive(Serialize, ToSchema)]
pub(crate) struct LeftOutOfRun {
    /// Series without a figure for over 18 months; with those looked at and those not assessable, all series.
    series_silent: u64,
    /// Sources of which nothing is newer.
    silent: Vec<SilentSource>,
    /// Lines that were held back, for they are more likely false than real.
    held_back_total: u64,
    /// The first 200 of them, highest score first.
    held_back: Vec<LineHeldBack>,
}

/// A source whose figures of one indicator have ended.
#[derive(Serialize, ToSchema)]
pub(crate) struct SilentSource {
    /// Whose figures.
    source: String,
    /// What is counted.
    indicator: String,
    /// Last day that a figure stands for.
    #[schema(format = Date)]
    last: String,
}

/// A line that is not listed.
#[derive(Serialize, ToSchema)]
pub(crate) struct LineHeldBack {
    /// The series that leads it.
    series: SeriesName,
    /// Name of its substance.
    substance_name: String,
    /// Name of its place.
    place_name: String,
    /// "rise", "fall" or "new".
    direction: &'static str,
    /// First day of the run of alarms.
    #[schema(format = Date)]
    onset: String,
    /// Chance that it is real; null where none can be stated.
    posterior: Option<f64>,
    /// What it would say, in one sentence.
    says: String,
}

/// What the list of a run does not show: series of sources that fell silent, and lines too unlikely to be real.
#[utoipa::path(
    get,
    path = "/api/v1/runs/left-out",
    tag = "signals",
    params(WhichRun),
    responses((status = 200, description = "What was left out.", body = RunLeftOut), Problems)
)]
pub(crate) async fn show_left_out(
    Asking(service): Asking,
    Asked(which): Asked<WhichRun>,
) -> Result<Json<RunLeftOut>, Problem> {
    let as_of = day("as_of", which.as_of.as_deref())?;
    let run = service.node().run(as_of, &service.reader()).await?;
    let left_out = left_out_of(service.node(), &run).await.map_err(ReadError::from)?;
    let left_out = left_out.map(LeftOutOfRun::of);
    Ok(Json(RunLeftOut { run: DetectionRun::of(&run), left_out }))
}

impl LeftOutOfRun {
    fn of(left_out: LeftOut) -> Self {
        Self {
            series_silent: left_out.series_silent,
            silent: left_out.silent.into_iter().map(SilentSource::of).collect(),
            held_back_total: left_out.held_back_total,
            held_back: left_out.held_back.into_iter().map(LineHeldBack::of).collect(),
        }
    }
}

impl SilentSource {
    fn of((source, indicator, last): (String, String, Date)) -> Self {
        Self { source, indicator, last: last.to_string() }
    }
}

impl LineHeldBack {
    fn of(line: HeldBack) -> Self {
        let HeldBack { series, direction, onset, chance, says } = line;
        let substance = Substances::shipped().get(&series.substance);
        let place = Places::shipped().get(&series.place);
        Self {
            substance_name: substance
                .map_or_else(|| series.substance.to_string(), |s| s.name().to_owned()),
            place_name: place.map_or_else(|| series.place.to_string(), |p| p.name().to_owned()),
            series: SeriesName::of(&series),
            direction: direction.as_str(),
            onset: onset.to_string(),
            posterior: chance,
            says,
        }
    }
}
