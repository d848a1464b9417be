//! What came in is reviewed, kept longer with a reason, and erased when its time has come: shown before it happens.

use crate::node::{MAPPING, Node, ledgers};

/// A node with two files, about people in contact with services and about nobody, to be reviewed after ten years.
fn filled(ledger: &str) -> Node {
    let node = Node::fresh_at(ledger);
    for (name, subjects) in [("one", "service-users"), ("two", "none")] {
        let text = MAPPING.replace("subjects = \"none\"", &format!("subjects = \"{subjects}\""));
        let mapping = node.write(&format!("{name}.toml"), text);
        let rows = format!("month,drug,events\n2020-01,fentanyl,{}\n", name.len() + subjects.len());
        let file = node.write(&format!("{name}.csv"), rows);
        node.ok_on("2020-06-01", &["ingest", &file, "--mapping", &mapping]);
    }
    node
}

fn ids(node: &Node) -> Vec<String> {
    let listed = node.ok(&["submissions", "--format", "csv"]);
    let lines = listed.lines().skip(1);
    lines.map(|line| line.split(',').nth(1).unwrap().to_owned()).collect()
}

#[test]
fn nothing_is_erased_by_itself_until_the_node_says_so() {
    let node = filled("sqlite");
    let far = ["retention", "--within", "0", "--format", "csv"];
    let listed = node.ok_on("2099-01-01", &far);
    assert_eq!(listed.lines().count(), 3, "{listed}");
    assert!(listed.lines().skip(1).all(|line| line.ends_with("somebody is to decide")), "{listed}");
    assert_eq!(node.ok_on("2099-01-01", &["retention", "erase"]), "Nothing has come to its end\n");
    let none = node.ok_on("2020-06-02", &["retention", "--within", "30"]);
    assert!(none.contains("Nothing is to be reviewed or erased within 30 days"), "{none}");
}

#[test]
fn what_is_shown_happens_unless_somebody_decides_to_keep_it() {
    for ledger in ledgers() {
        let node = filled(&ledger);
        let rules = "[service-users]\nthen = \"erase\"\nafter_days = 30\nlongest_years = 40\n";
        std::fs::write(node.node_directory().join("retention.toml"), rules).unwrap();
        let [first, second] = ids(&node).try_into().unwrap();
        let listed = node.ok_on("2030-06-10", &["retention", "--format", "csv"]);
        let line = listed.lines().find(|line| line.starts_with(&first)).unwrap();
        assert!(line.contains("2030-06-01,2030-07-01,\"is erased, unless"), "{listed}");
        assert!(listed.contains(&format!("{second},none,")), "{listed}");
        // Before its day nothing happens, and whoever keeps it must say why, and for how long.
        assert!(node.ok_on("2030-06-30", &["retention", "erase"]).contains("Nothing has come"));
        let keep = |until: &str, because: &str| {
            let words = ["retention", "keep", &first, "--until", until, "--because", because];
            node.command(&words).env("WATCHFIRE_TODAY", "2030-06-30").output().unwrap()
        };
        for (until, because, says) in [
            ("2031-01-01", " ", "needs a reason"),
            ("2030-06-30", "still open", "must lie ahead"),
            ("2061-01-01", "still open", "kept until 2060-06-01 at the longest"),
        ] {
            let refused = keep(until, because);
            let said = String::from_utf8_lossy(&refused.stderr);
            assert!(refused.status.code() == Some(2) && said.contains(says), "{said}");
        }
        assert!(keep("2031-01-01", "the inquiry is open").status.success());
        assert!(node.ok_on("2030-07-02", &["retention", "erase"]).contains("Nothing has come"));
        let listed = node.ok_on("2030-07-02", &["retention", "--format", "csv"]);
        assert!(listed.contains("kept before: the inquiry is open"), "{listed}");
        // Kept no longer: it is erased, it alone, and the node proves that.
        let shown = node.ok_on("2031-02-01", &["retention", "erase"]);
        assert!(shown.contains(&first) && shown.contains("Nothing was erased"), "{shown}");
        let erased = node.ok_on("2031-02-01", &["retention", "erase", "--yes"]);
        assert!(erased.starts_with(&format!("Erased {first}")), "{erased}");
        assert!(!erased.contains(&second) && !shown.contains(&second), "{erased}");
        let about = format!("submission:{first}");
        let told = node.ok(&["audit", "--about", &about, "--format", "csv"]);
        assert!(told.contains("administer") && told.contains("retention"), "{told}");
        assert!(node.ok(&["verify"]).contains(&format!("Erased   submission {first}")));
        assert!(node.ok_on("2031-02-01", &["retention", "erase"]).contains("Nothing has come"));
        let shown = node.ok(&["submissions", "--format", "csv"]);
        assert!(shown.contains("erased"), "{shown}");
    }
}

#[test]
fn a_hidden_submission_is_erased_too_and_mistaken_rules_erase_nothing() {
    let node = filled("sqlite");
    let rules = node.node_directory().join("retention.toml");
    std::fs::write(&rules, "[service-users]\nlongest_years = 1\nthen = \"burn\"\n").unwrap();
    let refused = node.run(&["retention", "erase"]);
    assert!(refused.status == 2 && refused.errors.contains("retention.toml"), "{refused:?}");
    let first = ids(&node).remove(0);
    node.ok(&["submissions", "withdraw", &first, "--reason", "sent by mistake"]);
    std::fs::write(&rules, "[service-users]\nlongest_years = 1\n").unwrap();
    let erased = node.ok(&["retention", "erase", "--yes"]);
    assert!(erased.contains("the longest time of its category ends"), "{erased}");
    assert!(node.ok(&["verify"]).contains(&format!("Erased   submission {first}")));
}
