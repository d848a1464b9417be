//! One signal with all that stands behind it.

use serde_json::json;
use store::node::Node;
use store::series::RowBehind;
use vocabulary::finding::{Direction, Finding, Run, ScorePart, SeriesKey, Signal};
use vocabulary::handling::Reader;
use vocabulary::period::Period;
use vocabulary::quality::Treatment;
use vocabulary::weighing::Weighing;
use workflows::breakdown::{Breakdown, PartOfSignal, breakdown_of};
use workflows::comment::comments_on;
use workflows::contradictions::{Contradiction, Contradictions, LargestRow, contradictions};
use workflows::detect::{composition_in_words, in_percent};
use workflows::evidence::{ErasedEvidence, erased_evidence};
use workflows::hierarchy::is_everything;
use workflows::quality::{Note, notes_about};
use workflows::sentence::{clearest, figure_text, headline};
use workflows::signal_view::{
    Reproduced, SeriesView, reproduce as compute_again, rows_behind, series_behind,
};
use workflows::verdict::{all_verdicts, verdicts_on};

use super::comment;
use super::verdict::{failure, verdict_line, verdict_value};
use super::{arrow, place_name, rounded, signal_value, substance_name};
use crate::failure::{Failure, other};
use crate::output::{Format, Table, print_json, print_lines};
use crate::sparkline::sparkline;

/// Prints a signal: sentence, score, series, rows, and how to compute it again.
pub async fn show(
    node: &Node,
    run: &Run,
    signal: &Signal,
    most_rows: usize,
    format: Format,
    reader: &Reader,
) -> Result<(), Failure> {
    let series = series_behind(node, signal, reader).await.map_err(other)?;
    let clearest = clearest(signal);
    let behind = clearest.map_or_else(|| "it".to_owned(), |finding| finding.period.to_string());
    let rows = match clearest {
        Some(finding) => rows_behind(node, finding, reader).await.map_err(other)?,
        None => Vec::new(),
    };
    let shown = if format == Format::Table { rows.len().min(most_rows) } else { rows.len() };
    let row_table = rows_as_table(&rows[..shown]);
    let erased = erased_evidence(node, signal, reader).await.map_err(other)?;
    let notes = notes_about(node, signal, reader).await.map_err(other)?;
    let all = all_verdicts(node, reader).await.map_err(failure)?;
    let verdicts = verdicts_on(&all, signal);
    let comments = comments_on(node, signal, reader).await.map_err(comment::failure)?;
    let against = contradictions(node, signal, reader).await.map_err(other)?;
    let told_apart = breakdown_of(node, signal, reader).await.map_err(other)?;
    match format {
        Format::Csv => return row_table.print(Format::Csv),
        Format::Json => {
            let mut document = signal_value(signal, &all);
            let gone = |gone: &ErasedEvidence| json!({"submission": gone.submission.as_str(), "erased_on": gone.on.to_string()});
            document["erased_evidence"] = erased.iter().map(gone).collect();
            document["contradicted_by"] = contradictions_value(&against);
            document["breakdown"] = told_apart.iter().map(breakdown_value).collect();
            document["data_quality"] = notes.iter().map(note_value).collect();
            document["verdicts"] = verdicts.iter().map(|stored| verdict_value(stored)).collect();
            document["comments"] = comments.iter().map(comment::comment_value).collect();
            document["series"] = series.iter().map(series_value).collect();
            document["rows_behind_clearest_alarm"] = row_table.to_json();
            return print_json(&document);
        }
        Format::Table => {}
    }
    print_lines(&opening(run, signal))?;
    print_lines(&contradiction_lines(&against))?;
    print_lines(&breakdown_lines(&told_apart))?;
    print_lines(&erased_lines(&erased))?;
    print_lines(&notes.iter().map(note_line).collect::<Vec<_>>())?;
    print_lines(&verdicts.iter().map(|stored| verdict_line(stored)).collect::<Vec<_>>())?;
    print_lines(&comments.iter().flat_map(comment::comment_lines).collect::<Vec<_>>())?;
    for view in series.iter().take(SERIES_SHOWN) {
        print_lines(&series_lines(view))?;
    }
    if series.len() > SERIES_SHOWN {
        let more = series.len() - SERIES_SHOWN;
        print_lines(&[String::new(), format!("and {more} more series (--format json shows all)")])?;
    }
    print_lines(&[String::new(), "Alarms".to_owned()])?;
    let shown = signal.findings.len().min(ALARMS_SHOWN);
    alarm_table(&signal.findings[..shown]).print(Format::Table)?;
    if shown < signal.findings.len() {
        print_lines(&[format!("and {} more", signal.findings.len() - shown)])?;
    }
    print_lines(&[String::new(), format!("Rows behind {behind} ({} in all)", rows.len())])?;
    row_table.print(Format::Table)?;
    print_lines(&[
        String::new(),
        format!("Compute it again: watchfire signals show {} --reproduce", signal.id),
    ])
}

