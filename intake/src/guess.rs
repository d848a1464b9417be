//! A mapping proposed for an unknown file: bytes in, TOML with reasons out.
//!
//! Answers: what could the columns of this file mean, why, and how sure is that. It reads a bounded
//! part of the file through the readers that ingest uses, tries the mapping on it, and decides
//! nothing: what the cells do not tell is marked for a person.

mod again;
mod column;
mod detail;
mod figures;
mod file;
mod key;
mod kind;
mod measure;
mod missing;
mod period;
mod place;
mod plan;
mod price;
mod said;
mod substance;
mod told;
mod totals;
mod trial;
mod unused;
mod wide;
mod words;
mod write;

use jiff::civil::Date;
use thiserror::Error;
use vocabulary::fact::FactKind;

use crate::error::IntakeError;
use crate::mapping::{Mapping, MappingError, Undecided};
use crate::original::{RowAsWritten, first_rows};
use crate::source::{Shared, Source};
use plan::Asked;
pub use said::{Confidence, Said};
pub use told::{ColumnHolds, Holds, Told};
pub(crate) use words::words;
pub(crate) use write::quote;

/// A proposed mapping.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The mapping, with reasons and examples as comments.
    pub toml: String,
    /// The kind of fact its rows give.
    pub kind: FactKind,
    /// Each choice with its reason.
    pub choices: Vec<Said>,
    /// Choices that stop the mapping from being used until a person has made them.
    pub undecided: Vec<Undecided>,
    /// What each column of the file was taken to hold, in the order of the file.
    pub columns: Vec<ColumnHolds>,
    /// Columns that are not read, and why.
    pub left_out: Vec<(String, String)>,
    /// The sheets of a workbook or the files inside a zip file; empty where there are none to choose from.
    pub parts: Vec<String>,
    /// The first rows as they stand, at most ten; a cell is cut after 200 letters.
    ///
    /// - Personal data: what the rows hold, but for columns that no mapping may read.
    pub first_rows: Vec<RowAsWritten>,
    /// Rows on which the mapping was tried, and those it accepted.
    pub rows_tried: u64,
    /// Rows it accepted.
    pub rows_accepted: u64,
    /// Why rows were rejected: each reason once, with one row.
    pub rejections: Vec<String>,
}

/// Why no mapping could be proposed.
#[derive(Debug, Error)]
pub enum GuessError {
    /// The file is no table that can be read.
    #[error(transparent)]
    Intake(#[from] IntakeError),
    /// A part of a file that has none.
    #[error("there is no choice of parts in this file, so `{part}` is none: leave --part out")]
    NoParts {
        /// The part that was named.
        part: String,
    },
    /// Something was said of a column that the file does not have.
    #[error("the file has no column `{column}`, of which you say what it holds")]
    NoColumn {
        /// The column that was named.
        column: String,
    },
    /// Something was said of a column that cannot or must not be read.
    #[error("the column `{column}` is not read, whatever it holds: {because}")]
    Barred {
        /// The column that was named.
        column: String,
        /// Why it is not read.
        because: &'static str,
    },
    /// No column says what a row is.
    #[error(
        "no column holds figures, and none a day, a substance, an age or a sex, so that a row could be an \
         event: name the columns by what they hold, or write a mapping by hand, see docs/mappings.md"
    )]
    Nothing,
    /// What was found does not make a mapping.
    #[error("no mapping could be proposed ({0}): write one by hand, see docs/mappings.md")]
    Mapping(#[from] MappingError),
}

/// Proposes a mapping for a file of this name, as of `today`; `part` is the sheet of a workbook, or the
/// file inside a zip file, that is meant where there are several; what a person says of the file is kept to.
///
/// - Cost: reads up to 200,000 rows and keeps some thousands; tries the mapping on up to 20,000.
///
/// # Errors
/// When the file is no table.
pub fn guess(
    file: Box<dyn Source + '_>,
    file_name: &str,
    part: Option<&str>,
    told: &Told,
    today: Date,
) -> Result<Proposal, GuessError> {
    let file = Shared::new(file).map_err(IntakeError::from)?;
    let (layout, grid) = file::look(&file, part)?;
    if let Some(part) = part.filter(|_| layout.member.is_none() && layout.sheet.is_none()) {
        return Err(GuessError::NoParts { part: part.to_owned() });
    }
    told.require_columns(&grid.names)?;
    let mut plan = plan::plan(layout, &grid, Asked { file_name, told, today })?;
    let columns = told.with_understood(&plan, &grid.names);
    drop(grid);
    let tried = trial::settle(&file, &mut plan, today)?;
    let mapping = Mapping::parse(&tried.toml)?;
    Ok(Proposal {
        first_rows: first_rows(&again::again(&file)?, &mapping, FIRST_ROWS)?,
        parts: plan.file.parts.clone(),
        toml: tried.toml,
        kind: plan.kind,
        choices: plan.all_said().cloned().collect(),
        undecided: tried.undecided,
        columns,
        left_out: plan.left_out.clone(),
        rows_tried: tried.rows_read,
        rows_accepted: tried.rows_accepted,
        rejections: tried.rejections,
    })
}

/// Rows that are shown as they stand.
const FIRST_ROWS: usize = 10;
