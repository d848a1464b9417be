//! Fact files: columns to Parquet and back, sealed or plain.

mod coded;
mod small_numbers;

use std::error::Error as _;
use std::io::{self, Write};
use std::path::Path;

use datafusion::arrow::datatypes::{DataType, SchemaRef};
use datafusion::arrow::error::ArrowError;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use datafusion::parquet::arrow::arrow_writer::{
    ArrowColumnWriter, ArrowRowGroupWriterFactory, compute_leaves,
};
use datafusion::parquet::basic::{Compression, Encoding, ZstdLevel};
use datafusion::parquet::errors::ParquetError;
use datafusion::parquet::file::properties::{EnabledStatistics, WriterProperties};
use datafusion::parquet::file::reader::ChunkReader;
use datafusion::parquet::file::writer::SerializedFileWriter;
use datafusion::parquet::schema::types::ColumnPath;
use vocabulary::fact::{Fact, FactKind};

use crate::disk::{DiskError, UnfinishedFile, Written};
use crate::fact_columns::{Column, Context, columns_of, file_schema};
use crate::sealing::{SealingWriter, SubmissionSecrets};
use coded::{CodedChunk, ZSTD_LEVEL};

/// Why facts cannot be written or read as columns.
#[derive(Debug, thiserror::Error)]
pub enum FactFileError {
    /// The columns do not fit together.
    #[error("the facts do not fit their columns: {0}")]
    Columns(#[from] ArrowError),
    /// Not a Parquet file, or damaged.
    #[error("a fact file is damaged: {0}; run `watchfire doctor`")]
    Parquet(#[source] ParquetError),
    /// The disk refuses.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

impl From<ParquetError> for FactFileError {
    fn from(error: ParquetError) -> Self {
        Self::Parquet(error)
    }
}

/// A fact file being written: rows of one kind, a batch at a time.
pub(crate) struct FactWriter {
    kind: FactKind,
    schema: SchemaRef,
    file: SerializedFileWriter<FactSink>,
    factory: ArrowRowGroupWriterFactory,
    /// The columns of the row group that is being filled, and its rows.
    group: Vec<ColumnWriter>,
    rows: usize,
}

/// One column of a row group.
enum ColumnWriter {
    Coded(Box<CodedChunk>),
    Values(Box<ArrowColumnWriter>),
}

/// Where the bytes of a fact file go.
pub(crate) enum FactSink {
    Plain(UnfinishedFile),
    Sealed(Box<SealingWriter<UnfinishedFile>>),
}

impl FactWriter {
    /// Begins a file at `path`; under the name `sealed_as` where it is sealed.
    pub fn begin(
        kind: FactKind,
        path: &Path,
        sealed_as: Option<(&SubmissionSecrets, &str)>,
    ) -> Result<Self, FactFileError> {
        let file = UnfinishedFile::begin(path)?;
        let sink = match sealed_as {
            None => FactSink::Plain(file),
            Some((secrets, name)) => {
                FactSink::Sealed(Box::new(SealingWriter::new(secrets, name, file)))
            }
        };
        let schema = file_schema(kind);
        let writer = ArrowWriter::try_new(sink, schema.clone(), Some(properties()?))?;
        let (file, factory) = writer.into_serialized_writer()?;
        Ok(Self { kind, schema, file, factory, group: Vec::new(), rows: 0 })
    }

    /// Writes facts; all are of this file's kind.
    pub fn write(&mut self, facts: &[&Fact], context: &Context) -> Result<(), FactFileError> {
        if self.group.is_empty() {
            self.begin_group()?;
        }
        let columns = columns_of(self.kind, facts, context);
        let fields = self.schema.fields();
        for ((writer, (_, column)), field) in self.group.iter_mut().zip(columns).zip(fields) {
            match (writer, column) {
                (ColumnWriter::Coded(chunk), Column::Texts(texts)) => chunk.texts(&texts)?,
                (ColumnWriter::Coded(chunk), Column::TextLists { lengths, texts }) => {
                    chunk.text_lists(&lengths, &texts)?;
                }
                (ColumnWriter::Coded(chunk), Column::Decimals(decimals)) => {
                    chunk.decimals(&decimals)?;
                }
                (ColumnWriter::Coded(chunk), Column::Days(days)) => chunk.days(&days)?,
                (ColumnWriter::Coded(chunk), Column::Digests(digests)) => {
                    chunk.digests(&digests)?;
                }
                (ColumnWriter::Values(writer), Column::Values(array)) => {
                    for leaf in compute_leaves(field, &array)? {
                        writer.write(&leaf)?;
                    }
                }
                _ => return Err(ArrowError::SchemaError(field.to_string()).into()),
            }
        }
        self.rows += facts.len();
        if self.rows >= ROWS_IN_GROUP { self.end_group() } else { Ok(()) }
    }

    /// Ends the file and syncs it.
    pub fn finish(mut self) -> Result<Written, FactFileError> {
        if self.rows > 0 {
            self.end_group()?;
        }
        let path = self.file.inner().path().to_owned();
        let file = match self.file.into_inner().map_err(|error| said(error, &path))? {
            FactSink::Plain(file) => Ok(file),
            FactSink::Sealed(sealed) => sealed.finish(),
        };
        Ok(file.map_err(DiskError::while_("cannot write", &path))?.finish()?)
    }

    fn begin_group(&mut self) -> Result<(), FactFileError> {
        let groups = self.file.flushed_row_groups().len();
        let leaves = self.file.schema_descr().columns();
        let values = self.factory.create_column_writers(groups)?;
        for ((field, leaf), values) in self.schema.fields().iter().zip(leaves).zip(values) {
            self.group.push(match field.data_type() {
                DataType::FixedSizeBinary(_) => {
                    ColumnWriter::Coded(Box::new(CodedChunk::of_digests(leaf.clone())))
                }
                of if is_coded(of) => ColumnWriter::Coded(Box::new(CodedChunk::new(leaf.clone())?)),
                _ => ColumnWriter::Values(Box::new(values)),
            });
        }
        Ok(())
    }

    fn end_group(&mut self) -> Result<(), FactFileError> {
        let path = self.file.inner().path().to_owned();
        self.rows = 0;
        let mut group = self.file.next_row_group().map_err(|error| said(error, &path))?;
        for column in self.group.drain(..) {
            match column {
                ColumnWriter::Coded(chunk) => {
                    let (bytes, closed) = chunk.finish()?;
                    group.append_column(&bytes, closed)
                }
                ColumnWriter::Values(writer) => writer.close()?.append_to_row_group(&mut group),
            }
            .map_err(|error| said(error, &path))?;
        }
        group.close().map_err(|error| said(error, &path))?;
        Ok(())
    }
}

impl FactSink {
    fn path(&self) -> &Path {
        match self {
            Self::Plain(file) => file.path(),
            Self::Sealed(sealed) => sealed.inner().path(),
        }
    }
}

impl Write for FactSink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(file) => file.write(bytes),
            Self::Sealed(sealed) => sealed.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(file) => file.flush(),
            Self::Sealed(sealed) => sealed.flush(),
        }
    }
}

