//! Figures as files write them, to exact decimals.
//!
//! It does not guess which sign parts decimals: the mapping says so, and a point does by default.

use rust_decimal::Decimal;
use vocabulary::quantity::{LARGEST, SCALE};

/// How a file writes numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NumberStyle {
    /// What parts the decimals.
    pub decimal: char,
    /// What parts the thousands, where the file does that.
    pub thousands: Option<char>,
    /// Marks of footnotes that may stand at a figure.
    pub footnotes: Vec<String>,
    /// Words of units that may stand behind a figure.
    pub units: Vec<String>,
}

impl NumberStyle {
    /// Reads a figure of at least zero; the error says what to do.
    pub fn read(&self, text: &str) -> Result<Decimal, String> {
        if let Some(whole) = whole_number(text) {
            return Ok(whole);
        }
        let text = self.without_marks(text);
        let plain = self.to_plain(text);
        let parsed = match plain.as_deref() {
            Some(plain) if plain.contains(['e', 'E']) => Decimal::from_scientific(plain).ok(),
            Some(plain) => plain.parse().ok(),
            None => None,
        };
        let Some(value) = parsed else {
            return Err(self.explain(text));
        };
        let value = value.round_dp(SCALE);
        if value.is_sign_negative() && !value.is_zero() {
            return Err(
                "the figure is negative: correct it, or name it in [missing] if it is a code \
                        for a figure that is not there"
                    .to_owned(),
            );
        }
        require_storable(value)
    }

    /// Reads a figure that may be a share, and whether a sign for per cent stands at it. Such a sign
    /// says more than the mapping does: `45%` is 45 per cent where the column holds fractions too.
    pub fn read_share(&self, text: &str) -> Result<(Decimal, bool), String> {
        match self.without_marks(text).strip_suffix('%') {
            Some(per_cent) => Ok((self.read(per_cent)?, true)),
            None => Ok((self.read(text)?, false)),
        }
    }

    /// The mark of a footnote at a figure that is one without it.
    pub fn mark_at(&self, text: &str) -> Option<&str> {
        let is_at = |mark: &&String| text.ends_with(*mark) || text.starts_with(*mark);
        let mark = self.footnotes.iter().find(is_at)?;
        self.read_share(text).ok().map(|_| mark.as_str())
    }

