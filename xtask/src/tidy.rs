//! Keeps the house as the pages say it is; runs inside the tests.
//!
//! Answers: which rule is broken where, all at once, and what to do. It changes nothing: `cargo fmt`
//! and people do. It does not compile: clippy does.

mod house;
mod rust_text;

mod arrows;
mod documents;
mod licences;
mod manifests;
mod rust_files;
mod traces;

use anyhow::{Result, bail};

use house::{House, Violation};

/// Checks everything and prints every violation.
pub fn run() -> Result<()> {
    let root = house::root();
    let mut violations = find_violations(&House::load(&root)?);
    violations.extend(licences::check(&root, &host()?)?);
    for violation in &violations {
        eprintln!("{violation}");
    }
    match violations.len() {
        0 => Ok(()),
        1 => bail!("tidy found 1 thing to mend"),
        count => bail!("tidy found {count} things to mend"),
    }
}

/// The root of the repository.
pub fn root() -> std::path::PathBuf {
    house::root()
}

/// Names of the workspace's libraries whose documentation holds examples to run.
pub fn crates_with_examples() -> Result<Vec<String>> {
    let house = House::load(&house::root())?;
    let has_examples = |name: &str| {
        let lib = format!("{name}/src/lib.rs");
        let folder = format!("{name}/src/");
        house.has(&lib)
            && house
                .files
                .iter()
                .any(|file| file.path.starts_with(&folder) && has_example(&file.text))
    };
    let names = house.packages.iter().map(|package| package.name.clone());
    Ok(names.filter(|name| has_examples(name)).collect())
}

/// Whether documentation in a text opens a code block that is compiled.
fn has_example(text: &str) -> bool {
    let comments = text.lines().filter_map(|line| {
        let line = line.trim_start();
        line.strip_prefix("///").or_else(|| line.strip_prefix("//!"))
    });
    let fences = comments.filter_map(|line| line.trim_start().strip_prefix("```"));
    // Every second fence closes a block.
    let mut languages = fences.step_by(2);
    languages.any(|language| matches!(language, "" | "rust" | "should_panic" | "no_run"))
}

fn find_violations(house: &House) -> Vec<Violation> {
    let rules: [fn(&House) -> Vec<Violation>; 5] =
        [arrows::check, rust_files::check, manifests::check, documents::check, traces::check];
    let mut violations: Vec<Violation> = rules.iter().flat_map(|rule| rule(house)).collect();
    violations.sort();
    violations
}

/// The platform the compiler builds for.
fn host() -> Result<String> {
    let output = std::process::Command::new("rustc").arg("-vV").output()?;
    let text = String::from_utf8(output.stdout)?;
    match text.lines().find_map(|line| line.strip_prefix("host: ")) {
        Some(host) => Ok(host.to_owned()),
        None => bail!("rustc -vV names no host"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_is_tidy() {
        let house = House::load(&house::root()).expect("git and cargo metadata answer");
        let violations = find_violations(&house);
        let lines: Vec<String> = violations.iter().map(ToString::to_string).collect();
        assert!(lines.is_empty(), "{} things to mend:\n{}", lines.len(), lines.join("\n"));
    }

    #[test]
    fn only_fences_that_compile_are_examples() {
        assert!(has_example("/// ```\n/// let a = 1;\n/// ```"));
        assert!(has_example("//! ```rust\n//! ```"));
        assert!(!has_example("/// ```text\n/// ```"));
        assert!(!has_example("// ```"));
    }
}
