//! `watchfire detect`

use std::path::Path;

use jiff::civil::Date;
use vocabulary::finding::FalseShare;
use vocabulary::handling::Reader;
use workflows::detect::{Detected, Question, detect};
use workflows::verdict::all_verdicts;

use super::open_writer;
use super::signals::{signal_table, signals_document};
use crate::arguments::ListOptions;
use crate::chance::today;
use crate::failure::{Failure, other};
use crate::output::{Format, print_json, print_lines};
use crate::progress::Progress;

/// What is asked.
pub struct Wanted {
    pub as_of: Option<Date>,
    pub since: Option<Date>,
    pub false_share: FalseShare,
}

/// Runs all detectors and prints the ranked signals.
pub async fn run(
    directory: &Path,
    wanted: Wanted,
    top: usize,
    list: ListOptions,
) -> Result<(), Failure> {
    let Wanted { as_of, since, false_share } = wanted;
    let today = today()?;
    let as_of = as_of.unwrap_or(today);
    if as_of > today {
        return Err(Failure::bad_input(format!(
            "--as-of {as_of} lies in the future; the latest day is {today}"
        )));
    }
    if let Some(since) = since.filter(|since| *since > as_of) {
        return Err(Failure::bad_input(format!("--since {since} lies after --as-of {as_of}")));
    }
    let mut writer = open_writer(directory, "detect").await?;
    let reader = Reader::local_administrator();
    let question = Question { as_of, since, false_share, ran_on: today };
    let progress = Progress::on(format!("Looking at every series as of {as_of}"));
    let detected = detect(&mut writer, question, &reader).await.map_err(other)?;
    drop(progress);
    let verdicts = all_verdicts(writer.node(), &reader).await.map_err(other)?;
    match list.format {
        Format::Json => print_json(&signals_document(&detected.run, &detected.signals, &verdicts)),
        Format::Csv => signal_table(&detected.signals, &verdicts).print(Format::Csv),
        Format::Table => {
            print_lines(&summary(&detected))?;
            let shown = &detected.signals[..detected.signals.len().min(top)];
            if !shown.is_empty() {
                signal_table(shown, &verdicts).print(Format::Table)?;
            }
            let hidden = detected.signals.len() - shown.len();
            if hidden > 0 {
                print_lines(&[format!("and {hidden} more: watchfire signals")])?;
            }
            Ok(())
        }
    }
}

fn summary(detected: &Detected) -> Vec<String> {
    let run = &detected.run;
    let mut lines = vec![format!(
        "As of {}, ledger position {}: {} signals from {} alarms; looked at {} series, {} not assessable; run {}, digest {}",
        run.vantage.as_of,
        run.vantage.position,
        detected.signals.len(),
        run.findings,
        run.series_looked_at,
        run.series_not_assessable,
        run.id,
        run.digest.short()
    )];
    let left_out = &detected.left_out;
    if left_out.series_silent > 0 {
        lines.push(format!(
            "Not looked at, no figure for over 18 months: {} series",
            left_out.series_silent
        ));
    }
    for (source, indicator, last) in &left_out.silent {
        lines.push(format!(
            "Left out, no figure for over 18 months: {source}, {indicator}, last {last}"
        ));
    }
    match left_out.held_back_total {
        0 => {}
        1 => {
            lines.push("Held back, too unlikely to be real: 1 line; the board shows it".to_owned());
        }
        many => lines.push(format!(
            "Held back, too unlikely to be real: {many} lines; the board shows them"
        )),
    }
    if run.series_looked_at == 0 {
        lines.push("No series is long enough to look at: ingest figures, or ask with --as-of about an earlier day".to_owned());
    }
    lines
}
