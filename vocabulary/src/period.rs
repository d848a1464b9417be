//! Periods of the calendar, and one type for each kind of time.
//!
//! Answers: which days does "2020 Q2" or "2021-W07" cover, which period does a day fall in, what
//! comes next. It does not know time zones: the field reports days.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday, date};

/// The day something happened (a death, a seizure, a sample taken).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OccurredOn(pub Date);

/// The day something was reported to the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportedOn(pub Date);

/// The day the world could know a figure, as the source or the mapping's rule says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KnownAt(pub Date);

/// How long a period is; the calendar of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cadence {
    /// One day.
    Day,
    /// An ISO 8601 week, Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// A calendar quarter.
    Quarter,
    /// A calendar year.
    Year,
    /// Any other stretch of days, such as "January to June".
    Span,
}

impl Cadence {
    /// The word for it, as used in files and on screens.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Span => "span",
        }
    }

    /// Reads the word that [`Cadence::as_str`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Day, Self::Week, Self::Month, Self::Quarter, Self::Year, Self::Span]
            .into_iter()
            .find(|cadence| cadence.as_str() == text)
    }

    /// Periods in a year, as seasonal methods count them; `None` for spans.
    pub const fn per_year(self) -> Option<u16> {
        match self {
            Self::Day => Some(365),
            Self::Week => Some(52),
            Self::Month => Some(12),
            Self::Quarter => Some(4),
            Self::Year => Some(1),
            Self::Span => None,
        }
    }
}

/// A stretch of whole days.
///
/// - Shape: `start` is never after `end`; both belong to the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    start: Date,
    end: Date,
    cadence: Cadence,
}

/// Why a text or a pair of days is no period.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum PeriodError {
    /// The text has none of the forms this crate writes.
    #[error(
        "'{0}' is no period: write 2024-05-01, 2024-W07, 2024-05, 2024-Q2, 2024 or a span 2024-01-01/2024-06-30"
    )]
    Unreadable(String),
    /// The span ends before it starts.
    #[error("the span starts on {start}, after its end {end}")]
    EndsBeforeStart {
        /// First day given.
        start: Date,
        /// Last day given.
        end: Date,
    },
}

impl Period {
    /// The period of this cadence that `day` falls in; a span of one day for [`Cadence::Span`].
    pub fn containing(day: Date, cadence: Cadence) -> Self {
        let (start, end) = match cadence {
            Cadence::Day | Cadence::Span => (day, day),
            Cadence::Week => {
                let monday = day.iso_week_date().year_week_monday();
                (monday, add_days(monday, 6))
            }
            Cadence::Month => (day.first_of_month(), day.last_of_month()),
            Cadence::Quarter => {
                let first_month = (day.month() - 1) / 3 * 3 + 1;
                let start = date(day.year(), first_month, 1);
                (start, date(day.year(), first_month + 2, 1).last_of_month())
            }
            Cadence::Year => (day.first_of_year(), day.last_of_year()),
        };
        Self { start, end, cadence }
    }

    /// Any stretch of days.
    ///
    /// # Errors
    /// When the end comes before the start.
    pub fn span(start: Date, end: Date) -> Result<Self, PeriodError> {
        if start > end {
            return Err(PeriodError::EndsBeforeStart { start, end });
        }
        Ok(Self { start, end, cadence: Cadence::Span })
    }

    /// First day.
    pub const fn start(&self) -> Date {
        self.start
    }

    /// Last day, included.
    pub const fn end(&self) -> Date {
        self.end
    }

    /// How long it is.
    pub const fn cadence(&self) -> Cadence {
        self.cadence
    }

    /// The period of the same cadence that follows; for a span, one of as many months where it is made
    /// of whole months, else of as many days.
    #[must_use]
    pub fn next(&self) -> Self {
        let after = add_days(self.end, 1);
        if self.cadence != Cadence::Span {
            return Self::containing(after, self.cadence);
        }
        let end = match self.whole_months() {
            Some(months) => add_days(after.saturating_add(months.months()), -1),
            None => add_days(after, self.days() - 1),
        };
        Self { start: after, end, ..*self }
    }

