//! An answer in SQL as a file: every row, as CSV or Parquet.
//!
//! It is written whole before the first byte is sent, so that a statement that fails half-way is told
//! as a problem and never as a file cut short.

use std::fs::File;
use std::io::{self, BufWriter, Read as _, Seek as _, Write};
use std::sync::atomic::{AtomicU64, Ordering};

use axum::body::{Body, Bytes};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use store::sql::{SqlAnswer, SqlValue};
use vocabulary::finding::Vantage;

use super::ask::value;
use crate::accept::{SQL_ANSWERS, first_acceptable};
use crate::asked::required;
use crate::csv::line;
use crate::problem::Problem;
use crate::service::Service;

/// In which form an answer is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// One document.
    Json,
    /// Comma-separated values with a header.
    Csv,
    /// A Parquet file.
    Parquet,
}

impl Form {
    const ALL: [(Self, &str); 3] =
        [(Self::Json, "json"), (Self::Csv, "csv"), (Self::Parquet, "parquet")];

    /// The form that was asked for by name, or else the first that is acceptable.
    pub fn of(name: Option<&str>, headers: &HeaderMap) -> Result<Self, Problem> {
        let typed = |(form, _): &(Self, &str)| {
            let kind = form.content_type();
            first_acceptable(headers, &[kind]).map(|_| *form)
        };
        let Some(name) = name else {
            let form = Self::ALL.iter().find_map(typed);
            return form.ok_or_else(|| Problem::not_acceptable(&SQL_ANSWERS.join(" or ")));
        };
        required("format", name, "json, csv or parquet", |text| {
            Self::ALL.iter().find(|(_, name)| *name == text).map(|(form, _)| *form)
        })
    }

    const fn content_type(self) -> &'static str {
        let [json, csv, parquet] = SQL_ANSWERS;
        match self {
            Self::Json => json,
            Self::Csv => csv,
            Self::Parquet => parquet,
        }
    }
}

/// Answers a statement with a file.
pub(super) async fn answer(
    service: &Service,
    statement: &str,
    vantage: Vantage,
    form: Form,
) -> Result<Response, Problem> {
    let answer = service.node().sql(statement, vantage, &Service::reader()).await?;
    let file = service.node().upload_file(next_number());
    let file = file.map_err(|error| Problem::internal(&error))?;
    let mut output = Bounded { file: BufWriter::new(file), room: MOST_BYTES, is_full: false };
    let written = match form {
        Form::Parquet => answer.write_parquet(&mut output).await.map(drop).map_err(Problem::from),
        Form::Json | Form::Csv => write_csv(answer, &mut output).await,
    };
    if output.is_full {
        let gigabytes = MOST_BYTES >> 30;
        return Err(Problem::bad_statement(format!(
            "the answer has more than {gigabytes} GB: narrow it with WHERE, or ask with `watchfire sql`"
        )));
    }
    written?;
    let sent = send(output, form);
    sent.map_err(|error| Problem::internal(&error))
}

async fn write_csv(mut answer: SqlAnswer, output: &mut Bounded) -> Result<(), Problem> {
    let mut lines = line(answer.columns().iter().map(|(name, _)| name));
    loop {
        output.write_all(lines.as_bytes()).map_err(|error| Problem::internal(&error))?;
        let Some(rows) = answer.next_rows().await? else { return Ok(()) };
        lines = rows.into_iter().map(|row| line(row.into_iter().map(flat))).collect();
    }
}

/// A value for one cell: a list is joined.
fn flat(cell: SqlValue) -> String {
    if let SqlValue::List(items) = cell {
        return items.into_iter().map(flat).collect::<Vec<_>>().join("; ");
    }
    match value(cell) {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    }
}

fn send(output: Bounded, form: Form) -> io::Result<Response> {
    let mut file = output.file.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.rewind()?;
    let pieces = futures::stream::iter(std::iter::from_fn(move || next_piece(&mut file)));
    let name = if form == Form::Parquet { "answer.parquet" } else { "answer.csv" };
    let headers = [
        (CONTENT_TYPE, form.content_type().to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, Body::from_stream(pieces)).into_response())
}

fn next_piece(file: &mut File) -> Option<io::Result<Bytes>> {
    let mut piece = vec![0; PIECE];
    match file.read(&mut piece) {
        Ok(0) => None,
        Ok(length) => {
            piece.truncate(length);
            Some(Ok(piece.into()))
        }
        Err(error) => Some(Err(error)),
    }
}

/// A file that takes so many bytes and no more.
struct Bounded {
    file: BufWriter<File>,
    room: u64,
    is_full: bool,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let left = self.room.checked_sub(bytes.len() as u64);
        self.is_full |= left.is_none();
        self.room = left.ok_or_else(|| io::Error::other("the answer is too large"))?;
        self.file.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Numbers of answers do not meet those of jobs, which count from 1.
fn next_number() -> u64 {
    static COUNT: AtomicU64 = AtomicU64::new(1 << 62);
    COUNT.fetch_add(1, Ordering::Relaxed)
}

const MOST_BYTES: u64 = 1 << 30;
const PIECE: usize = 64 << 10;
