//! Periods written as texts: "2020 Q2", "2019", "2022 (Jan to Jun)", "May 2020".

use jiff::civil::Date;
use vocabulary::period::{Cadence, Period};

use crate::mapping::MappingError;

/// A form in which a file writes periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// `2019`.
    Year,
    /// `2020 Q2`.
    YearQuarter,
    /// `2022 (Jan to Jun)`, a span of months in one year.
    YearMonths,
    /// `2017 | January to March`, a quarter by its months, as headers of two rows have it.
    QuarterMonths,
    /// `May 2020` or `MAY 2020`.
    MonthYear,
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
const FORMS: [(Form, &str, &str); 9] = [
    (Form::Year, "year", "2019"),
    (Form::YearQuarter, "year-quarter", "2020 Q2"),
    (Form::YearMonths, "year-months", "2022 (Jan to Jun)"),
    (Form::QuarterMonths, "quarter-months", "2017 | January to March"),
    (Form::MonthYear, "month-year", "May 2020"),
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
                let (year, quarter) = text.split_once(' ')?;
                let quarter = quarter.trim().strip_prefix('Q')?;
                let quarter: i8 = quarter.parse().ok().filter(|q| (1..=4).contains(q))?;
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
                let (month, year) = text.split_once(' ')?;
                Some(Period::containing(
                    first_day(year.trim(), month_number(month)?)?,
                    Cadence::Month,
                ))
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

/// The number of a month named in English, by its first three letters, or by 1 to 12.
pub(crate) fn month_number(text: &str) -> Option<i8> {
    let text = text.trim();
    if let Ok(number) = text.parse::<i8>() {
        return (1..=12).contains(&number).then_some(number);
    }
    let lower = text.to_lowercase();
    let is_named = |name: &&str| *name == lower || (lower.len() == 3 && name.starts_with(&lower));
    (1..=12).zip(MONTHS.iter()).find(|(_, name)| is_named(name)).map(|(number, _)| number)
}

fn first_day(year: &str, month: i8) -> Option<Date> {
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    Date::new(year.parse().ok().filter(|_| is_year)?, month, 1).ok()
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
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
            ("month-year", "Sept 2020", ""),
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
