//! Facts at a vantage: what could be known on a day, from what the node had stored.
//!
//! Answers: which facts are current at `(as_of, position)`. The latest (`known_at`, `position`) of
//! a key wins. A row that tells again what was known since the same day counts from the day it was
//! submitted, so corrections are never back-dated; a later vintage says itself when it was known.

use std::sync::Arc;

use datafusion::arrow::array::{AsArray as _, RecordBatch};
use datafusion::arrow::datatypes::{Date32Type, Int64Type, Schema};
use datafusion::datasource::MemTable;
use datafusion::error::DataFusionError;
use datafusion::prelude::{DataFrame, ParquetReadOptions, SessionConfig, SessionContext};
use jiff::civil::{Date, date};
use vocabulary::fact::FactKind;
use vocabulary::finding::Vantage;
use vocabulary::handling::Reader;
use vocabulary::period::{Cadence, Period, add_days};
use vocabulary::submission::{Content, Replaces};

use crate::disk;
use crate::fact_columns::empty_batch;
use crate::fact_file::{FactFileError, read_batches};
use crate::node::Node;
use crate::sealing;
use crate::series::figures_query;
use crate::submissions::{FactFile, ReadError, StoredSubmission, withdrawn_at};

/// Why facts cannot be queried.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// A submission or file cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A fact file is damaged.
    #[error(transparent)]
    FactFile(#[from] FactFileError),
    /// The query engine refuses.
    #[error("the facts cannot be queried: {0}; run `watchfire doctor`")]
    Engine(#[from] DataFusionError),
    /// A column holds something this program does not write.
    #[error("a fact table holds a damaged value in {0}; run `watchfire doctor`")]
    Damaged(&'static str),
}

/// The facts of a node at one vantage, open for queries. Tables: `observation`, `case_`, `seizure`, and
/// `figure`, which holds what each of their rows counts.
///
/// - Cost: `figure` is held in memory, some 200 bytes a row.
pub struct Facts {
    pub(crate) context: SessionContext,
    pub(crate) vantage: Vantage,
}

impl Node {
    /// Opens the facts as they stand at `vantage`.
    ///
    /// - Personal data: sealed facts are opened in memory only.
    ///
    /// # Errors
    /// When a submission, file or key cannot be read.
    pub async fn facts(&self, vantage: Vantage, reader: &Reader) -> Result<Facts, QueryError> {
        let submissions = self.submissions(reader).await?;
        let config = SessionConfig::new().with_target_partitions(2).with_batch_size(8192);
        let context = SessionContext::new_with_config(config);
        for kind in FactKind::ALL {
            let files = self.fact_files(kind, &vantage, &submissions).await?;
            let stored = self.stored_facts(&context, kind, &files).await?;
            context.register_table(format!("stored_{}", kind.as_str()), stored.into_view())?;
            let current = context.sql(&current_facts_query(kind, &vantage, &submissions)).await?;
            context.register_table(table_name(kind), current.into_view())?;
        }
        // Every question about series starts from these narrow columns: they are found once.
        let figures = context.sql(&figures_query()).await?.cache().await?;
        context.register_table("figure", figures.into_view())?;
        Ok(Facts { context, vantage })
    }

    async fn stored_facts(
        &self,
        context: &SessionContext,
        kind: FactKind,
        files: &[FactFile],
    ) -> Result<DataFrame, QueryError> {
        let mut batches = vec![empty_batch(kind).map_err(FactFileError::from)?];
        let schema = batches[0].schema();
        let mut plain = Vec::new();
        for file in files {
            let path = self.directory.join(&file.name);
            if file.is_sealed {
                let sealed = disk::read(&path).map_err(ReadError::from)?;
                let secrets = self.keys.get(&file.submission).map_err(ReadError::from)?;
                let parquet =
                    sealing::open(&secrets, &file.name, &sealed).map_err(ReadError::from)?;
                batches.extend(read_batches(parquet)?);
            } else {
                let path =
                    path.canonicalize().map_err(disk::DiskError::while_("cannot find", &path));
                plain.push(path.map_err(ReadError::from)?.display().to_string());
            }
        }
        let memory = context.read_table(Arc::new(mem_table(&schema, batches)?))?;
        if plain.is_empty() {
            return Ok(memory);
        }
        let options = ParquetReadOptions::default().schema(&schema);
        Ok(memory.union(context.read_parquet(plain, options).await?)?)
    }
}

impl Facts {
    /// The vantage these facts are seen from.
    pub const fn vantage(&self) -> Vantage {
        self.vantage
    }

    pub(crate) async fn query(&self, sql: &str) -> Result<Vec<RecordBatch>, QueryError> {
        Ok(self.context.sql(sql).await?.collect().await?)
    }
}

/// Name of a kind's table of current facts; `case` alone is a word of SQL.
pub(crate) const fn table_name(kind: FactKind) -> &'static str {
    match kind {
        FactKind::Observation => "observation",
        FactKind::Case => "case_",
        FactKind::Seizure => "seizure",
    }
}

/// Of every key the one row that counts at the vantage.
fn current_facts_query(
    kind: FactKind,
    vantage: &Vantage,
    submissions: &[StoredSubmission],
) -> String {
    let as_of = vantage.as_of;
    let hidden = withdrawn_at(vantage, submissions);
    let replaced: String = submissions
        .iter()
        .filter(|s| s.position <= vantage.position && s.header.effective_on <= vantage.as_of)
        .filter(|s| !hidden.contains(&s.header.id))
        .filter_map(replaced_scope)
        .collect();
    format!(
        "WITH seen AS (
            SELECT *, row_number() OVER (
                PARTITION BY fact_key, known_at ORDER BY position, row) AS telling
            FROM stored_{kind}
        ), dated AS (
            SELECT *, CASE WHEN telling > 1
                THEN greatest(known_at, submitted_on) ELSE known_at END AS counts_from
            FROM seen
        ), ranked AS (
            SELECT *, row_number() OVER (
                PARTITION BY fact_key ORDER BY counts_from DESC, position DESC, row DESC) AS place_in_key
            FROM dated WHERE counts_from <= DATE '{as_of}'{replaced}
        )
        SELECT * FROM ranked WHERE place_in_key = 1",
        kind = kind.as_str(),
    )
}

