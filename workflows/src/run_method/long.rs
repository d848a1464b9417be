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

/// Rows of all series; the header is known once one of them could be assessed.
#[derive(Default)]
struct Answer {
    header: Option<String>,
    rows: Vec<Row>,
}

enum Row {
    Assessed(String),
    Refused { name: String, reason: String },
}

impl Answer {
    fn add(&mut self, name: &str, table: &str) {
        let mut lines = table.lines();
        let header = lines.next().unwrap_or_default();
        let has_note = header.ends_with(",note");
        let end = if has_note { "" } else { "," };
        self.header.get_or_insert_with(|| {
            format!("series,{header}{}", if has_note { "" } else { ",note" })
        });
        let name = quoted(name);
        self.rows.extend(lines.map(|line| Row::Assessed(format!("{name},{line}{end}"))));
    }

    fn refuse(&mut self, name: &str, reason: &str) {
        self.rows.push(Row::Refused { name: name.to_owned(), reason: reason.to_owned() });
    }

    fn finish(self) -> String {
        let header = self.header.unwrap_or_else(|| "series,t,note".to_owned());
        let empty = ",".repeat(header.matches(',').count());
        let mut text = header + "\n";
        for row in self.rows {
            match row {
                Row::Assessed(line) => text.push_str(&line),
                Row::Refused { name, reason } => {
                    write!(text, "{}{empty}{}", quoted(&name), quoted(&reason))
                        .expect("a string takes all");
                }
            }
            text.push('\n');
        }
        text
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
