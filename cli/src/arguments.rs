//! What can be typed.

mod audit;
mod boundaries;
mod methods;
mod people;
mod prices;
mod quality;
mod signals;
mod told;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use vocabulary::fact::FactKind;
use vocabulary::finding::FalseShare;
use workflows::guess::Holds;

pub use self::audit::{AuditCommand, EntriesWanted, RetentionCommand, RoleCommand};
pub use self::boundaries::{BoundariesCommand, BoundaryArguments};
pub use self::methods::{
    AnswerFormat, EuropeArguments, EvaluateArguments, MethodCommand, SimulateCommand,
};
pub use self::people::{SaidOfPerson, TokenCommand, UserCommand};
pub use self::prices::{By, PricesArguments};
pub use self::quality::{QualityCommand, TreatmentGiven, VerdictGiven};
pub use self::signals::{JudgedGiven, SignalsCommand, SpanGiven};
use crate::output::Format;
use told::{column_holds, fact_kind};

/// Watchfire: takes in the indicators of the drug market and finds what is changing.
#[derive(Debug, Parser)]
#[command(name = "watchfire", version, max_term_width = 100, disable_help_subcommand = true)]
pub struct Arguments {
    /// Directory of the node.
    #[arg(
        long,
        global = true,
        env = "WATCHFIRE_NODE",
        default_value = "./watchfire-node",
        value_name = "DIR"
    )]
    pub node: PathBuf,
    /// Why, in your own words: it stands in the audit.
    #[arg(long, global = true, env = "WATCHFIRE_REASON", value_name = "TEXT")]
    pub reason: Option<String>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a node: directory, ledger and keys.
    Init {
        /// Name that the node signs with.
        #[arg(long, default_value = "Watchfire node")]
        name: String,
        /// Where the ledger lies: `sqlite`, or `postgres://USER@HOST/DATABASE`. The password is read from
        /// PGPASSWORD or ~/.pgpass; payloads, facts and keys stay in the node's directory.
        #[arg(long, value_name = "ADDRESS", default_value = "sqlite")]
        ledger: String,
    },
    /// Take in files under a mapping; each file becomes one submission.
    Ingest {
        /// Tables: CSV, TSV, XLSX, JSON Lines or Parquet, plain or in gzip or zip.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Mapping file (TOML) that says which column means what; see docs/mappings.md. `--guess` proposes
        /// one for a file that has none.
        #[arg(long, value_name = "MAPPING", required_unless_present = "guess")]
        mapping: Option<PathBuf>,
        /// Propose a mapping for a file that has none, with reasons, and write it to be edited; nothing
        /// is stored.
        #[arg(long, conflicts_with_all = ["mapping", "dry_run", "replaces"])]
        guess: bool,
        /// Where the proposed mapping is written; the file's name with .toml, in the current
        /// directory, when left out.
        #[arg(long, value_name = "MAPPING", requires = "guess")]
        out: Option<PathBuf>,
        /// The sheet of a workbook, or the file inside a zip file, that a proposal is for; the first
        /// that holds a table when left out.
        #[arg(long, value_name = "NAME", requires = "guess")]
        part: Option<String>,
        /// What a row is: an observation (a figure), a case (an event of a line list), a seizure, and so on.
        #[arg(long, value_name = "KIND", requires = "guess", value_parser = fact_kind)]
        kind: Option<FactKind>,
        /// What a column holds, as `"Ort=place"`; several times for several columns. `nothing` is not read.
        #[arg(long, value_name = "COLUMN=WHAT", requires = "guess", value_parser = column_holds)]
        column: Vec<(String, Holds)>,
        /// How the choices of a proposal are printed.
        #[arg(long, value_enum, requires = "guess")]
        format: Option<Format>,
        /// Only say what would be accepted and rejected; store nothing.
        #[arg(long)]
        dry_run: bool,
        /// The withdrawn or erased submission that the file stands in for, such as one with names taken
        /// out.
        #[arg(long, value_name = "ID", conflicts_with = "dry_run")]
        replaces: Option<String>,
    },
    /// List what came in; show one submission or withdraw it.
    Submissions {
        /// What to do; lists when left out.
        #[command(subcommand)]
        command: Option<SubmissionsCommand>,
        #[command(flatten)]
        list: ListOptions,
    },
    /// Run all detectors over all series and print the ranked signals.
    Detect {
        /// Ask what could be known on this day; today when left out.
        #[arg(long, value_name = "DATE")]
        as_of: Option<Date>,
        /// Look back to this day: alarms since then count as recent, as far as three years of earlier
        /// figures stay to compare with (for the first look at old figures).
        #[arg(long, value_name = "DATE")]
        since: Option<Date>,
        /// Share of the signals of each source that may be false, 0.5 at most.
        #[arg(long, value_name = "SHARE", default_value_t)]
        false_share: FalseShare,
        /// Print at most this many signals.
        #[arg(long, default_value_t = 20)]
        top: usize,
        #[command(flatten)]
        list: ListOptions,
    },
    /// List the series that the facts add up to, or their figures.
    Series {
        #[command(flatten)]
        filter: SeriesFilter,
        /// What could be known on this day; today when left out.
        #[arg(long, value_name = "DATE")]
        as_of: Option<Date>,
        /// Print at most this many series in a table.
        #[arg(long, default_value_t = 50)]
        top: usize,
        #[command(flatten)]
        list: ListOptions,
    },
    /// Replay history step by step: when would the node have raised the known events, and what else?
    Backtest {
        /// Known events and the series that show them (CSV); demo/truth.csv is one, docs/backtest.md
        /// explains the columns.
        #[arg(long, value_name = "T.csv")]
        truth: PathBuf,
        /// Ask the node at the end of each week, month, quarter or year.
        #[arg(long, value_enum, default_value = "month")]
        step: Step,
        /// First day; that of the earliest event when left out.
        #[arg(long, value_name = "DATE")]
        from: Option<Date>,
        /// Last day; that of the latest event when left out.
        #[arg(long, value_name = "DATE")]
        to: Option<Date>,
        #[command(flatten)]
        list: ListOptions,
    },
    /// List the signals of the latest run; show one with all that stands behind it.
    Signals {
        /// What to do; lists when left out.
        #[command(subcommand)]
        command: Option<SignalsCommand>,
        /// Those of the latest run that was asked of this day.
        #[arg(long, value_name = "DATE")]
        as_of: Option<Date>,
        #[command(flatten)]
        list: ListOptions,
    },
    /// Look for faults in the figures, each with its evidence and a proposed treatment; show or decide one.
    #[command(args_conflicts_with_subcommands = true)]
    Quality {
        /// What to do with one finding; looks at the figures when left out.
        #[command(subcommand)]
        command: Option<QualityCommand>,
        /// The source whose figures are looked at; all when left out.
        source: Option<String>,
        /// What could be known on this day; today when left out.
        #[arg(long, value_name = "DATE")]
        as_of: Option<Date>,
        /// In a table, print at most this many findings.
        #[arg(long, default_value_t = 50, value_name = "N")]
        top: usize,
        #[command(flatten)]
        list: ListOptions,
    },
    /// Tell what a gram costs, level by level: purity, currency and size of the deal taken into account.
    Prices(PricesArguments),
    /// Say how names of substances resolve: those of the node, of a file, or one.
    Substances {
        /// What to do.
        #[command(subcommand)]
        command: SubstancesCommand,
    },
    /// Run one detector over one series, without a node.
    Method {
        /// What to do.
        #[command(subcommand)]
        command: MethodCommand,
    },
    /// Draw series with known outbreaks, or a whole synthetic Europe; all of it is synthetic.
    Simulate {
        /// What to draw.
        #[command(subcommand)]
        command: SimulateCommand,
    },
    /// Say how well detection does on synthetic Europes, of which the truth is known; no node is needed.
    Evaluate(EvaluateArguments),
    /// Follow a figure to the original rows behind it, or a row to all that used it.
    Lineage {
        /// What to follow.
        #[command(subcommand)]
        command: LineageCommand,
    },
    /// Ask about the facts in SQL: one SELECT, WITH or EXPLAIN statement, which changes nothing.
    Sql(SqlArguments),
    /// List accounts, or make, change, close and invite: people sign in with them.
    User {
        /// What to do; list them when left out.
        #[command(subcommand)]
        command: Option<UserCommand>,
        /// How to list.
        #[command(flatten)]
        list: ListOptions,
    },
    /// List the tokens of programs, or make and revoke them.
    Token {
        /// What to do; list them when left out.
        #[command(subcommand)]
        command: Option<TokenCommand>,
        /// How to list.
        #[command(flatten)]
        list: ListOptions,
    },
    /// List what will become of what came in; keep something longer; erase what has come to its end.
    #[command(args_conflicts_with_subcommands = true)]
    Retention {
        /// What to do; lists when left out.
        #[command(subcommand)]
        command: Option<RetentionCommand>,
        /// Look so many days ahead.
        #[arg(long, value_name = "DAYS", default_value_t = 365)]
        within: u16,
        /// How to list.
        #[command(flatten)]
        list: ListOptions,
    },
    /// List who did what, latest first; say who saw something, or who may.
    #[command(args_conflicts_with_subcommands = true)]
    Audit {
        /// What else to ask; lists entries when left out.
        #[command(subcommand)]
        command: Option<AuditCommand>,
        /// Which entries.
        #[command(flatten)]
        wanted: EntriesWanted,
        /// How to list.
        #[command(flatten)]
        list: ListOptions,
    },
    /// List the roles, or the rules about who sees and does what.
    #[command(args_conflicts_with_subcommands = true)]
    Role {
        /// What else to ask; lists roles when left out.
        #[command(subcommand)]
        command: Option<RoleCommand>,
        /// How to list.
        #[command(flatten)]
        list: ListOptions,
    },
    /// List the boundary files that the maps draw; load one or remove it.
    Boundaries {
        /// What to do; lists when left out.
        #[command(subcommand)]
        command: Option<BoundariesCommand>,
        #[command(flatten)]
        list: ListOptions,
    },
    /// Serve the API on this machine.
    Serve {
        /// Port on 127.0.0.1; 0 takes any free one.
        #[arg(long, default_value_t = 8642)]
        port: u16,
        /// Most bytes that a file may have which is sent to it.
        #[arg(long, default_value_t = server::USUAL_LARGEST_UPLOAD, value_name = "BYTES")]
        largest_upload: u64,
        /// Detect so many seconds after the last of several submissions, or `never`.
        #[arg(long, default_value = "30", value_name = "SECONDS")]
        detect_after: String,
        /// Detect besides: `daily at 06:00`, `weekly on monday at 06:00`, `hourly`, `every 6 hours`; in UTC.
        #[arg(long, env = "WATCHFIRE_DETECT_EVERY", value_name = "WHEN")]
        detect_every: Option<String>,
        /// The address that browsers know the node by, where a proxy that encrypts stands before it, such as
        /// `https://watchfire.example.org`. It must hand on the `Host` and write `X-Forwarded-For`.
        #[arg(long, env = "WATCHFIRE_ORIGIN", value_name = "ADDRESS")]
        origin: Option<String>,
        /// Watch this folder: each file that comes into it whole is taken in once, its outcome beside it.
        #[arg(long, env = "WATCHFIRE_DROP", value_name = "DIR")]
        drop: Option<PathBuf>,
    },
    /// Prove the node: every signature and hash of its ledger, every payload, every fact file.
    Verify {
        /// A head of the audit that was noted elsewhere, NUMBER:HASH: say whether it still stands there.
        #[arg(long, value_name = "HEAD")]
        audit_head: Option<String>,
        #[command(flatten)]
        list: ListOptions,
    },
    /// Copy the node to a new directory, exactly, while others read and write; prove the copy.
    Backup {
        /// Directory to make.
        #[arg(value_name = "DIR")]
        to: PathBuf,
        /// Write the keys to this file instead of into the backup.
        #[arg(long, value_name = "FILE")]
        keys: Option<PathBuf>,
    },
    /// Make a node (--node) of a backup, erase again what was erased since, and prove it.
    Restore {
        /// The backup's directory.
        #[arg(value_name = "DIR")]
        backup: PathBuf,
        /// The file its keys were written to.
        #[arg(long, value_name = "FILE")]
        keys: Option<PathBuf>,
        /// A newer list of erasures: the file erasures.txt of the node, or a copy of the node.
        #[arg(long, value_name = "FILE")]
        erasures: Option<PathBuf>,
        /// Where the ledger goes; see `watchfire init`.
        #[arg(long, value_name = "ADDRESS", default_value = "sqlite")]
        ledger: String,
    },
    /// Carry the ledger to another engine, and prove it equal there. Restart `watchfire serve` after it.
    MoveLedger {
        /// `sqlite`, or `postgres://USER@HOST/DATABASE`; see `watchfire init`.
        #[arg(long, value_name = "ADDRESS")]
        to: String,
    },
    /// Say what is wrong with this node, and mend what can be mended.
    Doctor {
        /// Remove files that no submission names (left by a crash), and finish erasures.
        #[arg(long)]
        sweep: bool,
    },
}

