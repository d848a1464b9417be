//! How a file writes numbers, and which texts stand where a figure is missing.

use super::column::Column;
use super::said::{Confidence, Said};
use super::write::add;
use crate::number::NumberStyle;

/// The signs of a file's numbers, and why.
#[derive(Debug)]
pub(crate) struct StylePlan {
    pub style: NumberStyle,
    pub said: Option<Said>,
}

/// What the cells that can be one reading only say, and those that can be two.
#[derive(Default)]
struct Votes {
    point: Vec<String>,
    comma: Vec<String>,
    grouped_by_comma: Vec<String>,
    grouped_by_point: Vec<String>,
    grouped_by_other: Vec<(char, String)>,
}

/// Finds the decimal and thousands sign and marks of footnotes.
pub(crate) fn find_style(columns: &[Column], is_semicolon: bool, is_text: bool) -> StylePlan {
    let mut votes = Votes::default();
    for column in columns {
        for (text, _) in column.values.iter().take(400) {
            votes.take(text);
        }
    }
    let (decimal, thousands, confidence, because) = votes.decide(is_semicolon);
    // Formats with numbers of their own are shown with a point.
    let (decimal, thousands) = if is_text { (decimal, thousands) } else { ('.', None) };
    let mut style = NumberStyle { decimal, thousands, footnotes: Vec::new() };
    style.footnotes = find_marks(columns, &style);
    let is_usual = decimal == '.' && thousands.is_none() && style.footnotes.is_empty();
    let said = (!is_usual).then(|| {
        let mut proposal = format!("decimal `{decimal}`");
        if let Some(sign) = thousands {
            add(&mut proposal, format_args!(", thousands `{sign}`"));
        }
        if !style.footnotes.is_empty() {
            add(&mut proposal, format_args!(", marks {}", style.footnotes.join(" ")));
        }
        Said::new("numbers", &proposal, confidence, because).with_examples(votes.examples(decimal))
    });
    StylePlan { style, said }
}

impl Votes {
    fn take(&mut self, text: &str) {
        let text = text.trim_end_matches(['%', '*', '†', ' ']);
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let signs: Vec<char> = text.chars().filter(|letter| !letter.is_ascii_digit()).collect();
        if digits == 0
            || signs.is_empty()
            || text.len() > 24
            || !text.starts_with(|c: char| c.is_ascii_digit())
        {
            return;
        }
        let groups = |sign: char| {
            let mut parts = text.split(sign);
            let first = parts.next().is_some_and(|part| (1..=3).contains(&part.len()));
            first && parts.all(|part| part.len() == 3 && part.chars().all(|c| c.is_ascii_digit()))
        };
        let push = |list: &mut Vec<String>| {
            if list.len() < 50 {
                list.push(text.to_owned());
            }
        };
        let count = |sign: char| signs.iter().filter(|known| **known == sign).count();
        let last = signs[signs.len() - 1];
        match (count('.'), count(','), signs.len()) {
            (1, 0, 1) if groups('.') => push(&mut self.grouped_by_point),
            (0, 1, 1) if groups(',') => push(&mut self.grouped_by_comma),
            (1, 0, 1) => push(&mut self.point),
            (0, 1, 1) => push(&mut self.comma),
            (points, 0, all) if points == all && groups('.') => {
                push(&mut self.grouped_by_point);
                push(&mut self.comma);
            }
            (0, commas, all) if commas == all && groups(',') => {
                push(&mut self.grouped_by_comma);
                push(&mut self.point);
            }
            (1, _, all) if last == '.' && count(',') + 1 == all => {
                push(&mut self.point);
                push(&mut self.grouped_by_comma);
            }
            (_, 1, all) if last == ',' && count('.') + 1 == all => {
                push(&mut self.comma);
                push(&mut self.grouped_by_point);
            }
            _ => {
                let sign = signs[0];
                let is_space = matches!(sign, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’');
                let rest: String = text.chars().filter(|c| *c != sign).collect();
                if is_space && rest.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.') {
                    let whole = text.split([',', '.']).next().unwrap_or_default();
                    if whole.split(sign).skip(1).all(|part| part.len() == 3) {
                        self.grouped_by_other.push((sign, text.to_owned()));
                        match last {
                            ',' => push(&mut self.comma),
                            '.' => push(&mut self.point),
                            _ => {}
                        }
                    }
                }
            }
        }
    }