fn rows_as_table(rows: &[RowBehind]) -> Table {
    let mut table = Table::new(&["submission", "row", "period", "place", "value", "words"]);
    for row in rows {
        table.push(vec![
            row.submission.as_str().into(),
            row.row.into(),
            row.period.to_string().into(),
            place_of(row).into(),
            row.value.map_or(json!(null), |value| value.to_string().into()),
            row.words.as_str().into(),
        ]);
    }
    table
}

/// Other measures that went the other way, and the one row that a mass rests on.
fn contradiction_lines(found: &Contradictions) -> Vec<String> {
    let own = found.largest.iter().map(|largest| format!("Mind        {}", largest.in_words()));
    let others = found.others.iter().map(|other| format!("Contradicts {}", other.in_words()));
    own.chain(others).collect()
}

fn contradictions_value(found: &Contradictions) -> serde_json::Value {
    let largest = |largest: &LargestRow| {
        json!({
            "value": largest.value,
            "of": largest.of,
            "words": largest.words,
            "row": largest.row,
        })
    };
    let other = |other: &Contradiction| {
        json!({
            "series": other.series.to_string(),
            "period": other.period.to_string(),
            "now": other.now,
            "before": other.before,
            "largest_row": other.largest.as_ref().map(largest),
            "says": other.in_words(),
        })
    };
    json!({
        "others": found.others.iter().map(other).collect::<Vec<_>>(),
        "largest_row_of_leading_figure": found.largest.as_ref().map(largest),
    })
}

/// The parts that have become more of the whole.
fn breakdown_lines(told: &[Breakdown]) -> Vec<String> {
    let percent = |part: f64, whole: f64| format!("{:.0} %", 100.0 * part / whole.max(1.0));
    let grown = told.iter().flat_map(|of| of.parts.iter().map(move |part| (of, part)));
    let line = |(of, part): (&Breakdown, &PartOfSignal)| {
        let (now, before) = (percent(part.now, of.now), percent(part.before, of.before));
        format!(
            "More of     {} {}: {:.0} of {:.0} ({now}), before {:.0} of {:.0} ({before}); p = {:.1e}",
            of.column, part.value, part.now, of.now, part.before, of.before, part.p_value
        )
    };
    grown.filter(|(_, part)| part.has_grown()).map(line).collect()
}

fn breakdown_value(told: &Breakdown) -> serde_json::Value {
    let part = |part: &PartOfSignal| json!({"value": part.value, "now": part.now, "before": part.before, "p_value": part.p_value});
    json!({
        "column": told.column,
        "now": told.now,
        "before": told.before,
        "parts": told.parts.iter().map(part).collect::<Vec<_>>(),
    })
}

