//! Questions in SQL over the facts: read-only, at a vantage, within bounds.
//!
//! Answers: what one SELECT, WITH or EXPLAIN says about the facts a reader may see. It opens no file
//! and changes nothing, whatever the statement says: the only tables are those of [`tables`], nothing
//! is spilled to disk, and memory is bounded. How long to wait is the caller's matter: an answer that
//! is dropped stops the work behind it.

mod columns;
mod refusal;
mod statement;
mod value;

use std::io::Write;
use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use datafusion::common::tree_node::{Transformed, TreeNode as _};
use datafusion::error::DataFusionError;
use datafusion::execution::SessionStateBuilder;
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::GreedyMemoryPool;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::logical_expr::LogicalPlan;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::{Compression, ZstdLevel};
use datafusion::parquet::file::properties::WriterProperties;
use datafusion::physical_plan::coop::CooperativeExec;
use datafusion::physical_plan::{ExecutionPlan, SendableRecordBatchStream, execute_stream};
use datafusion::prelude::{DataFrame, SQLOptions, SessionConfig, SessionContext};
use datafusion::sql::parser::Statement;
use tokio::sync::{mpsc, oneshot};
use vocabulary::fact::FactKind;
use vocabulary::finding::Vantage;
use vocabulary::handling::Reader;

pub use self::columns::{SqlColumn, SqlTable, tables};
pub use self::refusal::SqlError;
pub use self::value::SqlValue;

use self::columns::shown_columns;
use self::statement::{Checked, check};
use self::value::values;
use crate::node::Node;

/// What comes back for a statement: columns, and rows as they are found.
///
/// - Personal data: whatever the statement asks for.
pub struct SqlAnswer {
    columns: Vec<(String, String)>,
    /// Rows that were found before the channel is read on: EXPLAIN answers at once.
    ready: Vec<Vec<SqlValue>>,
    batches: Option<mpsc::Receiver<Result<RecordBatch, SqlError>>>,
    schema: datafusion::arrow::datatypes::SchemaRef,
}

impl Node {
    /// Asks in SQL what could be known at a vantage.
    ///
    /// - Cost: at most [`MEMORY_BYTES`] in operators that hold rows, beside what the facts themselves
    ///   take; a value may be at most 128 times as long as what is stored. Time without bound.
    ///
    /// # Errors
    /// When the statement is none that only reads, does not fit the tables, or the facts cannot be
    /// read.
    pub async fn sql(
        &self,
        statement: &str,
        vantage: Vantage,
        reader: &Reader,
    ) -> Result<SqlAnswer, SqlError> {
        let text = statement.to_owned();
        let (checked, when_checked) = oneshot::channel();
        on_deep_stack(move || drop(checked.send(check(&text))))?;
        let checked = when_checked.await.map_err(|_| SqlError::GaveUp)??;
        let facts = Arc::new(self.facts(vantage, reader).await?);
        let context = session()?;
        for kind in FactKind::ALL {
            let table = context.read_table(facts.table(kind)?).map_err(refusal::broken)?;
            let shown = shown_columns(table.schema());
            let shown: Vec<&str> = shown.iter().map(String::as_str).collect();
            let view = table.select_columns(&shown).map_err(refusal::broken)?.into_view();
            context.register_table(columns::name_of(kind), view).map_err(refusal::broken)?;
        }
        answer(context, checked).await
    }
}

impl SqlAnswer {
    /// Names of the columns, each with the kind of value it holds, in words.
    pub fn columns(&self) -> &[(String, String)] {
        &self.columns
    }

    /// The next rows; `None` at the end.
    ///
    /// # Errors
    /// When the statement fails on a value, takes too much memory, or a fact file is damaged.
    pub async fn next_rows(&mut self) -> Result<Option<Vec<Vec<SqlValue>>>, SqlError> {
        if !self.ready.is_empty() {
            return Ok(Some(std::mem::take(&mut self.ready)));
        }
        match self.next_batch().await? {
            Some(batch) => Ok(Some(values(&batch).map_err(|error| refusal::failed(error.into()))?)),
            None => Ok(None),
        }
    }

    /// Writes the whole answer as one Parquet file; gives the number of rows.
    ///
    /// # Errors
    /// As [`SqlAnswer::next_rows`], and when `output` refuses.
    pub async fn write_parquet(mut self, output: impl Write + Send) -> Result<u64, SqlError> {
        let unwritable = |error| SqlError::NotParquet(format!("{error}"));
        let level = ZstdLevel::try_new(3).map_err(unwritable)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(level))
            .set_created_by("watchfire".to_owned())
            .build();
        let mut writer = ArrowWriter::try_new(output, Arc::clone(&self.schema), Some(properties))
            .map_err(unwritable)?;
        let mut rows = 0;
        while let Some(batch) = self.next_batch().await? {
            rows += batch.num_rows() as u64;
            writer.write(&batch).map_err(unwritable)?;
        }
        writer.close().map_err(unwritable)?;
        Ok(rows)
    }

    async fn next_batch(&mut self) -> Result<Option<RecordBatch>, SqlError> {
        let Some(batches) = &mut self.batches else { return Ok(None) };
        batches.recv().await.transpose()
    }
}

/// A session that knows nothing but what is registered in it.
fn session() -> Result<SessionContext, SqlError> {
    let disk = DiskManagerBuilder::default().with_mode(DiskManagerMode::Disabled);
    let runtime = RuntimeEnvBuilder::new()
        .with_memory_pool(Arc::new(GreedyMemoryPool::new(MEMORY_BYTES)))
        // What is spilled would stand unsealed on the disk.
        .with_disk_manager_builder(disk)
        .build_arc()
        .map_err(refusal::broken)?;
    let config = SessionConfig::new()
        .with_target_partitions(2)
        .with_batch_size(8192)
        .with_information_schema(false);
    let state = SessionStateBuilder::new()
        .with_config(config)
        .with_runtime_env(runtime)
        .with_default_features()
        .with_table_factories(std::collections::HashMap::new())
        .build();
    let context = SessionContext::new_with_state(state);
    for function in GROW_WITHOUT_BOUND {
        context.deregister_udf(function);
    }
    Ok(context)
}

