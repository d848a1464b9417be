//! Parquet: columns become rows; a footer or page that lies is refused before it costs anything.

use std::sync::Arc;

use parquet::basic::{Compression, Encoding, GzipLevel, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::file::properties::{WriterProperties, WriterVersion};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use crate::fixture::{check, gzip, mapping, said};

const SCHEMA: &str = "message table {
    required binary id (UTF8);
    optional int32 month (DATE);
    optional binary state (UTF8);
    optional int64 count (DECIMAL(18, 2));
    required double other;
    optional group nested { optional int32 x; }
}";

/// Writes some rows, and a group for each repetition.
pub fn parquet(properties: WriterProperties, groups: i32) -> Vec<u8> {
    parquet_of(SCHEMA, properties, groups)
}

fn parquet_of(schema: &str, properties: WriterProperties, groups: i32) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(schema).expect("the schema is sound"));
    let mut file = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut file, schema, Arc::new(properties))
        .expect("memory takes it");
    for group in 0..groups {
        let mut rows = writer.next_row_group().expect("memory takes it");
        let text = |text: String| ByteArray::from(text.into_bytes());
        let mut at = 0;
        while let Some(mut column) = rows.next_column().expect("memory takes it") {
            let wrote = match at {
                0 => {
                    let ids: Vec<ByteArray> =
                        (0..3).map(|i| text(format!("g{group}-{i}"))).collect();
                    column.typed::<ByteArrayType>().write_batch(&ids, None, None)
                }
                1 => column.typed::<Int32Type>().write_batch(
                    &[19_723, 19_724],
                    Some(&[1, 0, 1]),
                    None,
                ),
                2 => {
                    let states = [text("Ohio".to_owned()), text("Ohio".to_owned())];
                    column.typed::<ByteArrayType>().write_batch(&states, Some(&[1, 1, 0]), None)
                }
                3 => {
                    column.typed::<Int64Type>().write_batch(&[125, 7, 300], Some(&[1, 1, 1]), None)
                }
                4 => column.typed::<DoubleType>().write_batch(&[0.5, 1e300, f64::NAN], None, None),
                _ => column.typed::<Int32Type>().write_batch(&[], Some(&[0, 0, 0]), None),
            };
            wrote.expect("memory takes it");
            column.close().expect("memory takes it");
            at += 1;
        }
        rows.close().expect("memory takes it");
    }
    writer.close().expect("memory takes it");
    file
}

const FORMS: &str = "g0-0 2024-01-01 Ohio 1.25";

#[test]
fn names_that_look_the_same_are_the_same() {
    let schema = SCHEMA.replace(" count (", " cou\u{ad}nt\u{200b} (");
    let file = parquet_of(&schema, WriterProperties::builder().build(), 1);
    check(&file, "", &said(&parquet(WriterProperties::builder().build(), 1), &mapping()));
}

#[test]
fn columns_become_rows_under_every_packing() {
    let builder = WriterProperties::builder;
    for properties in [
        builder().build(),
        builder().set_compression(Compression::SNAPPY).build(),
        builder().set_compression(Compression::ZSTD(ZstdLevel::default())).build(),
        builder().set_compression(Compression::GZIP(GzipLevel::default())).build(),
        builder().set_compression(Compression::LZ4_RAW).set_dictionary_enabled(false).build(),
        builder().set_writer_version(WriterVersion::PARQUET_2_0).build(),
        builder()
            .set_dictionary_enabled(false)
            .set_column_encoding("id".into(), Encoding::DELTA_LENGTH_BYTE_ARRAY)
            .set_column_encoding("count".into(), Encoding::DELTA_BINARY_PACKED)
            .build(),
    ] {
        let said = said(&parquet(properties, 2), &mapping());
        for part in [
            format!("1 {FORMS}\n"),
            "2 month ``: ".to_owned(),
            "3 state ``: the row names no place".to_owned(),
            "4 g1-0 2024-01-01 Ohio 1.25\n".to_owned(),
        ] {
            assert!(said.contains(&part), "{said}\nlacks {part}");
        }
        assert_eq!(said.lines().count(), 6, "{said}");
    }
    let file = parquet(builder().build(), 1);
    assert!(said(&gzip(&file), &mapping()).starts_with(&format!("1 {FORMS}\n")));
    assert!(said(&file, &crate::fixture::mapping_with("[file]\ndecimal = \",\"")).contains(FORMS));
}

#[test]
fn what_a_parquet_file_lacks_is_named() {
    let file = parquet(WriterProperties::builder().build(), 1);
    check(
        &file,
        "[file]\nformat = \"csv\"",
        "error: this is a Parquet file and its mapping says csv: correct `format` under [file]",
    );
    let wanted =
        crate::fixture::mapping_text("").replace("column = \"count\"", "column = \"nested\"");
    let said = said(&file, &intake::Mapping::parse(&wanted).expect("the mapping is sound"));
    assert!(said.contains("no column `nested`"), "{said}");
    let properties = WriterProperties::builder()
        .set_dictionary_enabled(false)
        .set_column_encoding("id".into(), Encoding::DELTA_BYTE_ARRAY)
        .build();
    let said = crate::fixture::said(&parquet(properties, 1), &mapping());
    assert!(said.contains("packed as DELTA_BYTE_ARRAY, which is not read"), "{said}");
}

#[test]
fn a_footer_that_lies_is_refused() {
    let file = parquet(WriterProperties::builder().build(), 1);
    let refused = |file: &[u8], expected: &str| {
        let said = said(file, &mapping());
        assert!(said.starts_with("error: the Parquet file cannot be read: "), "{said}");
        assert!(said.contains(expected), "{said}");
    };
    refused(b"PAR1", "it ends before it begins");
    refused(&file[..file.len() - 1], "its end is missing");
    let end = file.len() - 8;
    let mut long = file.clone();
    long[end..end + 4].copy_from_slice(&u32::MAX.to_le_bytes());
    refused(&long, "longer than it may be");
    let footer = |bytes: &[u8]| {
        let mut file = b"PAR1".to_vec();
        file.extend(bytes);
        file.extend((bytes.len() as u32).to_le_bytes());
        file.extend(b"PAR1");
        file
    };
    // A list that says it has two thousand million elements.
    refused(&footer(&[0x29, 0xFC, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F]), "one of its lists is longer");
    // A structure in a structure in a structure.
    refused(&footer(&[0x1C].repeat(100_000)), "too deep in one another");
    refused(&footer(&[0x18, 0xFF, 0xFF, 0xFF, 0x0F]), "it ends too early");
    refused(&footer(&[]), "it ends too early");
    // Columns in columns in columns: each element has one child.
    let element = [0x48, 1, b'x', 0x15, 2, 0];
    let deep = [&[0x15, 2, 0x19, 0xFC, 0xE8, 0x07][..], &element.repeat(1_000), &[0]].concat();
    refused(&footer(&deep), "too deep in one another, or are too many");
}
