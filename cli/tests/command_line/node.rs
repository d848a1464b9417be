//! A node in a directory of its own, and commands on it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A directory that goes when the test ends.
pub struct Node {
    directory: TempDir,
}

/// What a command did.
#[derive(Debug)]
pub struct Done {
    pub status: i32,
    pub output: String,
    pub errors: String,
}

impl Node {
    /// A directory without a node in it.
    pub fn none() -> Self {
        Self { directory: TempDir::with_prefix("watchfire-test-").unwrap() }
    }

    /// A fresh node.
    pub fn fresh() -> Self {
        let node = Self::none();
        let done = node.run(&["init", "--name", "Test node"]);
        assert_eq!(done.status, 0, "{}", done.errors);
        node
    }

    /// A fresh node whose ledger is at an address.
    pub fn fresh_at(ledger: &str) -> Self {
        let node = Self::none();
        node.ok(&["init", "--name", "Test node", "--ledger", ledger]);
        node
    }

    /// Where files of the test go.
    pub fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// Writes a file beside the node; gives its path as text.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    }

    /// The node's own directory.
    pub fn node_directory(&self) -> PathBuf {
        self.path("node")
    }

    /// Runs a command on another directory than the node's own.
    pub fn run_on(&self, directory: &str, arguments: &[&str]) -> Done {
        let mut command = Command::new(env!("CARGO_BIN_EXE_watchfire"));
        command.args(arguments).arg("--node").arg(self.path(directory));
        command.env("WATCHFIRE_TODAY", "2026-11-22").current_dir(workspace());
        Done::of(&command.output().unwrap())
    }

    /// Runs a command that must succeed, on a day.
    pub fn ok_on(&self, day: &str, arguments: &[&str]) -> String {
        let output = self.command(arguments).env("WATCHFIRE_TODAY", day).output().unwrap();
        let done = Done::of(&output);
        assert_eq!(done.status, 0, "{arguments:?}: {}", done.errors);
        done.output
    }

    /// A command on this node, ready to start.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_watchfire"));
        command
            .args(arguments)
            .arg("--node")
            .arg(self.node_directory())
            .env("WATCHFIRE_TODAY", "2026-11-22")
            .current_dir(workspace());
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Done {
        Done::of(&self.command(arguments).output().unwrap())
    }

    /// Runs a command that must succeed; gives what it printed.
    pub fn ok(&self, arguments: &[&str]) -> String {
        let done = self.run(arguments);
        assert_eq!(done.status, 0, "{arguments:?}: {}", done.errors);
        done.output
    }

    /// Number of submissions listed.
    pub fn submissions(&self) -> usize {
        self.ok(&["submissions", "--format", "csv"]).lines().count() - 1
    }
}

impl Done {
    /// Of a finished process.
    pub fn of(output: &Output) -> Self {
        Self {
            status: output.status.code().unwrap_or(-1),
            output: String::from_utf8_lossy(&output.stdout).into_owned(),
            errors: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// The ledgers to test: SQLite, and PostgreSQL where a server is given; CI must have one.
pub fn ledgers() -> Vec<String> {
    let given = std::env::var("WATCHFIRE_TEST_POSTGRES").ok();
    if given.is_none() {
        assert!(std::env::var_os("CI").is_none(), "CI must have PostgreSQL: cargo xtask test");
        eprintln!("not tested on PostgreSQL: WATCHFIRE_TEST_POSTGRES names no server");
    }
    ["sqlite".to_owned()].into_iter().chain(given).collect()
}

/// Root of the repository.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A small mapping for files with the columns month, drug and events.
pub const MAPPING: &str = include_str!("seizures.toml");
