//! Words that tell what is no drug name, what is only a form, and what changes the name that follows.
//!
//! It does not hold names of substances; those are in the table. The lists are folded words in plain
//! text files beside this one.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::spelling::fold;

/// Labels that say that no drug is named.
pub(super) const NO_DRUG_LABELS: &str = include_str!("no_drug_labels.txt");

/// Words of six letters and more that reports use and that no drug name should be read into.
pub(super) const ORDINARY_WORDS: &str = include_str!("ordinary_words.txt");

/// Other medicines, chemicals and words that are a slip of the pen away from a name in the table.
///
/// Found by asking for the nearest name of every word of an English word list and of the names in
/// an open vocabulary of medicines; see `SUBSTANCES.md`.
pub(super) const LOOK_ALIKES: &str = include_str!("look_alikes.txt");

/// Words of advertisements, and short words of any sentence, that name no drug: `custom listing`,
/// `free shipping`, `gift card`. A word that is not listed may be a name nobody knows yet.
pub(super) const TITLE_WORDS: &str = include_str!("title_words.txt");

/// Words that are one drug to some and another, or none, to others: `word: what it may mean`.
pub(super) const SEVERAL_MEANINGS: &str = include_str!("several_meanings.txt");

/// Words that tell the form of a substance and leave its identity as it is.
pub(super) const FORM_WORDS: [&str; 53] = [
    "hydrochloride",
    "hydrochlorid",
    "hcl",
    "citrate",
    "sulfate",
    "sulphate",
    "phosphate",
    "tartrate",
    "bitartrate",
    "maleate",
    "fumarate",
    "succinate",
    "oxalate",
    "salt",
    "salts",
    "base",
    "freebase",
    "powder",
    "powdered",
    "tablet",
    "tablets",
    "pill",
    "pills",
    "capsule",
    "capsules",
    "solution",
    "liquid",
    "injection",
    "injectable",
    "patch",
    "patches",
    "crystal",
    "crystalline",
    "suspected",
    "probable",
    "possible",
    "confirmed",
    "form",
    "kg",
    "gram",
    "grams",
    "units",
    "doses",
    "pharmaceutical",
    "oral",
    "illicit",
    "noninjection",
    "decanoate",
    "enanthate",
    "propionate",
    "cypionate",
    "involved",
    "nos",
];

/// Whether a folded label says that no drug is named, such as `other drugs**` or `not tested`.
pub(super) fn is_no_drug_label(key: &str) -> bool {
    static LABELS: OnceLock<HashSet<&str>> = OnceLock::new();
    key.is_empty()
        || LABELS.get_or_init(|| NO_DRUG_LABELS.split_whitespace().collect()).contains(key)
}

/// What a folded word may mean, where that is no one drug: `brown`, `X`, `glass`.
pub(super) fn several_meanings(key: &str) -> Option<&'static str> {
    static MEANINGS: OnceLock<HashMap<String, &str>> = OnceLock::new();
    let lines = || SEVERAL_MEANINGS.lines().filter_map(|line| line.split_once(": "));
    let meanings = || lines().map(|(word, meanings)| (fold(word), meanings)).collect();
    MEANINGS.get_or_init(meanings).get(key).copied()
}

/// Whether the letters before `fentanyl` or `nitazene` are parts of chemical names and nothing else,
/// as in `ethoxyacetyl` and unlike `anti`.
pub(super) fn is_chemical_prefix(key: &str) -> bool {
    if key.len() > LONGEST_PREFIX {
        return false;
    }
    // Which beginnings are made of parts: each place is looked at once, however many ways lead there.
    let mut is_reached = vec![false; key.len() + 1];
    is_reached[0] = true;
    for at in 0..key.len() {
        if !is_reached[at] {
            continue;
        }
        let rest = &key[at..];
        for part in PREFIX_PARTS.iter().filter(|part| rest.starts_with(**part)) {
            is_reached[at + part.len()] = true;
        }
        if rest.starts_with(|c: char| c.is_ascii_digit()) {
            is_reached[at + 1] = true;
        }
    }
    is_reached[key.len()]
}

/// Letters before the ending of a derivative's name at most.
const LONGEST_PREFIX: usize = 80;

