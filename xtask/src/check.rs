//! What needs no test run: format, lints, documentation, tidy, bans.

use anyhow::Result;

use crate::steps::{Steps, cargo, run, succeeds};
use crate::{one_build, tidy, web};

/// Runs all checks; each is a step.
pub fn add_steps(steps: &mut Steps) {
    // First: the program that the lints read holds it.
    steps.run("web interface", web::build);
    steps.run("format", || run(&mut cargo(&["fmt", "--all", "--", "--check"])));
    steps.run("tidy", tidy::run);
    steps.run("lints", || {
        let arguments =
            ["clippy", "--workspace", "--features", "web", "--all-targets", "--locked", "--quiet"];
        run(cargo(&arguments).args(["--", "-D", "warnings"]))
    });
    steps.run("documentation", || {
        let arguments = ["doc", "--workspace", "--no-deps", "--locked", "--quiet"];
        run(cargo(&arguments).env("RUSTDOCFLAGS", "-D warnings"))
    });
    steps.run("one build", one_build::check);
    steps.run("bans", check_bans);
}

fn check_bans() -> Result<()> {
    if !succeeds("cargo", &["deny", "--version"]) {
        eprintln!(
            "cargo-deny is not installed: banned packages not checked (deny.toml lists them)"
        );
        eprintln!("licences and sources were checked by tidy");
        return Ok(());
    }
    run(&mut cargo(&["deny", "check", "bans", "licenses", "sources"]))
}
