//! Figures for series: counts and sums over the substance and place hierarchies.
//!
//! Answers: how many, of what, where, in which period, for every series at once; and which rows a
//! figure rests on. The hierarchies are handed in; this file only joins and adds.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray as _, RecordBatch, StringArray};
use datafusion::arrow::datatypes::Decimal128Type;
use rust_decimal::Decimal;
use vocabulary::fact::FactKind;
use vocabulary::finding::SeriesKey;
use vocabulary::indicator::IndicatorId;
use vocabulary::period::{Cadence, Period};
use vocabulary::place::PlaceId;
use vocabulary::quantity::{SCALE, ValueUnit};
use vocabulary::submission::{Absent, SubmissionId};
use vocabulary::substance::SubstanceId;

use crate::facts::{
    Facts, QueryError, day_at, mem_table, period_of, quoted, table_name, text, whole_at,
};

/// What is nested in what, for adding up.
#[derive(Clone, Debug, Default)]
pub struct Hierarchies {
    /// Substances, each under itself and under all it adds up to.
    pub substances: Vec<Nested>,
    /// Places, each under itself and under all it adds up to within the coverage of its source.
    pub places: Vec<Nested>,
}

/// One thing nested in another, for the figures of one indicator from one kind of fact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Nested {
    /// Kind of fact.
    pub kind: FactKind,
    /// Indicator.
    pub indicator: String,
    /// Coverage of the source, for places; empty for substances.
    pub coverage: String,
    /// The substance or place.
    pub id: String,
    /// The same, or one above it.
    pub above: String,
}

/// A combination that occurs in the facts, from which hierarchies are made.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// What is counted.
    pub indicator: IndicatorId,
    /// Kind of fact it is counted from.
    pub kind: FactKind,
    /// Largest place the source covers.
    pub coverage: PlaceId,
    /// Place as resolved.
    pub place: PlaceId,
}

/// One figure of one series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The series, in the cadence the source reports.
    pub series: SeriesKey,
    /// The period.
    pub period: Period,
    /// The figure; `None` when the source withholds or lacks a part of it.
    pub value: Option<Decimal>,
    /// Whether the source states it, or it is added up from parts.
    pub is_stated: bool,
    /// What a period without a figure means in this source.
    pub absent: Absent,
}

/// A row behind a figure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowBehind {
    /// Submission it came in.
    pub submission: SubmissionId,
    /// Row of the file, counted as a spreadsheet does.
    pub row: u64,
    /// Period it counts for.
    pub period: Period,
    /// What it names, in the source's own words.
    pub words: String,
    /// Where, in the source's own words.
    pub place_text: String,
    /// What it counts for; `None` where the source withholds it.
    pub value: Option<Decimal>,
}

impl Facts {
    /// Every combination of indicator, kind, coverage and place in the facts.
    ///
    /// # Errors
    /// When the facts cannot be read.
    pub async fn occurrences(&self) -> Result<Vec<Occurrence>, QueryError> {
        let sql =
            "SELECT DISTINCT indicator, kind, coverage, place FROM figure ORDER BY 1, 2, 3, 4";
        let mut occurrences = Vec::new();
        for batch in self.query(sql).await? {
            let columns = [
                text(&batch, 0, "indicator")?,
                text(&batch, 1, "kind")?,
                text(&batch, 2, "coverage")?,
                text(&batch, 3, "place")?,
            ];
            for row in 0..batch.num_rows() {
                let [indicator, kind, coverage, place] =
                    columns.each_ref().map(|column| column.get(row));
                occurrences.push(Occurrence {
                    indicator: IndicatorId::parse(indicator)
                        .map_err(|_| QueryError::Damaged("indicator"))?,
                    kind: FactKind::parse(kind).ok_or(QueryError::Damaged("kind"))?,
                    coverage: PlaceId::parse(coverage)
                        .map_err(|_| QueryError::Damaged("coverage"))?,
                    place: PlaceId::parse(place).map_err(|_| QueryError::Damaged("place"))?,
                });
            }
        }
        Ok(occurrences)
    }

