//! From a file to a signal and back to the row.

use std::fmt::Write as _;

use serde_json::Value;

use crate::node::{Done, MAPPING, Node};

/// Six years of about ten events a month, then a jump in the last two months.
fn figures_with_a_jump() -> String {
    let mut text = "month,drug,events\n".to_owned();
    for i in 0..72 {
        let events = if i >= 70 { 60 } else { 8 + (i * 7) % 5 };
        writeln!(text, "{}-{:02},fentanyl,{events}", 2018 + i / 12, i % 12 + 1).unwrap();
        writeln!(text, "{}-{:02},heroin,{}", 2018 + i / 12, i % 12 + 1, 20 + (i * 5) % 7).unwrap();
    }
    text
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn node_with_a_jump() -> (Node, String) {
    let node = Node::fresh();
    let mapping = node.write("m.toml", MAPPING);
    let file = node.write("f.csv", figures_with_a_jump());
    node.ok(&["ingest", &file, "--mapping", &mapping]);
    (node, mapping)
}

#[test]
fn a_jump_becomes_the_first_signal_and_leads_back_to_its_rows() {
    let (node, _) = node_with_a_jump();
    let found = json(&node.ok(&["detect", "--as-of", "2024-02-01", "--format", "json"]));
    let first = &found["signals"][0];
    assert_eq!(
        (first["substance"].as_str(), first["place"].as_str()),
        (Some("fentanyl"), Some("US"))
    );
    assert_eq!(first["onset"], "2023-11-01");
    let parts = first["score_parts"].as_array().unwrap();
    let sum: f64 = parts.iter().map(|part| part["points"].as_f64().unwrap()).sum();
    assert!(
        (sum - first["score"].as_f64().unwrap()).abs() < 1e-9,
        "the score is the sum of its parts"
    );
    let shown = json(&node.ok(&["signals", "show", "1", "--format", "json"]));
    let rows = shown["rows_behind_clearest_alarm"].as_array().unwrap();
    // The last month of fentanyl stands in the last line but one: 1 header and 144 rows.
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["row"], 144);
    assert_eq!(rows[0]["words"], "fentanyl");
    let again = node.ok(&["signals", "show", "1", "--reproduce"]);
    assert!(again.contains("2 of 2 findings are the same to the bit"), "{again}");
}

#[test]
fn two_runs_at_the_same_place_give_the_same_digest_and_open_nothing_twice() {
    let (node, _) = node_with_a_jump();
    let run = || json(&node.ok(&["detect", "--as-of", "2024-02-01", "--format", "json"]));
    let (first, second) = (run(), run());
    assert_eq!(first["run"]["digest"], second["run"]["digest"]);
    assert_eq!(first["signals"][0]["id"], second["signals"][0]["id"]);
    // A month later the same rise is the same signal.
    let later = json(&node.ok(&["detect", "--as-of", "2024-03-01", "--format", "json"]));
    assert_eq!(later["signals"][0]["id"], first["signals"][0]["id"]);
}

#[test]
fn what_was_not_known_yet_is_not_found() {
    let (node, _) = node_with_a_jump();
    let before = json(&node.ok(&["detect", "--as-of", "2023-11-30", "--format", "json"]));
    assert_eq!(before["signals"].as_array().unwrap().len(), 0, "{before}");
}

#[test]
fn a_correction_counts_from_its_own_day_on() {
    let (node, mapping) = node_with_a_jump();
    let corrected = "month,drug,events\n2023-11,fentanyl,9\n2023-12,fentanyl,10\n";
    let corrected = node.write("corrected.csv", corrected);
    let mut made_in_february = node.command(&["ingest", &corrected, "--mapping", &mapping]);
    let made = Done::of(&made_in_february.env("WATCHFIRE_TODAY", "2024-02-02").output().unwrap());
    assert_eq!(made.status, 0, "{made:?}");
    let found = |day: &str| {
        let found = json(&node.ok(&["detect", "--as-of", day, "--format", "json"]));
        found["signals"].as_array().unwrap().len()
    };
    // The day before, the old figures stand: a correction is never back-dated.
    assert_eq!(found("2024-02-01"), 1);
    assert_eq!(found("2024-02-02"), 0);
}

#[test]
fn a_withdrawn_submission_is_hidden_from_its_day_on_and_can_be_sent_again() {
    let (node, mapping) = node_with_a_jump();
    let list = json(&node.ok(&["submissions", "--format", "json"]));
    let id = list[0]["id"].as_str().unwrap().to_owned();
    node.ok(&["submissions", "withdraw", &id, "--reason", "sent by mistake"]);
    let now = json(&node.ok(&["detect", "--format", "json"]));
    assert_eq!(now["run"]["series_looked_at"], 0);
    let then = json(&node.ok(&["detect", "--as-of", "2024-02-01", "--format", "json"]));
    assert_eq!(then["signals"][0]["substance"], "fentanyl");
    let twice = node.run(&["submissions", "withdraw", &id, "--reason", "again"]);
    assert_eq!(twice.status, 2, "{twice:?}");
    let file = node.path("f.csv").display().to_string();
    node.ok(&["ingest", &file, "--mapping", &mapping]);
    assert_eq!(node.submissions(), 3);
}

