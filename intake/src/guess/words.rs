//! What words in headers, titles and names of files stand for, in a dozen languages.
//!
//! It knows single words only; which column has which role is decided elsewhere, with the cells.

use std::collections::HashMap;
use std::sync::OnceLock;

/// What a word stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Sense(&'static str);

macro_rules! senses {
    ($($name:ident = $word:literal),* $(,)?) => {
        impl Sense { $(#[doc = concat!("The sense `", $word, "` of the table.")] pub const $name: Self = Self($word);)* }
    };
}

senses! {
    YEAR = "year", MONTH = "month", QUARTER = "quarter", DATE = "date", PERIOD = "period",
    PLACE = "place", PLACE_CODE = "placecode", ELSEWHERE = "elsewhere", SUBSTANCE = "substance",
    COUNT = "count", DEATH = "death", SUSPECTED = "suspected", PROVISIONAL = "provisional",
    SEIZURE = "seizure", SAMPLE = "sample", LABORATORY = "laboratory", CHECKING = "checking",
    WASTEWATER = "wastewater", ADMISSION = "admission", EMERGENCY = "emergency",
    INCIDENT = "incident", TREATMENT = "treatment", OFFENCE = "offence", SYRINGE = "syringe",
    NOTIFICATION = "notification", QUANTITY = "quantity", UNIT = "unit", PERCENT = "percent",
    RATE = "rate", PURITY = "purity", PRICE = "price", AGE = "age", SEX = "sex",
    CONTACT = "contact", ID = "id",
    COORDINATE = "coordinate", POPULATION = "population", HECTARE = "hectare",
    ERADICATED = "eradicated", DISPENSED = "dispensed", BUYER = "buyer", VENDOR = "vendor",
    LISTING = "listing", REPORT = "report", TOTAL = "total", TRANSPORT = "transport",
    CONCEALMENT = "concealment", INSTALLATION = "installation", DEPARTURE = "departure",
    DESTINATION = "destination", SOLD_AS = "soldas", NOTE = "note", LOW = "low", HIGH = "high",
    LEVEL = "level", TYPICAL = "typical", CURRENCY = "currency",
}

impl Sense {
    /// Whether a word stands for this by itself, and not as a part of another.
    pub fn is(self, word: &str) -> bool {
        table().whole.get(word).is_some_and(|senses| senses.contains(&self))
    }
}

/// What the words of a text stand for, in the order of the text.
pub(crate) fn senses(text: &str) -> Vec<Sense> {
    let mut found = Vec::new();
    for word in words(text) {
        for sense in senses_of_word(&word) {
            if !found.contains(&sense) {
                found.push(sense);
            }
        }
    }
    found
}

/// The words of a text: lower case, without accents, parted where letters turn to capitals.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut last_was_small = false;
    for letter in text.chars() {
        // "Seizures09" has two words, "p100" one.
        let is_count = letter.is_numeric()
            && words
                .last()
                .is_some_and(|word| word.len() > 3 && word.chars().all(char::is_alphabetic));
        if !letter.is_alphanumeric() || is_count || (letter.is_uppercase() && last_was_small) {
            words.push(String::new());
        }
        last_was_small = letter.is_lowercase();
        if letter.is_alphanumeric() {
            for small in letter.to_lowercase() {
                let word = words.last_mut().expect("there is always a last word");
                match plain(small) {
                    Some(plain) => word.push_str(plain),
                    None => word.push(small),
                }
            }
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn senses_of_word(word: &str) -> Vec<Sense> {
    let table = table();
    if let Some(senses) = table.whole.get(word) {
        return senses.clone();
    }
    let is_part = |part: &&(&str, Sense)| {
        let more = word.len().saturating_sub(part.0.len());
        // One or two letters behind a long word bend it: "Sicherstellungen".
        let is_bent = (1..3).contains(&more) && part.0.len() >= 6 && word.starts_with(part.0);
        is_bent || more >= 3 && (word.ends_with(part.0) || word.starts_with(part.0))
    };
    // The head of a compound stands at its end; what it begins with counts too.
    let mut parts: Vec<&(&str, Sense)> = table.parts.iter().filter(is_part).collect();
    parts.sort_by_key(|(part, _)| (!word.ends_with(part), usize::MAX - part.len()));
    let mut senses: Vec<Sense> = parts.into_iter().map(|(_, sense)| *sense).collect();
    senses.dedup();
    senses
}

struct Table {
    whole: HashMap<&'static str, Vec<Sense>>,
    parts: Vec<(&'static str, Sense)>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table { whole: HashMap::new(), parts: Vec::new() };
        let lines = include_str!("words.txt").lines();
        for (sense, words) in lines.filter_map(|line| line.split_once(": ")) {
            if sense.starts_with('#') {
                continue;
            }
            for word in words.split_whitespace() {
                let whole = word.trim_end_matches('~');
                if whole != word {
                    table.parts.push((whole, Sense(sense)));
                }
                let senses: &mut Vec<Sense> = table.whole.entry(whole).or_default();
                if !senses.contains(&Sense(sense)) {
                    senses.push(Sense(sense));
                }
            }
        }
        table
    })
}

/// A letter without its accent.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ą' | 'ă' | 'ā' => "a",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ę' | 'ě' | 'ē' | 'ė' => "e",
        'ì' | 'í' | 'î' | 'ï' | 'ı' | 'ī' => "i",
        'ł' | 'ľ' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ő' => "o",
        'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ß' => "ss",
        'ť' | 'ț' | 'ţ' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ů' | 'ű' | 'ū' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'æ' => "ae",
        'œ' => "oe",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_many_languages_mean_the_same() {
        for (text, expected) in [
            ("Année", Sense::YEAR),
            ("Jahr", Sense::YEAR),
            ("Sicherstellungsmenge", Sense::QUANTITY),
            ("Todesfälle", Sense::DEATH),
            ("Sicherstellungen 2023", Sense::SEIZURE),
            ("incidentDate", Sense::DATE),
            ("Quantité (kg)", Sense::QUANTITY),
            ("Województwo", Sense::PLACE),
            ("Sostanza", Sense::SUBSTANCE),
            ("Liczba zgonów", Sense::COUNT),
            ("P100_fent", Sense::PERCENT),
        ] {
            assert!(senses(text).contains(&expected), "{text}: {:?}", senses(text));
        }
        assert!(senses("qwerty").is_empty());
    }
}
