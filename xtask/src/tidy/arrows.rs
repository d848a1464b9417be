//! Crates and arrows: ARCHITECTURE.md's table against what the manifests say.
//!
//! Answers: which crates exist, where they stand and what they may use. The table is the plan and the
//! manifests are the fact; where they differ, one of the two is wrong. A second, fixed set of rules
//! keeps the walls that no edit of the table may move.

use super::house::{Dependency, House, Package, Violation};

/// One row of the crate table.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    name: String,
    line: usize,
    may_use: Vec<String>,
    has_invariant: bool,
}

/// Holds crates, folders and arrows.
pub fn check(house: &House) -> Vec<Violation> {
    let Some(file) = house.file(PAGE) else {
        return vec![Violation::new(PAGE, 1, "no such file; write it with its crate table")];
    };
    let rows = read_table(&file.text);
    if rows.is_empty() {
        let message = "no table headed `| crate | answers | may use | invariant |`; add it";
        return vec![Violation::new(PAGE, 1, message)];
    }
    let mut violations = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        violations.extend(check_row(row, &rows[index + 1..], house));
    }
    for package in &house.packages {
        violations.extend(check_package(package, &rows));
    }
    violations
}

fn check_row(row: &Row, below: &[Row], house: &House) -> Vec<Violation> {
    let mut messages = Vec::new();
    if !row.has_invariant {
        messages.push(format!("`{}` has no invariant; say what is never true of it", row.name));
    }
    if !house.packages.iter().any(|package| package.name == row.name) {
        messages.push(format!("`{}` is no crate of the workspace; delete the row", row.name));
    }
    for used in &row.may_use {
        if !below.iter().any(|other| other.name == *used) {
            let name = &row.name;
            messages.push(format!(
                "`{name}` may use `{used}`, which does not stand below it; arrows point down the table"
            ));
        }
    }
    let name_line = |message| Violation::new(PAGE, row.line, message);
    messages.into_iter().map(name_line).collect()
}

fn check_package(package: &Package, rows: &[Row]) -> Vec<Violation> {
    let Package { name, folder, dependencies } = package;
    let manifest = format!("{folder}/Cargo.toml");
    let mut messages = Vec::new();
    if folder != name {
        messages.push(format!(
            "package `{name}` stands in `{folder}/`; a folder is named as its package"
        ));
    }
    if name.contains('-') {
        messages.push(format!("package `{name}` is imported by another name; use one plain word"));
    }
    let row = rows.iter().find(|row| row.name == *name);
    if row.is_none() {
        messages.push(format!("`{name}` is not in {PAGE}'s table; add its row and invariant"));
    }
    for dependency in dependencies {
        let is_allowed = row.is_none_or(|row| row.may_use.contains(&dependency.name));
        if dependency.is_inside && !is_allowed {
            let used = &dependency.name;
            messages.push(format!(
                "`{name}` uses `{used}`, which {PAGE} does not allow; remove the arrow, or record a \
                 decision and add it to the table"
            ));
        }
        messages.extend(check_walls(name, dependency));
    }
    messages.into_iter().map(|message| Violation::new(&manifest, 1, message)).collect()
}

/// What no edit of the table may allow.
fn check_walls(name: &str, dependency: &Dependency) -> Option<String> {
    let used = dependency.name.as_str();
    let is_engine = ENGINES.contains(&name);
    if is_engine && dependency.is_inside && used != "vocabulary" {
        return Some(format!(
            "engine `{name}` uses `{used}`; an engine knows only `vocabulary`, a workflow joins engines"
        ));
    }
    if (is_engine || name == "vocabulary") && NOT_FOR_ENGINES.contains(&used) && !dependency.is_dev
    {
        return Some(format!(
            "`{name}` uses `{used}`; engines have no runtime, clock, randomness, network or logging: \
             take what you need as an argument"
        ));
    }
    if (name, used) == ("intake", "parquet") {
        // Files of others come in as Parquet too: docs/decisions/0009.
        return None;
    }
    let (_, owner) = OWNED.iter().find(|(owned, owner)| *owned == used && *owner != name)?;
    Some(format!("`{name}` uses `{used}`; only `{owner}` may, go through it"))
}

fn read_table(text: &str) -> Vec<Row> {
    let lines = text.lines().enumerate();
    let body = lines.skip_while(|(_, line)| !line.starts_with("| crate |")).skip(2);
    let rows = body.take_while(|(_, line)| line.starts_with('|'));
    rows.filter_map(|(index, line)| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [name, _, may_use, invariant] = cells[..] else { return None };
        Some(Row {
            name: name.trim_matches('`').to_owned(),
            line: index + 1,
            may_use: may_use.split('`').skip(1).step_by(2).map(str::to_owned).collect(),
            has_invariant: !invariant.is_empty(),
        })
    })
    .collect()
}