    /// Every figure of every series, sorted by series and period.
    ///
    /// - Shape: figures of a subgroup are left out; figures with the same indicator, substance,
    ///   place and period but different keys are parts and add up.
    ///
    /// # Errors
    /// When the facts cannot be read.
    pub async fn figures(&self, hierarchies: &Hierarchies) -> Result<Vec<Figure>, QueryError> {
        self.register(hierarchies)?;
        let sql = format!(
            "SELECT source, indicator, substance, place, unit, cadence, period_start, period_end,
                    sum(value) AS value, count(*) - count(value) AS missing, stated, min(absent) AS absent
             FROM ({LIFTED})
             GROUP BY source, indicator, substance, place, unit, cadence, period_start, period_end, stated
             ORDER BY source, indicator, substance, place, unit, cadence, period_start, period_end, stated"
        );
        let mut figures = Vec::new();
        for batch in self.query(&sql).await? {
            read_figures(&batch, &mut figures)?;
        }
        Ok(figures)
    }

    /// The rows that figures of a series rest on, within a stretch of days.
    ///
    /// # Errors
    /// When the facts cannot be read.
    pub async fn rows_behind(
        &self,
        hierarchies: &Hierarchies,
        series: &SeriesKey,
        within: &Period,
    ) -> Result<Vec<RowBehind>, QueryError> {
        self.register(hierarchies)?;
        let sql = format!(
            "SELECT DISTINCT submission, row, period_start, period_end, cadence, words, stated, place_text, value
             FROM ({LIFTED})
             WHERE source = {source} AND indicator = {indicator} AND substance = {substance}
               AND place = {place} AND unit = {unit}
               AND period_start >= DATE '{start}' AND period_end <= DATE '{end}'
             ORDER BY period_start, submission, row",
            source = quoted(&series.source),
            indicator = quoted(series.indicator.as_str()),
            substance = quoted(series.substance.as_str()),
            place = quoted(series.place.as_str()),
            unit = quoted(series.unit.as_str()),
            start = within.start(),
            end = within.end(),
        );
        let mut rows = Vec::new();
        for batch in self.query(&sql).await? {
            read_rows(&batch, &mut rows)?;
        }
        // As for the figures themselves: a total that the source states is no sum of its parts.
        let has_total =
            rows.iter().any(|(row, stated)| *stated && row.period.cadence() != Cadence::Day);
        let counts = rows.into_iter().filter(|(_, stated)| *stated || !has_total);
        Ok(counts.map(|(row, _)| row).collect())
    }

    fn register(&self, hierarchies: &Hierarchies) -> Result<(), QueryError> {
        self.replace_table("substance_above", &hierarchies.substances)?;
        self.replace_table("place_above", &hierarchies.places)
    }

    fn replace_table(&self, name: &str, nested: &[Nested]) -> Result<(), QueryError> {
        let column = |text: fn(&Nested) -> &str| -> ArrayRef {
            Arc::new(StringArray::from_iter_values(nested.iter().map(text)))
        };
        let columns = [
            ("of_kind", column(|n| n.kind.as_str())),
            ("of_indicator", column(|n| &n.indicator)),
            ("of_coverage", column(|n| &n.coverage)),
            ("of_id", column(|n| &n.id)),
            ("above", column(|n| &n.above)),
        ];
        let batch = RecordBatch::try_from_iter(columns)
            .map_err(|error| QueryError::Engine(error.into()))?;
        self.context.deregister_table(name)?;
        self.context.register_table(name, Arc::new(mem_table(&batch.schema(), vec![batch])?))?;
        Ok(())
    }
}

/// Every fact as a figure: an observation's value, a case or a seizure as one, a seizure's mass.
pub(crate) fn figures_query() -> String {
    let common = "fact_key, submission, row, source, coverage, absent, place, place_text, cadence, period_start, period_end,
        substances, array_to_string(substance_texts, ', ') AS words";
    let one = "CAST(1 AS DECIMAL(38, 9)) AS value";
    let [observation, case, seizure] = FactKind::ALL.map(table_name);
    format!(
        "SELECT {common}, 'observation' AS kind, indicator, unit, value FROM {observation} WHERE subgroup = ''
         UNION ALL
         SELECT {common}, 'case' AS kind, indicator, 'count' AS unit, {one} FROM {case}
         UNION ALL
         SELECT {common}, 'seizure' AS kind, indicator, 'count' AS unit, {one} FROM {seizure}
         UNION ALL
         SELECT {common}, 'seizure' AS kind, 'seizures-quantity' AS indicator, 'kg' AS unit, mass_kg AS value
         FROM {seizure} WHERE mass_kg IS NOT NULL"
    )
}

