//! `watchfire sql`

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};
use store::node::Node;
use store::sql::{SqlAnswer, SqlError, SqlValue, tables};
use vocabulary::finding::Vantage;
use vocabulary::handling::Reader;

use super::vantage;
use crate::arguments::{SqlArguments, SqlFormat};
use crate::failure::{Failure, other};
use crate::output::{Format, Table, csv_field, print_json, print_lines};
use crate::progress::Progress;

/// Answers one statement, or lists the tables.
pub async fn run(directory: &Path, arguments: SqlArguments) -> Result<(), Failure> {
    let Some(statement) = &arguments.statement else { return list_tables(arguments.format) };
    if arguments.format == SqlFormat::Parquet && arguments.out.is_none() {
        return Err(Failure::bad_input(
            "Parquet is no text: name a file with --out answer.parquet",
        ));
    }
    let node = Node::open(directory).await?;
    let vantage = vantage(&node, arguments.as_of, arguments.position).await?;
    let mut output = Output::open(arguments.out.clone())?;
    let work = answer(&node, statement, vantage, &arguments, &mut output);
    let ended = tokio::select! {
        ended = tokio::time::timeout(Duration::from_secs(arguments.timeout), work) => ended,
        interrupted = tokio::signal::ctrl_c() => {
            interrupted.map_err(other)?;
            output.discard();
            return Err(Failure { message: "interrupted".to_owned(), status: 130 });
        }
    };
    let ended = ended.unwrap_or_else(|_| {
        Err(Failure::bad_input(format!(
            "the statement took longer than {} s: narrow it with WHERE, or allow more with --timeout",
            arguments.timeout
        )))
    });
    match ended {
        Ok(()) => output.keep(),
        Err(failure) => {
            output.discard();
            Err(failure)
        }
    }
}

async fn answer(
    node: &Node,
    statement: &str,
    vantage: Vantage,
    arguments: &SqlArguments,
    output: &mut Output,
) -> Result<(), Failure> {
    let progress = Progress::on(format!("Opening the facts as of {}", vantage.as_of));
    let asked = node.sql(statement, vantage, &Reader::local_administrator()).await;
    drop(progress);
    let answer = asked.map_err(failure)?;
    match arguments.format {
        SqlFormat::Table => write_table(answer, arguments.rows, output).await,
        SqlFormat::Json => write_json(answer, vantage, output).await,
        SqlFormat::Csv => write_csv(answer, output).await,
        SqlFormat::Parquet => {
            let rows = answer.write_parquet(&mut *output).await.map_err(failure)?;
            let to = arguments.out.as_deref().unwrap_or(Path::new(""));
            print_lines(&[format!("{}: {rows} rows", to.display())])
        }
    }
}

fn failure(error: SqlError) -> Failure {
    if error.is_of_statement() { Failure::bad_input(error.to_string()) } else { other(error) }
}

async fn write_table(
    mut answer: SqlAnswer,
    most: usize,
    output: &mut Output,
) -> Result<(), Failure> {
    let columns: Vec<&str> = answer.columns().iter().map(|(name, _)| name.as_str()).collect();
    let mut table = Table::new(&columns);
    let mut shown = 0;
    let mut is_cut = false;
    'rows: while let Some(rows) = answer.next_rows().await.map_err(failure)? {
        for row in rows {
            if shown == most {
                is_cut = true;
                break 'rows;
            }
            table.push(row.iter().map(flat).collect());
            shown += 1;
        }
    }
    output.lines(table.lines(Format::Table))?;
    if is_cut {
        output.lines([format!(
            "and more: the first {most} rows are shown; --rows N shows more, --format csv writes all"
        )])?;
    }
    Ok(())
}

async fn write_csv(mut answer: SqlAnswer, output: &mut Output) -> Result<(), Failure> {
    let columns = answer.columns().iter().map(|(name, _)| csv_field(&name.as_str().into()));
    output.lines([columns.collect::<Vec<_>>().join(",")])?;
    while let Some(rows) = answer.next_rows().await.map_err(failure)? {
        let line = |row: Vec<SqlValue>| {
            row.iter().map(|value| csv_field(&flat(value))).collect::<Vec<_>>().join(",")
        };
        output.lines(rows.into_iter().map(line))?;
    }
    Ok(())
}

