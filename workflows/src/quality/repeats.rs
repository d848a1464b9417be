//! Periods whose figures repeat those of another period, as when a column was copied.

use std::collections::BTreeMap;
use std::fmt;

use vocabulary::quality::{Fault, Subject};

use super::found::{Found, evidence, percent, plain};
use super::sheet::{Sheet, Stream, Substances, Text, period_of};

/// When a period repeats another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RepeatSettings {
    /// Figures that both periods must state, apart from zero.
    pub least_figures: usize,
    /// Share of them that must be equal.
    pub equal_share: f64,
    /// By how much that share must exceed the usual one of two periods: some figures never change.
    pub above_usual: f64,
    /// Periods that are held against each other, the latest ones.
    pub most_periods: usize,
}

impl RepeatSettings {
    /// The usual ones: in honest tables at most a third of the figures is equal by chance.
    pub const fn usual() -> Self {
        Self { least_figures: 20, equal_share: 0.5, above_usual: 0.4, most_periods: 200 }
    }
}

impl fmt::Display for RepeatSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { least_figures, equal_share, above_usual, most_periods } = self;
        write!(
            f,
            "least_figures={least_figures} equal_share={equal_share} above_usual={above_usual} \
             most_periods={most_periods}"
        )
    }
}

/// What tells a figure of a period from the others.
type Cell = (Substances, Text, Text);
type Days = (i32, i32);

/// The figures of one period, apart from zero.
type Column = BTreeMap<Cell, i128>;

/// Finds periods whose figures repeat those of another, figure by figure.
///
/// Of the two the one is proposed to be left out that fits its neighbours worse, or the later one where
/// that cannot be told.
///
/// - Shape: figures of zero and missing ones say nothing; fewer than two periods repeat nothing.
pub fn repeated_periods(sheet: &Sheet, settings: &RepeatSettings) -> Vec<Found> {
    let mut streams: BTreeMap<Stream, BTreeMap<Days, Column>> = BTreeMap::new();
    let table = sheet.figures.iter().filter(|figure| !figure.kind.counts_events());
    for figure in table {
        let Some(value) = figure.value.filter(|value| *value != 0) else { continue };
        let columns = streams.entry(figure.stream()).or_default();
        let cell = (figure.substances, figure.subgroup, figure.place);
        let sum = columns.entry(figure.days).or_default().entry(cell).or_insert(0);
        *sum = sum.saturating_add(value);
    }
    streams
        .iter()
        .flat_map(|(stream, columns)| in_stream(sheet, *stream, columns, settings))
        .collect()
}

/// How much two periods have in common.
struct Pair {
    earlier: Days,
    later: Days,
    compared: usize,
    equal: usize,
}

impl Pair {
    fn share(&self) -> f64 {
        self.equal as f64 / self.compared as f64
    }
}

fn in_stream(
    sheet: &Sheet,
    stream: Stream,
    columns: &BTreeMap<Days, Column>,
    settings: &RepeatSettings,
) -> Vec<Found> {
    let long = columns.iter().filter(|(_, column)| column.len() >= settings.least_figures);
    let mut long: Vec<(&Days, &Column)> = long.collect();
    long.drain(..long.len().saturating_sub(settings.most_periods));
    let mut pairs = Vec::new();
    for (at, (later, column)) in long.iter().enumerate() {
        for (earlier, other) in &long[..at] {
            let both = || column.iter().filter_map(|(cell, v)| other.get(cell).map(|w| (v, w)));
            let (compared, equal) = (both().count(), both().filter(|(v, w)| v == w).count());
            if compared >= settings.least_figures {
                pairs.push(Pair { earlier: **earlier, later: **later, compared, equal });
            }
        }
    }
    let usual = usual_share(&pairs);
    let is_repeat = |pair: &&Pair| {
        pair.share() >= settings.equal_share && pair.share() - usual >= settings.above_usual
    };
    let found = pairs.iter().filter(is_repeat);
    found.map(|pair| repeat(sheet, stream, columns, pair, usual)).collect()
}

/// The median share of equal figures; nothing where there are too few pairs to say what is usual.
fn usual_share(pairs: &[Pair]) -> f64 {
    let mut shares: Vec<f64> = pairs.iter().map(Pair::share).collect();
    shares.sort_by(f64::total_cmp);
    if shares.len() < 3 { 0.0 } else { shares[shares.len() / 2] }
}

