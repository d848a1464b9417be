//! The pages of a row group: fetched, held against their limits, then decoded.

use std::sync::Arc;

use bytes::{Buf, Bytes};
use parquet::basic::{Encoding, Type};
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result as ParquetResult};
use parquet::file::metadata::{ColumnChunkMetaData, RowGroupMetaData};
use parquet::file::reader::{ChunkReader, Length};
use parquet::file::serialized_reader::SerializedPageReader;

use super::footer::{Thrift, What, corrupt};
use crate::error::IntakeError;
use crate::source::Shared;

/// The bytes of some columns of one row group.
pub(crate) struct Group {
    /// Where in the file each stretch begins.
    chunks: Vec<(u64, Bytes)>,
    length: u64,
}

impl Group {
    /// Fetches the wanted columns and checks their pages.
    pub fn load(
        file: &Shared<'_>,
        metadata: &RowGroupMetaData,
        wanted: &[usize],
    ) -> Result<Self, IntakeError> {
        let mut group = Self { chunks: Vec::new(), length: file.length() };
        let (mut packed, mut unpacked) = (0, 0);
        for at in wanted {
            let column =
                metadata.columns().get(*at).ok_or_else(|| corrupt("a row group lacks a column"))?;
            let (start, size) = place_of(column, file.length())?;
            packed += size;
            if packed > MAX_PACKED {
                return Err(too_large("a row group of the Parquet file", MAX_PACKED));
            }
            let bytes = Bytes::from(file.bytes_at(start, size as usize)?);
            file.count(size);
            if bytes.len() as u64 != size {
                return Err(corrupt("a column ends too early"));
            }
            unpacked += require_sane_pages(&bytes, column, metadata.num_rows())?;
            if unpacked > MAX_UNPACKED {
                return Err(too_large("a page of the Parquet file", MAX_UNPACKED));
            }
            group.chunks.push((start, bytes));
        }
        Ok(group)
    }
}

/// Where in the file a column of a row group stands.
fn place_of(column: &ColumnChunkMetaData, length: u64) -> Result<(u64, u64), IntakeError> {
    let start = column.dictionary_page_offset().unwrap_or_else(|| column.data_page_offset());
    let (start, size) = (u64::try_from(start).ok(), u64::try_from(column.compressed_size()).ok());
    let place = start.zip(size).filter(|(start, size)| {
        start.checked_add(*size).is_some_and(|end| end <= length) && column.file_path().is_none()
    });
    let is_sound = column.data_page_offset() >= 0 && column.num_values() >= 0;
    place.filter(|_| is_sound).ok_or_else(|| corrupt("a column stands outside the file"))
}

/// Walks through the heads of a column's pages; says what its largest pages take, unpacked.
fn require_sane_pages(
    bytes: &[u8],
    column: &ColumnChunkMetaData,
    rows: i64,
) -> Result<u64, IntakeError> {
    let (mut at, mut largest, mut dictionary, mut values) = (0, 0, 0, 0);
    let descriptor = column.column_descr();
    if column.column_type() == Type::FIXED_LEN_BYTE_ARRAY && descriptor.type_length() <= 0 {
        return Err(corrupt("a column's values have no length"));
    }
    while at < bytes.len() && values < rows {
        let head = PageHead::read(&bytes[at..])?;
        at += head.length;
        let (packed, unpacked) = (u64::try_from(head.packed), u64::try_from(head.unpacked));
        let (Ok(packed), Ok(unpacked)) = (packed, unpacked) else {
            return Err(corrupt("a page has fewer bytes than none"));
        };
        if packed > (bytes.len() - at) as u64 || unpacked > MAX_UNPACKED {
            return Err(corrupt("a page is longer than it may be"));
        }
        at += packed as usize;
        if head.dictionary_values.is_some_and(|count| count < 0 || count as u64 > unpacked) {
            return Err(corrupt("a dictionary has more values than bytes"));
        }
        match head.values {
            Some(count @ 0..) if count <= rows => {
                values += count;
                largest = unpacked.max(largest);
            }
            Some(_) => return Err(corrupt("a page has more values than there are rows")),
            None => dictionary = unpacked.max(dictionary),
        }
    }
    Ok(largest + dictionary)
}

/// The head of a page.
#[derive(Default)]
struct PageHead {
    /// Bytes of the head itself.
    length: usize,
    unpacked: i64,
    packed: i64,
    values: Option<i64>,
    dictionary_values: Option<i64>,
}

