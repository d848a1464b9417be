//! Every cylinder weighed one by one, as the definition says, against what the scan finds.

use std::collections::BTreeSet;

use super::*;
use crate::simulate::random::Random;

/// A small country whose places and cases come from a seed; synthetic.
struct Country {
    points: Vec<(f64, f64)>,
    periods: usize,
    counts: Vec<u32>,
    expected: Vec<f64>,
}

impl Country {
    fn new(seed: u64, regions: usize, periods: usize, mean: f64) -> Self {
        let mut random = Random::new(seed, 0);
        // A coarse grid has places that are equally far, and places twice.
        let mut place = |end| f64::from(random.below(end));
        let points: Vec<_> = (0..regions).map(|_| (place(9), place(9))).collect();
        let (mut counts, mut expected) = (Vec::new(), Vec::new());
        for (region, point) in points.iter().enumerate() {
            let size = mean * (0.2 + random.uniform()) * f64::from(region % 7 != 5);
            for period in 0..periods {
                let near = point.0 < 3.0 && point.1 < 4.0 && period + 2 >= periods;
                counts.push(random.poisson(size * if near { 1.6 } else { 1.0 }));
                expected.push(size);
            }
        }
        Self { points, periods, counts, expected }
    }

    fn data(&self) -> ScanData<'_> {
        ScanData {
            coordinates: Coordinates::Plane(&self.points),
            periods: self.periods,
            counts: &self.counts,
            expected: &self.expected,
        }
    }

    /// All circles: distinct sets of regions, and every region's expected count.
    fn circles(&self, settings: &ScanSettings) -> BTreeSet<Vec<usize>> {
        let weight: Vec<f64> =
            self.expected.chunks(self.periods).map(|cells| cells.iter().sum()).collect();
        let total: f64 = weight.iter().sum();
        let mut circles = BTreeSet::new();
        for (x, y) in &self.points {
            let square = |region: usize| {
                (self.points[region].0 - x).powi(2) + (self.points[region].1 - y).powi(2)
            };
            for rim in 0..self.points.len() {
                let inside: Vec<usize> = (0..self.points.len())
                    .filter(|region| square(*region) <= square(rim))
                    .collect();
                let share = inside.iter().map(|region| weight[*region]).sum::<f64>() / total;
                let near =
                    settings.largest_radius.is_none_or(|radius| square(rim).sqrt() <= radius);
                if share <= settings.largest_share && near {
                    circles.insert(inside);
                }
            }
        }
        circles
    }

    /// Largest ratio of all circles that share no region with those `taken`.
    fn best(&self, settings: &ScanSettings, taken: &[usize]) -> (f64, Vec<usize>, usize) {
        let mut best = (0.0, Vec::new(), 0);
        let total: f64 = self.counts.iter().copied().map(f64::from).sum();
        let scale = match settings.statistic {
            ScanStatistic::KulldorffPoisson => total / self.expected.iter().sum::<f64>(),
            ScanStatistic::ExpectationBasedPoisson => 1.0,
        };
        for circle in self.circles(settings) {
            if circle.iter().any(|region| taken.contains(region)) {
                continue;
            }
            for window in 1..=settings.longest_window {
                let (mut c, mut b) = (0.0, 0.0);
                for region in &circle {
                    for period in self.periods - window..self.periods {
                        c += f64::from(self.counts[region * self.periods + period]);
                        b += scale * self.expected[region * self.periods + period];
                    }
                }
                let ratio = definition(settings.statistic, c, b, total);
                if ratio > best.0 + 1e-9 {
                    best = (ratio, circle.clone(), window);
                }
            }
        }
        best
    }
}

/// The likelihood ratio as the papers write it.
fn definition(statistic: ScanStatistic, c: f64, b: f64, total: f64) -> f64 {
    let term = |count: f64, mean: f64| if count > 0.0 { count * (count / mean).ln() } else { 0.0 };
    match statistic {
        _ if c <= b => 0.0,
        ScanStatistic::KulldorffPoisson => term(c, b) + term(total - c, total - b),
        ScanStatistic::ExpectationBasedPoisson => term(c, b) + b - c,
    }
}

fn both(longest_window: usize) -> [ScanSettings; 2] {
    [
        ScanSettings { replications: 19, ..ScanSettings::kulldorff_2001(longest_window, 11) },
        ScanSettings { replications: 19, ..ScanSettings::neill_2005(longest_window, 11) },
    ]
}

