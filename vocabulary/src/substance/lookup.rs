//! Finds the entry of a spelling: exactly, folded, or by the one near name.
//!
//! It does not take labels or sentences apart, and it never chooses between two near names.

use std::collections::HashMap;

use super::spelling::{edits, fold, letters};
use super::table::{LABEL_ONLY_MARK, Row};
use super::words::is_known_word;
use super::{How, Substance};

/// The index over every spelling of the table.
#[derive(Debug)]
pub(super) struct Lookup {
    entries_by_key: HashMap<String, Spelling>,
    near_names: Vec<NearName>,
    longest_tokens: usize,
}

#[derive(Clone, Copy, Debug)]
struct Spelling {
    entry: usize,
    in_sentences: bool,
}

/// A name that a misspelling may be near to.
#[derive(Debug)]
struct NearName {
    characters: Vec<char>,
    letters: u64,
    entry: usize,
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
        let mut lookup =
            Self { entries_by_key: HashMap::new(), near_names: Vec::new(), longest_tokens: 1 };
        for (entry, row) in rows.iter().enumerate() {
            lookup.add(entry, row.substance.id().as_str(), false);
            lookup.add(entry, row.substance.name(), true);
            for synonym in &row.marked_synonyms {
                let plain = synonym.trim_start_matches(LABEL_ONLY_MARK);
                lookup.add(entry, plain, plain.len() == synonym.len());
            }
        }
        lookup.near_names = lookup.names_worth_a_near_match();
        lookup
    }

    /// The most tokens that one spelling has.
    pub(super) fn longest_tokens(&self) -> usize {
        self.longest_tokens
    }

    /// The entry of a folded spelling.
    pub(super) fn entry(&self, key: &str, among: Among) -> Option<usize> {
        let spelling = self.entries_by_key.get(key)?;
        (among == Among::Labels || spelling.in_sentences).then_some(spelling.entry)
    }

    /// The one entry whose name is near a folded spelling, with the number of edits.
    ///
    /// Nothing below 6 letters, one edit up to 9, two above; never for a known word, where digits
    /// differ, where one only adds a beginning to the other (`norfentanyl`), or where a name of
    /// another substance is less than two edits further away. Classes above the substance found are
    /// not "another substance".
    pub(super) fn near(&self, key: &str, substances: &[Substance]) -> Option<(usize, u8)> {
        let characters: Vec<char> = key.chars().collect();
        let limit = match characters.len() {
            0..6 => return None,
            6..10 => 1,
            _ => 2,
        };
        if key.contains('/') || is_known_word(key) {
            return None;
        }
        let set = letters(&characters);
        let best = self.nearest(&characters, set, limit, |_| true)?;
        let near = &self.near_names[best.0];
        let other = |entry: usize| entry != near.entry && !is_above(entry, near.entry, substances);
        let rival = self.nearest(&characters, set, best.1 + 1, other);
        let adds_a_beginning =
            near.characters.ends_with(&characters) || characters.ends_with(&near.characters);
        let unclear =
            rival.is_some() || adds_a_beginning || digits(&characters) != digits(&near.characters);
        (!unclear).then(|| (near.entry, u8::try_from(best.1).unwrap_or(u8::MAX)))
    }

    /// The class of an unlisted derivative whose ending tells it, with the letters before the ending.
    pub(super) fn class_of_derivative(&self, key: &str) -> Option<(usize, u8)> {
        let (stem, class) = STEMS.iter().find(|(stem, _)| key.ends_with(stem))?;
        let before = key.chars().count() - stem.chars().count();
        let entry = self.entry(&fold(class), Among::Labels)?;
        Some((entry, u8::try_from(before.max(1)).unwrap_or(u8::MAX)))
    }

    fn nearest(
        &self,
        characters: &[char],
        set: u64,
        limit: usize,
        wanted: impl Fn(usize) -> bool,
    ) -> Option<(usize, usize)> {
        let most_different = 2 * u32::try_from(limit).unwrap_or(u32::MAX / 2);
        let mut best: Option<(usize, usize)> = None;
        for (position, name) in self.near_names.iter().enumerate() {
            if (name.letters ^ set).count_ones() > most_different || !wanted(name.entry) {
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

    fn add(&mut self, entry: usize, spelling: &str, in_sentences: bool) {
        let key = fold(spelling);
        if key.is_empty() {
            return;
        }
        if in_sentences {
            let tokens = spelling.split(|c: char| !c.is_alphanumeric()).filter(|t| !t.is_empty());
            self.longest_tokens = self.longest_tokens.max(tokens.count());
        }
        let known = self.entries_by_key.entry(key).or_insert(Spelling { entry, in_sentences });
        if known.entry == entry {
            known.in_sentences |= in_sentences;
        }
    }

    fn names_worth_a_near_match(&self) -> Vec<NearName> {
        let mut keys: Vec<(&String, &Spelling)> = self.entries_by_key.iter().collect();
        keys.sort_by_key(|(key, _)| *key);
        keys.into_iter()
            .filter(|(key, spelling)| spelling.in_sentences && !key.contains('/'))
            .map(|(key, spelling)| (key.chars().collect::<Vec<char>>(), spelling.entry))
            .filter(|(characters, _)| characters.len() >= 5)
            .map(|(characters, entry)| NearName {
                letters: letters(&characters),
                characters,
                entry,
            })
            .collect()
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

fn is_above(entry: usize, below: usize, substances: &[Substance]) -> bool {
    let id = substances[entry].id();
    let mut waiting: Vec<_> = substances[below].parents().iter().collect();
    while let Some(parent) = waiting.pop() {
        if parent == id {
            return true;
        }
        if let Some(found) = substances.iter().find(|substance| substance.id() == parent) {
            waiting.extend(found.parents());
        }
    }
    false
}

fn digits(characters: &[char]) -> Vec<char> {
    characters.iter().copied().filter(char::is_ascii_digit).collect()
}

/// Endings by which a name belongs to a class, whatever stands before them.
const STEMS: [(&str, &str); 6] = [
    ("fentanyl", "fentanyl-analogues"),
    ("fentanil", "fentanyl-analogues"),
    ("fentanilo", "fentanyl-analogues"),
    ("nitazene", "nitazenes"),
    ("nitazepyne", "nitazenes"),
    ("nitazepipne", "nitazenes"),
];
