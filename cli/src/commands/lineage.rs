//! `watchfire lineage`

use std::path::Path;

use rust_decimal::Decimal;
use serde_json::{Value, json};
use store::findings::FindingsError;
use store::lineage::Standing;
use store::node::Node;
use store::submissions::ReadError;
use vocabulary::finding::{Part, SeriesKey, Vantage};
use vocabulary::handling::Reader;
use vocabulary::indicator::IndicatorId;
use vocabulary::period::Period;
use vocabulary::place::PlaceId;
use vocabulary::quantity::ValueUnit;
use vocabulary::submission::SubmissionId;
use vocabulary::substance::SubstanceId;
use workflows::lineage::{
    CellAsWritten, LineBehind, LineageError, RowAsWritten, RowLineage, ValueAsWritten,
    lineage_of_row, lines_of_figure,
};
use workflows::series::names::require_in_vocabulary;
use workflows::signal_view::within;

use super::vantage;
use crate::arguments::{FigureArguments, LineageCommand};
use crate::failure::{Failure, other};
use crate::output::{Format, Table, print_json, print_lines};

/// Follows a figure to its rows, or a row to all that used it.
pub async fn run(directory: &Path, command: LineageCommand) -> Result<(), Failure> {
    let node = Node::open(directory).await?;
    match command {
        LineageCommand::Figure(asked) => of_figure(&node, &asked).await,
        LineageCommand::Row { submission, row, as_of, position, list } => {
            let vantage = vantage(&node, as_of, position).await?;
            of_row(&node, &submission, row, vantage, list.format).await
        }
    }
}

async fn of_figure(node: &Node, asked: &FigureArguments) -> Result<(), Failure> {
    let reader = Reader::local_administrator();
    let (key, period, vantage) = if let Some(id) = &asked.signal {
        let (_, signal) = node.signal(id, asked.as_of, &reader).await.map_err(no_signal)?;
        let finding = asked.finding.checked_sub(1).and_then(|at| signal.findings.get(at));
        let finding = finding.ok_or_else(|| {
            let (id, count) = (&signal.id, signal.findings.len());
            Failure::bad_input(format!("signal {id} has {count} findings: --finding 1 to {count}"))
        })?;
        (finding.series.clone(), within(finding), finding.vantage)
    } else {
        let (key, period) = named_figure(asked)?;
        (key, period, vantage(node, asked.as_of, asked.position).await?)
    };
    let lines = lines_of_figure(node, vantage, &key, &period, &reader).await.map_err(failure)?;
    if asked.list.format == Format::Json {
        return print_json(&json!({
            "as_of": vantage.as_of.to_string(),
            "position": vantage.position.0,
            "series": series_json(&key),
            "period": period.to_string(),
            "rows": lines.iter().map(line_json).collect::<Vec<_>>(),
        }));
    }
    if asked.list.format == Format::Table {
        print_lines(&[format!(
            "{key}, {period}, as of {} at position {}: {} rows",
            vantage.as_of,
            vantage.position,
            lines.len()
        )])?;
        if lines.is_empty() {
            return print_lines(&[
                "No row counts in it: `watchfire sql` shows which figures there are".to_owned(),
            ]);
        }
    }
    let mut table =
        Table::new(&["file", "row", "counts_for", "period", "as_written", "submission"]);
    for line in &lines {
        table.push(vec![
            line.file_name.as_str().into(),
            line.behind.row.into(),
            line.behind.value.map_or(Value::Null, |value| value.to_string().into()),
            line.behind.period.to_string().into(),
            line.written
                .as_ref()
                .map_or_else(|| "(not in the file)".into(), |row| written(row).into()),
            line.behind.submission.as_str().into(),
        ]);
    }
    table.print(asked.list.format)
}

fn named_figure(asked: &FigureArguments) -> Result<(SeriesKey, Period), Failure> {
    let missing = || {
        Failure::bad_input(
            "name the figure: --source, --indicator, --substance, --place and --period; or --signal ID",
        )
    };
    let bad = |name: &str, text: &str, form: &str| {
        Failure::bad_input(format!("--{name} is '{text}'; write {form}"))
    };
    let given = |text: &Option<String>| text.clone().ok_or_else(missing);
    let (indicator, substance) = (given(&asked.indicator)?, given(&asked.substance)?);
    let (place, period) = (given(&asked.place)?, given(&asked.period)?);
    let form = "2024-05-01, 2024-W07, 2024-05, 2024-Q2, 2024 or a span 2024-01-01/2024-06-30";
    let parsed = Period::parse(&period).map_err(|_| bad("period", &period, form))?;
    let known =
        "the id of one that the vocabulary knows; `watchfire series` lists those of the node";
    let units: Vec<&str> = ValueUnit::all().map(ValueUnit::as_str).collect();
    let key = SeriesKey {
        source: given(&asked.source)?,
        indicator: IndicatorId::parse(&indicator)
            .map_err(|_| bad("indicator", &indicator, known))?,
        substance: SubstanceId::parse(&substance)
            .map_err(|_| bad("substance", &substance, known))?,
        place: PlaceId::parse(&place).map_err(|_| bad("place", &place, known))?,
        cadence: parsed.cadence(),
        unit: ValueUnit::parse(&asked.unit)
            .ok_or_else(|| bad("unit", &asked.unit, &format!("one of {}", units.join(", "))))?,
        part: asked
            .part
            .as_deref()
            .map(|part| Part::parse(part).ok_or_else(|| bad("part", part, "setting=prison")))
            .transpose()?,
    };
    require_in_vocabulary(&key).map_err(|unknown| {
        Failure::bad_input(format!("{unknown}; `watchfire series` lists those of the node"))
    })?;
    Ok((key, parsed))
}

