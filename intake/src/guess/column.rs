//! What stands in each column of a sample: how often, how many different texts, figures or not.

use std::collections::HashMap;

use rust_decimal::Decimal;
use vocabulary::place::Places;

use super::detail::unit_word;
use super::told::{Holds, NOT_MEANT, Told};
use super::words::{Sense, senses, words};
use crate::mapping::personal::{Personal, personal};
use crate::mended::is_mark;
use crate::number::NumberStyle;

/// One column of the sample.
#[derive(Debug)]
pub(crate) struct Column {
    pub name: String,
    /// Where it stands in a row.
    pub at: usize,
    pub senses: Vec<Sense>,
    pub rows: usize,
    pub blank: usize,
    /// Its different texts without blanks, the most frequent first.
    pub values: Vec<(String, usize)>,
    pub figures: Figures,
    /// The unit that stands behind nearly each of its figures, as written.
    pub cell_unit: Option<String>,
    /// What a person says that it holds.
    pub told: Option<Holds>,
    /// Why a mapping cannot or must not read it.
    pub barred: Option<&'static str>,
}

/// What the figures of a column are like.
#[derive(Clone, Debug, Default)]
pub(crate) struct Figures {
    /// Rows with a figure.
    pub rows: usize,
    /// Those of them at which a sign for per cent stands.
    pub per_cent_rows: usize,
    /// Texts that are no figures, with their rows.
    pub others: Vec<(String, usize)>,
    pub least: Decimal,
    pub most: Decimal,
    pub are_whole: bool,
    /// Different texts below zero: a few are codes, many are changes.
    pub negatives: usize,
    pub negative_rows: usize,
}

impl Column {
    /// Whether the header has a word of this sense.
    pub fn has(&self, sense: Sense) -> bool {
        self.senses.contains(&sense)
    }

    /// Whether it has one of some senses.
    pub fn has_any(&self, senses: &[Sense]) -> bool {
        senses.iter().any(|sense| self.has(*sense))
    }

    /// Whether it may be looked at for one of some things: nothing else was told of it.
    pub fn may_hold(&self, any: &[Holds]) -> bool {
        self.told.is_none_or(|told| any.contains(&told))
    }

    /// Whether a person says that it holds this.
    pub fn is_told(&self, holds: Holds) -> bool {
        self.told == Some(holds)
    }

    /// Rows that hold anything.
    pub fn filled(&self) -> usize {
        self.rows - self.blank
    }

    /// Whether it holds figures, besides marks for figures that are missing.
    pub fn is_figures(&self) -> bool {
        if let Some(told) = self.told {
            return told.is_figures();
        }
        let filled = self.filled();
        let others: usize = filled.saturating_sub(self.figures.rows);
        self.figures.rows > 0
            && !self.holds_codes()
            && self.figures.negatives <= 3
            && (others * 20 <= filled
                || (self.figures.others.len() <= 12 && others * 10 <= filled * 7))
    }

    /// Whether its numbers are codes: by the header those of places and by no word a count, or some of its
    /// cells mix digits with letters as codes do (`2A`), or begin with a nought (`01`).
    pub fn holds_codes(&self) -> bool {
        let is_counted = self.has_any(&COUNTED);
        if is_counted {
            return false;
        }
        let is_place = |word: &String| [Sense::PLACE, Sense::PLACE_CODE].iter().any(|s| s.is(word));
        // A header that is the name of a place, as in a wide table, has the figures of that place.
        let parts = words(&self.name);
        let says_code = parts.iter().any(|word| CODE.contains(&word.as_str()));
        let names_place = (parts.len() <= 2 || says_code)
            && parts.iter().any(is_place)
            && Places::shipped().resolve(&self.name, None).is_none();
        let is_whole = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let is_padded = |text: &str| text.len() >= 2 && text.starts_with('0') && is_whole(text);
        let is_mixed = |text: &str| {
            text.len() <= 8
                && text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
                && text.bytes().any(|byte| byte.is_ascii_digit())
                && text.ends_with(|c: char| c.is_ascii_alphanumeric())
        };
        let others = || self.figures.others.iter().filter(|(text, _)| is_mixed(text)).count();
        let is_padded_once = || self.values.iter().take(300).any(|(text, _)| is_padded(text));
        let is_mixed_too =
            || self.cell_unit.is_none() && others() > 0 && others() == self.figures.others.len();
        self.figures.are_whole && (names_place || is_padded_once() || is_mixed_too())
    }

