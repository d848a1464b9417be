//! `watchfire backtest`

use std::path::Path;

use jiff::civil::Date;
use serde_json::{Value, json};
use store::node::Node;
use vocabulary::handling::Reader;
use vocabulary::period::Cadence;
use workflows::backtest::{
    Backtest, EventReplayed, Expectation, Outcome, Replay, backtest, read_truth, series_words,
};

use crate::arguments::{ListOptions, Step};
use crate::failure::{Failure, bad_input, other};
use crate::output::{Format, Table, print_json, print_lines};
use crate::progress::Progress;

/// Replays history and prints what became of each event.
pub async fn run(
    directory: &Path,
    truth: &Path,
    step: Step,
    (from, to): (Option<Date>, Option<Date>),
    list: ListOptions,
) -> Result<(), Failure> {
    let text = std::fs::read_to_string(truth).map_err(|error| {
        Failure::bad_input(format!("{}: cannot read the file: {error}", truth.display()))
    })?;
    let events = read_truth(&text).map_err(bad_input)?;
    if let Some((from, to)) = from.zip(to).filter(|(from, to)| from > to) {
        return Err(Failure::bad_input(format!("--from {from} lies after --to {to}")));
    }
    let step = match step {
        Step::Week => Cadence::Week,
        Step::Month => Cadence::Month,
        Step::Quarter => Cadence::Quarter,
        Step::Year => Cadence::Year,
    };
    let replay = Replay { events, step, from, to };
    let node = Node::open(directory).await?;
    let progress = Progress::of_bytes("Replaying history".to_owned());
    let at_step = |day: Date, done: usize, of: usize| {
        progress.says(format!("Replaying history: {day}, step {} of {of}", done + 1));
        progress.at(done as u64, of as u64);
    };
    let answer = backtest(&node, &replay, &Reader::local_administrator(), at_step, &|| true)
        .await
        .map_err(other)?;
    drop(progress);
    match list.format {
        Format::Json => print_json(&document(&answer)),
        Format::Csv => table(&answer).print(Format::Csv),
        Format::Table => {
            table(&answer).print(Format::Table)?;
            print_lines(&[summary(&answer)])
        }
    }
}

fn table(answer: &Backtest) -> Table {
    let mut table = Table::new(&[
        "event",
        "outcome",
        "visible",
        "raised",
        "days after visible",
        "days before truth",
        "rank",
        "method",
        "series",
        "period",
        "others a year",
        "what",
    ]);
    for event in &answer.events {
        let raised = event.raised.as_ref();
        let of = |text: Option<String>| text.map_or(Value::Null, Value::from);
        table.push(vec![
            event.event.id.as_str().into(),
            outcome_word(event.outcome()).into(),
            of(event.visible_on.map(|day| day.to_string())),
            of(raised.map(|raised| raised.on.to_string())),
            event.days_after_visible().into(),
            event.days_before_truth().into(),
            raised.map(|raised| raised.rank).into(),
            of(raised.map(|raised| raised.finding.method.name.clone())),
            of(raised.map(|raised| series_words(&raised.finding.series))),
            of(raised.map(|raised| raised.finding.period.to_string())),
            tenths(event.other_alarms_per_year),
            event.event.event.as_str().into(),
        ]);
    }
    table
}

fn document(answer: &Backtest) -> Value {
    json!({
        "steps": answer.steps,
        "other_alarms_per_year": answer.other_alarms_per_year,
        "events": answer.events.iter().map(event_value).collect::<Vec<_>>(),
    })
}

fn event_value(replayed: &EventReplayed) -> Value {
    let event = &replayed.event;
    let expectation = match event.expectation {
        Expectation::Raised => "raised",
        Expectation::Quiet => "quiet",
    };
    let raised = replayed.raised.as_ref().map(|raised| {
        let finding = &raised.finding;
        json!({
            "on": raised.on.to_string(),
            "rank": raised.rank,
            "series": finding.series.to_string(),
            "direction": finding.direction.as_str(),
            "period": finding.period.to_string(),
            "observed": finding.observed,
            "expected": finding.expected,
            "bound": finding.bound,
            "p_value": finding.p_value,
            "method": finding.method.name,
            "settings": finding.method.settings,
        })
    });
    json!({
        "id": event.id,
        "event": event.event,
        "expectation": expectation,
        "outcome": outcome_word(replayed.outcome()),
        "truth_date": event.truth_date.to_string(),
        "due": event.due.to_string(),
        "visible_on": replayed.visible_on.map(|day| day.to_string()),
        "raised": raised,
        "days_after_visible": replayed.days_after_visible(),
        "days_before_truth": replayed.days_before_truth(),
        "other_alarms_per_year": replayed.other_alarms_per_year,
    })
}

fn summary(answer: &Backtest) -> String {
    let count = |outcome: Outcome| answer.events.iter().filter(|e| e.outcome() == outcome).count();
    let words = [
        Outcome::InTime,
        Outcome::Late,
        Outcome::Missed,
        Outcome::Quiet,
        Outcome::FalseAlarm,
        Outcome::NoFigures,
    ];
    let counted: Vec<String> = words
        .into_iter()
        .filter(|outcome| count(*outcome) > 0)
        .map(|outcome| format!("{} {}", count(outcome), outcome_word(outcome)))
        .collect();
    format!(
        "{} steps; {}; {:.1} other signals a year over all sources",
        answer.steps,
        counted.join(", "),
        answer.other_alarms_per_year
    )
}

const fn outcome_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::InTime => "in time",
        Outcome::Late => "late",
        Outcome::Missed => "missed",
        Outcome::Quiet => "quiet, as it should be",
        Outcome::FalseAlarm => "raised, and should not be",
        Outcome::NoFigures => "no figures in this node",
    }
}

fn tenths(value: f64) -> Value {
    json!((value * 10.0).round() / 10.0)
}