async fn of_row(
    node: &Node,
    submission: &str,
    row: u64,
    vantage: Vantage,
    format: Format,
) -> Result<(), Failure> {
    let reader = Reader::local_administrator();
    let stored = node.submission(submission, &reader).await.map_err(|e| failure(e.into()))?;
    let id = SubmissionId::clone(&stored.header.id);
    let told = lineage_of_row(node, &id, row, vantage, &reader).await.map_err(failure)?;
    let document = row_document(&told, vantage);
    match format {
        Format::Json => print_json(&document),
        Format::Csv => points_table(&told).print(Format::Csv),
        Format::Table => print_row(&told),
    }
}

fn print_row(told: &RowLineage) -> Result<(), Failure> {
    let origin = &told.origin;
    print_lines(&[
        format!("{}, row {}", origin.submission.header.file_name, origin.written.row),
        "  as written".to_owned(),
    ])?;
    print_lines(&cell_lines(&origin.written))?;
    for rejection in &origin.rejections {
        print_lines(&[format!(
            "  rejected    {} '{}': {}",
            rejection.column,
            rejection.value.escape_debug(),
            rejection.reason
        )])?;
    }
    for (fact, standing) in &told.facts {
        let value = fact.value.map_or_else(|| "no figure".to_owned(), |value| value.to_string());
        let purity = fact.purity.map_or_else(String::new, |share| {
            format!(", purity {} %", (share * Decimal::ONE_HUNDRED).normalize())
        });
        print_lines(&[format!(
            "  {:<10}  {} {}: {value} {}{purity}, {}, {}; {}",
            fact.kind.as_str(),
            fact.indicator,
            fact.substances.join(", "),
            fact.unit,
            fact.place,
            fact.period,
            standing_words(standing)
        )])?;
    }
    print_lines(&[String::new(), format!("Figures it is part of: {}", told.points.len())])?;
    if !told.points.is_empty() {
        points_table(told).print(Format::Table)?;
    }
    print_lines(&[String::new(), format!("Findings that used it: {}", told.findings_total)])?;
    if told.findings.is_empty() {
        return Ok(());
    }
    let mut table = Table::new(&["run", "as_of", "signal", "finding", "period", "used_as"]);
    for found in &told.findings {
        table.push(vec![
            found.run.into(),
            found.finding.vantage.as_of.to_string().into(),
            found.signal.as_str().into(),
            found.number.into(),
            found.finding.period.to_string().into(),
            found.used_as.as_str().into(),
        ]);
    }
    table.print(Format::Table)
}

fn points_table(told: &RowLineage) -> Table {
    let mut table = Table::new(&[
        "source",
        "indicator",
        "substance",
        "place",
        "cadence",
        "unit",
        "part",
        "period",
        "figure",
        "counts_for",
    ]);
    for point in &told.points {
        let SeriesKey { source, indicator, substance, place, cadence, unit, part } = &point.series;
        table.push(vec![
            source.as_str().into(),
            indicator.to_string().into(),
            substance.to_string().into(),
            place.to_string().into(),
            cadence.as_str().into(),
            unit.as_str().into(),
            part.as_ref().map(Part::to_string).unwrap_or_default().into(),
            point.period.to_string().into(),
            point.figure.map_or(Value::Null, |value| value.to_string().into()),
            point.counts_for.map_or(Value::Null, |value| value.to_string().into()),
        ]);
    }
    table
}

