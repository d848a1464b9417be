//! How a file writes numbers, and which texts stand where a figure is missing.

use super::column::Column;
use super::period::forms_of;
use super::said::{Confidence, Said};
use super::write::add;
use crate::number::{FOOTNOTE_MARKS, NumberStyle};

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
    /// Whether a cell has both signs, which leaves no other reading: `1,234.5` or `1.234,5`.
    has_both: bool,
    /// Columns that prove each sign, and columns in which a comma stands before three digits only.
    point_columns: usize,
    comma_columns: usize,
    grouped_columns: usize,
}

/// What the votes come to.
struct Decision {
    decimal: char,
    thousands: Option<char>,
    confidence: Confidence,
    because: &'static str,
    /// Whether columns contradict one another.
    is_disputed: bool,
}

/// Finds the decimal and thousands sign and marks of footnotes.
pub(crate) fn find_style(columns: &[Column], is_semicolon: bool, is_text: bool) -> StylePlan {
    let mut votes = Votes::default();
    for column in columns.iter().filter(|column| !names_periods(column)) {
        let mut own = Votes::default();
        for (text, _) in column.values.iter().take(400) {
            own.take(column.without_unit(text));
        }
        votes.add_column(own);
    }
    // Formats with numbers of their own are shown with a point.
    let decision = if is_text { votes.decide(is_semicolon) } else { Decision::usual() };
    let Decision { decimal, thousands, confidence, because, is_disputed } = decision;
    let mut units: Vec<String> =
        columns.iter().filter_map(|column| column.cell_unit.clone()).collect();
    units.sort();
    units.dedup();
    let mut style = NumberStyle { decimal, thousands, footnotes: Vec::new(), units };
    let marks = find_marks(columns, &style);
    // A mapping takes signs for footnotes, and words behind figures for units.
    let (letters, signs) = marks.into_iter().partition(|mark| LETTERS.contains(&mark.as_str()));
    style.footnotes = signs;
    let letters: Vec<String> = letters;
    style.units.extend(letters);
    let is_usual = decimal == '.'
        && thousands.is_none()
        && style.footnotes.is_empty()
        && style.units.is_empty();
    let said = (!is_usual || is_disputed).then(|| {
        let mut proposal = format!("decimal `{decimal}`");
        if let Some(sign) = thousands {
            add(&mut proposal, format_args!(", thousands `{sign}`"));
        }
        if !style.footnotes.is_empty() {
            add(&mut proposal, format_args!(", marks {}", style.footnotes.join(" ")));
        }
        if !style.units.is_empty() {
            add(&mut proposal, format_args!(", units {}", style.units.join(" ")));
        }
        let examples = if is_disputed { votes.disputed() } else { votes.examples(decimal) };
        Said::new("numbers", &proposal, confidence, because).with_examples(examples)
    });
    StylePlan { style, said }
}

impl StylePlan {
    /// Adds marks that stand at headers.
    pub fn add_marks(&mut self, marks: &[&str]) {
        for mark in marks {
            if self.style.footnotes.iter().any(|known| known == mark) {
                continue;
            }
            self.style.footnotes.push((*mark).to_owned());
            let usual = Decision::usual();
            let said = self.said.get_or_insert_with(|| {
                Said::new("numbers", "decimal `.`", usual.confidence, usual.because)
            });
            add(&mut said.proposal, format_args!(", mark {mark} at a header"));
        }
    }
}

impl Decision {
    fn usual() -> Self {
        Self::new('.', None, Confidence::Likely, "no figure has decimals")
    }

    fn new(
        decimal: char,
        thousands: Option<char>,
        confidence: Confidence,
        because: &'static str,
    ) -> Self {
        Self { decimal, thousands, confidence, because, is_disputed: false }
    }
}

