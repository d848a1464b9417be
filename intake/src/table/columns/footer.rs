//! What a Parquet file says of itself, checked before anything is set aside for it.

use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};

use super::guarded;
use crate::error::IntakeError;
use crate::source::Shared;

/// Reads and checks the footer.
pub(crate) fn read(file: &Shared<'_>) -> Result<ParquetMetaData, IntakeError> {
    let length = file.length();
    if length < 12 {
        return Err(corrupt("it ends before it begins"));
    }
    let tail = file.bytes_at(length - 8, 8)?;
    match tail.get(4..) {
        Some(b"PAR1") => {}
        Some(b"PARE") => return Err(corrupt("it is encrypted")),
        _ => return Err(corrupt("its end is missing")),
    }
    let mut size = [0; 4];
    size.copy_from_slice(&tail[..4]);
    let size = u64::from(u32::from_le_bytes(size));
    if size > length - 12 || size > MAX_FOOTER {
        return Err(corrupt("what it says of itself is longer than it may be"));
    }
    let bytes = file.bytes_at(length - 8 - size, size as usize)?;
    require_sane(&bytes)?;
    guarded(|| {
        ParquetMetaDataReader::decode_metadata(&bytes).map_err(|error| corrupt(&error.to_string()))
    })
}

/// What is wrong with a Parquet file.
pub(crate) fn corrupt(problem: &str) -> IntakeError {
    let problem = problem.strip_prefix("Parquet error: ").unwrap_or(problem).to_owned();
    IntakeError::Corrupt { format: "Parquet", problem }
}

/// Walks through a footer: every list fits into its bytes, and nothing stands too deep.
fn require_sane(bytes: &[u8]) -> Result<(), IntakeError> {
    let mut schema = Schema::default();
    let mut children = 0;
    Thrift::new(bytes).structure(&mut Vec::new(), &mut |path, what| {
        match (path, what) {
            ([2, 5], What::Number(number)) => children = number,
            ([2], What::End) => schema.add(std::mem::take(&mut children))?,
            _ => {}
        }
        Ok(())
    })
}

/// The tree of a schema as its elements come, parents before children.
#[derive(Default)]
struct Schema {
    /// Children still to come, of each group that is open.
    open: Vec<i64>,
    elements: usize,
}

impl Schema {
    fn add(&mut self, children: i64) -> Result<(), IntakeError> {
        self.elements += 1;
        if let Some(left) = self.open.last_mut() {
            *left -= 1;
        }
        if children > 0 {
            self.open.push(children);
        }
        while self.open.last() == Some(&0) {
            self.open.pop();
        }
        if children < 0 || self.open.len() > MAX_DEPTH || self.elements > MAX_ELEMENTS {
            return Err(corrupt("its columns stand too deep in one another, or are too many"));
        }
        Ok(())
    }
}

/// Thrift's compact form, walked through without keeping anything.
pub(crate) struct Thrift<'b> {
    bytes: &'b [u8],
    at: usize,
}

/// What stands at a path of field numbers.
#[derive(Clone, Copy)]
pub(crate) enum What {
    /// A whole number.
    Number(i64),
    /// The end of a structure.
    End,
}

/// Sees what stands at each path.
type Visit<'v> = &'v mut dyn FnMut(&[i16], What) -> Result<(), IntakeError>;

impl<'b> Thrift<'b> {
    /// Walks from the beginning.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Bytes that were passed.
    pub fn position(&self) -> usize {
        self.at
    }

    /// Passes a structure, and shows its numbers.
    pub fn structure(&mut self, path: &mut Vec<i16>, visit: Visit<'_>) -> Result<(), IntakeError> {
        if path.len() > MAX_DEPTH {
            return Err(corrupt("its parts stand too deep in one another"));
        }
        let mut field: i16 = 0;
        loop {
            let head = self.byte()?;
            if head == 0 {
                return visit(path, What::End);
            }
            field = match head >> 4 {
                0 => self.zigzag()? as i16,
                step => field.wrapping_add(i16::from(step)),
            };
            path.push(field);
            match head & 0x0F {
                kind @ (1 | 2) => visit(path, What::Number(i64::from(kind == 1)))?,
                kind => self.value(kind, path, visit)?,
            }
            path.pop();
        }
    }

    fn value(
        &mut self,
        kind: u8,
        path: &mut Vec<i16>,
        visit: Visit<'_>,
    ) -> Result<(), IntakeError> {
        match kind {
            1..=3 => self.skip(1),
            4..=6 => {
                let number = self.zigzag()?;
                visit(path, What::Number(number))
            }
            7 => self.skip(8),
            8 => {
                let length = self.varint()?;
                self.skip(length)
            }
            9 | 10 => {
                let head = self.byte()?;
                let size = match head >> 4 {
                    15 => self.varint()?,
                    size => u64::from(size),
                };
                if size > (self.bytes.len() - self.at) as u64 || size > MAX_LIST {
                    return Err(corrupt("one of its lists is longer than it may be"));
                }
                for _ in 0..size {
                    self.value(head & 0x0F, path, visit)?;
                }
                Ok(())
            }
            12 => self.structure(path, visit),
            _ => Err(corrupt("what it says of itself cannot be made out")),
        }
    }

    fn byte(&mut self) -> Result<u8, IntakeError> {
        let byte = self.bytes.get(self.at).copied();
        self.at += 1;
        byte.ok_or_else(|| corrupt("it ends too early"))
    }

    fn skip(&mut self, count: u64) -> Result<(), IntakeError> {
        let left = (self.bytes.len() - self.at.min(self.bytes.len())) as u64;
        if count > left {
            return Err(corrupt("it ends too early"));
        }
        self.at += count as usize;
        Ok(())
    }

    fn varint(&mut self) -> Result<u64, IntakeError> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(corrupt("one of its numbers does not end"))
    }

    fn zigzag(&mut self) -> Result<i64, IntakeError> {
        let number = self.varint()?;
        Ok((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }
}

/// Bytes that a file may say of itself.
const MAX_FOOTER: u64 = 16 * 1024 * 1024;

/// Elements of one list, elements of a schema, and how deep they may stand.
const MAX_LIST: u64 = 200_000;
const MAX_ELEMENTS: usize = 20_000;
const MAX_DEPTH: usize = 32;
