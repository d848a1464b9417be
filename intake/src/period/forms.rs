//! Periods written as texts: "2020 Q2", "2019", "2022 (Jan to Jun)", "May 2020", "01.2023", "KW 5 2023".

use jiff::civil::Date;
use vocabulary::period::{Cadence, Period};

use super::months::month_number;
use crate::mapping::MappingError;

/// A form in which a file writes periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// `2019`.
    Year,
    /// `2020 Q2`, `Q1 2023`, `2023-Q1`, `1. Quartal 2023`.
    YearQuarter,
    /// `2022 (Jan to Jun)`, a span of months in one year.
    YearMonths,
    /// `2017 | January to March`, a quarter by its months, as headers of two rows have it.
    QuarterMonths,
    /// `May 2020`, `MAY 2020`, `Januar 2023`, `janv.-23`, `2020 May`, `2021. január`.
    MonthYear,
    /// `01.2023`, `1/2023`, `01-2023`: a month's number before the year.
    NumberYear,
    /// `2023-M01`, `2023M1`, `2023/01`, `2023.01`, `2023.01.`: a month's number behind the year.
    YearNumber,
    /// `2023-W05`, `KW 5 2023`, `5. KW 2023`, `Week 5, 2023`: a week as ISO 8601 counts.
    YearWeek,
    /// `2024 first half`.
    HalfYear,
    /// `2014-2017`, whole years from the first to the last.
    Years,
    /// `2010-12/2011-01`, whole months from the first to the last.
    Months,
    /// What the vocabulary writes: `2024-05-01`, `2024-W07`, `2024-05`, `2024-Q2`, spans.
    Iso,
}

/// Every form with the word for it and an example.
const FORMS: [(Form, &str, &str); 12] = [
    (Form::Year, "year", "2019"),
    (Form::YearQuarter, "year-quarter", "2020 Q2"),
    (Form::YearMonths, "year-months", "2022 (Jan to Jun)"),
    (Form::QuarterMonths, "quarter-months", "2017 | January to March"),
    (Form::MonthYear, "month-year", "May 2020"),
    (Form::NumberYear, "month-number-year", "01.2023"),
    (Form::YearNumber, "year-month-number", "2023M01"),
    (Form::YearWeek, "year-week", "KW 5 2023"),
    (Form::HalfYear, "half-year", "2024 first half"),
    (Form::Years, "years", "2014-2017"),
    (Form::Months, "months", "2010-12/2011-01"),
    (Form::Iso, "iso", "2024-05"),
];

impl Form {
    /// Reads the word for a form.
    pub fn parse(text: &str) -> Result<Self, MappingError> {
        let found = FORMS.iter().find(|(_, word, _)| *word == text);
        found.map(|(form, _, _)| *form).ok_or_else(|| {
            let words: Vec<&str> = FORMS.iter().map(|(_, word, _)| *word).collect();
            MappingError::setting("period.forms", text, &format!("use {}", words.join(", ")))
        })
    }

    /// How the form looks, for messages.
    pub fn example(self) -> String {
        let found = FORMS.iter().find(|(form, _, _)| *form == self);
        found.map_or_else(String::new, |(_, _, example)| format!("`{example}`"))
    }

    /// The period that a text of this form names.
    pub fn read(self, text: &str) -> Option<Period> {
        match self {
            Self::Year => Some(Period::containing(first_day(text, 1)?, Cadence::Year)),
            Self::YearQuarter => {
                let (year, quarter) = year_and(text, &QUARTER_WORDS)?;
                let quarter: i8 = quarter_number(quarter)?;
                Some(Period::containing(first_day(year, quarter * 3 - 2)?, Cadence::Quarter))
            }
            Self::YearMonths => {
                let (year, months) = text.split_once('(')?;
                let (first, last) = months.strip_suffix(')')?.split_once(" to ")?;
                let start = first_day(year.trim(), month_number(first)?)?;
                let end = first_day(year.trim(), month_number(last)?)?.last_of_month();
                Period::span(start, end).ok()
            }
            Self::QuarterMonths => {
                let (year, months) = text.split_once('|')?;
                let (first, last) = months.split_once(" to ")?;
                let (first, last) = (month_number(first)?, month_number(last)?);
                let is_quarter = first % 3 == 1 && last == first + 2;
                let start = first_day(year.trim(), first).filter(|_| is_quarter)?;
                Some(Period::containing(start, Cadence::Quarter))
            }
            Self::MonthYear => {
                let (month, year) = month_and_year(text)?;
                month_of(&year, month_number(month).filter(|_| !is_digits(month))?)
            }
            Self::NumberYear => {
                let (month, year) = text.split_once(['.', '/', '-'])?;
                month_of(year, short_number(month).filter(|month| *month <= 12)?)
            }
            Self::YearNumber => {
                let (year, month) = text.split_at_checked(4)?;
                let month = month.trim_start_matches(['-', ' ', '.', '/']);
                let month = month.strip_prefix(['M', 'm']).unwrap_or(month).trim_end_matches('.');
                month_of(year, short_number(month).filter(|month| *month <= 12 && text.len() > 5)?)
            }
            Self::YearWeek => {
                let (year, week) = year_and(text, &WEEK_WORDS)?;
                Period::parse(&format!("{year}-W{:02}", short_number(week)?)).ok()
            }
            Self::HalfYear => {
                let (year, half) = text.split_once(' ')?;
                let first = match half.trim().to_lowercase().as_str() {
                    "first half" | "h1" => 1,
                    "second half" | "h2" => 7,
                    _ => return None,
                };
                let end = first_day(year, first + 5)?.last_of_month();
                Period::span(first_day(year, first)?, end).ok()
            }
            Self::Years => {
                let (first, last) = text.split_once('-')?;
                let end = first_day(last.trim(), 12)?.last_of_month();
                Period::span(first_day(first.trim(), 1)?, end).ok()
            }
            Self::Months => {
                let (first, last) = text.split_once('/')?;
                let month = |text: &str| {
                    Period::parse(text.trim()).ok().filter(|p| p.cadence() == Cadence::Month)
                };
                Period::span(month(first)?.start(), month(last)?.end()).ok()
            }
            Self::Iso => Period::parse(text).ok(),
        }
    }
}

