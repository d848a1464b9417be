//! Supply, offences and cultivation.
//!
//! It does not name people or places of production.

use super::{AdditiveOver, Cadence, DirectionOfConcern, Indicator, Severity};

/// The indicators of this group.
pub(super) const INDICATORS: [Indicator; 6] = [
    Indicator {
        id: "drug-law-offences",
        version: "1",
        name: "drug law offences",
        case_definition: "An offence against drug law recorded by the police or the justice system, as the \
             source counts: offences, cases or people.",
        unit: "offences",
        denominator: Some("per 100,000 inhabitants"),
        coverage: "A country or region",
        cadence: Cadence::Yearly,
        direction_of_concern: DirectionOfConcern::Both,
        weaknesses: &[
            "Follows the law and police activity.",
            "Offences, cases and people are different series.",
            "Use and supply are told apart differently.",
        ],
        additive_over: &[AdditiveOver::Place, AdditiveOver::Time, AdditiveOver::Subgroup],
        severity: Severity::Context,
    },
    Indicator {
        id: "drug-related-homicide",
        version: "1",
        name: "drug-related homicide",
        case_definition: "A homicide that the source links to drugs: by motive, by the market, or by the \
             state of those involved.",
        unit: "deaths",
        denominator: Some("per 100,000 inhabitants"),
        coverage: "Sources that record the link",
        cadence: Cadence::Yearly,
        direction_of_concern: DirectionOfConcern::Rise,
        weaknesses: &[
            "There is no common definition; few countries record the link.",
            "A definition of its own: never added to drug-induced deaths.",
        ],
        additive_over: &[AdditiveOver::Place, AdditiveOver::Time],
        severity: Severity::Death,
    },
    Indicator {
        id: "online-listings",
        version: "1",
        name: "online listings",
        case_definition: "An offer of a drug on an online market, counted once a capture.",
        unit: "listings",
        denominator: None,
        coverage: "Markets that were captured",
        cadence: Cadence::EventByEvent,
        direction_of_concern: DirectionOfConcern::Both,
        weaknesses: &[
            "Listings are not sales; some are fraud.",
            "Captures miss pages; markets close and move.",
            "One seller repeats an offer.",
        ],
        additive_over: &[AdditiveOver::Substance],
        severity: Severity::Exposure,
    },
    Indicator {
        id: "cultivation-area",
        version: "1",
        name: "cultivation area",
        case_definition: "The area under a drug crop in the year.",
        unit: "ha",
        denominator: None,
        coverage: "A country, province or district",
        cadence: Cadence::Yearly,
        direction_of_concern: DirectionOfConcern::Rise,
        weaknesses: &[
            "Estimated from satellite images and samples: intervals.",
            "Method changes break the series.",
            "Area is not yield.",
        ],
        additive_over: &[AdditiveOver::Place],
        severity: Severity::Exposure,
    },
    Indicator {
        id: "eradication-area",
        version: "1",
        name: "eradicated area",
        case_definition: "The area of a drug crop destroyed and verified in the year.",
        unit: "ha",
        denominator: None,
        coverage: "A country, province or district",
        cadence: Cadence::Yearly,
        direction_of_concern: DirectionOfConcern::Both,
        weaknesses: &[
            "Reported and verified areas differ.",
            "Not to be taken from cultivation: it may be counted after eradication.",
        ],
        additive_over: &[AdditiveOver::Place, AdditiveOver::Time],
        severity: Severity::Context,
    },
    Indicator {
        id: "stopped-shipments",
        version: "1",
        name: "stopped shipments and other precursor incidents",
        case_definition: "A shipment of a precursor chemical that was stopped, a theft, a suspicious order \
             or a seizure, as reported.",
        unit: "incidents",
        denominator: None,
        coverage: "Competent authorities that report",
        cadence: Cadence::EventByEvent,
        direction_of_concern: DirectionOfConcern::Both,
        weaknesses: &[
            "Reporting is voluntary for non-scheduled chemicals.",
            "Kinds of incident are told apart by subgroup.",
        ],
        additive_over: &[AdditiveOver::Place, AdditiveOver::Time, AdditiveOver::Subgroup],
        severity: Severity::Exposure,
    },
];
