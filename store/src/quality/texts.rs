//! Findings of data quality as stored texts.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use vocabulary::finding::Method;
use vocabulary::indicator::IndicatorId;
use vocabulary::period::Period;
use vocabulary::place::PlaceId;
use vocabulary::quality::{Evidence, Fault, QualityFinding, RowSeen, Subject, Treatment};
use vocabulary::quantity::ValueUnit;
use vocabulary::submission::SubmissionId;
use vocabulary::substance::SubstanceId;

#[derive(Serialize, Deserialize)]
struct FindingText {
    fault: String,
    source: String,
    indicator: Option<String>,
    substance: Option<String>,
    place: Option<String>,
    unit: Option<String>,
    period: Option<String>,
    value: Option<String>,
    other: Option<String>,
    says: String,
    evidence: Vec<(String, String)>,
    rows: Vec<(String, u64)>,
    rows_in_all: u64,
    proposed: String,
    method: String,
    method_version: u16,
    settings: String,
}

pub(super) fn write_finding(finding: &QualityFinding) -> String {
    let subject = &finding.subject;
    let text = FindingText {
        fault: subject.fault.as_str().to_owned(),
        source: subject.source.clone(),
        indicator: subject.indicator.as_ref().map(ToString::to_string),
        substance: subject.substance.as_ref().map(ToString::to_string),
        place: subject.place.as_ref().map(ToString::to_string),
        unit: subject.unit.map(|unit| unit.as_str().to_owned()),
        period: subject.period.map(|period| period.to_string()),
        value: subject.value.map(|value| value.normalize().to_string()),
        other: subject.other.clone(),
        says: finding.says.clone(),
        evidence: finding.evidence.iter().map(|e| (e.name.clone(), e.figure.clone())).collect(),
        rows: finding.rows.iter().map(|seen| (seen.submission.to_string(), seen.row)).collect(),
        rows_in_all: finding.rows_in_all,
        proposed: finding.proposed.as_str().to_owned(),
        method: finding.method.name.clone(),
        method_version: finding.method.version,
        settings: finding.method.settings.clone(),
    };
    serde_json::to_string(&text).expect("strings and numbers always serialise")
}

/// `None` when the text is not what [`write_finding`] writes.
pub(super) fn read_finding(id: String, text: &str) -> Option<QualityFinding> {
    let text: FindingText = serde_json::from_str(text).ok()?;
    let seen = |(submission, row): (String, u64)| {
        SubmissionId::parse(&submission).map(|submission| RowSeen { submission, row })
    };
    Some(QualityFinding {
        id,
        subject: Subject {
            fault: Fault::parse(&text.fault)?,
            source: text.source,
            indicator: part(text.indicator, |text| IndicatorId::parse(text).ok()).ok()?,
            substance: part(text.substance, |text| SubstanceId::parse(text).ok()).ok()?,
            place: part(text.place, |text| PlaceId::parse(text).ok()).ok()?,
            unit: part(text.unit, ValueUnit::parse).ok()?,
            period: part(text.period, |text| Period::parse(text).ok()).ok()?,
            value: part(text.value, |text| text.parse::<Decimal>().ok()).ok()?,
            other: text.other,
        },
        says: text.says,
        evidence: text
            .evidence
            .into_iter()
            .map(|(name, figure)| Evidence { name, figure })
            .collect(),
        rows: text.rows.into_iter().map(seen).collect::<Option<_>>()?,
        rows_in_all: text.rows_in_all,
        proposed: Treatment::parse(&text.proposed)?,
        method: Method { name: text.method, version: text.method_version, settings: text.settings },
    })
}

/// A part that may be open; an error when it is there and cannot be read.
fn part<T>(
    text: Option<String>,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, Unreadable> {
    text.map(|text| parse(&text).ok_or(Unreadable)).transpose()
}

/// A text that this program does not write.
struct Unreadable;
