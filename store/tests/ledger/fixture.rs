//! Nodes on either engine, each in a directory and a schema of its own.

use std::path::Path;

use store::address::LedgerAddress;
use store::keys::NodeSecrets;
use store::node::Node;

use crate::scratch::number;
pub use crate::scratch::{Directory, engines, postgres};

/// A new node with keys of its own.
pub async fn node(directory: &Path, ledger: &LedgerAddress) -> Node {
    let mut signing = [1; 32];
    signing[..4].copy_from_slice(&std::process::id().to_be_bytes());
    signing[4..8].copy_from_slice(&number().to_be_bytes());
    let secrets = NodeSecrets { signing, repeat: [2; 32] };
    Node::init(directory, "Test node", &secrets, ledger).await.unwrap()
}