/// The condition that hides what a submission with a stated scope replaces.
fn replaced_scope(stored: &StoredSubmission) -> Option<String> {
    let Content::Rows { source, replaces: Replaces::Scope { from, to }, .. } =
        &stored.header.content
    else {
        return None;
    };
    Some(format!(
        " AND NOT (source = {} AND position < {} AND period_start BETWEEN DATE '{}' AND DATE '{}')",
        quoted(source),
        stored.position,
        from,
        to
    ))
}

/// A text as an SQL literal.
pub(crate) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

pub(crate) fn mem_table(
    schema: &Arc<Schema>,
    batches: Vec<RecordBatch>,
) -> Result<MemTable, DataFusionError> {
    MemTable::try_new(Arc::clone(schema), vec![batches])
}

/// A text column of a result, by place.
pub(crate) fn text<'a>(
    batch: &'a RecordBatch,
    column: usize,
    name: &'static str,
) -> Result<Texts<'a>, QueryError> {
    let array = batch.column(column);
    if let Some(view) = array.as_string_view_opt() {
        return Ok(Texts::View(view));
    }
    array.as_string_opt::<i32>().map(Texts::Plain).ok_or(QueryError::Damaged(name))
}

/// A text column in either of the forms the query engine returns.
pub(crate) enum Texts<'a> {
    Plain(&'a datafusion::arrow::array::StringArray),
    View(&'a datafusion::arrow::array::StringViewArray),
}

impl<'a> Texts<'a> {
    pub(crate) fn get(&self, row: usize) -> &'a str {
        match self {
            Self::Plain(array) => array.value(row),
            Self::View(array) => array.value(row),
        }
    }
}

/// A column of days.
pub(crate) fn day_at(
    batch: &RecordBatch,
    column: usize,
    row: usize,
    name: &'static str,
) -> Result<Date, QueryError> {
    let days =
        batch.column(column).as_primitive_opt::<Date32Type>().ok_or(QueryError::Damaged(name))?;
    Ok(add_days(date(1970, 1, 1), i64::from(days.value(row))))
}

/// A column of whole numbers.
pub(crate) fn whole_at(
    batch: &RecordBatch,
    column: usize,
    row: usize,
    name: &'static str,
) -> Result<i64, QueryError> {
    let numbers =
        batch.column(column).as_primitive_opt::<Int64Type>().ok_or(QueryError::Damaged(name))?;
    Ok(numbers.value(row))
}

/// A period as stored: first day, last day, cadence.
pub(crate) fn period_of(start: Date, end: Date, cadence: &str) -> Result<Period, QueryError> {
    let cadence = Cadence::parse(cadence).ok_or(QueryError::Damaged("cadence"))?;
    if cadence == Cadence::Span {
        return Period::span(start, end).map_err(|_| QueryError::Damaged("period_end"));
    }
    Ok(Period::containing(start, cadence))
}
