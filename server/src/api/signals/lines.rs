//! The original rows behind a finding of a signal, as they were written.

use axum::{Extension, Json};
use serde::Serialize;
use utoipa::ToSchema;
use workflows::lineage::written_lines;
use workflows::signal_view::rows_behind;

use super::rows::WhichFinding;
use super::{FoundAlarm, find_signal};
use crate::api::series::lines::OriginalLine;
use crate::asked::{Asked, Named, day};
use crate::asking::Asking;
use crate::audited::Consulted;
use crate::page::{Cut, Page};
use crate::problem::{Problem, Problems};

/// A page of the original rows behind a finding.
#[derive(Serialize, ToSchema)]
pub(crate) struct LinesBehindFinding {
    /// The signal's id.
    signal: String,
    /// The finding.
    finding: FoundAlarm,
    #[serde(flatten)]
    page: Page<OriginalLine>,
}

/// The original rows that a finding's figure rests on, as they were written.
///
/// May hold personal data. Values in columns of origin, belief or names of people are withheld.
#[utoipa::path(
    get,
    path = "/api/v1/signals/{id}/lines",
    tag = "signals",
    params(("id" = String, Path, description = "The signal's id, in full."), WhichFinding),
    responses((status = 200, description = "A page of rows.", body = LinesBehindFinding), Problems)
)]
pub(crate) async fn list_lines_behind(
    Asking(service): Asking,
    Named(id): Named<String>,
    Asked(which): Asked<WhichFinding>,
) -> Result<(Extension<Consulted>, Json<LinesBehindFinding>), Problem> {
    let cut = Cut::of(which.limit.as_deref(), which.after.as_deref())?;
    let as_of = day("as_of", which.as_of.as_deref())?;
    let (_, signal) = find_signal(&service, &id, as_of).await?;
    let finding = which.finding_of(&signal)?;
    let _turn = service.turn().await;
    let reader = service.reader();
    let rows = rows_behind(service.node(), finding, &reader).await?;
    // Only the originals of this page are opened.
    let Page { items, total, next_after } = cut.page(&rows, Clone::clone);
    let lines = written_lines(service.node(), items, &reader).await?;
    let consulted = Consulted::rows(lines.iter().map(|line| line.behind.at()));
    let items = lines.iter().map(OriginalLine::of).collect();
    let behind = LinesBehindFinding {
        signal: signal.id.clone(),
        finding: FoundAlarm::of(finding),
        page: Page { items, total, next_after },
    };
    Ok((consulted, Json(behind)))
}
