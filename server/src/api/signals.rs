//! Signals and findings, as the API writes them.

pub(crate) mod breakdown;
pub(crate) mod comments;
pub(crate) mod contradictions;
pub(crate) mod lines;
pub(crate) mod list;
pub(crate) mod picture;
pub(crate) mod precision;
pub(crate) mod reproduce;
pub(crate) mod rows;
pub(crate) mod show;
pub(crate) mod sparklines;
pub(crate) mod verdicts;
mod weighing;

use jiff::civil::Date;
use serde::Serialize;
use store::acts::StoredVerdict;
use utoipa::ToSchema;
use vocabulary::finding::{Finding, Run, Signal};
use vocabulary::indicator;
use vocabulary::place::{Place, PlaceId, PlaceKind, Places};
use vocabulary::substance::{Substance, SubstanceId, Substances};
use vocabulary::weighing::{Testimony, Weighing};
use workflows::reporting::in_the_end_of;
use workflows::sentence::{clearest, headline, rests_on_synthetic};
use workflows::verdict::verdicts_on;

use self::verdicts::VerdictGiven;
use crate::api::series::SeriesName;
use crate::api::vocabulary::places::MapPoint;
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
    /// What is seen, in one sentence.
    says: String,
    /// Whether it rests on figures that are not real.
    is_synthetic: bool,
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
    /// The finding that the sentence is about: of the newest alarms of the leading series the clearest.
    leading_finding: Option<FoundAlarm>,
    /// Classes that the substance belongs to, nearest first.
    classes: Vec<ClassOfSubstance>,
    /// ISO 3166-1 code of the country it lies in; null for a place of several countries.
    country: Option<String>,
    /// A point in the place, or in the nearest area around it that has one.
    point: Option<MapPoint>,
    /// What each indicator says of it, the leading one first.
    heard: Vec<IndicatorHeard>,
}

/// A class that a substance belongs to.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct ClassOfSubstance {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
}

/// What a source's figures by one indicator say of a signal.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct IndicatorHeard {
    /// What is counted.
    indicator: String,
    /// Its name.
    indicator_name: String,
    /// How it stands to the signal: "leads", "same" (substance and place), "wider" or "narrower".
    relation: &'static str,
    /// How many times as likely its figures are if the signal is real; below 1 it speaks against it.
    likelihood_ratio: f64,
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
    /// What the figure would be if all were told; null where all was, and of means and shares.
    if_all_told: Option<IfAllTold>,
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

/// What a count of which a part is known would be if all were told.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct IfAllTold {
    /// It would be at least this, with the chance 0.95.
    low: f64,
    /// It would be at most this, with the chance 0.95.
    high: f64,
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
            says: headline(signal),
            is_synthetic: rests_on_synthetic(signal),
            onset: signal.onset.to_string(),
            last_alarm: signal.last_alarm.to_string(),
            score: signal.points(),
            posterior: signal.weighing.as_ref().and_then(|weighing| weighing.posterior),
            false_discovery_rate: signal.false_discovery_rate,
            findings: signal.findings.len() as u64,
            verdict: verdicts_on(verdicts, signal).pop().map(VerdictGiven::of),
            leading_finding: clearest(signal).map(FoundAlarm::of),
            classes: classes_of(&signal.substance),
            country: country_of(&signal.place),
            point: point_of(&signal.place),
            heard: signal.weighing.as_ref().map(heard).unwrap_or_default(),
        }
    }
}

fn classes_of(substance: &SubstanceId) -> Vec<ClassOfSubstance> {
    let substances = Substances::shipped();
    let ancestors = substances.ancestors(substance);
    let classes = ancestors.iter().filter_map(|id| substances.get(id));
    let of = |class: &Substance| ClassOfSubstance {
        id: class.id().to_string(),
        name: class.name().to_owned(),
    };
    classes.map(of).collect()
}

/// A place and those it lies in, from within.
fn outwards(place: &PlaceId) -> impl Iterator<Item = &'static Place> {
    let places = Places::shipped();
    let around = places.ancestors(place);
    let ids = std::iter::once(place.clone()).chain(around);
    ids.filter_map(|id| places.get(&id))
}

fn country_of(place: &PlaceId) -> Option<String> {
    let mut around = outwards(place);
    around.find(|place| place.kind() == PlaceKind::Country).map(|place| place.id().to_string())
}

fn point_of(place: &PlaceId) -> Option<MapPoint> {
    outwards(place).find_map(MapPoint::of)
}

fn heard(weighing: &Weighing) -> Vec<IndicatorHeard> {
    let said = |testimony: &Testimony| IndicatorHeard {
        indicator: testimony.series.indicator.to_string(),
        indicator_name: indicator::get(testimony.series.indicator.as_str())
            .map_or_else(|| testimony.series.indicator.to_string(), |found| found.name.to_string()),
        relation: testimony.relation.as_str(),
        likelihood_ratio: testimony.ratio,
    };
    weighing.testimonies.iter().map(said).collect()
}

impl FoundAlarm {
    pub fn of(finding: &Finding) -> Self {
        Self {
            series: SeriesName::of(&finding.series),
            period: finding.period.to_string(),
            direction: finding.direction.as_str(),
            observed: finding.observed,
            share_known: finding.reported,
            if_all_told: in_the_end_of(finding).map(|(low, high)| IfAllTold { low, high }),
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
    let (run, signal) = service.node().signal(id, as_of, &service.reader()).await?;
    if signal.id == id { Ok((run, signal)) } else { Err(no_signal()) }
}
