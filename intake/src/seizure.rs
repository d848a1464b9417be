//! What a row says of one seizure: how much, by whom, how it travelled and how it was found.
//!
//! Answers: the mass in kilograms, or the amount in another unit. A litre is not a kilogram and a
//! plant is neither: an amount whose unit the mapping leaves out is not stored, and its unit is
//! counted among what was not resolved.

use rust_decimal::Decimal;
use vocabulary::fact::Seizure;
use vocabulary::quantity::{MassUnit, ValueUnit};

use crate::choice::{Choice, PlainText, any_text};
use crate::facts::Notes;
use crate::fault::Fault;
use crate::mapping::MappingError;
use crate::mapping::columns::Columns;
use crate::mapping::written::{TextOr, WrittenChoice, WrittenSeizure};
use crate::measure::{Figures, require_plausible};
use crate::row::{Column, Row};

/// Which columns hold what of a seizure.
#[derive(Debug)]
pub(crate) struct SeizureRule {
    amount: Option<(Column, Choice<AmountUnit>)>,
    authority: Words,
    transport: Words,
    place_kind: Words,
    departure: Words,
    transit: Words,
    destination: Words,
    concealment: Words,
    container: Words,
    found_by: Words,
    control_reason: Words,
}

/// The unit of an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AmountUnit {
    /// A unit of mass.
    Mass(MassUnit),
    /// A thousandth of a litre.
    Millilitre,
    /// Another unit, as it stands.
    Other(ValueUnit),
    /// Not one that can be stored.
    LeftOut,
}

type Words = Option<Choice<Option<String>>>;

impl SeizureRule {
    /// Checks what a mapping writes under `[seizure]`.
    pub fn build(written: WrittenSeizure, columns: &mut Columns) -> Result<Self, MappingError> {
        let amount = match (written.amount, written.unit) {
            (Some(amount), Some(unit)) => {
                let amount = columns.named(&amount)?;
                let reader = (&mut *columns, read_amount_unit as _);
                Some((amount, Choice::build("seizure.unit", unit, PlainText::IsConstant, reader)?))
            }
            (None, None) => None,
            _ => {
                let problem =
                    "give `amount` and `unit` together: a figure without a unit says nothing";
                return Err(MappingError::setting("seizure", "", problem));
            }
        };
        let mut words = |setting, choice: Option<TextOr<WrittenChoice>>| match choice {
            Some(choice) => {
                Choice::build(setting, choice, PlainText::IsColumn, (&mut *columns, any_text))
                    .map(Some)
            }
            None => Ok(None),
        };
        Ok(Self {
            amount,
            authority: words("seizure.authority", written.authority)?,
            transport: words("seizure.transport", written.transport)?,
            place_kind: words("seizure.place_kind", written.place_kind)?,
            departure: words("seizure.departure", written.departure)?,
            transit: words("seizure.transit", written.transit)?,
            destination: words("seizure.destination", written.destination)?,
            concealment: words("seizure.concealment", written.concealment)?,
            container: words("seizure.container", written.container)?,
            found_by: words("seizure.found_by", written.found_by)?,
            control_reason: words("seizure.control_reason", written.control_reason)?,
        })
    }

    /// The seizure of a row.
    pub fn of(
        &self,
        row: &Row<'_>,
        figures: &Figures,
        notes: &mut Notes,
    ) -> Result<Seizure, Fault> {
        let words = |choice: &Words| match choice {
            Some(choice) => choice.of(row),
            None => Ok(None),
        };
        let (mass_kg, amount) = self.amounts(row, figures, notes)?;
        Ok(Seizure {
            mass_kg,
            amount,
            authority: words(&self.authority)?,
            transport: words(&self.transport)?,
            place_kind: words(&self.place_kind)?,
            departure: words(&self.departure)?,
            transit: words(&self.transit)?,
            destination: words(&self.destination)?,
            concealment: words(&self.concealment)?,
            container: words(&self.container)?,
            found_by: words(&self.found_by)?,
            control_reason: words(&self.control_reason)?,
        })
    }

    fn amounts(
        &self,
        row: &Row<'_>,
        figures: &Figures,
        notes: &mut Notes,
    ) -> Result<Amounts, Fault> {
        let Some((column, unit)) = &self.amount else { return Ok((None, None)) };
        let text = row.cell(*column);
        if text.is_empty() || figures.missing.contains_key(text) {
            return Ok((None, None));
        }
        let at_fault = |reason: String| Fault::of_cell(row.name(*column), text, reason);
        let stated = figures.style.read(text).map_err(at_fault)?;
        match unit.of(row)? {
            AmountUnit::Mass(mass_unit) => {
                let too_large =
                    || "the mass is too large to be stored in kilograms: check it".to_owned();
                let mass_kg =
                    mass_unit.to_kilograms(stated).ok_or_else(too_large).map_err(at_fault)?;
                Ok((Some(mass_kg), None))
            }
            AmountUnit::Millilitre => {
                let litres = stated * Decimal::new(1, 3);
                Ok((None, Some((litres.round_dp(vocabulary::quantity::SCALE), ValueUnit::Litre))))
            }
            AmountUnit::Other(unit) => {
                let value = require_plausible(stated, unit).map_err(at_fault)?;
                Ok((None, Some((value, unit))))
            }
            AmountUnit::LeftOut => {
                if let Choice::Cells { columns, .. } = unit {
                    notes.unresolved(&row.joined_names(columns), &row.joined(columns));
                }
                Ok((None, None))
            }
        }
    }
}

type Amounts = (Option<Decimal>, Option<(Decimal, ValueUnit)>);

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