/// Runs work on a thread of its own, whose stack is deep enough for any statement of bounded size.
fn on_deep_stack(work: impl FnOnce() + Send + 'static) -> Result<(), SqlError> {
    let thread = std::thread::Builder::new().name("sql".to_owned()).stack_size(STACK_BYTES);
    thread.spawn(work).map(drop).map_err(|error| SqlError::NoThread(error.to_string()))
}

/// Plans and runs on a thread that ends as soon as nobody waits for it.
async fn answer(context: SessionContext, checked: Checked) -> Result<SqlAnswer, SqlError> {
    let (planned, plan) = oneshot::channel();
    let (send, batches) = mpsc::channel(2);
    let work = move || {
        // Threads of its own: a question that computes long must not keep others from being answered.
        let own =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let Ok(runtime) = own else { return };
        runtime.block_on(async move {
            let frame = tokio::select! {
                frame = frame(&context, checked.statement) => frame,
                () = send.closed() => return,
            };
            match frame {
                Err(error) => drop(planned.send(Err(error))),
                Ok(frame) if checked.explains => drop(planned.send(explained(&context, &frame))),
                Ok(frame) => {
                    let schema = Arc::clone(frame.schema().inner());
                    if planned.send(Ok((schema, Vec::new()))).is_ok() {
                        run(frame, &send).await;
                    }
                }
            }
        });
        // What still computes ends where it next looks up.
        runtime.shutdown_background();
    };
    on_deep_stack(work)?;
    // A thread that ends without a word has panicked inside the query engine.
    let (schema, ready) = plan.await.map_err(|_| SqlError::GaveUp)??;
    let columns = schema.fields().iter();
    let columns =
        columns.map(|field| (field.name().clone(), columns::in_words(field.data_type()))).collect();
    let batches = (ready.is_empty() && !checked.explains).then_some(batches);
    Ok(SqlAnswer { columns, ready, batches, schema })
}

async fn frame(context: &SessionContext, statement: Statement) -> Result<DataFrame, SqlError> {
    let state = context.state();
    let plan = state.statement_to_plan(statement).await.map_err(refusal::planned)?;
    let options =
        SQLOptions::new().with_allow_ddl(false).with_allow_dml(false).with_allow_statements(false);
    options.verify_plan(&plan).map_err(refusal::planned)?;
    Ok(DataFrame::new(state, plan))
}

type Planned = (datafusion::arrow::datatypes::SchemaRef, Vec<Vec<SqlValue>>);

/// How a statement would be answered, step by step. The physical plan would name the node's files.
fn explained(context: &SessionContext, frame: &DataFrame) -> Result<Planned, SqlError> {
    use datafusion::arrow::datatypes::{DataType, Field, Schema};

    let plan: LogicalPlan =
        context.state().optimize(frame.logical_plan()).map_err(refusal::planned)?;
    let text = plan.display_indent().to_string();
    let rows = text.lines().map(|line| vec![SqlValue::Text(line.to_owned())]).collect();
    let schema = Schema::new(vec![Field::new("step", DataType::Utf8, false)]);
    Ok((Arc::new(schema), rows))
}

/// Starts a plan whose joins look up between batches: one that makes very many of few rows would
/// otherwise compute on after nobody waits.
async fn start(frame: DataFrame) -> Result<SendableRecordBatchStream, DataFusionError> {
    let context = Arc::new(frame.task_ctx());
    let plan = frame.create_physical_plan().await?;
    let looks_up = plan.transform_up(|node| {
        Ok(if node.children().len() > 1 {
            Transformed::yes(Arc::new(CooperativeExec::new(node)) as Arc<dyn ExecutionPlan>)
        } else {
            Transformed::no(node)
        })
    })?;
    execute_stream(looks_up.data, context)
}

async fn run(frame: DataFrame, send: &mpsc::Sender<Result<RecordBatch, SqlError>>) {
    use futures::StreamExt as _;

    let started = tokio::select! {
        started = start(frame) => started,
        () = send.closed() => return,
    };
    let mut stream = match started {
        Ok(stream) => stream,
        Err(error) => return drop(send.send(Err(refusal::failed(error))).await),
    };
    loop {
        let next: Option<Result<RecordBatch, DataFusionError>> = tokio::select! {
            biased;
            () = send.closed() => return,
            next = stream.next() => next,
        };
        let Some(next) = next else { return };
        let is_last = next.is_err();
        if send.send(next.map_err(refusal::failed)).await.is_err() || is_last {
            return;
        }
    }
}

/// Memory that one statement may take for sorting, joining and adding up.
pub const MEMORY_BYTES: usize = 512 << 20;

/// Functions that make of a short text a value of any size, which no memory pool counts.
const GROW_WITHOUT_BOUND: [&str; 15] = [
    "repeat",
    "lpad",
    "rpad",
    "array_repeat",
    "list_repeat",
    "array_resize",
    "list_resize",
    "range",
    "generate_series",
    "gen_series",
    "space",
    // Each of these puts a text in for each part of another.
    "replace",
    "regexp_replace",
    "array_to_string",
    "list_to_string",
];

/// Address space for the recursion of planning; only what is used is taken.
const STACK_BYTES: usize = 64 << 20;
