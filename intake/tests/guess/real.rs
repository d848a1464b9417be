//! The real sets: kind, period, place, substance and measure of each, found without a mapping.
//!
//! They lie beside the repository (`WATCHFIRE_SHARED`, else `../shared`). Where they are absent the
//! tests say so and test nothing; under `CI` they fail.

use std::path::PathBuf;

use crate::check;

fn check_set(set: &str, kind: &str, expected: &[(&str, &str)]) {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let shared =
        std::env::var_os("WATCHFIRE_SHARED").map_or_else(|| root.join("../shared"), PathBuf::from);
    let path = shared.join("data").join(set);
    let Ok(bytes) = std::fs::read(&path) else {
        assert!(std::env::var_os("CI").is_none(), "{} is absent, and CI needs it", path.display());
        eprintln!("not tested, because {} is absent: set WATCHFIRE_SHARED", path.display());
        return;
    };
    let name = path.file_name().expect("a set is a file").to_string_lossy().into_owned();
    check(&bytes, &name, kind, expected);
}

#[test]
fn seizures_one_a_row() {
    for (set, substances) in
        [("opioids_precursors", "`DRUG_NAME`"), ("europe_other_drugs", "`DRUG_NAME`")]
    {
        check_set(
            &format!("unodc_ids_seizures_2011_2014/ids_{set}_2011_2014.csv"),
            "seizure",
            &[
                ("key", "`SOURCE_ROW`"),
                ("period", "`SEIZURE_DATE` as \"%Y-%m-%d\""),
                ("place", "`COUNTRY`"),
                ("coverage", "world"),
                ("substance", substances),
                ("amount", "`AMOUNT`"),
                ("unit", "`DRUG_UNIT`"),
                ("transport", "`TRANSPORT`"),
            ],
        );
    }
}

#[test]
fn seizures_by_fiscal_month_and_by_police_force() {
    check_set(
        "us_cbp_drug_seizures_fy2019_2023/nationwide-drugs-fy19-fy22.csv",
        "observation",
        &[
            ("period", "year in `FY`, month in `Month (abbv)`"),
            ("place", "`Area of Responsibility`"),
            ("coverage", "US"),
            ("substance", "`Drug Type`"),
            ("measure", "`Count of Event` as seizures-number in count"),
            ("measure", "`Sum Qty (lbs)` as seizures-quantity in kg (from lb)"),
        ],
    );
    check_set(
        "uk_admissions_deaths_seizures_2009_2019/seizures_police_force_long.csv",
        "observation",
        &[
            ("period", "`fiscal_year`"),
            ("place", "`police_force`"),
            ("coverage", "GB"),
            ("substance", "`drug`"),
        ],
    );
}

#[test]
fn deaths_by_place_in_columns_and_by_area_with_years_as_figures() {
    let uk = "uk_admissions_deaths_seizures_2009_2019/drugs_usage";
    check_set(
        &format!("{uk}/deaths/local_resolution/deaths_misuse_polices.csv"),
        "observation",
        &[
            ("wide columns", "39 columns"),
            ("period", "year in `year`"),
            ("place", "`place`"),
            ("coverage", "GB"),
            ("measure", "`value` as ons-drug-misuse-deaths in count"),
        ],
    );
    check_set(
        &format!("{uk}/hospital_admissions/local_resolution/misuse_100k.csv"),
        "observation",
        &[("place", "`place`"), ("measure", "crude-rate-per-100000")],
    );
    let police = "uk_admissions_deaths_seizures_2009_2019/police_data/seizures";
    check_set(
        &format!("{police}/local_resolution/quantities/Quantities18-19.csv"),
        "observation",
        &[
            ("wide columns", "columns"),
            ("period", "2018-04-01/2019-03-31"),
            ("place", "`Police Force`"),
            ("substance", "`substance`"),
            ("measure", "seizures-quantity"),
        ],
    );
    check_set(
        &format!("{police}/national_resolution/seizures_EW.csv"),
        "observation",
        &[
            ("period", "year in `year`"),
            ("substance", "`substance`"),
            ("measure", "seizures-number in count"),
        ],
    );
}

#[test]
fn wastewater_and_laboratory_counts() {
    check_set(
        "emcdda_wastewater_2011_2019/wastewater_2011_2019.csv",
        "observation",
        &[
            ("period", "year in `year`"),
            ("substance", "`metabolite`"),
            ("measure", "`value_mg_per_1000p_day` as wastewater-load in mg-per-1000-per-day"),
        ],
    );
    let nflis = "nflis_fentanyl_cooccurrence_2013_2023";
    check_set(
        &format!("{nflis}/Drug_frequency_annual.csv"),
        "observation",
        &[
            ("period", "year in `YYYY`"),
            ("substance", "`SubstanceDetected`"),
            ("measure", "`Freq`"),
        ],
    );
    check_set(
        &format!("{nflis}/Fentanyl_cooccurrence_month_state.csv"),
        "observation",
        &[
            ("period", "`Time` as \"iso\""),
            ("place", "`State`"),
            ("coverage", "US"),
            ("substance", "`Drug.sample`"),
            ("measure", "`Count_fent` as laboratory-identifications in count"),
            ("measure", "`P100_fent`"),
        ],
    );
}

