//! The product's main job on real figures: a fresh node, tables in, signals out, then the server.
//!
//! Answers: does the whole work from a clone with nothing prepared. It uses the program as a person
//! would, through its command line.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::http::Address;
use crate::product::Product;
use crate::tidy;

/// What happens once the server listens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Ask it what it has, then end it.
    Once,
    /// Serve on this port until interrupted.
    Serve {
        /// Where it listens; 0 for any free port.
        port: u16,
    },
}

/// Builds the program and runs the demo.
pub fn run(ending: Ending) -> Result<()> {
    let demo = Demo { product: prepare("demo-node")? };
    match ending {
        Ending::Once => demo.serve_once(),
        Ending::Serve { port } => demo.serve(port),
    }
}

/// Builds the program, and fills a node of this name with the demo's figures and lists.
pub fn prepare(node: &str) -> Result<Product> {
    let demo = Demo { product: Product::build(node)? };
    demo.show(&["init"], usize::MAX)?;
    demo.ingest(|table| !is_european(table))?;
    demo.detect()?;
    demo.ingest(is_european)?;
    demo.detect_in_europe()?;
    Ok(demo.product)
}

/// Whether a table is of those that come second: their sources are others than those of the first.
fn is_european(figures: &str) -> bool {
    ["afghanistan", "eu", "uk"].iter().any(|area| figures.starts_with(&format!("demo/{area}_")))
}

/// The demo under way.
struct Demo {
    product: Product,
}

impl Demo {
    fn ingest(&self, is_wanted: impl Fn(&str) -> bool) -> Result<()> {
        let mut tables = tables(&tidy::root())?;
        tables.retain(|table| is_wanted(&table.figures));
        ensure!(!tables.is_empty(), "no demo/*.csv with a mapping; restore the demo tables");
        for Table { figures, mapping } in tables {
            self.show(&["ingest", &figures, "--mapping", &mapping], usize::MAX)?;
        }
        Ok(())
    }

    fn detect(&self) -> Result<()> {
        for (what, question) in QUESTIONS {
            println!("\n# {what}");
            self.show(&[&["detect"], *question].concat(), SHOWN)?;
        }
        println!("\n# The last list again, as it was stored");
        self.show(&["signals"], SHOWN)?;
        let list = self.product.output(&["signals", "--format", "json"])?;
        let list: Value =
            serde_json::from_str(&list).context("`signals --format json` is no JSON")?;
        let first =
            list["signals"][0]["id"].as_str().context("no signal found in the demo tables")?;
        println!("\n# The evidence behind the first line");
        self.show(&["signals", "show", first], usize::MAX)
    }

    fn detect_in_europe(&self) -> Result<()> {
        println!("\n# Europe, summer 2024: opium two years after the ban");
        self.show(&["detect", "--as-of", "2024-06-30"], SHOWN)
    }

    fn serve(&self, port: u16) -> Result<()> {
        let server = self.product.serve(port)?;
        println!("\nOpen this link; stop with Ctrl-C:\n{}", server.line);
        server.wait()
    }

    fn serve_once(&self) -> Result<()> {
        let server = self.product.serve(0)?;
        let checked = server.address().and_then(|address| check_server(&address));
        server.end()?;
        checked
    }

    /// Prints a command as a person would type it, and the first lines of its answer.
    fn show(&self, arguments: &[&str], most_lines: usize) -> Result<()> {
        println!("\n$ watchfire {}", arguments.join(" "));
        let output = self.product.output(arguments)?;
        output.lines().take(most_lines).for_each(|line| println!("{line}"));
        let hidden = output.lines().count().saturating_sub(most_lines);
        if hidden > 0 {
            println!("… {hidden} more lines");
        }
        Ok(())
    }
}

