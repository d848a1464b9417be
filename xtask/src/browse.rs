//! The pages in a browser: the way of a newcomer, every page for those who cannot see it, and pictures.
//!
//! Answers: does a person find with this interface what the node found. It drives Debian's Chromium over
//! a node of its own with the demo's figures; what is tested stands in `web/tests`.

use std::path::Path;

use anyhow::{Context as _, Result};

use crate::demo;
use crate::tidy;
use crate::web;

/// Runs the browser tests.
pub fn run() -> Result<()> {
    with_node("browse-node", None)
}

/// Draws every page, wide and narrow, light and dark, into `target/screens`.
pub fn draw() -> Result<()> {
    let folder = tidy::root().join("target/screens");
    with_node("screens-node", Some(&folder))?;
    println!("{}", folder.display());
    Ok(())
}

fn with_node(name: &str, screens: Option<&Path>) -> Result<()> {
    let product = demo::prepare(name)?;
    let server = product.serve(0)?;
    let seen = server.address().and_then(|address| {
        let mut npm = web::npm(&["run", "--silent", "browse"]);
        npm.env("WATCHFIRE_LINK", format!("http://{}/?token={}", address.authority, address.token));
        if let Some(folder) = screens {
            npm.args(["--", "tests/screens.browser.ts"]).env("WATCHFIRE_SCREENS", folder);
        }
        crate::steps::run(&mut npm).context("the pages are not as `web/tests` says")
    });
    server.end()?;
    seen
}
