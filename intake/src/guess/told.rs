//! What a person says that the columns of a file hold, which no guess may contradict.
//!
//! A column that was told is looked at as if its header said so, and for nothing else.

use std::collections::BTreeMap;

use vocabulary::fact::FactKind;

use super::column::why_barred;
use super::words::Sense;
use super::{GuessError, plan::Plan};

/// What a person says of a file before a mapping is proposed for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What a row is.
    pub kind: Option<FactKind>,
    /// What columns hold, by their names.
    pub columns: BTreeMap<String, Holds>,
}

/// A column, and what it was taken to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnHolds {
    /// Name of the column.
    pub column: String,
    /// What it holds; `None` where no word here says it.
    pub holds: Option<Holds>,
    /// Whether a person said so.
    pub is_told: bool,
}

macro_rules! holds {
    ($($(#[doc = $doc:literal])* $name:ident = $word:literal: $senses:expr),* $(,)?) => {
        /// What a column holds.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Holds { $($(#[doc = $doc])* $name,)* }

        impl Holds {
            /// Every one, in the order in which they are offered.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The word for it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word),* }
            }

            /// The senses of a header that says so.
            pub(super) const fn senses(self) -> &'static [Sense] {
                match self { $(Self::$name => $senses),* }
            }
        }
    };
}

holds! {
    /// When: days or periods.
    When = "when": &[Sense::DATE, Sense::PERIOD],
    /// Years, beside a column of months or quarters or alone.
    Year = "year": &[Sense::YEAR],
    /// Months, beside a column of years.
    Month = "month": &[Sense::MONTH],
    /// Quarters, beside a column of years.
    Quarter = "quarter": &[Sense::QUARTER],
    /// The day of the report.
    Reported = "reported": &[Sense::DATE, Sense::REPORT],
    /// Where.
    Place = "place": &[Sense::PLACE],
    /// The name of a substance.
    Substance = "substance": &[Sense::SUBSTANCE],
    /// Sentences in which substances are named.
    Text = "text": &[],
    /// Yes or no for the substance that the header names.
    Flag = "flag": &[],
    /// A count, a rate, a share: figures of a period.
    Figure = "figure": &[Sense::COUNT],
    /// A mass, a volume, a number of doses.
    Amount = "amount": &[Sense::QUANTITY],
    /// The unit of the figure.
    Unit = "unit": &[Sense::UNIT],
    /// A part of the figures, such as a method or a sort of place.
    Breakdown = "breakdown": &[Sense::LEVEL],
    /// Age in years.
    Age = "age": &[Sense::AGE],
    /// Sex.
    Sex = "sex": &[Sense::SEX],
    /// What tells a row from others: a number, a name of a record.
    Number = "number": &[Sense::ID],
    /// The number of a sample.
    Sample = "sample": &[Sense::SAMPLE, Sense::ID],
    /// What something was sold as.
    SoldAs = "sold-as": &[Sense::SOLD_AS],
    /// The laboratory.
    Laboratory = "laboratory": &[Sense::LABORATORY],
    /// Purity.
    Purity = "purity": &[Sense::PURITY],
    /// The share of one substance in a sample.
    Share = "share": &[Sense::PERCENT],
    /// Where a seized substance came from.
    Departure = "departure": &[Sense::DEPARTURE],
    /// Where it was going.
    Destination = "destination": &[Sense::DESTINATION],
    /// How it was carried.
    Transport = "transport": &[Sense::TRANSPORT],
    /// How it was hidden.
    Concealment = "concealment": &[Sense::CONCEALMENT],
    /// The sort of place at which it was seized.
    Installation = "installation": &[Sense::INSTALLATION],
    /// A price, or the usual one of a range.
    Price = "price": &[Sense::PRICE, Sense::TYPICAL],
    /// The lowest price.
    LowPrice = "low-price": &[Sense::PRICE, Sense::LOW],
    /// The highest price.
    HighPrice = "high-price": &[Sense::PRICE, Sense::HIGH],
    /// The currency.
    Currency = "currency": &[Sense::CURRENCY],
    /// The level of the market.
    Level = "level": &[Sense::LEVEL],
    /// An area under a crop, in hectares.
    Area = "area": &[Sense::HECTARE],
    /// An area that was eradicated.
    Eradicated = "eradicated": &[Sense::ERADICATED],
    /// Medicines given out.
    Dispensed = "dispensed": &[Sense::DISPENSED],
    /// The sort of buyer, or a digest that tells buyers apart.
    Buyer = "buyer": &[Sense::BUYER],
    /// A digest that tells vendors apart.
    Vendor = "vendor": &[Sense::VENDOR],
    /// Nothing that is to be read.
    Nothing = "nothing": &[],
}

