//! Figures of an observation: one row may hold several, each in its own column and unit.
//!
//! Answers: what is the figure, in which unit, or why is there none. Counts are whole, nothing is
//! below zero, and a missing figure is never zero.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rust_decimal::Decimal;
use vocabulary::fact::{Fact, Missing, Observation, SubstanceNamed};
use vocabulary::indicator::{self, IndicatorId};
use vocabulary::quantity::{MassUnit, SCALE, ValueUnit};
use vocabulary::substance::{How, SubstanceId};

use crate::choice::{Choice, PlainText};
use crate::fault::Fault;
use crate::mapping::MappingError;
use crate::mapping::columns::Columns;
use crate::mapping::written::WrittenMeasure;
use crate::nearest::nearest;
use crate::number::{NumberStyle, require_storable};
use crate::row::{Column, Row};
use crate::substance::known_substance;

/// One column of figures.
#[derive(Debug)]
pub(crate) struct Measure {
    column: Column,
    /// Columns whose figures are added to it.
    plus: Vec<Column>,
    /// What it counts, where that differs from the rest of the row.
    pub indicator: Option<IndicatorId>,
    unit: Choice<StatedUnit>,
    /// The unit of mass in which the file states it, where that differs from `unit`.
    from: Option<MassUnit>,
    /// The substance that the column stands for.
    substance: Option<SubstanceId>,
    /// What the column stands for besides.
    subgroup: Vec<(Arc<str>, Arc<str>)>,
}

/// The unit in which a file states a figure; it says in which unit the figure is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StatedUnit {
    /// One that is kept as it stands.
    Kept(ValueUnit),
    /// A mass, kept in kilograms.
    Mass(MassUnit),
    /// Thousandths of a litre, kept in litres.
    Millilitre,
    /// A share of one, kept per cent.
    Fraction,
}

/// How the file writes figures and their absence.
#[derive(Debug)]
pub(crate) struct Figures {
    /// The signs it writes numbers with.
    pub style: NumberStyle,
    /// Texts that stand where a figure is missing.
    pub missing: HashMap<String, Missing>,
}

impl Measure {
    /// Checks what a mapping writes as `[[measure]]`.
    pub fn build(written: WrittenMeasure, columns: &mut Columns) -> Result<Self, MappingError> {
        let from = written.from.as_deref().map(read_mass_unit).transpose()?;
        let column = columns.named(&written.column)?;
        let plus = columns.all_named(&written.plus)?;
        let is_twice =
            |(at, added): (usize, &Column)| *added == column || plus[..at].contains(added);
        if let Some((at, _)) = plus.iter().enumerate().find(|(at, added)| is_twice((*at, *added))) {
            let problem = "the column is in the sum already: name each once";
            return Err(MappingError::setting("measure.plus", &written.plus[at], problem));
        }
        let unit = Choice::build(
            "measure.unit",
            written.unit,
            PlainText::IsConstant,
            (columns, read_unit),
        )?;
        if from.is_some()
            && !matches!(unit, Choice::Constant(StatedUnit::Kept(ValueUnit::Kilogram)))
        {
            let problem = "masses become kilograms: write unit = \"kg\" beside `from`";
            return Err(MappingError::setting("measure.from", "", problem));
        }
        Ok(Self {
            column,
            plus,
            indicator: written.indicator.as_deref().map(known_indicator).transpose()?,
            unit,
            from,
            substance: match written.substance {
                Some(id) => Some(known_substance("measure.substance", &id)?),
                None => None,
            },
            subgroup: written
                .subgroup
                .into_iter()
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
        })
    }

    /// The figure of a row.
    pub fn of(&self, row: &Row<'_>, figures: &Figures) -> Result<Observation, Fault> {
        let stated_unit = match (self.from, self.unit.of(row)?) {
            (Some(mass_unit), _) => StatedUnit::Mass(mass_unit),
            (None, unit) => unit,
        };
        let unit = stated_unit.kept();
        let mut sum: Option<Decimal> = None;
        for column in std::iter::once(self.column).chain(self.plus.iter().copied()) {
            let text = row.cell(column);
            // A sum without one of its parts is not known.
            if let Some(missing) = figures.missing.get(text) {
                return Ok(Observation { value: Err(*missing), unit });
            }
            let value = stated_unit.read(text, figures);
            let value = value.and_then(|value| require_plausible(value, unit));
            let value = value.map_err(|reason| Fault::of_cell(row.name(column), text, reason))?;
            sum = Some(sum.map_or(value, |sum| sum + value));
        }
        let sum = sum.unwrap_or_default();
        if !self.plus.is_empty() {
            require_plausible(sum, unit).map_err(|reason| {
                let columns: Vec<Column> =
                    std::iter::once(self.column).chain(self.plus.iter().copied()).collect();
                Fault::of_cell(&row.joined_names(&columns), &row.joined(&columns), reason)
            })?;
        }
        Ok(Observation { value: Ok(sum), unit })
    }

