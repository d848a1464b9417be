//! The signals of a run, highest score first.

use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use workflows::verdict::all_verdicts;

use super::SignalBrief;
use crate::api::runs::DetectionRun;
use crate::asked::{Asked, day};
use crate::asking::Asking;
use crate::page::{Cut, Page};
use crate::problem::{Problem, Problems};

/// Which run, and which page of its signals.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct WhichSignals {
    /// Those of the latest run that was asked of this day; of the latest run if left out.
    #[param(value_type = Option<String>, format = Date)]
    pub as_of: Option<String>,
    /// Entries on a page.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1000, default = 100)]
    limit: Option<String>,
    /// Entries to leave out from the beginning: `next_after` of the page before.
    #[param(value_type = Option<u64>, default = 0)]
    after: Option<String>,
}

/// A page of signals, highest score first.
#[derive(Serialize, ToSchema)]
pub(crate) struct SignalPage {
    /// The run that found them.
    run: DetectionRun,
    #[serde(flatten)]
    page: Page<SignalBrief>,
}

/// The signals of a run, highest score first: the first entry has rank `after` + 1.
#[utoipa::path(
    get,
    path = "/api/v1/signals",
    tag = "signals",
    params(WhichSignals),
    responses((status = 200, description = "A page of signals.", body = SignalPage), Problems)
)]
pub(crate) async fn list_signals(
    Asking(service): Asking,
    Asked(which): Asked<WhichSignals>,
) -> Result<Json<SignalPage>, Problem> {
    let cut = which.cut()?;
    let as_of = day("as_of", which.as_of.as_deref())?;
    let reader = service.reader();
    let run = service.node().run(as_of, &reader).await?;
    let signals = service.node().signals(&run, &reader).await?;
    let verdicts = all_verdicts(service.node(), &reader).await?;
    let page = cut.page(&signals, |signal| SignalBrief::of(signal, &verdicts));
    Ok(Json(SignalPage { run: DetectionRun::of(&run), page }))
}

impl WhichSignals {
    /// The page that is asked for.
    pub fn cut(&self) -> Result<Cut, Problem> {
        Cut::of(self.limit.as_deref(), self.after.as_deref())
    }
}
