//! Steps of a longer command: each is named, timed and counted, and a failure stops no other step.

#![expect(
    clippy::disallowed_methods,
    reason = "a tool of the repository says how long a step took"
)]

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed, ran out of time or could not start.
    pub failed: u64,
}

impl Tally {
    /// Adds another tally.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// The steps of one command so far.
#[derive(Debug, Default)]
pub struct Steps {
    done: Vec<Step>,
}

#[derive(Debug)]
struct Step {
    name: &'static str,
    took: Duration,
    error: Option<String>,
}

impl Steps {
    /// Runs one step and goes on whatever it answers.
    pub fn run<T>(&mut self, name: &'static str, work: impl FnOnce() -> Result<T>) -> Option<T> {
        eprintln!("\n== {name}");
        let start = Instant::now();
        let result = work();
        let took = start.elapsed();
        let error = result.as_ref().err().map(|error| format!("{error:#}"));
        match &error {
            None => eprintln!("== {name}: done in {}", seconds(took)),
            Some(error) => eprintln!("== {name}: FAILED after {}: {error}", seconds(took)),
        }
        self.done.push(Step { name, took, error });
        result.ok()
    }

    /// How many steps failed.
    pub fn failed_count(&self) -> u64 {
        self.done.iter().filter(|step| step.error.is_some()).count() as u64
    }

    /// Prints all steps with their duration.
    pub fn print(&self) {
        eprintln!();
        for Step { name, took, error } in &self.done {
            let verdict = error.as_ref().map_or("ok", |_| "FAILED");
            eprintln!("{:>9}  {verdict:<6}  {name}", seconds(*took));
        }
    }

    /// Prints all steps and fails when one has.
    pub fn finish(&self) -> Result<()> {
        self.print();
        ensure!(
            self.failed_count() == 0,
            "{} of {} steps failed",
            self.failed_count(),
            self.done.len()
        );
        Ok(())
    }
}

fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}

/// `cargo` in the root of the repository.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(arguments).current_dir(crate::tidy::root());
    command
}

/// Runs a command and fails when it does.
pub fn run(command: &mut Command) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command.status().with_context(|| format!("cannot start {name}"))?;
    match status.code() {
        Some(0) => Ok(()),
        Some(code) => bail!("{name} ended with status {code}"),
        None => bail!("{name} was stopped by a signal"),
    }
}

/// Whether a command can be started and succeeds, without showing what it says.
pub fn succeeds(program: &str, arguments: &[&str]) -> bool {
    Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_stops_no_other() {
        let mut steps = Steps::default();
        assert_eq!(steps.run::<()>("first", || bail!("no")), None);
        assert_eq!(steps.run("second", || Ok(2)), Some(2));
        assert_eq!(steps.failed_count(), 1);
        assert!(steps.finish().is_err());
    }
}
