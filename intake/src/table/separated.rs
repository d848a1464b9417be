//! Text with separators (CSV, TSV) to rows of cells, with the row numbers a spreadsheet shows.
//!
//! It keeps one row, passes over a line that is too long, and stops at a row that takes in others.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use memchr::{memchr2_iter, memchr3};

use super::{MAX_CELLS, MAX_ROW_BYTES, Numbered};
use crate::cells::Cells;
use crate::error::IntakeError;
use crate::fault::Fault;
use crate::mended;
use crate::text::Text;

/// Rows of a text with separators.
pub(crate) struct Separated<'a> {
    text: Text<'a>,
    separator: u8,
    parser: Box<Reader>,
    /// The row read last; 0 before the first.
    row: u64,
    /// Whether that row ended in `\r`, to which a `\n` still belongs.
    ended_in_return: bool,
    sent: Sent,
    buffer: Vec<u8>,
    ends: Vec<usize>,
}

/// What came next.
enum Record {
    /// A record of so many bytes and cells.
    Of(usize, usize),
    /// One line that is longer than a row may be.
    TooLong,
    /// Nothing more.
    None,
}

/// Whether a file comes as its source wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sent {
    /// It does.
    First,
    /// It holds rejected rows that were mended.
    Again,
}

impl<'a> Separated<'a> {
    /// Parts cells at `separator`.
    pub fn new(text: Text<'a>, separator: u8, sent: Sent) -> Self {
        Self {
            text,
            separator,
            parser: Box::new(ReaderBuilder::new().delimiter(separator).build()),
            row: 0,
            ended_in_return: false,
            sent,
            buffer: vec![0; 4 * 1024],
            ends: vec![0; 64],
        }
    }

    /// Whether the file holds rejected rows that were mended.
    pub fn is_resent(&self) -> bool {
        self.sent == Sent::Again
    }

    /// Reads the next line that is not empty and says which row it is; `None` at the end.
    pub fn next_row(&mut self, cells: &mut Cells) -> Result<Option<Numbered>, IntakeError> {
        self.skip_empty_lines()?;
        let mut shape = Ok(());
        if self.row == 0 || !self.part_plain_line(cells)? {
            match self.parse_record()? {
                Record::None => return Ok(None),
                Record::Of(bytes, count) => {
                    let text = std::str::from_utf8(&self.buffer[..bytes])
                        .expect("text without its separators and quotes is text");
                    cells.fill(text, &self.ends[..count]);
                }
                // A header that long leaves no table.
                Record::TooLong if self.row == 0 => return Err(self.too_long()),
                Record::TooLong => {
                    cells.clear();
                    shape = Err(Fault::of_row(format!(
                        "the row is longer than the {MAX_ROW_BYTES} bytes that are read of one: look \
                         for a cell that holds a whole document"
                    )));
                }
            }
        }
        self.row += 1;
        if self.sent == Sent::Again {
            mended::unguard(cells);
        }
        Ok(Some((self.row, shape)))
    }

    fn too_long(&self) -> IntakeError {
        IntakeError::RowTooLong { row: self.row + 1, limit: MAX_ROW_BYTES }
    }

    /// Parts a line that lies before us whole and has no quotation mark, as nearly all do; says whether
    /// it is one.
    fn part_plain_line(&mut self, cells: &mut Cells) -> Result<bool, IntakeError> {
        let input = self.text.fill()?;
        let Some(end) = memchr3(b'\n', b'\r', b'"', input.as_bytes()) else { return Ok(false) };
        let sign = input.as_bytes()[end];
        if sign == b'"' {
            return Ok(false);
        }
        cells.part(&input[..end], self.separator);
        self.ended_in_return = sign == b'\r';
        self.text.consume(end + 1);
        Ok(true)
    }

    /// Parses the record that comes next.
    fn parse_record(&mut self) -> Result<Record, IntakeError> {
        let (mut bytes, mut count) = (0, 0);
        let (mut passed, mut line_ends, mut is_too_long) = (0, 0, false);
        loop {
            let input = self.text.fill()?.as_bytes();
            let (result, read, written, ended) =
                self.parser.read_record(input, &mut self.buffer[bytes..], &mut self.ends[count..]);
            passed += read;
            line_ends += memchr2_iter(b'\n', b'\r', &input[..read]).count();
            if read > 0 {
                self.ended_in_return = input[read - 1] == b'\r';
            }
            self.text.consume(read);
            bytes += written;
            count += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if bytes < MAX_ROW_BYTES => {
                    self.buffer.resize((bytes * 2).min(MAX_ROW_BYTES), 0);
                }
                ReadRecordResult::OutputEndsFull if count < MAX_CELLS => {
                    self.ends.resize((count * 2).min(MAX_CELLS), 0);
                }
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    (bytes, count, is_too_long) = (0, 0, true);
                }
                // The end of the record is that of its line, or of the file.
                ReadRecordResult::Record if is_too_long && line_ends <= usize::from(read > 0) => {
                    return Ok(Record::TooLong);
                }
                ReadRecordResult::Record if is_too_long => return Err(self.too_long()),
                ReadRecordResult::Record => return Ok(Record::Of(bytes, count)),
                ReadRecordResult::End => return Ok(Record::None),
            }
            // A quotation mark that is not closed takes in rows that follow: none of them may be lost.
            if passed > MOST_PASSED_OVER || is_too_long && line_ends > 0 {
                return Err(self.too_long());
            }
        }
    }

    /// Passes line ends that stand where a row would begin: a spreadsheet shows them as empty rows.
    fn skip_empty_lines(&mut self) -> Result<(), IntakeError> {
        loop {
            let input = self.text.fill()?.as_bytes();
            let is_line_end = |byte: &&u8| matches!(byte, b'\r' | b'\n');
            let ends = input.iter().take_while(is_line_end).count();
            for byte in &input[..ends] {
                let belongs_to_return = *byte == b'\n' && self.ended_in_return;
                self.row += u64::from(!belongs_to_return);
                self.ended_in_return = *byte == b'\r';
            }
            if ends == 0 {
                return Ok(());
            }
            self.text.consume(ends);
        }
    }
}

/// Bytes of one row that are passed over; reading stops at a longer one.
const MOST_PASSED_OVER: usize = 256 * 1024 * 1024;

#[cfg(test)]
mod tests {
    use encoding_rs::UTF_8;
    use proptest::prelude::*;

    use super::*;

    fn rows_of(text: &str, parse_all: bool) -> Vec<(u64, Vec<String>)> {
        let read = Text::open(Box::new(text.as_bytes()), UTF_8).unwrap();
        let mut rows = Separated::new(read, b';', Sent::First);
        let mut cells = Cells::default();
        let mut seen = Vec::new();
        loop {
            rows.skip_empty_lines().unwrap();
            let row = if parse_all {
                let Record::Of(bytes, count) = rows.parse_record().unwrap() else { return seen };
                let text = std::str::from_utf8(&rows.buffer[..bytes]).unwrap();
                cells.fill(text, &rows.ends[..count]);
                rows.row += 1;
                Some(rows.row)
            } else {
                rows.next_row(&mut cells).unwrap().map(|(row, _)| row)
            };
            let Some(row) = row else { return seen };
            seen.push((row, cells.iter().map(str::to_owned).collect()));
        }
    }

    proptest! {
        #[test]
        fn a_line_parted_here_is_what_the_parser_makes_of_it(text in "[ab;;\"\\r\\n\\n é]{0,60}") {
            prop_assert_eq!(rows_of(&text, false), rows_of(&text, true));
        }
    }
}
