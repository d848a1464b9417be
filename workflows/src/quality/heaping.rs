//! Too many round values: amounts and counts that were estimated.

use std::collections::BTreeMap;
use std::fmt;

use vocabulary::quality::{Fault, Subject};
use vocabulary::quantity::ValueUnit;

use super::found::{Found, evidence, percent, plain};
use super::sheet::{Figure, Sheet, Stream, Text};

/// When values are said to be heaped.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeapingSettings {
    /// Values a place must state.
    pub least_values: usize,
    /// Share of measured values with a single digit apart from zeros.
    pub single_digit_share: f64,
    /// Share of counts of a hundred and more that end in 0 or 5; one in five would by chance.
    pub round_count_share: f64,
}

impl HeapingSettings {
    /// The usual ones.
    pub const fn usual() -> Self {
        Self { least_values: 100, single_digit_share: 0.6, round_count_share: 0.5 }
    }
}

impl fmt::Display for HeapingSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { least_values, single_digit_share, round_count_share } = self;
        write!(
            f,
            "least_values={least_values} single_digit_share={single_digit_share} \
             round_count_share={round_count_share}"
        )
    }
}

/// Finds places whose values are round too often.
///
/// - Shape: counts of events say nothing, nor do counts below a hundred, shares and rates.
pub fn heaped_values(sheet: &Sheet, settings: &HeapingSettings) -> Vec<Found> {
    // Values, and how many of them are round.
    let mut places: BTreeMap<(Stream, Text), (Vec<usize>, usize)> = BTreeMap::new();
    for (at, figure) in sheet.figures.iter().enumerate() {
        if let Some(is_round) = is_round(sheet, figure) {
            let (figures, round) = places.entry((figure.stream(), figure.place)).or_default();
            figures.push(at);
            *round += usize::from(is_round);
        }
    }
    let mut found = Vec::new();
    for ((stream, _), (figures, round)) in places {
        let share = round as f64 / figures.len() as f64;
        let is_count = sheet.read(stream.1) == ValueUnit::Count.as_str();
        let most = if is_count { settings.round_count_share } else { settings.single_digit_share };
        if figures.len() < settings.least_values || share < most {
            continue;
        }
        let subject = Subject {
            place: sheet.place(&sheet.figures[figures[0]]),
            ..Subject::of(Fault::Heaping, sheet.source.clone())
        };
        let what = if is_count {
            "end in 0 or 5, where one in five would by chance"
        } else {
            "have a single digit apart from zeros: amounts are estimates"
        };
        let says = format!("{} of {} values {what}", percent(share), plain(figures.len() as f64));
        let evidence = vec![
            evidence("values", plain(figures.len() as f64)),
            evidence("round values", plain(round as f64)),
            evidence("share of round values", percent(share)),
        ];
        found.push(Found { subject: sheet.about(subject, stream), says, evidence, figures });
    }
    found
}

/// Whether a value is round; `None` where roundness says nothing.
fn is_round(sheet: &Sheet, figure: &Figure) -> Option<bool> {
    let value = figure.value.filter(|value| *value > 0)?;
    match ValueUnit::parse(sheet.read(figure.unit))? {
        ValueUnit::Count => {
            let is_large = figure.column != store::facts::EVENT && value >= 100 * ONE;
            is_large.then_some(value % (5 * ONE) == 0)
        }
        ValueUnit::Kilogram | ValueUnit::Litre | ValueUnit::Dose | ValueUnit::Hectare => {
            let mut value = value;
            while value % 10 == 0 {
                value /= 10;
            }
            Some(value < 10)
        }
        _ => None,
    }
}

/// One, in units of 10^-9.
const ONE: i128 = 1_000_000_000;

#[cfg(test)]
mod tests {
    use super::super::testing::{Row, sheet};
    use super::*;

    fn found(values: impl Iterator<Item = String>, unit: &'static str) -> Vec<Found> {
        let row = |value: String| Row { unit, value: value.leak(), ..Row::seizure() };
        let rows: Vec<Row> = values.map(row).collect();
        heaped_values(&sheet(&rows), &HeapingSettings::usual())
    }

    #[test]
    fn estimated_amounts_are_heaped_and_weighed_ones_are_not() {
        let estimated = found((0..120).map(|i| ["1", "0.5", "2", "1.374"][i % 4].to_owned()), "kg");
        assert_eq!(estimated.len(), 1);
        let says = "75 % of 120 values have a single digit apart from zeros: amounts are estimates";
        assert_eq!(estimated[0].says, says);
        assert_eq!(found((0..120).map(|i| format!("0.{}", 137 + i)), "kg"), []);
    }

    #[test]
    fn large_counts_that_end_in_0_or_5_are_heaped() {
        let heaped = found((0..120).map(|i| (100 + 5 * i + i % 2).to_string()), "count");
        assert_eq!(heaped.len(), 1, "half of them end in 0 or 5");
        assert_eq!(found((0..120).map(|i| (100 + i).to_string()), "count"), []);
    }

    #[test]
    fn few_values_small_counts_and_rates_say_nothing() {
        assert_eq!(found((0..99).map(|_| "5".to_owned()), "kg"), []);
        assert_eq!(found((0..200).map(|_| "5".to_owned()), "count"), []);
        assert_eq!(found((0..200).map(|_| "5".to_owned()), "percent"), []);
        assert_eq!(found(std::iter::empty(), "kg"), []);
    }
}
