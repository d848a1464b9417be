//! A ledger carried from one engine to the other answers as before.

use std::path::Path;

use store::address::LedgerAddress;
use store::move_ledger::MoveError;
use store::node::Node;
use vocabulary::finding::FalseShare;
use vocabulary::handling::Reader;
use vocabulary::submission::Extent;
use workflows::detect::{Question, detect};

use crate::fixture::{
    Directory, TODAY, figures_with_a_jump, node, personal_mapping, postgres, take_back, take_in,
    take_in_under,
};

/// What a node says of itself, as text.
async fn said(directory: &Path) -> String {
    let reader = Reader::local_administrator();
    let node = Node::open(directory).await.unwrap();
    let proof = node.verify(&mut |_| {}).await.unwrap();
    assert_eq!(proof.faults, []);
    let submissions = node.submissions(&reader).await.unwrap();
    let (run, signal) = node.signal("1", None, &reader).await.unwrap();
    format!("{proof:?} {submissions:?} {run:?} {signal:?}")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ledger_goes_to_a_server_and_back_and_says_the_same() {
    let Some(url) = postgres() else { return };
    let server = LedgerAddress::parse(&url).unwrap();
    let directory = Directory::new();
    let path = directory.path("node");
    let reader = Reader::local_administrator();
    let mut writer =
        node(&directory, &LedgerAddress::Sqlite).await.into_writer("test").await.unwrap();
    let first = take_in(&mut writer, 1, &figures_with_a_jump()).await;
    let erased = take_in_under(&personal_mapping(), &mut writer, 2, &figures_with_a_jump()).await;
    let question = Question {
        as_of: "2024-02-01".parse().unwrap(),
        since: None,
        false_share: FalseShare::default(),
        ran_on: TODAY,
    };
    detect(&mut writer, question, &reader).await.unwrap();
    take_back(&mut writer, 3, &erased, Extent::Erase).await.unwrap();
    take_back(&mut writer, 4, &first, Extent::Hide).await.unwrap();
    let before = said(&path).await;
    let late = Node::open(&path).await.unwrap();

    let moved = writer.move_ledger(&server).await.unwrap();
    assert!(moved.before.ends_with("ledger.sqlite.before-move-1"), "{moved:?}");
    assert!(Path::new(&moved.before).exists() && !path.join("ledger.sqlite").exists());
    // Four entries, and what each and the empty ledger said of the audit.
    assert_eq!(moved.tables.iter().map(|table| table.rows).max(), Some(5));
    assert_eq!(said(&path).await, before);
    assert!(late.into_writer("late").await.is_err(), "the old ledger takes no more writers");

    let writer = Node::open(&path).await.unwrap().into_writer("test").await.unwrap();
    let there = writer.move_ledger(&server).await;
    assert!(matches!(there, Err(MoveError::AlreadyThere(_))), "{there:?}");
    let writer = Node::open(&path).await.unwrap().into_writer("test").await.unwrap();
    let back = writer.move_ledger(&LedgerAddress::Sqlite).await.unwrap();
    assert_eq!(back.tables, moved.tables);
    assert!(!path.join("ledger.address").exists() && path.join("ledger.sqlite").exists());
    assert_eq!(said(&path).await, before);
    let mut writer = Node::open(&path).await.unwrap().into_writer("test").await.unwrap();
    take_in(&mut writer, 5, &figures_with_a_jump()).await;
}
