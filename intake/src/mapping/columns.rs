//! The columns a mapping reads, each once, and those it must not read.

use super::MappingError;
use crate::row::Column;

/// The list of columns, as rules are built.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    names: Vec<String>,
}

impl Columns {
    /// The column of this name; the same name gives the same column.
    ///
    /// # Errors
    /// When the name is empty, or names what must not become a feature of a person.
    pub fn named(&mut self, name: &str) -> Result<Column, MappingError> {
        let name = name.trim();
        if name.is_empty() {
            return Err(MappingError::setting("column", name, "name a column of the file"));
        }
        require_impersonal(name)?;
        let known = self.names.iter().position(|known| known == name);
        Ok(Column(known.unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        })))
    }

    /// The columns of these names.
    pub fn all_named(&mut self, names: &[String]) -> Result<Vec<Column>, MappingError> {
        names.iter().map(|name| self.named(name)).collect()
    }

    /// The names, in the order in which they were first met.
    pub fn into_names(self) -> Vec<String> {
        self.names
    }
}

/// Refuses names of columns that tell a person's origin, belief or identity.
///
/// A whole name like `Name` is refused; `DRUG_NAME` holds no person's.
pub(crate) fn require_impersonal(name: &str) -> Result<(), MappingError> {
    let lower = name.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let tells_origin = words.iter().any(|word| ORIGIN.contains(word));
    let identifies = IDENTITY.contains(&words.join(" ").as_str());
    if tells_origin || identifies {
        return Err(MappingError::ForbiddenColumn { column: name.to_owned() });
    }
    Ok(())
}

/// Words that mark a column of origin or belief wherever they stand in its name.
const ORIGIN: [&str; 12] = [
    "race",
    "racial",
    "ethnicity",
    "ethnic",
    "ethnie",
    "nationality",
    "nationalities",
    "citizenship",
    "religion",
    "religious",
    "faith",
    "caste",
];

/// Names of columns that hold a person's name.
const IDENTITY: [&str; 14] = [
    "name",
    "names",
    "surname",
    "forename",
    "first name",
    "last name",
    "full name",
    "family name",
    "given name",
    "patient name",
    "decedent name",
    "person name",
    "name of deceased",
    "firstname",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origin_belief_and_names_are_never_read() {
        for name in ["Race", "ETHNICITY", "Suspect nationality", "religion", "Name", "Last_Name"] {
            assert!(Columns::default().named(name).is_err(), "{name}");
        }
        for name in ["DRUG_NAME", "Trace amount", "International route", "Place name"] {
            assert!(Columns::default().named(name).is_ok(), "{name}");
        }
    }
}
