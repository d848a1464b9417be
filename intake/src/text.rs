//! Bytes of a file to text, under the encoding that the mapping states, a stretch at a time.
//!
//! Answers: is this text at all, and which byte is not. It never replaces a letter it cannot read,
//! and holds one stretch of the file, however long that is.

use std::io::{ErrorKind, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::IntakeError;

/// Text as it comes.
pub(crate) struct Text<'a> {
    bytes: Box<dyn Read + 'a>,
    decoding: Decoding,
    /// Bytes read and not yet decoded stand in front.
    raw: Box<[u8]>,
    raw_len: usize,
    /// Decoded text, of which `used` bytes are consumed.
    decoded: String,
    used: usize,
    /// Bytes and line ends decoded before `raw`.
    bytes_before: u64,
    lines_before: u64,
    is_at_end: bool,
    /// Whether the last of it is decoded, and a letter that is cut there would have been noticed.
    is_finished: bool,
}

enum Decoding {
    Utf8,
    Legacy(&'static Encoding, Box<Decoder>),
}

impl<'a> Text<'a> {
    /// Reads the first stretch and takes a byte order mark off it.
    pub fn open(
        bytes: Box<dyn Read + 'a>,
        encoding: &'static Encoding,
    ) -> Result<Self, IntakeError> {
        let decoding = if encoding == UTF_8 {
            Decoding::Utf8
        } else {
            Decoding::Legacy(encoding, Box::new(encoding.new_decoder_without_bom_handling()))
        };
        let mut text = Self {
            bytes,
            decoding,
            raw: vec![0; STRETCH].into_boxed_slice(),
            raw_len: 0,
            decoded: String::with_capacity(STRETCH),
            used: 0,
            bytes_before: 0,
            lines_before: 0,
            is_at_end: false,
            is_finished: false,
        };
        text.read_stretch()?;
        text.strip_byte_order_mark(encoding)?;
        Ok(text)
    }

    /// The text that comes next; empty at the end of the file only.
    pub fn fill(&mut self) -> Result<&str, IntakeError> {
        while self.used == self.decoded.len() {
            if self.is_finished {
                return Ok("");
            }
            let is_last = self.is_at_end;
            self.decode_stretch()?;
            self.is_finished = is_last;
            self.read_stretch()?;
        }
        Ok(&self.decoded[self.used..])
    }

    /// Marks bytes of what [`Text::fill`] gave as read.
    pub fn consume(&mut self, bytes: usize) {
        self.used += bytes;
    }

    /// Removes a mark that agrees with the mapping, and refuses one that does not.
    fn strip_byte_order_mark(&mut self, stated: &'static Encoding) -> Result<(), IntakeError> {
        let Some((marked, length)) = Encoding::for_bom(&self.raw[..self.raw_len]) else {
            return Ok(());
        };
        if marked != stated {
            let (marked, stated) = (marked.name(), stated.name());
            return Err(IntakeError::MarkedOtherwise { marked, stated });
        }
        self.drop_raw(length);
        Ok(())
    }