/// What was decided about the figures, or what nobody has decided about, in one line.
fn note_line(note: &Note) -> String {
    match note {
        Note::Treated(stored) => {
            let decision = &stored.decision;
            let treatment = decision.treatment.map_or("nothing is done", Treatment::in_words);
            format!(
                "Treated     {}: {treatment} (decided {}, because {})",
                decision.finding, stored.decided_on, decision.because
            )
        }
        Note::Undecided(finding) => {
            format!(
                "In doubt    {} (not decided: watchfire quality show {})",
                finding.says, finding.id
            )
        }
    }
}

fn note_value(note: &Note) -> serde_json::Value {
    match note {
        Note::Treated(stored) => json!({
            "finding": stored.decision.finding,
            "state": stored.decision.verdict.as_str(),
            "treatment": stored.decision.treatment.map(Treatment::as_str),
            "because": stored.decision.because,
        }),
        Note::Undecided(finding) => json!({
            "finding": finding.id,
            "state": "undecided",
            "says": finding.says,
            "proposed": finding.proposed.as_str(),
        }),
    }
}

/// Where a row counts: in its own words, or else as its mapping says for all rows.
fn place_of(row: &RowBehind) -> &str {
    if row.place_text.is_empty() { row.place.as_str() } else { &row.place_text }
}

/// Computes every finding again and says what came of it.
pub async fn reproduce(node: &Node, signal: &Signal, reader: &Reader) -> Result<(), Failure> {
    let again = compute_again(node, signal, reader).await.map_err(other)?;
    let mut table = Table::new(&["series", "period", "result"]);
    for (finding, reproduced) in &again {
        let words = match reproduced {
            Reproduced::Same => "the same to the bit",
            Reproduced::OtherSeries => {
                "the series is another one: its evidence was erased or read anew"
            }
            Reproduced::OtherResult => "the method says something else",
            Reproduced::UnknownMethod => "this program does not have that method in that version",
        };
        table.push(vec![
            finding.series.to_string().into(),
            finding.period.to_string().into(),
            words.into(),
        ]);
    }
    table.print(Format::Table)?;
    let same = again.iter().filter(|(_, reproduced)| *reproduced == Reproduced::Same).count();
    print_lines(&[format!("{same} of {} findings are the same to the bit", again.len())])?;
    print_lines(&erased_lines(&erased_evidence(node, signal, reader).await.map_err(other)?))?;
    if same == again.len() {
        Ok(())
    } else {
        Err(Failure::other("not every finding came out the same"))
    }
}

/// What is no longer there, where something is not.
fn erased_lines(erased: &[ErasedEvidence]) -> Vec<String> {
    let mut lines: Vec<String> = erased
        .iter()
        .map(|gone| {
            format!(
                "Evidence    submission {} of source {} was erased on {}",
                gone.submission, gone.source, gone.on
            )
        })
        .collect();
    if !lines.is_empty() {
        lines.push(
            "            what rested on it is kept as it was found, and cannot be computed again"
                .to_owned(),
        );
    }
    lines
}

fn opening(run: &Run, signal: &Signal) -> Vec<String> {
    let mut lines = vec![
        format!(
            "{} · {} · {} since {}",
            substance_name(signal),
            place_name(signal),
            arrow(signal.direction),
            signal.onset
        ),
        headline(signal),
        String::new(),
        format!("Signal      {}", signal.id),
        format!(
            "As of       {} at ledger position {} (run {})",
            run.vantage.as_of, run.vantage.position, run.id
        ),
        format!(
            "Looked at   {} series in the same run; {} were not assessable",
            run.series_looked_at, run.series_not_assessable
        ),
    ];
    lines.push(match signal.false_discovery_rate {
        Some(rate) if rate < 0.001 => {
            "False       less than 0.1 % of the signals of this source ranked this far are expected to be false"
                .to_owned()
        }
        Some(rate) => format!(
            "False       {:.1} % of the signals of this source ranked this far are expected to be false",
            100.0 * rate
        ),
        None => "False       not known: a first report, or a history too short for a probability"
            .to_owned(),
    });
    if let Some(weighing) = &signal.weighing {
        lines.extend(weighing_lines(weighing, signal.direction));
    }
    lines.extend(together_line(signal));
    lines.push(format!("Score       {}", rounded(signal.points())));
    lines.extend(signal.score.iter().map(part_line));
    lines
}

