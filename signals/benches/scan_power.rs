//! How often scans find a rise of some places, and how well they say which.
//!
//! `cargo bench -p signals --bench scan_power [-- COUNTRIES SEED]` prints a row for each rise and scan. All of
//! it is synthetic: 100 places strewn over a square with populations that differ ninefold, eight weeks
//! of Poisson counts, one case a cell on average, and a rise in the last two. The same arguments print
//! the same figures.

#[path = "measuring/asked.rs"]
mod asked;

use asked::numbers;
use signals::{Coordinates, ScanData, ScanSettings, SubsetData, SubsetSettings, scan, subset_scan};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let asked =
        numbers::<u64>("usage: cargo bench -p signals --bench scan_power [-- COUNTRIES SEED]")?;
    let Some(numbers) = asked else { return Ok(()) };
    let countries = numbers.first().copied().unwrap_or(300);
    let seed = numbers.get(1).copied().unwrap_or(4242);
    println!(
        "{countries} countries each, seed {seed}, {REPLICATIONS} replications, p-value up to 0.05\n"
    );
    println!("| rise | times | scan | alarms | found | of its places | of those found |");
    println!("|---|---|---|---|---|---|---|");
    for (shape, factor) in [
        (Shape::None, 1.0),
        (Shape::Circle, 1.5),
        (Shape::Circle, 2.0),
        (Shape::Circle, 3.0),
        (Shape::Strip, 1.5),
        (Shape::Strip, 2.0),
        (Shape::Strip, 3.0),
        (Shape::Everywhere, 1.2),
    ] {
        for way in [Way::Kulldorff, Way::ExpectationBased, Way::Subsets] {
            let mut tally = Tally::default();
            for number in 0..countries {
                let country = Country::new(shape, factor, seed.wrapping_mul(1_000_003) + number);
                tally.add(way.most_likely(&country)?.as_deref(), &country.raised);
            }
            tally.print(shape, factor, way);
        }
    }
    Ok(())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    None,
    /// The eight places nearest to one.
    Circle,
    /// Eight places along a line.
    Strip,
    Everywhere,
}

#[derive(Clone, Copy)]
enum Way {
    Kulldorff,
    ExpectationBased,
    Subsets,
}

/// Synthetic places and cases.
struct Country {
    points: Vec<(f64, f64)>,
    counts: Vec<u32>,
    expected: Vec<f64>,
    raised: Vec<usize>,
    /// Of its replications too, so that no two countries share them.
    seed: u64,
}

impl Country {
    fn new(shape: Shape, factor: f64, seed: u64) -> Self {
        let mut random = Random(seed);
        let points: Vec<(f64, f64)> =
            (0..PLACES).map(|_| (100.0 * random.uniform(), 100.0 * random.uniform())).collect();
        let (x, y) = (20.0 + 60.0 * random.uniform(), 20.0 + 60.0 * random.uniform());
        let mut places: Vec<usize> = (0..PLACES).collect();
        let distance = |place: &usize| match shape {
            Shape::Strip => (points[*place].1 - y).abs(),
            _ => (points[*place].0 - x).hypot(points[*place].1 - y),
        };
        places.sort_by(|one, other| distance(one).total_cmp(&distance(other)));
        places.truncate(match shape {
            Shape::None => 0,
            Shape::Circle | Shape::Strip => 8,
            Shape::Everywhere => PLACES,
        });
        let (mut counts, mut expected) = (Vec::new(), Vec::new());
        for place in 0..PLACES {
            let mean = 0.2 + 1.6 * random.uniform();
            for week in 0..WEEKS {
                let rises = week + 2 >= WEEKS && places.contains(&place);
                expected.push(mean);
                counts.push(random.poisson(if rises { factor * mean } else { mean }));
            }
        }
        places.sort_unstable();
        Self { points, counts, expected, raised: places, seed }
    }
}

impl Way {
    fn name(self) -> &'static str {
        match self {
            Self::Kulldorff => "`scan`, kulldorff",
            Self::ExpectationBased => "`scan`, expectationBasedPoisson",
            Self::Subsets => "`subsetScan`",
        }
    }

    /// Places of the most likely cluster, if it is an alarm.
    fn most_likely(self, country: &Country) -> Result<Option<Vec<usize>>, Failure> {
        let coordinates = Coordinates::Plane(&country.points);
        let (counts, expected) = (&country.counts[..], &country.expected[..]);
        let (p_value, places) = match self {
            Self::Subsets => {
                let settings = SubsetSettings {
                    replications: REPLICATIONS,
                    ..SubsetSettings::neill_2012(WINDOW, 10, country.seed)
                };
                let data =
                    SubsetData { coordinates, subgroups: 1, periods: WEEKS, counts, expected };
                let found = subset_scan(&data, &settings)?.cluster;
                found.map_or((1.0, Vec::new()), |found| (found.p_value, found.regions))
            }
            Self::Kulldorff | Self::ExpectationBased => {
                let usual = match self {
                    Self::Kulldorff => ScanSettings::kulldorff_2001(WINDOW, country.seed),
                    _ => ScanSettings::neill_2005(WINDOW, country.seed),
                };
                let settings =
                    ScanSettings { replications: REPLICATIONS, most_clusters: 1, ..usual };
                let data = ScanData { coordinates, periods: WEEKS, counts, expected };
                let found = scan(&data, &settings)?.clusters.pop();
                found.map_or((1.0, Vec::new()), |found| (found.p_value, found.regions))
            }
        };
        Ok((p_value <= 0.05).then_some(places))
    }
}

/// What was found in many countries.
#[derive(Default)]
struct Tally {
    countries: u32,
    alarms: u32,
    /// Alarms that name a place of the rise.
    found: u32,
    recall: f64,
    precision: f64,
}

impl Tally {
    fn add(&mut self, alarm: Option<&[usize]>, raised: &[usize]) {
        self.countries += 1;
        let Some(places) = alarm else { return };
        self.alarms += 1;
        let common = places.iter().filter(|place| raised.contains(place)).count() as f64;
        if common > 0.0 {
            self.found += 1;
            self.recall += common / raised.len() as f64;
            self.precision += common / places.len() as f64;
        }
    }

    fn print(&self, shape: Shape, factor: f64, way: Way) {
        let rise = match shape {
            Shape::None => "none",
            Shape::Circle => "8 places in a circle",
            Shape::Strip => "8 places along a line",
            Shape::Everywhere => "everywhere",
        };
        let all = f64::from(self.countries);
        let alarms = f64::from(self.alarms) / all;
        let found = f64::from(self.found) / all;
        let error = (alarms * (1.0 - alarms) / all).sqrt();
        let mean = |sum: f64| match self.found {
            0 => String::new(),
            found => format!("{:.2}", sum / f64::from(found)),
        };
        let (recall, precision) = (mean(self.recall), mean(self.precision));
        let way = way.name();
        println!(
            "| {rise} | {factor} | {way} | {alarms:.3} ±{error:.3} | {found:.3} | {recall} | {precision} |"
        );
    }
}

/// Vigna's splitmix64.
struct Random(u64);

impl Random {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// By inversion: the means are small.
    fn poisson(&mut self, mean: f64) -> u32 {
        let (mut left, mut count, mut chance) = (self.uniform(), 0, (-mean).exp());
        while left > chance && count < 1000 {
            left -= chance;
            count += 1;
            chance *= mean / f64::from(count);
        }
        count
    }
}

const PLACES: usize = 100;
const WEEKS: usize = 8;
const WINDOW: usize = 4;
const REPLICATIONS: u32 = 199;
