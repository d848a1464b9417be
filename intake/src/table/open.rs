//! What a file is, by its first bytes and never by its name, and the reader for it.

use std::io::{Cursor, Read};

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::columns::Columns;
use super::json_lines::JsonLines;
use super::separated::{Sent, Separated};
use super::sheet::Sheets;
use super::{Rows, fold};
use crate::error::IntakeError;
use crate::mapping::Mapping;
use crate::mapping::file::Format;
use crate::mended::separator_of_resent;
use crate::source::Shared;
use crate::text::{Text, is_utf_8};
use crate::unpack::{Archive, gunzip};

/// A reader of bytes, which can be opened more than once.
type Opener<'o, 'a> = &'o dyn Fn() -> Result<Box<dyn Read + 'a>, IntakeError>;

/// The reader for a file, whatever it is.
pub(crate) fn open<'a>(file: &Shared<'a>, mapping: &'a Mapping) -> Result<Rows<'a>, IntakeError> {
    match kind_of(file)? {
        Kind::Gzip => open_packed(file, mapping, &|| Ok(gunzip(file))),
        Kind::Zip => {
            let archive = Archive::open(file)?;
            refuse_documents(&archive)?;
            if archive.member(CONTENT_TYPES).is_some() {
                return open_workbook(archive, mapping);
            }
            let member = archive.choose(mapping.layout.member.as_deref())?;
            open_packed(file, mapping, &|| archive.read(member))
        }
        Kind::Parquet => open_columns(file, mapping),
        Kind::Other(format) => Err(IntakeError::OtherFormat { format }),
        Kind::Text => open_text(file, mapping, &|| Ok(Box::new(file.window(0..file.length())))),
    }
}

/// What a file is.
enum Kind {
    Text,
    Gzip,
    Zip,
    Parquet,
    Other(&'static str),
}

fn kind_of(file: &Shared<'_>) -> Result<Kind, IntakeError> {
    let start = file.bytes_at(0, 8)?;
    if start.is_empty() {
        return Err(IntakeError::Empty);
    }
    Ok(kind_of_start(&start))
}

fn kind_of_start(start: &[u8]) -> Kind {
    let other = OTHER_FORMATS.iter().find(|(mark, _)| start.starts_with(mark));
    match start {
        [0x1F, 0x8B, ..] => Kind::Gzip,
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Kind::Zip,
        [b'P', b'A', b'R', b'1', ..] => Kind::Parquet,
        _ => other.map_or(Kind::Text, |(_, format)| Kind::Other(format)),
    }
}

/// Reads what was packed: text as it comes, a workbook from memory.
fn open_packed<'a>(
    file: &Shared<'a>,
    mapping: &'a Mapping,
    opener: Opener<'_, 'a>,
) -> Result<Rows<'a>, IntakeError> {
    let mut start = Vec::new();
    opener()?.take(8).read_to_end(&mut start)?;
    match kind_of_start(&start) {
        Kind::Text => open_text(file, mapping, opener),
        Kind::Gzip => Err(IntakeError::OtherFormat { format: "a gzip file inside another file" }),
        Kind::Other(format) => Err(IntakeError::OtherFormat { format }),
        Kind::Zip | Kind::Parquet => {
            let mut bytes = Vec::new();
            opener()?.take(MAX_INNER + 1).read_to_end(&mut bytes)?;
            if bytes.len() as u64 > MAX_INNER {
                return Err(IntakeError::TooLarge {
                    part: "the file inside the packed one".to_owned(),
                    limit: MAX_INNER,
                    remedy: "unpack it and send it by itself",
                });
            }
            let inner = Shared::new(Box::new(Cursor::new(bytes)))?;
            if matches!(kind_of_start(&start), Kind::Parquet) {
                return open_columns(&inner, mapping);
            }
            let archive = Archive::open(&inner)?;
            refuse_documents(&archive)?;
            if archive.member(CONTENT_TYPES).is_none() {
                let format = "a zip file inside another file";
                return Err(IntakeError::OtherFormat { format });
            }
            open_workbook(archive, mapping)
        }
    }
}

/// Refuses documents of offices that are packed as workbooks are, by what they are.
fn refuse_documents(archive: &Archive<'_>) -> Result<(), IntakeError> {
    let is_it = |(members, _): &&(&[&str], _)| {
        members.iter().all(|member| archive.member(member).is_some())
    };
    match PACKED_DOCUMENTS.iter().find(is_it) {
        Some((_, format)) => Err(IntakeError::OtherFormat { format }),
        None => Ok(()),
    }
}

