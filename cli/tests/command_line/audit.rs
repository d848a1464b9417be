//! What is typed goes on record; the record is asked, and held against a head that was noted.

use crate::node::{MAPPING, Node};

fn filled() -> Node {
    let node = Node::fresh();
    let mapping = node.write("m.toml", MAPPING);
    let file = node.write("f.csv", "month,drug,events\n2020-01,fentanyl,3\n");
    node.ok(&["ingest", &file, "--mapping", &mapping]);
    node
}

#[test]
fn what_is_typed_is_on_record_with_its_reason() {
    let node = filled();
    node.ok(&["submissions", "--reason", "weekly look"]);
    node.ok(&["user", "add", "root", "--role", "administrator", "--purpose", "public-health"]);
    node.ok(&["user", "add", "sue", "--role", "supervisor", "--purpose", "public-health"]);
    let listed = node.ok(&["audit", "--format", "csv"]);
    let lines: Vec<&str> = listed.lines().collect();
    let has = |at: usize, words: &[&str]| {
        assert!(words.iter().all(|word| lines[at].contains(word)), "{listed}");
    };
    has(1, &["(terminal)", "oversee,allowed", "audit --format csv"]);
    has(2, &["administer,allowed", "user add sue"]);
    has(4, &["read,allowed,facts:all,weekly look"]);
    assert!(lines[5..].iter().any(|line| line.contains("decide,allowed")), "{listed}");
    let decided = node.ok(&["audit", "--act", "decide", "--format", "csv"]);
    assert!(!decided.contains("user add"), "{decided}");
    let refused = node.run(&["audit", "--act", "look"]);
    assert_eq!(refused.status, 2);
    assert!(refused.errors.contains("write one of read, search"), "{}", refused.errors);
}

#[test]
fn rows_about_people_are_shown_to_those_who_say_why_they_look() {
    let node = Node::fresh();
    let text = MAPPING.replace("subjects = \"none\"", "subjects = \"service-users\"");
    let mapping = node.write("m.toml", text.replace("TLP:CLEAR", "TLP:GREEN"));
    let file = node.write("f.csv", "month,drug,events\n2020-01,fentanyl,3\n2020-02,fentanyl,x\n");
    node.ok(&["ingest", &file, "--mapping", &mapping]);
    let listed = node.ok(&["submissions", "--format", "csv"]);
    let id = listed.lines().nth(1).and_then(|line| line.split(',').nth(1)).unwrap().to_owned();
    let out = node.write("out.csv", "");
    std::fs::remove_file(&out).unwrap();
    let statement = "SELECT count(*) FROM observations";
    for shows_rows in [
        ["lineage", "row", &id, "2"].as_slice(),
        &["submissions", "show", &id],
        &["submissions", "rejected", &id, "--out", &out],
        &["sql", statement],
        &["substances", "coverage"],
    ] {
        let refused = node.run(shows_rows);
        assert_eq!(refused.status, 2, "{shows_rows:?}: {}", refused.output);
        assert!(refused.output.is_empty() && refused.errors.contains("--reason"), "{shows_rows:?}");
        node.ok(&[shows_rows, &["--reason", "case 17"]].concat());
    }
    let record = node.ok(&["audit", "--outcome", "refused", "--format", "csv"]);
    assert_eq!(record.lines().count(), 6, "{record}");
    let record = node.ok(&["audit", "--outcome", "allowed", "--format", "csv"]);
    assert_eq!(record.matches("case 17").count(), 10, "{record}");
}

#[test]
fn who_may_see_a_submission_is_said_with_the_rules_that_decide() {
    let node = filled();
    let listed = node.ok(&["submissions", "--format", "csv"]);
    let id = listed.lines().nth(1).and_then(|line| line.split(',').nth(1)).unwrap().to_owned();
    node.ok(&["user", "add", "root", "--role", "administrator", "--purpose", "public-health"]);
    node.ok(&["user", "add", "pol", "--role", "police", "--purpose", "customs"]);
    let told = node.ok(&["audit", "may-see", &id, "--format", "csv"]);
    assert!(told.contains("pol,police,") && told.contains("customs,nothing,"), "{told}");
    assert!(told.contains("Information is there only for the purposes"), "{told}");
    assert!(told.contains("public-health,nothing,No rule permits it."), "{told}");
    let told = node.ok(&["audit", "sees", "pol", "--format", "csv"]);
    assert!(told.contains(",nothing,"), "{told}");
    assert_eq!(node.run(&["audit", "sees", "nobody"]).status, 2);
    // Who asked the whole node may have seen it; whoever ran the node has not. No rule decides at the terminal.
    let report = node.ok(&["audit", "report", &id, "--format", "csv"]);
    assert!(report.lines().skip(1).all(|line| line.ends_with(",perhaps,,,")), "{report}");
    assert!(report.contains("submissions --format csv"), "{report}");
    let roles = node.ok(&["role", "--format", "csv"]);
    assert!(roles.contains("police,works for a police service,1"), "{roles}");
    assert!(node.ok(&["role", "rules"]).contains("purpose-wall"));
}

#[test]
fn an_audit_written_anew_does_not_hold_a_head_that_was_noted() {
    let node = filled();
    let proof = node.ok(&["verify", "--format", "json"]);
    let proof: serde_json::Value = serde_json::from_str(&proof).unwrap();
    let head = proof["audit_head"].as_str().unwrap();
    let number: u64 = head.split(':').next().unwrap().parse().unwrap();
    node.ok(&["verify", "--audit-head", head]);
    let other = format!("{number}:{}", "0".repeat(64));
    let refused = node.run(&["verify", "--audit-head", &other]);
    assert_eq!(refused.status, 1);
    assert!(refused.output.contains(&format!("audit entry {number}")), "{}", refused.output);
    let ahead = format!("{}:{}", number + 1000, "0".repeat(64));
    assert_eq!(node.run(&["verify", "--audit-head", &ahead]).status, 1);
    assert_eq!(node.run(&["verify", "--audit-head", "x"]).status, 2);
}
