//! What is wrong with one row, and what to do about it.

use vocabulary::submission::Rejection;

/// Why a row cannot be accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Column at fault; empty when the whole row is.
    pub column: String,
    /// The value at fault.
    pub value: String,
    /// Why, and what to do.
    pub reason: String,
}

impl Fault {
    /// A fault of one cell.
    pub fn of_cell(column: &str, value: &str, reason: impl Into<String>) -> Self {
        Self { column: column.to_owned(), value: shorten(value), reason: reason.into() }
    }

    /// A fault of the whole row.
    pub fn of_row(reason: impl Into<String>) -> Self {
        Self { column: String::new(), value: String::new(), reason: reason.into() }
    }

    /// The rejection of this row.
    pub fn reject(self, row: u64) -> Rejection {
        Rejection { row, column: self.column, value: self.value, reason: self.reason }
    }
}

/// A value cut for a message; the whole of it stays in the file, which is kept.
fn shorten(value: &str) -> String {
    if value.chars().count() <= MAX_VALUE_LETTERS {
        return value.to_owned();
    }
    let mut cut: String = value.chars().take(MAX_VALUE_LETTERS).collect();
    cut.push('…');
    cut
}

/// Letters of a value at fault that a rejection repeats.
const MAX_VALUE_LETTERS: usize = 500;
