//! `watchfire signals`

use std::path::Path;

use jiff::civil::Date;
use serde_json::{Value, json};
use store::acts::StoredVerdict;
use store::findings::FindingsError;
use store::node::Node;
use vocabulary::finding::{Direction, Finding, Run, Signal};
use vocabulary::handling::Reader;
use vocabulary::indicator::IndicatorId;
use vocabulary::place::Places;
use vocabulary::substance::Substances;
use vocabulary::weighing::{Composition, Testimony, Weighing};
use workflows::detect::{Levels, Ranking, RankingLine, levels_of};
use workflows::reporting::in_the_end_of;
use workflows::sentence::headline;
use workflows::verdict::{all_verdicts, verdicts_on};

use crate::arguments::{ListOptions, SignalsCommand};
use crate::failure::{Failure, other};
use crate::output::{Format, Table, print_json, print_lines};

mod comment;
mod draw;
mod show;
mod verdict;

/// Lists the signals of the latest run, or shows one.
pub async fn run(
    directory: &Path,
    command: Option<SignalsCommand>,
    as_of: Option<Date>,
    list: ListOptions,
) -> Result<(), Failure> {
    let reader = Reader::local_administrator();
    match command {
        Some(SignalsCommand::Ranking { list }) => print_ranking(list.format),
        Some(SignalsCommand::Verdict { id, judged, because, as_of: day }) => {
            let as_of = day.or(as_of);
            let given = verdict::Given { id: &id, judged, because: &because, as_of };
            verdict::record(directory, given).await
        }
        Some(SignalsCommand::Comment { id, text, as_of: day }) => {
            comment::record(directory, &id, &text, day.or(as_of)).await
        }
        Some(SignalsCommand::Precision { by, top, list }) => {
            let node = Node::open(directory).await?;
            verdict::print_precision(&node, by, top, list.format).await
        }
        None => {
            let node = Node::open(directory).await?;
            let run = node.run(as_of, &reader).await.map_err(failure)?;
            let signals = node.signals(&run, &reader).await.map_err(failure)?;
            let verdicts = all_verdicts(&node, &reader).await.map_err(verdict::failure)?;
            let levels = levels_of(&node, &run, &reader).await.map_err(failure)?;
            match list.format {
                Format::Json => {
                    let mut document = signals_document(&run, &signals, &verdicts);
                    document["run"]["opening"] = levels.map(levels_value).into();
                    print_json(&document)
                }
                Format::Csv => signal_table(&signals, &verdicts).print(Format::Csv),
                Format::Table => {
                    print_lines(&[run_line(&run, signals.len())])?;
                    signal_table(&signals, &verdicts).print(Format::Table)?;
                    print_lines(
                        &levels
                            .map(|levels| levels_line(&run, levels))
                            .into_iter()
                            .collect::<Vec<_>>(),
                    )
                }
            }
        }
        Some(SignalsCommand::Show { id, reproduce, rows, as_of: day, svg, as_known, list }) => {
            let node = Node::open(directory).await?;
            let (run, signal) = node.signal(&id, day.or(as_of), &reader).await.map_err(failure)?;
            if reproduce {
                return show::reproduce(&node, &signal, &reader).await;
            }
            if let Some(path) = svg {
                return draw::draw(&node, (&run, &signal), &path, &as_known, &reader).await;
            }
            show::show(&node, &run, &signal, rows, list.format, &reader).await
        }
    }
}

/// The table by which signals are ranked; it is the program's, not a node's.
fn print_ranking(format: Format) -> Result<(), Failure> {
    let mut table = Table::new(&["part", "of", "value", "because"]);
    for RankingLine { part, of, value, because } in Ranking::shipped().lines() {
        table.push(vec![part.into(), of.into(), json!(value), because.into()]);
    }
    table.print(format)
}

/// Signals as a list, best first.
pub fn signal_table(signals: &[Signal], verdicts: &[StoredVerdict]) -> Table {
    // A column that would be empty is none.
    let has_verdicts = signals.iter().any(|signal| !verdicts_on(verdicts, signal).is_empty());
    let verdict: &[&str] = if has_verdicts { &["verdict"] } else { &[] };
    let before = ["rank", "score", "what", "where", "since", "how"];
    let mut table = Table::new(&[&before, verdict, &["says", "signal"]].concat());
    for (rank, signal) in signals.iter().enumerate() {
        let mut row = vec![
            (rank + 1).into(),
            rounded(signal.points()),
            substance_name(signal).into(),
            place_name(signal).into(),
            signal.onset.to_string().into(),
            arrow(signal.direction).into(),
        ];
        if has_verdicts {
            let latest = verdicts_on(verdicts, signal).pop();
            row.push(latest.map_or("", |stored| stored.decision.judged.as_str()).into());
        }
        row.extend([headline(signal).into(), signal.id.as_str().into()]);
        table.push(row);
    }
    table
}

