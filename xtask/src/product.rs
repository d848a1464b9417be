//! The product as a person uses it: built, with a node of its own below `target`, and served.
//!
//! It knows nothing of what is asked of the node.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;

use crate::http::Address;
use crate::steps::{cargo, run as run_command};
use crate::{tidy, web};

/// The program and its fresh node.
#[derive(Debug)]
pub struct Product {
    program: PathBuf,
    node: PathBuf,
}

/// A server that runs until it is ended.
#[derive(Debug)]
pub struct Server {
    child: Child,
    /// The line it printed, with the link.
    pub line: String,
}

impl Product {
    /// Builds the program, and makes room for a node of this name.
    pub fn build(node: &str) -> Result<Self> {
        web::build()?;
        eprintln!("Building watchfire (some minutes on a fresh clone, seconds after)");
        run_command(&mut cargo(&["build", "--package", "cli", "--features", "web", "--locked"]))?;
        let target = target_folder()?;
        let node = target.join(node);
        if node.exists() {
            std::fs::remove_dir_all(&node).context("cannot remove the node of the last run")?;
        }
        Ok(Self { program: target.join("debug/watchfire"), node })
    }

    /// Builds the program as it is measured, with the pages, for a node that stays where it is.
    pub fn measured(node: PathBuf) -> Result<Self> {
        web::build()?;
        eprintln!("Building the program to be measured (a quarter of an hour the first time)");
        run_command(&mut cargo(&[
            "build",
            "--profile",
            "measured",
            "--package",
            "cli",
            "--features",
            "web",
            "--locked",
        ]))?;
        Ok(Self { program: target_folder()?.join("measured/watchfire"), node })
    }

    /// Where its node is.
    pub fn node(&self) -> &Path {
        &self.node
    }

    /// The same program on another node.
    pub fn on(&self, node: PathBuf) -> Self {
        Self { program: self.program.clone(), node }
    }

    /// A command of the program on its node, from the root of the repository.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(arguments).arg("--node").arg(&self.node).current_dir(tidy::root());
        command
    }

    /// Tells a command of ours which program and node to work on.
    pub fn name_to(&self, command: &mut Command) {
        command.env("WATCHFIRE_PROGRAM", &self.program).env("WATCHFIRE_NODE", &self.node);
    }

    /// What a command that must succeed prints.
    pub fn output(&self, arguments: &[&str]) -> Result<String> {
        let words = arguments.join(" ");
        let output = self.command(arguments).stderr(Stdio::inherit()).output()?;
        ensure!(output.status.success(), "watchfire {words} ended with {}", output.status);
        String::from_utf8(output.stdout).with_context(|| format!("watchfire {words} wrote no text"))
    }

    /// Serves the node on a port; 0 takes any free one.
    pub fn serve(&self, port: u16) -> Result<Server> {
        let port = port.to_string();
        let mut command = self.command(&["serve", "--port", &port]);
        let mut child =
            command.stdout(Stdio::piped()).spawn().context("cannot start the server")?;
        let stdout = child.stdout.take().context("the server's output is piped")?;
        if let Some(line) = wait_for_link(stdout) {
            return Ok(Server { child, line });
        }
        child.kill().context("cannot end the server")?;
        child.wait()?;
        bail!("watchfire serve printed no link within {} s", PATIENCE.as_secs())
    }
}

impl Server {
    /// Where it listens, and its token.
    pub fn address(&self) -> Result<Address> {
        Address::find(&self.line).context("no link in what the server printed")
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits until it is interrupted.
    pub fn wait(mut self) -> Result<()> {
        let status = self.child.wait()?;
        ensure!(status.success(), "watchfire serve ended with {status}");
        Ok(())
    }

    /// Ends it.
    pub fn end(mut self) -> Result<()> {
        self.child.kill().context("cannot end the server")?;
        self.child.wait()?;
        Ok(())
    }
}

/// Where cargo builds to.
pub fn target_folder() -> Result<PathBuf> {
    let output =
        cargo(&["metadata", "--no-deps", "--offline", "--format-version", "1"]).output()?;
    let metadata: Value =
        serde_json::from_slice(&output.stdout).context("cargo metadata failed")?;
    Ok(metadata["target_directory"].as_str().context("cargo metadata names no target")?.into())
}

/// Reads the server's output to the end in a thread of its own, and waits for the line with the link.
fn wait_for_link(stdout: ChildStdout) -> Option<String> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            if Address::find(&line).is_some() && sender.send(line).is_err() {
                return;
            }
        }
    });
    receiver.recv_timeout(PATIENCE).ok()
}

/// How long the server may take until it listens.
const PATIENCE: Duration = Duration::from_mins(2);
