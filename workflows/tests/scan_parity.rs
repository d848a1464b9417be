//! The command's scans against what other tools printed of public data.

use std::path::Path;

use workflows::run_method::run_method;

/// Rows of a table, cut into cells.
fn rows(table: &str) -> Vec<Vec<String>> {
    table.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

fn golden(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../golden").join(file);
    std::fs::read_to_string(path).expect("a golden file")
}

/// Whether `ours`, rounded as `printed` is, is the same.
fn is_printed_as(ours: &str, printed: &str) -> bool {
    let decimals = printed.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    format!("{:.decimals$}", ours.parse::<f64>().expect("a number")) == printed
}

#[test]
fn clusters_of_leukaemia_are_those_that_satscan_printed() {
    let table = golden("satscan/new_york.csv");
    let plane = table.replace("lat,lon", "x,y");
    let mut compared = 0;
    for (run, table, share) in
        [("plane", &plane, 0.5), ("plane_tenth", &plane, 0.1), ("degrees", &table, 0.5)]
    {
        let settings = format!(r#"{{"function":"scan","control":{{"largestShare":{share}}}}}"#);
        let mut found = rows(&run_method(&settings, table).unwrap());
        if run == "degrees" {
            // DIFFERENCE: it lists the best circle of each centre alone, so not this one.
            assert_eq!(found.remove(4)[3], "265;266;281");
        }
        let printed = rows(&golden("satscan/clusters.csv"));
        for (ours, theirs) in found.iter().zip(printed.iter().filter(|row| row[0] == run)) {
            assert_eq!((&ours[3], &ours[7]), (&theirs[2], &theirs[3]), "{run}");
            // Expected, ratio, relative risk and statistic.
            for (ours, theirs) in ours[8..12].iter().zip(&theirs[4..8]) {
                assert!(is_printed_as(ours, theirs), "{run}: {ours} is not {theirs}");
            }
            let [ours, theirs] = [&ours[12], &theirs[8]].map(|cell| cell.parse::<f64>().unwrap());
            let error = (2.0 * theirs * (1.0 - theirs) / 999.0).sqrt();
            assert!((ours - theirs).abs() < 4.0 * error, "{run}: p-values {ours} and {theirs}");
            compared += 1;
        }
    }
    assert_eq!(compared, 6 + 7 + 6);
    println!("{compared} clusters agree");
}

#[test]
fn the_cluster_of_brain_cancer_is_the_one_that_scanstatistics_printed() {
    let settings = r#"{"function":"scan","control":{"statistic":"expectationBasedPoisson",
        "longestWindow":4,"mostClusters":1,"replications":9999}}"#;
    let found = rows(&run_method(settings, &golden("scanstatistics/new_mexico.csv")).unwrap());
    let [row] = &found[..] else { panic!("{found:?}") };
    assert_eq!(row[3], "losalamos;santafe");
    assert_eq!((row[5].as_str(), row[6].as_str()), ("1986-01-01", "1989-01-01"));
    // Printed of 999 replications: 0.005.
    let p_value: f64 = row[12].parse().unwrap();
    let error = (0.005_f64 * 0.995 / 999.0).sqrt();
    assert!((p_value - 0.005).abs() < 3.0 * error, "{p_value}");
}
