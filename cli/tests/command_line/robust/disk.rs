//! A disk that keeps only what it was told to keep: a model of what a crash of the machine may leave.
//!
//! Answers: given the calls of a run, what may be found after the power failed at one of them. The rules
//! are those that a careful program may count on and no more:
//! - the bytes of a file are safe once the file was synced, and its name once its directory was;
//! - of what was not synced, any part may be there in any order: each write whole, torn, as zeros, or
//!   not at all; each name made, changed or removed, or not yet;
//! - a change of one name is whole or absent.
//!
//! Memory that SQLite shares between processes (`-shm`) never survives.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use super::chance::Chance;
use super::strace::Call;

/// The disk below one directory, which is also where the run works.
pub struct Disk {
    root: String,
    nodes: Vec<Node>,
    open: HashMap<i64, Open>,
}

/// What an unsynced change is worth after the crash.
#[derive(Clone, Copy, Debug)]
pub enum Keeps {
    /// All of it: as if only the process had died.
    Everything,
    /// None of it.
    Nothing,
    /// Names, but no bytes.
    Names,
    /// Bytes, but no names.
    Bytes,
    /// Whatever falls out.
    Some,
}

/// Ways in which a crash may fall out.
pub const KEEPS: [Keeps; 7] = [
    Keeps::Nothing,
    Keeps::Names,
    Keeps::Bytes,
    Keeps::Some,
    Keeps::Some,
    Keeps::Some,
    Keeps::Everything,
];

enum Node {
    File { safe: Vec<u8>, unsafe_: Vec<(usize, Change)> },
    Directory { safe: BTreeMap<String, usize>, unsafe_: Vec<(usize, Naming)> },
}

#[derive(Clone)]
enum Change {
    Write(usize, Vec<u8>),
    Length(usize),
}

#[derive(Clone)]
enum Naming {
    Made(String, usize),
    Gone(String),
    Renamed(String, String, usize),
}

struct Open {
    node: usize,
    offset: usize,
}

impl Disk {
    /// The disk as it stands below a directory, all of it safe, for a run that called it `root`.
    pub fn of(directory: &Path, root: &Path) -> Self {
        let root = root.display().to_string().trim_end_matches('/').to_owned();
        let mut disk = Self { root, nodes: Vec::new(), open: HashMap::new() };
        disk.load(directory);
        disk
    }

    fn load(&mut self, path: &Path) -> usize {
        let at = self.nodes.len();
        if path.is_file() {
            let safe = std::fs::read(path).unwrap();
            self.nodes.push(Node::File { safe, unsafe_: Vec::new() });
            return at;
        }
        self.nodes.push(Node::Directory { safe: BTreeMap::new(), unsafe_: Vec::new() });
        for entry in path.read_dir().unwrap() {
            let entry = entry.unwrap();
            let child = self.load(&entry.path());
            let Node::Directory { safe, .. } = &mut self.nodes[at] else { unreachable!() };
            safe.insert(entry.file_name().into_string().unwrap(), child);
        }
        at
    }

