//! The pages in a browser: the way of a newcomer, every page for those who cannot see it, and pictures.
//!
//! Answers: does a person find with this interface what the node found. It drives Debian's Chromium over
//! a node of its own with the demo's figures; what is tested stands in `web/tests`.

use std::ffi::OsStr;

use anyhow::{Context as _, Result};

use crate::demo;
use crate::large;
use crate::product::Product;
use crate::tidy;
use crate::web;

/// Runs the browser tests.
pub fn run() -> Result<()> {
    with_node("browse-node", None)
}

/// Draws every page, wide and narrow, light and dark, into `target/screens`.
pub fn draw() -> Result<()> {
    let folder = tidy::root().join("target/screens");
    let only = Only { file: "screens", variable: "WATCHFIRE_SCREENS", value: folder.as_os_str() };
    with_node("screens-node", Some(&only))?;
    println!("{}", folder.display());
    Ok(())
}

/// Prints how long the first view takes, how much script it needs, and how long filtering takes.
pub fn time() -> Result<()> {
    let only = Only { file: "speed", variable: "WATCHFIRE_SPEED", value: OsStr::new("1") };
    with_node("speed-node", Some(&only))
}

/// The same on a node of 50,000 series and 20 million facts.
pub fn time_large() -> Result<()> {
    let only = Only { file: "speed", variable: "WATCHFIRE_SPEED", value: OsStr::new("1") };
    see(&large::prepare()?, Some(&only))
}

/// One file of tests that runs only where a variable is set.
struct Only<'a> {
    file: &'static str,
    variable: &'static str,
    value: &'a OsStr,
}

fn with_node(name: &str, only: Option<&Only<'_>>) -> Result<()> {
    see(&demo::prepare(name)?, only)
}

fn see(product: &Product, only: Option<&Only<'_>>) -> Result<()> {
    let server = product.serve(0)?;
    let seen = server.address().and_then(|address| {
        let mut npm = web::npm(&["run", "--silent", "browse"]);
        npm.env("WATCHFIRE_LINK", format!("http://{}/?token={}", address.authority, address.token));
        product.name_to(&mut npm);
        if let Some(Only { file, variable, value }) = only {
            npm.args(["--", &format!("tests/{file}.browser.ts")]).env(variable, value);
        }
        crate::steps::run(&mut npm).context("the pages are not as `web/tests` says")
    });
    server.end()?;
    seen
}
