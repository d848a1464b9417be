//! Kills, full disks and second writers: acknowledged is durable, and nothing is half there.

use std::fmt::Write as _;
use std::fs::File;
use std::process::{Command, Stdio};

use crate::node::{Done, MAPPING, Node};

/// A file of some thousand rows, different for each `number`.
fn large_file(number: u32) -> String {
    let mut text = "month,drug,events\n".to_owned();
    for i in 0..4000 {
        let (year, month) = (1990 + i / 200, i % 12 + 1);
        writeln!(text, "{year}-{month:02},heroin{number}x{i},{}", i % 50).unwrap();
    }
    text
}

/// Files that a submission has put into the node's directories so far.
fn files_there(node: &Node) -> usize {
    let directories = ["payload", "facts", "keys/submissions"];
    let count = |directory: &&str| {
        node.node_directory().join(directory).read_dir().map_or(0, std::iter::Iterator::count)
    };
    directories.iter().map(count).sum()
}

#[test]
fn a_killed_ingest_leaves_all_or_nothing() {
    let node = Node::fresh();
    let mapping = node.write("m.toml", MAPPING);
    let mut acknowledged = 0;
    for kill_after_files in 1..=5 {
        let name = format!("f{kill_after_files}.csv");
        let file = node.write(&name, large_file(kill_after_files));
        let before = files_there(&node);
        let mut child = node
            .command(&["ingest", &file, "--mapping", &mapping])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        // Kill when so many of its files have appeared, wherever it stands then.
        while files_there(&node) < before + kill_after_files as usize
            && child.try_wait().unwrap().is_none()
        {}
        child.kill().unwrap();
        let done = Done::of(&child.wait_with_output().unwrap());
        let stored = node.submissions();
        if done.output.contains("accepted") {
            assert_eq!(stored, acknowledged + 1, "an acknowledged submission is gone");
        }
        assert!(stored == acknowledged || stored == acknowledged + 1);
        acknowledged = stored;
        let doctor = node.run(&["doctor", "--sweep"]);
        assert_eq!(doctor.status, 0, "{doctor:?}");
        // What was not stored can be sent again; what was is recognised.
        node.ok(&["ingest", &file, "--mapping", &mapping]);
        acknowledged = acknowledged.max(node.submissions());
        assert_eq!(acknowledged, kill_after_files as usize);
        node.ok(&["detect"]);
    }
}

#[test]
fn a_full_disk_stores_nothing_and_says_so() {
    let node = Node::fresh();
    let mapping = node.write("m.toml", MAPPING);
    let file = node.write("f.csv", large_file(0));
    // A limit on the size of every file stands for a disk that fills up while the payload is written.
    let program = env!("CARGO_BIN_EXE_watchfire");
    let script = format!(
        "trap '' XFSZ; ulimit -f 64; exec '{program}' ingest '{file}' --mapping '{mapping}' --node '{}'",
        node.node_directory().display()
    );
    let limited = Command::new("bash").args(["-c", &script]).output().unwrap();
    let done = Done::of(&limited);
    assert_eq!(done.status, 1, "{done:?}");
    assert!(done.errors.contains("cannot write"), "{}", done.errors);
    assert_eq!(node.submissions(), 0);
    assert_eq!(files_there(&node), 0);
    assert!(node.ok(&["doctor"]).contains("0 entries verify"));
    node.ok(&["ingest", &file, "--mapping", &mapping]);
    assert_eq!(node.submissions(), 1);
}

#[test]
fn a_second_writer_waits_and_then_names_the_holder() {
    let node = Node::fresh();
    let lock = File::options().write(true).open(node.node_directory().join("writer.lock"));
    let lock = lock.or_else(|_| File::create(node.node_directory().join("writer.lock"))).unwrap();
    lock.lock().unwrap();
    std::fs::write(node.node_directory().join("writer.lock"), "watchfire ingest, process 7")
        .unwrap();
    let done = node.run(&["detect"]);
    assert_eq!(done.status, 3, "{done:?}");
    assert!(done.errors.contains("watchfire ingest, process 7"), "{}", done.errors);
    // Readers never lock.
    assert_eq!(node.submissions(), 0);
}

#[test]
fn an_altered_file_is_named_by_the_doctor() {
    let node = Node::fresh();
    let mapping = node.write("m.toml", MAPPING);
    let file = node.write("f.csv", "month,drug,events\n2020-01,heroin,3\n");
    node.ok(&["ingest", &file, "--mapping", &mapping]);
    for directory in ["payload", "facts"] {
        for entry in node.node_directory().join(directory).read_dir().unwrap() {
            let path = entry.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            let mut altered = bytes.clone();
            *altered.last_mut().unwrap() ^= 1;
            std::fs::write(&path, altered).unwrap();
            let done = node.run(&["doctor"]);
            assert_eq!(done.status, 1);
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            assert!(done.output.contains(&name), "{name} is not in {}", done.output);
            std::fs::write(&path, bytes).unwrap();
        }
    }
    assert_eq!(node.run(&["doctor"]).status, 0);
}

#[test]
fn a_damaged_ledger_says_what_to_restore() {
    let node = Node::fresh();
    let ledger = node.node_directory().join("ledger.sqlite");
    std::fs::write(&ledger, "this is no ledger, and it is long enough to be looked at").unwrap();
    for suffix in ["-wal", "-shm"] {
        let beside = node.node_directory().join(format!("ledger.sqlite{suffix}"));
        assert!(!beside.exists() || std::fs::remove_file(&beside).is_ok());
    }
    let done = node.run(&["submissions"]);
    assert_eq!(done.status, 1, "{done:?}");
    assert!(done.errors.contains("restore ledger.sqlite"), "{}", done.errors);
}
