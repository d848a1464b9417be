//! Backups and restores that fail leave nothing behind; those cut short at any point are in `robust`.

use std::path::{Path, PathBuf};
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

#[cfg(unix)]
#[test]
fn nobody_else_on_the_machine_reads_a_node_or_its_copies() {
    let node = Node::fresh();
    let mapping = node.write("m.toml", MAPPING);
    let file = node.write("f.csv", figures());
    node.ok(&["ingest", &file, "--mapping", &mapping]);
    let backup = node.path("backup");
    node.ok(&["backup", &backup.display().to_string()]);
    assert_eq!(node.run_on("restored", &["restore", &backup.display().to_string()]).status, 0);
    for made in [node.node_directory(), backup, node.path("restored")] {
        assert_eq!(open_to_others(&made), Vec::<PathBuf>::new());
    }
    // A node that an earlier version made, open to all.
    let opened = Command::new("chmod").args(["-R", "go+rX"]).arg(node.node_directory()).status();
    assert!(opened.unwrap().success());
    assert!(open_to_others(&node.node_directory()).len() > 8);
    node.ok(&["submissions"]);
    let parts = ["ledger.sqlite", "audit.head", "keys", "payload", "facts"];
    let open = open_to_others(&node.node_directory());
    for part in parts.map(|part| node.node_directory().join(part)) {
        assert!(part.exists() && !open.contains(&part), "{}", part.display());
    }
}

/// Whatever below a directory, itself included, others than the owner may do something with.
#[cfg(unix)]
fn open_to_others(directory: &Path) -> Vec<PathBuf> {
    use std::os::unix::fs::PermissionsExt as _;
    let below = std::fs::read_dir(directory).into_iter().flatten();
    let mut open: Vec<PathBuf> =
        below.flat_map(|entry| open_to_others(&entry.unwrap().path())).collect();
    if std::fs::metadata(directory).unwrap().permissions().mode() & 0o077 != 0 {
        open.push(directory.to_owned());
    }
    open
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