#[test]
fn deaths_of_twelve_months_and_suspected_deaths_by_quarter() {
    check_set(
        "cdc_vsrr_provisional_overdose_2015_2018/VSRR_Provisional_Drug_Overdose_Death_Counts.csv",
        "observation",
        &[
            ("period", "year in `Year`, month in `Month`"),
            ("place", "`State`"),
            ("coverage", "US"),
            ("measure", "`Data Value` as vsrr-provisional-deaths"),
        ],
    );
    check_set(
        "scotland_suspected_drug_deaths_2017_2023/suspected_drug_deaths_long.csv",
        "observation",
        &[
            ("period", "year in `year`, quarter in `quarter`"),
            ("measure", "`deaths` as suspected-drug-deaths in count"),
        ],
    );
    for quarter in ["OctDec2022", "AprJun2023", "OctDec2023"] {
        check_set(
            &format!("scotland_suspected_drug_deaths_2017_2023/SuspectedDRDs_{quarter}.xlsx"),
            "observation",
            &[
                ("header", "rows 3 to 4"),
                ("sheet", "A - Police Division"),
                ("wide columns", "`2017 | January to March` to"),
                ("period", "\"quarter-months\""),
                ("place", "`Police Division`"),
                ("measure", "suspected-drug-deaths in count"),
            ],
        );
    }
}

#[test]
fn line_lists_are_sealed_and_origin_is_left_out() {
    check_set(
        "pa_police_overdose_naloxone_2018_2020/OD_cleaned.csv",
        "case",
        &[
            ("period", "`Incident Date` as \"%m/%d/%Y\""),
            ("place", "`Incident County Name`"),
            ("coverage", "US-PA"),
            ("flags", "columns, yes = 1"),
            ("indicator", "reported-overdose-incidents"),
            ("handling", "TLP:AMBER"),
        ],
    );
    check_set(
        "ct_accidental_drug_deaths_2012_2022/Accidental_Drug_Related_Deaths_2012-2022.csv",
        "case",
        &[
            ("period", "`Date` as \"%m/%d/%Y\""),
            ("coverage", "US-CT"),
            ("flags", "2"),
            ("text", "`Cause of Death`"),
            ("age", "`Age`"),
        ],
    );
}

#[test]
fn samples_crops_dispensing_listings_and_prices() {
    check_set(
        "drugsdata_ecstasydata_samples_1996_2018/samples_substances.csv",
        "sample",
        &[
            ("sample", "`sample_id`"),
            ("period", "`date_published`"),
            ("place", "`location`"),
            ("substance", "`substance`"),
        ],
    );
    check_set(
        "afghanistan_opium_by_district_2010_2020/opium_hectares_district_2010_2020.csv",
        "cultivation",
        &[
            ("area", "`hectares`"),
            ("period", "year in `year`"),
            ("place", "`Province`"),
            ("coverage", "AF"),
            ("crop", "opium-poppy"),
        ],
    );
    check_set(
        "cdc_opioid_dispensing_rate_county_2006_2020/opioid_dispensing_rate_per_100_persons.csv",
        "dispensing",
        &[
            ("wide columns", "`2006` to `2020`"),
            ("period", "year in `year`"),
            ("place", "`fips`"),
            ("quantity", "`value`"),
        ],
    );
    check_set(
        "dea_arcos_kentucky_buyers_2006_2014/pharmwithlatlon.csv",
        "dispensing",
        &[
            ("period", "year in `year`"),
            ("coverage", "US-KY"),
            ("quantity", "`pill_count`"),
            ("buyer", "`buyer_id`"),
        ],
    );
    check_set(
        "darknet_dnm_opioid_listings_2017/listings.csv",
        "listing",
        &[
            ("period", "`scrape_date`"),
            ("title", "`title`"),
            ("price", "`price_usd`"),
            ("vendor", "`vendor_id`"),
        ],
    );
    check_set(
        "facts/us_heroin_price_1999_2019.csv",
        "price",
        &[
            ("typical", "`value`"),
            ("currency", "`unit`"),
            ("level", "`level`"),
            ("substance", "heroin"),
        ],
    );
}

#[test]
fn drug_checking_by_month_and_harms_with_units_in_a_column() {
    check_set(
        "nyc_drug_checking_2025_2026/data_multipanel_positivity.csv",
        "observation",
        &[
            ("period", "`yr_mo` as \"month-year\""),
            ("measure", "`Total_Lab_Fent_Pos`"),
            ("measure", "in percent"),
        ],
    );
    check_set(
        "canada_opioid_stimulant_harms_2016_2025/SubstanceHarmsData.csv",
        "observation",
        &[
            ("period", "\"year-quarter\""),
            ("place", "`Region`"),
            ("coverage", "CA"),
            ("substance", "`Substance`"),
            ("measure", "unit in `Unit`"),
        ],
    );
}
