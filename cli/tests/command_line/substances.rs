//! How strings resolved: of a node, of a file, of one name.

use serde_json::{Value, json};

use crate::node::{MAPPING, Node};

const FIGURES: &str = "month,drug,events\n2020-01,fentanyl,3\n2020-02,\"heroin, wonderpill\",4\n\
                       2020-03,herion,2\n2020-04,fentanyl,1\n2020-05,unknown,1\n";

#[test]
fn coverage_tells_how_every_string_of_a_node_or_a_file_resolved() {
    let node = Node::fresh();
    let (mapping, file) = (node.write("m.toml", MAPPING), node.write("f.csv", FIGURES));
    let of_file = node.ok(&["substances", "coverage", &file, "--mapping", &mapping]);
    node.ok(&["ingest", &file, "--mapping", &mapping]);
    let of_node = node.ok(&["substances", "coverage"]);
    assert_eq!(of_node, of_file);
    assert!(of_node.contains("wonderpill"), "{of_node}");
    assert!(of_node.contains("Understood by spelling alone"), "{of_node}");

    let document: Value =
        serde_json::from_str(&node.ok(&["substances", "coverage", "--format", "json"])).unwrap();
    let source = &document["sources"][0];
    let shown = ["strings", "rows", "exact", "fuzzy", "no drug named", "open", "strings_%"];
    let shown: Vec<&Value> = shown.iter().map(|name| &source[*name]).collect();
    assert_eq!(json!(shown), json!([5, 6, 2, 1, 1, 1, "80.00"]));
    let csv = node.ok(&["substances", "coverage", "--format", "csv"]);
    assert!(csv.contains("drug,fentanyl,2,exact,,fentanyl\n"), "{csv}");
    assert!(csv.contains("drug,herion,1,fuzzy,1,heroin\n"), "{csv}");
}

#[test]
fn one_name_is_shown_with_what_the_table_says_of_it() {
    let node = Node::fresh();
    let text = node.ok(&["substances", "show", "Diamorphine/wonderpill"]);
    assert!(text.contains("substance       heroin\n"), "{text}");
    assert!(text.contains("class           opioid > semi-synthetic opioid\n"), "{text}");
    assert!(text.contains("how             open\n"), "{text}");
    let document: Value =
        serde_json::from_str(&node.ok(&["substances", "show", "4-ANPP", "--format", "json"]))
            .unwrap();
    assert_eq!(document[0]["substance"], "4-anpp");
    assert!(document[0]["sources"].as_array().is_some_and(|sources| !sources.is_empty()));
}
