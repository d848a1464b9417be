//! Nodes on either engine, each in a directory and a schema of its own.

use std::fmt::Write as _;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use jiff::civil::{Date, date};
use store::address::LedgerAddress;
use store::node::{Node, NodeWriter};
use vocabulary::handling::Reader;
use vocabulary::submission::{Extent, SubmissionId};
use workflows::ingest::{Outcome, Submitted, ingest};
use workflows::make_node::make_node_at;
use workflows::withdraw::{WithdrawError, Withdrawal, withdraw};

use crate::scratch::secret;
pub use crate::scratch::{Directory, engines, postgres};

/// A new node with keys of its own.
pub async fn node(directory: &Directory, ledger: &LedgerAddress) -> Node {
    make_node_at(&directory.path("node"), "Test node", secret(), ledger).await.unwrap()
}

/// Takes in a file under [`MAPPING`], the `number`th of its node.
pub async fn take_in(writer: &mut NodeWriter, number: u8, file: &str) -> SubmissionId {
    take_in_under(MAPPING, writer, number, file).await
}

/// Takes in a file under a mapping.
pub async fn take_in_under(
    mapping: &str,
    writer: &mut NodeWriter,
    number: u8,
    file: &str,
) -> SubmissionId {
    let mut file = Cursor::new(file.as_bytes());
    let submitted = Submitted {
        file_name: "figures.csv",
        file: &mut file,
        mapping,
        today: TODAY,
        random: [number; 80],
        reader: &Reader::local_administrator(),
        watch: &|_| {},
    };
    match ingest(writer, submitted).await.unwrap() {
        Outcome::Stored(stored) => stored.header.id.clone(),
        other => panic!("{other:?}"),
    }
}

/// Withdraws or erases a submission.
pub async fn take_back(
    writer: &mut NodeWriter,
    number: u8,
    id: &SubmissionId,
    extent: Extent,
) -> Result<(), WithdrawError> {
    let withdrawal = Withdrawal {
        id: id.as_str(),
        reason: "made up for a test",
        extent,
        today: TODAY,
        random: [number; 16],
    };
    withdraw(writer, &withdrawal, &Reader::local_administrator()).await.map(|_| ())
}

/// The mapping for files about people: their facts are sealed.
pub fn personal_mapping() -> String {
    let personal = MAPPING.replace("subjects = \"none\"", "subjects = \"deceased\"");
    personal.replace("source = \"test\"", "source = \"personal\"")
}

/// Every file below the node's directory, by name.
pub fn files_below(directory: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in directory.read_dir().unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Sixteen years of a steady figure with a jump at the end, and one row that cannot be read.
pub fn figures_with_a_jump() -> String {
    let mut text = "month,drug,events\n".to_owned();
    for i in 0..192 {
        let (year, month) = (2008 + i / 12, i % 12 + 1);
        let events = if i >= 190 { 60 } else { 8 + i % 5 };
        writeln!(text, "{year}-{month:02},fentanyl,{events}").unwrap();
    }
    text + "2024-01,fentanyl,many\n"
}

/// The day of the tests.
pub const TODAY: Date = date(2026, 11, 22);

/// A small mapping for files with the columns month, drug and events.
pub const MAPPING: &str = include_str!("../../../cli/tests/command_line/seizures.toml");
