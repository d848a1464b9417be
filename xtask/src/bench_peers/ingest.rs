//! A file into a node, beside DuckDB turning the same CSV into Parquet.
//!
//! Ours parses, validates, normalises, hashes, signs, seals the original, and writes columns that
//! survive a crash; DuckDB guesses the types and writes columns. Start-up counts for both.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result};

use super::{answer_of, build_watchfire, new_folder, took};

/// Takes in one synthetic file of `rows` observations with both, three times each in turn.
pub fn run(rows: usize) -> Result<()> {
    let watchfire = build_watchfire()?;
    let folder = new_folder("ingest")?;
    let measured = measure(rows, &watchfire, &folder);
    fs::remove_dir_all(&folder).context("cannot remove the folder of the comparison")?;
    print!("{}", measured?);
    Ok(())
}

fn measure(rows: usize, watchfire: &Path, folder: &Path) -> Result<String> {
    let csv = folder.join("synthetic.csv");
    write_observations(&csv, rows, 0)?;
    let mapping = folder.join("synthetic.toml");
    fs::write(&mapping, MAPPING)?;
    let bytes = fs::metadata(&csv)?.len();
    let mut table = format!("{rows} synthetic observation rows, {} MB of CSV\n", bytes / 1_000_000);
    writeln!(
        table,
        "{:<8} {:>12} {:>12} {:>8} {:>12} {:>12}",
        "round", "DuckDB CPU s", "ours CPU s", "ratio", "DuckDB MB", "ours MB"
    )?;
    for round in 1..=ROUNDS {
        let parquet = folder.join("peer.parquet");
        let peer = took(&["convert", text(&csv)?, text(&parquet)?])?;
        let node = folder.join(format!("node-{round}"));
        init(watchfire, &node)?;
        let ours = took(&[
            "run",
            text(watchfire)?,
            "--node",
            text(&node)?,
            "ingest",
            text(&csv)?,
            "--mapping",
            text(&mapping)?,
        ])?;
        writeln!(
            table,
            "{round:<8} {:>12.2} {:>12.2} {:>8.2} {:>12.0} {:>12.0}",
            peer.cpu_seconds,
            ours.cpu_seconds,
            ours.cpu_seconds / peer.cpu_seconds,
            peer.peak_megabytes,
            ours.peak_megabytes,
        )?;
    }
    Ok(table)
}

/// Makes a node to measure with.
pub(super) fn init(watchfire: &Path, node: &Path) -> Result<()> {
    let mut init = std::process::Command::new(watchfire);
    answer_of(init.arg("--node").arg(node).arg("init")).map(|_| ())
}

pub(super) fn text(path: &Path) -> Result<&str> {
    path.to_str().context("the path is no text")
}

/// Writes observations by week, country, substance and setting; `part` begins where the one before
/// it ends, but for one row in twenty, which tells the same again.
pub(super) fn write_observations(path: &Path, rows: usize, part: usize) -> Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    writeln!(file, "week,country,substance,setting,count")?;
    let series = PLACES.len() * SUBSTANCES.len() * SETTINGS;
    // A congruential generator with a stated start: the same rows in every run.
    let mut state = 0x5DEE_CE66_D1CE_4E5B_u64 ^ part as u64;
    let overlap = rows / 20 * part;
    for row in 0..rows {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let at = part * rows - overlap + row;
        let (week, which) = (at / series, at % series);
        let place = PLACES[which / (SUBSTANCES.len() * SETTINGS)];
        let substance = SUBSTANCES[which / SETTINGS % SUBSTANCES.len()];
        // Early enough that twenty million rows end before today.
        let (year, week) = (1650 + week / 52, week % 52 + 1);
        let count = (state >> 33) % 23;
        writeln!(file, "{year}-W{week:02},{place},{substance},site {},{count}", which % SETTINGS)?;
    }
    Ok(file.flush()?)
}

const ROUNDS: usize = 3;

const PLACES: [&str; 27] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT",
    "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];
const SUBSTANCES: [&str; 10] = [
    "heroin",
    "fentanyl",
    "cocaine",
    "isotonitazene",
    "methadone",
    "xylazine",
    "MDMA",
    "amphetamine",
    "oxycodone",
    "tramadol",
];
const SETTINGS: usize = 4;

/// How the synthetic rows are read. Each setting is a row of its own and adds to the country.
pub(super) const MAPPING: &str = r#"
source = "synthetic-benchmark"
title = "Synthetic observations for measuring"
licence = "synthetic"
kind = "observation"
coverage = "world"
replaces = "same-keys"
absent = "zero"
retention_years = 1
indicator = "seizures-number"

[handling]
tlp = "TLP:CLEAR"
purposes = ["public-health"]
subjects = "none"

[key]
columns = ["week", "country", "substance", "setting"]

[known_at]
days_after_period = 7
because = "synthetic"

[period]
column = "week"
forms = ["iso"]

[place]
columns = ["country"]
kind = "country"

[[substance]]
column = "substance"

[[measure]]
column = "count"
unit = "count"
"#;
