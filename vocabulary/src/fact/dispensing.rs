//! Medicines given out: how much, to what kind of buyer; never to whom, and never by which person.

use rust_decimal::Decimal;

use crate::fact::Missing;
use crate::quantity::ValueUnit;

/// Medicines dispensed or delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispensing {
    /// How much, or why there is no figure.
    pub quantity: Result<Decimal, Missing>,
    /// What is counted.
    pub unit: DispensedUnit,
    /// Inhabitants that a rate is taken over; `None` where the figure is a total.
    pub per_persons: Option<u32>,
    /// Kind of buyer, such as "retail pharmacy", in the source's own words.
    pub buyer_kind: Option<String>,
    /// What tells one buyer from another, where the source replaced names already; stored as a
    /// keyed digest only.
    pub buyer: Option<String>,
}

impl Dispensing {
    /// The unit of the figure.
    pub const fn value_unit(&self) -> ValueUnit {
        match (self.per_persons, self.unit) {
            (Some(100), DispensedUnit::Prescriptions) => ValueUnit::Per100,
            (Some(100_000), DispensedUnit::Prescriptions) => ValueUnit::CrudeRate,
            (Some(_), _) => ValueUnit::OtherRate,
            (None, DispensedUnit::Prescriptions) => ValueUnit::Count,
            (None, DispensedUnit::DoseUnits) => ValueUnit::Dose,
            (None, DispensedUnit::MorphineMilligramEquivalents) => ValueUnit::MorphineMilligrams,
        }
    }
}

/// What dispensing is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DispensedUnit {
    /// Prescriptions filled.
    Prescriptions,
    /// Tablets, patches or other dose units.
    DoseUnits,
    /// Milligrams of morphine with the same effect, by the source's own factors.
    MorphineMilligramEquivalents,
}

impl DispensedUnit {
    /// The word for it, as used in files and on screens.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Prescriptions => "prescriptions",
            Self::DoseUnits => "dose-units",
            Self::MorphineMilligramEquivalents => "morphine-milligrams",
        }
    }

    /// Reads the word that [`DispensedUnit::as_str`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Prescriptions, Self::DoseUnits, Self::MorphineMilligramEquivalents]
            .into_iter()
            .find(|unit| unit.as_str() == text)
    }
}
