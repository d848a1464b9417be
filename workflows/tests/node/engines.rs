//! Both engines say the same.

use vocabulary::finding::{FalseShare, Vantage};
use vocabulary::handling::Reader;
use vocabulary::submission::{Extent, Position};
use workflows::detect::{Question, detect, series_at};

use crate::fixture::{Directory, TODAY, engines, figures_with_a_jump, node, take_back, take_in};

/// All that a person sees of a node's life, as text.
async fn life_of(ledger: &store::address::LedgerAddress) -> String {
    let directory = Directory::new();
    let reader = Reader::local_administrator();
    let mut writer = node(&directory, ledger).await.into_writer("test").await.unwrap();
    let mut life = Vec::new();
    let id = take_in(&mut writer, 7, &figures_with_a_jump()).await;
    let question =
        Question { as_of: TODAY, since: None, false_share: FalseShare::default(), ran_on: TODAY };
    let question = Question { as_of: "2024-02-01".parse().unwrap(), ..question };
    let detected = detect(&mut writer, question, &reader).await.unwrap();
    assert_eq!(detected.signals.len(), 1);
    life.push(format!("{:?} {:?}", detected.run, detected.signals));
    let again = detect(&mut writer, question, &reader).await.unwrap();
    assert_eq!(again.run.id, 2);
    let (run, signal) = writer.node().signal("1", None, &reader).await.unwrap();
    life.push(format!("{run:?} {signal:?}"));
    take_back(&mut writer, 8, &id, Extent::Hide).await.unwrap();
    assert!(take_back(&mut writer, 8, &id, Extent::Hide).await.is_err());
    take_in(&mut writer, 9, &figures_with_a_jump()).await;
    for position in 0..=3 {
        let vantage = Vantage { as_of: TODAY, position: Position(position) };
        let series = series_at(writer.node(), vantage, &reader).await.unwrap();
        life.push(format!("{position}: {series:?}"));
    }
    for stored in writer.node().submissions(&reader).await.unwrap() {
        let rejections = writer.node().rejections(&stored.header.id, &reader).await;
        life.push(format!("{:?} {rejections:?}", stored.withdrawn_by));
    }
    assert_eq!(writer.node().complaints(&mut |_| {}).await.unwrap(), []);
    assert!(writer.sweep().await.unwrap().is_empty());
    life.join("\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_lives_the_same_life_on_either_engine() {
    let mut lives = Vec::new();
    for engine in engines() {
        lives.push(life_of(&engine).await);
    }
    let first = &lives[0];
    assert!(first.lines().count() >= 8, "{first}");
    assert!(lives.iter().all(|life| life == first), "{lives:#?}");
}
