//! Which faults of the data were found.

use axum::Json;
use serde::Deserialize;
use utoipa::IntoParams;
use workflows::quality::latest_findings;

use super::QualityBrief;
use crate::asked::Asked;
use crate::asking::Asking;
use crate::page::{Cut, Page};
use crate::problem::{Problem, Problems};

/// Which findings.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct WhichFindings {
    /// Those in figures of this source; of every source if left out.
    source: Option<String>,
    /// Entries on a page.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1000, default = 100)]
    limit: Option<String>,
    /// Entries to leave out from the beginning: `next_after` of the page before.
    #[param(value_type = Option<u64>, default = 0)]
    after: Option<String>,
}

/// What the latest look at each source found, the gravest faults first; looks at nothing anew.
///
/// A source is looked at when something of it comes in, and by `POST /api/v1/quality/looks`.
#[utoipa::path(
    get,
    path = "/api/v1/quality/findings",
    tag = "quality",
    params(WhichFindings),
    responses((status = 200, description = "A page of findings.", body = Page<QualityBrief>), Problems)
)]
pub(crate) async fn list_findings(
    Asking(service): Asking,
    Asked(which): Asked<WhichFindings>,
) -> Result<Json<Page<QualityBrief>>, Problem> {
    let cut = Cut::of(which.limit.as_deref(), which.after.as_deref())?;
    let (node, reader) = (service.node(), service.reader());
    let findings = latest_findings(node, which.source.as_deref(), &reader).await?;
    let decisions =
        node.quality_decisions(node.last_position(&service.reader()).await?, &reader).await?;
    Ok(Json(cut.page(&findings, |finding| QualityBrief::of(finding, &decisions))))
}