    /// Whether most of its texts are numbers of any sort.
    pub fn is_numeric(&self) -> bool {
        (self.figures.rows + self.figures.negative_rows) * 2 > self.filled()
    }

    /// Whether it numbers the rows: whole, each once, hardly a gap.
    pub fn is_running_number(&self) -> bool {
        let is_whole = self.figures.are_whole && self.figures.rows == self.rows && self.rows >= 20;
        let span = self.figures.most - self.figures.least;
        let is_dense = span < Decimal::from(self.rows + self.rows / 5);
        is_whole
            && is_dense
            && self.figures.per_cent_rows == 0
            && self.values.len() == self.rows
            && !self.has_any(&[
                Sense::DEATH,
                Sense::SEIZURE,
                Sense::YEAR,
                Sense::QUANTITY,
                Sense::PERCENT,
                Sense::PRICE,
            ])
    }

    /// The share of filled rows whose text passes a test; only so many different texts are tried.
    pub fn share(&self, tried: usize, test: impl Fn(&str) -> bool) -> f64 {
        let (mut of, mut passed) = (0, 0);
        for (text, rows) in self.values.iter().take(tried) {
            of += rows;
            passed += if test(text) { *rows } else { 0 };
        }
        ratio(passed, of)
    }

    /// The first texts that pass a test.
    pub fn examples(&self, test: impl Fn(&str) -> bool) -> Vec<String> {
        self.values
            .iter()
            .map(|(text, _)| text)
            .filter(|text| test(text))
            .take(3)
            .cloned()
            .collect()
    }

    /// A cell without the unit that stands behind each figure of the column.
    pub fn without_unit<'t>(&self, text: &'t str) -> &'t str {
        let unit = self.cell_unit.as_deref();
        unit.and_then(|unit| text.strip_suffix(unit)).map_or(text, str::trim_end)
    }

    /// The words of its header, and the unit in its cells.
    pub fn words(&self) -> Vec<String> {
        words(&self.name)
            .into_iter()
            .chain(self.cell_unit.iter().flat_map(|unit| words(unit)))
            .collect()
    }

    /// The most frequent texts.
    pub fn shown(&self) -> Vec<String> {
        self.examples(|_| true)
    }
}

/// A part of a whole; zero of nothing.
#[expect(clippy::cast_precision_loss, reason = "rows of a sample")]
pub(crate) fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Looks at every column of a sample.
pub(crate) fn columns_of(names: &[String], rows: &[Vec<String>], told: &Told) -> Vec<Column> {
    let mut columns = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        let mut blank = 0;
        for row in rows {
            match row.get(at).map(String::as_str) {
                None | Some("") => blank += 1,
                Some(text) => *counts.entry(text).or_default() += 1,
            }
        }
        let mut values: Vec<(String, usize)> =
            counts.into_iter().map(|(text, count)| (text.to_owned(), count)).collect();
        values.sort_unstable_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
        let cell_unit = cell_unit(&values);
        let told = told.columns.get(name).copied();
        let not_meant = (told == Some(Holds::Nothing)).then_some(NOT_MEANT);
        columns.push(Column {
            name: name.clone(),
            at,
            senses: told.map_or_else(|| senses(name), |told| told_senses(told, name)),
            rows: rows.len(),
            blank,
            values,
            figures: Figures::default(),
            cell_unit,
            told,
            barred: why_barred(name, names).or(not_meant),
        });
    }
    columns
}

/// The senses of a column that was told: those it would have by its header, as far as they agree.
fn told_senses(told: Holds, name: &str) -> Vec<Sense> {
    let mut found = told.senses().to_vec();
    if told == Holds::Figure {
        let own: Vec<Sense> =
            senses(name).into_iter().filter(|sense| FIGURE_SENSES.contains(sense)).collect();
        found = if own.is_empty() { found } else { own };
    }
    found
}

