//! Exchange rates as data: each with its year, its days and its source.
//!
//! It answers what one euro was worth in a year, where a row says so. It guesses nothing: a currency or a
//! year without a row has no rate, and no rate is carried over from another year.

use std::collections::BTreeMap;
use std::str::FromStr as _;

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::Currency;

/// What one euro was worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Units of the currency for one euro.
    pub per_euro: Decimal,
    /// First day it rests on.
    pub first_day: Date,
    /// Last day it rests on; the rate was not known before.
    pub last_day: Date,
    /// Who says so.
    pub source: String,
}

/// A table of rates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rates(BTreeMap<(Currency, i16), Rate>);

/// Why a table of rates cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "line {line} of the rates: {problem}; the columns are \
     currency,year,per_euro,first_day,last_day,source, as in USD,2017,1.12968,2017-01-02,2017-12-29,ECB"
)]
pub struct RatesError {
    line: u64,
    problem: String,
}

impl Rates {
    /// The rates of this release; see `data/RATES.md`.
    pub fn shipped() -> Self {
        Self::parse(include_str!("../../data/rates.csv"))
            .expect("the shipped table is well formed; a test reads it")
    }

    /// Reads a table.
    ///
    /// # Errors
    /// When a row lacks a column, names no currency of ISO 4217, has a rate that is not above zero, or
    /// says again what another row says.
    pub fn parse(text: &str) -> Result<Self, RatesError> {
        let mut rates = BTreeMap::new();
        for record in csv::Reader::from_reader(text.as_bytes()).records() {
            let line_of = |at: Option<&csv::Position>| at.map_or(0, csv::Position::line);
            let record = record.map_err(|error| RatesError {
                line: line_of(error.position()),
                problem: "it has too few or too many columns, or is no text".to_owned(),
            })?;
            let line = line_of(record.position());
            let (key, rate) = row(&record).map_err(|problem| RatesError { line, problem })?;
            if rates.insert(key, rate).is_some() {
                let problem = format!("{} {} stands twice", key.0, key.1);
                return Err(RatesError { line, problem });
            }
        }
        Ok(Self(rates))
    }

    /// These rates, and those of another table in place of its own.
    #[must_use]
    pub fn replaced_by(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// The rate of a currency in a year, as far as it was known on a day. The euro has none: it is one.
    pub fn get(&self, currency: Currency, year: i16, known_on: Date) -> Option<&Rate> {
        self.0.get(&(currency, year)).filter(|rate| rate.last_day <= known_on)
    }

    /// By what an amount is multiplied to turn it into another currency in a year; `None` where a rate is
    /// missing or was not known on the day. Equal currencies need no rate.
    pub fn factor(&self, from: Currency, to: Currency, year: i16, known_on: Date) -> Option<f64> {
        if from == to {
            return Some(1.0);
        }
        let per_euro = |currency: Currency| {
            if currency.as_str() == "EUR" {
                return Some(Decimal::ONE);
            }
            self.get(currency, year, known_on).map(|rate| rate.per_euro)
        };
        per_euro(to)?.checked_div(per_euro(from)?)?.to_f64()
    }
}

fn row(record: &csv::StringRecord) -> Result<((Currency, i16), Rate), String> {
    let cell = |at: usize| record.get(at).unwrap_or("").trim();
    let currency = Currency::parse(cell(0))
        .ok_or_else(|| format!("`{}` is no currency of ISO 4217", cell(0)))?;
    let year = cell(1).parse().ok().filter(|year| (1900..=2200).contains(year));
    let year = year.ok_or_else(|| format!("`{}` is no year", cell(1)))?;
    let per_euro = Decimal::from_str(cell(2)).ok().filter(|rate| *rate > Decimal::ZERO);
    let per_euro = per_euro.ok_or_else(|| format!("`{}` is no rate above zero", cell(2)))?;
    let day = |at: usize| cell(at).parse::<Date>().map_err(|_| format!("`{}` is no day", cell(at)));
    let (first_day, last_day) = (day(3)?, day(4)?);
    if first_day > last_day {
        return Err(format!("{first_day} lies after {last_day}"));
    }
    if cell(5).is_empty() {
        return Err("it names no source".to_owned());
    }
    let rate = Rate { per_euro, first_day, last_day, source: cell(5).to_owned() };
    Ok(((currency, year), rate))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 22);

    fn currency(code: &str) -> Currency {
        Currency::parse(code).unwrap()
    }

    #[test]
    fn every_shipped_rate_rests_on_days_of_its_year() {
        let rates = Rates::shipped();
        assert!(rates.0.len() > 800);
        for ((currency, year), rate) in &rates.0 {
            assert!(rate.first_day.year() == *year && rate.last_day.year() == *year, "{currency}");
        }
        // The bank's own mean of 2017 is 1.1297.
        let dollar = rates.get(currency("USD"), 2017, TODAY).unwrap();
        assert_eq!(dollar.per_euro.to_string(), "1.12968");
    }

    #[test]
    fn there_and_back_is_one_and_a_third_currency_agrees() {
        let rates = Rates::shipped();
        let factor = |from, to| rates.factor(currency(from), currency(to), 2017, TODAY).unwrap();
        assert!((factor("USD", "GBP") * factor("GBP", "USD") - 1.0).abs() < 1e-12);
        assert!((factor("USD", "GBP") - factor("USD", "EUR") * factor("EUR", "GBP")).abs() < 1e-12);
        assert!((factor("AFN", "AFN") - 1.0).abs() < 1e-15);
    }

    #[test]
    fn what_is_not_stated_or_not_known_yet_has_no_rate() {
        let rates = Rates::shipped();
        let euro = currency("EUR");
        assert_eq!(rates.factor(currency("AFN"), euro, 2017, TODAY), None);
        assert_eq!(rates.factor(currency("USD"), euro, 1998, TODAY), None);
        assert_eq!(rates.factor(currency("USD"), euro, 2017, date(2017, 6, 30)), None);
    }

    #[test]
    fn a_table_of_ones_own_comes_first_and_a_bad_row_is_named() {
        let head = "currency,year,per_euro,first_day,last_day,source\n";
        let own = format!("{head}AFN,2017,76.7,2017-01-01,2017-12-31,made up for a test\n");
        let rates = Rates::shipped().replaced_by(Rates::parse(&own).unwrap());
        assert!(rates.factor(currency("AFN"), currency("EUR"), 2017, TODAY).is_some());
        for bad in [
            "afn,2017,76.7,2017-01-01,2017-12-31,x",
            "AFN,17,76.7,2017-01-01,2017-12-31,x",
            "AFN,2017,0,2017-01-01,2017-12-31,x",
            "AFN,2017,-3,2017-01-01,2017-12-31,x",
            "AFN,2017,76.7,2017-12-31,2017-01-01,x",
            "AFN,2017,76.7,2017-01-01,2017-12-31,",
            "AFN,2017,76.7",
        ] {
            let error = Rates::parse(&format!("{head}{bad}\n")).unwrap_err();
            assert!(error.to_string().starts_with("line 2 of the rates"), "{error}");
        }
        let twice = format!("{own}AFN,2017,76.7,2017-01-01,2017-12-31,x\n");
        assert!(Rates::parse(&twice).unwrap_err().to_string().contains("stands twice"));
    }
}
