//! Full disks, second writers and damaged files: nothing is half there, and what is wrong is named.
//!
//! Kills, power cuts and disks that fill up at any point are in `robust`.

use std::fmt::Write as _;
use std::fs::File;
use std::process::Command;

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
fn a_second_writer_gives_up_and_names_the_holder() {
    let node = Node::fresh();
    let lock = File::options().write(true).open(node.node_directory().join("writer.lock"));
    let lock = lock.or_else(|_| File::create(node.node_directory().join("writer.lock"))).unwrap();
    lock.lock().unwrap();
    std::fs::write(node.node_directory().join("writer.lock"), "watchfire ingest, process 7")
        .unwrap();
    let done = Done::of(&node.command(&["detect"]).env("WATCHFIRE_WAIT", "0").output().unwrap());
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
