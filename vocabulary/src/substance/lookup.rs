//! Finds the entry of a spelling: exactly, folded, or by the one near name.
//!
//! It does not take labels or sentences apart, and it never chooses between two near names.

use std::collections::HashMap;

use super::spelling::{edits, fold, letters};
use super::table::{LABEL_ONLY_MARK, Row};
use super::words::{is_chemical_prefix, is_known_word};
use super::{How, Substance};

/// The index over every spelling of the table.
#[derive(Debug)]
pub(super) struct Lookup {
    entries_by_key: HashMap<String, Spelling>,
    /// Every key that may stand in a sentence, in order.
    sentence_keys: Vec<String>,
    /// The shortest first.
    near_names: Vec<NearName>,
    /// The entries of all classes above each entry.
    above: Vec<Vec<usize>>,
    /// The class of medicines that are not drugs of the market.
    medicines: Option<usize>,
}

#[derive(Clone, Copy, Debug)]
struct Spelling {
    entry: usize,
    in_sentences: bool,
    /// Written without capitals: a generic name, not a trade name such as `Abstral`, which ordinary
    /// words are too near to, nor an abbreviation such as `5F-APINACA`.
    generic: bool,
}

/// What a spelling is to its entry.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    /// An id or a street word: read on labels only.
    Label,
    Name,
    Synonym,
}

/// A spelling that a misspelling may be near to.
#[derive(Debug)]
struct NearName {
    characters: Vec<char>,
    letters: u64,
    entry: usize,
    /// Generic names are what a misspelling may mean; the others only make it unclear.
    may_be_meant: bool,
}

/// Where a spelling is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Among {
    /// Every spelling, ids and street words included.
    Labels,
    /// Only what names a substance in the middle of a sentence.
    Sentences,
}

impl Lookup {
    pub(super) fn new(rows: &[Row]) -> Self {
        let mut lookup = Self {
            entries_by_key: HashMap::new(),
            sentence_keys: Vec::new(),
            near_names: Vec::new(),
            above: Vec::new(),
            medicines: None,
        };
        for (entry, row) in rows.iter().enumerate() {
            lookup.add(entry, row.substance.id().as_str(), Use::Label);
            let mut add = |marked: &str, used_as: Use| {
                let plain = marked.trim_start_matches(LABEL_ONLY_MARK);
                let used_as = if plain.len() < marked.len() { Use::Label } else { used_as };
                lookup.add(entry, plain, used_as);
            };
            add(&row.marked_name, Use::Name);
            for synonym in &row.marked_synonyms {
                add(synonym, Use::Synonym);
            }
        }
        let in_sentences =
            lookup.entries_by_key.iter().filter(|(_, spelling)| spelling.in_sentences);
        lookup.sentence_keys = in_sentences.map(|(key, _)| key.clone()).collect();
        lookup.sentence_keys.sort_unstable();
        lookup.near_names = lookup.names_worth_a_near_match();
        lookup.above = lookup.classes_above(rows);
        lookup.medicines = lookup.entry("medicines", Among::Labels);
        lookup
    }

    /// Whether a spelling used in sentences begins with `key`, so that more words may follow.
    pub(super) fn any_begins_with(&self, key: &str) -> bool {
        let next = self.sentence_keys.partition_point(|known| known.as_str() < key);
        self.sentence_keys.get(next).is_some_and(|known| known.starts_with(key))
    }

    /// The entry of a folded spelling.
    pub(super) fn entry(&self, key: &str, among: Among) -> Option<usize> {
        let spelling = self.entries_by_key.get(key)?;
        (among == Among::Labels || spelling.in_sentences).then_some(spelling.entry)
    }

    /// The one entry whose name is near a folded spelling, with the number of edits.
    ///
    /// Nothing below 6 letters, one edit up to 9, for medicines and in families whose members differ
    /// by two letters (`phenazepam`, `phenazolam`), two above; never for a known word, where digits or
    /// first letters differ, where one only adds a beginning to the other (`norfentanyl`), or where
    /// any spelling of another substance is less than two edits further away. Classes above the
    /// substance found are not "another substance"; trade names are never what is meant: ordinary
    /// words are too near to them.
    pub(super) fn near(&self, key: &str) -> Option<(usize, u8)> {
        let characters: Vec<char> = key.chars().collect();
        let limit = match characters.len() {
            0..6 => return None,
            6..10 => 1,
            _ if FAMILY_ENDINGS.iter().any(|ending| key.ends_with(ending)) => 1,
            _ => 2,
        };
        if key.contains('/') || is_known_word(key) {
            return None;
        }
        let set = letters(&characters);
        let best = self.nearest(&characters, set, limit, |name| name.may_be_meant)?;
        let near = &self.near_names[best.0];
        // Names of medicines are many and near each other: two edits make another one too easily.
        let medicine = self.medicines.is_some_and(|class| self.is_above(class, near.entry));
        if best.1 > 1 && medicine {
            return None;
        }
        let other =
            |name: &NearName| name.entry != near.entry && !self.is_above(name.entry, near.entry);
        let rival = self.nearest(&characters, set, best.1 + 1, other);
        let unclear = rival.is_some()
            || !begins_alike(&characters, &near.characters)
            || near.characters.ends_with(&characters)
            || characters.ends_with(&near.characters)
            || digits(&characters) != digits(&near.characters);
        (!unclear).then(|| (near.entry, u8::try_from(best.1).unwrap_or(u8::MAX)))
    }