/// Asks a server for signals and for its own description.
fn check_server(address: &Address) -> Result<()> {
    let read = |path: &str| -> Result<Value> {
        let answer = address.get(path, Some(&address.token))?;
        ensure!(answer.status == 200, "GET {path} answers {} with the token", answer.status);
        serde_json::from_slice(&answer.body).with_context(|| format!("GET {path} is no JSON"))
    };
    let signals = read("/api/v1/signals")?;
    ensure!(first_id(&signals).is_some(), "GET /api/v1/signals holds no signal");
    let description = read("/api/v1/openapi.json")?;
    let version = description["openapi"].as_str().unwrap_or_default();
    ensure!(version.starts_with("3.1"), "openapi.json is of version `{version}`, not 3.1");
    let has_paths = description["paths"].as_object().is_some_and(|paths| !paths.is_empty());
    ensure!(has_paths, "openapi.json describes no path");
    let closed = address.get("/api/v1/signals", None)?;
    ensure!(closed.status == 401, "GET without the token answers {}, not 401", closed.status);
    println!("\nThe server answers with the token and refuses without it.");
    Ok(())
}

/// The `id` of the first object that has one.
fn first_id(value: &Value) -> Option<String> {
    match value {
        Value::Array(items) => items.iter().find_map(first_id),
        Value::Object(fields) => match fields.get("id") {
            Some(Value::String(id)) => Some(id.clone()),
            Some(Value::Number(id)) => Some(id.to_string()),
            _ => fields.values().find_map(first_id),
        },
        _ => None,
    }
}

/// A table of figures and the mapping that reads it, from the root.
#[derive(Debug, PartialEq, Eq)]
struct Table {
    figures: String,
    mapping: String,
}

/// The demo's tables in the order of their names.
fn tables(root: &Path) -> Result<Vec<Table>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(root.join("demo")).context("no folder demo/")? {
        names.extend(entry?.file_name().into_string());
    }
    names.sort();
    // The known events beside the tables are no figures: `watchfire backtest` reads them.
    names.retain(|name| name != "truth.csv");
    pair_tables(&names)
}

/// Pairs each table with the mapping of the longest name that its own begins with.
fn pair_tables(names: &[String]) -> Result<Vec<Table>> {
    let mappings: Vec<&str> = names.iter().filter_map(|name| name.strip_suffix(".toml")).collect();
    let figures = names.iter().filter_map(|name| name.strip_suffix(".csv"));
    let pair = |name: &str| {
        let fits = mappings.iter().filter(|mapping| name.starts_with(**mapping));
        let mapping = fits.max_by_key(|mapping| mapping.len()).with_context(|| {
            format!("demo/{name}.csv has no mapping; write demo/{name}.toml, or one for its prefix")
        })?;
        Ok(Table { figures: format!("demo/{name}.csv"), mapping: format!("demo/{mapping}.toml") })
    };
    figures.map(pair).collect()
}

/// What the node is asked, and why.
const QUESTIONS: &[(&str, &[&str])] = &[
    ("January 2016, Connecticut: the fentanyl wave has begun", &["--as-of", "2016-01-31"]),
    ("Autumn 2019: xylazine, months before it has a column of its own", &["--as-of", "2019-09-30"]),
    (
        "The end of 2022, looking back to 2020: the jump in Canada",
        &["--as-of", "2022-12-31", "--since", "2020-01-01"],
    ),
];
/// Lines shown of each list.
const SHOWN: usize = 14;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_find_the_mapping_of_their_prefix() {
        let check = |names: &[&str], expected: &[(&str, &str)]| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            let found = pair_tables(&names).expect("each table has a mapping");
            let table = |(figures, mapping): &(&str, &str)| Table {
                figures: (*figures).to_owned(),
                mapping: (*mapping).to_owned(),
            };
            assert_eq!(found, expected.iter().map(table).collect::<Vec<_>>());
        };
        check(&["a.csv", "a.md", "a.toml"], &[("demo/a.csv", "demo/a.toml")]);
        let expected = [("demo/ca_1.csv", "demo/ca.toml"), ("demo/ca_2.csv", "demo/ca_2.toml")];
        check(&["ca_1.csv", "ca_2.csv", "ca.toml", "ca_2.toml"], &expected);
        assert!(pair_tables(&["a.csv".to_owned()]).is_err());
    }

    #[test]
    fn the_first_id_is_found_at_any_depth() {
        let check = |json: Value, expected: Option<&str>| {
            assert_eq!(first_id(&json).as_deref(), expected, "{json}");
        };
        check(serde_json::json!({ "signals": [{ "id": "s1" }, { "id": "s2" }] }), Some("s1"));
        check(serde_json::json!([{ "id": 7 }]), Some("7"));
        check(serde_json::json!({ "signals": [] }), None);
    }
}
