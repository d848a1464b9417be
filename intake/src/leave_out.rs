//! Rows that a mapping leaves out on purpose, and its reason.
//!
//! They are rejected like any other row that is not accepted, so that rows read stay rows accepted
//! and rows rejected; the reason is the mapping's own.

use crate::fault::Fault;
use crate::mapping::MappingError;
use crate::mapping::columns::Columns;
use crate::mapping::written::WrittenLeaveOut;
use crate::row::{Column, Row};

/// One sort of rows that is left out.
#[derive(Debug)]
pub(crate) struct LeaveOutRule {
    columns: Vec<Column>,
    values: Vec<String>,
    because: String,
}

impl LeaveOutRule {
    /// Checks what a mapping writes as `[[leave_out]]`.
    pub fn build(written: WrittenLeaveOut, columns: &mut Columns) -> Result<Self, MappingError> {
        if written.because.trim().is_empty() {
            let problem = "say in `because` why these rows are left out: they count as rejected";
            return Err(MappingError::setting("leave_out", "", problem));
        }
        let mut names = written.columns;
        names.extend(written.column);
        if names.is_empty() || written.values.is_empty() {
            let problem = "give `column` (or `columns`) and `values`";
            return Err(MappingError::setting("leave_out", "", problem));
        }
        let values = written.values.iter().map(|value| value.trim().to_owned()).collect();
        Ok(Self { columns: columns.all_named(&names)?, values, because: written.because })
    }

    /// Why a row is left out; `None` where it is not.
    pub fn of(&self, row: &Row<'_>) -> Option<Fault> {
        let text = row.joined(&self.columns);
        let fits = self.values.iter().any(|value| fits(value, &text));
        let because = || format!("left out by the mapping: {}", self.because);
        fits.then(|| Fault::of_cell(&row.joined_names(&self.columns), &text, because()))
    }
}

/// Whether a text is the pattern, or what stands before or after a `*` at its end or start.
fn fits(pattern: &str, text: &str) -> bool {
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(end), _) => text.ends_with(end),
        (None, Some(start)) => text.starts_with(start),
        (None, None) => pattern == text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_anything_at_one_end() {
        for (pattern, text, expected) in [
            ("Total", "Total", true),
            ("Total", "Rounded Total", false),
            ("*Total", "Rounded Total", true),
            ("EU*", "EU27", true),
            ("EU*", "non-EU", false),
            ("", "", true),
            ("", "x", false),
        ] {
            assert_eq!(fits(pattern, text), expected, "{pattern} {text}");
        }
    }
}
