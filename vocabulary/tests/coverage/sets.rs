//! Where the substance strings of the real sets stand, and the floor each set is held to.

/// A place of a set where substance strings stand.
#[derive(Clone, Copy)]
pub enum Strings {
    /// The cells of a column, one label each.
    Labels(&'static str, &'static str),
    /// The cells of a column, one label each, in rows whose other column holds a value.
    LabelsWhere(&'static str, &'static str, (&'static str, &'static str)),
    /// The headings of a table from a column on, up to another; the rows below count for each.
    Headings(&'static str, usize, usize),
    /// The cells of a column, a sentence each.
    Sentences(&'static str, &'static str),
}

use Strings::{Headings, Labels, LabelsWhere, Sentences};

/// A set, its least share of strings and of rows that resolve, and where its strings stand.
pub type Set = (&'static str, f64, &'static [Strings]);

const CT: &str = "ct_accidental_drug_deaths_2012_2022/Accidental_Drug_Related_Deaths_2012-2022.csv";
const CBP_2019: &str = "us_cbp_drug_seizures_fy2019_2023/nationwide-drugs-fy19-fy22.csv";
const CBP_2020: &str = "us_cbp_drug_seizures_fy2019_2023/nationwide-drugs-fy20-fy23.csv";
const CANADA: &str = "canada_opioid_stimulant_harms_2016_2025/SubstanceHarmsData.csv";
const CANADA_2022: &str =
    "canada_opioid_stimulant_harms_2016_2025/SubstanceHarmsData_vintage_2022.csv";
const NFLIS: &str = "nflis_fentanyl_cooccurrence_2013_2023/Drug_frequency_annual.csv";
const NFLIS_MONTHS: &str =
    "nflis_fentanyl_cooccurrence_2013_2023/Fentanyl_cooccurrence_month_state.csv";
const NFLIS_YEARS: &str =
    "nflis_fentanyl_cooccurrence_2013_2023/Fentanyl_cooccurrence_year_state.csv";
const IDS_OPIOIDS: &str = "unodc_ids_seizures_2011_2014/ids_opioids_precursors_2011_2014.csv";
const IDS_OTHERS: &str = "unodc_ids_seizures_2011_2014/ids_europe_other_drugs_2011_2014.csv";
const UK_LONG: &str = "uk_admissions_deaths_seizures_2009_2019/seizures_police_force_long.csv";
const UK_SEIZURES: &str = "uk_admissions_deaths_seizures_2009_2019/police_data/seizures/national_resolution/seizures_EW.csv";
const UK_WEIGHTS: &str = "uk_admissions_deaths_seizures_2009_2019/police_data/seizures/national_resolution/quantities_EW.csv";
const UK_MISUSE: &str = "uk_admissions_deaths_seizures_2009_2019/drugs_usage/hospital_admissions/national_resolution/misuse_diagnoses.csv";
const UK_PRIMARY: &str = "uk_admissions_deaths_seizures_2009_2019/drugs_usage/hospital_admissions/national_resolution/primary_diagnoses.csv";
const WASTEWATER: &str = "emcdda_wastewater_2011_2019/wastewater_2011_2019.csv";
const VSRR: &str =
    "cdc_vsrr_provisional_overdose_2015_2018/VSRR_Provisional_Drug_Overdose_Death_Counts.csv";
const DRUGSDATA: &str = "drugsdata_ecstasydata_samples_1996_2018/samples_substances.csv";
const PENNSYLVANIA: &str = "pa_police_overdose_naloxone_2018_2020/OD_cleaned.csv";
const NEW_YORK: &str = "nyc_drug_checking_2025_2026/data_fent_pos_by_substance_class.csv";
const DARKNET: &str = "darknet_dnm_opioid_listings_2017/listings.csv";
const SYRINGES: &str = "facts/escape_syringe_residues_2022.csv";

/// Every set with substance strings; Scotland, Afghanistan, dispensing and ARCOS name none.
pub const SETS: &[Set] = &[
    ("connecticut columns", 0.99, &[Headings(CT, 22, 45)]),
    (
        "connecticut texts",
        0.99,
        &[
            Sentences(CT, "Cause of Death"),
            Sentences(CT, "Other"),
            Sentences(CT, "Other Opioid"),
            Sentences(CT, "Other Significant Conditions "),
        ],
    ),
    ("cbp", 0.99, &[Labels(CBP_2019, "Drug Type"), Labels(CBP_2020, "Drug Type")]),
    (
        "canada",
        0.99,
        &[
            Labels(CANADA, "Substance"),
            LabelsWhere(CANADA, "Disaggregator", ("Specific_Measure", "Type of opioids")),
            LabelsWhere(CANADA, "Disaggregator", ("Specific_Measure", "Type of stimulants")),
            Labels(CANADA_2022, "Substance"),
            LabelsWhere(CANADA_2022, "Disaggregator", ("Specific_Measure", "Type of opioids")),
            LabelsWhere(CANADA_2022, "Disaggregator", ("Specific_Measure", "Type of stimulants")),
        ],
    ),
    (
        "nflis",
        0.99,
        &[
            Labels(NFLIS, "SubstanceDetected"),
            Labels(NFLIS_MONTHS, "Drug.sample"),
            Labels(NFLIS_YEARS, "Drug.sample"),
        ],
    ),
    ("unodc seizures", 0.99, &[Labels(IDS_OPIOIDS, "DRUG_NAME"), Labels(IDS_OTHERS, "DRUG_NAME")]),
    (
        "uk",
        0.99,
        &[
            Labels(UK_LONG, "drug"),
            Headings(UK_SEIZURES, 1, 99),
            Headings(UK_WEIGHTS, 1, 99),
            Headings(UK_MISUSE, 1, 99),
            Headings(UK_PRIMARY, 1, 99),
        ],
    ),
    ("wastewater", 0.99, &[Labels(WASTEWATER, "metabolite")]),
    ("cdc vsrr", 0.99, &[Labels(VSRR, "Indicator")]),
    ("drugsdata", 0.99, &[Labels(DRUGSDATA, "substance")]),
    ("pennsylvania", 0.99, &[Headings(PENNSYLVANIA, 24, 99)]),
    ("new york", 0.99, &[Labels(NEW_YORK, "drugtype_sold_combined")]),
    ("darknet categories", 0.99, &[Labels(DARKNET, "subcategory")]),
    // What stays open are brands of pills, names of buyers, and words with several meanings.
    ("darknet titles", 0.99, &[Sentences(DARKNET, "title")]),
    (
        "facts",
        0.99,
        &[
            LabelsWhere(SYRINGES, "substance", ("city", "Vilnius")),
            LabelsWhere(SYRINGES, "substance", ("city", "Riga")),
            LabelsWhere(SYRINGES, "substance", ("city", "Tallinn")),
        ],
    ),
];
