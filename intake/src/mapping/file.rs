//! How a file is written: encoding, separator and the signs of its numbers.

use encoding_rs::{Encoding, UTF_8};

use super::MappingError;
use super::written::WrittenFile;
use crate::number::NumberStyle;

/// The encoding; UTF-8 where none is stated.
pub(crate) fn read_encoding(file: &WrittenFile) -> Result<&'static Encoding, MappingError> {
    let Some(label) = &file.encoding else { return Ok(UTF_8) };
    Encoding::for_label(label.as_bytes()).ok_or_else(|| {
        let problem = "use a name such as utf-8, windows-1252, iso-8859-15 or utf-16le";
        MappingError::setting("file.encoding", label, problem)
    })
}

/// The sign between fields; a comma where none is stated.
pub(crate) fn read_separator(file: &WrittenFile) -> Result<u8, MappingError> {
    match file.separator.as_deref() {
        None => Ok(b','),
        Some("tab") => Ok(b'\t'),
        Some(text) => match text.as_bytes() {
            [byte] if byte.is_ascii_punctuation() && *byte != b'"' || *byte == b'\t' => Ok(*byte),
            _ => Err(MappingError::setting(
                "file.separator",
                text,
                "use one sign, such as \";\", or \"tab\"",
            )),
        },
    }
}

/// The signs in numbers; a point and no thousands where none are stated.
pub(crate) fn read_number_style(file: &WrittenFile) -> Result<NumberStyle, MappingError> {
    let sign = |setting: &str, text: &Option<String>| match text {
        None => Ok(None),
        Some(text) => {
            let mut letters = text.chars();
            match (letters.next(), letters.next()) {
                (Some(sign), None) if !sign.is_alphanumeric() => Ok(Some(sign)),
                _ => Err(MappingError::setting(setting, text, "use one sign, such as \",\"")),
            }
        }
    };
    let decimal = sign("file.decimal", &file.decimal)?.unwrap_or('.');
    let thousands = sign("file.thousands", &file.thousands)?;
    if thousands == Some(decimal) {
        let problem = "it is the decimal sign too: set both under [file]";
        return Err(MappingError::setting("file.thousands", &decimal.to_string(), problem));
    }
    Ok(NumberStyle { decimal, thousands })
}
