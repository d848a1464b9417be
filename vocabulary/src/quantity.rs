//! Values with a unit.
//!
//! Answers: what a figure counts or measures, and how masses given in other units become kilograms.
//! It does not guess units: a litre is not a kilogram, and a percent is not a count.

use std::str::FromStr;

use rust_decimal::Decimal;

/// What a value is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ValueUnit {
    /// Whole events, people, samples or seizures.
    Count,
    /// Kilograms.
    Kilogram,
    /// Litres, kept apart from kilograms.
    Litre,
    /// Tablets, capsules, blotters or other dose units.
    Dose,
    /// Per cent, 0 to 100, as the source states it.
    Percent,
    /// Per 100,000 people, crude.
    CrudeRate,
    /// Per 100,000 people, age-adjusted.
    AgeAdjustedRate,
    /// Milligrams per 1,000 people per day.
    MgPer1000PerDay,
    /// Hectares.
    Hectare,
    /// Per 100 people.
    Per100,
}

const UNITS: [(ValueUnit, &str); 10] = [
    (ValueUnit::Count, "count"),
    (ValueUnit::Kilogram, "kg"),
    (ValueUnit::Litre, "litre"),
    (ValueUnit::Dose, "dose"),
    (ValueUnit::Percent, "percent"),
    (ValueUnit::CrudeRate, "crude-rate-per-100000"),
    (ValueUnit::AgeAdjustedRate, "age-adjusted-rate-per-100000"),
    (ValueUnit::MgPer1000PerDay, "mg-per-1000-per-day"),
    (ValueUnit::Hectare, "hectare"),
    (ValueUnit::Per100, "per-100"),
];

impl ValueUnit {
    /// The word for it, as used in files and on screens.
    pub fn as_str(self) -> &'static str {
        UNITS.iter().find(|(unit, _)| *unit == self).map_or("count", |(_, word)| word)
    }

    /// Reads the word that [`ValueUnit::as_str`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        UNITS.iter().find(|(_, word)| *word == text).map(|(unit, _)| *unit)
    }

    /// Every unit, in the order of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        UNITS.iter().map(|(unit, _)| *unit)
    }
}

/// A unit that a source may state a mass in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MassUnit {
    /// Kilogram.
    Kilogram,
    /// Gram.
    Gram,
    /// Milligram.
    Milligram,
    /// Metric tonne.
    Tonne,
    /// Avoirdupois pound, 0.45359237 kg exactly.
    Pound,
    /// Avoirdupois ounce, 1/16 pound.
    Ounce,
}

impl MassUnit {
    /// Reads "kg", "g", "mg", "t", "lb" or "oz".
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "kg" => Some(Self::Kilogram),
            "g" => Some(Self::Gram),
            "mg" => Some(Self::Milligram),
            "t" => Some(Self::Tonne),
            "lb" => Some(Self::Pound),
            "oz" => Some(Self::Ounce),
            _ => None,
        }
    }

    /// `amount` in kilograms, rounded to [`SCALE`] decimals; `None` when it is too large to hold.
    pub fn to_kilograms(self, amount: Decimal) -> Option<Decimal> {
        let factor = match self {
            Self::Kilogram => "1",
            Self::Gram => "0.001",
            Self::Milligram => "0.000001",
            Self::Tonne => "1000",
            Self::Pound => "0.45359237",
            Self::Ounce => "0.028349523125",
        };
        let factor = Decimal::from_str(factor).expect("the table holds decimals");
        amount.checked_mul(factor).map(|kilograms| kilograms.round_dp(SCALE))
    }
}

/// Decimals kept of any stored value.
pub const SCALE: u32 = 9;

/// Largest absolute value that can be stored: one less than 10^18.
pub const LARGEST: i64 = 999_999_999_999_999_999;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pound_is_exact() {
        let kilograms = MassUnit::Pound.to_kilograms(Decimal::from(100)).unwrap();
        assert_eq!(kilograms.to_string(), "45.35923700");
    }

    #[test]
    fn unit_words_round_trip() {
        for unit in ValueUnit::all() {
            assert_eq!(ValueUnit::parse(unit.as_str()), Some(unit));
        }
        assert_eq!(ValueUnit::parse("litres"), None);
    }
}
