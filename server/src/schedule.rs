//! When the node detects by itself: at times of the day, in UTC.
//!
//! Reads no clock: what is due is asked of a moment.

use std::fmt;

use jiff::ToSpan as _;
use jiff::civil::{DateTime, Time, Weekday};

/// Moments that come again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schedule {
    /// Every so many hours from midnight: 1, 2, 3, 4, 6, 8 or 12.
    Hours(i8),
    /// Every day at a time.
    Daily(Time),
    /// Every week on a day at a time.
    Weekly(Weekday, Time),
}

/// Words that are no schedule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "'{0}' is no schedule: write `daily at 06:00`, `weekly on monday at 06:00`, `hourly` or `every 6 hours` \
     (1, 2, 3, 4, 6, 8 or 12); times are in UTC"
)]
pub struct NoSchedule(pub String);

impl Schedule {
    /// Reads a schedule in words.
    ///
    /// # Errors
    /// When the words are no schedule.
    pub fn parse(text: &str) -> Result<Self, NoSchedule> {
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower.split_whitespace().collect();
        let read = match words.as_slice() {
            ["hourly"] => Some(Self::Hours(1)),
            ["every", hours, "hours"] => {
                let hours =
                    hours.parse().ok().filter(|hours| [1, 2, 3, 4, 6, 8, 12].contains(hours));
                hours.map(Self::Hours)
            }
            ["daily", "at", time] => clock_time(time).map(Self::Daily),
            ["weekly", "on", day, "at", time] => {
                weekday(day).zip(clock_time(time)).map(|(day, time)| Self::Weekly(day, time))
            }
            _ => None,
        };
        read.ok_or_else(|| NoSchedule(text.to_owned()))
    }

    /// The latest of its moments that is not after `now`.
    pub fn latest(self, now: DateTime) -> DateTime {
        let midnight = now.date().at(0, 0, 0, 0);
        let days = |days: i64| midnight.saturating_sub(days.days());
        match self {
            Self::Hours(hours) => now.date().at(now.hour() / hours * hours, 0, 0, 0),
            Self::Daily(time) if now.time() >= time => midnight.date().to_datetime(time),
            Self::Daily(time) => days(1).date().to_datetime(time),
            Self::Weekly(day, time) => {
                let since = i64::from(day.until(now.weekday()));
                let since = if since == 0 && now.time() < time { 7 } else { since };
                days(since).date().to_datetime(time)
            }
        }
    }

    /// The first of its moments after `now`.
    pub fn next(self, now: DateTime) -> DateTime {
        let step = match self {
            Self::Hours(hours) => i64::from(hours).hours(),
            Self::Daily(_) => 1.day(),
            Self::Weekly(..) => 7.days(),
        };
        self.latest(now).saturating_add(step)
    }
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = |time: &Time| time.strftime("%H:%M").to_string();
        match self {
            Self::Hours(1) => write!(f, "hourly"),
            Self::Hours(hours) => write!(f, "every {hours} hours"),
            Self::Daily(time) => write!(f, "daily at {}", at(time)),
            Self::Weekly(day, time) => write!(f, "weekly on {} at {}", name(*day), at(time)),
        }
    }
}

fn clock_time(text: &str) -> Option<Time> {
    let (hours, minutes) = text.split_once(':')?;
    let is_plain = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_time = is_plain(hours) && is_plain(minutes);
    is_time.then(|| Time::new(hours.parse().ok()?, minutes.parse().ok()?, 0, 0).ok()).flatten()
}

fn weekday(text: &str) -> Option<Weekday> {
    (1..=7)
        .filter_map(|day| Weekday::from_monday_one_offset(day).ok())
        .find(|day| name(*day) == text)
}

const fn name(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "monday",
        Weekday::Tuesday => "tuesday",
        Weekday::Wednesday => "wednesday",
        Weekday::Thursday => "thursday",
        Weekday::Friday => "friday",
        Weekday::Saturday => "saturday",
        Weekday::Sunday => "sunday",
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_is_written_is_what_is_read() {
        for text in [
            "hourly",
            "every 6 hours",
            "daily at 06:00",
            "daily at 23:59",
            "weekly on sunday at 00:30",
        ] {
            assert_eq!(Schedule::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Schedule::parse("Daily  at 06:00").unwrap().to_string(), "daily at 06:00");
        for text in [
            "",
            "daily",
            "daily at 6",
            "daily at 24:00",
            "daily at 06:60",
            "daily at -6:00",
            "every 5 hours",
            "every 0 hours",
            "weekly on someday at 06:00",
            "0 6 * * *",
        ] {
            assert!(Schedule::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_latest_moment_is_never_ahead_and_the_next_one_always() {
        // 2021-02-15 is a Monday.
        let monday = |hour, minute| date(2021, 2, 15).at(hour, minute, 0, 0);
        let check = |text: &str, now: DateTime, latest: &str, next: &str| {
            let schedule = Schedule::parse(text).unwrap();
            let told = (schedule.latest(now).to_string(), schedule.next(now).to_string());
            assert_eq!(told, (format!("{latest}:00"), format!("{next}:00")), "{text} at {now}");
        };
        check("daily at 06:00", monday(6, 0), "2021-02-15T06:00", "2021-02-16T06:00");
        check("daily at 06:00", monday(5, 59), "2021-02-14T06:00", "2021-02-15T06:00");
        check("every 6 hours", monday(5, 59), "2021-02-15T00:00", "2021-02-15T06:00");
        check("hourly", monday(23, 59), "2021-02-15T23:00", "2021-02-16T00:00");
        check("weekly on monday at 06:00", monday(5, 59), "2021-02-08T06:00", "2021-02-15T06:00");
        check("weekly on monday at 06:00", monday(6, 0), "2021-02-15T06:00", "2021-02-22T06:00");
        check("weekly on sunday at 06:00", monday(0, 0), "2021-02-14T06:00", "2021-02-21T06:00");
        check("weekly on tuesday at 06:00", monday(0, 0), "2021-02-09T06:00", "2021-02-16T06:00");
    }
}
