//! What can be typed about prices.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use vocabulary::currency::Currency;
use workflows::prices::Level;

use super::ListOptions;

/// Which prices, in which money, and how they are shown.
#[derive(Debug, Args)]
pub struct PricesArguments {
    /// Of this substance or class, such as `heroin` or `fentanyls`, and what is below it.
    #[arg(long, value_name = "ID")]
    pub substance: Option<String>,
    /// In this place, such as `DE`, and what lies in it.
    #[arg(long, value_name = "ID")]
    pub place: Option<String>,
    /// At this level: retail, mid-level, wholesale, border, farm-gate, or online for offers of online
    /// markets.
    #[arg(long, value_parser = level, value_name = "L")]
    pub level: Option<Level>,
    /// In this currency of ISO 4217.
    #[arg(long, value_parser = currency, default_value = "EUR", value_name = "CODE")]
    pub currency: Currency,
    /// Of periods from this day on.
    #[arg(long, value_name = "DATE")]
    pub from: Option<Date>,
    /// Of periods up to this day.
    #[arg(long, value_name = "DATE")]
    pub to: Option<Date>,
    /// One line for each of these.
    #[arg(long, value_enum, default_value = "year")]
    pub by: By,
    /// Level of the intervals, from 0.5 to 0.9999.
    #[arg(long, value_parser = confidence, default_value = "0.95", value_name = "SHARE")]
    pub confidence: f64,
    /// Size of the deal, in grams, at which prices are compared.
    #[arg(long, value_parser = grams, default_value = "1", value_name = "GRAMS")]
    pub deal: f64,
    /// A table of rates of exchange that comes before the shipped one; docs/prices.md explains the
    /// columns.
    #[arg(long, value_name = "FILE.csv")]
    pub rates: Option<PathBuf>,
    /// List the figures instead: each with its row, what was made of it, or why it was left out.
    #[arg(long)]
    pub figures: bool,
    /// What could be known on this day; today when left out.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// In a table, print at most this many lines.
    #[arg(long, default_value_t = 50, value_name = "N")]
    pub top: usize,
    #[command(flatten)]
    pub list: ListOptions,
}

/// How long a line's period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// A calendar month.
    Month,
    /// A calendar quarter.
    Quarter,
    /// A calendar year.
    Year,
}

fn level(text: &str) -> Result<Level, String> {
    let problem = "use retail, mid-level, wholesale, border, farm-gate or online";
    Level::parse(text).ok_or_else(|| problem.to_owned())
}

fn currency(text: &str) -> Result<Currency, String> {
    let problem = "this is no currency of ISO 4217: write its code, such as EUR or USD";
    Currency::parse(text).ok_or_else(|| problem.to_owned())
}

fn confidence(text: &str) -> Result<f64, String> {
    let share = text.parse().ok().filter(|share| (0.5..=0.9999).contains(share));
    share.ok_or_else(|| "give a share from 0.5 to 0.9999, such as 0.95".to_owned())
}

fn grams(text: &str) -> Result<f64, String> {
    let grams = text.parse().ok().filter(|grams: &f64| *grams > 0.0 && *grams <= 1e9);
    grams.ok_or_else(|| "give grams above zero, such as 1 or 0.5".to_owned())
}
