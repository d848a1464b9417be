//! One fact file, open for reading: some of its columns, a batch of rows at a time.
//!
//! Texts come as dictionaries, so that each distinct text is looked at once a batch.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::os::unix::fs::FileExt as _;
use std::sync::Arc;

use bytes::Bytes;
use datafusion::arrow::array::{Array as _, ArrayRef, AsArray as _, DictionaryArray, RecordBatch};
use datafusion::arrow::datatypes::{
    DataType, Date32Type, Decimal128Type, Field, Int32Type, Int64Type, Schema, SchemaRef,
};
use datafusion::parquet::arrow::ProjectionMask;
use datafusion::parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader,
    ParquetRecordBatchReaderBuilder,
};
use datafusion::parquet::errors::ParquetError;
use datafusion::parquet::file::reader::{ChunkReader, Length};
use vocabulary::submission::{Content, Position};

use super::QueryError;
use crate::disk::{self, DiskError};
use crate::fact_file::FactFileError;
use crate::node::Node;
use crate::sealing;
use crate::submissions::{FactFile, ReadError, StoredSubmission};

/// A fact file and what its submission says of all its rows.
pub(crate) struct OpenFile {
    bytes: FileBytes,
    metadata: ArrowReaderMetadata,
    pub rows: usize,
    pub position: Position,
    /// Where it comes among the tellings of its source: its position, or that of what it stands in for.
    pub rank: Position,
    pub header: Arc<StoredSubmission>,
}

enum FileBytes {
    Disk(OnDisk),
    Memory(Bytes),
}

/// A file on the disk that many may read at once: each says from where.
#[derive(Clone)]
struct OnDisk {
    file: Arc<File>,
    length: u64,
}

/// Reads on from a place of a file.
struct ReadFrom {
    file: Arc<File>,
    at: u64,
}

impl Length for OnDisk {
    fn len(&self) -> u64 {
        self.length
    }
}

impl ChunkReader for OnDisk {
    type T = BufReader<ReadFrom>;

    fn get_read(&self, start: u64) -> Result<Self::T, ParquetError> {
        Ok(BufReader::new(ReadFrom { file: Arc::clone(&self.file), at: start }))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, ParquetError> {
        let mut bytes = vec![0; length];
        self.file.read_exact_at(&mut bytes, start)?;
        Ok(bytes.into())
    }
}

impl Read for ReadFrom {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read_at(buffer, self.at)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl OpenFile {
    /// Opens a file of the manifest; a sealed one is opened in memory.
    pub fn open(
        node: &Node,
        file: &FactFile,
        header: Arc<StoredSubmission>,
    ) -> Result<Self, QueryError> {
        let path = node.directory.join(&file.name);
        let options = ArrowReaderOptions::new();
        let (bytes, metadata) = if file.is_sealed {
            let sealed = disk::read(&path).map_err(ReadError::from)?;
            let secrets = node.keys.get(&file.submission).map_err(ReadError::from)?;
            let plain = sealing::open(&secrets, &file.name, &sealed).map_err(ReadError::from)?;
            let plain = Bytes::from(plain);
            let metadata = ArrowReaderMetadata::load(&plain, options);
            (FileBytes::Memory(plain), metadata)
        } else {
            let opened = File::open(&path).map_err(DiskError::while_("cannot read", &path));
            let file = opened.map_err(ReadError::from)?;
            let length = file.metadata().map_err(DiskError::while_("cannot read", &path));
            let length = length.map_err(ReadError::from)?.len();
            let file = OnDisk { file: Arc::new(file), length };
            let metadata = ArrowReaderMetadata::load(&file, options);
            (FileBytes::Disk(file), metadata)
        };
        let metadata = metadata.map_err(FactFileError::from)?;
        let rows = metadata.metadata().file_metadata().num_rows();
        let rows = usize::try_from(rows).map_err(|_| QueryError::Damaged("the number of rows"))?;
        let (position, rank) = (file.position, file.position);
        Ok(Self { bytes, metadata, rows, position, rank, header })
    }

    /// Source of its rows; empty for a submission that holds none.
    pub fn source(&self) -> &str {
        super::source_of(&self.header)
    }

    /// Largest place its figures cover.
    pub fn coverage(&self) -> &str {
        match &self.header.header.content {
            Content::Rows { coverage, .. } => coverage,
            Content::Withdrawal { .. }
            | Content::Decision(_)
            | Content::Verdict(_)
            | Content::Comment(_) => "",
        }
    }

    /// The columns of the file as they are stored.
    pub fn schema(&self) -> &SchemaRef {
        self.metadata.schema()
    }

    /// Reads these columns, texts as dictionaries; a batch knows its columns by name.
    pub fn read(&self, columns: &[&str]) -> Result<ParquetRecordBatchReader, QueryError> {
        let fields = self.metadata.schema().fields().iter().map(|field| {
            if *field.data_type() == DataType::Utf8 {
                let dictionary =
                    DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
                Field::new(field.name(), dictionary, true)
            } else {
                field.as_ref().clone()
            }
        });
        let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        self.read_as(columns, schema)
    }

    /// Reads every column, as stored.
    pub fn read_all(&self) -> Result<ParquetRecordBatchReader, QueryError> {
        let schema = Arc::clone(self.schema());
        let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        self.read_as(&names, Arc::clone(&schema))
    }

