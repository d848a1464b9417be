//! The columns a mapping reads, each once, and those it must not read.

use super::MappingError;
use super::personal::personal;
use crate::mended::is_mark;
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
        if is_mark(name) {
            let problem =
                "no mapping reads these columns: they say what was wrong with a rejected row";
            return Err(MappingError::setting("column", name, problem));
        }
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

/// Refuses names of columns that tell a person's origin, belief, name or birth.
pub(crate) fn require_impersonal(name: &str) -> Result<(), MappingError> {
    match personal(name) {
        Some(_) => Err(MappingError::ForbiddenColumn { column: name.to_owned() }),
        None => Ok(()),
    }
}

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

    #[test]
    fn people_are_known_in_many_languages_and_spellings() {
        for name in [
            "LastName",
            "LASTNAME",
            "Nachname",
            "Vorname",
            "Name",
            "names",
            "Nom",
            "victim_name",
            "Suspect name",
            "Decedent First Name",
            "Decedent's Name",
            "Patient Surname",
            "Name of the deceased",
            "Name (patient)",
            "patient preferred name",
            "First name",
            "Nom du patient",
            "Staatsangehörigkeit",
            "nationalité",
            "Herkunftsland",
            "Religionszugehörigkeit",
            "Country of birth",
            "Date of birth",
            "dateOfBirth",
            "DOB",
            "Geburtsdatum",
            "RacialGroup",
            "religious community",
            "Next of kin name",
            "Victim 3 name",
            "VICTIMNAME",
            "DECEDENTNAME",
            "FNAME",
            "Accused name",
            "Inmate name",
            "Name des Opfers",
            "Nome del deceduto",
            "Nom du médecin",
            "Sachbearbeiter",
            "raceethnicity",
            "Faith",
            "caste",
        ] {
            assert!(Columns::default().named(name).is_err(), "{name}");
        }
    }

    #[test]
    fn names_of_things_and_places_are_read() {
        for name in [
            "drug name",
            "DrugName",
            "Place name",
            "State Name",
            "county_name",
            "BUYER_NAME",
            "Victim county name",
            "Suspect product name",
            "First drug name",
            "Name of substance",
            "Nom de la substance",
            "Nome da droga",
            "Nombre de victimes",
            "Number of victims",
            "Patient age",
            "Suspected deaths",
            "Residence county",
            "Country of origin",
            "Stoffname",
            "Deaths of persons",
            "Births",
            "interface",
        ] {
            assert!(Columns::default().named(name).is_ok(), "{name}");
        }
    }
}