#[test]
fn clusters_are_those_of_weighing_every_cylinder() {
    for (seed, regions, periods, window, mean) in
        [(1, 40, 9, 3, 2.0), (2, 25, 12, 12, 0.1), (3, 60, 4, 1, 300.0), (4, 12, 20, 17, 9.0)]
    {
        let country = Country::new(seed, regions, periods, mean);
        for settings in both(window) {
            for (share, radius) in [(0.5, None), (0.2, Some(2.0)), (1.0, Some(4.5))] {
                let settings = ScanSettings {
                    largest_share: share,
                    largest_radius: radius,
                    ..settings.clone()
                };
                let found = scan(&country.data(), &settings).unwrap();
                let mut taken = Vec::new();
                for cluster in &found.clusters {
                    let (ratio, ..) = country.best(&settings, &taken);
                    let own = cluster.log_likelihood_ratio;
                    assert!((own - ratio).abs() < 1e-7 * (1.0 + ratio), "{own} is not {ratio}");
                    require_consistent(&country, &settings, cluster);
                    taken.extend(&cluster.regions);
                }
                if found.clusters.len() < settings.most_clusters {
                    assert!(country.best(&settings, &taken).0 < 1e-6);
                }
            }
        }
    }
}

/// A cluster's numbers are those of its regions and periods.
fn require_consistent(country: &Country, settings: &ScanSettings, cluster: &ScanCluster) {
    assert!(country.circles(settings).contains(&cluster.regions));
    assert_eq!(cluster.periods.end, country.periods);
    let cells = |region: &usize| {
        let start = region * country.periods;
        start + cluster.periods.start..start + cluster.periods.end
    };
    let observed: u32 =
        cluster.regions.iter().flat_map(cells).map(|cell| country.counts[cell]).sum();
    assert_eq!(cluster.observed, u64::from(observed));
    let total: f64 = country.counts.iter().copied().map(f64::from).sum();
    let own = definition(settings.statistic, f64::from(observed), cluster.expected, total);
    assert!((own - cluster.log_likelihood_ratio).abs() < 1e-7 * (1.0 + own));
}

#[test]
fn replications_are_searched_as_by_weighing_every_cylinder() {
    for (seed, mean) in [(5, 0.05), (6, 1.0), (7, 40.0)] {
        let mut country = Country::new(seed, 30, 6, mean);
        for settings in both(6) {
            let scan = Scan::new(&country.data(), &settings).unwrap();
            let maxima = scan.maxima(0..8);
            for (replication, maximum) in (0..8).zip(maxima) {
                country.counts = scan.drawn_counts(replication);
                // The total stays, so that Kulldorff's expected counts do.
                let (ratio, ..) = country.best(&settings, &[]);
                assert!((maximum - ratio).abs() < 1e-7 * (1.0 + ratio), "{maximum} is not {ratio}");
            }
            country = Country::new(seed, 30, 6, mean);
        }
    }
}

#[test]
fn ranges_of_replications_are_parts_of_the_whole() {
    let country = Country::new(8, 50, 8, 1.0);
    for settings in both(8) {
        let scan = Scan::new(&country.data(), &settings).unwrap();
        let whole = scan.maxima(0..19);
        for part in [7..19, 0..3, 3..7] {
            assert_eq!(scan.maxima(part.clone()), whole[part.start as usize..part.end as usize]);
        }
        let other = ScanSettings { seed: 12, ..settings };
        assert_ne!(whole, Scan::new(&country.data(), &other).unwrap().maxima(0..19));
    }
}

#[test]
fn p_values_are_uniform_without_clusters() {
    for settings in both(3) {
        let mut p_values = Vec::new();
        for seed in 0..300 {
            let mut random = Random::new(77, seed);
            let points: Vec<_> =
                (0..25).map(|place| (f64::from(place % 5), f64::from(place / 5))).collect();
            let expected = vec![3.0; 100];
            let counts: Vec<u32> = expected.iter().map(|mean| random.poisson(*mean)).collect();
            let data = ScanData {
                coordinates: Coordinates::Plane(&points),
                periods: 4,
                counts: &counts,
                expected: &expected,
            };
            let settings =
                ScanSettings { replications: 99, most_clusters: 1, seed, ..settings.clone() };
            let found = scan(&data, &settings).unwrap();
            p_values.push(found.clusters.first().map_or(1.0, |cluster| cluster.p_value));
        }
        assert_uniform(p_values, settings.statistic);
    }
}

fn assert_uniform(mut p_values: Vec<f64>, statistic: ScanStatistic) {
    p_values.sort_by(f64::total_cmp);
    let count = p_values.len() as f64;
    let distance = p_values.iter().enumerate().fold(0.0_f64, |largest, (place, p_value)| {
        largest.max((p_value - (place as f64 + 0.5) / count).abs())
    });
    // One sample in a thousand lies farther.
    assert!(distance < 1.95 / count.sqrt(), "{statistic:?}: {distance}");
}

