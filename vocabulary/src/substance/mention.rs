//! Finds the substances named in a sentence, such as a cause of death.
//!
//! It does not understand the sentence: `no fentanyl found` names fentanyl.

use super::lookup::{Among, how};
use super::spelling::fold;
use super::words::{is_amount, is_known_word, is_modifier, is_number, is_plain_word};
use super::{How, Mention, Substances};

/// A word of the sentence and what stands before it.
struct Token {
    start: usize,
    end: usize,
    key: String,
    gap: Gap,
}

/// What stands between a word and the word before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// The start, or what ends a name: `, ` `;` `+` `&` `:` and the end of a sentence.
    Hard,
    Slash,
    Space,
    /// A hyphen, a prime or a comma within a name.
    Tight,
}

/// A name that begins at a word: how many words it takes, and what it stands for.
struct Found {
    tokens: usize,
    entry: usize,
    how: How,
    start: usize,
    end: usize,
}

/// The substances named in `text`, in the order of the text; the longest name wins.
pub(super) fn find(substances: &Substances, text: &str) -> Vec<Mention> {
    let tokens = tokens(text);
    let mut mentions = Vec::new();
    let mut position = 0;
    let mut after_modifier = false;
    while position < tokens.len() {
        let rest = &tokens[position..];
        let modified = after_modifier && matches!(rest[0].gap, Gap::Space | Gap::Tight);
        let found = known_name(substances, text, rest)
            .and_then(|found| {
                if modified { derivative(substances, rest, found.tokens) } else { Some(found) }
            })
            .or_else(|| near_name(substances, rest, modified));
        after_modifier = found.is_none() && modifies(rest);
        let Some(found) = found else {
            position += 1;
            continue;
        };
        mentions.push(Mention {
            substance: substances.entries[found.entry].id().clone(),
            text: text[found.start..found.end].to_owned(),
            how: found.how,
        });
        position += found.tokens;
    }
    mentions
}

/// Whether every word is one that reports or advertisements use and that names no drug.
pub(super) fn has_only_known_words(text: &str) -> bool {
    let tokens = tokens(text);
    (0..tokens.len()).all(|at| is_plain(text, &tokens, at))
}

/// Whether a word names no drug where it stands: a listed word, an amount, or a name of a person that is
/// masked, as in `custom for pe****R`. `#4`, and any word that nobody has listed, may name one.
fn is_plain(text: &str, tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let key_before = before.map_or("", |before| before.key.as_str());
    if token.key.is_empty() {
        return true;
    }
    if is_amount(&token.key) {
        let is_grade = matches!(token.key.as_str(), "3" | "4");
        let numbered = text[..token.start].ends_with('#')
            || matches!(key_before, "number" | "no" | "nr" | "num");
        return !(is_grade && numbered);
    }
    let times = || {
        let amount = |other: Option<&Token>| other.is_some_and(|other| is_amount(&other.key));
        token.key == "x" && (amount(before) || amount(tokens.get(at + 1)))
    };
    let ending =
        || text[..token.start].ends_with(['\'', '’']) && ENDINGS.contains(&token.key.as_str());
    is_plain_word(&token.key) || times() || ending() || is_masked(text, token)
}

/// Whether a word is part of a name behind `for` of which most letters are hidden.
fn is_masked(text: &str, token: &Token) -> bool {
    let start = text[..token.start].rfind(char::is_whitespace).map_or(0, |space| space + 1);
    let rest = &text[token.start..];
    let end = token.start + rest.find(char::is_whitespace).unwrap_or(rest.len());
    let chunk = &text[start..end];
    let follows = text[..start].trim_end().to_lowercase().ends_with(" for");
    let letters = chunk.chars().filter(|letter| letter.is_alphanumeric()).count();
    let is_hidden = ["***", "...", "…"]
        .iter()
        .any(|mask| chunk.split_once(mask).is_some_and(|(shown, _)| !shown.is_empty()));
    follows && is_hidden && letters <= MOST_SHOWN
}

/// Whether the first word changes the name that follows: `acetyl`, also before a space, but a number
/// only before a hyphen, because `4 heroin` is heroin.
fn modifies(rest: &[Token]) -> bool {
    let tight = rest.get(1).is_some_and(|next| next.gap == Gap::Tight);
    is_modifier(&rest[0].key) && (tight || !is_number(&rest[0].key))
}

