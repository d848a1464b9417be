//! An audit that is put back is missed by the ledger, on both engines, whatever is taken away with it.

use std::path::Path;

use exchange::envelope::seal;
use jiff::civil::date;
use vocabulary::audit::{Act, AuditEntry};
use vocabulary::comment::{CommentText, SignalComment};
use vocabulary::handling::Handling;
use vocabulary::submission::{Content, Header, SubmissionId};

use crate::audit::tests::scratch::{Directory, engines, secret};
use crate::audit::{AuditLog, HEAD_FILE};
use crate::keys::NodeSecrets;
use crate::node::Node;
use crate::verify::Fault;

async fn new(directory: &Path, ledger: &crate::address::LedgerAddress) -> Node {
    let secrets = NodeSecrets { signing: secret(), repeat: [2; 32] };
    Node::init(directory, "Test node", &secrets, ledger).await.unwrap()
}

/// So many looks go on record.
async fn look(node: &Node, times: i8) {
    let log = AuditLog::of(node);
    for second in 0..times {
        // As many looks come to the same, and others do not.
        let at = date(2026, 11, 24).at(9, times, second, 0);
        log.append(AuditEntry::new(at, Act::Read, "GET /api/v1/signals")).await.unwrap();
    }
}

/// One more entry of the ledger.
async fn say(node: &Node, random: u8) {
    let mut writer = node.clone().into_writer("test").await.unwrap();
    let day = date(2026, 11, 24);
    let header = Header {
        id: SubmissionId::from_random(u128::from(random)),
        issuer: "Test node".to_owned(),
        schema_version: 1,
        submitted_on: day,
        effective_on: day,
        content: Content::Comment(Box::new(SignalComment {
            signal: "a".to_owned(),
            seen_as_of: day,
            text: CommentText::parse("seen").unwrap(),
        })),
        handling: Handling::published(),
        review_on: day,
        file_name: String::new(),
        payload_digest: crate::sealing::plain_digest(b""),
        mapping_digest: crate::sealing::plain_digest(b""),
        vocabulary_digest: crate::sealing::plain_digest(b""),
        rows_read: 0,
        rows_accepted: 0,
        facts: 0,
    };
    let key = writer.node().keys.signing().unwrap();
    writer.append_act(&seal(&header, &key), None).await.unwrap();
}

async fn run(node: &Node, statements: &[&'static str]) {
    for statement in statements {
        sqlx::query(*statement).execute(&node.pool).await.unwrap();
    }
}

async fn faults(node: &Node) -> Vec<String> {
    let proof = node.verify(&mut |_| {}).await.unwrap();
    let told = proof.faults.into_iter().map(|fault| match fault {
        Fault::Audit { number, why } => format!("audit {number}: {why}"),
        Fault::Entry { position, why } => format!("entry {position}: {why}"),
        other => panic!("{other:?}"),
    });
    told.collect()
}

/// A node with two entries of the ledger and looks between them, and the head of its audit after the first.
async fn filled(directory: &Path, ledger: &crate::address::LedgerAddress) -> (Node, Vec<u8>) {
    let node = new(directory, ledger).await;
    look(&node, 3).await;
    say(&node, 1).await;
    let head = std::fs::read(directory.join(HEAD_FILE)).unwrap();
    look(&node, 2).await;
    say(&node, 2).await;
    look(&node, 1).await;
    assert_eq!(faults(&node).await, Vec::<String>::new());
    (node, head)
}

#[tokio::test]
async fn an_audit_put_back_with_its_head_is_missed_by_the_ledger() {
    for engine in engines() {
        let directory = Directory::new();
        let path = directory.path("node");
        let (node, head) = filled(&path, &engine).await;
        run(&node, &["DELETE FROM audit WHERE number > 3"]).await;
        std::fs::write(path.join(HEAD_FILE), &head).unwrap();
        let gone = "audit 4: it is gone, as are all to 5: entry 2 of the ledger tells of it";
        assert_eq!(faults(&node).await, [gone]);
        // What is looked at from then on stands where others stood, and that stays noticed.
        look(&node, 4).await;
        say(&node, 3).await;
        let other = "audit 5: it is not the entry that entry 2 of the ledger tells of";
        assert_eq!(faults(&node).await, [other]);
    }
}

#[tokio::test]
async fn whoever_takes_away_what_the_ledger_says_as_well_is_noticed() {
    let put_back = "DELETE FROM audit WHERE number > 3";
    let said_less = "what the entries from here to 2 said of the audit is gone: whether that is whole \
                     cannot be said";
    let forged = "what it says of the audit is not as this node wrote it";
    for (statement, told) in [
        ("DELETE FROM anchor WHERE position > 1", format!("entry 2: {said_less}")),
        ("DELETE FROM anchor", format!("entry 0: {said_less}")),
        (
            "DELETE FROM anchor WHERE position < 2",
            format!("entry 0: {}", said_less.replace('2', "1")),
        ),
        (
            "UPDATE anchor SET number = 3, link = (SELECT link FROM audit WHERE number = 3) WHERE position = 2",
            format!("entry 2: {forged}"),
        ),
        ("UPDATE anchor SET since = 2 WHERE position = 2", format!("entry 2: {forged}")),
    ] {
        for engine in engines() {
            let directory = Directory::new();
            let path = directory.path("node");
            let (node, head) = filled(&path, &engine).await;
            run(&node, &[put_back, statement]).await;
            std::fs::write(path.join(HEAD_FILE), &head).unwrap();
            let found = faults(&node).await;
            assert!(found.contains(&told), "{statement}: {found:?}");
            // The node goes on, and it stays noticed.
            look(&node, 3).await;
            say(&node, 3).await;
            assert!(!faults(&node).await.is_empty(), "{statement}");
        }
    }
}

#[tokio::test]
async fn a_ledger_put_back_without_what_stands_beside_it_is_noticed() {
    for engine in engines() {
        let directory = Directory::new();
        let (node, _) = filled(&directory.path("node"), &engine).await;
        run(
            &node,
            &["DELETE FROM submission WHERE position = 2", "DELETE FROM entry WHERE position = 2"],
        )
        .await;
        assert_eq!(
            faults(&node).await,
            ["entry 2: it is gone: what it said of the audit is still there"]
        );
    }
}

#[tokio::test]
async fn a_node_of_the_version_before_is_anchored_from_where_it_stands() {
    for engine in engines() {
        let directory = Directory::new();
        let path = directory.path("node");
        let (node, _) = filled(&path, &engine).await;
        run(
            &node,
            &["DROP TABLE anchor", "UPDATE setting SET value = '7' WHERE name = 'schema_version'"],
        )
        .await;
        node.pool.close().await;
        let node = Node::open(&path).await.unwrap();
        assert_eq!(faults(&node).await, Vec::<String>::new());
        say(&node, 3).await;
        assert_eq!(faults(&node).await, Vec::<String>::new());
        run(&node, &["DELETE FROM anchor WHERE position = 2"]).await;
        let told = faults(&node).await;
        assert!(
            told.len() == 1 && told[0].starts_with("entry 2: what the entries from here to 2"),
            "{told:?}"
        );
    }
}
