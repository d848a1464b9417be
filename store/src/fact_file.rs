//! Fact files: columns to Parquet bytes and back.

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::error::ArrowError;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use datafusion::parquet::basic::{Compression, ZstdLevel};
use datafusion::parquet::errors::ParquetError;
use datafusion::parquet::file::properties::WriterProperties;
use vocabulary::fact::{Fact, FactKind};

use crate::fact_columns::{Context, to_batch};

/// Why facts cannot be written or read as columns.
#[derive(Debug, thiserror::Error)]
pub enum FactFileError {
    /// The columns do not fit together.
    #[error("the facts do not fit their columns: {0}")]
    Columns(#[from] ArrowError),
    /// Not a Parquet file, or damaged.
    #[error("a fact file is damaged: {0}; run `watchfire doctor`")]
    Parquet(#[from] ParquetError),
}

/// Facts of one kind as the bytes of a Parquet file.
pub(crate) fn write_facts(
    kind: FactKind,
    facts: &[&Fact],
    context: &Context<'_>,
) -> Result<Vec<u8>, FactFileError> {
    // A slice at a time keeps the columns small however many facts there are.
    let first = to_batch(kind, &facts[..facts.len().min(SLICE)], context)?;
    let level = ZstdLevel::try_new(3)?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(level))
        .set_created_by("watchfire".to_owned())
        .build();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, first.schema(), Some(properties))?;
    writer.write(&first)?;
    for slice in facts.chunks(SLICE).skip(1) {
        writer.write(&to_batch(kind, slice, context)?)?;
    }
    writer.close()?;
    Ok(bytes)
}

/// The columns of a Parquet file that is held in memory, as sealed ones are once opened.
pub(crate) fn read_batches(bytes: Vec<u8>) -> Result<Vec<RecordBatch>, FactFileError> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(bytes))?.build()?;
    Ok(reader.collect::<Result<_, ArrowError>>()?)
}

const SLICE: usize = 65_536;
