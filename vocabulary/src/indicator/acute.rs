//! Acute harm: hospitals, emergency departments, ambulances and police.
//!
//! It does not count people: it counts events that were noticed.

use super::{AdditiveOver, Cadence, DirectionOfConcern, Indicator, Severity};

/// The indicators of this group.
pub(super) const INDICATORS: [Indicator; 9] = [
    Indicator {
        id: "phac-opioid-hospitalizations",
        version: "PHAC 2016",
        name: "opioid-related poisoning hospitalizations (Canada)",
        case_definition: "A discharge from hospital with a diagnosis of poisoning by opioids that was \
             present on admission or arose during the stay, as the discharge database codes it.",
        unit: "hospital stays",
        denominator: Some("per 100,000 inhabitants"),
        coverage: "Hospitals of the provinces and territories except Quebec",
        cadence: Cadence::Quarterly,
        direction_of_concern: DirectionOfConcern::Rise,
        weaknesses: &[
            "Counts stays, not people.",
            "People who die before arrival are not counted.",
            "Coding follows ICD-10-CA and changes with its editions.",
            "Stays for opioids and for stimulants overlap.",
        ],
        additive_over: &[AdditiveOver::Place, AdditiveOver::Time, AdditiveOver::Subgroup],
        severity: Severity::AcuteHarm,
    },
    Indicator {
        id: "phac-opioid-ed-visits",
        version: "PHAC 2018",
        name: "opioid-related poisoning emergency department visits (Canada)",
        case_definition: "An emergency department visit with a diagnosis of poisoning by opioids.",
        unit: "visits",
        denominator: Some("per 100,000 inhabitants"),
        coverage: "Provinces and territories that report, fewer than all",
        cadence: Cadence::Quarterly,
        direction_of_concern: DirectionOfConcern::Rise,
        weaknesses: &[
            "Which provinces report changes over time.",
            "Counts visits, not people.",
            "The substance is often as stated, without a test.",
        ],
        additive_over: &[AdditiveOver::Place, AdditiveOver::Time, AdditiveOver::Subgroup],
        severity: Severity::AcuteHarm,
    },
    Indicator {
        id: "phac-opioid-ems-responses",
        version: "PHAC 2017",
        name: "emergency medical services responses to suspected opioid-related overdoses \
               (Canada)",
        case_definition: "A response by emergency medical services where opioids were the suspected cause of \
             an overdose.",
        unit: "responses",
        denominator: Some("per 100,000 inhabitants"),
        coverage: "Provinces, territories and cities that report",
        cadence: Cadence::Quarterly,
        direction_of_concern: DirectionOfConcern::Rise,
        weaknesses: &[
            "Each service has its own definition; places are not compared by level.",
            "Suspected at the scene, not tested.",
            "Responses depend on whether people call.",
        ],
        additive_over: &[AdditiveOver::Time, AdditiveOver::Subgroup],
        severity: Severity::AcuteHarm,
    },
    Indicator {
        id: "phac-stimulant-hospitalizations",
        version: "PHAC 2016",
        name: "stimulant-related poisoning hospitalizations (Canada)",
        case_definition: "A discharge from hospital with a diagnosis of poisoning by stimulants that was \
             present on admission or arose during the stay, as the discharge database codes it.",
        unit: "hospital stays",
        denominator: Some("per 100,000 inhabitants"),
        coverage: "Hospitals of the provinces and territories except Quebec",
        cadence: Cadence::Quarterly,
        direction_of_concern: DirectionOfConcern::Rise,
        weaknesses: &[
            "Counts stays, not people.",
            "People who die before arrival are not counted.",
            "Coding follows ICD-10-CA and changes with its editions.",
            "Stays for opioids and for stimulants overlap.",
        ],
        additive_over: &[AdditiveOver::Place, AdditiveOver::Time, AdditiveOver::Subgroup],
        severity: Severity::AcuteHarm,
    },
    Indicator {
        id: "phac-stimulant-ed-visits",
        version: "PHAC 2018",
        name: "stimulant-related poisoning emergency department visits (Canada)",
        case_definition: "An emergency department visit with a diagnosis of poisoning by stimulants.",
        unit: "visits",
        denominator: Some("per 100,000 inhabitants"),
        coverage: "Provinces and territories that report, fewer than all",
        cadence: Cadence::Quarterly,
        direction_of_concern: DirectionOfConcern::Rise,
        weaknesses: &[
            "Which provinces report changes over time.",
            "Counts visits, not people.",
            "The substance is often as stated, without a test.",
        ],
        additive_over: &[AdditiveOver::Place, AdditiveOver::Time, AdditiveOver::Subgroup],
        severity: Severity::AcuteHarm,
    },
    Indicator {
        id: "phac-stimulant-ems-responses",
        version: "PHAC 2017",
        name: "emergency medical services responses to suspected stimulant-related overdoses \
               (Canada)",
        case_definition: "A response by emergency medical services where stimulants were the suspected cause \
             of an overdose.",
        unit: "responses",
        denominator: Some("per 100,000 inhabitants"),
        coverage: "Provinces, territories and cities that report",
        cadence: Cadence::Quarterly,
        direction_of_concern: DirectionOfConcern::Rise,
        weaknesses: &[
            "Each service has its own definition; places are not compared by level.",
            "Suspected at the scene, not tested.",
            "Responses depend on whether people call.",
        ],
        additive_over: &[AdditiveOver::Time, AdditiveOver::Subgroup],
        severity: Severity::AcuteHarm,
    },
    Indicator {
        id: "ed-visits",
        version: "1",
        name: "emergency presentations, drugs involved",
        case_definition: "A presentation at an emergency department that the source counts as drug-related, \
             by a definition the source states.",
        unit: "presentations",
        denominator: Some("per 100,000 inhabitants or per 10,000 presentations"),
        coverage: "Departments that report to the source",
        cadence: Cadence::Weekly,
        direction_of_concern: DirectionOfConcern::Rise,
        weaknesses: &[
            "Definitions differ by source and are never joined.",
            "Departments join and leave.",
            "Drugs are mostly as stated by the person or by staff.",
        ],
        additive_over: &[AdditiveOver::Place, AdditiveOver::Time, AdditiveOver::Subgroup],
        severity: Severity::AcuteHarm,
    },
    Indicator {
        id: "euro-den-presentations",
        version: "Euro-DEN Plus minimum data set",
        name: "acute drug toxicity presentations, Euro-DEN Plus",
        case_definition: "A presentation with acute toxicity of a recreational drug or new psychoactive \
             substance at a sentinel emergency department; alcohol alone is left out.",
        unit: "presentations",
        denominator: None,
        coverage: "Sentinel hospitals of the network, not a country",
        cadence: Cadence::Yearly,
        direction_of_concern: DirectionOfConcern::Rise,
        weaknesses: &[
            "Hospitals join and leave; figures hold within one hospital.",
            "Drugs are mostly self-reported and several may be named.",
        ],
        additive_over: &[AdditiveOver::Place, AdditiveOver::Time, AdditiveOver::Subgroup],
        severity: Severity::AcuteHarm,
    },
    Indicator {
        id: "reported-overdose-incidents",
        version: "1",
        name: "reported overdose incidents (police)",
        case_definition: "An incident that a police or rescue service recorded as an overdose, survived or \
             not.",
        unit: "incidents",
        denominator: Some("per 100,000 inhabitants"),
        coverage: "Services that take part in the report",
        cadence: Cadence::EventByEvent,
        direction_of_concern: DirectionOfConcern::Rise,
        weaknesses: &[
            "Services join over time and record by choice.",
            "The suspected substance is a judgement at the scene.",
            "One person may have several incidents.",
        ],
        additive_over: &[AdditiveOver::Place, AdditiveOver::Time, AdditiveOver::Subgroup],
        severity: Severity::AcuteHarm,
    },
];
