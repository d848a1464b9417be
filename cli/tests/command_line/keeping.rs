//! What an authority does with what it holds: correct, withdraw, erase, prove, back up, restore.

use std::fmt::Write as _;
use std::os::unix::fs::PermissionsExt as _;

use serde_json::Value;

use crate::node::{MAPPING, Node, ledgers};

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Sixteen years of a steady figure with a jump at the end, and one row that cannot be read.
pub fn figures() -> String {
    let mut text = "month,drug,events\n".to_owned();
    for i in 0..192 {
        let (year, month) = (2008 + i / 12, i % 12 + 1);
        let events = if i >= 190 { 60 } else { 8 + i % 5 };
        writeln!(text, "{year}-{month:02},fentanyl,{events}").unwrap();
    }
    text + "2024-01,fentanyl,many\n"
}

/// Id of the submission at a position.
pub fn id_at(node: &Node, position: usize) -> String {
    let list = json(&node.ok(&["submissions", "--format", "json"]));
    list[position - 1]["id"].as_str().unwrap().to_owned()
}

/// What the latest alarm of a day observed.
fn observed(node: &Node, day: &str) -> Option<f64> {
    let found = json(&node.ok_on(day, &["detect", "--as-of", day, "--format", "json"]));
    found["signals"][0]["findings"][0]["observed"].as_f64()
}

#[test]
fn correct_withdraw_erase_replace_and_prove() {
    for ledger in ledgers() {
        let node = Node::fresh_at(&ledger);
        let mapping = node.write("m.toml", MAPPING);
        let file = node.write("f.csv", figures());
        let taken = node.ok_on("2024-01-20", &["ingest", &file, "--mapping", &mapping]);
        assert!(taken.contains("193 rows read, 192 accepted, 1 rejected"), "{taken}");
        assert_eq!(observed(&node, "2024-02-01"), Some(60.0));

        // A correction counts from its day on; the day before still shows what was known then.
        let corrected = node.write("c.csv", "month,drug,events\n2023-12,fentanyl,90\n");
        node.ok_on("2024-02-10", &["ingest", &corrected, "--mapping", &mapping]);
        assert_eq!(observed(&node, "2024-02-09"), Some(60.0));
        assert_eq!(observed(&node, "2024-02-10"), Some(90.0));
        let correction = id_at(&node, 2);
        node.ok_on("2024-02-20", &["submissions", "withdraw", &correction, "--reason", "typed"]);
        assert_eq!(observed(&node, "2024-02-20"), Some(60.0));
        assert_eq!(observed(&node, "2024-02-19"), Some(90.0));

        let first = id_at(&node, 1);
        let replaced =
            node.run(&["ingest", &corrected, "--mapping", &mapping, "--replaces", &first]);
        assert_eq!(replaced.status, 2, "{replaced:?}");
        assert!(replaced.errors.contains("still stands"), "{}", replaced.errors);
        let said = node.ok(&[
            "submissions",
            "withdraw",
            &first,
            "--erase",
            "--reason",
            "asked by a court",
        ]);
        assert!(said.contains("Erased submission") && said.contains("erasures.txt"), "{said}");
        let shown = node.ok(&["submissions", "show", &first]);
        assert!(shown.contains("erased on 2026-11-22"), "{shown}");
        let signal = node.ok(&["signals", "show", "1", "--as-of", "2024-02-01"]);
        assert!(signal.contains(&format!("submission {first} of source test was erased on")));
        let again = node.run(&["signals", "show", "1", "--as-of", "2024-02-01", "--reproduce"]);
        assert_eq!(again.status, 1, "{again:?}");
        assert!(again.output.contains("was erased on 2026-11-22"), "{}", again.output);
        assert_eq!(observed(&node, "2024-02-01"), None, "what is erased is gone for every day");

        let redacted = node.write("r.csv", figures().replace("2008-01,fentanyl,8\n", ""));
        node.ok(&["ingest", &redacted, "--mapping", &mapping, "--replaces", &first]);
        let shown = json(&node.ok(&["submissions", "show", &id_at(&node, 5), "--format", "json"]));
        assert_eq!(shown["stands_in_for"], first.as_str());
        // The correction is withdrawn by then, and the redacted file says what the erased one did.
        assert_eq!(observed(&node, "2024-02-20"), Some(60.0));
        let proof = json(&node.ok(&["verify", "--format", "json"]));
        assert_eq!(proof["entries"], 5);
        assert_eq!(proof["erased"][0]["submission"], first.as_str());
        assert_eq!(proof["faults"].as_array().unwrap().len(), 0);
        assert!(node.ok(&["doctor"]).contains("5 entries verify"));
    }
}

