//! Lineage both ways: from a figure to its rows, and from a row to all that used it.

use axum::http::StatusCode;
use serde_json::Value;

use crate::fixture::Fixture;
use crate::uploads::{FORM, form};

const FIGURE: &str = "/api/v1/series/lines?source=test-customs&indicator=seizures-number\
                      &substance=fentanyl&place=US&cadence=month&period=2020-12";

#[tokio::test]
async fn a_figure_leads_to_its_original_rows() {
    let node = Fixture::filled().await;
    let lines = node.json(FIGURE).await;
    assert_eq!(lines["total"], 1);
    let line = &lines["items"][0];
    assert_eq!((&line["row"], &line["file_name"]), (&73.into(), &"seizures.csv".into()));
    assert_eq!(line["cells"][2]["value"], line["value"]);
    assert_eq!(line["cells"][3]["state"], "withheld");
}

#[tokio::test]
async fn a_row_leads_to_its_facts_figures_and_findings() {
    let node = Fixture::filled().await;
    let at = |row: u64| format!("/api/v1/submissions/{}/rows/{row}/lineage", node.submission);
    let last = node.json(&at(73)).await;
    assert_eq!(last["facts"][0]["standing"], "current");
    let figures = last["figures"].as_array().unwrap();
    let own = figures.iter().find(|f| f["series"]["substance"] == "fentanyl").unwrap();
    assert_eq!(own["period"], "2020-12");
    assert_eq!(own["figure"], own["counts_for"]);
    let uses: Vec<&Value> = last["findings"].as_array().unwrap().iter().collect();
    assert!(uses.iter().any(|found| found["used_as"] == "figure"), "{uses:?}");
    assert_eq!(last["findings_total"], uses.len());
    let signals = node.json("/api/v1/signals").await;
    let known: Vec<&Value> =
        signals["items"].as_array().unwrap().iter().map(|signal| &signal["id"]).collect();
    assert!(uses.iter().all(|found| known.contains(&&found["signal"])), "{uses:?}");
    // An early row is what the alarms were held against.
    let early = node.json(&at(20)).await;
    let uses = early["findings"].as_array().unwrap();
    assert!(!uses.is_empty() && uses.iter().all(|found| found["used_as"] == "history"));
    // A rejected row gave nothing and says why.
    let rejected = node.json(&at(74)).await;
    assert_eq!(
        (&rejected["facts"], &rejected["findings_total"]),
        (&Value::Array(vec![]), &0.into())
    );
    assert_eq!(rejected["row"]["rejections"][0]["column"], "events");
    // Then nobody knew it, and the node had not stored it.
    let then = node.json(&format!("{}?as_of=2020-12-31", at(73))).await;
    assert_eq!(then["facts"][0]["standing"], "not-known-yet");
    assert!(then["figures"].as_array().unwrap().is_empty());
    let before = node.json(&format!("{}?position=0", at(73))).await;
    assert_eq!(before["facts"][0]["standing"], "not-stored-yet");
    assert_eq!(node.get(&at(75)).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_withdrawn_row_says_by_what() {
    let node = Fixture::filled().await;
    let path = format!("/api/v1/submissions/{}/rows/2/lineage", node.withdrawn);
    let told = node.json(&path).await;
    let by = node.json(&format!("/api/v1/submissions/{}", node.withdrawn)).await;
    assert_eq!(told["facts"][0]["standing"], "withdrawn");
    assert_eq!(told["facts"][0]["by_submission"], by["withdrawn_by"]);
    assert!(told["figures"].as_array().unwrap().is_empty());
    let before = node.json(&format!("{path}?position=2")).await;
    assert_eq!(before["facts"][0]["standing"], "current");
}

#[tokio::test]
async fn a_sample_says_its_purity_where_it_was_measured() {
    let node = Fixture::empty().await;
    let file = [("file", Some("samples.csv"), SAMPLES), ("mapping", None, OF_SAMPLES)];
    let stored = node.finished(&node.send("/api/v1/submissions", FORM, form(&file)).await).await;
    assert_eq!(stored["file"]["rows_accepted"], 2, "{stored}");
    let id = stored["file"]["submission"].as_str().unwrap();
    let at = |row| format!("/api/v1/submissions/{id}/rows/{row}/lineage");
    let measured = node.json(&at(2)).await;
    assert_eq!(measured["facts"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        (&measured["facts"][0]["unit"], &measured["facts"][0]["purity"]),
        (&"count".into(), &"0.345".into())
    );
    assert_eq!(node.json(&at(3)).await["facts"][0]["purity"], Value::Null);
}

/// Two samples of heroin; synthetic.
const SAMPLES: &str = "id,month,purity\n1,2020-01,34.5\n2,2020-01,\n";

/// Samples; synthetic.
const OF_SAMPLES: &str = r#"
source = "synthetic-samples"
title = "Samples, synthetic"
licence = "made up"
kind = "sample"
indicator = "drug-checking-samples"
coverage = "DE"
replaces = "same-keys"
absent = "unknown"
retention_years = 1

[handling]
tlp = "TLP:CLEAR"
purposes = ["public-health"]
subjects = "none"

[key]
columns = ["id"]

[known_at]
constant = 2020-03-01
because = "made up"

[period]
column = "month"
forms = ["iso"]

[place]
constant = "DE"

[[substance]]
constant = "heroin"

[sample]
id = ["id"]
purity_percent = "purity"
"#;
