//! Fact files: columns to Parquet and back, sealed or plain.

use std::error::Error as _;
use std::io::{self, Write};
use std::path::Path;

use datafusion::arrow::error::ArrowError;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use datafusion::parquet::basic::{Compression, Encoding, ZstdLevel};
use datafusion::parquet::errors::ParquetError;
use datafusion::parquet::file::properties::{EnabledStatistics, WriterProperties};
use datafusion::parquet::file::reader::ChunkReader;
use datafusion::parquet::schema::types::ColumnPath;
use vocabulary::fact::{Fact, FactKind};

use crate::disk::{DiskError, UnfinishedFile, Written};
use crate::fact_columns::{Context, empty_batch, to_batch};
use crate::sealing::{SealingWriter, SubmissionSecrets};

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
    writer: ArrowWriter<FactSink>,
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
        let schema = empty_batch(kind)?.schema();
        let writer = ArrowWriter::try_new(sink, schema, Some(properties()?))?;
        Ok(Self { kind, writer })
    }

    /// Writes facts; all are of this file's kind.
    pub fn write(&mut self, facts: &[&Fact], context: &Context) -> Result<(), FactFileError> {
        let batch = to_batch(self.kind, facts, context)?;
        let written = self.writer.write(&batch);
        written.map_err(|error| said(error, self.writer.inner().path()))
    }

    /// Ends the file and syncs it.
    pub fn finish(self) -> Result<Written, FactFileError> {
        let path = self.writer.inner().path().to_owned();
        let file = match self.writer.into_inner().map_err(|error| said(error, &path))? {
            FactSink::Plain(file) => Ok(file),
            FactSink::Sealed(sealed) => sealed.finish(),
        };
        Ok(file.map_err(DiskError::while_("cannot write", &path))?.finish()?)
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

fn properties() -> Result<WriterProperties, ParquetError> {
    // Digests are all different: neither a dictionary nor compression makes them smaller.
    let keys = ColumnPath::from("fact_key");
    let mut properties = WriterProperties::builder();
    // Bounds help a reader who looks for days; of texts and digests they only cost.
    properties = properties.set_statistics_enabled(EnabledStatistics::None);
    for days in ["known_at", "period_start", "period_end"] {
        let days = ColumnPath::from(days);
        properties = properties.set_column_statistics_enabled(days, EnabledStatistics::Chunk);
    }
    // Rows count up: their steps are all that is worth writing.
    let rows = ColumnPath::from("row");
    properties = properties
        .set_column_dictionary_enabled(rows.clone(), false)
        .set_column_encoding(rows, Encoding::DELTA_BINARY_PACKED);
    Ok(properties
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(1)?))
        .set_column_compression(keys.clone(), Compression::UNCOMPRESSED)
        .set_column_dictionary_enabled(keys.clone(), false)
        .set_column_encoding(keys, Encoding::PLAIN)
        .set_max_row_group_row_count(Some(ROWS_IN_GROUP))
        .set_created_by("watchfire".to_owned())
        .build())
}

/// Rows of a row group: what a reader takes at once, and what a writer holds.
const ROWS_IN_GROUP: usize = 262_144;
