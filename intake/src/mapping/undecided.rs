//! Choices that a mapping leaves open: `{ to_decide = VALUE }` in the place of a value.
//!
//! A proposal marks so what a file does not tell. The value inside serves to try the mapping on the
//! file; what it reads is not to be stored until a person has put a bare value in its place.

use serde::Deserialize;
use toml::{Table, Value};

use super::MappingError;
use super::written::Written;

/// A choice that is still to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    /// The setting, as a path such as `handling.tlp`.
    pub setting: String,
    /// What stands there now, as TOML writes it.
    pub value: String,
}

/// The settings of a mapping, and those of them that are to be decided, in the order of the text.
pub(super) fn read_settings(toml_text: &str) -> Result<(Written, Vec<Undecided>), MappingError> {
    let unreadable =
        |error: toml::de::Error| MappingError::Unreadable(error.to_string().trim_end().to_owned());
    let mut undecided = Vec::new();
    // Errors of a text without marks name their line.
    let written: Written = if toml_text.contains(MARK) || toml_text.contains(NOT_SAID) {
        let mut settings: Table = toml::from_str(toml_text).map_err(unreadable)?;
        for (name, value) in &mut settings {
            take_marks(name, value, &mut undecided);
        }
        Written::deserialize(settings).map_err(unreadable)?
    } else {
        toml::from_str(toml_text).map_err(unreadable)?
    };
    if is_to_state(&written.licence) {
        let value = Value::String(written.licence.clone()).to_string();
        undecided.push(Undecided { setting: "licence".to_owned(), value });
    }
    let place = |choice: &Undecided| place_in(toml_text, &choice.setting);
    undecided.sort_by_cached_key(|choice| (place(choice), choice.setting.clone()));
    Ok((written, undecided))
}

/// Puts the value inside each mark in its place.
fn take_marks(path: &str, value: &mut Value, undecided: &mut Vec<Undecided>) {
    if let Value::Table(table) = value
        && table.len() == 1
        && let Some(inside) = table.remove(MARK)
    {
        let written = format!("{{ {MARK} = {inside} }}");
        undecided.push(Undecided { setting: path.to_owned(), value: written });
        *value = tried(&inside).unwrap_or(inside);
        return;
    }
    // Without its braces a value that nothing in the file supports is still none.
    if let Some(inside) = tried(value) {
        undecided.push(Undecided { setting: path.to_owned(), value: value.to_string() });
        *value = inside;
        return;
    }
    match value {
        Value::Table(table) => {
            for (name, value) in table {
                take_marks(&format!("{path}.{}", key(name)), value, undecided);
            }
        }
        Value::Array(list) => {
            let is_one = list.len() == 1;
            for (at, value) in list.iter_mut().enumerate() {
                let path = if is_one { path.to_owned() } else { format!("{path}[{}]", at + 1) };
                take_marks(&path, value, undecided);
            }
        }
        _ => {}
    }
}

/// What stands inside `TO STATE (...)`, to try the mapping with.
fn tried(value: &Value) -> Option<Value> {
    let inside = value.as_str()?.strip_prefix(NOT_SAID)?.strip_suffix(')')?;
    Some(Value::String(inside.to_owned()))
}

/// Where in the text the section of a path begins.
fn place_in(toml_text: &str, path: &str) -> usize {
    let Some((section, _)) = path.split_once(['.', '[']) else { return 0 };
    let heads = [format!("\n[{section}]"), format!("\n[[{section}]]")];
    heads.iter().filter_map(|head| toml_text.find(head.as_str())).min().unwrap_or(0)
}

/// A key as a path shows it.
fn key(name: &str) -> String {
    let is_bare = |letter: char| letter.is_ascii_alphanumeric() || "_-".contains(letter);
    let is_plain = !name.is_empty() && name.chars().all(is_bare);
    if is_plain { name.to_owned() } else { crate::guess::quote(name) }
}

