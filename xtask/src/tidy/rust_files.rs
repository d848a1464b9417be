//! How Rust files are written: their opening, their size, and what they never say.

use super::arrows::ENGINES;
use super::house::{File, House, Violation};
use super::rust_text::RustText;

/// Holds openings, sizes and banned words.
pub fn check(house: &House) -> Vec<Violation> {
    house.rust_files().flat_map(|(file, rust)| check_file(file, rust)).collect()
}

fn check_file(file: &File, rust: &RustText) -> Vec<Violation> {
    let mut violations = Vec::new();
    let mut report = |line, message: String| {
        violations.push(Violation::new(&file.path, line, message));
    };
    if !file.text.starts_with("//!") {
        report(
            1,
            "does not open with `//!`; say what the file answers and what it does not".into(),
        );
    }
    let line_count = rust.code_line_count();
    if line_count > MOST_LINES_IN_FILE {
        report(
            1,
            format!("{line_count} lines of code; split by concept, {MOST_LINES_IN_FILE} at most"),
        );
    }
    for function in rust.functions() {
        let (name, line_count) = (&function.name, function.line_count);
        if line_count > MOST_LINES_IN_FUNCTION && !rust.is_test(function.line) {
            report(
                function.line,
                format!(
                    "`{name}` has {line_count} lines; split it, {MOST_LINES_IN_FUNCTION} at most"
                ),
            );
        }
    }
    for line in rust.lines_deriving("Serialize") {
        if !MAY_SERIALIZE.contains(&file.top()) && !rust.is_test(line) {
            let allowed = MAY_SERIALIZE.join(", ");
            report(line, format!("derives Serialize; only {allowed} do, on copies of their own"));
        }
    }
    for banned in BANNED {
        let is_here = |line: &usize| banned.is_banned(file, rust.is_test(*line));
        for line in rust.lines_with(banned.pattern).filter(is_here) {
            report(line, format!("`{}`; {}", banned.pattern, banned.advice));
        }
    }
    violations
}

/// A piece of code that does not belong, and what to write in its place.
struct Banned {
    pattern: &'static str,
    place: Place,
    advice: &'static str,
}

#[derive(Clone, Copy)]
enum Place {
    /// Nowhere at all.
    Everywhere,
    /// Fine in tests.
    OutsideTests,
    /// Fine outside engines, and in their tests and examples.
    Engines,
}

impl Banned {
    fn is_banned(&self, file: &File, is_test: bool) -> bool {
        match self.place {
            Place::Everywhere => true,
            Place::OutsideTests => !is_test,
            Place::Engines => {
                let is_pure = ENGINES.contains(&file.top()) || file.top() == "vocabulary";
                is_pure && !is_test && file.path.contains("/src/")
            }
        }
    }
}

const MOST_LINES_IN_FILE: usize = 600;
const MOST_LINES_IN_FUNCTION: usize = 70;
const MAY_SERIALIZE: &[&str] = &["server", "exchange", "store", "cli"];

const NO_CLOCK: &str = "an engine reads no clock; take `as_of` as an argument";
const NO_IO: &str = "an engine touches no file, network or process; take the bytes as an argument";
const NO_PRINTING: &str = "an engine does not print; return what is to be said";

