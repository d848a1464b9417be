//! How fast every method is, and how often it finds simulated outbreaks at one rate of false alarms.
//!
//! `cargo bench -p signals --bench methods [-- SEED SERIES]` prints one table of the methods for counts by
//! week, and one of those for short series. The same arguments print the same figures but for the times.

mod methods {
    pub mod short;
    pub mod weekly;
}

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo adds `--bench`; a test run of all targets asks for nothing to be measured.
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if !arguments.iter().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let numbers: Vec<u64> = arguments
        .iter()
        .filter(|argument| *argument != "--bench")
        .map(|argument| argument.parse())
        .collect::<Result<_, _>>()
        .map_err(|_| "usage: cargo bench -p signals --bench methods [-- SEED SERIES]")?;
    let seed = numbers.first().copied().unwrap_or(REPORTED_SEED);
    methods::weekly::print(seed, numbers.get(1).copied().unwrap_or(REPORTED_SERIES))?;
    methods::short::print(seed)
}

/// Time this process's one thread has run, as Linux counts it.
fn processor_seconds() -> Result<f64, Box<dyn Error>> {
    let schedule = std::fs::read_to_string("/proc/self/schedstat")?;
    let nanoseconds: u64 = schedule.split(' ').next().unwrap_or_default().parse()?;
    Ok(nanoseconds as f64 / 1e9)
}

/// Settings were chosen on other seeds.
const REPORTED_SEED: u64 = 4242;
/// Thirty of each scenario.
const REPORTED_SERIES: u64 = 1260;
