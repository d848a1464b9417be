//! Cases that hold rules: who asks what of which marking, and what must be answered.
//!
//! They stand in TOML beside the rules, the shipped and a node's own; a node does not start with a rule that
//! breaks one.

use std::fmt;

use serde::Deserialize;
use vocabulary::handling::{Classification, DataSubjects, Handling, HandlingCode, Purpose, Tlp};
use vocabulary::people::{Action, Role};

use crate::decide::{Decision, Marked, Profile};
use crate::rules::{Mistake, PolicyFile, Rules};

/// A case, as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseText {
    says: String,
    roles: Vec<String>,
    #[serde(default = "this_organisation")]
    organisation: String,
    purpose: String,
    purposes: Option<Vec<String>>,
    action: String,
    data: Option<DataText>,
    allowed: bool,
    by: Option<String>,
    /// Whether no rule that a node adds may answer otherwise; of shipped cases alone.
    #[serde(default)]
    lasts: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DataText {
    #[serde(default = "this_organisation")]
    issuer: String,
    tlp: Option<String>,
    #[serde(default)]
    codes: Vec<String>,
    classification: Option<String>,
    purposes: Vec<String>,
    subjects: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CasesText {
    case: Vec<toml::Spanned<CaseText>>,
}

fn this_organisation() -> String {
    "this".to_owned()
}

/// Holds rules against the cases of a file; gives how many there were.
///
/// # Errors
/// The first case that cannot be read, or that the rules answer otherwise.
pub fn hold(rules: &Rules, file: &PolicyFile) -> Result<usize, Mistake> {
    hold_those(rules, file, |_| true)
}

/// Holds rules against those of the shipped cases that no rule of a node may break: who runs or oversees a node reads
/// nothing by that, and nobody else runs or oversees it. Gives how many there were.
///
/// # Errors
/// The first that they break.
pub fn hold_shipped(rules: &Rules) -> Result<usize, Mistake> {
    let file = PolicyFile { name: "the shipped cases".to_owned(), text: SHIPPED.to_owned() };
    hold_those(rules, &file, |case| case.lasts)
}

/// The cases that come with the shipped rules.
const SHIPPED: &str = include_str!("../policies/cases.toml");

fn hold_those(
    rules: &Rules,
    file: &PolicyFile,
    is_held: impl Fn(&CaseText) -> bool,
) -> Result<usize, Mistake> {
    let at = |at: usize, what: String| Mistake::at(&file.name, &file.text, at, what);
    let cases: CasesText = toml::from_str(&file.text).map_err(|error| {
        at(error.span().map_or(0, |span| span.start), error.message().to_owned())
    })?;
    let held = || cases.case.iter().filter(|case| is_held(case.get_ref()));
    for case in held() {
        let start = case.span().start;
        let case = case.get_ref();
        let answer = answer(rules, case).map_err(|what| at(start, what))?;
        let is_by = case.by.as_ref().is_none_or(|rule| answer.by.contains(rule));
        if answer.is_allowed != case.allowed || !is_by {
            let (says, told) = (&case.says, Told(&answer));
            return Err(at(start, format!("the rules break the case \"{says}\": {told}")));
        }
    }
    Ok(held().count())
}

fn answer(rules: &Rules, case: &CaseText) -> Result<Decision, String> {
    let purpose = word(&case.purpose, "purpose", Purpose::parse, Purpose::words())?;
    let named = case.purposes.as_ref();
    let purposes = named.map_or(Ok(vec![purpose]), |named| {
        named.iter().map(|text| word(text, "purpose", Purpose::parse, Purpose::words())).collect()
    })?;
    let roles: Result<Vec<String>, String> = case
        .roles
        .iter()
        .map(|text| Ok(word(text, "role", Role::parse, Role::words())?.as_str().to_owned()))
        .collect();
    let who = Profile {
        roles: roles?,
        purposes,
        organisation: case.organisation.clone(),
        unit: String::new(),
        purpose,
        scope: None,
    };
    let action = word(&case.action, "action", Action::parse, Action::words())?;
    let Some(data) = &case.data else { return Ok(rules.about_node(&who, action)) };
    let handling = handling(data)?;
    Ok(rules.about_information(&who, action, Marked { issuer: &data.issuer, handling: &handling }))
}

fn handling(data: &DataText) -> Result<Handling, String> {
    let or = |text: &Option<String>, usual: &str| text.clone().unwrap_or_else(|| usual.to_owned());
    let purposes: Result<Vec<Purpose>, String> = data
        .purposes
        .iter()
        .map(|text| word(text, "purpose", Purpose::parse, Purpose::words()))
        .collect();
    let codes: Result<Vec<HandlingCode>, String> = data
        .codes
        .iter()
        .map(|text| word(text, "handling code", HandlingCode::parse, HandlingCode::words()))
        .collect();
    let classification = or(&data.classification, "unclassified");
    let subjects = or(&data.subjects, "none");
    Ok(Handling {
        tlp: word(&or(&data.tlp, "TLP:CLEAR"), "marking", Tlp::parse, Tlp::words())?,
        codes: codes?,
        restriction: None,
        source_grade: None,
        information_grade: None,
        classification: word(
            &classification,
            "classification",
            Classification::parse,
            Classification::words(),
        )?,
        purposes: purposes?,
        subjects: word(&subjects, "data subjects", DataSubjects::parse, DataSubjects::words())?,
    })
}

fn word<T>(
    text: &str,
    what: &str,
    parse: impl Fn(&str) -> Option<T>,
    words: &[&str],
) -> Result<T, String> {
    let known = || words.join(", ");
    parse(text).ok_or_else(|| format!("`{text}` is no {what}; write one of {}", known()))
}

/// An answer in words.
struct Told<'a>(&'a Decision);

impl fmt::Display for Told<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Decision { is_allowed, by } = self.0;
        let said = if *is_allowed { "allowed" } else { "refused" };
        match by.as_slice() {
            [] => write!(f, "{said}, for no rule permits it"),
            by => write!(f, "{said} by {}", by.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_rules_hold_the_shipped_cases() {
        let file = PolicyFile { name: "cases.toml".to_owned(), text: SHIPPED.to_owned() };
        assert!(hold(&Rules::shipped(), &file).unwrap_or_else(|mistake| panic!("{mistake}")) >= 30);
    }

    #[test]
    fn a_case_that_is_broken_is_said_with_its_place() {
        let check = |text: &str, line: usize, part: &str| {
            let file = PolicyFile { name: "own.toml".to_owned(), text: text.to_owned() };
            let mistake = hold(&Rules::shipped(), &file).unwrap_err();
            assert_eq!(mistake.line, line, "{mistake}");
            assert!(mistake.what.contains(part), "{mistake}");
        };
        let head = "# own\n[[case]]\nsays = \"Partners administer\"\nroles = [\"partner\"]\npurpose = \"research\"\n";
        check(
            &format!("{head}action = \"administer\"\nallowed = true\n"),
            2,
            "refused, for no rule permits it",
        );
        check(&format!("{head}action = \"fly\"\nallowed = true\n"), 2, "write one of read");
        check(&format!("{head}action = \"administer\"\n"), 2, "allowed");
    }
}
