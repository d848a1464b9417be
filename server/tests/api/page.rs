//! The page of the API: it names every address there is, and none that there is not.

use std::collections::BTreeSet;
use std::path::Path;

fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/api.md");
    std::fs::read_to_string(path).unwrap()
}

/// Method and path of every operation.
fn operations() -> BTreeSet<(String, String)> {
    let document = serde_json::to_value(server::document()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let of_path = |(path, item): (&String, &serde_json::Value)| {
        let methods: Vec<String> = item.as_object().unwrap().keys().cloned().collect();
        methods.into_iter().map(|method| (method.to_uppercase(), path.clone())).collect::<Vec<_>>()
    };
    paths.iter().flat_map(of_path).collect()
}

#[test]
fn the_table_of_the_page_is_that_of_the_document() {
    let page = page();
    let (_, table) = page.split_once("## Every address").unwrap();
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    let named: BTreeSet<(String, String)> = rows
        .filter_map(|(address, _)| address.split_once(' '))
        .map(|(method, path)| (method.to_owned(), path.to_owned()))
        .collect();
    assert_eq!(named, operations(), "docs/api.md lists every address of the API, and no other");
}

#[test]
fn every_address_on_the_page_is_one_of_the_document() {
    let patterns: Vec<String> = operations().into_iter().map(|(_, path)| path).collect();
    let page = page().replace("$API/", "/api/v1/");
    let mut asked = 0;
    for found in page.split("/api/v1/").skip(1) {
        let is_end = |c: char| !(c.is_ascii_alphanumeric() || "/.-_{}".contains(c));
        let path = format!("/api/v1/{}", found.split(is_end).next().unwrap());
        let path = path.trim_end_matches('.');
        let is_known = patterns.iter().any(|pattern| fits(pattern, path));
        assert!(is_known, "docs/api.md names {path}, which is no address of the API");
        asked += 1;
    }
    assert!(asked > 40);
}

/// Whether a path is one of a pattern: `{id}` stands for any one part.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, path): (Vec<&str>, Vec<&str>) =
        (pattern.split('/').collect(), path.split('/').collect());
    pattern.len() == path.len()
        && pattern.iter().zip(path).all(|(part, given)| part.starts_with('{') || *part == given)
}

#[test]
fn every_test_that_the_list_of_what_holds_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let page = std::fs::read_to_string(root.join("docs/asvs.md")).unwrap();
    let mut sources = String::new();
    for part in ["server", "workflows", "store", "vocabulary", "policy", "cli"] {
        for folder in ["src", "tests"] {
            read_all(&root.join(part).join(folder), &mut sources);
        }
    }
    // Tests are named by whole sentences; files and settings have no such names.
    let named = page.split('`').skip(1).step_by(2).filter(|name| {
        name.matches('_').count() >= 3 && name.chars().all(|c| c.is_ascii_lowercase() || c == '_')
    });
    let named: BTreeSet<&str> = named.collect();
    assert!(named.len() > 20, "{named:?}");
    for name in named {
        assert!(sources.contains(&format!("fn {name}(")), "docs/asvs.md names no test {name}");
    }
}

fn read_all(folder: &Path, into: &mut String) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            read_all(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            *into += &std::fs::read_to_string(&path).unwrap();
        }
    }
}
