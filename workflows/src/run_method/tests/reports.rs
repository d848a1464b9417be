//! Nowcasts of small tables of days, good and bad.

use std::fmt::Write as _;

use super::{check_refused, run_method};

/// Forty weeks of ten events each, seven reported in the same week, three a week later; as known at the end
/// of the last.
pub(super) fn line_list() -> String {
    let mut table = String::from("occurred,reported\n");
    let mut monday = jiff::civil::date(2024, 1, 1);
    let week = jiff::Span::new().days(7);
    for _ in 0..40 {
        let after = monday.checked_add(week).unwrap();
        for event in 0..10 {
            let reported = if event < 7 { monday } else { after };
            writeln!(table, "{monday},{reported}").unwrap();
        }
        monday = after;
    }
    table
}

fn settings(control: &str) -> String {
    format!(r#"{{"function":"nowcast","control":{{{control}}}}}"#)
}

#[test]
fn the_newest_week_is_thought_to_grow_as_the_others_did() {
    let answer =
        run_method(&settings(r#""longestDelay":1,"now":"2024-10-06""#), &line_list()).unwrap();
    let rows: Vec<Vec<&str>> = answer.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(rows[0], ["date", "observed", "share", "expected", "lowerbound", "upperbound"]);
    assert_eq!(rows.len(), 41);
    assert_eq!(rows[1][..2], ["2024-01-01", "10"]);
    assert_eq!(rows[39][3..], ["10", "10", "10"]);
    assert_eq!(rows[40][..2], ["2024-09-30", "7"]);
    let number = |cell: &str| cell.parse::<f64>().unwrap();
    assert!((number(rows[40][2]) - 0.7).abs() < 0.01, "{answer}");
    assert!((9.5..11.5).contains(&number(rows[40][3])), "{answer}");
    assert!(number(rows[40][4]) <= 10.0 && number(rows[40][5]) >= 10.0, "{answer}");
}

#[test]
fn counts_and_lists_say_the_same() {
    let list = line_list();
    let rows = list.lines().skip(1).map(|line| format!("{line},2\n"));
    let twice = format!("occurred,reported,observed\n{}", rows.collect::<String>());
    let doubled: String = list.lines().skip(1).flat_map(|line| [line, "\n", line, "\n"]).collect();
    let doubled = format!("occurred,reported\n{doubled}");
    let settings = settings(r#""longestDelay":2,"now":"2024-10-06""#);
    assert_eq!(run_method(&settings, &twice), run_method(&settings, &doubled));
}

#[test]
fn bad_days_and_settings_are_refused() {
    let refused = |control: &str, table: &str, parts: &[&str]| {
        check_refused(&settings(control), table, parts);
    };
    let head = "occurred,reported,observed\n";
    let row = |cells: &str| format!("{head}{cells}\n");
    refused("", "occurred,observed\n", &["no column reported"]);
    refused("", &row("2024-01-08,2024-01-01,1"), &["row 2", "reported", "before it occurred"]);
    refused("", &row("08.01.2024,2024-01-09,1"), &["row 2", "occurred", "YYYY-MM-DD"]);
    refused("", &row("2024-01-01,2024-01-02,-1"), &["row 2", "observed", "out of range"]);
    refused("", head, &["not assessable", "no row"]);
    refused(r#""now":"2023-01-01""#, &row("2024-01-01,2024-01-02,1"), &["nothing was reported"]);
    refused("", &row("2024-01-01,2024-01-02,1"), &["not assessable", "needs 13 periods, has 1"]);
    refused(r#""period":"day""#, &row("0001-01-01,2024-01-02,1"), &["more than 20000 periods"]);
    refused(r#""level":1"#, &line_list(), &["control.level", "0.5 to 0.999"]);
    refused(r#""period":"year""#, &line_list(), &["control.period", "week, day, month"]);
    refused(r#""now":"soon""#, &line_list(), &["control.now"]);
    let huge = format!("{head}2024-01-01,2024-01-01,4294967295\n2024-01-01,2024-01-01,1\n");
    refused("", &huge, &["more than 4294967295 events"]);
}
