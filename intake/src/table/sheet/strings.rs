//! The texts that the cells of a workbook share.

use crate::error::IntakeError;
use crate::xml::{Node, Xml};

/// Texts by number, in one buffer.
#[derive(Debug, Default)]
pub(crate) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    /// Reads every text; how parts of it look, and how it is pronounced, is left out.
    pub fn read(mut xml: Xml<'_>) -> Result<Self, IntakeError> {
        let mut strings = Self::default();
        let (mut in_text, mut in_phonetics) = (false, false);
        loop {
            match xml.next()? {
                Node::Open(tag) => match tag.name() {
                    "t" => in_text = true,
                    "rPh" => in_phonetics = true,
                    _ => {}
                },
                Node::Text(text) if in_text && !in_phonetics => strings.text.push_str(&text),
                Node::Text(_) => {}
                Node::Close(tag) => match tag.name() {
                    "t" => in_text = false,
                    "rPh" => in_phonetics = false,
                    "si" => strings.ends.push(strings.text.len() as u32),
                    _ => {}
                },
                Node::End => return Ok(strings),
            }
            if strings.text.len() > MAX_BYTES || strings.ends.len() > MAX_TEXTS {
                return Err(IntakeError::TooLarge {
                    part: "the table of the workbook's texts".to_owned(),
                    limit: MAX_BYTES as u64,
                    remedy: "export the sheet as CSV",
                });
            }
        }
    }

    /// The text of a number.
    pub fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)? as usize;
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        self.text.get(start..end)
    }
}

/// What is held of a workbook's texts.
const MAX_BYTES: usize = 96 * 1024 * 1024;
const MAX_TEXTS: usize = 8_000_000;
