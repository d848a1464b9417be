//! Facts into weekly series, beside DuckDB grouping the same Parquet files.
//!
//! Ours decides which rows count (as of a day, replacements, withdrawals), adds up over places and
//! classes, and fills every series; DuckDB groups what is there. Start-up counts for both.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use super::ingest::{MAPPING, init, text, write_observations};
use super::{answer_of, build_watchfire, new_folder, took};

/// Fills a node with `files` synthetic files and makes every series of it.
pub fn run(files: usize) -> Result<()> {
    let watchfire = build_watchfire()?;
    let folder = new_folder("series")?;
    let measured = measure(files, &watchfire, &folder);
    fs::remove_dir_all(&folder).context("cannot remove the folder of the comparison")?;
    print!("{}", measured?);
    Ok(())
}

fn measure(files: usize, watchfire: &Path, folder: &Path) -> Result<String> {
    let (csv, mapping, node) =
        (folder.join("synthetic.csv"), folder.join("synthetic.toml"), folder.join("node"));
    fs::write(&mapping, MAPPING)?;
    init(watchfire, &node)?;
    for part in 0..files {
        eprintln!("file {} of {files}", part + 1);
        write_observations(&csv, ROWS_IN_FILE, part)?;
        let mut ingest = std::process::Command::new(watchfire);
        ingest.arg("--node").arg(&node).arg("ingest").arg(&csv).arg("--mapping").arg(&mapping);
        answer_of(&mut ingest)?;
    }
    let facts = node.join("facts");
    let peer = took(&["weekly", text(&facts)?])?;
    let as_of = "2026-01-01";
    let ours = took(&[
        "run",
        text(watchfire)?,
        "--node",
        text(&node)?,
        "series",
        "--top",
        "1",
        "--as-of",
        as_of,
    ])?;
    Ok(format!(
        "{} facts in {files} submissions, one in twenty told twice, into weekly series as of {as_of}\n\
         DuckDB {:.2} CPU s, {:.0} MB; ours {:.2} CPU s, {:.0} MB; ratio {:.2}\n",
        files * ROWS_IN_FILE,
        peer.cpu_seconds,
        peer.peak_megabytes,
        ours.cpu_seconds,
        ours.peak_megabytes,
        ours.cpu_seconds / peer.cpu_seconds,
    ))
}

const ROWS_IN_FILE: usize = 1_000_000;
