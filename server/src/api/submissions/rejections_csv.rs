//! The rejected rows of a submission as CSV.

use axum::Extension;
use axum::http::header::{CONTENT_TYPE, HeaderName};
use vocabulary::submission::Content;
use workflows::rejected::guarded;

use super::id_of;
use crate::asked::{Asked, Named};
use crate::asking::Asking;
use crate::audited::Consulted;
use crate::csv::{TABLE, line};
use crate::page::Nothing;
use crate::problem::{Problem, Problems};

/// All rejected rows with the reasons as CSV, in the order of the file.
///
/// Values stand as they stood in the file and may be personal data; one that a spreadsheet would take for
/// a formula begins with an apostrophe.
#[utoipa::path(
    get,
    path = "/api/v1/submissions/{id}/rejections.csv",
    tag = "submissions",
    params(("id" = String, Path, description = "The submission's id, in full.")),
    responses(
        (status = 200, description = "The rejected rows.", body = String, content_type = "text/csv"),
        Problems
    )
)]
pub(crate) async fn download_rejections(
    Asking(service): Asking,
    Named(id): Named<String>,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<(Extension<Consulted>, [(HeaderName, &'static str); 1], String), Problem> {
    let id = id_of(&id)?;
    let reader = service.reader();
    let stored = service.node().submission(id.as_str(), &reader).await?;
    let rejections = match stored.header.content {
        Content::Rows { .. } => service.node().rejections(&id, &reader).await?,
        Content::Withdrawal { .. }
        | Content::Decision(_)
        | Content::Verdict(_)
        | Content::Comment(_) => Vec::new(),
    };
    let shown = rejections.iter().map(|rejection| (id.as_str(), rejection.row));
    let consulted = Consulted::rows(shown);
    let mut text = line(["row", "column", "value", "reason"]);
    for rejection in rejections {
        let row = rejection.row.to_string();
        let [column, value, reason] =
            [&rejection.column, &rejection.value, &rejection.reason].map(|text| guarded(text));
        text += &line([row.as_str(), &column, &value, &reason]);
    }
    Ok((consulted, [(CONTENT_TYPE, TABLE)], text))
}
