//! A column in a row group: each different value once, and for each row its place.
//!
//! It does what the Parquet library does, knowing one thing more: that rows beside each other mostly
//! have the same value, and texts of the same memory, so that most need neither a hash nor a copy.
//! Source: Apache Parquet, "Encodings" (dictionary, plain) and "Data Pages" (version 1).

use std::borrow::Cow;
use std::collections::HashMap;

use ahash::RandomState;
use bytes::Bytes;
use datafusion::parquet::basic::{Compression, Encoding, ZstdLevel};
use datafusion::parquet::column::page::{CompressedPage, Page, PageWriter as _};
use datafusion::parquet::column::writer::ColumnCloseResult;
use datafusion::parquet::errors::ParquetError;
use datafusion::parquet::file::metadata::ColumnChunkMetaData;
use datafusion::parquet::file::statistics::Statistics;
use datafusion::parquet::file::writer::{SerializedPageWriter, TrackedWrite};
use datafusion::parquet::schema::types::ColumnDescPtr;
use zstd::bulk::Compressor;

use super::small_numbers::{SmallNumbers, bits_of};

/// The values of a column, or of lists of texts, in one row group.
pub(super) struct CodedChunk {
    column: ColumnDescPtr,
    rows: u64,
    /// Values, absent ones and empty lists.
    entries: u64,
    definitions: SmallNumbers,
    repetitions: SmallNumbers,
    dictionary: Dictionary,
    /// Where in the dictionary each value stands.
    places: SmallNumbers,
    /// The values themselves, once the dictionary is full.
    plain: Option<Vec<u8>>,
    /// The first and the last of the days.
    days: Option<(i32, i32)>,
    written: Written,
}

/// Pages that are written.
struct Written {
    pages: TrackedWrite<Vec<u8>>,
    /// `None` where nothing can be made smaller.
    compressor: Option<Compressor<'static>>,
    uncompressed: usize,
    dictionary_at: Option<u64>,
    data_at: Option<u64>,
    encodings: Vec<Encoding>,
}

/// Different values in the order in which they came, as a dictionary page holds them.
#[derive(Default)]
struct Dictionary {
    texts: HashMap<Box<str>, u32, RandomState>,
    numbers: HashMap<i128, u32, RandomState>,
    bytes: Vec<u8>,
}

/// Values that were asked for last, and their places.
struct Near<K>([Option<(K, u32)>; NEAR]);

/// Where a text lies: as long as all are borrowed, two of one address and length are the same.
type Address = (usize, usize);

impl CodedChunk {
    /// An empty chunk of a column whose values are often the same.
    pub fn new(column: ColumnDescPtr) -> Result<Self, ParquetError> {
        let compressor = Compressor::new(ZSTD_LEVEL).map_err(external)?;
        Ok(Self::with(column, Some(compressor), None))
    }

    /// An empty chunk of a column of digests: all are different and nothing makes them smaller.
    pub fn of_digests(column: ColumnDescPtr) -> Self {
        Self::with(column, None, Some(Vec::new()))
    }

    fn with(
        column: ColumnDescPtr,
        compressor: Option<Compressor<'static>>,
        plain: Option<Vec<u8>>,
    ) -> Self {
        Self {
            column,
            rows: 0,
            entries: 0,
            definitions: SmallNumbers::default(),
            repetitions: SmallNumbers::default(),
            dictionary: Dictionary::default(),
            places: SmallNumbers::default(),
            plain,
            days: None,
            written: Written {
                pages: TrackedWrite::new(Vec::new()),
                compressor,
                uncompressed: 0,
                dictionary_at: None,
                data_at: None,
                encodings: vec![Encoding::RLE],
            },
        }
    }

