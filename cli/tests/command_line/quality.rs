//! Faults of the data: found with their rows, decided in the ledger, respected from there on.

use std::fmt::Write as _;

use serde_json::Value;

use crate::node::{MAPPING, Node, ledgers};

/// Forty months of some hundred grams (synthetic), one of them entered in grams.
fn amounts() -> String {
    let mut text = "month,drug,kilograms\n".to_owned();
    for i in 0..40 {
        let kilograms = if i == 30 { "412".to_owned() } else { format!("0.{}", 3 + (i * 7) % 5) };
        writeln!(text, "{}-{:02},fentanyl,{kilograms}", 2021 + i / 12, i % 12 + 1).unwrap();
    }
    text
}

fn mapping() -> String {
    let kilograms = MAPPING.replace("column = \"events\"", "column = \"kilograms\"");
    let quantity = kilograms.replace("seizures-number", "seizures-quantity");
    quantity.replace("unit = \"count\"", "unit = \"kg\"")
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_mistaken_unit_is_found_shown_with_its_row_and_decided() {
    for ledger in ledgers() {
        let node = Node::fresh_at(&ledger);
        let mapping = node.write("m.toml", mapping());
        let file = node.write("f.csv", amounts());
        node.ok(&["ingest", &file, "--mapping", &mapping]);

        let found = json(&node.ok(&["quality", "--format", "json"]));
        let findings = found["findings"].as_array().unwrap();
        assert_eq!(findings.len(), 1, "{found:#}");
        assert_eq!(findings[0]["fault"], "unit-outlier");
        assert_eq!(findings[0]["period"], "2023-07");
        assert_eq!(findings[0]["value"], "412");
        assert_eq!(findings[0]["first_row"]["row"], 32);
        assert_eq!(findings[0]["proposed"], "leave-out");
        let id = findings[0]["id"].as_str().unwrap();
        let again = json(&node.ok(&["quality", "test", "--format", "json"]));
        assert_eq!(again["findings"][0]["id"], id, "the same fault is the same finding");
        assert_eq!(again["run"]["digest"], found["run"]["digest"]);

        let because = ["--because", "grams, says the report"];
        let decide = |rest: &[&str]| {
            let mut arguments = vec!["quality", "decide", "unit-outlier"];
            arguments.extend(rest);
            arguments.extend(because);
            node.run(&arguments)
        };
        assert_eq!(decide(&["reject", "--treatment", "mind"]).status, 2);
        assert_eq!(decide(&["override"]).status, 2);
        assert_eq!(decide(&["accept"]).status, 0);
        assert_eq!(node.run(&["quality", "decide", id, "accept", "--because", " "]).status, 2);
        let shown = node.ok(&["quality", "show", id]);
        assert!(shown.contains("Decided     accepted on 2026-11-22 (position 2)"), "{shown}");
        assert!(shown.contains("robust score"), "{shown}");
        let overridden = decide(&["override", "--treatment", "mind"]);
        assert_eq!(overridden.status, 0, "{}", overridden.errors);
        let decided = json(&node.ok(&["quality", "show", id, "--format", "json"]));
        assert_eq!(decided["decision"]["treatment"], "mind", "the latest decision holds");
        assert_eq!(decided["decisions"].as_array().unwrap().len(), 2);
        node.ok(&["verify"]);
        let doctor = node.ok(&["doctor"]);
        assert!(!doctor.contains("damaged"), "{doctor}");
    }
}

#[test]
fn a_source_or_finding_that_is_not_there_is_said_plainly() {
    let node = Node::fresh();
    assert!(node.ok(&["quality"]).contains("0 findings in 0 figures"));
    for arguments in [&["quality", "nobody"][..], &["quality", "show", "unit-outlier"]] {
        let done = node.run(arguments);
        assert_eq!(done.status, 2, "{arguments:?}");
        assert!(done.errors.starts_with("error: there "), "{}", done.errors);
    }
}

/// Four years of some kilograms a month (synthetic), the last month entered in grams.
fn amounts_with_a_false_rise() -> String {
    let mut text = "month,drug,kilograms\n".to_owned();
    for i in 0..48 {
        let kilograms = if i == 47 { "4120".to_owned() } else { format!("{}.3", 3 + (i * 7) % 5) };
        writeln!(text, "{}-{:02},fentanyl,{kilograms}", 2020 + i / 12, i % 12 + 1).unwrap();
    }
    text
}

#[test]
fn detection_tells_of_a_doubtful_figure_and_leaves_it_out_once_that_is_decided() {
    let node = Node::fresh();
    let mapping = node.write("m.toml", mapping());
    let file = node.write("f.csv", amounts_with_a_false_rise());
    let stored = node.ok(&["ingest", &file, "--mapping", &mapping]);
    let line = "  Quality: 1 new finding (unit-outlier): watchfire quality test";
    assert!(stored.lines().any(|printed| printed == line), "{stored}");

    let detect = ["detect", "--as-of", "2024-02-01", "--format", "json"];
    let raised = json(&node.ok(&detect));
    assert_eq!(raised["signals"].as_array().unwrap().len(), 1, "{raised:#}");
    let shown = node.ok(&["signals", "show", "1"]);
    assert!(shown.contains("In doubt    4,120 kg, where the median"), "{shown}");

    let because = ["--because", "grams, says the report"];
    node.ok(&[&["quality", "decide", "unit-outlier", "accept"][..], &because].concat());
    let quiet = json(&node.ok(&detect));
    assert_eq!(quiet["signals"].as_array().unwrap().len(), 0, "{quiet:#}");
    let points = node.ok(&["series", "--points", "--format", "csv"]);
    let last = points.lines().find(|line| line.contains("2023-12"));
    assert!(last.is_none_or(|line| !line.contains("4120") && !line.ends_with(",0")), "{points}");
    let facts = node.ok(&["sql", "SELECT max(value) AS most FROM observations", "--format", "csv"]);
    assert!(facts.contains("4120"), "no fact changes: {facts}");

    node.ok(&[&["quality", "decide", "unit-outlier", "reject"][..], &because].concat());
    let again = json(&node.ok(&detect));
    assert_eq!(again["signals"].as_array().unwrap().len(), 1, "the latest decision holds");
    let shown = node.ok(&["signals", "show", "1"]);
    assert!(!shown.contains("In doubt"), "what is rejected is told no more: {shown}");
}

#[test]
fn a_signal_says_which_treatment_it_rests_on() {
    let node = Node::fresh();
    let mapping = node.write("m.toml", mapping());
    // The mistaken month lies far back; the last one rises in truth.
    let figures = amounts_with_a_false_rise().replace("2020-02,fentanyl,", "2020-02,fentanyl,9000");
    let file = node.write("f.csv", figures.replace(",4120", ",400"));
    node.ok(&["ingest", &file, "--mapping", &mapping]);
    let because = ["--because", "grams, says the report"];
    node.ok(&[&["quality", "decide", "unit-outlier", "accept"][..], &because].concat());
    node.ok(&["detect", "--as-of", "2024-02-01"]);
    let shown = node.ok(&["signals", "show", "1"]);
    let treated =
        "leave out of sums and series (decided 2026-11-22, because grams, says the report)";
    assert!(shown.contains("Treated     unit-outlier-") && shown.contains(treated), "{shown}");
    let again = node.ok(&["signals", "show", "1", "--reproduce"]);
    assert!(again.contains("are the same to the bit"), "{again}");
}
