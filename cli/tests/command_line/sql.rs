//! Questions in SQL, in each form.

use serde_json::{Value, json};

use crate::node::{MAPPING, Node};

fn filled() -> Node {
    let node = Node::fresh();
    let mapping = node.write("m.toml", MAPPING);
    let file =
        node.write("f.csv", "month,drug,events\n2020-01,fentanyl,3\n2020-02,\"heroin, cut\",4\n");
    node.ok(&["ingest", &file, "--mapping", &mapping]);
    node
}

const STATEMENT: &str =
    "SELECT row, substance_texts, value, missing FROM observations ORDER BY row";

#[test]
fn an_answer_is_a_table_json_csv_or_parquet() {
    let node = filled();
    let table = node.ok(&["sql", STATEMENT]);
    assert_eq!(
        table,
        "row  substance_texts  value  missing\n  2  fentanyl         3\n  3  heroin; cut      4\n"
    );
    let csv = node.ok(&["sql", STATEMENT, "--format", "csv"]);
    assert_eq!(csv, "row,substance_texts,value,missing\n2,fentanyl,3,\n3,heroin; cut,4,\n");
    let document: Value =
        serde_json::from_str(&node.ok(&["sql", STATEMENT, "--format", "json"])).unwrap();
    assert_eq!(
        document["rows"],
        json!([[2, ["fentanyl"], "3", null], [3, ["heroin", "cut"], "4", null]])
    );
    let none: Value = serde_json::from_str(&node.ok(&[
        "sql",
        "SELECT row FROM observations WHERE row > 9",
        "--format",
        "json",
    ]))
    .unwrap();
    assert_eq!(none["rows"], json!([]));
    let to = node.path("answer.parquet").display().to_string();
    let said = node.ok(&["sql", STATEMENT, "--format", "parquet", "--out", &to]);
    assert_eq!(said, format!("{to}: 2 rows\n"));
    let bytes = std::fs::read(&to).unwrap();
    assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
}

#[test]
fn a_long_table_is_cut_and_says_so() {
    let node = filled();
    let table = node.ok(&["sql", STATEMENT, "--rows", "1"]);
    assert!(
        table.ends_with(
            "and more: the first 1 rows are shown; --rows N shows more, --format csv writes all\n"
        ),
        "{table}"
    );
}

#[test]
fn a_failure_leaves_no_file_and_says_what_to_do() {
    let node = filled();
    let to = node.path("answer.csv").display().to_string();
    let many = "generate_series(1, 9000000)";
    let endless =
        format!("SELECT count(*) FROM {many} a, observations b, {many} c, observations d");
    for (arguments, words) in [
        (vec!["sql", "DELETE FROM observations"], "is refused"),
        (vec!["sql", "SELECT rwo FROM observations"], "did you mean `row`?"),
        (vec!["sql", STATEMENT, "--format", "parquet"], "--out"),
        (vec!["sql", "SELECT 1", "--position", "9"], "ends at 1"),
        (
            vec!["sql", "SELECT 1 / (row - 3) FROM observations", "--format", "csv", "--out", &to],
            "fails on a value",
        ),
        (
            vec!["sql", "SELECT count(*) FROM generate_series(1, 9000000000000)", "--timeout", "1"],
            "longer than 1 s",
        ),
        // A join that makes very many batches of few rows.
        (vec!["sql", &endless, "--timeout", "1"], "longer than 1 s"),
    ] {
        let done = node.run(&arguments);
        assert_eq!(done.status, 2, "{arguments:?}: {}", done.errors);
        assert!(done.errors.contains(words), "{arguments:?}: {}", done.errors);
    }
    let left = std::fs::read_dir(node.path("")).unwrap();
    let names: Vec<_> = left.map(|entry| entry.unwrap().file_name()).collect();
    assert!(!names.iter().any(|name| name.to_string_lossy().starts_with("answer")), "{names:?}");
}

#[test]
fn a_name_that_no_figure_has_is_refused_and_not_answered_with_nothing() {
    let node = filled();
    let asked = "lineage figure --source test-counts --indicator seizures-number --period 2020-01";
    let figure = |more: &[&str]| {
        let words: Vec<&str> = asked.split(' ').chain(more.iter().copied()).collect();
        node.run(&words)
    };
    for (done, word) in [
        (node.run(&["series", "--place", "Atlantis"]), "no series has the place `Atlantis`"),
        (
            figure(&["--substance", "nosuch", "--place", "US"]),
            "the vocabulary has no substance `nosuch`",
        ),
        (
            figure(&["--substance", "fentanyl", "--place", "Atlantis"]),
            "the vocabulary has no place `Atlantis`",
        ),
    ] {
        assert_eq!(done.status, 2, "{done:?}");
        assert!(done.errors.contains(word), "{}", done.errors);
    }
}

#[test]
fn a_row_is_shown_a_line_for_each_cell_and_empty_ones_are_counted() {
    let node = Node::fresh();
    let mapping = node.write("m.toml", MAPPING);
    let file =
        node.write("wide.csv", "month,drug,events,a,b,c\n2020-01,fentanyl,3,,\"one\ntwo\",\n");
    node.ok(&["ingest", &file, "--mapping", &mapping]);
    let list: Value = serde_json::from_str(&node.ok(&["submissions", "--format", "json"])).unwrap();
    let id = list[0]["id"].as_str().unwrap();
    let shown = node.ok(&["lineage", "row", id, "2"]);
    let expected = "wide.csv, row 2\n  as written\n    month: 2020-01\n    drug: fentanyl\n    \
                    events: 3\n    b: one\n      two\n    and 2 empty cells\n";
    assert!(shown.starts_with(expected), "{shown}");
}
