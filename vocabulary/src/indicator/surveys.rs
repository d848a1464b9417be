//! Surveys of use.
//!
//! It does not hold intervals: those come with each value.

use super::{Cadence, DirectionOfConcern, Indicator, Severity};

/// The indicators of this group.
pub(super) const INDICATORS: [Indicator; 9] = [
    Indicator {
        id: "gps-lifetime-15-64",
        version: "EMQ",
        name: "general population survey, lifetime use, ages 15 to 64",
        case_definition: "The share of people aged 15 to 64 who report use of the drug at least once in the \
             life.",
        unit: "fraction (0 to 1)",
        denominator: Some("respondents aged 15 to 64, weighted"),
        coverage: "Households of a country; people in prison or without a home are missed",
        cadence: Cadence::EveryFewYears,
        direction_of_concern: DirectionOfConcern::Rise,
        weaknesses: &[
            "A survey: a figure without its interval is not compared.",
            "A change of mode (face to face, telephone, web) breaks the series.",
            "Poor for rare drugs such as heroin.",
            "The age bands and periods of use contain one another: never added.",
        ],
        additive_over: &[],
        severity: Severity::Exposure,
    },
    Indicator {
        id: "gps-last-year-15-64",
        version: "EMQ",
        name: "general population survey, last year use, ages 15 to 64",
        case_definition: "The share of people aged 15 to 64 who report use of the drug at least once in the \
             last year.",
        unit: "fraction (0 to 1)",
        denominator: Some("respondents aged 15 to 64, weighted"),
        coverage: "Households of a country; people in prison or without a home are missed",
        cadence: Cadence::EveryFewYears,
        direction_of_concern: DirectionOfConcern::Rise,
        weaknesses: &[
            "A survey: a figure without its interval is not compared.",
            "A change of mode (face to face, telephone, web) breaks the series.",
            "Poor for rare drugs such as heroin.",
            "The age bands and periods of use contain one another: never added.",
        ],
        additive_over: &[],
        severity: Severity::Exposure,
    },
    Indicator {
        id: "gps-last-month-15-64",
        version: "EMQ",
        name: "general population survey, last month use, ages 15 to 64",
        case_definition: "The share of people aged 15 to 64 who report use of the drug at least once in the \
             last month.",
        unit: "fraction (0 to 1)",
        denominator: Some("respondents aged 15 to 64, weighted"),
        coverage: "Households of a country; people in prison or without a home are missed",
        cadence: Cadence::EveryFewYears,
        direction_of_concern: DirectionOfConcern::Rise,
        weaknesses: &[
            "A survey: a figure without its interval is not compared.",
            "A change of mode (face to face, telephone, web) breaks the series.",
            "Poor for rare drugs such as heroin.",
            "The age bands and periods of use contain one another: never added.",
        ],
        additive_over: &[],
        severity: Severity::Exposure,
    },
    Indicator {
        id: "gps-lifetime-15-34",
        version: "EMQ",
        name: "general population survey, lifetime use, ages 15 to 34",
        case_definition: "The share of people aged 15 to 34 who report use of the drug at least once in the \
             life.",
        unit: "fraction (0 to 1)",
        denominator: Some("respondents aged 15 to 34, weighted"),
        coverage: "Households of a country; people in prison or without a home are missed",
        cadence: Cadence::EveryFewYears,
        direction_of_concern: DirectionOfConcern::Rise,
        weaknesses: &[
            "A survey: a figure without its interval is not compared.",
            "A change of mode (face to face, telephone, web) breaks the series.",
            "Poor for rare drugs such as heroin.",
            "The age bands and periods of use contain one another: never added.",
        ],
        additive_over: &[],
        severity: Severity::Exposure,
    },
    Indicator {
        id: "gps-last-year-15-34",
        version: "EMQ",
        name: "general population survey, last year use, ages 15 to 34",
        case_definition: "The share of people aged 15 to 34 who report use of the drug at least once in the \
             last year.",
        unit: "fraction (0 to 1)",
        denominator: Some("respondents aged 15 to 34, weighted"),
        coverage: "Households of a country; people in prison or without a home are missed",
        cadence: Cadence::EveryFewYears,
        direction_of_concern: DirectionOfConcern::Rise,
        weaknesses: &[
            "A survey: a figure without its interval is not compared.",
            "A change of mode (face to face, telephone, web) breaks the series.",
            "Poor for rare drugs such as heroin.",
            "The age bands and periods of use contain one another: never added.",
        ],
        additive_over: &[],
        severity: Severity::Exposure,
    },
    Indicator {
        id: "gps-last-month-15-34",
        version: "EMQ",
        name: "general population survey, last month use, ages 15 to 34",
        case_definition: "The share of people aged 15 to 34 who report use of the drug at least once in the \
             last month.",
        unit: "fraction (0 to 1)",
        denominator: Some("respondents aged 15 to 34, weighted"),
        coverage: "Households of a country; people in prison or without a home are missed",
        cadence: Cadence::EveryFewYears,
        direction_of_concern: DirectionOfConcern::Rise,
        weaknesses: &[
            "A survey: a figure without its interval is not compared.",
            "A change of mode (face to face, telephone, web) breaks the series.",
            "Poor for rare drugs such as heroin.",
            "The age bands and periods of use contain one another: never added.",
        ],
        additive_over: &[],
        severity: Severity::Exposure,
    },
    Indicator {
        id: "espad-lifetime",
        version: "ESPAD",
        name: "school survey (ESPAD), lifetime use",
        case_definition: "The share of students who turn 16 in the year of the survey and report use of the \
             drug at least once in the life.",
        unit: "fraction (0 to 1)",
        denominator: Some("students of the birth year, weighted"),
        coverage: "Students of 15 to 16 present in class",
        cadence: Cadence::EveryFewYears,
        direction_of_concern: DirectionOfConcern::Rise,
        weaknesses: &[
            "A survey every four years: intervals, and absent students are missed.",
            "Periods of use contain one another: never added.",
        ],
        additive_over: &[],
        severity: Severity::Exposure,
    },
    Indicator {
        id: "espad-last-year",
        version: "ESPAD",
        name: "school survey (ESPAD), last year use",
        case_definition: "The share of students who turn 16 in the year of the survey and report use of the \
             drug at least once in the last year.",
        unit: "fraction (0 to 1)",
        denominator: Some("students of the birth year, weighted"),
        coverage: "Students of 15 to 16 present in class",
        cadence: Cadence::EveryFewYears,
        direction_of_concern: DirectionOfConcern::Rise,
        weaknesses: &[
            "A survey every four years: intervals, and absent students are missed.",
            "Periods of use contain one another: never added.",
        ],
        additive_over: &[],
        severity: Severity::Exposure,
    },
    Indicator {
        id: "espad-last-month",
        version: "ESPAD",
        name: "school survey (ESPAD), last month use",
        case_definition: "The share of students who turn 16 in the year of the survey and report use of the \
             drug at least once in the last month.",
        unit: "fraction (0 to 1)",
        denominator: Some("students of the birth year, weighted"),
        coverage: "Students of 15 to 16 present in class",
        cadence: Cadence::EveryFewYears,
        direction_of_concern: DirectionOfConcern::Rise,
        weaknesses: &[
            "A survey every four years: intervals, and absent students are missed.",
            "Periods of use contain one another: never added.",
        ],
        additive_over: &[],
        severity: Severity::Exposure,
    },
];
