//! Data quality as findings: what may be wrong with the figures of a node, and what people decide.
//!
//! Answers: which faults the checks find at a vantage, each with its evidence and a proposed
//! treatment. The checks are pure; no fact is changed by what they find, or by what is decided.

mod found;
mod left_out;
mod notes;
pub mod sheet;
#[cfg(test)]
mod testing;

pub mod classes;
pub mod columns;
pub mod definitions;
pub mod duplicates;
pub mod heaping;
pub mod impossible;
pub mod outliers;
pub mod repeats;
pub mod reporters;
pub mod totals;
pub mod truncated;

use std::collections::HashSet;

use exchange::envelope::seal;
use jiff::civil::Date;
use store::append::AppendError;
use store::facts::{Facts, QueryError};
use store::findings::FindingsError;
use store::node::{NodeWriter, SCHEMA_VERSION};
use store::quality::QualityError;
use store::sealing::plain_digest;
use store::submissions::ReadError;
use vocabulary::finding::{Method, Vantage};
use vocabulary::handling::{Handling, Reader};
use vocabulary::quality::{
    QualityDecision, QualityFinding, QualityRun, Subject, Treatment, Verdict,
};
use vocabulary::submission::{Content, Digest, Header, Position, SubmissionId};

use self::classes::{ClassSettings, under_classes};
use self::columns::{ColumnSettings, repeated_columns};
use self::definitions::changed_areas;
use self::duplicates::{DuplicateSettings, duplicate_rows};
use self::found::Found;
use self::heaping::{HeapingSettings, heaped_values};
use self::impossible::impossible_values;
use self::left_out::add_left_out;
pub use self::notes::{Note, notes_about};
pub(crate) use self::notes::{is_in, places_of};
use self::outliers::{OutlierSettings, unit_outliers};
use self::repeats::{RepeatSettings, repeated_periods};
use self::reporters::{ReporterSettings, changed_reporters};
use self::sheet::Sheet;
use self::totals::{TotalSettings, doubtful_totals};
use self::truncated::{TruncationSettings, truncated_categories};

