//! Rejected rows as a file to be mended, and that file read again under the same mapping.
//!
//! Answers: how rows are written so that a person can mend them in a spreadsheet and send them again.
//! Columns whose names begin with `watchfire:` say what was wrong and are read by no mapping. In such a
//! file a cell that a spreadsheet would take for a formula begins with an apostrophe, which is taken
//! away when it is read.

use std::collections::BTreeMap;

use encoding_rs::UTF_8;
use thiserror::Error;
use vocabulary::submission::{Rejection, Replaces};

use crate::cells::Cells;
use crate::key::Repeats;
use crate::mapping::Mapping;
use crate::mapping::file::{Format, HeaderPlace};
use crate::original::{CellAsWritten, RowAsWritten, ValueAsWritten};

/// Why rejected rows cannot be sent by themselves.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("{0}; mend the original file, withdraw the submission and send the whole file again")]
pub struct NotMendable(&'static str);

/// Writes rejected rows as text with separators that the same mapping reads, with what was wrong in
/// front; empty where there are none.
///
/// # Errors
/// When the mapping would not read them as a part of the same file.
pub fn write_rejected(
    mapping: &Mapping,
    rows: &[RowAsWritten],
    rejections: &[Rejection],
) -> Result<Vec<u8>, NotMendable> {
    require_mendable(mapping)?;
    let widest = rows.iter().max_by_key(|row| row.cells.len());
    let Some(widest) = widest else { return Ok(Vec::new()) };
    let mut reasons: BTreeMap<u64, Vec<&Rejection>> = BTreeMap::new();
    for rejection in rejections {
        reasons.entry(rejection.row).or_default().push(rejection);
    }
    let name = |(at, cell): (usize, &CellAsWritten)| {
        cell.column.clone().unwrap_or_else(|| format!("{MARK}beyond the header {}", at + 1))
    };
    let mut header: Vec<String> = FRONT.iter().map(|name| format!("{MARK}{name}")).collect();
    header.extend(widest.cells.iter().enumerate().map(name));
    let mut text = line(&header, mapping.layout.separator);
    for row in rows {
        let of_row = reasons.get(&row.row).map(Vec::as_slice).unwrap_or_default();
        let all = |part: fn(&Rejection) -> &str| {
            of_row.iter().map(|rejection| part(rejection)).collect::<Vec<_>>().join(" | ")
        };
        let mut cells = vec![
            row.row.to_string(),
            all(|rejection| &rejection.column),
            all(|rejection| &rejection.value),
            all(|rejection| &rejection.reason),
        ];
        cells.extend(row.cells.iter().map(|cell| match &cell.value {
            ValueAsWritten::Written(text) => text.clone(),
            ValueAsWritten::Withheld | ValueAsWritten::Missing => String::new(),
        }));
        cells.resize(header.len(), String::new());
        text.push_str(&line(&cells, mapping.layout.separator));
    }
    let (bytes, _, has_lost) = mapping.layout.encoding.unwrap_or(UTF_8).encode(&text);
    if has_lost {
        return Err(NotMendable("the mapping's encoding lacks letters of what was wrong"));
    }
    Ok(bytes.into_owned())
}

/// Whether the first cell of a file says that it is one of rejected rows.
pub(crate) fn is_mark(cell: &str) -> bool {
    cell.trim().strip_prefix(MARK) == Some(FRONT[0])
}

/// Takes away what [`write_rejected`] put before cells that look like formulas.
pub(crate) fn unguard(cells: &mut Cells) {
    if !cells.iter().any(|cell| cell.starts_with(GUARD)) {
        return;
    }
    let texts: Vec<String> =
        cells.iter().map(|cell| cell.strip_prefix(GUARD).unwrap_or(cell).to_owned()).collect();
    cells.clear();
    for text in texts {
        cells.push(&text);
    }
}

fn require_mendable(mapping: &Mapping) -> Result<(), NotMendable> {
    let layout = &mapping.layout;
    if mapping.rules.key.repeats == Repeats::Ordinal {
        return Err(NotMendable(
            "this mapping counts alike rows of a file, so a part is another file",
        ));
    }
    if matches!(mapping.replaces(), Replaces::Scope { .. }) {
        return Err(NotMendable("under this mapping a part would take the place of the whole"));
    }
    let is_text = matches!(layout.format, None | Some(Format::Csv | Format::Tsv));
    let is_plain = layout.header == HeaderPlace::First
        && layout.wide.is_none()
        && layout.sheet_column.is_none()
        && layout.member.is_none();
    let is_written = layout.encoding.is_none_or(|encoding| encoding.output_encoding() == encoding);
    if !(is_text && is_plain && is_written) {
        return Err(NotMendable("this mapping reads another form of file than a plain table"));
    }
    Ok(())
}

fn line(cells: &[String], separator: u8) -> String {
    let separator = char::from(separator);
    let field = |cell: &String| {
        let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', GUARD]);
        let guarded = if is_formula { format!("{GUARD}{cell}") } else { cell.clone() };
        if guarded.contains([separator, '"', '\n', '\r']) {
            format!("\"{}\"", guarded.replace('"', "\"\""))
        } else {
            guarded
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

/// Stands before a cell that a spreadsheet would take for a formula.
const GUARD: char = '\'';

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_formula_is_guarded_and_read_back_as_it_was() {
        let cells = ["=1+1", "-5", "@a", "'x", "a,b", "plain"].map(str::to_owned);
        assert_eq!(line(&cells, b','), "'=1+1,'-5,'@a,''x,\"a,b\",plain\r\n");
        let mut read = Cells::default();
        for cell in ["'=1+1", "'-5", "'@a", "''x", "a,b", "plain"] {
            read.push(cell);
        }
        unguard(&mut read);
        assert_eq!(read.iter().collect::<Vec<_>>(), cells);
    }

    #[test]
    fn only_the_first_column_s_name_marks_such_a_file() {
        assert!(is_mark("watchfire:row") && is_mark(" watchfire:row "));
        assert!(!is_mark("row") && !is_mark("watchfire:column"));
    }
}
