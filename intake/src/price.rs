//! What a row says of a price: how much money for one of what, at which level of the market.
//!
//! It converts neither currencies nor amounts: a price per kilogram is not a price per gram, and
//! money of one year is not money of another.

use rust_decimal::Decimal;
use vocabulary::currency::Currency;
use vocabulary::fact::{MarketLevel, Price};
use vocabulary::quantity::Priced;

use crate::amount::AmountRule;
use crate::choice::{Choice, PlainText, ReadText, Words, build_words, words_of};
use crate::facts::Notes;
use crate::fault::Fault;
use crate::figure::{FigureColumn, figure_of};
use crate::mapping::MappingError;
use crate::mapping::columns::Columns;
use crate::mapping::written::{TextOr, WrittenChoice, WrittenPrice};
use crate::measure::Figures;
use crate::row::Row;

/// Which columns hold what of a price.
#[derive(Debug)]
pub(crate) struct PriceRule {
    figures: PriceFigures,
    currency: Choice<Currency>,
    per: Choice<Priced>,
    level: Choice<MarketLevel>,
    money_of_year: Option<Choice<Option<i16>>>,
    purity: Option<FigureColumn>,
    deal: Option<AmountRule>,
    strength: Option<FigureColumn>,
    form: Words,
    statistic: Words,
}

/// Where the figures of a price stand.
#[derive(Debug)]
enum PriceFigures {
    /// A column each.
    Columns { typical: Option<FigureColumn>, low: Option<FigureColumn>, high: Option<FigureColumn> },
    /// One column, and a field that says which figure it is.
    OneOf { figure: FigureColumn, which: Choice<Which> },
}

/// Which figure of a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    Typical,
    Low,
    High,
}

impl PriceRule {
    /// Checks what a mapping writes under `[price]`.
    pub fn build(written: WrittenPrice, columns: &mut Columns) -> Result<Self, MappingError> {
        let typical = FigureColumn::plain(written.typical, columns)?;
        let low = FigureColumn::plain(written.low, columns)?;
        let high = FigureColumn::plain(written.high, columns)?;
        let none_named = typical.is_none() && low.is_none() && high.is_none();
        let figures = match (FigureColumn::plain(written.figure, columns)?, written.figure_is) {
            (Some(figure), Some(which)) if none_named => {
                let which = required("price.figure_is", Some(which), columns, read_which)?;
                PriceFigures::OneOf { figure, which }
            }
            (None, None) if !none_named => PriceFigures::Columns { typical, low, high },
            _ => {
                let problem = "give some of `typical`, `low` and `high`, or `figure` with \
                               `figure_is`";
                return Err(MappingError::setting("price", "", problem));
            }
        };
        let year = |choice| {
            let setting = "price.money_of_year";
            Choice::build(setting, choice, PlainText::IsConstant, (&mut *columns, read_year))
        };
        let money_of_year = written.money_of_year.map(year).transpose()?;
        let (amount, unit) = written.deal.map(|deal| (deal.amount, deal.unit)).unzip();
        let purity = (written.purity_fraction, written.purity_percent);
        Ok(Self {
            figures,
            currency: required("price.currency", written.currency, columns, read_currency)?,
            per: required("price.per", written.per, columns, read_priced)?,
            level: required("price.level", written.level, columns, read_level)?,
            money_of_year,
            deal: AmountRule::build("price.deal", amount, unit, columns)?,
            strength: FigureColumn::plain(written.strength_mg, columns)?,
            purity: FigureColumn::share("price.purity_percent", purity, columns)?,
            form: build_words("price.form", written.form, columns)?,
            statistic: build_words("price.statistic", written.statistic, columns)?,
        })
    }

