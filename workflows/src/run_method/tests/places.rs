//! Scans of small worked tables, good and bad.

use std::fmt::Write as _;

use super::super::MethodProgress;
use super::{check_refused, run_method, run_method_while};

/// Five towns in a row and eight weeks of four or five cases; the last two have a rise in the last two.
pub(super) fn towns() -> String {
    let mut table = String::from("place,lat,lon,date,observed,expected\n");
    for town in 0..5_i32 {
        let mut day = jiff::civil::date(2024, 1, 1);
        for week in 0..8 {
            let rise = if town >= 3 && week >= 6 { 9 } else { 0 };
            let cases = 4 + (town + week) % 2 + rise;
            writeln!(table, "town {town},51.{town},0.5,{day},{cases},4.5").unwrap();
            day = day.checked_add(jiff::Span::new().days(7)).unwrap();
        }
    }
    table
}

/// Two places and two periods, one cell replaced.
fn with(row: usize, line: &str) -> String {
    let rows = [
        "place,x,y,t,observed,population",
        "north,0,1,1,2,100",
        "north,0,1,2,3,100",
        "south,0,-1,1,2,100",
        "south,0,-1,2,9,100",
    ];
    let rows = (0..).zip(rows).map(|(at, usual)| if at == row { line } else { usual });
    rows.filter(|row| !row.is_empty()).collect::<Vec<_>>().join("\n")
}

fn json(settings: &str, table: &str) -> serde_json::Value {
    let answer = run_method(settings, table).unwrap();
    serde_json::from_str(&super::super::as_json(&answer)).unwrap()
}

const SCAN: &str = r#"{"function":"scan"}"#;

#[test]
fn a_scan_names_the_places_and_weeks_of_a_rise() {
    let rows = json(SCAN, &towns());
    let first = &rows[0];
    assert_eq!(first["places"], serde_json::json!(["town 3", "town 4"]));
    assert_eq!(
        (first["from"].as_str(), first["to"].as_str()),
        (Some("2024-02-12"), Some("2024-02-19"))
    );
    assert_eq!((first["t"].as_i64(), first["rank"].as_i64()), (Some(8), Some(1)));
    assert_eq!((first["observed"].as_i64(), first["alarm"].as_i64()), (Some(54), Some(1)));
    // 216 cases in all; each of 40 cells weighs the same.
    let number = |column: &str| first[column].as_f64().unwrap();
    assert!((number("expected") - 216.0 * 4.0 / 40.0).abs() < 1e-6, "{first}");
    assert!((number("ratio") - 54.0 / 21.6).abs() < 1e-6, "{first}");
    assert!((number("radius") - 11.12).abs() < 0.01, "{first}");
    assert!((number("p_value") - 0.001).abs() < 1e-12, "{first}");
}

#[test]
fn a_scan_counts_against_what_is_expected_where_it_is_told_to() {
    let settings = r#"{"function":"scan","control":{"statistic":"expectationBasedPoisson",
        "longestWindow":2,"mostClusters":1,"replications":99,"seed":5}}"#;
    let rows = json(settings, &towns());
    assert_eq!(rows.as_array().unwrap().len(), 1);
    let first = &rows[0];
    assert_eq!((first["expected"].as_f64(), first["ratio"].as_f64()), (Some(18.0), Some(3.0)));
    let statistic = 54.0 * 3.0_f64.ln() + 18.0 - 54.0;
    assert!((first["statistic"].as_f64().unwrap() - statistic).abs() < 1e-9, "{first}");
    assert_eq!(first["relative_risk"], first["ratio"]);
    let population = towns().replace("expected", "population");
    check_refused(settings, &population, &["no column expected"]);
    assert_eq!(run_method(SCAN, &towns()), run_method(SCAN, &population));
}

#[test]
fn a_scan_is_the_same_whatever_the_number_of_threads_and_order_of_places() {
    let settings = r#"{"function":"scan","control":{"replications":333}}"#;
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let mut told = Vec::new();
            let at = |at: MethodProgress| told.push((at.replications, at.of_replications));
            (run_method_while(settings, &towns(), at).unwrap(), told)
        })
    };
    let (answer, told) = on(1);
    assert_eq!(answer, on(3).0);
    assert_eq!((told[0], told[1], told.last()), ((0, 333), (16, 333), Some(&(320, 333))));
    // By week instead of by town.
    let mut lines: Vec<String> = towns().lines().skip(1).map(str::to_owned).collect();
    lines.sort_by_key(|line| line.split(',').nth(3).map(str::to_owned));
    let by_week = format!("place,lat,lon,date,observed,expected\n{}", lines.join("\n"));
    assert_eq!(answer, run_method(settings, &by_week).unwrap());
}

