//! Our detector and R surveillance side by side: the same synthetic series, the same machine, one run.
//!
//! Answers: do both raise the same alarms, and what does each cost in processor time. It measures
//! Farrington's and the EARS detectors, single-threaded; R's start-up and loading are not counted, ours are.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};

use super::{answer_of, root};

/// Weeks of each series that are assessed.
const EVALUATED_WEEKS: usize = 52;
const METHODS: [&str; 5] = ["farrington_1996", "noufaily_2013", "ears_c1", "ears_c2", "ears_c3"];

/// Simulates `series` weekly series, assesses the last year of each with both, prints what each took.
pub fn run(series: usize) -> Result<()> {
    ensure!(series > 0, "give at least one series");
    require_peer()?;
    let root = root();
    let ours = build_ours(&root)?;
    let script = root.join("xtask/bench/peers.R");
    let folder = std::env::temp_dir().join(format!("watchfire-bench-{}", std::process::id()));
    fs::create_dir_all(&folder).context("cannot make a folder for the series")?;
    let measured = measure(series, &ours, &script, &folder.join("synthetic_series.csv"));
    fs::remove_dir_all(&folder).context("cannot remove the folder of the series")?;
    for line in measured? {
        println!("{line}");
    }
    Ok(())
}

/// One program's alarms and processor seconds.
#[derive(Debug)]
struct Outcome {
    alarms: String,
    seconds: f64,
}

fn measure(series: usize, ours: &Path, script: &Path, file: &Path) -> Result<Vec<String>> {
    let mut simulate = Command::new("Rscript");
    simulate.arg(script).args(["simulate", &series.to_string()]).arg(file);
    answer_of(&mut simulate)?;
    let weeks = series * EVALUATED_WEEKS;
    let mut lines = vec![
        format!("{series} synthetic weekly series, the last {EVALUATED_WEEKS} weeks of each"),
        format!(
            "{:<16} {:>12} {:>12} {:>14} {:>14} {:>8} {:>8}",
            "settings", "R CPU s", "ours CPU s", "R us a week", "ours us a week", "ratio", "alarms"
        ),
    ];
    for method in METHODS {
        eprintln!("{method}: R surveillance (at most 15 ms a week, {weeks} weeks)");
        let peer = assess(Command::new("Rscript").arg(script).args(["assess", method]).arg(file))?;
        let own = assess(Command::new(ours).arg(method).arg(file))?;
        require_same_alarms(method, &peer, &own)?;
        let each = |outcome: &Outcome| outcome.seconds * 1e6 / weeks as f64;
        lines.push(format!(
            "{method:<16} {:>12.3} {:>12.3} {:>14.1} {:>14.1} {:>8.0} {:>8}",
            peer.seconds,
            own.seconds,
            each(&peer),
            each(&own),
            peer.seconds / own.seconds,
            own.alarms.matches('1').count(),
        ));
    }
    lines.push("Both raised the same alarms, week by week.".to_owned());
    Ok(lines)
}

fn assess(command: &mut Command) -> Result<Outcome> {
    let (alarms, report) = answer_of(command)?;
    let seconds = report.lines().find_map(|line| line.strip_prefix("cpu_seconds="));
    let seconds = seconds.context("no line cpu_seconds= on standard error")?;
    let seconds = seconds.trim().parse().context("cpu_seconds is no number")?;
    Ok(Outcome { alarms, seconds })
}

fn require_same_alarms(method: &str, peer: &Outcome, own: &Outcome) -> Result<()> {
    ensure!(
        peer.alarms.lines().count() == own.alarms.lines().count(),
        "{method}: R and ours assessed different numbers of series"
    );
    for (series, (theirs, ours)) in peer.alarms.lines().zip(own.alarms.lines()).enumerate() {
        if theirs != ours {
            bail!("{method}, series {}: alarms differ\n  R    {theirs}\n  ours {ours}", series + 1);
        }
    }
    Ok(())
}

fn require_peer() -> Result<()> {
    let probe = Command::new("Rscript").args(["-e", "library(surveillance)"]).output();
    if probe.is_ok_and(|output| output.status.success()) {
        return Ok(());
    }
    bail!(
        "R with the package surveillance is missing; on Debian: apt-get install \
         --no-install-recommends r-base-core r-cran-surveillance"
    )
}

/// Builds the example that stands for our side, and says where it is.
fn build_ours(root: &Path) -> Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let example = ["--package", "signals", "--example", "bench_series"];
    let mut build = Command::new(cargo);
    build.current_dir(root).args(["build", "--release", "--message-format", "json"]).args(example);
    let (messages, _) = answer_of(&mut build)?;
    let mut built = messages.lines().filter_map(|line| {
        let message: serde_json::Value = serde_json::from_str(line).ok()?;
        let is_example = message["target"]["name"] == "bench_series";
        is_example.then(|| message["executable"].as_str().map(PathBuf::from))?
    });
    built.next_back().context("cargo built no example bench_series")
}
