//! The rows of a submission that were not accepted.

use axum::{Extension, Json};
use vocabulary::submission::Content;

use super::list::Paging;
use super::{RejectedRow, id_of};
use crate::asked::{Asked, Named};
use crate::asking::Asking;
use crate::audited::Consulted;
use crate::page::{Cut, Page};
use crate::problem::{Problem, Problems};

/// Rejected rows with the reasons, in the order of the file; a row may have several.
///
/// Values stand as they stood in the file and may be personal data.
#[utoipa::path(
    get,
    path = "/api/v1/submissions/{id}/rejections",
    tag = "submissions",
    params(("id" = String, Path, description = "The submission's id, in full."), Paging),
    responses((status = 200, description = "A page of rejected rows.", body = Page<RejectedRow>), Problems)
)]
pub(crate) async fn list_rejections(
    Asking(service): Asking,
    Named(id): Named<String>,
    Asked(paging): Asked<Paging>,
) -> Result<(Extension<Consulted>, Json<Page<RejectedRow>>), Problem> {
    let id = id_of(&id)?;
    let cut = Cut::of(paging.limit.as_deref(), paging.after.as_deref())?;
    let reader = service.reader();
    let stored = service.node().submission(id.as_str(), &reader).await?;
    let rejections = match stored.header.content {
        Content::Rows { .. } => service.node().rejections(&id, &reader).await?,
        Content::Withdrawal { .. }
        | Content::Decision(_)
        | Content::Verdict(_)
        | Content::Comment(_) => Vec::new(),
    };
    let shown = cut.of_list(&rejections).iter().map(|rejection| (id.as_str(), rejection.row));
    Ok((Consulted::rows(shown), Json(cut.page(&rejections, RejectedRow::of))))
}
