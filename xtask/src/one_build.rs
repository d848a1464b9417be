//! One build of the query engine: program and tests switch on the same features of what it is made of.
//!
//! Answers: would `cargo xtask demo` and the tests compile the engine twice? Cargo compiles a package,
//! and all that stands on it, once for each set of features; a dependency of tests alone can switch
//! one on unseen. It does not count compilations: it compares what cargo says it would do.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result, ensure};

use crate::steps::cargo;

/// Fails when the program and the tests build the engine with different features.
///
/// # Errors
/// Names each package that differs, with both sets of features.
pub fn check() -> Result<()> {
    let engine = read_tree(&["--package", ENGINE, "--edges", "normal,build"])?;
    let program = read_tree(&["--package", "cli", "--edges", "normal,build"])?;
    let tests = read_tree(&["--workspace", "--edges", "normal,build,dev"])?;
    let differing = compare(&engine, &program, &tests);
    for line in &differing {
        eprintln!("Cargo.toml: {line}");
    }
    let message = "the tests would compile the query engine a second time; give the workspace's \
                   dependency the features that the tests add";
    ensure!(differing.is_empty(), message);
    Ok(())
}

/// Packages, each with the feature lists it is built with.
type Tree = BTreeMap<String, BTreeSet<String>>;

fn compare(engine: &Tree, program: &Tree, tests: &Tree) -> Vec<String> {
    let mut differing = Vec::new();
    for package in engine.keys() {
        let (Some(program), Some(tests)) = (program.get(package), tests.get(package)) else {
            continue;
        };
        for features in program.difference(tests) {
            let others: Vec<&str> = tests.iter().map(String::as_str).collect();
            let others = others.join("] or [");
            differing.push(format!("{package}: program [{features}], tests [{others}]"));
        }
    }
    differing
}

fn read_tree(arguments: &[&str]) -> Result<Tree> {
    let mut command = cargo(&["tree", "--locked", "--quiet", "--prefix", "none"]);
    let output = command.args(["--format", "{p}|{f}"]).args(arguments).output()?;
    let error = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "cargo tree failed: {error}");
    Ok(parse_tree(std::str::from_utf8(&output.stdout).context("cargo tree wrote no text")?))
}

fn parse_tree(text: &str) -> Tree {
    let mut tree = Tree::new();
    for line in text.lines() {
        let line = line.trim_end_matches(" (*)");
        if let Some((package, features)) = line.split_once('|') {
            tree.entry(package.to_owned()).or_default().insert(features.trim().to_owned());
        }
    }
    tree
}

const ENGINE: &str = "datafusion";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_that_only_tests_switch_on_is_named() {
        let check = |program: &str, tests: &str, expected: usize| {
            let engine = parse_tree("datafusion v1|\nrand v1|std\n");
            let found = compare(&engine, &parse_tree(program), &parse_tree(tests));
            assert_eq!(found.len(), expected, "{found:?}");
        };
        check("rand v1|std", "rand v1|std", 0);
        check("rand v1|std", "rand v1|std,sys", 1);
        check("rand v1|std", "rand v1|std (*)\nrand v1|alloc", 0);
        check("other v1|std", "other v1|std,sys", 0);
        check("rand v1|std", "datafusion v1|", 0);
    }
}
