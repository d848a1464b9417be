//! The real sets under the shipped mappings: exact numbers of rows, and what the rows say.
//!
//! They lie beside the repository (`WATCHFIRE_SHARED`, else `../shared`). Where they are absent the
//! tests say so and test nothing; under `CI` they fail.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use intake::{Intake, Mapping, read};
use jiff::civil::{Date, date};
use rust_decimal::Decimal;
use vocabulary::fact::{Detail, Fact, When};
use vocabulary::period::Cadence;

const TODAY: Date = date(2026, 11, 22);

const CT: &str = "ct_accidental_drug_deaths_2012_2022/Accidental_Drug_Related_Deaths_2012-2022.csv";
const CBP_2022: &str = "us_cbp_drug_seizures_fy2019_2023/nationwide-drugs-fy19-fy22.csv";
const CBP_2023: &str = "us_cbp_drug_seizures_fy2019_2023/nationwide-drugs-fy20-fy23.csv";
const CANADA_2022: &str =
    "canada_opioid_stimulant_harms_2016_2025/SubstanceHarmsData_vintage_2022.csv";
const CANADA_2026: &str = "canada_opioid_stimulant_harms_2016_2025/SubstanceHarmsData.csv";
const UNODC_EUROPE: &str = "unodc_ids_seizures_2011_2014/ids_europe_other_drugs_2011_2014.csv";
const UNODC_OPIOIDS: &str = "unodc_ids_seizures_2011_2014/ids_opioids_precursors_2011_2014.csv";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Reads a set under a shipped mapping; `None` where the sets are not on this machine.
fn read_set(set: &str, mapping: &str) -> Option<Intake> {
    let shared = std::env::var_os("WATCHFIRE_SHARED")
        .map_or_else(|| root().join("../shared"), PathBuf::from);
    let path = shared.join("data").join(set);
    let Ok(bytes) = std::fs::read(&path) else {
        assert!(std::env::var_os("CI").is_none(), "{} is absent, and CI needs it", path.display());
        eprintln!("not tested, because {} is absent: set WATCHFIRE_SHARED", path.display());
        return None;
    };
    let text =
        std::fs::read_to_string(root().join("mappings").join(mapping)).expect("the mapping ships");
    let mapping = Mapping::parse(&text).unwrap_or_else(|error| panic!("{error}"));
    let intake = read(&bytes, &mapping, TODAY).unwrap_or_else(|error| panic!("{error}"));
    let rejected: BTreeSet<u64> = intake.rejections.iter().map(|rejection| rejection.row).collect();
    // A wide column is a row of its own: its line may be rejected for some columns only.
    let rejected = if text.contains("[wide]") { intake.rejections.len() } else { rejected.len() };
    assert_eq!(intake.rows_accepted + rejected as u64, intake.rows_read, "{set}");
    let keys: BTreeSet<&str> = intake.facts.iter().map(|fact| fact.fact_key.as_str()).collect();
    assert_eq!(keys.len(), intake.facts.len(), "{set}: every key stands for one fact");
    Some(intake)
}

/// Checks rows read, rows accepted and facts.
fn check(set: &str, mapping: &str, expected: (u64, u64, usize)) {
    let Some(intake) = read_set(set, mapping) else { return };
    for rejection in intake.rejections.iter().take(20) {
        println!(
            "{set} row {}: {} `{}`: {}",
            rejection.row, rejection.column, rejection.value, rejection.reason
        );
    }
    for unresolved in &intake.unresolved {
        println!(
            "{set} unresolved {} x {}: {}",
            unresolved.rows, unresolved.column, unresolved.text
        );
    }
    assert_eq!((intake.rows_read, intake.rows_accepted, intake.facts.len()), expected, "{set}");
}

#[test]
fn every_row_of_the_sets_is_accounted_for() {
    check(CT, "ct_accidental_drug_deaths.toml", (10_654, 10_654, 10_654));
    check(CBP_2022, "us_cbp_drug_seizures.toml", (10_092, 10_092, 20_184));
    check(CBP_2023, "us_cbp_drug_seizures.toml", (9_924, 9_924, 19_848));
    check(CANADA_2022, "canada_substance_harms_2022.toml", (14_938, 14_938, 14_938));
    check(CANADA_2026, "canada_substance_harms_2026.toml", (24_464, 24_464, 24_464));
    check(UNODC_EUROPE, "unodc_ids_seizures.toml", (25_831, 25_831, 25_831));
    check(UNODC_OPIOIDS, "unodc_ids_seizures.toml", (24_535, 24_535, 24_535));
}

