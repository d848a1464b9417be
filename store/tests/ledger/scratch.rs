//! Directories that go when a test ends, and the engines to test on; tests of other crates share it.

use std::path::PathBuf;

use store::address::LedgerAddress;
use tempfile::TempDir;

/// A directory that goes when the test ends.
pub struct Directory(TempDir);

impl Directory {
    /// An empty one.
    pub fn new() -> Self {
        Self(TempDir::with_prefix("watchfire-test-").unwrap())
    }

    /// A place in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

/// The engines to test: SQLite, and PostgreSQL where a server is given.
pub fn engines() -> Vec<LedgerAddress> {
    let given = postgres().map(|url| LedgerAddress::parse(&url).unwrap());
    [LedgerAddress::Sqlite].into_iter().chain(given).collect()
}

/// The URL of the server for the tests; without one the test says so, and CI fails.
pub fn postgres() -> Option<String> {
    let given = std::env::var("WATCHFIRE_TEST_POSTGRES").ok();
    if given.is_none() {
        assert!(std::env::var_os("CI").is_none(), "CI must have PostgreSQL: cargo xtask test");
        eprintln!("not tested on PostgreSQL: WATCHFIRE_TEST_POSTGRES names no server");
    }
    given
}

/// Bytes that no other test has: a schema of a server is named after its node's key.
pub fn secret<const LENGTH: usize>() -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes).unwrap();
    bytes
}
