//! Which substances the field speaks of, what they are called, and which classes they stand under.
//!
//! It does not say how anything is made, what a dose is, or what a sample contains.

mod label;
mod lookup;
mod mention;
pub(crate) mod spelling;
mod table;
#[cfg(test)]
mod tests;
mod words;

use std::collections::VecDeque;
use std::sync::{Arc, OnceLock};

use thiserror::Error;

use lookup::{Among, Lookup};

/// The slug of a substance or class, such as `fentanyl` or `nitazenes`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SubstanceId(Arc<str>);

/// Why a text is not a substance id.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SubstanceIdError {
    /// Empty, or something other than small letters, digits and single hyphens.
    #[error("`{0}` is no substance id: use small letters, digits and hyphens, as in `u-47700`")]
    NotASlug(String),
}

impl SubstanceId {
    /// Reads a slug.
    ///
    /// # Errors
    /// When the text holds anything but `a-z`, `0-9` and hyphens between them.
    pub fn parse(text: &str) -> Result<Self, SubstanceIdError> {
        let well_formed = !text.is_empty()
            && !text.starts_with('-')
            && !text.ends_with('-')
            && !text.contains("--")
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if well_formed {
            Ok(Self(text.into()))
        } else {
            Err(SubstanceIdError::NotASlug(text.to_owned()))
        }
    }

    /// The slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for SubstanceId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What an entry of the table stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SubstanceKind {
    /// One chemical compound, whatever its salt.
    Compound,
    /// A group that sources report as one.
    Class,
    /// A mixture or plant product, pharmaceutical or from the street.
    Product,
}

/// One substance, class or product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Substance {
    id: SubstanceId,
    name: String,
    kind: SubstanceKind,
    synonyms: Vec<String>,
    cas: Option<String>,
    inchikey: Option<String>,
    parents: Vec<SubstanceId>,
    control: Option<String>,
    control_source: Option<String>,
    sources: Vec<String>,
}

impl Substance {
    /// The slug.
    pub fn id(&self) -> &SubstanceId {
        &self.id
    }

    /// The English name shown to people.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Compound, class or product.
    pub fn kind(&self) -> SubstanceKind {
        self.kind
    }

    /// Other names, trade names, street names and laboratory abbreviations.
    pub fn synonyms(&self) -> &[String] {
        &self.synonyms
    }

    /// The CAS registry number of the base, where certain.
    pub fn cas(&self) -> Option<&str> {
        self.cas.as_deref()
    }

    /// The standard `InChIKey` of the base, where certain.
    pub fn inchikey(&self) -> Option<&str> {
        self.inchikey.as_deref()
    }

    /// The classes it stands directly under, the main one first.
    pub fn parents(&self) -> &[SubstanceId] {
        &self.parents
    }

    /// International control, such as `UN 1961 I`; `None` says nothing either way.
    pub fn control(&self) -> Option<&str> {
        self.control.as_deref()
    }

    /// Where the control status was taken from.
    pub fn control_source(&self) -> Option<&str> {
        self.control_source.as_deref()
    }

    /// Where the entry comes from: the real sets it was seen in, the tables its identifiers were
    /// checked against, and `field` for general knowledge of the field.
    ///
    /// - Source: the words are explained in `data/SUBSTANCES.md`.
    pub fn sources(&self) -> &[String] {
        &self.sources
    }
}

/// How a text came to stand for a substance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// The text is the name or the id, letter for letter.
    Exact,
    /// The text is a listed synonym, letter for letter.
    Synonym,
    /// A name or synonym after case, accents, punctuation and spacing are set aside.
    Folded,
    /// A spelling that has exactly one near name, or an unlisted derivative whose ending tells its
    /// class (`…fentanyl`, `…nitazene`): to be looked at by a person.
    Fuzzy {
        /// Letters inserted, left out, changed or swapped with a neighbour; for a derivative, the
        /// letters before the ending.
        distance: u8,
    },
    /// Something is named and the table does not know it, or it means several things
    /// ([`Substances::several_meanings`]).
    NotResolved,
    /// The text names no drug: `unknown`, `not tested`, `other drugs`.
    NoDrugNamed,
}

/// What one part of a label stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolution {
    /// The part as written.
    pub text: String,
    /// How it was understood.
    pub how: How,
    /// The substance, where one was recognised.
    pub substance: Option<SubstanceId>,
}

