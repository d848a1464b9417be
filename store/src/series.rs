//! Figures for series: counts and sums over the substance and place hierarchies.
//!
//! Answers: how many, of what, where, in which period, for every series at once; and which rows a
//! figure rests on. The hierarchies are handed in; this file only joins and adds.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use jiff::civil::Date;
use rust_decimal::Decimal;
use vocabulary::fact::FactKind;
use vocabulary::finding::{Part, SeriesKey};
use vocabulary::indicator::IndicatorId;
use vocabulary::period::{Cadence, Period, day_number};
use vocabulary::place::PlaceId;
use vocabulary::quantity::{SCALE, ValueUnit};
use vocabulary::submission::{Absent, SubmissionId};
use vocabulary::substance::SubstanceId;

use crate::fact_file::FactFileError;
use crate::facts::{
    CellSeries, Cells, Columns, Counting, Facts, OpenFile, Parts, QueryError, Unit, Values, day_of,
    period_of,
};

/// What a substance and a place count for, as the workflow says.
#[derive(Clone, Copy)]
pub struct Hierarchies {
    /// The substance itself and all above it to which its figures add up; nothing for an unknown one.
    pub substances: fn(FactKind, &IndicatorId, &SubstanceId) -> Vec<SubstanceId>,
    /// Coverage of the source and place to the place itself and all around it to which figures add up.
    pub places: fn(FactKind, &IndicatorId, &PlaceId, &PlaceId) -> Vec<PlaceId>,
}

impl Hierarchies {
    /// All that a set of substances counts for, each once; those that did not resolve are empty texts.
    pub(crate) fn above_substances<'s>(
        &self,
        kind: FactKind,
        indicator: &IndicatorId,
        set: impl Iterator<Item = &'s str>,
    ) -> Result<BTreeSet<SubstanceId>, QueryError> {
        let mut above = BTreeSet::new();
        for id in set.filter(|id| !id.is_empty()) {
            let id = SubstanceId::parse(id).map_err(|_| QueryError::Damaged("substances"))?;
            above.extend((self.substances)(kind, indicator, &id));
        }
        Ok(above)
    }

    /// All that a place counts for within the coverage of its source.
    pub(crate) fn above_place(
        &self,
        kind: FactKind,
        indicator: &IndicatorId,
        coverage: &str,
        place: &str,
    ) -> Result<Vec<PlaceId>, QueryError> {
        Ok((self.places)(kind, indicator, &place_of(coverage)?, &place_of(place)?))
    }
}

/// The figures of one series, from one kind of statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// The series, in the cadence the source reports.
    pub series: SeriesKey,
    /// Whether the source states them, or they are added up from parts.
    pub is_stated: bool,
    /// What a period without a figure means in this source.
    pub absent: Absent,
    /// Periods in order; `None` when the source withholds or lacks a part of the figure.
    pub points: Vec<(Period, Option<Decimal>)>,
}

/// What one place of a source told of single events, whatever the substance.
///
/// - Shape: events are counted by row; a place as the source names it, not those around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reports {
    /// Whose.
    pub source: String,
    /// What is counted.
    pub indicator: IndicatorId,
    /// Where.
    pub place: PlaceId,
    /// Day of the events, day on which they were known, and how many; in order.
    pub days: Vec<(Date, Date, u32)>,
    /// Different sets of substances that the events of the first [`FIRST_DAYS`] days name.
    pub kinds_at_first: usize,
}

/// The first days of a place, by which a reporter that joins is told from the first cluster of one thing.
pub const FIRST_DAYS: i32 = 28;

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
    /// Where.
    pub place: PlaceId,
    /// Where, in the source's own words; empty where the mapping alone says it.
    pub place_text: String,
    /// What it counts for; `None` where the source withholds it.
    pub value: Option<Decimal>,
}

impl RowBehind {
    /// Where it stands: submission and row.
    pub fn at(&self) -> (&str, u64) {
        (self.submission.as_str(), self.row)
    }
}

impl Facts {
    /// The figures of every series, sorted by series; those added up before those stated.
    ///
    /// - Shape: figures with the same indicator, substance, place and period but different keys add up.
    ///   A fact that names two substances of a class counts for the class once. An event counts for each
    ///   of its parts beside the whole; a figure of one subgroup for that part alone, of several for none.
    ///
    /// # Errors
    /// When the facts cannot be read.
    pub fn figures(&self, hierarchies: &Hierarchies) -> Result<Vec<Figures>, QueryError> {
        let cells = self.cells()?;
        let lifted = lift(cells, hierarchies)?;
        lifted
            .into_iter()
            .map(|((series, is_stated), parts)| {
                let absent = parts.iter().map(|part| absent_of(cells, *part)).min();
                let points = points_of(cells, &parts, series.cadence)?;
                let absent = absent.unwrap_or(Absent::Unknown);
                Ok(Figures { series, is_stated, absent, points })
            })
            .collect()
    }