/// What the disk said, where an error of the writer comes from there.
fn said(error: ParquetError, path: &Path) -> FactFileError {
    let Some(cause) = error.source().and_then(|cause| cause.downcast_ref::<io::Error>()) else {
        return error.into();
    };
    let source = cause.raw_os_error().map_or_else(
        || io::Error::new(cause.kind(), cause.to_string()),
        io::Error::from_raw_os_error,
    );
    DiskError::while_("cannot write", path)(source).into()
}

/// Rows of a Parquet file, as its footer says.
pub(crate) fn rows_of(file: impl ChunkReader + 'static) -> Result<u64, FactFileError> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(file)?;
    Ok(reader.metadata().file_metadata().num_rows().cast_unsigned())
}

/// Whether a column is written as a [`CodedChunk`] with a dictionary.
fn is_coded(of: &DataType) -> bool {
    match of {
        DataType::Utf8 | DataType::Decimal128(..) | DataType::Date32 => true,
        DataType::List(field) => *field.data_type() == DataType::Utf8,
        _ => false,
    }
}

fn properties() -> Result<WriterProperties, ParquetError> {
    // What other columns have is written with them; bounds of texts and figures only cost.
    let properties = WriterProperties::builder().set_statistics_enabled(EnabledStatistics::None);
    // Rows count up: their steps are all that is worth writing.
    let rows = ColumnPath::from("row");
    Ok(properties
        .set_column_dictionary_enabled(rows.clone(), false)
        .set_column_encoding(rows, Encoding::DELTA_BINARY_PACKED)
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(ZSTD_LEVEL)?))
        // Only some columns would have one, and no reader here looks for single pages.
        .set_offset_index_disabled(true)
        .set_max_row_group_row_count(None)
        .set_created_by("watchfire".to_owned())
        .build())
}

/// Rows that end a row group: what a reader takes at once, and what a writer holds.
const ROWS_IN_GROUP: usize = 262_144;
