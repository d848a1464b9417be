//! Which period a row is about, and whether it rests on the day of the event or of the report.
//!
//! Answers: what days does this cell, or this year and month, cover. Days that have not come yet
//! are refused here; how long after its period a figure was known is another file's matter.

pub(crate) mod date;
mod forms;

use std::borrow::Cow;

use jiff::civil::{Date, date as civil};
use vocabulary::fact::When;
use vocabulary::period::{Cadence, Period};

use crate::cache::Cache;
use crate::choice::{Choice, PlainText};
use crate::fault::Fault;
use crate::mapping::MappingError;
use crate::mapping::columns::Columns;
use crate::mapping::written::{TextOr, WrittenPeriod};
use crate::row::{Column, Row};
use date::DateFormats;
use forms::{Form, month_number};

/// How the period of a row is read.
#[derive(Debug)]
pub(crate) struct PeriodRule {
    cells: PeriodCells,
    basis: Choice<Basis>,
}

/// Which cells hold the period.
#[derive(Debug)]
enum PeriodCells {
    /// A date; the period of `cadence` that holds it.
    Date { column: Column, formats: DateFormats, cadence: Cadence },
    /// A text in one of some forms.
    Text { column: Column, forms: Vec<Form> },
    /// A year and, where given, a month; the year may start in another month than January.
    YearMonth { year: Column, month: Option<Column>, first_month: i8 },
}

/// What the day of a row tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Basis {
    Occurred,
    Reported,
}

/// What the texts of a file were read as, so that each is read once.
pub(crate) type PeriodCache = Cache<Result<Period, String>>;

impl PeriodRule {
    /// Checks what a mapping writes under `[period]`.
    pub fn build(written: WrittenPeriod, columns: &mut Columns) -> Result<Self, MappingError> {
        let basis = written.basis.unwrap_or_else(|| TextOr::Text("occurred".to_owned()));
        let basis =
            Choice::build("period.basis", basis, PlainText::IsConstant, (columns, read_basis))?;
        let cells = match (written.column, written.year) {
            (Some(column), None) => {
                let column = columns.named(&column)?;
                match (written.formats, written.forms, written.cadence) {
                    (Some(formats), None, cadence) => {
                        let formats = DateFormats::build("period.formats", &formats)?;
                        let cadence = read_cadence(cadence.as_deref().unwrap_or("day"))?;
                        PeriodCells::Date { column, formats, cadence }
                    }
                    (None, Some(forms), None) => {
                        let forms =
                            forms.iter().map(|form| Form::parse(form)).collect::<Result<_, _>>()?;
                        PeriodCells::Text { column, forms }
                    }
                    _ => {
                        return Err(unclear(
                            "give either `formats` (of dates, with `cadence`) or `forms` (of texts)",
                        ));
                    }
                }
            }
            (None, Some(year)) => PeriodCells::YearMonth {
                year: columns.named(&year)?,
                month: written.month.map(|month| columns.named(&month)).transpose()?,
                first_month: match written.year_starts_in_month.unwrap_or(1) {
                    month @ 1..=12 => month,
                    _ => return Err(unclear("`year_starts_in_month` is a month from 1 to 12")),
                },
            },
            _ => return Err(unclear("give either `column`, or `year` with `month`")),
        };
        Ok(Self { cells, basis })
    }

    /// The period of a row, on its basis; refused when it starts after `today`.
    pub fn of(&self, row: &Row<'_>, today: Date, cache: &mut PeriodCache) -> Result<When, Fault> {
        let text = match &self.cells {
            PeriodCells::Date { column, .. } | PeriodCells::Text { column, .. } => {
                Cow::Borrowed(row.cell(*column))
            }
            PeriodCells::YearMonth { year, month: None, .. } => Cow::Borrowed(row.cell(*year)),
            PeriodCells::YearMonth { year, month: Some(month), .. } => {
                Cow::Owned(row.joined(&[*year, *month]))
            }
        };
        let fault =
            |reason: String| Fault::of_cell(&row.joined_names(&self.columns()), &text, reason);
        let period = match cache.get_or_read(&text, || self.read(row)) {
            Ok(period) => *period,
            Err(reason) => return Err(fault(reason.clone())),
        };
        if period.start() > today {
            return Err(fault(format!(
                "the period {period} starts after today, {today}: correct the date, or look whether \
                 the mapping reads day and month the wrong way round"
            )));
        }
        Ok(match self.basis.of(row)? {
            Basis::Occurred => When::Occurred(period),
            Basis::Reported => When::Reported(period),
        })
    }