impl PageHead {
    fn read(bytes: &[u8]) -> Result<Self, IntakeError> {
        let mut head = Self::default();
        let mut thrift = Thrift::new(bytes);
        thrift.structure(&mut Vec::new(), &mut |path, what| {
            let What::Number(number) = what else { return Ok(()) };
            match path {
                [2] => head.unpacked = number,
                [3] => head.packed = number,
                [5 | 8, 1] => head.values = Some(number),
                [7, 1] => head.dictionary_values = Some(number),
                // Lengths of levels in a page of the second version.
                [8, 5 | 6] if number < 0 => return Err(corrupt("a page contradicts itself")),
                _ => {}
            }
            Ok(())
        })?;
        head.length = thrift.position();
        Ok(head)
    }
}

impl Length for Group {
    fn len(&self) -> u64 {
        self.length
    }
}

impl ChunkReader for Group {
    type T = bytes::buf::Reader<Bytes>;

    fn get_read(&self, start: u64) -> ParquetResult<Self::T> {
        Ok(self.from(start)?.reader())
    }

    fn get_bytes(&self, start: u64, length: usize) -> ParquetResult<Bytes> {
        let bytes = self.from(start)?;
        if length > bytes.len() {
            return Err(ParquetError::EOF("a page ends too early".to_owned()));
        }
        Ok(bytes.slice(..length))
    }
}

impl Group {
    fn from(&self, start: u64) -> ParquetResult<Bytes> {
        let holds =
            |(from, bytes): &&(u64, Bytes)| start >= *from && start - *from <= bytes.len() as u64;
        // Where one stretch ends and another begins, the one that has bytes there is meant.
        let found = self.chunks.iter().filter(holds).max_by_key(|(from, _)| *from);
        match found {
            Some((from, bytes)) => Ok(bytes.slice((start - from) as usize..)),
            None => Err(ParquetError::EOF("a page stands outside its column".to_owned())),
        }
    }
}

/// The pages of one column, each checked before its values are decoded.
pub(crate) struct Pages {
    inner: SerializedPageReader<Group>,
    has_levels: bool,
    kind: Type,
    has_dictionary: bool,
}

impl Pages {
    /// Reads the pages of a column of a group.
    pub fn open(
        group: &Arc<Group>,
        column: &ColumnChunkMetaData,
        rows: i64,
    ) -> Result<Self, IntakeError> {
        let rows = usize::try_from(rows).unwrap_or_default();
        let inner = SerializedPageReader::new(Arc::clone(group), column, rows, None)
            .map_err(|error| corrupt(&error.to_string()))?;
        let has_levels = column.column_descr().max_def_level() > 0;
        Ok(Self { inner, has_levels, kind: column.column_type(), has_dictionary: false })
    }

    /// Refuses a page that its decoder would break on.
    fn check(&mut self, page: &Page) -> ParquetResult<()> {
        let (levels, bytes, count, encoding) = match page {
            Page::DataPage { buf, num_values, encoding, def_level_encoding, .. } => {
                if self.has_levels && *def_level_encoding != Encoding::RLE {
                    return Err(wrong("a page's levels are packed in a way that is not read"));
                }
                let start = if self.has_levels { levels_of(buf)? } else { 0 };
                (buf.get(4.min(start)..start), buf.get(start..), *num_values, *encoding)
            }
            Page::DataPageV2 {
                buf,
                num_values,
                num_nulls,
                encoding,
                def_levels_byte_len,
                rep_levels_byte_len,
                ..
            } => {
                if num_nulls > num_values {
                    return Err(wrong("a page has more gaps than values"));
                }
                let start = *def_levels_byte_len as usize + *rep_levels_byte_len as usize;
                let levels = buf.get(*rep_levels_byte_len as usize..start);
                (levels, buf.get(start..), *num_values, *encoding)
            }
            Page::DictionaryPage { buf, num_values, .. } => {
                self.has_dictionary = true;
                return require_whole_values(self.kind, buf, *num_values as usize);
            }
        };
        let (levels, bytes) =
            levels.zip(bytes).ok_or_else(|| wrong("a page ends before its values"))?;
        let count = if self.has_levels { count_present(levels, count)? } else { count };
        match encoding {
            Encoding::PLAIN => require_whole_values(self.kind, bytes, count as usize),
            Encoding::RLE_DICTIONARY | Encoding::PLAIN_DICTIONARY if self.has_dictionary => Ok(()),
            Encoding::RLE_DICTIONARY | Encoding::PLAIN_DICTIONARY => {
                Err(wrong("a page needs a dictionary that is not there"))
            }
            Encoding::BYTE_STREAM_SPLIT => {
                let size = size_of_kind(self.kind);
                let is_whole = size.is_none_or(|size| bytes.len() == count as usize * size);
                is_whole.then_some(()).ok_or_else(|| wrong("a page has too few values"))
            }
            Encoding::RLE => Ok(()),
            Encoding::DELTA_BINARY_PACKED | Encoding::DELTA_LENGTH_BYTE_ARRAY => {
                require_sane_deltas(bytes, u64::from(count))
            }
            other => Err(wrong(&format!(
                "its values are packed as {other}, which is not read; write them plain or with a \
                 dictionary"
            ))),
        }
    }
}

