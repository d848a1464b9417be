//! From a row to figures that can be compared: one gram, one currency, pure where the purity is known.
//!
//! Answers: what a gram costs by one row, or the reason why the row cannot tell.

use std::collections::BTreeSet;
use std::fmt;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use store::facts::{PriceTold, RowTold};
use vocabulary::currency::Currency;
use vocabulary::deal::{Deal, Form, NoDeal};
use vocabulary::fact::MarketLevel;
use vocabulary::period::{Cadence, Period, add_days};
use vocabulary::quantity::{MassUnit, Priced};

use super::Question;
use super::lines::Group;
use super::purity::{Purities, is_possible};

/// A level of the market, or an online market, whose offers are asked prices of every size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// A level that a source states.
    Market(MarketLevel),
    /// Offers of online markets.
    Online,
}

impl Level {
    /// The word for it, as used on screens.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Market(level) => level.as_str(),
            Self::Online => "online",
        }
    }

    /// Reads the word that [`Level::as_str`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "online" {
            Some(Self::Online)
        } else {
            MarketLevel::parse(text).map(Self::Market)
        }
    }
}

/// What the gram of a figure is pure by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Purity {
    /// By nothing: a gram as sold.
    Unknown,
    /// The row states the purity.
    Own(f64),
    /// The price is stated for pure substance.
    StatedPure,
    /// The strength of a tablet or dose.
    Strength,
    /// The median purity of the same substance, place, level, form and period, of so many figures.
    OfPeriod(f64, usize),
}

/// Which figure of a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Which {
    /// The typical one, or what is asked.
    Typical,
    /// The lowest of a range.
    Low,
    /// The highest of a range.
    High,
}

/// What figures are compared within.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// Substance, place, level, form and kind of gram.
    pub group: Group,
    /// The month, quarter or year.
    pub period: Period,
}

/// What a gram costs by one figure of one row.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Its row.
    pub of: RowTold,
    /// What it is compared within.
    pub cell: Cell,
    /// Which figure of the row.
    pub which: Which,
    /// As it stands.
    pub stated: Decimal,
    /// The unit it stands in, such as "usd-per-kg".
    pub unit: String,
    /// For one gram, in the currency that was asked for.
    pub per_gram: f64,
    /// What the gram is pure by.
    pub purity: Purity,
    /// Grams of the whole deal, where known.
    pub deal_g: Option<f64>,
    /// Who offers it, where known: equal texts are one vendor.
    pub vendor: String,
}

/// Why a figure is left out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// No substance was recognised.
    NoSubstance,
    /// Several substances: which of them is priced is not said.
    SeveralSubstances,
    /// No price.
    NoPrice,
    /// A price of nothing, or less.
    NotPositive,
    /// A currency or unit that this version does not know.
    Unknown(&'static str, String),
    /// No rate of exchange for the currency in the year.
    NoRate(String, i16),
    /// A volume.
    Volume,
    /// A tablet or dose whose strength is not known.
    NoStrength,
    /// A whole deal whose mass is not stated.
    NoDealMass,
    /// A title that states no single amount.
    Title(NoDeal),
    /// A purity of nothing, or above all.
    ImpossiblePurity,
    /// A period longer than those that were asked for, or one that lies in two of them.
    LongPeriod,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoSubstance => "no substance is recognised",
            Self::SeveralSubstances => "it names several substances",
            Self::NoPrice => "it states no price",
            Self::NotPositive => "the price is not above zero",
            Self::Unknown(what, word) => return write!(f, "{what} `{word}` is not known"),
            Self::NoRate(currency, year) => {
                return write!(f, "there is no rate of {currency} for {year}");
            }
            Self::Volume => "it is priced by volume",
            Self::NoStrength => "the strength of the tablet or dose is not known",
            Self::NoDealMass => "the mass of the deal is not stated",
            Self::Title(NoDeal::NoAmount) => "the title states no amount",
            Self::Title(NoDeal::Several) => "the title states several amounts",
            Self::Title(NoDeal::Unclear) => "a figure of the title can be read in two ways",
            Self::Title(NoDeal::Liquid) => "the title offers a liquid, a patch or a rate",
            Self::Title(NoDeal::NoNumber) => "the title offers doses and does not say how many",
            Self::Title(NoDeal::MaybeStrength) => {
                "milligrams of the title may be a mass or a tablet's strength"
            }
            Self::ImpossiblePurity => "the purity is not above 0 % and at most 100 %",
            Self::LongPeriod => "its period does not lie in one of those that are asked for",
        })
    }
}

