//! What a command asks of the system, call by call, and commands that are killed or refused at one.
//!
//! Answers: which calls a run made, in which order, on which files. `strace` does the watching; it can
//! also end a process as it makes its n-th call of a kind, or refuse it that call.

use std::collections::HashMap;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::node::{Done, Node};

/// One call to the system.
#[derive(Debug)]
pub struct Call {
    /// Its name.
    pub name: String,
    /// What it was given, as `strace` writes it.
    pub given: Vec<String>,
    /// What came of it; nothing where the process ended in it.
    pub result: Option<i64>,
    /// Lines of the record on which it began and ended.
    pub begun: usize,
    pub ended: usize,
    /// Which one of this name it was in its thread, from 1.
    pub number: u32,
    /// Whether it was refused on purpose.
    pub was_refused: bool,
}

/// A run and its calls, in the order in which they ended.
pub struct Trace {
    pub calls: Vec<Call>,
    pub done: Done,
    /// Whether a signal ended it.
    pub was_killed: bool,
}

/// What is done to a run.
#[derive(Clone, Debug)]
pub enum Blow {
    /// Nothing.
    None,
    /// It is killed as it makes its n-th call of a name.
    Kill(String, u32),
    /// Calls of a name are refused with an error, from the n-th on or only that one.
    Refuse(Vec<String>),
}

/// Whether `strace` is here and may watch; without it the test says so, and CI fails.
pub fn may_watch() -> bool {
    let tried = Command::new("strace").args(["-f", "-o", "/dev/null", "true"]).output();
    let may = tried.is_ok_and(|output| output.status.success());
    if !may {
        assert!(std::env::var_os("CI").is_none(), "CI must have strace: cargo xtask test");
        eprintln!("not tested: strace is not installed, or may not watch processes here");
    }
    may
}

/// Runs a command in the node's directory, where every path may be relative.
pub fn watch(node: &Node, arguments: &[String], blow: &Blow) -> Trace {
    let record = node.path("strace.txt");
    let mut command = Command::new("strace");
    command.args(["-f", "-y", "-xx", "-s", "10000000", "-o"]).arg(&record);
    // A name that this kind of machine does not have is left out.
    command.arg("-e").arg(format!("trace=?{}", WATCHED.join(",?")));
    match blow {
        Blow::None => {
            command.arg("--seccomp-bpf");
        }
        // What makes watching quick would let the signal pass by.
        Blow::Kill(name, number) => {
            command.arg("-e").arg(format!("inject={name}:signal=KILL:when={number}"));
        }
        Blow::Refuse(refusals) => {
            for refusal in refusals {
                command.arg("-e").arg(format!("inject={refusal}"));
            }
        }
    }
    command.arg(env!("CARGO_BIN_EXE_watchfire")).args(arguments);
    command.env("WATCHFIRE_TODAY", "2026-11-22").env("RUST_BACKTRACE", "0");
    command.current_dir(node.path(""));
    let output = command.stdin(Stdio::null()).output().unwrap();
    let text = std::fs::read_to_string(&record).unwrap();
    std::fs::remove_file(&record).unwrap();
    let was_killed = output.status.code().is_none();
    Trace { calls: read_record(&text), done: Done::of(&output), was_killed }
}

impl Call {
    /// A text it was given.
    pub fn text(&self, at: usize) -> Vec<u8> {
        bytes_of(&self.given[at])
    }

    /// A number it was given; of an open file its descriptor.
    pub fn number_given(&self, at: usize) -> i64 {
        let number = self.given[at].split('<').next().and_then(|number| number.parse().ok());
        number.unwrap_or_else(|| panic!("no number at {at}: {self:?}"))
    }

    /// Whether it names a file, or is given an open one, whose path holds `part`.
    pub fn names(&self, part: &str) -> bool {
        let is_data = |at: usize| at == 1 && self.name.contains("write");
        self.given.iter().enumerate().any(|(at, given)| {
            let quoted = given.starts_with('"') && !is_data(at);
            let opened = given.split_once('<').filter(|(number, _)| number.parse::<u32>().is_ok());
            let path = opened.map_or(given.as_str(), |(_, path)| path);
            (quoted || opened.is_some()) && String::from_utf8_lossy(&bytes_of(path)).contains(part)
        })
    }

    /// Whether it tells the user something that holds `text`.
    pub fn says(&self, text: &str) -> bool {
        self.name == "write"
            && self.number_given(0) == 1
            && String::from_utf8_lossy(&self.text(1)).contains(text)
    }
}

