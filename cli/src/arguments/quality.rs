//! What can be typed about faults of the data.

use clap::{Subcommand, ValueEnum};

use super::ListOptions;

/// What to do with a finding of data quality.
#[derive(Debug, Subcommand)]
pub enum QualityCommand {
    /// One finding: what is wrong, its figures, the rows it was seen in, and what was decided.
    Show {
        /// Its name, or the beginning of it.
        id: String,
        #[command(flatten)]
        list: ListOptions,
    },
    /// Record in the ledger what is to be made of a finding; no fact changes, and the latest decision
    /// holds.
    Decide {
        /// Its name, or the beginning of it.
        id: String,
        /// What to make of it.
        #[arg(value_enum)]
        verdict: VerdictGiven,
        /// Why, in words. They stay in the ledger: name no person.
        #[arg(long, value_name = "TEXT")]
        because: String,
        /// With `override`: what is done instead of what was proposed.
        #[arg(long, value_enum, value_name = "T")]
        treatment: Option<TreatmentGiven>,
    },
}

/// A verdict as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum VerdictGiven {
    /// It is a fault, and is treated as proposed.
    Accept,
    /// It is none; nothing is done, and it is not told beside signals.
    Reject,
    /// It is treated in another way.
    Override,
}

/// A treatment as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TreatmentGiven {
    /// The rows it names count in no sum and no series.
    LeaveOut,
    /// Of rows that say the same, one counts.
    CountOnce,
    /// The total counts for nothing; its parts do.
    UseParts,
    /// Figures up to the end of the period are compared with nothing.
    NewSeries,
    /// Figures are lower bounds; whoever reads a signal about them is told.
    LowerBound,
    /// Nothing is done; whoever reads a signal about it is told.
    Mind,
}
