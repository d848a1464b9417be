//! Every case of the reference vectors comes out as the reference has it.
//!
//! The vectors lie beside the repository (`WATCHFIRE_SHARED`, else `../shared`), because the series in
//! them belong to others. Where they are absent this test says what it did not do, and fails in CI.

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use workflows::run_method::run_method;

/// Relative distance to the reference that passes.
const TOLERANCE: f64 = 1e-9;

type Row = HashMap<String, String>;

#[test]
fn reference_vectors_come_out_as_the_reference_has_them() {
    let folder = vectors();
    let Ok(manifest) = fs::read_to_string(folder.join("manifest.json")) else {
        let absent = format!(
            "{} is absent: the methods were not held to the reference vectors; set \
             WATCHFIRE_SHARED to the folder that has reference/signals",
            folder.display()
        );
        assert!(std::env::var_os("CI").is_none(), "{absent}");
        println!("{absent}");
        return;
    };
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    let cases = manifest["cases"].as_array().expect("a manifest has cases");
    let mut checked = 0;
    for case in cases {
        let file = folder.join(case["file"].as_str().expect("a case names its file"));
        check(case, &fs::read_to_string(file).unwrap());
        checked += 1;
    }
    assert!(checked > 0, "no case in {}", folder.display());
    println!("{checked} cases agree");
}

fn check(case: &Value, table: &str) {
    let id = case["id"].as_str().unwrap_or("a case without id");
    let answer =
        run_method(&case.to_string(), table).unwrap_or_else(|error| panic!("{id}: {error}"));
    let (ours, reference) = (rows(&answer), rows(table));
    assert_eq!(Some(ours.len() as u64), case["n_evaluated"].as_u64(), "{id}: weeks evaluated");
    for row in ours {
        let t: usize = row["t"].parse().expect("t is a number");
        for (column, cell) in row.iter().filter(|(column, _)| *column != "t") {
            let expected = &reference[t - 1][column];
            let agrees = match column.as_str() {
                "alarm" | "trend" => cell == expected,
                _ => near(cell, expected),
            };
            assert!(agrees, "{id}, t {t}, {column}: {cell:?}, reference {expected:?}");
        }
    }
}

fn near(cell: &str, expected: &str) -> bool {
    let number = |text: &str| text.parse::<f64>().ok();
    match (number(cell), number(expected)) {
        (Some(a), Some(b)) => a.to_bits() == b.to_bits() || (a - b).abs() <= TOLERANCE * b.abs(),
        _ => cell == expected,
    }
}

fn rows(table: &str) -> Vec<Row> {
    let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
    let mut lines = table.lines();
    let header = lines.next().map(cells).unwrap_or_default();
    lines.map(|line| header.iter().cloned().zip(cells(line)).collect()).collect()
}

fn vectors() -> PathBuf {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let shared = std::env::var_os("WATCHFIRE_SHARED").map_or_else(beside, PathBuf::from);
    shared.join("reference/signals/vectors")
}
