//! Data quality as findings: what may be wrong with the figures of a node, and what people decide.
//!
//! Answers: which faults the checks find at a vantage, each with its evidence and a proposed
//! treatment. The checks are pure; no fact is changed by what they find, or by what is decided.

mod decide;
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

use std::collections::{BTreeSet, HashSet};

use jiff::civil::Date;
use store::facts::{Facts, QueryError};
use store::findings::FindingsError;
use store::node::{Node, NodeWriter};
use store::quality::QualityError;
use store::sealing::plain_digest;
use store::submissions::{ReadError, StoredSubmission};
use vocabulary::finding::{Method, Vantage};
use vocabulary::handling::Reader;
use vocabulary::quality::{Fault, QualityFinding, QualityRun, Subject};
use vocabulary::submission::{Content, Digest};

use self::classes::{ClassSettings, under_classes};
use self::columns::{ColumnSettings, repeated_columns};
pub use self::decide::{DecideError, Deciding, decide};
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
use crate::watch::Watch;

/// Why faults were not looked for.
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
    /// A submission cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It was no longer wanted.
    #[error("it was stopped before it was done; nothing was stored")]
    Stopped,
    /// No such source.
    #[error("there are no figures of a source '{asked}'; {}", known_sources(sources))]
    NoSource {
        /// What was asked for.
        asked: String,
        /// Those that have figures.
        sources: Vec<String>,
    },
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
    look_watched(node, question, reader, Watch::nobody()).await
}

/// As [`look`], and says how many sources were looked at.
///
/// # Errors
/// As [`look`], and when it is no longer wanted; then nothing is stored.
pub async fn look_watched(
    node: &mut NodeWriter,
    question: Question<'_>,
    reader: &Reader,
    watch: Watch<'_>,
) -> Result<Looked, LookError> {
    let Question { as_of, source, ran_on } = question;
    let vantage = Vantage { as_of, position: node.node().last_position(reader).await? };
    let (findings, figures) = findings_at(node.node(), source, vantage, reader, watch).await?;
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
    node.save_quality_run(&mut run, &findings, reader).await?;
    let mark = |finding: QualityFinding| {
        let is_new = !known.contains(&finding.id);
        (finding, is_new)
    };
    Ok(Looked { run, findings: findings.into_iter().map(mark).collect() })
}

/// What the latest look at each source found, or at one, the gravest faults first.
///
/// # Errors
/// When there is no such source or findings cannot be read.
pub async fn latest_findings(
    node: &Node,
    source: Option<&str>,
    reader: &Reader,
) -> Result<Vec<QualityFinding>, LookError> {
    let all = node.submissions(reader).await?;
    let standing = all.iter().filter(|stored| stored.withdrawn_by.is_none());
    let sources = standing.filter_map(|stored| match &stored.header.content {
        Content::Rows { source, .. } => Some(source.clone()),
        _ => None,
    });
    let sources: BTreeSet<String> = sources.collect();
    if let Some(asked) = source.filter(|asked| !sources.contains(*asked)) {
        let sources = sources.into_iter().collect();
        return Err(LookError::NoSource { asked: asked.to_owned(), sources });
    }
    let mut findings = Vec::new();
    for of in sources.iter().filter(|of| source.is_none_or(|asked| asked == *of)) {
        findings.extend(node.quality_of_source(of, reader).await?);
    }
    findings.sort_by(|a, b| a.subject.cmp(&b.subject));
    Ok(findings)
}

/// What came of looking at a source after something new came in.
#[derive(Clone, Debug)]
pub enum AfterIngest {
    /// It was looked at.
    Looked(Looked),
    /// It has too many facts to be looked at in passing: so many.
    TooMany(u64),
}

/// Looks for faults in the figures of a source to which something was added, unless that would take
/// long.
///
/// # Errors
/// As [`look`].
pub async fn look_after_ingest(
    node: &mut NodeWriter,
    source: &str,
    today: Date,
    reader: &Reader,
) -> Result<AfterIngest, LookError> {
    let stands = |stored: &StoredSubmission| {
        let is_of_source =
            matches!(&stored.header.content, Content::Rows { source: of, .. } if of == source);
        is_of_source && stored.withdrawn_by.is_none()
    };
    let all = node.node().submissions(reader).await?;
    let facts = all.iter().filter(|stored| stands(stored)).map(|stored| stored.header.facts).sum();
    if facts > MOST_FACTS_IN_PASSING {
        return Ok(AfterIngest::TooMany(facts));
    }
    let question = Question { as_of: today, source: Some(source), ran_on: today };
    Ok(AfterIngest::Looked(look(node, question, reader).await?))
}

