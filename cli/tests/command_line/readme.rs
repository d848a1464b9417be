//! The README shows what the program prints, digests included: a changed bit is noticed here.

use crate::node::{Node, workspace};

#[test]
fn the_readme_shows_what_the_program_prints() {
    let readme = std::fs::read_to_string(workspace().join("README.md")).unwrap();
    let node = Node::fresh();
    for table in [
        "canada_opioid_deaths_2020_12",
        "canada_opioid_deaths_2022_12",
        "canada_opioid_deaths_2026_04",
        "ct_deaths_by_month",
        "us_cbp_seizures_by_month",
    ] {
        let (figures, mapping) = (format!("demo/{table}.csv"), format!("demo/{table}.toml"));
        node.ok(&["ingest", &figures, "--mapping", &mapping]);
    }
    let shown: [&[&str]; 3] = [
        &["detect", "--as-of", "2016-01-31"],
        &["detect", "--as-of", "2019-09-30"],
        &["detect", "--as-of", "2022-12-31", "--since", "2020-01-01"],
    ];
    for command in shown {
        assert!(readme.contains(&format!("$ watchfire {}\n", command.join(" "))), "{command:?}");
        for line in node.ok(command).lines() {
            // The last column, the signal's name, is left out of the README.
            let without_name = line.rsplit_once("  ").map_or(line, |(start, _)| start).trim_end();
            let shown = if line.starts_with("As of") { line } else { without_name };
            assert!(readme.contains(shown), "the README lacks: {shown}");
        }
    }
    let evidence = node.ok(&["signals", "show", "1"]);
    let start = evidence.lines().skip_while(|line| !line.starts_with("Score"));
    for line in start.take_while(|line| !line.contains("mind:")) {
        assert!(readme.contains(line), "the README lacks: {line}");
    }
}
