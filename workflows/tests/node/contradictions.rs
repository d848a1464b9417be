//! Seizures fall while kilograms rise by one load: both are told, and the load is named.

use std::fmt::Write as _;

use jiff::civil::date;
use vocabulary::finding::{Direction, FalseShare};
use vocabulary::handling::Reader;
use workflows::contradictions::contradictions;
use workflows::detect::{Question, detect};

use crate::fixture::{Directory, TODAY, engines, node, take_in_under};

/// Ten years of two forces: about 12,000 seizures a year of about 1,500 kg, then 7,000 of 2,400 kg, of which
/// 1,623 kg are one force's.
fn figures() -> String {
    let mut text = "year,force,number,kg\n".to_owned();
    for i in 0..10 {
        let year = 2002 + i;
        let (number, own, other) = if i == 9 {
            (3_500, 777, 1_623)
        } else {
            (6_000 + 40 * (i % 3), 750 + 9 * (i % 4), 740)
        };
        for (force, mass) in [("north", own), ("borders", other)] {
            writeln!(text, "{year},{force},{number},{mass}").unwrap();
        }
    }
    text
}

const MAPPING: &str = r#"
source = "forces"
title = "Seizures by force"
licence = "made up for a test"
kind = "observation"
coverage = "GB"
replaces = "same-keys"
absent = "unknown"
retention_years = 10

[handling]
tlp = "TLP:CLEAR"
purposes = ["public-health"]
subjects = "none"

[key]
columns = ["year", "force"]

[known_at]
days_after_period = 10
because = "made up for a test"

[period]
year = "year"

[place]
columns = ["force"]
values = { "north" = "police:cleveland", "borders" = "police:border-force" }

[[substance]]
constant = "heroin"

[[measure]]
column = "number"
indicator = "seizures-number"
unit = "count"

[[measure]]
column = "kg"
indicator = "seizures-quantity"
unit = "kg"
"#;

#[tokio::test(flavor = "multi_thread")]
async fn kilograms_that_rise_by_one_load_are_told_beside_seizures_that_fall() {
    for engine in engines() {
        let directory = Directory::new();
        let mut writer = node(&directory, &engine).await.into_writer("test").await.unwrap();
        take_in_under(MAPPING, &mut writer, 1, &figures()).await;
        let reader = Reader::local_administrator();
        let question = Question {
            as_of: date(2012, 6, 30),
            since: None,
            false_share: FalseShare::default(),
            ran_on: TODAY,
        };
        let found = detect(&mut writer, question, &reader).await.unwrap();
        let fall = found.signals.iter().find(|signal| signal.direction == Direction::Fall);
        let fall = fall.expect("seizures halve");
        assert_eq!(fall.findings[0].series.indicator.as_str(), "seizures-number");
        assert_eq!(fall.place.as_str(), "GB");
        let against = contradictions(writer.node(), fall, &reader).await.unwrap();
        let [mass] = &against.others[..] else { panic!("{against:?}") };
        assert_eq!(mass.series.indicator.as_str(), "seizures-quantity");
        let load = mass.largest.as_ref().expect("one row is most of it");
        assert!((load.value - 1_623.0).abs() < 1e-9 && (load.of - 2_400.0).abs() < 1e-9);
        let words = mass.in_words();
        assert!(words.starts_with("seizures, quantity rises: 2,400 kg in 2011, "), "{words}");
        assert!(words.contains("68 % of it is one row: 1,623, borders"), "{words}");
    }
}
