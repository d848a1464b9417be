//! A decision about a finding of data quality, as it stands in a signed header.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use vocabulary::indicator::IndicatorId;
use vocabulary::period::Period;
use vocabulary::place::PlaceId;
use vocabulary::quality::{Fault, QualityDecision, Subject, Treatment, Verdict};
use vocabulary::quantity::ValueUnit;
use vocabulary::substance::SubstanceId;

use super::{HeaderJsonError, word};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DecisionJson {
    finding: String,
    verdict: String,
    treatment: Option<String>,
    because: String,
    fault: String,
    source: String,
    indicator: Option<String>,
    substance: Option<String>,
    place: Option<String>,
    unit: Option<String>,
    period: Option<String>,
    value: Option<String>,
    other: Option<String>,
}

pub(super) fn to_json(decision: &QualityDecision) -> DecisionJson {
    let QualityDecision { finding, subject, verdict, treatment, because } = decision;
    DecisionJson {
        finding: finding.clone(),
        verdict: verdict.as_str().to_owned(),
        treatment: treatment.map(|treatment| treatment.as_str().to_owned()),
        because: because.clone(),
        fault: subject.fault.as_str().to_owned(),
        source: subject.source.clone(),
        indicator: subject.indicator.as_ref().map(ToString::to_string),
        substance: subject.substance.as_ref().map(ToString::to_string),
        place: subject.place.as_ref().map(ToString::to_string),
        unit: subject.unit.map(|unit| unit.as_str().to_owned()),
        period: subject.period.map(|period| period.to_string()),
        value: subject.value.map(|value| value.normalize().to_string()),
        other: subject.other.clone(),
    }
}

pub(super) fn from_json(json: DecisionJson) -> Result<QualityDecision, HeaderJsonError> {
    let subject = Subject {
        fault: word("fault", &json.fault, Fault::parse)?,
        source: json.source,
        indicator: part("indicator", json.indicator, |text| IndicatorId::parse(text).ok())?,
        substance: part("substance", json.substance, |text| SubstanceId::parse(text).ok())?,
        place: part("place", json.place, |text| PlaceId::parse(text).ok())?,
        unit: part("unit", json.unit, ValueUnit::parse)?,
        period: part("period", json.period, |text| Period::parse(text).ok())?,
        value: part("value", json.value, |text| text.parse::<Decimal>().ok())?,
        other: json.other,
    };
    Ok(QualityDecision {
        finding: json.finding,
        subject,
        verdict: word("verdict", &json.verdict, Verdict::parse)?,
        treatment: part("treatment", json.treatment, Treatment::parse)?,
        because: json.because,
    })
}

fn part<T>(
    field: &'static str,
    text: Option<String>,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, HeaderJsonError> {
    text.map(|text| word(field, &text, &parse)).transpose()
}
