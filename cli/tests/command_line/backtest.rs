//! A backtest over the demo figures: when each known event would have been raised, and nothing kept.

use serde_json::Value;

use crate::node::{Node, workspace};

fn demo_node() -> Node {
    let node = Node::fresh();
    for table in ["canada_opioid_deaths_2022_12", "ct_deaths_by_month", "us_cbp_seizures_by_month"]
    {
        let (figures, mapping) = (format!("demo/{table}.csv"), format!("demo/{table}.toml"));
        node.ok(&["ingest", &figures, "--mapping", &mapping]);
    }
    node
}

#[test]
fn known_events_are_raised_in_time_and_nothing_is_kept() {
    let node = demo_node();
    let asked = ["backtest", "--truth", "demo/truth.csv", "--step", "quarter", "--format", "json"];
    let text = node.ok(&asked);
    let answer: Value = serde_json::from_str(&text).unwrap();
    let events = answer["events"].as_array().unwrap();
    let outcome = |id: &str| {
        let event = events.iter().find(|event| event["id"] == id).unwrap();
        event["outcome"].as_str().unwrap().to_owned()
    };
    for id in ["O1", "O2", "O3"] {
        assert_eq!(outcome(id), "in time", "{id}: {text}");
    }
    // Without the table of December 2020 the jump is first seen two years later.
    assert_eq!(outcome("O7"), "late", "{text}");
    assert_eq!(outcome("O4"), "no figures in this node", "{text}");
    assert_eq!(text, node.ok(&asked));
    // A backtest is a question: there is no run to show.
    assert_eq!(node.run(&["signals"]).status, 2);
}

#[test]
fn a_truth_file_of_another_form_names_the_missing_column() {
    let node = Node::fresh();
    let truth = node.write("truth.csv", "id,dataset,kind,event\nO1,x,positive,y\n");
    let done = node.run(&["backtest", "--truth", &truth]);
    assert_eq!(done.status, 2, "{done:?}");
    assert!(done.errors.contains("no column expectation"), "{}", done.errors);
    let shipped = workspace().join("demo/truth.csv").display().to_string();
    let days = ["--from", "2020-01-01", "--to", "2019-01-01"];
    let done = node.run(&[["backtest", "--truth", &shipped].as_slice(), &days].concat());
    assert!(done.status == 2 && done.errors.contains("lies after"), "{}", done.errors);
}