/// What rows are read with.
pub(super) struct Rows<'a> {
    pub question: &'a Question,
    pub purities: &'a Purities,
    /// Currencies and years whose rate was used.
    pub years: &'a mut BTreeSet<(Currency, i16)>,
}

/// Grams that a price buys, before purity.
struct Bought {
    grams: f64,
    purity: Purity,
    deal_g: Option<f64>,
    is_dose: bool,
}

/// The figures of a row.
pub(super) fn figures_of(price: &PriceTold, rows: &mut Rows<'_>) -> Result<Vec<Figure>, Reason> {
    let question = rows.question;
    let substance = one_substance(&price.of)?;
    let level = match &price.level {
        None => Level::Online,
        Some(level) => Level::parse(level)
            .ok_or_else(|| Reason::Unknown("the level of the market", level.clone()))?,
    };
    let period = period_in(&price.of.period, question.by).ok_or(Reason::LongPeriod)?;
    let stated =
        [(Which::Typical, price.typical), (Which::Low, price.low), (Which::High, price.high)];
    let stated: Vec<(Which, Decimal)> =
        stated.into_iter().filter_map(|(which, figure)| Some((which, figure?))).collect();
    if stated.is_empty() {
        return Err(Reason::NoPrice);
    }
    if stated.iter().any(|(_, figure)| *figure <= Decimal::ZERO) {
        return Err(Reason::NotPositive);
    }
    let bought = bought(price)?;
    let form = match (price.level.is_some(), bought.is_dose) {
        (_, true) => Form::Dose,
        (true, _) => Form::of_field(&price.form, &substance),
        (false, _) => Form::of_title(&price.title, &substance),
    };
    let factor = rows.factor(price)?;
    let mut group = Group {
        substance,
        place: price.of.place.clone(),
        place_text: place_text(&price.of),
        level,
        form,
        money_of_year: price.money_of_year,
        is_pure: false,
    };
    let purity = match bought.purity {
        Purity::Unknown => rows.purities.of_cell(&group, &period),
        known => known,
    };
    group.is_pure = purity != Purity::Unknown;
    let grams = bought.grams
        * match purity {
            Purity::Own(fraction) | Purity::OfPeriod(fraction, _) => fraction,
            Purity::Unknown | Purity::StatedPure | Purity::Strength => 1.0,
        };
    let figure = |(which, stated): (Which, Decimal)| Figure {
        of: price.of.clone(),
        cell: Cell { group: group.clone(), period },
        which,
        stated,
        unit: format!("{}-per-{}", price.currency.to_ascii_lowercase(), price.per),
        per_gram: float(stated) * factor / grams,
        purity,
        deal_g: bought.deal_g,
        vendor: price.vendor.clone(),
    };
    Ok(stated.into_iter().map(figure).collect())
}

impl Rows<'_> {
    /// From the money of a row to the money that was asked for.
    fn factor(&mut self, price: &PriceTold) -> Result<f64, Reason> {
        let question = self.question;
        let currency = Currency::parse(&price.currency)
            .ok_or_else(|| Reason::Unknown("the currency", price.currency.clone()))?;
        let period = price.of.period;
        let middle = add_days(period.start(), period.days() / 2);
        let year = price.money_of_year.unwrap_or(middle.year());
        let known_on = question.vantage.as_of;
        let factor = question.rates.factor(currency, question.currency, year, known_on);
        let factor = factor.ok_or_else(|| {
            let has_rate = currency.as_str() == "EUR"
                || question.rates.get(currency, year, known_on).is_some();
            let lacking = if has_rate { question.currency } else { currency };
            Reason::NoRate(lacking.to_string(), year)
        })?;
        if currency != question.currency {
            self.years.extend([(currency, year), (question.currency, year)]);
        }
        Ok(factor)
    }
}

