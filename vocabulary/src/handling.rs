//! How information may be used, and how far it may be trusted.
//!
//! Answers: which marking, code, grade and category a submission or row carries. It does not decide
//! who may read: policy does, later, from these.

use std::sync::Arc;

use crate::people::Role;
use crate::submission::Position;
use crate::words::worded;

worded! {
    /// Traffic Light Protocol marking; a later one is stricter.
    ///
    /// - Source: FIRST, Traffic Light Protocol version 2.0 (2022).
    Tlp {
        /// May be published.
        Clear = "TLP:CLEAR",
        /// Within the community.
        Green = "TLP:GREEN",
        /// Within the organisation and its clients, need to know.
        Amber = "TLP:AMBER",
        /// Within the organisation only, need to know.
        AmberStrict = "TLP:AMBER+STRICT",
        /// For the named recipients only.
        Red = "TLP:RED",
    }
}

worded! {
    /// Handling code for police information.
    HandlingCode {
        /// Only to prevent and combat crime.
        H0 = "H0",
        /// Not in judicial proceedings without the provider's permission.
        H1 = "H1",
        /// No dissemination without the provider's permission.
        H2 = "H2",
        /// Another restriction, given as free text.
        H3 = "H3",
    }
}

worded! {
    /// How far the source is trusted.
    SourceGrade {
        /// No doubt about authenticity, trustworthiness and competence.
        A = "A",
        /// Has proved reliable in most instances.
        B = "B",
        /// Has proved unreliable in most instances.
        C = "C",
        /// Cannot be assessed.
        X = "X",
    }
}

worded! {
    /// How far the information is trusted.
    InformationGrade {
        /// Accuracy is not in doubt.
        One = "1",
        /// Known personally to the source, not corroborated.
        Two = "2",
        /// Not known personally to the source, corroborated by other information.
        Three = "3",
        /// Not known personally to the source and cannot be corroborated.
        Four = "4",
    }
}

worded! {
    /// The highest classification that the content may have.
    Classification {
        /// Not classified.
        Unclassified = "unclassified",
        /// EU restricted, or the national equal.
        Restricted = "restricted",
        /// EU confidential, or the national equal.
        Confidential = "confidential",
        /// EU secret, or the national equal.
        Secret = "secret",
    }
}

worded! {
    /// Whom the data are about; anything but `none` is personal data and is kept sealed.
    DataSubjects {
        /// Nobody: aggregated figures, substances, places.
        None = "none",
        /// People who died.
        Deceased = "deceased",
        /// People in contact with health or social services.
        ServiceUsers = "service-users",
        /// People suspected or convicted of an offence.
        Suspects = "suspects",
        /// Victims, witnesses and contacts.
        VictimsAndWitnesses = "victims-and-witnesses",
    }
}

worded! {
    /// What data may be used for; the wall between health and police purposes stands on this.
    Purpose {
        /// Public-health monitoring and early warning.
        PublicHealth = "public-health",
        /// Prevention and combating of crime.
        LawEnforcement = "law-enforcement",
        /// Customs and border control.
        Customs = "customs",
        /// Statistics and research.
        Research = "research",
    }
}

/// Everything a submission says about how its content may be handled.
///
/// - Shape: the header's handling is the floor; a row may be stricter.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Handling {
    /// Traffic Light Protocol marking.
    pub tlp: Tlp,
    /// Handling codes, sorted, each once.
    pub codes: Vec<HandlingCode>,
    /// Restriction in words, for code H3.
    pub restriction: Option<String>,
    /// Trust in the source, where it was graded.
    pub source_grade: Option<SourceGrade>,
    /// Trust in the information, where it was graded.
    pub information_grade: Option<InformationGrade>,
    /// Classification ceiling.
    pub classification: Classification,
    /// Purposes the content may be read for, sorted, each once.
    pub purposes: Vec<Purpose>,
    /// Whom the data are about.
    pub subjects: DataSubjects,
}

impl Handling {
    /// Handling of published aggregate figures: clear, nobody's data, health and research.
    pub fn published() -> Self {
        Self {
            tlp: Tlp::Clear,
            codes: Vec::new(),
            restriction: None,
            source_grade: None,
            information_grade: None,
            classification: Classification::Unclassified,
            purposes: vec![Purpose::PublicHealth, Purpose::Research],
            subjects: DataSubjects::None,
        }
    }

