//! Deaths: each definition by itself.
//!
//! It does not join definitions, and it does not say what caused a death.

use super::{AdditiveOver, Cadence, DirectionOfConcern, Indicator, Severity};

/// The indicators of this group.
pub(super) const INDICATORS: [Indicator; 13] = [
    Indicator {
        id: "deaths-selection-b",
        version: "EMCDDA DRD standard protocol 3.2",
        name: "drug-induced deaths, Selection B (general mortality register)",
        case_definition: "A death whose underlying cause is coded ICD-10 F11, F12, F14 to F16 or F19; X41, \
             X42, X61, X62, Y11 or Y12 with T40.0 to T40.9 or T43.6; or X44, X64 or Y14 only \
             with one of those T codes.",
        unit: "deaths",
        denominator: Some("per million inhabitants aged 15 to 64"),
        coverage: "Residents of a country, general mortality register",
        cadence: Cadence::Yearly,
        direction_of_concern: DirectionOfConcern::Rise,
        weaknesses: &[
            "A definition of its own: never added to figures of another definition of drug-\
             related deaths.",
            "Coding practice and the share of deaths with a toxicology report differ by country \
             and year.",
            "Published one to two years late; figures are revised upwards.",
        ],
        additive_over: &[AdditiveOver::Place, AdditiveOver::Time, AdditiveOver::Subgroup],
        severity: Severity::Death,
    },
    Indicator {
        id: "deaths-selection-d",
        version: "EMCDDA DRD standard protocol 3.2",
        name: "drug-induced deaths, Selection D (special register)",
        case_definition: "A death recorded in a special register (forensic, toxicological or police) as \
             directly caused by the effects of one or more drugs.",
        unit: "deaths",
        denominator: Some("per million inhabitants aged 15 to 64"),
        coverage: "Deaths known to the special register of a country",
        cadence: Cadence::Yearly,
        direction_of_concern: DirectionOfConcern::Rise,
        weaknesses: &[
            "A definition of its own: never added to figures of another definition of drug-\
             related deaths.",
            "Coverage of special registers differs by country.",
            "New reporters and new laboratories look like a rise.",
        ],
        additive_over: &[AdditiveOver::Place, AdditiveOver::Time, AdditiveOver::Subgroup],
        severity: Severity::Death,
    },
    Indicator {
        id: "medical-examiner-deaths",
        version: "1",
        name: "accidental drug-related deaths, medical examiner",
        case_definition: "A death certified by a medical examiner or coroner as an accident caused by the \
             effects of one or more drugs, alcohol in combination included.",
        unit: "deaths",
        denominator: Some("per 100,000 inhabitants"),
        coverage: "Deaths in the jurisdiction of the office, residents or not",
        cadence: Cadence::EventByEvent,
        direction_of_concern: DirectionOfConcern::Rise,
        weaknesses: &[
            "A definition of its own: never added to figures of another definition of drug-\
             related deaths.",
            "Toxicology takes weeks to months: the latest months are incomplete.",
            "A death names several substances: counts by substance overlap.",
            "A new substance is found only after the laboratory looks for it.",
        ],
        additive_over: &[AdditiveOver::Place, AdditiveOver::Time, AdditiveOver::Subgroup],
        severity: Severity::Death,
    },
    Indicator {
        id: "suspected-drug-deaths",
        version: "Police Scotland 2019",
        name: "suspected drug deaths (police)",
        case_definition: "A death that attending police officers suspect to be drug-related, before \
             toxicology and certification.",
        unit: "deaths",
        denominator: Some("per 100,000 inhabitants"),
        coverage: "Deaths attended by the police force",
        cadence: Cadence::Quarterly,
        direction_of_concern: DirectionOfConcern::Rise,
        weaknesses: &[
            "A definition of its own: never added to figures of another definition of drug-\
             related deaths.",
            "Suspected, not confirmed; earlier quarters are not revised.",
            "No substances are named.",
        ],
        additive_over: &[AdditiveOver::Place, AdditiveOver::Time, AdditiveOver::Subgroup],
        severity: Severity::Death,
    },
    Indicator {
        id: "vsrr-provisional-deaths",
        version: "CDC VSRR",
        name: "provisional drug overdose deaths, 12 months ending",
        case_definition: "A death with an underlying cause coded ICD-10 X40 to X44, X60 to X64, X85 or Y10 \
             to Y14, received and processed by the national register; by substance, with the \
             matching T code.",
        unit: "deaths in the 12 months that end with the month",
        denominator: Some("per 100,000 inhabitants"),
        coverage: "Deaths in a state of the United States",
        cadence: Cadence::Monthly,
        direction_of_concern: DirectionOfConcern::Rise,
        weaknesses: &[
            "A definition of its own: never added to figures of another definition of drug-\
             related deaths.",
            "A sum over 12 months: neighbouring months share eleven of them and are never added.",
            "Pending investigations make the latest figures too low.",
        ],
        additive_over: &[AdditiveOver::Place],
        severity: Severity::Death,
    },
    Indicator {
        id: "phac-opioid-toxicity-deaths",
        version: "PHAC 2016",
        name: "apparent opioid toxicity deaths (Canada)",
        case_definition: "A death caused by intoxication or toxicity (poisoning) in which one or more \
             opioids are a direct or contributing cause, of any manner unless a row says \
             accidental; confirmed or, while the investigation lasts, suspected, as the \
             province or territory reports to the Public Health Agency of Canada.",
        unit: "deaths",
        denominator: Some("per 100,000 inhabitants"),
        coverage: "Deaths in a province or territory of Canada",
        cadence: Cadence::Quarterly,
        direction_of_concern: DirectionOfConcern::Rise,
        weaknesses: &[
            "A definition of its own: never added to figures of another definition of drug-\
             related deaths.",
            "Every release revises earlier quarters.",
            "Definitions of a suspected death differ by province; Quebec and others are partial.",
            "Opioid and stimulant deaths overlap: most deaths involve both.",
            "Manner (all, accidental) is a different series.",
        ],
        additive_over: &[AdditiveOver::Place, AdditiveOver::Time, AdditiveOver::Subgroup],
        severity: Severity::Death,
    },
    Indicator {
        id: "phac-stimulant-toxicity-deaths",
        version: "PHAC 2016",
        name: "apparent stimulant toxicity deaths (Canada)",
        case_definition: "A death caused by intoxication or toxicity (poisoning) in which one or more \
             stimulants are a direct or contributing cause, of any manner unless a row says \
             accidental; confirmed or, while the investigation lasts, suspected, as the \
             province or territory reports to the Public Health Agency of Canada.",
        unit: "deaths",
        denominator: Some("per 100,000 inhabitants"),
        coverage: "Deaths in a province or territory of Canada",
        cadence: Cadence::Quarterly,
        direction_of_concern: DirectionOfConcern::Rise,
        weaknesses: &[
            "A definition of its own: never added to figures of another definition of drug-\
             related deaths.",
            "Every release revises earlier quarters.",
            "Definitions of a suspected death differ by province; Quebec and others are partial.",
            "Opioid and stimulant deaths overlap: most deaths involve both.",
            "Manner (all, accidental) is a different series.",
        ],
        additive_over: &[AdditiveOver::Place, AdditiveOver::Time, AdditiveOver::Subgroup],
        severity: Severity::Death,
    },
    Indicator {
        id: "vsrr-all-deaths",
        version: "1",
        name: "provisional deaths of any cause, 12 months ending",
        case_definition: "A death of any cause in a state of the United States, as counted beside the provisional overdose deaths.",
        unit: "deaths in the 12 months that end with the month",
        denominator: None,
        coverage: "Deaths in a state of the United States",
        cadence: Cadence::Monthly,
        direction_of_concern: DirectionOfConcern::Both,
        weaknesses: &[
            "Provisional: late records are missing.",
            "Sums of 12 months overlap: they are never added over time.",
        ],
        additive_over: &[AdditiveOver::Place],
        severity: Severity::Context,
    },
    Indicator {
        id: "vsrr-drugs-specified",
        version: "1",
        name: "overdose deaths with drugs specified, 12 months ending",
        case_definition: "The share of provisional overdose deaths whose certificate names at least one drug.",
        unit: "per cent",
        denominator: None,
        coverage: "Deaths in a state of the United States",
        cadence: Cadence::Monthly,
        direction_of_concern: DirectionOfConcern::Fall,
        weaknesses: &[
            "A share of the certificates, not of the deaths that drugs caused: never added.",
        ],
        additive_over: &[],
        severity: Severity::Context,
    },
    Indicator {
        id: "ons-drug-poisoning-deaths",
        version: "1",
        name: "deaths related to drug poisoning (ONS)",
        case_definition: "A death in England or Wales whose underlying cause is poisoning by a drug, legal or not, or a mental or behavioural disorder due to drug use, by year of registration.",
        unit: "deaths",
        denominator: Some("per 100,000 inhabitants"),
        coverage: "England and Wales, or a part of them",
        cadence: Cadence::Yearly,
        direction_of_concern: DirectionOfConcern::Rise,
        weaknesses: &[
            "By year of registration: an inquest delays a death by months.",
            "A death that names several drugs counts under each.",
            "Local areas change.",
        ],
        additive_over: &[AdditiveOver::Place, AdditiveOver::Time, AdditiveOver::Subgroup],
        severity: Severity::Death,
    },
    Indicator {
        id: "ons-drug-misuse-deaths",
        version: "1",
        name: "deaths related to drug misuse (ONS)",
        case_definition: "A death related to drug poisoning that is due to drug abuse or dependence, or involves a substance controlled under the Misuse of Drugs Act 1971, by year of registration.",
        unit: "deaths",
        denominator: Some("per 100,000 inhabitants"),
        coverage: "England and Wales, or a part of them",
        cadence: Cadence::Yearly,
        direction_of_concern: DirectionOfConcern::Rise,
        weaknesses: &[
            "By year of registration: an inquest delays a death by months.",
            "Newly controlled substances widen it.",
            "Part of the drug poisoning deaths: the two are never added.",
        ],
        additive_over: &[AdditiveOver::Place, AdditiveOver::Time, AdditiveOver::Subgroup],
        severity: Severity::Death,
    },
    Indicator {
        id: "nrs-drug-misuse-deaths",
        version: "1",
        name: "drug misuse deaths (National Records of Scotland)",
        case_definition: "A death in Scotland that the register counts as drug misuse: drug abuse or dependence, or poisoning with a controlled substance present.",
        unit: "deaths",
        denominator: Some("per 100,000 inhabitants"),
        coverage: "Deaths registered in Scotland",
        cadence: Cadence::Yearly,
        direction_of_concern: DirectionOfConcern::Rise,
        weaknesses: &[
            "By year of registration.",
            "Substances that become controlled later make older years look smaller: the source also gives a consistent series.",
        ],
        additive_over: &[AdditiveOver::Place, AdditiveOver::Time, AdditiveOver::Subgroup],
        severity: Severity::Death,
    },
    Indicator {
        id: "drug-induced-deaths-eu",
        version: "1",
        name: "drug-induced deaths, European Union",
        case_definition: "A death that a country counts as drug-induced by Selection B, Selection D or its own definition, added up by the European agency.",
        unit: "deaths",
        denominator: Some("per million inhabitants aged 15 to 64"),
        coverage: "A composition of the European Union, with or without its neighbours",
        cadence: Cadence::Yearly,
        direction_of_concern: DirectionOfConcern::Rise,
        weaknesses: &[
            "Definitions differ between countries.",
            "Missing countries stand with an earlier year.",
            "Figures are restated, often upwards.",
        ],
        additive_over: &[AdditiveOver::Time],
        severity: Severity::Death,
    },
];
