//! When the world could know a row: the source says so, or the mapping gives a rule and its reason.

use jiff::civil::Date;
use vocabulary::period::{KnownAt, Period, add_days};

use crate::fault::Fault;
use crate::mapping::MappingError;
use crate::mapping::columns::Columns;
use crate::mapping::written::WrittenKnownAt;
use crate::period::date::DateFormats;
use crate::row::{Column, Row};

/// The period asked for last, and when it was known: most rows share it with the row before.
pub(crate) type KnownCache = Option<(Period, KnownAt)>;

/// How the day a row was known is found.
#[derive(Debug)]
pub(crate) enum KnownRule {
    /// The day the whole file was published.
    Constant(Date),
    /// A column states it.
    Column { column: Column, formats: DateFormats },
    /// So many days after the end of the row's period, and never after today: the file is in hand.
    AfterPeriod { days: i64 },
}

impl KnownRule {
    /// Checks what a mapping writes under `[known_at]`.
    pub fn build(written: WrittenKnownAt, columns: &mut Columns) -> Result<Self, MappingError> {
        let error = |value: &str, problem: &str| MappingError::setting("known_at", value, problem);
        let has_reason = written.because.is_some_and(|reason| !reason.trim().is_empty());
        let needs_reason = written.column.is_none();
        let rule = match (written.constant, written.column, written.days_after_period) {
            (Some(day), None, None) => {
                Self::Constant(read_day("known_at.constant", &day.to_string())?)
            }
            (None, Some(column), None) => {
                let formats = written.formats.unwrap_or_default();
                let formats = DateFormats::build("known_at.formats", &formats)?;
                Self::Column { column: columns.named(&column)?, formats }
            }
            (None, None, Some(days)) => Self::AfterPeriod { days: i64::from(days) },
            _ => {
                let problem = "give exactly one of `constant`, `column` and `days_after_period`";
                return Err(error("", problem));
            }
        };
        if needs_reason && !has_reason {
            let problem = "say in `because` why this day or delay is right: signals rest on it";
            return Err(error("", problem));
        }
        Ok(rule)
    }

    /// The day a row was known; a day after today or before the period is a fault.
    pub fn of(
        &self,
        row: &Row<'_>,
        period: Period,
        today: Date,
        cache: &mut KnownCache,
    ) -> Result<KnownAt, Fault> {
        let (column, text, known) = match self {
            Self::AfterPeriod { days } => {
                let known = match *cache {
                    Some((before, known)) if before == period => known,
                    _ => KnownAt(add_days(period.end(), *days).min(today)),
                };
                *cache = Some((period, known));
                return Ok(known);
            }
            Self::Constant(day) => ("", String::new(), *day),
            Self::Column { column, formats } => {
                let (name, text) = (row.name(*column), row.cell(*column));
                let day =
                    formats.read(text).map_err(|reason| Fault::of_cell(name, text, reason))?;
                (name, text.to_owned(), day)
            }
        };
        if known > today {
            let reason = format!(
                "the row is said to be known on {known}, after today, {today}: correct the day"
            );
            return Err(Fault::of_cell(column, &text, reason));
        }
        if known < period.start() {
            let reason = format!(
                "the row is said to be known on {known}, before its period {period} began: correct \
                 one of the two"
            );
            return Err(Fault::of_cell(column, &text, reason));
        }
        Ok(KnownAt(known))
    }

    /// The day from which a submission read on `today` holds: the file's own day, where it has one.
    pub fn effective_on(&self, today: Date) -> Date {
        match self {
            Self::Constant(day) => (*day).min(today),
            Self::Column { .. } | Self::AfterPeriod { .. } => today,
        }
    }
}

/// Reads a day of the mapping itself.
pub(crate) fn read_day(setting: &str, text: &str) -> Result<Date, MappingError> {
    text.parse().map_err(|_| MappingError::setting(setting, text, "write a day as 2022-12-14"))
}