fn open_workbook<'a>(archive: Archive<'a>, mapping: &'a Mapping) -> Result<Rows<'a>, IntakeError> {
    require_format(mapping, "an XLSX workbook", &[Format::Xlsx])?;
    let layout = &mapping.layout;
    let sheets = Sheets::open(archive, &layout.sheets, layout.decimal)?;
    Ok(Rows::Sheets(Box::new(sheets)))
}

fn open_columns<'a>(file: &Shared<'a>, mapping: &'a Mapping) -> Result<Rows<'a>, IntakeError> {
    require_format(mapping, "a Parquet file", &[Format::Parquet])?;
    let layout = &mapping.layout;
    let wanted: Vec<String> = mapping.columns().iter().map(|name| fold(name)).collect();
    // Which columns are wide is known when all names are.
    let is_read = |name: &str| layout.wide.is_some() || wanted.contains(&fold(name));
    Ok(Rows::Columns(Box::new(Columns::open(file, layout.decimal, is_read)?)))
}

fn open_text<'a>(
    file: &Shared<'a>,
    mapping: &'a Mapping,
    opener: Opener<'_, 'a>,
) -> Result<Rows<'a>, IntakeError> {
    let layout = &mapping.layout;
    let stated = require_format(mapping, "a text", &[Format::Csv, Format::Tsv, Format::JsonLines]);
    let encoding = match layout.encoding {
        Some(encoding) => encoding,
        None => guess_encoding(opener)?,
    };
    file.start_over();
    let opened = Text::open(opener()?, encoding).and_then(|mut text| {
        let separator = separator_of_resent(text.fill()?, layout.separator);
        Ok((text, separator))
    });
    // Rejected rows come back as text, whatever the format of the file they stood in.
    if let Ok((text, Some(separator))) = opened {
        return Ok(Rows::Separated(Box::new(Separated::new(text, separator, Sent::Again))));
    }
    stated?;
    let (mut text, _) = opened?;
    let start = text.fill()?.trim_start();
    let after_bracket = start.strip_prefix('[').map(str::trim_start);
    let looks_like_json =
        start.starts_with('{') || after_bracket.is_some_and(|rest| rest.starts_with('{'));
    let is_json = match layout.format {
        None => looks_like_json,
        Some(format) => format == Format::JsonLines,
    };
    if is_json {
        let rows = JsonLines::open(text, mapping.columns(), layout.decimal)?;
        return Ok(Rows::JsonLines(Box::new(rows)));
    }
    Ok(Rows::Separated(Box::new(Separated::new(text, layout.separator, Sent::First))))
}

/// The encoding that a text's own bytes tell: its mark, else UTF-8 where all of it is that, else
/// the one of older Windows programs.
fn guess_encoding(opener: Opener<'_, '_>) -> Result<&'static Encoding, IntakeError> {
    let mut start = Vec::new();
    opener()?.take(3).read_to_end(&mut start)?;
    if let Some((marked, _)) = Encoding::for_bom(&start) {
        return Ok(marked);
    }
    Ok(if is_utf_8(opener()?)? { UTF_8 } else { WINDOWS_1252 })
}

/// Refuses a file that is not of the format the mapping insists on.
fn require_format(
    mapping: &Mapping,
    found: &'static str,
    fitting: &[Format],
) -> Result<(), IntakeError> {
    match mapping.layout.format {
        Some(format) if !fitting.contains(&format) => {
            Err(IntakeError::NotAsStated { found, stated: format.as_str() })
        }
        _ => Ok(()),
    }
}

/// How files begin that are often taken for tables.
const OTHER_FORMATS: [(&[u8], &str); 11] = [
    (b"\xD0\xCF\x11\xE0", "an old Excel or Word file (XLS, DOC)"),
    (b"%PDF", "a PDF file"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xFF\xD8\xFF", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"Rar!", "a RAR file"),
    (b"BZh", "a bzip2 file"),
    (b"7z\xBC\xAF", "a 7z file"),
    (b"\xFD7zXZ", "an xz file"),
];

/// Documents that are no workbooks, by members that each of them has.
const PACKED_DOCUMENTS: [(&[&str], &str); 3] = [
    (&["word/document.xml"], "a Word document (DOCX)"),
    (&["ppt/presentation.xml"], "a presentation (PPTX)"),
    (&["mimetype", "content.xml"], "an OpenDocument file (ODS, ODT)"),
];

/// The member that every workbook has.
const CONTENT_TYPES: &str = "[Content_Types].xml";

/// Bytes of a workbook or Parquet file inside a packed file, which is held in memory.
const MAX_INNER: u64 = 64 * 1024 * 1024;