/// Every other set, its mapping, rows read, rows accepted and facts. Rows that are not accepted are
/// left out by the mapping, which says why.
const OTHER_SETS: &[(&str, &str, (u64, u64, usize))] = &[
    (
        "uk_admissions_deaths_seizures_2009_2019/seizures_police_force_long.csv",
        "uk_police_seizures",
        (16_564, 11_275, 11_275),
    ),
    (
        "uk_admissions_deaths_seizures_2009_2019/drugs_usage/hospital_admissions/national_resolution/admissions_England.csv",
        "uk_nhs_admissions",
        (11, 11, 33),
    ),
    (
        "uk_admissions_deaths_seizures_2009_2019/drugs_usage/deaths/national_resolution/drug_age/all_drugs.csv",
        "uk_ons_deaths_all_drugs",
        (10, 10, 70),
    ),
    (
        "uk_admissions_deaths_seizures_2009_2019/drugs_usage/deaths/national_resolution/drug_age/heroin_morphine.csv",
        "uk_ons_deaths_heroin_morphine",
        (10, 10, 70),
    ),
    (
        "uk_admissions_deaths_seizures_2009_2019/drugs_usage/deaths/national_resolution/drug_age/cocaine.csv",
        "uk_ons_deaths_cocaine",
        (10, 10, 70),
    ),
    (
        "uk_admissions_deaths_seizures_2009_2019/drugs_usage/deaths/national_resolution/drug_age/methadone.csv",
        "uk_ons_deaths_methadone",
        (10, 10, 70),
    ),
    (
        "uk_admissions_deaths_seizures_2009_2019/drugs_usage/deaths/national_resolution/drug_age/fentanyl.csv",
        "uk_ons_deaths_fentanyl",
        (10, 10, 70),
    ),
    (
        "uk_admissions_deaths_seizures_2009_2019/police_data/seizures/national_resolution/seizures_EW.csv",
        "uk_seizures_number",
        (11, 11, 143),
    ),
    (
        "uk_admissions_deaths_seizures_2009_2019/police_data/seizures/national_resolution/quantities_EW.csv",
        "uk_seizures_quantity",
        (11, 11, 77),
    ),
    (
        "emcdda_wastewater_2011_2019/wastewater_2011_2019.csv",
        "emcdda_wastewater",
        (12_684, 12_684, 12_684),
    ),
    (
        "cdc_vsrr_provisional_overdose_2015_2018/VSRR_Provisional_Drug_Overdose_Death_Counts.csv",
        "cdc_vsrr_provisional_overdose",
        (10_374, 10_374, 20_748),
    ),
    (
        "nflis_fentanyl_cooccurrence_2013_2023/Drug_frequency_annual.csv",
        "nflis_drug_frequency",
        (11_861, 11_861, 11_861),
    ),
    (
        "nflis_fentanyl_cooccurrence_2013_2023/Fentanyl_cooccurrence_month_state.csv",
        "nflis_fentanyl_month",
        (1_188, 1_188, 2_376),
    ),
    (
        "nflis_fentanyl_cooccurrence_2013_2023/Fentanyl_cooccurrence_year_state.csv",
        "nflis_fentanyl_year",
        (5_112, 5_112, 10_224),
    ),
    (
        "nflis_fentanyl_cooccurrence_2013_2023/Fentanyl_samples_year_state.csv",
        "nflis_fentanyl_samples_year",
        (572, 572, 1_144),
    ),
    (
        "drugsdata_ecstasydata_samples_1996_2018/samples_substances.csv",
        "drugsdata_samples",
        (9_012, 9_012, 9_012),
    ),
    (
        "scotland_suspected_drug_deaths_2017_2023/suspected_drug_deaths_long.csv",
        "scotland_suspected_drug_deaths",
        (2_950, 580, 580),
    ),
    (
        "scotland_suspected_drug_deaths_2017_2023/NRSdata_trend.csv",
        "scotland_nrs_drug_deaths",
        (26, 26, 26),
    ),
    (
        "pa_police_overdose_naloxone_2018_2020/OD_cleaned.csv",
        "pa_police_overdose",
        (10_953, 10_953, 10_953),
    ),
    (
        "afghanistan_opium_by_district_2010_2020/opium_hectares_district_2010_2020.csv",
        "afghanistan_opium_districts",
        (4_543, 4_543, 4_543),
    ),
    (
        "afghanistan_opium_by_district_2010_2020/opium_hectares_province_totals_2010_2020.csv",
        "afghanistan_opium_provinces",
        (396, 383, 383),
    ),
    (
        "nyc_drug_checking_2025_2026/data_multipanel_positivity.csv",
        "nyc_drug_checking_months",
        (12, 12, 48),
    ),
    (
        "nyc_drug_checking_2025_2026/data_fent_pos_by_substance_class.csv",
        "nyc_drug_checking_classes",
        (5, 5, 10),
    ),
    (
        "dea_arcos_kentucky_buyers_2006_2014/pharmwithlatlon.csv",
        "dea_arcos_kentucky_yearly",
        (2_547, 2_547, 2_547),
    ),
    (
        "dea_arcos_kentucky_buyers_2006_2014/pharmtotalpills.csv",
        "dea_arcos_kentucky_total",
        (1_435, 1_434, 1_434),
    ),
    (
        "darknet_dnm_opioid_listings_2017/listings.csv",
        "darknet_dnm_listings",
        (3_084, 3_084, 3_084),
    ),
    ("facts/afghanistan_opium_national_1994_2024.csv", "facts_afghanistan_national", (31, 23, 23)),
    ("facts/afghanistan_dry_opium_price.csv", "facts_afghanistan_opium_price", (4, 3, 3)),
    ("facts/eu_heroin_seizures.csv", "facts_eu_heroin_seizures", (16, 12, 24)),
    ("facts/eu_heroin_seizures.csv", "facts_tr_heroin_seizures", (16, 10, 10)),
    ("facts/eu_drug_induced_deaths.csv", "facts_eu_drug_deaths", (9, 7, 7)),
    (
        "facts/eu_drug_induced_deaths_by_country_2011.csv",
        "facts_eu_deaths_by_country",
        (19, 19, 19),
    ),
    ("facts/eu_ews_new_opioids_nitazenes.csv", "facts_eu_ews_new_opioids", (11, 4, 4)),
    ("facts/escape_syringe_residues_2022.csv", "facts_escape_syringes", (6, 4, 4)),
    ("facts/acetic_anhydride.csv", "facts_acetic_anhydride", (4, 1, 1)),
    ("facts/heroin_price_purity.csv", "facts_heroin_price", (15, 6, 6)),
    ("facts/heroin_price_purity.csv", "facts_heroin_purity", (15, 5, 5)),
    ("facts/us_heroin_price_1999_2019.csv", "facts_us_heroin_price", (28, 28, 28)),
    (
        "scotland_suspected_drug_deaths_2017_2023/SuspectedDRDs_OctDec2022.xlsx",
        "scotland_suspected_drug_deaths_divisions",
        (336, 336, 336),
    ),
    (
        "scotland_suspected_drug_deaths_2017_2023/SuspectedDRDs_OctDec2022.xlsx",
        "scotland_suspected_drug_deaths_ages",
        (144, 120, 120),
    ),
    (
        "scotland_suspected_drug_deaths_2017_2023/SuspectedDRDs_OctDec2022.xlsx",
        "scotland_suspected_drug_deaths_sexes",
        (72, 48, 48),
    ),
    (
        "scotland_suspected_drug_deaths_2017_2023/SuspectedDRDs_JanMar2023.xlsx",
        "scotland_suspected_drug_deaths_divisions",
        (350, 350, 350),
    ),
    (
        "scotland_suspected_drug_deaths_2017_2023/SuspectedDRDs_JanMar2023.xlsx",
        "scotland_suspected_drug_deaths_ages",
        (150, 125, 125),
    ),
    (
        "scotland_suspected_drug_deaths_2017_2023/SuspectedDRDs_JanMar2023.xlsx",
        "scotland_suspected_drug_deaths_sexes",
        (75, 50, 50),
    ),
    (
        "scotland_suspected_drug_deaths_2017_2023/SuspectedDRDs_AprJun2023.xlsx",
        "scotland_suspected_drug_deaths_divisions",
        (364, 364, 364),
    ),
    (
        "scotland_suspected_drug_deaths_2017_2023/SuspectedDRDs_AprJun2023.xlsx",
        "scotland_suspected_drug_deaths_ages",
        (156, 130, 130),
    ),
    (
        "scotland_suspected_drug_deaths_2017_2023/SuspectedDRDs_AprJun2023.xlsx",
        "scotland_suspected_drug_deaths_sexes",
        (78, 52, 52),
    ),
    (
        "scotland_suspected_drug_deaths_2017_2023/SuspectedDRDs_JulSep2023.xlsx",
        "scotland_suspected_drug_deaths_divisions",
        (378, 378, 378),
    ),
    (
        "scotland_suspected_drug_deaths_2017_2023/SuspectedDRDs_JulSep2023.xlsx",
        "scotland_suspected_drug_deaths_ages",
        (162, 135, 135),
    ),
    (
        "scotland_suspected_drug_deaths_2017_2023/SuspectedDRDs_JulSep2023.xlsx",
        "scotland_suspected_drug_deaths_sexes",
        (81, 54, 54),
    ),
    (
        "scotland_suspected_drug_deaths_2017_2023/SuspectedDRDs_OctDec2023.xlsx",
        "scotland_suspected_drug_deaths_divisions",
        (392, 392, 392),
    ),
    (
        "scotland_suspected_drug_deaths_2017_2023/SuspectedDRDs_OctDec2023.xlsx",
        "scotland_suspected_drug_deaths_ages",
        (168, 140, 140),
    ),
    (
        "scotland_suspected_drug_deaths_2017_2023/SuspectedDRDs_OctDec2023.xlsx",
        "scotland_suspected_drug_deaths_sexes",
        (84, 56, 56),
    ),
    (
        "cdc_opioid_dispensing_rate_county_2006_2020/opioid_dispensing_rate_per_100_persons.csv",
        "cdc_opioid_dispensing",
        (46_275, 43_050, 43_050),
    ),
    (
        "afghanistan_opium_by_district_2010_2020/original/part1.csv",
        "afghanistan_opium_districts_wide",
        (792, 748, 748),
    ),
    (
        "afghanistan_opium_by_district_2010_2020/original/part2.csv",
        "afghanistan_opium_districts_wide",
        (869, 803, 803),
    ),
    (
        "afghanistan_opium_by_district_2010_2020/original/part4.csv",
        "afghanistan_opium_districts_wide",
        (847, 792, 792),
    ),
    (
        "afghanistan_opium_by_district_2010_2020/original/part5.csv",
        "afghanistan_opium_districts_wide",
        (671, 605, 605),
    ),
    (
        "afghanistan_opium_by_district_2010_2020/original/part6.csv",
        "afghanistan_opium_districts_wide",
        (803, 748, 748),
    ),
    (
        "afghanistan_opium_by_district_2010_2020/original/part7.csv",
        "afghanistan_opium_districts_wide",
        (605, 550, 550),
    ),
    (
        "afghanistan_opium_by_district_2010_2020/original/part8.csv",
        "afghanistan_opium_districts_wide",
        (352, 297, 297),
    ),
];

