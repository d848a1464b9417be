//! `watchfire move-ledger`

use std::path::Path;

use store::address::LedgerAddress;
use store::move_ledger::MoveError;

use super::init::PASSWORD_NOT_KEPT;
use super::open_writer;
use crate::failure::{Failure, bad_input, other};
use crate::output::{Format, Table, print_lines};
use crate::progress::Progress;

/// Carries the ledger to another engine and shows that it is the same there.
pub async fn run(directory: &Path, to: &str) -> Result<(), Failure> {
    let to = LedgerAddress::parse(to).map_err(bad_input)?;
    let writer = open_writer(directory, "move-ledger").await?;
    let progress = Progress::on("Copying the ledger and proving the copy".to_owned());
    let moved = writer.move_ledger(&to).await.map_err(|error| match error {
        MoveError::AlreadyThere(_) => bad_input(error),
        error => other(error),
    })?;
    drop(progress);
    let mut table = Table::new(&["table", "rows", "digest"]);
    for proof in &moved.tables {
        table.push(vec![proof.table.into(), proof.rows.into(), proof.digest.to_string().into()]);
    }
    table.print(Format::Table)?;
    let mut lines = vec![
        format!("Every table is equal in both; the root computed again is {}", moved.root),
        format!("The ledger is now {}", moved.now),
        format!("The old one is kept as {}; nothing reads it any more", moved.before),
    ];
    if let LedgerAddress::Postgres(address) = &moved.now
        && address.came_with_password()
    {
        lines.push(PASSWORD_NOT_KEPT.to_owned());
    }
    print_lines(&lines)
}
