//! What people make of signals, and how often the list was right.

use std::path::Path;

use jiff::civil::Date;
use serde_json::{Value, json};
use store::acts::StoredVerdict;
use store::findings::FindingsError;
use store::node::Node;
use vocabulary::handling::Reader;
use vocabulary::verdict::Judged;
use workflows::verdict::{Judging, Precision, Span, VerdictError, judge, precision_of_lists};

use crate::arguments::{JudgedGiven, SpanGiven};
use crate::chance::{random, today};
use crate::commands::author::{author_value, in_words};
use crate::commands::open_writer;
use crate::failure::{Failure, other};
use crate::output::{Format, Table, print_json, print_lines};

/// What is judged, and how.
pub struct Given<'a> {
    pub id: &'a str,
    pub judged: JudgedGiven,
    pub because: &'a str,
    pub as_of: Option<Date>,
}

/// Records a verdict.
pub async fn record(directory: &Path, given: Given<'_>) -> Result<(), Failure> {
    let mut writer = open_writer(directory, "signals verdict").await?;
    let judging = Judging {
        signal: given.id,
        as_of: given.as_of,
        judged: judged_of(given.judged),
        because: given.because,
        by: None,
        today: today()?,
        random: random()?,
    };
    let judged = judge(&mut writer, &judging, &Reader::local_administrator()).await;
    let (verdict, position) = judged.map_err(failure)?;
    let word = verdict.judged.as_str();
    print_lines(&[format!("{} is judged {word} (position {position})", verdict.signal)])
}

/// Prints the verdicts on the first lines of each list.
pub async fn print_precision(
    node: &Node,
    by: SpanGiven,
    top: usize,
    format: Format,
) -> Result<(), Failure> {
    let span = match by {
        SpanGiven::Week => Span::Week,
        SpanGiven::Month => Span::Month,
    };
    let reader = Reader::local_administrator();
    let precision = precision_of_lists(node, span, top, &reader).await;
    let (lists, together) = precision.map_err(failure)?;
    if lists.is_empty() {
        return Err(Failure::bad_input(FindingsError::NoRun.to_string()));
    }
    if format == Format::Json {
        let lists: Vec<Value> = lists.iter().map(precision_value).collect();
        return print_json(&json!({
            "top": top,
            "lists": lists,
            "each_signal_once": precision_value(&together),
        }));
    }
    let mut table = Table::new(&[
        "list",
        "run",
        "lines",
        "real",
        "false",
        "unclear",
        "not judged",
        "precision",
        "95 % from",
        "to",
    ]);
    for precision in lists.iter().chain([&together]) {
        table.push(precision_row(precision));
    }
    table.print(format)?;
    if format == Format::Table {
        print_lines(&closing(&together, top))?;
    }
    Ok(())
}

fn closing(together: &Precision, top: usize) -> Vec<String> {
    let unjudged = format!(
        "{} of {} signals have no verdict: those that were judged may not be like them.",
        together.not_judged,
        together.lines()
    );
    vec![
        format!(
            "The first {top} lines of the latest run of each period, by the day it was asked of; `all`: each signal once."
        ),
        "Precision: real of those judged real or false, with its interval of 95 % (Wilson)."
            .to_owned(),
        unjudged,
    ]
}

fn precision_row(precision: &Precision) -> Vec<Value> {
    let share =
        |share: Option<f64>| share.map_or(json!(null), |s| json!((s * 100.0).round() / 100.0));
    let (list, run) = precision
        .list
        .map_or(("all".to_owned(), json!(null)), |(period, run)| (period.to_string(), json!(run)));
    let interval = precision.interval();
    vec![
        list.into(),
        run,
        precision.lines().into(),
        precision.real.into(),
        precision.false_ones.into(),
        precision.unclear.into(),
        precision.not_judged.into(),
        share(precision.share()),
        share(interval.map(|(low, _)| low)),
        share(interval.map(|(_, high)| high)),
    ]
}

fn precision_value(precision: &Precision) -> Value {
    let interval = precision.interval();
    json!({
        "period": precision.list.map(|(period, _)| period.to_string()),
        "run": precision.list.map(|(_, run)| run),
        "lines": precision.lines(),
        "real": precision.real,
        "false": precision.false_ones,
        "unclear": precision.unclear,
        "not_judged": precision.not_judged,
        "precision": precision.share(),
        "low": interval.map(|(low, _)| low),
        "high": interval.map(|(_, high)| high),
    })
}

/// A verdict as one document.
pub fn verdict_value(stored: &StoredVerdict) -> Value {
    json!({
        "judged": stored.decision.judged.as_str(),
        "because": stored.decision.because,
        "seen_as_of": stored.decision.seen_as_of.to_string(),
        "position": stored.position.0,
        "judged_on": stored.decided_on.to_string(),
        "by": author_value(stored.by.as_ref()),
    })
}

/// A verdict as one line.
pub fn verdict_line(stored: &StoredVerdict) -> String {
    format!(
        "Verdict     {} {}on {} (position {}), because {}",
        stored.decision.judged.as_str(),
        in_words(stored.by.as_ref()),
        stored.decided_on,
        stored.position,
        stored.decision.because
    )
}

const fn judged_of(given: JudgedGiven) -> Judged {
    match given {
        JudgedGiven::Real => Judged::Real,
        JudgedGiven::False => Judged::False,
        JudgedGiven::Unclear => Judged::Unclear,
    }
}

/// What is wrong, and whose fault it is.
pub fn failure(error: VerdictError) -> Failure {
    match error {
        VerdictError::Findings(error) => super::failure(error),
        VerdictError::Reason(error) => Failure::bad_input(error.to_string()),
        error => other(error),
    }
}
