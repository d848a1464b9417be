//! Erasing, moving and backing up, killed at any moment: what stood still stands, or the act is finished.

use std::process::{Command, Stdio};

use crate::keeping::{figures, id_at};
use crate::node::{Done, MAPPING, Node, ledgers};

/// Starts a command and kills it after so many looks at the node's directory, wherever it stands then.
fn kill_after(node: &Node, looks: u64, arguments: &[&str]) {
    let mut command = node.command(arguments);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    for _ in 0..looks {
        let seen = node.node_directory().read_dir().unwrap().count();
        if seen == 0 || child.try_wait().unwrap().is_some() {
            break;
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_killed_erasure_has_not_begun_or_is_finished_by_the_next_command() {
    let node = Node::fresh();
    let mapping = node.write("m.toml", MAPPING);
    let mut erased = 0;
    for round in 0..12_usize {
        let file = node.write("f.csv", figures().replace("fentanyl", &format!("drug{round}")));
        node.ok(&["ingest", &file, "--mapping", &mapping]);
        let position = node.submissions();
        let id = id_at(&node, position);
        let erase = ["submissions", "withdraw", &id, "--erase", "--reason", "test"];
        kill_after(&node, 500 * round as u64, &erase);
        node.ok(&["doctor", "--sweep"]);
        let shown = node.ok(&["submissions", "show", &id]);
        if shown.contains("erased on") {
            erased += 1;
            assert!(!node.node_directory().join(format!("keys/submissions/{id}.key")).exists());
            assert!(!node.node_directory().join(format!("payload/{id}.original")).exists());
        } else {
            assert!(shown.contains("stands") && shown.contains("many"), "{shown}");
            node.ok(&erase);
        }
        node.ok(&["verify"]);
    }
    assert!(erased < 12, "no kill came before the act");
}

#[test]
fn a_killed_move_leaves_a_ledger_that_answers() {
    let [_, server] = &ledgers()[..] else { return };
    let node = Node::fresh();
    let mapping = node.write("m.toml", MAPPING);
    let file = node.write("f.csv", figures());
    node.ok(&["ingest", &file, "--mapping", &mapping]);
    node.ok(&["detect", "--as-of", "2024-02-01"]);
    let says = || node.ok(&["verify", "--format", "json"]) + &node.ok(&["signals"]);
    let before = says();
    for round in 0..12_u64 {
        let to =
            if node.node_directory().join("ledger.address").exists() { "sqlite" } else { server };
        kill_after(&node, 1_200 * round, &["move-ledger", "--to", to]);
        assert_eq!(says(), before, "round {round} to {to}");
    }
    for _ in 0..2 {
        let to =
            if node.node_directory().join("ledger.address").exists() { "sqlite" } else { server };
        let moved = node.ok(&["move-ledger", "--to", to]);
        assert!(moved.contains("Every table is equal in both"), "{moved}");
        assert_eq!(says(), before);
    }
    node.ok(&["ingest", &file, "--mapping", &mapping]);
}

#[test]
fn a_killed_backup_has_no_name_or_verifies() {
    let node = Node::fresh();
    let mapping = node.write("m.toml", MAPPING);
    let file = node.write("f.csv", figures());
    node.ok(&["ingest", &file, "--mapping", &mapping]);
    let to = node.path("backup").display().to_string();
    for round in 0..10_u64 {
        kill_after(&node, 800 * round, &["backup", &to]);
        if node.path("backup").exists() {
            assert_eq!(node.run_on("backup", &["verify"]).status, 0);
            std::fs::remove_dir_all(node.path("backup")).unwrap();
        }
    }
    node.ok(&["backup", &to]);
    assert!(!node.path("backup.unfinished").exists());
    assert_eq!(node.run_on("backup", &["verify"]).status, 0);
}

#[test]
fn a_restore_that_fails_leaves_nothing_and_can_be_tried_again() {
    let node = Node::fresh();
    let mapping = node.write("m.toml", MAPPING);
    let file = node.write("f.csv", figures());
    node.ok(&["ingest", &file, "--mapping", &mapping]);
    let backup = node.path("backup");
    node.ok(&["backup", &backup.display().to_string()]);
    let damaged =
        std::fs::read_dir(backup.join("payload")).unwrap().next().unwrap().unwrap().path();
    let sound = std::fs::read(&damaged).unwrap();
    std::fs::write(&damaged, b"damaged").unwrap();
    let restore = ["restore", &backup.display().to_string()];
    for _ in 0..2 {
        let refused = node.run_on("restored", &restore);
        assert_eq!(refused.status, 1, "{refused:?}");
        assert!(!refused.errors.contains("is there already"), "{}", refused.errors);
        assert!(!node.path("restored.unfinished").exists());
    }
    std::fs::write(&damaged, sound).unwrap();
    assert_eq!(node.run_on("restored", &restore).status, 0);
}

#[test]
fn a_backup_on_a_full_disk_says_so_and_leaves_nothing() {
    let node = Node::fresh();
    let mapping = node.write("m.toml", MAPPING);
    let mut text = figures();
    text.push_str(&"\n".repeat(200_000));
    let file = node.write("f.csv", text);
    node.ok(&["ingest", &file, "--mapping", &mapping]);
    let to = node.path("backup");
    // A limit on the size of every file stands for a disk that fills up.
    let script = format!(
        "trap '' XFSZ; ulimit -f 150; exec '{}' backup '{}' --node '{}'",
        env!("CARGO_BIN_EXE_watchfire"),
        to.display(),
        node.node_directory().display()
    );
    let done = Done::of(&Command::new("bash").args(["-c", &script]).output().unwrap());
    assert_eq!(done.status, 1, "{done:?}");
    assert!(done.errors.contains("cannot write") || done.errors.contains("disk"), "{done:?}");
    assert!(!to.exists() && !node.path("backup.unfinished").exists());
    node.ok(&["backup", &to.display().to_string()]);
}
