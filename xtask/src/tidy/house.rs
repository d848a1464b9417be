//! What tidy looks at: the files of the repository and the packages of the workspace.
//!
//! Answers: which files are ours and what they hold, which packages exist and what they depend on.
//! It does not judge: the rules beside this file do.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use super::rust_text::RustText;

/// One thing that is wrong, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// File, from the root of the repository.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// "what is wrong; what to do".
    pub message: String,
}

impl Violation {
    /// A violation at a line of a file.
    pub fn new(file: &str, line: usize, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, message: message.into() }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

/// One file of the repository.
#[derive(Debug)]
pub struct File {
    /// Path from the root of the repository, with `/`.
    pub path: String,
    /// What it holds; empty when it is not text.
    pub text: String,
    /// The same as Rust code, for `.rs` files.
    pub rust: Option<RustText>,
}

impl File {
    /// A file, read as Rust when its name says so.
    pub fn new(path: &str, text: &str) -> Self {
        let is_rust = extension(path) == Some("rs");
        let rust = is_rust.then(|| RustText::new(text));
        Self { path: path.to_owned(), text: text.to_owned(), rust }
    }

    /// The folder the file stands in, empty at the root.
    pub fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The first folder of the path: the crate, for a file of a crate.
    pub fn top(&self) -> &str {
        self.path.split_once('/').map_or("", |(top, _)| top)
    }
}

/// What follows the last dot of a path.
pub fn extension(path: &str) -> Option<&str> {
    path.rsplit_once('.').map(|(_, extension)| extension)
}

/// One dependency of a package.
#[derive(Clone, Debug)]
pub struct Dependency {
    /// Its name in the manifest.
    pub name: String,
    /// Whether it is a member of this workspace.
    pub is_inside: bool,
    /// Whether only tests use it.
    pub is_dev: bool,
}

/// One package of the workspace.
#[derive(Clone, Debug)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its folder, from the root of the repository.
    pub folder: String,
    /// What its manifest names.
    pub dependencies: Vec<Dependency>,
}

/// The repository as tidy sees it.
#[derive(Debug, Default)]
pub struct House {
    /// Its files, sorted by path.
    pub files: Vec<File>,
    /// Its packages.
    pub packages: Vec<Package>,
}

impl House {
    /// Reads files (tracked, or new and not ignored) and packages.
    pub fn load(root: &Path) -> Result<Self> {
        let mut files = Vec::new();
        for path in list_files(root)? {
            // A tracked file may have been deleted in the work tree.
            if let Ok(bytes) = std::fs::read(root.join(&path)) {
                files.push(File::new(&path, std::str::from_utf8(&bytes).unwrap_or("")));
            }
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        mark_test_files(&mut files);
        Ok(Self { files, packages: load_packages(root)? })
    }

    /// The file at a path.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files
            .binary_search_by(|file| file.path.as_str().cmp(path))
            .ok()
            .map(|at| &self.files[at])
    }

    /// All Rust files with their code.
    pub fn rust_files(&self) -> impl Iterator<Item = (&File, &RustText)> {
        self.files.iter().filter_map(|file| file.rust.as_ref().map(|rust| (file, rust)))
    }

    /// Whether a file or a folder with files stands at this path.
    pub fn has(&self, path: &str) -> bool {
        let folder = format!("{path}/");
        self.file(path).is_some() || self.files.iter().any(|file| file.path.starts_with(&folder))
    }

    /// A house of given files, for tests of rules.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let mut files: Vec<File> = files.iter().map(|(path, text)| File::new(path, text)).collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        mark_test_files(&mut files);
        Self { files, packages: Vec::new() }
    }
}

/// The root of the repository.
pub fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().expect("xtask stands in the workspace's folder").to_owned()
}

fn list_files(root: &Path) -> Result<Vec<String>> {
    let output = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root)
        .output()
        .context("tidy lists files with git; install the Debian package git")?;
    let error = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "git ls-files failed: {error}; run tidy in a git clone");
    let text = String::from_utf8(output.stdout).context("a file name is not UTF-8; rename it")?;
    Ok(text.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect())
}

