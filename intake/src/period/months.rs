//! Names of months in the languages of Europe, and the number of the month that each stands for.
//!
//! It reads whole names, their usual abbreviations and 1 to 12; which language a file is in it does not ask.
//! No word stands for two months: `listopad` is November, as in Polish and Czech, and not October, as in
//! Croatian, whose months are not read.

use std::collections::HashMap;
use std::sync::OnceLock;

/// The number of a month by its name, its abbreviation, or 1 to 12.
pub(crate) fn month_number(text: &str) -> Option<i8> {
    let text = text.trim();
    if let Ok(number) = text.parse::<i8>() {
        return (1..=12).contains(&number).then_some(number);
    }
    let lower = text.to_lowercase();
    names().get(lower.trim_end_matches('.')).copied()
}

fn names() -> &'static HashMap<&'static str, i8> {
    static NAMES: OnceLock<HashMap<&'static str, i8>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let numbered = (1_i8..).zip(MONTHS);
        numbered
            .flat_map(|(number, words)| words.split(' ').map(move |word| (word, number)))
            .collect()
    })
}

/// English, German, French, Spanish, Italian, Portuguese, Dutch, Polish (in both cases), Swedish, Danish,
/// Norwegian, Finnish, Czech, Romanian, Hungarian; in small letters.
const MONTHS: [&str; 12] = [
    "january jan januar jänner jän janvier janv enero ene gennaio gen janeiro januari styczeń stycznia sty tammikuu leden ledna ianuarie január",
    "february feb februar feber février fevrier févr fevr fév febrero febbraio fevereiro fev februari luty lutego helmikuu únor února februarie február",
    "march mar märz maerz mär mrz mars marzo março marco maart mrt marzec marca maaliskuu březen března martie március",
    "april apr avril avr abril abr aprile kwiecień kwietnia kwi huhtikuu duben dubna aprilie április",
    "may mai mayo maggio mag maio mei maj maja toukokuu květen května május",
    "june jun juni juin junio giugno giu junho czerwiec czerwca cze kesäkuu červen června iunie június",
    "july jul juli juillet juil julio luglio lug julho lipiec lipca heinäkuu červenec července iulie július",
    "august aug août aout agosto ago augustus sierpień sierpnia sie augusti elokuu srpen srpna augusztus",
    "september sep sept septembre septiembre set settembre setembro wrzesień września wrz syyskuu září septembrie szeptember",
    "october oct oktober okt octobre octubre ottobre ott outubro out październik października paź lokakuu říjen října octombrie október",
    "november nov novembre noviembre novembro listopad listopada lis marraskuu listopadu noiembrie",
    "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro grudzień grudnia gru joulukuu prosinec prosince decembrie",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_by_their_names_in_many_languages() {
        for (text, expected) in [
            ("Jan", Some(1)),
            ("SEPTEMBER", Some(9)),
            ("Sept.", Some(9)),
            ("Jänner", Some(1)),
            ("März", Some(3)),
            ("Okt", Some(10)),
            ("Mai", Some(5)),
            ("janv.", Some(1)),
            ("août", Some(8)),
            ("FÉVRIER", Some(2)),
            ("décembre", Some(12)),
            ("enero", Some(1)),
            ("diciembre", Some(12)),
            ("maggio", Some(5)),
            ("outubro", Some(10)),
            ("maart", Some(3)),
            ("stycznia", Some(1)),
            ("październik", Some(10)),
            ("07", Some(7)),
            ("13", None),
            ("lis", Some(11)),
            ("j", None),
            ("", None),
        ] {
            assert_eq!(month_number(text), expected, "{text}");
        }
    }

    #[test]
    fn no_name_stands_for_two_months() {
        let mut seen = HashMap::new();
        for (number, words) in (1..).zip(MONTHS) {
            for word in words.split(' ') {
                assert_eq!(seen.insert(word, number), None, "{word}");
                assert_eq!(word, word.to_lowercase());
            }
        }
    }
}
