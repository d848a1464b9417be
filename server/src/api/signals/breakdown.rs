//! Of whom a signal is: settings, ages, sexes and subgroups of its leading series.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;
use workflows::breakdown::{Breakdown, PartOfSignal, breakdown};

use super::find_signal;
use crate::api::runs::latest::WhichRun;
use crate::asked::{Asked, Named, day};
use crate::asking::Asking;
use crate::problem::{Problem, Problems};

/// The leading series of a signal told apart by each thing that its source tells.
#[derive(Serialize, ToSchema)]
pub(crate) struct SignalBrokenDown {
    /// One for each thing that is told; empty where the source tells nothing of the kind.
    columns: Vec<ColumnOfSignal>,
}

/// One thing that the source tells of each event.
#[derive(Serialize, ToSchema)]
pub(crate) struct ColumnOfSignal {
    /// What is told, such as "setting" or "age".
    column: String,
    /// Events of the alarmed periods, told apart or not.
    now: f64,
    /// Events of the two years before.
    before: f64,
    /// Its parts, those with most events now first; parts with fewer than three events in all are not named.
    parts: Vec<PartNow>,
}

/// A part of those in a signal.
#[derive(Serialize, ToSchema)]
pub(crate) struct PartNow {
    /// What it is, in the source's own words; ages stand in bands.
    value: String,
    /// Events of the alarmed periods.
    now: f64,
    /// Events of the two years before.
    before: f64,
    /// Chance of so many now if its share had not grown; not held against how many parts there are.
    p_value: f64,
    /// Whether that chance is small: the part has become more of the whole.
    has_grown: bool,
}

/// Of whom and in which settings a signal is, held against the two years before.
#[utoipa::path(
    get,
    path = "/api/v1/signals/{id}/breakdown",
    tag = "signals",
    params(("id" = String, Path, description = "The signal's id, in full."), WhichRun),
    responses((status = 200, description = "Its leading series told apart.", body = SignalBrokenDown), Problems)
)]
pub(crate) async fn show_breakdown(
    Asking(service): Asking,
    Named(id): Named<String>,
    Asked(which): Asked<WhichRun>,
) -> Result<Json<SignalBrokenDown>, Problem> {
    let as_of = day("as_of", which.as_of.as_deref())?;
    let (run, signal) = find_signal(&service, &id, as_of).await?;
    let leading = signal.findings.first().map(|finding| finding.series.source.as_str());
    let of_source = service.series_of(leading, run.vantage).await?;
    let told = of_source.iter().flat_map(|all| breakdown(all, &signal));
    Ok(Json(SignalBrokenDown { columns: told.map(ColumnOfSignal::of).collect() }))
}

impl ColumnOfSignal {
    fn of(told: Breakdown) -> Self {
        let Breakdown { column, now, before, parts } = told;
        Self { column, now, before, parts: parts.into_iter().map(PartNow::of).collect() }
    }
}

impl PartNow {
    fn of(part: PartOfSignal) -> Self {
        let has_grown = part.has_grown();
        let PartOfSignal { value, now, before, p_value } = part;
        Self { value, now, before, p_value, has_grown }
    }
}
