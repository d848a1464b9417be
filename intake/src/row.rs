//! One row as a mapping sees it: cells by the columns the mapping names.

use crate::cells::Cells;
use crate::table::is_invisible;

/// A column that a mapping names, by its place in the mapping's own list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Column(pub usize);

/// A row of a table under a mapping.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    /// Its cells.
    pub cells: &'a Cells,
    /// Where among them each of the mapping's columns stands.
    pub positions: &'a [usize],
    /// The mapping's columns by name.
    pub names: &'a [String],
    /// From where on cells stand in no column of the file but in the wide one of this name.
    pub wide: Option<(usize, &'a str)>,
}

impl<'a> Row<'a> {
    /// The cell under a column, without white space around it.
    #[inline]
    pub fn cell(&self, column: Column) -> &'a str {
        trim(self.cells.get(self.positions[column.0]).unwrap_or_default())
    }

    /// The column's name.
    pub fn name(&self, column: Column) -> &'a str {
        match self.wide {
            Some((from, name)) if self.positions[column.0] >= from => name,
            _ => &self.names[column.0],
        }
    }

    /// The cells under some columns, joined as value tables and messages write them.
    pub fn joined(&self, columns: &[Column]) -> String {
        join(columns.iter().map(|column| self.cell(*column)))
    }

    /// The names of some columns, joined likewise.
    pub fn joined_names(&self, columns: &[Column]) -> String {
        join(columns.iter().map(|column| self.name(*column)))
    }
}

/// Takes white space off both ends; most cells have none, which the outer bytes show.
#[inline]
fn trim(cell: &str) -> &str {
    match cell.as_bytes() {
        [b'!'..=b'~'] | [b'!'..=b'~', .., b'!'..=b'~'] | [] => cell,
        _ => cell.trim_matches(|letter: char| letter.is_whitespace() || is_invisible(letter)),
    }
}

fn join<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let mut joined = String::new();
    for (i, part) in parts.enumerate() {
        if i > 0 {
            joined.push_str(JOINT);
        }
        joined.push_str(part);
    }
    joined
}

/// What stands between the cells of several columns in a value table.
pub(crate) const JOINT: &str = " | ";
