//! Reads a table of places and periods for the scans: one row for each place, period and subgroup.
//!
//! It does not guess: a place without a point, or without a row for a period, stops the run.

mod columns;

use std::collections::{BTreeSet, HashMap};
use std::fmt;

use jiff::civil::Date;
use signals::Coordinates;

use self::columns::{Columns, Row};
use super::MethodError;
use super::settings::ScanCase;
use super::table::{Lines, split_cells};

/// Places, periods and subgroups with their counts, all of them complete.
#[derive(Debug)]
pub(super) struct Places {
    pub names: Vec<String>,
    pub subgroups: Vec<String>,
    /// Oldest first.
    pub periods: Vec<Period>,
    points: Vec<(f64, f64)>,
    measure: Measure,
    /// All periods of the first place's first subgroup, then those of its next, then the next place.
    counts: Vec<u32>,
    weights: Vec<f64>,
}

/// How distances are measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    /// Latitude and longitude.
    Degrees,
    /// Any two coordinates of one unit.
    Plane,
}

/// One period, as the table names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Period {
    Number(usize),
    Day(Date),
}

impl fmt::Display for Period {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(text),
            Self::Day(day) => day.fmt(text),
        }
    }
}

impl Places {
    pub(super) fn parse(table: &Lines<'_>, case: &ScanCase) -> Result<Self, MethodError> {
        let columns = Columns::of(&table.header, case)?;
        let mut gathered = Gathered::default();
        for (line, row) in table.rows.iter().copied() {
            gathered.add(columns.read(&split_cells(line), row)?, row)?;
        }
        gathered.finish(&columns)
    }

    pub(super) fn coordinates(&self) -> Coordinates<'_> {
        match self.measure {
            Measure::Degrees => Coordinates::Degrees(&self.points),
            Measure::Plane => Coordinates::Plane(&self.points),
        }
    }

    /// Counts, and what was expected, of the first `periods` of each row.
    pub(super) fn until(&self, periods: usize) -> (Vec<u32>, Vec<f64>) {
        let length = self.periods.len();
        let counts = self.counts.chunks_exact(length).flat_map(|row| &row[..periods]);
        let weights = self.weights.chunks_exact(length).flat_map(|row| &row[..periods]);
        (counts.copied().collect(), weights.copied().collect())
    }
}

/// Rows as they come in.
#[derive(Default)]
struct Gathered {
    names: Names,
    subgroups: Names,
    points: Vec<Option<(f64, f64)>>,
    cells: HashMap<(usize, usize), Vec<Cell>>,
}

#[derive(Clone, Copy)]
struct Cell {
    period: Period,
    count: u32,
    weight: f64,
}

/// Names in the order they come in, with their positions.
#[derive(Default)]
struct Names {
    names: Vec<String>,
    positions: HashMap<String, usize>,
}

impl Names {
    fn position(&mut self, name: String) -> usize {
        *self.positions.entry(name).or_insert_with_key(|name| {
            self.names.push(name.clone());
            self.names.len() - 1
        })
    }
}

impl Gathered {
    fn add(&mut self, read: Row, row: usize) -> Result<(), MethodError> {
        let refuse = |column, problem, mend| Err(MethodError::Cell { row, column, problem, mend });
        let place = self.names.position(read.place);
        let name = &self.names.names[place];
        self.points.resize(self.names.names.len(), None);
        match (self.points[place], read.point) {
            (Some(above), Some(here)) if above != here => {
                let problem = format!("{name} is at {here:?} here and at {above:?} above");
                return refuse("place", problem, "give each place one point");
            }
            (None, here) => self.points[place] = here,
            _ => {}
        }
        let subgroup = self.subgroups.position(read.subgroup);
        let cells = self.cells.entry((place, subgroup)).or_default();
        let period = read.period;
        match cells.last() {
            Some(last) if last.period > period => {
                let problem = format!("{name} is at {period} after {}", last.period);
                return refuse(
                    period.column(),
                    problem,
                    "sort the rows of each place, oldest first",
                );
            }
            Some(last) if last.period == period => {
                let problem = format!("{name} has a second row for {period}");
                let mend = "give one row for each place and period (with subsetScan, and subgroup)";
                return refuse(period.column(), problem, mend);
            }
            _ => cells.push(Cell { period, count: read.count, weight: read.weight }),
        }
        Ok(())
    }

