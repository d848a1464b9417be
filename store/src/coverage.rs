//! The substance strings of the facts: what each source wrote and how it was understood.
//!
//! Answers: which words stand behind the substances of the current facts, and in how many rows. It
//! reads what was stored when a row came in; it resolves nothing anew.

use std::collections::BTreeMap;

use vocabulary::substance::How;

use crate::fact_columns::how_of;
use crate::fact_file::FactFileError;
use crate::facts::{Columns, Facts, OpenFile, QueryError};

/// A string that a source wrote where a substance stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SubstanceString {
    /// Whose string it is.
    pub source: String,
    /// Column it was read from; empty where the mapping states the substance.
    pub column: String,
    /// The string, or the part of it that names one substance.
    pub text: String,
    /// How it was understood.
    pub how: How,
    /// The substance it stands for, where one was recognised.
    pub substance: Option<String>,
}

impl Facts {
    /// Every substance string of the current facts with its rows.
    ///
    /// - Shape: by source, column and text; a row that gives several facts counts once.
    ///
    /// # Errors
    /// When the facts cannot be read.
    pub fn substance_strings(&self) -> Result<Vec<(SubstanceString, u64)>, QueryError> {
        let mut strings = BTreeMap::new();
        for table in &self.tables {
            for (file, counts) in &table.files {
                add(file, |row| counts.value(row), &mut strings)?;
            }
        }
        Ok(strings.into_iter().map(|(string, rows)| (string, rows.count)).collect())
    }
}

/// Rows counted, and the last of them.
#[derive(Default)]
struct Rows {
    count: u64,
    last: Option<i64>,
}

fn add(
    file: &OpenFile,
    counts: impl Fn(usize) -> bool,
    strings: &mut BTreeMap<SubstanceString, Rows>,
) -> Result<(), QueryError> {
    for rows in strings.values_mut() {
        rows.last = None;
    }
    let wanted = ["row", "substances", "substance_texts", "substance_columns", "resolutions"];
    let mut first = 0;
    for batch in file.read(&wanted)? {
        let batch = batch.map_err(FactFileError::from)?;
        let columns = Columns(&batch);
        let (ids, texts) = (columns.lists("substances")?, columns.lists("substance_texts")?);
        let (names, words) = (columns.lists("substance_columns")?, columns.lists("resolutions")?);
        let numbers = columns.wholes("row")?;
        for row in (0..batch.num_rows()).filter(|row| counts(first + row)) {
            let parts = ids.get(row).zip(texts.get(row)).zip(names.get(row).zip(words.get(row)));
            for ((id, text), (column, word)) in parts {
                let string = SubstanceString {
                    source: file.source().to_owned(),
                    column: column.to_owned(),
                    text: text.to_owned(),
                    how: how_of(word).ok_or(QueryError::Damaged("resolutions"))?,
                    substance: Some(id.to_owned()).filter(|id| !id.is_empty()),
                };
                let rows = strings.entry(string).or_default();
                if rows.last != Some(numbers[row]) {
                    rows.count += 1;
                    rows.last = Some(numbers[row]);
                }
            }
        }
        first += batch.num_rows();
    }
    Ok(())
}
