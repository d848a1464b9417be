//! Prices, as the API writes them.

use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::currency::{Currency, Rate};
use workflows::prices::{
    DiscountLine, Group, Median, MedianInterval, PriceLine, Prices, PuritySummary,
    QuantityDiscount, Question,
};

use crate::api::series::AskedOf;
use crate::page::{Cut, Page};

/// A page of prices, and what stands behind all of them.
#[derive(Serialize, ToSchema)]
pub(crate) struct PricesAnswered {
    /// The day and position it was asked of; send both with the next page, so that nothing moves.
    asked_of: AskedOf,
    /// The currency of every price here.
    currency: String,
    /// Level of the intervals.
    confidence: f64,
    /// Grams of the deal at which prices are compared.
    deal_g: f64,
    /// Typical figures behind the lines of all pages.
    figures: u64,
    #[serde(flatten)]
    page: Page<PriceOfGram>,
    /// How the price of a gram moves with the size of the deal, at most 1,000 groups.
    discounts: Vec<DiscountOfSize>,
    /// Why figures were left out, the most frequent reason first, at most 1,000.
    left_out: Vec<ReasonLeftOut>,
    /// Figures that were left out.
    left_out_total: u64,
    /// The rates of exchange that were used, at most 1,000.
    rates: Vec<RateUsed>,
}

/// What prices are compared within.
#[derive(Serialize, ToSchema)]
pub(crate) struct PriceGroup {
    /// Id of the substance.
    substance: String,
    /// Id of the place.
    place: String,
    /// The source's own words, where the place is but the world; empty elsewhere.
    place_text: String,
    /// Level of the market, "online" for offers of online markets.
    level: &'static str,
    /// "base", "hydrochloride", another form, or "not-stated".
    form: &'static str,
    /// The year whose money it is, where prices are constant; null elsewhere.
    money_of_year: Option<i16>,
    /// "pure", or "as-sold" where the purity is not known.
    gram: &'static str,
}

/// What a gram costs in one period.
#[derive(Serialize, ToSchema)]
pub(crate) struct PriceOfGram {
    #[serde(flatten)]
    group: PriceGroup,
    /// The month, quarter or year.
    period: String,
    /// Typical figures.
    figures: u64,
    /// Vendors they are from, each of whom counts once; 0 where no vendor is told.
    vendors: u64,
    /// The median with its interval; null where sources state ranges alone.
    median: Option<MedianOfPrices>,
    /// Lowest lower end of the ranges that sources state; null where there is none.
    range_low: Option<f64>,
    /// Highest upper end; null where there is none.
    range_high: Option<f64>,
    /// What the grams are pure by.
    purity: PurityOfPrices,
    /// Whose figures.
    sources: Vec<String>,
}

/// A median and what is known of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct MedianOfPrices {
    /// The median.
    value: f64,
    /// Figures it is of.
    of: u64,
    /// Lower end of its interval; null where figures are too few.
    low: Option<f64>,
    /// Upper end; null where figures are too few.
    high: Option<f64>,
    /// Chance that such an interval holds the true median; null where figures are too few.
    coverage: Option<f64>,
    /// How many figures an interval needs; null where there is one.
    needed: Option<u64>,
}

/// How many figures are pure by what.
#[derive(Serialize, ToSchema)]
pub(crate) struct PurityOfPrices {
    /// Figures whose own row states the purity.
    own: u64,
    /// Figures whose price is stated for pure substance.
    stated_pure: u64,
    /// Figures that count by the strength of a dose.
    strength: u64,
    /// The median purity of the period, as a fraction, where it was used; null elsewhere.
    of_period: Option<f64>,
    /// Figures that this median is of.
    of_period_figures: u64,
}

/// How the price of a gram moves with the size of the deal.
#[derive(Serialize, ToSchema)]
pub(crate) struct DiscountOfSize {
    #[serde(flatten)]
    group: PriceGroup,
    /// Deals of known size, one for each vendor and size.
    deals: u64,
    /// Vendors they are from; 0 where no vendor is told.
    vendors: u64,
    /// The price of a gram goes with this power of the deal's size; null where there is none.
    exponent: Option<f64>,
    /// Lower end of its interval.
    low: Option<f64>,
    /// Upper end of its interval.
    high: Option<f64>,
    /// By which share a gram is cheaper in a deal ten times as large.
    tenfold: Option<f64>,
    /// Smallest deal, in grams.
    smallest_g: Option<f64>,
    /// Largest deal, in grams.
    largest_g: Option<f64>,
    /// The price of a gram in a deal of `deal_g`; null beyond the sizes seen.
    at: Option<MedianOfPrices>,
    /// Why there is no power; null where there is one.
    none_because: Option<String>,
}

