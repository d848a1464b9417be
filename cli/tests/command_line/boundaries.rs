//! Outlines for the maps: loaded, listed, kept with the node, removed; and files that are refused.

use crate::node::Node;

/// Two rectangles drawn for this test; the third names no place.
const DRAWN: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":"AT13"},"geometry":{"type":"Polygon","coordinates":[[[16.2,48.1],[16.6,48.1],[16.6,48.3],[16.2,48.3],[16.2,48.1]]]}},
{"type":"Feature","properties":{"id":"AT11"},"geometry":{"type":"Polygon","coordinates":[[[16,47],[17,47],[17,48],[16,48],[16,47]]]}},
{"type":"Feature","properties":{"id":"XX1"},"geometry":null}]}"#;

const SAID: [&str; 8] = [
    "--property",
    "id",
    "--prefix",
    "nuts:",
    "--source",
    "drawn for this test",
    "--licence",
    "none, for tests",
];

fn add(file: &str) -> Vec<&str> {
    ["boundaries", "add", file].into_iter().chain(SAID).collect()
}

fn list(node: &Node) -> serde_json::Value {
    serde_json::from_str(&node.ok(&["boundaries", "--format", "json"])).unwrap()
}

#[test]
fn outlines_are_loaded_listed_and_removed() {
    let node = Node::fresh();
    assert_eq!(list(&node), serde_json::json!([]));
    let file = node.write("Drawn By Hand.geojson", DRAWN);
    let said = node.ok(&add(&file));
    assert!(said.contains("Added drawn-by-hand: 2 places drawn by 8 of 8 points"), "{said}");
    assert!(said.contains("0.001 degrees") && said.contains("1 features"), "{said}");
    assert!(said.contains("names no place: nuts:XX1"), "{said}");
    let listed = list(&node);
    assert_eq!(listed[0]["name"], "drawn-by-hand");
    assert_eq!(listed[0]["places"], 2);
    assert_eq!(listed[0]["licence"], "none, for tests");

    let again = node.run(&add(&file));
    assert_eq!(again.status, 2, "{again:?}");
    assert!(again.errors.contains("boundaries remove drawn-by-hand"), "{}", again.errors);
    let other = node.write("other.json", DRAWN);
    let again = node.run(&add(&other));
    assert!(again.status == 2 && again.errors.contains("drawn by drawn-by-hand"), "{again:?}");

    node.ok(&["boundaries", "remove", "drawn-by-hand"]);
    assert_eq!(list(&node), serde_json::json!([]));
    for name in ["drawn-by-hand", "../ledger", ""] {
        let none = node.run(&["boundaries", "remove", name]);
        assert!(none.status == 2 && none.errors.contains("lists them"), "{none:?}");
    }
}

#[test]
fn a_file_that_will_not_do_changes_nothing() {
    let node = Node::fresh();
    let file = node.write("first.geojson", DRAWN.replace("AT13", "AT21").replace("AT11", "AT22"));
    node.ok(&add(&file));
    let before = list(&node);
    for (change, words) in [
        (("16.2,48.1],[16.6", "4782000,2808000],[16.6"), &["nuts:AT13", "WGS 84"][..]),
        (("[16.2,48.3],[16.2,48.1]]", "[16.2,48.3]]"), &["nuts:AT13", "not closed"]),
        (("AT11", "AT13"), &["nuts:AT13", "two features"]),
        (("AT11", "AT21"), &["nuts:AT21", "drawn by first"]),
        (("}]}", "}"), &["drawn.geojson", "no GeoJSON", "nothing was changed"]),
        (("\"id\":", "\"code\":"), &["property id", "code"]),
        (("AT1", "XX"), &["no feature names a place", "nuts:XX3"]),
    ] {
        let file = node.write("drawn.geojson", DRAWN.replace(change.0, change.1));
        let done = node.run(&add(&file));
        assert_eq!(done.status, 2, "{change:?}: {done:?}");
        for word in words {
            assert!(done.errors.contains(word), "'{word}' is not in: {}", done.errors);
        }
        assert_eq!(list(&node), before);
    }
    let file = node.write("drawn.geojson", DRAWN);
    let mut no_licence = add(&file);
    no_licence.truncate(9);
    assert!(node.run(&no_licence).errors.contains("--licence"));
    no_licence.extend(["--licence", " "]);
    let done = node.run(&no_licence);
    assert!(done.status == 2 && done.errors.contains("under which terms"), "{done:?}");
    let done = node.run(&add("/no/such/file.geojson"));
    assert!(done.status == 2 && done.errors.contains("/no/such/file.geojson"), "{done:?}");
    assert_eq!(list(&node), before);
}

#[test]
fn outlines_go_into_a_backup_and_the_doctor_looks_at_them() {
    let node = Node::fresh();
    let file = node.write("drawn.geojson", DRAWN);
    node.ok(&add(&file));
    let backup = node.path("backup").display().to_string();
    node.ok(&["backup", &backup]);
    assert_eq!(node.run_on("restored", &["restore", &backup]).status, 0);
    let there = node.run_on("restored", &["boundaries", "--format", "json"]);
    assert_eq!(there.output, node.ok(&["boundaries", "--format", "json"]));

    let folder = node.node_directory().join("boundaries");
    std::fs::write(folder.join("next.geojson.unfinished"), "{").unwrap();
    assert!(node.ok(&["doctor"]).contains("boundaries/next.geojson.unfinished"));
    assert!(node.ok(&["doctor", "--sweep"]).contains("removed boundaries/next.geojson"));
    std::fs::write(folder.join("drawn.geojson"), &DRAWN[..90]).unwrap();
    let done = node.run(&["doctor"]);
    assert!(done.status == 1 && done.output.contains("boundaries/drawn.geojson"), "{done:?}");
    let done = node.run(&add(&file));
    assert!(done.errors.contains("boundaries remove drawn"), "{done:?}");
    node.ok(&["boundaries", "remove", "drawn"]);
    node.ok(&add(&file));
    node.ok(&["doctor"]);
}
