//! Prices of a market: of a pure gram, in one currency, level by level, with intervals and what was left
//! out.
//!
//! Answers: what does a gram cost at each level, place, form and period; how much less in larger deals;
//! on how many figures that rests. Nothing is guessed: a figure whose currency has no rate, whose amount
//! is no mass or whose purity cannot be is left out with its reason, and a gram without a known purity
//! stands apart from a pure one. It corrects for no inflation.

mod figure;
mod lines;
mod purity;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use store::facts::{PriceTold, PurityTold, QueryError, RowTold};
use store::node::Node;
use vocabulary::currency::{Currency, Rate, Rates};
use vocabulary::finding::Vantage;
use vocabulary::handling::Reader;
use vocabulary::period::Cadence;
use vocabulary::place::PlaceId;
use vocabulary::substance::{SubstanceId, Substances};

pub use signals::market::{Median, MedianInterval, NoDiscount, QuantityDiscount};

pub use self::figure::{Cell, Figure, Level, Purity, Reason, Which};
use self::figure::{Rows, figures_of};
pub use self::lines::{DiscountLine, Group, PriceLine, PuritySummary};
use self::lines::{discounts, price_lines};
use self::purity::{Purities, level_of};
use crate::detect::treatments::Treatments;
use crate::quality::is_in;

/// What is asked of prices.
#[derive(Clone, Debug)]
pub struct Question {
    /// From where the facts are seen; a rate of exchange counts from its last day on.
    pub vantage: Vantage,
    /// Of this substance and what is below it.
    pub substance: Option<SubstanceId>,
    /// In this place and what lies in it.
    pub place: Option<PlaceId>,
    /// At this level.
    pub level: Option<Level>,
    /// Periods from this day on.
    pub from: Option<Date>,
    /// Periods up to this day.
    pub to: Option<Date>,
    /// Months, quarters or years.
    pub by: Cadence,
    /// In this currency.
    pub currency: Currency,
    /// Rates of exchange.
    pub rates: Rates,
    /// Level of the intervals, such as 0.95.
    pub confidence: f64,
    /// Size of the deal, in grams, at which prices are compared.
    pub deal_g: f64,
}

/// A figure that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its row.
    pub of: RowTold,
    /// Why.
    pub reason: Reason,
}

/// The prices that were asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Prices {
    /// One line for each substance, place, level, form, period and kind of gram.
    pub lines: Vec<PriceLine>,
    /// What larger deals cost less.
    pub discounts: Vec<DiscountLine>,
    /// Every figure behind the lines.
    pub figures: Vec<Figure>,
    /// Every figure that was left out.
    pub left_out: Vec<LeftOut>,
    /// Prices that decisions about their quality left out.
    pub left_out_by_decision: usize,
    /// Rates that were used, with their currency and year.
    pub rates: Vec<(Currency, i16, Rate)>,
}

impl Prices {
    /// Reasons why figures were left out, with their numbers, the most frequent first.
    pub fn left_out_counts(&self) -> Vec<(String, usize)> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for LeftOut { reason, .. } in &self.left_out {
            *counts.entry(reason.to_string()).or_default() += 1;
        }
        if self.left_out_by_decision > 0 {
            let reason = "a decision about its quality leaves it out".to_owned();
            counts.insert(reason, self.left_out_by_decision);
        }
        let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
        counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        counts
    }
}

/// The prices of a node.
///
/// - Shape: lines by substance, place, level, form, kind of money, period, and pure grams after others.
/// - Cost: every price, offer and observation of purity is read once; twice where decisions stand.
///
/// # Errors
/// When the facts or the ledger cannot be read.
pub async fn prices(
    node: &Node,
    question: &Question,
    reader: &Reader,
) -> Result<Prices, QueryError> {
    let mut facts = node.facts_with_prices(question.vantage, reader).await?;
    let treatments = Treatments::at(node, question.vantage, reader).await?;
    let before = facts.prices()?;
    treatments.leave_out(&mut facts)?;
    let told = facts.prices()?;
    let count =
        |told: &[PriceTold]| told.iter().filter(|price| is_price_asked(price, question)).count();
    let left_out_by_decision = count(&before) - count(&told);
    let mut prices = assess(&told, &facts.purities()?, question);
    prices.left_out_by_decision = left_out_by_decision;
    Ok(prices)
}

/// What prices and purities say together; the order in which they are told does not matter.
pub fn assess(told: &[PriceTold], purities: &[PurityTold], question: &Question) -> Prices {
    let mut left_out = Vec::new();
    let is_of_level =
        |told: &&PurityTold| question.level.is_none_or(|level| level_of(told) == Some(level));
    let purities = purities.iter().filter(is_of_level);
    let purities = purities.filter(|told| is_asked(&told.of, question));
    let purities = Purities::of(purities, question.by, &mut left_out);
    let mut figures = Vec::new();
    let mut years = BTreeSet::new();
    for price in told.iter().filter(|price| is_price_asked(price, question)) {
        let mut rows = Rows { question, purities: &purities, years: &mut years };
        match figures_of(price, &mut rows) {
            Ok(found) => figures.extend(found),
            Err(reason) => left_out.push(LeftOut { of: price.of.clone(), reason }),
        }
    }
    let order = |of: &RowTold| (of.source.clone(), of.submission.clone(), of.row);
    figures.sort_by_cached_key(|figure| (figure.cell.clone(), order(&figure.of), figure.which));
    left_out.sort_by_cached_key(|left_out| (left_out.reason.clone(), order(&left_out.of)));
    let rate = |(currency, year): (Currency, i16)| {
        let rate = question.rates.get(currency, year, question.vantage.as_of)?;
        Some((currency, year, rate.clone()))
    };
    Prices {
        lines: price_lines(&figures, question.confidence),
        discounts: discounts(&figures, question),
        figures,
        left_out,
        left_out_by_decision: 0,
        rates: years.into_iter().filter_map(rate).collect(),
    }
}

/// Whether a price is at the level and about what was asked for.
fn is_price_asked(price: &PriceTold, question: &Question) -> bool {
    let level = price.level.as_deref().map_or(Some(Level::Online), Level::parse);
    question.level.is_none_or(|wanted| level == Some(wanted)) && is_asked(&price.of, question)
}

/// Whether a row is about what was asked for; what names no substance cannot be told to be about another.
fn is_asked(of: &RowTold, question: &Question) -> bool {
    let is_wanted = |wanted: &SubstanceId| {
        of.substances
            .iter()
            .filter_map(|id| SubstanceId::parse(id).ok())
            .any(|id| id == *wanted || Substances::shipped().ancestors(&id).contains(wanted))
    };
    let lies_in =
        |wanted: &PlaceId| PlaceId::parse(&of.place).is_ok_and(|place| is_in(&place, wanted));
    question.substance.as_ref().is_none_or(is_wanted)
        && question.place.as_ref().is_none_or(lies_in)
        && question.from.is_none_or(|from| of.period.start() >= from)
        && question.to.is_none_or(|to| of.period.end() <= to)
}
