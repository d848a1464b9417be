//! Side by side with the programs that others use: the same work, the same machine, one run.
//!
//! Answers: what each costs in processor seconds. A machine's own speed drops out of the ratios.

mod detect;
mod ingest;
mod series;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};

/// Runs one comparison, or all.
pub fn run(words: &[&str]) -> Result<()> {
    let number = |text: &str| -> Result<usize> {
        text.parse().ok().with_context(|| format!("`{text}` is no number that fits here"))
    };
    match words {
        [] => {
            ingest::run(ROWS)?;
            series::run(FILES)?;
            detect::run(SERIES)
        }
        ["detect"] => detect::run(SERIES),
        ["detect", "--series", series] => detect::run(number(series)?),
        ["ingest"] => ingest::run(ROWS),
        ["ingest", "--rows", rows] => ingest::run(number(rows)?),
        ["series"] => series::run(FILES),
        ["series", "--files", files] => series::run(number(files)?),
        _ => {
            bail!("bench-peers takes detect [--series N], ingest [--rows N] or series [--files N]")
        }
    }
}

/// What a program took.
#[derive(Clone, Copy, Debug)]
struct Took {
    cpu_seconds: f64,
    peak_megabytes: f64,
}

/// Runs the peers' script and reads what it measured.
fn took(arguments: &[&str]) -> Result<Took> {
    let mut command = Command::new(python()?);
    command.arg(root().join("xtask/bench/peers.py")).args(arguments);
    let (_, report) = answer_of(&mut command)?;
    let number = |name: &str| -> Result<f64> {
        let line = report.lines().rev().find_map(|line| line.strip_prefix(name));
        let line = line.with_context(|| format!("no line {name} in:\n{report}"))?;
        line.trim().parse().with_context(|| format!("{name} is no number"))
    };
    Ok(Took { cpu_seconds: number("cpu_seconds=")?, peak_megabytes: number("peak_megabytes=")? })
}

/// A Python with DuckDB, in an environment of its own below `target`.
fn python() -> Result<PathBuf> {
    let environment = root().join("target/peers");
    let python = environment.join("bin/python");
    if !python.is_file() {
        let mut make = Command::new("python3");
        answer_of(make.args(["-m", "venv"]).arg(&environment)).context(
            "an environment for DuckDB; on Debian: apt-get install python3 python3-venv",
        )?;
    }
    let mut probe = Command::new(&python);
    if answer_of(probe.args(["-c", "import duckdb"])).is_err() {
        let mut install = Command::new(&python);
        answer_of(install.args(["-m", "pip", "install", "--quiet", "duckdb"]))
            .context("DuckDB from the Python package index")?;
    }
    Ok(python)
}

/// Builds the program as it is measured, and says where it is.
fn build_watchfire() -> Result<PathBuf> {
    eprintln!("building the program to be measured (several minutes the first time)");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    build.current_dir(root()).args(["build", "--profile", "measured", "--package", "cli"]);
    answer_of(&mut build)?;
    Ok(root().join("target/measured/watchfire"))
}

/// A new folder for what a comparison writes.
fn new_folder(name: &str) -> Result<PathBuf> {
    let folder = root().join("target").join(format!("bench-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).context("cannot make a folder for the comparison")?;
    Ok(folder)
}

/// Standard output and standard error of a command that must succeed.
fn answer_of(command: &mut Command) -> Result<(String, String)> {
    let output = command.output().with_context(|| format!("cannot start {command:?}"))?;
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure!(output.status.success(), "{command:?} failed:\n{error}");
    Ok((String::from_utf8(output.stdout).context("output is not text")?, error))
}

fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().expect("xtask lies in the workspace").to_owned()
}

const ROWS: usize = 1_000_000;
const FILES: usize = 20;
const SERIES: usize = 1_000;
