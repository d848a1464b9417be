//! Who made an act stands beside it, on both engines, and in no entry of the ledger.

use std::path::Path;

use exchange::envelope::seal;
use jiff::civil::date;
use tempfile::TempDir;
use vocabulary::comment::CommentText;
use vocabulary::handling::{Handling, Reader};
use vocabulary::submission::{Digest, Header};

use super::*;
use crate::address::LedgerAddress;
use crate::keys::NodeSecrets;

/// SQLite, and PostgreSQL where a server is given.
fn engines() -> Vec<LedgerAddress> {
    let given = std::env::var("WATCHFIRE_TEST_POSTGRES").ok();
    let given = given.map(|url| LedgerAddress::parse(&url).unwrap());
    [LedgerAddress::Sqlite].into_iter().chain(given).collect()
}

async fn new(directory: &Path, ledger: &LedgerAddress) -> Node {
    // A schema of a server is named after its node's key.
    let mut signing = [0; 32];
    getrandom::fill(&mut signing).unwrap();
    let secrets = NodeSecrets { signing, repeat: [2; 32] };
    Node::init(directory, "Test node", &secrets, ledger).await.unwrap()
}

fn anna() -> Author {
    Author { shown_name: "Anna Novak".to_owned(), organisation: "Focal point".to_owned() }
}

/// A comment is recorded; gives its name.
async fn say(node: &Node, random: u128, author: Option<&Author>) -> SubmissionId {
    let mut writer = node.clone().into_writer("test").await.unwrap();
    let day = date(2026, 11, 24);
    let comment = SignalComment {
        signal: "a".to_owned(),
        seen_as_of: day,
        text: CommentText::parse("seen").unwrap(),
    };
    let header = Header {
        id: SubmissionId::from_random(random),
        issuer: "Test node".to_owned(),
        schema_version: 1,
        submitted_on: day,
        effective_on: day,
        content: Content::Comment(Box::new(comment)),
        handling: Handling::published(),
        review_on: day,
        file_name: String::new(),
        payload_digest: Digest([0; 32]),
        mapping_digest: Digest([0; 32]),
        vocabulary_digest: Digest([0; 32]),
        rows_read: 0,
        rows_accepted: 0,
        facts: 0,
    };
    let key = writer.node().keys.signing().unwrap();
    writer.append_act(&seal(&header, &key), author).await.unwrap();
    header.id
}

async fn said_by(node: &Node) -> Vec<(SubmissionId, Option<Author>)> {
    let reader = Reader::local_administrator();
    let position = node.last_position(&reader).await.unwrap();
    let all = node.signal_comments(position, &reader).await.unwrap();
    all.into_iter().map(|stored| (stored.id, stored.by)).collect()
}

#[tokio::test]
async fn an_act_names_who_made_it_and_the_signed_entry_does_not() {
    for engine in engines() {
        let directory = TempDir::with_prefix("watchfire-test-").unwrap();
        let node = new(&directory.path().join("node"), &engine).await;
        let by_anna = say(&node, 1, Some(&anna())).await;
        let by_nobody = say(&node, 2, None).await;
        assert_eq!(said_by(&node).await, [(by_anna, Some(anna())), (by_nobody, None)]);
        let entries: Vec<Vec<u8>> =
            sqlx::query_scalar("SELECT envelope FROM entry").fetch_all(&node.pool).await.unwrap();
        for entry in entries {
            assert!(!String::from_utf8_lossy(&entry).contains("Novak"));
        }
    }
}

#[tokio::test]
async fn acts_of_a_node_of_the_version_before_have_no_author_and_later_ones_do() {
    for engine in engines() {
        let directory = TempDir::with_prefix("watchfire-test-").unwrap();
        let path = directory.path().join("node");
        let node = new(&path, &engine).await;
        let before = say(&node, 1, None).await;
        for statement in
            ["DROP TABLE author", "UPDATE setting SET value = '8' WHERE name = 'schema_version'"]
        {
            sqlx::query(statement).execute(&node.pool).await.unwrap();
        }
        node.pool.close().await;
        let node = Node::open(&path).await.unwrap();
        let since = say(&node, 2, Some(&anna())).await;
        assert_eq!(said_by(&node).await, [(before, None), (since, Some(anna()))]);
        // What the ledger says of the audit goes on from where it stood.
        assert_eq!(node.verify(&mut |_| {}).await.unwrap().faults, []);
    }
}
