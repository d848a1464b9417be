//! Traces of one machine: paths and package hosts that mean nothing to a reader elsewhere.

use super::house::{File, House, Violation};

/// Holds every text file free of such traces.
pub fn check(house: &House) -> Vec<Violation> {
    house.files.iter().flat_map(check_file).collect()
}

fn check_file(file: &File) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (index, line) in file.text.lines().enumerate() {
        for folder in FOLDERS.iter().filter(|folder| has_path(line, folder)) {
            let message =
                format!("path `{folder}` exists on one machine only; use a relative path");
            violations.push(Violation::new(&file.path, index + 1, message));
        }
        for host in HOSTS.iter().filter(|host| line.contains(**host)) {
            let message =
                format!("names the package host `{host}`; leave it to the client's settings");
            violations.push(Violation::new(&file.path, index + 1, message));
        }
    }
    violations
}

/// Whether an absolute path into the folder stands in the line.
fn has_path(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '}' | ')'))
    })
}

// Written in two parts, so that this file does not accuse itself.
const FOLDERS: &[&str] =
    &[concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/fa", "rm/"), concat!("/ho", "me/")];
const HOSTS: &[&str] = &[
    concat!("index.", "crates.io"),
    concat!("static.", "crates.io"),
    concat!("registry.", "npmjs.org"),
    concat!("files.", "pythonhosted.org"),
    concat!("py", "pi.org"),
    concat!("proxy.", "golang.org"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_text(text: &str, expected: usize) {
        assert_eq!(check(&House::of(&[("a.md", text)])).len(), expected, "{text}");
    }

    #[test]
    fn paths_of_one_machine_are_named() {
        check_text(&format!("see {}main", FOLDERS[0]), 1);
        check_text(&format!("`{}.cargo` and {}x", FOLDERS[1], FOLDERS[2]), 2);
        check_text("docs/work/main and ../root/x", 0);
    }

    #[test]
    fn package_hosts_are_named() {
        check_text(&format!("\"resolved\": \"https://{}/x\"", HOSTS[2]), 1);
        check_text("source = \"registry+https://github.com/rust-lang/crates.io-index\"", 0);
    }
}