/// Why quality was not looked at, or nothing was decided.
#[derive(Debug, thiserror::Error)]
pub enum LookError {
    /// The facts cannot be read.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// The findings cannot be stored or read.
    #[error(transparent)]
    Quality(#[from] QualityError),
    /// The end of the ledger cannot be read.
    #[error(transparent)]
    Ledger(#[from] FindingsError),
    /// The submission that a finding rests on cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// No such source.
    #[error("there are no figures of a source '{asked}'; {}", known_sources(sources))]
    NoSource {
        /// What was asked for.
        asked: String,
        /// Those that have figures.
        sources: Vec<String>,
    },
    /// Another treatment was named with a verdict that has none.
    #[error("{0}")]
    Verdict(&'static str),
    /// The ledger refuses.
    #[error(transparent)]
    Append(#[from] AppendError),
}

fn known_sources(sources: &[String]) -> String {
    match sources {
        [] => "nothing is ingested yet".to_owned(),
        sources => format!("those with figures are: {}", sources.join(", ")),
    }
}

/// What is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// What could be known on this day?
    pub as_of: Date,
    /// The figures of this source; of every one where none is named.
    pub source: Option<&'a str>,
    /// Day of the run.
    pub ran_on: Date,
}

/// What a look found.
#[derive(Clone, Debug)]
pub struct Looked {
    /// The run as stored.
    pub run: QualityRun,
    /// What it found, the gravest first; and whether no earlier run had found it.
    pub findings: Vec<(QualityFinding, bool)>,
}

/// Runs all checks over the figures as they could be known on a day, and stores what they find.
///
/// # Errors
/// When there is no such source, facts cannot be read or findings cannot be stored.
pub async fn look(
    node: &mut NodeWriter,
    question: Question<'_>,
    reader: &Reader,
) -> Result<Looked, LookError> {
    let Question { as_of, source, ran_on } = question;
    let vantage = Vantage { as_of, position: node.node().last_position().await? };
    let facts = match source {
        Some(source) => node.node().facts_of(source, vantage, reader).await?,
        None => node.node().facts(vantage, reader).await?,
    };
    let sources = facts.sources();
    if let Some(asked) = source.filter(|_| sources.is_empty()) {
        let sources = node.node().facts(vantage, reader).await?.sources();
        return Err(LookError::NoSource { asked: asked.to_owned(), sources });
    }
    let mut findings = Vec::new();
    let mut figures = 0;
    for of in &sources {
        let mut sheet = sheet_of(&facts, of)?;
        let counted = sheet.figures.len();
        figures += counted as u64;
        findings.extend(check(&sheet));
        add_left_out(node.node(), &mut sheet, vantage, reader).await?;
        findings.extend(check_left_out(&sheet, counted));
    }
    findings.sort_by(|a, b| a.subject.cmp(&b.subject));
    let mut run = QualityRun {
        id: 0,
        vantage,
        source: source.map(str::to_owned),
        figures,
        findings: findings.len() as u64,
        digest: digest_of(&findings),
        ran_on,
    };
    let known: HashSet<String> = node.node().quality_names(reader).await?.into_iter().collect();
    node.save_quality_run(&mut run, &findings).await?;
    let mark = |finding: QualityFinding| {
        let is_new = !known.contains(&finding.id);
        (finding, is_new)
    };
    Ok(Looked { run, findings: findings.into_iter().map(mark).collect() })
}

/// The figures of a source side by side.
///
/// # Errors
/// When the facts cannot be read.
pub fn sheet_of(facts: &Facts, source: &str) -> Result<Sheet, QueryError> {
    let mut sheet = Sheet::of(source);
    facts.each_figure(source, &mut |measured| sheet.add(measured))?;
    Ok(sheet)
}

/// Everything that the checks find in the figures of a source, the gravest faults first.
pub fn check(sheet: &Sheet) -> Vec<QualityFinding> {
    let all = found_in(sheet).into_iter();
    let mut findings: Vec<QualityFinding> =
        all.map(|(check, found)| finding(sheet, check, found)).collect();
    findings.sort_by(|a, b| a.subject.cmp(&b.subject));
    findings.dedup_by(|a, b| a.id == b.id);
    findings
}

/// What the checks find of the figures from `counted` on, which mappings leave out.
fn check_left_out(sheet: &Sheet, counted: usize) -> Vec<QualityFinding> {
    if sheet.figures.len() == counted {
        return Vec::new();
    }
    let of_left_out = |found: &Found| found.figures.iter().all(|at| *at >= counted);
    let mut findings = Vec::new();
    for (check, mut found) in found_in(sheet) {
        if of_left_out(&found) {
            found.says.push_str("; the mapping leaves it out already");
            findings.push(finding(sheet, check, found));
        }
    }
    findings
}

/// What each check finds, with the check.
pub(crate) fn found_in(sheet: &Sheet) -> Vec<(&'static Check, Found)> {
    CHECKS
        .iter()
        .flat_map(|check| (check.look)(sheet).into_iter().map(move |f| (check, f)))
        .collect()
}

/// One check: its method as findings name it, and the function.
pub(crate) struct Check {
    name: &'static str,
    version: u16,
    settings: fn() -> String,
    look: fn(&Sheet) -> Vec<Found>,
}

static CHECKS: [Check; 11] = [
    Check {
        name: "unit-outliers",
        version: 1,
        settings: || OutlierSettings::usual().to_string(),
        look: |sheet| unit_outliers(sheet, &OutlierSettings::usual()),
    },
    Check {
        name: "repeated-periods",
        version: 1,
        settings: || RepeatSettings::usual().to_string(),
        look: |sheet| repeated_periods(sheet, &RepeatSettings::usual()),
    },
    Check {
        name: "repeated-columns",
        version: 1,
        settings: || ColumnSettings::usual().to_string(),
        look: |sheet| repeated_columns(sheet, &ColumnSettings::usual()),
    },
    Check {
        name: "doubtful-totals",
        version: 1,
        settings: || TotalSettings::usual().to_string(),
        look: |sheet| doubtful_totals(sheet, &TotalSettings::usual()),
    },
    Check {
        name: "changed-reporters",
        version: 1,
        settings: || ReporterSettings::usual().to_string(),
        look: |sheet| changed_reporters(sheet, &ReporterSettings::usual()),
    },
    Check {
        name: "duplicate-rows",
        version: 1,
        settings: || DuplicateSettings::usual().to_string(),
        look: |sheet| duplicate_rows(sheet, &DuplicateSettings::usual()),
    },
    Check {
        name: "truncated-categories",
        version: 1,
        settings: || TruncationSettings::usual().to_string(),
        look: |sheet| truncated_categories(sheet, &TruncationSettings::usual()),
    },
    Check { name: "impossible-values", version: 1, settings: String::new, look: impossible_values },
    Check {
        name: "heaped-values",
        version: 1,
        settings: || HeapingSettings::usual().to_string(),
        look: |sheet| heaped_values(sheet, &HeapingSettings::usual()),
    },
    Check { name: "changed-areas", version: 1, settings: String::new, look: changed_areas },
    Check {
        name: "under-classes",
        version: 1,
        settings: || ClassSettings::usual().to_string(),
        look: |sheet| under_classes(sheet, &ClassSettings::usual()),
    },
];

fn finding(sheet: &Sheet, check: &Check, found: Found) -> QualityFinding {
    let Found { subject, says, evidence, figures } = found;
    let mut rows: Vec<_> = figures.iter().map(|at| sheet.row(&sheet.figures[*at])).collect();
    rows.sort();
    rows.dedup();
    let rows_in_all = rows.len() as u64;
    rows.truncate(ROWS_KEPT);
    QualityFinding {
        id: name_of(&subject),
        proposed: subject.fault.treatment(),
        subject,
        says,
        evidence,
        rows,
        rows_in_all,
        method: Method {
            name: check.name.to_owned(),
            version: check.version,
            settings: (check.settings)(),
        },
    }
}

/// The name of a finding: the fault and a digest of its subject.
fn name_of(subject: &Subject) -> String {
    let digest = plain_digest(subject.to_string().as_bytes());
    format!("{}-{}", subject.fault.as_str(), digest.short())
}

fn digest_of(findings: &[QualityFinding]) -> Digest {
    let mut text = String::new();
    for finding in findings {
        text.extend([&finding.id, "\n", &finding.says, "\n"]);
        for evidence in &finding.evidence {
            text.extend([&evidence.name, "=", &evidence.figure, "\n"]);
        }
    }
    plain_digest(text.as_bytes())
}

/// What a person decides about a finding.
pub struct Deciding<'a> {
    /// The finding's name, or the unambiguous beginning of it.
    pub finding: &'a str,
    /// The verdict.
    pub verdict: Verdict,
    /// The treatment, where it is another than the proposed one.
    pub treatment: Option<Treatment>,
    /// Why, in words.
    pub because: &'a str,
    /// Today.
    pub today: Date,
    /// 16 random bytes for the decision's own id.
    pub random: [u8; 16],
}

/// Records a decision about a finding in the ledger; gives it with its position.
///
/// # Errors
/// When there is no such finding, the treatment does not go with the verdict, or the ledger refuses.
pub async fn decide(
    node: &mut NodeWriter,
    deciding: &Deciding<'_>,
    reader: &Reader,
) -> Result<(QualityDecision, Position), LookError> {
    let (_, finding) = node.node().quality_finding(deciding.finding, reader).await?;
    let treatment = match (deciding.verdict, deciding.treatment) {
        (Verdict::Accepted, None) => Some(finding.proposed),
        (Verdict::Accepted, Some(other)) if other == finding.proposed => Some(other),
        (Verdict::Overridden, Some(other)) => Some(other),
        (Verdict::Rejected, None) => None,
        (Verdict::Accepted, Some(_)) => {
            return Err(LookError::Verdict(
                "another treatment than the proposed one overrides it: decide `override`",
            ));
        }
        (Verdict::Overridden, None) => {
            return Err(LookError::Verdict("say how it is treated instead: --treatment T"));
        }
        (Verdict::Rejected, Some(_)) => {
            return Err(LookError::Verdict("what is rejected has no treatment: leave it out"));
        }
    };
    let decision = QualityDecision {
        finding: finding.id,
        subject: finding.subject,
        verdict: deciding.verdict,
        treatment,
        because: deciding.because.to_owned(),
    };
    // What is derived from figures is handled as they are.
    let (handling, review_on) = match finding.rows.first() {
        Some(seen) => {
            let rested_on = node.node().submission(seen.submission.as_str(), reader).await?;
            (rested_on.header.handling, rested_on.header.review_on)
        }
        None => (Handling::published(), deciding.today),
    };
    let nothing = Digest([0; 32]);
    let header = Header {
        id: SubmissionId::from_random(u128::from_be_bytes(deciding.random)),
        issuer: node.node().issuer().to_owned(),
        schema_version: SCHEMA_VERSION,
        submitted_on: deciding.today,
        effective_on: deciding.today,
        content: Content::Decision(Box::new(decision.clone())),
        handling,
        review_on,
        file_name: String::new(),
        payload_digest: nothing,
        mapping_digest: nothing,
        vocabulary_digest: nothing,
        rows_read: 0,
        rows_accepted: 0,
        facts: 0,
    };
    let position = node.append_decision(&seal(&header, node.signing())).await?;
    Ok((decision, position))
}

/// Rows kept with a finding.
const ROWS_KEPT: usize = 50;
