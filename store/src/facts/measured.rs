//! The figures of the facts one by one, for whoever looks at their quality.
//!
//! Answers: what does each row that counts state, in which unit, about what, where and when. Nothing
//! is added up or lifted; a row that states several figures is shown once for each.

use std::sync::OnceLock;

use datafusion::arrow::array::Array as _;
use datafusion::arrow::buffer::BooleanBuffer;
use vocabulary::fact::FactKind;
use vocabulary::submission::SubmissionId;

use super::file::{Columns, OpenFile};
use super::{Facts, QueryError};
use crate::fact_file::FactFileError;

/// One figure of one row.
///
/// - Shape: texts are the stored ones; a list of substances may hold empty texts, for names that did
///   not resolve.
#[derive(Clone, Copy, Debug)]
pub struct Measured<'a> {
    /// Kind of the fact.
    pub kind: FactKind,
    /// Whose figure.
    pub source: &'a str,
    /// Submission it came in.
    pub submission: &'a SubmissionId,
    /// Row of the file, counted as a spreadsheet does.
    pub row: u64,
    /// What is counted.
    pub indicator: &'a str,
    /// Substances named, as resolved.
    pub substances: &'a [&'a str],
    /// Where, as resolved.
    pub place: &'a str,
    /// Where, in the source's own words.
    pub place_text: &'a str,
    /// First and last day, as days since 1970-01-01, and cadence.
    pub period: (i32, i32, &'a str),
    /// Part of the population, market or sample; empty for the whole.
    pub subgroup: &'a str,
    /// The column it stands in; [`EVENT`] for an event that counts one.
    pub column: &'static str,
    /// Its unit.
    pub unit: &'a str,
    /// The figure in units of 10^-9; `None` where the source withholds or lacks it.
    pub value: Option<i128>,
    /// Category and page of a listing.
    pub page: Option<(&'a str, i64)>,
}

/// The column of figures that are events, each one.
pub const EVENT: &str = "event";

impl Facts {
    /// The sources that have facts, in order.
    pub fn sources(&self) -> Vec<String> {
        let files = self.tables.iter().flat_map(|table| &table.files);
        let mut sources: Vec<String> = files.map(|(file, _)| file.source().to_owned()).collect();
        sources.sort();
        sources.dedup();
        sources
    }

    /// Whether facts of a source are kept sealed: their words are to be written nowhere else.
    pub fn is_sealed(&self, source: &str) -> bool {
        let mut files = self.tables.iter().flat_map(|table| &table.files);
        files.any(|(file, _)| file.source() == source && file.header.header.handling.is_sealed())
    }

    /// Shows every figure of the rows of a source that count.
    ///
    /// - Shape: by kind, then in the order in which they came in; events before measured figures.
    ///
    /// # Errors
    /// When the facts cannot be read.
    pub fn each_figure(
        &self,
        source: &str,
        visit: &mut dyn FnMut(Measured<'_>),
    ) -> Result<(), QueryError> {
        for table in &self.tables {
            for (file, counts) in table.files.iter().filter(|(f, _)| f.source() == source) {
                for figure in figures_of(table.kind) {
                    let counts = |row| counts.value(row);
                    figure.read(table.kind, file, counts, &mut |_, measured| visit(measured))?;
                }
            }
        }
        Ok(())
    }

    /// Leaves out the facts of a source of which `is_left_out` says so for any of their figures; gives
    /// how many.
    ///
    /// - Shape: each figure is shown once, in the order of [`Facts::each_figure`].
    ///
    /// # Errors
    /// When the facts cannot be read.
    pub fn leave_out(
        &mut self,
        source: &str,
        is_left_out: &mut dyn FnMut(Measured<'_>) -> bool,
    ) -> Result<u64, QueryError> {
        let mut left_out = 0;
        for table in &mut self.tables {
            for (file, counts) in table.files.iter_mut().filter(|(f, _)| f.source() == source) {
                let mut gone = vec![false; file.rows];
                for figure in figures_of(table.kind) {
                    let counts = |row| counts.value(row);
                    figure.read(table.kind, file, counts, &mut |at, measured| {
                        gone[at] |= is_left_out(measured);
                    })?;
                }
                let of_file = gone.iter().filter(|gone| **gone).count();
                if of_file > 0 {
                    *counts = BooleanBuffer::collect_bool(counts.len(), |row| {
                        counts.value(row) && !gone[row]
                    });
                    left_out += of_file as u64;
                }
            }
        }
        self.cells = OnceLock::new();
        Ok(left_out)
    }
}

/// Is shown a figure and the place of its fact in the file.
type Visit<'v> = dyn FnMut(usize, Measured<'_>) + 'v;

/// A figure that facts of a kind may state.
struct Figure {
    /// The indicator, where it is not the fact's own.
    indicator: Option<&'static str>,
    /// Its column; an event where there is none.
    column: Option<&'static str>,
    unit: Unit,
}

#[derive(Clone, Copy)]
enum Unit {
    Fixed(&'static str),
    Column(&'static str),
}

const fn figures_of(kind: FactKind) -> &'static [Figure] {
    match kind {
        FactKind::Observation => const { &[own("value", Unit::Column("unit"))] },
        FactKind::Case | FactKind::Listing => const { &[EVENTS] },
        FactKind::Sample => const { &[EVENTS, own("purity_fraction", Unit::Fixed(FRACTION))] },
        FactKind::Price => {
            const {
                &[
                    own("typical", Unit::Column("unit")),
                    own("low", Unit::Column("unit")),
                    own("high", Unit::Column("unit")),
                    own("purity_fraction", Unit::Fixed(FRACTION)),
                ]
            }
        }
        FactKind::Dispensing => const { &[own("quantity", Unit::Column("unit"))] },
        FactKind::Cultivation => {
            const {
                &[
                    own("area_ha", Unit::Fixed("hectare")),
                    of("eradication-area", "eradicated_ha", Unit::Fixed("hectare")),
                    of("potential-production", "production_kg", Unit::Fixed("kg")),
                ]
            }
        }
        FactKind::Seizure => {
            const {
                &[
                    EVENTS,
                    of("seizures-quantity", "mass_kg", Unit::Fixed("kg")),
                    of("seizures-quantity", "amount", Unit::Column("amount_unit")),
                ]
            }
        }
    }
}

impl Figure {
    fn read(
        &self,
        kind: FactKind,
        file: &OpenFile,
        counts: impl Fn(usize) -> bool,
        visit: &mut Visit<'_>,
    ) -> Result<(), QueryError> {
        let mut first = 0;
        for batch in file.read(&self.columns(kind))? {
            let batch = batch.map_err(FactFileError::from)?;
            let counts = |row| counts(first + row);
            let mut visit = |row, measured: Measured<'_>| visit(first + row, measured);
            self.read_batch(kind, file, &Columns(&batch), counts, &mut visit)?;
            first += batch.num_rows();
        }
        Ok(())
    }

    fn columns(&self, kind: FactKind) -> Vec<&'static str> {
        let mut names = COMMON.to_vec();
        names.extend(self.column);
        if let Unit::Column(name) = self.unit {
            names.push(name);
        }
        if kind == FactKind::Listing {
            names.extend(["category", "page"]);
        }
        names
    }

    fn read_batch(
        &self,
        kind: FactKind,
        file: &OpenFile,
        columns: &Columns<'_>,
        counts: impl Fn(usize) -> bool,
        visit: &mut Visit<'_>,
    ) -> Result<(), QueryError> {
        let rows = columns.wholes("row")?;
        let indicators = columns.texts("indicator")?;
        let (places, place_texts) = (columns.texts("place")?, columns.texts("place_text")?);
        let (starts, ends) = (columns.days("period_start")?, columns.days("period_end")?);
        let (cadences, subgroups) = (columns.texts("cadence")?, columns.texts("subgroup")?);
        let substances = columns.lists("substances")?;
        let values = self.column.map(|name| columns.decimals(name)).transpose()?;
        let units = match self.unit {
            Unit::Column(name) => Some(columns.texts(name)?),
            Unit::Fixed(_) => None,
        };
        let pages = match kind {
            FactKind::Listing => {
                Some((columns.texts("category")?, columns.optional_wholes("page")?))
            }
            _ => None,
        };
        let mut named = Vec::new();
        for row in (0..rows.len()).filter(|row| counts(*row)) {
            let value = match values {
                Some(values) if values.is_valid(row) => Some(values.value(row)),
                // Only what every row should have is missing where it is not there.
                Some(_) if !self.is_main(kind) => continue,
                Some(_) => None,
                None => Some(ONE),
            };
            named.clear();
            named.extend(substances.get(row));
            let measured = Measured {
                kind,
                source: file.source(),
                submission: &file.header.header.id,
                row: rows[row].cast_unsigned(),
                indicator: self.indicator.unwrap_or_else(|| indicators.get(row)),
                substances: &named,
                place: places.get(row),
                place_text: place_texts.get(row),
                period: (starts[row], ends[row], cadences.get(row)),
                subgroup: subgroups.get(row),
                column: self.column.unwrap_or(EVENT),
                unit: match (self.unit, &units) {
                    (Unit::Fixed(unit), _) => unit,
                    (Unit::Column(_), units) => units.as_ref().map_or("", |units| units.get(row)),
                },
                value,
                page: pages.as_ref().and_then(|(categories, pages)| {
                    pages.is_valid(row).then(|| (categories.get(row), pages.value(row)))
                }),
            };
            visit(row, measured);
        }
        Ok(())
    }

    /// Whether every fact of the kind should state it.
    fn is_main(&self, kind: FactKind) -> bool {
        figures_of(kind).first().is_some_and(|first| first.column == self.column)
    }
}

const fn own(column: &'static str, unit: Unit) -> Figure {
    Figure { indicator: None, column: Some(column), unit }
}

const fn of(indicator: &'static str, column: &'static str, unit: Unit) -> Figure {
    Figure { indicator: Some(indicator), column: Some(column), unit }
}

const EVENTS: Figure = Figure { indicator: None, column: None, unit: Unit::Fixed("count") };

/// The unit of shares of one.
pub const FRACTION: &str = "fraction";

const COMMON: [&str; 9] = [
    "row",
    "indicator",
    "substances",
    "place",
    "place_text",
    "period_start",
    "period_end",
    "cadence",
    "subgroup",
];

/// One, in units of 10^-9.
const ONE: i128 = 1_000_000_000;
