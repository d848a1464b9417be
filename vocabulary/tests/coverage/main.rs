//! How much of what the real sets call a substance the table understands, set by set, and that no
//! name is taken for another.
//!
//! The sets lie beside the repository (`WATCHFIRE_SHARED`, else `../shared`); without them the tests
//! say so and pass. What stays open is printed with its rows.

mod confusions;
mod sets;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sets::{SETS, Strings};
use vocabulary::substance::{How, Substances};

/// Distinct strings with their rows, under how they were understood.
type Coverage = BTreeMap<&'static str, BTreeMap<String, usize>>;

const OPEN: &str = "open";

#[test]
fn substance_strings_of_the_real_sets_resolve() {
    let Some(data) = data() else { return };
    let mut below = Vec::new();
    for (set, floor, places) in SETS {
        let coverage = coverage(&data, places);
        let strings = share_resolved(&coverage, BTreeMap::len);
        let rows = share_resolved(&coverage, |strings| strings.values().sum());
        let counts: Vec<String> =
            coverage.iter().map(|(how, strings)| format!("{how} {}", strings.len())).collect();
        println!(
            "{set}: {:.2} % of strings, {:.2} % of rows ({})",
            strings * 100.0,
            rows * 100.0,
            counts.join(", ")
        );
        for (text, rows) in coverage.get(OPEN).into_iter().flatten() {
            println!("    open {rows:>6}  {text}");
        }
        if strings < *floor || rows < *floor {
            below.push(set);
        }
    }
    assert!(below.is_empty(), "below the floor: {below:?}");
}

#[test]
fn fuzzy_results_in_the_real_sets_are_those_read_by_eye() {
    let Some(data) = data() else { return };
    let mut found: Vec<String> = Vec::new();
    for (_, _, places) in SETS {
        for (text, sentence) in strings(&data, places).into_keys() {
            if sentence {
                continue;
            }
            for part in Substances::shipped().resolve(&text) {
                if let (How::Fuzzy { .. }, Some(id)) = (part.how, part.substance) {
                    found.push(format!("{} -> {id}", part.text));
                }
            }
        }
    }
    found.sort();
    found.dedup();
    assert_eq!(found, confusions::READ_BY_EYE);
}

fn share_resolved(coverage: &Coverage, size: impl Fn(&BTreeMap<String, usize>) -> usize) -> f64 {
    let part = |count: usize| f64::from(u32::try_from(count).expect("the sets are small"));
    let all: usize = coverage.values().map(&size).sum();
    1.0 - part(coverage.get(OPEN).map_or(0, &size)) / part(all)
}

fn coverage(data: &Path, places: &[Strings]) -> Coverage {
    let mut coverage = Coverage::new();
    for ((text, sentence), rows) in strings(data, places) {
        let how = if sentence { how_of_sentence(&text) } else { how_of_label(&text) };
        *coverage.entry(how).or_default().entry(text).or_default() += rows;
    }
    coverage
}

/// The distinct strings of a set, whether each is a sentence, and its rows.
fn strings(data: &Path, places: &[Strings]) -> BTreeMap<(String, bool), usize> {
    let mut strings = BTreeMap::new();
    for place in places {
        let mut add = |text: &str, sentence: bool, rows: usize| {
            if !text.trim().is_empty() {
                *strings.entry((text.trim().to_owned(), sentence)).or_default() += rows;
            }
        };
        match *place {
            Strings::Labels(file, column) => {
                cells(data, file, column, None, |text| add(text, false, 1));
            }
            Strings::LabelsWhere(file, column, only) => {
                cells(data, file, column, Some(only), |text| add(text, false, 1));
            }
            Strings::Sentences(file, column) => {
                cells(data, file, column, None, |text| add(text, true, 1));
            }
            Strings::Headings(file, from, to) => {
                let mut reader = open(data, file);
                let header = reader.headers().expect("the set has a header").clone();
                let rows = reader.records().count();
                let wanted = header.iter().take(to).skip(from);
                wanted.for_each(|text| add(text, false, rows));
            }
        }
    }
    strings
}

fn cells(
    data: &Path,
    file: &str,
    column: &str,
    only: Option<(&str, &str)>,
    mut each: impl FnMut(&str),
) {
    let mut reader = open(data, file);
    let header = reader.headers().expect("the set has a header").clone();
    let position = |name: &str| header.iter().position(|found| found == name).expect(name);
    let at = position(column);
    let only = only.map(|(name, value)| (position(name), value));
    for row in reader.records() {
        let row = row.expect("the set is well-formed CSV");
        if only.is_none_or(|(other, value)| &row[other] == value) {
            each(&row[at]);
        }
    }
}

/// The least certain of its parts.
fn how_of_label(text: &str) -> &'static str {
    let parts = Substances::shipped().resolve(text);
    let worst = parts.iter().map(|part| part.how).max_by_key(|how| match how {
        How::NoDrugNamed => 0,
        How::Exact => 1,
        How::Synonym => 2,
        How::Folded => 3,
        How::Fuzzy { .. } => 4,
        How::NotResolved => 5,
    });
    match worst {
        Some(How::NoDrugNamed) => "no drug named",
        Some(How::Exact) => "exact",
        Some(How::Synonym) => "synonym",
        Some(How::Folded) => "folded",
        Some(How::Fuzzy { .. }) => "fuzzy",
        Some(How::NotResolved) | None => OPEN,
    }
}

fn how_of_sentence(text: &str) -> &'static str {
    let table = Substances::shipped();
    if !table.find_in_text(text).is_empty() {
        "named"
    } else if table.names_no_drug(text) {
        "no drug named"
    } else {
        OPEN
    }
}

fn open(data: &Path, file: &str) -> csv::Reader<std::fs::File> {
    let path = data.join(file);
    csv::Reader::from_path(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn data() -> Option<PathBuf> {
    let shared = std::env::var_os("WATCHFIRE_SHARED")
        .map_or_else(|| PathBuf::from("../../shared"), PathBuf::from);
    let data = shared.join("data");
    if !data.is_dir() {
        eprintln!("not tested, because {} is absent: set WATCHFIRE_SHARED", data.display());
        return None;
    }
    Some(data)
}