    /// A usual mark of footnotes that the mapping does not name, at a figure that is one without it.
    fn mark_unnamed(&self, text: &str) -> Option<&'static str> {
        let is_at = |mark: &&&str| {
            let mut rest = text;
            while let Some(shorter) =
                rest.strip_suffix(**mark).or_else(|| rest.strip_prefix(**mark))
            {
                rest = shorter.trim();
            }
            let plain = rest.strip_suffix('%').unwrap_or(rest);
            rest.len() < text.len()
                && plain.len() <= MAX_DIGITS
                && self.to_plain(plain).is_some_and(|plain| plain.parse::<Decimal>().is_ok())
        };
        FOOTNOTE_MARKS.iter().filter(is_at).max_by_key(|mark| mark.len()).copied()
    }

    fn without_marks<'t>(&self, text: &'t str) -> &'t str {
        let mut rest = text.trim();
        while let Some(shorter) = self.footnotes.iter().find_map(|mark| {
            rest.strip_suffix(mark.as_str()).or_else(|| rest.strip_prefix(mark.as_str()))
        }) {
            rest = shorter.trim();
        }
        self.without_unit(rest)
    }

    /// A figure without the unit behind it; a unit alone stays as it is.
    fn without_unit<'t>(&self, text: &'t str) -> &'t str {
        let figure = |unit: &String| {
            let rest = text.strip_suffix(unit.as_str())?.trim_end();
            rest.ends_with(|c: char| c.is_ascii_digit()).then_some(rest)
        };
        self.units.iter().find_map(figure).unwrap_or(text)
    }

    /// The figure with a point and no thousands; `None` when its signs stand wrong.
    fn to_plain(&self, text: &str) -> Option<String> {
        if text.is_empty() || text.len() > MAX_DIGITS {
            return None;
        }
        let is_known = |c: char| {
            c.is_ascii_digit()
                || matches!(c, '-' | '+' | 'e' | 'E')
                || c == self.decimal
                || Some(c) == self.thousands
        };
        if !text.chars().all(is_known) || !self.thousands_are_in_place(text) {
            return None;
        }
        let kept = text.chars().filter(|c| Some(*c) != self.thousands);
        Some(kept.map(|c| if c == self.decimal { '.' } else { c }).collect())
    }

    /// Whether the groups are those of thousands, so that neither 1.5 is read as 15 nor 0.250 as 250.
    fn thousands_are_in_place(&self, text: &str) -> bool {
        let Some(sign) = self.thousands.filter(|sign| text.contains(*sign)) else { return true };
        let whole = text.split(self.decimal).next().unwrap_or_default();
        let after_decimal = &text[whole.len()..];
        let has_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
        let mut groups = whole.trim_start_matches(['-', '+']).split(sign);
        let first = groups.next().unwrap_or_default();
        (1..=3).contains(&first.len())
            && has_digits(first)
            && !first.starts_with('0')
            && groups.all(|group| group.len() == 3 && has_digits(group))
            && !after_decimal.contains(sign)
    }

    fn explain(&self, text: &str) -> String {
        if text.is_empty() {
            return "there is no figure: if an empty cell has a meaning, say which under \"\" in \
                    [missing]"
                .to_owned();
        }
        if let Some(mark) = self.mark_unnamed(text) {
            return format!(
                "this is a number with the mark `{mark}` at it: add it to `footnotes = [\"{mark}\"]` under \
                 [file] if it points to a footnote, or correct the cell"
            );
        }
        format!(
            "this is no number with the decimal sign `{}`{}: correct it, set `decimal` or \
             `thousands` under [file], or name the text in [missing]",
            self.decimal,
            self.thousands
                .map_or_else(String::new, |sign| format!(" and the thousands sign `{sign}`")),
        )
    }
}

/// Refuses a figure that is larger than what is stored.
pub(crate) fn require_storable(value: Decimal) -> Result<Decimal, String> {
    if value > Decimal::from(LARGEST) {
        return Err(format!(
            "the figure is larger than {LARGEST}, the most that is stored: check it"
        ));
    }
    Ok(value)
}

/// A figure of digits only, which most are.
fn whole_number(text: &str) -> Option<Decimal> {
    let is_short = (1..=18).contains(&text.len());
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    (is_short && digits).then(|| text.parse::<u64>().ok().map(Decimal::from)).flatten()
}

/// Marks that usually point to footnotes. No sign for per cent is among them, for a figure without it
/// would be another, and no bare digit.
pub(crate) const FOOTNOTE_MARKS: [&str; 31] = [
    "*", "**", "†", "‡", "§", "¶", "#", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "⁰", "[1]",
    "[2]", "[3]", "(1)", "(2)", "(3)", "a)", "b)", "c)", "d)", "(a)", "(b)", "(c)", "(p)",
];