fn repeat(
    sheet: &Sheet,
    stream: Stream,
    columns: &BTreeMap<Days, Column>,
    pair: &Pair,
    usual: f64,
) -> Found {
    let misfit = |days: Days| misfit(columns, days, [pair.earlier, pair.later]);
    let fits = (misfit(pair.earlier), misfit(pair.later));
    let earlier_is_worse = matches!(fits, (Some(earlier), Some(later)) if earlier > later);
    let (worse, other) =
        if earlier_is_worse { (pair.earlier, pair.later) } else { (pair.later, pair.earlier) };
    let (period, repeated) = (period_of(worse, stream.3), period_of(other, stream.3));
    let subject = Subject {
        period: Some(period),
        other: Some(repeated.to_string()),
        ..Subject::of(Fault::RepeatedPeriod, sheet.source.clone())
    };
    let share = percent(pair.share());
    let mut figures = vec![
        evidence("compared", format!("{} figures", plain(pair.compared as f64))),
        evidence("equal", format!("{} figures", plain(pair.equal as f64))),
        evidence("share of equal figures", &share),
        evidence("usual share of two periods", percent(usual)),
    ];
    for (days, fit) in [(pair.earlier, fits.0), (pair.later, fits.1)] {
        if let Some(fit) = fit {
            let name = format!("{} differs from its neighbours by", period_of(days, stream.3));
            figures.push(evidence(&name, percent(fit.exp_m1())));
        }
    }
    let says = format!(
        "{share} of the {} figures that {period} and {repeated} both state are equal",
        plain(pair.compared as f64)
    );
    let of_period = sheet.figures.iter().enumerate().filter(|(_, figure)| {
        figure.stream() == stream && figure.days == worse && !figure.kind.counts_events()
    });
    Found {
        subject: sheet.about(subject, stream),
        says,
        evidence: figures,
        figures: of_period.map(|(at, _)| at).collect(),
    }
}

/// Mean distance of a period's figures from the middle of those before and after it, the pair apart.
///
/// - Units: natural logarithms
fn misfit(columns: &BTreeMap<Days, Column>, days: Days, pair: [Days; 2]) -> Option<f64> {
    let column = columns.get(&days)?;
    let (_, before) = columns.range(..days).rev().find(|(other, _)| !pair.contains(other))?;
    let (_, after) = columns.range(days..).find(|(other, _)| !pair.contains(other))?;
    let distances: Vec<f64> = column
        .iter()
        .filter_map(|(cell, value)| {
            let log = |value: &i128| (*value > 0).then(|| (*value as f64).ln());
            let middle = f64::midpoint(log(before.get(cell)?)?, log(after.get(cell)?)?);
            Some((log(value)? - middle).abs())
        })
        .collect();
    (!distances.is_empty()).then(|| distances.iter().sum::<f64>() / distances.len() as f64)
}

#[cfg(test)]
mod tests {
    use vocabulary::fact::FactKind;

    use super::super::testing::{Row, sheet};
    use super::*;

    /// Rates of thirty counties in five years, falling; `copied` of 2016 are those of 2013.
    fn rates(copied: usize) -> Vec<Row> {
        let years = ["2013", "2014", "2015", "2016", "2017"];
        let mut rows = Vec::new();
        for county in 0..30 {
            for (at, year) in years.into_iter().enumerate() {
                let at = if year == "2016" && county < copied { 0 } else { at };
                let rate = 900 - 40 * at + county * 7 + (county * at) % 5;
                rows.push(Row {
                    kind: FactKind::Dispensing,
                    indicator: "dispensing-rate",
                    column: "quantity",
                    unit: "per-100",
                    place: format!("fips:{:05}", 1001 + county).leak(),
                    period: year,
                    value: rate.to_string().leak(),
                    ..Row::seizure()
                });
            }
        }
        rows
    }

    fn found(rows: &[Row]) -> Vec<Found> {
        repeated_periods(&sheet(rows), &RepeatSettings::usual())
    }

    #[test]
    fn a_copied_column_is_found_and_the_one_that_does_not_fit_is_named() {
        let found = found(&rates(25));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].subject.period.unwrap().to_string(), "2016");
        assert_eq!(found[0].subject.other.as_deref(), Some("2013"));
        assert_eq!(found[0].says, "83 % of the 30 figures that 2016 and 2013 both state are equal");
        assert_eq!(found[0].figures.len(), 30);
    }

    #[test]
    fn a_third_of_equal_figures_is_no_copy() {
        assert_eq!(found(&rates(10)), []);
        assert_eq!(found(&rates(0)), []);
    }

    #[test]
    fn figures_that_never_change_repeat_nothing() {
        let constant: Vec<Row> =
            rates(0).into_iter().map(|row| Row { value: "7", ..row }).collect();
        assert_eq!(found(&constant), []);
    }

    #[test]
    fn zeros_missing_figures_and_few_figures_say_nothing() {
        for value in ["0", ""] {
            let rows: Vec<Row> = rates(30).into_iter().map(|row| Row { value, ..row }).collect();
            assert_eq!(found(&rows), []);
        }
        assert_eq!(found(&[]), []);
        assert_eq!(found(&rates(30)[..40]), []);
    }
}
