//! Many series in one long table, and answers as JSON.
//!
//! Each series is assessed alone; one that cannot be says why and does not stop the others.

use std::collections::HashMap;
use std::fmt::Write as _;

use serde_json::{Map, Number, Value};

use super::settings::Run;
use super::table::{Lines, split_cells};
use super::{MethodError, MethodProgress, quoted};

/// Runs the detector over each series of a table whose `column` names it, in the order they come in.
pub(super) fn assess_each(
    run: &Run,
    table: &Lines<'_>,
    column: usize,
    at: &mut impl FnMut(MethodProgress),
) -> Result<String, MethodError> {
    let mut order: Vec<(String, Lines<'_>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (line, row) in table.rows.iter().copied() {
        let name = split_cells(line).into_iter().nth(column).unwrap_or_default();
        let place = *places.entry(name.clone()).or_insert_with(|| {
            order.push((name, Lines { header: table.header.clone(), rows: Vec::new() }));
            order.len() - 1
        });
        order[place].1.rows.push((line, row));
    }
    let mut answer = Answer::default();
    let of_series = order.len();
    for (series, (name, lines)) in order.iter().enumerate() {
        let mut told = |replications, of_replications| {
            at(MethodProgress { series, of_series, replications, of_replications });
        };
        told(0, 0);
        match run.assess(lines, &mut told) {
            Ok(rows) => answer.add(name, &rows),
            Err(error) if error.is_of_the_series() => answer.refuse(name, &error.to_string()),
            Err(error) => return Err(error),
        }
    }
    Ok(answer.finish())
}

/// Series of a long table that stand one after the other: each is answered before the next is read, so
/// that memory grows with the longest series and not with their number.
#[derive(Debug)]
pub struct SeriesBySeries {
    run: Run,
    header: Vec<String>,
    column: usize,
    name: Option<String>,
    lines: Vec<(String, usize)>,
    answer: Answer,
}

impl SeriesBySeries {
    /// Begins with the settings and the header row; `None` where no column `series` tells series apart.
    ///
    /// # Errors
    ///
    /// Bad settings, or a header that names a column twice.
    pub fn begin(settings_json: &str, header: &str) -> Result<Option<Self>, MethodError> {
        let run = Run::parse(settings_json)?;
        let table = Lines::of(header);
        table.require_shape()?;
        let Some(column) = table.series_column() else { return Ok(None) };
        let (name, lines, answer) = (None, Vec::new(), Answer::default());
        Ok(Some(Self { run, header: table.header, column, name, lines, answer }))
    }

    /// Takes the next row, the header being row 1; answers with what is ready of the answer.
    ///
    /// # Errors
    ///
    /// Those of [`super::run_method`], of the series that this row ends.
    pub fn take(&mut self, line: &str, row: usize) -> Result<String, MethodError> {
        if line.trim().is_empty() {
            return Ok(String::new());
        }
        let name = split_cells(line).into_iter().nth(self.column).unwrap_or_default();
        let ready = match &self.name {
            Some(current) if *current != name => self.assess()?,
            _ => String::new(),
        };
        self.name = Some(name);
        self.lines.push((line.to_owned(), row));
        Ok(ready)
    }

    /// The rest of the answer.
    ///
    /// # Errors
    ///
    /// Those of [`super::run_method`], of the last series.
    pub fn finish(mut self) -> Result<String, MethodError> {
        let mut rest = self.assess()?;
        rest.push_str(&self.answer.finish());
        Ok(rest)
    }

    fn assess(&mut self) -> Result<String, MethodError> {
        let Some(name) = self.name.take() else { return Ok(String::new()) };
        let rows = self.lines.iter().map(|(line, row)| (line.as_str(), *row)).collect();
        let table = Lines { header: self.header.clone(), rows };
        table.require_shape()?;
        match self.run.assess(&table, &mut |_, _| {}) {
            Ok(rows) => self.answer.add(&name, &rows),
            Err(error) if error.is_of_the_series() => {
                self.answer.refuse(&name, &error.to_string());
            }
            Err(error) => return Err(error),
        }
        self.lines.clear();
        Ok(self.answer.ready())
    }
}

/// The answer of all series; its header is known once one of them could be assessed.
#[derive(Debug, Default)]
struct Answer {
    header: Option<String>,
    /// What stands behind the header and was not taken out yet.
    text: String,
    /// Those refused before the header was known: names and reasons.
    refused: Vec<(String, String)>,
}

impl Answer {
    fn add(&mut self, name: &str, table: &str) {
        let mut lines = table.lines();
        let header = lines.next().unwrap_or_default();
        let has_note = header.ends_with(",note");
        let end = if has_note { "" } else { "," };
        if self.header.is_none() {
            self.head(format!("series,{header}{}", if has_note { "" } else { ",note" }));
        }
        let name = quoted(name);
        for line in lines {
            writeln!(self.text, "{name},{line}{end}").expect("a string takes all");
        }
    }

    fn refuse(&mut self, name: &str, reason: &str) {
        match &self.header {
            None => self.refused.push((name.to_owned(), reason.to_owned())),
            Some(header) => {
                let empty = ",".repeat(header.matches(',').count());
                writeln!(self.text, "{}{empty}{}", quoted(name), quoted(reason))
                    .expect("a string takes all");
            }
        }
    }

    fn head(&mut self, header: String) {
        self.text.push_str(&header);
        self.text.push('\n');
        self.header = Some(header);
        for (name, reason) in std::mem::take(&mut self.refused) {
            self.refuse(&name, &reason);
        }
    }

    /// What is ready, taken out.
    fn ready(&mut self) -> String {
        std::mem::take(&mut self.text)
    }

    fn finish(mut self) -> String {
        if self.header.is_none() {
            self.head("series,t,note".to_owned());
        }
        self.text
    }
}

/// The answer of [`super::run_method`] as JSON: a list of objects, one a row.
///
/// - Shape: an empty cell is null; names are text, or lists of text where a cell holds several; what else
///   is a number is one, but for an infinite one, which is text.
pub fn as_json(answer: &str) -> String {
    let mut lines = answer.lines();
    let header = lines.next().map(split_cells).unwrap_or_default();
    let rows = lines.map(|line| {
        let cells = split_cells(line);
        let values =
            header.iter().zip(&cells).map(|(name, cell)| (name.clone(), value(name, cell)));
        Value::Object(values.collect::<Map<String, Value>>())
    });
    Value::Array(rows.collect()).to_string()
}

fn value(column: &str, cell: &str) -> Value {
    if cell.is_empty() {
        return Value::Null;
    }
    match column {
        "series" | "centre" => return cell.into(),
        "places" | "subgroups" => return cell.split(';').collect(),
        _ => {}
    }
    let number = cell.parse::<i64>().ok().map(Number::from);
    let number = number.or_else(|| cell.parse::<f64>().ok().and_then(Number::from_f64));
    number.map_or_else(|| Value::String(cell.to_owned()), Value::Number)
}