    fn finish(mut self, columns: &Columns) -> Result<Places, MethodError> {
        let mut points = Vec::new();
        for (name, point) in self.names.names.iter().zip(&self.points) {
            let problem = || format!("{name} has no {}", columns.names_of_point());
            points.push(point.ok_or_else(|| MethodError::Table {
                problem: problem(),
                mend: "give it in one of its rows, or leave the place out",
            })?);
        }
        if points.len() < 2 {
            return Err(MethodError::NotAssessable {
                problem: format!("a scan needs 2 places or more, the table has {}", points.len()),
            });
        }
        if self.subgroups.names.len() > MOST_SUBGROUPS {
            let problem =
                format!("{} subgroups, more than {MOST_SUBGROUPS}", self.subgroups.names.len());
            return Err(MethodError::Table { problem, mend: "join the smaller ones" });
        }
        let periods: BTreeSet<Period> =
            self.cells.values().flatten().map(|cell| cell.period).collect();
        let periods: Vec<Period> = periods.into_iter().collect();
        require_no_gap(&periods)?;
        let (mut counts, mut weights) = (Vec::new(), Vec::new());
        for place in 0..points.len() {
            for subgroup in 0..self.subgroups.names.len() {
                let cells = self.cells.remove(&(place, subgroup)).unwrap_or_default();
                let found = cells.iter().map(|cell| Some(cell.period)).chain([None]);
                let missing = periods.iter().zip(found).find(|(one, found)| Some(**one) != *found);
                if let Some((period, _)) = missing {
                    return Err(self.no_row(place, subgroup, *period));
                }
                counts.extend(cells.iter().map(|cell| cell.count));
                weights.extend(cells.iter().map(|cell| cell.weight));
            }
        }
        Ok(Places {
            names: self.names.names,
            subgroups: self.subgroups.names,
            periods,
            points,
            measure: columns.measure(),
            counts,
            weights,
        })
    }

    fn no_row(&self, place: usize, subgroup: usize, period: Period) -> MethodError {
        let (name, subgroup) = (&self.names.names[place], &self.subgroups.names[subgroup]);
        let of = if subgroup.is_empty() { String::new() } else { format!(", {subgroup},") };
        MethodError::Table {
            problem: format!("{name}{of} has no row for {period}"),
            mend: "add it, with observed 0 where there was no case, or empty where nothing was reported",
        }
    }
}

impl Period {
    fn column(self) -> &'static str {
        match self {
            Self::Number(_) => "t",
            Self::Day(_) => "date",
        }
    }
}

/// Refuses periods that no place has a row for: weeks would count as following each other that do not.
fn require_no_gap(periods: &[Period]) -> Result<(), MethodError> {
    let steps: Vec<i32> = periods.windows(2).map(|pair| days_between(pair[0], pair[1])).collect();
    let shortest = steps.iter().copied().min().unwrap_or(1);
    // Months, quarters and years differ by less than half.
    let gap = steps.iter().position(|days| f64::from(*days) > 1.5 * f64::from(shortest));
    if let Some(position) = gap {
        let (before, after) = (periods[position], periods[position + 1]);
        return Err(MethodError::Table {
            problem: format!("no place has a row between {before} and {after}"),
            mend: "give every period a row for each place, all of one length",
        });
    }
    match periods.first() {
        Some(first @ Period::Number(number)) if *number != 1 => Err(MethodError::Table {
            problem: format!("the first t is {first}"),
            mend: "number the periods from 1 without gaps, oldest first",
        }),
        _ => Ok(()),
    }
}

fn days_between(one: Period, other: Period) -> i32 {
    match (one, other) {
        (Period::Number(one), Period::Number(other)) => {
            i32::try_from(other - one).unwrap_or(i32::MAX)
        }
        (Period::Day(one), Period::Day(other)) => (other - one).get_days(),
        _ => 1,
    }
}

const MOST_SUBGROUPS: usize = 64;
