//! Values that cannot be: shares above the whole, amounts and prices below nothing, prices that nobody pays.

mod price;

use std::collections::BTreeMap;

use vocabulary::currency::Rates;
use vocabulary::quality::{Fault, Subject};

use self::price::Bounds;

use super::found::{self, Found, amount, evidence, plain};
use super::sheet::{Figure, Sheet, Stream};

/// Finds values outside what their unit allows: per cent above 100, purity above 1, anything below zero,
/// a price of nothing, and prices above the bounds of `data/impossible.toml`.
///
/// - Shape: one finding for each indicator, unit and column with all its rows; missing values are none.
pub fn impossible_values(sheet: &Sheet) -> Vec<Found> {
    let mut impossible: BTreeMap<(Stream, Why), Vec<usize>> = BTreeMap::new();
    let (bounds, rates) = (Bounds::shipped(), Rates::shipped());
    for (at, figure) in sheet.figures.iter().enumerate() {
        let too_dear = || Some(Why::TooDear(bounds.passed(sheet, figure, &rates)?));
        if let Some(why) = why_impossible(sheet, figure).or_else(too_dear) {
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
            other: Some(format!("{} {}", stream.2, why.name())),
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
        let mut evidence: Vec<_> = examples.collect();
        evidence.extend(why.bound().map(|bound| found::evidence("bound", bound)));
        Found { subject: sheet.about(subject, stream), says, evidence, figures }
    };
    impossible.into_iter().map(found).collect()
}

/// Which table of bounds is used.
pub fn settings() -> String {
    format!("bounds={}", Bounds::shipped().version())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    BelowNothing,
    AboveTheWhole,
    FreeOfCharge,
    TooDear(&'static price::Bound),
}

impl Why {
    /// What tells its finding from others, whatever the bounds.
    const fn name(self) -> &'static str {
        match self {
            Self::BelowNothing => "below zero",
            Self::AboveTheWhole => "above the whole",
            Self::FreeOfCharge => "of nothing for a price",
            Self::TooDear(_) => "above any price",
        }
    }

    fn in_words(self) -> String {
        match self {
            Self::TooDear(bound) => format!("above {}, which nobody pays", bound.in_words()),
            _ => self.name().to_owned(),
        }
    }

    /// The bound that it passes and its reason, where a table holds it.
    fn bound(self) -> Option<String> {
        let Self::TooDear(bound) = self else { return None };
        Some(format!("{}: {}", bound.in_words(), bound.because))
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
    fn a_price_that_nobody_pays_is_told_with_its_bound() {
        let price = |substance: &'static [&'static str], unit, value| Row {
            substances: substance,
            ..row("typical", unit, value)
        };
        let found = impossible_values(&sheet(&[
            price(&["cocaine"], "eur-per-g", "1000000"),
            price(&["cocaine"], "eur-per-g", "60"),
        ]));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(
            found[0].says,
            "1 row states a value above 20,000 EUR a gram, which nobody pays, such as 1,000,000 \
             eur-per-g in row 2"
        );
        assert_eq!(found[0].figures, [0]);
        let bound = &found[0].evidence[1];
        assert!(bound.name == "bound" && bound.figure.contains("dearest drugs"), "{bound:?}");
        // A kilogram of it may well cost as much, other money is worth less, and so does a dose of LSD.
        let honest = [
            price(&["cocaine"], "eur-per-kg", "60000"),
            price(&["cocaine"], "cop-per-g", "100000"),
            price(&["lsd"], "eur-per-g", "100000"),
            price(&["heroin"], "eur-per-deal", "1000000"),
            price(&["mdma"], "eur-per-tablet", "10"),
        ];
        assert_eq!(says(&honest), [] as [&str; 0]);
        let mistaken = [
            price(&["lsd"], "eur-per-g", "600000"),
            price(&["mdma"], "eur-per-tablet", "100000"),
            price(&["cocaine"], "eur-per-kg", "60000000"),
        ];
        assert_eq!(says(&mistaken).len(), 3);
    }

    #[test]
    fn zero_missing_and_the_whole_itself_may_be() {
        assert!(says(&[]).is_empty());
        let rows =
            [row("value", "count", "0"), row("value", "percent", ""), row("value", "percent", "0")];
        assert!(says(&rows).is_empty());
    }
}