    /// The price of a row.
    pub fn of(&self, row: &Row<'_>, figures: &Figures, notes: &mut Notes) -> Result<Price, Fault> {
        let [typical, low, high] = self.figures.of(row, figures)?;
        if typical.or(low).or(high).is_none() {
            return Err(Fault::of_row(
                "the row has no price: fill a cell that holds one, or take the row out",
            ));
        }
        if let (Some(low), Some(high)) = (low, high)
            && low > high
        {
            return Err(Fault::of_row(format!(
                "the lowest price, {low}, is above the highest, {high}: correct one of the two"
            )));
        }
        let is_outside = typical.is_some_and(|typical| {
            low.is_some_and(|low| typical < low) || high.is_some_and(|high| typical > high)
        });
        if is_outside {
            return Err(Fault::of_row(
                "the typical price does not lie between the lowest and the highest: correct one of \
                 the three",
            ));
        }
        Ok(Price {
            typical,
            low,
            high,
            currency: self.currency.of(row)?,
            money_of_year: self.money_of_year.as_ref().map_or(Ok(None), |year| year.of(row))?,
            per: self.per.of(row)?,
            level: self.level.of(row)?,
            purity_fraction: figure_of(self.purity.as_ref(), row, figures)?,
            deal_kg: self.deal_kg(row, figures, notes)?,
            strength_mg: figure_of(self.strength.as_ref(), row, figures)?,
            form: words_of(&self.form, row)?,
            statistic: words_of(&self.statistic, row)?,
        })
    }
}

impl PriceRule {
    fn deal_kg(
        &self,
        row: &Row<'_>,
        figures: &Figures,
        notes: &mut Notes,
    ) -> Result<Option<Decimal>, Fault> {
        let Some(deal) = &self.deal else { return Ok(None) };
        let amount = deal.of(row, figures, notes)?;
        if amount.other.is_some() {
            return Err(Fault::of_row(
                "the size of a deal is a mass: use kg, g, mg, t, lb, oz or left-out as its `unit`",
            ));
        }
        Ok(amount.mass_kg)
    }
}

impl PriceFigures {
    /// The typical, lowest and highest figure.
    fn of(&self, row: &Row<'_>, figures: &Figures) -> Result<[Option<Decimal>; 3], Fault> {
        match self {
            Self::Columns { typical, low, high } => Ok([
                figure_of(typical.as_ref(), row, figures)?,
                figure_of(low.as_ref(), row, figures)?,
                figure_of(high.as_ref(), row, figures)?,
            ]),
            Self::OneOf { figure, which } => {
                let value = figure.of(row, figures)?;
                Ok(match which.of(row)? {
                    Which::Typical => [value, None, None],
                    Which::Low => [None, value, None],
                    Which::High => [None, None, value],
                })
            }
        }
    }
}

fn required<T: Clone>(
    setting: &str,
    written: Option<TextOr<WrittenChoice>>,
    columns: &mut Columns,
    read: ReadText<T>,
) -> Result<Choice<T>, MappingError> {
    let written = written.ok_or_else(|| {
        MappingError::setting(setting, "", "a price says nothing without it: give it")
    })?;
    Choice::build(setting, written, PlainText::IsConstant, (columns, read))
}

pub(crate) fn read_currency(text: &str) -> Result<Currency, String> {
    let problem = "this is no currency of ISO 4217: write its code, such as EUR or USD";
    Currency::parse(text).ok_or_else(|| problem.to_owned())
}

fn read_priced(text: &str) -> Result<Priced, String> {
    let problem = "this is nothing a price is for: use g, kg, mg, oz, lb, litre, deal, dose, \
                   tablet, pure-g or pure-mg";
    Priced::parse(text).ok_or_else(|| problem.to_owned())
}

fn read_level(text: &str) -> Result<MarketLevel, String> {
    let problem = "this is no level of the market: use retail, mid-level, wholesale, border or \
                   farm-gate";
    MarketLevel::parse(text).ok_or_else(|| problem.to_owned())
}

fn read_which(text: &str) -> Result<Which, String> {
    match text {
        "typical" => Ok(Which::Typical),
        "low" => Ok(Which::Low),
        "high" => Ok(Which::High),
        _ => Err("a figure of a price is `typical`, `low` or `high`".to_owned()),
    }
}

fn read_year(text: &str) -> Result<Option<i16>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let year = text.parse().ok().filter(|year| (1900..=2100).contains(year));
    year.map(Some).ok_or_else(|| "this is no year: write four digits, such as 2017".to_owned())
}