/// The longest known name that begins here, also where `of` or `and` is glued to its ends.
fn known_name(substances: &Substances, text: &str, rest: &[Token]) -> Option<Found> {
    let unglued = GLUED_BEFORE.iter().find_map(|glue| {
        let first = rest[0].key.strip_prefix(glue).filter(|first| !first.is_empty())?;
        longest_name(substances, text, rest, (first, rest[0].start + glue.len()))
    });
    let plain = longest_name(substances, text, rest, (&rest[0].key, rest[0].start));
    match (plain, unglued) {
        (Some(plain), Some(unglued)) if unglued.tokens > plain.tokens => Some(unglued),
        (plain, unglued) => plain.or(unglued),
    }
}

/// The longest known name whose first word is `first`, a word and where it starts.
fn longest_name(
    substances: &Substances,
    text: &str,
    rest: &[Token],
    first: (&str, usize),
) -> Option<Found> {
    let (mut key, start) = (first.0.to_owned(), first.1);
    let mut longest = None;
    for (count, token) in rest.iter().enumerate() {
        if count > 0 {
            match token.gap {
                Gap::Hard => break,
                Gap::Slash => key.push('/'),
                Gap::Space | Gap::Tight => {}
            }
            key.push_str(&token.key);
        }
        let tokens = count + 1;
        let known = substances.lookup.entry(&key, Among::Sentences);
        let is_grade =
            |entry: &usize| !lacks_sign(substances, &text[start..token.end], *entry, &key);
        if let Some(entry) = known.filter(is_grade) {
            let how = how(&text[start..token.end], &substances.entries[entry]);
            longest = Some(Found { tokens, entry, how, start, end: token.end });
        } else if let Some((entry, glue)) = glued_after(substances, &key, token) {
            let end = token.end - glue;
            longest = Some(Found { tokens, entry, how: How::Folded, start, end });
        }
        if !substances.lookup.any_begins_with(&key) {
            break;
        }
    }
    longest
}

/// Whether a name that the table writes with a `#`, as `Afghan #4`, stands without it: `Afghan 4 g` is an amount.
fn lacks_sign(substances: &Substances, found: &str, entry: usize, key: &str) -> bool {
    let is_signed = |name: &String| name.contains('#') && fold(name) == key;
    key.ends_with(|c: char| c.is_ascii_digit())
        && !found.contains('#')
        && substances.entries[entry].synonyms().iter().any(is_signed)
}

/// The name before a glued word or dose, as in `cocaineand` and `carfentanil100mg`, and the length of
/// what is glued to it.
fn glued_after(substances: &Substances, key: &str, last: &Token) -> Option<(usize, usize)> {
    let before_word = |glue: &&str| key.strip_suffix(*glue).map(|name| (name, glue.len()));
    let dose = DOSE_UNITS.iter().filter_map(|unit| {
        let counted = key.strip_suffix(unit)?;
        let name = counted.trim_end_matches(|c: char| c.is_ascii_digit());
        (name.len() < counted.len()).then_some((name, key.len() - name.len()))
    });
    GLUED_AFTER.iter().filter_map(before_word).chain(dose).find_map(|(name, glue)| {
        let named = name.len() >= 5 && last.key.len() > glue;
        let entry = substances.lookup.entry(name, Among::Sentences).filter(|_| named)?;
        Some((entry, glue))
    })
}

/// A misspelled name, or an unlisted derivative whose ending tells its class.
fn near_name(substances: &Substances, rest: &[Token], modified: bool) -> Option<Found> {
    let near = |tokens: &[Token]| {
        let key = joined_key(tokens);
        let lookup = &substances.lookup;
        lookup.near(&key).or_else(|| {
            let bare = GLUED_BEFORE.iter().find_map(|glue| key.strip_prefix(glue))?;
            lookup.near(bare)
        })
    };
    let longest = chain(rest).min(MOST_WORDS_MISSPELLED);
    for tokens in (2..=longest).rev() {
        if let Some((entry, distance)) = near(&rest[..tokens]) {
            let (start, end) = (rest[0].start, rest[tokens - 1].end);
            return Some(Found { tokens, entry, how: How::Fuzzy { distance }, start, end });
        }
    }
    if is_known_word(&rest[0].key) {
        return None;
    }
    let token = &rest[0];
    match near(&rest[..1]) {
        Some(_) if modified => derivative(substances, rest, 1),
        Some((entry, distance)) => Some(Found {
            tokens: 1,
            entry,
            how: How::Fuzzy { distance },
            start: token.start,
            end: token.end,
        }),
        None => derivative(substances, rest, 1),
    }
}

