//! Series whose figures repeat those of another of the same source, as when a column was read twice.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use vocabulary::period::Cadence;
use vocabulary::quality::{Fault, Subject};
use vocabulary::substance::{SubstanceId, Substances as Table};

use super::found::{Found, evidence, percent, plain};
use super::sheet::{Sheet, Stream, Substances, Text};

/// When a series repeats another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ColumnSettings {
    /// Figures that both series must state, apart from zero.
    pub least_figures: usize,
    /// Different values among them.
    pub least_values: usize,
    /// Share of them that must be equal.
    pub equal_share: f64,
}

impl ColumnSettings {
    /// The usual ones.
    pub const fn usual() -> Self {
        Self { least_figures: 20, least_values: 15, equal_share: 0.9 }
    }
}

impl fmt::Display for ColumnSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { least_figures, least_values, equal_share } = self;
        write!(
            f,
            "least_figures={least_figures} least_values={least_values} equal_share={equal_share}"
        )
    }
}

/// What makes a series: indicator, unit, column and cadence, and the substances.
type Column = (Stream, Substances);

/// Figures by place, subgroup and days, each with its place in the sheet.
type Cells = BTreeMap<(Text, Text, (i32, i32)), (i128, usize)>;

/// Finds series of one unit and cadence whose figures are those of another indicator or substance.
///
/// - Shape: tables only; a class and its substance may well be equal, so they are not compared.
/// - Cost: each figure is compared with those equal to it in place and period.
pub fn repeated_columns(sheet: &Sheet, settings: &ColumnSettings) -> Vec<Found> {
    let mut columns: BTreeMap<Column, Cells> = BTreeMap::new();
    for (at, figure) in sheet.figures.iter().enumerate() {
        let is_table = !figure.kind.counts_events() && figure.cadence != Cadence::Day;
        if let Some(value) = figure.value.filter(|value| *value != 0 && is_table) {
            let cells = columns.entry((figure.stream(), figure.substances)).or_default();
            cells.insert((figure.place, figure.subgroup, figure.days), (value, at));
        }
    }
    columns.retain(|_, cells| cells.len() >= settings.least_figures);
    let columns: Vec<(Column, Cells)> = columns.into_iter().collect();
    let mut found = Vec::new();
    for (at, (column, cells)) in columns.iter().enumerate() {
        let earlier = columns[..at].iter().filter(|(other, _)| can_repeat(sheet, column, other));
        let repeats = earlier.filter_map(|(other, others)| {
            let equal = equal_cells(cells, others, settings)?;
            Some(repeat(sheet, (column, cells), other, equal))
        });
        found.extend(repeats.take(1));
    }
    found
}

/// Whether two series should differ.
fn can_repeat(sheet: &Sheet, one: &Column, other: &Column) -> bool {
    let ((_, unit, _, cadence), (_, other_unit, _, other_cadence)) = (one.0, other.0);
    if (unit, cadence) != (other_unit, other_cadence) {
        return false;
    }
    let (one, other) = (sheet.substances(one.1), sheet.substances(other.1));
    let is_above = |high: &[SubstanceId], low: &[SubstanceId]| {
        low.iter().any(|id| Table::shipped().ancestors(id).iter().any(|above| high.contains(above)))
    };
    !is_above(&one, &other) && !is_above(&other, &one)
}

/// How many figures are compared, and how many of them are equal, where that is too many.
fn equal_cells(cells: &Cells, others: &Cells, settings: &ColumnSettings) -> Option<(usize, usize)> {
    let (mut compared, mut equal, mut values) = (0, 0, BTreeSet::new());
    for (cell, (value, _)) in cells {
        if let Some((other, _)) = others.get(cell) {
            compared += 1;
            equal += usize::from(value == other);
            values.insert(*value);
        }
    }
    let enough = compared >= settings.least_figures && values.len() >= settings.least_values;
    let share = equal as f64 / compared.max(1) as f64;
    (enough && share >= settings.equal_share).then_some((compared, equal))
}

fn repeat(
    sheet: &Sheet,
    (column, cells): (&Column, &Cells),
    other: &Column,
    (compared, equal): (usize, usize),
) -> Found {
    let name = |(stream, substances): &Column| {
        let names = sheet.substances(*substances);
        let names: Vec<&str> = names.iter().map(SubstanceId::as_str).collect();
        format!("{} of {}", sheet.read(stream.0), names.join(", "))
    };
    let share = percent(equal as f64 / compared as f64);
    let subject = Subject::of(Fault::RepeatedSeries, sheet.source.clone());
    let subject = sheet.about_substances(sheet.about(subject, column.0), column.1);
    Found {
        subject: Subject { other: Some(name(other)), ..subject },
        says: format!(
            "{share} of {} figures of {} are those of {}",
            plain(compared as f64),
            name(column),
            name(other)
        ),
        evidence: vec![
            evidence("compared", format!("{} figures", plain(compared as f64))),
            evidence("equal", format!("{} figures", plain(equal as f64))),
            evidence("share of equal figures", &share),
        ],
        figures: cells.values().map(|(_, at)| *at).collect(),
    }
}

#[cfg(test)]
mod tests {
    use vocabulary::fact::FactKind;

    use super::super::testing::{Row, sheet};
    use super::*;

    fn found(substances: [&'static [&'static str]; 2], differ: usize) -> Vec<Found> {
        let mut rows = Vec::new();
        for i in 0..40 {
            for (at, substances) in substances.into_iter().enumerate() {
                let value = 100 + i * 3 + if i < differ { at } else { 0 };
                rows.push(Row {
                    kind: FactKind::Observation,
                    substances,
                    column: "value",
                    unit: "count",
                    period: format!("{}-{:02}", 2020 + i / 12, i % 12 + 1).leak(),
                    value: value.to_string().leak(),
                    ..Row::seizure()
                });
            }
        }
        repeated_columns(&sheet(&rows), &ColumnSettings::usual())
    }

    #[test]
    fn a_column_read_twice_is_found() {
        let found = found([&["heroin"], &["cocaine"]], 2);
        let [one] = &found[..] else { panic!("{found:?}") };
        let says = "95 % of 40 figures of seizures-quantity of cocaine are those of \
                    seizures-quantity of heroin";
        assert_eq!(one.says, says);
        assert_eq!(one.figures.len(), 40);
    }

    #[test]
    fn a_class_may_equal_its_substance_and_honest_columns_differ() {
        assert_eq!(found([&["opiates"], &["heroin"]], 0), []);
        assert_eq!(found([&["heroin"], &["cocaine"]], 30), []);
        assert_eq!(repeated_columns(&sheet(&[]), &ColumnSettings::usual()), []);
    }
}