#[test]
fn every_row_of_the_other_sets_is_accounted_for() {
    for (set, mapping, expected) in OTHER_SETS {
        check(set, &format!("{mapping}.toml"), *expected);
        let Some(intake) = read_set(set, &format!("{mapping}.toml")) else { continue };
        // The last row of one set holds nothing but a pharmacy's digest and a zero.
        let is_bare = |row: u64| set.ends_with("pharmtotalpills.csv") && row == 1_436;
        for rejection in intake.rejections.iter().filter(|rejection| !is_bare(rejection.row)) {
            assert!(rejection.reason.starts_with("left out by the mapping: "), "{rejection:?}");
        }
    }
}

/// The first day on which a column names a substance.
fn first_named(intake: &Intake, substance: &str, column: &str) -> Option<Date> {
    let names = |fact: &&Fact| {
        fact.substances.iter().any(|named| {
            &*named.column == column
                && named.substance.as_ref().is_some_and(|id| id.as_str() == substance)
        })
    };
    intake.facts.iter().filter(names).map(|fact| fact.when.period().start()).min()
}

#[test]
fn free_text_names_xylazine_months_before_its_column() {
    let Some(intake) = read_set(CT, "ct_accidental_drug_deaths.toml") else { return };
    assert_eq!(first_named(&intake, "xylazine", "Cause of Death"), Some(date(2019, 3, 4)));
    assert_eq!(first_named(&intake, "xylazine", "Other"), Some(date(2019, 3, 4)));
    assert_eq!(first_named(&intake, "xylazine", "Xylazine"), Some(date(2020, 1, 3)));
}

