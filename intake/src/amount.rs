//! An amount of something: its mass in kilograms, or how much in another unit.
//!
//! A litre is not a kilogram and a plant is neither: an amount whose unit the mapping leaves out is
//! not stored, and its unit is counted among what was not resolved.

use rust_decimal::Decimal;
use vocabulary::quantity::{MassUnit, SCALE, ValueUnit};

use crate::choice::{Choice, PlainText};
use crate::facts::Notes;
use crate::fault::Fault;
use crate::mapping::MappingError;
use crate::mapping::columns::Columns;
use crate::mapping::written::{TextOr, WrittenChoice};
use crate::measure::{Figures, require_plausible};
use crate::number::require_storable;
use crate::row::{Column, Row};

/// A column of amounts and what they are measured in.
#[derive(Debug)]
pub(crate) struct AmountRule {
    column: Column,
    unit: Choice<AmountUnit>,
}

/// What a row states.
#[derive(Debug, Default)]
pub(crate) struct Amount {
    /// The mass, where it is one.
    pub mass_kg: Option<Decimal>,
    /// The amount in another unit.
    pub other: Option<(Decimal, ValueUnit)>,
}

/// The unit of an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AmountUnit {
    /// A unit of mass.
    Mass(MassUnit),
    /// A thousandth of a litre.
    Millilitre,
    /// Another unit, as it stands.
    Other(ValueUnit),
    /// Not one that can be stored.
    LeftOut,
}

impl AmountRule {
    /// Checks the two settings that a mapping writes for an amount, `None` where it writes neither.
    pub fn build(
        section: &str,
        amount: Option<String>,
        unit: Option<TextOr<WrittenChoice>>,
        columns: &mut Columns,
    ) -> Result<Option<Self>, MappingError> {
        match (amount, unit) {
            (Some(amount), Some(unit)) => {
                let column = columns.named(&amount)?;
                let (setting, reader) = (format!("{section}.unit"), read_amount_unit as _);
                let unit = Choice::build(&setting, unit, PlainText::IsConstant, (columns, reader))?;
                Ok(Some(Self { column, unit }))
            }
            (None, None) => Ok(None),
            _ => {
                let problem = "give the amount and its unit together: a figure without a unit says \
                               nothing";
                Err(MappingError::setting(section, "", problem))
            }
        }
    }

    /// The amount of a row; nothing where the cell is empty.
    pub fn of(&self, row: &Row<'_>, figures: &Figures, notes: &mut Notes) -> Result<Amount, Fault> {
        let text = row.cell(self.column);
        if text.is_empty() || figures.missing.contains_key(text) {
            return Ok(Amount::default());
        }
        let at_fault = |reason: String| Fault::of_cell(row.name(self.column), text, reason);
        let stated = figures.style.read(text).map_err(at_fault)?;
        match self.unit.of(row)? {
            AmountUnit::Mass(unit) => {
                let too_large =
                    || "the mass is too large to be stored in kilograms: check it".to_owned();
                let mass_kg = unit.to_kilograms(stated).ok_or_else(too_large);
                let mass_kg = mass_kg.and_then(require_storable).map_err(at_fault)?;
                Ok(Amount { mass_kg: Some(mass_kg), other: None })
            }
            AmountUnit::Millilitre => {
                let litres = (stated * Decimal::new(1, 3)).round_dp(SCALE);
                Ok(Amount { mass_kg: None, other: Some((litres, ValueUnit::Litre)) })
            }
            AmountUnit::Other(unit) => {
                let value = require_plausible(stated, unit).map_err(at_fault)?;
                Ok(Amount { mass_kg: None, other: Some((value, unit)) })
            }
            AmountUnit::LeftOut => {
                if let Choice::Cells { columns, .. } = &self.unit {
                    notes.unresolved(&row.joined_names(columns), &row.joined(columns));
                }
                Ok(Amount::default())
            }
        }
    }
}

fn read_amount_unit(text: &str) -> Result<AmountUnit, String> {
    if let Some(mass_unit) = MassUnit::parse(text) {
        return Ok(AmountUnit::Mass(mass_unit));
    }
    match text {
        "ml" => Ok(AmountUnit::Millilitre),
        "litre" => Ok(AmountUnit::Other(ValueUnit::Litre)),
        "dose" => Ok(AmountUnit::Other(ValueUnit::Dose)),
        "count" => Ok(AmountUnit::Other(ValueUnit::Count)),
        "left-out" => Ok(AmountUnit::LeftOut),
        _ => Err(
            "this is no unit of an amount: use kg, g, mg, t, lb, oz, litre, ml, dose, count or \
                  left-out"
                .to_owned(),
        ),
    }
}
