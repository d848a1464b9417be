//! Directories that go when a test ends, and the engines to test on; tests of other crates share it.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use store::address::LedgerAddress;

/// A directory that goes when the test ends.
pub struct Directory(PathBuf);

impl Directory {
    /// An empty one.
    pub fn new() -> Self {
        let name = format!("watchfire-test-{}-{}", std::process::id(), number());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// A place in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        // A directory that cannot be removed is the system's to sweep.
        let _removed = std::fs::remove_dir_all(&self.0);
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

/// Another number each time.
pub fn number() -> u32 {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    COUNT.fetch_add(1, Ordering::Relaxed)
}
