//! One writer at a time, wherever it runs.

use std::path::Path;
use std::time::Duration;

use store::address::LedgerAddress;
use store::lock::LockError;
use store::node::{Node, NodeError};

use crate::fixture::{Directory, engines, node, postgres};

#[tokio::test]
async fn a_writer_that_ends_makes_room_for_the_next() {
    for engine in engines() {
        let directory = Directory::new();
        let node = node(&directory.path("node"), &engine).await;
        drop(node.clone().into_writer("first").await.unwrap());
        let second = node.into_writer("second").await.unwrap();
        assert_eq!(
            second
                .node()
                .last_position(&vocabulary::handling::Reader::local_administrator())
                .await
                .unwrap()
                .0,
            0
        );
    }
}

#[tokio::test]
async fn a_second_writer_names_the_first_and_how_long_it_waited() {
    let directory = Directory::new();
    let node = node(&directory.path("node"), &LedgerAddress::Sqlite).await;
    let first = node.clone().into_writer("watchfire ingest, process 7").await.unwrap();
    let second = node.clone().with_patience(Duration::ZERO).into_writer("second").await;
    let said = second.err().unwrap().to_string();
    assert!(said.contains("(watchfire ingest, process 7); waited 0 s"), "{said}");
    drop(first);
    assert!(node.into_writer("second").await.is_ok());
}

#[tokio::test]
async fn one_that_writes_again_and_again_lets_another_in() {
    for engine in engines() {
        let directory = Directory::new();
        let node = node(&directory.path("node"), &engine).await;
        let mut writer = node.clone().into_writer("busy").await.unwrap();
        let other = node.clone();
        let patient = async move { other.into_writer("patient").await.map(drop) };
        let waiting = tokio::spawn(patient);
        let mut turns = 0;
        while !waiting.is_finished() {
            // It is there already when the right comes free, and asks for it at once.
            tokio::task::yield_now().await;
            drop(writer);
            writer = node.clone().into_writer("busy").await.unwrap();
            turns += 1;
        }
        assert!(waiting.await.unwrap().is_ok(), "it gave up after {turns} turns of the other");
    }
}

#[tokio::test]
async fn two_machines_on_one_ledger_do_not_write_at_once() {
    let Some(url) = postgres() else { return };
    let directory = Directory::new();
    let engine = LedgerAddress::parse(&url).unwrap();
    let here = node(&directory.path("here"), &engine).await;
    copy(&directory.path("here"), &directory.path("there"));
    let there = Node::open(&directory.path("there")).await.unwrap();
    let writer = here.into_writer("watchfire ingest, process 7").await.unwrap();
    let impatient = there.clone().with_patience(Duration::ZERO);
    let Err(NodeError::Lock(LockError::Held { holder, .. })) =
        impatient.into_writer("second").await
    else {
        panic!("a second machine may not write")
    };
    assert!(holder.contains("watchfire ingest, process 7, from"), "{holder}");
    drop(writer);
    assert!(there.into_writer("second").await.is_ok());
}

/// A directory as another machine would see it.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in from.read_dir().unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, target).unwrap();
        }
    }
}
