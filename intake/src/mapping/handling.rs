//! How a file may be handled, as its mapping states it.

use vocabulary::handling::{
    Classification, DataSubjects, Handling, HandlingCode, InformationGrade, Purpose, SourceGrade,
    Tlp,
};

use super::MappingError;
use super::written::WrittenHandling;

impl WrittenHandling {
    /// Checks every word; codes and purposes come out sorted, each once.
    ///
    /// # Errors
    /// When a word is unknown, no purpose is stated, or H3 has no restriction in words.
    pub fn check(&self) -> Result<Handling, MappingError> {
        let mut codes = words("codes", &self.codes, HandlingCode::parse, HandlingCode::words())?;
        codes.sort_unstable();
        codes.dedup();
        let mut purposes = words("purposes", &self.purposes, Purpose::parse, Purpose::words())?;
        purposes.sort_unstable();
        purposes.dedup();
        if purposes.is_empty() {
            return Err(error("purposes", "", Purpose::words()));
        }
        if codes.contains(&HandlingCode::H3) != self.restriction.is_some() {
            let problem = "code H3 and `restriction` (in words) go together";
            return Err(MappingError::setting("handling.restriction", "", problem));
        }
        let classification = self.classification.as_deref().unwrap_or("unclassified");
        Ok(Handling {
            tlp: word("tlp", &self.tlp, Tlp::parse, Tlp::words())?,
            codes,
            restriction: self.restriction.clone(),
            source_grade: optional(
                "source_grade",
                self.source_grade.as_deref(),
                SourceGrade::parse,
                SourceGrade::words(),
            )?,
            information_grade: optional(
                "information_grade",
                self.information_grade.as_deref(),
                InformationGrade::parse,
                InformationGrade::words(),
            )?,
            classification: word(
                "classification",
                classification,
                Classification::parse,
                Classification::words(),
            )?,
            purposes,
            subjects: word("subjects", &self.subjects, DataSubjects::parse, DataSubjects::words())?,
        })
    }
}

type Known = &'static [&'static str];

fn word<T>(
    setting: &str,
    text: &str,
    parse: fn(&str) -> Option<T>,
    known: Known,
) -> Result<T, MappingError> {
    parse(text).ok_or_else(|| error(setting, text, known))
}

fn optional<T>(
    setting: &str,
    text: Option<&str>,
    parse: fn(&str) -> Option<T>,
    known: Known,
) -> Result<Option<T>, MappingError> {
    text.map(|text| word(setting, text, parse, known)).transpose()
}

fn words<T>(
    setting: &str,
    texts: &[String],
    parse: fn(&str) -> Option<T>,
    known: Known,
) -> Result<Vec<T>, MappingError> {
    texts.iter().map(|text| word(setting, text, parse, known)).collect()
}

fn error(setting: &str, text: &str, known: Known) -> MappingError {
    let setting = format!("handling.{setting}");
    MappingError::setting(&setting, text, &format!("use {}", known.join(", ")))
}
