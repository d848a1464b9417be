//! The original rows behind the figures of one series, as they were written.

use axum::{Extension, Json};
use serde::Serialize;
use utoipa::ToSchema;
use workflows::lineage::{LineBehind, written_lines};
use workflows::signal_view::rows_of_series;

use super::rows::WhichFigure;
use super::{AskedOf, RowBehindFigure, SeriesName, period_of, vantage_of};
use crate::api::submissions::row::CellAsItStood;
use crate::asked::Asked;
use crate::asking::Asking;
use crate::audited::Consulted;
use crate::page::{Cut, Page};
use crate::problem::{Problem, Problems};

/// A page of the original rows behind a figure.
#[derive(Serialize, ToSchema)]
pub(crate) struct LinesBehindFigure {
    /// The day and position it was asked of; send both with the next page, so that nothing moves.
    asked_of: AskedOf,
    /// The series.
    series: SeriesName,
    /// The period.
    period: String,
    #[serde(flatten)]
    page: Page<OriginalLine>,
}

/// An original row behind a figure.
#[derive(Serialize, ToSchema)]
pub(crate) struct OriginalLine {
    #[serde(flatten)]
    behind: RowBehindFigure,
    /// File name as submitted.
    file_name: String,
    /// The row as it was written; null where the file has no such row any more.
    cells: Option<Vec<CellAsItStood>>,
}

/// The original rows that a figure rests on, as they were written, by period, submission and row.
///
/// May hold personal data. Values in columns of origin, belief or names of people are withheld.
#[utoipa::path(
    get,
    path = "/api/v1/series/lines",
    tag = "series",
    params(WhichFigure),
    responses((status = 200, description = "A page of rows.", body = LinesBehindFigure), Problems)
)]
pub(crate) async fn list_lines(
    Asking(service): Asking,
    Asked(which): Asked<WhichFigure>,
) -> Result<(Extension<Consulted>, Json<LinesBehindFigure>), Problem> {
    let cut = Cut::of(which.limit.as_deref(), which.after.as_deref())?;
    let (key, period) = (which.key()?, period_of(&which.period)?);
    let vantage = vantage_of(&service, which.as_of.as_deref(), which.position.as_deref()).await?;
    let _turn = service.turn().await;
    let reader = service.reader();
    let rows = rows_of_series(service.node(), vantage, &key, &period, &reader).await?;
    // Only the originals of this page are opened.
    let Page { items, total, next_after } = cut.page(&rows, Clone::clone);
    let lines = written_lines(service.node(), items, &reader).await?;
    let consulted = Consulted::rows(lines.iter().map(|line| line.behind.at()));
    let items = lines.iter().map(OriginalLine::of).collect();
    let behind = LinesBehindFigure {
        asked_of: AskedOf::of(vantage),
        series: SeriesName::of(&key),
        period: period.to_string(),
        page: Page { items, total, next_after },
    };
    Ok((consulted, Json(behind)))
}

impl OriginalLine {
    pub fn of(line: &LineBehind) -> Self {
        Self {
            behind: RowBehindFigure::of(&line.behind),
            file_name: line.file_name.clone(),
            cells: line.written.as_ref().map(CellAsItStood::all),
        }
    }
}
