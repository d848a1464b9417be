//! Reads the series of one run from CSV.
//!
//! It does not look at columns it was not asked for, and it does not guess: a cell that is not a count
//! stops the run with its row and column.

use jiff::civil::Date;
use signals::{Measured, PopulationOffset};

use super::MethodError;
use super::measured::Measures;
use super::settings::DateUse;

/// What the column `observed` holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figures {
    /// Whole numbers.
    Counts,
    /// Numbers of 0 or more.
    Amounts,
    /// Any numbers, in the column `residual`.
    Residuals,
    /// Any numbers, with their errors and limits of quantification.
    Measured,
}

impl Figures {
    fn column(self) -> &'static str {
        if self == Self::Residuals { "residual" } else { "observed" }
    }
}

/// What a detector wants of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    pub figures: Figures,
    pub dates: DateUse,
    pub population: PopulationOffset,
}

/// The columns a detector reads.
#[derive(Debug)]
pub(super) struct Series {
    /// Empty where the figures are measured.
    pub figures: Vec<Option<f64>>,
    pub measured: Vec<Measured>,
    pub dates: Option<Vec<Date>>,
    pub population: Option<Vec<f64>>,
}

/// A table cut into lines, each with its number in the file.
pub(super) struct Lines<'a> {
    pub header: Vec<String>,
    pub rows: Vec<(&'a str, usize)>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(series_csv: &'a str) -> Self {
        let text = series_csv.strip_prefix('\u{feff}').unwrap_or(series_csv);
        let mut lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
        let header = lines.next().map(|(line, _)| split_cells(line)).unwrap_or_default();
        Self { header, rows: lines.collect() }
    }

    /// Refuses a table whose rows do not fit its header, so that no cell passes for its neighbour's.
    pub(super) fn require_shape(&self) -> Result<(), MethodError> {
        let table = |problem, mend| Err(MethodError::Table { problem, mend });
        let twice =
            self.header.iter().enumerate().find(|(at, name)| self.header[..*at].contains(name));
        if let Some((_, name)) = twice {
            let problem = format!("the header names {name:?} twice");
            return table(problem, "give each column a name of its own");
        }
        for (line, row) in &self.rows {
            let (has, needs) = (split_cells(line).len(), self.header.len());
            if has != needs {
                let problem = format!("row {row} has {has} cells, and the header {needs}");
                return table(
                    problem,
                    "write decimals with a point, and texts with commas in quotes",
                );
            }
            if line.matches('"').count() % 2 == 1 {
                let problem = format!("row {row} has a quote that is not closed");
                return table(problem, "close it, or double a quote that is meant");
            }
        }
        Ok(())
    }

    /// Where the table names the series of a row, if it holds several.
    pub(super) fn series_column(&self) -> Option<usize> {
        self.header.iter().position(|cell| cell == "series")
    }
}

impl Series {
    pub(super) fn parse(table: &Lines<'_>, wanted: Wanted) -> Result<Self, MethodError> {
        let header = &table.header;
        let column = |name: &'static str| {
            header
                .iter()
                .position(|cell| cell == name)
                .ok_or_else(|| MethodError::NoColumn { column: name, present: header.join(", ") })
        };
        let (t, observed) = (column("t")?, column(wanted.figures.column())?);
        let measures = Measures::of(header);
        let date = match wanted.dates {
            DateUse::Rules => Some(column("date")?),
            DateUse::Ignored => None,
        };
        let population = match wanted.population {
            PopulationOffset::LogOffset => Some(column("population")?),
            PopulationOffset::Ignored => None,
        };
        let mut series = Self {
            figures: Vec::new(),
            measured: Vec::new(),
            dates: date.map(|_| Vec::new()),
            population: population.map(|_| Vec::new()),
        };
        for (line, row) in table.rows.iter().copied() {
            let cells = split_cells(line);
            let cell = |index: usize| cells.get(index).map_or("", String::as_str);
            require_step(cell(t), series.length() + 1, row)?;
            if wanted.figures == Figures::Measured {
                series.measured.push(measures.read(cell(observed), &cells, row)?);
            } else {
                series.figures.push(figure(cell(observed), wanted.figures, row)?);
            }
            if let (Some(dates), Some(index)) = (&mut series.dates, date) {
                dates.push(day(cell(index), dates.last().copied(), row)?);
            }
            if let (Some(persons), Some(index)) = (&mut series.population, population) {
                persons.push(persons_at_risk(cell(index), row)?);
            }
        }
        Ok(series)
    }

    /// Number of periods.
    pub(super) fn length(&self) -> usize {
        self.figures.len().max(self.measured.len())
    }

    /// The figures as counts, which they were read as.
    pub(super) fn counts(&self) -> Vec<Option<u32>> {
        self.figures.iter().map(|figure| figure.map(|figure| figure as u32)).collect()
    }
}

