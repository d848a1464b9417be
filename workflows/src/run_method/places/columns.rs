//! The columns of a table of places, and the cells of one row.

use jiff::civil::Date;
use signals::ScanStatistic;

use super::super::MethodError;
use super::super::settings::{DateUse, ScanCase, ScanKind};
use super::super::table::{Figures, figure};
use super::{Measure, Period};

/// Where the columns stand that a scan reads.
pub(super) struct Columns {
    place: usize,
    subgroup: Option<usize>,
    period: PeriodColumn,
    observed: usize,
    weight: Column,
    point: [Column; 2],
    measure: Measure,
}

#[derive(Clone, Copy)]
struct Column {
    index: usize,
    name: &'static str,
}

#[derive(Clone, Copy)]
enum PeriodColumn {
    Number(usize),
    Day(usize),
}

/// What one row says.
pub(super) struct Row {
    pub place: String,
    pub subgroup: String,
    pub point: Option<(f64, f64)>,
    pub period: Period,
    pub count: u32,
    /// What was expected, or the population; 0 where nothing was reported.
    pub weight: f64,
}

impl Columns {
    /// - Shape: a column date names the periods if there is one, t otherwise; lat and lon the points, x
    ///   and y otherwise; expected the weights, for Kulldorff's statistic population otherwise.
    pub(super) fn of(header: &[String], case: &ScanCase) -> Result<Self, MethodError> {
        let place = |name: &str| header.iter().position(|cell| cell == name);
        let require = |name: &'static str| match place(name) {
            Some(index) => Ok(Column { index, name }),
            None => Err(MethodError::NoColumn { column: name, present: header.join(", ") }),
        };
        let period = match place("date") {
            Some(index) => PeriodColumn::Day(index),
            None if case.dates == DateUse::Rules => PeriodColumn::Day(require("date")?.index),
            None => PeriodColumn::Number(require("t")?.index),
        };
        let weight = match (case.statistic(), place("expected")) {
            (ScanStatistic::KulldorffPoisson, None) => require("population")?,
            _ => require("expected")?,
        };
        let (point, measure) = if place("x").is_some() && place("lat").is_none() {
            ([require("x")?, require("y")?], Measure::Plane)
        } else {
            ([require("lat")?, require("lon")?], Measure::Degrees)
        };
        let subgroup = match case.kind {
            ScanKind::Circles(_) => None,
            ScanKind::Subsets(_) => place("subgroup"),
        };
        let place = require("place")?.index;
        let observed = require("observed")?.index;
        Ok(Self { place, subgroup, period, observed, weight, point, measure })
    }

    pub(super) fn measure(&self) -> Measure {
        self.measure
    }

    pub(super) fn names_of_point(&self) -> String {
        format!("{} and {}", self.point[0].name, self.point[1].name)
    }

    pub(super) fn read(&self, cells: &[String], row: usize) -> Result<Row, MethodError> {
        let cell = |index: usize| cells.get(index).map_or("", String::as_str);
        let place = name(cell(self.place), "place", row)?;
        let subgroup = match self.subgroup {
            Some(index) => name(cell(index), "subgroup", row)?,
            None => String::new(),
        };
        let period = match self.period {
            PeriodColumn::Number(index) => number(cell(index), row)?,
            PeriodColumn::Day(index) => day(cell(index), row)?,
        };
        let observed = figure(cell(self.observed), Figures::Counts, row)?;
        let (count, weight) = match observed {
            // Where nothing was reported, nothing can be expected either.
            None => (0, 0.0),
            Some(count) => (count as u32, self.weight(cell(self.weight.index), count, row)?),
        };
        let point = self.point(self.point.map(|column| cell(column.index)), row)?;
        Ok(Row { place, subgroup, point, period, count, weight })
    }

    fn weight(&self, cell: &str, count: f64, row: usize) -> Result<f64, MethodError> {
        let column = self.weight.name;
        let weight = cell.parse::<f64>().ok().filter(|weight| weight.is_finite());
        let mend = "give what was expected, or the persons at risk; or leave the place out";
        match weight.filter(|weight| *weight >= 0.0) {
            None => {
                let problem = format!("{cell:?} is not a number of 0 or more");
                Err(MethodError::Cell { row, column, problem, mend })
            }
            Some(0.0) if count > 0.0 => {
                let problem = format!("0, but {count} observed");
                Err(MethodError::Cell { row, column, problem, mend })
            }
            Some(weight) => Ok(weight),
        }
    }

    /// Both coordinates, or neither where another row of the place gives them.
    fn point(&self, cells: [&str; 2], row: usize) -> Result<Option<(f64, f64)>, MethodError> {
        if cells == ["", ""] {
            return Ok(None);
        }
        let (most, mend) = match self.measure {
            Measure::Degrees => {
                ([90.0, 360.0], "give a latitude of -90 to 90 and a longitude of -360 to 360")
            }
            Measure::Plane => ([1e12, 1e12], "give both coordinates, within 1e12 of 0"),
        };
        let read = |which: usize| {
            let value = cells[which].parse::<f64>().ok();
            value.filter(|value| value.abs() <= most[which]).ok_or_else(|| MethodError::Cell {
                row,
                column: self.point[which].name,
                problem: format!("{:?} is no coordinate", cells[which]),
                mend,
            })
        };
        Ok(Some((read(0)?, read(1)?)))
    }
}

fn name(cell: &str, column: &'static str, row: usize) -> Result<String, MethodError> {
    // A semicolon parts the names in the answer.
    if cell.is_empty() || cell.contains(';') {
        let problem = if cell.is_empty() { "empty".to_owned() } else { format!("{cell:?}") };
        let mend = "give a name without a semicolon";
        return Err(MethodError::Cell { row, column, problem, mend });
    }
    Ok(cell.to_owned())
}

fn number(cell: &str, row: usize) -> Result<Period, MethodError> {
    let number = cell.parse::<usize>().ok().filter(|number| *number >= 1);
    number.map(Period::Number).ok_or_else(|| MethodError::Cell {
        row,
        column: "t",
        problem: format!("{cell:?} is not the number of a period"),
        mend: "number the periods from 1 without gaps, oldest first",
    })
}

fn day(cell: &str, row: usize) -> Result<Period, MethodError> {
    cell.parse::<Date>().map(Period::Day).map_err(|_| MethodError::Cell {
        row,
        column: "date",
        problem: format!("{cell:?} is not a date"),
        mend: "write the first day of the period as YYYY-MM-DD",
    })
}
