//! Builds, checks and demonstrates the project: `cargo xtask COMMAND`.
//!
//! Answers: is the house as the pages say, do all tests pass, what does the product do. It is a tool of
//! the repository and no part of the product; only it may measure how long a step takes.

mod tidy;

use anyhow::{Result, bail};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["tidy"] => tidy::run(),
        _ => bail!("unknown command"),
    }
}
