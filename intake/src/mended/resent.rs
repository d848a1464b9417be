//! A file of rejected rows that is sent again: how it is known, and what is taken away as it is read.

use super::{BEYOND, GUARD, MARK, TOO_FEW, TOO_MANY};
use crate::cells::Cells;
use crate::fault::Fault;

/// Whether a column's name says that it is none of the table but one of what was wrong.
pub(crate) fn is_mark(name: &str) -> bool {
    name.trim().starts_with(MARK)
}

/// The sign between the cells of a file of rejected rows, which any column of what was wrong tells
/// wherever it stands; `None` where the text is no such file. A spreadsheet may have changed the sign.
pub(crate) fn separator_of_resent(text: &str, separator: u8) -> Option<u8> {
    let header = text.lines().find(|line| !line.trim().is_empty())?;
    if !header.contains(MARK) {
        return None;
    }
    let has_mark = |separator: &u8| {
        header
            .split(char::from(*separator))
            .any(|cell| is_mark(cell.trim().trim_start_matches('"')))
    };
    let is_between = |separator: &u8| header.as_bytes().contains(separator);
    let known = [separator, b';', b'\t', b','];
    known
        .into_iter()
        .find(|sign| is_between(sign) && has_mark(sign))
        .or_else(|| has_mark(&separator).then_some(separator))
}

/// Refuses a row that had another number of fields than its header and was not mended: its cells may
/// stand under wrong columns.
pub(crate) fn require_mended(names: &[String], cells: &Cells) -> Result<(), Fault> {
    let is_ragged = |name: &String| {
        let name = name.strip_prefix(MARK).unwrap_or_default();
        name.starts_with(BEYOND) || name == TOO_FEW || name == TOO_MANY
    };
    let is_filled = |at: usize| !cells.get(at).unwrap_or_default().trim().is_empty();
    match names.iter().enumerate().find(|(at, name)| is_ragged(name) && is_filled(*at)) {
        None => Ok(()),
        // What stood beyond a header may belong to any column, so it is not repeated.
        Some((_, name)) => Err(Fault::of_cell(
            name,
            "",
            "the row had another number of fields than the header: put each value under its column, \
             then empty this cell",
        )),
    }
}

/// Takes away what was put before cells that look like formulas.
pub(crate) fn unguard(cells: &mut Cells) {
    let guarded = |cell: &str| cell.strip_prefix(GUARD).is_some_and(needs_guard);
    if !cells.iter().any(guarded) {
        return;
    }
    let plain = |cell: &str| if guarded(cell) { cell[1..].to_owned() } else { cell.to_owned() };
    let texts: Vec<String> = cells.iter().map(plain).collect();
    cells.clear();
    for text in texts {
        cells.push(&text);
    }
}

/// Whether a spreadsheet would take a cell for a formula, or for one that was guarded. Figures below
/// zero and lone dashes are none.
pub(super) fn needs_guard(cell: &str) -> bool {
    let cell = cell.trim_start_matches(GUARD);
    if !cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        return false;
    }
    let rest = cell.trim_start_matches(['-', '+']);
    let is_figure = cell.len() - rest.len() == 1
        && rest.starts_with(|letter: char| letter.is_ascii_digit())
        && rest.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ','));
    !(rest.is_empty() || is_figure)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_rejected_rows_is_known_by_any_column_of_what_was_wrong() {
        for (text, expected) in [
            ("watchfire:row,id\n1,a\n", Some(b',')),
            ("\r\n id , watchfire:reason\r\n", Some(b',')),
            ("\"id\";\"watchfire:row\"\n", Some(b';')),
            ("watchfire:row\tid\n", Some(b'\t')),
            ("watchfire:row\n1\n", Some(b',')),
            ("id,about watchfire:row\n", None),
            ("id\nwatchfire:row,a\n", None),
            ("", None),
        ] {
            assert_eq!(separator_of_resent(text, b','), expected, "{text}");
        }
    }
}