    /// When single events happened and when they were known, of every place that tells of any.
    ///
    /// # Errors
    /// When the facts cannot be read.
    pub fn reports(&self) -> Result<Vec<Reports>, QueryError> {
        let cells = self.cells()?;
        let mut all: BTreeMap<Teller<'_>, (Days, BTreeSet<(i32, u32)>)> = BTreeMap::new();
        for ((stream, indicator, place), told) in &cells.reports {
            let source = cells.streams.get(*stream).source.as_str();
            let named = (source, cells.text(*indicator), cells.text(*place));
            let (sums, kinds) = all.entry(named).or_default();
            for (days, count) in &told.days {
                *sums.entry(*days).or_default() += count;
            }
            kinds.extend(&told.first);
        }
        let reports = |(named, (days, kinds)): (Teller<'_>, (Days, BTreeSet<(i32, u32)>))| {
            let (source, indicator, place) = named;
            let first = kinds.first().map_or(0, |(on, _)| *on);
            let at_first = kinds.iter().take_while(|(on, _)| *on < first + FIRST_DAYS);
            let kinds_at_first = at_first.map(|(_, kind)| *kind).collect::<BTreeSet<u32>>().len();
            let day = |((on, known), count)| (day_of(on), day_of(known), count);
            Ok(Reports {
                source: source.to_owned(),
                indicator: indicator_of(indicator)?,
                place: place_of(place)?,
                days: days.into_iter().map(day).collect(),
                kinds_at_first,
            })
        };
        all.into_iter().map(reports).collect()
    }

    /// The rows that figures of a series rest on, within a stretch of days.
    ///
    /// # Errors
    /// When the facts cannot be read.
    pub fn rows_behind(
        &self,
        hierarchies: &Hierarchies,
        series: &SeriesKey,
        within: &Period,
    ) -> Result<Vec<RowBehind>, QueryError> {
        let mut rows = Vec::new();
        for table in &self.tables {
            for (file, counts) in table.files.iter().filter(|(f, _)| f.source() == series.source) {
                for counting in Counting::of(table.kind) {
                    let wanted = Wanted { kind: table.kind, counting, hierarchies, series, within };
                    wanted.read(file, |row| counts.value(row), &mut rows)?;
                }
            }
        }
        rows.sort();
        rows.dedup();
        rows.sort_by(|(a, _), (b, _)| {
            let place = |row: &RowBehind| (row.period.start(), row.submission.clone(), row.row);
            place(a).cmp(&place(b))
        });
        // As for the figures themselves: a total that the source states is no sum of its parts.
        let has_total =
            rows.iter().any(|(row, stated)| *stated && row.period.cadence() != Cadence::Day);
        let counts = rows.into_iter().filter(|(_, stated)| *stated || !has_total);
        Ok(counts.map(|(row, _)| row).collect())
    }
}

/// Source, indicator and place.
type Teller<'a> = (&'a str, &'a str, &'a str);

/// Events by the day they happened and the day they were known.
type Days = BTreeMap<(i32, i32), u32>;

/// For each series, stated and added up apart: the numbers of the cell series it is made of.
type Lifted = BTreeMap<(SeriesKey, bool), Vec<u32>>;

fn lift(cells: &Cells, hierarchies: &Hierarchies) -> Result<Lifted, QueryError> {
    // Few sets and places occur, each in many series.
    let mut substances_of: HashMap<(u32, u32, u32), BTreeSet<SubstanceId>> = HashMap::new();
    let mut places_of: HashMap<(u32, u32, u32), Vec<PlaceId>> = HashMap::new();
    let mut lifted = Lifted::new();
    let few = few_events(cells);
    for (number, parts) in cells.series.all().iter().enumerate() {
        if few.contains(&name_of_part(parts)) {
            continue;
        }
        let stream = cells.streams.get(parts.stream);
        let indicator = indicator_of(cells.text(parts.indicator))?;
        let place = cells.text(parts.place);
        let substances =
            match substances_of.entry((parts.stream, parts.indicator, parts.substances)) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => {
                    let set =
                        cells.substances.get(parts.substances).iter().map(|id| cells.text(*id));
                    new.insert(hierarchies.above_substances(stream.kind, &indicator, set)?)
                }
            };
        let places = match places_of.entry((parts.stream, parts.indicator, parts.place)) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let coverage = &stream.coverage;
                new.insert(hierarchies.above_place(stream.kind, &indicator, coverage, place)?)
            }
        };
        let cadence = cadence_of(cells.text(parts.cadence))?;
        let unit = unit_of(cells.text(parts.unit))?;
        let part = part_of(cells.text(parts.part))?;
        for substance in &*substances {
            for wide in &*places {
                let key = SeriesKey {
                    source: stream.source.clone(),
                    indicator: indicator.clone(),
                    substance: substance.clone(),
                    place: wide.clone(),
                    cadence,
                    unit,
                    part: part.clone(),
                };
                let is_stated = wide.as_str() == place;
                lifted.entry((key, is_stated)).or_default().push(number as u32);
            }
        }
    }
    Ok(lifted)
}

