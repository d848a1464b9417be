//! Verdicts on signals: signed, kept, shown, and counted.

use std::fmt::Write as _;

use serde_json::Value;

use crate::node::{MAPPING, Node, ledgers};

/// Six years of three substances, two of which jump in the last months (synthetic).
fn figures() -> String {
    let mut text = "month,drug,events\n".to_owned();
    for i in 0..75 {
        let (year, month) = (2018 + i / 12, i % 12 + 1);
        let jumped = |usual: usize, to: usize| if i >= 70 { to } else { usual };
        writeln!(text, "{year}-{month:02},fentanyl,{}", jumped(8 + (i * 7) % 5, 60)).unwrap();
        writeln!(text, "{year}-{month:02},cocaine,{}", jumped(12 + (i * 5) % 7, 70)).unwrap();
        writeln!(text, "{year}-{month:02},heroin,{}", 20 + (i * 5) % 7).unwrap();
    }
    text
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn node(ledger: &str) -> Node {
    let node = Node::fresh_at(ledger);
    let mapping = node.write("m.toml", MAPPING);
    let file = node.write("f.csv", figures());
    node.ok(&["ingest", &file, "--mapping", &mapping]);
    node
}

fn precision(node: &Node) -> Value {
    json(&node.ok(&["signals", "precision", "--format", "json"]))
}

#[test]
fn a_verdict_is_kept_shown_and_follows_its_signal_from_run_to_run() {
    for ledger in ledgers() {
        let node = node(&ledger);
        assert_eq!(node.run(&["signals", "precision"]).status, 2, "there is no list yet");
        let first = json(&node.ok(&["detect", "--as-of", "2024-02-01", "--format", "json"]));
        let id = first["signals"][0]["id"].as_str().unwrap();
        assert!(first["signals"][0]["verdict"].is_null());
        assert_eq!(precision(&node)["each_signal_once"]["not_judged"], 2);

        let judge = |signal: &str, judged: &str, because: &str| {
            node.run(&["signals", "verdict", signal, "--as", judged, "--because", because])
        };
        assert_eq!(judge("1", "unclear", "the laboratory was asked").status, 0);
        assert_eq!(judge(id, "real", "the laboratory confirms it").status, 0);
        assert_eq!(judge("2", "false", "a backlog was entered").status, 0);
        assert_eq!(judge("1", "real", " ").status, 2, "no reason");
        assert_eq!(judge("1", "real", "two\nlines").status, 2);
        assert_eq!(judge("nothing-like-it", "real", "x").status, 2);
        assert_eq!(judge("1", "true", "x").status, 2);

        // A later run sees the same thing go on: the name stays, and so does the verdict.
        let later = json(&node.ok(&["detect", "--as-of", "2024-05-01", "--format", "json"]));
        let again = later["signals"].as_array().unwrap().iter().find(|signal| signal["id"] == id);
        assert_eq!(again.unwrap()["verdict"]["judged"], "real", "{later:#}");
        let shown = json(&node.ok(&["signals", "show", id, "--format", "json"]));
        let words: Vec<&str> = shown["verdicts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|v| v["judged"].as_str().unwrap())
            .collect();
        assert_eq!(words, ["unclear", "real"], "the history is kept");
        let list = node.ok(&["signals"]);
        assert!(list.lines().nth(1).unwrap().contains("verdict"), "{list}");
        assert!(node.ok(&["submissions"]).contains("the laboratory confirms it"));
        node.ok(&["verify"]);

        let counted = precision(&node);
        assert_eq!(counted["lists"].as_array().unwrap().len(), 2, "{counted:#}");
        let once = &counted["each_signal_once"];
        assert_eq!(
            (&once["real"], &once["false"], &once["unclear"]),
            (&1.into(), &1.into(), &0.into())
        );
        assert_eq!(once["precision"], 0.5);
        let top = json(&node.ok(&["signals", "precision", "--top", "1", "--format", "json"]));
        assert_eq!(top["lists"][0]["lines"], 1);
        assert_eq!(node.run(&["signals", "precision", "--top", "0"]).status, 2);
        let table = node.ok(&["signals", "precision", "--by", "week"]);
        assert!(table.contains("2024-W05") && table.contains("may not be like them"), "{table}");
    }
}

#[test]
fn a_withdrawn_verdict_is_none() {
    let node = node("sqlite");
    node.ok(&["detect", "--as-of", "2024-02-01"]);
    node.ok(&["signals", "verdict", "1", "--as", "real", "--because", "seen by two laboratories"]);
    let all = json(&node.ok(&["submissions", "--format", "json"]));
    let list = all.as_array().or_else(|| all["submissions"].as_array()).unwrap();
    let verdict = list.iter().find(|entry| entry.to_string().contains("seen by two")).unwrap();
    let id = verdict["submission"].as_str().or_else(|| verdict["id"].as_str()).unwrap();
    node.ok(&["submissions", "withdraw", id, "--reason", "judged the wrong line"]);
    assert_eq!(precision(&node)["each_signal_once"]["real"], 0);
    assert_eq!(precision(&node)["each_signal_once"]["not_judged"], 2);
}

#[test]
fn a_run_says_how_strictly_it_tested_what_is_new_after_the_runs_of_the_year() {
    let node = node("sqlite");
    let list = |day: &str| {
        node.ok(&["detect", "--as-of", day]);
        json(&node.ok(&["signals", "--format", "json"]))
    };
    assert!(list("2024-01-07")["run"]["opening"].is_null(), "no run went before");
    let second = list("2024-01-14");
    let opening = &second["run"]["opening"];
    assert_eq!(opening["after"], "2024-01-07");
    let (least, most) = (opening["least"].as_f64().unwrap(), opening["most"].as_f64().unwrap());
    assert!((least - 0.01).abs() < 1e-9 && most >= least, "{opening}");
    assert_eq!(second["signals"].as_array().unwrap().len(), 2, "what stood stands: {second:#}");
    assert!(node.ok(&["signals"]).contains("Tested after the run of 2024-01-07"));
    // The list of an earlier run says what held for it, whatever came later.
    let first = json(&node.ok(&["signals", "--as-of", "2024-01-07", "--format", "json"]));
    assert!(first["run"]["opening"].is_null());
}

#[test]
fn a_comment_is_kept_and_shown_with_its_signal() {
    for ledger in ledgers() {
        let node = node(&ledger);
        node.ok(&["detect", "--as-of", "2024-02-01"]);
        let told = node.ok(&["signals", "comment", "1", "The laboratory moved.\nSee its report."]);
        assert!(told.contains("has a comment (position 2)"), "{told}");
        for refused in ["", "a\u{202e}b", "a\u{7}b"] {
            assert_eq!(node.run(&["signals", "comment", "1", refused]).status, 2, "{refused:?}");
        }
        assert_eq!(node.run(&["signals", "comment", "nothing-like-it", "x"]).status, 2);
        let shown = node.ok(&["signals", "show", "1"]);
        assert!(
            shown.contains("(position 2): The laboratory moved.\n            See its report."),
            "{shown}"
        );
        let document = json(&node.ok(&["signals", "show", "1", "--format", "json"]));
        assert_eq!(document["comments"][0]["text"], "The laboratory moved.\nSee its report.");
        assert!(node.ok(&["submissions"]).contains("comment"));
        assert!(node.ok(&["doctor"]).contains("well") || node.run(&["doctor"]).status == 0);
    }
}
