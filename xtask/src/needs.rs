//! What the tests need beside Rust: Debian packages, and the reference data.
//!
//! Answers: what is missing, and can it be installed here. It installs with apt-get only where it may,
//! and otherwise says what to type.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use crate::postgres;
use crate::steps::{run, succeeds};

/// One program that tests use.
#[derive(Debug)]
struct Need {
    /// The Debian package it comes with.
    package: &'static str,
    /// Says whether it is there.
    is_here: fn() -> bool,
    /// What it is for.
    purpose: &'static str,
}

/// Installs what is missing, or says what to type.
pub fn provide() -> Result<()> {
    let is_missing = |need: &&Need| !(need.is_here)();
    let missing: Vec<&Need> = NEEDS.iter().filter(is_missing).collect();
    for Need { package, purpose, .. } in &missing {
        eprintln!("missing: Debian package {package} ({purpose})");
    }
    let packages: Vec<&str> = missing.iter().map(|need| need.package).collect();
    if packages.is_empty() {
        let all: Vec<&str> = NEEDS.iter().map(|need| need.package).collect();
        eprintln!("Debian packages: {} (all here)", all.join(", "));
        return Ok(());
    }
    let Some(mut apt_get) = apt_get() else {
        bail!("run as root: apt-get install --no-install-recommends {}", packages.join(" "));
    };
    // The package lists of a fresh machine may be empty or old; an old list may still do.
    if let Err(error) = run(apt_get.arg("update")) {
        eprintln!("apt-get update: {error:#}");
    }
    let mut apt_get = self::apt_get().expect("apt-get was here a moment ago");
    run(apt_get.args(["install", "--yes", "--no-install-recommends"]).args(packages))
}

/// `apt-get` with the right to install, waiting for another one to end.
fn apt_get() -> Option<Command> {
    if !succeeds("apt-get", &["--version"]) {
        return None;
    }
    let identity = Command::new("id").arg("-u").output().ok()?;
    let mut command = if identity.stdout.trim_ascii() == b"0" {
        Command::new("apt-get")
    } else if succeeds("sudo", &["-n", "true"]) {
        let mut command = Command::new("sudo");
        command.args(["-n", "apt-get"]);
        command
    } else {
        return None;
    };
    command.env("DEBIAN_FRONTEND", "noninteractive").args(["-o", "DPkg::Lock::Timeout=300"]);
    Some(command)
}

/// The folder of reference data: `WATCHFIRE_SHARED`, or `../shared` beside the repository.
pub fn shared_data() -> Result<Option<PathBuf>> {
    let folder = match std::env::var_os("WATCHFIRE_SHARED") {
        Some(folder) => PathBuf::from(folder),
        None => crate::tidy::root().join("../shared"),
    };
    if folder.is_dir() {
        eprintln!("reference data: found");
        return Ok(Some(folder.canonicalize()?));
    }
    if std::env::var_os("CI").is_some() {
        bail!("no reference data; CI must have it: set WATCHFIRE_SHARED to its folder");
    }
    eprintln!("reference data: none; tests that need it say so and pass. Set WATCHFIRE_SHARED.");
    Ok(None)
}

/// Grows with the product: a row for each program that a test starts.
const NEEDS: &[Need] = &[
    Need {
        package: "gcc",
        is_here: || succeeds("cc", &["--version"]),
        purpose: "links programs, builds SQLite",
    },
    Need {
        package: "chromium",
        is_here: || succeeds("chromium", &["--version"]),
        purpose: "the browser that the pages are tested in",
    },
    Need {
        package: "git",
        is_here: || succeeds("git", &["--version"]),
        purpose: "tidy lists the files with it",
    },
    Need {
        package: "python3-venv",
        is_here: || succeeds("python3", &["-c", "import ensurepip, venv"]),
        purpose: "Schemathesis holds the API against its OpenAPI document",
    },
    Need {
        package: "postgresql",
        is_here: || postgres::programs().is_some(),
        purpose: "the other engine a ledger may have; its own cluster runs for the tests",
    },
    Need {
        package: "strace",
        is_here: || succeeds("strace", &["--version"]),
        purpose: "kills, full disks and power cuts at random points of what the program does",
    },
];
