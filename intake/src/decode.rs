//! Bytes of a file to text, under the encoding that the mapping states.
//!
//! Answers: is this text at all, and which byte is not. It never guesses an encoding and never
//! replaces a letter it cannot read.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::read::IntakeError;

/// Largest file that is read, in bytes.
pub const MAX_FILE_BYTES: usize = 512 * 1024 * 1024;

/// The text of a file, without its byte order mark.
pub(crate) fn decode<'a>(
    bytes: &'a [u8],
    encoding: &'static Encoding,
) -> Result<Cow<'a, str>, IntakeError> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(IntakeError::TooLarge { bytes: bytes.len(), limit: MAX_FILE_BYTES });
    }
    let (bytes, encoding) = strip_byte_order_mark(bytes, encoding)?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(IntakeError::Empty);
    }
    if let Some((_, format)) = FORMATS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(IntakeError::OtherFormat { format });
    }
    let is_utf_16 = encoding == UTF_16LE || encoding == UTF_16BE;
    if let Some(at) = bytes.iter().position(|byte| *byte == 0).filter(|_| !is_utf_16) {
        return Err(IntakeError::NulByte { byte: at + 1, line: line_of(bytes, at) });
    }
    if encoding == UTF_8 {
        return match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Cow::Borrowed(text)),
            Err(error) => Err(invalid_utf_8(bytes, error.valid_up_to())),
        };
    }
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or(IntakeError::Undecodable { encoding: encoding.name() })
}

/// Removes a mark that agrees with the mapping, and refuses one that does not.
fn strip_byte_order_mark<'a>(
    bytes: &'a [u8],
    stated: &'static Encoding,
) -> Result<(&'a [u8], &'static Encoding), IntakeError> {
    let Some((marked, length)) = Encoding::for_bom(bytes) else {
        return Ok((bytes, stated));
    };
    if marked == stated {
        return Ok((&bytes[length..], stated));
    }
    Err(IntakeError::MarkedOtherwise { marked: marked.name(), stated: stated.name() })
}

fn invalid_utf_8(bytes: &[u8], at: usize) -> IntakeError {
    IntakeError::InvalidUtf8 { value: bytes[at], byte: at + 1, line: line_of(bytes, at) }
}

fn line_of(bytes: &[u8], at: usize) -> usize {
    bytes[..at].split(|byte| *byte == b'\n').count()
}

/// How files begin that are often taken for text.
const FORMATS: [(&[u8], &str); 5] = [
    (b"PK\x03\x04", "an XLSX, ODS or ZIP file"),
    (b"\xD0\xCF\x11\xE0", "an old Excel file"),
    (b"%PDF", "a PDF file"),
    (b"PAR1", "a Parquet file"),
    (b"\x1F\x8B", "a gzip file"),
];

#[cfg(test)]
mod tests {
    use encoding_rs::WINDOWS_1252;

    use super::*;

    fn check(bytes: &[u8], encoding: &'static Encoding, expected: &str) {
        let said = match decode(bytes, encoding) {
            Ok(text) => text.into_owned(),
            Err(error) => error.to_string(),
        };
        assert!(said.contains(expected), "{said}");
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        assert_eq!(decode(b"\xEF\xBB\xBFa,b", UTF_8).unwrap(), "a,b");
        assert_eq!(decode(b"\xFF\xFEa\0,\0", UTF_16LE).unwrap(), "a,");
    }

    #[test]
    fn what_is_not_the_stated_text_is_refused_with_what_to_do() {
        check(b"", UTF_8, "the file is empty");
        check(b" \r\n\n", UTF_8, "the file is empty");
        check(b"a\nb\0", UTF_8, "byte 4 (line 2) is NUL");
        check(b"a\nK\xF6ln", UTF_8, "byte 4 (line 2)");
        check(b"a\nK\xF6ln", UTF_8, "encoding = \"windows-1252\"");
        check(b"\xFF\xFEa\0", UTF_8, "encoding = \"UTF-16LE\"");
        check(b"PK\x03\x04....", UTF_8, "an XLSX, ODS or ZIP file");
        check(b"a\xFFb", encoding_rs::EUC_KR, "EUC-KR");
    }

    #[test]
    fn legacy_letters_are_read_under_their_encoding() {
        check(b"K\xF6ln", WINDOWS_1252, "Köln");
    }
}