    fn decide(&self, is_semicolon: bool) -> (char, Option<char>, Confidence, &'static str) {
        let other = self.grouped_by_other.first().map(|(sign, _)| *sign);
        let thousands = |seen: bool, sign: char| if seen { Some(sign) } else { other };
        let (points, commas) = (self.point.len(), self.comma.len());
        if commas > points {
            let confidence = if points == 0 { Confidence::Sure } else { Confidence::Likely };
            let sign = thousands(!self.grouped_by_point.is_empty(), '.');
            return (',', sign, confidence, "figures have other than three digits after the comma");
        }
        if points > 0 {
            let confidence = if commas == 0 { Confidence::Sure } else { Confidence::Likely };
            let sign = thousands(!self.grouped_by_comma.is_empty(), ',');
            return ('.', sign, confidence, "figures have other than three digits after the point");
        }
        if is_semicolon && !self.grouped_by_point.is_empty() {
            let because = "TO DECIDE: `1.234` may be 1234 or 1.234; the file is parted by semicolons, so the point is taken for thousands";
            return (',', Some('.'), Confidence::Guess, because);
        }
        if !self.grouped_by_comma.is_empty() {
            let because =
                "TO DECIDE: `1,234` may be 1234 or 1.234; the comma is taken for thousands";
            return ('.', Some(','), Confidence::Guess, because);
        }
        let decimal = if is_semicolon { ',' } else { '.' };
        (decimal, other, Confidence::Likely, "no figure has decimals")
    }

    fn examples(&self, decimal: char) -> Vec<String> {
        let spaced = self.grouped_by_other.iter().map(|(_, text)| text);
        let lists = if decimal == ',' {
            [&self.comma, &self.grouped_by_point]
        } else {
            [&self.point, &self.grouped_by_comma]
        };
        spaced
            .take(1)
            .chain(lists.into_iter().flat_map(|list| list.iter().take(2)))
            .take(3)
            .cloned()
            .collect()
    }
}

/// Marks that stand at figures, in columns that hold figures otherwise.
fn find_marks(columns: &[Column], style: &NumberStyle) -> Vec<String> {
    let mut marks = Vec::new();
    for column in columns {
        let plain: usize = column
            .values
            .iter()
            .take(300)
            .filter(|(text, _)| style.read_share(text).is_ok())
            .count();
        for (text, _) in column.values.iter().take(300) {
            if style.read_share(text).is_ok() {
                continue;
            }
            for mark in MARKS {
                let stripped = text.strip_suffix(mark).or_else(|| text.strip_prefix(mark));
                let is_figure = stripped.is_some_and(|rest| style.read_share(rest.trim()).is_ok());
                let fits = is_figure && (plain * 4 >= column.values.len().min(300) || mark == "€");
                if fits && !marks.iter().any(|known: &String| known == mark) {
                    marks.push(mark.to_owned());
                }
            }
        }
    }
    marks
}

/// What a text that stands where a figure is missing seems to mean, and whether that is certain.
pub(crate) fn meaning_of(text: &str) -> (&'static str, bool) {
    let lower = text.trim().to_lowercase();
    let is_hidden = lower.starts_with('<')
        || [
            "*",
            "c",
            "x",
            "s",
            "z",
            "suppr.",
            "suppressed",
            "unterdrückt",
            "geheim",
            "secret",
            "redacted",
            "confidential",
            "masked",
        ]
        .contains(&lower.as_str());
    if is_hidden {
        return ("suppressed", lower.starts_with('<') || lower.starts_with("suppr"));
    }
    let is_absent = [
        "n/a",
        "na",
        "nan",
        "null",
        "not available",
        "k.a.",
        "keine angabe",
        "k. a.",
        "n.d.",
        "nd",
        "nc",
        "s/d",
        "brak danych",
        "b.d.",
        "onbekend",
        "inconnu",
        "unbekannt",
        "unknown",
        "missing",
    ];
    ("not-available", is_absent.contains(&lower.as_str()))
}

/// No sign for per cent is among them: a figure without it would be another.
const MARKS: [&str; 9] = ["*", "**", "†", "‡", "[1]", "[2]", "(1)", "(2)", "€"];
