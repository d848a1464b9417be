//! Signals and findings, as the API writes them.

pub(crate) mod lines;
pub(crate) mod list;
pub(crate) mod precision;
pub(crate) mod reproduce;
pub(crate) mod rows;
pub(crate) mod show;
pub(crate) mod verdicts;
mod weighing;

use jiff::civil::Date;
use serde::Serialize;
use store::acts::StoredVerdict;
use utoipa::ToSchema;
use vocabulary::finding::{Finding, Run, Signal};
use vocabulary::place::Places;
use vocabulary::substance::Substances;
use workflows::verdict::verdicts_on;

use self::verdicts::VerdictGiven;
use crate::api::series::SeriesName;
use crate::problem::{Problem, no_signal};
use crate::service::Service;

/// A signal in a list.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct SignalBrief {
    /// Its id: substance, place, direction, onset and rule version.
    id: String,
    /// Substance or class.
    substance: String,
    /// Its name.
    substance_name: String,
    /// Where.
    place: String,
    /// The place's name.
    place_name: String,
    /// "rise", "fall" or "new" (reported for the first time).
    direction: &'static str,
    /// First day of the run of alarms.
    #[schema(format = Date)]
    onset: String,
    /// Last day of the last period that alarmed.
    #[schema(format = Date)]
    last_alarm: String,
    /// Sum of the score's parts; ranks the signal.
    score: f64,
    /// Chance that it is real, all series heard that could show it; null where the leading one gives no
    /// p-value.
    posterior: Option<f64>,
    /// Share of false signals expected among those of its source ranked this far; null where the method gives no
    /// p-value.
    false_discovery_rate: Option<f64>,
    /// Findings it rests on.
    findings: u64,
    /// The verdict that holds on it; null where nobody has judged it.
    verdict: Option<VerdictGiven>,
    /// The finding that the signal is named after.
    leading_finding: Option<FoundAlarm>,
}

/// One alarm: a figure outside its bound.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct FoundAlarm {
    /// The series.
    series: SeriesName,
    /// The period that alarmed.
    period: String,
    /// "rise", "fall" or "new".
    direction: &'static str,
    /// The figure.
    observed: f64,
    /// How many there were in all, where the figure is looked at as a part of them; null elsewhere.
    out_of: Option<f64>,
    /// The share of it that was known by then, 0 to 1; null where all was.
    share_known: Option<f64>,
    /// What was expected, of the share that was known where that is below 0.9; null where the method does not
    /// say.
    expected: Option<f64>,
    /// The bound it passed; null where the method has none.
    bound: Option<f64>,
    /// Chance of a figure as far out if nothing had changed; null where the method does not say.
    p_value: Option<f64>,
    /// Name of the method.
    method: String,
    /// Version of the method.
    method_version: u16,
    /// Its settings, as it reads them.
    settings: String,
    /// SHA-256 of the series the method was given.
    series_digest: String,
}

impl SignalBrief {
    /// Of a signal, with all verdicts that stand.
    pub fn of(signal: &Signal, verdicts: &[StoredVerdict]) -> Self {
        let substance = Substances::shipped().get(&signal.substance);
        let place = Places::shipped().get(&signal.place);
        Self {
            id: signal.id.clone(),
            substance: signal.substance.to_string(),
            substance_name: substance
                .map_or_else(|| signal.substance.to_string(), |s| s.name().to_owned()),
            place: signal.place.to_string(),
            place_name: place.map_or_else(|| signal.place.to_string(), |p| p.name().to_owned()),
            direction: signal.direction.as_str(),
            onset: signal.onset.to_string(),
            last_alarm: signal.last_alarm.to_string(),
            score: signal.points(),
            posterior: signal.weighing.as_ref().and_then(|weighing| weighing.posterior),
            false_discovery_rate: signal.false_discovery_rate,
            findings: signal.findings.len() as u64,
            verdict: verdicts_on(verdicts, signal).pop().map(VerdictGiven::of),
            leading_finding: signal.findings.first().map(FoundAlarm::of),
        }
    }
}

impl FoundAlarm {
    pub fn of(finding: &Finding) -> Self {
        Self {
            series: SeriesName::of(&finding.series),
            period: finding.period.to_string(),
            direction: finding.direction.as_str(),
            observed: finding.observed,
            share_known: finding.reported,
            out_of: finding.out_of,
            expected: finding.expected,
            bound: finding.bound,
            p_value: finding.p_value,
            method: finding.method.name.clone(),
            method_version: finding.method.version,
            settings: finding.method.settings.clone(),
            series_digest: finding.series_digest.to_string(),
        }
    }
}

/// The signal of exactly this id; ranks and beginnings of ids are for people at a terminal.
pub(crate) async fn find_signal(
    service: &Service,
    id: &str,
    as_of: Option<Date>,
) -> Result<(Run, Signal), Problem> {
    let (run, signal) = service.node().signal(id, as_of, &Service::reader()).await?;
    if signal.id == id { Ok((run, signal)) } else { Err(no_signal()) }
}
