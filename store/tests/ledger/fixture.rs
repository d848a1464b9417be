//! Nodes on either engine, each in a directory and a schema of its own.

use std::path::Path;

use store::address::LedgerAddress;
use store::keys::NodeSecrets;
use store::node::Node;

use crate::scratch::secret;
pub use crate::scratch::{Directory, engines, postgres};

/// A new node with keys of its own.
pub async fn node(directory: &Path, ledger: &LedgerAddress) -> Node {
    let secrets = NodeSecrets { signing: secret(), repeat: [2; 32] };
    Node::init(directory, "Test node", &secrets, ledger).await.unwrap()
}
