//! `watchfire backup` and `watchfire restore`

use std::path::{Path, PathBuf};

use store::address::LedgerAddress;
use store::backup::{BackupError, Restoring, restore as restore_backup};
use store::node::Node;

use super::verify::proof_lines;
use crate::failure::{Failure, bad_input};
use crate::output::print_lines;
use crate::progress::Progress;

/// Copies the node, and proves the copy before it gets its name.
pub async fn back_up(directory: &Path, to: &Path, keys: Option<&Path>) -> Result<(), Failure> {
    let node = Node::open(directory).await?;
    let progress = Progress::on(format!("Copying to {}", to.display()));
    let proof = node.back_up(to, keys, &mut says_so(&progress)).await.map_err(failure)?;
    drop(progress);
    let mut lines = vec![format!("Backed up {} to {}", directory.display(), to.display())];
    lines.extend(proof_lines(&proof));
    lines.push(match keys {
        Some(keys) => format!("Keys     {}; keep them apart from the backup", keys.display()),
        None => "Keys     in the backup: whoever has it reads everything".to_owned(),
    });
    print_lines(&lines)
}

/// What a backup is restored with, as typed.
pub struct Options<'a> {
    /// The backup.
    pub backup: &'a Path,
    /// The file of its keys.
    pub keys: Option<&'a Path>,
    /// A newer list of erasures, or a copy of the node that has one.
    pub erasures: Option<&'a Path>,
    /// Where the ledger goes.
    pub ledger: &'a str,
}

/// Makes a node of a backup.
pub async fn restore(directory: &Path, options: Options<'_>) -> Result<(), Failure> {
    let ledger = LedgerAddress::parse(options.ledger).map_err(bad_input)?;
    let list = options.erasures.map(read_list).transpose()?;
    let restoring = Restoring {
        backup: options.backup,
        keys: options.keys,
        erasures: list.as_deref(),
        ledger: &ledger,
    };
    let progress = Progress::on(format!("Copying {}", options.backup.display()));
    let restored = restore_backup(directory, &restoring, &mut says_so(&progress)).await;
    let restored = restored.map_err(failure)?;
    drop(progress);
    let mut lines =
        vec![format!("Restored {} to {}", options.backup.display(), directory.display())];
    lines.extend(proof_lines(&restored.proof));
    lines.extend(
        restored
            .erased_again
            .iter()
            .map(|id| format!("Again    erased submission {id}, as the list says")),
    );
    if list.is_none() {
        lines.push(NO_LIST.to_owned());
    }
    print_lines(&lines)
}

fn says_so(progress: &Progress) -> impl FnMut(store::verify::Progress) {
    move |step| progress.says(format!("Proving the copy: {} of {} files", step.done, step.all))
}

fn read_list(path: &Path) -> Result<String, Failure> {
    let file: PathBuf = if path.is_dir() { path.join("erasures.txt") } else { path.to_owned() };
    std::fs::read_to_string(&file).map_err(|error| {
        Failure::bad_input(format!("{}: cannot read the list of erasures: {error}", file.display()))
    })
}

fn failure(error: BackupError) -> Failure {
    match error {
        BackupError::InTheWay(_)
        | BackupError::NoKeys(_)
        | BackupError::NotKeys(_)
        | BackupError::NotABackup(_)
        | BackupError::List(_) => bad_input(error),
        BackupError::Node(error) => error.into(),
        error => Failure::other(error.to_string()),
    }
}

const NO_LIST: &str = "What was erased after this backup was made stands in it again. If the node or \
    another copy of it has a newer erasures.txt, restore with --erasures FILE instead.";
