//! What is typed at the node's terminal goes on record too, before it is done; rows about people and of police work
//! are shown to those who say why they look.

use std::path::Path;

use store::audit::AuditLog;
use store::node::Node;
use vocabulary::audit::{About, Act, AuditEntry, By, Outcome};
use vocabulary::handling::Reader;
use workflows::reason::asks_reason;

use crate::arguments::{
    Command, LineageCommand, PricesArguments, RetentionCommand, SignalsCommand, SubmissionsCommand,
    SubstancesCommand,
};
use crate::chance::now;
use crate::failure::{Failure, other};

/// Puts on record what was typed, where it is about a node that is there.
///
/// # Errors
/// When it cannot be put on record (proving and mending a node is done all the same, and says so), or when it shows
/// rows that nobody sees without a reason, and none is given.
pub async fn record(
    directory: &Path,
    command: &Command,
    reason: Option<&str>,
) -> Result<(), Failure> {
    let Some(act) = act_of(command) else { return Ok(()) };
    // Where there is no node, or none that opens, the command itself says so.
    let Ok(node) = Node::open(directory).await else { return Ok(()) };
    let words: Vec<String> =
        std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let asked = format!("watchfire {}", words.join(" "));
    let mut entry = AuditEntry::new(now()?, act, &asked).because(reason);
    entry.by = By::Terminal;
    if shows_facts(act) {
        entry.add(About::all_facts());
    }
    let reader = Reader::local_administrator();
    let lacks_reason = entry.reason.is_none()
        && asks_reason(&node, &rows_of(&node, command, &reader).await, &reader)
            .await
            .map_err(other)?;
    if lacks_reason {
        entry.outcome = Outcome::Refused;
    }
    match AuditLog::of(&node).append(entry).await {
        Ok(_) if lacks_reason => Err(Failure::bad_input(NO_REASON)),
        Ok(_) => Ok(()),
        Err(error) if matches!(command, Command::Verify { .. } | Command::Doctor { .. }) => {
            eprintln!("not put on record: {error}");
            Ok(())
        }
        Err(error) => {
            Err(Failure::other(format!("what cannot be put on record is not done: {error}")))
        }
    }
}

/// What a command does; `None` where it is about no node, or the node is not there before it.
fn act_of(command: &Command) -> Option<Act> {
    Some(match command {
        Command::Init { .. }
        | Command::Ingest { mapping: None, .. }
        | Command::Restore { .. }
        | Command::Substances {
            command:
                SubstancesCommand::Show { .. } | SubstancesCommand::Coverage { file: Some(_), .. },
        }
        | Command::Method { .. }
        | Command::Simulate { .. }
        | Command::Evaluate(_) => return None,
        Command::Submissions { command: Some(SubmissionsCommand::Withdraw { .. }), .. }
        | Command::Ingest { .. }
        | Command::Detect { .. }
        | Command::Signals {
            command: Some(SignalsCommand::Verdict { .. } | SignalsCommand::Comment { .. }),
            ..
        }
        | Command::Quality { command: Some(_), .. }
        | Command::Retention { command: Some(RetentionCommand::Keep { .. }), .. } => Act::Decide,
        Command::Substances { .. } => Act::Search,
        Command::Submissions { .. }
        | Command::Signals { .. }
        | Command::Quality { .. }
        | Command::Lineage { .. } => Act::Read,
        Command::Series { .. } | Command::Prices(_) | Command::Backtest { .. } => Act::Count,
        Command::Sql(_) => Act::Export,
        Command::Audit { .. } => Act::Oversee,
        Command::User { .. }
        | Command::Role { .. }
        | Command::Token { .. }
        | Command::Retention { command: None | Some(RetentionCommand::Erase { .. }), .. }
        | Command::Boundaries { .. }
        | Command::Serve { .. }
        | Command::Verify { .. }
        | Command::Backup { .. }
        | Command::MoveLedger { .. }
        | Command::Doctor { .. } => Act::Administer,
    })
}

/// The one at the terminal sees everything, and what is printed is not known here.
const fn shows_facts(act: Act) -> bool {
    matches!(act, Act::Read | Act::Search | Act::Count | Act::Export)
}

/// The rows that a command shows as they came in, or facts of all of them.
async fn rows_of(node: &Node, command: &Command, reader: &Reader) -> Vec<About> {
    let submission = match command {
        Command::Sql(_)
        | Command::Substances { command: SubstancesCommand::Coverage { file: None, .. } }
        | Command::Lineage { command: LineageCommand::Figure(_) }
        | Command::Prices(PricesArguments { figures: true, .. }) => {
            return vec![About::all_facts()];
        }
        Command::Lineage { command: LineageCommand::Row { submission, .. } } => submission,
        Command::Submissions {
            command:
                Some(SubmissionsCommand::Show { id, .. } | SubmissionsCommand::Rejected { id, .. }),
            ..
        } => id,
        _ => return Vec::new(),
    };
    // Where there is no such submission, or more than one, the command itself says so.
    let Ok(stored) = node.submission(submission, reader).await else { return Vec::new() };
    let rows = match command {
        Command::Lineage { command: LineageCommand::Row { row, .. } } => *row..=*row,
        _ => 1..=stored.header.rows_rejected().min(1),
    };
    vec![About::rows(stored.header.id.as_str(), rows)]
}

const NO_REASON: &str = "rows about people, and rows that were handed over for the work of police or customs, are \
                         shown to those who say why they look: add --reason \"...\", or set WATCHFIRE_REASON; it \
                         goes on record";
