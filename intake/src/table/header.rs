//! The header of a table: what its columns are called, and where those stand that are wanted.
//!
//! Invisible signs in a name are set aside, so that what looks the same is the same.

use memchr::memchr;

use crate::cells::Cells;
use crate::error::IntakeError;
use crate::fault::Fault;
use crate::mapping::file::{Layout, Wide};
use crate::mended::is_mark;
use crate::nearest::nearest;

/// The columns of a table.
#[derive(Debug, Default)]
pub(crate) struct Header {
    names: Vec<String>,
    /// Where each wanted column stands.
    positions: Vec<usize>,
    /// Columns that become rows of their own.
    wide: Vec<usize>,
    /// Cells behind those of the file: the name of a sheet.
    besides: usize,
}

impl Header {
    /// Finds the wanted columns among the names of a header.
    pub fn find(
        names: Vec<String>,
        layout: &Layout,
        wanted: &[String],
        is_sheet: bool,
    ) -> Result<Self, IntakeError> {
        let mut header =
            Self { names, positions: Vec::new(), wide: Vec::new(), besides: usize::from(is_sheet) };
        if let Some(wide) = &layout.wide {
            header.wide = header.find_wide(wide)?;
        }
        let sheet_column = layout.sheet_column.as_ref().filter(|_| is_sheet);
        for name in wanted {
            let wide = layout.wide.as_ref();
            header.positions.push(if sheet_column == Some(name) {
                header.names.len()
            } else if wide.is_some_and(|wide| wide.name == *name) {
                header.wide_position()
            } else if wide.is_some_and(|wide| wide.value == *name) {
                header.wide_position() + 1
            } else {
                header.position(name)?
            });
        }
        Ok(header)
    }

    /// The names of the columns.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Columns of the file.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// The name of a column; empty beyond the last.
    pub fn name(&self, at: usize) -> &str {
        self.names.get(at).map_or("", String::as_str)
    }

    /// Where each wanted column stands.
    pub fn positions(&self) -> &[usize] {
        &self.positions
    }

    /// Columns that become rows of their own.
    pub fn wide_columns(&self) -> &[usize] {
        &self.wide
    }

    /// Where the name of such a column stands in a row, its cell behind it.
    pub fn wide_position(&self) -> usize {
        self.names.len() + self.besides
    }

    /// Refuses a row that has a wanted cell with a sign that turns the direction of writing: such a
    /// cell reads otherwise than it looks.
    pub fn require_plain(&self, cells: &Cells) -> Result<(), Fault> {
        // All these signs begin with the same byte, which few texts have.
        if memchr(0xE2, cells.text().as_bytes()).is_none() {
            return Ok(());
        }
        let cell = |at: &usize| (*at, cells.get(*at).unwrap_or_default());
        let turned = |(_, cell): &(usize, &str)| cell.contains(turns_direction);
        match self.positions.iter().map(cell).find(turned) {
            None => Ok(()),
            Some((at, cell)) => Err(Fault::of_cell(
                self.name(at),
                cell,
                "the cell has an invisible sign that turns the direction of writing, so it reads \
                 otherwise than it looks: write it again by hand",
            )),
        }
    }

    fn position(&self, wanted: &str) -> Result<usize, IntakeError> {
        let folded = fold(wanted);
        let mut found = self.names.iter().enumerate().filter(|(_, name)| **name == folded);
        let Some((position, _)) = found.next() else {
            let near = nearest(wanted, self.names.iter().map(String::as_str));
            return Err(IntakeError::MissingColumn { column: wanted.to_owned(), nearest: near });
        };
        match found.next() {
            None => Ok(position),
            Some((again, _)) => Err(IntakeError::DuplicateColumn {
                column: wanted.to_owned(),
                first: position + 1,
                second: again + 1,
            }),
        }
    }

    fn find_wide(&self, wide: &Wide) -> Result<Vec<usize>, IntakeError> {
        if let Some((from, to)) = &wide.range {
            let (from, to) = (self.position(from)?, self.position(to)?);
            let range = from.min(to)..=from.max(to);
            return Ok(range.filter(|at| !is_mark(&self.names[*at])).collect());
        }
        let mut columns = Vec::new();
        for pattern in &wide.columns {
            let folded = fold(pattern);
            let before = columns.len();
            let fitting = (0..self.names.len())
                .filter(|at| fits(&folded, &self.names[*at]) && !is_mark(&self.names[*at]));
            columns.extend(fitting);
            if columns.len() == before {
                let near = nearest(pattern, self.names.iter().map(String::as_str));
                return Err(IntakeError::MissingColumn { column: pattern.clone(), nearest: near });
            }
        }
        columns.sort_unstable();
        columns.dedup();
        Ok(columns)
    }
}

/// The names of a header of one or more rows: a name over several columns counts for each of them.
pub(crate) fn join(rows: &[Vec<String>]) -> Vec<String> {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut names = vec![String::new(); width];
    for (i, row) in rows.iter().enumerate() {
        let is_last = i + 1 == rows.len();
        let mut above = "";
        let folded: Vec<String> = row.iter().map(|cell| fold(cell)).collect();
        for (at, name) in names.iter_mut().enumerate() {
            let own = folded.get(at).map_or("", String::as_str);
            if !own.is_empty() {
                above = own;
            }
            let part = if is_last { own } else { above };
            if !part.is_empty() {
                if !name.is_empty() {
                    name.push_str(crate::row::JOINT);
                }
                name.push_str(part);
            }
        }
    }
    names
}

/// A name without invisible signs, and with single spaces.
pub(crate) fn fold(name: &str) -> String {
    let visible: String = name.chars().filter(|letter| !is_invisible(*letter)).collect();
    let mut folded = String::with_capacity(visible.len());
    for word in visible.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

/// Whether a name is a pattern, in which a `*` stands for anything.
fn fits(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = name.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

/// Marks of direction, joiners and other signs that are not seen.
pub(crate) fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200B}'..='\u{200F}' | '\u{61C}' | '\u{FEFF}' | '\u{2060}' | '\u{AD}')
        || turns_direction(letter)
}

/// Signs that turn the direction of the letters that follow.
fn turns_direction(letter: char) -> bool {
    matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_over_several_columns_counts_for_each() {
        let rows = |rows: &[&[&str]]| -> Vec<Vec<String>> {
            rows.iter().map(|row| row.iter().map(|&cell| cell.to_owned()).collect()).collect()
        };
        let joined = join(&rows(&[&["Area", "2017", "", "2018"], &["", "Q1", "Q2", "Q1", "Q2"]]));
        assert_eq!(joined, ["Area", "2017 | Q1", "2017 | Q2", "2018 | Q1", "2018 | Q2"]);
        assert_eq!(join(&rows(&[&[" a\u{200f}\n b "]])), ["a b"]);
    }

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, name, expected) in [
            ("2010", "2010", true),
            ("2010", "2010 | x", false),
            ("20*", "2010", true),
            ("*(n)", "deaths (n)", true),
            ("* | Q*", "2017 | Q1", true),
            ("* | Q*", "2017 - Q1", false),
            ("a*a", "a", false),
            ("*", "", true),
        ] {
            assert_eq!(fits(pattern, name), expected, "{pattern} {name}");
        }
    }
}
