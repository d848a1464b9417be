//! Values of an answer, exact: from columns to rows.

use datafusion::arrow::array::{Array, ArrayRef, AsArray as _, RecordBatch};
use datafusion::arrow::datatypes::{
    DataType, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use datafusion::arrow::error::ArrowError;
use datafusion::arrow::util::display::{ArrayFormatter, FormatOptions};

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub enum SqlValue {
    /// Not known.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Whole(i128),
    /// A binary fraction.
    Float(f64),
    /// An exact decimal, without zeros at its end.
    Decimal(String),
    /// A text, or anything else as text: days as 2024-05-01.
    Text(String),
    /// Several values.
    List(Vec<SqlValue>),
}

/// The rows of a batch.
pub(super) fn values(batch: &RecordBatch) -> Result<Vec<Vec<SqlValue>>, ArrowError> {
    let columns = batch.columns().iter().map(column).collect::<Result<Vec<_>, _>>()?;
    let mut columns: Vec<_> = columns.into_iter().map(Vec::into_iter).collect();
    let row = |_| columns.iter_mut().filter_map(Iterator::next).collect();
    Ok((0..batch.num_rows()).map(row).collect())
}

fn column(array: &ArrayRef) -> Result<Vec<SqlValue>, ArrowError> {
    macro_rules! whole {
        ($type:ty) => {{
            let numbers = array.as_primitive::<$type>().iter();
            let value = |n: Option<_>| n.map_or(SqlValue::Null, |n| SqlValue::Whole(i128::from(n)));
            Ok(numbers.map(value).collect())
        }};
    }
    macro_rules! texts {
        ($texts:expr) => {
            Ok($texts
                .iter()
                .map(|text| text.map_or(SqlValue::Null, |text| SqlValue::Text(text.to_owned())))
                .collect())
        };
    }
    match array.data_type() {
        DataType::Null => Ok(vec![SqlValue::Null; array.len()]),
        DataType::Boolean => {
            let value = |b: Option<bool>| b.map_or(SqlValue::Null, SqlValue::Bool);
            Ok(array.as_boolean().iter().map(value).collect())
        }
        DataType::Int8 => whole!(Int8Type),
        DataType::Int16 => whole!(Int16Type),
        DataType::Int32 => whole!(Int32Type),
        DataType::Int64 => whole!(Int64Type),
        DataType::UInt8 => whole!(UInt8Type),
        DataType::UInt16 => whole!(UInt16Type),
        DataType::UInt32 => whole!(UInt32Type),
        DataType::UInt64 => whole!(UInt64Type),
        DataType::Float32 => {
            let value = |n: Option<f32>| n.map_or(SqlValue::Null, |n| SqlValue::Float(n.into()));
            Ok(array.as_primitive::<Float32Type>().iter().map(value).collect())
        }
        DataType::Float64 => {
            let value = |n: Option<f64>| n.map_or(SqlValue::Null, SqlValue::Float);
            Ok(array.as_primitive::<Float64Type>().iter().map(value).collect())
        }
        DataType::Decimal128(..) => {
            let decimals = array.as_primitive::<Decimal128Type>();
            let value = |row| {
                if decimals.is_null(row) {
                    return SqlValue::Null;
                }
                SqlValue::Decimal(without_zeros(decimals.value_as_string(row)))
            };
            Ok((0..decimals.len()).map(value).collect())
        }
        DataType::Utf8 => texts!(array.as_string::<i32>()),
        DataType::LargeUtf8 => texts!(array.as_string::<i64>()),
        DataType::Utf8View => texts!(array.as_string_view()),
        DataType::List(_) => array.as_list::<i32>().iter().map(list).collect(),
        DataType::LargeList(_) => array.as_list::<i64>().iter().map(list).collect(),
        _ => formatted(array),
    }
}

fn list(items: Option<ArrayRef>) -> Result<SqlValue, ArrowError> {
    items.map_or(Ok(SqlValue::Null), |items| Ok(SqlValue::List(column(&items)?)))
}

/// Days, times and whatever else a statement may make, as text.
fn formatted(array: &ArrayRef) -> Result<Vec<SqlValue>, ArrowError> {
    let options = FormatOptions::default();
    let formatter = ArrayFormatter::try_new(array, &options)?;
    let is_decimal = matches!(
        array.data_type(),
        DataType::Decimal32(..) | DataType::Decimal64(..) | DataType::Decimal256(..)
    );
    let value = |row| {
        if array.is_null(row) {
            return Ok(SqlValue::Null);
        }
        let text = formatter.value(row).try_to_string()?;
        Ok(if is_decimal { SqlValue::Decimal(without_zeros(text)) } else { SqlValue::Text(text) })
    };
    (0..array.len()).map(value).collect()
}

fn without_zeros(mut text: String) -> String {
    if text.contains('.') {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_lose_zeros_and_nothing_else() {
        for (text, expected) in [
            ("10.000000000", "10"),
            ("0.100000000", "0.1"),
            ("-0.000000001", "-0.000000001"),
            ("100", "100"),
            ("0.000000000", "0"),
        ] {
            assert_eq!(without_zeros(text.to_owned()), expected);
        }
    }
}