/// A run with its signals as one document.
pub fn signals_document(run: &Run, signals: &[Signal], verdicts: &[StoredVerdict]) -> Value {
    json!({
        "run": {
            "id": run.id,
            "as_of": run.vantage.as_of.to_string(),
            "since": run.since.map(|since| since.to_string()),
            "position": run.vantage.position.0,
            "rule_version": run.rule_version,
            "false_share": run.false_share.get(),
            "series_looked_at": run.series_looked_at,
            "series_not_assessable": run.series_not_assessable,
            "findings": run.findings,
            "digest": run.digest.to_string(),
            "ran_on": run.ran_on.to_string(),
        },
        "signals": signals.iter().map(|signal| signal_value(signal, verdicts)).collect::<Vec<_>>(),
    })
}

fn signal_value(signal: &Signal, verdicts: &[StoredVerdict]) -> Value {
    let score = signal.score.iter();
    let score =
        score.map(|part| json!({"name": part.name, "points": part.points, "most": part.most, "why": part.why}));
    json!({
        "id": signal.id,
        "substance": signal.substance.as_str(),
        "place": signal.place.as_str(),
        "direction": signal.direction.as_str(),
        "onset": signal.onset.to_string(),
        "last_alarm": signal.last_alarm.to_string(),
        "score": signal.points(),
        "score_parts": score.collect::<Vec<_>>(),
        "false_discovery_rate": signal.false_discovery_rate,
        "weighing": signal.weighing.as_ref().map(weighing_value),
        "verdict": verdicts_on(verdicts, signal).pop().map(verdict::verdict_value),
        "says": headline(signal),
        "findings": signal.findings.iter().map(finding_value).collect::<Vec<_>>(),
    })
}

fn weighing_value(weighing: &Weighing) -> Value {
    let testimony = |t: &Testimony| {
        json!({
            "series": t.series.to_string(),
            "relation": t.relation.as_str(),
            "of": t.of,
            "p_value": t.p_value,
            "likelihood_ratio": t.ratio,
        })
    };
    let composition = |c: &Composition| {
        json!({
            "before": c.before.part,
            "before_of": c.before.whole,
            "now": c.now.part,
            "now_of": c.now.whole,
            "change_of_all_else": c.change_of_rest(),
            "p_value": c.p_value,
            "likelihood_ratio": c.ratio,
        })
    };
    let silent = |(source, indicator): &(String, IndicatorId)| json!({"source": source, "indicator": indicator.as_str()});
    json!({
        "prior": weighing.prior,
        "posterior": weighing.posterior,
        "testimonies": weighing.testimonies.iter().map(testimony).collect::<Vec<_>>(),
        "silent": weighing.silent.iter().map(silent).collect::<Vec<_>>(),
        "composition": weighing.composition.as_ref().map(composition),
    })
}

fn finding_value(finding: &Finding) -> Value {
    json!({
        "series": finding.series.to_string(),
        "period": finding.period.to_string(),
        "observed": finding.observed,
        "share_known": finding.reported,
        "in_the_end": in_the_end_of(finding).map(|(least, most)| json!([least, most])),
        "out_of": finding.out_of,
        "expected": finding.expected,
        "bound": finding.bound,
        "p_value": finding.p_value,
        "method": finding.method.name,
        "method_version": finding.method.version,
        "settings": finding.method.settings,
    })
}

fn run_line(run: &Run, signals: usize) -> String {
    let since = run.since.map_or_else(String::new, |since| format!(", looking back to {since}"));
    format!(
        "Run {} as of {}{since}, ledger position {}: {signals} signals; looked at {} series, {} not assessable",
        run.id,
        run.vantage.as_of,
        run.vantage.position,
        run.series_looked_at,
        run.series_not_assessable
    )
}

/// How strictly the run tested what it opened.
pub fn levels_line(run: &Run, levels: Levels) -> String {
    format!(
        "Tested after the run of {}: of what is new, a share of {:.3} (a source that raised nothing in a year) to {:.3} may be false, {} over a year; what stood was not tested again",
        levels.after, levels.least, levels.most, run.false_share
    )
}

fn levels_value(levels: Levels) -> Value {
    json!({"after": levels.after.to_string(), "least": levels.least, "most": levels.most})
}

fn substance_name(signal: &Signal) -> String {
    let entry = Substances::shipped().get(&signal.substance);
    entry.map_or_else(|| signal.substance.to_string(), |substance| substance.name().to_owned())
}

fn place_name(signal: &Signal) -> String {
    let entry = Places::shipped().get(&signal.place);
    entry.map_or_else(|| signal.place.to_string(), |place| place.name().to_owned())
}

/// A sign and a word, never a sign alone.
const fn arrow(direction: Direction) -> &'static str {
    match direction {
        Direction::Rise => "▲ rise",
        Direction::Fall => "▼ fall",
        Direction::New => "· new",
    }
}

fn rounded(points: f64) -> Value {
    json!((points * 10.0).round() / 10.0)
}

fn failure(error: FindingsError) -> Failure {
    match error {
        FindingsError::NoRun | FindingsError::NoRunOf(_) | FindingsError::NoSignal(_) => {
            Failure::bad_input(error.to_string())
        }
        error => other(error),
    }
}