#[test]
fn connecticut_rows_say_which_day_they_are_dated_by() {
    let Some(intake) = read_set(CT, "ct_accidental_drug_deaths.toml") else { return };
    let reported =
        intake.facts.iter().filter(|fact| matches!(fact.when, When::Reported(_))).count();
    assert_eq!(reported, 1_767);
    let places: BTreeSet<&str> = intake.facts.iter().map(|fact| fact.place.as_str()).collect();
    assert_eq!(places.len(), 9, "eight counties and the state: {places:?}");
    let counted =
        |place: &str| intake.facts.iter().filter(|fact| fact.place.as_str() == place).count();
    assert_eq!((counted("fips:09009"), counted("US-CT")), (3_150, 230));
    let columns =
        intake.facts.iter().flat_map(|fact| &*fact.substances).map(|named| &*named.column);
    let columns: BTreeSet<&str> = columns.collect();
    assert!(!columns.contains("Race") && !columns.contains("Ethnicity"));
}

#[test]
fn what_two_border_files_share_has_the_same_keys_and_counts() {
    let (Some(earlier), Some(later)) = (
        read_set(CBP_2022, "us_cbp_drug_seizures.toml"),
        read_set(CBP_2023, "us_cbp_drug_seizures.toml"),
    ) else {
        return;
    };
    let earlier: BTreeMap<&str, &Fact> =
        earlier.facts.iter().map(|fact| (fact.fact_key.as_str(), fact)).collect();
    let shared: Vec<(&Fact, &Fact)> = later
        .facts
        .iter()
        .filter_map(|fact| Some((*earlier.get(fact.fact_key.as_str())?, fact)))
        .collect();
    assert_eq!(shared.len(), 2 * 7_559);
    for (one, other) in shared {
        assert_eq!(
            (one.known_at, one.when, &one.place),
            (other.known_at, other.when, &other.place)
        );
        if one.indicator.as_str() == "seizures-number" {
            assert_eq!(one.detail, other.detail, "{}", one.fact_key);
        }
    }
}

