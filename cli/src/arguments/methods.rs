//! What can be typed about methods, simulations and how well detection does.

use std::ops::RangeInclusive;
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use workflows::evaluate::Setting;
use workflows::simulate::europe::Scenario;

use super::ListOptions;

/// What to do with methods.
#[derive(Debug, Subcommand)]
pub enum MethodCommand {
    /// List the methods with their settings.
    List {
        /// Say of this method alone what it does, what it rests on, each setting and each column.
        #[arg(long, value_name = "METHOD")]
        explain: Option<String>,
        #[command(flatten)]
        list: ListOptions,
    },
    /// Run one method over one series, each of a long table, or a table of places; print CSV or JSON.
    Run {
        /// Settings: JSON with `function`, `control`, `range`, `freq`, `start`, `epochAsDate`.
        #[arg(long, value_name = "S.json")]
        settings: PathBuf,
        /// Series: CSV with columns t, observed and, where used, date, population and those that `method
        /// list --explain` names; a column series names the series of each row, where there are several. For
        /// scans, a row for each place and period.
        #[arg(value_name = "SERIES.csv")]
        series: PathBuf,
        /// How to print.
        #[arg(long, value_enum, default_value = "csv")]
        format: AnswerFormat,
    },
}

/// How the answer of a method is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AnswerFormat {
    /// Comma-separated values with a header.
    Csv,
    /// One JSON list, an object for each row.
    Json,
}

/// What to draw.
#[derive(Clone, Debug, Subcommand)]
pub enum SimulateCommand {
    /// A synthetic Europe with delays, joining reporters, gaps, faults and known events, as files that
    /// `ingest` takes and a truth that `backtest` reads; docs/synthetic.md tells what it models.
    Europe(EuropeArguments),
    /// The 42 scenarios of Noufaily 2013, 624 weeks each, as CSV: series, scenario, t, observed, expected
    /// without outbreaks, and whether the outbreak of the last year was under way.
    Noufaily {
        /// The same seed gives the same series on every machine.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// How many series; they go round the scenarios.
        #[arg(long, default_value_t = 42)]
        series: u64,
    },
}

/// What a synthetic Europe is drawn from.
#[derive(Clone, Debug, Args)]
pub struct EuropeArguments {
    /// New or empty directory for the files.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// The same seed gives the same bytes on every machine.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How many countries.
    #[arg(long, default_value_t = 31, value_parser = clap::value_parser!(u8).range(1..=31))]
    pub countries: u8,
    /// Years of 52 weeks, up to December 2025.
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u16).range(3..=12))]
    pub years: u16,
    /// What happens: nitazene-wave, heroin-shortage, xylazine-spread, medetomidine-spread, purity-spike,
    /// carfentanil-cluster, onboarding; all of them when left out.
    #[arg(long, value_name = "NAME", num_args = 1.., value_parser = scenario)]
    pub scenario: Vec<Scenario>,
}

/// What is evaluated.
#[derive(Clone, Debug, Args)]
pub struct EvaluateArguments {
    /// One synthetic Europe for each of these seeds.
    #[arg(long, value_name = "A..B", default_value = "1..5", value_parser = seeds)]
    pub seeds: RangeInclusive<u64>,
    /// About how many series each Europe has.
    #[arg(long, default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(1..=200_000))]
    pub series: u32,
    /// Weeks replayed; scenarios begin in the first two fifths of them.
    #[arg(long, default_value_t = 26, value_parser = clap::value_parser!(u16).range(8..=52))]
    pub weeks: u16,
    /// Years of 52 weeks that each series has.
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u16).range(3..=12))]
    pub years: u16,
    /// Only `ours`, or only `farrington`; both when left out.
    #[arg(long, value_parser = setting)]
    pub setting: Option<Setting>,
    /// Let every event be known on its day, to tell what delays alone do.
    #[arg(long)]
    pub no_delays: bool,
    /// Say what one look at so many series costs instead.
    #[arg(long, conflicts_with_all = ["seeds", "weeks", "setting", "no_delays"])]
    pub cost: bool,
    #[command(flatten)]
    pub list: ListOptions,
}

fn seeds(text: &str) -> Result<RangeInclusive<u64>, String> {
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    match (first.parse(), last.parse()) {
        (Ok(first), Ok(last)) if first <= last => Ok(first..=last),
        _ => Err("write seeds as 1..5, or one as 7".to_owned()),
    }
}

fn setting(text: &str) -> Result<Setting, String> {
    let named = Setting::ALL.into_iter().find(|setting| setting.as_str() == text);
    named.ok_or_else(|| "write ours or farrington".to_owned())
}

fn scenario(text: &str) -> Result<Scenario, String> {
    let names = || Scenario::ALL.map(Scenario::as_str).join(", ");
    Scenario::parse(text).ok_or_else(|| format!("no such scenario; there are {}", names()))
}
