//! A signal is drawn into a file, and no other file is written over.

use crate::node::Node;

#[test]
fn a_signal_is_drawn_with_what_was_known_before() {
    let node = Node::fresh();
    for vintage in ["2020_12", "2022_12", "2026_04"] {
        let [file, mapping] =
            ["csv", "toml"].map(|end| format!("demo/canada_opioid_deaths_{vintage}.{end}"));
        node.ok(&["ingest", &file, "--mapping", &mapping]);
    }
    node.ok(&["detect", "--as-of", "2022-12-31", "--since", "2020-01-01"]);
    let path = node.write("opioids.svg", "an older picture");
    let days = "2020-12-31,2022-12-31,2026-06-30";
    let said = node.ok(&["signals", "show", "1", "--svg", &path, "--as-known", days]);
    assert!(said.contains("opioids.CA.rise.2020-04-01.v"), "{said}");
    let svg = std::fs::read_to_string(&path).unwrap();
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
    let revised = "2020-Q2: 1,628 known on 2020-12-31, 1,632 known on 2026-06-30; here 1,693";
    assert!(svg.contains(revised), "{svg}");
    let again = node.write("again.svg", "");
    node.ok(&["signals", "show", "1", "--svg", &again, "--as-known", days]);
    assert_eq!(
        svg,
        std::fs::read_to_string(&again).unwrap(),
        "the same signal is the same picture"
    );
}

#[test]
fn only_a_picture_or_a_folder_is_written_to() {
    let node = Node::fresh();
    node.ok(&[
        "ingest",
        "demo/canada_opioid_deaths_2022_12.csv",
        "--mapping",
        "demo/canada_opioid_deaths_2022_12.toml",
    ]);
    node.ok(&["detect", "--as-of", "2022-12-31", "--since", "2020-01-01"]);
    let table = node.write("figures.csv", "keep me");
    let refused = node.run(&["signals", "show", "1", "--svg", &table]);
    assert_eq!(refused.status, 2);
    assert!(refused.errors.contains("does not end in .svg"), "{}", refused.errors);
    assert_eq!(std::fs::read_to_string(&table).unwrap(), "keep me");
    let early = node.run(&["signals", "show", "1", "--as-known", "2020-12-31"]);
    assert_eq!(early.status, 2, "{}", early.errors);
}
