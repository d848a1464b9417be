//! Simulated series are printed without a node, the same on every run.

use crate::node::Node;

#[test]
fn simulated_series_are_a_long_table_with_the_truth_beside_it() {
    let node = Node::none();
    let printed = node.ok(&["simulate", "noufaily", "--seed", "3", "--series", "2"]);
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines.len(), 1 + 2 * 624);
    assert_eq!(lines[0], "series,scenario,t,observed,expected,outbreak");
    assert!(lines[1].starts_with("1,1,1,") && lines[1248].starts_with("2,2,624,"), "{}", lines[1]);
    assert_eq!(printed, node.ok(&["simulate", "noufaily", "--seed", "3", "--series", "2"]));
    assert_ne!(printed, node.ok(&["simulate", "noufaily", "--seed", "4", "--series", "2"]));
    assert!(!node.node_directory().exists(), "no node was made");
}

fn files_of(directory: &std::path::Path) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    let name = |path: &std::path::Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    let mut files: Vec<(String, String)> =
        entries.map(|path| (name(&path), std::fs::read_to_string(&path).unwrap())).collect();
    files.sort();
    files
}

/// A small Europe in a directory of its own.
fn europe(node: &Node, name: &str, seed: &str) -> std::path::PathBuf {
    let out = node.path(name);
    let directory = out.to_str().unwrap();
    let small = ["--countries", "1", "--years", "3"];
    let arguments = ["simulate", "europe", "--out", directory, "--seed", seed];
    node.ok(&[&arguments[..], &small[..]].concat());
    out
}

#[test]
fn a_synthetic_europe_is_the_same_for_a_seed_and_marked_everywhere() {
    let node = Node::none();
    let [first, again, other] = [("a", "1"), ("b", "1"), ("c", "2")]
        .map(|(name, seed)| files_of(&europe(&node, name, seed)));
    assert_eq!(first, again);
    assert_ne!(first, other);
    assert_eq!(first.len(), 18);
    for (name, text) in &first {
        assert!(name.starts_with("synthetic-europe-"), "{name}");
        if name.strip_suffix(".toml").is_some() {
            assert!(text.contains("title = \"SYNTHETIC Europe"), "{text}");
            assert!(text.contains("licence = \"SYNTHETIC"), "{text}");
        } else {
            assert!(text.lines().skip(1).all(|line| line.to_lowercase().contains("synthetic")));
        }
    }
    let refused = node.run(&["simulate", "europe", "--out", node.path("a").to_str().unwrap()]);
    assert_eq!(refused.status, 2, "{}", refused.errors);
    assert!(refused.errors.contains("is not empty: name a new directory"), "{}", refused.errors);
    let refused = node.run(&["simulate", "europe", "--out", "x", "--scenario", "flood"]);
    assert!(refused.errors.contains("nitazene-wave"), "{}", refused.errors);
}

#[test]
fn a_synthetic_europe_is_taken_in_as_it_is_and_shows_its_mark() {
    let node = Node::fresh();
    let directory = europe(&node, "europe", "1");
    let faults = std::fs::read_to_string(directory.join("synthetic-europe-faults.csv")).unwrap();
    for (name, text) in files_of(&directory) {
        let Some(source) = name.strip_suffix(".toml") else { continue };
        let table = directory.join(format!("{source}.csv"));
        let mapping = directory.join(&name);
        let said =
            node.ok(&["ingest", table.to_str().unwrap(), "--mapping", mapping.to_str().unwrap()]);
        let days = |line: &&str| line.starts_with(source) && line.contains("a day that");
        let rejected = faults.lines().filter(days).count();
        assert!(said.contains(&format!(", {rejected} rejected")), "{text}\n{said}");
    }
    let listed = node.ok(&["submissions"]);
    assert!(listed.lines().skip(1).all(|line| line.contains("synthetic-europe-")), "{listed}");
    let found = node.ok(&["detect", "--as-of", "2025-10-31", "--top", "3"]);
    let signals: Vec<&str> = found.lines().filter(|line| line.contains(".v2")).collect();
    assert!(!signals.is_empty(), "{found}");
    assert!(signals.iter().all(|line| line.contains("SYNTHETIC: ")), "{found}");
    let shown = node.ok(&["signals", "show", "1"]);
    assert!(shown.contains("SYNTHETIC: ") && shown.contains("SYNTHETIC seed 1"), "{shown}");
}

#[test]
fn an_evaluation_prints_scenarios_targets_and_what_they_cost() {
    let node = Node::none();
    let small = ["--seeds", "1..1", "--series", "100", "--weeks", "8", "--years", "3"];
    let asked = ["evaluate", "--setting", "farrington"];
    let printed = node.ok(&[&asked[..], &small[..]].concat());
    for words in ["SYNTHETIC", "nitazene-wave", "to stay quiet", "at most 5", "at least 0.8"] {
        assert!(printed.contains(words), "{printed}");
    }
    assert!(!printed.contains("NaN"), "{printed}");
    let refused = node.run(&["evaluate", "--seeds", "9..1"]);
    assert!(refused.errors.contains("write seeds as 1..5"), "{}", refused.errors);
}
