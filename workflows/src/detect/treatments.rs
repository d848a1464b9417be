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
use vocabulary::quality::{Fault, QualityDecision, Subject, Treatment};

use crate::quality::{found_in, is_in, places_of, sheet_of};
use crate::series::Series;

/// The decisions that hold at a vantage.
pub(super) struct Treatments {
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
    /// - Cost: the checks run again over the sources of which something was decided.
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
            let found = found_in(&sheet).into_iter();
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

    /// Parts series where reporters changed, and leaves periods open that were left out whole.
    pub fn part(&self, series: &mut Vec<Series>) {
        for (subject, treatment) in &self.held {
            let Some(period) = subject.period else { continue };
            let parts = *treatment == Treatment::NewSeries;
            let opens = *treatment == Treatment::LeaveOut && subject.fault == Fault::RepeatedPeriod;
            if !parts && !opens {
                continue;
            }
            for series in series.iter_mut().filter(|series| is_about(subject, series)) {
                if parts {
                    series.points.retain(|(point, _)| point.start() > period.end());
                } else {
                    for (point, value) in &mut series.points {
                        if *point == period {
                            *value = None;
                        }
                    }
                }
            }
        }
        series.retain(|series| !series.points.is_empty());
    }
}

fn is_about(subject: &Subject, series: &Series) -> bool {
    let key = &series.key;
    let within = |places: Vec<_>| places.iter().any(|place| is_in(place, &key.place));
    key.source == subject.source
        && subject.indicator.as_ref().is_none_or(|indicator| *indicator == key.indicator)
        && places_of(subject).is_none_or(within)
}
