//! The rejected rows of a submission as a file to mend and send again.

use axum::Extension;
use axum::http::HeaderName;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use workflows::rejected::{Mendable, rejected_file};

use super::id_of;
use crate::asked::{Asked, Named};
use crate::asking::Asking;
use crate::audited::Consulted;
use crate::page::Nothing;
use crate::problem::{Problem, Problems};

/// The rejected rows as they stood, with what was wrong in front: to be mended and sent again.
///
/// Send the mended file with `mapping_of` this submission; the columns in front are not read. It has the
/// separator and the encoding of the mapping, and may hold personal data.
#[utoipa::path(
    get,
    path = "/api/v1/submissions/{id}/rejected.csv",
    tag = "submissions",
    params(("id" = String, Path, description = "The submission's id, in full.")),
    responses(
        (status = 200, description = "The rows.", body = String, content_type = "text/csv"),
        (
            status = 409,
            description = "Its rows cannot be sent alone: each tells of others, or the file does not let them be told apart.",
            body = Problem,
            content_type = "application/problem+json"
        ),
        Problems
    )
)]
pub(crate) async fn download_rejected(
    Asking(service): Asking,
    Named(id): Named<String>,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<(Extension<Consulted>, [(HeaderName, String); 2], Vec<u8>), Problem> {
    let id = id_of(&id)?;
    let reader = service.reader();
    service.node().submission(id.as_str(), &reader).await?;
    let _turn = service.turn().await;
    let Mendable { bytes, encoding, rows, .. } =
        rejected_file(service.node(), &id, &reader).await?;
    let name = format!("attachment; filename=\"rejected-{id}.csv\"");
    let kind = format!("text/csv; charset={}; header=present", encoding.to_ascii_lowercase());
    let consulted = Consulted::rows(rows.iter().map(|row| (id.as_str(), *row)));
    Ok((consulted, [(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, name)], bytes))
}
