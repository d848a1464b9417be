//! The acts that change files of a node, and what must hold after each, however it ended.
//!
//! There is no compaction: a node never rewrites its fact files. Nearest to one are the acts that move,
//! copy or remove what stands: erasing, sweeping, backing up, restoring and moving the ledger.

use super::strace::{Trace, copy_directory};
use crate::keeping::{figures, id_at};
use crate::node::{MAPPING, Node, ledgers};

/// An act on the node in `node`, started in the directory above it.
pub struct Act {
    /// What stands before it.
    pub prepare: fn() -> Node,
    /// The command.
    pub arguments: fn(&Node) -> Vec<String>,
    /// A file whose path holds this is the first it touches.
    pub begins_at: &'static str,
    /// What it says when it is done.
    pub says: &'static str,
    /// Proves what stands afterwards, by commands that must work; gives whether the act is done.
    pub check: fn(&Node) -> Outcome,
}

/// What became of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All of it.
    Whole,
    /// None of it, and it could be done afterwards.
    None,
}

/// A copy of what was prepared, on which nothing has been tried yet.
pub fn copy_of(prepared: &Node) -> Node {
    let place = Node::none();
    copy_directory(&prepared.path(""), &place.path(""));
    place
}

impl Act {
    /// Which of the calls of a run belong to the act: from its first file to its last word.
    pub fn calls_within(&self, trace: &Trace) -> std::ops::Range<usize> {
        let calls = &trace.calls;
        let start = calls.iter().position(|call| call.names(self.begins_at));
        let end = calls.iter().position(|call| call.says(self.says));
        start.unwrap_or(calls.len())..end.unwrap_or(calls.len())
    }
}

/// A second file comes in.
pub const INGEST: Act = Act {
    prepare: || node_with(1),
    arguments: |_| words("ingest second.csv --mapping mapping.toml --node node"),
    begins_at: "writer.lock",
    says: " at position ",
    check: |node| {
        node.ok(&["verify"]);
        let [file, mapping] = ["second.csv", "mapping.toml"].map(|name| path(node, name));
        let again = node.ok(&["ingest", &file, "--mapping", &mapping]);
        let swept = node.ok(&["doctor", "--sweep"]);
        assert!(swept.contains("2 entries verify"), "{swept}");
        if again.contains("stored already") { Outcome::Whole } else { Outcome::None }
    },
};

/// The same, of rows about persons: their facts are sealed too.
pub const INGEST_SEALED: Act = Act {
    prepare: || {
        let node = node_with(1);
        node.write("mapping.toml", MAPPING.replace("\"none\"", "\"deceased\""));
        node
    },
    ..INGEST
};

/// The first of two submissions is erased.
pub const ERASE: Act = Act {
    prepare: || node_with(2),
    arguments: |node| {
        let erase = "submissions withdraw --erase --reason test --node node";
        words(erase).into_iter().chain([id_at(node, 1)]).collect()
    },
    begins_at: "writer.lock",
    says: "Erased submission",
    check: |node| {
        let id = id_at(node, 1);
        let was_recorded = node.ok(&["submissions", "show", &id]).contains("erased on");
        // The next command that writes finishes what was begun.
        node.ok(&["doctor", "--sweep"]);
        if !was_recorded {
            node.ok(&["verify"]);
            node.ok(&["submissions", "withdraw", &id, "--erase", "--reason", "test"]);
        }
        let kept = [".key", ".original", ".mapping", ".rejected", ".parquet"];
        for directory in ["keys/submissions", "payload", "facts"] {
            for entry in node.node_directory().join(directory).read_dir().unwrap() {
                let name = entry.unwrap().file_name().into_string().unwrap();
                let is_of_it = name.contains(&id) && kept.iter().any(|kept| name.contains(kept));
                assert!(!is_of_it, "{name} was to be erased");
            }
        }
        let proof = node.ok(&["verify"]);
        assert!(proof.contains("3 entries"), "{proof}");
        if was_recorded { Outcome::Whole } else { Outcome::None }
    },
};

/// What a crash left is swept.
pub const SWEEP: Act = Act {
    prepare: || {
        let node = node_with(1);
        for name in ORPHANS {
            std::fs::write(node.node_directory().join(name), [7; 64]).unwrap();
        }
        node
    },
    arguments: |_| words("doctor --sweep --node node"),
    begins_at: "writer.lock",
    says: "removed",
    check: |node| {
        let left = |node: &Node| {
            let is_there = |name: &&&str| node.node_directory().join(name).exists();
            ORPHANS.iter().filter(is_there).count()
        };
        node.ok(&["verify"]);
        let was_left = left(node);
        assert!(node.ok(&["doctor", "--sweep"]).contains("1 entries verify"));
        assert_eq!(left(node), 0);
        if was_left == 0 { Outcome::Whole } else { Outcome::None }
    },
};