    fn columns(&self) -> Vec<Column> {
        match &self.cells {
            PeriodCells::Date { column, .. } | PeriodCells::Text { column, .. } => vec![*column],
            PeriodCells::YearMonth { year, month, .. } => {
                [Some(*year), *month].into_iter().flatten().collect()
            }
        }
    }

    fn read(&self, row: &Row<'_>) -> Result<Period, String> {
        match &self.cells {
            PeriodCells::Date { column, formats, cadence } => {
                formats.read(row.cell(*column)).map(|day| Period::containing(day, *cadence))
            }
            PeriodCells::Text { column, forms } => {
                let text = row.cell(*column);
                forms.iter().find_map(|form| form.read(text)).ok_or_else(|| {
                    let known: Vec<String> = forms.iter().map(|form| form.example()).collect();
                    format!("this is no period of the forms {}: correct it, or add its form to `forms` under [period]", known.join(", "))
                })
            }
            PeriodCells::YearMonth { year, month, first_month } => {
                let month = month.map(|month| row.cell(month));
                year_month(row.cell(*year), month, *first_month)
            }
        }
    }
}

/// A month of a year that may start in another month, or that whole year.
fn year_month(year: &str, month: Option<&str>, first_month: i8) -> Result<Period, String> {
    let number: i16 = year.parse().ok().filter(|year| (1000..=9998).contains(year)).ok_or_else(|| {
        "the year is not four digits: correct it, or name the right column as `year` under [period]"
            .to_owned()
    })?;
    // A year that starts in October is named after the calendar year in which it ends.
    let starts_before = i16::from(first_month > 1);
    let Some(month) = month else {
        let start = civil(number - starts_before, first_month, 1);
        if first_month == 1 {
            return Ok(Period::containing(start, Cadence::Year));
        }
        let last_month = civil(number, first_month - 1, 1).last_of_month();
        return Period::span(start, last_month).map_err(|error| error.to_string());
    };
    let month = month_number(month).ok_or_else(|| {
        "the month is neither an English name, nor its first three letters, nor 1 to 12: correct it"
            .to_owned()
    })?;
    let calendar_year = if month >= first_month { number - starts_before } else { number };
    Ok(Period::containing(civil(calendar_year, month, 1), Cadence::Month))
}

fn read_basis(text: &str) -> Result<Basis, String> {
    match text {
        "occurred" => Ok(Basis::Occurred),
        "reported" => Ok(Basis::Reported),
        _ => Err("a basis is `occurred` or `reported`".to_owned()),
    }
}

fn read_cadence(text: &str) -> Result<Cadence, MappingError> {
    Cadence::parse(text).filter(|cadence| *cadence != Cadence::Span).ok_or_else(|| {
        MappingError::setting("period.cadence", text, "use day, week, month, quarter or year")
    })
}

fn unclear(problem: &str) -> MappingError {
    MappingError::setting("period", "", problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(year: &str, month: Option<&str>, first_month: i8, expected: &str) {
        let said =
            year_month(year, month, first_month).map_or_else(|e| e, |period| period.to_string());
        assert!(said.starts_with(expected), "{said}");
    }

    #[test]
    fn a_fiscal_year_from_october_begins_in_the_year_before() {
        check("2019", Some("OCT"), 10, "2018-10");
        check("2019", Some("DEC"), 10, "2018-12");
        check("2019", Some("JAN"), 10, "2019-01");
        check("2019", Some("September"), 10, "2019-09");
        check("2019", None, 10, "2018-10-01/2019-09-30");
    }

    #[test]
    fn a_calendar_year_begins_in_january() {
        check("2019", Some("12"), 1, "2019-12");
        check("2019", None, 1, "2019");
    }

    #[test]
    fn what_is_no_year_or_month_says_so() {
        check("19", Some("OCT"), 10, "the year is not four digits");
        check("2019", Some("Okt"), 10, "the month is neither");
        check("2019", Some("13"), 1, "the month is neither");
        check("-200", None, 1, "the year is not");
    }
}