/// A month of a year.
fn month_of(year: &str, month: i8) -> Option<Period> {
    Some(Period::containing(first_day(year, month)?, Cadence::Month))
}

/// A month and a year of a text, whichever comes first; a year of two digits stands behind a name.
fn month_and_year(text: &str) -> Option<(&str, String)> {
    let parts: Vec<&str> =
        text.split([' ', '-', '/', '_', '\'', '’']).filter(|part| !part.is_empty()).collect();
    let (first, last) = match parts.as_slice() {
        // "enero de 2023"
        // "2021. január"
        [first, last] | [first, "de", last] => match first.strip_suffix('.') {
            Some(year) if year.len() == 4 && is_digits(year) => (year, *last),
            _ => (*first, *last),
        },
        _ => return None,
    };
    if is_digits(last) && last.len() == 2 {
        return Some((first, format!("20{last}")));
    }
    if is_digits(first) { Some((last, first.to_owned())) } else { Some((first, last.to_owned())) }
}

/// The year of a text of two parts, and the other without a word that says what it numbers.
fn year_and<'t>(text: &'t str, words: &[&str]) -> Option<(&'t str, &'t str)> {
    let is_year = |text: &&str| text.len() == 4 && is_digits(text);
    let starts = text.get(..4).filter(is_year).map(|year| (year, &text[4..]));
    let ends = || {
        let start = text.len().checked_sub(4)?;
        Some((text.get(start..).filter(is_year)?, &text[..start]))
    };
    let (year, rest) = starts.or_else(ends)?;
    let parts: Vec<&str> = rest
        .split([' ', '-', '/', '.', ',', '_', '(', ')', ':'])
        .filter(|part| !part.is_empty())
        .collect();
    let (one, other) = match parts.as_slice() {
        [one, other] => (*one, *other),
        // "Q1", "1Q"
        [both] => {
            let is_digit = |letter: char| letter.is_ascii_digit();
            let starts_with_digit = both.starts_with(is_digit);
            both.split_at(both.find(|letter| is_digit(letter) != starts_with_digit)?)
        }
        _ => return None,
    };
    let is_word = |text: &str| words.contains(&text.to_lowercase().as_str());
    match (is_word(one), is_word(other)) {
        (true, _) => Some((year, other)),
        (false, true) => Some((year, one)),
        (false, false) => None,
    }
}

/// The number of a quarter that stands alone: `1`, `Q1`, `I`, `1. Quartal`.
pub(crate) fn quarter_of(text: &str) -> Option<i8> {
    let lower = text.trim().to_lowercase();
    let bare = QUARTER_WORDS.iter().rev().find_map(|word| {
        let signs = |text: &str| text.trim_matches(['.', ' ', '-']).to_uppercase();
        let rest = lower.strip_prefix(word).or_else(|| lower.strip_suffix(word))?;
        Some(signs(rest)).filter(|rest| !rest.is_empty())
    });
    quarter_number(&bare.unwrap_or_else(|| text.trim().to_owned()))
}

/// 1 to 4, or as roman numbers.
fn quarter_number(text: &str) -> Option<i8> {
    let roman = ["I", "II", "III", "IV"].iter().zip(1..).find(|(word, _)| **word == text);
    let ordinal = ["st", "nd", "rd", "th", "er", "e", "º", "ª", "°"];
    let plain = ordinal.iter().find_map(|ending| text.strip_suffix(ending)).unwrap_or(text);
    let number = roman.map(|(_, number)| number).or_else(|| short_number(plain));
    number.filter(|number| (1..=4).contains(number))
}