/// Parts of which a source counts too few events in all to say anything: words that are written once, such as an
/// address, would each be lifted to every class and place.
fn few_events(cells: &Cells) -> HashSet<PartOfStream> {
    let mut sums: HashMap<PartOfStream, i128> = HashMap::new();
    for (number, parts) in cells.series.all().iter().enumerate() {
        if !cells.text(parts.part).is_empty() {
            let sum: i128 = cells.of(number as u32).map(|(_, cell)| cell.sum).sum();
            *sums.entry(name_of_part(parts)).or_default() += sum;
        }
    }
    let least = i128::from(LEAST_OF_A_PART) * 10_i128.pow(SCALE);
    sums.into_iter().filter_map(|(part, sum)| (sum < least).then_some(part)).collect()
}

/// Stream, indicator, unit and part, by their numbers.
type PartOfStream = (u32, u32, u32, u32);

const fn name_of_part(parts: &CellSeries) -> PartOfStream {
    (parts.stream, parts.indicator, parts.unit, parts.part)
}

/// Fewer events of a part in all make no series.
pub const LEAST_OF_A_PART: u32 = 3;

/// A part by its text; `None` for the whole, which has none.
pub(crate) fn part_of(text: &str) -> Result<Option<Part>, QueryError> {
    let part = || Part::parse(text).ok_or(QueryError::Damaged("subgroup"));
    (!text.is_empty()).then(part).transpose()
}

fn absent_of(cells: &Cells, series: u32) -> Absent {
    cells.streams.get(cells.series.get(series).stream).absent
}

/// The cells of several series added up, period by period.
fn points_of(
    cells: &Cells,
    parts: &[u32],
    cadence: Cadence,
) -> Result<Vec<(Period, Option<Decimal>)>, QueryError> {
    let mut sums: BTreeMap<u32, (i128, u32)> = BTreeMap::new();
    let mut points = Vec::new();
    let point = |(period, (sum, missing)): (u32, (i128, u32))| {
        let (start, end) = *cells.periods.get(period);
        let value = (missing == 0).then(|| Decimal::try_from_i128_with_scale(sum, SCALE));
        let value = value.transpose().map_err(|_| QueryError::TooLarge)?;
        Ok((period_of(start, end, cadence.as_str())?, value.map(|value| value.normalize())))
    };
    if let [only] = parts {
        for (period, cell) in cells.of(*only) {
            points.push(point((period, (cell.sum, cell.missing)))?);
        }
        return Ok(points);
    }
    for part in parts {
        for (period, cell) in cells.of(*part) {
            let (sum, missing) = sums.entry(period).or_default();
            *sum = sum.checked_add(cell.sum).ok_or(QueryError::TooLarge)?;
            *missing += cell.missing;
        }
    }
    sums.into_iter().map(point).collect()
}

/// The rows that are looked for behind a series.
struct Wanted<'a> {
    kind: FactKind,
    counting: &'a Counting,
    hierarchies: &'a Hierarchies,
    series: &'a SeriesKey,
    within: &'a Period,
}

