//! Licences and sources of everything that is linked into the product.
//!
//! Answers: may each package of the dependency tree be used in a work under EUPL-1.2, and does it come
//! from the public registry? It does not know about known defects of packages: cargo-deny does.

use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::house::{Violation, run_metadata};

/// Reads the dependency tree of this platform; may download what was never built here.
pub fn check(root: &Path, host: &str) -> Result<Vec<Violation>> {
    let metadata = run_metadata(root, &["--locked", "--filter-platform", host])?;
    let packages = metadata["packages"].as_array().context("cargo metadata names no packages")?;
    Ok(packages.iter().flat_map(check_package).collect())
}

fn check_package(package: &Value) -> Vec<Violation> {
    let name = package["name"].as_str().unwrap_or("a package without name");
    let mut messages = Vec::new();
    match package["license"].as_str() {
        None => messages.push(format!("`{name}` states no licence; read it and decide in tidy")),
        Some(licence) if !is_allowed(licence) => messages.push(format!(
            "`{name}` is under {licence}; choose another package, or allow the licence with a decision"
        )),
        Some(_) => {}
    }
    if let Some(source) = package["source"].as_str().filter(|source| *source != REGISTRY) {
        messages.push(format!("`{name}` comes from {source}; use a published version"));
    }
    messages.into_iter().map(|message| Violation::new("Cargo.lock", 1, message)).collect()
}

/// Whether an SPDX expression can be met with allowed licences alone.
fn is_allowed(expression: &str) -> bool {
    // The slash is an older way to write OR.
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    let allowed = any_of(&mut words);
    allowed && words.next().is_none()
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn any_of(words: &mut Words<'_>) -> bool {
    let mut allowed = all_of(words);
    while words.next_if_eq(&"OR").is_some() {
        allowed |= all_of(words);
    }
    allowed
}

fn all_of(words: &mut Words<'_>) -> bool {
    let mut allowed = one(words);
    while words.next_if_eq(&"AND").is_some() {
        allowed &= one(words);
    }
    allowed
}

fn one(words: &mut Words<'_>) -> bool {
    match words.next() {
        Some("(") => {
            let allowed = any_of(words);
            allowed && words.next_if_eq(&")").is_some()
        }
        Some(licence) => {
            let exception = words.next_if_eq(&"WITH").and_then(|_| words.next());
            ALLOWED.contains(&licence) && exception.is_none_or(|name| EXCEPTIONS.contains(&name))
        }
        None => false,
    }
}

const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Licences whose works may be part of a work under EUPL-1.2. `deny.toml` lists the same.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "EUPL-1.2",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
    "bzip2-1.0.6",
];
const EXCEPTIONS: &[&str] = &["LLVM-exception"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_met_by_allowed_licences() {
        let check =
            |expression, expected| assert_eq!(is_allowed(expression), expected, "{expression}");
        check("MIT", true);
        check("MIT/Apache-2.0", true);
        check("GPL-3.0-only", false);
        check("GPL-3.0-only OR MIT", true);
        check("(MIT OR GPL-3.0-only) AND Unicode-3.0", true);
        check("MIT AND GPL-3.0-only", false);
        check("Apache-2.0 WITH LLVM-exception", true);
        check("Apache-2.0 WITH Other-exception", false);
        check("", false);
        check("MIT Apache-2.0", false);
    }

    #[test]
    fn the_same_licences_stand_in_deny_toml() {
        let text = include_str!("../../../deny.toml");
        let section = text.split("allow = [").nth(1).and_then(|rest| rest.split(']').next());
        let listed: Vec<&str> =
            section.expect("deny.toml has an allow list").split('"').skip(1).step_by(2).collect();
        let plain: Vec<&str> = listed.into_iter().filter(|name| !name.contains("WITH")).collect();
        assert_eq!(plain, ALLOWED);
    }

    #[test]
    fn a_package_from_elsewhere_is_named() {
        let package = serde_json::json!({ "name": "a", "license": "MIT", "source": "git+https://example.org" });
        assert_eq!(check_package(&package).len(), 1);
    }
}