impl Votes {
    fn take(&mut self, text: &str) {
        let text = without_marks(text).trim_end_matches(['%', '€', ' ']);
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
            // No thousands begin with a nought: `0,332` has decimals.
            let first = parts
                .next()
                .is_some_and(|part| (1..=3).contains(&part.len()) && !part.starts_with('0'));
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
                self.has_both = true;
                push(&mut self.point);
                push(&mut self.grouped_by_comma);
            }
            (_, 1, all) if last == ',' && count('.') + 1 == all => {
                self.has_both = true;
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

    /// Adds what one column says: a long column counts no more than a short one.
    fn add_column(&mut self, own: Self) {
        self.point_columns += usize::from(!own.point.is_empty());
        self.comma_columns += usize::from(!own.comma.is_empty());
        let is_grouped_only = own.comma.is_empty() && !own.grouped_by_comma.is_empty();
        self.grouped_columns += usize::from(is_grouped_only && own.point.is_empty());
        self.has_both |= own.has_both;
        self.point.extend(own.point);
        self.comma.extend(own.comma);
        self.grouped_by_comma.extend(own.grouped_by_comma);
        self.grouped_by_point.extend(own.grouped_by_point);
        self.grouped_by_other.extend(own.grouped_by_other);
    }

    fn decide(&self, is_semicolon: bool) -> Decision {
        let other = self.grouped_by_other.first().map(|(sign, _)| *sign);
        let thousands = |seen: bool, sign: char| if seen { Some(sign) } else { other };
        // Where semicolons part cells, a comma before three digits may part decimals too.
        let grouped = if is_semicolon && !self.has_both { self.grouped_columns } else { 0 };
        let (points, commas) = (self.point_columns, self.comma_columns);
        let commas = if points > 0 { commas + grouped } else { commas };
        match (points, commas) {
            (1.., 1..) => {
                let is_comma = commas > points || commas == points && is_semicolon;
                let because = "TO DECIDE: in some columns a comma parts decimals, in others a point; under one sign the others are not read as figures";
                let decimal = if is_comma { ',' } else { '.' };
                let decision = Decision::new(decimal, other, Confidence::Guess, because);
                Decision { is_disputed: true, ..decision }
            }
            (0, 1..) => {
                let sign = thousands(!self.grouped_by_point.is_empty(), '.');
                let because = "figures have other than three digits after the comma, or a nought alone before it";
                Decision::new(',', sign, Confidence::Sure, because)
            }
            (1.., 0) => {
                let sign = thousands(!self.grouped_by_comma.is_empty(), ',');
                let because = "figures have other than three digits after the point, or a nought alone before it";
                Decision::new('.', sign, Confidence::Sure, because)
            }
            (0, 0) if is_semicolon && !self.grouped_by_point.is_empty() => {
                let because = "TO DECIDE: `1.234` may be 1234 or 1.234; the file is parted by semicolons, so the point is taken for thousands; where it parts decimals, take `thousands` out and set `decimal` to it";
                Decision::new(',', Some('.'), Confidence::Guess, because)
            }
            (0, 0) if !self.grouped_by_point.is_empty() && self.grouped_by_comma.is_empty() => {
                let because = "TO DECIDE: `1.234` may be 1.234 or 1234; the point is taken for decimals; where it parts thousands, set `decimal` to a comma and `thousands` to the point";
                Decision {
                    is_disputed: true,
                    ..Decision::new('.', other, Confidence::Guess, because)
                }
            }
            (0, 0) if !self.grouped_by_comma.is_empty() => {
                let because = "TO DECIDE: `1,234` may be 1234 or 1.234; the comma is taken for thousands; where it parts decimals, take `thousands` out and set `decimal` to it";
                Decision::new('.', Some(','), Confidence::Guess, because)
            }
            (0, 0) => {
                let decimal = if is_semicolon { ',' } else { '.' };
                Decision { decimal, thousands: other, ..Decision::usual() }
            }
        }
    }

    /// Figures that contradict one another.
    fn disputed(&self) -> Vec<String> {
        let commas = self.comma.iter().chain(&self.grouped_by_comma).take(2);
        let points = self.point.iter().chain(&self.grouped_by_point).take(2);
        commas.chain(points).cloned().collect()
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

/// Whether most cells of a column name periods: `01.2023` is no figure with decimals.
fn names_periods(column: &Column) -> bool {
    column.filled() > 0 && column.share(50, |text| !forms_of(text).is_empty()) > 0.8
}

/// Letters that statistical offices put behind figures: provisional, estimated, revised, break.
const LETTERS: [&str; 4] = ["p", "e", "r", "b"];

/// Marks that stand at figures, in columns that hold figures otherwise.
fn find_marks(columns: &[Column], style: &NumberStyle) -> Vec<String> {
    let mut marks = Vec::new();
    for column in columns {
        let is_year = !forms_of(without_mark(&column.name).0).is_empty();
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
            for mark in FOOTNOTE_MARKS.into_iter().chain(["€"]).chain(LETTERS) {
                let stripped = text.strip_suffix(mark).or_else(|| text.strip_prefix(mark));
                let is_figure = stripped.is_some_and(|rest| style.read_share(rest.trim()).is_ok());
                // A letter is a mark in a column of a year only: elsewhere it may be a unit.
                let is_most = plain * 4 >= column.values.len().min(300) || mark == "€";
                let fits = is_figure && (is_year || is_most && !LETTERS.contains(&mark));
                if fits && !marks.iter().any(|known: &String| known == mark) {
                    marks.push(mark.to_owned());
                }
            }
        }
    }
    marks
}

/// A figure without the marks of footnotes behind it.
fn without_marks(text: &str) -> &str {
    let mut rest = text.trim_end();
    while let Some(shorter) = FOOTNOTE_MARKS.iter().find_map(|mark| rest.strip_suffix(mark)) {
        rest = shorter.trim_end();
    }
    rest
}

/// A header without the mark of a footnote at it, and the mark.
pub(crate) fn without_mark(header: &str) -> (&str, Option<&'static str>) {
    let at = |mark: &&&str| header.len() > mark.len() && header.ends_with(**mark);
    match FOOTNOTE_MARKS.iter().filter(at).max_by_key(|mark| mark.len()) {
        Some(mark) => (header[..header.len() - mark.len()].trim_end(), Some(mark)),
        None => (header, None),
    }
}

/// Whether a text that is no figure holds one, and does not just say that it is hidden.
pub(crate) fn holds_figure(text: &str) -> bool {
    text.contains(|letter: char| letter.is_numeric()) && meaning_of(text) != ("suppressed", true)
}

/// What a text that stands where a figure is missing seems to mean, and whether that is certain.
pub(crate) fn meaning_of(text: &str) -> (&'static str, bool) {
    let lower = text.trim().to_lowercase();
    let is_below = [
        "<",
        "≤",
        "less than",
        "fewer than",
        "under ",
        "below ",
        "weniger als",
        "moins de",
        "menos de",
    ]
    .iter()
    .any(|start| lower.starts_with(start));
    let is_hidden = is_below
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
        return ("suppressed", is_below || lower.starts_with("suppr"));
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
