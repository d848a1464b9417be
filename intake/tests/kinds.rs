//! What a row of each kind becomes, under the shipped mappings and made-up rows.

use intake::{Intake, Mapping, read};
use jiff::civil::date;
use vocabulary::fact::{Case, Detail, Fact, Observation, Seizure, When};
use vocabulary::quantity::ValueUnit;

const CT: &str = include_str!("../../mappings/ct_accidental_drug_deaths.toml");
const CBP: &str = include_str!("../../mappings/us_cbp_drug_seizures.toml");
const CANADA: &str = include_str!("../../mappings/canada_substance_harms_2022.toml");
const UNODC: &str = include_str!("../../mappings/unodc_ids_seizures.toml");

/// Reads rows that fill the named columns only.
fn read_rows(mapping: &str, columns: &[&str], rows: &[&[&str]]) -> Intake {
    let mapping = Mapping::parse(mapping).expect("the mapping ships");
    let mut file = mapping.columns().iter().map(|name| quote(name)).collect::<Vec<_>>().join(",");
    for row in rows {
        let cell = |name: &String| {
            let at = columns.iter().position(|column| column == name);
            quote(at.map_or("", |at| row[at]))
        };
        let cells: Vec<String> = mapping.columns().iter().map(cell).collect();
        file.push('\n');
        file.push_str(&cells.join(","));
    }
    read(file.as_bytes(), &mapping, date(2026, 11, 22)).expect("the file is sound")
}

