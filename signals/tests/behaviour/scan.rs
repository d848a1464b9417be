//! Scans of data no one should send: a stated answer, and no panic.

use proptest::collection::vec;
use proptest::prelude::*;
use signals::{
    Coordinates, ScanAssessment, ScanData, ScanError, ScanSettings, ScanStatistic, SubsetData,
    SubsetSettings, scan, subset_scan,
};

const LINE: [(f64, f64); 3] = [(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)];

fn both(longest_window: usize) -> [ScanSettings; 2] {
    [
        ScanSettings { replications: 39, ..ScanSettings::kulldorff_2001(longest_window, 1) },
        ScanSettings { replications: 39, ..ScanSettings::neill_2005(longest_window, 1) },
    ]
}

fn plane<'a>(points: &'a [(f64, f64)], counts: &'a [u32], expected: &'a [f64]) -> ScanData<'a> {
    let periods = counts.len() / points.len().max(1);
    ScanData { coordinates: Coordinates::Plane(points), periods, counts, expected }
}

#[test]
fn data_that_cannot_be_scanned_are_refused_with_what_to_do() {
    let counts = [1, 2, 3, 4, 5, 6];
    let expected = [2.0; 6];
    for settings in both(2) {
        let said = |data: &ScanData<'_>| scan(data, &settings).unwrap_err().to_string();
        assert_eq!(
            said(&plane(&LINE, &counts, &expected[1..])),
            "expected must have 6 values, one for each region, subgroup and period; it has 5"
        );
        for odd in [f64::NAN, f64::INFINITY, 2e12] {
            let points = [LINE[0], (1.0, odd), LINE[2]];
            assert_eq!(
                said(&plane(&points, &counts, &expected)),
                "region 1 has no place: its coordinates must be within 1e12 of 0"
            );
        }
        let degrees = ScanData {
            coordinates: Coordinates::Degrees(&[LINE[0], LINE[1], (91.0, 0.0)]),
            ..plane(&LINE, &counts, &expected)
        };
        assert!(said(&degrees).starts_with("region 2 has no place"));
        for odd in [f64::NAN, f64::INFINITY, -1.0] {
            assert_eq!(
                said(&plane(&LINE, &counts, &[2.0, 2.0, 2.0, odd, 2.0, 2.0])),
                "expected count of region 1 in period 1 must be finite and 0 or more"
            );
        }
        assert_eq!(
            said(&plane(&LINE, &counts, &[2.0, 2.0, 2.0, 2.0, 0.0, 2.0])),
            "region 2 has cases in period 0 where none are expected: give it a population, or leave it out"
        );
        assert_eq!(
            scan(&plane(&LINE, &[0; 6], &[0.0; 6]), &settings),
            Err(ScanError::NothingExpected)
        );
        assert!(matches!(
            scan(&plane(&LINE, &[u32::MAX; 6], &expected), &settings),
            Err(ScanError::TooManyCases { .. })
        ));
        assert_eq!(scan(&plane(&[], &[], &[]), &settings), Err(ScanError::NoRegion));
        let single = plane(&LINE[..1], &counts[..2], &expected[..2]);
        assert_eq!(scan(&single, &settings), Err(ScanError::NoCircle));
    }
}

#[test]
fn settings_out_of_range_are_refused_by_name() {
    let (counts, expected) = ([1, 2, 3, 4, 5, 6], [2.0; 6]);
    let data = plane(&LINE, &counts, &expected);
    let [good, _] = both(2);
    for (settings, named) in [
        (ScanSettings { longest_window: 0, ..good.clone() }, "longest_window"),
        (ScanSettings { longest_window: 3, ..good.clone() }, "longest_window"),
        (ScanSettings { largest_share: f64::NAN, ..good.clone() }, "largest_share"),
        (ScanSettings { largest_share: 1.1, ..good.clone() }, "largest_share"),
        (ScanSettings { largest_radius: Some(-1.0), ..good.clone() }, "largest_radius"),
        (ScanSettings { replications: 1_000_000, ..good.clone() }, "replications"),
    ] {
        let said = scan(&data, &settings).unwrap_err().to_string();
        assert!(said.starts_with(&format!("setting {named} must be ")), "{said}");
    }
}

#[test]
fn without_cases_or_with_as_many_as_expected_there_is_no_cluster() {
    for settings in both(2) {
        for counts in [[0; 6], [2; 6]] {
            let found = scan(&plane(&LINE, &counts, &[2.0; 6]), &settings).unwrap();
            assert_eq!(found.clusters, []);
        }
    }
}

#[test]
fn one_region_and_regions_at_one_place_are_scanned_whole() {
    for settings in both(1) {
        let settings = ScanSettings { largest_share: 1.0, ..settings };
        let single = scan(&plane(&LINE[..1], &[1, 1, 1, 30], &[5.0; 4]), &settings).unwrap();
        assert_eq!(single.clusters[0].regions, [0]);
        assert!(single.clusters[0].p_value <= 0.025);
        let points = [(7.0, 7.0); 3];
        let same = scan(&plane(&points, &[1, 9, 1, 9, 1, 9], &[3.0; 6]), &settings).unwrap();
        assert_eq!(same.clusters.len(), 1);
        assert_eq!((&same.clusters[0].regions[..], same.clusters[0].radius), (&[0, 1, 2][..], 0.0));
    }
}

#[test]
fn a_population_of_zero_takes_part_without_cases() {
    for settings in both(1) {
        let found = scan(&plane(&LINE, &[0, 9, 1], &[0.0, 4.0, 6.0]), &settings).unwrap();
        assert_eq!(found.clusters[0].observed, 9);
    }
}

