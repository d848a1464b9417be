//! Settings and tables, good and bad.

mod ours;
mod places;
mod reports;

use std::fmt::Write as _;

use super::{list_methods, run_method, run_method_while, with_17_digits};

const EARS: &str = r#"{"function":"earsC","control":{"method":"C1","baseline":3}}"#;

/// A table of `rows` weeks, dated from 2014-01-06, with a wave of counts.
fn weeks(rows: usize) -> String {
    let mut table = String::from("t,date,observed,note\n");
    let mut day = jiff::civil::date(2014, 1, 6);
    for t in 1..=rows {
        writeln!(table, "{t},{day},{},x", t * 7 % 11).unwrap();
        day = day.checked_add(jiff::Span::new().days(7)).unwrap();
    }
    table
}

fn check_refused(settings: &str, table: &str, parts: &[&str]) {
    let message = run_method(settings, table).unwrap_err().to_string();
    for part in parts {
        assert!(message.contains(part), "{part:?} is not in: {message}");
    }
}

#[test]
fn ears_prints_a_row_for_each_week_with_a_full_baseline() {
    let answer = run_method(EARS, "t,observed\n1,2\n2,4\n3,3\n4,9\n5,\n").unwrap();
    let rows: Vec<&str> = answer.lines().collect();
    assert_eq!(rows[0], "t,upperbound,alarm,expected");
    assert_eq!(rows[1], "4,6.0902323061678132,1,3");
    assert!(rows[2].starts_with("5,15.26") && rows[2].contains(",,5.333"), "{}", rows[2]);
}

#[test]
fn farrington_prints_trend_and_dispersion_from_the_default_range() {
    let settings = r#"{"function":"farringtonFlexible","freq":52,"epochAsDate":true,
        "control":{"b":2,"pastWeeksNotIncluded":null}}"#;
    let answer = run_method(settings, &weeks(130)).unwrap();
    let mut lines = answer.lines();
    assert_eq!(lines.next(), Some("t,upperbound,alarm,expected,trend,trend_coef,phi"));
    assert_eq!(lines.clone().count(), 130 - (2 * 52 + 3));
    assert!(lines.all(|line| line.split(',').count() == 7));
}

