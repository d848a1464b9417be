//! Values of a Parquet column to texts: figures exactly, days and times as ISO 8601.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, date};
use parquet::basic::{ConvertedType, LogicalType, TimeUnit};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType, FixedLenByteArray, Int96};
use parquet::schema::types::ColumnDescPtr;

use super::footer::corrupt;
use crate::cells::Cells;
use crate::error::IntakeError;
use crate::table::MAX_FIELD_BYTES;

/// Reads the next `count` values of a column; a gap is an empty text.
pub(crate) fn read(
    descriptor: &ColumnDescPtr,
    reader: &mut ColumnReader,
    count: usize,
    decimal: char,
    cells: &mut Cells,
) -> Result<(), IntakeError> {
    let shown = Shown { descriptor, decimal };
    match reader {
        ColumnReader::BoolColumnReader(reader) => {
            shown.read(reader, count, cells, |_, value| Some(value.to_string()))
        }
        ColumnReader::Int32ColumnReader(reader) => {
            shown.read(reader, count, cells, |shown, value| shown.int_32(*value))
        }
        ColumnReader::Int64ColumnReader(reader) => {
            shown.read(reader, count, cells, |shown, value| shown.int_64(*value))
        }
        ColumnReader::Int96ColumnReader(reader) => {
            shown.read(reader, count, cells, |_, value| old_time(value))
        }
        ColumnReader::FloatColumnReader(reader) => {
            shown.read(reader, count, cells, |shown, value| Some(shown.figure(value.to_string())))
        }
        ColumnReader::DoubleColumnReader(reader) => {
            shown.read(reader, count, cells, |shown, value| Some(shown.double(*value)))
        }
        ColumnReader::ByteArrayColumnReader(reader) => {
            shown.read(reader, count, cells, |shown, value: &ByteArray| shown.bytes(value.data()))
        }
        ColumnReader::FixedLenByteArrayColumnReader(reader) => {
            shown.read(reader, count, cells, |shown, value: &FixedLenByteArray| {
                shown.fixed(value.data())
            })
        }
    }
}

/// How the values of a column are shown.
struct Shown<'d> {
    descriptor: &'d ColumnDescPtr,
    decimal: char,
}

