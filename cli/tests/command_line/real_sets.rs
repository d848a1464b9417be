//! The three real sets of the first issue, whole, and what an analyst would have seen.
//!
//! The sets stand beside the repository, not in it: `WATCHFIRE_SHARED`, else `../shared`.

use std::path::PathBuf;

use serde_json::Value;

use crate::node::{Node, workspace};

/// The folder of real sets; `None` where it is absent, which fails in CI.
pub fn data() -> Option<PathBuf> {
    let shared = std::env::var_os("WATCHFIRE_SHARED")
        .map_or_else(|| workspace().join("../shared"), PathBuf::from);
    let data = shared.join("data");
    if data.is_dir() {
        return Some(data);
    }
    assert!(
        std::env::var_os("CI").is_none(),
        "{} is not there: set WATCHFIRE_SHARED",
        data.display()
    );
    eprintln!("not tested: the real sets are not at {}", data.display());
    None
}

fn detect(node: &Node, day: &str) -> Value {
    serde_json::from_str(&node.ok(&["detect", "--as-of", day, "--format", "json"])).unwrap()
}

/// Rank of the first signal about a substance and place.
fn rank(found: &Value, substance: &str, place: &str) -> Option<usize> {
    let signals = found["signals"].as_array().unwrap();
    signals
        .iter()
        .position(|s| s["substance"] == substance && s["place"] == place)
        .map(|index| index + 1)
}

#[test]
fn real_sets_go_in_whole_and_the_known_events_are_found() {
    let Some(data) = data() else { return };
    let node = Node::fresh();
    let sets = [
        (
            "ct_accidental_drug_deaths_2012_2022/Accidental_Drug_Related_Deaths_2012-2022.csv",
            "ct_accidental_drug_deaths",
            10_654,
        ),
        (
            "us_cbp_drug_seizures_fy2019_2023/nationwide-drugs-fy19-fy22.csv",
            "us_cbp_drug_seizures",
            10_092,
        ),
        (
            "us_cbp_drug_seizures_fy2019_2023/nationwide-drugs-fy20-fy23.csv",
            "us_cbp_drug_seizures",
            9_924,
        ),
        (
            "canada_opioid_stimulant_harms_2016_2025/SubstanceHarmsData_vintage_2022.csv",
            "canada_substance_harms_2022",
            14_938,
        ),
        (
            "canada_opioid_stimulant_harms_2016_2025/SubstanceHarmsData.csv",
            "canada_substance_harms_2026",
            24_464,
        ),
    ];
    for (file, mapping, rows) in sets {
        let file = data.join(file).display().to_string();
        let output = node.ok(&["ingest", &file, "--mapping", &format!("mappings/{mapping}.toml")]);
        assert!(
            output.contains(&format!("{rows} rows read, {rows} accepted, 0 rejected")),
            "{output}"
        );
    }

    // O1: fentanyl rises in Connecticut well before it overtakes heroin in November 2016.
    let early = detect(&node, "2016-03-31");
    assert!(rank(&early, "fentanyl", "US-CT").is_some_and(|rank| rank <= 5), "{early}");

    // O2: xylazine is news from its free text, months before its flag column starts in 2020.
    let xylazine = detect(&node, "2019-09-30");
    assert_eq!(rank(&xylazine, "xylazine", "US-CT"), Some(1), "{xylazine}");

    // O7: the jump of 2020 Q2 stands in the first vintage the node has, that of December 2022.
    let canada =
        node.ok(&["detect", "--as-of", "2022-12-31", "--since", "2020-01-01", "--format", "json"]);
    let canada: Value = serde_json::from_str(&canada).unwrap();
    let jump = rank(&canada, "opioids", "CA").expect("the Canadian jump is found");
    assert!(jump <= 3, "rank {jump}");
    assert_eq!(canada["signals"][jump - 1]["onset"], "2020-04-01");

    // Every finding of the first signal comes out the same to the bit.
    let again = node.ok(&["signals", "show", "1", "--reproduce"]);
    assert!(
        !again.contains("something else") && again.contains("are the same to the bit"),
        "{again}"
    );
}
