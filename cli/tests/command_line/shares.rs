//! Shares beside counts, from a file to the words that an analyst reads.

use std::fmt::Write as _;

use serde_json::Value;

use crate::node::{MAPPING, Node};

/// Six years by month of what is counted, and of all of it.
fn figures(counts: impl Fn(usize) -> Vec<(&'static str, usize)>) -> String {
    let mut text = "month,drug,events\n".to_owned();
    for i in 0..72 {
        for (drug, events) in counts(i) {
            writeln!(text, "{}-{:02},{drug},{events}", 2018 + i / 12, i % 12 + 1).unwrap();
        }
    }
    text
}

fn node_with(figures: &str) -> Node {
    let node = Node::fresh();
    let whole = "column = \"drug\"\nvalues = { \"all drugs\" = \"all-drugs\" }";
    let mapping = MAPPING.replace("seizures-number", "drug-checking-samples");
    let mapping = node.write("m.toml", mapping.replace("column = \"drug\"", whole));
    let file = node.write("f.csv", figures);
    node.ok(&["ingest", &file, "--mapping", &mapping]);
    node
}

fn signals(node: &Node) -> Vec<Value> {
    let found = node.ok(&["detect", "--as-of", "2024-02-01", "--format", "json"]);
    let found: Value = serde_json::from_str(&found).unwrap();
    found["signals"].as_array().unwrap().clone()
}

#[test]
fn a_share_rises_while_fewer_samples_come_in_and_comes_out_the_same_again() {
    let node = node_with(&figures(|i| {
        let (all, fentanyl) = if i >= 69 { (40, 22) } else { (78 + i % 5, 23 + (i * 7) % 5) };
        vec![("fentanyl", fentanyl), ("all drugs", all)]
    }));
    let found = signals(&node);
    let share = found.iter().find(|signal| signal["substance"] == "fentanyl").unwrap();
    let leading = &share["findings"][0];
    assert_eq!(
        (leading["method"].as_str(), leading["out_of"].as_f64()),
        (Some("share"), Some(120.0))
    );
    let says = share["says"].as_str().unwrap();
    assert!(
        says.starts_with("66 of 120 (55 %) in the three months to 2023-12, 31 % expected"),
        "{says}"
    );
    let shown = node.ok(&["signals", "show", "fentanyl"]);
    assert!(shown.contains("now; all else this source counts there ×"), "{shown}");
    let again = node.ok(&["signals", "show", "fentanyl", "--reproduce"]);
    assert!(
        again.contains("findings are the same to the bit") && !again.contains("another"),
        "{again}"
    );
}

#[test]
fn what_rises_with_everything_is_one_signal_that_says_so() {
    let node = node_with(&figures(|i| {
        let times = if i >= 70 { 4 } else { 1 };
        let each = |base: usize, step: usize| times * (base + (i * step) % 5);
        let (heroin, cocaine, mdma) = (each(20, 3), each(16, 7), each(12, 9));
        let all = heroin + cocaine + mdma;
        vec![("heroin", heroin), ("cocaine", cocaine), ("mdma", mdma), ("all drugs", all)]
    }));
    let found = signals(&node);
    let [only] = &found[..] else { panic!("{found:?}") };
    assert_eq!(
        (only["substance"].as_str(), only["direction"].as_str()),
        (Some("all-drugs"), Some("rise"))
    );
    let shown = node.ok(&["signals", "show", "1"]);
    let expected = "rose no more than everything this source counts there: a reporter that joins";
    assert!(shown.contains(expected), "{shown}");
}
