//! The section [price] of a proposal: which figures are prices, in which money, for how much, at which
//! level of the market.

use vocabulary::currency::Currency;

use super::column::Column;
use super::detail::DetailPlan;
use super::kind::{Found, price_column};
use super::said::{Confidence, Said};
use super::words::{Sense, words};
use super::write::{add, made_up, quote};

impl DetailPlan {
    pub(super) fn price(&mut self, found: Found<'_>) {
        let Some(price) = price_column(found) else { return };
        for (setting, sense) in [("low", Sense::LOW), ("high", Sense::HIGH)] {
            let fits = |column: &Column| {
                let is_price = column.has(Sense::PRICE) || !price.has(Sense::PRICE);
                column.is_figures() && is_price && column.name != price.name
            };
            if let Some(bound) = found.column(sense, fits) {
                self.set(setting, bound);
            }
        }
        let bound = [("low", Sense::LOW), ("high", Sense::HIGH)];
        let own = bound.into_iter().find(|(_, sense)| price.has(*sense));
        self.set(own.map_or("typical", |(setting, _)| setting), price);
        let text = |column: &Column| !column.is_figures();
        let unit = found.column(Sense::UNIT, text);
        let around = format!("{} {}", price.name, found.text);
        let currency = found.column(Sense::CURRENCY, text).or(unit);
        self.by_value("currency", currency, &around, currency_word, "EUR");
        self.by_value("per", unit, &around, per_word, "g");
        let level = found.column(Sense::LEVEL, text);
        self.by_value("level", level, &around, level_word, "retail");
        self.money_of_year(price, unit);
    }

    /// "USD/kg (2017 USD)" is money of 2017.
    fn money_of_year(&mut self, price: &Column, unit: Option<&Column>) {
        let texts = unit.iter().flat_map(|column| column.values.iter().map(|(text, _)| text));
        let mut years: Vec<Option<String>> = texts.map(|text| money_year(text)).collect();
        years.push(money_year(&price.name).or_else(|| years.first().cloned().flatten()));
        years.dedup();
        let [Some(year)] = years.as_slice() else { return };
        add(&mut self.lines, format_args!("money_of_year = {}\n", quote(year)));
        let because = "the unit or the header says of which year the money is";
        self.said.push(Said::new("money_of_year", year, Confidence::Likely, because));
    }

    /// A setting that a column tells row by row, or a word of the header, or nobody.
    fn by_value(
        &mut self,
        setting: &str,
        column: Option<&Column>,
        around: &str,
        read: fn(&str) -> Option<String>,
        otherwise: &str,
    ) {
        let read_in = |column: &&Column| column.values.iter().any(|(text, _)| read(text).is_some());
        if let Some(column) = column.filter(read_in) {
            self.by_column(setting, column, read, otherwise);
            return;
        }
        let word = read(around);
        let chosen = word.as_deref().unwrap_or(otherwise);
        let written = word.as_deref().map_or_else(|| made_up(chosen), quote);
        add(&mut self.lines, format_args!("{setting} = {written}\n"));
        let (confidence, because) = match word {
            Some(_) => (Confidence::Likely, "a word of the header or the file's name"),
            None => (Confidence::Guess, "TO DECIDE: nothing in the file says"),
        };
        self.said.push(Said::new(setting, chosen, confidence, because));
    }

    /// A setting by the texts of a column; a text that says nothing is for a person to decide.
    fn by_column(
        &mut self,
        setting: &str,
        column: &Column,
        read: fn(&str) -> Option<String>,
        otherwise: &str,
    ) {
        let texts = || column.values.iter().take(60).map(|(text, _)| text);
        let values: Vec<String> = texts()
            .filter_map(|text| read(text).map(|word| format!("{} = \"{word}\"", quote(text))))
            .collect();
        let mut unknown: Vec<String> =
            texts().filter(|text| read(text).is_none()).cloned().collect();
        if column.blank > 0 {
            unknown.push(String::new());
        }
        let (name, values) = (quote(&column.name), values.join(", "));
        // A price for another amount, or in other money, is never taken for the usual one.
        let is_level = setting == "level" && !unknown.is_empty();
        let otherwise =
            if is_level { format!(", otherwise = {}", made_up(otherwise)) } else { String::new() };
        add(
            &mut self.lines,
            format_args!("{setting} = {{ column = {name}, values = {{ {values} }}{otherwise} }}\n"),
        );
        self.columns.push(column.name.clone());
        let shown: Vec<&str> = unknown.iter().take(4).map(String::as_str).collect();
        let shown = shown.join("`, `");
        let (confidence, because) = match (unknown.is_empty(), is_level) {
            (true, _) => (Confidence::Likely, "read from its texts; check them".to_owned()),
            (false, true) => (
                Confidence::Guess,
                format!("TO DECIDE: these of its texts name no level: `{shown}`"),
            ),
            (false, false) => (
                Confidence::Likely,
                format!(
                    "read from its texts, except `{shown}`: these rows are rejected until `values` says what they mean, or they are mended"
                ),
            ),
        };
        let said = Said::new(setting, &format!("`{}`", column.name), confidence, &because);
        self.said.push(said.with_examples(column.shown()));
    }
}

