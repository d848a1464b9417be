//! Values so far above the others that their unit or decimal point is in doubt.
//!
//! Measured amounts only: masses, volumes, doses, areas, prices. Counts and shares have no unit to be
//! mistaken. Values far too small are not looked at: they move no sum.

use std::collections::BTreeMap;
use std::fmt;

use vocabulary::quality::{Fault, Subject};
use vocabulary::quantity::ValueUnit;

use super::found::{Found, evidence, exact, plain};
use super::sheet::{Figure, Sheet, Stream, Substances, decimal};

/// When a value is an outlier.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OutlierSettings {
    /// Values a substance must have to be compared with itself.
    pub least_values: usize,
    /// Values all substances of an indicator and unit must have, where one has too few.
    pub least_values_together: usize,
    /// Robust score from which a value is far out.
    pub robust_score: f64,
    /// Smallest spread taken for one standard deviation.
    ///
    /// - Units: powers of ten
    pub least_spread: f64,
    /// How many times the next lower value it must be.
    pub factor: f64,
    /// Most outliers of one substance, and no more than one in ten: others are a second sort of amount.
    pub most: usize,
}

impl OutlierSettings {
    /// The usual ones, chosen so that few honest large amounts are in doubt.
    pub const fn usual() -> Self {
        Self {
            least_values: 30,
            least_values_together: 100,
            robust_score: 4.5,
            least_spread: 0.5,
            factor: 5.0,
            most: 3,
        }
    }
}

impl fmt::Display for OutlierSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { least_values, least_values_together, robust_score, .. } = self;
        let Self { least_spread, factor, most, .. } = self;
        write!(
            f,
            "least_values={least_values} least_values_together={least_values_together} \
             robust_score={robust_score} least_spread={least_spread} factor={factor} most={most}"
        )
    }
}

/// Median and spread of values on the scale of their logarithm.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Usual {
    median: f64,
    spread: f64,
    values: usize,
}

/// Finds values far above the others of their substance, indicator and unit.
///
/// The score is the distance from the median in median absolute deviations, both of the logarithms to
/// base ten; a value must also stand apart from the next lower one of its substance. A substance with
/// few values is held against all substances of the indicator and unit; one with a single value is not
/// looked at.
///
/// - Shape: values that are missing, zero or negative say nothing; an empty sheet has no outliers.
/// - Source: Iglewicz & Hoaglin 1993, "How to Detect and Handle Outliers" (modified Z score).
pub fn unit_outliers(sheet: &Sheet, settings: &OutlierSettings) -> Vec<Found> {
    let mut groups: BTreeMap<(Stream, Substances), Vec<(f64, usize)>> = BTreeMap::new();
    for (at, figure) in sheet.figures.iter().enumerate() {
        let number = figure.number().filter(|number| *number > 0.0);
        if let Some(number) = number.filter(|_| has_unit(sheet, figure)) {
            let group = groups.entry((figure.stream(), figure.substances)).or_default();
            group.push((number.log10(), at));
        }
    }
    let mut together: BTreeMap<Stream, Vec<f64>> = BTreeMap::new();
    for ((stream, _), values) in &mut groups {
        values.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        together.entry(*stream).or_default().extend(values.iter().map(|(log, _)| log));
    }
    let together: BTreeMap<Stream, Usual> = together
        .into_iter()
        .filter(|(_, logs)| logs.len() >= settings.least_values_together)
        .map(|(stream, logs)| (stream, usual(logs, settings)))
        .collect();
    let mut found = BTreeMap::new();
    for ((stream, substances), values) in &groups {
        let usual = if values.len() >= settings.least_values {
            Some(usual(values.iter().map(|(log, _)| *log).collect(), settings))
        } else {
            together.get(stream).copied()
        };
        let Some(usual) = usual else { continue };
        let first = first_outlier(values, &usual, settings);
        for (log, at) in &values[first..] {
            let next = first.checked_sub(1).map(|next| values[next].0);
            let outlier = Outlier { sheet, stream: *stream, substances: *substances, usual, next };
            let one = outlier.found(*log, *at);
            found.entry(one.subject.clone()).or_insert(one).figures.push(*at);
        }
    }
    found.into_values().collect()
}

/// Index of the first outlier of sorted values; their number where there is none.
fn first_outlier(values: &[(f64, usize)], usual: &Usual, settings: &OutlierSettings) -> usize {
    let gap = settings.factor.log10();
    let most = (values.len() / 10).clamp(1, settings.most);
    let from = values.len().saturating_sub(most);
    let is_first = |at: &usize| {
        let far = (values[*at].0 - usual.median) / usual.spread >= settings.robust_score;
        let below = at.checked_sub(1).map(|below| values[below].0);
        far && below.is_some_and(|below| values[*at].0 - below >= gap)
    };
    (from..values.len()).find(is_first).unwrap_or(values.len())
}

fn usual(mut logs: Vec<f64>, settings: &OutlierSettings) -> Usual {
    let middle = median(&mut logs);
    let mut distances: Vec<f64> = logs.iter().map(|log| (log - middle).abs()).collect();
    let spread = TO_STANDARD_DEVIATION * median(&mut distances);
    Usual { median: middle, spread: spread.max(settings.least_spread), values: logs.len() }
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 {
        values[middle]
    } else {
        f64::midpoint(values[middle - 1], values[middle])
    }
}

