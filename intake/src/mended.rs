//! Rejected rows as a file to be mended, and that file read again under the same mapping.
//!
//! Answers: how rows of any table are written so that a person can mend them in a spreadsheet and send
//! them again. Columns whose names begin with `watchfire:` say what was wrong and are read by no
//! mapping. In such a file a cell that a spreadsheet would take for a formula begins with an
//! apostrophe, which is taken away when it is read; a wide cell that is empty was not rejected.

mod resent;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use encoding_rs::UTF_8;
use thiserror::Error;
use vocabulary::submission::{Rejection, Replaces};

use crate::key::Repeats;
use crate::mapping::Mapping;
use crate::original::{CellAsWritten, RowAsWritten, Shape, ValueAsWritten};
use crate::read::is_repeat;
use crate::row::JOINT;
use resent::needs_guard;
pub(crate) use resent::{is_mark, require_mended, separator_of_resent, unguard};

/// Rejected rows as a file to be mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mendable {
    /// The file.
    pub bytes: Vec<u8>,
    /// Name of the encoding it is written in.
    pub encoding: &'static str,
    /// Rows of the original file that it holds.
    pub rows: Vec<u64>,
    /// Rejected rows it leaves out: they have the key of another row, whose figure they would take
    /// the place of.
    pub repeats: usize,
}

/// Why rejected rows cannot be sent by themselves.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("{0}; mend the original file, withdraw the submission and send the whole file again")]
pub struct NotMendable(String);

/// Writes rejected rows as text with separators that the same mapping reads, with what was wrong in
/// front; of a wide row the cells that were rejected.
///
/// # Errors
/// When the mapping would not read them as a part of the same file, or none can be mended.
pub fn write_rejected(
    mapping: &Mapping,
    rows: &[RowAsWritten],
    rejections: &[Rejection],
) -> Result<Mendable, NotMendable> {
    let no = |why: &str| Err(NotMendable(why.to_owned()));
    require_mendable(mapping)?;
    if let Some(row) = rows.iter().find(|row| row.shape == Shape::Unreadable) {
        let row = row.row;
        return Err(NotMendable(format!(
            "row {row} is too long, or a line of JSON that could not be read"
        )));
    }
    let mut wrong: BTreeMap<u64, Vec<&Rejection>> = BTreeMap::new();
    for rejection in rejections.iter().filter(|rejection| !is_repeat(rejection)) {
        wrong.entry(rejection.row).or_default().push(rejection);
    }
    let mended: Vec<(&RowAsWritten, &[&Rejection])> =
        rows.iter().filter_map(|row| Some((row, wrong.get(&row.row)?.as_slice()))).collect();
    if mended.is_empty() {
        return no("each rejected row has the key of another row");
    }
    let header = Header::of(mended.iter().map(|(row, _)| *row));
    let is_range = mapping.layout.wide.as_ref().is_some_and(|wide| wide.range.is_some());
    if is_range && !header.is_of_all {
        return no("the sheets have different columns, and the mapping reads a range of them");
    }
    let separator = mapping.layout.separator;
    let mut text = line(&header.names, separator);
    for (row, rejections) in &mended {
        text.push_str(&line(&header.cells(row, rejections), separator));
    }
    let encoding = mapping.layout.encoding.unwrap_or(UTF_8);
    let (bytes, _, has_lost) = encoding.encode(&text);
    if has_lost {
        return no("the mapping's encoding lacks letters of what was wrong");
    }
    Ok(Mendable {
        bytes: bytes.into_owned(),
        encoding: encoding.name(),
        rows: mended.iter().map(|(row, _)| row.row).collect(),
        repeats: rows.len() - mended.len(),
    })
}

/// A cell as it stands in a table that people open: what a spreadsheet would take for a formula begins
/// with an apostrophe. Figures below zero stay figures.
pub fn guarded(cell: &str) -> Cow<'_, str> {
    if needs_guard(cell) { Cow::Owned(format!("{GUARD}{cell}")) } else { Cow::Borrowed(cell) }
}

fn require_mendable(mapping: &Mapping) -> Result<(), NotMendable> {
    let no = |why: &str| Err(NotMendable(why.to_owned()));
    if mapping.rules.key.repeats == Repeats::Ordinal {
        return no("this mapping counts alike rows of a file, so a part is another file");
    }
    if matches!(mapping.replaces(), Replaces::Scope { .. }) {
        return no("under this mapping a part would take the place of the whole");
    }
    if mapping.layout.encoding.is_some_and(|encoding| encoding.output_encoding() != encoding) {
        return no("this mapping reads an encoding in which no file is written");
    }
    Ok(())
}

/// The columns of the file: those in front, those of the rows, and those that say of a row that it had
/// another number of fields than its header.
struct Header {
    names: Vec<String>,
    /// Where each column of the rows stands, by its name and how often it stood before.
    places: HashMap<(String, usize), usize>,
    /// Whether all rows have the same columns.
    is_of_all: bool,
}