#[test]
fn distances_on_the_globe_go_around_it() {
    // Two places on either side of the date line, and one on the other side of the globe.
    let points = [(0.0, 179.9), (0.0, -179.9), (0.0, 0.0)];
    let data = ScanData {
        coordinates: Coordinates::Degrees(&points),
        periods: 1,
        counts: &[12, 12, 6],
        expected: &[6.0, 6.0, 18.0],
    };
    for settings in both(1) {
        let settings = ScanSettings { largest_radius: Some(30.0), ..settings };
        let first = &scan(&data, &settings).unwrap().clusters[0];
        assert_eq!(first.regions, [0, 1]);
        assert!((first.radius - 22.24).abs() < 0.01, "{}", first.radius);
    }
}

#[test]
fn a_rise_everywhere_is_a_cluster_only_of_the_expectation_based_statistic() {
    let points: Vec<_> = (0..10).map(|place| (f64::from(place), 0.0)).collect();
    let counts = [30; 10];
    let expected = [20.0; 10];
    let [kulldorff, neill] =
        both(1).map(|settings| scan(&plane(&points, &counts, &expected), &settings).unwrap());
    assert_eq!(kulldorff.clusters, []);
    assert!(neill.clusters[0].p_value <= 0.025);
}

/// Points, counts and expected counts of the same regions.
fn country() -> impl Strategy<Value = (Vec<(f64, f64)>, Vec<u32>, Vec<f64>)> {
    let coordinate =
        || prop_oneof![60 => (0..6).prop_map(f64::from), 2 => -1e12..1e12, 1 => any::<f64>()];
    let count =
        prop_oneof![80 => Just(0), 160 => 0..30_u32, 1 => Just(9_000_000), 1 => any::<u32>()];
    let expected = prop_oneof![
        300 => 0.5..30.0,
        4 => Just(0.0),
        3 => Just(1e-9),
        1 => prop_oneof![Just(1e-300), Just(1e300), Just(f64::NAN), Just(-1.0)],
    ];
    (1..9_usize, 1..11_usize).prop_flat_map(move |(regions, periods)| {
        (
            vec((coordinate(), coordinate()), regions),
            vec(count.clone(), regions * periods),
            vec(expected.clone(), regions * periods),
        )
    })
}

fn require_sound(found: &ScanAssessment, regions: usize, settings: &ScanSettings) {
    let mut seen = vec![false; regions];
    let mut last = f64::INFINITY;
    for cluster in &found.clusters {
        assert!(cluster.log_likelihood_ratio > 0.0 && cluster.log_likelihood_ratio <= last + 1e-9);
        assert!(cluster.observed as f64 > cluster.expected && cluster.expected > 0.0);
        assert!(cluster.p_value > 0.0 && cluster.p_value <= 1.0);
        assert!(cluster.relative_risk.is_none_or(|risk| risk > 1.0));
        assert!(cluster.periods.len() <= settings.longest_window);
        for region in &cluster.regions {
            assert!(!std::mem::replace(&mut seen[*region], true));
        }
        last = cluster.log_likelihood_ratio;
    }
}

proptest! {
    #[test]
    fn whatever_is_scanned_is_answered((points, counts, expected) in country(), share in 0.1..1.0_f64) {
        let periods = counts.len() / points.len();
        for settings in both(periods) {
            // Millions of cases would be drawn in every replication.
            let replications = if counts.iter().any(|count| *count > 1000) { 0 } else { 9 };
            let settings = ScanSettings { largest_share: share, replications, ..settings };
            if let Ok(found) = scan(&plane(&points, &counts, &expected), &settings) {
                require_sound(&found, points.len(), &settings);
            }
            let subsets = SubsetSettings {
                statistic: settings.statistic,
                replications,
                ..SubsetSettings::neill_2012(periods, 4, 3)
            };
            let data = SubsetData {
                coordinates: Coordinates::Plane(&points),
                subgroups: 1,
                periods,
                counts: &counts,
                expected: &expected,
            };
            if let Ok(found) = subset_scan(&data, &subsets)
                && let Some(cluster) = found.cluster
            {
                prop_assert!(cluster.log_likelihood_ratio > 0.0 && cluster.p_value <= 1.0);
            }
        }
    }

    #[test]
    fn the_order_of_regions_does_not_matter(
        sizes in vec((0..5_u8, 0..5_u8, 0..9_u32, 1.0..9.0_f64), 2..20),
        turn in 0..20_usize,
    ) {
        let most_likely = |sizes: &[(u8, u8, u32, f64)], statistic: ScanStatistic| {
            let points: Vec<_> = sizes.iter().map(|one| (f64::from(one.0), f64::from(one.1))).collect();
            let counts: Vec<_> = sizes.iter().map(|one| one.2).collect();
            let expected: Vec<_> = sizes.iter().map(|one| one.3).collect();
            let settings = ScanSettings { statistic, largest_share: 0.9, replications: 0, ..both(1)[0].clone() };
            let found = scan(&plane(&points, &counts, &expected), &settings);
            found.map(|found| found.clusters.first().map(|cluster| cluster.log_likelihood_ratio))
        };
        let mut turned = sizes.clone();
        turned.rotate_left(turn % sizes.len());
        let expectation_based = ScanStatistic::ExpectationBasedPoisson;
        for statistic in [ScanStatistic::KulldorffPoisson, expectation_based] {
            let (one, other) = (most_likely(&sizes, statistic), most_likely(&turned, statistic));
            match (one, other) {
                (Ok(Some(one)), Ok(Some(other))) => {
                    prop_assert!((one - other).abs() <= 1e-9 * one.max(1.0), "{one} is not {other}");
                }
                (one, other) => prop_assert_eq!(one, other),
            }
        }
    }
}
