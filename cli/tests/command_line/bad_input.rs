//! What bad input gets: one clear message, status 2, nothing half stored.

use crate::node::{MAPPING, Node};

/// Ingests bytes under [`MAPPING`] with `change` applied; expects refusal with all of `words`.
fn refused(bytes: &[u8], change: (&str, &str), words: &[&str]) {
    let node = Node::fresh();
    assert!(MAPPING.contains(change.0), "{}", change.0);
    let mapping = node.write("m.toml", MAPPING.replacen(change.0, change.1, 1));
    let file = node.write("f.csv", bytes);
    let done = node.run(&["ingest", &file, "--mapping", &mapping]);
    assert_eq!(done.status, 2, "{done:?}");
    for word in words {
        assert!(done.errors.contains(word), "'{word}' is not in: {}", done.errors);
    }
    assert!(done.errors.starts_with("error: "), "{}", done.errors);
    assert_eq!(node.submissions(), 0);
    assert!(node.ok(&["doctor"]).contains("0 entries verify"));
}

const SAME: (&str, &str) = ("", "");

#[test]
fn an_empty_file_is_refused() {
    refused(b"", SAME, &["f.csv", "empty"]);
}

#[test]
fn a_header_alone_is_refused() {
    refused(b"month,drug,events\n", SAME, &["f.csv"]);
}

#[test]
fn bytes_that_are_no_utf8_name_the_encoding_to_try() {
    refused(b"month,drug,events\n2020-01,h\xe9roine,3\n", SAME, &["windows-1252"]);
}

#[test]
fn a_missing_column_names_the_nearest_one() {
    refused(b"month,drug,event\n2020-01,heroin,3\n", SAME, &["events", "event"]);
}

#[test]
fn a_file_of_bad_rows_only_is_refused_with_row_and_column() {
    for (row, words) in [
        ("2020-01,heroin,-3", ["row 2", "events", "-3"]),
        ("2020-01,heroin,2.5", ["row 2", "events", "2.5"]),
        ("2031-01,heroin,3", ["row 2", "month", "2031-01"]),
        ("01/2020,heroin,3", ["row 2", "month", "01/2020"]),
        ("2020-01,heroin", ["row 2", "3", "2"]),
    ] {
        refused(format!("month,drug,events\n{row}\n").as_bytes(), SAME, &words);
    }
}

#[test]
fn a_mapping_with_an_unknown_setting_is_refused() {
    refused(
        b"month,drug,events\n2020-01,heroin,3\n",
        ("absent =", "absentt ="),
        &["m.toml", "absent"],
    );
}

#[test]
fn columns_about_a_persons_origin_are_refused() {
    let change = ("columns = [\"month\", \"drug\"]", "columns = [\"month\", \"Ethnicity\"]");
    refused(b"month,drug,events,Ethnicity\n2020-01,heroin,3,x\n", change, &["Ethnicity"]);
}

#[test]
fn garbage_is_refused_and_nothing_panics() {
    let garbage: Vec<u8> =
        (0..4096_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    refused(&garbage, SAME, &["f.csv"]);
}

#[test]
fn a_bad_row_never_stops_a_good_one() {
    let node = Node::fresh();
    let mapping = node.write("m.toml", MAPPING);
    let file = node.write(
        "f.csv",
        "month,drug,events\n2020-01,heroin,3\n2020-02,heroin,-1\n2020-03,heroin,4\n",
    );
    let output = node.ok(&["ingest", &file, "--mapping", &mapping]);
    assert!(output.contains("3 rows read, 2 accepted, 1 rejected"), "{output}");
    assert!(output.contains("row 3, column events, value '-1'"), "{output}");
    let list = node.ok(&["submissions", "--format", "json"]);
    let list: serde_json::Value = serde_json::from_str(&list).unwrap();
    let id = list[0]["id"].as_str().unwrap();
    let shown = node.ok(&["submissions", "show", id, "--format", "json"]);
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["rejections"][0]["row"], 3);
    assert_eq!(shown["rejections"][0]["value"], "-1");
}

