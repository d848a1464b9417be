//! What can be typed about the audit, the roles and retention.

use clap::{Args, Subcommand};
use jiff::civil::Date;
use store::audit::Wanted;
use vocabulary::audit::{Act, Kind, Outcome};

use super::ListOptions;
use super::told::word;

/// What else to ask the audit.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Say who saw a submission, or one row of it: for whoever asks what was done with theirs.
    Report {
        /// The submission, or the beginning of its id.
        submission: String,
        /// One row of it.
        #[arg(long, value_name = "NUMBER")]
        row: Option<u64>,
        /// How to list.
        #[command(flatten)]
        list: ListOptions,
    },
    /// Say what there is for somebody and what not, and which rules say so, as they stand now.
    Sees {
        /// The name that signs in.
        name: String,
        /// How to list.
        #[command(flatten)]
        list: ListOptions,
    },
    /// Say who may see a submission and who not, and which rules say so, as they stand now.
    MaySee {
        /// The submission, or the beginning of its id.
        submission: String,
        /// How to list.
        #[command(flatten)]
        list: ListOptions,
    },
}

/// Which entries.
#[derive(Debug, Args)]
pub struct EntriesWanted {
    /// By this name; "(terminal)", "(node)" or "(nobody)" for those who have none.
    #[arg(long, value_name = "NAME")]
    pub who: Option<String>,
    /// Who did this: read, search, count, export, decide, administer, oversee, sign-in, sign-out, account, knock.
    #[arg(long, value_name = "ACT", value_parser = act)]
    pub act: Option<Act>,
    /// To which this came of it: allowed, refused, failed.
    #[arg(long, value_name = "OUTCOME", value_parser = outcome)]
    pub outcome: Option<Outcome>,
    /// About this thing: its kind, a colon and its id, such as `person:a.weber`.
    #[arg(long, value_name = "KIND:ID", value_parser = about)]
    pub about: Option<(Kind, String)>,
    /// On this day or later, in UTC.
    #[arg(long, value_name = "DATE")]
    pub from: Option<Date>,
    /// On this day or earlier, in UTC.
    #[arg(long, value_name = "DATE")]
    pub to: Option<Date>,
    /// Print at most this many.
    #[arg(long, default_value_t = 50)]
    pub top: u32,
}

impl From<EntriesWanted> for Wanted {
    fn from(wanted: EntriesWanted) -> Self {
        let EntriesWanted { who, act, outcome, about, from, to, .. } = wanted;
        Self { who, about, act, outcome, from, to, before: None }
    }
}

/// What to do about retention.
#[derive(Debug, Subcommand)]
pub enum RetentionCommand {
    /// Keep a submission until another day of review.
    Keep {
        /// The submission, or the beginning of its id.
        submission: String,
        /// The next day of review.
        #[arg(long, value_name = "DATE")]
        until: Date,
        /// Why, in words: name no person.
        #[arg(long, value_name = "TEXT")]
        because: String,
    },
    /// List every submission whose day to be erased has come, and erase them once told to.
    Erase {
        /// Erase them; this cannot be undone.
        #[arg(long)]
        yes: bool,
    },
}

/// What else to ask about roles.
#[derive(Debug, Subcommand)]
pub enum RoleCommand {
    /// List the rules about who sees and does what, shipped and the node's own.
    Rules {
        /// How to list.
        #[command(flatten)]
        list: ListOptions,
    },
}

fn act(text: &str) -> Result<Act, String> {
    word(text, Act::parse, Act::words())
}

fn outcome(text: &str) -> Result<Outcome, String> {
    word(text, Outcome::parse, Outcome::words())
}

fn about(text: &str) -> Result<(Kind, String), String> {
    let form = || format!("write KIND:ID; a kind is one of {}", Kind::words().join(", "));
    let (kind, id) = text.split_once(':').ok_or_else(form)?;
    Ok((Kind::parse(kind).ok_or_else(form)?, id.to_owned()))
}