/// The class of a name that is a known one with something unlisted before it.
fn derivative(substances: &Substances, rest: &[Token], tokens: usize) -> Option<Found> {
    let (first, last) = (&rest[0], &rest[tokens - 1]);
    let (entry, distance) = substances.lookup.class_of_derivative(&joined_key(&rest[..tokens]))?;
    let how = How::Fuzzy { distance };
    Some(Found { tokens, entry, how, start: first.start, end: last.end })
}

/// How many words from here make one name that may be misspelled: hyphens hold words together, and
/// so does a word such as `acetyl`.
fn chain(rest: &[Token]) -> usize {
    let held = |pair: &[Token]| match pair[1].gap {
        Gap::Tight => true,
        Gap::Space => is_modifier(&pair[0].key),
        Gap::Hard | Gap::Slash => false,
    };
    1 + rest.windows(2).take_while(|pair| held(pair)).count()
}

fn joined_key(tokens: &[Token]) -> String {
    let mut key = tokens[0].key.clone();
    for token in &tokens[1..] {
        if token.gap == Gap::Slash {
            key.push('/');
        }
        key.push_str(&token.key);
    }
    key
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut start = None;
    let mut gap_start = 0;
    let ends = text.char_indices().chain([(text.len(), ' ')]);
    for (position, character) in ends {
        match (start, character.is_alphanumeric()) {
            (None, true) => start = Some(position),
            (Some(begin), false) => {
                let key = fold(&text[begin..position]);
                let gap = match tokens.last() {
                    None => Gap::Hard,
                    // `1, 1-difluoroethane` is one name in spite of the space.
                    Some(last) if is_locant(&last.key) && is_locant(&key) => Gap::Tight,
                    Some(_) => gap(&text[gap_start..begin]),
                };
                tokens.push(Token { start: begin, end: position, key, gap });
                (start, gap_start) = (None, position);
            }
            _ => {}
        }
    }
    tokens
}

fn is_locant(key: &str) -> bool {
    key.len() == 1 && key.starts_with(|c: char| c.is_ascii_digit())
}

fn gap(between: &str) -> Gap {
    let spaced = between.contains(char::is_whitespace);
    let ends_a_name = between.contains([';', '+', '&', ':', '\n', '|'])
        || (spaced && between.contains([',', '.']));
    let holds = between.is_empty() || between.contains(HYPHENS);
    match (ends_a_name, between.contains('/'), spaced || !holds) {
        (true, _, _) => Gap::Hard,
        (_, true, _) => Gap::Slash,
        (_, _, true) => Gap::Space,
        _ => Gap::Tight,
    }
}

/// Words that careless typing glues to the name that follows.
const GLUED_BEFORE: [&str; 6] = ["of", "and", "with", "including", "acute", "effects"];

/// Words that careless typing glues to the name before.
const GLUED_AFTER: [&str; 5] = ["and", "toxicity", "intoxication", "with", "overdose"];

/// Units of a dose that careless typing glues to the name before, digits between them.
const DOSE_UNITS: [&str; 4] = ["mg", "mcg", "ug", "g"];

/// What holds the parts of a name together; in `(4)OXY` or `3~SUBOXONE` nothing does.
const HYPHENS: [char; 8] = ['-', '‐', '‑', '–', ',', '\'', '’', '′'];

/// What stands behind an apostrophe, or behind a bracket as in `substance(s)`.
const ENDINGS: [&str; 6] = ["s", "m", "t", "re", "ll", "ve"];

/// Letters of a masked name that are shown, at most.
const MOST_SHOWN: usize = 9;

/// Longer runs of words are not looked at for misspellings.
const MOST_WORDS_MISSPELLED: usize = 6;
