//! The bytes of a file as they come, counted so that progress is true.

use std::io::{Read, Result, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes that can be read and sought.
pub trait Source: Read + Seek {}

impl<T: Read + Seek> Source for T {}

/// A source that counts what was read from it.
pub(crate) struct Metered<'a> {
    source: Box<dyn Source + 'a>,
    meter: Meter,
}

/// How many bytes were read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meter(Arc<AtomicU64>);

impl<'a> Metered<'a> {
    /// Counts from zero.
    pub fn new(source: Box<dyn Source + 'a>) -> Self {
        Self { source, meter: Meter::default() }
    }

    /// The count, which goes on as the source is read.
    pub fn meter(&self) -> Meter {
        self.meter.clone()
    }

    /// The first bytes, up to the length of `start`; the source stands at its beginning after.
    pub fn peek(&mut self, start: &mut [u8]) -> Result<usize> {
        let mut filled = 0;
        while filled < start.len() {
            match self.source.read(&mut start[filled..]) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.source.rewind()?;
        Ok(filled)
    }
}

impl Meter {
    /// The bytes read so far.
    pub fn bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Read for Metered<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        let count = self.source.read(bytes)?;
        self.meter.0.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

impl Seek for Metered<'_> {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        self.source.seek(to)
    }
}
