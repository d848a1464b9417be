//! Values with a unit.
//!
//! Answers: what a figure counts or measures, and how masses given in other units become kilograms.
//! It does not guess units: a litre is not a kilogram, and a percent is not a count.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::OnceLock;

use rust_decimal::Decimal;

use crate::currency::Currency;

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
    /// Per another number of people, as the fact states.
    OtherRate,
    /// Milligrams of morphine of the same effect.
    MorphineMilligrams,
    /// Money for one of something.
    Price(Currency, Priced),
}

/// What a price buys one of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Priced {
    /// Gram.
    Gram,
    /// Kilogram.
    Kilogram,
    /// Milligram.
    Milligram,
    /// Avoirdupois ounce.
    Ounce,
    /// Avoirdupois pound.
    Pound,
    /// Litre.
    Litre,
    /// A whole deal, whose size the price states.
    Deal,
    /// Dose, as the source means it.
    Dose,
    /// Tablet.
    Tablet,
    /// Gram of the pure substance, whatever it was mixed with.
    PureGram,
    /// Milligram of the pure substance.
    PureMilligram,
}

const PRICED: [(Priced, &str); 11] = [
    (Priced::Gram, "g"),
    (Priced::Kilogram, "kg"),
    (Priced::Milligram, "mg"),
    (Priced::Ounce, "oz"),
    (Priced::Pound, "lb"),
    (Priced::Litre, "litre"),
    (Priced::Deal, "deal"),
    (Priced::Dose, "dose"),
    (Priced::Tablet, "tablet"),
    (Priced::PureGram, "pure-g"),
    (Priced::PureMilligram, "pure-mg"),
];

impl Priced {
    /// The word for it, as used in files and on screens.
    pub fn as_str(self) -> &'static str {
        PRICED.iter().find(|(priced, _)| *priced == self).map_or("g", |(_, word)| word)
    }

    /// Reads the word that [`Priced::as_str`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        PRICED.iter().find(|(_, word)| *word == text).map(|(priced, _)| *priced)
    }

    /// The unit of mass that is priced, as sold; `None` for what is pure, counted or measured otherwise.
    pub const fn mass_unit(self) -> Option<MassUnit> {
        Some(match self {
            Self::Gram => MassUnit::Gram,
            Self::Kilogram => MassUnit::Kilogram,
            Self::Milligram => MassUnit::Milligram,
            Self::Ounce => MassUnit::Ounce,
            Self::Pound => MassUnit::Pound,
            _ => return None,
        })
    }
}

const UNITS: [(ValueUnit, &str); 12] = [
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
    (ValueUnit::OtherRate, "other-rate"),
    (ValueUnit::MorphineMilligrams, "morphine-mg"),
];

impl ValueUnit {
    /// The word for it, as used in files and on screens.
    pub fn as_str(self) -> &'static str {
        let plain = UNITS.iter().find(|(unit, _)| *unit == self).map(|(_, word)| *word);
        plain.or_else(|| price_words().get(&self).map(String::as_str)).unwrap_or("count")
    }

    /// Reads the word that [`ValueUnit::as_str`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = UNITS.iter().find(|(_, word)| *word == text).map(|(unit, _)| *unit);
        plain.or_else(|| {
            let (code, priced) = text.split_once("-per-")?;
            let is_lower = code.bytes().all(|byte| byte.is_ascii_lowercase());
            let currency = Currency::parse(&code.to_ascii_uppercase()).filter(|_| is_lower)?;
            Some(Self::Price(currency, Priced::parse(priced)?))
        })
    }

    /// Every unit but prices, in the order of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        UNITS.iter().map(|(unit, _)| *unit)
    }
}

/// "eur-per-g" and its like, for every currency and everything priced.
fn price_words() -> &'static BTreeMap<ValueUnit, String> {
    static WORDS: OnceLock<BTreeMap<ValueUnit, String>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let word = |currency: Currency, (priced, word): (Priced, &str)| {
            let code = currency.as_str().to_ascii_lowercase();
            (ValueUnit::Price(currency, priced), format!("{code}-per-{word}"))
        };
        let of_currency = |currency| PRICED.into_iter().map(move |priced| word(currency, priced));
        Currency::all().flat_map(of_currency).collect()
    })
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
        let price = ValueUnit::Price(Currency::parse("EUR").unwrap(), Priced::Gram);
        assert_eq!((price.as_str(), ValueUnit::parse("eur-per-g")), ("eur-per-g", Some(price)));
        for text in ["EUR-per-g", "xyz-per-g", "eur-per-stone", "eur"] {
            assert_eq!(ValueUnit::parse(text), None, "{text}");
        }
    }
}
