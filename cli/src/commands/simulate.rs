//! `watchfire simulate`

use std::path::Path;

use serde_json::json;
use workflows::simulate::europe::{Europe, EuropeSettings, europe_files};
use workflows::simulate::{NOUFAILY_HEADER, noufaily_lines};

use crate::arguments::{EuropeArguments, SimulateCommand};
use crate::failure::{Failure, other};
use crate::output::{Format, Table, print_lines};
use crate::progress::Progress;

/// Prints simulated series, or writes a synthetic Europe as files.
pub fn run(command: SimulateCommand) -> Result<(), Failure> {
    match command {
        SimulateCommand::Noufaily { seed, series } => {
            print_lines(&[NOUFAILY_HEADER.to_owned()])?;
            (0..series).try_for_each(|index| print_lines(&[noufaily_lines(seed, index).join("\n")]))
        }
        SimulateCommand::Europe(arguments) => europe(&arguments),
    }
}

/// Writes the files, and says what to do with them.
fn europe(arguments: &EuropeArguments) -> Result<(), Failure> {
    let EuropeArguments { out, seed, countries, years, scenario } = arguments;
    require_empty(out)?;
    let whole = EuropeSettings::whole(*seed);
    let scenarios = if scenario.is_empty() { whole.scenarios.clone() } else { scenario.clone() };
    let settings =
        EuropeSettings { countries: usize::from(*countries), years: *years, scenarios, ..whole };
    let progress = Progress::on("Drawing a synthetic Europe".to_owned());
    let europe = Europe::draw(settings);
    let mut table = Table::new(&["file", "rows"]);
    for file in europe_files(&europe) {
        let path = out.join(&file.name);
        std::fs::write(&path, &file.text).map_err(|error| {
            Failure::other(format!("{}: cannot write the file: {error}", path.display()))
        })?;
        let is_table = path.extension().is_some_and(|ending| ending == "csv");
        let rows = is_table.then(|| file.text.lines().count() - 1);
        table.push(vec![file.name.into(), json!(rows)]);
    }
    drop(progress);
    table.print(Format::Table)?;
    let of = |text: &str| out.join(text).display().to_string();
    print_lines(&[
        format!("All of it is SYNTHETIC: seed {seed}, up to {}.", europe.last_day()),
        format!(
            "Take in a table under its mapping: watchfire ingest {} --mapping {}",
            of("synthetic-europe-emergency.csv"),
            of("synthetic-europe-emergency.toml")
        ),
        format!(
            "Hold the node against the truth: watchfire backtest --truth {}",
            of("synthetic-europe-truth.csv")
        ),
    ])
}

/// Makes a directory, or takes one that holds nothing.
fn require_empty(directory: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(directory).map_err(|error| {
        Failure::bad_input(format!("{}: cannot make the directory: {error}", directory.display()))
    })?;
    let mut entries = std::fs::read_dir(directory).map_err(other)?;
    if entries.next().is_some() {
        return Err(Failure::bad_input(format!(
            "{} is not empty: name a new directory with --out",
            directory.display()
        )));
    }
    Ok(())
}
