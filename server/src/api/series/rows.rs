//! The rows behind the figures of one series.

use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use store::series::RowBehind;
use utoipa::{IntoParams, ToSchema};
use vocabulary::finding::SeriesKey;
use workflows::series::names::require_in_vocabulary;
use workflows::signal_view::rows_of_series;

use super::{
    AskedOf, RowBehindFigure, SeriesName, cadence_of, indicator_of, part_of, period_of, place_of,
    substance_of, unit_of, vantage_of,
};
use crate::asked::Asked;
use crate::asking::Asking;
use crate::audited::Consulted;
use crate::page::{Cut, Page};
use crate::problem::{Problem, Problems};

/// Which figure, asked of which day.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct WhichFigure {
    /// Whose figures.
    source: String,
    /// What is counted.
    indicator: String,
    /// Of which substance or class.
    substance: String,
    /// Where.
    place: String,
    /// In which periods: week, month, quarter or year.
    cadence: String,
    /// In which unit.
    #[param(default = "count")]
    unit: Option<String>,
    /// Of which part, as "column=value"; the whole if left out or empty.
    #[param(pattern = "^([^=]+=[\\s\\S]+)?$")]
    subgroup: Option<String>,
    /// The period whose rows are wanted, such as 2024-W07, 2024-05, 2024-Q2 or 2024-01-01/2024-06-30.
    pub period: String,
    /// Day the question is asked of; today if left out.
    #[param(value_type = Option<String>, format = Date)]
    pub as_of: Option<String>,
    /// Ledger position the question is asked of; the last if left out.
    #[param(value_type = Option<u64>)]
    pub position: Option<String>,
    /// Entries on a page.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1000, default = 100)]
    pub limit: Option<String>,
    /// Entries to leave out from the beginning: `next_after` of the page before.
    #[param(value_type = Option<u64>, default = 0)]
    pub after: Option<String>,
}

/// A page of the rows behind a figure.
#[derive(Serialize, ToSchema)]
pub(crate) struct RowsBehindFigure {
    /// The day and position it was asked of; send both with the next page, so that nothing moves.
    asked_of: AskedOf,
    /// The series.
    series: SeriesName,
    /// The period.
    period: String,
    #[serde(flatten)]
    page: Page<RowBehindFigure>,
}

/// The rows that a figure rests on, by period, submission and row; none where there is no such figure.
#[utoipa::path(
    get,
    path = "/api/v1/series/rows",
    tag = "series",
    params(WhichFigure),
    responses((status = 200, description = "A page of rows.", body = RowsBehindFigure), Problems)
)]
pub(crate) async fn list_rows(
    Asking(service): Asking,
    Asked(which): Asked<WhichFigure>,
) -> Result<(Extension<Consulted>, Json<RowsBehindFigure>), Problem> {
    let cut = Cut::of(which.limit.as_deref(), which.after.as_deref())?;
    let (key, period) = (which.key()?, period_of(&which.period)?);
    let vantage = vantage_of(&service, which.as_of.as_deref(), which.position.as_deref()).await?;
    let _turn = service.turn().await;
    let rows = rows_of_series(service.node(), vantage, &key, &period, &service.reader()).await?;
    let consulted = Consulted::rows(cut.of_list(&rows).iter().map(RowBehind::at));
    let behind = RowsBehindFigure {
        asked_of: AskedOf::of(vantage),
        series: SeriesName::of(&key),
        period: period.to_string(),
        page: cut.page(&rows, RowBehindFigure::of),
    };
    Ok((consulted, Json(behind)))
}

impl WhichFigure {
    /// The series' name.
    pub fn key(&self) -> Result<SeriesKey, Problem> {
        let key = SeriesKey {
            source: self.source.clone(),
            indicator: indicator_of(&self.indicator)?,
            substance: substance_of(&self.substance)?,
            place: place_of(&self.place)?,
            cadence: cadence_of(&self.cadence)?,
            unit: unit_of(self.unit.as_deref().unwrap_or("count"))?,
            part: part_of(self.subgroup.as_deref())?,
        };
        require_in_vocabulary(&key)?;
        Ok(key)
    }
}
