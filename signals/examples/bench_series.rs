//! Assesses the last year of many weekly series and says how much processor time that took.
//!
//! `bench_series farrington_1996|noufaily_2013|ears_c1|ears_c2|ears_c3 FILE`: one series a line, counts separated by commas,
//! lines with # skipped. Prints one line of alarms (0 or 1) a series, then on standard error the processor
//! seconds of one pass over all series, the mean of twenty, reading left out as it is for the peer. It
//! is a measuring tool, not an interface.

use signals::{CountSeries, EarsSettings, FarringtonSettings, ears, farrington_flexible};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [method, file] = &arguments[..] else {
        return Err("usage: bench_series METHOD FILE; the methods are in the source".into());
    };
    let settings = match method.as_str() {
        "farrington_1996" => Settings::Farrington(FarringtonSettings::farrington_1996()),
        "noufaily_2013" => Settings::Farrington(FarringtonSettings::noufaily_2013()),
        "ears_c1" => Settings::Ears(EarsSettings::c1()),
        "ears_c2" => Settings::Ears(EarsSettings::c2()),
        "ears_c3" => Settings::Ears(EarsSettings::c3()),
        other => return Err(format!("no settings named {other}").into()),
    };
    let text = std::fs::read_to_string(file)?;
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let read = |line: &str| line.split(',').map(|cell| cell.trim().parse().map(Some)).collect();
    let all: Vec<Vec<Option<u32>>> = lines.map(read).collect::<Result<_, _>>()?;
    let before = processor_seconds()?;
    let mut alarms = String::new();
    for _ in 0..PASSES {
        alarms = alarms_of(&all, &settings)?;
    }
    let spent = processor_seconds()? - before;
    print!("{alarms}");
    eprintln!("cpu_seconds={}", spent / f64::from(PASSES));
    Ok(())
}

/// A line of alarms for each series, each week 0 or 1.
fn alarms_of(
    all: &[Vec<Option<u32>>],
    settings: &Settings,
) -> Result<String, Box<dyn std::error::Error>> {
    let mut alarms = String::new();
    for counts in all {
        let last_year = counts.len().saturating_sub(52)..counts.len();
        let series = CountSeries { counts, dates: None, population: None, frequency: 52 };
        let verdicts: Vec<Option<bool>> = match settings {
            Settings::Farrington(settings) => {
                let weeks = farrington_flexible(&series, last_year, settings)?;
                weeks.into_iter().map(|week| week.alarm).collect()
            }
            Settings::Ears(settings) => {
                ears(counts, last_year, settings)?.into_iter().map(|week| week.alarm).collect()
            }
        };
        for alarm in verdicts {
            alarms.push(if alarm == Some(true) { '1' } else { '0' });
        }
        alarms.push('\n');
    }
    Ok(alarms)
}

enum Settings {
    Farrington(FarringtonSettings),
    Ears(EarsSettings),
}

/// Time this process's one thread has run, as Linux counts it.
fn processor_seconds() -> Result<f64, Box<dyn std::error::Error>> {
    let schedule = std::fs::read_to_string("/proc/self/schedstat")?;
    let nanoseconds: u64 = schedule.split(' ').next().unwrap_or_default().parse()?;
    Ok(nanoseconds as f64 / 1e9)
}

const PASSES: u32 = 20;
