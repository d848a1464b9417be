//! The rows behind a finding of a signal.

use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use store::series::RowBehind;
use utoipa::{IntoParams, ToSchema};
use vocabulary::finding::{Finding, Signal};
use workflows::signal_view::rows_behind;

use super::{FoundAlarm, find_signal};
use crate::api::series::RowBehindFigure;
use crate::asked::{Asked, Named, day, whole};
use crate::asking::Asking;
use crate::audited::Consulted;
use crate::page::{Cut, Page};
use crate::problem::{Problem, Problems};

/// Which finding, and which page of its rows.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct WhichFinding {
    /// The signal as the latest run asked of this day saw it; as the latest run that saw it if left out.
    #[param(value_type = Option<String>, format = Date)]
    pub as_of: Option<String>,
    /// Number of the finding in the signal's list; 1 leads.
    #[param(value_type = Option<u64>, minimum = 1, default = 1)]
    finding: Option<String>,
    /// Entries on a page.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1000, default = 100)]
    pub limit: Option<String>,
    /// Entries to leave out from the beginning: `next_after` of the page before.
    #[param(value_type = Option<u64>, default = 0)]
    pub after: Option<String>,
}

/// A page of the rows behind a finding.
#[derive(Serialize, ToSchema)]
pub(crate) struct RowsBehindFinding {
    /// The signal's id.
    signal: String,
    /// The finding.
    finding: FoundAlarm,
    #[serde(flatten)]
    page: Page<RowBehindFigure>,
}

/// The rows that a finding's figure rests on, as they stood for its run.
#[utoipa::path(
    get,
    path = "/api/v1/signals/{id}/rows",
    tag = "signals",
    params(("id" = String, Path, description = "The signal's id, in full."), WhichFinding),
    responses((status = 200, description = "A page of rows.", body = RowsBehindFinding), Problems)
)]
pub(crate) async fn list_rows_behind(
    Asking(service): Asking,
    Named(id): Named<String>,
    Asked(which): Asked<WhichFinding>,
) -> Result<(Extension<Consulted>, Json<RowsBehindFinding>), Problem> {
    let cut = Cut::of(which.limit.as_deref(), which.after.as_deref())?;
    let as_of = day("as_of", which.as_of.as_deref())?;
    let (_, signal) = find_signal(&service, &id, as_of).await?;
    let finding = which.finding_of(&signal)?;
    let _turn = service.turn().await;
    let rows = rows_behind(service.node(), finding, &service.reader()).await?;
    let consulted = Consulted::rows(cut.of_list(&rows).iter().map(RowBehind::at));
    let page = cut.page(&rows, RowBehindFigure::of);
    let behind =
        RowsBehindFinding { signal: signal.id.clone(), finding: FoundAlarm::of(finding), page };
    Ok((consulted, Json(behind)))
}

impl WhichFinding {
    /// The finding of that number.
    pub fn finding_of<'a>(&self, signal: &'a Signal) -> Result<&'a Finding, Problem> {
        let number = whole("finding", self.finding.as_deref())?.unwrap_or(1);
        if number == 0 {
            return Err(Problem::bad_parameter("finding", "`finding` is 0; 1 leads"));
        }
        let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        index.and_then(|index| signal.findings.get(index)).ok_or_else(|| {
            let problem = format!("`finding` is {number}; write 1 to {}", signal.findings.len());
            Problem::no_such("finding", problem)
        })
    }
}
