//! A file that stands already is known as such, also where nothing can be written.

use std::io::Cursor;

use store::node::NodeWriter;
use vocabulary::handling::{Reader, Sees};
use workflows::ingest::{IngestError, Outcome, Submitted, ingest};

use crate::fixture::{Directory, MAPPING, TODAY, engines, figures_with_a_jump, node, take_in};

async fn send(writer: &mut NodeWriter, mapping: &str, file: &str) -> Result<Outcome, IngestError> {
    send_as(writer, mapping, file, &Reader::local_administrator()).await
}

async fn send_as(
    writer: &mut NodeWriter,
    mapping: &str,
    file: &str,
    reader: &Reader,
) -> Result<Outcome, IngestError> {
    let submitted = Submitted {
        file_name: "again.csv",
        file: &mut Cursor::new(file.as_bytes()),
        mapping,
        today: TODAY,
        random: [9; 80],
        reader,
        watch: &|_| {},
    };
    ingest(writer, submitted).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_file_is_told_where_nothing_can_be_written() {
    for engine in engines() {
        let directory = Directory::new();
        let mut writer = node(&directory, &engine).await.into_writer("test").await.unwrap();
        let file = figures_with_a_jump();
        let stored = take_in(&mut writer, 1, &file).await;
        // Nothing can be written where payloads go.
        let payload = directory.path("node").join("payload");
        std::fs::rename(&payload, directory.path("away")).unwrap();
        std::fs::write(&payload, "").unwrap();
        let again = send(&mut writer, MAPPING, &file).await;
        assert!(matches!(&again, Ok(Outcome::Repeated(id)) if *id == stored), "{again:?}");
        let other = send(&mut writer, &format!("{MAPPING}\n# changed\n"), &file).await;
        assert!(matches!(other, Err(IngestError::OtherMapping(_))), "{other:?}");
        let new = send(&mut writer, MAPPING, &format!("{file}2024-02,fentanyl,9\n")).await;
        assert!(matches!(new, Err(IngestError::Append(_))), "{new:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_others_sent_is_stored_as_if_it_were_new() {
    for engine in engines() {
        let directory = Directory::new();
        let mut writer = node(&directory, &engine).await.into_writer("test").await.unwrap();
        let file = figures_with_a_jump();
        take_in(&mut writer, 1, &file).await;
        let nothing = Reader { sees: Sees::Only([].into()), ..Reader::local_administrator() };
        let marked_otherwise = MAPPING.replace("TLP:CLEAR", "TLP:AMBER");
        assert_ne!(marked_otherwise, MAPPING);
        let own = send_as(&mut writer, &marked_otherwise, &file, &nothing).await.unwrap();
        assert!(matches!(own, Outcome::Stored(_)), "{own:?}");
        // Who sees both has the figures once: the later file of a source revises the earlier one.
        let everything = Reader::local_administrator();
        assert_eq!(writer.node().submissions(&everything).await.unwrap().len(), 2);
        let again = send_as(&mut writer, &marked_otherwise, &file, &nothing).await.unwrap();
        assert!(matches!(again, Outcome::Repeated(_)), "{again:?}");
    }
}