fn row_document(told: &RowLineage, vantage: Vantage) -> Value {
    let origin = &told.origin;
    let fact = |(fact, standing): &(store::lineage::FactOfRow, Standing)| {
        json!({
            "kind": fact.kind.as_str(),
            "indicator": fact.indicator,
            "substances": fact.substances,
            "words": fact.words,
            "place": fact.place,
            "place_text": fact.place_text,
            "period": fact.period.to_string(),
            "known_at": fact.known_at.to_string(),
            "value": fact.value.map(|value| value.to_string()),
            "unit": fact.unit,
            "purity": fact.purity.map(|share| share.to_string()),
            "standing": standing_words(standing),
        })
    };
    let finding = |found: &workflows::lineage::FindingOfRow| {
        json!({
            "run": found.run,
            "as_of": found.finding.vantage.as_of.to_string(),
            "signal": found.signal,
            "finding": found.number,
            "series": series_json(&found.finding.series),
            "period": found.finding.period.to_string(),
            "used_as": found.used_as.as_str(),
        })
    };
    let rejection = |rejection: &vocabulary::submission::Rejection| json!({ "column": rejection.column, "value": rejection.value, "reason": rejection.reason });
    json!({
        "as_of": vantage.as_of.to_string(),
        "position": vantage.position.0,
        "submission": origin.submission.header.id.as_str(),
        "file": origin.submission.header.file_name,
        "row": origin.written.row,
        "cells": cells_json(&origin.written),
        "rejections": origin.rejections.iter().map(rejection).collect::<Vec<_>>(),
        "facts": told.facts.iter().map(fact).collect::<Vec<_>>(),
        "figures": points_table(told).to_json(),
        "findings": told.findings.iter().map(finding).collect::<Vec<_>>(),
        "findings_total": told.findings_total,
    })
}

fn standing_words(standing: &Standing) -> String {
    match standing {
        Standing::Current => "counts".to_owned(),
        Standing::ReplacedBy { submission, row } => {
            format!("replaced by row {row} of submission {submission}")
        }
        Standing::ReplacedInScopeOf(by) => format!("replaced by submission {by}"),
        Standing::WithdrawnBy(by) => format!("withdrawn by {by}"),
        Standing::NotStoredYet => "not stored by then".to_owned(),
        Standing::NotKnownYet => "not known by then".to_owned(),
    }
}

/// A row as one line: every cell under its column's name.
fn written(row: &RowAsWritten) -> String {
    let cell = |cell: &CellAsWritten| {
        let name = cell.column.as_deref().unwrap_or("(no column)");
        format!("{name}={}", cell_text(cell))
    };
    row.cells.iter().map(cell).collect::<Vec<_>>().join(" | ")
}

/// A row as a line for each cell; those that are empty are counted.
fn cell_lines(row: &RowAsWritten) -> Vec<String> {
    let is_empty = |cell: &&CellAsWritten| cell_text(cell).trim().is_empty();
    let line = |cell: &CellAsWritten| {
        let name = cell.column.as_deref().unwrap_or("(no column)");
        // A cell may hold several lines; they stay below its name.
        format!("    {name}: {}", cell_text(cell).replace('\n', "\n      "))
    };
    let mut lines: Vec<String> =
        row.cells.iter().filter(|cell| !is_empty(cell)).map(line).collect();
    match row.cells.iter().filter(is_empty).count() {
        0 => {}
        1 => lines.push("    and 1 empty cell".to_owned()),
        empty => lines.push(format!("    and {empty} empty cells")),
    }
    lines
}

fn cell_text(cell: &CellAsWritten) -> &str {
    match &cell.value {
        ValueAsWritten::Written(text) => text,
        ValueAsWritten::Withheld => "(withheld)",
        ValueAsWritten::Missing => "(missing)",
    }
}

fn cells_json(row: &RowAsWritten) -> Vec<Value> {
    let cell = |cell: &CellAsWritten| {
        let (value, state) = match &cell.value {
            ValueAsWritten::Written(text) => (Some(text.as_str()), "written"),
            ValueAsWritten::Withheld => (None, "withheld"),
            ValueAsWritten::Missing => (None, "missing"),
        };
        json!({ "column": cell.column, "value": value, "state": state })
    };
    row.cells.iter().map(cell).collect()
}

fn line_json(line: &LineBehind) -> Value {
    json!({
        "submission": line.behind.submission.as_str(),
        "file": line.file_name,
        "row": line.behind.row,
        "period": line.behind.period.to_string(),
        "words": line.behind.words,
        "counts_for": line.behind.value.map(|value| value.to_string()),
        "cells": line.written.as_ref().map(cells_json),
    })
}

fn series_json(key: &SeriesKey) -> Value {
    json!({
        "source": key.source,
        "indicator": key.indicator.to_string(),
        "substance": key.substance.to_string(),
        "place": key.place.to_string(),
        "cadence": key.cadence.as_str(),
        "unit": key.unit.as_str(),
    })
}

fn no_signal(error: FindingsError) -> Failure {
    match error {
        FindingsError::NoRun | FindingsError::NoRunOf(_) | FindingsError::NoSignal(_) => {
            Failure::bad_input(error.to_string())
        }
        error => other(error),
    }
}

fn failure(error: LineageError) -> Failure {
    match error {
        LineageError::NoRow { .. }
        | LineageError::Read(ReadError::NoSubmission(_) | ReadError::Several { .. }) => {
            Failure::bad_input(error.to_string())
        }
        error => other(error),
    }
}
