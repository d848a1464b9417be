//! The bytes of a file, read from any place in it, and counted so that progress is true.

use std::cell::{Cell, RefCell};
use std::io::{ErrorKind, Read, Result, Seek, SeekFrom};
use std::ops::Range;
use std::rc::Rc;

/// Bytes that can be read and sought.
pub trait Source: Read + Seek {}

impl<T: Read + Seek> Source for T {}

/// A source that several readers share, each with a place of its own.
#[derive(Clone)]
pub(crate) struct Shared<'a>(Rc<Inner<'a>>);

struct Inner<'a> {
    source: RefCell<Box<dyn Source + 'a>>,
    length: u64,
    /// Bytes read of the file itself; a source in memory counts nothing.
    meter: Cell<u64>,
}

/// A stretch of a shared source, read from its beginning to its end.
pub(crate) struct Window<'a> {
    file: Shared<'a>,
    at: u64,
    end: u64,
    read: Rc<Cell<u64>>,
}

impl<'a> Shared<'a> {
    /// Takes a source and finds out how long it is.
    pub fn new(mut source: Box<dyn Source + 'a>) -> Result<Self> {
        let length = source.seek(SeekFrom::End(0))?;
        Ok(Self(Rc::new(Inner { source: RefCell::new(source), length, meter: Cell::new(0) })))
    }

    /// Bytes it has.
    pub fn length(&self) -> u64 {
        self.0.length
    }

    /// Bytes of it that were read so far.
    pub fn bytes_read(&self) -> u64 {
        self.0.meter.get().min(self.0.length)
    }

    /// Counts anew: what was read so far was only looked at.
    pub fn start_over(&self) {
        self.0.meter.set(0);
    }

    /// Says that nothing more of it will be needed.
    pub fn finish(&self) {
        self.0.meter.set(self.0.length);
    }

    /// Counts bytes as read.
    pub fn count(&self, bytes: u64) {
        self.0.meter.set(self.0.meter.get().saturating_add(bytes));
    }

    /// Reads what stands at a place; 0 at the end.
    pub fn read_at(&self, bytes: &mut [u8], at: u64) -> Result<usize> {
        let mut source = self.0.source.borrow_mut();
        source.seek(SeekFrom::Start(at))?;
        loop {
            match source.read(bytes) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                result => return result,
            }
        }
    }

    /// Up to `length` bytes from a place on.
    pub fn bytes_at(&self, at: u64, length: usize) -> Result<Vec<u8>> {
        let mut bytes = vec![0; length];
        let mut filled = 0;
        while filled < length {
            let count = self.read_at(&mut bytes[filled..], at + filled as u64)?;
            if count == 0 {
                break;
            }
            filled += count;
        }
        bytes.truncate(filled);
        Ok(bytes)
    }

    /// A reader of a stretch.
    pub fn window(&self, range: Range<u64>) -> Window<'a> {
        let (at, end) = (range.start, range.end);
        Window { file: self.clone(), at, end, read: Rc::default() }
    }
}

impl Window<'_> {
    /// How many of its bytes were read; it goes on as they are.
    pub fn progress(&self) -> Rc<Cell<u64>> {
        Rc::clone(&self.read)
    }
}

impl Read for Window<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        let left = usize::try_from(self.end.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let wanted = bytes.len().min(left);
        let count = self.file.read_at(&mut bytes[..wanted], self.at)?;
        self.at += count as u64;
        self.read.set(self.read.get() + count as u64);
        self.file.count(count as u64);
        Ok(count)
    }
}
