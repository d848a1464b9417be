//! Which period a row is about, and whether it rests on the day of the event or of the report.
//!
//! Answers: what days does this cell, or this year and month, cover. Days that have not come yet
//! are refused here; how long after its period a figure was known is another file's matter.

pub(crate) mod date;
pub(crate) mod forms;
pub(crate) mod months;

use std::borrow::Cow;

use jiff::ToSpan as _;
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
use forms::{Form, quarter_of};
use months::month_number;

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
    /// A year, whole or a part of it; the year may start in another month than January.
    Year { year: Column, names: Names, part: Part, first_month: i8 },
    /// The same in every row.
    Constant(Period),
}

/// Which calendar year a year that spans two is named after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Names {
    /// The one in which it ends.
    End,
    /// The one in which it starts.
    Start,
}

/// Which part of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Whole,
    /// The calendar quarter that a column numbers.
    Quarter(Column),
    /// The month that a column names.
    Month(Column),
    /// So many months, of which a column names the last.
    MonthsEnding(Column, i32),
}

impl Part {
    const fn column(self) -> Option<Column> {
        match self {
            Self::Whole => None,
            Self::Quarter(column) | Self::Month(column) | Self::MonthsEnding(column, _) => {
                Some(column)
            }
        }
    }
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
            (None, Some(year)) => PeriodCells::Year {
                year: columns.named(&year)?,
                names: read_names(written.year_names.as_deref())?,
                part: build_part((written.month, written.months_ending, written.quarter), columns)?,
                first_month: match written.year_starts_in_month.unwrap_or(1) {
                    month @ 1..=12 => month,
                    _ => return Err(unclear("`year_starts_in_month` is a month from 1 to 12")),
                },
            },
            (None, None) if written.constant.is_some() => {
                let text = written.constant.unwrap_or_default();
                PeriodCells::Constant(Period::parse(&text).map_err(|e| unclear(&e.to_string()))?)
            }
            _ => return Err(unclear("give `column`, `constant`, or `year` with `month`")),
        };
        Ok(Self { cells, basis })
    }

    /// The period of a row, on its basis; refused when it starts after `today`.
    pub fn of(&self, row: &Row<'_>, today: Date, cache: &mut PeriodCache) -> Result<When, Fault> {
        let text = match &self.cells {
            PeriodCells::Date { column, .. } | PeriodCells::Text { column, .. } => {
                Cow::Borrowed(row.cell(*column))
            }
            PeriodCells::Year { year, part, .. } => match part.column() {
                None => Cow::Borrowed(row.cell(*year)),
                Some(column) => Cow::Owned(row.joined(&[*year, column])),
            },
            PeriodCells::Constant(_) => Cow::Borrowed(""),
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
            PeriodCells::Year { year, part, .. } => {
                [Some(*year), part.column()].into_iter().flatten().collect()
            }
            PeriodCells::Constant(_) => Vec::new(),
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
            PeriodCells::Year { year, names, part, first_month } => {
                let cell = |column: Column| row.cell(column);
                let year = cell(*year);
                let year = &named_after_end(year, *names, *first_month)?;
                match *part {
                    Part::Whole => year_month(year, None, *first_month),
                    Part::Month(month) => year_month(year, Some(cell(month)), *first_month),
                    Part::MonthsEnding(month, months) => {
                        let last = year_month(year, Some(cell(month)), *first_month)?;
                        let first = last.start().saturating_sub((months - 1).months());
                        Period::span(first, last.end()).map_err(|error| error.to_string())
                    }
                    Part::Quarter(quarter) => year_quarter(year, cell(quarter)),
                }
            }
            PeriodCells::Constant(period) => Ok(*period),
        }
    }
}

/// The text of a year as if it were named after its end; one that names both its years is.
fn named_after_end(text: &str, names: Names, first_month: i8) -> Result<Cow<'_, str>, String> {
    let is_span = text.contains(SPAN_SIGNS);
    match names {
        Names::Start if first_month > 1 && !is_span => {
            Ok(Cow::Owned((year_number(text)? + 1).to_string()))
        }
        Names::Start | Names::End => Ok(Cow::Borrowed(text)),
    }
}

