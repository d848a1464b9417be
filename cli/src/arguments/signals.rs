//! What can be typed about signals.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use jiff::civil::Date;

use super::ListOptions;

/// What to do with signals.
#[derive(Debug, Subcommand)]
pub enum SignalsCommand {
    /// The table by which signals are ranked: weights, values, and why.
    Ranking {
        #[command(flatten)]
        list: ListOptions,
    },
    /// One signal: its score, its series with what was expected, and the rows behind.
    Show {
        /// Its rank in the latest run, its name, or the beginning of its name.
        id: String,
        /// Compute every finding again and say whether it is the same to the bit.
        #[arg(long)]
        reproduce: bool,
        /// Print at most this many rows behind the latest alarm.
        #[arg(long, default_value_t = 10)]
        rows: usize,
        /// The signal as the latest run asked of this day saw it.
        #[arg(long, value_name = "DATE")]
        as_of: Option<Date>,
        /// Draw it into this SVG file, or into a file of its name in this folder.
        #[arg(long, value_name = "FILE.svg|DIR", conflicts_with = "reproduce")]
        svg: Option<PathBuf>,
        /// Draw what was known on these days as well, with commas between them.
        #[arg(long, value_name = "DATE,...", value_delimiter = ',', requires = "svg")]
        as_known: Vec<Date>,
        #[command(flatten)]
        list: ListOptions,
    },
    /// Record in the ledger what a signal turned out to be; no fact, score or detector changes, and the
    /// latest verdict holds.
    Verdict {
        /// Its rank in the latest run, its name, or the beginning of its name.
        id: String,
        /// What it turned out to be.
        #[arg(long = "as", value_enum, value_name = "VERDICT")]
        judged: JudgedGiven,
        /// Why, in words. They stay in the ledger: name no person.
        #[arg(long, value_name = "TEXT")]
        because: String,
        /// The signal as the latest run asked of this day saw it.
        #[arg(long, value_name = "DATE")]
        as_of: Option<Date>,
    },
    /// Record a comment on a signal in the ledger; nothing else changes.
    Comment {
        /// Its rank in the latest run, its name, or the beginning of its name.
        id: String,
        /// What is said, as plain text. It stays in the ledger: name no person.
        text: String,
        /// The signal as the latest run asked of this day saw it.
        #[arg(long, value_name = "DATE")]
        as_of: Option<Date>,
    },
    /// How often the first lines of the list were real, by the verdicts.
    Precision {
        /// One line for the list of each week or month.
        #[arg(long, value_enum, default_value = "month")]
        by: SpanGiven,
        /// Lines from the top of each list.
        #[arg(long, default_value_t = 10, value_name = "N", value_parser = at_least_one)]
        top: usize,
        #[command(flatten)]
        list: ListOptions,
    },
}

/// A verdict as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum JudgedGiven {
    /// Something changed in what the signal is about.
    Real,
    /// Nothing changed: chance, reporting or an error.
    False,
    /// It was looked into and cannot be told.
    Unclear,
}

/// How long a list stands in the account of precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SpanGiven {
    /// The list of a week.
    Week,
    /// The list of a month.
    Month,
}

fn at_least_one(text: &str) -> Result<usize, &'static str> {
    let number = text.parse().ok().filter(|number| *number > 0);
    number.ok_or("it is a number of lines: write 1 or more, such as 10")
}
