//! The columns that samples, prices, cultivation, dispensing and listings have for themselves.
//!
//! What tells a sample, a buyer or a vendor from another is stored as a keyed digest: equal ones stay
//! equal within a source, and say nothing else.

use std::borrow::Cow;
use std::sync::Arc;

use datafusion::arrow::array::{Decimal128Builder, Int32Array, ListBuilder};
use datafusion::arrow::datatypes::{DataType, Field};
use vocabulary::fact::{Cultivation, Detail, Dispensing, Fact, Listing, Price, Sample};
use vocabulary::quantity::SCALE;

use super::{Column, Columns, Context, PRECISION, decimals, of_kind, to_scaled, whole_numbers};
use crate::sealing::keyed_digest;

/// The columns of samples; `shares` has the length of `substances`.
pub(super) fn sample_columns<'f>(facts: &[&'f Fact], context: &Context) -> Columns<'f> {
    let samples: Vec<&Sample> = of_kind(facts, |detail| match detail {
        Detail::Sample(sample) => Some(&**sample),
        _ => None,
    });
    vec![
        ("sample", texts(&samples, |s| Some(pseudonym(context, "sample", &s.sample)))),
        ("sold_as", texts(&samples, |s| s.sold_as.as_deref().map(Cow::from))),
        ("form", texts(&samples, |s| s.form.as_deref().map(Cow::from))),
        ("mass_mg", decimals(samples.iter().map(|s| s.mass_mg))),
        ("purity_fraction", decimals(samples.iter().map(|s| s.purity_fraction))),
        ("shares", shares(&samples)),
        ("method", texts(&samples, |s| s.method.as_deref().map(Cow::from))),
        ("laboratory", texts(&samples, |s| s.laboratory.as_deref().map(Cow::from))),
        ("setting", texts(&samples, |s| s.setting.as_deref().map(Cow::from))),
    ]
}

/// The columns of prices.
pub(super) fn price_columns<'f>(facts: &[&'f Fact]) -> Columns<'f> {
    let prices: Vec<&Price> = of_kind(facts, |detail| match detail {
        Detail::Price(price) => Some(&**price),
        _ => None,
    });
    let years = prices.iter().map(|p| p.money_of_year.map(i32::from));
    vec![
        ("typical", decimals(prices.iter().map(|p| p.typical))),
        ("low", decimals(prices.iter().map(|p| p.low))),
        ("high", decimals(prices.iter().map(|p| p.high))),
        ("unit", texts(&prices, |p| Some(p.unit().as_str().into()))),
        ("currency", texts(&prices, |p| Some(p.currency.to_string().into()))),
        ("money_of_year", Column::Values(Arc::new(years.collect::<Int32Array>()))),
        ("per", texts(&prices, |p| Some(p.per.as_str().into()))),
        ("level", texts(&prices, |p| Some(p.level.as_str().into()))),
        ("purity_fraction", decimals(prices.iter().map(|p| p.purity_fraction))),
        ("form", texts(&prices, |p| p.form.as_deref().map(Cow::from))),
        ("statistic", texts(&prices, |p| p.statistic.as_deref().map(Cow::from))),
        ("deal_kg", decimals(prices.iter().map(|p| p.deal_kg))),
        ("strength_mg", decimals(prices.iter().map(|p| p.strength_mg))),
    ]
}

/// The columns of cultivation; `no_area` says why `area_ha` is empty.
pub(super) fn cultivation_columns<'f>(facts: &[&'f Fact]) -> Columns<'f> {
    let crops: Vec<&Cultivation> = of_kind(facts, |detail| match detail {
        Detail::Cultivation(cultivation) => Some(&**cultivation),
        _ => None,
    });
    let no_area = |c: &Cultivation| c.area_ha.err().map(|state| state.as_str().into());
    vec![
        ("crop", texts(&crops, |c| Some(c.crop.as_str().into()))),
        ("area_ha", decimals(crops.iter().map(|c| c.area_ha.ok()))),
        ("no_area", texts(&crops, no_area)),
        ("area_low_ha", decimals(crops.iter().map(|c| c.area_bounds_ha.map(|(low, _)| low)))),
        ("area_high_ha", decimals(crops.iter().map(|c| c.area_bounds_ha.map(|(_, high)| high)))),
        ("eradicated_ha", decimals(crops.iter().map(|c| c.eradicated_ha))),
        ("production_kg", decimals(crops.iter().map(|c| c.production_kg))),
    ]
}

