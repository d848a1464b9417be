//! A mapping proposed for a file that nobody has described yet.
//!
//! It stores nothing and knows no node: the proposal is a text for a person to read and mend.

use std::io::{Read, Seek};

use intake::guess;
pub use intake::{ColumnHolds, Confidence, GuessError, Holds, Proposal, Said, Told, Undecided};
use jiff::civil::Date;

/// Proposes a mapping for a file of this name, read as of `today`; `part` is the sheet of a workbook, or
/// the file inside a zip file, that is meant where there are several; `told` is what a person says of it.
///
/// # Errors
/// When the file is no table.
pub fn propose<F: Read + Seek>(
    file: &mut F,
    file_name: &str,
    part: Option<&str>,
    told: &Told,
    today: Date,
) -> Result<Proposal, GuessError> {
    guess(Box::new(file), file_name, part, told, today)
}
