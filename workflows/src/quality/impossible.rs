//! Values that cannot be: shares above the whole, amounts and prices below nothing.

use std::collections::BTreeMap;

use vocabulary::quality::{Fault, Subject};

use super::found::{Found, amount, evidence, plain};
use super::sheet::{Figure, Sheet, Stream};

/// Finds values outside what their unit allows: per cent above 100, purity above 1, anything below zero,
/// a price of nothing.
///
/// - Shape: one finding for each indicator, unit and column with all its rows; missing values are none.
pub fn impossible_values(sheet: &Sheet) -> Vec<Found> {
    let mut impossible: BTreeMap<(Stream, Why), Vec<usize>> = BTreeMap::new();
    for (at, figure) in sheet.figures.iter().enumerate() {
        if let Some(why) = why_impossible(sheet, figure) {
            impossible.entry((figure.stream(), why)).or_default().push(at);
        }
    }
    let found = |((stream, why), figures): ((Stream, Why), Vec<usize>)| {
        let unit = sheet.read(stream.1);
        let value = |at: &usize| {
            let Figure { value, row, .. } = sheet.figures[*at];
            format!("{} in row {row}", amount(value.unwrap_or(0), unit))
        };
        let subject = Subject {
            other: Some(format!("{} {}", stream.2, why.in_words())),
            ..Subject::of(Fault::ImpossibleValue, sheet.source.clone())
        };
        let rows = if figures.len() == 1 { "row states" } else { "rows state" };
        let says = format!(
            "{} {rows} a value {}, such as {}",
            plain(figures.len() as f64),
            why.in_words(),
            value(&figures[0])
        );
        let examples = figures.iter().take(EXAMPLES).map(|at| evidence("value", value(at)));
        let evidence = examples.collect();
        Found { subject: sheet.about(subject, stream), says, evidence, figures }
    };
    impossible.into_iter().map(found).collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    BelowNothing,
    AboveTheWhole,
    FreeOfCharge,
}

impl Why {
    const fn in_words(self) -> &'static str {
        match self {
            Self::BelowNothing => "below zero",
            Self::AboveTheWhole => "above the whole",
            Self::FreeOfCharge => "of nothing for a price",
        }
    }
}

fn why_impossible(sheet: &Sheet, figure: &Figure) -> Option<Why> {
    let value = figure.value?;
    let unit = sheet.read(figure.unit);
    let whole = match unit {
        "percent" => Some(100 * ONE),
        store::facts::FRACTION => Some(ONE),
        _ => None,
    };
    if value < 0 {
        return Some(Why::BelowNothing);
    }
    if whole.is_some_and(|whole| value > whole) {
        return Some(Why::AboveTheWhole);
    }
    let is_price = matches!(figure.column, "typical" | "low" | "high");
    (is_price && value == 0).then_some(Why::FreeOfCharge)
}

/// One, in units of 10^-9.
const ONE: i128 = 1_000_000_000;

/// Values shown with a finding.
const EXAMPLES: usize = 5;

#[cfg(test)]
mod tests {
    use super::super::testing::{Row, sheet};
    use super::*;

    fn says(rows: &[Row]) -> Vec<String> {
        impossible_values(&sheet(rows)).into_iter().map(|found| found.says).collect()
    }

    fn row(column: &'static str, unit: &'static str, value: &'static str) -> Row {
        Row { column, unit, value, ..Row::seizure() }
    }

    #[test]
    fn what_cannot_be_is_said_with_its_row() {
        let rows = [
            row("value", "percent", "100"),
            row("value", "percent", "101.5"),
            row("purity_fraction", "fraction", "1"),
            row("purity_fraction", "fraction", "64"),
            row("mass_kg", "kg", "-0.5"),
            row("typical", "eur-per-g", "0"),
        ];
        let mut said = says(&rows);
        said.sort();
        assert_eq!(
            said,
            [
                "1 row states a value above the whole, such as 101.5 % in row 3",
                "1 row states a value above the whole, such as 64 as a share of one in row 5",
                "1 row states a value below zero, such as -0.5 kg in row 6",
                "1 row states a value of nothing for a price, such as 0 eur-per-g in row 7",
            ]
        );
    }

    #[test]
    fn zero_missing_and_the_whole_itself_may_be() {
        assert!(says(&[]).is_empty());
        let rows =
            [row("value", "count", "0"), row("value", "percent", ""), row("value", "percent", "0")];
        assert!(says(&rows).is_empty());
    }
}
