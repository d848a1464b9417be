//! A small table in every format, made as other programs make it.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use flate2::write::{DeflateEncoder, GzEncoder};
use flate2::{Compression, Crc};
use intake::{Mapping, Reading, Source};
use jiff::civil::{Date, date};
use vocabulary::fact::Detail;

pub const TODAY: Date = date(2024, 6, 1);

/// A mapping of counts by month and state; settings for the file stand in the middle.
pub fn mapping_with(settings: &str) -> Mapping {
    let text = mapping_text(settings);
    Mapping::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

pub fn mapping_text(settings: &str) -> String {
    MAPPING.replace("#settings", settings)
}

pub fn mapping() -> Mapping {
    mapping_with("")
}

const MAPPING: &str = r#"
source = "test"
title = "Counts by month"
licence = "none"
kind = "observation"
coverage = "US"
replaces = "same-keys"
absent = "unknown"
retention_years = 1
indicator = "seizures-number"

#settings

[handling]
tlp = "TLP:CLEAR"
purposes = ["research"]
subjects = "none"

[key]
columns = ["id"]
fields = ["period"]

[known_at]
days_after_period = 0
because = "a test"

[period]
column = "month"
forms = ["iso"]

[place]
columns = ["state"]

[[measure]]
column = "count"
unit = "kg"
"#;

/// What a file gives: "row id month place value" of every fact, "row column `value`: reason" of
/// every rejection, or the error.
pub fn said(bytes: &[u8], mapping: &Mapping) -> String {
    said_of(Box::new(Cursor::new(bytes)), mapping)
}

pub fn said_of<'a>(file: Box<dyn Source + 'a>, mapping: &'a Mapping) -> String {
    let mut said = String::new();
    let mut reading = match Reading::open(file, mapping, TODAY) {
        Ok(reading) => reading,
        Err(error) => return format!("error: {error}"),
    };
    loop {
        let batch = match reading.next_batch() {
            Ok(Some(batch)) => batch,
            Ok(None) => break,
            Err(error) => return format!("error: {error}"),
        };
        for fact in &batch.facts {
            let Detail::Observation(observation) = &fact.detail else { panic!() };
            let value =
                observation.value.map_or_else(|_| "?".to_owned(), |v| v.normalize().to_string());
            let key = fact.fact_key.split('|').nth(2).unwrap_or_default();
            let (place, period) = (&fact.place_text, fact.when.period());
            writeln!(said, "{} {key} {period} {place} {value}", fact.row).expect("memory takes it");
        }
        for r in &batch.rejections {
            writeln!(said, "{} {} `{}`: {}", r.row, r.column, r.value, r.reason)
                .expect("memory takes it");
        }
    }
    let summary = reading.summary();
    for note in &summary.footnotes {
        writeln!(said, "mark {} of {} x {}", note.mark, note.column, note.rows)
            .expect("memory takes it");
    }
    assert!(summary.rows_accepted <= summary.rows_read);
    said
}

/// Holds what a file says against what it should say.
pub fn check(bytes: &[u8], settings: &str, expected: &str) {
    let said = said(bytes, &mapping_with(settings));
    assert_eq!(said.trim(), expected.trim());
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

pub fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

/// A zip file of these members, the first byte of whose name says how it is packed: `=` stores it.
pub fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in members {
        let (name, method, packed) = match name.strip_prefix('=') {
            Some(name) => (name, 0u16, bytes.to_vec()),
            None => (*name, 8u16, deflate(bytes)),
        };
        let mut crc = Crc::new();
        crc.update(bytes);
        let mut common = Vec::new();
        common.extend([20, 0, 0, 8]);
        common.extend(method.to_le_bytes());
        common.extend([0; 4]);
        common.extend(crc.sum().to_le_bytes());
        common.extend((packed.len() as u32).to_le_bytes());
        common.extend((bytes.len() as u32).to_le_bytes());
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend((file.len() as u32).to_le_bytes());
        directory.extend(name.as_bytes());
        file.extend(b"PK\x03\x04");
        file.extend(&common);
        file.extend(name.as_bytes());
        file.extend(packed);
    }
    let (start, length) = (file.len() as u32, directory.len() as u32);
    file.extend(directory);
    file.extend(b"PK\x05\x06\0\0\0\0");
    let count = members.len() as u16;
    file.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    file.extend([length.to_le_bytes(), start.to_le_bytes()].concat());
    file.extend([0, 0]);
    file
}

/// A workbook of these sheets, by name and the XML of their rows.
pub fn workbook(sheets: &[(&str, &str)], texts: &[&str]) -> Vec<u8> {
    packed(&parts_of_workbook(sheets, texts))
}

/// The same without packing, so that damage reaches what reads it.
pub fn stored_workbook(sheets: &[(&str, &str)], texts: &[&str]) -> Vec<u8> {
    let mut parts = parts_of_workbook(sheets, texts);
    for (name, _) in &mut parts {
        name.insert(0, '=');
    }
    packed(&parts)
}

fn packed(parts: &[(String, String)]) -> Vec<u8> {
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, xml)| (name.as_str(), xml.as_bytes())).collect();
    zip(&parts)
}

fn parts_of_workbook(sheets: &[(&str, &str)], texts: &[&str]) -> Vec<(String, String)> {
    let (mut list, mut relations) = (String::new(), String::new());
    let mut members: Vec<(String, String)> = Vec::new();
    for (i, (name, rows)) in sheets.iter().enumerate() {
        let id = i + 1;
        write!(list, r#"<sheet name="{name}" sheetId="{id}" r:id="rId{id}"/>"#)
            .expect("memory takes it");
        write!(
            relations,
            r#"<Relationship Id="rId{id}" Type="http://x/relationships/worksheet" Target="worksheets/sheet{id}.xml"/>"#
        )
        .expect("memory takes it");
        let xml = format!("<worksheet xmlns=\"m\"><sheetData>{rows}</sheetData></worksheet>");
        members.push((format!("xl/worksheets/sheet{id}.xml"), xml));
    }
    let text = |text: &&str| format!("<si><t>{text}</t></si>");
    let texts = texts.iter().map(text).collect::<Vec<_>>().concat();
    members.push(("xl/sharedStrings.xml".to_owned(), format!("<sst>{texts}</sst>")));
    members.push((
        "xl/styles.xml".to_owned(),
        r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\-mm"/><numFmt numFmtId="165" formatCode="0.0%;[Red]\-0.0%"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="9"/><xf numFmtId="165"/></cellXfs></styleSheet>"#.to_owned(),
    ));
    members.push((
        "xl/workbook.xml".to_owned(),
        format!("<workbook xmlns:r=\"r\"><sheets>{list}</sheets></workbook>"),
    ));
    members.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        format!("<Relationships>{relations}</Relationships>"),
    ));
    members.push(("[Content_Types].xml".to_owned(), "<Types/>".to_owned()));
    members
}

/// A row of a sheet whose cells are texts written in place.
pub fn sheet_row(number: usize, cells: &[&str]) -> String {
    let cell = |(i, text): (usize, &&str)| {
        let column = char::from(b'A' + i as u8);
        format!("<c r=\"{column}{number}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    };
    let cells: String = cells.iter().enumerate().map(cell).collect();
    format!("<row r=\"{number}\">{cells}</row>")
}

pub const CSV: &str = "id,month,state,count\na,2024-01,Ohio,3\nb,2024-02,Iowa,4.5\n";

/// What [`CSV`] says.
pub const SAID: &str = "2 a 2024-01 Ohio 3\n3 b 2024-02 Iowa 4.5\n";
