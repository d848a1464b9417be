//! What is nested in what: over which substances and places the figures of an indicator add up.
//!
//! A case counts for every class above each substance it names, once, and once among all of its source.
//! A figure counts for a larger place or class only where the indicator's definition says that such sums
//! are valid, and never beyond the coverage of its source.

use store::series::Hierarchies;
use vocabulary::fact::FactKind;
use vocabulary::indicator::{self, AdditiveOver, IndicatorId};
use vocabulary::place::{PlaceId, PlaceKind, Places};
use vocabulary::substance::{SubstanceId, Substances};

/// What substances and places count for.
pub const HIERARCHIES: Hierarchies =
    Hierarchies { substances: above_substance, places: above_place };

fn above_substance(
    kind: FactKind,
    indicator: &IndicatorId,
    substance: &SubstanceId,
) -> Vec<SubstanceId> {
    let shipped = Substances::shipped();
    if shipped.get(substance).is_none() {
        return Vec::new();
    }
    let mut above = vec![substance.clone()];
    // Events are the whole of which those that name a substance are a part; their mass is of one drug each.
    let is_event = matches!(kind, FactKind::Case | FactKind::Sample | FactKind::Seizure);
    if is_event && indicator.as_str() != MASS {
        above.extend((!is_everything(substance)).then(everything));
    }
    if adds_up(kind, indicator, AdditiveOver::Substance) {
        above.extend(shipped.ancestors(substance));
    }
    above
}

fn above_place(
    kind: FactKind,
    indicator: &IndicatorId,
    coverage: &PlaceId,
    place: &PlaceId,
) -> Vec<PlaceId> {
    let mut above = vec![place.clone()];
    if adds_up(kind, indicator, AdditiveOver::Place) {
        above.extend(up_to(place, coverage));
    }
    above
}

/// All drugs taken together: the whole that a source counts.
pub fn everything() -> SubstanceId {
    SubstanceId::parse(EVERYTHING).expect("an id")
}

/// Whether it is [`everything`].
pub fn is_everything(substance: &SubstanceId) -> bool {
    substance.as_str() == EVERYTHING
}

/// Places above `place` up to and including `coverage`; none when it lies outside.
fn up_to(place: &PlaceId, coverage: &PlaceId) -> Vec<PlaceId> {
    let shipped = Places::shipped();
    // Blocs hold the same countries: the Union of 27 and that of 28 with Norway add up to nothing.
    if shipped.get(place).is_some_and(|place| place.kind() == PlaceKind::Bloc) {
        return Vec::new();
    }
    let above = shipped.ancestors(place);
    let end = above.iter().position(|id| id == coverage);
    end.map_or_else(Vec::new, |end| above[..=end].to_vec())
}

/// Whether figures add up: single events always do, published figures as their definition says.
fn adds_up(kind: FactKind, indicator: &IndicatorId, over: AdditiveOver) -> bool {
    let definition = indicator::get(indicator.as_str());
    kind.counts_events() || definition.is_some_and(|i| i.additive_over.contains(&over))
}

const EVERYTHING: &str = "all-drugs";

/// What a seizure weighed, which no other drug's mass adds to.
const MASS: &str = "seizures-quantity";

#[cfg(test)]
mod tests {
    use super::*;

    fn substances_above(kind: FactKind, indicator: &str, id: &str) -> Vec<String> {
        let (indicator, id) =
            (IndicatorId::parse(indicator).unwrap(), SubstanceId::parse(id).unwrap());
        let above = (HIERARCHIES.substances)(kind, &indicator, &id);
        above.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn sums_stop_at_the_coverage_of_the_source() {
        let indicator = IndicatorId::parse("medical-examiner-deaths").unwrap();
        let [coverage, place] = ["US-CT", "fips:09001"].map(|id| PlaceId::parse(id).unwrap());
        let above = (HIERARCHIES.places)(FactKind::Case, &indicator, &coverage, &place);
        assert_eq!(above, [place, coverage]);
    }

    #[test]
    fn a_case_counts_for_the_classes_above_its_substance() {
        let above = substances_above(FactKind::Case, "medical-examiner-deaths", "fentanyl");
        assert_eq!(above[0], "fentanyl");
        assert!(above.iter().any(|class| class == "opioids"), "{above:?}");
    }

    #[test]
    fn an_event_counts_among_all_of_its_source_but_no_mass_and_no_published_figure_does() {
        let counts = |kind, indicator| {
            substances_above(kind, indicator, "fentanyl").iter().any(|id| id == EVERYTHING)
        };
        assert!(counts(FactKind::Case, "medical-examiner-deaths"));
        assert!(counts(FactKind::Seizure, "seizures-number"));
        assert!(!counts(FactKind::Seizure, "seizures-quantity"));
        assert!(!counts(FactKind::Observation, "medical-examiner-deaths"));
    }

    #[test]
    fn seizure_events_of_different_drugs_do_not_add_up() {
        for substance in Substances::shipped().all() {
            let id = substance.id().as_str();
            let above = substances_above(FactKind::Observation, "seizures-number", id);
            assert_eq!(above, [id]);
        }
    }

    #[test]
    fn what_the_vocabulary_does_not_know_counts_for_nothing() {
        let above = substances_above(FactKind::Case, "medical-examiner-deaths", "no-such-drug");
        assert!(above.is_empty());
    }
}