/// The grams that the price of a row buys.
fn bought(price: &PriceTold) -> Result<Bought, Reason> {
    let unknown = || Reason::Unknown("the unit", price.per.clone());
    let own = match price.purity_fraction {
        None => Purity::Unknown,
        Some(fraction) if is_possible(fraction) => Purity::Own(float(fraction)),
        Some(_) => return Err(Reason::ImpossiblePurity),
    };
    let deal_g = price.deal_kg.filter(|kg| *kg > Decimal::ZERO).map(|kg| float(kg) * GRAMS);
    let loose = |grams| Ok(Bought { grams, purity: own, deal_g, is_dose: false });
    let pure = |grams| Ok(Bought { grams, purity: Purity::StatedPure, deal_g, is_dose: false });
    let doses = |number: f64, milligrams: Decimal, deal_g| {
        let grams = number * float(milligrams) / MILLIGRAMS;
        Ok(Bought { grams, purity: Purity::Strength, deal_g, is_dose: true })
    };
    let priced = Priced::parse(&price.per).ok_or_else(unknown)?;
    match priced {
        Priced::PureGram => pure(1.0),
        Priced::PureMilligram => pure(1.0 / MILLIGRAMS),
        Priced::Litre => Err(Reason::Volume),
        Priced::Tablet | Priced::Dose => {
            let strength = price.strength_mg.filter(|mg| *mg > Decimal::ZERO);
            doses(1.0, strength.ok_or(Reason::NoStrength)?, None)
        }
        Priced::Deal => match (deal_g, price.level.is_some()) {
            (Some(grams), _) => loose(grams),
            (None, true) => Err(Reason::NoDealMass),
            (None, false) => match Deal::of_title(&price.title).map_err(Reason::Title)? {
                Deal::Loose { mass_kg } => {
                    let grams = float(mass_kg) * GRAMS;
                    Ok(Bought { grams, purity: own, deal_g: Some(grams), is_dose: false })
                }
                Deal::Doses { number, strength_mg } => {
                    let deal_g = f64::from(number) * float(strength_mg) / MILLIGRAMS;
                    doses(f64::from(number), strength_mg, Some(deal_g))
                }
            },
        },
        mass => {
            let unit = mass.mass_unit().ok_or_else(unknown)?;
            loose(grams_of(unit).ok_or_else(unknown)?)
        }
    }
}

/// The one substance that a row names.
pub(super) fn one_substance(of: &RowTold) -> Result<String, Reason> {
    let mut named: Vec<&String> = of.substances.iter().filter(|id| !id.is_empty()).collect();
    named.sort();
    named.dedup();
    match named[..] {
        [one] => Ok(one.clone()),
        [] => Err(Reason::NoSubstance),
        _ => Err(Reason::SeveralSubstances),
    }
}

/// What tells the place of a row apart, where it is but the world.
pub(super) fn place_text(of: &RowTold) -> String {
    if of.place == "world" { of.place_text.clone() } else { String::new() }
}

/// The month, quarter or year that a period lies in.
pub(super) fn period_in(period: &Period, by: Cadence) -> Option<Period> {
    let around = Period::containing(period.start(), by);
    (period.end() <= around.end()).then_some(around)
}

fn grams_of(unit: MassUnit) -> Option<f64> {
    Some(float(unit.to_kilograms(Decimal::from(1_000_000))?) / 1_000.0)
}

pub(super) fn float(figure: Decimal) -> f64 {
    figure.to_f64().unwrap_or(f64::NAN)
}

/// Grams of a kilogram, and milligrams of a gram.
const GRAMS: f64 = 1_000.0;
const MILLIGRAMS: f64 = 1_000.0;
