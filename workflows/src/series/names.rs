//! Names that somebody asks for, held against those that there are.
//!
//! Answers: does any series of the node have this source, indicator, substance or place, or does the
//! vocabulary know it. A name that nothing has is misspelt, and is no question answered with nothing.

use std::collections::BTreeSet;

use vocabulary::finding::SeriesKey;
use vocabulary::indicator;
use vocabulary::place::Places;
use vocabulary::substance::Substances;

/// The names that series must have; what is left out does not matter.
#[derive(Clone, Copy, Debug, Default)]
pub struct NamesWanted<'a> {
    /// Whose figures.
    pub source: Option<&'a str>,
    /// What is counted.
    pub indicator: Option<&'a str>,
    /// Of which substance or class.
    pub substance: Option<&'a str>,
    /// Where.
    pub place: Option<&'a str>,
}

/// A name that nothing has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct UnknownName {
    /// What was named: source, indicator, substance or place.
    pub field: &'static str,
    what: String,
}

/// Refuses a name that no series has; where there are no series at all, any name will do.
///
/// # Errors
/// When no series has one of the names; the message lists some that there are.
pub fn require_of_series(all: &[&SeriesKey], wanted: NamesWanted<'_>) -> Result<(), UnknownName> {
    type Field = fn(&SeriesKey) -> &str;
    let fields: [(&str, Option<&str>, Field); 4] = [
        ("source", wanted.source, |key| &key.source),
        ("indicator", wanted.indicator, |key| key.indicator.as_str()),
        ("substance", wanted.substance, |key| key.substance.as_str()),
        ("place", wanted.place, |key| key.place.as_str()),
    ];
    for (field, wanted, name) in fields {
        let Some(wanted) = wanted else { continue };
        let known = all.iter().map(|key| name(key)).collect();
        require_one_of(field, wanted, "no series", &known)?;
    }
    Ok(())
}

/// Refuses a name that is none of those known; where none are known, any name will do.
///
/// # Errors
/// When it is none of them; the message says that `nothing` has it, and lists some that there are.
pub fn require_one_of(
    field: &'static str,
    wanted: &str,
    nothing: &str,
    known: &BTreeSet<&str>,
) -> Result<(), UnknownName> {
    if known.is_empty() || known.contains(wanted) {
        return Ok(());
    }
    let shown: Vec<&str> = known.iter().copied().take(MOST_NAMED).collect();
    let more = if known.len() > MOST_NAMED { ", ..." } else { "" };
    let shown = shown.join(", ");
    let what = format!("{nothing} has the {field} `{wanted}`; the node has {shown}{more}");
    Err(UnknownName { field, what })
}

/// Refuses a series whose indicator, substance or place the vocabulary does not know.
///
/// # Errors
/// When one of them is unknown.
pub fn require_in_vocabulary(key: &SeriesKey) -> Result<(), UnknownName> {
    let names = [
        ("indicator", key.indicator.as_str(), indicator::get(key.indicator.as_str()).is_some()),
        ("substance", key.substance.as_str(), Substances::shipped().get(&key.substance).is_some()),
        ("place", key.place.as_str(), Places::shipped().get(&key.place).is_some()),
    ];
    match names.into_iter().find(|(_, _, is_known)| !is_known) {
        None => Ok(()),
        Some((field, name, _)) => {
            let what = format!(
                "the vocabulary has no {field} `{name}`: look up its id, or the id of \
                                one like it"
            );
            Err(UnknownName { field, what })
        }
    }
}

/// Names that a refusal lists at most.
const MOST_NAMED: usize = 12;
