//! An unknown file: a mapping is proposed, tried, edited and used.

use crate::node::Node;

const FILE: &[u8] = b"Jahr;Quartal;Land;Drogentote\n2020;1;Bayern;12\n2020;2;Bayern;15\n\
                      2020;1;Hessen;-\n2020;2;Hessen;9\n";

#[test]
fn a_proposal_is_tried_edited_and_used() {
    let node = Node::fresh();
    let file = node.write("drogentote.csv", FILE);
    let mapping = node.path("proposal.toml").display().to_string();
    let printed = node.ok(&["ingest", &file, "--guess", "--out", &mapping]);
    for part in ["year in `Jahr`", "`Land`", "4 of 4 rows accepted", "--dry-run", "likely"] {
        assert!(printed.contains(part), "{part}\n{printed}");
    }
    let tried = node.ok(&["ingest", &file, "--mapping", &mapping, "--dry-run"]);
    assert!(tried.contains("4 accepted") && tried.contains("still to be made"), "{tried}");
    let refused = node.run(&["ingest", &file, "--mapping", &mapping]);
    assert_eq!(refused.status, 2, "{refused:?}");
    for part in ["proposal.toml", "licence = \"TO STATE\"", "absent = { to_decide = \"unknown\" }"]
    {
        assert!(refused.errors.contains(part), "{part}\n{}", refused.errors);
    }
    // A licence alone is not enough.
    let text = std::fs::read_to_string(&mapping).unwrap().replace("\"TO STATE\"", "\"internal\"");
    std::fs::write(&mapping, &text).unwrap();
    let refused = node.run(&["ingest", &file, "--mapping", &mapping]);
    assert!(!refused.errors.contains("licence ="), "{}", refused.errors);
    assert!(refused.errors.contains("handling.tlp"), "{}", refused.errors);
    std::fs::write(&mapping, decided(&text)).unwrap();
    assert!(node.ok(&["ingest", &file, "--mapping", &mapping]).contains("4 accepted"));
    let again = node.run(&["ingest", &file, "--guess", "--out", &mapping]);
    assert_eq!(again.status, 2, "{again:?}");
    assert!(again.errors.contains("not overwritten"), "{}", again.errors);
}

/// A mapping as a person leaves it who agrees with every choice.
fn decided(mapping: &str) -> String {
    let lines = mapping.lines().map(|line| match line.split_once("{ to_decide = ") {
        Some((before, rest)) if !line.starts_with('#') => {
            let (value, behind) = rest.rsplit_once(" }").unwrap();
            format!("{before}{value}{behind}")
        }
        _ => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn programs_get_one_document() {
    let node = Node::fresh();
    let file = node.write("drogentote.csv", FILE);
    let out = node.path("m.toml").display().to_string();
    let printed = node.ok(&["ingest", &file, "--guess", "--out", &out, "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(document["kind"], "observation");
    assert_eq!(document["rows_accepted"], 4);
    assert_eq!(document["undecided"][0]["setting"], "absent");
    assert!(document["choices"].as_array().unwrap().len() > 5, "{printed}");
}

#[test]
fn what_is_no_table_is_refused_and_nothing_is_written() {
    let node = Node::fresh();
    let file = node.write("x.csv", b"%PDF-1.7");
    let out = node.path("m.toml").display().to_string();
    let refused = node.run(&["ingest", &file, "--guess", "--out", &out]);
    assert_eq!(refused.status, 2, "{refused:?}");
    assert!(refused.errors.contains("a PDF file"), "{}", refused.errors);
    assert!(!std::path::Path::new(&out).exists());
    assert_eq!(node.run(&["ingest", &file]).status, 2);
}