/// The unit behind the figures of a column, where it is one and the same in nearly all.
fn cell_unit(values: &[(String, usize)]) -> Option<String> {
    let mut units: HashMap<&str, usize> = HashMap::new();
    let mut looked_at = 0;
    for (text, _) in values.iter().take(300) {
        looked_at += 1;
        let last_digit = text.rfind(|c: char| c.is_ascii_digit());
        let starts = text.starts_with(|c: char| c.is_ascii_digit());
        let Some(at) = last_digit.filter(|_| starts) else { continue };
        let (figure, unit) = (&text[..=at], text[at + 1..].trim());
        let is_figure =
            figure.chars().all(|c| c.is_ascii_digit() || ".,' \u{a0}\u{202f}’".contains(c));
        if is_figure && unit_word(&words(unit).join(" ")).is_some() {
            *units.entry(unit).or_default() += 1;
        }
    }
    let (unit, count) = units.iter().max_by_key(|(unit, count)| (**count, **unit))?;
    (units.len() == 1 && count * 10 >= looked_at * 8).then(|| (*unit).to_owned())
}

/// Counts the figures of every column under a style.
pub(crate) fn count_figures(columns: &mut [Column], style: &NumberStyle) {
    for column in columns {
        let mut figures = Figures { are_whole: true, ..Figures::default() };
        for (text, rows) in &column.values {
            if let Ok((value, is_per_cent)) = style.read_share(text) {
                figures.per_cent_rows += if is_per_cent { *rows } else { 0 };
                figures.rows += rows;
                figures.least =
                    if figures.rows == *rows { value } else { figures.least.min(value) };
                figures.most = figures.most.max(value);
                figures.are_whole &= value.fract().is_zero();
                continue;
            }
            if text.strip_prefix('-').is_some_and(|rest| style.read(rest).is_ok()) {
                figures.negatives += 1;
                figures.negative_rows += rows;
            }
            if figures.others.len() < MAX_OTHERS {
                figures.others.push((text.clone(), *rows));
            }
        }
        column.figures = figures;
        if column.told.is_none() && column.is_running_number() && !column.has(Sense::ID) {
            column.senses.push(Sense::ID);
        }
    }
}

/// Why a column cannot or must not be read.
pub(crate) fn why_barred(name: &str, names: &[String]) -> Option<&'static str> {
    let senses = senses(name);
    let has = |sense| senses.contains(&sense);
    if name.trim().is_empty() {
        return Some("it has no name: give it one to read it");
    }
    if names.iter().filter(|other| *other == name).count() > 1 {
        return Some("its name stands twice in the header: rename one to read it");
    }
    if is_mark(name) {
        return Some("it says what was wrong with a rejected row");
    }
    match personal(name) {
        Some(Personal::Origin) => return Some("origin and belief are never read"),
        Some(Personal::Name) => return Some("names of people are never read"),
        Some(Personal::Birth) => {
            return Some("a date of birth identifies a person; an age in years would do");
        }
        None => {}
    }
    // "Straßenpreis" is the price of the street.
    if has(Sense::CONTACT) && !has(Sense::PRICE) {
        return Some("addresses and numbers identify a person");
    }
    None
}

/// Words for a code.
const CODE: [&str; 6] = ["code", "codes", "kod", "codigo", "codice", "schlussel"];

const MAX_OTHERS: usize = 40;

/// What a header may say of figures of a period.
const FIGURE_SENSES: [Sense; 13] = [
    Sense::COUNT,
    Sense::DEATH,
    Sense::SEIZURE,
    Sense::PERCENT,
    Sense::RATE,
    Sense::PURITY,
    Sense::ADMISSION,
    Sense::EMERGENCY,
    Sense::INCIDENT,
    Sense::TREATMENT,
    Sense::OFFENCE,
    Sense::SYRINGE,
    Sense::NOTIFICATION,
];

/// What a header says that counts or measures something, whatever else it says.
const COUNTED: [Sense; 21] = [
    Sense::COUNT,
    Sense::DEATH,
    Sense::SEIZURE,
    Sense::QUANTITY,
    Sense::PERCENT,
    Sense::RATE,
    Sense::PURITY,
    Sense::PRICE,
    Sense::AGE,
    Sense::POPULATION,
    Sense::HECTARE,
    Sense::ERADICATED,
    Sense::DISPENSED,
    Sense::TOTAL,
    Sense::ADMISSION,
    Sense::EMERGENCY,
    Sense::INCIDENT,
    Sense::TREATMENT,
    Sense::OFFENCE,
    Sense::COORDINATE,
    Sense::YEAR,
];