    /// Whether facts under this handling must be kept sealed, file by file.
    pub fn is_sealed(&self) -> bool {
        self.subjects != DataSubjects::None
            || self.tlp >= Tlp::Amber
            || !self.codes.is_empty()
            || self.classification > Classification::Unclassified
    }

    /// Whether nobody looks at its rows without saying why: where they are not published, and are about people or
    /// were handed over for the work of police or customs.
    pub fn asks_reason(&self) -> bool {
        let is_operational =
            |purpose: &Purpose| matches!(purpose, Purpose::LawEnforcement | Purpose::Customs);
        self.tlp > Tlp::Clear
            && (self.subjects != DataSubjects::None || self.purposes.iter().any(is_operational))
    }
}

/// Who reads, what for, and what policy lets them see; every read of the store takes one.
///
/// - Shape: what may be seen is decided before the store is asked, entry by entry of the ledger; what
///   came later is not seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Their name in this node; `None` for the one at the node's own terminal, and for the node itself.
    pub name: Option<String>,
    /// Roles the reader acts in.
    pub roles: Vec<Role>,
    /// Purpose of the reading.
    pub purpose: Purpose,
    /// The entries of the ledger that are there for them.
    pub sees: Sees,
}

/// The entries of a ledger that a reader may see. All others are, for that reader, not there.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Sees {
    /// Every entry.
    All,
    /// These, in ascending order.
    Only(Arc<[Position]>),
}

impl Sees {
    /// Whether an entry is there for the reader.
    pub fn has(&self, entry: Position) -> bool {
        match self {
            Self::All => true,
            Self::Only(entries) => entries.binary_search(&entry).is_ok(),
        }
    }

    /// Where an entry stands among those that the reader sees, from 1; `None` where it is not there.
    ///
    /// - Shape: a reader counts these alone, so that no gap tells of an entry that is withheld.
    pub fn place_of(&self, entry: Position) -> Option<Position> {
        match self {
            Self::All => Some(entry),
            Self::Only(entries) => {
                entries.binary_search(&entry).ok().map(|at| Position(at as u64 + 1))
            }
        }
    }
}

impl Reader {
    /// The person at the node's own terminal, who has its files and keys.
    pub const fn local_administrator() -> Self {
        Self { name: None, roles: Vec::new(), purpose: Purpose::PublicHealth, sees: Sees::All }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stricter_markings_compare_greater() {
        assert!(
            Tlp::Red > Tlp::AmberStrict && Tlp::AmberStrict > Tlp::Amber && Tlp::Amber > Tlp::Clear
        );
    }

    #[test]
    fn words_round_trip() {
        for word in Tlp::words() {
            assert_eq!(Tlp::parse(word).unwrap().as_str(), *word);
        }
        assert_eq!(Tlp::parse("WHITE"), None);
    }

    #[test]
    fn rows_about_people_and_of_police_work_ask_for_a_reason() {
        let check = |tlp: Tlp, subjects: DataSubjects, purpose: Purpose| {
            let purposes = vec![Purpose::PublicHealth, purpose];
            Handling { tlp, purposes, subjects, ..Handling::published() }.asks_reason()
        };
        let (health, people) = (Purpose::Research, DataSubjects::ServiceUsers);
        assert!(check(Tlp::Green, people, health));
        assert!(check(Tlp::Green, DataSubjects::Deceased, health));
        assert!(check(Tlp::Green, DataSubjects::None, Purpose::LawEnforcement));
        assert!(check(Tlp::Red, DataSubjects::None, Purpose::Customs));
        assert!(!check(Tlp::Red, DataSubjects::None, health), "a laboratory's own figures");
        assert!(!check(Tlp::Clear, people, Purpose::LawEnforcement), "published");
    }

    #[test]
    fn personal_data_are_sealed_and_published_figures_are_not() {
        let published = Handling::published();
        assert!(!published.is_sealed());
        assert!(Handling { subjects: DataSubjects::Deceased, ..published.clone() }.is_sealed());
        assert!(Handling { tlp: Tlp::Amber, ..published }.is_sealed());
    }
}