impl Shown<'_> {
    fn read<T: DataType>(
        &self,
        reader: &mut ColumnReaderImpl<T>,
        count: usize,
        cells: &mut Cells,
        show: impl Fn(&Self, &T::T) -> Option<String>,
    ) -> Result<(), IntakeError> {
        let has_gaps = self.descriptor.max_def_level() > 0;
        let (mut levels, mut values) = (Vec::new(), Vec::new());
        let (records, _, _) = reader
            .read_records(count, has_gaps.then_some(&mut levels), None, &mut values)
            .map_err(|error| corrupt(&error.to_string()))?;
        let mut values = values.iter();
        for row in 0..records {
            let is_gap = has_gaps
                && levels.get(row).is_none_or(|level| *level < self.descriptor.max_def_level());
            if is_gap {
                cells.push("");
                continue;
            }
            let value = values.next().ok_or_else(|| corrupt("a column has too few values"))?;
            let text = show(self, value).ok_or_else(|| {
                let problem = format!(
                    "the column `{}` holds values that are no text, figure or day",
                    self.descriptor.name()
                );
                corrupt(&problem)
            })?;
            // A longer text is rejected with its row; one byte too many is enough for that.
            let end = text.floor_char_boundary(MAX_FIELD_BYTES + 4);
            cells.push(&text[..end]);
        }
        Ok(())
    }

    fn int_32(&self, value: i32) -> Option<String> {
        match self.descriptor.converted_type() {
            ConvertedType::DATE => epoch_day(i64::from(value)).map(|day| day.to_string()),
            ConvertedType::DECIMAL => self.scaled(i128::from(value)),
            ConvertedType::UINT_8 | ConvertedType::UINT_16 | ConvertedType::UINT_32 => {
                Some(value.cast_unsigned().to_string())
            }
            _ => Some(value.to_string()),
        }
    }

    fn int_64(&self, value: i64) -> Option<String> {
        if let Some(LogicalType::Timestamp(kind)) = self.descriptor.logical_type_ref() {
            let per_second = match kind.unit {
                TimeUnit::MILLIS => 1_000,
                TimeUnit::MICROS => 1_000_000,
                TimeUnit::NANOS => 1_000_000_000,
            };
            return time(value, per_second);
        }
        match self.descriptor.converted_type() {
            ConvertedType::TIMESTAMP_MILLIS => time(value, 1_000),
            ConvertedType::TIMESTAMP_MICROS => time(value, 1_000_000),
            ConvertedType::DECIMAL => self.scaled(i128::from(value)),
            ConvertedType::UINT_64 => Some(value.cast_unsigned().to_string()),
            _ => Some(value.to_string()),
        }
    }

    fn double(&self, value: f64) -> String {
        let is_long = value.is_finite() && value != 0.0 && !(1e-12..1e18).contains(&value.abs());
        self.figure(if is_long { format!("{value:e}") } else { value.to_string() })
    }

    fn bytes(&self, bytes: &[u8]) -> Option<String> {
        if self.descriptor.converted_type() == ConvertedType::DECIMAL {
            return self.scaled(big_endian(bytes)?);
        }
        std::str::from_utf8(bytes).ok().map(str::to_owned)
    }

    fn fixed(&self, bytes: &[u8]) -> Option<String> {
        if self.descriptor.converted_type() == ConvertedType::DECIMAL {
            return self.scaled(big_endian(bytes)?);
        }
        if matches!(self.descriptor.logical_type_ref(), Some(LogicalType::Uuid)) {
            return Some(
                bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat(),
            );
        }
        None
    }

    /// A decimal whose last digits are a fraction.
    fn scaled(&self, value: i128) -> Option<String> {
        let scale = usize::try_from(self.descriptor.type_scale()).ok().filter(|s| *s <= 38)?;
        if scale == 0 {
            return Some(value.to_string());
        }
        let digits = format!("{:0>width$}", value.unsigned_abs(), width = scale + 1);
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        let sign = if value < 0 { "-" } else { "" };
        Some(self.figure(format!("{sign}{whole}.{fraction}")))
    }

    fn figure(&self, text: String) -> String {
        if self.decimal == '.' { text } else { text.replace('.', &self.decimal.to_string()) }
    }
}

fn big_endian(bytes: &[u8]) -> Option<i128> {
    let first = *bytes.first()?;
    let start = if first >= 0x80 { -1 } else { 0 };
    (bytes.len() <= 16)
        .then(|| bytes.iter().fold(start, |value: i128, byte| (value << 8) | i128::from(*byte)))
}

fn epoch_day(days: i64) -> Option<Date> {
    let span = (-4_000_000..4_000_000).contains(&days).then(|| days.days())?;
    date(1970, 1, 1).checked_add(span).ok()
}

/// A time since 1970; a day only where it is midnight.
fn time(value: i64, per_second: i64) -> Option<String> {
    let (seconds, rest) = (value.div_euclid(per_second), value.rem_euclid(per_second));
    let day = epoch_day(seconds.div_euclid(86_400))?;
    let nanoseconds = rest * (1_000_000_000 / per_second);
    let of_day = seconds.rem_euclid(86_400);
    if of_day == 0 && nanoseconds == 0 {
        return Some(day.to_string());
    }
    let clock = DateTime::from(day)
        .checked_add(of_day.seconds())
        .and_then(|time| time.checked_add(nanoseconds.nanoseconds()))
        .ok()?;
    Some(format!("{} {}", clock.date(), clock.time()))
}

/// A time of the old form: nanoseconds of a day counted from the year -4712.
fn old_time(value: &Int96) -> Option<String> {
    let parts = value.data();
    let nanoseconds = i64::from(parts[0]) | i64::from(parts[1]) << 32;
    let day = i64::from(parts[2]) - 2_440_588;
    if !(0..86_400_000_000_000).contains(&nanoseconds) {
        return None;
    }
    time(day.checked_mul(86_400)?.checked_add(nanoseconds / 1_000_000_000)?, 1)
}
