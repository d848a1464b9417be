//! Mappings proposed for files that have none, as the API writes them.

pub(crate) mod create;
pub(crate) mod told;

use serde::Serialize;
use utoipa::ToSchema;
use workflows::guess::{ColumnHolds, Holds, Proposal, Said};
use workflows::lineage::RowAsWritten;

use self::told::HoldsWord;
use super::submissions::row::CellAsItStood;

/// A mapping that is proposed for a file: to be read, mended and sent with it.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct MappingProposal {
    /// The mapping as TOML text, with reasons and examples as comments. `{ to_decide = ... }` and "TO STATE"
    /// stand where the file does not tell: a preview works before they are settled, a submission does not.
    toml: String,
    /// The kind of fact its rows give.
    kind: &'static str,
    /// Rows on which it was tried.
    rows_tried: u64,
    /// Rows that it accepted.
    rows_accepted: u64,
    /// Why rows were rejected: each reason once, with one row.
    rejections: Vec<String>,
    /// Each choice with its reason.
    choices: Vec<ProposedChoice>,
    /// What each column of the file was taken to hold, in the order of the file.
    columns: Vec<ColumnTaken>,
    /// Columns that are not read, and why.
    left_out: Vec<LeftOut>,
    /// The sheets of a workbook, or the files inside a zip file, to choose from with `part`; empty where
    /// there is no choice.
    parts: Vec<String>,
    /// The first rows as they stand, at most ten, for as long as the server runs; a cell is cut after 200
    /// letters. May hold personal data.
    first_rows: Vec<FirstRow>,
}

/// One of the first rows of a file.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct FirstRow {
    /// Row of the file, counted as a spreadsheet does.
    row: u64,
    /// Cells from left to right.
    cells: Vec<CellAsItStood>,
}

/// One choice of a proposal.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct ProposedChoice {
    /// What was to be chosen, such as "period".
    what: String,
    /// What was chosen.
    proposal: String,
    /// "sure", "likely", or "guess": nothing in the file tells, a person must decide.
    confidence: &'static str,
    /// Why.
    because: String,
    /// Cells of the file that show it.
    examples: Vec<String>,
}

/// A column, and what it was taken to hold.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct ColumnTaken {
    /// The column.
    column: String,
    /// What it holds; null where no word says it.
    #[schema(value_type = Option<HoldsWord>)]
    holds: Option<&'static str>,
    /// Whether that was told, and not found.
    is_told: bool,
}

/// A column that is not read.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct LeftOut {
    /// The column.
    column: String,
    /// Why.
    because: String,
}

impl MappingProposal {
    pub fn of(proposal: &Proposal) -> Self {
        let left_out = proposal
            .left_out
            .iter()
            .map(|(column, because)| LeftOut { column: column.clone(), because: because.clone() });
        Self {
            toml: proposal.toml.clone(),
            kind: proposal.kind.as_str(),
            rows_tried: proposal.rows_tried,
            rows_accepted: proposal.rows_accepted,
            rejections: proposal.rejections.clone(),
            choices: proposal.choices.iter().map(ProposedChoice::of).collect(),
            columns: proposal.columns.iter().map(ColumnTaken::of).collect(),
            left_out: left_out.collect(),
            parts: proposal.parts.clone(),
            first_rows: proposal.first_rows.iter().map(FirstRow::of).collect(),
        }
    }
}

impl ColumnTaken {
    fn of(taken: &ColumnHolds) -> Self {
        Self {
            column: taken.column.clone(),
            holds: taken.holds.map(Holds::as_str),
            is_told: taken.is_told,
        }
    }
}

impl FirstRow {
    fn of(row: &RowAsWritten) -> Self {
        Self { row: row.row, cells: CellAsItStood::all(row) }
    }
}

impl ProposedChoice {
    fn of(said: &Said) -> Self {
        Self {
            what: said.what.clone(),
            proposal: said.proposal.clone(),
            confidence: said.confidence.as_str(),
            because: said.because.clone(),
            examples: said.examples.clone(),
        }
    }
}
