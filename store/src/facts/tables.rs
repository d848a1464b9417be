//! Facts as tables for SQL: one a kind, with the rows that count at the vantage and no others.

use std::sync::Arc;

use datafusion::arrow::array::{BooleanArray, RecordBatch, new_null_array};
use datafusion::arrow::buffer::BooleanBuffer;
use datafusion::arrow::compute::filter_record_batch;
use datafusion::arrow::datatypes::{FieldRef, SchemaRef};
use datafusion::arrow::error::ArrowError;
use datafusion::catalog::TableProvider;
use datafusion::catalog::streaming::StreamingTable;
use datafusion::error::DataFusionError;
use datafusion::execution::TaskContext;
use datafusion::physical_plan::SendableRecordBatchStream;
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::streaming::PartitionStream;
use vocabulary::fact::FactKind;
use vocabulary::submission::{Absent, Content, Position};

use super::file::OpenFile;
use super::{Facts, QueryError};
use crate::fact_columns::{OfAllRows, table_schema, with_submission};
use crate::fact_file::FactFileError;
use crate::submissions::StoredSubmission;

impl Facts {
    /// The current facts of a kind as a table for SQL.
    pub(crate) fn table(
        self: &Arc<Self>,
        kind: FactKind,
    ) -> Result<Arc<dyn TableProvider>, QueryError> {
        let schema = table_schema(kind).map_err(FactFileError::from)?;
        let table = self.tables.iter().position(|table| table.kind == kind);
        let table = table.ok_or(QueryError::Damaged("the list of kinds"))?;
        let rows = Rows { facts: Arc::clone(self), table, schema: Arc::clone(&schema) };
        Ok(Arc::new(StreamingTable::try_new(schema, vec![Arc::new(rows)])?))
    }
}

/// The rows of one kind that count.
struct Rows {
    facts: Arc<Facts>,
    table: usize,
    schema: SchemaRef,
}

impl std::fmt::Debug for Rows {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rows").field("table", &self.table).finish_non_exhaustive()
    }
}

impl PartitionStream for Rows {
    fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    fn execute(&self, _context: Arc<TaskContext>) -> SendableRecordBatchStream {
        let (facts, table) = (Arc::clone(&self.facts), self.table);
        let files = facts.tables[table].files.len();
        let facts_of = move |file: usize| (Arc::clone(&facts), table, file);
        let batches = (0..files).map(facts_of).flat_map(|(facts, table, file)| {
            let kind = facts.tables[table].kind;
            let (opened, counts) = &facts.tables[table].files[file];
            match batches_of(kind, opened, counts.clone()) {
                Ok(batches) => batches,
                Err(error) => Box::new(std::iter::once(Err(error))),
            }
        });
        let stream = futures::stream::iter(batches);
        Box::pin(RecordBatchStreamAdapter::new(Arc::clone(&self.schema), stream))
    }
}

type Batches = Box<dyn Iterator<Item = Result<RecordBatch, DataFusionError>> + Send>;

/// The batches of a file without the rows that do not count.
fn batches_of(
    kind: FactKind,
    file: &OpenFile,
    counts: BooleanBuffer,
) -> Result<Batches, DataFusionError> {
    let read = file.read_all().map_err(|error| DataFusionError::External(Box::new(error)))?;
    let (header, position) = (Arc::clone(&file.header), file.position);
    let schema = table_schema(kind)?;
    let mut first = 0;
    let batches = read.map(move |batch| {
        let batch = batch?;
        let mask = BooleanArray::new(counts.slice(first, batch.num_rows()), None);
        first += batch.num_rows();
        let batch = filter_record_batch(&batch, &mask)?;
        Ok(filled(&with_submission(&batch, &of_all_rows(&header, position))?, &schema)?)
    });
    Ok(Box::new(batches))
}

/// A batch with every column of its table: files written before a column came have nothing in it.
fn filled(batch: &RecordBatch, schema: &SchemaRef) -> Result<RecordBatch, ArrowError> {
    let column = |field: &FieldRef| match batch.column_by_name(field.name()) {
        Some(column) => Arc::clone(column),
        None => new_null_array(field.data_type(), batch.num_rows()),
    };
    RecordBatch::try_new(Arc::clone(schema), schema.fields().iter().map(column).collect())
}

fn of_all_rows(stored: &StoredSubmission, position: Position) -> OfAllRows<'_> {
    let header = &stored.header;
    let (source, coverage, absent) = match &header.content {
        Content::Rows { source, coverage, absent, .. } => {
            (source.as_str(), coverage.as_str(), *absent)
        }
        Content::Withdrawal { .. }
        | Content::Decision(_)
        | Content::Verdict(_)
        | Content::Comment(_) => ("", "", Absent::Unknown),
    };
    OfAllRows {
        submission: &header.id,
        position,
        source,
        coverage,
        absent,
        submitted_on: header.submitted_on,
        vocabulary: header.vocabulary_digest,
    }
}

#[cfg(test)]
mod tests {
    use datafusion::arrow::array::{Array as _, StringArray};
    use datafusion::arrow::datatypes::{DataType, Field, Schema};

    use super::*;

    #[test]
    fn a_column_that_came_later_is_empty_in_files_written_before() {
        let field = |name| Field::new(name, DataType::Utf8, true);
        let before = Arc::new(Schema::new(vec![field("per"), field("level")]));
        let column = |text| Arc::new(StringArray::from(vec![text, text])) as _;
        let batch = RecordBatch::try_new(before, vec![column("g"), column("retail")]).unwrap();
        let now = Arc::new(Schema::new(vec![field("level"), field("deal"), field("per")]));
        let filled = filled(&batch, &now).unwrap();
        assert_eq!((filled.schema(), filled.num_rows()), (now, 2));
        assert_eq!(filled.column(1).null_count(), 2);
        assert_eq!(filled.column(2).null_count(), 0);
    }
}