#[test]
fn a_range_scans_as_of_each_of_its_periods() {
    let settings = r#"{"function":"scan","range":[6,7],"control":{"mostClusters":1}}"#;
    let rows = json(settings, &towns());
    let row = |t: usize| (rows[t]["t"].as_i64(), rows[t]["to"].as_str(), rows[t]["alarm"].as_i64());
    assert_eq!(row(0), (Some(6), Some("2024-02-05"), Some(0)));
    assert_eq!(row(1), (Some(7), Some("2024-02-12"), Some(1)));
    check_refused(r#"{"function":"scan","range":[7,9]}"#, &towns(), &["7 to 9", "1 to 8"]);
    let late = with(1, "north,0,1,1,,").replace("south,0,-1,1,2,100", "south,0,-1,1,,");
    let rows = json(r#"{"function":"scan","range":[1,2]}"#, &late);
    assert_eq!(rows[0]["note"].as_str(), Some("not assessable: nothing is expected in any region"));
    assert_eq!((rows[1]["t"].as_i64(), rows[1]["centre"].as_str()), (Some(2), Some("south")));
    let long = r#"{"function":"scan","control":{"longestWindow":9}}"#;
    check_refused(long, &towns(), &["control.longestWindow", "number of periods"]);
}

#[test]
fn a_subset_scan_names_places_and_subgroups() {
    let mut table = String::from("place,x,y,t,subgroup,observed,expected\n");
    for (place, x) in [("a", 0), ("b", 1), ("c, d", 2)] {
        for (subgroup, cases) in [("old", [5, 5, 4]), ("new", [14, 5, 16])] {
            writeln!(table, "\"{place}\",{x},0,1,{subgroup},{},5", cases[x]).unwrap();
        }
    }
    let rows = json(r#"{"function":"subsetScan"}"#, &table);
    assert_eq!(rows[0]["places"], serde_json::json!(["a", "c, d"]));
    assert_eq!(rows[0]["subgroups"], serde_json::json!(["new"]));
    assert_eq!((rows[0]["observed"].as_i64(), rows[0]["ratio"].as_f64()), (Some(30), Some(3.0)));
    check_refused(SCAN, &table, &["row 3", "a has a second row for 1", "subsetScan"]);
    let calm = table.replace("14,5", "4,5").replace("16,5", "4,5");
    let answer = run_method(r#"{"function":"subsetScan"}"#, &calm).unwrap();
    assert!(
        answer
            .ends_with("1,,,,,,,,,,,,,,no set of places has more cases than were to be expected\n")
    );
    let without = run_method(r#"{"function":"subsetScan"}"#, &towns()).unwrap();
    assert!(without.contains(",town 3;town 4,,2024-02-12,"), "{without}");
}

#[test]
fn a_table_without_a_cluster_says_so() {
    let calm = with(4, "south,0,-1,2,2,100").replace(",3,100", ",2,100");
    let answer = run_method(SCAN, &calm).unwrap();
    let row = answer.lines().nth(1).unwrap();
    assert_eq!(row, "2,,,,,,,,,,,,,,,no circle holds more cases than were to be expected");
    assert_eq!(answer.lines().next().unwrap().matches(',').count(), row.matches(',').count());
}

#[test]
fn a_cell_without_a_report_takes_no_part() {
    let missing = towns().replace("town 0,51.0,0.5,2024-01-01,4,4.5", "town 0,,,2024-01-01,,");
    let rows = json(SCAN, &missing);
    let expected = rows[0]["expected"].as_f64().unwrap();
    assert!((expected - 212.0 * 4.0 / 39.0).abs() < 1e-6, "{expected}");
}

#[test]
fn each_series_of_a_long_table_is_scanned_alone() {
    let mut table = String::from("series,place,x,y,t,observed,expected\n");
    for (series, cases) in [("007", 30), ("8", 5)] {
        for place in 0..4 {
            let cases = if place == 0 { cases } else { 5 };
            writeln!(table, "{series},{place},{place},0,1,{cases},5").unwrap();
        }
    }
    table.push_str("one,here,0,0,1,3,3\n");
    let rows = json(SCAN, &table);
    assert_eq!((rows[0]["series"].as_str(), rows[0]["centre"].as_str()), (Some("007"), Some("0")));
    let note = |row: usize| rows[row]["note"].as_str().unwrap_or_default();
    assert!(note(1).starts_with("no circle holds"), "{rows}");
    assert_eq!(note(2), "not assessable: a scan needs 2 places or more, the table has 1");
}

#[test]
fn bad_tables_of_places_name_row_and_what_to_do() {
    assert!(run_method(SCAN, &with(0, "place,x,y,t,observed,population")).is_ok());
    for (row, line, parts) in [
        (0, "place,x,y,t,count,population", ["no column observed", "count"]),
        (0, "place,x,z,t,observed,population", ["no column y", "x, z"]),
        (0, "place,a,b,t,observed,population", ["no column lat", "a, b"]),
        (0, "place,x,y,week,observed,population", ["no column t", "week"]),
        (0, "place,x,y,t,observed,persons", ["no column population", "persons"]),
        (0, "place,x,y,date,observed,population", ["row 2, column date", "YYYY-MM-DD"]),
        (1, "north,0,,1,2,100", ["row 2, column y", "coordinate"]),
        (1, "north,NaN,1,1,2,100", ["row 2, column x", "\"NaN\" is no coordinate"]),
        (1, "north,0,1e13,1,2,100", ["row 2, column y", "within 1e12"]),
        (2, "north,0,2,2,3,100", ["row 3, column place", "give each place one point"]),
        (3, ",0,-1,1,2,100", ["row 4, column place", "empty"]),
        (3, "so;uth,0,-1,1,2,100", ["row 4, column place", "semicolon"]),
        (3, "south,0,-1,1,-2,100", ["row 4, column observed", "out of range"]),
        (3, "south,0,-1,1,NaN,100", ["row 4, column observed", "not a whole number"]),
        (3, "south,0,-1,1,2,-100", ["row 4, column population", "0 or more"]),
        (3, "south,0,-1,1,2,NaN", ["row 4, column population", "0 or more"]),
        (3, "south,0,-1,1,2,inf", ["row 4, column population", "0 or more"]),
        (3, "south,0,-1,1,2,", ["row 4, column population", "\"\" is not a number"]),
        (3, "south,0,-1,1,2,0", ["row 4, column population", "0, but 2 observed"]),
        (3, "south,0,-1,2,2,100", ["row 5, column t", "second row for 2"]),
        (3, "south,0,-1,3,2,100", ["row 5, column t", "sort the rows"]),
        (3, "south,0,-1,0,2,100", ["row 4, column t", "from 1 without gaps"]),
        (3, "", ["south has no row for 1", "observed 0"]),
        (4, "", ["south has no row for 2", "add it"]),
    ] {
        check_refused(SCAN, &with(row, line), &parts);
    }
    check_refused(
        SCAN,
        &with(1, "north,,,1,2,100").replace("0,1,2", ",,2"),
        &["north has no x and y"],
    );
    check_refused(
        SCAN,
        "place,x,y,t,observed,population\n",
        &["2 places or more, the table has 0"],
    );
    check_refused(SCAN, "", &["no column"]);
    let gap = format!("{}\nnorth,0,1,4,3,100\nsouth,0,-1,4,3,100\n", with(9, ""));
    check_refused(SCAN, &gap, &["no place has a row between 2 and 4"]);
    let late = towns().replace("2024-01-15", "2024-01-16");
    assert!(run_method(SCAN, &late).is_ok());
    let lines: Vec<String> =
        towns().lines().filter(|line| !line.contains("2024-01-15")).map(str::to_owned).collect();
    check_refused(
        SCAN,
        &lines.join("\n"),
        &["no place has a row between 2024-01-08 and 2024-01-22", "every period"],
    );
}

#[test]
fn tables_that_no_scan_can_assess_say_why() {
    let one = with(0, "place,x,y,t,observed,population").replace("south", "north");
    check_refused(SCAN, &one, &["give each place one point"]);
    let alone = "place,lat,lon,t,observed,population\nnorth,0,1,1,2,100\n";
    check_refused(SCAN, alone, &["not assessable", "2 places or more, the table has 1"]);
    let nothing = with(9, "").replace(",2,100", ",0,0").replace(",3,100", ",0,0");
    let nothing = nothing.replace(",9,100", ",0,0");
    check_refused(SCAN, &nothing, &["not assessable: nothing is expected"]);
    let share = r#"{"function":"scan","control":{"largestShare":0.1}}"#;
    check_refused(share, &with(9, ""), &["not assessable", "raise largestShare"]);
    let pole = "place,lat,lon,t,observed,population\na,91,0,1,2,1\nb,0,0,1,2,1\n";
    check_refused(SCAN, pole, &["row 2, column lat", "-90 to 90"]);
    let many = "place,x,y,t,observed,population\na,0,0,1,4000000000,1\nb,1,0,1,2,1\n";
    check_refused(SCAN, many, &["at most 100000000 cases"]);
}

#[test]
fn bad_settings_of_a_scan_name_their_key() {
    for (control, parts) in [
        (
            r#"{"statistic":"bernoulli"}"#,
            ["control.statistic", "kulldorff, expectationBasedPoisson"],
        ),
        (r#"{"alpha":0}"#, ["control.alpha", "above 0"]),
        (r#"{"alpha":0.01,"replications":50}"#, ["control.alpha", "more replications"]),
        (r#"{"replications":0}"#, ["control.replications", "1 to 999999"]),
        (r#"{"largestShare":1.5}"#, ["control.largestShare", "at most 1"]),
        (r#"{"largestRadius":-1}"#, ["control.largestRadius", "0 or more"]),
        (r#"{"longestWindow":0}"#, ["control.longestWindow", "1 to 1024"]),
        (r#"{"seed":1e300}"#, ["control.seed", "whole number"]),
        (r#"{"nearest":3}"#, ["control.nearest", "scan has no such setting"]),
    ] {
        let settings = format!(r#"{{"function":"scan","control":{control}}}"#);
        check_refused(&settings, &towns(), &parts);
    }
    let dated = r#"{"function":"scan","epochAsDate":true}"#;
    check_refused(dated, &with(9, ""), &["no column date"]);
}
