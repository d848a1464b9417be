//! Everything that must hold, in one command: checks, tests, examples, the demo end to end,
//! the API against its own document, and signing in through a certified provider.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail, ensure};

use crate::demo::{self, Ending};
use crate::steps::{Steps, Tally, cargo, succeeds};
use crate::{browse, check, contract, needs, postgres, sign_in, tidy, web};

/// Runs everything, ends with `N passed, N failed`, and says whether all is well.
pub fn run() -> bool {
    let mut steps = Steps::default();
    let mut tally = Tally::default();
    steps.run("programs", needs::provide);
    let shared = steps.run("reference data", needs::shared_data).flatten();
    let server = steps.run("PostgreSQL", postgres::provide).flatten();
    check::add_steps(&mut steps);

    let failed_checks = steps.failed_count();
    let with_data = |mut command: Command| {
        if let Some(folder) = &shared {
            command.env("WATCHFIRE_SHARED", folder);
        }
        if let Some(server) = &server {
            command.env(postgres::VARIABLE, server.address());
        }
        command
    };
    steps.run("tests", || run_tests(with_data(tests()), &mut tally));
    steps.run("examples", || run_examples(with_data, &mut tally));
    let failed_before_demo = steps.failed_count();
    drop(server);
    steps.run("demo", || demo::run(Ending::Once));
    steps.run("tests of the pages", web::test);
    steps.run("pages in a browser", browse::run);
    steps.run("API against its document", contract::run);
    steps.run("signing in through a provider", sign_in::run);
    steps.print();

    // A failed test shows in the runner's own count; every other failed step counts as one.
    let failed_demos = steps.failed_count() - failed_before_demo;
    let silent = u64::from(tally.failed == 0) * (failed_before_demo - failed_checks);
    let failed = tally.failed + failed_checks + failed_demos + silent;
    println!("{} passed, {failed} failed", tally.passed);
    failed == 0
}

/// The test runner: cargo-nextest where it is installed.
fn tests() -> Command {
    if succeeds("cargo", &["nextest", "--version"]) {
        return cargo(&[
            "nextest",
            "run",
            "--workspace",
            "--features",
            "web",
            "--locked",
            "--color",
            "never",
        ]);
    }
    eprintln!("cargo-nextest is not installed: running cargo test");
    cargo(&[
        "test",
        "--workspace",
        "--features",
        "web",
        "--all-targets",
        "--locked",
        "--no-fail-fast",
    ])
}

fn run_examples(with_data: impl Fn(Command) -> Command, tally: &mut Tally) -> Result<()> {
    let names = tidy::crates_with_examples()?;
    if names.is_empty() {
        eprintln!("no crate has examples in its documentation");
        return Ok(());
    }
    let mut command = with_data(cargo(&["test", "--doc", "--locked", "--no-fail-fast"]));
    command.args(names.iter().flat_map(|name| ["--package", name]));
    run_tests(command, tally)
}

/// Runs a test runner, shows what it says, and adds up its summaries.
fn run_tests(mut command: Command, tally: &mut Tally) -> Result<()> {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let stderr = child.stderr.take().context("the runner's stderr is piped")?;
    let stdout = child.stdout.take().context("the runner's stdout is piped")?;
    let reader = std::thread::spawn(move || show_and_tally(stderr));
    let mut counted = show_and_tally(stdout);
    counted.add(reader.join().map_err(|_| anyhow::anyhow!("reading the runner's output failed"))?);
    tally.add(counted);
    let status = child.wait()?;
    ensure!(status.success(), "{} passed, {} failed", counted.passed, counted.failed);
    if counted == Tally::default() {
        bail!("the runner gave no summary");
    }
    Ok(())
}

fn show_and_tally(output: impl Read) -> Tally {
    let mut tally = Tally::default();
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        eprintln!("{line}");
        if let Some(summary) = read_summary(&line) {
            tally.add(summary);
        }
    }
    tally
}

/// Reads the closing line of cargo-nextest or of one test program.
fn read_summary(line: &str) -> Option<Tally> {
    let line = line.trim();
    let counts = match line.strip_prefix("Summary [") {
        Some(rest) => rest.split_once("run:")?.1,
        None => line.strip_prefix("test result: ")?.split_once(". ")?.1,
    };
    let mut tally = Tally::default();
    for part in without_parentheses(counts).split([',', ';']) {
        let Some((count, what)) = part.trim().split_once(' ') else { continue };
        let Ok(count) = count.parse::<u64>() else { continue };
        match what.trim() {
            "passed" => tally.passed += count,
            "failed" | "timed out" | "exec failed" => tally.failed += count,
            _ => {}
        }
    }
    Some(tally)
}

fn without_parentheses(text: &str) -> String {
    let mut depth = 0_usize;
    let is_kept = |c: &char| match c {
        '(' => {
            depth += 1;
            false
        }
        ')' => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => depth == 0,
    };
    text.chars().filter(is_kept).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summaries_of_both_runners_are_read() {
        let check = |line, expected: Option<(u64, u64)>| {
            let expected = expected.map(|(passed, failed)| Tally { passed, failed });
            assert_eq!(read_summary(line), expected, "{line}");
        };
        check("     Summary [   1.20s] 50 tests run: 50 passed, 0 skipped", Some((50, 0)));
        check(
            "Summary [ 9s] 9 tests run: 5 passed (2 slow, 1 leaky), 3 failed, 1 timed out, 0 skipped",
            Some((5, 4)),
        );
        check("test result: ok. 36 passed; 1 failed; 0 ignored; 0 measured", Some((36, 1)));
        check("test result: FAILED. 3 passed; 2 failed; 0 ignored", Some((3, 2)));
        check("running 3 tests", None);
    }
}