    /// Reads on behind what is not decoded yet, until the stretch is full or the file ends.
    fn read_stretch(&mut self) -> Result<(), IntakeError> {
        while !self.is_at_end && self.raw_len < self.raw.len() {
            match self.bytes.read(&mut self.raw[self.raw_len..]) {
                Ok(0) => self.is_at_end = true,
                Ok(count) => self.raw_len += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    fn decode_stretch(&mut self) -> Result<(), IntakeError> {
        self.decoded.clear();
        self.used = 0;
        let raw = &self.raw[..self.raw_len];
        let used = match &mut self.decoding {
            Decoding::Utf8 => decode_utf_8(raw, self.is_at_end, &mut self.decoded),
            Decoding::Legacy(encoding, decoder) => {
                let is_utf_16 = *encoding == UTF_16LE || *encoding == UTF_16BE;
                if !is_utf_16 && raw.contains(&0) {
                    Err(Wrong::Nul(position_of_nul(raw)))
                } else {
                    decode_legacy(raw, decoder, self.is_at_end, &mut self.decoded)
                }
            }
        };
        match used {
            Ok(used) => self.drop_raw(used),
            Err(wrong) => return Err(self.explain(&wrong)),
        }
        Ok(())
    }

    fn explain(&self, wrong: &Wrong) -> IntakeError {
        let line_of = |at: usize| self.lines_before + line_ends(&self.raw[..at]) + 1;
        let byte_of = |at: usize| self.bytes_before + at as u64 + 1;
        match *wrong {
            Wrong::Nul(at) => IntakeError::NulByte { byte: byte_of(at), line: line_of(at) },
            Wrong::NotUtf8(at) => IntakeError::InvalidUtf8 {
                value: self.raw[at],
                byte: byte_of(at),
                line: line_of(at),
            },
            Wrong::Undecodable => IntakeError::Undecodable {
                encoding: match &self.decoding {
                    Decoding::Utf8 => UTF_8.name(),
                    Decoding::Legacy(encoding, _) => encoding.name(),
                },
                line: self.lines_before + line_ends(self.decoded.as_bytes()) + 1,
            },
        }
    }

    fn drop_raw(&mut self, count: usize) {
        self.bytes_before += count as u64;
        self.lines_before += line_ends(&self.raw[..count]);
        self.raw.copy_within(count..self.raw_len, 0);
        self.raw_len -= count;
    }
}

/// Whether bytes are UTF-8 to their end.
pub(crate) fn is_utf_8(bytes: Box<dyn Read + '_>) -> Result<bool, IntakeError> {
    let mut text = Text::open(bytes, UTF_8)?;
    loop {
        match text.fill() {
            Ok("") => return Ok(true),
            Ok(stretch) => {
                let length = stretch.len();
                text.consume(length);
            }
            Err(IntakeError::InvalidUtf8 { .. }) => return Ok(false),
            Err(error) => return Err(error),
        }
    }
}

/// What is wrong with a stretch, and where in it.
enum Wrong {
    Nul(usize),
    NotUtf8(usize),
    Undecodable,
}

/// Adds what is whole of `raw` to `decoded`; says how many bytes that were.
fn decode_utf_8(raw: &[u8], is_last: bool, decoded: &mut String) -> Result<usize, Wrong> {
    let valid = match std::str::from_utf8(raw) {
        Ok(text) => text,
        Err(error) => {
            let at = error.valid_up_to();
            let is_cut = error.error_len().is_none() && !is_last && at > 0;
            match std::str::from_utf8(&raw[..at]) {
                Ok(text) if is_cut => text,
                _ => return Err(Wrong::NotUtf8(at)),
            }
        }
    };
    if memchr::memchr(0, valid.as_bytes()).is_some() {
        return Err(Wrong::Nul(position_of_nul(raw)));
    }
    decoded.push_str(valid);
    Ok(valid.len())
}

/// Adds what is whole of `raw` to `decoded`; the decoder keeps a letter that is cut.
fn decode_legacy(
    raw: &[u8],
    decoder: &mut Decoder,
    is_last: bool,
    decoded: &mut String,
) -> Result<usize, Wrong> {
    let needed = decoder.max_utf8_buffer_length_without_replacement(raw.len());
    decoded.reserve(needed.unwrap_or(STRETCH * 4));
    let (result, used) = decoder.decode_to_string_without_replacement(raw, decoded, is_last);
    if result != DecoderResult::InputEmpty {
        return Err(Wrong::Undecodable);
    }
    if decoded.as_bytes().contains(&0) {
        let at = position_of_nul(decoded.as_bytes());
        let units: usize = decoded[..at].chars().map(char::len_utf16).sum();
        return Err(Wrong::Nul((units * 2).min(raw.len())));
    }
    Ok(used)
}

fn position_of_nul(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| *byte == 0).unwrap_or_default()
}

fn line_ends(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

/// Bytes that are decoded at once.
const STRETCH: usize = 64 * 1024;

#[cfg(test)]
mod tests {
    use encoding_rs::{EUC_KR, SHIFT_JIS, WINDOWS_1252};

    use super::*;

    /// Gives the bytes in pieces of a few, so that letters are cut in the middle.
    struct Trickle<'a>(&'a [u8]);

    impl Read for Trickle<'_> {
        fn read(&mut self, bytes: &mut [u8]) -> std::io::Result<usize> {
            let count = self.0.len().min(bytes.len()).min(3);
            bytes[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    fn decode(bytes: &[u8], encoding: &'static Encoding) -> Result<String, IntakeError> {
        let mut text = Text::open(Box::new(Trickle(bytes)), encoding)?;
        let mut whole = String::new();
        loop {
            let stretch = text.fill()?;
            if stretch.is_empty() {
                return Ok(whole);
            }
            whole.push_str(stretch);
            let used = stretch.len();
            text.consume(used);
        }
    }

    fn check(bytes: &[u8], encoding: &'static Encoding, expected: &str) {
        let said = decode(bytes, encoding).unwrap_or_else(|error| error.to_string());
        assert!(said.contains(expected), "{said}");
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        assert_eq!(decode(b"\xEF\xBB\xBFa,b", UTF_8).unwrap(), "a,b");
        assert_eq!(decode(b"\xFF\xFEa\0,\0", UTF_16LE).unwrap(), "a,");
        assert_eq!(decode(b"\xFE\xFF\0a\0,", UTF_16BE).unwrap(), "a,");
    }

    #[test]
    fn what_is_not_the_stated_text_is_refused_with_what_to_do() {
        check(b"a\nb\0", UTF_8, "byte 4 (line 2) is NUL");
        check(b"a\nK\xF6ln", UTF_8, "byte 4 (line 2)");
        check(b"a\nK\xF6ln", UTF_8, "encoding = \"windows-1252\"");
        check(b"a\nK\xC3", UTF_8, "byte 4 (line 2) is 0xC3");
        check(b"\xFF\xFEa\0", UTF_8, "encoding = \"UTF-16LE\"");
        check(b"a\n\xFFb", EUC_KR, "the file is not EUC-KR, as its mapping says (line 2)");
        check(b"a\0b", UTF_16LE, "the file is not UTF-16LE");
        check(b"a\0\0\0b\0", UTF_16LE, "byte 3 (line 1) is NUL");
        check(b"a\0\x00\xD8b\0", UTF_16LE, "the file is not UTF-16LE");
    }

    #[test]
    fn a_letter_is_read_whole_where_a_stretch_cuts_it() {
        let text = format!("{}{}", "a".repeat(STRETCH - 1), "ö€".repeat(STRETCH / 2));
        assert_eq!(decode(text.as_bytes(), UTF_8).unwrap(), text);
        let (bytes, _, _) = SHIFT_JIS.encode("薬物,ヘロイン\n");
        let bytes = [b"a".repeat(STRETCH - 1), bytes.repeat(9_000)].concat();
        assert!(decode(&bytes, SHIFT_JIS).unwrap().ends_with("薬物,ヘロイン\n"));
    }

    #[test]
    fn a_letter_cut_at_the_end_is_refused_however_long_the_file_is() {
        for length in [STRETCH - 1, STRETCH, STRETCH + 1, 2 * STRETCH] {
            let mut bytes = b"a".repeat(length);
            bytes[length - 1] = 0x83;
            check(&bytes, SHIFT_JIS, "the file is not Shift_JIS, as its mapping says (line 1)");
            let mut halves = b"a\0".repeat(length / 2);
            halves.truncate(length / 2 * 2 - 2);
            halves.extend(b"\x00\xD8");
            check(&halves, UTF_16LE, "the file is not UTF-16LE, as its mapping says (line 1)");
            let whole = "a".repeat(length);
            assert_eq!(decode(whole.as_bytes(), SHIFT_JIS).unwrap(), whole);
        }
    }

    #[test]
    fn a_bad_byte_deep_inside_is_named_by_its_place() {
        let mut bytes = b"abc\n".repeat(100_000);
        bytes[300_001] = 0xE9;
        check(&bytes, UTF_8, "byte 300002 (line 75001) is 0xE9");
        bytes[300_001] = 0;
        check(&bytes, UTF_8, "byte 300002 (line 75001) is NUL");
    }

    #[test]
    fn legacy_letters_are_read_under_their_encoding() {
        check(b"K\xF6ln", WINDOWS_1252, "Köln");
    }
}