/// What the checks find at a vantage, the gravest faults first, and how many figures they looked at.
async fn findings_at(
    node: &Node,
    source: Option<&str>,
    vantage: Vantage,
    reader: &Reader,
    watch: Watch<'_>,
) -> Result<(Vec<QualityFinding>, u64), LookError> {
    let facts = match source {
        Some(source) => node.facts_of(source, vantage, reader).await?,
        None => node.facts(vantage, reader).await?,
    };
    let sources = facts.sources();
    if let Some(asked) = source.filter(|_| sources.is_empty()) {
        let sources = node.facts(vantage, reader).await?.sources();
        return Err(LookError::NoSource { asked: asked.to_owned(), sources });
    }
    let mut findings = Vec::new();
    let mut figures = 0;
    for (done, of) in sources.iter().enumerate() {
        (watch.at_step)(done as u64, sources.len() as u64);
        if !watch.goes_on() {
            return Err(LookError::Stopped);
        }
        let mut sheet = sheet_of(&facts, of)?;
        let counted = sheet.figures.len();
        figures += counted as u64;
        findings.extend(check(&sheet));
        add_left_out(node, &mut sheet, vantage, reader).await?;
        findings.extend(check_left_out(&sheet, counted));
    }
    (watch.at_step)(sources.len() as u64, sources.len() as u64);
    findings.sort_by(|a, b| a.subject.cmp(&b.subject));
    findings.dedup_by(|a, b| a.id == b.id);
    Ok((findings, figures))
}

/// The figures of a source side by side.
///
/// # Errors
/// When the facts cannot be read.
pub fn sheet_of(facts: &Facts, source: &str) -> Result<Sheet, QueryError> {
    let mut sheet = Sheet::of(source);
    sheet.is_sealed = facts.is_sealed(source);
    facts.each_figure(source, &mut |measured| sheet.add(measured))?;
    Ok(sheet)
}

/// Everything that the checks find in the figures of a source, the gravest faults first.
pub fn check(sheet: &Sheet) -> Vec<QualityFinding> {
    let all = found_in(sheet, &Fault::ALL).into_iter();
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
    for (check, mut found) in found_in(sheet, &Fault::ALL) {
        if of_left_out(&found) {
            found.says.push_str("; the mapping leaves it out already");
            findings.push(finding(sheet, check, found));
        }
    }
    findings
}

/// What the checks find that may find some of these faults, with the check.
pub(crate) fn found_in(sheet: &Sheet, faults: &[Fault]) -> Vec<(&'static Check, Found)> {
    let is_wanted = |check: &&Check| check.finds.iter().any(|fault| faults.contains(fault));
    let wanted = CHECKS.iter().filter(is_wanted);
    wanted.flat_map(|check| (check.look)(sheet).into_iter().map(move |f| (check, f))).collect()
}

/// One check: its method as findings name it, and the function.
pub(crate) struct Check {
    name: &'static str,
    version: u16,
    /// What it may find.
    finds: &'static [Fault],
    settings: fn() -> String,
    look: fn(&Sheet) -> Vec<Found>,
}

static CHECKS: [Check; 11] = [
    Check {
        name: "unit-outliers",
        version: 1,
        finds: &[Fault::UnitOutlier],
        settings: || OutlierSettings::usual().to_string(),
        look: |sheet| unit_outliers(sheet, &OutlierSettings::usual()),
    },
    Check {
        name: "repeated-periods",
        version: 1,
        finds: &[Fault::RepeatedPeriod],
        settings: || RepeatSettings::usual().to_string(),
        look: |sheet| repeated_periods(sheet, &RepeatSettings::usual()),
    },
    Check {
        name: "repeated-columns",
        version: 1,
        finds: &[Fault::RepeatedSeries],
        settings: || ColumnSettings::usual().to_string(),
        look: |sheet| repeated_columns(sheet, &ColumnSettings::usual()),
    },
    Check {
        name: "doubtful-totals",
        version: 1,
        finds: &[Fault::CopiedTotal, Fault::TotalDiffers],
        settings: || TotalSettings::usual().to_string(),
        look: |sheet| doubtful_totals(sheet, &TotalSettings::usual()),
    },
    Check {
        name: "changed-reporters",
        version: 1,
        finds: &[Fault::NewReporters, Fault::LostReporters],
        settings: || ReporterSettings::usual().to_string(),
        look: |sheet| changed_reporters(sheet, &ReporterSettings::usual()),
    },
    Check {
        name: "duplicate-rows",
        version: 1,
        finds: &[Fault::DuplicateRows],
        settings: || DuplicateSettings::usual().to_string(),
        look: |sheet| duplicate_rows(sheet, &DuplicateSettings::usual()),
    },
    Check {
        name: "truncated-categories",
        version: 1,
        finds: &[Fault::Truncated],
        settings: || TruncationSettings::usual().to_string(),
        look: |sheet| truncated_categories(sheet, &TruncationSettings::usual()),
    },
    Check {
        name: "impossible-values",
        version: 2,
        finds: &[Fault::ImpossibleValue],
        settings: impossible::settings,
        look: impossible_values,
    },
    Check {
        name: "heaped-values",
        version: 1,
        finds: &[Fault::Heaping],
        settings: || HeapingSettings::usual().to_string(),
        look: |sheet| heaped_values(sheet, &HeapingSettings::usual()),
    },
    Check {
        name: "changed-areas",
        version: 1,
        finds: &[Fault::ChangedDefinition],
        settings: String::new,
        look: changed_areas,
    },
    Check {
        name: "under-classes",
        version: 1,
        finds: &[Fault::UnderClass],
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

/// Facts of a source up to which it is looked at after each ingest: a second or less.
const MOST_FACTS_IN_PASSING: u64 = 100_000;

/// Rows kept with a finding.
const ROWS_KEPT: usize = 50;