/// The columns of dispensing.
pub(super) fn dispensing_columns<'f>(facts: &[&'f Fact], context: &Context) -> Columns<'f> {
    let given: Vec<&Dispensing> = of_kind(facts, |detail| match detail {
        Detail::Dispensing(dispensing) => Some(&**dispensing),
        _ => None,
    });
    let missing = |d: &Dispensing| d.quantity.err().map(|missing| missing.as_str().into());
    let buyer = |d: &Dispensing| d.buyer.as_deref().map(|b| pseudonym(context, "buyer", b));
    let persons = given.iter().map(|d| d.per_persons.map(i64::from));
    vec![
        ("quantity", decimals(given.iter().map(|d| d.quantity.ok()))),
        ("missing", texts(&given, missing)),
        ("unit", texts(&given, |d| Some(d.value_unit().as_str().into()))),
        ("dispensed", texts(&given, |d| Some(d.unit.as_str().into()))),
        ("per_persons", whole_numbers(persons)),
        ("buyer_kind", texts(&given, |d| d.buyer_kind.as_deref().map(Cow::from))),
        ("buyer", texts(&given, buyer)),
    ]
}

/// The columns of listings.
pub(super) fn listing_columns<'f>(facts: &[&'f Fact], context: &Context) -> Columns<'f> {
    let listings: Vec<&Listing> = of_kind(facts, |detail| match detail {
        Detail::Listing(listing) => Some(&**listing),
        _ => None,
    });
    let vendor = |l: &Listing| l.vendor.as_deref().map(|v| pseudonym(context, "vendor", v));
    let currency = |l: &Listing| l.price.map(|(_, currency)| currency.to_string().into());
    let amount_unit = |l: &Listing| l.amount.map(|(_, unit)| unit.as_str().into());
    let capture = |l: &Listing| l.capture.map(|capture| capture.as_str().into());
    let counts = |of: fn(&Listing) -> Option<u64>| {
        whole_numbers(listings.iter().map(|l| of(l).map(u64::cast_signed)))
    };
    vec![
        ("market", texts(&listings, |l| l.market.as_deref().map(Cow::from))),
        ("vendor", texts(&listings, vendor)),
        ("title", texts(&listings, |l| l.title.as_deref().map(Cow::from))),
        ("price", decimals(listings.iter().map(|l| l.price.map(|(price, _)| price)))),
        ("currency", texts(&listings, currency)),
        ("mass_kg", decimals(listings.iter().map(|l| l.mass_kg))),
        ("amount", decimals(listings.iter().map(|l| l.amount.map(|(amount, _)| amount)))),
        ("amount_unit", texts(&listings, amount_unit)),
        ("sold_count", counts(|l| l.sold_count)),
        ("views", counts(|l| l.views)),
        ("category", texts(&listings, |l| l.category.as_deref().map(Cow::from))),
        ("page", counts(|l| l.page.map(u64::from))),
        ("capture", texts(&listings, capture)),
    ]
}

fn texts<'f, T>(rows: &[&'f T], text: impl Fn(&'f T) -> Option<Cow<'f, str>>) -> Column<'f> {
    Column::Texts(rows.iter().map(|row| text(row)).collect())
}

fn pseudonym<'f>(context: &Context, what: &str, text: &str) -> Cow<'f, str> {
    let parts = [context.source.as_bytes(), what.as_bytes(), text.as_bytes()];
    keyed_digest(&context.fact_key_secret, &parts).to_string()[..DIGITS].to_owned().into()
}

fn shares<'f>(samples: &[&Sample]) -> Column<'f> {
    let decimal = DataType::Decimal128(PRECISION, SCALE as i8);
    let values = Decimal128Builder::new().with_data_type(decimal.clone());
    let mut lists =
        ListBuilder::new(values).with_field(Arc::new(Field::new_list_field(decimal, true)));
    for sample in samples {
        for share in &sample.shares {
            lists.values().append_option(share.map(to_scaled));
        }
        lists.append(true);
    }
    Column::Values(Arc::new(lists.finish()))
}

/// Hexadecimal digits kept of a digest: 128 bits.
const DIGITS: usize = 32;
