//! What goes wrong with a server is said in plain words, and leaves nothing behind.

use store::address::LedgerAddress;
use store::keys::NodeSecrets;
use store::node::Node;

use crate::fixture::{Directory, node, postgres};

/// Tries to make a node there; gives what is said.
async fn refusal(url: &str) -> String {
    let directory = Directory::new();
    let path = directory.path("node");
    let address = LedgerAddress::parse(url).unwrap();
    let secrets = NodeSecrets { signing: [9; 32], repeat: [9; 32] };
    let Err(error) = Node::init(&path, "Test node", &secrets, &address).await else {
        panic!("{url} must be refused")
    };
    assert!(!path.exists(), "nothing is made where the server refuses");
    error.to_string()
}

#[tokio::test]
async fn a_server_that_is_away_is_named() {
    let said = refusal("postgres://me:secret@127.0.0.1:9/drugs").await;
    assert!(said.contains("127.0.0.1:9") && said.contains("does not answer"), "{said}");
    assert!(!said.contains("secret"), "{said}");
}

#[tokio::test]
async fn a_missing_database_and_a_wrong_password_are_named() {
    let Some(url) = postgres() else { return };
    let said = refusal(&format!("{}/no_such", url.trim_end_matches("/postgres"))).await;
    assert!(said.contains("no such database"), "{said}");
    let said = refusal(&url.replace("postgres@", "locked:wrong@")).await;
    assert!(said.contains("PGPASSWORD") && !said.contains("wrong"), "{said}");
}

#[tokio::test]
async fn a_ledger_that_is_gone_or_another_node_s_is_refused() {
    let Some(url) = postgres() else { return };
    let engine = LedgerAddress::parse(&url).unwrap();
    let directory = Directory::new();
    let (first, second) = (directory.path("first"), directory.path("second"));
    node(&first, &engine).await;
    node(&second, &engine).await;
    let address =
        |of: &std::path::Path| std::fs::read_to_string(of.join("ledger.address")).unwrap();
    let schema =
        |text: &str| text.lines().find(|line| line.starts_with("schema ")).unwrap().to_owned();
    let mine = address(&first);
    let foreign = mine.replace(&schema(&mine), &schema(&address(&second)));
    std::fs::write(first.join("ledger.address"), foreign).unwrap();
    let said = Node::open(&first).await.err().unwrap().to_string();
    assert!(said.contains("another node"), "{said}");
    let gone = mine.replace(&schema(&mine), "schema watchfire_gone");
    std::fs::write(first.join("ledger.address"), gone).unwrap();
    let said = Node::open(&first).await.err().unwrap().to_string();
    assert!(said.contains("no ledger of this node"), "{said}");
}