#[test]
fn a_restored_node_withholds_what_it_withheld_and_lets_in_whom_it_let_in() {
    let node = Node::fresh();
    let own = node.node_directory();
    std::fs::create_dir(own.join("policies")).unwrap();
    let rule = "@id(\"nobody-here\")\n@says(\"Nobody sees anything.\")\nforbid (principal, action == Action::\"read\", resource);\n";
    let provider =
        "[provider]\nissuer = \"https://id.example.org\"\nclient_id = \"w\"\nshown_as = \"E\"\n";
    for (name, text) in [
        ("policies/own.cedar", rule),
        ("retention.toml", "[none]\nlongest_years = 40\n"),
        ("sign-in.toml", provider),
        ("keys/sign-in.secret", "hush"),
    ] {
        std::fs::write(own.join(name), text).unwrap();
    }
    let (keys, kept, apart) = (node.path("k"), node.path("kept"), node.path("apart"));
    let word = |path: &std::path::Path| path.display().to_string();
    node.ok(&["backup", &word(&kept)]);
    node.ok(&["backup", &word(&apart), "--keys", &word(&keys)]);
    assert!(!apart.join("keys").exists());
    for (backup, keys) in [(&kept, None), (&apart, Some(&keys))] {
        let to = format!("restored-{}", backup.file_name().unwrap().display());
        let mut words = vec!["restore".to_owned(), word(backup)];
        words.extend(keys.into_iter().flat_map(|keys| ["--keys".to_owned(), word(keys)]));
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let restored = node.run_on(&to, &words);
        assert_eq!(restored.status, 0, "{restored:?}");
        for name in ["policies/own.cedar", "retention.toml", "sign-in.toml", "keys/sign-in.secret"]
        {
            let read = |path: std::path::PathBuf| std::fs::read_to_string(path).unwrap();
            assert_eq!(read(node.path(&to).join(name)), read(own.join(name)), "{name}");
        }
        let secret = node.path(&to).join("keys/sign-in.secret");
        assert_eq!(std::fs::metadata(secret).unwrap().permissions().mode() & 0o077, 0);
        assert!(node.run_on(&to, &["role", "rules"]).output.contains("nobody-here"));
    }
}

#[test]
fn a_restored_backup_says_the_same_and_erases_again_what_was_erased_since() {
    for ledger in ledgers() {
        let node = Node::fresh_at(&ledger);
        let mapping = node.write("m.toml", MAPPING.replace("\"none\"", "\"deceased\""));
        let file = node.write("f.csv", figures());
        let other = node.write("o.csv", figures().replace("fentanyl", "heroin"));
        node.ok(&["ingest", &file, &other, "--mapping", &mapping]);
        node.ok(&["detect", "--as-of", "2024-02-01"]);
        let (backup, keys) = (node.path("backup"), node.path("keys.txt"));
        let (backup, keys) = (backup.to_str().unwrap(), keys.to_str().unwrap());
        let said = node.ok(&["backup", backup, "--keys", keys]);
        assert!(said.contains("each opens under its key"), "{said}");
        assert!(!node.path("backup/keys").exists() && !node.path("backup.unfinished").exists());
        assert_eq!(node.run(&["backup", backup]).status, 2, "a name is used once");
        let no_keys = node.run_on("restored", &["restore", backup]);
        assert_eq!(no_keys.status, 2, "{no_keys:?}");
        assert!(no_keys.errors.contains("--keys FILE"), "{}", no_keys.errors);

        let restored =
            node.run_on("restored", &["restore", backup, "--keys", keys, "--ledger", &ledger]);
        assert_eq!(restored.status, 0, "{restored:?}");
        assert!(restored.output.contains("stands in it again"), "{}", restored.output);
        for question in [
            &["submissions", "--format", "json"][..],
            &["signals", "--format", "json"],
            &["signals", "show", "1", "--format", "json"],
            &["verify", "--format", "json"],
        ] {
            let (here, there) = (node.run(question), node.run_on("restored", question));
            // Each goes on with an audit of its own.
            let said = |text: &str| {
                let lines = text.lines().filter(|line| !line.contains("audit_head"));
                lines.map(str::to_owned).collect::<Vec<_>>()
            };
            assert_eq!(said(&here.output), said(&there.output), "{question:?}");
            assert_eq!(there.status, 0, "{question:?}");
        }

        let erased = id_at(&node, 1);
        node.ok(&["submissions", "withdraw", &erased, "--erase", "--reason", "asked by a court"]);
        let list = node.path("node");
        let arguments = ["restore", backup, "--keys", keys, "--erasures", list.to_str().unwrap()];
        let restored = node.run_on("again", &arguments);
        assert_eq!(restored.status, 0, "{restored:?}");
        assert!(restored.output.contains(&format!("erased submission {erased}")), "{restored:?}");
        assert!(!node.path(&format!("again/keys/submissions/{erased}.key")).exists());
        assert!(!node.path(&format!("again/payload/{erased}.original")).exists());
        assert_eq!(node.run_on("again", &["doctor"]).status, 0);
    }
}

