//! Pages and data notes: links that resolve, decisions, changelog, sources of data.

use super::house::{File, House, Violation, extension};

/// Holds pages and the notes that stand beside data.
pub fn check(house: &House) -> Vec<Violation> {
    let mut violations = Vec::from_iter(check_changelog(house));
    for file in &house.files {
        match extension(&file.path) {
            Some("md") => violations.extend(check_links(file, house)),
            Some("csv") => violations.extend(check_note_of_table(file, house)),
            Some("toml") if file.top() == "mappings" => violations.extend(check_mapping(file)),
            Some("png") => {}
            _ if file.text.is_empty() => {
                let message =
                    "neither text nor a picture; what is downloaded or built stays outside";
                violations.push(Violation::new(&file.path, 1, message));
            }
            _ => {}
        }
    }
    violations.extend(check_golden(house));
    violations.extend(check_decisions(house));
    violations
}

fn check_changelog(house: &House) -> Option<Violation> {
    let file = house.file("CHANGELOG.md");
    let has_section =
        file.is_some_and(|file| file.text.lines().any(|line| line.trim() == "## [Unreleased]"));
    let message = "no section `## [Unreleased]`; add it, what you change goes there";
    (!has_section).then(|| Violation::new("CHANGELOG.md", 1, message))
}

fn check_links(file: &File, house: &House) -> Vec<Violation> {
    let mut violations = Vec::new();
    let mut is_code = false;
    for (index, line) in file.text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
        }
        if is_code {
            continue;
        }
        for target in links(line) {
            let path = target.split(['#', '?']).next().unwrap_or_default();
            let is_outside = target.contains("://") || target.starts_with("mailto:");
            if is_outside || path.is_empty() || house.has(&resolve(file.folder(), path)) {
                continue;
            }
            let message = format!("link to `{target}` leads nowhere; mend the path or delete it");
            violations.push(Violation::new(&file.path, index + 1, message));
        }
    }
    violations
}

/// Targets of `](…)`, `src="…"` and `srcset="…"` in a line, outside `code`.
fn links(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for text in line.split('`').step_by(2) {
        for (opening, closing) in [("](", ')'), ("src=\"", '"'), ("srcset=\"", '"')] {
            let after = text.split(opening).skip(1);
            found.extend(after.filter_map(|rest| rest.split_once(closing)).map(|(link, _)| link));
        }
    }
    found
}

fn resolve(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

/// A table of figures in `demo/` has a note beside it that says where it is from; tables of one
/// source share the note of their prefix.
fn check_note_of_table(file: &File, house: &House) -> Option<Violation> {
    if file.top() != "demo" {
        return None;
    }
    let stem = file.path.trim_end_matches(".csv");
    let notes = house.files.iter().filter(|note| {
        note.path.strip_suffix(".md").is_some_and(|prefix| stem.starts_with(prefix))
    });
    let message = match notes.max_by_key(|note| note.path.len()) {
        None => format!("no note beside it; write `{stem}.md` with source and licence"),
        Some(note) => {
            let missing = missing_words(&note.text, &["source", "licence"])?;
            format!("its note `{}` names no {missing}; add it", note.path)
        }
    };
    Some(Violation::new(&file.path, 1, message))
}

/// A mapping opens with a comment that says what it reads, and states source and licence.
fn check_mapping(file: &File) -> Option<Violation> {
    let states = |key: &str| file.text.lines().any(|line| line.starts_with(&format!("{key} = ")));
    let message = if !file.text.starts_with('#') {
        "does not open with a comment; say what file it reads and what to beware of".to_owned()
    } else if let Some(key) = ["source", "licence"].into_iter().find(|key| !states(key)) {
        format!("states no `{key} = …`; say where the file comes from")
    } else {
        return None;
    };
    Some(Violation::new(&file.path, 1, message))
}

/// Each folder directly under `golden/` says how it was made.
fn check_golden(house: &House) -> Vec<Violation> {
    let inside = house.files.iter().filter_map(|file| file.path.strip_prefix("golden/"));
    let mut folders: Vec<&str> =
        inside.filter_map(|path| path.split_once('/').map(|(folder, _)| folder)).collect();
    folders.dedup();
    let check_folder = |folder| {
        let readme = format!("golden/{folder}/README.md");
        let message = match house.file(&readme) {
            None => "no such file; name tool, version, command and licence".to_owned(),
            Some(file) => {
                let missing = missing_words(&file.text, &["tool", "command", "licence"]);
                let missing = missing.or((!has_version(&file.text)).then_some("version"))?;
                format!("names no {missing}; a golden file says how it was made")
            }
        };
        Some(Violation::new(&readme, 1, message))
    };
    folders.into_iter().filter_map(check_folder).collect()
}

/// Whether a number such as `1.20` stands in a text.
fn has_version(text: &str) -> bool {
    let is_version = |triple: &[u8]| {
        triple[0].is_ascii_digit() && triple[1] == b'.' && triple[2].is_ascii_digit()
    };
    text.as_bytes().windows(3).any(is_version)
}

/// The first of the words that a text does not contain.
fn missing_words<'a>(text: &str, words: &[&'a str]) -> Option<&'a str> {
    let text = text.to_lowercase().replace("license", "licence");
    words.iter().find(|word| !text.contains(**word)).copied()
}

