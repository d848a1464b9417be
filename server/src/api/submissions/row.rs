//! The end of every lineage: one row of an original file, as it stood.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;
use workflows::lineage::{CellAsWritten, RowAsWritten, RowOrigin, ValueAsWritten, origin_of_row};

use super::{RejectedRow, id_of};
use crate::asked::{Asked, Named, whole};
use crate::asking::Asking;
use crate::page::Nothing;
use crate::problem::{Problem, Problems};

/// A row of an original file.
#[derive(Serialize, ToSchema)]
pub(crate) struct RowAsItStood {
    /// The submission.
    submission: String,
    /// File name as submitted.
    file_name: String,
    /// Row of the file, counted as a spreadsheet does: the header is row 1.
    row: u64,
    /// Cells from left to right.
    cells: Vec<CellAsItStood>,
    /// Why the row was rejected; empty when it was accepted.
    rejections: Vec<RejectedRow>,
}

/// A cell of an original row.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct CellAsItStood {
    /// Name of the column; null for a cell beyond the header.
    column: Option<String>,
    /// What stands there; null when it is withheld or the row ends before it.
    value: Option<String>,
    /// "written", "withheld" (origin, belief and names of people are never shown) or "missing".
    state: &'static str,
}

/// One row of the original file, as it stood, with the names of its columns.
///
/// May hold personal data. Values in columns of origin, belief or names of people are withheld.
#[utoipa::path(
    get,
    path = "/api/v1/submissions/{id}/rows/{row}",
    tag = "submissions",
    params(
        ("id" = String, Path, description = "The submission's id, in full."),
        ("row" = u64, Path, description = "Row of the file; the header is row 1."),
    ),
    responses(
        (status = 200, description = "The row.", body = RowAsItStood),
        (
            status = 422,
            description = "The original cannot be shown by row.",
            body = Problem,
            content_type = "application/problem+json"
        ),
        Problems
    )
)]
pub(crate) async fn show_row(
    Asking(service): Asking,
    Named((id, row)): Named<(String, String)>,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Json<RowAsItStood>, Problem> {
    let id = id_of(&id)?;
    let row = whole("row", Some(&row))?.unwrap_or_default();
    let _turn = service.turn().await;
    let origin = origin_of_row(service.node(), &id, row, &service.reader()).await?;
    Ok(Json(RowAsItStood::of(&origin)))
}

impl RowAsItStood {
    pub fn of(origin: &RowOrigin) -> Self {
        Self {
            submission: origin.submission.header.id.to_string(),
            file_name: origin.submission.header.file_name.clone(),
            row: origin.written.row,
            cells: CellAsItStood::all(&origin.written),
            rejections: origin.rejections.iter().map(RejectedRow::of).collect(),
        }
    }
}

impl CellAsItStood {
    /// The cells of a row.
    pub fn all(row: &RowAsWritten) -> Vec<Self> {
        row.cells.iter().map(Self::of).collect()
    }

    fn of(cell: &CellAsWritten) -> Self {
        let (value, state) = match &cell.value {
            ValueAsWritten::Written(text) => (Some(text.clone()), "written"),
            ValueAsWritten::Withheld => (None, "withheld"),
            ValueAsWritten::Missing => (None, "missing"),
        };
        Self { column: cell.column.clone(), value, state }
    }
}
