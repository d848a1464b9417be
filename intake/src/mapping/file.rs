//! How a file is written: format, encoding, separator, sheets, where its header stands, and the
//! signs of its numbers.

use encoding_rs::{Encoding, UTF_8};

use super::MappingError;
use super::written::{WrittenFile, WrittenWide};
use crate::number::NumberStyle;

/// Where in a file its table stands, and how it is written.
#[derive(Debug)]
pub(crate) struct Layout {
    /// The format, where the mapping insists on one.
    pub format: Option<Format>,
    /// The encoding of text; `None` when the file's own bytes shall tell.
    pub encoding: Option<&'static Encoding>,
    pub separator: u8,
    /// The sign that parts decimals; figures of other formats are written with it too.
    pub decimal: char,
    /// The file inside a zip file.
    pub member: Option<String>,
    /// The sheets of a workbook, in the order in which they are read.
    pub sheets: Vec<String>,
    /// The column under which a sheet's name is read.
    pub sheet_column: Option<String>,
    pub header: HeaderPlace,
    pub stop: Stop,
    pub wide: Option<Wide>,
    /// Marks of footnotes, which may stand at the headers of wide columns too.
    footnotes: Vec<String>,
}

/// A format of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Csv,
    Tsv,
    JsonLines,
    Xlsx,
    Parquet,
}

/// Where the header stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeaderPlace {
    /// In the first row that holds anything.
    First,
    /// In so many rows from this one, from 1.
    Rows { first: u64, count: u64 },
}

/// Where a table ends before its file does.
#[derive(Debug)]
pub(crate) struct Stop {
    /// At the first row whose first filled cell begins so.
    pub at: Option<String>,
    /// At the first empty row.
    pub at_blank_row: bool,
}

/// Columns of which each becomes a row of its own.
#[derive(Debug)]
pub(crate) struct Wide {
    /// Names; a `*` stands for anything.
    pub columns: Vec<String>,
    /// Or the first and last of neighbours.
    pub range: Option<(String, String)>,
    /// The column under which the name of each is read.
    pub name: String,
    /// The column under which its cell is read.
    pub value: String,
}

const FORMATS: [(Format, &str); 5] = [
    (Format::Csv, "csv"),
    (Format::Tsv, "tsv"),
    (Format::JsonLines, "json-lines"),
    (Format::Xlsx, "xlsx"),
    (Format::Parquet, "parquet"),
];

impl Format {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        FORMATS.iter().find(|(format, _)| *format == self).map_or("csv", |(_, word)| word)
    }
}

impl Layout {
    /// Checks what a mapping writes under `[file]` and `[wide]`.
    pub fn build(file: &WrittenFile, wide: Option<&WrittenWide>) -> Result<Self, MappingError> {
        let format = file.format.as_deref().map(read_format).transpose()?;
        let sheets: Vec<String> = file.sheet.iter().chain(&file.sheets).cloned().collect();
        if file.sheet.is_some() && !file.sheets.is_empty() {
            return Err(MappingError::setting("file.sheet", "", "give `sheet` or `sheets`"));
        }
        if file.stop_at.as_deref().is_some_and(|text| text.trim().is_empty()) {
            let problem = "give the text with which the row begins, or set `until_blank_row`";
            return Err(MappingError::setting("file.stop_at", "", problem));
        }
        let NumberStyle { decimal, footnotes, .. } = read_number_style(file)?;
        Ok(Self {
            format,
            encoding: read_encoding(file)?,
            separator: read_separator(file, format)?,
            decimal,
            footnotes,
            member: file.member.clone(),
            sheets,
            sheet_column: file.sheet_column.clone(),
            header: read_header_place(file)?,
            stop: Stop {
                at: file.stop_at.as_ref().map(|text| text.trim().to_owned()),
                at_blank_row: file.until_blank_row.unwrap_or(false),
            },
            wide: wide.map(read_wide).transpose()?,
        })
    }
}

impl Layout {
    /// Reads a plain table of separated text instead of the file that the mapping was written for.
    pub fn read_plain(&mut self) {
        self.format = Some(Format::Csv);
        self.encoding = Some(encoding_rs::UTF_8);
        self.separator = b',';
        self.member = None;
        self.sheets.clear();
        self.sheet_column = None;
        self.header = HeaderPlace::First;
        self.stop = Stop { at: None, at_blank_row: false };
    }