#[test]
fn nothing_of_a_personal_file_stands_readable_on_the_disk() {
    let node = Node::fresh();
    let mapping = MAPPING.replace("subjects = \"none\"", "subjects = \"deceased\"");
    let mapping = node.write("m.toml", mapping);
    let file =
        node.write("f.csv", "month,drug,events\n2020-01,carfentanil zzqq,3\n2020-02,zzqq,bad\n");
    node.ok(&["ingest", &file, "--mapping", &mapping]);
    for directory in ["payload", "facts", "."] {
        for entry in node.node_directory().join(directory).read_dir().unwrap() {
            let path = entry.unwrap().path();
            let Ok(bytes) = std::fs::read(&path) else { continue };
            assert!(!bytes.windows(4).any(|window| window == b"zzqq"), "{}", path.display());
        }
    }
}

#[test]
fn a_dry_run_stores_nothing_and_needs_no_node() {
    let node = Node::none();
    let mapping = node.write("m.toml", MAPPING);
    let file = node.write("f.csv", "month,drug,events\n2020-01,heroin,3\n");
    let output = node.ok(&["ingest", &file, "--mapping", &mapping, "--dry-run"]);
    assert!(output.contains("1 rows read, 1 accepted, 0 rejected"), "{output}");
    assert!(!node.node_directory().exists());
}

/// What the first signal of a day says was observed in its first alarm.
fn observed(node: &Node, day: &str) -> Vec<f64> {
    let found = json(&node.ok(&["detect", "--as-of", day, "--format", "json"]));
    let findings = found["signals"][0]["findings"].as_array().cloned().unwrap_or_default();
    findings.iter().filter_map(|finding| finding["observed"].as_f64()).collect()
}

#[test]
fn a_later_file_of_the_same_vintage_is_a_correction_and_not_back_dated() {
    let node = Node::fresh();
    let dated = "constant = 2024-01-05\nbecause";
    let mapping = MAPPING.replace("days_after_period = 10\nbecause", dated);
    let mapping = node.write("m.toml", mapping);
    let file = node.write("f.csv", figures_with_a_jump());
    node.ok(&["ingest", &file, "--mapping", &mapping]);
    let before = observed(&node, "2024-02-01");
    assert_eq!(before, [60.0, 60.0]);
    let corrected = node.write("c.csv", "month,drug,events\n2023-12,fentanyl,90\n");
    node.ok(&["ingest", &corrected, "--mapping", &mapping]);
    assert_eq!(observed(&node, "2024-02-01"), before);
}

#[test]
fn withdrawing_a_replacement_changes_no_earlier_day() {
    let (node, _) = node_with_a_jump();
    let scoped = "replaces = { from = 2023-11-01, to = 2023-12-31 }";
    let mapping = MAPPING.replace("replaces = \"same-keys\"", scoped);
    let mapping =
        node.write("scoped.toml", mapping.replace("[\"month\", \"drug\"]", "[\"month\"]"));
    let file =
        node.write("scoped.csv", "month,drug,events\n2023-11,fentanyl,70\n2023-12,fentanyl,80\n");
    let mut made = node.command(&["ingest", &file, "--mapping", &mapping]);
    let made = Done::of(&made.env("WATCHFIRE_TODAY", "2024-01-20").output().unwrap());
    assert_eq!(made.status, 0, "{made:?}");
    let before = observed(&node, "2024-02-01");
    assert_eq!(before, [80.0, 70.0], "the scope takes the place of the older figures");
    let list = json(&node.ok(&["submissions", "--format", "json"]));
    let id = list[1]["id"].as_str().unwrap();
    node.ok(&["submissions", "withdraw", id, "--reason", "wrong scope"]);
    assert_eq!(observed(&node, "2024-02-01"), before);
}

#[test]
fn the_same_file_under_another_key_is_refused_until_the_first_is_withdrawn() {
    let (node, _) = node_with_a_jump();
    let other = MAPPING.replace("[\"month\", \"drug\"]", "[\"drug\", \"month\"]");
    let other = node.write("other.toml", other);
    let file = node.path("f.csv").display().to_string();
    let done = node.run(&["ingest", &file, "--mapping", &other]);
    assert_eq!(done.status, 2, "{done:?}");
    assert!(done.errors.contains("withdraw"), "{}", done.errors);
    assert_eq!(node.submissions(), 1);
}

#[test]
fn looking_back_never_eats_the_years_to_compare_with() {
    let (node, _) = node_with_a_jump();
    let back = |since: &str| {
        let arguments = ["detect", "--as-of", "2024-02-01", "--since", since, "--format", "json"];
        json(&node.ok(&arguments))["signals"][0]["onset"].clone()
    };
    assert_eq!(back("2008-01-01"), "2023-11-01");
    let done = node.run(&["detect", "--as-of", "2024-02-01", "--since", "2024-03-01"]);
    assert_eq!(done.status, 2, "{done:?}");
}

#[test]
fn the_rows_behind_an_alarm_add_up_to_it() {
    let (node, _) = node_with_a_jump();
    node.ok(&["detect", "--as-of", "2024-02-01"]);
    let shown = json(&node.ok(&["signals", "show", "1", "--format", "json"]));
    let rows = shown["rows_behind_clearest_alarm"].as_array().unwrap();
    let sum: f64 =
        rows.iter().map(|row| row["value"].as_str().unwrap().parse::<f64>().unwrap()).sum();
    assert_eq!(Some(sum), shown["findings"][0]["observed"].as_f64());
}
