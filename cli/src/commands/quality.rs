//! `watchfire quality`

use std::path::Path;

use jiff::civil::Date;
use serde_json::{Value, json};
use store::acts::StoredDecision;
use store::node::Node;
use store::quality::QualityError;
use vocabulary::handling::Reader;
use vocabulary::place::Places;
use vocabulary::quality::{QualityFinding, QualityRun, Subject, Treatment, Verdict};
use vocabulary::quantity::ValueUnit;
use vocabulary::substance::Substances;
use workflows::quality::{DecideError, Deciding, LookError, Looked, Question, decide, look};

use super::author::{author_value, in_words};
use super::open_writer;
use crate::arguments::{ListOptions, QualityCommand, TreatmentGiven, VerdictGiven};
use crate::chance::{random, today};
use crate::failure::{Failure, other};
use crate::output::{Format, Table, print_json, print_lines};
use crate::progress::Progress;

/// Looks for faults in the figures and lists them.
pub async fn run(
    directory: &Path,
    source: Option<&str>,
    as_of: Option<Date>,
    top: usize,
    list: ListOptions,
) -> Result<(), Failure> {
    let today = today()?;
    let as_of = as_of.unwrap_or(today);
    if as_of > today {
        return Err(Failure::bad_input(format!(
            "--as-of {as_of} lies in the future; the latest day is {today}"
        )));
    }
    let mut writer = open_writer(directory, "quality").await?;
    let reader = Reader::local_administrator();
    let progress = Progress::on(format!("Looking for faults as of {as_of}"));
    let question = Question { as_of, source, ran_on: today };
    let looked = look(&mut writer, question, &reader).await.map_err(failure)?;
    drop(progress);
    let position = looked.run.vantage.position;
    let decisions = writer.node().quality_decisions(position, &reader).await.map_err(other)?;
    match list.format {
        Format::Csv => table_of(&looked, &decisions, usize::MAX).print(Format::Csv),
        Format::Json => {
            let value = |(finding, is_new): &(QualityFinding, bool)| {
                let mut value = finding_value(finding, latest(&decisions, finding));
                value["new"] = json!(is_new);
                value
            };
            let findings: Vec<Value> = looked.findings.iter().map(value).collect();
            print_json(&json!({ "run": run_value(&looked.run), "findings": findings }))
        }
        Format::Table => {
            print_lines(&[summary(&looked)])?;
            if looked.findings.is_empty() {
                return Ok(());
            }
            table_of(&looked, &decisions, top).print(Format::Table)?;
            let hidden = looked.findings.len().saturating_sub(top);
            if hidden > 0 {
                print_lines(&[format!("and {hidden} more: --top {}", looked.findings.len())])?;
            }
            Ok(())
        }
    }
}

/// Shows one finding, or records a decision about it.
pub async fn one(directory: &Path, command: QualityCommand) -> Result<(), Failure> {
    match command {
        QualityCommand::Show { id, list } => show(directory, &id, list.format).await,
        QualityCommand::Decide { id, verdict, because, treatment } => {
            record(directory, &id, verdict, &because, treatment).await
        }
    }
}

async fn show(directory: &Path, id: &str, format: Format) -> Result<(), Failure> {
    let node = Node::open(directory).await?;
    let reader = Reader::local_administrator();
    let found = node.quality_finding(id, &reader).await;
    let (run, finding) = found.map_err(not_found)?;
    let position = node.last_position(&reader).await.map_err(other)?;
    let decisions = node.quality_decisions(position, &reader).await.map_err(other)?;
    let about: Vec<&StoredDecision> =
        decisions.iter().filter(|stored| stored.decision.finding == finding.id).collect();
    let mut rows = Table::new(&["submission", "row"]);
    let shown = if format == Format::Table { ROWS_SHOWN } else { usize::MAX };
    for seen in finding.rows.iter().take(shown) {
        rows.push(vec![seen.submission.as_str().into(), seen.row.into()]);
    }
    match format {
        Format::Csv => return rows.print(Format::Csv),
        Format::Json => {
            let mut value = finding_value(&finding, about.last().copied());
            value["run"] = run_value(&run);
            value["rows"] = rows.to_json();
            value["decisions"] = about.iter().map(|stored| decision_value(stored)).collect();
            return print_json(&value);
        }
        Format::Table => {}
    }
    print_lines(&opening(&run, &finding))?;
    for stored in &about {
        let StoredDecision { decision, position, decided_on, by, .. } = stored;
        let by = in_words(by.as_ref());
        let treatment = decision.treatment.map_or("nothing is done", Treatment::in_words);
        print_lines(&[format!(
            "Decided     {} {by}on {decided_on} (position {position}): {treatment}; because {}",
            decision.verdict.as_str(),
            decision.because
        )])?;
    }
    print_lines(&[String::new(), format!("Rows it was seen in ({} in all)", finding.rows_in_all)])?;
    rows.print(Format::Table)?;
    let mut next = vec![String::new()];
    if let Some(seen) = finding.rows.first() {
        next.push(format!(
            "The first as it was written: watchfire lineage row {} {}",
            seen.submission, seen.row
        ));
    }
    if about.is_empty() {
        next.push(format!(
            "To decide: watchfire quality decide {} accept|reject|override --because TEXT",
            finding.id
        ));
    }
    print_lines(&next)
}