/// Figures by key.
fn figures(intake: &Intake) -> BTreeMap<&str, (&Fact, Option<Decimal>)> {
    let figure = |fact: &'_ Fact| match &fact.detail {
        Detail::Observation(observation) => observation.value.ok(),
        _ => None,
    };
    intake.facts.iter().map(|fact| (fact.fact_key.as_str(), (fact, figure(fact)))).collect()
}

#[test]
fn the_later_vintage_of_canada_speaks_of_the_same_keys() {
    let (Some(earlier), Some(later)) = (
        read_set(CANADA_2022, "canada_substance_harms_2022.toml"),
        read_set(CANADA_2026, "canada_substance_harms_2026.toml"),
    ) else {
        return;
    };
    let (earlier, later) = (figures(&earlier), figures(&later));
    let key = "phac-substance-harms|phac-opioid-toxicity-deaths|CA|2020-Q2|opioids|count|";
    let (first, second) = (earlier[key], later[key]);
    assert_eq!((first.1, second.1), (Some(Decimal::from(1_693)), Some(Decimal::from(1_632))));
    assert_eq!(first.0.known_at.0, date(2022, 12, 14));
    assert_eq!(second.0.known_at.0, date(2026, 4, 20));
    let quarterly_totals =
        |figures: &BTreeMap<&str, (&Fact, Option<Decimal>)>| -> BTreeSet<String> {
            let is_total = |fact: &Fact| {
                fact.subgroup.is_empty() && fact.when.period().cadence() == Cadence::Quarter
            };
            figures
                .values()
                .filter(|(fact, _)| is_total(fact))
                .map(|(fact, _)| fact.fact_key.clone())
                .collect()
        };
    let (old, new) = (quarterly_totals(&earlier), quarterly_totals(&later));
    let lost: Vec<&String> = old.difference(&new).collect();
    assert!(
        lost.is_empty(),
        "{} of {} quarterly totals have no successor: {lost:?}",
        lost.len(),
        old.len()
    );
}
