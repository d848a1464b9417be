//! A file that is read again from its beginning, as often as something is tried on it.

use std::io::{Error, ErrorKind, Read, Result, Seek, SeekFrom};

use crate::error::IntakeError;
use crate::source::Shared;

/// A view of a file with a position of its own.
pub(crate) struct Again<'s, 'a> {
    file: &'s Shared<'a>,
    at: u64,
}

/// The file for one more reading, which may end before the file is given up.
pub(crate) fn again<'s>(file: &'s Shared<'_>) -> std::result::Result<Shared<'s>, IntakeError> {
    Ok(Shared::new(Box::new(Again { file, at: 0 }))?)
}

impl Read for Again<'_, '_> {
    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        let count = self.file.read_at(bytes, self.at)?;
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for Again<'_, '_> {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        let moved = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.file.length().checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        let outside = || Error::new(ErrorKind::InvalidInput, "a place before the file");
        self.at = moved.ok_or_else(outside)?;
        Ok(self.at)
    }
}