    /// Does what a call did.
    pub fn follow(&mut self, call: &Call) {
        let Some(result) = call.result.filter(|result| *result >= 0) else { return };
        let length = usize::try_from(result).unwrap();
        match call.name.as_str() {
            "openat" => self.open(call, result),
            "close" => drop(self.open.remove(&call.number_given(0))),
            "write" => {
                let Some(Open { node, offset }) = self.opened(call) else { return };
                self.change(node, call, Change::Write(offset, call.text(1)[..length].to_vec()));
                self.advance(call.number_given(0), length);
            }
            "pwrite64" => {
                let Some(Open { node, .. }) = self.opened(call) else { return };
                let offset = usize::try_from(call.number_given(3)).unwrap();
                self.change(node, call, Change::Write(offset, call.text(1)[..length].to_vec()));
            }
            "copy_file_range" => self.copy(call, length),
            "ftruncate" => {
                let Some(Open { node, .. }) = self.opened(call) else { return };
                let length = usize::try_from(call.number_given(1)).unwrap();
                self.change(node, call, Change::Length(length));
            }
            "read" => self.advance(call.number_given(0), length),
            "lseek" => {
                if let Some(open) = self.open.get_mut(&call.number_given(0)) {
                    open.offset = length;
                }
            }
            "fsync" | "fdatasync" => {
                let Some(Open { node, .. }) = self.opened(call) else { return };
                self.sync(node, call.begun);
            }
            "mkdir" => {
                let Some((parent, name)) = self.place(AT_ROOT, &call.text(0)) else { return };
                self.nodes.push(Node::Directory { safe: BTreeMap::new(), unsafe_: Vec::new() });
                self.name(parent, call, Naming::Made(name, self.nodes.len() - 1));
            }
            "unlink" | "rmdir" => self.remove(call, AT_ROOT, 0),
            "unlinkat" => self.remove(call, &call.given[0], 1),
            "rename" => self.rename(call),
            // A program that writes in a way not modelled here must not pass for a careful one.
            "mmap" if !call.given[3].contains("MAP_SHARED") || !call.given[2].contains("WRITE") => {
            }
            "mmap" => assert!(!self.is_kept(call.number_given(4)), "not modelled: {call:?}"),
            // A second descriptor has the same place in the file; those of this program read by position.
            "fcntl" if call.given[1].contains("DUPFD") => {
                let Some(open) = self.opened(call) else { return };
                self.open.insert(result, open);
            }
            "pread64" | "munmap" | "fcntl" | "flock" | "fstat" | "newfstatat" | "statx"
            | "getdents64" | "access" | "getcwd" | "readlink" => {}
            "link" | "linkat" | "renameat" | "renameat2" | "truncate" | "mkdirat" => {
                panic!("not modelled: {call:?}")
            }
            _ => assert!(!call.names(&self.root), "not modelled: {call:?}"),
        }
    }

    /// Makes in `to` what a crash at this moment may leave.
    pub fn crash(&self, keeps: Keeps, chance: &mut Chance, to: &Path) {
        self.leave(ROOT, keeps, chance, to);
    }

    fn leave(&self, at: usize, keeps: Keeps, chance: &mut Chance, to: &Path) {
        match &self.nodes[at] {
            Node::File { safe, unsafe_ } => {
                let mut bytes = safe.clone();
                for (_, change) in unsafe_ {
                    survive(change, keeps, chance, safe.len(), &mut bytes);
                }
                std::fs::write(to, bytes).unwrap();
            }
            Node::Directory { safe, unsafe_ } => {
                let mut names = safe.clone();
                for (_, naming) in unsafe_ {
                    let survives = match keeps {
                        Keeps::Everything | Keeps::Names => true,
                        Keeps::Nothing | Keeps::Bytes => false,
                        Keeps::Some => chance.below(2) == 0,
                    };
                    if survives {
                        naming.apply(&mut names);
                    }
                }
                std::fs::create_dir_all(to).unwrap();
                for (name, at) in names.iter().filter(|(name, _)| !name.ends_with("-shm")) {
                    self.leave(*at, keeps, chance, &to.join(name));
                }
            }
        }
    }

    fn open(&mut self, call: &Call, descriptor: i64) {
        self.open.remove(&descriptor);
        let Some((parent, name)) = self.place(&call.given[0], &call.text(1)) else { return };
        let node = if name.is_empty() { Some(parent) } else { self.names(parent).remove(&name) };
        let flags = &call.given[2];
        assert!(!flags.contains("O_APPEND"), "not modelled: {call:?}");
        let node = node.unwrap_or_else(|| {
            assert!(flags.contains("O_CREAT"), "the record does not fit the disk: {call:?}");
            self.nodes.push(Node::File { safe: Vec::new(), unsafe_: Vec::new() });
            let node = self.nodes.len() - 1;
            self.name(parent, call, Naming::Made(name, node));
            node
        });
        if flags.contains("O_TRUNC") {
            self.change(node, call, Change::Length(0));
        }
        self.open.insert(descriptor, Open { node, offset: 0 });
    }

    fn opened(&self, call: &Call) -> Option<Open> {
        let Open { node, offset } = *self.open.get(&call.number_given(0))?;
        Some(Open { node, offset })
    }

    /// Whether a file stands for longer than the processes that share it.
    fn is_kept(&self, descriptor: i64) -> bool {
        let Some(Open { node, .. }) = self.open.get(&descriptor) else { return false };
        let is_it = |directory: &Node| match directory {
            Node::Directory { .. } => {
                let names = view(directory);
                names.iter().any(|(name, at)| at == node && !name.ends_with("-shm"))
            }
            Node::File { .. } => false,
        };
        self.nodes.iter().any(is_it)
    }

