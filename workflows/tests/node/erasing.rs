//! What is erased is gone for every day, and the log still verifies.

use std::io::Cursor;

use store::keys::KeyError;
use store::lineage::Standing;
use store::node::{Node, NodeWriter};
use store::submissions::ReadError;
use vocabulary::finding::Vantage;
use vocabulary::handling::Reader;
use vocabulary::submission::{Content, Extent, Position};
use workflows::detect::series_at;
use workflows::ingest::{IngestError, Outcome, Submitted, ingest_in_place_of};

use crate::fixture::{
    Directory, MAPPING, TODAY, engines, figures_with_a_jump, files_below, node, personal_mapping,
    take_back, take_in, take_in_under,
};

/// Submissions of the series that can be seen at a position.
async fn sources_at(node: &Node, position: u64) -> Vec<String> {
    let vantage = Vantage { as_of: TODAY, position: Position(position) };
    let series = series_at(node, vantage, &Reader::local_administrator()).await.unwrap();
    let mut sources: Vec<String> = series.into_iter().map(|series| series.key.source).collect();
    sources.sort();
    sources.dedup();
    sources
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_erased_is_gone_for_every_day_and_the_log_verifies() {
    let reader = Reader::local_administrator();
    for engine in engines() {
        let directory = Directory::new();
        let mut writer = node(&directory, &engine).await.into_writer("test").await.unwrap();
        let figures = figures_with_a_jump();
        let kept = take_in(&mut writer, 1, &figures).await;
        let personal = take_in_under(&personal_mapping(), &mut writer, 2, &figures).await;
        assert_eq!(sources_at(writer.node(), 2).await, ["personal", "test"]);
        take_back(&mut writer, 3, &personal, Extent::Erase).await.unwrap();
        assert!(take_back(&mut writer, 4, &personal, Extent::Erase).await.is_err());

        let node = writer.node();
        for position in 2..=3 {
            assert_eq!(sources_at(node, position).await, ["test"], "at {position}");
        }
        let Err(ReadError::Erased { on, .. }) = node.original(&personal, &reader).await else {
            panic!("an erased file must say so")
        };
        assert_eq!(on, TODAY);
        assert!(node.original(&kept, &reader).await.is_ok());
        let left = files_below(&directory.path("node"));
        let left: Vec<String> = left
            .iter()
            .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
            .filter(|name| name.contains(personal.as_str()))
            .collect();
        assert_eq!(left, [format!("{personal}.erased")]);

        let proof = node.verify(&mut |_| {}).await.unwrap();
        assert_eq!(proof.faults, []);
        assert_eq!((proof.entries, proof.submissions, proof.erased.len()), (3, 1, 1));
        assert_eq!(node.complaints(&mut |_| {}).await.unwrap(), []);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_a_backup_brings_back_opens_nothing_and_goes_again() {
    for engine in engines() {
        let directory = Directory::new();
        let mut writer = node(&directory, &engine).await.into_writer("test").await.unwrap();
        let id = take_in(&mut writer, 1, &figures_with_a_jump()).await;
        let key = directory.path(&format!("node/keys/submissions/{id}.key"));
        let payload = directory.path(&format!("node/payload/{id}.original"));
        let backup = [&key, &payload].map(|path| std::fs::read(path).unwrap());
        take_back(&mut writer, 2, &id, Extent::Hide).await.unwrap();
        take_back(&mut writer, 3, &id, Extent::Erase).await.unwrap();
        std::fs::write(&key, &backup[0]).unwrap();
        std::fs::write(&payload, &backup[1]).unwrap();

        let node = writer.node().clone();
        let keys = store::keys::KeyDirectory::of(node.directory());
        assert!(matches!(keys.get(&id), Err(KeyError::Erased(_, _))));
        let reader = Reader::local_administrator();
        assert!(matches!(node.original(&id, &reader).await, Err(ReadError::Erased { .. })));
        assert_eq!(node.verify(&mut |_| {}).await.unwrap().faults.len(), 1);
        drop(writer);
        let mut writer = node.into_writer("test").await.unwrap();
        assert!(!key.exists(), "the next writer destroys it");
        assert_eq!(writer.sweep().await.unwrap(), [format!("payload/{id}.original")]);
        assert_eq!(writer.node().complaints(&mut |_| {}).await.unwrap(), []);
    }
}

/// Takes in a file in place of an earlier one.
async fn redact(writer: &mut NodeWriter, text: &str, id: &str) -> Result<Outcome, IngestError> {
    let submitted = Submitted {
        file_name: "redacted.csv",
        file: &mut Cursor::new(text.as_bytes()),
        mapping: MAPPING,
        today: TODAY,
        random: [2; 80],
        reader: &Reader::local_administrator(),
        watch: &|_| {},
    };
    ingest_in_place_of(writer, submitted, id).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redacted_file_stands_in_for_an_erased_one_only() {
    for engine in engines() {
        let directory = Directory::new();
        let mut writer = node(&directory, &engine).await.into_writer("test").await.unwrap();
        let id = take_in(&mut writer, 1, &figures_with_a_jump()).await;
        let redacted = figures_with_a_jump().replace("2008-01,fentanyl,8\n", "");
        let refused = redact(&mut writer, &redacted, id.as_str()).await;
        assert!(matches!(refused, Err(IngestError::StillStands(_))), "{refused:?}");
        take_back(&mut writer, 3, &id, Extent::Erase).await.unwrap();
        let stored = redact(&mut writer, &redacted, id.as_str()).await;
        let Ok(Outcome::Stored(stored)) = stored else { panic!("{stored:?}") };
        let Content::Rows { stands_in_for, .. } = &stored.header.content else { panic!() };
        assert_eq!(stands_in_for.as_ref(), Some(&id));
        assert_eq!(sources_at(writer.node(), 3).await, ["test"]);
        assert_eq!(writer.node().verify(&mut |_| {}).await.unwrap().faults, []);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_in_for_an_erased_file_does_not_undo_its_corrections() {
    let table =
        |first: u32| format!("month,drug,events\n2020-01,heroin,{first}\n2020-02,heroin,4\n");
    for engine in engines() {
        let directory = Directory::new();
        let mut writer = node(&directory, &engine).await.into_writer("test").await.unwrap();
        let id = take_in(&mut writer, 1, &table(10)).await;
        let correction = take_in(&mut writer, 3, "month,drug,events\n2020-01,heroin,77\n").await;
        take_back(&mut writer, 4, &id, Extent::Erase).await.unwrap();
        let stored = redact(&mut writer, &table(10), id.as_str()).await.unwrap();
        let Outcome::Stored(stored) = stored else { panic!("{stored:?}") };

        let node = writer.node();
        let reader = Reader::local_administrator();
        let vantage =
            Vantage { as_of: TODAY, position: node.last_position(&reader).await.unwrap() };
        let series = series_at(node, vantage, &reader).await.unwrap();
        let told: Vec<String> = series[0]
            .points
            .iter()
            .filter_map(|(_, value)| *value)
            .map(|v| v.to_string())
            .collect();
        assert_eq!(told, ["77", "4"]);
        let facts = node.facts(vantage, &reader).await.unwrap();
        let first = node.facts_of_row(&stored.header.id, 2, &reader).await.unwrap();
        let again = node.submission(stored.header.id.as_str(), &reader).await.unwrap();
        let standing = node.standing(&facts, (&again, 2), &first[0], &reader).await.unwrap();
        let replaced = Standing::ReplacedBy { submission: correction, row: 2 };
        assert_eq!(standing, replaced);
    }
}