impl Holds {
    /// What a word stands for.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|holds| holds.as_str() == word)
    }

    /// Whether its cells are numbers that are read as such.
    pub(super) const fn is_figures(self) -> bool {
        matches!(
            self,
            Self::Figure
                | Self::Amount
                | Self::Age
                | Self::Purity
                | Self::Share
                | Self::Price
                | Self::LowPrice
                | Self::HighPrice
                | Self::Area
                | Self::Eradicated
                | Self::Dispensed
        )
    }

    /// What a setting of the section of a kind reads.
    fn of_setting(setting: &str) -> Option<Self> {
        Some(match setting {
            "age" => Self::Age,
            "sex" => Self::Sex,
            "amount" | "mass" => Self::Amount,
            "unit" | "per" => Self::Unit,
            "departure" => Self::Departure,
            "destination" => Self::Destination,
            "transport" => Self::Transport,
            "concealment" => Self::Concealment,
            "place_kind" => Self::Installation,
            "sample" => Self::Sample,
            "sold_as" => Self::SoldAs,
            "laboratory" => Self::Laboratory,
            "purity_fraction" | "purity_percent" => Self::Purity,
            "share_fraction" | "share_percent" => Self::Share,
            "typical" | "price" => Self::Price,
            "low" => Self::LowPrice,
            "high" => Self::HighPrice,
            "currency" => Self::Currency,
            "level" => Self::Level,
            "area" => Self::Area,
            "eradicated" => Self::Eradicated,
            "quantity" => Self::Dispensed,
            "buyer" | "buyer_kind" => Self::Buyer,
            "vendor" => Self::Vendor,
            _ => return None,
        })
    }
}

impl Told {
    /// Refuses what is said of a column that is not there or must not be read.
    pub(super) fn require_columns(&self, names: &[String]) -> Result<(), GuessError> {
        for (column, holds) in &self.columns {
            if !names.contains(column) {
                let column = column.chars().take(80).collect();
                return Err(GuessError::NoColumn { column });
            }
            if let (Some(because), false) = (why_barred(column, names), *holds == Holds::Nothing) {
                return Err(GuessError::Barred { column: column.clone(), because });
            }
        }
        Ok(())
    }

    /// What each column of a file was taken to hold, in the order of the file.
    pub(super) fn with_understood(&self, plan: &Plan, names: &[String]) -> Vec<ColumnHolds> {
        let one = |name: &String| ColumnHolds {
            column: name.clone(),
            holds: understood(plan, name),
            is_told: self.columns.contains_key(name),
        };
        names.iter().map(one).collect()
    }
}

/// Why a column is left out that a person wants left out.
pub(super) const NOT_MEANT: &str = "you say that it is not to be read";

/// What a plan takes a column to hold.
fn understood(plan: &Plan, name: &String) -> Option<Holds> {
    let is_wide = plan.wide.as_ref().is_some_and(|wide| wide.columns.contains(name));
    let measure = plan.measures.iter().find(|measure| measure.column == *name);
    let is_unit =
        |column: &Option<(String, _)>| column.as_ref().is_some_and(|(own, _)| own == name);
    if let Some(at) = plan.period.columns.iter().position(|column| column == name) {
        return Some(plan.period.holds(at));
    }
    if plan.period.reported.as_ref().is_some_and(|(column, _)| column == name) {
        return Some(Holds::Reported);
    }
    if plan.place.columns.contains(name) {
        return Some(Holds::Place);
    }
    if plan.substances.columns.contains(name) {
        return Some(Holds::Substance);
    }
    if plan.substances.texts.contains(name) {
        return Some(Holds::Text);
    }
    if plan.substances.flags.as_ref().is_some_and(|flags| flags.columns.contains_key(name)) {
        return Some(Holds::Flag);
    }
    if is_wide {
        return Some(Holds::Figure);
    }
    if let Some(measure) = measure {
        let is_amount = ["kg", "litre", "dose"].contains(&measure.unit);
        return Some(if is_amount { Holds::Amount } else { Holds::Figure });
    }
    if plan.measures.iter().any(|measure| is_unit(&measure.unit_column)) {
        return Some(Holds::Unit);
    }
    if plan.subgroups.iter().any(|subgroup| subgroup.column == *name) {
        return Some(Holds::Breakdown);
    }
    if plan.detail.columns.contains(name) {
        let quoted = format!("`{name}`");
        let own = plan.detail.said.iter().find(|said| said.proposal == quoted);
        return own.and_then(|said| Holds::of_setting(&said.what));
    }
    if plan.key.columns.contains(name) {
        return Some(Holds::Number);
    }
    if plan.place.text.contains(name) {
        return Some(Holds::Place);
    }
    let is_left_out = plan.left_out.iter().any(|(column, _)| column == name);
    let is_total = plan.totals.iter().any(|totals| totals.column == *name);
    (is_left_out || !is_total).then_some(Holds::Nothing)
}
