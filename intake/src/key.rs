//! Which facts are the same figure told again: the key that joins them.
//!
//! Answers: what stands in a fact's key. Source and indicator always do; the mapping adds columns
//! as they are written, or fields as they were understood, so that two files that spell a region
//! differently still speak of one figure.

use vocabulary::fact::{Detail, Fact};

use crate::mapping::MappingError;
use crate::mapping::columns::Columns;
use crate::mapping::written::WrittenKey;
use crate::row::{Column, Row};

/// What makes the key of a fact.
#[derive(Debug)]
pub(crate) struct KeyRule {
    /// The source, as every key begins.
    source: String,
    columns: Vec<Column>,
    fields: Vec<Field>,
    /// What happens to a key that a file holds twice.
    pub repeats: Repeats,
}

/// A field as it was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Place,
    Period,
    Substance,
    Unit,
    Subgroup,
}

/// What happens to a key that a file holds twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeats {
    /// The later row is rejected: a figure cannot have two values in one file.
    Reject,
    /// The later row gets the next number: the file has no id and two events may look the same.
    Ordinal,
}

const FIELDS: [(Field, &str); 5] = [
    (Field::Place, "place"),
    (Field::Period, "period"),
    (Field::Substance, "substance"),
    (Field::Unit, "unit"),
    (Field::Subgroup, "subgroup"),
];

impl KeyRule {
    /// Checks what a mapping writes under `[key]`.
    pub fn build(
        source: &str,
        written: &WrittenKey,
        columns: &mut Columns,
    ) -> Result<Self, MappingError> {
        if written.columns.is_empty() && written.fields.is_empty() {
            return Err(MappingError::setting(
                "key",
                "",
                "name the columns that tell one row from another",
            ));
        }
        let field = |word: &String| match FIELDS.iter().find(|(_, known)| known == word) {
            Some((field, _)) => Ok(*field),
            None => Err(MappingError::setting(
                "key.fields",
                word,
                "use place, period, substance, unit or subgroup",
            )),
        };
        let mut begin = String::new();
        push(&mut begin, source);
        Ok(Self {
            source: begin,
            columns: columns.all_named(&written.columns)?,
            fields: written.fields.iter().map(field).collect::<Result<_, _>>()?,
            repeats: match written.repeats.as_deref() {
                None | Some("reject") => Repeats::Reject,
                Some("ordinal") => Repeats::Ordinal,
                Some(other) => {
                    return Err(MappingError::setting(
                        "key.repeats",
                        other,
                        "use reject or ordinal",
                    ));
                }
            },
        })
    }

    /// Writes the key of a fact of this row in place of what stands in `key`.
    pub fn write(&self, fact: &Fact, row: &Row<'_>, key: &mut String) {
        key.clear();
        key.push_str(&self.source);
        push_plain(key, fact.indicator.as_str());
        // Most rows hold no sign to be escaped, which one look at all their cells shows.
        let push_cell = if needs_escape(row.cells.text()) { push } else { push_plain };
        for column in &self.columns {
            push_cell(key, row.cell(*column));
        }
        for field in &self.fields {
            match field {
                Field::Place => push_plain(key, fact.place.as_str()),
                Field::Period => push(key, &fact.when.period().to_string()),
                Field::Substance => push_substances(key, fact),
                Field::Unit => push(key, unit(fact)),
                Field::Subgroup => push_subgroup(key, fact),
            }
        }
    }
}

/// The key of a repeated row: the second is number 2.
pub(crate) fn with_ordinal(key: &str, ordinal: u64) -> String {
    format!("{key}{PARTING}#{ordinal}")
}

/// Adds one part, escaped so that no two lists of parts give the same key.
fn push(key: &mut String, part: &str) {
    if !needs_escape(part) {
        return push_plain(key, part);
    }
    push_plain(key, "");
    for letter in part.chars() {
        if matches!(letter, PARTING | '\\') {
            key.push('\\');
        }
        key.push(letter);
    }
}

/// Adds one part that holds no sign to be escaped.
#[inline]
fn push_plain(key: &mut String, part: &str) {
    if !key.is_empty() {
        key.push(PARTING);
    }
    key.push_str(part);
}

/// Whether a text holds a sign to be escaped; it looks at every byte, many at a time.
#[inline]
fn needs_escape(text: &str) -> bool {
    let count = |byte: &u8| u8::from(*byte == b'|') | u8::from(*byte == b'\\');
    text.as_bytes().iter().fold(0, |found, byte| found | count(byte)) != 0
}

fn push_substances(key: &mut String, fact: &Fact) {
    let names = fact.substances.iter().map(|named| match &named.substance {
        Some(id) => id.as_str(),
        None => &named.text,
    });
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names.dedup();
    push(key, &names.join("+"));
}

fn push_subgroup(key: &mut String, fact: &Fact) {
    let mut joined = String::new();
    for (name, value) in &*fact.subgroup {
        push(&mut joined, name);
        push(&mut joined, value);
    }
    push(key, &joined);
}

fn unit(fact: &Fact) -> &'static str {
    match &fact.detail {
        Detail::Observation(observation) => observation.unit.as_str(),
        Detail::Price(price) => price.unit().as_str(),
        Detail::Dispensing(dispensing) => dispensing.value_unit().as_str(),
        _ => "",
    }
}

/// What parts the parts of a key.
const PARTING: char = '|';

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_lists_of_parts_never_give_one_key() {
        let join = |parts: &[&str]| {
            let mut key = String::new();
            for part in parts {
                push(&mut key, part);
            }
            key
        };
        assert_eq!(join(&["cbp", "2019", "APR"]), "cbp|2019|APR");
        assert_ne!(join(&["a", "b|c"]), join(&["a|b", "c"]));
        assert_ne!(join(&["a\\", "b"]), join(&["a\\|b"]));
        assert_ne!(with_ordinal("a", 2), join(&["a", "2"]));
    }
}