/// Best of all sets of near regions and subgroups, each weighed.
fn best_set(country: &Country, subgroups: usize, settings: &SubsetSettings) -> f64 {
    let (points, periods) = (&country.points, country.periods);
    let total: f64 = country.counts.iter().copied().map(f64::from).sum();
    let scale = match settings.statistic {
        ScanStatistic::KulldorffPoisson => total / country.expected.iter().sum::<f64>(),
        ScanStatistic::ExpectationBasedPoisson => 1.0,
    };
    let mut best = 0.0_f64;
    for (x, y) in points {
        let square =
            |region: usize| (points[region].0 - x).powi(2) + (points[region].1 - y).powi(2);
        let mut near: Vec<usize> = (0..points.len()).collect();
        near.sort_by(|one, other| square(*one).total_cmp(&square(*other)));
        near.truncate(settings.nearest);
        near.retain(|region| {
            settings.largest_radius.is_none_or(|radius| square(*region).sqrt() <= radius)
        });
        for (regions, groups) in (0..1_usize << near.len())
            .flat_map(|set| (1..1_usize << subgroups).map(move |one| (set, one)))
        {
            for window in 1..=settings.longest_window {
                let (mut c, mut b) = (0.0, 0.0);
                for (place, region) in near.iter().enumerate() {
                    for group in 0..subgroups {
                        if regions >> place & 1 == 1 && groups >> group & 1 == 1 {
                            let row = (region * subgroups + group) * periods;
                            for cell in row + periods - window..row + periods {
                                c += f64::from(country.counts[cell]);
                                b += scale * country.expected[cell];
                            }
                        }
                    }
                }
                best = best.max(definition(settings.statistic, c, b, total));
            }
        }
    }
    best
}

/// Regions with subgroups, each a row of a country of its own.
fn with_subgroups(seed: u64, regions: usize, subgroups: usize, mean: f64) -> Country {
    let rows = Country::new(seed, regions * subgroups, 3, mean);
    Country { points: rows.points.iter().step_by(subgroups).copied().collect(), ..rows }
}

fn subset_data(country: &Country, subgroups: usize) -> SubsetData<'_> {
    SubsetData {
        coordinates: Coordinates::Plane(&country.points),
        subgroups,
        periods: country.periods,
        counts: &country.counts,
        expected: &country.expected,
    }
}

fn both_subsets(nearest: usize) -> [SubsetSettings; 2] {
    let settings = SubsetSettings { replications: 19, ..SubsetSettings::neill_2012(2, nearest, 5) };
    [SubsetSettings { statistic: ScanStatistic::KulldorffPoisson, ..settings.clone() }, settings]
}

#[test]
fn sets_are_as_likely_as_the_best_of_all_sets() {
    for (seed, regions, subgroups, nearest, radius, mean) in [
        (21, 9, 1, 9, None, 3.0),
        (22, 8, 3, 6, None, 0.4),
        (23, 12, 2, 7, Some(3.0), 30.0),
        (24, 5, 4, 5, None, 1.0),
    ] {
        let country = with_subgroups(seed, regions, subgroups, mean);
        for settings in both_subsets(nearest) {
            let settings = SubsetSettings { largest_radius: radius, ..settings };
            let found = subset_scan(&subset_data(&country, subgroups), &settings).unwrap();
            assert!(found.exhaustive);
            let cluster = found.cluster.unwrap();
            let (own, best) =
                (cluster.log_likelihood_ratio, best_set(&country, subgroups, &settings));
            assert!((own - best).abs() < 1e-7 * (1.0 + best), "{own} is not {best}");
            let mut observed = 0;
            for region in &cluster.regions {
                for subgroup in &cluster.subgroups {
                    let row = (region * subgroups + subgroup) * country.periods;
                    let window = row + cluster.periods.start..row + cluster.periods.end;
                    observed += country.counts[window].iter().sum::<u32>();
                }
            }
            assert_eq!(cluster.observed, u64::from(observed));
        }
    }
}

#[test]
fn with_many_subgroups_a_clear_rise_is_found_in_turns() {
    let points: Vec<_> = (0..6).map(|place| (f64::from(place), 0.0)).collect();
    let expected = vec![4.0; 6 * 10];
    let mut counts = vec![4_u32; 6 * 10];
    for (region, subgroup) in [(1, 2), (1, 7), (4, 2), (4, 7)] {
        counts[region * 10 + subgroup] = 15;
    }
    let country = Country { points, periods: 1, counts, expected };
    for settings in both_subsets(6) {
        let settings = SubsetSettings { longest_window: 1, ..settings };
        let found = subset_scan(&subset_data(&country, 10), &settings).unwrap();
        let cluster = found.cluster.unwrap();
        assert!(!found.exhaustive && cluster.p_value <= 0.05);
        assert_eq!((cluster.regions, cluster.subgroups), (vec![1, 4], vec![2, 7]));
    }
}

#[test]
fn p_values_of_sets_are_uniform_without_clusters() {
    let points: Vec<_> = (0..9).map(|place| (f64::from(place % 3), f64::from(place / 3))).collect();
    for settings in both_subsets(5) {
        let mut p_values = Vec::new();
        for seed in 0..300 {
            let mut random = Random::new(78, seed);
            let expected = vec![3.0; 54];
            let counts = expected.iter().map(|mean| random.poisson(*mean)).collect();
            let country = Country { points: points.clone(), periods: 3, counts, expected };
            let settings = SubsetSettings { replications: 99, seed, ..settings.clone() };
            let found = subset_scan(&subset_data(&country, 2), &settings).unwrap();
            p_values.push(found.cluster.map_or(1.0, |cluster| cluster.p_value));
        }
        assert_uniform(p_values, settings.statistic);
    }
}