async fn record(
    directory: &Path,
    id: &str,
    verdict: VerdictGiven,
    because: &str,
    treatment: Option<TreatmentGiven>,
) -> Result<(), Failure> {
    let mut writer = open_writer(directory, "quality decide").await?;
    let deciding = Deciding {
        finding: id,
        verdict: verdict_of(verdict),
        treatment: treatment.map(treatment_of),
        because,
        by: None,
        today: today()?,
        random: random()?,
    };
    let decided = decide(&mut writer, &deciding, &Reader::local_administrator()).await;
    let (decision, position) = decided.map_err(not_decided)?;
    let treatment = decision.treatment.map_or("nothing is done", Treatment::in_words);
    print_lines(&[
        format!(
            "{} is {} (position {position}): {treatment}",
            decision.finding,
            decision.verdict.as_str()
        ),
        "No fact changed; `watchfire detect` respects it from this position on".to_owned(),
    ])
}

fn summary(looked: &Looked) -> String {
    let Looked { run, findings } = looked;
    let new = findings.iter().filter(|(_, is_new)| *is_new).count();
    format!(
        "As of {}, ledger position {}: {} in {} figures, {new} not found before; run {}, digest {}",
        run.vantage.as_of,
        run.vantage.position,
        if findings.len() == 1 {
            "1 finding".to_owned()
        } else {
            format!("{} findings", findings.len())
        },
        run.figures,
        run.id,
        run.digest.short()
    )
}

fn table_of(looked: &Looked, decisions: &[StoredDecision], most: usize) -> Table {
    let mut table = Table::new(&[
        "fault",
        "source",
        "indicator",
        "what",
        "where",
        "when",
        "proposed",
        "state",
        "finding",
        "says",
    ]);
    for (finding, is_new) in looked.findings.iter().take(most) {
        let Subject { fault, source, indicator, period, .. } = &finding.subject;
        let state = latest(decisions, finding)
            .map_or(if *is_new { "new" } else { "open" }, |stored| {
                stored.decision.verdict.as_str()
            });
        table.push(vec![
            fault.as_str().into(),
            source.as_str().into(),
            indicator.as_ref().map_or("", |indicator| indicator.as_str()).into(),
            what(&finding.subject).into(),
            place(&finding.subject).into(),
            period.map_or_else(String::new, |period| period.to_string()).into(),
            finding.proposed.as_str().into(),
            state.into(),
            finding.id.as_str().into(),
            finding.says.as_str().into(),
        ]);
    }
    table
}

fn opening(run: &QualityRun, finding: &QualityFinding) -> Vec<String> {
    let subject = &finding.subject;
    let mut headline = vec![subject.fault.as_str().to_owned(), subject.source.clone()];
    let period = subject.period.map_or_else(String::new, |period| period.to_string());
    let parts = [what(subject), place(subject), period];
    headline.extend(parts.into_iter().filter(|part| !part.is_empty()));
    let mut lines = vec![
        headline.join(" · "),
        finding.says.clone(),
        String::new(),
        format!("Finding     {}", finding.id),
        format!(
            "As of       {} at ledger position {} (run {})",
            run.vantage.as_of, run.vantage.position, run.id
        ),
        format!(
            "Method      {} {} ({})",
            finding.method.name, finding.method.version, finding.method.settings
        ),
        "Evidence".to_owned(),
    ];
    let width = finding.evidence.iter().map(|e| e.name.chars().count()).max().unwrap_or(0);
    for evidence in &finding.evidence {
        lines.push(format!("  {:<width$}  {}", evidence.name, evidence.figure));
    }
    let proposed = finding.proposed;
    lines.push(format!("Proposed    {}: {}", proposed.as_str(), proposed.in_words()));
    lines
}

