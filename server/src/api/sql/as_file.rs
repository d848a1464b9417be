//! An answer in SQL as a file: every row, as CSV or Parquet.
//!
//! It is written whole before the first byte is sent, so that a statement that fails half-way is told
//! as a problem and never as a file cut short. The file stands on the disk until its last byte is
//! taken, in a place of its own of which there are few; whoever takes nothing for long loses it.

use std::fs::File;
use std::io::{self, BufWriter, Read as _, Seek as _, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::Poll;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use futures::Stream;
use store::sql::{SqlAnswer, SqlValue};
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use vocabulary::finding::Vantage;
use workflows::rejected::guarded;

use super::ask::value;
use crate::accept::{SQL_ANSWERS, first_acceptable};
use crate::asked::required;
use crate::csv::{TABLE, line};
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
            let kind = form.content_type().split(';').next().unwrap_or_default();
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
        let [json, _, parquet] = SQL_ANSWERS;
        match self {
            Self::Json => json,
            Self::Csv => TABLE,
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
    let place = service.place_for_answer()?;
    let answer = service.node().sql(statement, vantage, &service.reader()).await?;
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
    let sent = send(output, form, place, service.sending_patience());
    sent.map_err(|error| Problem::internal(&error))
}

async fn write_csv(mut answer: SqlAnswer, output: &mut Bounded) -> Result<(), Problem> {
    let mut lines = line(answer.columns().iter().map(|(name, _)| guarded(name)));
    loop {
        output.write_all(lines.as_bytes()).map_err(|error| Problem::internal(&error))?;
        let Some(rows) = answer.next_rows().await? else { return Ok(()) };
        lines = rows.into_iter().map(|row| line(row.into_iter().map(flat))).collect();
    }
}

/// A value for one cell: a list is joined, and a text is none that a spreadsheet would run.
fn flat(cell: SqlValue) -> String {
    match cell {
        SqlValue::Text(text) => guarded(&text).into_owned(),
        SqlValue::List(items) => {
            let items: Vec<String> = items.into_iter().map(in_list).collect();
            guarded(&items.join("; ")).into_owned()
        }
        other => in_list(other),
    }
}

fn in_list(cell: SqlValue) -> String {
    if let SqlValue::List(items) = cell {
        return items.into_iter().map(in_list).collect::<Vec<_>>().join("; ");
    }
    match value(cell) {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    }
}

fn send(
    output: Bounded,
    form: Form,
    place: OwnedSemaphorePermit,
    patience: Duration,
) -> io::Result<Response> {
    let mut file = output.file.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.rewind()?;
    let name = if form == Form::Parquet { "answer.parquet" } else { "answer.csv" };
    let headers = [
        (CONTENT_TYPE, form.content_type().to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    let body = Body::from_stream(as_taken(file, place, patience));
    Ok((headers, body).into_response())
}

/// The pieces of a file as they are taken. The file and its place are given up with the last, or when
/// nobody takes one for as long as the patience lasts: then an error stands at the end.
fn as_taken(
    mut file: File,
    place: OwnedSemaphorePermit,
    patience: Duration,
) -> impl Stream<Item = io::Result<Bytes>> {
    // What is not taken is not asked for: only a task beside the answer sees that nothing is.
    let (sender, mut pieces) = mpsc::channel(1);
    tokio::spawn(async move {
        let _place = place;
        loop {
            let piece = next_piece(&mut file).transpose();
            let is_last = !matches!(piece, Ok(Some(_)));
            let sent = tokio::time::timeout(patience, sender.send(piece)).await;
            if is_last || !matches!(sent, Ok(Ok(()))) {
                return;
            }
        }
    });
    let mut has_ended = false;
    futures::stream::poll_fn(move |context| {
        if has_ended {
            return Poll::Ready(None);
        }
        pieces.poll_recv(context).map(|piece| {
            // The last piece says that it is the last; where none does, the rest was given up.
            let piece = piece.unwrap_or_else(|| Err(io::Error::other("nobody took the answer")));
            has_ended = !matches!(piece, Ok(Some(_)));
            piece.transpose()
        })
    })
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