/// A substance named inside a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The substance.
    pub substance: SubstanceId,
    /// The words as written.
    pub text: String,
    /// How they were understood.
    pub how: How,
}

/// The table of substances with its indexes.
#[derive(Debug)]
pub struct Substances {
    entries: Vec<Substance>,
    lookup: Lookup,
}

impl Substances {
    /// The table that comes with this release.
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Substances> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            let rows = table::rows();
            let lookup = Lookup::new(&rows);
            Self { entries: rows.into_iter().map(|row| row.substance).collect(), lookup }
        })
    }

    /// The bytes a digest is taken of: the table and the word lists that resolution rests on.
    pub fn source() -> &'static [u8] {
        static SOURCE: OnceLock<String> = OnceLock::new();
        let lists = [
            words::NO_DRUG_LABELS,
            words::ORDINARY_WORDS,
            words::LOOK_ALIKES,
            words::SEVERAL_MEANINGS,
            words::TITLE_WORDS,
        ];
        SOURCE.get_or_init(|| [&[table::SOURCE], &lists[..]].concat().concat()).as_bytes()
    }

    /// The entry of an id.
    pub fn get(&self, id: &SubstanceId) -> Option<&Substance> {
        let entry = self.lookup.entry(&spelling::fold(id.as_str()), Among::Labels)?;
        Some(&self.entries[entry]).filter(|substance| substance.id == *id)
    }

    /// What a word that does not resolve may mean, where it means several things: `pink`, `X tablets`.
    pub fn several_meanings(&self, text: &str) -> Option<&'static str> {
        let open = |part: &Resolution| part.how == How::NotResolved;
        self.resolve(text).iter().all(open).then(|| label::meanings(text)).flatten()
    }

    /// Every entry.
    ///
    /// - Shape: in the order of the table.
    pub fn all(&self) -> impl Iterator<Item = &Substance> {
        self.entries.iter()
    }

    /// The classes above a substance, without itself.
    ///
    /// - Shape: nearest first; among equals, the main line first; no class twice.
    pub fn ancestors(&self, id: &SubstanceId) -> Vec<SubstanceId> {
        let mut ancestors = Vec::new();
        let mut waiting = VecDeque::from([id]);
        while let Some(parents) =
            waiting.pop_front().map(|id| self.get(id).map_or(&[][..], Substance::parents))
        {
            for parent in parents {
                if !ancestors.contains(parent) {
                    ancestors.push(parent.clone());
                    waiting.push_back(parent);
                }
            }
        }
        ancestors
    }

    /// The main line of classes, as in `opioid > synthetic opioid > nitazene`; a class ends it itself.
    ///
    /// - Shape: from the widest class down; empty for an unknown id or a compound without a class.
    pub fn class_path(&self, id: &SubstanceId) -> String {
        let mut names = Vec::new();
        let mut next = self.get(id);
        while let Some(substance) = next {
            if substance.kind == SubstanceKind::Class {
                names.push(substance.name.as_str());
            }
            next = substance.parents.first().and_then(|parent| self.get(parent));
        }
        names.reverse();
        names.join(" > ")
    }

    /// What a label stands for; a combination such as `Heroin/Fentanyl` gives several parts.
    ///
    /// - Shape: in the order of the text, at least one part; a known name is never taken apart.
    pub fn resolve(&self, text: &str) -> Vec<Resolution> {
        label::resolve(self, text)
    }

    /// The substances named in a sentence.
    ///
    /// - Shape: in the order of the text; the longest name wins; repeated names are repeated.
    /// - Differs: from understanding: a negated name is still a name.
    pub fn find_in_text(&self, free_text: &str) -> Vec<Mention> {
        mention::find(self, free_text)
    }

    /// Whether a sentence or title is made of words that name no drug, as `Hypertensive heart disease` and
    /// `Custom listing for [buyer]` are.
    ///
    /// - Differs: from finding nothing: a sentence with a word nobody knows may name a drug, however short.
    pub fn names_no_drug(&self, free_text: &str) -> bool {
        words::is_no_drug_label(&spelling::fold(free_text))
            || (self.find_in_text(free_text).is_empty() && mention::has_only_known_words(free_text))
    }
}