fn finding_value(finding: &QualityFinding, decided: Option<&StoredDecision>) -> Value {
    let subject = &finding.subject;
    let evidence = finding.evidence.iter().map(|e| json!({"name": e.name, "figure": e.figure}));
    let row = finding.rows.first();
    json!({
        "id": finding.id,
        "fault": subject.fault.as_str(),
        "source": subject.source,
        "indicator": subject.indicator.as_ref().map(ToString::to_string),
        "substance": subject.substance.as_ref().map(ToString::to_string),
        "place": subject.place.as_ref().map(ToString::to_string),
        "unit": subject.unit.map(ValueUnit::as_str),
        "period": subject.period.map(|period| period.to_string()),
        "value": subject.value.map(|value| value.to_string()),
        "other": subject.other,
        "says": finding.says,
        "evidence": evidence.collect::<Vec<_>>(),
        "first_row": row.map(|seen| json!({"submission": seen.submission.as_str(), "row": seen.row})),
        "rows_in_all": finding.rows_in_all,
        "proposed": finding.proposed.as_str(),
        "proposed_in_words": finding.proposed.in_words(),
        "method": finding.method.name,
        "method_version": finding.method.version,
        "settings": finding.method.settings,
        "decision": decided.map(decision_value),
    })
}

fn decision_value(stored: &StoredDecision) -> Value {
    json!({
        "verdict": stored.decision.verdict.as_str(),
        "treatment": stored.decision.treatment.map(Treatment::as_str),
        "because": stored.decision.because,
        "position": stored.position.0,
        "decided_on": stored.decided_on.to_string(),
        "by": author_value(stored.by.as_ref()),
    })
}

fn run_value(run: &QualityRun) -> Value {
    json!({
        "id": run.id,
        "as_of": run.vantage.as_of.to_string(),
        "position": run.vantage.position.0,
        "source": run.source,
        "figures": run.figures,
        "findings": run.findings,
        "digest": run.digest.to_string(),
        "ran_on": run.ran_on.to_string(),
    })
}

/// The decision that holds about a finding.
fn latest<'a>(
    decisions: &'a [StoredDecision],
    finding: &QualityFinding,
) -> Option<&'a StoredDecision> {
    decisions.iter().rev().find(|stored| stored.decision.finding == finding.id)
}

fn what(subject: &Subject) -> String {
    let Some(id) = &subject.substance else {
        return subject.other.clone().unwrap_or_default();
    };
    let entry = Substances::shipped().get(id);
    entry.map_or_else(|| id.to_string(), |substance| substance.name().to_owned())
}

fn place(subject: &Subject) -> String {
    let Some(id) = &subject.place else { return String::new() };
    let entry = Places::shipped().get(id);
    entry.map_or_else(|| id.to_string(), |place| place.name().to_owned())
}

const fn verdict_of(given: VerdictGiven) -> Verdict {
    match given {
        VerdictGiven::Accept => Verdict::Accepted,
        VerdictGiven::Reject => Verdict::Rejected,
        VerdictGiven::Override => Verdict::Overridden,
    }
}

const fn treatment_of(given: TreatmentGiven) -> Treatment {
    match given {
        TreatmentGiven::LeaveOut => Treatment::LeaveOut,
        TreatmentGiven::CountOnce => Treatment::CountOnce,
        TreatmentGiven::UseParts => Treatment::UseParts,
        TreatmentGiven::NewSeries => Treatment::NewSeries,
        TreatmentGiven::LowerBound => Treatment::LowerBound,
        TreatmentGiven::Mind => Treatment::Mind,
    }
}

fn failure(error: LookError) -> Failure {
    match error {
        LookError::NoSource { .. } => Failure::bad_input(error.to_string()),
        error => other(error),
    }
}

fn not_found(error: QualityError) -> Failure {
    match error {
        QualityError::NoFinding(_) | QualityError::Several { .. } => {
            Failure::bad_input(error.to_string())
        }
        error => other(error),
    }
}

fn not_decided(error: DecideError) -> Failure {
    match error {
        DecideError::Quality(error) => not_found(error),
        DecideError::Reason(_)
        | DecideError::NotProposed(_)
        | DecideError::NoTreatment(_)
        | DecideError::TreatedNot => Failure::bad_input(error.to_string()),
        error => other(error),
    }
}

/// Rows printed for people.
const ROWS_SHOWN: usize = 10;