/// What to follow.
#[derive(Debug, Subcommand)]
pub enum LineageCommand {
    /// The original rows behind a figure, as they were written.
    Figure(FigureArguments),
    /// What one row gave: its facts, the figures they are part of, and the findings that used it.
    Row {
        /// The submission's id, or the beginning of it.
        submission: String,
        /// Row of the file, as a spreadsheet counts.
        row: u64,
        /// Ask what could be known on this day; today when left out.
        #[arg(long, value_name = "DATE")]
        as_of: Option<Date>,
        /// Ask of what the node had stored up to this position of its ledger; all when left out.
        #[arg(long, value_name = "N")]
        position: Option<u64>,
        #[command(flatten)]
        list: ListOptions,
    },
}

/// Which figure: by name, or the one of a signal.
#[derive(Debug, Args)]
pub struct FigureArguments {
    /// Whose figure.
    #[arg(long)]
    pub source: Option<String>,
    /// What is counted.
    #[arg(long)]
    pub indicator: Option<String>,
    /// Of which substance or class.
    #[arg(long)]
    pub substance: Option<String>,
    /// Where.
    #[arg(long)]
    pub place: Option<String>,
    /// In which unit.
    #[arg(long, default_value = "count")]
    pub unit: String,
    /// Of which part, such as setting=prison; the whole if left out.
    #[arg(long, value_name = "COLUMN=VALUE")]
    pub part: Option<String>,
    /// The period, such as 2024-W07, 2024-05, 2024-Q2 or 2024-01-01/2024-06-30.
    #[arg(long)]
    pub period: Option<String>,
    /// Instead: the figure of a signal, by rank, name or the beginning of its name.
    #[arg(long, value_name = "ID", conflicts_with_all = ["source", "indicator", "substance", "place", "period"])]
    pub signal: Option<String>,
    /// Which finding of that signal; 1 leads.
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub finding: usize,
    /// Ask what could be known on this day; today when left out.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// Ask of what the node had stored up to this position of its ledger; all when left out.
    #[arg(long, value_name = "N")]
    pub position: Option<u64>,
    #[command(flatten)]
    pub list: ListOptions,
}

