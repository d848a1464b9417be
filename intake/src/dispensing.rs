//! What a row says of medicines given out: how much, in which unit, to what kind of buyer.
//!
//! It reads no patient and no prescriber; a buyer's own name is refused like any person's, because a
//! pharmacy often carries one.

use vocabulary::fact::{DispensedUnit, Dispensing};

use crate::choice::{Choice, PlainText, Words, build_words, words_of};
use crate::fault::Fault;
use crate::mapping::MappingError;
use crate::mapping::columns::Columns;
use crate::mapping::written::WrittenDispensing;
use crate::measure::{Figures, require_plausible};
use crate::row::{Column, Row};

/// Which columns hold what of dispensing.
#[derive(Debug)]
pub(crate) struct DispensingRule {
    quantity: Column,
    unit: Choice<DispensedUnit>,
    per_persons: Option<u32>,
    buyer_kind: Words,
    buyer: Option<Column>,
}

impl DispensingRule {
    /// Checks what a mapping writes under `[dispensing]`.
    pub fn build(written: WrittenDispensing, columns: &mut Columns) -> Result<Self, MappingError> {
        if written.per_persons == Some(0) {
            let problem = "a rate is taken over at least one person";
            return Err(MappingError::setting("dispensing.per_persons", "0", problem));
        }
        let unit = (&mut *columns, read_unit as _);
        Ok(Self {
            unit: Choice::build("dispensing.unit", written.unit, PlainText::IsConstant, unit)?,
            quantity: columns.named(&written.quantity)?,
            per_persons: written.per_persons,
            buyer_kind: build_words("dispensing.buyer_kind", written.buyer_kind, columns)?,
            buyer: written.buyer.map(|name| columns.named(&name)).transpose()?,
        })
    }

    /// The dispensing of a row.
    pub fn of(&self, row: &Row<'_>, figures: &Figures) -> Result<Dispensing, Fault> {
        let text = row.cell(self.quantity);
        let at_fault = |reason: String| Fault::of_cell(row.name(self.quantity), text, reason);
        let quantity = match figures.missing.get(text) {
            Some(missing) => Err(*missing),
            None => Ok(figures.style.read(text).map_err(at_fault)?),
        };
        let buyer = self.buyer.map(|column| row.cell(column).to_owned());
        let dispensing = Dispensing {
            quantity,
            unit: self.unit.of(row)?,
            per_persons: self.per_persons,
            buyer_kind: words_of(&self.buyer_kind, row)?,
            buyer: buyer.filter(|buyer| !buyer.is_empty()),
        };
        if let Ok(quantity) = quantity {
            require_plausible(quantity, dispensing.value_unit()).map_err(at_fault)?;
        }
        Ok(dispensing)
    }
}

fn read_unit(text: &str) -> Result<DispensedUnit, String> {
    let problem = "this is no unit of dispensing: use prescriptions, dose-units or \
                   morphine-milligrams";
    DispensedUnit::parse(text).ok_or_else(|| problem.to_owned())
}