#[test]
fn rejected_rows_are_written_out_mended_and_sent_again() {
    let node = Node::fresh();
    let mapping = node.write("m.toml", MAPPING);
    let file = node.write(
        "f.csv",
        "month,drug,events,note\n2020-01,heroin,3,=1+1\n2020-02,heroin,-1,=1+1\n2020-13,heroin,4,\n\
         2020-01,heroin,5,\n",
    );
    node.ok(&["ingest", &file, "--mapping", &mapping]);
    let id = node.ok(&["submissions", "--format", "csv"]);
    let id = id.lines().nth(1).unwrap().split(',').nth(1).unwrap().to_owned();
    let out = node.path("mend.csv").display().to_string();
    let said = node.ok(&["submissions", "rejected", &id, "--out", &out]);
    assert!(said.contains("2 rejected rows") && said.contains("Left out: 1 rows"), "{said}");
    let again = node.run(&["submissions", "rejected", &id, "--out", &out]);
    assert_eq!(again.status, 2);
    assert!(again.errors.contains("stands already and is not overwritten"), "{}", again.errors);
    let text = std::fs::read_to_string(&out).unwrap();
    assert!(text.contains("'=1+1"), "no spreadsheet may run it: {text}");
    let mended = text.replace("heroin,-1", "heroin,1").replace("2020-13,heroin", "2020-03,heroin");
    std::fs::write(&out, mended).unwrap();
    let again = node.ok(&["ingest", &out, "--mapping", &mapping]);
    assert!(again.contains("2 rows read, 2 accepted, 0 rejected"), "{again}");
    let series = node.ok(&["series", "--as-of", "2021-01-01", "--points", "--format", "csv"]);
    for point in ["2020-01,3", "2020-02,1", "2020-03,4"] {
        assert!(series.contains(point), "{point}: {series}");
    }
    let id = node.ok(&["submissions", "--format", "csv"]);
    let id = id.lines().nth(2).unwrap().split(',').nth(1).unwrap().to_owned();
    let none = node.run(&["submissions", "rejected", &id, "--out", &out]);
    assert_eq!(none.status, 2);
    assert!(none.errors.contains("nothing to mend"), "{}", none.errors);
}

#[test]
fn the_same_file_twice_is_recognised() {
    let node = Node::fresh();
    let mapping = node.write("m.toml", MAPPING);
    let file = node.write("f.csv", "month,drug,events\n2020-01,heroin,3\n");
    node.ok(&["ingest", &file, "--mapping", &mapping]);
    let again = node.ok(&["ingest", &file, "--mapping", &mapping]);
    assert!(again.contains("stored already"), "{again}");
    assert_eq!(node.submissions(), 1);
}

#[test]
fn a_bad_file_does_not_stop_the_next_one() {
    let node = Node::fresh();
    let mapping = node.write("m.toml", MAPPING);
    let (bad, good) = (
        node.write("bad.csv", ""),
        node.write("good.csv", "month,drug,events\n2020-01,heroin,3\n"),
    );
    let done = node.run(&["ingest", &bad, "/no/such/file.csv", &good, "--mapping", &mapping]);
    assert_eq!(done.status, 2);
    assert!(
        done.errors.contains("bad.csv") && done.errors.contains("/no/such/file.csv"),
        "{}",
        done.errors
    );
    assert_eq!(node.submissions(), 1);
}

#[test]
fn commands_without_a_node_say_how_to_make_one() {
    let node = Node::none();
    for arguments in [&["detect"][..], &["signals"], &["submissions"], &["doctor"]] {
        let done = node.run(arguments);
        assert_eq!(done.status, 2, "{arguments:?}");
        assert!(done.errors.contains("watchfire init"), "{}", done.errors);
    }
}

#[test]
fn a_second_init_touches_nothing() {
    let node = Node::fresh();
    let done = node.run(&["init"]);
    assert_eq!(done.status, 2);
    assert!(done.errors.contains("already"), "{}", done.errors);
}

#[test]
fn an_init_that_was_cut_short_is_begun_anew_and_strange_files_stay() {
    let node = Node::none();
    let inside = |name: &str| node.node_directory().join(name);
    std::fs::create_dir_all(inside("keys/submissions")).unwrap();
    std::fs::create_dir_all(inside("payload")).unwrap();
    for left in ["init.unfinished", "keys/repeat.key", "ledger.sqlite"] {
        std::fs::write(inside(left), "").unwrap();
    }
    std::fs::write(inside("payload/notes.txt"), "mine").unwrap();
    let done = node.run(&["init", "--name", "Test"]);
    assert!(done.status == 2 && done.errors.contains("already"), "{done:?}");
    assert!(inside("keys/repeat.key").is_file());
    std::fs::remove_file(inside("payload/notes.txt")).unwrap();
    node.ok(&["init", "--name", "Test"]);
    assert!(!inside("init.unfinished").exists());
    assert!(node.ok(&["doctor"]).contains("0 entries"));
}

#[test]
fn a_day_in_the_future_is_refused() {
    let node = Node::fresh();
    let done = node.run(&["detect", "--as-of", "2030-01-01"]);
    assert_eq!(done.status, 2);
    assert!(done.errors.contains("future"), "{}", done.errors);
}

#[test]
fn figures_at_the_edge_of_what_can_be_counted_stop_nothing() {
    let node = Node::fresh();
    let mapping = node.write("m.toml", MAPPING);
    let mut text = "month,drug,events\n".to_owned();
    for year in 2018..2024 {
        for month in 1..=12 {
            text.extend([&year.to_string(), "-", &format!("{month:02}")]);
            text.push_str(if month == 12 {
                ",fentanyl,4294967295\n"
            } else {
                ",fentanyl,4000000000\n"
            });
        }
    }
    let file = node.write("f.csv", text);
    node.ok(&["ingest", &file, "--mapping", &mapping]);
    node.ok(&["detect", "--as-of", "2024-02-01"]);
    node.ok(&["detect", "--as-of", "2018-11-20"]);
}