impl Header {
    fn of<'r>(rows: impl Iterator<Item = &'r RowAsWritten> + Clone) -> Self {
        let names = FRONT.iter().map(|name| format!("{MARK}{name}")).collect();
        let mut header = Self { names, places: HashMap::new(), is_of_all: true };
        for (i, row) in rows.clone().enumerate() {
            let before = header.places.len();
            for (name, _, _) in numbered(row) {
                header.add(name);
            }
            let is_beyond = |cell: &CellAsWritten| cell.column.is_none();
            header.is_of_all &=
                i == 0 || header.places.len() == before || row.cells.iter().any(is_beyond);
        }
        for mark in rows.filter_map(mark_of) {
            header.add((mark, 0));
        }
        header
    }

    fn add(&mut self, name: (String, usize)) {
        if !self.places.contains_key(&name) {
            self.names.push(name.0.clone());
            self.places.insert(name, self.names.len() - 1);
        }
    }

    fn cells(&self, row: &RowAsWritten, rejections: &[&Rejection]) -> Vec<String> {
        // What is wrong with a whole wide row was said of each of its cells.
        let mut wrong: Vec<&Rejection> = Vec::new();
        for rejection in rejections {
            if !wrong.contains(rejection) {
                wrong.push(rejection);
            }
        }
        let all = |part: fn(&Rejection) -> &str| {
            wrong.iter().map(|rejection| part(rejection)).collect::<Vec<_>>().join(" | ")
        };
        let mut cells = vec![
            row.row.to_string(),
            all(|rejection| &rejection.column),
            all(|rejection| &rejection.value),
            all(|rejection| &rejection.reason),
        ];
        cells.resize(self.names.len(), String::new());
        for (name, at, cell) in numbered(row) {
            let is_left_out = row.wide.contains(&at) && !is_wrong(row, at, rejections);
            if let (ValueAsWritten::Written(text), false) = (&cell.value, is_left_out)
                && let Some(place) = self.places.get(&name)
            {
                cells[*place].clone_from(text);
            }
        }
        if let Some(place) = mark_of(row).and_then(|mark| self.places.get(&(mark, 0))) {
            "1".clone_into(&mut cells[*place]);
        }
        cells
    }
}

/// The cells of a row with their names, each with how often its name stood before, and places. What was
/// wrong when the row was sent before is none of them, nor is what no table reads beyond its header.
fn numbered(row: &RowAsWritten) -> Vec<((String, usize), usize, &CellAsWritten)> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let mut numbered = Vec::new();
    for (at, cell) in row.cells.iter().enumerate() {
        let name = match &cell.column {
            Some(name) if is_in_front(name) => continue,
            Some(name) => {
                let count = seen.entry(name).or_default();
                *count += 1;
                (name.clone(), *count - 1)
            }
            None if row.shape == Shape::TooMany => (format!("{MARK}{BEYOND} {}", at + 1), 0),
            None => continue,
        };
        numbered.push((name, at, cell));
    }
    numbered
}

/// The column that says of a row that it had another number of fields than its header, where no cell
/// beyond the header does.
fn mark_of(row: &RowAsWritten) -> Option<String> {
    let is_written = |cell: &CellAsWritten| matches!(&cell.value, ValueAsWritten::Written(text) if !text.trim().is_empty());
    let mut beyond = row.cells.iter().filter(|cell| cell.column.is_none());
    match row.shape {
        Shape::TooFew => Some(format!("{MARK}{TOO_FEW}")),
        Shape::TooMany if !beyond.any(is_written) => Some(format!("{MARK}{TOO_MANY}")),
        Shape::TooMany | Shape::Sound | Shape::Unreadable => None,
    }
}

fn is_in_front(name: &str) -> bool {
    name.strip_prefix(MARK).is_some_and(|name| FRONT.contains(&name))
}

/// Whether a wide cell was rejected: by its own name, or with its whole row.
fn is_wrong(row: &RowAsWritten, at: usize, rejections: &[&Rejection]) -> bool {
    let concerns = |rejection: &Rejection, at: usize| {
        let name = row.cells[at].column.as_deref().unwrap_or_default();
        let joined = format!("{JOINT}{}{JOINT}", rejection.column);
        joined.contains(&format!("{JOINT}{name}{JOINT}"))
    };
    rejections.iter().any(|rejection| {
        concerns(rejection, at) || !row.wide.iter().any(|other| concerns(rejection, *other))
    })
}

fn line(cells: &[String], separator: u8) -> String {
    let separator = char::from(separator);
    let field = |cell: &String| {
        let cell = guarded(cell);
        if cell.contains([separator, '"', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.into_owned()
        }
    };
    let mut line = cells.iter().map(field).collect::<Vec<_>>().join(&separator.to_string());
    line.push_str("\r\n");
    line
}

/// How the names of columns begin that no mapping reads.
const MARK: &str = "watchfire:";

/// The columns in front.
const FRONT: [&str; 4] = ["row", "column", "value", "reason"];

/// Columns of a row that had another number of fields than its header.
const BEYOND: &str = "beyond the header";
const TOO_FEW: &str = "fields too few";
const TOO_MANY: &str = "fields too many";

/// Stands before a cell that a spreadsheet would take for a formula.
const GUARD: char = '\'';

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cells::Cells;

    #[test]
    fn what_looks_like_a_formula_is_guarded_and_read_back_as_it_was() {
        let cells = [
            "=1+1", "-5", "-", "--", "+1,5", "-MMC", "@a", "'x", "'=1", "''-a", "a,b", "plain",
            "'", "\ta",
        ];
        let written = [
            "'=1+1", "-5", "-", "--", "+1,5", "'-MMC", "'@a", "'x", "''=1", "'''-a", "a,b",
            "plain", "'", "'\ta",
        ];
        let texts = cells.map(str::to_owned);
        assert_eq!(line(&texts, b';'), format!("{}\r\n", written.join(";")));
        let mut read = Cells::default();
        for cell in written {
            read.push(cell);
        }
        unguard(&mut read);
        assert_eq!(read.iter().collect::<Vec<_>>(), cells);
    }
}