fn quote(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

/// "column: id or ?" of everything a fact names.
fn named(fact: &Fact) -> String {
    let one = |named: &vocabulary::fact::SubstanceNamed| {
        let id = named.substance.as_ref().map_or("?", |id| id.as_str());
        format!("{}: {id}", named.column)
    };
    fact.substances.iter().map(one).collect::<Vec<_>>().join("; ")
}

const CT_COLUMNS: [&str; 12] = [
    "Date",
    "Date Type",
    "Age",
    "Sex",
    "Location",
    "Injury County",
    "Residence County",
    "Fentanyl",
    "Morphine (Not Heroin)",
    "Any Opioid",
    "Other",
    "Cause of Death",
];

fn ct_row<'a>(
    date_type: &'a str,
    age: &'a str,
    county: &'a str,
    flags: [&'a str; 4],
) -> [&'a str; 12] {
    let [fentanyl, morphine, opioid, other] = flags;
    let cause = "Intoxication by fentanyl, xylazine and xylazine";
    [
        "5/29/2019",
        date_type,
        age,
        "Male",
        "Residence",
        "WESTCHESTER",
        county,
        fentanyl,
        morphine,
        opioid,
        other,
        cause,
    ]
}

#[test]
fn a_death_keeps_what_flags_and_text_say_side_by_side() {
    let row = ct_row("Date of death", "37", "TOLLAND", ["Y (PTCH)", "", "N", "bupren"]);
    let intake = read_rows(CT, &CT_COLUMNS, &[&row]);
    let fact = &intake.facts[0];
    assert_eq!(
        named(fact),
        "Other: buprenorphine; Fentanyl: fentanyl; Cause of Death: fentanyl; Cause of Death: xylazine"
    );
    assert_eq!((fact.place.as_str(), &*fact.place_text), ("fips:09013", "TOLLAND"));
    assert_eq!(fact.known_at.0, date(2019, 8, 27));
    let Detail::Case(Case { age_years, sex, setting, occurred_on, reported_on }) = &fact.detail
    else {
        panic!()
    };
    assert_eq!(
        (*age_years, sex.as_deref(), setting.as_deref()),
        (Some(37), Some("Male"), Some("Residence"))
    );
    assert_eq!((occurred_on.map(|day| day.0), *reported_on), (Some(date(2019, 5, 29)), None));
}

#[test]
fn a_flag_that_says_neither_yes_nor_no_is_kept_and_counted() {
    let row = ct_row("Date reported", "", "ATLANTIS", ["", "STOLE MEDS", "", ""]);
    let intake = read_rows(CT, &CT_COLUMNS, &[&row]);
    let fact = &intake.facts[0];
    assert!(named(fact).starts_with("Morphine (Not Heroin): ?"), "{}", named(fact));
    assert!(matches!(fact.when, When::Reported(_)));
    assert_eq!((fact.place.as_str(), &*fact.place_text), ("US-CT", "WESTCHESTER"));
    let unresolved: Vec<&str> = intake.unresolved.iter().map(|name| name.text.as_str()).collect();
    assert_eq!(unresolved, ["WESTCHESTER", "STOLE MEDS", "ATLANTIS"]);
}

#[test]
fn deaths_that_look_the_same_are_counted_and_bad_ones_named() {
    let good = ct_row("Date of death", "37", "", ["Y", "", "", ""]);
    let old = ct_row("Date of death", "370", "", ["Y", "", "", ""]);
    let undated = ct_row("Date of birth", "37", "", ["Y", "", "", ""]);
    let intake = read_rows(CT, &CT_COLUMNS, &[&good, &good, &old, &undated]);
    assert_eq!((intake.rows_read, intake.rows_accepted), (4, 2));
    assert_eq!(intake.facts[1].fact_key, format!("{}|#2", intake.facts[0].fact_key));
    let reasons: Vec<&str> =
        intake.rejections.iter().map(|rejection| rejection.reason.as_str()).collect();
    assert!(reasons[0].starts_with("this is no age in whole years"), "{reasons:?}");
    assert!(
        reasons[1].starts_with("a basis is `occurred` or `reported`; or add the text"),
        "{reasons:?}"
    );
}

#[test]
fn one_row_of_the_border_gives_a_count_and_kilograms() {
    let columns = [
        "FY",
        "Month (abbv)",
        "Area of Responsibility",
        "Drug Type",
        "Count of Event",
        "Sum Qty (lbs)",
    ];
    let intake =
        read_rows(CBP, &columns, &[&["2020", "OCT", "LAREDO SECTOR", "Heroin", "2", "100"]]);
    let said: Vec<String> = intake
        .facts
        .iter()
        .map(|fact| {
            let Detail::Observation(Observation { value, unit }) = &fact.detail else { panic!() };
            format!(
                "{} {} {} {} {}",
                fact.indicator,
                fact.when.period(),
                fact.place,
                value.unwrap().normalize(),
                unit.as_str()
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            "seizures-number 2019-10 cbp:laredo-sector 2 count",
            "seizures-quantity 2019-10 cbp:laredo-sector 45.359237 kg",
        ]
    );
    assert_ne!(intake.facts[0].fact_key, intake.facts[1].fact_key);
}

#[test]
fn a_repeated_period_is_no_subgroup_and_a_total_has_none() {
    let columns = [
        "Substance",
        "Source",
        "Specific_Measure",
        "Type_Event",
        "Region",
        "Year_Quarter",
        "Aggregator",
        "Disaggregator",
        "Unit",
        "Value",
    ];
    let total = "Total apparent opioid toxicity deaths";
    let accidental = "Accidental apparent opioid toxicity deaths";
    let intake = read_rows(
        CANADA,
        &columns,
        &[
            &[
                "Opioids",
                "Deaths",
                "Overall numbers",
                total,
                "Canada",
                "2020 Q2",
                "",
                "",
                "Number",
                "1693",
            ],
            &[
                "Opioids",
                "Deaths",
                "Sex",
                accidental,
                "Canada",
                "2022 (Jan to Jun)",
                "2022 (Jan to Jun)",
                "Male",
                "Percent",
                "-1",
            ],
        ],
    );
    assert!(intake.facts[0].subgroup.is_empty());
    let subgroup: Vec<String> =
        intake.facts[1].subgroup.iter().map(|(name, value)| format!("{name}={value}")).collect();
    assert_eq!(subgroup, ["Type_Event=Accidental", "Specific_Measure=Sex", "Disaggregator=Male"]);
    let Detail::Observation(observation) = &intake.facts[1].detail else { panic!() };
    assert_eq!(observation.value, Err(vocabulary::fact::Missing::Suppressed));
}

#[test]
fn amounts_become_kilograms_litres_or_doses_or_are_left_out() {
    let columns = [
        "SOURCE_ROW",
        "COUNTRY",
        "PLACE",
        "SEIZURE_DATE",
        "DRUG_NAME",
        "AMOUNT",
        "DRUG_UNIT",
        "TRANSPORT",
    ];
    let row = |id, amount, unit| {
        ["", "Spain", "Madrid", "2012-05-01", "Heroin", amount, unit, "Rail"]
            .map(|cell| if cell.is_empty() { id } else { cell })
    };
    let rows = [
        row("1", "250", "Gram"),
        row("2", "5", "Millilitre"),
        row("3", "12", "Tablet"),
        row("4", "3", "Plants"),
    ];
    let rows: Vec<&[&str]> = rows.iter().map(<[&str; 8]>::as_slice).collect();
    let intake = read_rows(UNODC, &columns, &rows);
    let said: Vec<String> = intake
        .facts
        .iter()
        .map(|fact| {
            assert_eq!((fact.place.as_str(), &*fact.place_text), ("ES", "Madrid, Spain"));
            let Detail::Seizure(seizure) = &fact.detail else { panic!() };
            let Seizure { mass_kg, amount, transport, .. } = seizure.as_ref();
            let amount = amount
                .map(|(value, unit)| format!("{} {}", value.normalize(), ValueUnit::as_str(unit)));
            assert_eq!(transport.as_deref(), Some("Rail"));
            mass_kg.map(|mass| format!("{} kg", mass.normalize())).or(amount).unwrap_or_default()
        })
        .collect();
    assert_eq!(said, ["0.25 kg", "0.005 litre", "12 dose", ""]);
    assert_eq!(
        intake.unresolved.iter().map(|name| name.text.as_str()).collect::<Vec<_>>(),
        ["Plants"]
    );
}

#[test]
fn a_figure_of_an_unknown_place_never_passes_for_that_of_the_whole() {
    let mapping = r#"
source = "made-up"
title = "Synthetic deaths by state"
licence = "synthetic"
kind = "observation"
coverage = "DE"
replaces = "same-keys"
absent = "unknown"
retention_years = 1
indicator = "deaths-selection-b"
handling = { tlp = "TLP:CLEAR", purposes = ["public-health"], subjects = "none" }
key = { columns = ["Land", "Jahr"] }
known_at = { constant = 2024-06-01, because = "synthetic" }
period = { column = "Jahr", forms = ["year"] }
place = { columns = ["Land"], default = "DE" }
substance = [{ constant = "all-drugs" }]
measure = [{ column = "Zahl", unit = "count" }]
"#;
    let mapping = Mapping::parse(mapping).unwrap();
    let file = "Land,Jahr,Zahl\nBayern,2023,100\nSchwabylon,2023,3\n,2023,103\n";
    let intake = read(file.as_bytes(), &mapping, date(2026, 11, 22)).unwrap();
    let told: Vec<(&str, Vec<&str>)> = intake
        .facts
        .iter()
        .map(|fact| (fact.place.as_str(), fact.subgroup.iter().map(|(_, text)| &**text).collect()))
        .collect();
    let bavaria = told[0].0;
    assert_eq!(told, [(bavaria, vec![]), ("DE", vec!["Schwabylon"]), ("DE", vec![])]);
}