    /// The class of an unlisted derivative whose ending tells it, with the letters before the ending,
    /// which must be a chemist's (`antifentanyl` is no fentanyl).
    pub(super) fn class_of_derivative(&self, key: &str) -> Option<(usize, u8)> {
        let (stem, class) = STEMS.iter().find(|(stem, _)| key.ends_with(stem))?;
        if !is_chemical_prefix(key.strip_suffix(stem)?) {
            return None;
        }
        let before = key.chars().count() - stem.chars().count();
        let entry = self.entry(&fold(class), Among::Labels)?;
        // One letter from a marker such as `norfentanyl`, it may be that and no member of the class.
        let characters: Vec<char> = key.chars().collect();
        let outside = |name: &NearName| {
            name.entry != entry
                && !self.is_above(entry, name.entry)
                && !self.is_above(name.entry, entry)
        };
        if before > 0 && self.nearest(&characters, letters(&characters), 1, outside).is_some() {
            return None;
        }
        Some((entry, u8::try_from(before.max(1)).unwrap_or(u8::MAX)))
    }

    fn is_above(&self, entry: usize, below: usize) -> bool {
        self.above[below].contains(&entry)
    }

    fn nearest(
        &self,
        characters: &[char],
        set: u64,
        limit: usize,
        wanted: impl Fn(&NearName) -> bool,
    ) -> Option<(usize, usize)> {
        let most_different = 2 * u32::try_from(limit).unwrap_or(u32::MAX / 2);
        let mut best: Option<(usize, usize)> = None;
        let length = |name: &NearName| name.characters.len();
        let first = self.near_names.partition_point(|name| length(name) + limit < characters.len());
        let last = self.near_names.partition_point(|name| length(name) <= characters.len() + limit);
        for (position, name) in self.near_names[..last].iter().enumerate().skip(first) {
            if (name.letters ^ set).count_ones() > most_different || !wanted(name) {
                continue;
            }
            let worst = best.map_or(limit, |(_, count)| count);
            if let Some(count) = edits(characters, &name.characters, worst)
                && best.is_none_or(|(_, fewest)| count < fewest)
            {
                best = Some((position, count));
            }
        }
        best
    }

    fn add(&mut self, entry: usize, spelling: &str, used_as: Use) {
        let key = fold(spelling);
        if key.is_empty() {
            return;
        }
        let in_sentences = used_as != Use::Label;
        let long_enough = used_as == Use::Name || key.len() >= 7;
        let generic = in_sentences && long_enough && !spelling.contains(char::is_uppercase);
        let new = Spelling { entry, in_sentences, generic };
        let known = self.entries_by_key.entry(key).or_insert(new);
        if known.entry == entry {
            known.in_sentences |= in_sentences;
            known.generic |= generic;
        }
    }

    fn names_worth_a_near_match(&self) -> Vec<NearName> {
        let keys = self.entries_by_key.iter().filter(|(key, _)| !key.contains('/'));
        let mut names: Vec<NearName> = keys
            .map(|(key, spelling)| (key.chars().collect::<Vec<char>>(), spelling))
            .filter(|(characters, _)| characters.len() >= 5)
            .map(|(characters, spelling)| NearName {
                letters: letters(&characters),
                characters,
                entry: spelling.entry,
                may_be_meant: spelling.generic,
            })
            .collect();
        // By length, to look at few of them, and in a fixed order among equals.
        names.sort_unstable_by(|left, right| {
            let length = left.characters.len().cmp(&right.characters.len());
            length.then_with(|| left.characters.cmp(&right.characters))
        });
        names
    }

    fn classes_above(&self, rows: &[Row]) -> Vec<Vec<usize>> {
        let parents = |entry: usize| {
            let parents = rows[entry].substance.parents();
            parents.iter().filter_map(|id| self.entry(&fold(id.as_str()), Among::Labels))
        };
        let above = |entry: usize| {
            let mut above: Vec<usize> = parents(entry).collect();
            let mut next = 0;
            while let Some(&class) = above.get(next) {
                above.extend(
                    parents(class).filter(|parent| !above.contains(parent)).collect::<Vec<_>>(),
                );
                next += 1;
            }
            above
        };
        (0..rows.len()).map(above).collect()
    }
}

/// How a text that folds to a spelling of `substance` names it.
pub(super) fn how(text: &str, substance: &Substance) -> How {
    if text == substance.name() || text == substance.id().as_str() {
        How::Exact
    } else if substance.synonyms().iter().any(|synonym| synonym == text) {
        How::Synonym
    } else {
        How::Folded
    }
}

/// The same first letter, or the first two letters swapped.
fn begins_alike(left: &[char], right: &[char]) -> bool {
    left[0] == right[0] || (left[0] == right[1] && left[1] == right[0])
}

fn digits(characters: &[char]) -> Vec<char> {
    characters.iter().copied().filter(char::is_ascii_digit).collect()
}

/// Endings by which a name belongs to a class, whatever stands before them.
const STEMS: [(&str, &str); 7] = [
    ("norfentanyl", "fentanyl-markers"),
    ("fentanyl", "fentanyl-analogues"),
    ("fentanil", "fentanyl-analogues"),
    ("fentanilo", "fentanyl-analogues"),
    ("nitazene", "nitazenes"),
    ("nitazepyne", "nitazenes"),
    ("nitazepipne", "nitazenes"),
];

/// Endings shared by families in which two letters make another substance.
const FAMILY_ENDINGS: [&str; 19] = [
    "fentanyl",
    "fentanil",
    "nitazene",
    "nitazepyne",
    "nitazepipne",
    "azepam",
    "azolam",
    "edrone",
    "ylone",
    "caine",
    "orphine",
    "codone",
    "orphone",
    "barbital",
    "inaca",
    "phenidate",
    "cyclidine",
    "propamine",
    "olone",
];
