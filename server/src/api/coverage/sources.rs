//! How the strings of the node were resolved, source by source.

use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use workflows::coverage::Coverage;

use super::CoverageOfSource;
use crate::api::series::{AskedOf, vantage_of};
use crate::asked::Asked;
use crate::asking::Asking;
use crate::page::{Cut, Page};
use crate::problem::{Problem, Problems};

/// Which vantage, and which page of its sources.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageOfVantage {
    /// Day the question is asked of; today if left out.
    #[param(value_type = Option<String>, format = Date)]
    as_of: Option<String>,
    /// Ledger position the question is asked of; the last if left out.
    #[param(value_type = Option<u64>)]
    position: Option<String>,
    /// Entries on a page.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1000, default = 100)]
    limit: Option<String>,
    /// Entries to leave out from the beginning: `next_after` of the page before.
    #[param(value_type = Option<u64>, default = 0)]
    after: Option<String>,
}

/// A page of sources.
#[derive(Serialize, ToSchema)]
pub(crate) struct CoveragePage {
    /// The day and position it was asked of; send both with the next page, so that nothing moves.
    asked_of: AskedOf,
    #[serde(flatten)]
    page: Page<CoverageOfSource>,
}

/// How every substance string of the node was resolved, by source.
#[utoipa::path(
    get,
    path = "/api/v1/coverage",
    tag = "vocabulary",
    params(PageOfVantage),
    responses((status = 200, description = "A page of sources.", body = CoveragePage), Problems)
)]
pub(crate) async fn list_coverage(
    Asking(service): Asking,
    Asked(asked): Asked<PageOfVantage>,
) -> Result<Json<CoveragePage>, Problem> {
    let cut = Cut::of(asked.limit.as_deref(), asked.after.as_deref())?;
    let vantage = vantage_of(&service, asked.as_of.as_deref(), asked.position.as_deref()).await?;
    let _turn = service.turn().await;
    let coverage = Coverage::of_node(service.node(), vantage, &service.reader()).await?;
    let page = cut.page(&coverage.by_source(), CoverageOfSource::of);
    Ok(Json(CoveragePage { asked_of: AskedOf::of(vantage), page }))
}
