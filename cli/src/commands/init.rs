//! `watchfire init`

use std::path::Path;

use store::address::LedgerAddress;
use vocabulary::submission::Digest;
use workflows::make_node::make_node_at;

use crate::chance::random;
use crate::failure::{Failure, bad_input};
use crate::output::print_lines;

/// Makes a node.
pub async fn run(directory: &Path, name: &str, ledger: &str) -> Result<(), Failure> {
    if name.trim().is_empty() {
        return Err(Failure::bad_input("the node needs a name: --name \"Focal point of ...\""));
    }
    let ledger = LedgerAddress::parse(ledger).map_err(bad_input)?;
    let node = make_node_at(directory, name, random()?, &ledger).await?;
    let key = Digest(*node.public_key());
    let mut lines = vec![
        format!("Made a node for \"{name}\" in {}", directory.display()),
        format!("Its public key is {key}"),
    ];
    if let LedgerAddress::Postgres(address) = node.ledger_address() {
        lines.push(format!("Its ledger is {}", node.ledger_address()));
        if address.came_with_password() {
            lines.push(PASSWORD_NOT_KEPT.to_owned());
        }
    }
    lines.push(format!(
        "Keep a backup of {}/keys apart from the rest: without it nothing sealed opens.",
        directory.display()
    ));
    print_lines(&lines)
}

/// Said where an address came with a password.
pub const PASSWORD_NOT_KEPT: &str =
    "The password is not kept: set PGPASSWORD or ~/.pgpass for the commands that follow.";