impl Wanted<'_> {
    /// Adds the rows of a file that count for the series, and whether each states its figure.
    fn read(
        &self,
        file: &OpenFile,
        counts: impl Fn(usize) -> bool,
        rows: &mut Vec<(RowBehind, bool)>,
    ) -> Result<(), QueryError> {
        let mut columns = self.counting.columns();
        columns.extend(Parts::columns(self.kind).chain(["row", "place_text", "substance_texts"]));
        let mut first = 0;
        for batch in file.read(&columns)? {
            let batch = batch.map_err(FactFileError::from)?;
            self.read_batch(file, &Columns(&batch), |row| counts(first + row), rows)?;
            first += batch.num_rows();
        }
        Ok(())
    }

    fn read_batch(
        &self,
        file: &OpenFile,
        columns: &Columns<'_>,
        counts: impl Fn(usize) -> bool,
        rows: &mut Vec<(RowBehind, bool)>,
    ) -> Result<(), QueryError> {
        let (starts, ends) = (columns.days("period_start")?, columns.days("period_end")?);
        let (cadences, places) = (columns.texts("cadence")?, columns.texts("place")?);
        let (words, place_texts) =
            (columns.lists("substance_texts")?, columns.texts("place_text")?);
        let (mut parts, numbers) = (Parts::of(self.kind, columns)?, columns.wholes("row")?);
        let wanted_part = self.series.part.as_ref().map(Part::to_string);
        let indicators = columns.texts("indicator")?;
        let substances = columns.lists("substances")?;
        let mut counting_sets: HashMap<Vec<&str>, bool> = HashMap::new();
        let counting_places: Vec<bool> = places
            .distinct()
            .map(|place| self.counts_place(file, place))
            .collect::<Result<_, QueryError>>()?;
        let units = match self.counting.unit {
            Unit::Column(name) => Some(columns.texts(name)?),
            Unit::Fixed(_) => None,
        };
        let values = Values::of(self.counting.value, columns)?;
        let (from, to) = (day_number(self.within.start()), day_number(self.within.end()));
        let is_within = |row: &usize| starts[*row] >= from && ends[*row] <= to && counts(*row);
        for row in (0..starts.len()).filter(is_within) {
            let unit = match (&units, self.counting.unit) {
                (Some(units), _) => units.get(row),
                (None, Unit::Fixed(unit) | Unit::Column(unit)) => unit,
            };
            let indicator = self.counting.indicator.unwrap_or_else(|| indicators.get(row));
            if indicator != self.series.indicator.as_str() || unit != self.series.unit.as_str() {
                continue;
            }
            if !parts.of_row(row).contains(&wanted_part) {
                continue;
            }
            if !places.number(row).is_some_and(|number| counting_places[number]) {
                continue;
            }
            let set: Vec<&str> = substances.get(row).collect();
            let counts = if let Some(counts) = counting_sets.get(&set) {
                *counts
            } else {
                let counts = self.counts_substances(&set)?;
                counting_sets.insert(set, counts);
                counts
            };
            if !counts {
                continue;
            }
            let place = places.get(row);
            let Some(value) = values.get(row) else { continue };
            let value = value.ok().map(decimal_of).transpose()?;
            let behind = RowBehind {
                submission: file.header.header.id.clone(),
                row: numbers[row].cast_unsigned(),
                period: period_of(starts[row], ends[row], cadences.get(row))?,
                words: words.get(row).collect::<Vec<_>>().join(", "),
                place: place_of(place)?,
                place_text: place_texts.get(row).to_owned(),
                value,
            };
            rows.push((behind, place == self.series.place.as_str()));
        }
        Ok(())
    }

    fn counts_place(&self, file: &OpenFile, place: &str) -> Result<bool, QueryError> {
        let (indicator, coverage) = (&self.series.indicator, file.coverage());
        let above = self.hierarchies.above_place(self.kind, indicator, coverage, place)?;
        Ok(above.contains(&self.series.place))
    }

    fn counts_substances(&self, set: &[&str]) -> Result<bool, QueryError> {
        let set = set.iter().copied();
        let above = self.hierarchies.above_substances(self.kind, &self.series.indicator, set)?;
        Ok(above.contains(&self.series.substance))
    }
}

fn decimal_of(value: i128) -> Result<Decimal, QueryError> {
    let value = Decimal::try_from_i128_with_scale(value, SCALE);
    Ok(value.map_err(|_| QueryError::Damaged("value"))?.normalize())
}

pub(crate) fn indicator_of(text: &str) -> Result<IndicatorId, QueryError> {
    IndicatorId::parse(text).map_err(|_| QueryError::Damaged("indicator"))
}

pub(crate) fn place_of(text: &str) -> Result<PlaceId, QueryError> {
    PlaceId::parse(text).map_err(|_| QueryError::Damaged("place"))
}

pub(crate) fn cadence_of(text: &str) -> Result<Cadence, QueryError> {
    Cadence::parse(text).ok_or(QueryError::Damaged("cadence"))
}

pub(crate) fn unit_of(text: &str) -> Result<ValueUnit, QueryError> {
    ValueUnit::parse(text).ok_or(QueryError::Damaged("unit"))
}
