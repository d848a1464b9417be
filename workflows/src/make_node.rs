//! A new node.

use std::path::Path;

use store::address::LedgerAddress;
use store::keys::NodeSecrets;
use store::node::{Node, NodeError};

/// Makes a node in an empty or new directory, signing as `issuer`, with 64 random bytes; its ledger is
/// a file there.
///
/// # Errors
/// When the directory is in use or the disk refuses.
pub async fn make_node(
    directory: &Path,
    issuer: &str,
    random: [u8; 64],
) -> Result<Node, NodeError> {
    make_node_at(directory, issuer, random, &LedgerAddress::Sqlite).await
}

/// Makes a node as [`make_node`] does, with its ledger where `ledger` says.
///
/// # Errors
/// When the directory is in use, or the disk or the server refuses.
pub async fn make_node_at(
    directory: &Path,
    issuer: &str,
    random: [u8; 64],
    ledger: &LedgerAddress,
) -> Result<Node, NodeError> {
    let (mut signing, mut repeat) = ([0; 32], [0; 32]);
    signing.copy_from_slice(&random[..32]);
    repeat.copy_from_slice(&random[32..]);
    Node::init(directory, issuer, &NodeSecrets { signing, repeat }, ledger).await
}
