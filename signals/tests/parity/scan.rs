//! Scans of the counties of North Carolina, against a second implementation that weighs every cylinder.

use signals::{Coordinates, ScanData, ScanSettings, ScanStatistic, scan};

use crate::golden::Table;

/// Births and deaths, both periods of a county after each other.
struct Counties {
    names: Vec<String>,
    seats: Vec<(f64, f64)>,
    births: Vec<f64>,
    deaths: Vec<u32>,
}

impl Counties {
    fn read() -> Self {
        let table = Table::parse(include_str!("../../../golden/scan/sids.csv"));
        let numbers = |name: &str| -> Vec<f64> {
            table.column(name).iter().map(|cell| cell.parse().expect("a number")).collect()
        };
        let both = |name: &str| {
            let [first, second] = ["1974", "1979"].map(|year| numbers(&format!("{name}_{year}")));
            first.into_iter().zip(second).flat_map(|(first, second)| [first, second]).collect()
        };
        let deaths: Vec<f64> = both("deaths");
        Self {
            names: table.column("county").iter().map(|name| name.replace(' ', "_")).collect(),
            seats: numbers("east").into_iter().zip(numbers("north")).collect(),
            births: both("births"),
            deaths: deaths.into_iter().map(|count| count as u32).collect(),
        }
    }

    /// Clusters are those of a case of the golden file.
    fn check(&self, case: &str, periods: usize, expected: &[f64], settings: &ScanSettings) {
        let counts: Vec<u32> =
            self.deaths.chunks_exact(2).flat_map(|pair| merge(pair, periods)).collect();
        let data = ScanData {
            coordinates: Coordinates::Plane(&self.seats),
            periods,
            counts: &counts,
            expected,
        };
        let found = scan(&data, settings).expect("the counties can be scanned");
        let golden = Table::parse(include_str!("../../../golden/scan/clusters.csv"));
        let columns = ["case", "window", "counties", "observed", "expected", "log_ratio"]
            .map(|name| golden.column(name));
        let rows: Vec<usize> =
            (0..columns[0].len()).filter(|row| columns[0][*row] == case).collect();
        assert_eq!(rows.len(), 4);
        for (cluster, row) in found.clusters.iter().zip(rows) {
            let [_, window, counties, observed, expected, log_ratio] =
                [0, 1, 2, 3, 4, 5].map(|column: usize| columns[column][row]);
            let mut names: Vec<&str> =
                cluster.regions.iter().map(|region| self.names[*region].as_str()).collect();
            names.sort_unstable();
            assert_eq!(names.join(" "), counties, "{case}");
            assert_eq!(cluster.periods.len().to_string(), window);
            assert_eq!(cluster.observed.to_string(), observed);
            for (ours, golden) in
                [(cluster.expected, expected), (cluster.log_likelihood_ratio, log_ratio)]
            {
                let golden: f64 = golden.parse().expect("a number");
                assert!((ours - golden).abs() < 1e-8, "{case}: {ours} is not {golden}");
            }
        }
    }
}

/// Both periods, or their sum.
fn merge<T: Copy + std::iter::Sum>(pair: &[T], periods: usize) -> Vec<T> {
    if periods == 2 { pair.to_vec() } else { vec![pair.iter().copied().sum()] }
}

#[test]
fn clusters_of_north_carolina_are_those_of_weighing_every_cylinder() {
    let counties = Counties::read();
    let kulldorff = ScanSettings { replications: 99, ..ScanSettings::kulldorff_2001(2, 1) };
    let whole: Vec<f64> = counties.births.chunks_exact(2).flat_map(|pair| merge(pair, 1)).collect();
    counties.check("space", 1, &whole, &ScanSettings { longest_window: 1, ..kulldorff.clone() });
    counties.check("space_time", 2, &counties.births, &kulldorff);
    let tenth = ScanSettings { largest_share: 0.1, ..kulldorff };
    counties.check("tenth", 2, &counties.births, &tenth);
    let first = |cells: &[f64]| cells.iter().step_by(2).sum::<f64>();
    let deaths: Vec<f64> = counties.deaths.iter().copied().map(f64::from).collect();
    let rate = first(&deaths) / first(&counties.births);
    let expected: Vec<f64> = counties.births.iter().map(|births| rate * births).collect();
    let statistic = ScanStatistic::ExpectationBasedPoisson;
    counties.check("expectation", 2, &expected, &ScanSettings { statistic, ..tenth });
}