/// A number of one or two digits.
fn short_number(text: &str) -> Option<i8> {
    text.parse().ok().filter(|number| *number >= 1 && text.len() <= 2 && is_digits(text))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn first_day(year: &str, month: i8) -> Option<Date> {
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    Date::new(year.parse().ok().filter(|_| is_year)?, month, 1).ok()
}

/// What opens or closes a quarter in the languages of Europe, besides the number.
const QUARTER_WORDS: [&str; 12] = [
    "q",
    "kv",
    "kw",
    "t",
    "quartal",
    "quarter",
    "qtr",
    "trimestre",
    "trim",
    "trimester",
    "kwartaal",
    "kwartał",
];

/// What opens or closes a week.
const WEEK_WORDS: [&str; 19] = [
    "v",
    "u",
    "uge",
    "viikko",
    "vko",
    "týden",
    "w",
    "kw",
    "wk",
    "week",
    "woche",
    "kalenderwoche",
    "semaine",
    "sem",
    "semana",
    "settimana",
    "uke",
    "vecka",
    "tydzień",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_become_the_days_they_cover() {
        for (form, text, expected) in [
            ("year", "2019", "2019"),
            ("year-quarter", "2020 Q2", "2020-Q2"),
            ("year-months", "2022 (Jan to Jun)", "2022-01-01/2022-06-30"),
            ("year-months", "2018 (Apr to Dec)", "2018-04-01/2018-12-31"),
            ("quarter-months", "2017 | January to March", "2017-Q1"),
            ("quarter-months", "2017 | Feb to Apr", ""),
            ("month-year", "SEPTEMBER 2020", "2020-09"),
            ("half-year", "2024 first half", "2024-01-01/2024-06-30"),
            ("half-year", "2024", ""),
            ("years", "2014-2017", "2014-01-01/2017-12-31"),
            ("years", "2017-2014", ""),
            ("months", "2010-12/2011-01", "2010-12-01/2011-01-31"),
            ("months", "2010/2011", ""),
            ("iso", "2021-W53", ""),
            ("iso", "2020-W53", "2020-W53"),
            ("year", "19", ""),
            ("year-quarter", "2020 Q5", ""),
            ("year-months", "2022 (Jun to Jan)", ""),
            ("month-year", "Sept 2020", "2020-09"),
            ("month-year", "Januar 2023", "2023-01"),
            ("month-year", "janvier 2023", "2023-01"),
            ("month-year", "Jan 23", "2023-01"),
            ("month-year", "Jan-23", "2023-01"),
            ("month-year", "Mrz. 2023", "2023-03"),
            ("month-year", "enero de 2023", "2023-01"),
            ("month-year", "2023 Mai", "2023-05"),
            ("month-year", "1 2023", ""),
            ("month-year", "Foo 2023", ""),
            ("month-number-year", "01.2023", "2023-01"),
            ("month-number-year", "1/2023", "2023-01"),
            ("month-number-year", "12-2023", "2023-12"),
            ("month-number-year", "13.2023", ""),
            ("month-number-year", "01.23", ""),
            ("month-number-year", "1.1.2023", ""),
            ("year-month-number", "2023-M01", "2023-01"),
            ("year-month-number", "2023M1", "2023-01"),
            ("year-month-number", "2023M12", "2023-12"),
            ("year-month-number", "2023/01", "2023-01"),
            ("year-month-number", "202301", "2023-01"),
            ("year-month-number", "2023", ""),
            ("year-month-number", "20231", ""),
            ("year-month-number", "2023-13", ""),
            ("year-quarter", "Q1 2023", "2023-Q1"),
            ("year-quarter", "2023-Q1", "2023-Q1"),
            ("year-quarter", "2023Q4", "2023-Q4"),
            ("year-quarter", "1. Quartal 2023", "2023-Q1"),
            ("year-quarter", "III. Quartal 2023", "2023-Q3"),
            ("year-quarter", "1er trimestre 2023", "2023-Q1"),
            ("year-quarter", "T2 2023", "2023-Q2"),
            ("year-quarter", "2023 W2", ""),
            ("year-week", "2023-W05", "2023-W05"),
            ("year-week", "KW 5 2023", "2023-W05"),
            ("year-week", "KW05/2023", "2023-W05"),
            ("year-week", "5. KW 2023", "2023-W05"),
            ("year-week", "Week 5, 2023", "2023-W05"),
            ("year-week", "2023 W54", ""),
            ("year-week", "é023", ""),
        ] {
            let read = Form::parse(form).unwrap().read(text);
            assert_eq!(
                read.map_or_else(String::new, |period| period.to_string()),
                expected,
                "{text}"
            );
        }
    }
}