    fn advance(&mut self, descriptor: i64, by: usize) {
        if let Some(open) = self.open.get_mut(&descriptor) {
            open.offset += by;
        }
    }

    fn copy(&mut self, call: &Call, length: usize) {
        let (from, to) = (call.number_given(0), call.number_given(2));
        let Some(Open { node, offset }) = self.open.get(&to) else { return };
        let (node, offset) = (*node, *offset);
        let source = self.open.get(&from).expect("what is copied lies on the same disk");
        let Node::File { safe, unsafe_ } = &self.nodes[source.node] else { unreachable!() };
        let mut bytes = safe.clone();
        for (_, change) in unsafe_ {
            change.apply(&mut bytes);
        }
        let copied = bytes[source.offset..source.offset + length].to_vec();
        self.change(node, call, Change::Write(offset, copied));
        self.advance(from, length);
        self.advance(to, length);
    }

    fn remove(&mut self, call: &Call, under: &str, at: usize) {
        let Some((parent, name)) = self.place(under, &call.text(at)) else { return };
        self.name(parent, call, Naming::Gone(name));
    }

    fn rename(&mut self, call: &Call) {
        let from = self.place(AT_ROOT, &call.text(0));
        let to = self.place(AT_ROOT, &call.text(1));
        let (Some((parent, from)), Some((new_parent, to))) = (from, to) else { return };
        assert_eq!(parent, new_parent, "not modelled: {call:?}");
        let node = self.names(parent)[&from];
        self.name(parent, call, Naming::Renamed(from, to, node));
    }

    /// The directory and the last name of a path, where it lies on this disk; no name for the root.
    fn place(&self, under: &str, path: &[u8]) -> Option<(usize, String)> {
        let path = String::from_utf8(path.to_vec()).unwrap();
        let (mut at, below) = if path.starts_with('/') {
            (ROOT, path.strip_prefix(&self.root)?)
        } else if under.starts_with(AT_ROOT) {
            (ROOT, path.as_str())
        } else {
            let descriptor = under.split('<').next()?.parse().ok()?;
            (self.open.get(&descriptor)?.node, path.as_str())
        };
        let parts: Vec<&str> =
            below.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
        if parts.contains(&"..") {
            return None;
        }
        let Some((last, directories)) = parts.split_last() else {
            return Some((at, String::new()));
        };
        for directory in directories {
            at = *self.names(at).get(*directory)?;
        }
        Some((at, (*last).to_owned()))
    }

    fn names(&self, directory: usize) -> BTreeMap<String, usize> {
        view(&self.nodes[directory])
    }

    fn change(&mut self, node: usize, call: &Call, change: Change) {
        let Node::File { unsafe_, .. } = &mut self.nodes[node] else { unreachable!() };
        unsafe_.push((call.ended, change));
    }

    fn name(&mut self, directory: usize, call: &Call, naming: Naming) {
        let Node::Directory { unsafe_, .. } = &mut self.nodes[directory] else { unreachable!() };
        unsafe_.push((call.ended, naming));
    }

    /// Makes safe what was done before a sync began.
    fn sync(&mut self, node: usize, begun: usize) {
        match &mut self.nodes[node] {
            Node::File { safe, unsafe_ } => {
                let done = unsafe_.extract_if(.., |(ended, _)| *ended < begun);
                done.for_each(|(_, change)| change.apply(safe));
            }
            Node::Directory { safe, unsafe_ } => {
                let done = unsafe_.extract_if(.., |(ended, _)| *ended < begun);
                done.for_each(|(_, naming)| naming.apply(safe));
            }
        }
    }
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Write(offset, written) => {
                let end = offset + written.len();
                if bytes.len() < end {
                    bytes.resize(end, 0);
                }
                bytes[*offset..end].copy_from_slice(written);
            }
            Self::Length(length) => bytes.resize(*length, 0),
        }
    }
}