/// Whether a licence is still the mark that a proposal puts in its place.
fn is_to_state(licence: &str) -> bool {
    licence.trim() == TO_STATE
}

/// The key that marks a value as open.
pub(crate) const MARK: &str = "to_decide";

/// How a text begins that a proposal made up, for nothing in the file says it: `TO STATE (2025)`.
pub(crate) const NOT_SAID: &str = "TO STATE (";

/// The licence of a mapping whose licence is still to be stated.
pub(crate) const TO_STATE: &str = "TO STATE";

#[cfg(test)]
mod tests {
    use super::*;

    const MAPPING: &str = r#"
source = "s"
title = "t"
licence = "TO STATE"
kind = "observation"
coverage = "DE"
replaces = { from = 2020-01-01, to = 2020-12-31 }
absent = { to_decide = "unknown" }
retention_years = 10

[handling]
tlp = "TLP:AMBER"
purposes = { to_decide = ["public-health"] }
subjects = "none"

[key]
fields = ["place", "period"]

[known_at]
days_after_period = { to_decide = 30 }
because = "a guess"

[period]
column = "month"
forms = ["iso"]

[place]
constant = "DE"

[[measure]]
column = "a"
indicator = "deaths-selection-d"
unit = "count"

[[measure]]
column = "b"
indicator = { to_decide = "deaths-selection-d" }
unit = "count"

[missing]
"<5" = { to_decide = "suppressed" }
"#;

    fn settings(text: &str) -> Vec<String> {
        let (_, undecided) = read_settings(text).unwrap();
        undecided.into_iter().map(|open| format!("{} = {}", open.setting, open.value)).collect()
    }

    #[test]
    fn every_open_choice_is_named_by_its_setting_and_read_as_it_stands() {
        assert_eq!(
            settings(MAPPING),
            [
                "absent = { to_decide = \"unknown\" }",
                "licence = \"TO STATE\"",
                "handling.purposes = { to_decide = [\"public-health\"] }",
                "known_at.days_after_period = { to_decide = 30 }",
                "measure[2].indicator = { to_decide = \"deaths-selection-d\" }",
                "missing.\"<5\" = { to_decide = \"suppressed\" }",
            ]
        );
        let (written, _) = read_settings(MAPPING).unwrap();
        assert_eq!(written.absent, "unknown");
        assert_eq!(written.known_at.days_after_period, Some(30));
        assert_eq!(written.handling.purposes, ["public-health"]);
    }

    #[test]
    fn a_bare_value_in_the_place_of_a_mark_decides_it() {
        let decided = MAPPING
            .replace("{ to_decide = \"unknown\" }", "\"zero\"")
            .replace("\"TO STATE\"", "\"internal\"");
        let left = settings(&decided);
        assert_eq!(left.len(), 4, "{left:?}");
        assert!(left[0].starts_with("handling.purposes"), "{left:?}");
    }

    #[test]
    fn a_value_that_nothing_supports_is_open_without_its_braces_too() {
        let made_up = MAPPING.replace("column = \"a\"", "column = \"TO STATE (a)\"");
        assert!(settings(&made_up).contains(&"measure[1].column = \"TO STATE (a)\"".to_owned()));
        let (written, _) = read_settings(&made_up).unwrap();
        assert_eq!(written.measure[0].column, "a");
        let marked = made_up.replace("\"TO STATE (a)\"", "{ to_decide = \"TO STATE (a)\" }");
        assert_eq!(settings(&marked).len(), settings(&made_up).len());
    }

    #[test]
    fn a_mark_around_a_value_of_the_wrong_sort_is_an_error() {
        let wrong = MAPPING.replace("{ to_decide = 30 }", "{ to_decide = \"soon\" }");
        let said = read_settings(&wrong).map(|_| ()).unwrap_err().to_string();
        assert!(said.contains("days_after_period") || said.contains("u16"), "{said}");
    }
}
