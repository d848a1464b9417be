//! Some rows of a file under a mapping: what each would give, in words, before anything is stored.

use intake::{IntakeError, Mapping, MappingError, read_rows};
use jiff::civil::Date;
use rust_decimal::Decimal;
use thiserror::Error;
use vocabulary::fact::{Detail, Fact, Missing};
use vocabulary::indicator;
use vocabulary::place::Places;
use vocabulary::submission::Rejection;
use vocabulary::substance::Substances;

use crate::number::grouped;

/// What a row gives.
#[derive(Debug)]
pub struct RowInWords {
    /// Its facts; none where it is rejected.
    pub facts: Vec<FactInWords>,
    /// Why it is rejected; empty where it is not.
    pub rejections: Vec<Rejection>,
}

/// A fact as people say it.
#[derive(Debug)]
pub struct FactInWords {
    /// What is counted or measured.
    pub indicator: String,
    /// The substances, by the names of the vocabulary; as written where it has none, which is said.
    pub substances: Vec<String>,
    /// Where.
    pub place: String,
    /// When.
    pub period: String,
    /// The figure with its unit, or what stands for it.
    pub figure: String,
    /// What part of the whole it is about, as (column, value).
    pub subgroup: Vec<(String, String)>,
}

/// Why rows cannot be read under a mapping.
#[derive(Debug, Error)]
pub enum ReadingError {
    /// The mapping is not sound.
    #[error(transparent)]
    Mapping(#[from] MappingError),
    /// The rows do not fit it.
    #[error(transparent)]
    Intake(#[from] IntakeError),
}

/// Reads rows under the names of their columns and a mapping, as of `today`; stores nothing.
///
/// # Errors
/// When the mapping is not sound, or names a column that is not there.
pub fn read_in_words(
    names: &[String],
    rows: &[Vec<String>],
    mapping: &str,
    today: Date,
) -> Result<Vec<RowInWords>, ReadingError> {
    let mut mapping = Mapping::parse(mapping)?;
    let read = read_rows(names, rows, &mut mapping, today)?;
    let in_words = read.into_iter().map(|row| RowInWords {
        facts: row.facts.iter().map(FactInWords::of).collect(),
        rejections: row.rejections,
    });
    Ok(in_words.collect())
}

impl FactInWords {
    fn of(fact: &Fact) -> Self {
        let known = indicator::get(fact.indicator.as_str());
        let substances = fact.substances.iter().map(|named| {
            let known = named.substance.as_ref().and_then(|id| Substances::shipped().get(id));
            known.map_or_else(
                || format!("{} (no known name)", named.text),
                |known| known.name().to_owned(),
            )
        });
        let place = Places::shipped().get(&fact.place);
        Self {
            indicator: known
                .map_or_else(|| fact.indicator.to_string(), |known| known.name.to_string()),
            substances: substances.collect(),
            place: place.map_or_else(|| fact.place.to_string(), |place| place.name().to_owned()),
            period: fact.when.period().to_string(),
            figure: figure(&fact.detail),
            subgroup: fact
                .subgroup
                .iter()
                .map(|(column, value)| (column.to_string(), value.to_string()))
                .collect(),
        }
    }
}

/// The figure of a fact, with its unit.
fn figure(detail: &Detail) -> String {
    let missing = |missing: &Missing| missing.as_str().replace('-', " ");
    match detail {
        Detail::Observation(one) => match &one.value {
            Ok(value) => format!("{} {}", plain(value), one.unit.as_str()),
            Err(why) => missing(why),
        },
        Detail::Case(case) => {
            let age = case.age_years.map(|years| format!("{years} years"));
            let parts = [age, case.sex.clone(), case.setting.clone()];
            listed("1 event", parts.into_iter().flatten())
        }
        Detail::Seizure(seizure) => match (&seizure.mass_kg, &seizure.amount) {
            (Some(mass), _) => format!("{} kg", plain(mass)),
            (None, Some((amount, unit))) => format!("{} {}", plain(amount), unit.as_str()),
            (None, None) => "no amount".to_owned(),
        },
        Detail::Sample(sample) => {
            let purity =
                sample.purity_fraction.map(|share| format!("purity {} of 1", plain(&share)));
            let mass = sample.mass_mg.map(|mass| format!("{} mg", plain(&mass)));
            let sold_as = sample.sold_as.as_ref().map(|name| format!("sold as {name}"));
            listed("1 sample", [purity, mass, sold_as].into_iter().flatten())
        }
        Detail::Price(price) => {
            let bounds = match (price.low, price.high) {
                (Some(low), Some(high)) => Some(format!("{} to {}", plain(&low), plain(&high))),
                (low, high) => low.or(high).map(|one| plain(&one)),
            };
            let typical = price.typical.map(|one| plain(&one));
            let figures: Vec<String> = typical.into_iter().chain(bounds).collect();
            format!("{} {}, {}", figures.join(", "), price.unit().as_str(), price.level.as_str())
        }
        Detail::Cultivation(crop) => match &crop.area_ha {
            Ok(area) => format!("{} hectare of {}", plain(area), crop.crop.as_str()),
            Err(why) => why.as_str().replace('-', " "),
        },
        Detail::Dispensing(given) => match &given.quantity {
            Ok(quantity) => format!("{} {}", plain(quantity), given.unit.as_str()),
            Err(why) => missing(why),
        },
        Detail::Listing(listing) => {
            let price = listing.price.as_ref();
            let price = price.map(|(price, currency)| format!("{} {currency}", plain(price)));
            let mass = listing.mass_kg.map(|mass| format!("{} kg", plain(&mass)));
            listed("1 offer", [price, mass].into_iter().flatten())
        }
    }
}

/// All digits of a figure, without noughts that say nothing.
fn plain(figure: &Decimal) -> String {
    let digits = figure.abs().normalize().to_string();
    format!("{}{}", if figure.is_sign_negative() { "-" } else { "" }, grouped(&digits))
}

fn listed(first: &str, more: impl Iterator<Item = String>) -> String {
    std::iter::once(first.to_owned()).chain(more).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_written_with_all_its_digits_and_no_more() {
        for (text, expected) in
            [("210.000000", "210"), ("1000000", "1,000,000"), ("-1234.50", "-1,234.5"), ("0", "0")]
        {
            let figure: Decimal = text.parse().unwrap();
            assert_eq!(plain(&figure), expected);
        }
    }
}
