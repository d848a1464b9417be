//! What is nested in what: over which substances and places the figures of an indicator add up.
//!
//! A case counts for every class above each substance it names, once. A figure counts for a larger
//! place or class only where the indicator's definition says that such sums are valid, and never
//! beyond the coverage of its source.

use std::collections::BTreeSet;

use store::facts::{Facts, QueryError};
use store::series::{Hierarchies, Nested, Occurrence};
use vocabulary::fact::FactKind;
use vocabulary::indicator::{self, AdditiveOver, IndicatorId};
use vocabulary::place::{PlaceId, Places};
use vocabulary::substance::Substances;

/// Hierarchies for all that occurs in the facts.
///
/// # Errors
/// When the facts cannot be read.
pub fn hierarchies(facts: &Facts) -> Result<Hierarchies, QueryError> {
    Ok(hierarchies_of(&facts.occurrences()?))
}

/// Hierarchies for these combinations.
pub fn hierarchies_of(occurrences: &[Occurrence]) -> Hierarchies {
    let mut hierarchies = Hierarchies::default();
    let counted: BTreeSet<(FactKind, &IndicatorId)> =
        occurrences.iter().map(|o| (o.kind, &o.indicator)).collect();
    for (kind, indicator) in counted {
        for substance in Substances::shipped().all() {
            let id = substance.id();
            let mut above = vec![id.to_string()];
            if adds_up(kind, indicator, AdditiveOver::Substance) {
                above.extend(Substances::shipped().ancestors(id).iter().map(ToString::to_string));
            }
            let (indicator, id) = (indicator.to_string(), id.to_string());
            hierarchies.substances.extend(nested(kind, &indicator, "", &id, above));
        }
    }
    for Occurrence { indicator, kind, coverage, place } in occurrences {
        let mut above = vec![place.to_string()];
        if adds_up(*kind, indicator, AdditiveOver::Place) {
            above.extend(up_to(place, coverage).iter().map(ToString::to_string));
        }
        let (indicator, id) = (indicator.to_string(), place.to_string());
        hierarchies.places.extend(nested(*kind, &indicator, coverage.as_str(), &id, above));
    }
    hierarchies
}

fn nested(
    kind: FactKind,
    indicator: &str,
    coverage: &str,
    id: &str,
    above: Vec<String>,
) -> impl Iterator<Item = Nested> {
    let own = (indicator.to_owned(), coverage.to_owned(), id.to_owned());
    above.into_iter().map(move |above| {
        let (indicator, coverage, id) = own.clone();
        Nested { kind, indicator, coverage, id, above }
    })
}

/// Places above `place` up to and including `coverage`; none when it lies outside.
fn up_to(place: &PlaceId, coverage: &PlaceId) -> Vec<PlaceId> {
    let above = Places::shipped().ancestors(place);
    let end = above.iter().position(|id| id == coverage);
    end.map_or_else(Vec::new, |end| above[..=end].to_vec())
}

/// Whether figures add up: single events always do, published figures as their definition says.
fn adds_up(kind: FactKind, indicator: &IndicatorId, over: AdditiveOver) -> bool {
    let definition = indicator::get(indicator.as_str());
    kind.counts_events() || definition.is_some_and(|i| i.additive_over.contains(&over))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn occurrence(kind: FactKind, indicator: &str, coverage: &str, place: &str) -> Occurrence {
        Occurrence {
            indicator: IndicatorId::parse(indicator).unwrap(),
            kind,
            coverage: PlaceId::parse(coverage).unwrap(),
            place: PlaceId::parse(place).unwrap(),
        }
    }

    #[test]
    fn sums_stop_at_the_coverage_of_the_source() {
        let found = hierarchies_of(&[occurrence(
            FactKind::Case,
            "medical-examiner-deaths",
            "US-CT",
            "fips:09001",
        )]);
        let above: Vec<&str> = found.places.iter().map(|nested| nested.above.as_str()).collect();
        assert_eq!(above, ["fips:09001", "US-CT"]);
    }

    #[test]
    fn a_case_counts_for_the_classes_above_its_substance() {
        let found = hierarchies_of(&[occurrence(
            FactKind::Case,
            "medical-examiner-deaths",
            "US-CT",
            "US-CT",
        )]);
        let above = |id: &str| {
            let of = found.substances.iter().filter(|nested| nested.id == id);
            of.map(|nested| nested.above.as_str()).collect::<Vec<_>>()
        };
        assert!(above("fentanyl").len() > 1);
        assert!(above("fentanyl").contains(&"fentanyl"));
    }

    #[test]
    fn seizure_events_of_different_drugs_do_not_add_up() {
        let found =
            hierarchies_of(&[occurrence(FactKind::Observation, "seizures-number", "US", "US")]);
        assert!(found.substances.iter().all(|nested| nested.id == nested.above));
    }
}
