//! Backups and restores that fail leave nothing behind; those cut short at any point are in `robust`.

use std::process::Command;

use crate::keeping::figures;
use crate::node::{Done, MAPPING, Node};

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
