//! A price as its source states it: in its currency, for its amount, at its level of the market.

use rust_decimal::Decimal;

use crate::currency::Currency;
use crate::quantity::{Priced, ValueUnit};

/// A price. It is never converted, and never added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    /// The typical, mean or median figure, where the source states one.
    pub typical: Option<Decimal>,
    /// The lowest figure of a range.
    pub low: Option<Decimal>,
    /// The highest figure of a range.
    pub high: Option<Decimal>,
    /// The currency; with the fact's period it is money of that time.
    pub currency: Currency,
    /// The year whose money it is, where the source states constant prices.
    pub money_of_year: Option<i16>,
    /// What the price buys one of.
    pub per: Priced,
    /// Where in the market.
    pub level: MarketLevel,
    /// Mass fraction of what was priced, 0 to 1, where stated.
    pub purity_fraction: Option<Decimal>,
    /// Mass of the whole deal, where stated: a gram costs less in a large one.
    pub deal_kg: Option<Decimal>,
    /// Mass of the pure substance in one tablet or dose, where known.
    pub strength_mg: Option<Decimal>,
    /// Form, such as "base" or "hydrochloride", in the source's own words.
    pub form: Option<String>,
    /// What the typical figure is, such as "mean", in the source's own words.
    pub statistic: Option<String>,
}

impl Price {
    /// The unit of its figures.
    pub const fn unit(&self) -> ValueUnit {
        ValueUnit::Price(self.currency, self.per)
    }
}

/// A level of the market, from the street to the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarketLevel {
    /// Sold to the person who uses it.
    Retail,
    /// Between retail and wholesale.
    MidLevel,
    /// Sold in bulk.
    Wholesale,
    /// Sold at or across a border.
    Border,
    /// Sold by the grower.
    FarmGate,
}

const LEVELS: [(MarketLevel, &str, &str); 5] = [
    (MarketLevel::Retail, "retail", "price-retail"),
    (MarketLevel::MidLevel, "mid-level", "price-mid-level"),
    (MarketLevel::Wholesale, "wholesale", "price-wholesale"),
    (MarketLevel::Border, "border", "price-border"),
    (MarketLevel::FarmGate, "farm-gate", "price-farm-gate"),
];

impl MarketLevel {
    /// The word for it, as used in files and on screens.
    pub fn as_str(self) -> &'static str {
        LEVELS.iter().find(|(level, ..)| *level == self).map_or("retail", |(_, word, _)| word)
    }

    /// Reads the word that [`MarketLevel::as_str`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        LEVELS.iter().find(|(_, word, _)| *word == text).map(|(level, ..)| *level)
    }

    /// The indicator of prices at this level.
    pub fn indicator(self) -> &'static str {
        LEVELS.iter().find(|(level, ..)| *level == self).map_or("price-retail", |(.., id)| id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_level_has_its_word_and_its_indicator() {
        for (level, word, indicator) in LEVELS {
            assert_eq!(MarketLevel::parse(word), Some(level));
            assert_eq!((level.as_str(), level.indicator()), (word, indicator));
            assert!(crate::indicator::get(indicator).is_some(), "{indicator}");
        }
    }
}
