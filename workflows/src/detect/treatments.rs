//! What people decided about faults of the data, respected before anything is looked at.
//!
//! Answers: which rows count for nothing, and which stretches of a series are compared with nothing. A
//! decision holds from its position in the ledger on, for every day that is asked of: it is about the
//! data, not about what the world knew. No fact is changed.

use std::collections::{BTreeMap, BTreeSet};

use store::facts::{Facts, QueryError};
use store::node::Node;
use vocabulary::finding::Vantage;
use vocabulary::handling::Reader;
use vocabulary::period::{Cadence, Period};
use vocabulary::quality::{Fault, QualityDecision, Subject, Treatment};
use vocabulary::substance::{SubstanceId, Substances};

use crate::quality::{found_in, is_in, places_of, sheet_of};
use crate::series::Series;

/// The decisions that hold at a vantage.
pub(crate) struct Treatments {
    held: Vec<(Subject, Treatment)>,
}

impl Treatments {
    /// The decisions that stand at the position of a vantage: of each finding the latest, without those
    /// that are rejected.
    pub async fn at(node: &Node, vantage: Vantage, reader: &Reader) -> Result<Self, QueryError> {
        let mut latest: BTreeMap<String, QualityDecision> = BTreeMap::new();
        for stored in node.quality_decisions(vantage.position, reader).await? {
            latest.insert(stored.decision.finding.clone(), stored.decision);
        }
        let held = latest.into_values().filter_map(|d| Some((d.subject, d.treatment?)));
        Ok(Self { held: held.collect() })
    }

    /// Takes the rows out of the facts that count for nothing.
    ///
    /// - Cost: the checks that found what was decided about run again over its source.
    pub fn leave_out(&self, facts: &mut Facts) -> Result<(), QueryError> {
        let of_rows = |treatment: Treatment| {
            matches!(treatment, Treatment::LeaveOut | Treatment::CountOnce | Treatment::UseParts)
        };
        let mut sources: BTreeMap<&str, BTreeSet<&Subject>> = BTreeMap::new();
        for (subject, _) in self.held.iter().filter(|(_, treatment)| of_rows(*treatment)) {
            sources.entry(&subject.source).or_default().insert(subject);
        }
        for (source, subjects) in sources {
            let sheet = sheet_of(facts, source)?;
            let faults: Vec<Fault> = subjects.iter().map(|subject| subject.fault).collect();
            let found = found_in(&sheet, &faults).into_iter();
            let gone: BTreeSet<usize> = found
                .filter(|(_, found)| subjects.contains(&found.subject))
                .flat_map(|(_, found)| found.figures)
                .collect();
            if gone.is_empty() {
                continue;
            }
            let mut at = 0;
            facts.leave_out(source, &mut |_| {
                at += 1;
                gone.contains(&(at - 1))
            })?;
        }
        Ok(())
    }

    /// Parts series where reporters changed, and leaves the periods open of which a stated figure was
    /// left out: it is not known, rather than zero.
    pub fn part(&self, series: &mut Vec<Series>) {
        for (subject, treatment) in &self.held {
            let Some(period) = subject.period else { continue };
            for series in series.iter_mut().filter(|series| is_about(subject, series)) {
                match treatment {
                    Treatment::NewSeries => {
                        series.points.retain(|(point, _)| point.start() > period.end());
                    }
                    Treatment::LeaveOut | Treatment::UseParts => open(series, period),
                    Treatment::CountOnce | Treatment::LowerBound | Treatment::Mind => {}
                }
            }
        }
        series.retain(|series| !series.points.is_empty());
    }
}

/// Leaves a period open, unless it is a day: single events add up without the one that was left out.
fn open(series: &mut Series, period: Period) {
    let is_span = period.cadence() == Cadence::Span;
    if period.cadence() == Cadence::Day || !is_span && series.key.cadence != period.cadence() {
        return;
    }
    for (point, value) in &mut series.points {
        if point.start() <= period.end() && period.start() <= point.end() {
            *value = None;
        }
    }
}

/// Whether a fault is about figures that a series adds up.
fn is_about(subject: &Subject, series: &Series) -> bool {
    let key = &series.key;
    let within = |places: Vec<_>| places.iter().any(|place| is_in(place, &key.place));
    let adds_up = |substance: &SubstanceId| {
        *substance == key.substance
            || Substances::shipped().ancestors(substance).contains(&key.substance)
    };
    key.source == subject.source
        && subject.indicator.as_ref().is_none_or(|indicator| *indicator == key.indicator)
        && subject.unit.is_none_or(|unit| unit == key.unit)
        && subject.substance.as_ref().is_none_or(adds_up)
        && places_of(subject).is_none_or(within)
}