/// A question in SQL.
#[derive(Debug, Args)]
pub struct SqlArguments {
    /// The statement.
    #[arg(value_name = "SELECT ...", required_unless_present = "tables")]
    pub statement: Option<String>,
    /// List the tables and columns instead.
    #[arg(long, conflicts_with = "statement")]
    pub tables: bool,
    /// Ask what could be known on this day; today when left out.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// Ask of what the node had stored up to this position of its ledger; all when left out.
    #[arg(long, value_name = "N")]
    pub position: Option<u64>,
    /// How to print.
    #[arg(long, value_enum, default_value = "table")]
    pub format: SqlFormat,
    /// Write to this file instead of printing; Parquet needs one.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// In a table, print at most this many rows.
    #[arg(long, default_value_t = 1000, value_name = "N")]
    pub rows: usize,
    /// Give up after this many seconds.
    #[arg(long, default_value_t = 600, value_name = "SECONDS")]
    pub timeout: u64,
}

/// How an answer in SQL is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SqlFormat {
    /// Aligned columns, for people.
    Table,
    /// One JSON document; decimals as text, so that they stay exact.
    Json,
    /// Comma-separated values with a header.
    Csv,
    /// A Parquet file.
    Parquet,
}

/// What to do with submissions.
#[derive(Debug, Subcommand)]
pub enum SubmissionsCommand {
    /// One submission: what it says of itself, and its rejected rows.
    Show {
        /// Its id, or the beginning of it.
        id: String,
        #[command(flatten)]
        list: ListOptions,
    },
    /// Write the rejected rows as they stood, with what was wrong in front: mend them and ingest the file
    /// under the same mapping.
    Rejected {
        /// Its id, or the beginning of it.
        id: String,
        /// File to write; it must not be there yet.
        #[arg(long, value_name = "FILE.csv")]
        out: PathBuf,
    },
    /// Withdraw a submission: its facts are hidden from today on.
    Withdraw {
        /// Its id, or the beginning of it.
        id: String,
        /// Why, in words. They stay in the ledger: name no person.
        #[arg(long)]
        reason: String,
        /// Destroy it instead: its key, its file and its facts go for every day. The
        /// node cannot bring it back, nor tell it if somebody sends the same file again.
        #[arg(long)]
        erase: bool,
    },
}