/// One document, row by row, so that an answer of any length can be written.
async fn write_json(
    mut answer: SqlAnswer,
    vantage: Vantage,
    output: &mut Output,
) -> Result<(), Failure> {
    let column = |(name, kind): &(String, String)| json!({ "name": name, "kind": kind });
    let columns: Vec<Value> = answer.columns().iter().map(column).collect();
    output.lines([
        "{".to_owned(),
        format!("  \"as_of\": \"{}\",", vantage.as_of),
        format!("  \"position\": {},", vantage.position),
        format!("  \"columns\": {},", Value::from(columns)),
        "  \"rows\": [".to_owned(),
    ])?;
    let mut waiting: Option<String> = None;
    while let Some(rows) = answer.next_rows().await.map_err(failure)? {
        for row in rows {
            let row: Vec<Value> = row.iter().map(exact).collect();
            if let Some(line) = waiting.replace(format!("    {}", Value::from(row))) {
                output.lines([line + ","])?;
            }
        }
    }
    output.lines(waiting)?;
    output.lines(["  ]".to_owned(), "}".to_owned()])
}

fn list_tables(format: SqlFormat) -> Result<(), Failure> {
    let tables = tables().map_err(other)?;
    let mut listed = Table::new(&["table", "column", "kind", "holds"]);
    for table in tables {
        for column in table.columns {
            let row = [table.name, &column.name, &column.kind, column.about];
            listed.push(row.into_iter().map(Value::from).collect());
        }
    }
    match format {
        SqlFormat::Table => listed.print(Format::Table),
        SqlFormat::Csv => listed.print(Format::Csv),
        SqlFormat::Json => print_json(&listed.to_json()),
        SqlFormat::Parquet => {
            Err(Failure::bad_input("--tables is printed as a table, JSON or CSV"))
        }
    }
}

/// A value for JSON.
fn exact(value: &SqlValue) -> Value {
    match value {
        SqlValue::Null => Value::Null,
        SqlValue::Bool(value) => (*value).into(),
        SqlValue::Whole(value) => serde_json::Number::from_i128(*value)
            .map_or_else(|| value.to_string().into(), Value::Number),
        SqlValue::Float(value) => (*value).into(),
        SqlValue::Decimal(text) | SqlValue::Text(text) => text.as_str().into(),
        SqlValue::List(items) => items.iter().map(exact).collect(),
    }
}

/// A value for one cell: a list is joined.
fn flat(value: &SqlValue) -> Value {
    let text = |value: &SqlValue| match flat(value) {
        Value::Null => String::new(),
        Value::String(text) => text,
        other => other.to_string(),
    };
    match value {
        SqlValue::List(items) => items.iter().map(text).collect::<Vec<_>>().join("; ").into(),
        value => exact(value),
    }
}

/// Standard output, or a file that is there only when all of it is.
enum Output {
    Printed(BufWriter<io::Stdout>),
    File { file: BufWriter<File>, part: PathBuf, to: PathBuf },
}

impl Output {
    fn open(to: Option<PathBuf>) -> Result<Self, Failure> {
        let Some(to) = to else { return Ok(Self::Printed(BufWriter::new(io::stdout()))) };
        let mut name = to.file_name().unwrap_or_default().to_owned();
        name.push(format!(".part-{}", std::process::id()));
        let part = to.with_file_name(name);
        let file = File::create(&part).map_err(|error| cannot_write(&to, &error))?;
        Ok(Self::File { file: BufWriter::new(file), part, to })
    }

    fn lines(&mut self, lines: impl IntoIterator<Item = String>) -> Result<(), Failure> {
        for line in lines {
            match writeln!(self, "{line}") {
                // Whoever reads has seen enough.
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => std::process::exit(0),
                Err(error) => return Err(Failure::other(format!("cannot write: {error}"))),
                Ok(()) => {}
            }
        }
        Ok(())
    }

    fn keep(mut self) -> Result<(), Failure> {
        match self.flush() {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(()),
            Err(error) => return Err(Failure::other(format!("cannot write: {error}"))),
            Ok(()) => {}
        }
        match self {
            Self::Printed(_) => Ok(()),
            Self::File { part, to, .. } => {
                std::fs::rename(&part, &to).map_err(|error| cannot_write(&to, &error))
            }
        }
    }

    /// Takes away a file that is not whole; what cannot be removed bears its name.
    fn discard(self) {
        match self {
            // What was printed before the failure stands; the rest must not follow the message.
            Self::Printed(printed) => drop(printed.into_parts()),
            Self::File { part, .. } => {
                let _removed = std::fs::remove_file(part);
            }
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Printed(printed) => printed.write(bytes),
            Self::File { file, .. } => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Printed(printed) => printed.flush(),
            Self::File { file, .. } => file.flush(),
        }
    }
}

fn cannot_write(to: &Path, error: &io::Error) -> Failure {
    Failure::bad_input(format!("{}: cannot write the file: {error}", to.display()))
}