#[rustfmt::skip]
const BANNED: &[Banned] = &[
    Banned { pattern: "#[ignore", place: Place::Everywhere, advice: "mend the test or delete it" },
    Banned { pattern: "#[allow(", place: Place::Everywhere, advice: "use #[expect(lint, reason = \"…\")]" },
    Banned { pattern: "#![allow(", place: Place::Everywhere, advice: "use #![expect(lint, reason = \"…\")]" },
    Banned { pattern: "todo!", place: Place::Everywhere, advice: "finish it, or leave it out" },
    Banned { pattern: "unimplemented!", place: Place::Everywhere, advice: "finish it, or leave it out" },
    Banned { pattern: "dbg!", place: Place::Everywhere, advice: "delete it" },
    Banned { pattern: "thread::sleep", place: Place::Everywhere, advice: "wait for the event, not for time" },
    Banned { pattern: ".unwrap()", place: Place::OutsideTests, advice: "handle it, or expect(\"why this holds\")" },
    Banned { pattern: "SystemTime", place: Place::Engines, advice: NO_CLOCK },
    Banned { pattern: "Instant::now", place: Place::Engines, advice: NO_CLOCK },
    Banned { pattern: "Timestamp::now", place: Place::Engines, advice: NO_CLOCK },
    Banned { pattern: "Zoned::now", place: Place::Engines, advice: NO_CLOCK },
    Banned { pattern: "std::fs", place: Place::Engines, advice: NO_IO },
    Banned { pattern: "std::net", place: Place::Engines, advice: NO_IO },
    Banned { pattern: "std::env", place: Place::Engines, advice: NO_IO },
    Banned { pattern: "std::process", place: Place::Engines, advice: NO_IO },
    Banned { pattern: "println!", place: Place::Engines, advice: NO_PRINTING },
    Banned { pattern: "print!", place: Place::Engines, advice: NO_PRINTING },
    Banned { pattern: "eprintln!", place: Place::Engines, advice: NO_PRINTING },
    Banned { pattern: "eprint!", place: Place::Engines, advice: NO_PRINTING },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_lines(path: &str, text: &str, expected: &[&str]) {
        let found: Vec<String> =
            check(&House::of(&[(path, text)])).iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), expected.len(), "{found:#?}");
        for (found, expected) in found.iter().zip(expected) {
            assert!(found.starts_with(expected), "{found}");
        }
    }

    #[test]
    fn a_file_opens_with_what_it_answers() {
        check_lines("a/src/lib.rs", "fn a() {}\n", &["a/src/lib.rs:1: does not open"]);
        check_lines("a/src/lib.rs", "//! A.\nfn a() {}\n", &[]);
    }

    #[test]
    fn long_files_are_named_and_tests_are_free() {
        let long = format!("//! A.\n{}", "const A: u8 = 0;\n".repeat(601));
        check_lines("a/src/b.rs", &long, &["a/src/b.rs:1: 601 lines of code"]);
        check_lines("a/src/tests.rs", &long, &[]);
        let tested = format!("//! A.\n#[cfg(test)]\nmod tests {{\n{}}}\n", "f();\n".repeat(601));
        check_lines("a/src/b.rs", &tested, &[]);
    }

    #[test]
    fn long_functions_are_named() {
        let function = |lines| format!("//! A.\n\nfn a() {{\n{}}}\n", "    b();\n".repeat(lines));
        check_lines("a/src/b.rs", &function(68), &[]);
        check_lines("a/src/b.rs", &function(69), &["a/src/b.rs:3: `a` has 71 lines"]);
    }

    #[test]
    fn serialize_is_derived_at_the_edges_only() {
        let text = "//! A.\n#[derive(Debug, Serialize)]\nstruct A;\n";
        check_lines("signals/src/a.rs", text, &["signals/src/a.rs:2: derives Serialize"]);
        check_lines("server/src/a.rs", text, &[]);
    }

    #[test]
    fn banned_code_is_named_and_words_in_text_are_not() {
        let in_code = "//! A.\nfn a() {\n    b().unwrap();\n    todo!()\n}\n";
        let expected = ["a/src/b.rs:4: `todo!`", "a/src/b.rs:3: `.unwrap()`"];
        check_lines("a/src/b.rs", in_code, &expected);
        check_lines("a/src/b.rs", "//! A.\n// todo!()\nconst A: &str = \"dbg!(x)\";\n", &[]);
        check_lines("a/src/tests.rs", "//! A.\nfn a() { b().unwrap(); }\n", &[]);
        check_lines(
            "a/src/tests.rs",
            "//! A.\n#[ignore]\nfn a() {}\n",
            &["a/src/tests.rs:2: `#[ignore`"],
        );
    }

    #[test]
    fn engines_are_pure() {
        let text = "//! A.\nfn a() { std::fs::read(x); }\n";
        check_lines("signals/src/a.rs", text, &["signals/src/a.rs:2: `std::fs`"]);
        check_lines("store/src/a.rs", text, &[]);
        check_lines("signals/examples/a.rs", text, &[]);
        check_lines("signals/src/tests.rs", text, &[]);
    }
}
