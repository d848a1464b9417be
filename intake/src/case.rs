//! What a line list says of one event besides substances, place and time.
//!
//! - Personal data: age, sex and setting of one person; never origin, belief or name.

use jiff::civil::Date;
use vocabulary::fact::{Case, When};
use vocabulary::period::{Cadence, OccurredOn, ReportedOn};

use crate::choice::{Words, build_words, words_of};
use crate::fault::Fault;
use crate::mapping::MappingError;
use crate::mapping::columns::Columns;
use crate::mapping::written::{WrittenCase, WrittenDate};
use crate::measure::Figures;
use crate::period::date::DateFormats;
use crate::row::{Column, Row};

/// Which columns hold what of a case.
#[derive(Debug)]
pub(crate) struct CaseRule {
    age: Option<Column>,
    sex: Words,
    setting: Words,
    occurred_on: Option<DateColumn>,
    reported_on: Option<DateColumn>,
}

#[derive(Debug)]
struct DateColumn {
    column: Column,
    formats: DateFormats,
}

impl CaseRule {
    /// Checks what a mapping writes under `[case]`.
    pub fn build(written: WrittenCase, columns: &mut Columns) -> Result<Self, MappingError> {
        let sex = build_words("case.sex", written.sex, columns)?;
        let setting = build_words("case.setting", written.setting, columns)?;
        let mut day = |setting, date: Option<WrittenDate>| match date {
            Some(date) => DateColumn::build(setting, &date, columns).map(Some),
            None => Ok(None),
        };
        Ok(Self {
            sex,
            setting,
            occurred_on: day("case.occurred_on", written.occurred_on)?,
            reported_on: day("case.reported_on", written.reported_on)?,
            age: written.age.map(|name| columns.named(&name)).transpose()?,
        })
    }

    /// The case of a row.
    pub fn of(
        &self,
        row: &Row<'_>,
        when: When,
        figures: &Figures,
        today: Date,
    ) -> Result<Case, Fault> {
        let day = when.period().start();
        let is_day = when.period().cadence() == Cadence::Day;
        let (occurred, reported) = match when {
            When::Occurred(_) => (is_day.then_some(day), None),
            When::Reported(_) => (None, is_day.then_some(day)),
        };
        let stated = |column: &Option<DateColumn>, otherwise: Option<Date>| match column {
            Some(column) => column.of(row, today).map(|day| day.or(otherwise)),
            None => Ok(otherwise),
        };
        Ok(Case {
            occurred_on: stated(&self.occurred_on, occurred)?.map(OccurredOn),
            reported_on: stated(&self.reported_on, reported)?.map(ReportedOn),
            age_years: self.age(row, figures)?,
            sex: words_of(&self.sex, row)?,
            setting: words_of(&self.setting, row)?,
        })
    }

    fn age(&self, row: &Row<'_>, figures: &Figures) -> Result<Option<u8>, Fault> {
        let Some(column) = self.age else { return Ok(None) };
        let text = row.cell(column);
        if text.is_empty() || figures.missing.contains_key(text) {
            return Ok(None);
        }
        if let Some(age) = text.parse::<u8>().ok().filter(|age| *age <= OLDEST) {
            return Ok(Some(age));
        }
        let reason = format!(
            "this is no age in whole years from 0 to {OLDEST}: correct it, or name it in [missing] if \
             it stands for an unknown age"
        );
        Err(Fault::of_cell(row.name(column), text, reason))
    }
}

impl DateColumn {
    fn build(
        setting: &str,
        written: &WrittenDate,
        columns: &mut Columns,
    ) -> Result<Self, MappingError> {
        let formats = DateFormats::build(setting, &written.formats)?;
        Ok(Self { column: columns.named(&written.column)?, formats })
    }

    fn of(&self, row: &Row<'_>, today: Date) -> Result<Option<Date>, Fault> {
        let (name, text) = (row.name(self.column), row.cell(self.column));
        if text.is_empty() {
            return Ok(None);
        }
        match self.formats.read(text) {
            Ok(day) if day <= today => Ok(Some(day)),
            Ok(_) => {
                let reason = format!("the day is after today, {today}: correct it");
                Err(Fault::of_cell(name, text, reason))
            }
            Err(reason) => Err(Fault::of_cell(name, text, reason)),
        }
    }
}

/// Nobody is known to have been older.
const OLDEST: u8 = 125;