#[test]
fn short_series_of_amounts_have_a_verdict_or_a_reason() {
    let table = "t,observed\n1,71.5\n2,53.8\n3,56.8\n4,58.4\n5,63.7\n6,\n7,82\n8,8\n";
    let step = r#"{"function":"step","control":{"scale":"amounts"}}"#;
    let answer = run_method(step, table).unwrap();
    let rows: Vec<&str> = answer.lines().collect();
    assert_eq!(rows[0].split(',').count(), 10);
    assert!(rows.iter().skip(1).all(|row| row.matches(',').count() >= 9), "{answer}");
    assert_eq!(rows[2], "6,,,,,,,,,the figure is missing");
    assert!(rows[4].starts_with("8,") && rows[4].ends_with(",fall,"), "{answer}");
    let trend = r#"{"function":"trend","control":{"scale":"amounts","method":"drift"}}"#;
    assert!(
        run_method(trend, table).unwrap().starts_with("t,expected,lowerbound,upperbound,slope")
    );
    let change = r#"{"function":"changePoint","range":[4,8],"control":{"scale":"amounts"}}"#;
    let answer = run_method(change, table).unwrap();
    assert!(
        answer.contains("4,,,,,,,,,\"not assessable: needs 5 known figures, has 4\""),
        "{answer}"
    );
    check_refused(r#"{"function":"step"}"#, table, &["row 2", "not a whole number"]);
    check_refused(step, "t,observed\n1,-2\n", &["row 2", "out of range"]);
    check_refused(
        r#"{"function":"step","control":{"alpha":0.7}}"#,
        &weeks(9),
        &["alpha", "below 0.5"],
    );
}

#[test]
fn columns_may_stand_in_any_order_and_quotes_are_read() {
    let plain = "t,observed\n1,2\n2,4\n3,3\n4,9\n";
    let other = "\u{feff}\"note, free\",observed,\"t\"\r\n\"a, \"\"b\"\"\",2,1\r\n,4.0,2\r\nx,3,3\r\n,9,4\r\n";
    assert_eq!(run_method(EARS, plain), run_method(EARS, other));
}

#[test]
fn bad_settings_name_the_key_and_what_to_do() {
    let table = "t,observed\n1,2\n";
    for (settings, parts) in [
        ("{", ["not JSON", "one case"]),
        ("[]", ["whole file", "an object"]),
        (r#"{"cases":[]}"#, ["whole manifest", "one of its cases"]),
        (
            r#"{"control":{}}"#,
            ["function: missing", "farringtonFlexible, earsC, algo.farrington, algo.cusum"],
        ),
        (
            r#"{"function":"algo.hmm"}"#,
            ["algo.hmm", "algo.rki, algo.bayes, step, trend, changePoint"],
        ),
        (r#"{"function":"earsC","control":{"basline":7}}"#, ["control.basline", "baseline"]),
        (
            r#"{"function":"earsC","control":{"baseline":"7"}}"#,
            ["control.baseline", "whole number"],
        ),
        (r#"{"function":"earsC","control":{"alpha":true}}"#, ["control.alpha", "a number"]),
        (r#"{"function":"earsC","range":[3]}"#, ["range", "[first, last]"]),
        (r#"{"function":"earsC","epochAsDate":1}"#, ["epochAsDate", "true or false"]),
        (r#"{"function":"farringtonFlexible","control":{"b":2.5}}"#, ["control.b", "whole number"]),
        (
            r#"{"function":"farringtonFlexible","control":{"b":null}}"#,
            ["control.b", "whole number"],
        ),
        (
            r#"{"function":"farringtonFlexible","control":{"powertrans":"1/3"}}"#,
            ["control.powertrans", "2/3, 1/2, none"],
        ),
        (
            r#"{"function":"farringtonFlexible","control":{"limit54":[5]}}"#,
            ["control.limit54", "[cases, weeks]"],
        ),
    ] {
        check_refused(settings, table, &parts);
    }
}

#[test]
fn bad_tables_name_row_column_and_what_to_do() {
    let table = |cell: &str| format!("t,date,observed\n1,2024-01-01,3\n2,2024-01-08,{cell}\n");
    let misspelt = r#"{"function":"earsC","frequency":12}"#;
    check_refused(misspelt, "t,observed\n1,2\n", &["frequency", "unknown", "freq"]);
    check_refused(EARS, "t,count\n1,2\n", &["no column observed", "t, count"]);
    check_refused(EARS, "", &["no column t"]);
    check_refused(EARS, &table("many"), &["row 3", "column observed", "not a number"]);
    check_refused(EARS, &table("-1"), &["row 3", "out of range"]);
    check_refused(EARS, &table("1.5"), &["row 3", "not a whole number"]);
    check_refused(EARS, "t,observed\n1,2\n3,2\n", &["row 3", "column t", "expected 2"]);
    let dated = r#"{"function":"earsC","epochAsDate":true}"#;
    check_refused(dated, "t,observed\n1,2\n", &["no column date"]);
    check_refused(dated, "t,date,observed\n1,,2\n", &["row 2", "column date", "epochAsDate"]);
    check_refused(dated, "t,date,observed\n1,today,2\n", &["row 2", "YYYY-MM-DD"]);
    let repeated = "t,date,observed\n1,2024-01-08,2\n2,2024-01-08,2\n";
    check_refused(dated, repeated, &["row 3", "sort the rows"]);
    let offset = r#"{"function":"farringtonFlexible","control":{"populationOffset":true}}"#;
    check_refused(offset, "t,observed\n1,2\n", &["no column population"]);
    check_refused(offset, "t,observed,population\n1,2,0\n", &["row 2", "population", "positive"]);
}

#[test]
fn ranges_outside_the_series_are_refused() {
    let with = |range: &str| format!(r#"{{"function":"earsC","range":{range}}}"#);
    let table = weeks(20);
    assert!(run_method(&with("[8,20]"), &table).is_ok());
    check_refused(&with("[8,21]"), &table, &["8 to 21", "1 to 20"]);
    check_refused(&with("[9,8]"), &table, &["9 to 8"]);
    check_refused(&with("[3,20]"), &table, &["earsC cannot", "7 to its end"]);
    let bare = r#"{"function":"farringtonFlexible"}"#;
    check_refused(bare, &table, &["not assessable: needs 264 periods, has 20"]);
}

#[test]
fn numbers_have_17_digits_and_come_back_exactly() {
    for (value, text) in [
        (3.0, "3"),
        (0.1, "0.10000000000000001"),
        (1e-5, "1.0000000000000001e-05"),
        (-2.5e-20, "-2.4999999999999999e-20"),
        (123_456.75, "123456.75"),
        (1e17, "1e+17"),
        (f64::INFINITY, "Inf"),
    ] {
        assert_eq!(with_17_digits(value), text);
        if value.is_finite() {
            assert_eq!(text.parse::<f64>().unwrap().to_bits(), value.to_bits());
        }
    }
}

#[test]
fn every_listed_method_runs_with_its_listed_settings() {
    for method in list_methods() {
        let settings: Vec<String> = method
            .settings
            .iter()
            .map(|setting| format!("\"{}\":{}", setting.key, setting.default))
            .collect();
        let name = method.name;
        let written = format!(r#"{{"function":"{name}","control":{{{}}}}}"#, settings.join(","));
        let bare = format!(r#"{{"function":"{name}"}}"#);
        let reads = |wanted: &str| method.reads.iter().any(|column| column.name == wanted);
        let table = match () {
            () if reads("place") => places::towns(),
            () if reads("reported") => reports::line_list(),
            () => weeks(300),
        };
        assert_eq!(run_method(&written, &table), run_method(&bare, &table));
        let answer = run_method(&bare, &table).unwrap();
        let columns: Vec<&str> = method.answer.iter().map(|column| column.name).collect();
        assert_eq!(answer.lines().next(), Some(columns.join(",").as_str()), "{name}");
    }
}

#[test]
fn a_long_table_is_assessed_series_by_series_and_says_which_cannot_be() {
    let mut table = String::from("series,t,observed\n");
    for t in 1..=5 {
        writeln!(table, "north,{t},{}\n\"south, east\",{t},{}", t % 3, if t == 5 { 9 } else { 2 })
            .unwrap();
    }
    table.push_str("short,1,4\n");
    let answer = run_method(EARS, &table).unwrap();
    let rows: Vec<&str> = answer.lines().collect();
    assert_eq!(rows[0], "series,t,upperbound,alarm,expected,note");
    assert!(rows[1].starts_with("north,4,") && rows[2].starts_with("north,5,"), "{answer}");
    assert_eq!(rows[4], "\"south, east\",5,2,1,2,");
    assert!(
        rows[5].starts_with("short,,,,,") && rows[5].contains("needs 4 periods, has 1"),
        "{answer}"
    );
    let json: serde_json::Value = serde_json::from_str(&super::as_json(&answer)).unwrap();
    assert_eq!(json[3]["series"], "south, east");
    assert_eq!((json[3]["alarm"].as_i64(), json[3]["note"].as_str()), (Some(1), None));
    check_refused(EARS, "series,t,observed\na,1,2\nb,1,x\n", &["row 3", "not a number"]);
}

#[test]
fn each_series_of_a_long_table_is_told_of_before_it_is_assessed() {
    let table = "series,t,observed\na,1,2\nb,1,2\na,2,3\nc,1,2\n";
    let mut told = Vec::new();
    run_method_while(EARS, table, |at| told.push((at.series, at.of_series))).unwrap();
    assert_eq!(told, [(0, 3), (1, 3), (2, 3)]);
}

#[test]
fn the_page_of_methods_names_every_one_and_each_of_its_settings_has_a_meaning() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/methods.md");
    let page = std::fs::read_to_string(path).unwrap();
    for method in list_methods() {
        assert!(page.contains(&format!("| `{}` |", method.name)), "{} is missing", method.name);
        assert!(method.settings.iter().all(|setting| !setting.meaning.is_empty()));
    }
}

#[test]
fn charts_take_their_means_from_the_settings() {
    let table = "t,observed\n1,4\n2,6\n3,9\n";
    let cusum = r#"{"function":"algo.cusum","range":[2,3],"control":{"m":[4,4],"k":0.5,"h":2}}"#;
    let answer = run_method(cusum, table).unwrap();
    assert_eq!(answer, "t,upperbound,alarm,expected,cusum\n2,9,0,4,0.5\n3,8,1,4,2.5\n");
    let glr = r#"{"function":"algo.glrnb","range":[2,3],"control":{"mu0":[4,4],"ret":"value"}}"#;
    assert!(run_method(glr, table).unwrap().starts_with("t,upperbound,alarm,expected\n2,0.43"));
    for (settings, parts) in [
        (cusum.replace("[4,4]", "[4]"), ["2 periods", "1 means"]),
        (cusum.replace("[4,4]", "\"mean\""), ["control.m", "glm"]),
        (cusum.replace("[4,4]", "0"), ["position 1", "above 0"]),
        (glr.replace("[4,4]", "{\"s\":1}"), ["control.mu0.s", "S, trend and refit"]),
        (glr.replace("\"ret\":\"value\"", "\"change\":\"both\""), ["control.change", "intercept"]),
        (r#"{"function":"algo.rki"}"#.to_owned(), ["needs 109 periods", "has 3"]),
    ] {
        check_refused(&settings, table, &parts);
    }
}