/// What moved no more than everything that its source counts, where that leads.
fn together_line(signal: &Signal) -> Option<String> {
    if !is_everything(&signal.substance) {
        return None;
    }
    let mut others: Vec<&str> = Vec::new();
    for finding in &signal.findings {
        let id = finding.series.substance.as_str();
        if id != signal.substance.as_str() && !others.contains(&id) {
            others.push(id);
        }
    }
    let hidden = others.len().saturating_sub(TESTIMONIES_SHOWN);
    let more = if hidden > 0 { format!(" and {hidden} more") } else { String::new() };
    let moved = if signal.direction == Direction::Fall { "fell" } else { "rose" };
    let like = if signal.direction == Direction::Fall {
        "reports that are late, a reporter that leaves, or fewer tests look like this"
    } else {
        "a reporter that joins, or more tests, look like this"
    };
    others.truncate(TESTIMONIES_SHOWN);
    (!others.is_empty()).then(|| {
        format!(
            "Together    {}{more} {moved} no more than everything this source counts there: {like}",
            others.join(", ")
        )
    })
}

/// A part of the score: points, of how many, and why.
fn part_line(part: &ScorePart) -> String {
    let of = part.most.map_or_else(String::new, |most| format!("of {most:.0}"));
    format!("  {:>5.1} {of:<7} {}: {}", part.points, part.name, part.why)
}

/// Chance that it is real, and what speaks for it, against it, or not at all.
fn weighing_lines(weighing: &Weighing, direction: Direction) -> Vec<String> {
    let prior = in_percent(weighing.prior);
    let mut lines = vec![match weighing.posterior {
        Some(chance) => {
            format!(
                "Chance      {} that it is real; {prior} that any series of its source has changed",
                in_percent(chance)
            )
        }
        None => "Chance      not known: what leads gives no probability".to_owned(),
    }];
    for testimony in weighing.testimonies.iter().take(TESTIMONIES_SHOWN) {
        let standing = match testimony.ratio {
            ratio if ratio > 1.0 / SAYS_LITTLE => "for",
            ratio if ratio < SAYS_LITTLE => "against",
            _ => "says little",
        };
        let SeriesKey { source, indicator, place, .. } = &testimony.series;
        let substance = testimony.series.substance_and_part();
        let among =
            if testimony.of > 1 { format!(", of {} series", testimony.of) } else { String::new() };
        lines.push(format!(
            "  {standing:<11} {:>8}  {source}, {indicator}, {substance}, {place}: p = {:.1e}{among}",
            times(testimony.ratio),
            testimony.p_value,
        ));
    }
    if let Some(composition) = &weighing.composition {
        let ratio = composition.ratio;
        let standing = if ratio < SAYS_LITTLE { "against" } else { "beside" };
        let words = composition_in_words(composition, direction);
        lines.push(format!("  {standing:<11} {:>8}  {words}", times(ratio)));
    }
    if let Some(together) = &weighing.together {
        lines.push(format!(
            "  {:<11} {:>8}  the counts of all sources added up: p = {:.1e}, in place of each",
            "together",
            times(together.ratio),
            together.p_value,
        ));
    }
    let hidden = weighing.testimonies.len().saturating_sub(TESTIMONIES_SHOWN);
    if hidden > 0 {
        lines.push(format!("  and {hidden} more (--format json shows all)"));
    }
    for (source, indicator) in weighing.silent.iter().take(TESTIMONIES_SHOWN) {
        lines.push(format!("  silent                {source}, {indicator}: nothing of it here"));
    }
    lines
}