/// The year that stands behind or before a currency in brackets.
fn money_year(text: &str) -> Option<String> {
    let (_, inside) = text.split_once('(')?;
    let inside = inside.split(')').next().unwrap_or_default();
    let is_year = |word: &&String| {
        word.len() == 4 && word.parse::<u16>().is_ok_and(|year| (1900..=2100).contains(&year))
    };
    let own = words(inside);
    let year = own.iter().find(is_year)?;
    currency_word(inside)?;
    Some(year.clone())
}

/// The currency that a text names by its code, its sign or a word.
pub(super) fn currency_word(text: &str) -> Option<String> {
    let signs =
        [('€', "EUR"), ('$', "USD"), ('£', "GBP"), ('¥', "JPY"), ('₺', "TRY"), ('₹', "INR")];
    if let Some((_, code)) = signs.iter().find(|(sign, _)| text.contains(*sign)) {
        return Some((*code).to_owned());
    }
    let alone = text.trim().to_uppercase();
    if Currency::parse(&alone).is_some() {
        return Some(alone);
    }
    let own = words(text);
    let named = NAMED.iter().find(|(word, _)| own.iter().any(|own| own == word));
    named.map(|(_, code)| (*code).to_owned())
}

/// Words for currencies inside other words: a code of three letters alone is read as it is.
const NAMED: [(&str, &str); 18] = [
    ("eur", "EUR"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("usd", "USD"),
    ("dollars", "USD"),
    ("gbp", "GBP"),
    ("chf", "CHF"),
    ("pln", "PLN"),
    ("zl", "PLN"),
    ("sek", "SEK"),
    ("nok", "NOK"),
    ("dkk", "DKK"),
    ("czk", "CZK"),
    ("huf", "HUF"),
    ("ft", "HUF"),
    ("ron", "RON"),
    ("try", "TRY"),
    ("isk", "ISK"),
];

fn per_word(text: &str) -> Option<String> {
    // What stands in brackets is no amount; a price of 1,000 tablets is not that of one.
    let text = text.split('(').next().unwrap_or_default();
    let signs = |c: char| !c.is_ascii_digit() && !",.".contains(c);
    let numbers = text.split(signs).map(|number| number.trim_matches(['.', ',']));
    if numbers.filter(|number| !number.is_empty()).any(|number| number != "1") {
        return None;
    }
    let parts = words(text);
    let has = |list: &[&str]| parts.iter().any(|word| list.contains(&word.as_str()));
    if has(&["pure"]) {
        return Some(if has(&["mg"]) { "pure-mg" } else { "pure-g" }.to_owned());
    }
    let pairs: [(&[&str], &str); 5] = [
        (&["kg", "kilogram", "kilo", "kilogramm"], "kg"),
        (&["g", "gram", "gramm", "gramme", "gr"], "g"),
        (&["tablet", "tablette", "pill", "tablets", "tabletka"], "tablet"),
        (&["dose", "unit"], "dose"),
        (&["l", "litre", "liter"], "litre"),
    ];
    pairs.iter().find(|(list, _)| has(list)).map(|(_, word)| (*word).to_owned())
}

fn level_word(text: &str) -> Option<String> {
    let parts = words(text);
    let has =
        |list: &[&str]| parts.iter().any(|word| list.iter().any(|start| word.starts_with(start)));
    let pairs: [(&[&str], &str); 5] = [
        (&["wholesale", "grosshandel", "gros", "mayorista", "hurt", "groothandel"], "wholesale"),
        (
            &[
                "retail",
                "street",
                "strasse",
                "detail",
                "minorista",
                "konsument",
                "detal",
                "detailhandel",
            ],
            "retail",
        ),
        (&["mid"], "mid-level"),
        (&["farm"], "farm-gate"),
        (&["border", "grenz", "frontier"], "border"),
    ];
    pairs.iter().find(|(list, _)| has(list)).map(|(_, word)| (*word).to_owned())
}
