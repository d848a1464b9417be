//! Some rows of a file under a mapping, answered at once; nothing is stored.

use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use workflows::reading::{FactInWords, RowInWords, read_in_words};

use crate::asked::{Asked, Sent};
use crate::asking::Asking;
use crate::jobs::at_once;
use crate::page::Nothing;
use crate::problem::{DocumentProblems, Problem, Problems};

/// Rows, and the mapping under which they are to be read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReadingWanted {
    /// The mapping, as TOML text.
    #[schema(max_length = 262_144)]
    mapping: String,
    /// The names of the columns.
    #[schema(max_items = 2000)]
    columns: Vec<String>,
    /// The cells of each row, in the order of the columns.
    #[schema(max_items = 100)]
    rows: Vec<Vec<String>>,
}

/// What the rows give.
#[derive(Serialize, ToSchema)]
pub(crate) struct Readings {
    /// Each row, in the order in which they were sent.
    rows: Vec<RowReading>,
}

/// What one row gives.
#[derive(Serialize, ToSchema)]
pub(crate) struct RowReading {
    /// Its facts; none where it is rejected.
    facts: Vec<FactReading>,
    /// Why it is rejected; empty where it is not.
    rejections: Vec<CellRejection>,
}

/// A fact in words.
#[derive(Serialize, ToSchema)]
pub(crate) struct FactReading {
    /// What is counted or measured.
    indicator: String,
    /// The substances by their names in the vocabulary, or as written.
    substances: Vec<String>,
    /// Where.
    place: String,
    /// When.
    period: String,
    /// The figure with its unit, or what stands for it.
    figure: String,
    /// What part of the whole it is about, each as "column: value".
    parts: Vec<String>,
}

/// Why a row is rejected.
#[derive(Serialize, ToSchema)]
pub(crate) struct CellRejection {
    /// The column at fault; empty when the whole row is.
    column: String,
    /// Why, and what to do.
    reason: String,
}

/// Reads rows under a mapping and says what each gives; nothing is stored.
#[utoipa::path(
    post,
    path = "/api/v1/readings",
    tag = "submissions",
    request_body = ReadingWanted,
    responses(
        (status = 200, description = "What the rows give.", body = Readings),
        (
            status = 422,
            description = "The mapping is not sound, or the rows do not have its columns.",
            body = Problem,
            content_type = "application/problem+json"
        ),
        DocumentProblems,
        Problems
    )
)]
pub(crate) async fn read_some_rows(
    Asking(service): Asking,
    Asked(Nothing {}): Asked<Nothing>,
    Sent(wanted): Sent<ReadingWanted>,
) -> Result<Json<Readings>, Problem> {
    if wanted.rows.len() > MOST_ROWS || wanted.columns.len() > MOST_COLUMNS {
        return Err(Problem::bad_document(format!(
            "at most {MOST_ROWS} rows of {MOST_COLUMNS} columns are read at once"
        )));
    }
    let today = service.day(None)?;
    let read = at_once(move || async move {
        Ok(read_in_words(&wanted.columns, &wanted.rows, &wanted.mapping, today)?)
    });
    Ok(Json(Readings { rows: read.await?.iter().map(RowReading::of).collect() }))
}

impl RowReading {
    fn of(row: &RowInWords) -> Self {
        let rejections = row.rejections.iter().map(|rejection| CellRejection {
            column: rejection.column.clone(),
            reason: rejection.reason.clone(),
        });
        Self {
            facts: row.facts.iter().map(FactReading::of).collect(),
            rejections: rejections.collect(),
        }
    }
}

impl FactReading {
    fn of(fact: &FactInWords) -> Self {
        let parts = fact.subgroup.iter().map(|(column, value)| format!("{column}: {value}"));
        Self {
            indicator: fact.indicator.clone(),
            substances: fact.substances.clone(),
            place: fact.place.clone(),
            period: fact.period.clone(),
            figure: fact.figure.clone(),
            parts: parts.collect(),
        }
    }
}

const MOST_ROWS: usize = 100;
const MOST_COLUMNS: usize = 2_000;