/// Decision records are numbered without gaps: `docs/decisions/NNNN-title.md`.
fn check_decisions(house: &House) -> Vec<Violation> {
    let mut violations = Vec::new();
    let records = house.files.iter().filter(|file| file.folder() == "docs/decisions");
    for (expected, file) in (1..).zip(records) {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let title =
            name.strip_prefix(&format!("{expected:04}-")).and_then(|t| t.strip_suffix(".md"));
        if !title.is_some_and(|title| !title.is_empty() && title.chars().all(is_plain)) {
            let message = format!("is not `{expected:04}-title.md`; number records without gaps");
            violations.push(Violation::new(&file.path, 1, message));
        }
    }
    violations
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks a house that has these files beside a sound changelog.
    #[track_caller]
    fn check_pages(files: &[(&str, &str)], expected: &[&str]) {
        let mut all = vec![("CHANGELOG.md", "# C\n\n## [Unreleased]\n")];
        all.extend_from_slice(files);
        let found: Vec<String> = check(&House::of(&all)).iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), expected.len(), "{found:#?}");
        for (found, expected) in found.iter().zip(expected) {
            assert!(found.starts_with(expected), "{found}");
        }
    }

    #[test]
    fn a_changelog_has_an_unreleased_section() {
        let house = House::of(&[("CHANGELOG.md", "# C\n\n## [0.1.0]\n")]);
        assert_eq!(check(&house).len(), 1);
    }

    #[test]
    fn what_was_downloaded_is_no_file_of_the_repository() {
        check_pages(&[("a-1.0.whl", "")], &["a-1.0.whl:1: neither text nor a picture"]);
        check_pages(&[("docs/a.png", ""), ("web/index.html", "<html>")], &[]);
    }

    #[test]
    fn relative_links_resolve() {
        check_pages(&[("docs/a.md", "[b](b.md)")], &["docs/a.md:1: link to `b.md`"]);
        check_pages(&[("docs/a.md", "[b](b.md#x)"), ("docs/b.md", "")], &[]);
        check_pages(&[("docs/a.md", "[c](../CHANGELOG.md) [d](../docs/)")], &[]);
        check_pages(&[("a.md", "<img src=\"docs/a.svg\">")], &["a.md:1: link to `docs/a.svg`"]);
    }

    #[test]
    fn links_in_code_and_outside_links_are_left_alone() {
        check_pages(&[("a.md", "`[b](b.md)` [x](https://example.org) [y](#here)")], &[]);
        check_pages(&[("a.md", "```\n[b](b.md)\n```\n")], &[]);
    }

    #[test]
    fn demo_tables_have_a_note() {
        check_pages(&[("demo/a.csv", "x")], &["demo/a.csv:1: no note"]);
        check_pages(&[("demo/a.csv", "x"), ("demo/a.md", "Source: s. License: l.")], &[]);
        check_pages(&[("demo/a_1.csv", "x"), ("demo/a.md", "Source: s. Licence: l.")], &[]);
        let unlicensed = [("demo/a.csv", "x"), ("demo/a.md", "Source: s.")];
        check_pages(&unlicensed, &["demo/a.csv:1: its note `demo/a.md` names no licence"]);
    }

    #[test]
    fn mappings_say_what_they_read() {
        check_pages(&[("mappings/a.toml", "# A.\nsource = \"s\"\nlicence = \"l\"\n")], &[]);
        let expected = ["mappings/a.toml:1: states no `licence"];
        check_pages(&[("mappings/a.toml", "# A.\nsource = \"s\"\n")], &expected);
        check_pages(&[("mappings/a.toml", "a = 1\n")], &["mappings/a.toml:1: does not open"]);
    }

    #[test]
    fn golden_folders_have_a_readme() {
        check_pages(&[("golden/a/x.csv", "")], &["golden/a/README.md:1: no such file"]);
        let sound = "Tool: R 4.2. Command: `x`. Licence: MIT.";
        let unversioned = [("golden/a/README.md", "Tool: R. Command: `x`. Licence: MIT.")];
        check_pages(&unversioned, &["golden/a/README.md:1: names no version"]);
        check_pages(&[("golden/a/b/x.csv", ""), ("golden/a/README.md", sound)], &[]);
    }

    #[test]
    fn decisions_are_numbered_without_gaps() {
        check_pages(&[("docs/decisions/0001-a-b.md", ""), ("docs/decisions/0002-c.md", "")], &[]);
        check_pages(
            &[("docs/decisions/0002-c.md", "")],
            &["docs/decisions/0002-c.md:1: is not `0001"],
        );
        check_pages(&[("docs/decisions/0001-A.md", "")], &["docs/decisions/0001-A.md:1"]);
    }
}
