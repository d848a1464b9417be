//! Which cells of a workbook are dates or shares, and the day that a number stands for.

use std::collections::HashMap;

use jiff::ToSpan;
use jiff::civil::{Date, Time, date};

use crate::error::IntakeError;
use crate::xml::{Node, Xml, corrupt};

/// The styles of a workbook: what each shows.
#[derive(Debug, Default)]
pub(crate) struct Formats {
    shown: Vec<Shown>,
}

/// What a spreadsheet shows for a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Shown {
    /// The number.
    #[default]
    Figure,
    /// A day.
    Day,
    /// A hundred times the number, with a sign for per cent.
    PerCent,
}

impl Formats {
    /// Reads the number formats and the styles that use them.
    pub fn read(mut xml: Xml<'_>) -> Result<Self, IntakeError> {
        let mut own: HashMap<u32, Shown> = HashMap::new();
        let mut formats = Self::default();
        let mut in_styles = false;
        loop {
            match xml.next()? {
                Node::Open(tag) => match tag.name() {
                    "numFmt" => {
                        let id = tag.attribute("numFmtId").and_then(|id| id.parse().ok());
                        if let (Some(id), Some(code)) = (id, tag.attribute("formatCode")) {
                            own.insert(id, shown_by(&code));
                        }
                    }
                    "cellXfs" => in_styles = true,
                    "xf" if in_styles => {
                        let id = tag.attribute("numFmtId").and_then(|id| id.parse().ok());
                        let id: u32 = id.unwrap_or_default();
                        let shown = own.get(&id).copied().unwrap_or_else(|| built_in(id));
                        formats.shown.push(shown);
                    }
                    _ => {}
                },
                Node::Close(tag) if tag.name() == "cellXfs" => in_styles = false,
                Node::Close(_) | Node::Text(_) => {}
                Node::End => return Ok(formats),
            }
            if formats.shown.len() > MAX_STYLES || own.len() > MAX_STYLES {
                return Err(corrupt("it has too many styles"));
            }
        }
    }

    /// What cells of a style show.
    pub fn shown(&self, style: usize) -> Shown {
        self.shown.get(style).copied().unwrap_or_default()
    }
}

/// The day, and the time where there is one, that a number of days stands for.
pub(crate) fn date_time(days: f64, starts_in_1904: bool) -> Option<String> {
    if !(0.0..=3_000_000.0).contains(&days) {
        return None;
    }
    let seconds = ((days - days.floor()) * 86_400.0).round() as i32;
    let whole = days.floor() as i64 + i64::from(seconds >= 86_400);
    let start = match (starts_in_1904, whole) {
        (true, _) => date(1904, 1, 1),
        // Day 60 is the 29th of February 1900, which never was; the days before it count one less.
        (false, 0 | 60) => return None,
        (false, ..60) => date(1899, 12, 31),
        (false, _) => date(1899, 12, 30),
    };
    let day: Date = start.checked_add(whole.days()).ok()?;
    let time = Time::midnight().saturating_add(i64::from(seconds % 86_400).seconds());
    Some(if time == Time::midnight() { day.to_string() } else { format!("{day} {time}") })
}

/// What a format of the program itself shows.
fn built_in(id: u32) -> Shown {
    match id {
        9 | 10 => Shown::PerCent,
        14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Shown::Day,
        _ => Shown::Figure,
    }
}

/// What a format's code shows: a day where a day, month or year is in it, besides texts in quotes and
/// brackets.
fn shown_by(code: &str) -> Shown {
    let mut letters = code.chars();
    let (mut has_month, mut has_time, mut has_per_cent) = (false, false, false);
    while let Some(letter) = letters.next() {
        match letter {
            '"' => while letters.next().is_some_and(|letter| letter != '"') {},
            '[' => while letters.next().is_some_and(|letter| letter != ']') {},
            '\\' | '_' | '*' => {
                letters.next();
            }
            'd' | 'D' | 'y' | 'Y' => return Shown::Day,
            '%' => has_per_cent = true,
            'm' | 'M' => has_month = true,
            'h' | 'H' | 's' | 'S' => has_time = true,
            ';' => break,
            _ => {}
        }
    }
    // Beside hours or seconds an `m` stands for minutes.
    match (has_month && !has_time, has_per_cent) {
        (true, _) => Shown::Day,
        (false, true) => Shown::PerCent,
        (false, false) => Shown::Figure,
    }
}

/// Styles of a workbook.
const MAX_STYLES: usize = 100_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_the_days_a_spreadsheet_shows() {
        let check = |days, starts_in_1904, expected: &str| {
            assert_eq!(date_time(days, starts_in_1904).unwrap_or_default(), expected, "{days}");
        };
        check(1.0, false, "1900-01-01");
        check(59.0, false, "1900-02-28");
        check(60.0, false, "");
        check(61.0, false, "1900-03-01");
        check(45_413.0, false, "2024-05-01");
        check(45_413.562_5, false, "2024-05-01 13:30:00");
        check(45_413.999_999_999, false, "2024-05-02");
        check(0.0, true, "1904-01-01");
        check(43_951.0, true, "2024-05-01");
        check(-1.0, false, "");
        check(f64::NAN, false, "");
        check(1e9, false, "");
    }

    #[test]
    fn formats_with_a_day_or_a_share_are_told_from_times_and_figures() {
        for code in ["dd/mm/yyyy", "[$-409]mmm yy;@", "yyyy\\-mm", "mmmm", "d.m.yy hh:mm"] {
            assert_eq!(shown_by(code), Shown::Day, "{code}");
        }
        for code in ["0.00", "#,##0 \"days\"", "[h]:mm:ss", "mm:ss", "General", "0\"%\"", "0\\%"] {
            assert_eq!(shown_by(code), Shown::Figure, "{code}");
        }
        for code in ["0%;[Red]-0%", "0.0 %", "??0.00%"] {
            assert_eq!(shown_by(code), Shown::PerCent, "{code}");
        }
    }
}
