//! Dependencies: each says why it is here, and each is used.

use super::house::{Dependency, File, House, Package, Violation};
use super::rust_text::Scope;

/// Holds reasons and uses of dependencies.
pub fn check(house: &House) -> Vec<Violation> {
    let mut violations = check_reasons(house);
    for package in &house.packages {
        violations.extend(check_uses(package, house));
    }
    violations
}

/// Each outside dependency of the workspace has a comment line above it.
///
/// - Shape: a dependency shares the comment of the one above it when its name continues that name,
///   as `serde_json` continues `serde`.
fn check_reasons(house: &House) -> Vec<Violation> {
    let Some(file) = house.file(MANIFEST) else { return Vec::new() };
    let mut violations = Vec::new();
    let mut reason_covers: Option<&str> = None;
    let mut is_reason_above = false;
    let lines = file.text.lines().enumerate();
    let section = lines.skip_while(|(_, line)| line.trim() != "[workspace.dependencies]").skip(1);
    for (index, line) in section.take_while(|(_, line)| !line.starts_with('[')) {
        let Some((name, value)) = line.split_once('=').filter(|_| !line.starts_with('#')) else {
            is_reason_above = line.starts_with('#');
            continue;
        };
        let name = name.trim();
        if is_reason_above {
            reason_covers = Some(name);
        }
        is_reason_above = false;
        let is_covered = reason_covers.is_some_and(|covered| name.starts_with(covered));
        if !is_covered && !value.contains("path =") {
            let message =
                format!("`{name}` has no comment above it; say in one line why it is here");
            violations.push(Violation::new(MANIFEST, index + 1, message));
        }
    }
    violations
}

fn check_uses(package: &Package, house: &House) -> Vec<Violation> {
    let manifest = format!("{}/Cargo.toml", package.folder);
    let text = house.file(&manifest).map_or("", |file| file.text.as_str());
    let mut violations = Vec::new();
    for dependency in &package.dependencies {
        if is_for_features(text, &dependency.name) {
            continue;
        }
        if let Some(message) = check_use(package, dependency, house) {
            let line = text.lines().position(|line| names(line, &dependency.name));
            violations.push(Violation::new(&manifest, line.map_or(1, |at| at + 1), message));
        }
    }
    violations
}

fn check_use(package: &Package, dependency: &Dependency, house: &House) -> Option<String> {
    let identifier = dependency.name.replace('-', "_");
    let folder = format!("{}/", package.folder);
    let own = || house.rust_files().filter(|(file, _)| file.path.starts_with(&folder));
    let borrowed: Vec<String> = own().flat_map(|(file, _)| borrowed_by(file)).collect();
    let is_used = |scope| {
        let others = house.rust_files().filter(|(file, _)| borrowed.contains(&file.path));
        own().chain(others).any(|(_, rust)| rust.uses(&identifier, scope))
    };
    let name = &dependency.name;
    if !is_used(Scope::Everything) {
        return Some(format!("`{name}` is never used; delete it"));
    }
    let only_tests_use_it = !dependency.is_dev && !is_used(Scope::Product);
    only_tests_use_it.then(|| format!("only tests use `{name}`; move it to [dev-dependencies]"))
}

/// Files of other packages that a file takes in by their path from it.
fn borrowed_by(file: &File) -> impl Iterator<Item = String> + '_ {
    let folders: Vec<&str> = file.path.split('/').collect();
    let paths = file.text.lines().filter_map(|line| line.strip_prefix("#[path = \"../"));
    paths.filter_map(|path| path.strip_suffix("\"]")).map(move |path| {
        let up = 1 + path.matches("../").count();
        let kept = folders.len().saturating_sub(1 + up);
        format!("{}/{}", folders[..kept].join("/"), path.trim_start_matches("../"))
            .trim_start_matches('/')
            .to_owned()
    })
}

/// Whether the line above a dependency says that it is there only to switch features on.
fn is_for_features(manifest: &str, name: &str) -> bool {
    let lines: Vec<&str> = manifest.lines().collect();
    lines.windows(2).any(|pair| names(pair[1], name) && pair[0].starts_with("# For its features"))
}

fn names(line: &str, name: &str) -> bool {
    line.strip_prefix(name).is_some_and(|rest| rest.starts_with(['.', ' ', '=']))
}

const MANIFEST: &str = "Cargo.toml";

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_manifest(section: &str, expected: &[&str]) {
        let text = format!("[workspace.dependencies]\n{section}\n[profile.dev]\nx = 1\n");
        let house = House::of(&[("Cargo.toml", &text)]);
        let found: Vec<String> = check(&house).iter().map(ToString::to_string).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn each_outside_dependency_says_why() {
        check_manifest("store = { path = \"store\" }\n# Dates.\njiff = \"0.2\"\n", &[]);
        check_manifest("# JSON.\nserde = \"1\"\nserde_json = \"1\"\n", &[]);
        let message = "`toml` has no comment above it; say in one line why it is here";
        check_manifest(
            "# Dates.\njiff = \"0.2\"\ntoml = \"1\"\n",
            &[&format!("Cargo.toml:4: {message}")],
        );
        check_manifest("toml = \"1\"\n", &[&format!("Cargo.toml:2: {message}")]);
    }

    #[track_caller]
    fn check_code(manifest: &str, code: &str, expected: &[&str]) {
        let dependency = Dependency { name: "serde-x".to_owned(), is_inside: false, is_dev: false };
        let mut house = House::of(&[("a/Cargo.toml", manifest), ("a/src/lib.rs", code)]);
        house.packages = vec![Package {
            name: "a".to_owned(),
            folder: "a".to_owned(),
            dependencies: vec![dependency],
        }];
        let found: Vec<String> = check(&house).iter().map(ToString::to_string).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_file_of_another_package_counts_as_used() {
        let file = File {
            path: "a/tests/node/main.rs".to_owned(),
            text: "#[path = \"../../../b/tests/x.rs\"]\nmod x;\n".to_owned(),
            rust: None,
        };
        assert_eq!(borrowed_by(&file).collect::<Vec<_>>(), ["b/tests/x.rs"]);
    }

    #[test]
    fn each_dependency_is_used() {
        let manifest = "[dependencies]\nserde-x.workspace = true\n";
        check_code(manifest, "use serde_x::A;\n", &[]);
        check_code(
            manifest,
            "// serde_x\n",
            &["a/Cargo.toml:2: `serde-x` is never used; delete it"],
        );
        let only_tests = "#[cfg(test)]\nmod tests { use serde_x::A; }\n";
        let message = "a/Cargo.toml:2: only tests use `serde-x`; move it to [dev-dependencies]";
        check_code(manifest, only_tests, &[message]);
    }

    #[test]
    fn a_dependency_may_stand_for_its_features() {
        let manifest = "[dependencies]\n# For its features: std.\nserde-x.workspace = true\n";
        check_code(manifest, "", &[]);
    }
}