/// Whether a folded word is known to be no misspelled drug name.
pub(super) fn is_known_word(key: &str) -> bool {
    static WORDS: OnceLock<HashSet<&str>> = OnceLock::new();
    let words =
        || ORDINARY_WORDS.split_whitespace().chain(LOOK_ALIKES.split_whitespace()).collect();
    WORDS.get_or_init(words).contains(key)
}

/// Whether a folded word of a sentence is one that names no drug.
pub(super) fn is_plain_word(key: &str) -> bool {
    static WORDS: OnceLock<HashSet<&str>> = OnceLock::new();
    let words = || TITLE_WORDS.split_whitespace().chain(SHORT_WORDS).collect();
    is_known_word(key) || WORDS.get_or_init(words).contains(key)
}

/// Whether a folded word is a number, or one with a unit: `100`, `30mg`, `10x`.
pub(super) fn is_amount(key: &str) -> bool {
    let unit = key.trim_start_matches(|c: char| c.is_ascii_digit());
    unit.len() < key.len() && (unit.is_empty() || AMOUNT_UNITS.contains(&unit))
}

/// What stands behind the number of an amount.
const AMOUNT_UNITS: [&str; 22] = [
    "mg", "mcg", "ug", "g", "gr", "gm", "gms", "gram", "grams", "kg", "ml", "cl", "l", "oz", "lb",
    "lbs", "x", "pcs", "st", "nd", "rd", "th",
];

/// Short words of reports.
const SHORT_WORDS: [&str; 1] = ["mg"];

/// Whether a folded word is a number of one place in a name, such as `4`, or a short count, `2g`.
pub(super) fn is_number(key: &str) -> bool {
    key.len() <= 2 && key.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a folded word changes the name that follows, as `acetyl` does in `acetyl fentanyl`.
pub(super) fn is_modifier(key: &str) -> bool {
    let ending = MODIFIER_ENDINGS.iter().any(|ending| key.ends_with(ending));
    is_number(key) || MODIFIERS.contains(&key) || (ending && !key.ends_with("fentanyl"))
}

const MODIFIERS: [&str; 22] = [
    "para", "ortho", "meta", "alpha", "beta", "gamma", "nor", "iso", "sec", "tert", "cis", "trans",
    "des", "desethyl", "di", "tri", "keto", "oxo", "thio", "thf", "n", "o",
];

/// Parts of the names that derivatives are called by, without digits.
const PREFIX_PARTS: [&str; 91] = [
    "acet",
    "acetamido",
    "acetyl",
    "acryl",
    "acryloyl",
    "allyl",
    "alpha",
    "amino",
    "benzo",
    "benzodioxole",
    "benzoyl",
    "benzyl",
    "beta",
    "boc",
    "bromo",
    "but",
    "butanoyl",
    "buto",
    "butoxy",
    "butyl",
    "butyryl",
    "chloro",
    "cis",
    "clo",
    "croton",
    "crotonyl",
    "cyclo",
    "des",
    "desethyl",
    "di",
    "ethoxy",
    "ethyl",
    "ethylene",
    "eto",
    "fluoro",
    "fluro",
    "form",
    "formyl",
    "furan",
    "furanyl",
    "furoyl",
    "gamma",
    "hept",
    "heptanoyl",
    "hex",
    "hexanoyl",
    "hexyl",
    "homo",
    "hydroxy",
    "iodo",
    "iso",
    "keto",
    "m",
    "meta",
    "methacryl",
    "methoxy",
    "methyl",
    "methylene",
    "meto",
    "mono",
    "n",
    "naphthoyl",
    "nitro",
    "nor",
    "o",
    "ortho",
    "oxo",
    "oxy",
    "p",
    "para",
    "pent",
    "pentyl",
    "phenyl",
    "piperidinyl",
    "prop",
    "propionyl",
    "propoxy",
    "propyl",
    "proto",
    "pyrrolidino",
    "sec",
    "tert",
    "tetra",
    "tetrahydro",
    "thf",
    "thio",
    "thiophene",
    "trans",
    "tri",
    "valeryl",
    "yl",
];

const MODIFIER_ENDINGS: [&str; 12] = [
    "yl",
    "fluoro",
    "chloro",
    "bromo",
    "iodo",
    "nitro",
    "amino",
    "hydroxy",
    "methoxy",
    "ethoxy",
    "fluro",
    "acetamido",
];