/// Longest figure that is read, in bytes.
const MAX_DIGITS: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    const POINT: NumberStyle =
        NumberStyle { decimal: '.', thousands: None, footnotes: Vec::new(), units: Vec::new() };
    const COMMA: NumberStyle = NumberStyle {
        decimal: ',',
        thousands: Some('.'),
        footnotes: Vec::new(),
        units: Vec::new(),
    };

    #[expect(clippy::needless_pass_by_value, reason = "a constant is passed")]
    fn check(style: NumberStyle, text: &str, expected: &str) {
        let said =
            style.read(text).map_or_else(|reason| reason, |value| value.normalize().to_string());
        assert!(said.starts_with(expected), "{text}: {said}");
    }

    #[test]
    fn figures_are_exact() {
        check(POINT, "8.379946948", "8.379946948");
        check(POINT, "6.61E-05", "0.0000661");
        check(POINT, "-0", "0");
        check(COMMA, "1.234,5", "1234.5");
        check(COMMA, "12", "12");
    }

    #[test]
    fn thousands_stand_in_groups_of_three_behind_up_to_three_digits() {
        let style = NumberStyle { thousands: Some(','), ..POINT };
        for (text, expected) in [
            ("1,234", "1234"),
            ("12,345,678.5", "12345678.5"),
            ("-0", "0"),
            ("0.25", "0.25"),
            ("1234", "1234"),
            ("1234.5", "1234.5"),
        ] {
            check(style.clone(), text, expected);
        }
        for text in
            ["0,250", ",125", "12345,678", "1,2e3", "01,234", "1,23", "1,234,", "1,,234", "1.5,000"]
        {
            check(style.clone(), text, "this is no number");
        }
        check(style, "-1,234", "the figure is negative");
        check(COMMA, "0.250", "this is no number");
    }

    #[test]
    fn what_is_no_figure_says_what_to_do() {
        check(POINT, "", "there is no figure");
        check(POINT, "Suppr.", "this is no number with the decimal sign `.`");
        check(POINT, "1,234", "this is no number");
        check(POINT, "NaN", "this is no number");
        check(
            COMMA,
            "1.5",
            "this is no number with the decimal sign `,` and the thousands sign `.`",
        );
        check(POINT, "-3", "the figure is negative");
        check(POINT, "1e18", "the figure is larger");
        check(POINT, "1e999", "this is no number");
        check(POINT, "--1", "this is no number");
    }

    #[test]
    fn marks_of_footnotes_are_no_part_of_a_figure() {
        let footnotes = vec!["*".to_owned(), "†".to_owned(), "[1]".to_owned()];
        let style = NumberStyle { footnotes, ..POINT };
        for (text, expected, mark) in [
            ("12*", "12", Some("*")),
            ("1.5 †*", "1.5", Some("*")),
            ("* 12", "12", Some("*")),
            ("12[1]", "12", Some("[1]")),
            ("12", "12", None),
            ("*", "there is no figure", None),
            ("12[2]", "this is a number with the mark `[2]`", None),
            ("12¹", "this is a number with the mark `¹` at it: add it to `footnotes", None),
            ("12.5 a)", "this is a number with the mark `a)`", None),
            ("12**", "12", Some("*")),
            ("3³³", "this is a number with the mark `³`", None),
            ("³", "this is no number", None),
        ] {
            check(style.clone(), text, expected);
            assert_eq!(style.mark_at(text), mark, "{text}");
        }
        check(POINT, "12*", "this is a number with the mark `*` at it");
    }

    #[test]
    fn a_unit_that_the_mapping_names_may_stand_behind_a_figure() {
        let style = NumberStyle { units: vec!["kg".to_owned()], ..COMMA };
        for (text, expected) in [
            ("1.234,5 kg", "1234.5"),
            ("12kg", "12"),
            ("12", "12"),
            ("12 g", "this is no number"),
            ("kg", "this is no number"),
            ("kg 12", "this is no number"),
            ("12 kg kg", "this is no number"),
        ] {
            check(style.clone(), text, expected);
        }
        check(COMMA, "12 kg", "this is no number");
    }

    #[test]
    fn figures_beyond_all_bounds_are_refused_or_round_to_nothing() {
        check(POINT, "1e400", "this is no number");
        check(POINT, "1e-400", "this is no number");
        check(POINT, "--5", "this is no number");
        check(POINT, "٣", "this is no number");
        check(POINT, "999999999999999999", "999999999999999999");
        check(POINT, "9999999999999999999", "the figure is larger");
        check(POINT, "0.0000000000000000000000000001", "0");
        check(POINT, &"9".repeat(64), "this is no number");
        check(POINT, &"9".repeat(65), "this is no number");
    }
}