    /// A header without marks of footnotes behind it.
    pub fn without_footnote<'h>(&self, header: &'h str) -> &'h str {
        let mut bare = header;
        while let Some(shorter) =
            self.footnotes.iter().find_map(|mark| bare.strip_suffix(mark.as_str()))
        {
            bare = shorter.trim_end();
        }
        if bare.is_empty() { header } else { bare }
    }
}

fn read_format(word: &str) -> Result<Format, MappingError> {
    let found = FORMATS.iter().find(|(_, known)| *known == word);
    found.map(|(format, _)| *format).ok_or_else(|| {
        let problem = "use csv, tsv, json-lines, xlsx or parquet";
        MappingError::setting("file.format", word, problem)
    })
}

fn read_header_place(file: &WrittenFile) -> Result<HeaderPlace, MappingError> {
    match (file.header_row, file.header_rows) {
        (None, None) => Ok(HeaderPlace::First),
        (Some(first @ 1..=100_000), None) => Ok(HeaderPlace::Rows { first, count: 1 }),
        (Some(first @ 1..=100_000), Some(count @ 1..=5)) => Ok(HeaderPlace::Rows { first, count }),
        _ => {
            let problem = "give `header_row` (from 1) and, for a header of several rows, how many as \
                           `header_rows` (up to 5)";
            Err(MappingError::setting("file.header_row", "", problem))
        }
    }
}

fn read_wide(wide: &WrittenWide) -> Result<Wide, MappingError> {
    let range = match (&wide.from, &wide.to) {
        (None, None) => None,
        (Some(from), Some(to)) => Some((from.clone(), to.clone())),
        _ => return Err(MappingError::setting("wide", "", "give `from` and `to` together")),
    };
    if wide.columns.is_empty() == range.is_none() {
        let problem = "give either `columns` (a `*` stands for anything) or `from` and `to`";
        return Err(MappingError::setting("wide", "", problem));
    }
    if wide.name == wide.value || wide.name.trim().is_empty() || wide.value.trim().is_empty() {
        let problem = "give two different words as `name` and `value`";
        return Err(MappingError::setting("wide", &wide.name, problem));
    }
    let (columns, name, value) = (wide.columns.clone(), wide.name.clone(), wide.value.clone());
    Ok(Wide { columns, range, name, value })
}

/// The encoding; UTF-8 where none is stated.
fn read_encoding(file: &WrittenFile) -> Result<Option<&'static Encoding>, MappingError> {
    let label = match file.encoding.as_deref() {
        None => return Ok(Some(UTF_8)),
        Some("auto") => return Ok(None),
        Some(label) => label,
    };
    let encoding = Encoding::for_label_no_replacement(label.as_bytes());
    encoding.map(Some).ok_or_else(|| {
        let problem = "use auto, or a name such as utf-8, windows-1252, iso-8859-15 or utf-16le";
        MappingError::setting("file.encoding", label, problem)
    })
}

/// The sign between cells; a comma where none is stated.
fn read_separator(file: &WrittenFile, format: Option<Format>) -> Result<u8, MappingError> {
    match file.separator.as_deref() {
        None if format == Some(Format::Tsv) => Ok(b'\t'),
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
    let footnotes = file.footnotes.iter().map(|mark| mark.trim().to_owned()).collect::<Vec<_>>();
    // "¹" is a digit to Unicode and a mark to readers.
    let is_plain = |c: char| c.is_alphanumeric() && (c.is_alphabetic() || c.is_ascii_digit());
    let reads_figure = |mark: &String| mark.is_empty() || mark.chars().all(is_plain);
    if let Some(mark) = footnotes.iter().find(|mark| reads_figure(mark)) {
        let problem = "a mark needs a sign that is no letter or digit, such as \"*\" or \"[1]\"";
        return Err(MappingError::setting("file.footnotes", mark, problem));
    }
    if let Some(mark) = footnotes.iter().find(|mark| mark.contains('%')) {
        let problem = "`%` is no mark: `45%` is read where the mapping names a share";
        return Err(MappingError::setting("file.footnotes", mark, problem));
    }
    let units: Vec<String> = file.units.iter().map(|unit| unit.trim().to_owned()).collect();
    let is_word = |unit: &String| {
        let ends = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        ends(unit.chars().next()) && !unit.contains(|c: char| c.is_ascii_digit())
    };
    if let Some(unit) = units.iter().find(|unit| !is_word(unit)) {
        let problem = "a unit behind figures is a word without digits, such as \"kg\"";
        return Err(MappingError::setting("file.units", unit, problem));
    }
    Ok(NumberStyle { decimal, thousands, footnotes, units })
}
