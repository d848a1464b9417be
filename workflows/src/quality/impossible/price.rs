//! Up to which price a row can be believed: a table that ships with the program.
//!
//! It answers for what is priced by mass, tablet or dose, in money that has a rate. It says nothing of what is
//! merely dear.

use std::sync::OnceLock;

use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive as _;
use serde::Deserialize;
use vocabulary::currency::{Currency, Rates};
use vocabulary::quantity::{Priced, ValueUnit};
use vocabulary::substance::{SubstanceId, Substances};

use super::super::found::plain;
use super::super::sheet::{Figure, Sheet};

/// The table, as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Bounds {
    version: u16,
    gram: Vec<OfSubstances>,
    piece: OfPieces,
    #[serde(skip)]
    all: Vec<Bound>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfSubstances {
    of: Vec<String>,
    euros: u32,
    because: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfPieces {
    euros: u32,
    because: String,
}

/// The most that one of something can cost.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Bound {
    euros: u32,
    a: &'static str,
    /// Why.
    pub because: String,
}

impl Bound {
    /// Such as "20,000 EUR a gram".
    pub fn in_words(&self) -> String {
        format!("{} EUR a {}", plain(f64::from(self.euros)), self.a)
    }
}

impl Bounds {
    /// The table that ships with the program.
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Bounds> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            let mut table: Self = toml::from_str(SOURCE).expect("a test reads the table");
            let bound = |euros, a, because: &str| Bound { euros, a, because: because.to_owned() };
            let grams = table.gram.iter().map(|row| bound(row.euros, "gram", &row.because));
            let piece = bound(table.piece.euros, "piece", &table.piece.because);
            table.all = grams.chain([piece]).collect();
            table
        })
    }

    /// The version of the table.
    pub const fn version(&self) -> u16 {
        self.version
    }

    /// The bound that a price passes, where one holds for it.
    pub fn passed(&self, sheet: &Sheet, figure: &Figure, rates: &Rates) -> Option<&Bound> {
        let ValueUnit::Price(currency, per) = ValueUnit::parse(sheet.read(figure.unit))? else {
            return None;
        };
        let (bound, number_of_them) = match per {
            Priced::Dose | Priced::Tablet => (self.all.last()?, 1.0),
            per => (self.of_gram(&sheet.substances(figure.substances))?, grams_in(per)?),
        };
        let year = figure.period().start().year();
        let euros = figure.number()? / per_euro(currency, year, rates)? / number_of_them;
        (euros > f64::from(bound.euros)).then_some(bound)
    }

    /// The highest bound of a gram of any of some substances.
    fn of_gram(&self, substances: &[SubstanceId]) -> Option<&Bound> {
        let shipped = Substances::shipped();
        let row_of = |substance: &SubstanceId| {
            let above = shipped.ancestors(substance);
            let holds = |row: &OfSubstances| {
                let is = |id: &SubstanceId| row.of.iter().any(|of| of == id.as_str());
                row.of.is_empty() || is(substance) || above.iter().any(is)
            };
            self.gram.iter().position(holds)
        };
        // What is not known may be anything.
        let rows = substances.iter().filter_map(row_of);
        self.all[..self.gram.len()].get(rows.min().unwrap_or(0))
    }
}

/// Grams that a price buys; `None` where it does not buy a mass.
fn grams_in(per: Priced) -> Option<f64> {
    let kilograms = match per {
        Priced::PureGram => return Some(1.0),
        Priced::PureMilligram => return Some(1e-3),
        per => per.mass_unit()?.to_kilograms(1.into())?,
    };
    kilograms.to_f64().map(|kilograms| 1000.0 * kilograms)
}

/// What a euro was worth in a year or, as a bound need not be exact, up to two years before.
fn per_euro(currency: Currency, year: i16, rates: &Rates) -> Option<f64> {
    if currency.as_str() == "EUR" {
        return Some(1.0);
    }
    let rate = |back: i16| rates.get(currency, year - back, Date::MAX);
    (0..=2).find_map(rate)?.per_euro.to_f64()
}

const SOURCE: &str = include_str!("../../../data/impossible.toml");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_names_what_the_vocabulary_knows_and_has_a_reason() {
        let table = Bounds::shipped();
        for row in &table.gram {
            for id in &row.of {
                let id = SubstanceId::parse(id).unwrap();
                assert!(Substances::shipped().get(&id).is_some(), "{id}");
            }
            assert!(row.because.len() > 20 && row.euros > 0);
        }
        assert!(table.gram.last().unwrap().of.is_empty(), "the last holds for all others");
        assert!(table.gram.iter().rev().skip(1).all(|row| !row.of.is_empty()));
        assert!(table.gram.is_sorted_by(|above, below| above.euros >= below.euros));
    }
}