    /// The calendar months it is made of; `None` where it begins or ends within one.
    pub fn whole_months(&self) -> Option<i32> {
        let (start, end) = (self.start, self.end);
        let is_whole = start.day() == 1 && end == end.last_of_month();
        let months = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month());
        is_whole.then(|| months(end) - months(start) + 1)
    }

    /// Number of days in it.
    pub fn days(&self) -> i64 {
        days_between(self.start, self.end) + 1
    }

    /// Reads what [`fmt::Display`] writes.
    ///
    /// # Errors
    /// When the text has no such form.
    pub fn parse(text: &str) -> Result<Self, PeriodError> {
        let unreadable = || PeriodError::Unreadable(text.to_owned());
        if let Some((start, end)) = text.split_once('/') {
            let parse = |part: &str| part.parse::<Date>().map_err(|_| unreadable());
            return Self::span(parse(start)?, parse(end)?);
        }
        let (year, rest) = text.split_once('-').unwrap_or((text, ""));
        let number: i16 = year.parse().map_err(|_| unreadable())?;
        if year.len() != 4 || !(1..=9999).contains(&number) {
            return Err(unreadable());
        }
        Self::parse_in_year(number, rest, text).ok_or_else(unreadable)
    }

    fn parse_in_year(year: i16, rest: &str, text: &str) -> Option<Self> {
        if rest.is_empty() {
            return (!text.contains('-'))
                .then(|| Self::containing(date(year, 1, 1), Cadence::Year));
        }
        if let Some(week) = rest.strip_prefix('W') {
            let monday = ISOWeekDate::new(year, week.parse().ok()?, Weekday::Monday).ok()?;
            return (week.len() == 2).then(|| Self::containing(monday.date(), Cadence::Week));
        }
        if let Some(quarter) = rest.strip_prefix('Q') {
            let quarter: i8 = quarter.parse().ok().filter(|q| (1..=4).contains(q))?;
            let first = Date::new(year, quarter * 3 - 2, 1).ok()?;
            return Some(Self::containing(first, Cadence::Quarter));
        }
        if rest.len() == 2 {
            let first = Date::new(year, rest.parse().ok()?, 1).ok()?;
            return Some(Self::containing(first, Cadence::Month));
        }
        let day: Date = text.parse().ok()?;
        Some(Self::containing(day, Cadence::Day))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let start = self.start;
        match self.cadence {
            Cadence::Day => write!(f, "{start}"),
            Cadence::Week => {
                let week = start.iso_week_date();
                write!(f, "{:04}-W{:02}", week.year(), week.week())
            }
            Cadence::Month => write!(f, "{:04}-{:02}", start.year(), start.month()),
            Cadence::Quarter => {
                write!(f, "{:04}-Q{}", start.year(), (start.month() - 1) / 3 + 1)
            }
            Cadence::Year => write!(f, "{:04}", start.year()),
            Cadence::Span => write!(f, "{start}/{}", self.end),
        }
    }
}

/// Whole days from `earlier` to `later`; negative when they stand the other way round.
pub fn days_between(earlier: Date, later: Date) -> i64 {
    i64::from(day_number(later)) - i64::from(day_number(earlier))
}

/// Days since 1970-01-01.
///
/// - Source: Fliegel and Van Flandern 1968, in the form that counts years from March, so that the
///   leap day is the last of its year; checked against `jiff` over the whole calendar.
pub fn day_number(day: Date) -> i32 {
    let (year, month) = (i32::from(day.year()), i32::from(day.month()));
    let year_from_march = if month <= 2 { year - 1 } else { year };
    let (era, month_from_march) = (year_from_march.div_euclid(400), (month + 9) % 12);
    let year_of_era = year_from_march - era * 400;
    let day_of_year = (153 * month_from_march + 2) / 5 + i32::from(day.day()) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// `day` moved by `days`, held at the ends of the calendar (years 1 to 9999 are ample here).
pub fn add_days(day: Date, days: i64) -> Date {
    day.saturating_add(days.days())
}

trait YearWeekMonday {
    fn year_week_monday(&self) -> Date;
}

impl YearWeekMonday for ISOWeekDate {
    fn year_week_monday(&self) -> Date {
        add_days(self.date(), -i64::from(self.weekday().to_monday_zero_offset()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_numbered_as_the_calendar_counts_them() {
        let first = date(1970, 1, 1);
        let mut day = date(-9999, 1, 1);
        while day.saturating_add(13.days()) > day {
            let span = first.until((jiff::Unit::Day, day)).unwrap();
            assert_eq!(day_number(day), span.get_days(), "{day}");
            day = day.saturating_add(13.days());
        }
        assert_eq!(day_number(Date::MAX), 2_932_896);
    }

    #[test]
    fn what_is_written_is_read_back() {
        for text in [
            "2024-05-01",
            "2020-W53",
            "2021-W01",
            "2024-02",
            "2020-Q2",
            "1999",
            "2022-01-01/2022-06-30",
        ] {
            assert_eq!(Period::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn other_texts_are_no_period() {
        for text in [
            "",
            "24",
            "2024-",
            "2024-13",
            "2024-Q5",
            "2021-W53",
            "2024-2",
            "05/2024",
            "2024-06-30/2024-01-01",
            "2024-02-30",
        ] {
            assert!(Period::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn periods_follow_without_gap_or_overlap() {
        for cadence in
            [Cadence::Day, Cadence::Week, Cadence::Month, Cadence::Quarter, Cadence::Year]
        {
            let mut period = Period::containing(date(2019, 12, 30), cadence);
            for _ in 0..60 {
                let next = period.next();
                assert_eq!(add_days(period.end(), 1), next.start());
                assert_eq!(Period::containing(next.end(), cadence), next);
                period = next;
            }
        }
    }

    #[test]
    fn fiscal_years_follow_each_other_over_leap_years() {
        let mut period = Period::parse("2009-04-01/2010-03-31").unwrap();
        for year in 2010..2030 {
            period = period.next();
            assert_eq!(period.to_string(), format!("{year}-04-01/{}-03-31", year + 1));
            assert_eq!(period.whole_months(), Some(12));
        }
        let february = Period::parse("2023-02-01/2023-02-28").unwrap();
        assert_eq!(february.next().to_string(), "2023-03-01/2023-03-31");
        let fortnight = Period::parse("2023-02-02/2023-02-15").unwrap();
        assert_eq!(fortnight.next().to_string(), "2023-02-16/2023-03-01");
        assert_eq!(fortnight.whole_months(), None);
        assert_eq!(Period::parse("2020-Q2").unwrap().whole_months(), Some(3));
    }

    #[test]
    fn iso_week_belongs_to_its_thursday_year() {
        assert_eq!(Period::containing(date(2021, 1, 3), Cadence::Week).to_string(), "2020-W53");
        assert_eq!(Period::containing(date(2018, 12, 31), Cadence::Week).to_string(), "2019-W01");
    }
}
