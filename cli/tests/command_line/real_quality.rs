//! The faults that are known of the real sets: found, named, and hardly any other.
//!
//! The sets stand beside the repository, not in it: `WATCHFIRE_SHARED`, else `../shared`.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::node::Node;
use crate::real_sets::data;

/// A file, its mapping, its source, and how many findings there are of each kind.
type Set = (&'static str, &'static str, &'static str, &'static [(&'static str, usize)]);

const SETS: [Set; 5] = [
    (
        "unodc_ids_seizures_2011_2014/ids_opioids_precursors_2011_2014.csv",
        "unodc_ids_seizures",
        "unodc-ids",
        &[
            ("duplicate-rows", 2),
            ("heaping", 1),
            ("lost-reporters", 1),
            ("new-reporters", 1),
            ("unit-outlier", 3),
        ],
    ),
    (
        "cdc_opioid_dispensing_rate_county_2006_2020/opioid_dispensing_rate_per_100_persons.csv",
        "cdc_opioid_dispensing",
        "cdc-opioid-dispensing",
        &[("repeated-period", 1)],
    ),
    (
        "afghanistan_opium_by_district_2010_2020/opium_hectares_province_totals_2010_2020.csv",
        "afghanistan_opium_provinces",
        "unodc-afghanistan-provinces",
        &[("copied-total", 2)],
    ),
    (
        "pa_police_overdose_naloxone_2018_2020/OD_cleaned.csv",
        "pa_police_overdose",
        "pa-police-overdose",
        &[("new-reporters", 1)],
    ),
    (
        "darknet_dnm_opioid_listings_2017/listings.csv",
        "darknet_dnm_listings",
        "darknet-dnm-2017",
        &[("truncated", 1)],
    ),
];

/// The one finding with these properties.
fn the<'f>(findings: &'f [Value], wanted: &[(&str, &str)]) -> &'f Value {
    let fits = |finding: &&Value| wanted.iter().all(|(name, value)| finding[*name] == *value);
    let found: Vec<&Value> = findings.iter().filter(fits).collect();
    assert_eq!(found.len(), 1, "{wanted:?} in {findings:#?}");
    found[0]
}

fn figure<'f>(finding: &'f Value, name: &str) -> &'f str {
    let evidence = finding["evidence"].as_array().unwrap();
    let figure = evidence.iter().find(|evidence| evidence["name"] == name);
    figure.unwrap_or_else(|| panic!("no {name} in {finding:#}"))["figure"].as_str().unwrap()
}

#[test]
fn the_known_faults_of_the_real_sets_are_found_and_named() {
    let Some(data) = data() else { return };
    let node = Node::fresh();
    let mut all: Vec<Value> = Vec::new();
    for (file, mapping, source, expected) in SETS {
        let file = data.join(file).display().to_string();
        node.ok(&["ingest", &file, "--mapping", &format!("mappings/{mapping}.toml")]);
        let found = node.ok(&["quality", source, "--format", "json"]);
        let found: Value = serde_json::from_str(&found).unwrap();
        let found = found["findings"].as_array().unwrap().clone();
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for finding in &found {
            *kinds.entry(finding["fault"].as_str().unwrap()).or_default() += 1;
        }
        assert_eq!(kinds, expected.iter().copied().collect(), "{source}: {found:#?}");
        all.extend(found);
    }

    // O16: police forces that join look like an epidemic.
    let joined = the(&all, &[("fault", "new-reporters"), ("source", "pa-police-overdose")]);
    assert_eq!(joined["period"], "2018-01-01/2018-06-30");
    assert_eq!(figure(joined, "new places a month"), "35, 6, 15, 4, 1, 1");
    // O17: a column that repeats another.
    let repeated = the(&all, &[("fault", "repeated-period"), ("other", "2012")]);
    assert_eq!(
        (&repeated["period"], figure(repeated, "share of equal figures")),
        (&Value::from("2016"), "100 %")
    );
    // O18: tonnes that may be something else.
    let outlier = the(&all, &[("fault", "unit-outlier"), ("value", "103563")]);
    assert_eq!(outlier["period"], "2013-05-17");
    assert_eq!(outlier["substance"], "acetic-anhydride");
    // O19: totals that copy an earlier year.
    for year in ["2016", "2017"] {
        let copied = the(&all, &[("fault", "copied-total"), ("period", year)]);
        assert_eq!(
            (&copied["place"], &copied["other"]),
            (&Value::from("AF"), &Value::from("2015"))
        );
    }
    // O20: categories cut at fifty pages.
    let cut = the(&all, &[("fault", "truncated"), ("source", "darknet-dnm-2017")]);
    assert_eq!(figure(cut, "last page"), "49");

    // Once it is accepted that forces joined, the series begin after that.
    let id = joined["id"].as_str().unwrap();
    node.ok(&["quality", "decide", id, "accept", "--because", "forces joined until May 2018"]);
    let points = node.ok(&[
        "series",
        "--source",
        "pa-police-overdose",
        "--place",
        "US-PA",
        "--substance",
        "heroin",
        "--points",
        "--format",
        "csv",
    ]);
    assert!(points.contains("2018-07") && !points.contains("2018-06"), "{points}");
}
