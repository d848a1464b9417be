//! What contradicts a signal: other measures of the same thing that went the other way.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;
use workflows::contradictions::{Contradiction, LargestRow, contradictions_among, sources_about};
use workflows::series::Series;

use super::find_signal;
use crate::api::runs::latest::WhichRun;
use crate::api::series::SeriesName;
use crate::asked::{Asked, Named, day};
use crate::asking::Asking;
use crate::problem::{Problem, Problems};

/// What contradicts a signal, and the row that its leading figure rests on where that is a mass.
#[derive(Serialize, ToSchema)]
pub(crate) struct SignalContradicted {
    /// Other measures that went the other way, in the order of their series.
    others: Vec<OtherMeasure>,
    /// The row that makes up a large part of the leading figure, where one does.
    largest: Option<LargeRow>,
}

/// A measure of the same substance and place that went the other way.
#[derive(Serialize, ToSchema)]
pub(crate) struct OtherMeasure {
    /// The series.
    series: SeriesName,
    /// The newest of its periods that the signal's alarm lies in or touches.
    period: String,
    /// Its figure then.
    now: f64,
    /// The middle one of the figures before.
    before: f64,
    /// In words.
    says: String,
    /// The row that most of it rests on, where one does.
    largest: Option<LargeRow>,
}

/// One row that makes up a large part of a figure.
#[derive(Serialize, ToSchema)]
pub(crate) struct LargeRow {
    /// Its value.
    value: f64,
    /// The figure it is a part of.
    of: f64,
    /// Row of the file.
    row: u64,
    /// In words.
    says: String,
}

/// What contradicts a signal: kilograms that rise while seizures fall, and the one load behind them.
#[utoipa::path(
    get,
    path = "/api/v1/signals/{id}/contradictions",
    tag = "signals",
    params(("id" = String, Path, description = "The signal's id, in full."), WhichRun),
    responses((status = 200, description = "What contradicts it.", body = SignalContradicted), Problems)
)]
pub(crate) async fn show_contradictions(
    Asking(service): Asking,
    Named(id): Named<String>,
    Asked(which): Asked<WhichRun>,
) -> Result<Json<SignalContradicted>, Problem> {
    let as_of = day("as_of", which.as_of.as_deref())?;
    let (run, signal) = find_signal(&service, &id, as_of).await?;
    let _turn = service.turn().await;
    let reader = service.reader();
    let sources = sources_about(service.node(), &signal, &reader).await?;
    let all = service.series_of(sources.iter().map(String::as_str), run.vantage).await?;
    let all: Vec<&Series> = all.iter().flat_map(|series| series.iter()).collect();
    let found = contradictions_among(service.node(), &all, &signal, &reader).await?;
    Ok(Json(SignalContradicted {
        others: found.others.iter().map(OtherMeasure::of).collect(),
        largest: found.largest.as_ref().map(LargeRow::of),
    }))
}

impl OtherMeasure {
    fn of(other: &Contradiction) -> Self {
        Self {
            series: SeriesName::of(&other.series),
            period: other.period.to_string(),
            now: other.now,
            before: other.before,
            says: other.in_words(),
            largest: other.largest.as_ref().map(LargeRow::of),
        }
    }
}

impl LargeRow {
    fn of(largest: &LargestRow) -> Self {
        Self { value: largest.value, of: largest.of, row: largest.row, says: largest.in_words() }
    }
}
