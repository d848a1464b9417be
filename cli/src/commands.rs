//! One file a command: parse, call one workflow, render.

mod audit;
mod author;
mod backtest;
mod backup;
mod boundaries;
mod detect;
mod doctor;
mod evaluate;
mod guess;
mod ingest;
mod init;
mod lineage;
mod method;
mod move_ledger;
mod people;
mod prices;
mod quality;
mod retention;
mod series;
mod serve;
mod signals;
mod simulate;
mod sql;
mod submissions;
mod substances;
mod verify;

use std::path::Path;

use jiff::civil::Date;
use server::Origin;
use store::node::{Node, NodeWriter};
use vocabulary::finding::Vantage;
use vocabulary::handling::Reader;
use vocabulary::submission::Position;
use workflows::guess::Told;

use crate::arguments::{Arguments, Command};
use crate::chance::{patience, today};
use crate::failure::{Failure, bad_input, other};
use crate::output::Format;
use crate::record::record;

/// Runs what was typed.
///
/// # Errors
/// As each command says.
pub async fn run(arguments: Arguments) -> Result<(), Failure> {
    let node = arguments.node.as_path();
    record(node, &arguments.command, arguments.reason.as_deref()).await?;
    match arguments.command {
        Command::Init { name, ledger } => init::run(node, &name, &ledger).await,
        Command::Ingest { files, mapping: Some(mapping), dry_run, replaces, .. } => {
            let how = ingest::How { dry_run, replaces: replaces.as_deref() };
            ingest::run(node, &files, &mapping, how).await
        }
        Command::Ingest { files, mapping: None, out, part, kind, column, format, .. } => {
            let told = Told { kind, columns: column.into_iter().collect() };
            let asked = guess::Asked { part, told };
            guess::run(&files, out.as_deref(), &asked, format.unwrap_or(Format::Table))
        }
        Command::Submissions { command, list } => submissions::run(node, command, list).await,
        Command::Detect { as_of, since, false_share, top, list } => {
            let wanted = detect::Wanted { as_of, since, false_share };
            detect::run(node, wanted, top, list).await
        }
        Command::Series { filter, as_of, top, list } => {
            series::run(node, filter, as_of, top, list).await
        }
        Command::Backtest { truth, step, from, to, list } => {
            backtest::run(node, &truth, step, (from, to), list).await
        }
        Command::Signals { command, as_of, list } => signals::run(node, command, as_of, list).await,
        Command::Quality { command: Some(command), .. } => quality::one(node, command).await,
        Command::Quality { command: None, source, as_of, top, list } => {
            quality::run(node, source.as_deref(), as_of, top, list).await
        }
        Command::Prices(arguments) => prices::run(node, arguments).await,
        Command::Substances { command } => substances::run(node, command).await,
        Command::Method { command } => method::run(&command),
        Command::Simulate { command } => simulate::run(command),
        Command::Evaluate(arguments) => evaluate::run(&arguments),
        Command::Lineage { command } => lineage::run(node, command).await,
        Command::Sql(arguments) => sql::run(node, arguments).await,
        Command::User { command, list } => people::run_user(node, command, list).await,
        Command::Token { command, list } => people::run_token(node, command, list).await,
        Command::Retention { command, within, list } => {
            retention::run(node, command, within, list).await
        }
        Command::Audit { command, wanted, list } => audit::run(node, command, wanted, list).await,
        Command::Role { command, list } => audit::run_role(node, command, list).await,
        Command::Boundaries { command, list } => boundaries::run(node, command, list).await,
        Command::Verify { audit_head, list } => {
            verify::run(node, audit_head.as_deref(), list).await
        }
        Command::Backup { to, keys } => backup::back_up(node, &to, keys.as_deref()).await,
        Command::Restore { backup, keys, erasures, ledger } => {
            let (keys, erasures) = (keys.as_deref(), erasures.as_deref());
            let options = backup::Options { backup: &backup, keys, erasures, ledger: &ledger };
            backup::restore(node, options).await
        }
        Command::MoveLedger { to } => move_ledger::run(node, &to).await,
        Command::Serve { port, largest_upload, detect_after, detect_every, origin, drop } => {
            let origin = origin.as_deref().map(Origin::parse).transpose().map_err(bad_input)?;
            let drop = drop.map(|folder| serve::drop_folder(&folder, node)).transpose()?;
            let by_itself = serve::ByItself::read(&detect_after, detect_every.as_deref())?;
            let by_itself = by_itself.with_drop_folder(drop);
            serve::run(node, serve::At { port, origin }, largest_upload, by_itself).await
        }
        Command::Doctor { sweep } => doctor::run(node, sweep).await,
    }
}

/// The vantage asked of: today and all that is stored, where nothing is said.
async fn vantage(
    node: &Node,
    as_of: Option<Date>,
    position: Option<u64>,
) -> Result<Vantage, Failure> {
    let today = today()?;
    let as_of = as_of.unwrap_or(today);
    if as_of > today {
        return Err(Failure::bad_input(format!(
            "--as-of {as_of} lies in the future; the latest day is {today}"
        )));
    }
    let last = node.last_position(&Reader::local_administrator()).await.map_err(other)?;
    match position {
        Some(asked) if asked > last.0 => Err(Failure::bad_input(format!(
            "--position {asked} lies beyond the ledger, which ends at {last}"
        ))),
        Some(asked) => Ok(Vantage { as_of, position: Position(asked) }),
        None => Ok(Vantage { as_of, position: last }),
    }
}

/// Opens the node for writing under the name of a command.
async fn open_writer(directory: &Path, command: &str) -> Result<NodeWriter, Failure> {
    let node = Node::open(directory).await?.with_patience(patience()?);
    let holder = format!("watchfire {command}, process {}", std::process::id());
    Ok(node.into_writer(&holder).await?)
}
