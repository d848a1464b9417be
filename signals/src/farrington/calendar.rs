//! Where the same time of year stood in earlier years, and how far apart two periods are.
//!
//! It does not decide which of the periods around a reference point enter the baseline.

use jiff::Span;
use jiff::civil::Date;

use super::FarringtonError;
use crate::series::CountSeries;

/// How the positions of a series map to time.
#[derive(Debug, Clone, Copy)]
pub(super) enum Calendar<'a> {
    /// No dates: a year is `frequency` positions.
    Counted { frequency: i64 },
    /// Dates a week apart: a year back is the nearest date with the same weekday.
    Weekly(&'a [Date]),
    /// Dates of months or days: a year back is the same day of the year before.
    SameDay(&'a [Date]),
}

impl<'a> Calendar<'a> {
    pub(super) fn of(series: &CountSeries<'a>) -> Result<Self, FarringtonError> {
        let frequency = series.frequency;
        let Some(dates) = series.dates else {
            if frequency == 0 {
                return Err(FarringtonError::NoFrequency);
            }
            return Ok(Self::Counted { frequency: i64::from(frequency) });
        };
        match frequency {
            52 => Ok(Self::Weekly(dates)),
            12 | 365 => Ok(Self::SameDay(dates)),
            _ => Err(FarringtonError::DatedFrequency { frequency }),
        }
    }

    /// Position of the reference point `years` before `position`, or what it should have been.
    pub(super) fn years_before(&self, position: usize, years: u16) -> Result<i64, Option<Date>> {
        let dates = match self {
            Self::Counted { frequency } => {
                let found = signed(position) - frequency * i64::from(years);
                return if found < 0 { Err(None) } else { Ok(found) };
            }
            Self::Weekly(dates) | Self::SameDay(dates) => dates,
        };
        let day = dates[position];
        let sought = same_day_before(day, years).ok_or(None)?;
        let sought = match self {
            Self::Weekly(_) => nearest_same_weekday(sought, day),
            _ => Some(sought),
        };
        let sought = sought.ok_or(None)?;
        dates.binary_search(&sought).map(signed).map_err(|_| Some(sought))
    }

    /// Time of `position`, in first steps of the calendar (weeks, days; months of the first's length).
    pub(super) fn time(&self, position: usize) -> f64 {
        match self {
            Self::Counted { .. } => (position + 1) as f64,
            Self::Weekly(dates) | Self::SameDay(dates) => {
                // A single row has no step, and no other row to be apart from.
                let step = dates.get(1).map_or(1.0, |second| days_between(dates[0], *second));
                days_between(dates[0], dates[position]) / step
            }
        }
    }
}

/// Position as a number that may be counted back below 0.
pub(super) fn signed(position: usize) -> i64 {
    i64::try_from(position).expect("a series in memory is shorter than 2^63")
}

/// The same month and day `years` earlier; 29 February becomes 1 March.
fn same_day_before(day: Date, years: u16) -> Option<Date> {
    let year = day.year().checked_sub(i16::try_from(years).ok()?)?;
    match Date::new(year, day.month(), day.day()) {
        Ok(found) => Some(found),
        Err(_) => Date::new(year, 3, 1).ok(),
    }
}

/// The date closest to `day` on the weekday of `model`; a week has no ties.
fn nearest_same_weekday(day: Date, model: Date) -> Option<Date> {
    let ahead = i64::from(model.weekday().since(jiff::civil::Weekday::Sunday))
        - i64::from(day.weekday().since(jiff::civil::Weekday::Sunday));
    let ahead = ahead.rem_euclid(7);
    let shift = if ahead > 3 { ahead - 7 } else { ahead };
    day.checked_add(Span::new().days(shift)).ok()
}

fn days_between(earlier: Date, later: Date) -> f64 {
    f64::from((later - earlier).get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reference_days_are_those_of_the_reference_tool() {
        let table = include_str!("../../../golden/farrington/reference_points.csv");
        for line in table.lines().skip(1) {
            let days: Vec<Date> = line.split(',').map(|cell| cell.parse().unwrap()).collect();
            for years in 1..=5 {
                let same_day = same_day_before(days[0], years).unwrap();
                let weekly = nearest_same_weekday(same_day, days[0]).unwrap();
                let column = usize::from(years);
                assert_eq!(weekly, days[column], "{years} years before {}", days[0]);
                assert_eq!(same_day, days[column + 5], "{years} years before {}", days[0]);
            }
        }
    }
}
