//! The API against its own `OpenAPI` document, by Schemathesis: what the document says must be so.
//!
//! Answers: does any request that the document allows meet an answer that it does not, and is any that
//! it forbids let through. The requests are the same each time: the seed stands in
//! `server/schemathesis/schemathesis.toml`, beside the rules and their exceptions.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;

use crate::http::Address;
use crate::product::{Product, target_folder};
use crate::steps::run as run_command;
use crate::tidy;

/// Serves a private node with a few real figures and lets Schemathesis ask it.
pub fn run() -> Result<()> {
    let schemathesis = provide()?;
    let product = Product::build("contract-node")?;
    product.output(&["init"])?;
    for table in TABLES {
        let (figures, mapping) = (format!("demo/{table}.csv"), format!("demo/{table}.toml"));
        product.output(&["ingest", &figures, "--mapping", &mapping])?;
    }
    product.output(&["detect", "--since", "2005-01-01"])?;
    let kept = kept(&product)?;
    let server = product.serve(0)?;
    let checked = server.address().and_then(|address| check(schemathesis, &address, &kept));
    server.end()?;
    checked
}

/// Submissions that no request may withdraw: all but one.
fn kept(product: &Product) -> Result<String> {
    let list = product.output(&["submissions", "--format", "json"])?;
    let list: Value = serde_json::from_str(&list).context("the submissions are no JSON")?;
    let ids = list.as_array().into_iter().flatten().filter_map(|entry| entry["id"].as_str());
    let kept: Vec<&str> = ids.skip(1).collect();
    ensure!(kept.len() + 1 == TABLES.len(), "not every table became a submission");
    Ok(kept.join(","))
}

fn check(schemathesis: PathBuf, Address { authority, token }: &Address, kept: &str) -> Result<()> {
    let mut command = Command::new(schemathesis);
    command.current_dir(tidy::root().join(FOLDER));
    command.env("WATCHFIRE_TOKEN", token).env("WATCHFIRE_KEPT", kept);
    // What Python and its libraries keep for themselves stays out of the repository.
    command.env("PYTHONDONTWRITEBYTECODE", "1");
    command.env("HYPOTHESIS_STORAGE_DIRECTORY", target_folder()?.join("schemathesis/hypothesis"));
    command.args(["--config-file", "schemathesis.toml", "run", "--no-color"]);
    command.arg(format!("http://{authority}/api/v1/openapi.json"));
    run_command(&mut command).context(
        "the API is not as its document says; each finding above ends with the request to repeat",
    )
}

/// Schemathesis of the pinned version, in an environment of its own below `target`.
fn provide() -> Result<PathBuf> {
    let requirements = tidy::root().join(FOLDER).join("requirements.txt");
    let pinned = std::fs::read_to_string(&requirements).context("no requirements.txt")?;
    let wanted = pinned.lines().find_map(|line| line.strip_prefix("schemathesis=="));
    let wanted = wanted.context("requirements.txt pins no schemathesis")?;
    let environment = target_folder()?.join("schemathesis");
    let program = environment.join("bin/schemathesis");
    let is_here = || {
        let version = Command::new(&program).arg("--version").output();
        version.is_ok_and(|said| String::from_utf8_lossy(&said.stdout).trim().ends_with(wanted))
    };
    if is_here() {
        return Ok(program);
    }
    eprintln!("Installing Schemathesis {wanted} into {}", environment.display());
    run_command(Command::new("python3").args(["-m", "venv"]).arg(&environment))
        .context("no Python with venv; on Debian: apt-get install python3-venv")?;
    let mut pip = Command::new(environment.join("bin/python"));
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]);
    let installed = run_command(pip.arg(&requirements));
    if installed.is_err() || !is_here() {
        bail!(
            "missing: Schemathesis {wanted} from the Python package index, which cannot be reached or \
             refuses; with a connection: {}/bin/python -m pip install --requirement \
             {FOLDER}/requirements.txt",
            environment.display()
        );
    }
    Ok(program)
}

/// Where the rules are kept.
const FOLDER: &str = "server/schemathesis";

/// Small tables of the demo: years, quarters, counts and weights; rises and falls.
const TABLES: [&str; 3] =
    ["uk_deaths_by_year", "eu_heroin_seizures_by_year", "canada_opioid_deaths_2020_12"];