/// How many times as likely, for people.
fn times(ratio: f64) -> String {
    if ratio >= 100.0 { format!("×{ratio:.0}") } else { format!("×{ratio:.2}") }
}

fn series_lines(view: &SeriesView) -> Vec<String> {
    let last: Vec<_> = view.points.iter().rev().take(PERIODS_DRAWN).rev().collect();
    let figures: Vec<Option<f64>> = match &view.wholes {
        None => last.iter().map(|(_, figure)| *figure).collect(),
        Some(wholes) => {
            let wholes = &wholes[wholes.len() - last.len()..];
            let share = |((_, part), whole): (&&(Period, Option<f64>), &Option<f64>)| {
                part.zip(*whole).map(|(part, whole)| part / whole.max(1.0))
            };
            last.iter().zip(wholes).map(share).collect()
        }
    };
    let bounds = last.first().zip(last.last());
    let stretch =
        bounds.map_or_else(String::new, |((first, _), (end, _))| format!("{first} to {end}"));
    let highest = figures.iter().flatten().copied().fold(0.0, f64::max);
    let highest = match view.wholes {
        Some(_) => format!("{:.0} % of three months", 100.0 * highest),
        None => figure_text(highest, view.key.unit),
    };
    let indicator = vocabulary::indicator::get(view.key.indicator.as_str());
    let name = indicator.map_or(view.key.indicator.as_str(), |i| i.name);
    let mut lines = vec![
        String::new(),
        format!(
            "{name}, {}, {}, source {}",
            view.key.substance_and_part(),
            view.key.place,
            view.key.source
        ),
        format!("  {}  {stretch}, highest {highest}", sparkline(&figures)),
        format!("  method {}", view.method),
    ];
    if let Some(weakness) = indicator.and_then(|i| i.weaknesses.first()) {
        lines.push(format!("  mind: {weakness}"));
    }
    lines
}

fn alarm_table(findings: &[Finding]) -> Table {
    let mut table = Table::new(&[
        "period",
        "observed",
        "expected",
        "bound",
        "p",
        "substance",
        "place",
        "method",
    ]);
    let figure = |value: Option<f64>| {
        value.map_or(json!(null), |value| json!((value * 100.0).round() / 100.0))
    };
    for finding in findings {
        table.push(vec![
            finding.period.to_string().into(),
            json!(finding.observed),
            figure(finding.expected),
            figure(finding.bound),
            finding.p_value.map_or(json!(null), |p_value| format!("{p_value:.1e}").into()),
            finding.series.substance_and_part().into(),
            finding.series.place.as_str().into(),
            finding.method.name.as_str().into(),
        ]);
    }
    table
}

fn series_value(view: &SeriesView) -> serde_json::Value {
    let point = |(index, (period, count)): (usize, &(Period, Option<f64>))| {
        let assessed = view.assessed.iter().find(|a| a.index == index);
        json!({
            "period": period.to_string(),
            "observed": count,
            "out_of": view.wholes.as_ref().and_then(|wholes| wholes[index]),
            "expected": assessed.and_then(|a| a.expected),
            "bound": assessed.and_then(|a| a.bound),
            "alarm": assessed.map(|a| a.is_alarm),
        })
    };
    json!({
        "series": view.key.to_string(),
        "method": view.method,
        "points": view.points.iter().enumerate().map(point).collect::<Vec<_>>(),
    })
}

/// Witnesses shown of a signal, and of those who are silent.
const TESTIMONIES_SHOWN: usize = 6;

/// Between this and its inverse a likelihood ratio says little.
const SAYS_LITTLE: f64 = 0.8;

/// Series and alarms printed for people.
const SERIES_SHOWN: usize = 4;
const ALARMS_SHOWN: usize = 12;

/// Periods in a sparkline.
const PERIODS_DRAWN: usize = 72;
