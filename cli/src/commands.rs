//! One file a command: parse, call one workflow, render.

mod detect;
mod doctor;
mod ingest;
mod init;
mod method;
mod series;
mod serve;
mod signals;
mod submissions;

use std::path::Path;

use store::node::{Node, NodeWriter};

use crate::arguments::{Arguments, Command};
use crate::failure::Failure;

/// Runs what was typed.
///
/// # Errors
/// As each command says.
pub async fn run(arguments: Arguments) -> Result<(), Failure> {
    let node = arguments.node.as_path();
    match arguments.command {
        Command::Init { name, ledger } => init::run(node, &name, &ledger).await,
        Command::Ingest { files, mapping, dry_run } => {
            ingest::run(node, &files, &mapping, dry_run).await
        }
        Command::Submissions { command, list } => submissions::run(node, command, list).await,
        Command::Detect { as_of, since, top, list } => {
            detect::run(node, as_of, since, top, list).await
        }
        Command::Series { filter, as_of, top, list } => {
            series::run(node, filter, as_of, top, list).await
        }
        Command::Signals { command, as_of, list } => signals::run(node, command, as_of, list).await,
        Command::Method { command } => method::run(&command),
        Command::Serve { port } => serve::run(node, port).await,
        Command::Doctor { sweep } => doctor::run(node, sweep).await,
    }
}

/// Opens the node for writing under the name of a command.
async fn open_writer(directory: &Path, command: &str) -> Result<NodeWriter, Failure> {
    let node = Node::open(directory).await?;
    let holder = format!("watchfire {command}, process {}", std::process::id());
    Ok(node.into_writer(&holder).await?)
}