impl Naming {
    fn apply(&self, names: &mut BTreeMap<String, usize>) {
        match self {
            Self::Made(name, node) => {
                names.insert(name.clone(), *node);
            }
            Self::Gone(name) => {
                names.remove(name);
            }
            Self::Renamed(from, to, node) => {
                names.remove(from);
                names.insert(to.clone(), *node);
            }
        }
    }
}

/// The names in a directory as the run sees them.
fn view(directory: &Node) -> BTreeMap<String, usize> {
    let Node::Directory { safe, unsafe_ } = directory else { unreachable!() };
    let mut names = safe.clone();
    for (_, naming) in unsafe_ {
        naming.apply(&mut names);
    }
    names
}

/// Does to a file what is left of an unsynced change.
fn survive(
    change: &Change,
    keeps: Keeps,
    chance: &mut Chance,
    safe_length: usize,
    bytes: &mut Vec<u8>,
) {
    let way = match keeps {
        Keeps::Everything | Keeps::Bytes => 0,
        Keeps::Nothing | Keeps::Names => 1,
        Keeps::Some => chance.below(4),
    };
    match (way, change) {
        (0, _) => change.apply(bytes),
        // Torn between two sectors.
        (2, Change::Write(offset, written)) => {
            let kept = SECTOR * chance.below(written.len() / SECTOR + 1);
            Change::Write(*offset, written[..kept].to_vec()).apply(bytes);
        }
        // Room was found for it, and it never came.
        (3, Change::Write(offset, written)) if *offset >= safe_length => {
            Change::Write(*offset, vec![0; written.len()]).apply(bytes);
        }
        _ => {}
    }
}

const ROOT: usize = 0;
const AT_ROOT: &str = "AT_FDCWD";
const SECTOR: usize = 512;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::node::Node as Place;
    use crate::robust::strace::read_record;

    /// Which names, with how many bytes, a crash after some calls may leave.
    fn left(record: &str, keeps: Keeps) -> BTreeSet<Vec<(String, u64)>> {
        let before = Place::none();
        let mut disk = Disk::of(&before.path(""), Path::new("/d"));
        for call in read_record(record) {
            disk.follow(&call);
        }
        let crash = |seed| {
            let after = Place::none();
            disk.crash(keeps, &mut Chance::of(seed), &after.path(""));
            let entries = after.path("").read_dir().unwrap().map(Result::unwrap);
            let size = |entry: &std::fs::DirEntry| entry.metadata().unwrap().len();
            let name = |entry: &std::fs::DirEntry| entry.file_name().into_string().unwrap();
            let mut found: Vec<_> = entries.map(|entry| (name(&entry), size(&entry))).collect();
            found.sort();
            found
        };
        (0..100).map(crash).collect()
    }

    #[test]
    fn only_what_was_synced_is_sure_to_survive() {
        // It makes `a`, writes a byte, syncs it, renames it to `b`, and syncs the directory.
        let made = "1 openat(AT_FDCWD, \"\\x61\", O_WRONLY|O_CREAT, 0600) = 3\n\
            1 write(3, \"\\x00\", 1) = 1\n";
        let renamed = "1 fsync(3) = 0\n1 rename(\"\\x61\", \"\\x62\") = 0\n";
        let synced = "1 openat(AT_FDCWD, \"\\x2e\", O_RDONLY) = 4\n1 fsync(4) = 0\n";
        let check = |record: &str, keeps, expected: &[&[(&str, u64)]]| {
            let own = |found: &&[(&str, u64)]| {
                found.iter().map(|(name, size)| ((*name).to_owned(), *size)).collect::<Vec<_>>()
            };
            let expected: BTreeSet<_> = expected.iter().map(own).collect();
            assert_eq!(left(record, keeps), expected, "{record}");
        };
        check(made, Keeps::Nothing, &[&[]]);
        check(made, Keeps::Names, &[&[("a", 0)]]);
        check(made, Keeps::Some, &[&[], &[("a", 0)], &[("a", 1)]]);
        let renamed = made.to_owned() + renamed;
        check(&renamed, Keeps::Nothing, &[&[]]);
        check(&renamed, Keeps::Everything, &[&[("b", 1)]]);
        check(&renamed, Keeps::Some, &[&[], &[("a", 1)], &[("b", 1)]]);
        let synced = renamed + synced;
        for keeps in KEEPS {
            check(&synced, keeps, &[&[("b", 1)]]);
        }
    }
}