/// Reads what `strace -f -xx` wrote.
pub fn read_record(text: &str) -> Vec<Call> {
    let mut begun: HashMap<&str, (usize, String)> = HashMap::new();
    let mut counts: HashMap<(&str, String), u32> = HashMap::new();
    let mut calls = Vec::new();
    for (line, content) in text.lines().enumerate() {
        let Some((thread, said)) = content.split_once(' ') else { continue };
        let said = said.trim_start();
        if said.starts_with("+++") || said.starts_with("---") {
            continue;
        }
        let (from, whole) = if let Some(rest) = said.strip_prefix("<... ") {
            let (_, rest) = rest.split_once("resumed>").unwrap();
            let (from, beginning) = begun.remove(thread).unwrap();
            (from, beginning + rest)
        } else {
            (line, said.to_owned())
        };
        if let Some(beginning) = whole.strip_suffix("<unfinished ...>") {
            begun.insert(thread, (from, beginning.trim_end().to_owned()));
            continue;
        }
        calls.push((thread, read_call(&whole, from, line)));
    }
    // A process that was killed leaves calls that never ended.
    let last = text.lines().count();
    for (thread, (from, beginning)) in begun {
        calls.push((thread, read_call(&format!("{beginning}) = ?"), from, last)));
    }
    let mut in_order: Vec<usize> = (0..calls.len()).collect();
    in_order.sort_by_key(|at| calls[*at].1.begun);
    for at in in_order {
        let (thread, call) = &mut calls[at];
        let count = counts.entry((*thread, call.name.clone())).or_default();
        *count += 1;
        call.number = *count;
    }
    calls.into_iter().map(|(_, call)| call).collect()
}

fn read_call(text: &str, begun: usize, ended: usize) -> Call {
    let (before, result) = text.rsplit_once(" = ").unwrap_or_else(|| panic!("no call: {text}"));
    let (name, given) = before.trim_end().split_once('(').unwrap();
    let was_refused = result.ends_with("(INJECTED)");
    let result = result.split([' ', '<']).next().unwrap();
    let result = match result.strip_prefix("0x") {
        Some(hexadecimal) => i64::from_str_radix(hexadecimal, 16).ok(),
        None => result.parse().ok(),
    };
    let given = split(given.strip_suffix(')').unwrap_or(given));
    Call { name: name.to_owned(), given, result, begun, ended, number: 0, was_refused }
}

/// Splits at commas, but not within braces.
fn split(text: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let is_end = |c: char| {
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' => depth -= 1,
            _ => {}
        }
        c == ',' && depth == 0
    };
    text.split(is_end).map(|part| part.trim().to_owned()).collect()
}

/// The bytes of a text of which each is written as `\x2f`.
fn bytes_of(quoted: &str) -> Vec<u8> {
    let digits = quoted.split("\\x").skip(1);
    digits.map(|digits| u8::from_str_radix(&digits[..2], 16).unwrap()).collect()
}

/// Copies a directory with all below it.
pub fn copy_directory(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in from.read_dir().unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_directory(&path, &target);
        } else {
            std::fs::copy(&path, target).unwrap();
        }
    }
}

/// Calls that read, change, name or ask about files; not all of them change something.
const WATCHED: [&str; 39] = [
    "openat",
    "read",
    "pread64",
    "write",
    "pwrite64",
    "writev",
    "pwritev",
    "pwritev2",
    "copy_file_range",
    "sendfile",
    "splice",
    "ftruncate",
    "truncate",
    "fallocate",
    "fsync",
    "fdatasync",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "unlink",
    "unlinkat",
    "mkdir",
    "mkdirat",
    "rmdir",
    "lseek",
    "close",
    "mmap",
    "munmap",
    "fcntl",
    "flock",
    "fstat",
    "newfstatat",
    "statx",
    "getdents64",
    "access",
    "getcwd",
    "readlink",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_that_were_interrupted_are_put_together() {
        let record = "7 openat(AT_FDCWD<\\x2f>, \"\\x61\", O_RDWR|O_CREAT, 0644) = 9<\\x2f\\x61>\n\
            8 pwrite64(4<\\x62>, \"\\x00\\x2c\", 2, 10 <unfinished ...>\n\
            7 fsync(9)             = -1 ENOSPC (No space left on device) (INJECTED)\n\
            8 <... pwrite64 resumed>) = 2\n\
            7 fsync(9 <unfinished ...>\n\
            7 +++ killed by SIGKILL +++\n";
        let calls = read_record(record);
        let say = |call: &Call| (call.name.clone(), call.result, call.begun, call.number);
        let said: Vec<_> = calls.iter().map(say).collect();
        let expected = [
            ("openat", Some(9), 0, 1),
            ("fsync", Some(-1), 2, 1),
            ("pwrite64", Some(2), 1, 1),
            ("fsync", None, 4, 2),
        ];
        let expected: Vec<_> = expected
            .map(|(name, result, begun, number)| (name.to_owned(), result, begun, number))
            .into();
        assert_eq!(said, expected);
        assert!(calls[0].names("a") && !calls[2].names("/") && calls[1].was_refused);
        assert_eq!((calls[2].text(1), calls[2].number_given(3)), (vec![0, 0x2c], 10));
    }
}
