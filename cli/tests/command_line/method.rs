//! Methods are run by name, without a node, over one series or over each of a long table.

use crate::node::{Node, workspace};

#[test]
fn the_page_of_methods_shows_what_onset_prints_of_a_simulated_outbreak() {
    let page = std::fs::read_to_string(workspace().join("docs/methods.md")).unwrap();
    let node = Node::none();
    let weeks = node.ok(&["simulate", "noufaily", "--seed", "3", "--series", "2"]);
    let weeks = node.write("weeks.csv", weeks);
    let settings = r#"{"function":"onset","range":[585,587]}"#;
    assert!(page.contains(&format!("echo '{settings}'")));
    let settings = node.write("onset.json", settings);
    let printed = node.ok(&["method", "run", "--settings", &settings, &weeks]);
    let shown = printed.lines().filter(|line| !line.starts_with("1,"));
    let shown: Vec<&str> = shown.collect();
    assert_eq!(shown.len(), 4, "{printed}");
    assert!(page.contains(&format!("```text\n{}\n```", shown.join("\n"))), "{shown:?}");
    assert!(!node.node_directory().exists(), "no node was made");
}

#[test]
fn the_page_of_methods_shows_what_a_scan_prints_of_new_mexico() {
    let page = std::fs::read_to_string(workspace().join("docs/methods.md")).unwrap();
    let node = Node::none();
    let table = workspace().join("golden/scanstatistics/new_mexico.csv");
    let shown = std::fs::read_to_string(&table).unwrap();
    let shown: Vec<&str> = shown.lines().take(3).collect();
    assert!(page.contains(&shown.join("\n")));
    let settings = r#"{"function":"scan","control":{"statistic":"expectationBasedPoisson","longestWindow":4,"mostClusters":2}}"#;
    assert!(page.contains(&format!("echo '{settings}'")));
    let settings = node.write("scan.json", settings);
    let run = ["method", "run", "--settings", &settings, table.to_str().unwrap()];
    let printed = node.ok(&run);
    assert!(page.contains(&format!("```text\n{printed}```")), "{printed}");
    let json = node.ok(&[&run[..], &["--format", "json"]].concat());
    let rows: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(rows[0]["places"], serde_json::json!(["losalamos", "santafe"]));
    let told = node.ok(&["method", "list", "--explain", "subsetScan"]);
    for part in ["nearest = 10", "subgroup: ", "lat, lon: ", "recurrence_interval: "] {
        assert!(told.contains(part), "{part:?} is not in: {told}");
    }
}

#[test]
fn a_scan_of_a_bad_table_is_one_error() {
    let node = Node::none();
    let settings = node.write("scan.json", r#"{"function":"scan"}"#);
    let table =
        node.write("t.csv", "place,lat,lon,t,observed,population\na,1,1,1,2,9\nb,,,1,2,9\n");
    let done = node.run(&["method", "run", "--settings", &settings, &table]);
    assert_eq!((done.status, done.output.as_str()), (2, ""), "{done:?}");
    let said =
        "error: table: b has no lat and lon; give it in one of its rows, or leave the place out";
    assert_eq!(done.errors.trim_end(), said);
}

#[test]
fn a_method_says_what_it_reads_and_answers_and_answers_as_json() {
    let node = Node::none();
    let told = node.ok(&["method", "list", "--explain", "onlineChange"]);
    for part in ["meanRun = 50", "standard_error: ", "Columns of its answer", "chance: "] {
        assert!(told.contains(part), "{part:?} is not in: {told}");
    }
    let reports = node.write("reports.csv", "series,t,observed\nnorth,1,0\nnorth,2,1\nnorth,3,6\n");
    let settings = node.write("f.json", r#"{"function":"firstSeen","control":{"leastHistory":1}}"#);
    let run = ["method", "run", "--settings", &settings, &reports, "--format", "json"];
    let rows: serde_json::Value = serde_json::from_str(&node.ok(&run)).unwrap();
    assert_eq!((rows[1]["alarm"].as_str(), rows[1]["chance"].as_f64()), (Some("first"), None));
    assert_eq!((rows[2]["alarm"].as_str(), rows[2]["reports"].as_i64()), (Some("spread"), Some(6)));
}

#[test]
fn a_setting_that_cannot_be_used_is_told_once_and_names_its_key() {
    let node = Node::none();
    let table = node.write("t.csv", "series,t,observed\na,1,2\nb,1,2\n");
    let settings = node.write("s.json", r#"{"function":"onset","control":{"alpha":2}}"#);
    let done = node.run(&["method", "run", "--settings", &settings, &table]);
    assert_eq!((done.status, done.output.as_str()), (2, ""), "{done:?}");
    let said =
        "error: settings, control.alpha: its value cannot be used; it must be between 0 and 1";
    assert_eq!(done.errors.trim_end(), said);
}

#[test]
fn series_that_stand_apart_are_answered_as_those_that_are_mixed() {
    let node = Node::none();
    let settings = node.write("ears.json", r#"{"function":"earsC"}"#);
    let row = |name: &str, t: u32| format!("{name},{t},{}\n", (t * 7) % 5);
    let head = "series,t,observed\n";
    let apart = ["short", "a", "b"].map(|name| {
        let length = if name == "short" { 2 } else { 12 };
        (1..=length).map(|t| row(name, t)).collect::<String>()
    });
    let mixed: String = (1..=12)
        .flat_map(|t| ["short", "a", "b"].map(|name| (name, t)))
        .filter(|(name, t)| *name != "short" || *t <= 2)
        .map(|(name, t)| row(name, t))
        .collect();
    let apart = node.write("apart.csv", format!("{head}{}", apart.concat()));
    let mixed = node.write("mixed.csv", format!("{head}{mixed}"));
    for format in ["csv", "json"] {
        let run = |table: &str| {
            node.ok(&["method", "run", "--settings", &settings, "--format", format, table])
        };
        let plain = |text: String| text.replace(['\n', ' '], "");
        assert_eq!(plain(run(&apart)), plain(run(&mixed)));
        assert!(run(&apart).contains("short"), "what is too short says so");
    }
    // A pipe can be read once alone.
    let pipe = node.path("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let whole = std::fs::read(&apart).unwrap();
    let answered = std::thread::scope(|scope| {
        scope.spawn(|| std::fs::write(&pipe, whole).unwrap());
        node.ok(&["method", "run", "--settings", &settings, &pipe.display().to_string()])
    });
    assert_eq!(answered, node.ok(&["method", "run", "--settings", &settings, &apart]));
    let broken = node.write("broken.csv", format!("{head}a,1,2\na,2,3,4\n"));
    let refused = node.run(&["method", "run", "--settings", &settings, &broken]);
    assert_eq!(refused.status, 2);
    assert!(refused.errors.contains("row 3 has 4 cells"), "{}", refused.errors);
}
