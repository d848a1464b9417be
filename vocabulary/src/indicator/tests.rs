//! Indicators: every one named, none twice, none without its weaknesses.

use std::collections::BTreeSet;

use super::*;

#[test]
fn ids_are_unique_slugs() {
    let ids: BTreeSet<&str> = shipped().iter().map(|indicator| indicator.id).collect();
    assert_eq!(ids.len(), shipped().len());
    for id in ids {
        assert_eq!(IndicatorId::parse(id).map(|id| id.to_string()).as_deref(), Ok(id));
        assert!(get(id).is_some(), "{id}");
    }
    assert!(get("no-such-indicator").is_none());
    assert!(IndicatorId::parse("Deaths").is_err());
}

#[test]
fn nothing_is_left_empty_and_every_indicator_admits_a_weakness() {
    for indicator in shipped() {
        let texts = [
            indicator.version,
            indicator.name,
            indicator.case_definition,
            indicator.unit,
            indicator.coverage,
        ];
        for text in texts
            .into_iter()
            .chain(indicator.denominator)
            .chain(indicator.weaknesses.iter().copied())
        {
            assert!(!text.trim().is_empty() && !text.contains("  "), "{}: {text:?}", indicator.id);
        }
        assert!(!indicator.weaknesses.is_empty(), "{}", indicator.id);
    }
}

#[test]
fn every_required_indicator_is_there() {
    for id in REQUIRED {
        assert!(get(id).is_some(), "{id}");
    }
}

#[test]
fn ratios_shares_and_prices_are_never_added() {
    for indicator in shipped() {
        let is_ratio =
            ["fraction", "per 1,000", "per 100", "per person", "per gram", "per kilogram"]
                .iter()
                .any(|sign| indicator.unit.contains(sign));
        assert!(!is_ratio || indicator.additive_over.is_empty(), "{}", indicator.id);
    }
}

#[test]
fn deaths_name_several_substances_and_are_not_added_over_them() {
    for indicator in shipped().iter().filter(|indicator| indicator.severity == Severity::Death) {
        assert!(!indicator.is_additive_over(AdditiveOver::Substance), "{}", indicator.id);
    }
}

const REQUIRED: [&str; 56] = [
    "deaths-selection-b",
    "deaths-selection-d",
    "medical-examiner-deaths",
    "phac-opioid-toxicity-deaths",
    "phac-stimulant-toxicity-deaths",
    "phac-opioid-hospitalizations",
    "phac-stimulant-hospitalizations",
    "phac-opioid-ed-visits",
    "phac-stimulant-ed-visits",
    "phac-opioid-ems-responses",
    "tdi-all-entrants",
    "tdi-first-time-entrants",
    "gps-lifetime-15-64",
    "gps-last-year-15-64",
    "gps-last-month-15-64",
    "gps-lifetime-15-34",
    "gps-last-year-15-34",
    "gps-last-month-15-34",
    "espad-lifetime",
    "espad-last-year",
    "espad-last-month",
    "high-risk-opioid-use",
    "drid-hiv",
    "drid-hbv",
    "drid-hcv",
    "euro-den-presentations",
    "ed-visits",
    "escape-syringe-residues",
    "wastewater-load",
    "drug-checking-samples",
    "seizures-number",
    "seizures-quantity",
    "price-retail",
    "price-mid-level",
    "price-wholesale",
    "purity-retail",
    "purity-mid-level",
    "purity-wholesale",
    "drug-law-offences",
    "drug-related-homicide",
    "online-listings",
    "cultivation-area",
    "dispensing-rate",
    "oat-coverage",
    "syringes-per-person",
    "naloxone-kits",
    "reported-overdose-incidents",
    "suspected-drug-deaths",
    "laboratory-identifications",
    "stopped-shipments",
    "price-border",
    "price-farm-gate",
    "potential-production",
    "dispensed-quantity",
    "ews-first-notifications",
    "nrs-drug-misuse-deaths",
];
