//! Which telling of a figure counts on which day: vintages, corrections of old ones, replaced scopes.

use jiff::civil::{Date, date};
use store::node::Node;
use vocabulary::finding::Vantage;
use vocabulary::handling::Reader;
use workflows::detect::series_at;

use crate::fixture::{Directory, MAPPING, TODAY, engines, node, take_in_under};

/// The mapping for a table that became known on one day, with a line changed.
fn known_on(day: &str, change: (&str, &str)) -> String {
    let (from, to) = change;
    assert!(MAPPING.contains(from));
    MAPPING.replace("days_after_period = 10", &format!("constant = {day}")).replace(from, to)
}

const NO_CHANGE: (&str, &str) = ("Seizures by month", "Seizures by month");

/// What the first month says as of a day.
async fn figure(node: &Node, as_of: Date) -> Option<String> {
    let position = node.last_position(&Reader::local_administrator()).await.unwrap();
    let vantage = Vantage { as_of, position };
    let series = series_at(node, vantage, &Reader::local_administrator()).await.unwrap();
    let heroin = series.iter().find(|series| series.key.substance.as_str() == "heroin")?;
    heroin.points.first()?.1.map(|value| value.to_string())
}

fn table(events: u32) -> String {
    format!("month,drug,events\n2020-01,heroin,{events}\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_of_an_old_vintage_never_beats_a_newer_one() {
    for engine in engines() {
        let directory = Directory::new();
        let mut writer = node(&directory, &engine).await.into_writer("test").await.unwrap();
        for (number, known, events) in
            [(1, "2020-03-01", 5), (2, "2020-06-01", 9), (3, "2020-03-01", 6)]
        {
            let mapping = known_on(known, NO_CHANGE);
            take_in_under(&mapping, &mut writer, number, &table(events)).await;
        }
        let node = writer.node();
        assert_eq!(figure(node, date(2020, 4, 1)).await.as_deref(), Some("5"));
        assert_eq!(figure(node, date(2020, 7, 1)).await.as_deref(), Some("9"));
        assert_eq!(figure(node, TODAY).await.as_deref(), Some("9"), "the newer vintage stands");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replaced_scope_takes_nothing_from_days_before_it_came() {
    let scope = ("replaces = \"same-keys\"", "replaces = { from = 2020-01-01, to = 2020-12-31 }");
    for engine in engines() {
        let directory = Directory::new();
        let mut writer = node(&directory, &engine).await.into_writer("test").await.unwrap();
        let first = known_on("2020-12-14", NO_CHANGE);
        take_in_under(&first, &mut writer, 1, &table(5)).await;
        take_in_under(&known_on("2020-12-14", scope), &mut writer, 2, &table(6)).await;
        let node = writer.node();
        assert_eq!(figure(node, date(2024, 1, 1)).await.as_deref(), Some("5"));
        assert_eq!(figure(node, TODAY).await.as_deref(), Some("6"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_vintage_hides_the_scope_of_the_older_from_its_own_day() {
    let scope = ("replaces = \"same-keys\"", "replaces = { from = 2020-01-01, to = 2020-12-31 }");
    for engine in engines() {
        let directory = Directory::new();
        let mut writer = node(&directory, &engine).await.into_writer("test").await.unwrap();
        take_in_under(&known_on("2020-12-14", NO_CHANGE), &mut writer, 1, &table(5)).await;
        let other = "month,drug,events\n2020-01,fentanyl,7\n";
        take_in_under(&known_on("2021-12-14", scope), &mut writer, 2, other).await;
        let node = writer.node();
        assert_eq!(figure(node, date(2021, 6, 1)).await.as_deref(), Some("5"));
        assert_eq!(figure(node, date(2022, 1, 1)).await, None, "the newer vintage names no heroin");
    }
}