    /// Adds to a fact what this column stands for.
    pub fn name_in(&self, row: &Row<'_>, fact: &mut Fact) {
        if let Some(id) = &self.substance {
            let name: Arc<str> = row.name(self.column).into();
            let named = SubstanceNamed {
                substance: Some(id.clone()),
                text: Arc::clone(&name),
                column: name,
                how: How::Synonym,
            };
            fact.substances = fact.substances.iter().cloned().chain([named]).collect();
        }
        if !self.subgroup.is_empty() {
            fact.subgroup = fact.subgroup.iter().chain(&self.subgroup).cloned().collect();
        }
    }
}

impl StatedUnit {
    /// The unit in which the figure is kept.
    const fn kept(self) -> ValueUnit {
        match self {
            Self::Kept(unit) => unit,
            Self::Mass(_) => ValueUnit::Kilogram,
            Self::Millilitre => ValueUnit::Litre,
            Self::Fraction => ValueUnit::Percent,
        }
    }

    /// Reads a figure, and converts it to the unit in which it is kept.
    fn read(self, text: &str, figures: &Figures) -> Result<Decimal, String> {
        let (stated, is_per_cent) = match self.kept() {
            ValueUnit::Percent => figures.style.read_share(text)?,
            _ => (figures.style.read(text)?, false),
        };
        let too_large = || "the figure is too large to be converted: check it".to_owned();
        match self {
            Self::Kept(_) => Ok(stated),
            Self::Mass(unit) => unit.to_kilograms(stated).ok_or_else(too_large),
            Self::Millilitre => Ok((stated * Decimal::new(1, 3)).round_dp(SCALE)),
            Self::Fraction if is_per_cent => Ok(stated),
            Self::Fraction => stated.checked_mul(Decimal::ONE_HUNDRED).ok_or_else(too_large),
        }
    }
}

/// Refuses a value that its unit cannot have.
pub(crate) fn require_plausible(value: Decimal, unit: ValueUnit) -> Result<Decimal, String> {
    match unit {
        ValueUnit::Count if value.scale() > 0 && !value.fract().is_zero() => Err(
            "a count is whole: correct the figure, or give its right unit in the mapping".to_owned(),
        ),
        ValueUnit::Percent if value > Decimal::ONE_HUNDRED => Err(
            "a share is at most 100 per cent: correct the figure, or give its right unit in the mapping"
                .to_owned(),
        ),
        _ => require_storable(value),
    }
}

/// Reads the table of `[missing]`.
pub(crate) fn read_missing(
    written: BTreeMap<String, String>,
) -> Result<HashMap<String, Missing>, MappingError> {
    let entry = |(text, word): (String, String)| match Missing::parse(&word) {
        Some(missing) => Ok((text.trim().to_owned(), missing)),
        None => Err(MappingError::setting("missing", &word, "use suppressed or not-available")),
    };
    written.into_iter().map(entry).collect()
}

/// The indicator of an id that a mapping states.
pub(crate) fn known_indicator(text: &str) -> Result<IndicatorId, MappingError> {
    read_indicator(text).map_err(|problem| MappingError::setting("indicator", text, &problem))
}

/// Reads the id of an indicator of the vocabulary.
pub(crate) fn read_indicator(text: &str) -> Result<IndicatorId, String> {
    let id = IndicatorId::parse(text).map_err(|problem| problem.to_string())?;
    if indicator::get(text).is_some() {
        return Ok(id);
    }
    let near = nearest(text, indicator::shipped().iter().map(|indicator| indicator.id));
    Err(format!("the vocabulary has no such indicator; the nearest are {near}"))
}

fn read_unit(text: &str) -> Result<StatedUnit, String> {
    if let Some(unit) = ValueUnit::parse(text) {
        return Ok(StatedUnit::Kept(unit));
    }
    if let Some(unit) = MassUnit::parse(text) {
        return Ok(StatedUnit::Mass(unit));
    }
    match text {
        "ml" => Ok(StatedUnit::Millilitre),
        "fraction" => Ok(StatedUnit::Fraction),
        _ => {
            let words: Vec<&str> = ValueUnit::all().map(ValueUnit::as_str).collect();
            let known = words.join(", ");
            Err(format!("this is no unit: use {known}; or g, mg, t, lb, oz, ml or fraction"))
        }
    }
}

fn read_mass_unit(text: &str) -> Result<MassUnit, MappingError> {
    MassUnit::parse(text)
        .ok_or_else(|| MappingError::setting("measure.from", text, "use kg, g, mg, t, lb or oz"))
}