fn require_step(cell: &str, expected: usize, row: usize) -> Result<(), MethodError> {
    if cell.parse() == Ok(expected) {
        return Ok(());
    }
    Err(MethodError::Cell {
        row,
        column: "t",
        problem: format!("found {cell:?}, expected {expected}"),
        mend: "number the rows from 1 without gaps, oldest first; leave `observed` empty where nothing \
               was reported",
    })
}

pub(super) fn figure(cell: &str, figures: Figures, row: usize) -> Result<Option<f64>, MethodError> {
    if cell.is_empty() || cell == "NA" {
        return Ok(None);
    }
    let mend = match figures {
        Figures::Counts => {
            "give a whole number from 0 to 4294967295, or leave the cell empty where nothing was \
             reported"
        }
        Figures::Amounts => {
            "give a number of 0 or more, or leave the cell empty where none is known"
        }
        Figures::Residuals | Figures::Measured => {
            "give a number, or leave the cell empty where there is none"
        }
    };
    let column = figures.column();
    let refuse = |problem: String| Err(MethodError::Cell { row, column, problem, mend });
    let Ok(value) = cell.parse::<f64>() else {
        return refuse(format!("{cell:?} is not a number"));
    };
    let is_whole = value.fract() == 0.0 && value.is_finite();
    if figures == Figures::Counts && !is_whole {
        return refuse(format!("{cell} is not a whole number"));
    }
    let possible = match figures {
        Figures::Counts => 0.0..=f64::from(u32::MAX),
        Figures::Amounts => 0.0..=f64::MAX,
        Figures::Residuals | Figures::Measured => f64::MIN..=f64::MAX,
    };
    if !possible.contains(&value) {
        return refuse(format!("{cell} is out of range"));
    }
    Ok(Some(value))
}

fn day(cell: &str, before: Option<Date>, row: usize) -> Result<Date, MethodError> {
    let refuse =
        |problem: String, mend| Err(MethodError::Cell { row, column: "date", problem, mend });
    if cell.is_empty() {
        let mend = "give every row its first day as YYYY-MM-DD, or set epochAsDate to false";
        return refuse("empty, but epochAsDate is true".to_owned(), mend);
    }
    let Ok(day) = cell.parse::<Date>() else {
        return refuse(format!("{cell:?} is not a date"), "write YYYY-MM-DD");
    };
    if before.is_some_and(|before| before >= day) {
        return refuse(format!("{day} does not come after the row above"), "sort the rows by date");
    }
    Ok(day)
}

fn persons_at_risk(cell: &str, row: usize) -> Result<f64, MethodError> {
    let value = cell.parse::<f64>().ok().filter(|value| value.is_finite() && *value > 0.0);
    value.ok_or_else(|| MethodError::Cell {
        row,
        column: "population",
        problem: format!("{cell:?} is not a positive number"),
        mend: "give the persons at risk, or set populationOffset to false",
    })
}

/// Cells of one line; a cell in quotes may hold commas, and a doubled quote stands for one.
pub fn split_cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        let cell = cells.last_mut().expect("there is always a cell");
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            other => cell.push(other),
        }
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}