/// Whether a figure is measured in something that can be mistaken.
fn has_unit(sheet: &Sheet, figure: &Figure) -> bool {
    matches!(
        ValueUnit::parse(sheet.read(figure.unit)),
        Some(
            ValueUnit::Kilogram
                | ValueUnit::Litre
                | ValueUnit::Dose
                | ValueUnit::Hectare
                | ValueUnit::MgPer1000PerDay
                | ValueUnit::MorphineMilligrams
                | ValueUnit::Price(..)
        )
    )
}

struct Outlier<'a> {
    sheet: &'a Sheet,
    stream: Stream,
    substances: Substances,
    usual: Usual,
    /// Logarithm of the next lower value.
    next: Option<f64>,
}

impl Outlier<'_> {
    fn found(&self, log: f64, at: usize) -> Found {
        let Self { sheet, usual, .. } = self;
        let figure = &sheet.figures[at];
        let value = figure.value.and_then(decimal);
        let subject = Subject {
            place: sheet.place(figure),
            period: Some(figure.period()),
            value,
            ..Subject::of(Fault::UnitOutlier, sheet.source.clone())
        };
        let subject = sheet.about_substances(sheet.about(subject, self.stream), self.substances);
        let unit = sheet.read(figure.unit);
        let written = value.map_or_else(|| plain(10_f64.powf(log)), exact);
        let score = (log - usual.median) / usual.spread;
        let median = plain(10_f64.powf(usual.median));
        let mut figures = vec![
            evidence("value", format!("{written} {unit}")),
            evidence("robust score", format!("{score:.1}")),
            evidence("median", format!("{median} {unit}")),
            evidence("compared with", format!("{} values", plain(usual.values as f64))),
        ];
        if let Some(next) = self.next {
            let times = 10_f64.powf(log - next);
            figures.push(evidence("next lower", format!("{} {unit}", plain(10_f64.powf(next)))));
            figures.push(evidence("times the next lower", format!("{times:.1}")));
        }
        let thousandth = (log - 3.0 - usual.median) / usual.spread;
        let hint = if thousandth.abs() <= USUAL_SCORE {
            figures
                .push(evidence("robust score of a thousandth of it", format!("{thousandth:.1}")));
            "; a thousandth of it would be usual: see whether the unit is mistaken"
        } else {
            "; see whether the unit or the decimal point is mistaken"
        };
        let says = format!(
            "{written} {unit}, where the median of {} values is {median} {unit}{hint}",
            plain(usual.values as f64)
        );
        Found { subject, says, evidence: figures, figures: Vec::new() }
    }
}

/// Makes the median absolute deviation of normal values their standard deviation.
const TO_STANDARD_DEVIATION: f64 = 1.4826;

/// A value within so many standard deviations is usual.
const USUAL_SCORE: f64 = 2.0;

#[cfg(test)]
mod tests {
    use super::super::testing::{Row, sheet};
    use super::*;

    /// Forty amounts around 100 g, and one more.
    fn with(kilograms: &'static str) -> Sheet {
        let mut rows: Vec<Row> = (0..40)
            .map(|i| Row { value: ["0.05", "0.1", "0.2", "0.12"][i % 4], ..Row::seizure() })
            .collect();
        rows.push(Row { value: kilograms, place: "LV", ..Row::seizure() });
        sheet(&rows)
    }

    #[test]
    fn grams_entered_as_kilograms_are_found_with_their_row() {
        let found = unit_outliers(&with("480"), &OutlierSettings::usual());
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].figures, [40]);
        assert_eq!(found[0].subject.value, Some(480.into()));
        assert_eq!(found[0].subject.place.as_ref().unwrap().as_str(), "LV");
        assert!(found[0].says.contains("a thousandth of it would be usual"), "{}", found[0].says);
    }

    #[test]
    fn a_large_honest_amount_is_not_in_doubt() {
        assert_eq!(unit_outliers(&with("4"), &OutlierSettings::usual()), []);
    }

    #[test]
    fn an_outlier_stands_apart_from_the_next_lower_value() {
        let mut rows: Vec<Row> = (0..200).map(|_| Row { value: "0.1", ..Row::seizure() }).collect();
        for value in ["10", "30", "90", "270"] {
            rows.push(Row { value, ..Row::seizure() });
        }
        assert_eq!(unit_outliers(&sheet(&rows), &OutlierSettings::usual()), []);
    }

    #[test]
    fn few_values_are_held_against_all_substances() {
        let mut rows: Vec<Row> = (0..150).map(|_| Row { value: "0.1", ..Row::seizure() }).collect();
        for value in ["30", "100", "60000"] {
            rows.push(Row { value, substances: &["acetic-anhydride"], ..Row::seizure() });
        }
        let found = unit_outliers(&sheet(&rows), &OutlierSettings::usual());
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].subject.substance.as_ref().unwrap().as_str(), "acetic-anhydride");
        assert_eq!(unit_outliers(&sheet(&rows[100..]), &OutlierSettings::usual()), []);
    }

    #[test]
    fn nothing_one_value_and_equal_values_are_quiet() {
        let settings = OutlierSettings::usual();
        assert_eq!(unit_outliers(&sheet(&[]), &settings), []);
        assert_eq!(unit_outliers(&sheet(&[Row::seizure()]), &settings), []);
        assert_eq!(unit_outliers(&sheet(&vec![Row::seizure(); 60]), &settings), []);
    }

    #[test]
    fn zero_negative_and_missing_values_say_nothing() {
        let mut rows: Vec<Row> = (0..40).map(|_| Row::seizure()).collect();
        for value in ["0", "-5000", ""] {
            rows.push(Row { value, ..Row::seizure() });
        }
        assert_eq!(unit_outliers(&sheet(&rows), &OutlierSettings::usual()), []);
    }
}
