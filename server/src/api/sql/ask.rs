//! One statement over the facts.

use std::time::Duration;

use axum::Json;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};
use store::sql::{SqlError, SqlValue};
use utoipa::ToSchema;

use super::as_file::{self, Form};
use crate::api::series::AskedOf;
use crate::asked::{Asked, Sent, day};
use crate::asking::Asking;
use crate::audited::Consulted;
use crate::page::Nothing;
use crate::problem::{DocumentProblems, Problem, Problems, RuleProblems};
use crate::strict::whole;

/// A question in SQL.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Question {
    /// One SELECT, WITH or EXPLAIN statement over the tables that `/api/v1/sql/tables` lists.
    #[schema(example = "SELECT source, count(*) AS facts FROM observations GROUP BY source")]
    statement: String,
    /// Day the question is asked of; today if left out.
    #[schema(value_type = Option<String>, format = Date, example = "2020-06-30")]
    as_of: Option<String>,
    /// Ledger position the question is asked of; the last if left out.
    #[serde(default, deserialize_with = "whole")]
    #[schema(maximum = 9_007_199_254_740_991_i64)]
    position: Option<u64>,
    /// Most rows wanted in JSON, 1 to 10,000; 1,000 if left out. CSV and Parquet hold every row.
    #[serde(default, deserialize_with = "whole")]
    #[schema(minimum = 1, maximum = 10_000)]
    limit: Option<u64>,
    /// "json", "csv" or "parquet"; as `Accept` says if left out, and JSON where that says nothing.
    #[schema(pattern = "^(json|csv|parquet)$", example = "json")]
    format: Option<String>,
}

/// What a statement says.
#[derive(Serialize, ToSchema)]
pub(crate) struct RowsAnswered {
    /// The day and position it was asked of.
    asked_of: AskedOf,
    /// The columns.
    columns: Vec<ColumnAnswered>,
    /// The rows, one value a column; decimals are text, so that they stay exact.
    #[schema(value_type = Vec<Vec<Value>>)]
    rows: Vec<Vec<Value>>,
    /// Whether there are more rows than `limit`.
    is_cut: bool,
}

/// A column of an answer.
#[derive(Serialize, ToSchema)]
pub(crate) struct ColumnAnswered {
    /// Its name.
    name: String,
    /// The kind of value, in words.
    kind: String,
}

/// Answers one SELECT, WITH or EXPLAIN statement over the facts at one vantage; nothing is changed.
///
/// Bounded: 30 seconds, 512 MB of memory; in JSON 10,000 rows and 8 MB of values, in CSV and Parquet 1 GB.
/// Eight files are fetched at once; one of which nothing is taken for 30 seconds is given up, and ends in
/// a broken connection. A column without a name is named by what it computes, such as `Int64(1)`: `AS`
/// names it. In CSV a text that a spreadsheet would take for a formula begins with an apostrophe.
/// What is no such statement, or does not fit the tables, is answered with 422. May hold personal data.
#[utoipa::path(
    post,
    path = "/api/v1/sql",
    tag = "sql",
    request_body = Question,
    responses(
        (
            status = 200,
            description = "The answer.",
            content(
                (RowsAnswered = "application/json"),
                (String = "text/csv"),
                (String = "application/vnd.apache.parquet"),
            )
        ),
        (
            status = 503,
            description = "Too many answers are being fetched as files; ask again later.",
            body = Problem,
            content_type = "application/problem+json",
            headers(("Retry-After" = u64, description = "Seconds."))
        ),
        DocumentProblems,
        RuleProblems,
        Problems
    )
)]
pub(crate) async fn ask(
    Asking(service): Asking,
    Asked(Nothing {}): Asked<Nothing>,
    headers: HeaderMap,
    Sent(question): Sent<Question>,
) -> Result<Response, Problem> {
    let form = Form::of(question.format.as_deref(), &headers)?;
    let limit = question.limit.unwrap_or(USUAL_ROWS);
    if !(1..=MOST_ROWS).contains(&limit) {
        let problem = format!("`limit` is {limit}; write 1 to {MOST_ROWS}");
        return Err(Problem::bad_parameter("limit", problem));
    }
    let as_of = day("as_of", question.as_of.as_deref())?;
    let vantage = service.vantage(as_of, question.position).await?;
    let _turn = service.turn().await;
    if form != Form::Json {
        let answer = as_file::answer(&service, &question.statement, vantage, form);
        let answered = tokio::time::timeout(PATIENCE, answer).await;
        let answered = answered.unwrap_or_else(|_| Err(too_slow()));
        return Ok((Consulted::facts(&question.statement), answered).into_response());
    }
    let answered = async {
        let reader = service.reader();
        let mut answer = service.node().sql(&question.statement, vantage, &reader).await?;
        let column = |(name, kind): &(String, String)| ColumnAnswered {
            name: name.clone(),
            kind: kind.clone(),
        };
        let columns = answer.columns().iter().map(column).collect();
        let (mut rows, mut bytes, mut is_cut) = (Vec::new(), 0, false);
        while let Some(found) = answer.next_rows().await? {
            for row in found {
                is_cut = rows.len() as u64 == limit || bytes > MOST_BYTES;
                if is_cut {
                    break;
                }
                bytes += row.iter().map(size).sum::<usize>();
                rows.push(row.into_iter().map(value).collect());
            }
            if is_cut {
                break;
            }
        }
        Ok::<_, SqlError>((columns, rows, is_cut))
    };
    let answered = tokio::time::timeout(PATIENCE, answered).await;
    let answered = answered.map_err(|_| too_slow()).and_then(|answered| Ok(answered?));
    let asked_of = AskedOf::of(vantage);
    let answered = answered
        .map(|(columns, rows, is_cut)| Json(RowsAnswered { asked_of, columns, rows, is_cut }));
    // What a statement fails of may hold what it found: it is a look as well.
    Ok((Consulted::facts(&question.statement), answered).into_response())
}

fn too_slow() -> Problem {
    Problem::bad_statement(format!(
        "the statement took longer than {} s: narrow it with WHERE, or ask with `watchfire sql`",
        PATIENCE.as_secs()
    ))
}

pub(super) fn value(value: SqlValue) -> Value {
    match value {
        SqlValue::Null => Value::Null,
        SqlValue::Bool(value) => value.into(),
        SqlValue::Whole(value) => {
            Number::from_i128(value).map_or_else(|| value.to_string().into(), Value::Number)
        }
        SqlValue::Float(value) => value.into(),
        SqlValue::Decimal(text) | SqlValue::Text(text) => text.into(),
        SqlValue::List(items) => items.into_iter().map(self::value).collect(),
    }
}

/// Bytes a value takes in the answer, roughly.
fn size(value: &SqlValue) -> usize {
    match value {
        SqlValue::Decimal(text) | SqlValue::Text(text) => text.len() + 3,
        SqlValue::List(items) => items.iter().map(size).sum::<usize>() + 3,
        _ => 8,
    }
}

const USUAL_ROWS: u64 = 1_000;
const MOST_ROWS: u64 = 10_000;
/// Values of an answer, in bytes; the row that passes it is the last.
const MOST_BYTES: usize = 8 << 20;
const PATIENCE: Duration = Duration::from_secs(30);
