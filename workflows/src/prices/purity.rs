//! Purities that are stated apart from prices, and which of them a price may be held against.
//!
//! It joins like with like only: the same substance, place, level, form and period. Bounds of a range,
//! and purities of a part of the market that has no price of its own, join nothing.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use store::facts::PurityTold;
use vocabulary::deal::Form;
use vocabulary::period::{Cadence, Period};

use super::LeftOut;
use super::figure::{Level, Purity, Reason, float, one_substance, period_in, place_text};
use super::lines::Group;

/// Substance, place, words for the place, level, form and period.
type Key = (String, String, String, Level, Form, Period);

/// Stated purities by what a price must share with them.
pub(super) struct Purities(BTreeMap<Key, Vec<f64>>);

impl Purities {
    /// Gathers purities; those that cannot be are told with their reason.
    pub fn of<'a>(
        told: impl Iterator<Item = &'a PurityTold>,
        by: Cadence,
        left_out: &mut Vec<LeftOut>,
    ) -> Self {
        let mut purities: BTreeMap<_, Vec<f64>> = BTreeMap::new();
        for purity in told {
            match key_of(purity, by) {
                Ok(Some((key, fraction))) => purities.entry(key).or_default().push(fraction),
                Ok(None) => {}
                Err(reason) => left_out.push(LeftOut { of: purity.of.clone(), reason }),
            }
        }
        for fractions in purities.values_mut() {
            fractions.sort_by(f64::total_cmp);
        }
        Self(purities)
    }

    /// The median purity of what a price belongs to.
    pub fn of_cell(&self, group: &Group, period: &Period) -> Purity {
        let Group { substance, place, place_text, level, form, .. } = group.clone();
        let key = (substance, place, place_text, level, form, *period);
        let fractions = self.0.get(&key).map_or(&[][..], Vec::as_slice);
        signals::market::median(fractions, 0.5)
            .map_or(Purity::Unknown, |median| Purity::OfPeriod(median.value, median.number))
    }
}

/// What a purity can be joined to; nothing where it is no typical figure of a whole market.
fn key_of(purity: &PurityTold, by: Cadence) -> Result<Option<(Key, f64)>, Reason> {
    let level = level_of(purity);
    let (Some(level), Some(value)) = (level, purity.value) else { return Ok(None) };
    let substance = one_substance(&purity.of)?;
    let form = match purity.of.subgroup.as_str() {
        "" => Form::NotStated,
        subgroup => match subgroup.strip_prefix("form=").filter(|form| !form.contains("; ")) {
            Some(form) => Form::of_field(form, &substance),
            None => return Ok(None),
        },
    };
    let fraction = match purity.unit.as_str() {
        "percent" => value / Decimal::ONE_HUNDRED,
        "fraction" => value,
        unit => return Err(Reason::Unknown("the unit", unit.to_owned())),
    };
    if !is_possible(fraction) {
        return Err(Reason::ImpossiblePurity);
    }
    let Some(period) = period_in(&purity.of.period, by) else { return Err(Reason::LongPeriod) };
    let key = (substance, purity.of.place.clone(), place_text(&purity.of), level, form, period);
    Ok(Some((key, float(fraction))))
}

/// The level of the market that a purity is of.
pub(super) fn level_of(purity: &PurityTold) -> Option<Level> {
    purity.indicator.strip_prefix("purity-").and_then(Level::parse)
}

/// Whether a mass fraction can be one of something that is sold.
pub(super) fn is_possible(fraction: Decimal) -> bool {
    fraction > Decimal::ZERO && fraction <= Decimal::ONE
}
