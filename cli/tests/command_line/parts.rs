//! Parts of what a source counts: a cluster in one setting that the total hides, from a file to its rows.

use std::fmt::Write as _;

use serde_json::Value;

use crate::node::Node;

const CASES: &str = r#"
source = "test"
title = "Synthetic emergency presentations by setting"
licence = "none, for a test"
kind = "case"
coverage = "US"
replaces = "same-keys"
absent = "zero"
retention_years = 5
indicator = "ed-visits"

[handling]
tlp = "TLP:GREEN"
purposes = ["public-health"]
subjects = "service-users"

[key]
columns = ["number"]

[period]
column = "day"
forms = ["iso"]

[known_at]
days_after_period = 0
because = "a test"

[place]
constant = "US"

[[substance]]
column = "drug"

[case]
age = "age"
setting = "setting"
"#;

/// Some 60 presentations a month over three years, one in prison every second month, and in the newest month
/// nine there among no more than usual.
fn cases() -> String {
    let mut text = "number,day,drug,age,setting\n".to_owned();
    let mut number = 0;
    for month in 0..36 {
        let prison = if month == 35 { 9 } else { (month + 1) % 2 };
        let hospital = 56 + (month * 11) % 9 - prison;
        let settings = [("Hospital", hospital), ("Prison", prison)];
        for (setting, count) in settings {
            for i in 0..count {
                number += 1;
                let (year, age) = (2021 + month / 12, 20 + (number * 7) % 45);
                let day = 1 + (i * 13 + month) % 28;
                let month = month % 12 + 1;
                writeln!(text, "{number},{year}-{month:02}-{day:02},heroin,{age},{setting}")
                    .unwrap();
            }
        }
    }
    // The source's last day, so that the month is complete.
    writeln!(text, "{},2023-12-31,heroin,30,Hospital", number + 1).unwrap();
    text
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_cluster_in_a_setting_is_raised_though_the_total_is_quiet() {
    let node = Node::fresh();
    let mapping = node.write("m.toml", CASES);
    let file = node.write("f.csv", cases());
    node.ok(&["ingest", &file, "--mapping", &mapping]);

    let found = json(&node.ok(&["detect", "--as-of", "2024-01-07", "--format", "json"]));
    let signals = found["signals"].as_array().unwrap();
    assert_eq!(signals.len(), 1, "{found:#}");
    let says = signals[0]["says"].as_str().unwrap();
    assert!(says.ends_with(", of them setting Prison"), "{says}");
    let parts: Vec<_> = signals[0]["findings"].as_array().unwrap().iter().collect();
    assert!(
        parts
            .iter()
            .all(|finding| finding["series"].as_str().unwrap().ends_with("/setting=Prison"))
    );

    let shown = node.ok(&["signals", "show", "heroin"]);
    assert!(shown.contains("More of     setting Prison: 8 of 57 "), "{shown}");
    assert!(shown.contains("Rows behind 2023-W51 (2 in all)"), "{shown}");
    let again = node.ok(&["signals", "show", "heroin", "--reproduce"]);
    assert!(again.contains("the same to the bit"), "{again}");
}

#[test]
fn parts_are_listed_when_asked_for_and_lead_to_their_rows() {
    let node = Node::fresh();
    let mapping = node.write("m.toml", CASES);
    let file = node.write("f.csv", cases());
    node.ok(&["ingest", &file, "--mapping", &mapping]);
    let parts = |arguments: &[&str]| {
        let listed =
            json(&node.ok(
                &[&["series", "--format", "json", "--as-of", "2024-01-07"], arguments].concat(),
            ));
        let parts =
            listed.as_array().unwrap().iter().map(|s| s["part"].as_str().unwrap().to_owned());
        let mut parts: Vec<String> = parts.collect();
        parts.sort();
        parts.dedup();
        parts
    };
    assert_eq!(parts(&[]), [""]);
    let ages = ["age=15 to 24", "age=25 to 34", "age=35 to 44", "age=45 to 54", "age=55 to 64"];
    let settings = ["setting=Hospital", "setting=Prison"];
    assert_eq!(parts(&["--parts"]), [&[""][..], &ages, &settings].concat());

    let figure = [
        "lineage",
        "figure",
        "--source",
        "test",
        "--indicator",
        "ed-visits",
        "--substance",
        "heroin",
        "--place",
        "US",
        "--period",
        "2023-12",
        "--format",
        "json",
        "--reason",
        "a test",
    ];
    let rows = |part: &[&str]| {
        let told = json(&node.ok(&[&figure[..], part].concat()));
        told["rows"].as_array().unwrap().len()
    };
    assert_eq!(rows(&["--part", "setting=Prison"]), 9);
    assert!(rows(&[]) > 50);
    let refused = node.run(&[&figure[..], &["--part", "prison"]].concat());
    assert_eq!(refused.status, 2);
}

#[test]
fn words_that_are_written_once_make_no_parts() {
    let node = Node::fresh();
    let mapping = node.write("m.toml", CASES);
    let mut text = "number,day,drug,age,setting\n".to_owned();
    for number in 0..200 {
        writeln!(
            text,
            "{number},2021-03-{:02},heroin,,house {number}; street={number}",
            1 + number % 28
        )
        .unwrap();
    }
    let file = node.write("f.csv", text);
    node.ok(&["ingest", &file, "--mapping", &mapping]);
    let listed = node.ok(&["series", "--parts", "--format", "json", "--as-of", "2024-01-07"]);
    let listed = json(&listed);
    let series = listed.as_array().unwrap();
    assert!(!series.is_empty() && series.iter().all(|series| series["part"] == ""), "{listed:#}");
}
