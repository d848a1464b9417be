//! CPU seconds of a prospective scan over 1,200 regions and 8 weeks with 999 replications.
//!
//! `cargo bench -p signals --bench scan [-- REGIONS WEEKS REPLICATIONS]` prints one row for each statistic and
//! number of cases. The data are synthetic: regions strewn over a square, with populations that
//! differ tenfold, and one rise. The same arguments print the same figures but for the times.

#[path = "measuring/asked.rs"]
mod asked;
#[path = "measuring/clock.rs"]
mod clock;

use asked::numbers;
use clock::processor_seconds;
use signals::{
    Coordinates, Scan, ScanData, ScanSettings, ScanStatistic, SubsetData, SubsetScan,
    SubsetSettings,
};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let asked = numbers::<u32>(
        "usage: cargo bench -p signals --bench scan [-- REGIONS WEEKS REPLICATIONS]",
    )?;
    let Some(numbers) = asked else { return Ok(()) };
    let regions = numbers.first().copied().unwrap_or(1200) as usize;
    let weeks = numbers.get(1).copied().unwrap_or(8) as usize;
    let replications = numbers.get(2).copied().unwrap_or(999);
    println!(
        "{regions} regions, {weeks} weeks, windows of 1 to {weeks}, {replications} replications\n"
    );
    println!(
        "| statistic | cases | regions found | weeks found | log ratio | p-value | preparing, CPU s | replications, CPU s | in all, CPU s |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    for (name, statistic) in [
        ("Kulldorff", ScanStatistic::KulldorffPoisson),
        ("expectation-based", ScanStatistic::ExpectationBasedPoisson),
    ] {
        for per_cell in [0.1, 1.0, 10.0] {
            let settings = ScanSettings {
                statistic,
                replications,
                ..ScanSettings::kulldorff_2001(weeks, 4242)
            };
            measure(name, &settings, &Country::new(regions, weeks, per_cell))?;
        }
    }
    println!("\nSets of places among the 20 nearest, the same regions and weeks, one subgroup:\n");
    println!("| cases | regions found | weeks found | log ratio | p-value | in all, CPU s |");
    println!("|---|---|---|---|---|---|");
    for per_cell in [0.1, 1.0] {
        let settings =
            SubsetSettings { replications, ..SubsetSettings::neill_2012(weeks, 20, 4242) };
        measure_sets(&settings, &Country::new(regions, weeks, per_cell))?;
    }
    Ok(())
}

/// Synthetic regions and cases.
struct Country {
    points: Vec<(f64, f64)>,
    counts: Vec<u32>,
    expected: Vec<f64>,
}

impl Country {
    fn new(regions: usize, weeks: usize, per_cell: f64) -> Self {
        // Halton's sequence strews points evenly; the third base gives populations.
        let halton = |base: u32, place: usize| {
            let (mut left, mut value, mut digit) = (place as u32 + 1, 0.0, 1.0);
            while left > 0 {
                digit /= f64::from(base);
                value += digit * f64::from(left % base);
                left /= base;
            }
            value
        };
        let points: Vec<_> = (0..regions)
            .map(|place| (100.0 * halton(2, place), 100.0 * halton(3, place)))
            .collect();
        let (mut counts, mut expected) = (Vec::new(), Vec::new());
        for (place, (x, y)) in points.iter().enumerate() {
            let mean = per_cell * (0.2 + 1.6 * halton(5, place));
            let near = (x - 30.0).hypot(y - 60.0) < 6.0;
            for week in 0..weeks {
                let rise =
                    if near && week + 3 >= weeks { 1.0 + 1.2 / per_cell.sqrt() } else { 1.0 };
                let noise = halton(7, place * weeks + week) - 0.5;
                expected.push(mean);
                counts.push((mean * rise + 3.0 * noise * mean.sqrt()).round().max(0.0) as u32);
            }
        }
        Self { points, counts, expected }
    }
}

fn measure(name: &str, settings: &ScanSettings, country: &Country) -> Result<(), Failure> {
    let coordinates = Coordinates::Plane(&country.points);
    let data = ScanData {
        coordinates,
        periods: settings.longest_window,
        counts: &country.counts,
        expected: &country.expected,
    };
    let start = processor_seconds()?;
    let scan = Scan::new(&data, settings)?;
    let prepared = processor_seconds()?;
    let maxima = scan.maxima(0..settings.replications);
    let drawn = processor_seconds()?;
    let found = scan.assess(coordinates, &maxima);
    let end = processor_seconds()?;
    let first = found.clusters.first().ok_or("no cluster")?;
    println!(
        "| {name} | {} | {} | {} | {:.2} | {:.3} | {:.2} | {:.2} | {:.2} |",
        found.total,
        first.regions.len(),
        first.periods.len(),
        first.log_likelihood_ratio,
        first.p_value,
        prepared - start,
        drawn - prepared,
        end - start
    );
    Ok(())
}

fn measure_sets(settings: &SubsetSettings, country: &Country) -> Result<(), Failure> {
    let data = SubsetData {
        coordinates: Coordinates::Plane(&country.points),
        subgroups: 1,
        periods: settings.longest_window,
        counts: &country.counts,
        expected: &country.expected,
    };
    let start = processor_seconds()?;
    let scan = SubsetScan::new(&data, settings)?;
    let found = scan.assess(&scan.maxima(0..settings.replications));
    let end = processor_seconds()?;
    let cluster = found.cluster.ok_or("no cluster")?;
    println!(
        "| {} | {} | {} | {:.2} | {:.3} | {:.2} |",
        country.counts.iter().sum::<u32>(),
        cluster.regions.len(),
        cluster.periods.len(),
        cluster.log_likelihood_ratio,
        cluster.p_value,
        end - start
    );
    Ok(())
}
