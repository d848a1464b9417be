//! Text with separators (CSV, TSV) to rows of cells, with the row numbers a spreadsheet shows.
//!
//! It keeps one row, and stops at a row that does not end.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::{MAX_CELLS, MAX_ROW_BYTES};
use crate::cells::Cells;
use crate::error::IntakeError;
use crate::mended;
use crate::text::Text;

/// Rows of a text with separators.
pub(crate) struct Separated<'a> {
    text: Text<'a>,
    parser: Box<Reader>,
    /// The row read last; 0 before the first.
    row: u64,
    /// Whether that row ended in `\r`, to which a `\n` still belongs.
    ended_in_return: bool,
    sent: Sent,
    buffer: Vec<u8>,
    ends: Vec<usize>,
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
    pub fn next_row(&mut self, cells: &mut Cells) -> Result<Option<u64>, IntakeError> {
        self.skip_empty_lines()?;
        let (mut bytes, mut count) = (0, 0);
        loop {
            let input = self.text.fill()?.as_bytes();
            let (result, read, written, ended) =
                self.parser.read_record(input, &mut self.buffer[bytes..], &mut self.ends[count..]);
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
                    return Err(IntakeError::RowTooLong {
                        row: self.row + 1,
                        limit: MAX_ROW_BYTES,
                    });
                }
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return Ok(None),
            }
        }
        self.row += 1;
        let text = std::str::from_utf8(&self.buffer[..bytes])
            .expect("text without its separators and quotes is text");
        cells.fill(text, &self.ends[..count]);
        if self.sent == Sent::Again {
            mended::unguard(cells);
        }
        Ok(Some(self.row))
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