/// The node is copied to a directory beside it.
pub const BACK_UP: Act = Act {
    prepare: || node_with(1),
    arguments: |_| words("backup backup --node node"),
    begins_at: "backup.unfinished",
    says: "Backed up",
    check: |node| {
        node.ok(&["verify"]);
        let outcome = if node.path("backup").exists() {
            Outcome::Whole
        } else {
            node.ok(&["backup", &path(node, "backup")]);
            Outcome::None
        };
        assert!(!node.path("backup.unfinished").exists());
        let verified = node.run_on("backup", &["verify"]);
        assert_eq!(verified.status, 0, "{verified:?}");
        outcome
    },
};

/// A node is made of a backup.
pub const RESTORE: Act = Act {
    prepare: || {
        let node = node_with(1);
        node.ok(&["backup", &path(&node, "backup")]);
        std::fs::remove_dir_all(node.node_directory()).unwrap();
        node
    },
    arguments: |_| words("restore backup --node node"),
    begins_at: "node.unfinished",
    says: "Restored",
    check: |node| {
        let outcome = if node.node_directory().exists() {
            Outcome::Whole
        } else {
            node.ok(&["restore", &path(node, "backup")]);
            Outcome::None
        };
        assert!(!node.path("node.unfinished").exists());
        ingest_next(node);
        outcome
    },
};

/// The ledger goes from SQLite to PostgreSQL, where there is a server.
pub const MOVE_TO_SERVER: Act = Act {
    prepare: || node_with(1),
    arguments: |_| {
        let server = ledgers().pop().unwrap();
        ["move-ledger", "--node", "node", "--to", &server].map(str::to_owned).into()
    },
    begins_at: "writer.lock",
    says: "Every table is equal in both",
    check: |node| {
        assert!(node.ok(&["verify"]).contains("1 entries"));
        if node.node_directory().join("ledger.address").exists() {
            return Outcome::Whole;
        }
        node.ok(&["move-ledger", "--to", &ledgers().pop().unwrap()]);
        assert!(node.ok(&["verify"]).contains("1 entries"));
        Outcome::None
    },
};

/// The ledger goes from PostgreSQL to SQLite.
///
/// All places share the ledger on the server, so nothing is written to it.
pub const MOVE_FROM_SERVER: Act = Act {
    prepare: || {
        let node = node_with(1);
        node.ok(&["move-ledger", "--to", &ledgers().pop().unwrap()]);
        node
    },
    arguments: |_| words("move-ledger --to sqlite --node node"),
    begins_at: "writer.lock",
    says: "Every table is equal in both",
    check: |node| {
        assert!(node.ok(&["verify"]).contains("1 entries"));
        let outcome = if node.node_directory().join("ledger.address").exists() {
            node.ok(&["move-ledger", "--to", "sqlite"]);
            Outcome::None
        } else {
            Outcome::Whole
        };
        ingest_next(node);
        outcome
    },
};

/// A node is made.
pub const INIT: Act = Act {
    prepare: || {
        let place = node_with(1);
        std::fs::remove_dir_all(place.node_directory()).unwrap();
        place
    },
    arguments: |_| words("init --name Test --node node"),
    begins_at: "node",
    says: "Made a node",
    check: |node| {
        if node.run(&["verify"]).status == 0 {
            let [file, mapping] = ["second.csv", "mapping.toml"].map(|name| path(node, name));
            node.ok(&["ingest", &file, "--mapping", &mapping]);
            return Outcome::Whole;
        }
        // What is left of it never was a node: the next one takes its place.
        node.ok(&["init", "--name", "Test"]);
        Outcome::None
    },
};

/// The next file comes in, and the node verifies.
fn ingest_next(node: &Node) {
    let [file, mapping] = ["second.csv", "mapping.toml"].map(|name| path(node, name));
    node.ok(&["ingest", &file, "--mapping", &mapping]);
    let doctor = node.ok(&["doctor"]);
    assert!(doctor.contains("2 entries verify") && !doctor.contains("belongs to no"), "{doctor}");
}

/// A node with so many submissions, and a file to come.
fn node_with(submissions: usize) -> Node {
    let node = Node::fresh();
    let mapping = node.write("mapping.toml", MAPPING);
    for number in 1..=submissions {
        let text = figures().replace("fentanyl", &format!("drug{number}"));
        let file = node.write(&format!("first{number}.csv"), text);
        node.ok(&["ingest", &file, "--mapping", &mapping]);
    }
    node.write("second.csv", figures());
    node
}

fn words(line: &str) -> Vec<String> {
    line.split(' ').map(str::to_owned).collect()
}

fn path(node: &Node, name: &str) -> String {
    node.path(name).display().to_string()
}

/// What a killed ingest may leave.
const ORPHANS: [&str; 4] = [
    "keys/submissions/00000000000000000000000000.key",
    "payload/00000000000000000000000000.original",
    "payload/00000000000000000000000000.mapping.unfinished",
    "facts/observation-00000002-00000000000000000000000000.parquet",
];
