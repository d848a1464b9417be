//! Takes a label apart: a cell or a column heading that names one substance or several.
//!
//! It does not read sentences; that is `mention`.

use super::lookup::{Among, how};
use super::spelling::fold;
use super::words::{FORM_WORDS, is_modifier, is_no_drug_label, several_meanings};
use super::{How, Resolution, Substances};

/// What each part of `text` stands for, in the order of the text.
pub(super) fn resolve(substances: &Substances, text: &str) -> Vec<Resolution> {
    let mut parts = resolve_from(substances, text.trim(), &LEVELS);
    // `Lysergide [LSD]` names one substance twice.
    parts.dedup_by(|later, earlier| {
        later.substance.is_some() && later.substance == earlier.substance
    });
    parts
}

/// Separators from the strongest to the weakest; a known name is kept whole at each level.
const LEVELS: [fn(&str) -> Vec<&str>; 4] =
    [split_lists, split_parentheses, split_enumerations, split_slashes];

fn resolve_from(
    substances: &Substances,
    text: &str,
    levels: &[fn(&str) -> Vec<&str>],
) -> Vec<Resolution> {
    if let Some(known) = known(substances, text) {
        return vec![known];
    }
    let Some((split, weaker)) = levels.split_first() else {
        return vec![nearest(substances, text)];
    };
    let named = |part: &&str| !fold(part).is_empty() && !names_nothing(part);
    let parts: Vec<&str> = split(text).into_iter().map(str::trim).filter(named).collect();
    match parts.as_slice() {
        [] | [_] => resolve_from(substances, parts.first().copied().unwrap_or(text), weaker),
        several => several.iter().flat_map(|part| resolve_from(substances, part, levels)).collect(),
    }
}

fn known(substances: &Substances, text: &str) -> Option<Resolution> {
    let key = fold(text);
    if is_no_drug_label(&key) {
        return Some(Resolution { text: text.to_owned(), how: How::NoDrugNamed, substance: None });
    }
    let bare = fold(&without_form_words(text));
    let entry = substances.lookup.entry(&key, Among::Labels);
    if entry.is_none() && [&key, &bare].into_iter().any(|key| several_meanings(key).is_some()) {
        return Some(Resolution { text: text.to_owned(), how: How::NotResolved, substance: None });
    }
    let entry = entry.or_else(|| substances.lookup.entry(&bare, Among::Labels))?;
    let substance = &substances.entries[entry];
    let how = how(text, substance);
    Some(Resolution { text: text.to_owned(), how, substance: Some(substance.id().clone()) })
}

/// What a part of a label may mean, where that is no one drug.
pub(super) fn meanings(text: &str) -> Option<&'static str> {
    several_meanings(&fold(text)).or_else(|| several_meanings(&fold(&without_form_words(text))))
}

fn nearest(substances: &Substances, text: &str) -> Resolution {
    let key = fold(text);
    // `all cannabis` is two edits from `any cannabis`: short words make several words unsafe.
    let safe = |near: &(usize, u8)| near.1 == 1 || !text.contains(char::is_whitespace);
    let near = substances.lookup.near(&key).filter(safe);
    let derivative = || substances.lookup.class_of_derivative(&key).filter(|_| is_one_name(text));
    let (how, substance) = match near.or_else(derivative) {
        Some((entry, distance)) => {
            (How::Fuzzy { distance }, Some(substances.entries[entry].id().clone()))
        }
        None => (How::NotResolved, None),
    };
    Resolution { text: text.to_owned(), how, substance }
}

/// Whether a part adds no name: an ICD code as in `Cocaine (T40.5)`, examples as in `barbiturates
/// (i.e. Amytal)`, or words that only tell a form.
fn names_nothing(part: &str) -> bool {
    let lower = part.to_lowercase();
    let examples = EXAMPLE_MARKS.iter().any(|mark| lower.starts_with(mark));
    let codes = !part.is_empty() && part.split([',', '-', ' ']).all(is_icd_code);
    examples || codes || fold(&without_form_words(part)).is_empty()
}

/// A code of the international classification of diseases, such as `T40.4` or `X42`.
fn is_icd_code(word: &str) -> bool {
    let mut characters = word.chars();
    let letter = matches!(characters.next(), Some('F' | 'T' | 'X' | 'Y'));
    let digits = characters.as_str();
    letter
        && (2..=4).contains(&digits.len())
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// Whether the words before the last only change it, as in `para-fluoro acetyl fentanyl`, and do not
/// come from a sentence, as in `acute fentanyl`.
fn is_one_name(text: &str) -> bool {
    let words: Vec<String> = text.split_whitespace().map(fold).collect();
    words.split_last().is_some_and(|(_, before)| {
        before.len() < MOST_WORDS_OF_A_NAME
            && before.iter().all(|word| is_modifier(word) || NAME_PARTS.contains(&word.as_str()))
    })
}

/// Drops words that tell a form and not a substance, such as `powder` or `hydrochloride`.
fn without_form_words(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c == '_');
    words.filter(|word| !FORM_WORDS.contains(&fold(word).as_str())).collect::<Vec<_>>().join(" ")
}

fn split_lists(text: &str) -> Vec<&str> {
    text.split([';', '+', '|', '\n', '\t']).collect()
}

fn split_parentheses(text: &str) -> Vec<&str> {
    let spaced = [" (", ") ", " [", "] "].iter().any(|bracket| text.contains(bracket));
    if spaced { text.split(['(', ')', '[', ']']).collect() } else { vec![text] }
}

/// Splits at commas, ampersands and the words for "and" and "with".
fn split_enumerations(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (position, character) in text.char_indices() {
        let rest = &text[position..];
        let width = match character {
            ',' if !is_locant_comma(&text[..position], &rest[1..]) => 1,
            '&' => 1,
            ' ' | '_' => JOINING_WORDS
                .iter()
                .find(|word| starts_with_word(rest, word))
                .map_or(0, |word| word.len()),
            _ => 0,
        };
        if width > 0 && position >= start {
            parts.push(&text[start..position]);
            start = position + width;
        }
    }
    parts.push(&text[start..]);
    parts
}

fn split_slashes(text: &str) -> Vec<&str> {
    text.split('/').collect()
}

/// `3,4-` and `N,N-` hold one name together; `heroin, fentanyl` and `heroin,fentanyl` do not.
fn is_locant_comma(before: &str, after: &str) -> bool {
    if after.starts_with(char::is_whitespace) {
        return false;
    }
    let token = |c: &char| c.is_alphanumeric();
    before.chars().rev().take_while(token).count() <= 2
        || after.chars().take_while(token).count() <= 1
}

/// Whether `text` starts with ` word ` or `_word_` in any case; `word` holds the space before it.
fn starts_with_word(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.to_lowercase().replace('_', " ") == word)
        && text[word.len()..].starts_with([' ', '_'])
}

/// What opens a list of examples in parentheses.
const EXAMPLE_MARKS: [&str; 7] = ["i.e", "e.g", "eg ", "such as", "z.b", "p. ex", "np."];

/// Longer names are sentences.
const MOST_WORDS_OF_A_NAME: usize = 5;

/// Words before the last one of a name that `is_modifier` does not know, prefixes of a fentanyl.
const NAME_PARTS: [&str; 3] = ["nboc", "nbenzyl", "npropionyl"];

const JOINING_WORDS: [&str; 10] =
    [" and", " with", " und", " mit", " et", " avec", " y", " con", " и", " plus"];
