//! Words on the command line, read or refused with those that would do.

use vocabulary::fact::FactKind;
use workflows::guess::Holds;

/// The kind that a word names.
pub(super) fn fact_kind(word: &str) -> Result<FactKind, String> {
    let found = FactKind::ALL.into_iter().find(|kind| kind.as_str() == word);
    found.ok_or_else(|| {
        format!("a row is one of {}", FactKind::ALL.map(FactKind::as_str).join(", "))
    })
}

/// A column and what it holds.
pub(super) fn column_holds(text: &str) -> Result<(String, Holds), String> {
    let (column, word) = text
        .rsplit_once('=')
        .ok_or_else(|| "say it as COLUMN=WHAT, such as \"Ort=place\"".to_owned())?;
    let known = || {
        let words: Vec<&str> = Holds::ALL.iter().map(|holds| holds.as_str()).collect();
        format!("a column holds one of {}", words.join(", "))
    };
    Ok((column.to_owned(), Holds::parse(word).ok_or_else(known)?))
}

/// One of several words.
pub(super) fn word<T>(
    text: &str,
    parse: impl Fn(&str) -> Option<T>,
    words: &[&str],
) -> Result<T, String> {
    parse(text).ok_or_else(|| format!("write one of {}", words.join(", ")))
}
