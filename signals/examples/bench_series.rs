//! Assesses the last year of many weekly series and says how much processor time that took.
//!
//! `bench_series farrington_1996|noufaily_2013 FILE`: one series a line, counts separated by commas,
//! lines with # skipped. Prints one line of alarms (0 or 1) a series, then the processor seconds of
//! this process on standard error. It is a measuring tool, not an interface.

use std::fmt::Write as _;

use signals::{CountSeries, FarringtonSettings, farrington_flexible};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [method, file] = &arguments[..] else {
        return Err("usage: bench_series farrington_1996|noufaily_2013 FILE".into());
    };
    let settings = match method.as_str() {
        "farrington_1996" => FarringtonSettings::farrington_1996(),
        "noufaily_2013" => FarringtonSettings::noufaily_2013(),
        other => return Err(format!("no settings named {other}").into()),
    };
    let text = std::fs::read_to_string(file)?;
    let mut alarms = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let counts = line
            .split(',')
            .map(|cell| cell.trim().parse().map(Some))
            .collect::<Result<Vec<Option<u32>>, _>>()?;
        let series = CountSeries { counts: &counts, dates: None, population: None, frequency: 52 };
        let last_year = counts.len().saturating_sub(52)..counts.len();
        for assessment in farrington_flexible(&series, last_year, &settings)? {
            write!(alarms, "{}", u8::from(assessment.alarm == Some(true)))?;
        }
        alarms.push('\n');
    }
    print!("{alarms}");
    eprintln!("cpu_seconds={}", processor_seconds()?);
    Ok(())
}

/// Time this process's one thread has run, start-up included, as Linux counts it.
fn processor_seconds() -> Result<f64, Box<dyn std::error::Error>> {
    let schedule = std::fs::read_to_string("/proc/self/schedstat")?;
    let nanoseconds: u64 = schedule.split(' ').next().unwrap_or_default().parse()?;
    Ok(nanoseconds as f64 / 1e9)
}
