//! Columns that name a period, and days beside them that may say otherwise.
//!
//! A day inside the period that its row names is the finer of the two. Days outside it tell something
//! else, such as when a figure was published; which column counts is then for a person to confirm.

use jiff::civil::Date;
use vocabulary::period::Period;

use super::{PeriodPlan, by_text, by_year};
use crate::guess::column::{Column, ratio};
use crate::guess::period::Hints;
use crate::guess::said::Confidence;
use crate::guess::words::Sense;
use crate::guess::write::open;
use crate::period::date::DateFormats;
use crate::period::forms::{Form, quarter_of};
use crate::period::months::month_number;

/// Columns that name a period.
#[derive(Clone, Debug)]
pub(super) enum Named<'c> {
    /// A year, and the month or quarter beside it.
    Year(&'c Column, Option<(&'static str, &'c Column)>),
    /// Texts of some forms, and the share of cells that have one.
    Text(&'c Column, Vec<&'static str>, f64),
}

impl Named<'_> {
    /// The section that reads them.
    pub fn plan(&self, hints: Hints<'_>) -> PeriodPlan {
        match self {
            Self::Year(year, part) => by_year(year, *part, hints),
            Self::Text(column, forms, share) => by_text(column, forms, *share),
        }
    }

    /// The column that tells the most of it.
    pub fn column(&self) -> &Column {
        match self {
            Self::Year(column, _) | Self::Text(column, _, _) => column,
        }
    }

    /// The period of a row.
    fn of(&self, row: &[String]) -> Option<Period> {
        let cell = |column: &Column| row.get(column.at).map(String::as_str);
        match self {
            Self::Year(year, None) => Form::Year.read(cell(year)?),
            Self::Year(year, Some((word, column))) => {
                let (year, part) = (cell(year)?, cell(column)?);
                let text = if *word == "month" {
                    format!("{year}-{:02}", month_number(part)?)
                } else {
                    format!("{year}-Q{}", quarter_of(part)?)
                };
                Period::parse(&text).ok()
            }
            Self::Text(column, forms, _) => {
                let text = cell(column)?;
                forms.iter().find_map(|form| Form::parse(form).ok()?.read(text))
            }
        }
    }

    /// The share of rows whose day lies in the period they name; `None` where too few have both.
    pub fn agreement(&self, days: &Column, formats: &[&str], hints: Hints<'_>) -> Option<f64> {
        let formats: Vec<String> = formats.iter().map(|&format| format.to_owned()).collect();
        let formats = DateFormats::build("period.formats", &formats).ok()?;
        let day = |row: &[String]| -> Option<Date> { formats.read(row.get(days.at)?).ok() };
        let (mut both, mut inside) = (0, 0);
        for row in hints.rows.iter().take(MOST_ROWS) {
            let (Some(day), Some(period)) = (day(row), self.of(row)) else { continue };
            both += 1;
            inside += usize::from(period.start() <= day && day <= period.end());
        }
        (both >= FEWEST_ROWS).then(|| ratio(inside, both))
    }
}

/// Whether a column of days tells by its header when a figure was made known, and not when it happened.
pub(super) fn tells_later(days: &Column) -> bool {
    days.has_any(&[Sense::REPORT, Sense::LISTING, Sense::NOTE])
        || !days.has_any(&[Sense::DATE, Sense::PERIOD])
}

/// The same plan, with a column that says otherwise told to a person.
pub(super) fn disputed(mut plan: PeriodPlan, other: &Column, what: &str) -> PeriodPlan {
    plan.said.confidence = Confidence::Guess;
    if let Some((first, rest)) = plan.lines.split_once('\n')
        && let Some((setting, column)) = first.split_once(" = ")
    {
        plan.lines = format!("{setting} = {}\n{rest}", open(column));
    }
    plan.said.because = format!(
        "TO DECIDE: `{}` {what}; which of the two says when? {}",
        other.name, plan.said.because
    );
    plan
}

const MOST_ROWS: usize = 1_000;
const FEWEST_ROWS: usize = 5;
