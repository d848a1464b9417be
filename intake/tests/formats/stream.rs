//! A file of any size is read in batches that hold little, and says how far it has come.

use std::io::{Cursor, Read, Result, Seek, SeekFrom};

use intake::{IntakeError, Mapping, Reading};
use jiff::civil::{Date, date};

const TODAY: Date = date(2024, 6, 1);

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

[handling]
tlp = "TLP:CLEAR"
purposes = ["research"]
subjects = "none"

[key]
columns = ["id"]

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
unit = "count"
"#;

/// A file that is written as it is read: a beginning, then one piece again and again.
struct Endless {
    start: &'static [u8],
    piece: &'static [u8],
    /// Bytes of the whole file.
    length: u64,
    at: u64,
}

impl Read for Endless {
    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        let mut count = 0;
        while count < bytes.len() && self.at < self.length {
            let start = self.start.len() as u64;
            let from = match self.at.checked_sub(start) {
                None => &self.start[self.at as usize..],
                Some(at) => &self.piece[(at % self.piece.len() as u64) as usize..],
            };
            let step = from.len().min(bytes.len() - count).min((self.length - self.at) as usize);
            bytes[count..count + step].copy_from_slice(&from[..step]);
            count += step;
            self.at += step as u64;
        }
        Ok(count)
    }
}

impl Seek for Endless {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        self.at = match to {
            SeekFrom::Start(at) => at,
            SeekFrom::End(by) => self.length.saturating_add_signed(by),
            SeekFrom::Current(by) => self.at.saturating_add_signed(by),
        };
        Ok(self.at)
    }
}

fn mapping() -> Mapping {
    Mapping::parse(MAPPING).expect("the mapping of these tests is sound")
}

fn rows(count: usize) -> String {
    let row = |id: usize| format!("{id},2024-0{},Ohio,{}\n", id % 5 + 1, id % 50);
    std::iter::once("id,month,state,count\n".to_owned()).chain((0..count).map(row)).collect()
}

#[test]
fn batches_make_the_file_and_the_counts_are_whole_at_its_end() {
    let (file, mapping) = (rows(20_000), mapping());
    let mut reading = Reading::open(Box::new(Cursor::new(&file)), &mapping, TODAY).unwrap();
    let (mut last_row, mut batches, mut seen) = (1, 0, 0);
    while let Some(batch) = reading.next_batch().unwrap() {
        assert!(batch.facts.len() <= 8_192 && batch.rejections.is_empty());
        for fact in &batch.facts {
            assert_eq!(fact.row, last_row + 1);
            last_row = fact.row;
        }
        assert!(reading.bytes_read() > seen || reading.bytes_read() == file.len() as u64);
        seen = reading.bytes_read();
        batches += 1;
    }
    let summary = reading.summary();
    assert_eq!((summary.rows_read, summary.rows_accepted, summary.facts), (20_000, 20_000, 20_000));
    assert!(batches > 3, "{batches}");
    assert_eq!(reading.bytes_read(), file.len() as u64);
    assert!(reading.next_batch().unwrap().is_none());
}

#[test]
fn an_error_in_the_middle_ends_the_reading_for_good() {
    let (mut file, mapping) = (rows(20_000).into_bytes(), mapping());
    let middle = file.len() / 2;
    file[middle] = 0xFF;
    let mut reading = Reading::open(Box::new(Cursor::new(&file)), &mapping, TODAY).unwrap();
    let error = loop {
        match reading.next_batch() {
            Ok(batch) => assert!(batch.is_some(), "the end was reached"),
            Err(error) => break error,
        }
    };
    assert!(matches!(error, IntakeError::InvalidUtf8 { .. }), "{error}");
    assert_eq!(reading.next_batch().unwrap_err(), error);
}

#[test]
fn a_row_of_gigabytes_is_refused_before_it_is_held() {
    let mapping = mapping();
    for piece in [b"a".as_slice(), b",", b"\"\"\n"] {
        let start = b"id,month,state,count\n1,\"".as_slice();
        let file = Endless { start, piece, length: 20 << 30, at: 0 };
        let mut reading = Reading::open(Box::new(file), &mapping, TODAY).unwrap();
        let error = reading.next_batch().unwrap_err();
        assert!(matches!(error, IntakeError::RowTooLong { row: 2, .. }), "{error}");
        // One line may be passed over, as far as it goes; rows that it takes in may not.
        let most: u64 = if piece.contains(&b'\n') { 64 << 20 } else { 300 << 20 };
        assert!(reading.bytes_read() < most, "{}", reading.bytes_read());
    }
    let file = Endless { start: b"", piece: b"x,", length: 20 << 30, at: 0 };
    let error = Reading::open(Box::new(file), &mapping, TODAY).err().unwrap();
    assert!(matches!(error, IntakeError::RowTooLong { row: 1, .. }), "{error}");
}

#[test]
fn a_cell_of_a_hundred_megabytes_is_one_rejected_row() {
    let mapping = mapping();
    let long = "x".repeat(100 << 20);
    for (cell, end) in [(long.clone(), "\n"), (format!("\"{long}\""), "\n"), (long, "")] {
        let file = format!("id,month,state,count\n1,2024-01,CT,3\n2,{cell},CT,4{end}");
        let file = if end.is_empty() { file } else { file + "3,2024-02,CT,5\n" };
        let read = intake::read(file.as_bytes(), &mapping, TODAY).unwrap();
        let rows: Vec<u64> = read.facts.iter().map(|fact| fact.row).collect();
        assert_eq!(rows, if end.is_empty() { vec![2] } else { vec![2, 4] });
        let [rejection] = read.rejections.as_slice() else { panic!("{:?}", read.rejections) };
        assert_eq!(rejection.row, 3);
        assert!(rejection.reason.starts_with("the row is longer than"), "{}", rejection.reason);
        assert!(rejection.value.is_empty());
    }
}

#[test]
fn rows_that_an_open_quotation_mark_takes_in_are_not_passed_over() {
    let mapping = mapping();
    let rows = "2,2024-01,CT,4\n".repeat(2 << 20);
    for (open, close) in [("1,\"2024-01,CT,3\n", "3,2024-02\",CT,5\n"), ("1,\"2024-01,CT,3\r", "")]
    {
        let file = format!("id,month,state,count\n{open}{rows}{close}4,2024-03,CT,6\n");
        let error = intake::read(file.as_bytes(), &mapping, TODAY).unwrap_err();
        assert!(matches!(error, IntakeError::RowTooLong { row: 2, .. }), "{error}");
    }
}

#[test]
fn rejections_go_out_with_their_batch() {
    let mapping = mapping();
    let start = b"id,month,state,count\n".as_slice();
    let file = Endless { start, piece: b"1,x,Atlantis,-1\n", length: 16 * 50_000 + 21, at: 0 };
    let mut reading = Reading::open(Box::new(file), &mapping, TODAY).unwrap();
    while let Some(batch) = reading.next_batch().unwrap() {
        assert!(batch.facts.is_empty() && batch.rejections.len() < 8_192 + 3);
    }
    let summary = reading.summary();
    assert_eq!((summary.rows_read, summary.rows_accepted), (50_000, 0));
}
