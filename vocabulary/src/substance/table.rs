//! Reads the shipped table of substances.
//!
//! It does not read anything else: a broken row is a broken release, and the tests notice it first.

use super::{Substance, SubstanceId, SubstanceKind};

/// The bytes of the table as they were when this release was built.
pub(super) const SOURCE: &str = include_str!("../../data/substances.csv");

/// A spelling that is a name on a label but an ordinary word in a sentence, such as `ice`.
pub(super) const LABEL_ONLY_MARK: char = '~';

/// One row with its spellings as the table writes them, marks included.
pub(super) struct Row {
    pub(super) substance: Substance,
    pub(super) marked_name: String,
    pub(super) marked_synonyms: Vec<String>,
}

/// Every row, in the order of the table.
pub(super) fn rows() -> Vec<Row> {
    csv::Reader::from_reader(SOURCE.as_bytes())
        .records()
        .map(|record| row(&record.expect("the shipped table is well-formed CSV; a test reads it")))
        .collect()
}

fn row(record: &csv::StringRecord) -> Row {
    let cell = |column: usize| {
        record.get(column).expect("every row of the shipped table has ten columns; a test reads it")
    };
    let filled = |column: usize| Some(cell(column).to_owned()).filter(|text| !text.is_empty());
    let id = |text: &str| {
        SubstanceId::parse(text).expect("ids of the shipped table are slugs; a test reads them")
    };
    let marked_synonyms: Vec<String> = list(cell(4)).map(str::to_owned).collect();
    let substance = Substance {
        id: id(cell(0)),
        name: cell(1).trim_start_matches(LABEL_ONLY_MARK).to_owned(),
        kind: kind(cell(2)),
        parents: list(cell(3)).map(id).collect(),
        synonyms: marked_synonyms
            .iter()
            .map(|text| text.trim_start_matches(LABEL_ONLY_MARK).to_owned())
            .collect(),
        cas: filled(5),
        inchikey: filled(6),
        control: filled(7),
        control_source: filled(8),
        sources: list(cell(9)).map(str::to_owned).collect(),
    };
    Row { substance, marked_name: cell(1).to_owned(), marked_synonyms }
}

fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').filter(|part| !part.is_empty())
}

fn kind(cell: &str) -> SubstanceKind {
    match cell {
        "class" => SubstanceKind::Class,
        "product" => SubstanceKind::Product,
        _ => SubstanceKind::Compound,
    }
}