fn load_packages(root: &Path) -> Result<Vec<Package>> {
    let metadata = run_metadata(root, &["--no-deps", "--offline"])?;
    let packages = metadata["packages"].as_array().context("cargo metadata names no packages")?;
    packages.iter().map(|package| read_package(package, root)).collect()
}

/// Runs `cargo metadata` and reads its answer.
pub fn run_metadata(root: &Path, arguments: &[&str]) -> Result<Value> {
    let output = Command::new("cargo")
        .args(["metadata", "--format-version", "1"])
        .args(arguments)
        .current_dir(root)
        .output()
        .context("cannot run cargo metadata; is cargo on the path?")?;
    let error = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "cargo metadata failed: {error}");
    serde_json::from_slice(&output.stdout).context("cargo metadata wrote no JSON")
}

fn read_package(package: &Value, root: &Path) -> Result<Package> {
    let manifest = Path::new(package["manifest_path"].as_str().context("no manifest_path")?);
    let folder = manifest.parent().context("manifest without folder")?;
    let folder = folder.strip_prefix(root).unwrap_or(folder).to_string_lossy().into_owned();
    let dependencies = package["dependencies"].as_array().context("no dependencies")?;
    let dependencies = dependencies.iter().map(|dependency| {
        let name = dependency["rename"].as_str().or_else(|| dependency["name"].as_str());
        Ok(Dependency {
            name: name.context("a dependency has no name")?.to_owned(),
            is_inside: dependency["path"].is_string(),
            is_dev: dependency["kind"] == "dev",
        })
    });
    Ok(Package {
        name: package["name"].as_str().context("a package has no name")?.to_owned(),
        folder,
        dependencies: dependencies.collect::<Result<_>>()?,
    })
}

/// Marks as tests what stands in `tests.rs`, `tests/`, `benches/`, or behind `#[cfg(test)] mod x;`.
fn mark_test_files(files: &mut [File]) {
    let mut test_modules = Vec::new();
    for file in files.iter() {
        let Some(rust) = &file.rust else { continue };
        let stem = file.path.trim_end_matches(".rs");
        let own = match stem.rsplit_once('/') {
            Some((folder, "lib" | "main" | "mod")) => folder.to_owned(),
            _ => stem.to_owned(),
        };
        test_modules.extend(rust.test_modules().map(|name| format!("{own}/{name}")));
    }
    for file in files {
        let stem = file.path.trim_end_matches(".rs").to_owned();
        let by_place = stem.split('/').any(|part| part == "tests" || part == "benches");
        let is_under = |module: &String| stem == *module || stem.starts_with(&format!("{module}/"));
        let is_test = by_place || test_modules.iter().any(is_under);
        if let Some(rust) = file.rust.as_mut().filter(|_| is_test) {
            rust.mark_all_as_tests();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_behind_cfg_test_is_a_test_file() {
        let house = House::of(&[
            ("a/src/lib.rs", "//! A.\n#[cfg(test)]\nmod testing;\nmod real;\n"),
            ("a/src/real.rs", "//! R.\nfn f() {}\n"),
            ("a/src/testing.rs", "//! T.\nfn f() {}\n"),
            ("a/src/tests.rs", "//! T.\nfn f() {}\n"),
        ]);
        let lines_of = |path| {
            house.file(path).and_then(|file| file.rust.as_ref()).map(RustText::code_line_count)
        };
        assert_eq!(lines_of("a/src/real.rs"), Some(1));
        assert_eq!(lines_of("a/src/testing.rs"), Some(0));
        assert_eq!(lines_of("a/src/tests.rs"), Some(0));
    }

    #[test]
    fn folders_and_tops_are_read_from_the_path() {
        let file = File::new("docs/decisions/0001-a.md", "");
        assert_eq!((file.folder(), file.top()), ("docs/decisions", "docs"));
        assert_eq!(File::new("README.md", "").folder(), "");
    }
}
