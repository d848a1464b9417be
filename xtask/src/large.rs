//! A node as large as a country's: 50,000 weekly series, 20 million facts, all SYNTHETIC.
//!
//! Answers: is the product as fast there as on the demo's figures. Made once below `target` and kept. Places
//! and substances are those of the vocabulary; every figure is drawn from a stated seed, with waves in the
//! last weeks so that there is something to find.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};

use crate::product::{Product, target_folder};
use crate::steps::{Steps, run as run_command};
use crate::tidy;

/// The program as it is measured, with the large node; what is not there yet is made.
pub fn prepare() -> Result<Product> {
    let node = target_folder()?.join("large-node");
    println!(
        "profile `measured`: a release but for the SQL engine, which only questions in SQL run; it takes most \
         of a release's building time\nnode: {}",
        node.display()
    );
    let product = Product::measured(node.clone())?;
    if node.is_dir() {
        return Ok(product);
    }
    // Half a node is none: it gets its name when all is in it.
    let unfinished = node.with_extension("unfinished");
    if unfinished.exists() {
        fs::remove_dir_all(&unfinished).context("cannot remove what an earlier run left")?;
    }
    fill(&product.on(unfinished.clone()))?;
    fs::rename(&unfinished, &node).context("cannot name the finished node")?;
    Ok(product)
}

fn fill(product: &Product) -> Result<()> {
    let folder = target_folder()?.join("large-csv");
    fs::create_dir_all(&folder)?;
    product.output(&["init"])?;
    let mut steps = Steps::default();
    steps.run("ingest", || ingest(product, &folder));
    steps.run("detect", || {
        // The script prints processor seconds and peak memory.
        let mut detect = Command::new("python3");
        detect.arg(tidy::root().join("xtask/bench/peers.py")).arg("run");
        let asked = product.command(&["detect", "--as-of", AS_OF]);
        detect.arg(asked.get_program()).args(asked.get_args());
        run_command(&mut detect)
    });
    fs::remove_dir_all(&folder).context("cannot remove the files that were sent")?;
    steps.finish()
}

/// Sends every source: all but the last year first, then the last year.
fn ingest(product: &Product, folder: &Path) -> Result<()> {
    for (country, of_country) in COUNTRIES.iter().enumerate() {
        let regions = regions(of_country)?;
        for (indicator, counted) in INDICATORS.iter().enumerate() {
            let source = format!("synthetic-{}-{counted}", of_country.to_lowercase());
            let mapping = folder.join("mapping.toml");
            fs::write(&mapping, mapping_of(&source, of_country, counted))?;
            for weeks in [0..WEEKS - 52, WEEKS - 52..WEEKS] {
                let csv = folder.join("figures.csv");
                let seed = (country * INDICATORS.len() + indicator) as u64;
                write_weeks(&csv, &regions, seed, weeks)?;
                let mut sent = product.command(&["ingest"]);
                sent.arg(&csv).arg("--mapping").arg(&mapping).stdout(Stdio::null());
                run_command(&mut sent)?;
                fs::remove_file(&csv)?;
            }
            eprintln!("{source}");
        }
    }
    Ok(())
}

/// The first small regions of a country.
fn regions(country: &str) -> Result<Vec<String>> {
    let table = tidy::root().join("vocabulary/data/places_nuts.csv");
    let table = fs::read_to_string(table).context("no table of places")?;
    let beginning = format!("nuts:{country}");
    let is_small = |line: &&str| line.starts_with(&beginning) && line.contains(",nuts3,");
    let code = |line: &str| line.split([',', ':']).nth(1).map(ToOwned::to_owned);
    let found: Vec<String> =
        table.lines().filter(is_small).filter_map(code).take(REGIONS).collect();
    ensure!(found.len() == REGIONS, "{country} has {} small regions", found.len());
    Ok(found)
}

/// One row for each week, region and substance.
fn write_weeks(
    path: &PathBuf,
    regions: &[String],
    seed: u64,
    weeks: std::ops::Range<usize>,
) -> Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    writeln!(file, "week,region,drug,count")?;
    let mut draws = Draws(seed << 32 | weeks.start as u64);
    let mut line = String::new();
    for week in weeks {
        let (year, of_year) = (FIRST_YEAR + week / 52, week % 52 + 1);
        for (at, region) in regions.iter().enumerate() {
            for (number, drug) in DRUGS.iter().enumerate() {
                let mut mean = [0.3, 1.0, 2.5, 6.0][(at * 7 + number * 3) % 4];
                let is_wave = (at * DRUGS.len() + number).is_multiple_of(ONE_WAVE_IN);
                if is_wave && week + WEEKS_OF_WAVE >= WEEKS {
                    mean = 3.0 * mean + 3.0;
                }
                line.clear();
                writeln!(line, "{year}-W{of_year:02},{region},{drug},{}", draws.poisson(mean))?;
                file.write_all(line.as_bytes())?;
            }
        }
    }
    Ok(file.flush()?)
}

/// A congruential generator with a stated start: the same figures in every run.
struct Draws(u64);

impl Draws {
    fn uniform(&mut self) -> f64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// By inversion: one draw of the generator for each count.
    fn poisson(&mut self, mean: f64) -> u32 {
        let at = self.uniform();
        let (mut count, mut chance) = (0, (-mean).exp());
        let mut below = chance;
        while below < at && count < 1_000 {
            count += 1;
            chance *= mean / f64::from(count);
            below += chance;
        }
        count
    }
}

fn mapping_of(source: &str, country: &str, indicator: &str) -> String {
    MAPPING.replace("SOURCE", source).replace("COUNTRY", country).replace("INDICATOR", indicator)
}

const COUNTRIES: [&str; 5] = ["DE", "FR", "IT", "ES", "PL"];
const INDICATORS: [&str; 5] = [
    "seizures-number",
    "ed-visits",
    "medical-examiner-deaths",
    "laboratory-identifications",
    "reported-overdose-incidents",
];
const DRUGS: [&str; 32] = [
    "heroin",
    "morphine",
    "codeine",
    "fentanyl",
    "carfentanil",
    "isotonitazene",
    "metonitazene",
    "protonitazene",
    "methadone",
    "buprenorphine",
    "oxycodone",
    "tramadol",
    "cocaine",
    "crack cocaine",
    "amphetamine",
    "methamphetamine",
    "MDMA",
    "mephedrone",
    "alpha-PVP",
    "3-MMC",
    "ketamine",
    "GHB",
    "LSD",
    "xylazine",
    "medetomidine",
    "alprazolam",
    "diazepam",
    "bromazolam",
    "etizolam",
    "pregabalin",
    "gabapentin",
    "THC",
];
const REGIONS: usize = 48;
const FIRST_YEAR: usize = 2015;
const WEEKS: usize = 10 * 52;
const WEEKS_OF_WAVE: usize = 5;
const ONE_WAVE_IN: usize = 41;
const AS_OF: &str = "2025-01-05";

const MAPPING: &str = r#"
source = "SOURCE"
title = "SYNTHETIC: drawn figures, to measure a large node"
licence = "synthetic"
kind = "observation"
coverage = "COUNTRY"
replaces = "same-keys"
absent = "zero"
retention_years = 30
indicator = "INDICATOR"

[handling]
tlp = "TLP:CLEAR"
purposes = ["public-health"]
subjects = "none"

[key]
columns = ["week", "region", "drug"]

[known_at]
days_after_period = 7
because = "synthetic"

[period]
column = "week"
forms = ["iso"]

[place]
columns = ["region"]

[[substance]]
column = "drug"

[[measure]]
column = "count"
unit = "count"
"#;