/// Every figure once for each substance and place it counts for.
///
/// A fact that names two substances of a class counts for the class once, so the narrow pairs of
/// fact and class are made distinct before the wide rows join them.
const LIFTED: &str = "
    SELECT f.fact_key, f.submission, f.row, f.source, f.indicator, f.unit, f.cadence, f.period_start,
           f.period_end, f.value, f.absent, f.place_text, f.words, n.above AS substance, p.above AS place,
           (p.above = f.place) AS stated
    FROM figure f
    JOIN (
        SELECT DISTINCT u.fact_key, u.indicator, s.above
        FROM (SELECT fact_key, kind, indicator, unnest(substances) AS substance FROM figure) u
        JOIN substance_above s
          ON s.of_kind = u.kind AND s.of_indicator = u.indicator AND s.of_id = u.substance
    ) n ON n.fact_key = f.fact_key AND n.indicator = f.indicator
    JOIN place_above p
      ON p.of_kind = f.kind AND p.of_indicator = f.indicator AND p.of_coverage = f.coverage
     AND p.of_id = f.place";

fn read_figures(batch: &RecordBatch, figures: &mut Vec<Figure>) -> Result<(), QueryError> {
    let texts = [
        text(batch, 0, "source")?,
        text(batch, 1, "indicator")?,
        text(batch, 2, "substance")?,
        text(batch, 3, "place")?,
        text(batch, 4, "unit")?,
        text(batch, 5, "cadence")?,
        text(batch, 11, "absent")?,
    ];
    let values =
        batch.column(8).as_primitive_opt::<Decimal128Type>().ok_or(QueryError::Damaged("value"))?;
    let stated = batch.column(10).as_boolean_opt().ok_or(QueryError::Damaged("stated"))?;
    for row in 0..batch.num_rows() {
        let [source, indicator, substance, place, unit, cadence, absent] =
            texts.each_ref().map(|column| column.get(row));
        let start = day_at(batch, 6, row, "period_start")?;
        let end = day_at(batch, 7, row, "period_end")?;
        let is_whole = whole_at(batch, 9, row, "missing")? == 0 && values.is_valid(row);
        let value = is_whole
            .then(|| Decimal::try_from_i128_with_scale(values.value(row), SCALE))
            .transpose();
        figures.push(Figure {
            series: SeriesKey {
                source: source.to_owned(),
                indicator: IndicatorId::parse(indicator)
                    .map_err(|_| QueryError::Damaged("indicator"))?,
                substance: SubstanceId::parse(substance)
                    .map_err(|_| QueryError::Damaged("substance"))?,
                place: PlaceId::parse(place).map_err(|_| QueryError::Damaged("place"))?,
                cadence: Cadence::parse(cadence).ok_or(QueryError::Damaged("cadence"))?,
                unit: ValueUnit::parse(unit).ok_or(QueryError::Damaged("unit"))?,
            },
            period: period_of(start, end, cadence)?,
            value: value.map_err(|_| QueryError::Damaged("value"))?.map(|value| value.normalize()),
            is_stated: stated.value(row),
            absent: Absent::parse(absent).ok_or(QueryError::Damaged("absent"))?,
        });
    }
    Ok(())
}

fn read_rows(batch: &RecordBatch, rows: &mut Vec<(RowBehind, bool)>) -> Result<(), QueryError> {
    let submissions = text(batch, 0, "submission")?;
    let cadences = text(batch, 4, "cadence")?;
    let words = text(batch, 5, "words")?;
    let stated = batch.column(6).as_boolean_opt().ok_or(QueryError::Damaged("stated"))?;
    let places = text(batch, 7, "place_text")?;
    let values =
        batch.column(8).as_primitive_opt::<Decimal128Type>().ok_or(QueryError::Damaged("value"))?;
    for row in 0..batch.num_rows() {
        let start = day_at(batch, 2, row, "period_start")?;
        let end = day_at(batch, 3, row, "period_end")?;
        let behind = RowBehind {
            submission: SubmissionId::parse(submissions.get(row))
                .ok_or(QueryError::Damaged("submission"))?,
            row: whole_at(batch, 1, row, "row")?.cast_unsigned(),
            period: period_of(start, end, cadences.get(row))?,
            words: words.get(row).to_owned(),
            place_text: places.get(row).to_owned(),
            value: values
                .is_valid(row)
                .then(|| Decimal::try_from_i128_with_scale(values.value(row), SCALE))
                .transpose()
                .map_err(|_| QueryError::Damaged("value"))?
                .map(|value| value.normalize()),
        };
        rows.push((behind, stated.value(row)));
    }
    Ok(())
}