    fn read_as(
        &self,
        columns: &[&str],
        schema: SchemaRef,
    ) -> Result<ParquetRecordBatchReader, QueryError> {
        let options = ArrowReaderOptions::new().with_schema(schema);
        let metadata = ArrowReaderMetadata::try_new(Arc::clone(self.metadata.metadata()), options)
            .map_err(FactFileError::from)?;
        let reader = match &self.bytes {
            FileBytes::Memory(bytes) => build(
                ParquetRecordBatchReaderBuilder::new_with_metadata(bytes.clone(), metadata),
                columns,
            ),
            FileBytes::Disk(file) => build(
                ParquetRecordBatchReaderBuilder::new_with_metadata(file.clone(), metadata),
                columns,
            ),
        };
        Ok(reader.map_err(FactFileError::from)?)
    }
}

fn build<T: ChunkReader + 'static>(
    builder: ParquetRecordBatchReaderBuilder<T>,
    columns: &[&str],
) -> Result<ParquetRecordBatchReader, ParquetError> {
    let mask = ProjectionMask::columns(builder.parquet_schema(), columns.iter().copied());
    builder.with_projection(mask).with_batch_size(ROWS_IN_BATCH).build()
}

/// The columns of a batch, by name and kind.
pub(crate) struct Columns<'a>(pub &'a RecordBatch);

impl<'a> Columns<'a> {
    fn get(&self, name: &'static str) -> Result<&'a ArrayRef, QueryError> {
        self.0.column_by_name(name).ok_or(QueryError::Damaged(name))
    }

    /// A column of texts.
    pub fn texts(&self, name: &'static str) -> Result<Texts<'a>, QueryError> {
        let dictionary = self.get(name)?.as_dictionary_opt::<Int32Type>();
        let dictionary = dictionary.ok_or(QueryError::Damaged(name))?;
        let values = dictionary.values().as_string_opt::<i32>().ok_or(QueryError::Damaged(name))?;
        Ok(Texts { dictionary, values })
    }

    /// A column of days, as days since 1970-01-01.
    pub fn days(&self, name: &'static str) -> Result<&'a [i32], QueryError> {
        let days = self.get(name)?.as_primitive_opt::<Date32Type>();
        days.map(|days| days.values().as_ref()).ok_or(QueryError::Damaged(name))
    }

    /// A column of whole numbers.
    pub fn wholes(&self, name: &'static str) -> Result<&'a [i64], QueryError> {
        let numbers = self.get(name)?.as_primitive_opt::<Int64Type>();
        numbers.map(|numbers| numbers.values().as_ref()).ok_or(QueryError::Damaged(name))
    }

    /// A column of whole numbers that some rows have.
    pub fn optional_wholes(
        &self,
        name: &'static str,
    ) -> Result<&'a datafusion::arrow::array::Int64Array, QueryError> {
        self.get(name)?.as_primitive_opt::<Int64Type>().ok_or(QueryError::Damaged(name))
    }

    /// A column of small whole numbers that some rows have.
    pub fn optional_small(
        &self,
        name: &'static str,
    ) -> Result<&'a datafusion::arrow::array::Int32Array, QueryError> {
        self.get(name)?.as_primitive_opt::<Int32Type>().ok_or(QueryError::Damaged(name))
    }

    /// A column of decimals.
    pub fn decimals(
        &self,
        name: &'static str,
    ) -> Result<&'a datafusion::arrow::array::Decimal128Array, QueryError> {
        self.get(name)?.as_primitive_opt::<Decimal128Type>().ok_or(QueryError::Damaged(name))
    }

    /// The digests that stand for fact keys.
    pub fn keys(&self) -> Result<&'a datafusion::arrow::array::FixedSizeBinaryArray, QueryError> {
        self.get("fact_key")?.as_fixed_size_binary_opt().ok_or(QueryError::Damaged("fact_key"))
    }

    /// A column of lists of texts: where each list begins and ends, and all their texts.
    pub fn lists(&self, name: &'static str) -> Result<Lists<'a>, QueryError> {
        let lists = self.get(name)?.as_list_opt::<i32>().ok_or(QueryError::Damaged(name))?;
        let texts = lists.values().as_string_opt::<i32>().ok_or(QueryError::Damaged(name))?;
        Ok(Lists { offsets: lists.value_offsets(), texts })
    }
}

/// A column of texts, each distinct one once.
pub(crate) struct Texts<'a> {
    dictionary: &'a DictionaryArray<Int32Type>,
    values: &'a datafusion::arrow::array::StringArray,
}

impl<'a> Texts<'a> {
    /// The distinct texts.
    pub fn distinct(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let values = self.values;
        (0..values.len()).map(move |at| if values.is_valid(at) { values.value(at) } else { "" })
    }

    /// Which distinct text each row has; nothing where it has none.
    pub fn number(&self, row: usize) -> Option<usize> {
        let keys = self.dictionary.keys();
        keys.is_valid(row).then(|| keys.value(row) as usize)
    }

    /// A row's text, empty where it has none.
    pub fn get(&self, row: usize) -> &'a str {
        self.number(row).map_or("", |at| self.values.value(at))
    }
}

/// A column of lists of texts.
pub(crate) struct Lists<'a> {
    offsets: &'a [i32],
    texts: &'a datafusion::arrow::array::StringArray,
}

impl<'a> Lists<'a> {
    /// A row's texts.
    pub fn get(&self, row: usize) -> impl Iterator<Item = &'a str> + use<'a> {
        let (from, to) = (self.offsets[row] as usize, self.offsets[row + 1] as usize);
        let texts = self.texts;
        (from..to).map(move |at| texts.value(at))
    }
}

/// Rows that are looked at together.
const ROWS_IN_BATCH: usize = 16_384;
