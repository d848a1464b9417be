//! Rows of printed totals among the rows they add up, and that they are left out.
//!
//! A total beside its parts would be a fact of its own: a place called "Summe", or all drugs together.

use super::column::Column;
use super::said::{Confidence, Said};
use super::words::words;

/// One section `[[leave_out]]`, of totals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TotalsPlan {
    pub column: String,
    /// The texts as they stand.
    pub values: Vec<String>,
    pub said: Said,
}

/// Finds totals among the texts of columns that tell rows apart; `named` are the columns that say where,
/// what and when.
pub(crate) fn find_totals(columns: &[&Column], named: &[String]) -> Vec<TotalsPlan> {
    let mut found = Vec::new();
    for column in columns.iter().filter(|column| named.contains(&column.name)) {
        let totals: Vec<&(String, usize)> =
            column.values.iter().filter(|(text, _)| is_total(text)).collect();
        let others = column.values.len() - totals.len();
        if totals.is_empty() || others < 2 {
            continue;
        }
        let rows: usize = totals.iter().map(|(_, rows)| rows).sum();
        let values: Vec<String> = totals.iter().map(|(text, _)| text.clone()).collect();
        let proposal = format!("rows with {} in `{}`", quoted(&values), column.name);
        let because =
            format!("{rows} of the rows looked at hold a total of others, which would count twice");
        found.push(TotalsPlan {
            said: Said::new("leave out", &proposal, Confidence::Likely, &because)
                .with_examples(values.iter().take(3).cloned().collect()),
            column: column.name.clone(),
            values,
        });
    }
    found
}

/// Whether a text says nothing but that it is a total.
pub(crate) fn is_total(text: &str) -> bool {
    let parts = words(text);
    let is_known = |list: &[&str]| parts.iter().any(|word| list.contains(&word.as_str()));
    let is_one = |word: &String| [&TOTALS[..], &BESIDE[..]].concat().contains(&word.as_str());
    (1..=3).contains(&parts.len()) && is_known(&TOTALS) && parts.iter().all(is_one)
}

fn quoted(values: &[String]) -> String {
    let quoted: Vec<String> = values.iter().take(4).map(|text| format!("`{text}`")).collect();
    quoted.join(", ")
}

/// Words for a total in the languages of Europe, without accents.
const TOTALS: [&str; 36] = [
    "total",
    "totals",
    "totale",
    "totali",
    "totaux",
    "totales",
    "totalt",
    "totaal",
    "subtotal",
    "subtotals",
    "gesamt",
    "insgesamt",
    "gesamtsumme",
    "gesamtergebnis",
    "gesamtzahl",
    "summe",
    "summen",
    "zwischensumme",
    "zusammen",
    "sum",
    "suma",
    "sumy",
    "somme",
    "sommes",
    "somma",
    "ensemble",
    "razem",
    "ogolem",
    "lacznie",
    "celkem",
    "spolu",
    "osszesen",
    "yhteensa",
    "summa",
    "ukupno",
    "sammanlagt",
];

/// Words that stand beside one.
const BESIDE: [&str; 9] =
    ["grand", "general", "generale", "sub", "overall", "und", "alle", "all", "row"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_known_in_many_languages_and_nothing_else_is_one() {
        for (text, expected) in [
            ("Summe", true),
            ("SUMME:", true),
            ("Insgesamt", true),
            ("Total général", true),
            ("Grand Total", true),
            ("Ensemble", true),
            ("Ogółem", true),
            ("Összesen", true),
            ("Suma", true),
            ("Total THC", false),
            ("Soma", false),
            ("Deutschland gesamt", false),
            ("All drugs", false),
            ("all", false),
            ("Sommerset", false),
            ("", false),
        ] {
            assert_eq!(is_total(text), expected, "{text}");
        }
    }
}