/// What to do with substances.
#[derive(Debug, Subcommand)]
pub enum SubstancesCommand {
    /// How every substance string was resolved, source by source, and which stay open.
    Coverage {
        /// A file to look at instead of the node; nothing is stored.
        #[arg(value_name = "FILE", requires = "mapping")]
        file: Option<PathBuf>,
        /// Mapping of that file.
        #[arg(long, value_name = "MAPPING", requires = "file")]
        mapping: Option<PathBuf>,
        /// What could be known on this day; today when left out.
        #[arg(long, value_name = "DATE", conflicts_with = "file")]
        as_of: Option<Date>,
        /// In a table, print at most this many open strings, and as many understood by spelling.
        #[arg(long, default_value_t = 50)]
        top: usize,
        #[command(flatten)]
        list: ListOptions,
    },
    /// How a name resolves, and what the table of substances says of it.
    Show {
        /// A name, a combination such as `heroin/fentanyl`, or an id.
        name: String,
        #[command(flatten)]
        list: ListOptions,
    },
}

/// Which series are wanted; what is left out does not matter.
#[derive(Clone, Debug, Args)]
pub struct SeriesFilter {
    /// Whose figures.
    #[arg(long)]
    pub source: Option<String>,
    /// What is counted.
    #[arg(long)]
    pub indicator: Option<String>,
    /// Of which substance or class; what is below a class is not included.
    #[arg(long)]
    pub substance: Option<String>,
    /// Where; what lies in a place is not included.
    #[arg(long)]
    pub place: Option<String>,
    /// With the parts of each series as well: settings, ages, sexes, subgroups.
    #[arg(long)]
    pub parts: bool,
    /// Print the figures, one line a period.
    #[arg(long)]
    pub points: bool,
}

/// How often a backtest asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Step {
    /// Each Sunday.
    Week,
    /// The last day of each month.
    Month,
    /// The last day of each quarter.
    Quarter,
    /// The last day of each year.
    Year,
}

/// How lists are printed.
#[derive(Clone, Copy, Debug, Args)]
pub struct ListOptions {
    /// How to print.
    #[arg(long, value_enum, default_value = "table")]
    pub format: Format,
}