fn read_names(text: Option<&str>) -> Result<Names, MappingError> {
    match text {
        None | Some("end") => Ok(Names::End),
        Some("start") => Ok(Names::Start),
        Some(_) => {
            Err(unclear("`year_names` is `start` or `end`: the calendar year it is named by"))
        }
    }
}

fn build_part(
    (month, months_ending, quarter): (Option<String>, Option<u8>, Option<String>),
    columns: &mut Columns,
) -> Result<Part, MappingError> {
    match (month, months_ending, quarter) {
        (None, None, None) => Ok(Part::Whole),
        (Some(month), None, None) => Ok(Part::Month(columns.named(&month)?)),
        (Some(month), Some(months @ 2..), None) => {
            Ok(Part::MonthsEnding(columns.named(&month)?, i32::from(months)))
        }
        (None, None, Some(quarter)) => Ok(Part::Quarter(columns.named(&quarter)?)),
        _ => Err(unclear(
            "give `month`, with `months_ending` of at least 2 for sums of several months, or \
             `quarter`",
        )),
    }
}

fn year_quarter(year: &str, quarter: &str) -> Result<Period, String> {
    let year = year_number(year)?;
    let number = quarter_of(quarter)
        .ok_or_else(|| "the quarter is neither 1 to 4 nor Q1 to Q4: correct it".to_owned())?;
    Ok(Period::containing(civil(year, number * 3 - 2, 1), Cadence::Quarter))
}

/// The year, or of a year that spans two ("2009-10", "2009/2010") the one in which it ends.
fn year_number(text: &str) -> Result<i16, String> {
    // Programs that take years for figures write "2009.0".
    let text = text.strip_suffix(".0").unwrap_or(text);
    let four_digits = |text: &str| -> Option<i16> {
        let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|year| is_year && (1000..=9998).contains(year))
    };
    let spanning = || {
        let (first, last) = text.split_once(SPAN_SIGNS)?;
        let end = four_digits(first)? + 1;
        let written = end.to_string();
        (last == written || last == &written[2..]).then_some(end)
    };
    four_digits(text).or_else(spanning).ok_or_else(|| {
        "the year is not four digits: correct it, or name the right column as `year` under [period]"
            .to_owned()
    })
}

/// A month of a year that may start in another month, or that whole year.
fn year_month(year: &str, month: Option<&str>, first_month: i8) -> Result<Period, String> {
    let number = year_number(year)?;
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
        "the month is neither a name that is known, nor its usual first letters, nor 1 to 12: correct it"
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

/// What stands between the two years of one that spans them.
const SPAN_SIGNS: [char; 2] = ['-', '/'];

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
    fn a_year_that_spans_two_is_named_after_its_end() {
        check("2009-10", None, 4, "2009-04-01/2010-03-31");
        check("1999/2000", None, 4, "1999-04-01/2000-03-31");
        check("2009-11", None, 4, "the year is not four digits");
    }

    #[test]
    fn a_span_of_two_years_is_named_whatever_a_single_year_is_named_after() {
        for (year, expected) in [
            ("2009-10", "2009-04-01/2010-03-31"),
            ("2009/2010", "2009-04-01/2010-03-31"),
            ("2009", "2009-04-01/2010-03-31"),
            ("2009.0", "2009-04-01/2010-03-31"),
        ] {
            let named = named_after_end(year, Names::Start, 4).unwrap();
            check(&named, None, 4, expected);
        }
    }

    #[test]
    fn what_is_no_year_or_month_says_so() {
        check("19", Some("OCT"), 10, "the year is not four digits");
        check("2019", Some("Okt"), 10, "2018-10");
        check("2019", Some("Okz"), 10, "the month is neither");
        check("2019", Some("13"), 1, "the month is neither");
        check("-200", None, 1, "the year is not");
    }
}