/// Why figures were left out.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReasonLeftOut {
    /// The reason.
    reason: String,
    /// How many figures.
    figures: u64,
}

/// A rate of exchange that was used.
#[derive(Serialize, ToSchema)]
pub(crate) struct RateUsed {
    /// The currency.
    currency: String,
    /// The year.
    year: i16,
    /// Units of it for one euro, as an exact decimal.
    per_euro: String,
    /// Its first day.
    #[schema(format = Date)]
    first_day: String,
    /// Its last day: it counts from then on.
    #[schema(format = Date)]
    last_day: String,
    /// Where it is from.
    source: String,
}

impl PricesAnswered {
    /// Of what was found, a page of its lines.
    pub fn of(found: &Prices, question: &Question, cut: Cut) -> Self {
        let reasons = found.left_out_counts();
        Self {
            asked_of: AskedOf::of(question.vantage),
            currency: question.currency.to_string(),
            confidence: question.confidence,
            deal_g: question.deal_g,
            figures: found.lines.iter().map(|line| line.figures as u64).sum(),
            page: cut.page(&found.lines, PriceOfGram::of),
            discounts: found.discounts.iter().take(MOST_BESIDE).map(DiscountOfSize::of).collect(),
            left_out_total: reasons.iter().map(|(_, figures)| *figures as u64).sum(),
            left_out: reasons
                .into_iter()
                .take(MOST_BESIDE)
                .map(|(reason, figures)| ReasonLeftOut { reason, figures: figures as u64 })
                .collect(),
            rates: found.rates.iter().take(MOST_BESIDE).map(RateUsed::of).collect(),
        }
    }
}

impl PriceGroup {
    pub(super) fn of(group: &Group) -> Self {
        Self {
            substance: group.substance.clone(),
            place: group.place.clone(),
            place_text: group.place_text.clone(),
            level: group.level.as_str(),
            form: group.form.as_str(),
            money_of_year: group.money_of_year,
            gram: if group.is_pure { "pure" } else { "as-sold" },
        }
    }
}

impl PriceOfGram {
    fn of(line: &PriceLine) -> Self {
        Self {
            group: PriceGroup::of(&line.cell.group),
            period: line.cell.period.to_string(),
            figures: line.figures as u64,
            vendors: line.vendors as u64,
            median: line.median.as_ref().map(MedianOfPrices::of),
            range_low: line.range.0,
            range_high: line.range.1,
            purity: PurityOfPrices::of(&line.purity),
            sources: line.sources.iter().cloned().collect(),
        }
    }
}

impl MedianOfPrices {
    fn of(median: &Median) -> Self {
        let none = Self {
            value: median.value,
            of: median.number as u64,
            low: None,
            high: None,
            coverage: None,
            needed: None,
        };
        match median.interval {
            MedianInterval::Reached { low, high, coverage } => {
                Self { low: Some(low), high: Some(high), coverage: Some(coverage), ..none }
            }
            MedianInterval::TooFew { needed, .. } => Self { needed: Some(needed as u64), ..none },
        }
    }
}

impl PurityOfPrices {
    fn of(purity: &PuritySummary) -> Self {
        Self {
            own: purity.own as u64,
            stated_pure: purity.stated_pure as u64,
            strength: purity.strength as u64,
            of_period: purity.of_period.map(|(fraction, _)| fraction),
            of_period_figures: purity.of_period.map_or(0, |(_, figures)| figures as u64),
        }
    }
}

impl DiscountOfSize {
    fn of(line: &DiscountLine) -> Self {
        let discount = line.discount.as_ref().ok();
        Self {
            group: PriceGroup::of(&line.group),
            deals: line.deals as u64,
            vendors: line.vendors as u64,
            exponent: discount.map(|discount| discount.exponent),
            low: discount.map(|discount| discount.low),
            high: discount.map(|discount| discount.high),
            tenfold: discount.map(QuantityDiscount::tenfold),
            smallest_g: discount.map(|discount| discount.sizes.0),
            largest_g: discount.map(|discount| discount.sizes.1),
            at: line.at.as_ref().map(MedianOfPrices::of),
            none_because: line.discount.as_ref().err().map(ToString::to_string),
        }
    }
}

impl RateUsed {
    fn of((currency, year, rate): &(Currency, i16, Rate)) -> Self {
        Self {
            currency: currency.to_string(),
            year: *year,
            per_euro: rate.per_euro.to_string(),
            first_day: rate.first_day.to_string(),
            last_day: rate.last_day.to_string(),
            source: rate.source.clone(),
        }
    }
}

/// Most groups, reasons and rates beside the lines.
const MOST_BESIDE: usize = 1000;
