//! Worked examples of the methods that no reference tool has, and what bad input gets.

use std::fmt::Write as _;

use super::super::Method;
use super::{check_refused, list_methods, run_method, weeks};

/// A table of `counts`, an empty cell for `None`.
fn table(counts: &[Option<u32>]) -> String {
    let mut table = String::from("t,observed\n");
    for (count, t) in counts.iter().zip(1..) {
        let cell = count.map(|count| count.to_string()).unwrap_or_default();
        writeln!(table, "{t},{cell}").unwrap();
    }
    table
}

/// The cells of the row of period `t`.
fn row(answer: &str, t: usize) -> Vec<&str> {
    let start = format!("{t},");
    let line = answer.lines().find(|line| line.starts_with(&start)).unwrap();
    line.split(',').collect()
}

fn near(cell: &str, expected: f64) -> bool {
    cell.parse::<f64>().is_ok_and(|number| (number - expected).abs() < 1e-9)
}

/// Three years of 4, 5 and 6 cases a week, then what `last` holds.
fn calm_then(last: &[Option<u32>]) -> Vec<Option<u32>> {
    let calm = (0..156_u32).map(|week| Some(4 + week * week % 3));
    calm.chain(last.iter().copied()).collect()
}

#[test]
fn onset_knows_the_level_and_finds_the_first_week_of_an_outbreak() {
    let answer = |settings: &str, last: &[Option<u32>]| {
        run_method(&format!(r#"{{"function":"onset"{settings}}}"#), &table(&calm_then(last)))
            .unwrap()
    };
    let found = answer("", &[Some(5), None, Some(20)]);
    assert_eq!(found.lines().nth(1).and_then(|line| line.split(',').next()), Some("105"));
    let calm = row(&found, 157);
    let expected: f64 = calm[3].parse().unwrap();
    assert!((expected - 4.67).abs() < 0.5 && calm[2] == "0", "{calm:?}");
    assert_eq!(row(&found, 158)[1..].join(","), ",,,,,,,,the count is missing");
    let outbreak = row(&found, 159);
    let p_value: f64 = outbreak[8].parse().unwrap();
    assert!(outbreak[2] == "1" && p_value < 1e-5 && outbreak[9].is_empty(), "{outbreak:?}");
    // The bound is the largest count that is no alarm.
    let bound: u32 = row(&found, 157)[1].parse().unwrap();
    for (count, alarm) in [(bound, "0"), (bound + 1, "1")] {
        assert_eq!(row(&answer("", &[Some(count)]), 157)[2], alarm);
    }
    let of_mode = |mode: &str| {
        let settings = format!(r#","control":{{"mode":"{mode}"}}"#);
        row(&answer(&settings, &[Some(10), Some(10)]), 158)[8].parse::<f64>().unwrap()
    };
    assert!(of_mode("mostDetections") < of_mode("balanced"));
    assert!(of_mode("balanced") < of_mode("earliestWarning"));
}

#[test]
fn onset_says_what_it_lacks() {
    let onset = |control: &str| format!(r#"{{"function":"onset","control":{{{control}}}}}"#);
    let short = run_method(&onset(""), &weeks(30)).unwrap();
    let why = "\"not assessable: needs 97 reported periods of history, has 19\"";
    assert!(short.ends_with(&format!("30,,,,,,,,,{why}\n")), "{short}");
    check_refused(&onset(r#""mode":"fast""#), &weeks(9), &["control.mode", "earliestWarning"]);
    check_refused(&onset(r#""yearsBack":1"#), &weeks(9), &["control.yearsBack", "from 2"]);
    let many = "series,t,observed\na,1,2\nb,1,2\n";
    check_refused(&onset(r#""alpha":2"#), many, &["control.alpha", "between 0 and 1"]);
    check_refused(&onset(r#""pastOutbreaks":1"#), many, &["control.pastOutbreaks", "0.1"]);
    check_refused(&onset(r#""leastYears":20"#), many, &["control.leastYears", "yearsBack"]);
    check_refused(r#"{"function":"onset","freq":365}"#, many, &["freq", "add the counts up"]);
    check_refused(&onset(r#""populationOffset":true"#), &weeks(9), &["no column population"]);
}

#[test]
fn charts_of_given_residuals_are_those_worked_by_hand() {
    let table = "t,residual\n1,1.5\n2,0.2\n3,\n4,-2\n";
    let cusum = r#"{"function":"residualCusum","control":{"residuals":"given","decision":1.5}}"#;
    let answer = run_method(cusum, table).unwrap();
    // k = 1/2: 1.5 - 0.5 = 1; 1 + 0.2 - 0.5 = 0.7; below: 2 - 0.5 = 1.5.
    for (t, statistic) in [(1, 1.0), (2, 0.7), (4, -1.5)] {
        assert!(near(row(&answer, t)[3], statistic), "{answer}");
    }
    assert_eq!(row(&answer, 3)[1..].join(","), ",,,,the residual is missing");
    assert_eq!([row(&answer, 1)[4], row(&answer, 4)[4]], ["", "fall"]);
    let ewma = r#"{"function":"residualEwma","control":{"residuals":"given"}}"#;
    let answer = run_method(ewma, "t,residual\n1,1.7\n2,1.7\n").unwrap();
    // 0.1 * 1.7 * 1.9 over sqrt(0.1 / 1.9 * (1 - 0.9^4))
    let second = 0.323 / (0.1_f64 / 1.9 * (1.0 - 0.6561)).sqrt();
    assert!(near(row(&answer, 1)[3], 1.7) && near(row(&answer, 2)[3], second), "{answer}");
}

#[test]
fn a_drift_too_small_for_one_week_adds_up_in_residuals_of_counts() {
    let counts = calm_then(&[Some(7); 12]);
    for name in ["residualEwma", "residualCusum"] {
        let settings = format!(r#"{{"function":"{name}","range":[140,168]}}"#);
        let answer = run_method(&settings, &table(&counts)).unwrap();
        assert!((140..157).all(|t| row(&answer, t)[4].is_empty()), "{answer}");
        assert!((157..=168).any(|t| row(&answer, t)[4] == "rise"), "{answer}");
    }
    let given = r#"{"function":"residualCusum","control":{"residuals":"given"}}"#;
    check_refused(given, "t,observed\n1,2\n", &["no column residual"]);
    check_refused(given, "t,residual\n1,inf\n", &["row 2", "column residual", "out of range"]);
    let ewma = r#"{"function":"residualEwma","control":{"weight":0}}"#;
    check_refused(ewma, &weeks(300), &["control.weight", "between 0.000001 and 1"]);
    let short = run_method(r#"{"function":"residualEwma"}"#, &weeks(9)).unwrap();
    assert!(short.contains("not assessable: needs 97"), "{short}");
}

#[test]
fn first_seen_tells_the_first_report_and_the_chance_of_spread() {
    let settings = r#"{"function":"firstSeen","control":{"leastHistory":2}}"#;
    let counts = [Some(0), Some(0), Some(1), Some(3), Some(4), None, Some(5), Some(0)];
    let answer = run_method(settings, &table(&counts)).unwrap();
    assert_eq!(row(&answer, 2)[7], "nothing was reported until now");
    assert_eq!(row(&answer, 3).join(","), "3,3,,,,,first,");
    assert_eq!(row(&answer, 6)[6..].join(","), ",the count is missing");
    // R: pgamma(1, 0.5 + 12, rate = 0.5 + 4, lower.tail = FALSE)
    let last = row(&answer, 8);
    assert_eq!((last[2], last[6]), ("12", "spread"));
    assert!(near(last[3], 12.5 / 4.5) && near(last[4], 0.998_596_197_756_504_9), "{last:?}");
    // R: pnbinom(0, 2.5, 3.5 / 4.5, lower.tail = FALSE)
    let slow = [Some(0), Some(0), Some(9), Some(1), None, Some(1), Some(0)];
    let slow = run_method(settings, &table(&slow)).unwrap();
    assert!(near(row(&slow, 7)[5], 0.466_494_591_596_029), "{slow}");
    assert_eq!(row(&slow, 7)[6], "");
}

#[test]
fn a_first_report_without_a_history_is_no_news() {
    let counts = [None, Some(0), Some(4), Some(9), Some(9)];
    let answer = run_method(r#"{"function":"firstSeen"}"#, &table(&counts)).unwrap();
    assert_eq!(row(&answer, 1)[7], "the count is missing");
    for t in 3..=5 {
        assert_eq!(row(&answer, t)[6], "", "{answer}");
    }
    let why = "\"not assessable: needs 52 reported periods before the first case, has 1\"";
    assert_eq!(answer.matches(why).count(), 3, "{answer}");
    let refused = r#"{"function":"firstSeen","control":{"priorShape":0}}"#;
    check_refused(refused, &table(&counts), &["control.priorShape", "above 0"]);
}

#[test]
fn online_change_gives_the_sum_over_all_partitions() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../golden/online_change");
    let read = |file: &str| std::fs::read_to_string(format!("{folder}/{file}")).unwrap();
    let settings = r#"{"function":"onlineChange","control":{"meanRun":20,"recent":3,
        "lowestLevel":0,"highestLevel":10,"leastSpread":0.1,"greatestSpread":2.5,"alarmAbove":0.6}}"#;
    let answer = run_method(settings, &read("series.csv")).unwrap();
    let expected = read("expected.csv");
    assert_eq!(answer.lines().count(), expected.lines().count());
    for t in 1..=11 {
        let (ours, golden) = (row(&answer, t), row(&expected, t));
        for column in 1..4 {
            let agrees = golden[column]
                .parse()
                .map_or(ours[column].is_empty(), |number| near(ours[column], number));
            assert!(agrees, "t {t}: {ours:?} is not {golden:?}");
        }
    }
    assert_eq!(row(&answer, 5)[4..], ["", "the figure is missing"]);
    assert_eq!(row(&answer, 9)[4], "1");
}

#[test]
fn online_change_reads_limits_and_errors_and_refuses_what_is_neither() {
    let settings = r#"{"function":"onlineChange"}"#;
    let of = |rows: &str| format!("t,observed,standard_error,limit_of_quantification\n{rows}");
    let below = run_method(settings, &of("1,3,0.1,1\n2,<,,1\n3,9,,\n")).unwrap();
    // A number below its limit says no more than that.
    assert_eq!(below, run_method(settings, &of("1,3,0.1,1\n2,0.2,0.1,1\n3,9,,\n")).unwrap());
    assert_eq!(
        below,
        run_method(settings, "t,observed,standard_error\n1,3,0.1\n2,<1,\n3,9,\n").unwrap()
    );
    let constant = run_method(settings, "t,observed\n1,5\n2,5\n3,-5\n").unwrap();
    assert_eq!(constant.lines().count(), 4);
    assert!(run_method(settings, "t,observed\n1,\n").unwrap().ends_with("the figure is missing\n"));
    check_refused(settings, &of("1,<,,\n"), &["row 2", "limit_of_quantification", "<0.5"]);
    check_refused(settings, &of("1,2,-1,\n"), &["row 2", "standard_error", "negative"]);
    check_refused(settings, &of("1,NaN,,\n"), &["row 2", "observed", "not a finite number"]);
    check_refused(settings, &of("1,<x,,\n"), &["row 2", "observed", "not a finite number"]);
    let backward = r#"{"function":"onlineChange","control":{"lowestLevel":5,"highestLevel":1}}"#;
    // What follows from the figures of one series does not stop the others.
    let half = r#"{"function":"onlineChange","control":{"lowestLevel":5}}"#;
    let long = run_method(half, "series,t,observed\nlow,1,1\nhigh,1,9\n").unwrap();
    assert!(
        long.contains("low,,,,,,\"onlineChange cannot") && long.contains("\nhigh,1,"),
        "{long}"
    );
    check_refused(backward, &of("1,2,,\n"), &["control.highestLevel", "above lowestLevel"]);
}

#[test]
fn series_without_news_raise_no_alarm_by_any_method_and_hostile_ones_are_answered() {
    let of_series = |method: &Method| method.reads.iter().any(|column| column.name == "t");
    let of_places = |method: &Method| method.reads.iter().any(|column| column.name == "place");
    for method in list_methods().iter().filter(|method| of_series(method) && !of_places(method)) {
        let settings = format!(r#"{{"function":"{}"}}"#, method.name);
        let place = method.answer.iter().position(|column| column.name == "alarm").unwrap();
        for count in [0, 7] {
            // A chart without an expected count above 0 says so.
            let answer = run_method(&settings, &table(&[Some(count); 300]));
            let answer = answer.unwrap_or_else(|error| {
                assert!(count == 0 && error.is_of_the_series(), "{}: {error}", method.name);
                String::new()
            });
            let alarms = answer.lines().skip(1).map(|line| line.split(',').nth(place).unwrap());
            let raised = alarms.filter(|alarm| !["", "0"].contains(alarm)).count();
            assert_eq!(raised, 0, "{} at {count}", method.name);
        }
        let mut huge = vec![Some(3); 300];
        huge[150] = Some(u32::MAX);
        let gaps: Vec<_> = (0..300).map(|week| (week % 3 == 0).then_some(week)).collect();
        for counts in
            [huge, gaps, vec![None; 300], vec![Some(u32::MAX); 300], vec![Some(1)], vec![]]
        {
            let answer = run_method(&settings, &table(&counts));
            let said = answer.unwrap_or_else(|error| error.to_string());
            assert!(!said.is_empty() && !said.contains("NaN"), "{}: {said}", method.name);
        }
    }
}
