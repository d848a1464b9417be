//! Small sound files of every format, damaged at random: no panic, no lost row, no endless reading.
//!
//! The seed is fixed. `WATCHFIRE_SOAK=600` goes on for that many seconds per format, by hand.

use std::io::{Cursor, Read, Result, Seek, SeekFrom};
use std::time::{Duration, Instant};

use intake::Mapping;
use parquet::basic::{Compression, Encoding};
use parquet::file::properties::WriterProperties;

use crate::fixture::{CSV, gzip, mapping_with, said_of, sheet_row, stored_workbook, workbook, zip};
use crate::parquet::parquet;

/// A file that may be read so often and no more: work is bounded, on however slow a machine.
struct Metered<'a> {
    file: Cursor<&'a [u8]>,
    calls: u32,
    bytes: usize,
}

impl<'a> Metered<'a> {
    fn new(file: &'a [u8]) -> Self {
        Self { file: Cursor::new(file), calls: 0, bytes: 0 }
    }
}

impl Read for Metered<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        let count = self.file.read(bytes)?;
        self.calls += 1;
        self.bytes += count;
        let length = self.file.get_ref().len();
        assert!(self.calls <= MOST_CALLS, "the file is read without end");
        assert!(
            self.bytes <= MOST_TIMES * length,
            "{} of {length} bytes were read, again and again",
            self.bytes
        );
        Ok(count)
    }
}

impl Seek for Metered<'_> {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        self.file.seek(to)
    }
}

/// Calls that a small file may take to be read.
const MOST_CALLS: u32 = 2_000;

/// Times that each of its bytes may be read: its kind, its directory, its parts.
const MOST_TIMES: usize = 60;

/// Numbers without end from a seed.
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below.max(1) as u64) as usize
    }
}

/// Changes a few bytes, or moves, repeats, drops or puts in stretches of them.
fn damage(random: &mut Random, file: &[u8]) -> Vec<u8> {
    let mut file = file.to_vec();
    for _ in 0..=random.next(4) {
        let at = random.next(file.len());
        let end = (at + random.next(16)).min(file.len());
        match random.next(8) {
            0 => file.truncate(at),
            1 => drop(file.drain(at..end)),
            2 => {
                let part = file[at..end].to_vec();
                let to = random.next(file.len() + 1);
                file.splice(to..to, part);
            }
            3 => {
                let odd = ["\0", "\"", "\n", "\u{202e}", "1e400", "\u{663}", "<!DOCTYPE x>", "&b;"];
                file.splice(at..at, odd[random.next(odd.len())].bytes());
            }
            4 if !file.is_empty() => file[at] = [0, 0xFF, 0x7F, 0x80][random.next(4)],
            5 if !file.is_empty() => file[at] ^= 1 << random.next(8),
            _ if !file.is_empty() => file[at] = random.next(256) as u8,
            _ => {}
        }
    }
    file
}

fn fuzz(seed: u64, rounds: u32, settings: &[&str], files: &[Vec<u8>]) {
    let mappings: Vec<Mapping> = settings.iter().map(|settings| mapping_with(settings)).collect();
    let soak = std::env::var("WATCHFIRE_SOAK").ok().and_then(|seconds| seconds.parse().ok());
    let soak = soak.map(Duration::from_secs);
    let end = soak.map(|soak| now() + soak);
    let mut random = Random(seed);
    let mut round = 0;
    while end.map_or(round < rounds, |end| now() < end) {
        let sound = &files[random.next(files.len())];
        let file = damage(&mut random, sound);
        let mapping = &mappings[random.next(mappings.len())];
        let outcome = std::panic::catch_unwind(|| said_of(Box::new(Metered::new(&file)), mapping));
        let file = || String::from_utf8_lossy(&file).into_owned();
        assert!(outcome.is_ok(), "round {round}, seed {seed}: {:?}", file());
        round += 1;
    }
    println!("{round} rounds");
}

#[expect(clippy::disallowed_methods, reason = "a soak by hand lasts as long as it is told to")]
fn now() -> Instant {
    Instant::now()
}

#[test]
fn damaged_text_is_read_or_refused() {
    let utf_16: Vec<u8> = CSV.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let wide = "x\n\nid,state,2024-01,2024-02\na,Ohio,1,2*\n";
    let settings = [
        "",
        "[file]\nencoding = \"utf-16le\"",
        "[file]\nencoding = \"auto\"\nuntil_blank_row = true",
        "[file]\nheader_row = 3\nheader_rows = 2\nfootnotes = [\"*\"]\n[wide]\ncolumns = [\"2024*\"]\nname = \"month\"\nvalue = \"count\"",
    ];
    fuzz(1, 400, &settings, &[CSV.as_bytes().to_vec(), utf_16, wide.as_bytes().to_vec()]);
}

#[test]
fn damaged_json_is_read_or_refused() {
    let lines = "{\"id\":\"a\",\"month\":\"2024-01\",\"state\":\"Ohio\",\"count\":3.1}\n{\"id\":\"\\u00e9\\n\",\"month\":\"2024-02\",\"state\":\"Iowa\",\"count\":-4e2,\"x\":[1,{\"y\":null}]}\n";
    fuzz(2, 400, &["", "[file]\nformat = \"json-lines\""], &[lines.as_bytes().to_vec()]);
}

#[test]
fn damaged_packing_is_read_or_refused() {
    let files = [
        gzip(CSV.as_bytes()),
        zip(&[("table.csv", CSV.as_bytes())]),
        zip(&[("=table.csv", CSV.as_bytes()), ("b", b"x")]),
    ];
    fuzz(3, 400, &["", "[file]\nmember = \"table.csv\"\nencoding = \"auto\""], &files);
}

#[test]
fn damaged_workbooks_are_read_or_refused() {
    let rows = [
        sheet_row(1, &["id", "month", "state", "count"]),
        "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" s=\"1\"><v>45292</v></c><c r=\"C2\" t=\"str\"><f>1</f><v>O&amp;hio</v></c><c r=\"D2\"><v>1.5</v></c></row>".to_owned(),
    ]
    .concat();
    let book = workbook(&[("S", &rows), ("T", &rows)], &["a", "b"]);
    // Damage of what is packed is mostly noticed by its checksum; so the parts are stored here.
    let parts = [("S", rows.as_str())];
    let stored = stored_workbook(&parts, &["a"]);
    let settings = ["[file]\nsheets = [\"S\", \"T\"]", "", "[file]\nsheet = \"S\"\nheader_row = 1"];
    fuzz(4, 300, &settings, &[book, stored]);
}

#[test]
fn damaged_parquet_is_read_or_refused() {
    let builder = WriterProperties::builder;
    let files = [
        parquet(builder().build(), 2),
        parquet(
            builder().set_compression(Compression::SNAPPY).set_dictionary_enabled(false).build(),
            1,
        ),
        parquet(
            builder()
                .set_dictionary_enabled(false)
                .set_column_encoding("id".into(), Encoding::DELTA_LENGTH_BYTE_ARRAY)
                .set_column_encoding("count".into(), Encoding::DELTA_BINARY_PACKED)
                .set_column_encoding("month".into(), Encoding::BYTE_STREAM_SPLIT)
                .build(),
            1,
        ),
    ];
    fuzz(5, 600, &["", "[file]\ndecimal = \",\""], &files);
}