#[test]
fn an_altered_entry_or_list_is_named() {
    let node = Node::fresh();
    let mapping = node.write("m.toml", MAPPING);
    let file = node.write("figures_of_the_office.csv", figures());
    node.ok(&["ingest", &file, "--mapping", &mapping]);
    node.ok(&["submissions", "withdraw", &id_at(&node, 1), "--erase", "--reason", "test"]);
    let list = node.node_directory().join("erasures.txt");
    let text = std::fs::read_to_string(&list).unwrap();
    let act = text.lines().find(|line| !line.starts_with('#')).unwrap();
    // The last digit of the act, whatever it is, becomes another one.
    let (most, last) = act.split_at(act.len() - 1);
    let other = format!("{most}{}", if last == "0" { "1" } else { "0" });
    let altered = node.write("altered.txt", text.replace(act, &other));
    let backup = node.path("backup").display().to_string();
    node.ok(&["backup", &backup]);
    let refused = node.run_on("restored", &["restore", &backup, "--erasures", &altered]);
    assert_eq!(refused.status, 2, "{refused:?}");
    assert!(refused.errors.contains("not signed by this node"), "{}", refused.errors);

    for name in ["ledger.sqlite", "ledger.sqlite-wal"] {
        let path = node.node_directory().join(name);
        let Ok(mut bytes) = std::fs::read(&path) else { continue };
        let name = b"figures_of_the_office";
        while let Some(at) = bytes.windows(name.len()).position(|window| window == name) {
            bytes[at] = b'F';
        }
        std::fs::write(&path, bytes).unwrap();
    }
    let done = node.run(&["verify"]);
    assert_eq!(done.status, 1, "{done:?}");
    assert!(done.output.contains("ledger entry 1"), "{}", done.output);
}

#[test]
fn a_wide_table_with_several_rejected_figures_in_a_row_verifies() {
    let node = Node::fresh();
    let wide =
        "\n[wide]\ncolumns = [\"2019\", \"2020\", \"2021\"]\nname = \"year\"\nvalue = \"events\"\n";
    let mapping = MAPPING
        .replace("columns = [\"month\", \"drug\"]", "columns = [\"year\", \"drug\"]")
        .replace("column = \"month\"\nforms = [\"iso\"]", "year = \"year\"");
    let mapping = node.write("m.toml", mapping + wide);
    let file = node.write("f.csv", "drug,2019,2020,2021\nheroin,3,x,y\ncocaine,1,2,z\n");
    let said = node.ok(&["ingest", &file, "--mapping", &mapping]);
    assert!(said.contains("6 rows read, 3 accepted, 3 rejected"), "{said}");
    node.ok(&["verify"]);
    node.ok(&["backup", &node.path("backup").display().to_string()]);
}