    /// Adds one row for each of these texts.
    pub fn texts(&mut self, texts: &[Option<Cow<'_, str>>]) -> Result<(), ParquetError> {
        let address = |text: &Option<Cow<'_, str>>| text.as_deref().map(address_of);
        let mut near = Near::new();
        for run in texts.chunk_by(|a, b| address(a) == address(b)) {
            let text = run[0].as_deref();
            self.rows_of(run.len(), u32::from(text.is_some()), |chunk, times| {
                if let Some(text) = text {
                    chunk.put_text(text, times, &mut near);
                }
            })?;
        }
        Ok(())
    }

    /// Adds one row for each of these lengths: a list of so many of the texts, in their order.
    pub fn text_lists(
        &mut self,
        lengths: &[usize],
        texts: &[Cow<'_, str>],
    ) -> Result<(), ParquetError> {
        let mut near = Near::new();
        if lengths.iter().all(|length| *length == 1) {
            for run in texts.chunk_by(|a, b| address_of(a) == address_of(b)) {
                self.rows_of(run.len(), IN_LIST, |chunk, times| {
                    chunk.repetitions.push(0, times);
                    chunk.put_text(&run[0], times, &mut near);
                })?;
            }
            return Ok(());
        }
        let mut rest = texts;
        for length in lengths {
            let (own, others) = rest.split_at(*length);
            rest = others;
            let definition = if own.is_empty() { EMPTY_LIST } else { IN_LIST };
            self.rows_of(1, definition, |chunk, _| {
                chunk.repetitions.push(0, 1);
                for (i, text) in own.iter().enumerate() {
                    if i > 0 {
                        chunk.definitions.push(IN_LIST, 1);
                        chunk.repetitions.push(1, 1);
                    }
                    chunk.put_text(text, 1, &mut near);
                }
            })?;
        }
        Ok(())
    }

    /// Adds one row for each of these decimals.
    pub fn decimals(&mut self, decimals: &[Option<i128>]) -> Result<(), ParquetError> {
        let mut near = Near::new();
        for run in decimals.chunk_by(|a, b| a == b) {
            self.rows_of(run.len(), u32::from(run[0].is_some()), |chunk, times| {
                if let Some(decimal) = run[0] {
                    chunk.put_number(decimal, &decimal.to_be_bytes(), times, &mut near);
                }
            })?;
        }
        Ok(())
    }

    /// Adds one row for each of these days.
    pub fn days(&mut self, days: &[Option<i32>]) -> Result<(), ParquetError> {
        let mut near = Near::new();
        for run in days.chunk_by(|a, b| a == b) {
            self.rows_of(run.len(), u32::from(run[0].is_some()), |chunk, times| {
                if let Some(day) = run[0] {
                    let (first, last) = chunk.days.unwrap_or((day, day));
                    chunk.days = Some((first.min(day), last.max(day)));
                    chunk.put_number(day.into(), &day.to_le_bytes(), times, &mut near);
                }
            })?;
        }
        Ok(())
    }

    /// Adds one row for each of these digests, to a chunk of digests.
    pub fn digests<const N: usize>(&mut self, digests: &[[u8; N]]) -> Result<(), ParquetError> {
        for some in digests.chunks(PAGE_BYTES / N) {
            self.definitions.push(1, some.len());
            self.rows += some.len() as u64;
            self.plain.get_or_insert_default().extend(some.as_flattened());
            self.end_full_page()?;
        }
        Ok(())
    }

    /// The bytes of the chunk and what the footer says of it.
    pub fn finish(mut self) -> Result<(Bytes, ColumnCloseResult), ParquetError> {
        self.write_page()?;
        let written = self.written;
        let bytes = written.pages.into_inner()?;
        let compression = match written.compressor {
            Some(_) => Compression::ZSTD(ZstdLevel::try_new(ZSTD_LEVEL)?),
            None => Compression::UNCOMPRESSED,
        };
        let mut metadata = ColumnChunkMetaData::builder(self.column)
            .set_compression(compression)
            .set_encodings(written.encodings)
            .set_total_compressed_size(bytes.len().cast_signed() as i64)
            .set_total_uncompressed_size(written.uncompressed.cast_signed() as i64)
            .set_num_values(self.entries.cast_signed())
            .set_data_page_offset(written.data_at.unwrap_or_default().cast_signed())
            .set_dictionary_page_offset(written.dictionary_at.map(u64::cast_signed));
        if let Some((first, last)) = self.days {
            let days = Statistics::int32(Some(first), Some(last), None, None, false);
            metadata = metadata.set_statistics(days);
        }
        let closed = ColumnCloseResult {
            bytes_written: bytes.len() as u64,
            rows_written: self.rows,
            metadata: metadata.build()?,
            bloom_filter: None,
            column_index: None,
            offset_index: None,
        };
        Ok((bytes.into(), closed))
    }

    /// Adds rows that are alike: all at once as long as the dictionary serves, for then they take no
    /// room; one at a time once each takes its own.
    fn rows_of(
        &mut self,
        rows: usize,
        definition: u32,
        mut put: impl FnMut(&mut Self, usize),
    ) -> Result<(), ParquetError> {
        let mut left = rows;
        while left > 0 {
            let times = if self.plain.is_some() { 1 } else { left };
            self.definitions.push(definition, times);
            put(self, times);
            self.end_full_page()?;
            left -= times;
        }
        self.rows += rows as u64;
        Ok(())
    }

    fn put_text(&mut self, text: &str, times: usize, near: &mut Near<Address>) {
        if let Some(plain) = &mut self.plain {
            push_text(text, plain);
        } else {
            let address = address_of(text);
            let place = near.place(address.0 >> 3, address, || self.dictionary.text(text));
            self.places.push(place, times);
        }
    }

    fn put_number(&mut self, number: i128, bytes: &[u8], times: usize, near: &mut Near<i128>) {
        if let Some(plain) = &mut self.plain {
            plain.extend(bytes);
        } else {
            let mixed = (number as u64).wrapping_mul(SPREAD) >> 32;
            let place =
                near.place(mixed as usize, number, || self.dictionary.number(number, bytes));
            self.places.push(place, times);
        }
    }

    /// Writes what is held, at the end of a row, once it is enough for a page.
    fn end_full_page(&mut self) -> Result<(), ParquetError> {
        let held = self.plain.as_ref().unwrap_or(&self.dictionary.bytes);
        if held.len() < PAGE_BYTES {
            return Ok(());
        }
        self.write_page()?;
        self.plain = Some(Vec::new());
        Ok(())
    }

    /// Writes what is held as a page, after the dictionary where it refers to it.
    fn write_page(&mut self) -> Result<(), ParquetError> {
        let entries = self.definitions.len();
        if entries == 0 {
            return Ok(());
        }
        let mut bytes = Vec::new();
        let levels = [
            (&self.repetitions, self.column.max_rep_level()),
            (&self.definitions, self.column.max_def_level()),
        ];
        for (numbers, most) in levels.into_iter().filter(|(_, most)| *most > 0) {
            let start = bytes.len();
            bytes.extend([0; 4]);
            numbers.write(bits_of(most as usize + 1), &mut bytes);
            let length = (bytes.len() - start - 4) as u32;
            bytes[start..start + 4].copy_from_slice(&length.to_le_bytes());
        }
        let encoding = if let Some(plain) = &self.plain {
            bytes.extend(plain);
            Encoding::PLAIN
        } else if self.places.len() == 0 {
            Encoding::PLAIN
        } else {
            let count = self.dictionary.len();
            let bits = bits_of(count);
            bytes.push(bits as u8);
            self.places.write(bits, &mut bytes);
            let dictionary = std::mem::take(&mut self.dictionary.bytes);
            self.written.dictionary(&dictionary, count)?;
            Encoding::RLE_DICTIONARY
        };
        self.entries += entries as u64;
        self.written.data(&bytes, entries, encoding)?;
        self.definitions.clear();
        self.repetitions.clear();
        self.places.clear();
        Ok(())
    }
}

impl Written {
    fn dictionary(&mut self, bytes: &[u8], values: usize) -> Result<(), ParquetError> {
        let page = Page::DictionaryPage {
            buf: self.compressed(bytes)?,
            num_values: values as u32,
            encoding: Encoding::PLAIN,
            is_sorted: false,
        };
        self.dictionary_at = Some(self.write(page, bytes.len(), Encoding::PLAIN)?);
        Ok(())
    }

    fn data(
        &mut self,
        bytes: &[u8],
        entries: usize,
        encoding: Encoding,
    ) -> Result<(), ParquetError> {
        let page = Page::DataPage {
            buf: self.compressed(bytes)?,
            num_values: entries as u32,
            encoding,
            def_level_encoding: Encoding::RLE,
            rep_level_encoding: Encoding::RLE,
            statistics: None,
        };
        let at = self.write(page, bytes.len(), encoding)?;
        self.data_at.get_or_insert(at);
        Ok(())
    }

    fn compressed(&mut self, bytes: &[u8]) -> Result<Bytes, ParquetError> {
        Ok(match &mut self.compressor {
            Some(compressor) => compressor.compress(bytes).map_err(external)?.into(),
            None => Bytes::copy_from_slice(bytes),
        })
    }

    /// Writes a page and says where it begins.
    fn write(
        &mut self,
        page: Page,
        uncompressed: usize,
        encoding: Encoding,
    ) -> Result<u64, ParquetError> {
        if !self.encodings.contains(&encoding) {
            self.encodings.push(encoding);
        }
        let page = CompressedPage::new(page, uncompressed);
        let written = SerializedPageWriter::new(&mut self.pages).write_page(page)?;
        self.uncompressed += written.uncompressed_size;
        Ok(written.offset)
    }
}

impl Dictionary {
    fn len(&self) -> usize {
        self.texts.len() + self.numbers.len()
    }

    fn text(&mut self, text: &str) -> u32 {
        if let Some(place) = self.texts.get(text) {
            return *place;
        }
        let place = self.texts.len() as u32;
        self.texts.insert(text.into(), place);
        push_text(text, &mut self.bytes);
        place
    }

    fn number(&mut self, number: i128, bytes: &[u8]) -> u32 {
        let next = self.numbers.len() as u32;
        *self.numbers.entry(number).or_insert_with(|| {
            self.bytes.extend(bytes);
            next
        })
    }
}

impl<K: Copy + PartialEq> Near<K> {
    const fn new() -> Self {
        Self([None; NEAR])
    }

    /// The place of a value, which is asked for where it is not remembered; `mixed` spreads values.
    fn place(&mut self, mixed: usize, value: K, place: impl FnOnce() -> u32) -> u32 {
        let slot = &mut self.0[(mixed ^ mixed >> 6) % NEAR];
        match slot {
            Some((near, place)) if *near == value => *place,
            _ => slot.insert((value, place())).1,
        }
    }
}

fn address_of(text: &str) -> Address {
    (text.as_ptr().addr(), text.len())
}

fn push_text(text: &str, bytes: &mut Vec<u8>) {
    bytes.extend((text.len() as u32).to_le_bytes());
    bytes.extend(text.as_bytes());
}

fn external(error: std::io::Error) -> ParquetError {
    ParquetError::External(Box::new(error))
}

/// Definition levels of lists: that of one without texts, and that of a text in it.
const EMPTY_LIST: u32 = 1;
const IN_LIST: u32 = 3;

/// Bytes of different values that a dictionary holds, and of values that a page holds.
const PAGE_BYTES: usize = 1 << 20;

/// Values that are remembered.
const NEAR: usize = 32;

/// An odd factor that carries each bit of a number into the upper half.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// How hard the pages are compressed.
pub(super) const ZSTD_LEVEL: i32 = 1;

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use datafusion::arrow::array::{ArrayRef, AsArray as _, ListArray, RecordBatch, StringArray};
    use datafusion::arrow::datatypes::{DataType, Date32Type, Decimal128Type, Field, Schema};
    use datafusion::parquet::arrow::ArrowWriter;
    use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
    use datafusion::parquet::basic::Type;

    use super::*;

    /// Writes one column in groups, each by its own call of `append`, and reads all of it again.
    fn written_and_read<T>(
        of: DataType,
        groups: &[Vec<T>],
        append: impl Fn(&mut CodedChunk, &[T]),
    ) -> Vec<ArrayRef> {
        let schema = Arc::new(Schema::new(vec![Field::new("c", of, true)]));
        let writer = ArrowWriter::try_new(Vec::new(), schema, None).unwrap();
        let (mut file, _) = writer.into_serialized_writer().unwrap();
        let column = file.schema_descr().column(0);
        for rows in groups {
            let mut chunk = match column.physical_type() {
                Type::FIXED_LEN_BYTE_ARRAY if column.logical_type_ref().is_none() => {
                    CodedChunk::of_digests(column.clone())
                }
                _ => CodedChunk::new(column.clone()).unwrap(),
            };
            rows.chunks(1_000).for_each(|some| append(&mut chunk, some));
            let (bytes, closed) = chunk.finish().unwrap();
            let mut group = file.next_row_group().unwrap();
            group.append_column(&bytes, closed).unwrap();
            group.close().unwrap();
        }
        let bytes = Bytes::from(file.into_inner().unwrap());
        let reader = ParquetRecordBatchReaderBuilder::try_new(bytes).unwrap().build().unwrap();
        reader.map(|batch: Result<RecordBatch, _>| batch.unwrap().column(0).clone()).collect()
    }

    fn check_texts(groups: &[Vec<Option<String>>]) {
        let read = written_and_read(DataType::Utf8, groups, |chunk, rows| {
            let texts: Vec<_> = rows.iter().map(|text| text.as_deref().map(Cow::from)).collect();
            chunk.texts(&texts).unwrap();
        });
        let of_array = |array: &ArrayRef| -> Vec<Option<String>> {
            let texts: &StringArray = array.as_string();
            texts.iter().map(|text| text.map(str::to_owned)).collect()
        };
        assert!(read.iter().flat_map(of_array).eq(groups.iter().flatten().cloned()));
    }

    #[test]
    fn texts_come_back_as_they_went_whether_alike_different_or_absent() {
        let alike = vec![Some("TLP:CLEAR".to_owned()); 2_500];
        let none = vec![None; 1_100];
        let few = (0..5_000_u32).map(|i| (i % 7 > 0).then(|| format!("site {}", i * i % 11)));
        let empty = vec![Some(String::new()), None, Some("é, ü".to_owned())];
        check_texts(&[alike, none, few.collect(), empty]);
    }

    #[test]
    fn texts_that_fill_the_dictionary_go_on_without_it() {
        let long = |i: u32| Some(format!("{i} {}", "x".repeat(2_000)));
        let texts: Vec<_> = (0..3_000).flat_map(|i| [long(i), long(i % 5), None]).collect();
        check_texts(&[texts.clone(), texts]);
    }

    #[test]
    fn lists_come_back_whatever_their_lengths() {
        let lists: Vec<Vec<String>> = (0..4_000_u32)
            .map(|i| {
                (0..if i < 2_000 { 1 } else { i % 4 }).map(|k| format!("{}", i % 9 + k)).collect()
            })
            .collect();
        let of = DataType::new_list(DataType::Utf8, true);
        let read = written_and_read(of, std::slice::from_ref(&lists), |chunk, rows| {
            let lengths: Vec<usize> = rows.iter().map(Vec::len).collect();
            let texts: Vec<Cow<'_, str>> = rows.iter().flatten().map(Cow::from).collect();
            chunk.text_lists(&lengths, &texts).unwrap();
        });
        let mut rows = lists.iter();
        for array in &read {
            let array: &ListArray = array.as_list();
            for list in array.iter() {
                let list = list.unwrap();
                let texts: Vec<&str> = list.as_string::<i32>().iter().flatten().collect();
                assert_eq!(&texts, rows.next().unwrap());
            }
        }
        assert_eq!(rows.next(), None);
    }

    #[test]
    fn days_and_digests_come_back_as_they_went() {
        let days: Vec<Option<i32>> =
            (0..5_000).map(|i| (i % 6 > 0).then_some(i / 9 - 40)).collect();
        let read =
            written_and_read(DataType::Date32, std::slice::from_ref(&days), |chunk, rows| {
                chunk.days(rows).unwrap();
            });
        let read = read.iter().flat_map(|array| array.as_primitive::<Date32Type>().iter());
        assert!(read.eq(days.iter().copied()));

        let digests: Vec<[u8; 16]> = (0..200_000_u128).map(|i| (i * 7).to_be_bytes()).collect();
        let of = DataType::FixedSizeBinary(16);
        let read = written_and_read(of, std::slice::from_ref(&digests), |chunk, rows| {
            chunk.digests(rows).unwrap();
        });
        let read = read.iter().flat_map(|array| array.as_fixed_size_binary().iter().flatten());
        assert!(read.eq(digests.iter().map(|digest| &digest[..])));
    }

    #[test]
    fn decimals_come_back_with_their_signs_and_absences() {
        let few: Vec<Option<i128>> =
            (0..3_000_i128).map(|i| (i % 5 > 0).then_some((i % 13 - 6) << 90)).collect();
        let many: Vec<Option<i128>> = (0..150_000_i128).map(|i| Some(i * i - 7)).collect();
        let groups = [few, many];
        let read = written_and_read(DataType::Decimal128(38, 9), &groups, |chunk, rows| {
            chunk.decimals(rows).unwrap();
        });
        let of_array = |array: &ArrayRef| array.as_primitive::<Decimal128Type>().iter().collect();
        let read: Vec<Option<i128>> =
            read.iter().flat_map(|array| -> Vec<_> { of_array(array) }).collect();
        assert!(read == groups.concat());
    }
}
