//! Figures side by side: medians with intervals, and prices against the size of the deal.
//!
//! Figures of one vendor are not independent: in a median a vendor counts once, at the median of its
//! offers, and in a discount once for each amount.

use std::collections::{BTreeMap, BTreeSet};

use signals::market::{
    Deal, DiscountSettings, Median, NoDiscount, QuantityDiscount, median, quantity_discount,
};
use vocabulary::deal::Form;

use super::Question;
use super::figure::{Cell, Figure, Level, Purity, Which};

/// What prices of different periods are compared within.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    /// Id of the substance.
    pub substance: String,
    /// Id of the place.
    pub place: String,
    /// The source's own words, where the place is but the world: "8 EU states" are not the darknet.
    pub place_text: String,
    /// Level of the market.
    pub level: Level,
    /// Base, hydrochloride, doses, another form, or not stated.
    pub form: Form,
    /// The year whose money it is, where prices are constant; they are never mixed with others.
    pub money_of_year: Option<i16>,
    /// Whether the gram is pure; otherwise it is a gram as sold.
    pub is_pure: bool,
}

/// What a gram costs in one period.
#[derive(Clone, Debug, PartialEq)]
pub struct PriceLine {
    /// Of what, where and when.
    pub cell: Cell,
    /// The median of the typical figures, one for each vendor.
    pub median: Option<Median>,
    /// Typical figures.
    pub figures: usize,
    /// Vendors they are from; nothing where no vendor is told.
    pub vendors: usize,
    /// The lowest stated lower bound and the highest stated upper bound of ranges.
    pub range: (Option<f64>, Option<f64>),
    /// What the grams are pure by.
    pub purity: PuritySummary,
    /// Whose figures.
    pub sources: BTreeSet<String>,
}

/// How many figures are pure by what.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PuritySummary {
    /// Their own purity.
    pub own: usize,
    /// A price stated for pure substance.
    pub stated_pure: usize,
    /// The strength of a dose.
    pub strength: usize,
    /// A purity of the same period; the purity, and of how many figures it is the median.
    pub of_period: Option<(f64, usize)>,
}

/// How the price of a gram moves with the size of the deal.
#[derive(Clone, Debug, PartialEq)]
pub struct DiscountLine {
    /// Of what and where; all periods together.
    pub group: Group,
    /// Deals of known size, one for each vendor and size.
    pub deals: usize,
    /// Vendors they are from; nothing where no vendor is told.
    pub vendors: usize,
    /// The discount, or why there is none.
    pub discount: Result<QuantityDiscount, NoDiscount>,
    /// The price of a gram in a deal of the size that was asked for; nothing beyond the sizes seen.
    pub at: Option<Median>,
}

/// One line for each cell.
pub(super) fn price_lines(figures: &[Figure], confidence: f64) -> Vec<PriceLine> {
    let mut cells: BTreeMap<&Cell, Vec<&Figure>> = BTreeMap::new();
    for figure in figures {
        cells.entry(&figure.cell).or_default().push(figure);
    }
    cells.into_iter().map(|(cell, figures)| line(cell, &figures, confidence)).collect()
}

fn line(cell: &Cell, figures: &[&Figure], confidence: f64) -> PriceLine {
    let of = |which| figures.iter().copied().filter(move |figure| figure.which == which);
    let typical: Vec<&Figure> = of(Which::Typical).collect();
    let (prices, vendors) = one_a_vendor(&typical, |_| 0.0);
    let prices: Vec<f64> = prices.iter().map(|deal| deal.price).collect();
    let mut purity = PuritySummary::default();
    for figure in figures {
        match figure.purity {
            Purity::Unknown => {}
            Purity::Own(_) => purity.own += 1,
            Purity::StatedPure => purity.stated_pure += 1,
            Purity::Strength => purity.strength += 1,
            Purity::OfPeriod(fraction, number) => purity.of_period = Some((fraction, number)),
        }
    }
    PriceLine {
        cell: cell.clone(),
        median: median(&prices, confidence).ok(),
        figures: typical.len(),
        vendors,
        range: (
            of(Which::Low).map(|figure| figure.per_gram).min_by(f64::total_cmp),
            of(Which::High).map(|figure| figure.per_gram).max_by(f64::total_cmp),
        ),
        purity,
        sources: figures.iter().map(|figure| figure.of.source.clone()).collect(),
    }
}

/// The discounts of all groups that have deals of known size.
pub(super) fn discounts(figures: &[Figure], question: &Question) -> Vec<DiscountLine> {
    let mut groups: BTreeMap<&Group, Vec<&Figure>> = BTreeMap::new();
    let sized = |figure: &&Figure| figure.which == Which::Typical && figure.deal_g.is_some();
    for figure in figures.iter().filter(sized) {
        groups.entry(&figure.cell.group).or_default().push(figure);
    }
    let settings = DiscountSettings::of_level(question.confidence);
    let line = |(group, figures): (&Group, Vec<&Figure>)| {
        let (deals, vendors) = one_a_vendor(&figures, |figure| figure.deal_g.unwrap_or_default());
        let discount = quantity_discount(&deals, &settings);
        let at = discount.as_ref().ok().filter(|discount| discount.spans(question.deal_g));
        let at = at.and_then(|discount| discount.price_at(question.deal_g).ok());
        DiscountLine { group: group.clone(), deals: deals.len(), vendors, discount, at }
    };
    groups.into_iter().map(line).collect()
}

/// One deal for each vendor and size, at the median of their prices, and the number of vendors; a figure
/// without a vendor is one by itself.
fn one_a_vendor(figures: &[&Figure], size: fn(&Figure) -> f64) -> (Vec<Deal>, usize) {
    let mut deals = Vec::new();
    let mut offers: BTreeMap<(&str, &str, u64), Vec<f64>> = BTreeMap::new();
    for figure in figures {
        let size = size(figure);
        if figure.vendor.is_empty() {
            deals.push(Deal { size, price: figure.per_gram });
        } else {
            let key = (figure.of.source.as_str(), figure.vendor.as_str(), size.to_bits());
            offers.entry(key).or_default().push(figure.per_gram);
        }
    }
    let vendors: BTreeSet<(&str, &str)> =
        offers.keys().map(|(source, vendor, _)| (*source, *vendor)).collect();
    let vendors = vendors.len();
    for ((.., size), prices) in offers {
        if let Ok(price) = median(&prices, 0.5) {
            deals.push(Deal { size: f64::from_bits(size), price: price.value });
        }
    }
    (deals, vendors)
}