/// Where the values of a page begin behind its levels.
fn levels_of(bytes: &[u8]) -> ParquetResult<usize> {
    let length = bytes.first_chunk().map(|length| u32::from_le_bytes(*length) as usize);
    length
        .filter(|length| *length <= bytes.len() - 4)
        .map(|length| length + 4)
        .ok_or_else(|| wrong("a page ends before its values"))
}

/// How many of a page's values are there, by its levels: 1 where one is, 0 where there is a gap.
fn count_present(levels: &[u8], values: u32) -> ParquetResult<u32> {
    let (mut at, mut left, mut present) = (0, u64::from(values), 0);
    let mut next_byte = || {
        let byte = levels.get(at).copied();
        at += 1;
        byte.ok_or_else(|| wrong("a page's levels end too early"))
    };
    while left > 0 {
        let mut head = 0u64;
        for shift in (0..35).step_by(7) {
            let byte = next_byte()?;
            head |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                break;
            }
        }
        if head & 1 == 0 {
            let run = (head >> 1).min(left);
            present += if next_byte()? & 1 == 1 { run } else { 0 };
            left -= run;
            if run == 0 {
                return Err(wrong("a page's levels contradict themselves"));
            }
        } else {
            for _ in 0..(head >> 1).min(left.div_ceil(8)) {
                let (byte, bits) = (next_byte()?, left.min(8) as u32);
                present += u64::from((u32::from(byte) & ((1 << bits) - 1)).count_ones());
                left -= u64::from(bits);
            }
            if head >> 1 == 0 {
                return Err(wrong("a page's levels contradict themselves"));
            }
        }
    }
    Ok(present as u32)
}

/// Whether plain values are there in full.
fn require_whole_values(kind: Type, bytes: &[u8], count: usize) -> ParquetResult<()> {
    let too_few = || wrong("a page has too few values");
    if let Some(size) = size_of_kind(kind) {
        return if bytes.len() / size >= count { Ok(()) } else { Err(too_few()) };
    }
    if kind != Type::BYTE_ARRAY {
        return Ok(());
    }
    let mut rest = bytes;
    for _ in 0..count {
        let (length, behind) = rest.split_first_chunk().ok_or_else(too_few)?;
        rest = behind.get(u32::from_le_bytes(*length) as usize..).ok_or_else(too_few)?;
    }
    Ok(())
}

/// Bytes of a plain value, where all have the same.
const fn size_of_kind(kind: Type) -> Option<usize> {
    match kind {
        Type::INT32 | Type::FLOAT => Some(4),
        Type::INT64 | Type::DOUBLE => Some(8),
        Type::INT96 => Some(12),
        Type::BOOLEAN | Type::BYTE_ARRAY | Type::FIXED_LEN_BYTE_ARRAY => None,
    }
}

/// Differences say how many there are: not more than the page has values.
fn require_sane_deltas(bytes: &[u8], values: u64) -> ParquetResult<()> {
    let mut at = 0;
    let mut next = || {
        let mut number = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = *bytes.get(at)?;
            at += 1;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    };
    match (next(), next(), next()) {
        (Some(block @ 1..=0x1_0000), Some(parts @ 1..=512), Some(count))
            if count <= values && block % parts == 0 =>
        {
            Ok(())
        }
        _ => Err(wrong("a page of differences contradicts itself")),
    }
}

impl Iterator for Pages {
    type Item = ParquetResult<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> ParquetResult<Option<Page>> {
        let page = self.inner.get_next_page()?;
        if let Some(page) = &page {
            self.check(page)?;
        }
        Ok(page)
    }

    fn peek_next_page(&mut self) -> ParquetResult<Option<PageMetadata>> {
        self.inner.peek_next_page()
    }

    fn skip_next_page(&mut self) -> ParquetResult<()> {
        self.inner.skip_next_page()
    }
}

fn wrong(problem: &str) -> ParquetError {
    ParquetError::General(problem.to_owned())
}

fn too_large(part: &str, limit: u64) -> IntakeError {
    IntakeError::TooLarge {
        part: part.to_owned(),
        limit,
        remedy: "write it again with smaller row groups and pages",
    }
}

/// Bytes of the wanted columns of a row group, as they stand in the file.
const MAX_PACKED: u64 = 128 * 1024 * 1024;

/// Bytes of the largest page of each of them together, unpacked.
const MAX_UNPACKED: u64 = 160 * 1024 * 1024;
