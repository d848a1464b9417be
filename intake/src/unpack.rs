//! Packed files: gzip, and the members of a zip file, as streams of bytes.
//!
//! Answers: what is inside, byte by byte, and was it whole. It holds a few pages, follows no packed
//! file into another, and stops at one that grows as no table does.

use std::cell::Cell;
use std::io::{BufReader, Error, Read, Result};
use std::rc::Rc;

use flate2::bufread::{DeflateDecoder, MultiGzDecoder};
use rawzip::{CompressionMethod, Crc32, ReaderAt, ZipLocator};

use crate::error::IntakeError;
use crate::source::Shared;

/// A zip file and what it holds.
pub(crate) struct Archive<'a> {
    file: Shared<'a>,
    /// Its files, in the order of its directory; folders are none.
    pub members: Vec<Member>,
}

/// One file inside a zip file.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    /// Its path.
    pub name: String,
    place: rawzip::ZipArchiveEntryWayfinder,
    method: CompressionMethod,
    checksum: u32,
    is_encrypted: bool,
}

/// The text or bytes inside a gzip file.
pub(crate) fn gunzip<'a>(file: &Shared<'a>) -> Box<dyn Read + 'a> {
    let packed = file.window(0..file.length());
    let read = packed.progress();
    let unpacked = MultiGzDecoder::new(BufReader::with_capacity(PAGE, packed));
    Box::new(Guarded { unpacked, read, written: 0 })
}

impl<'a> Archive<'a> {
    /// Reads the directory of a zip file.
    pub fn open(file: &Shared<'a>) -> std::result::Result<Self, IntakeError> {
        let mut buffer = vec![0; rawzip::MAX_CENTRAL_DIRECTORY_RECORD_SIZE];
        let locator = ZipLocator::new().max_search_space(MAX_TAIL);
        let archive = locator
            .locate_in_reader(At(file), &mut buffer, file.length())
            .map_err(|(_, error)| corrupt(&error))?;
        let mut entries = archive.entries(&mut buffer);
        let mut members = Vec::new();
        while let Some(entry) = entries.next_entry().map_err(|error| corrupt(&error))? {
            if members.len() == MAX_MEMBERS {
                return Err(corrupt(&"it holds more than 10000 files"));
            }
            if entry.is_dir() {
                continue;
            }
            members.push(Member {
                name: String::from_utf8_lossy(entry.file_path().as_ref()).into_owned(),
                place: entry.wayfinder(),
                method: entry.compression_method(),
                checksum: entry.crc32(),
                is_encrypted: entry.flags().is_encrypted(),
            });
        }
        Ok(Self { file: file.clone(), members })
    }

    /// The member of this name.
    pub fn member(&self, name: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.name == name)
    }

    /// The only file that can be meant, or the one that is named.
    pub fn choose(&self, wanted: Option<&str>) -> std::result::Result<&Member, IntakeError> {
        let is_file = |member: &&Member| {
            let name = member.name.rsplit('/').next().unwrap_or_default();
            !member.name.starts_with("__MACOSX/") && !name.starts_with('.')
        };
        let files: Vec<&Member> = self.members.iter().filter(is_file).collect();
        if files.is_empty() {
            return Err(IntakeError::Empty);
        }
        let found = match wanted {
            Some(name) => self.member(name),
            None => files.first().filter(|_| files.len() == 1).copied(),
        };
        found.ok_or_else(|| IntakeError::Members {
            members: quoted(files.iter().map(|member| member.name.as_str())),
        })
    }

    /// The bytes of a member.
    pub fn read(&self, member: &Member) -> std::result::Result<Box<dyn Read + 'a>, IntakeError> {
        if member.is_encrypted {
            return Err(corrupt(&"it is locked with a password"));
        }
        let mut buffer = vec![0; rawzip::RECOMMENDED_BUFFER_SIZE];
        let archive = ZipLocator::new()
            .max_search_space(MAX_TAIL)
            .locate_in_reader(At(&self.file), &mut buffer, self.file.length())
            .map_err(|(_, error)| corrupt(&error))?;
        let entry = archive.get_entry(member.place).map_err(|error| corrupt(&error))?;
        let (start, end) = entry.compressed_data_range();
        let packed = self.file.window(start..end.min(self.file.length()));
        let checked = Checked { checksum: Crc32::new(), expected: member.checksum };
        match member.method {
            CompressionMethod::STORE => Ok(Box::new(checked.of(packed))),
            CompressionMethod::DEFLATE => {
                let read = packed.progress();
                let unpacked = DeflateDecoder::new(BufReader::with_capacity(PAGE, packed));
                Ok(Box::new(checked.of(Guarded { unpacked, read, written: 0 })))
            }
            _ => Err(corrupt(&"it is packed by a method that is not read; pack it as usual")),
        }
    }
}

/// Names for a message, quoted and joined; a long list is cut.
pub(crate) fn quoted<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut list: Vec<String> = names.take(MAX_NAMED + 1).map(|name| format!("`{name}`")).collect();
    if list.len() > MAX_NAMED {
        list.truncate(MAX_NAMED);
        list.push("and more".to_owned());
    }
    if list.is_empty() { "nothing".to_owned() } else { list.join(", ") }
}

fn corrupt(problem: &dyn std::fmt::Display) -> IntakeError {
    IntakeError::Corrupt { format: "zip", problem: problem.to_string() }
}

/// A shared source as the directory's reader takes it.
struct At<'s, 'a>(&'s Shared<'a>);

impl ReaderAt for At<'_, '_> {
    fn read_at(&self, bytes: &mut [u8], at: u64) -> Result<usize> {
        self.0.read_at(bytes, at)
    }
}

/// What is unpacked, held against the bytes it came from.
struct Guarded<R> {
    unpacked: R,
    read: Rc<Cell<u64>>,
    written: u64,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        let count = self.unpacked.read(bytes)?;
        self.written += count as u64;
        let allowed = self.read.get().saturating_mul(MAX_GROWTH).max(SMALL);
        if self.written > allowed {
            return Err(Error::other(IntakeError::Expands { limit: MAX_GROWTH }));
        }
        Ok(count)
    }
}

/// The checksum that a member has in the directory.
struct Checked {
    checksum: Crc32,
    expected: u32,
}

struct CheckedReader<R> {
    bytes: R,
    checked: Checked,
}

impl Checked {
    fn of<R: Read>(self, bytes: R) -> CheckedReader<R> {
        CheckedReader { bytes, checked: self }
    }
}

impl<R: Read> Read for CheckedReader<R> {
    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        let count = self.bytes.read(bytes)?;
        self.checked.checksum.update(&bytes[..count]);
        if count == 0
            && !bytes.is_empty()
            && self.checked.checksum.checksum() != self.checked.expected
        {
            return Err(Error::other(corrupt(&"its checksum is wrong, so it was damaged")));
        }
        Ok(count)
    }
}

/// Bytes read at once of what is packed.
const PAGE: usize = 32 * 1024;

/// Times a table may grow as it is unpacked: real ones grow up to about a hundred times.
const MAX_GROWTH: u64 = 500;

/// What may come out of any file, however small.
const SMALL: u64 = 4 * 1024 * 1024;

/// Files a zip file may hold.
const MAX_MEMBERS: usize = 10_000;

/// Names that a message lists.
const MAX_NAMED: usize = 12;

/// Bytes at the end of a zip file in which its directory's end is looked for.
const MAX_TAIL: u64 = 128 * 1024;