const PAGE: &str = "ARCHITECTURE.md";

/// Pure crates beside each other: from vocabulary to vocabulary, without IO.
pub const ENGINES: &[&str] = &[
    "signals",
    "policy",
    "forensics",
    "consignments",
    "routes",
    "networks",
    "markets",
    "foresight",
    "plan",
    "intake",
    "exchange",
    "render",
];

/// Dependencies that would let the world into an engine.
const NOT_FOR_ENGINES: &[&str] = &[
    "tokio",
    "async-std",
    "rand",
    "fastrand",
    "getrandom",
    "tracing",
    "log",
    "reqwest",
    "ureq",
    "hyper",
    "socket2",
    "tempfile",
    "rayon",
];

/// Dependencies that one crate has to itself.
const OWNED: &[(&str, &str)] = &[
    ("datafusion", "store"),
    ("sqlx", "store"),
    ("object_store", "store"),
    ("parquet", "store"),
    ("arrow", "store"),
    ("axum", "server"),
    ("utoipa", "server"),
    ("utoipa-axum", "server"),
    ("clap", "cli"),
    ("indicatif", "cli"),
];

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "# A\n\n| crate | answers | may use | **Invariant** |\n|---|---|---|---|\n\
        | `cli` | x | `signals`, `vocabulary` | never |\n\
        | `signals` | x | `vocabulary` | never |\n\
        | `vocabulary` | x | nothing | never |\n";

    fn package(name: &str, inside: &[&str], outside: &[&str]) -> Package {
        let dependency = |is_inside| {
            move |name: &&str| Dependency { name: (*name).to_owned(), is_inside, is_dev: false }
        };
        let inside = inside.iter().map(dependency(true));
        Package {
            name: name.to_owned(),
            folder: name.to_owned(),
            dependencies: inside.chain(outside.iter().map(dependency(false))).collect(),
        }
    }

    #[track_caller]
    fn check_messages(table: &str, packages: Vec<Package>, expected: &[&str]) {
        let mut house = House::of(&[(PAGE, table)]);
        house.packages = packages;
        let found: Vec<String> = check(&house).iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), expected.len(), "{found:#?}");
        for (found, expected) in found.iter().zip(expected) {
            assert!(found.starts_with(expected), "{found}");
        }
    }

    fn sound() -> Vec<Package> {
        vec![
            package("cli", &["signals"], &["clap"]),
            package("signals", &["vocabulary"], &["jiff"]),
            package("vocabulary", &[], &[]),
        ]
    }

    #[test]
    fn a_table_that_agrees_passes() {
        check_messages(TABLE, sound(), &[]);
    }

    #[test]
    fn a_missing_table_is_named() {
        check_messages("# A\n", sound(), &["ARCHITECTURE.md:1: no table headed"]);
    }

    #[test]
    fn a_row_without_crate_and_a_crate_without_row_are_named() {
        let mut packages = sound();
        packages[0] = package("intake", &[], &[]);
        let expected =
            ["ARCHITECTURE.md:5: `cli` is no crate", "intake/Cargo.toml:1: `intake` is not in"];
        check_messages(TABLE, packages, &expected);
    }

    #[test]
    fn an_arrow_that_the_table_does_not_allow_is_named() {
        let mut packages = sound();
        packages[2] = package("vocabulary", &["signals"], &[]);
        check_messages(TABLE, packages, &["vocabulary/Cargo.toml:1: `vocabulary` uses `signals`"]);
    }

    #[test]
    fn arrows_point_down_the_table() {
        let table = TABLE.replace("| nothing |", "| `cli` |");
        check_messages(&table, sound(), &["ARCHITECTURE.md:7: `vocabulary` may use `cli`"]);
    }

    #[test]
    fn walls_stand_whatever_the_table_says() {
        let wall = |name, inside, used: &str| {
            let is_inside = inside;
            let dependency = Dependency { name: used.to_owned(), is_inside, is_dev: false };
            check_walls(name, &dependency).is_some()
        };
        assert!(wall("signals", true, "intake"));
        assert!(wall("exchange", false, "getrandom"));
        assert!(wall("vocabulary", false, "tokio"));
        assert!(wall("workflows", false, "datafusion"));
        assert!(!wall("store", false, "sqlx"));
        assert!(!wall("store", true, "exchange"));
    }

    #[test]
    fn a_folder_is_named_as_its_package() {
        let mut packages = sound();
        packages[1].folder = "crates/signals".to_owned();
        check_messages(
            TABLE,
            packages,
            &["crates/signals/Cargo.toml:1: package `signals` stands in"],
        );
    }
}
