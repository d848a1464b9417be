//! JSON Lines to rows of cells: one flat object a line, keys as columns.
//!
//! Figures come out as they are written. A line that is no such object is a row with a fault.

use std::collections::HashMap;

use super::json::{Json, Value};
use super::{MAX_ROW_BYTES, Numbered, fold};
use crate::cells::Cells;
use crate::error::IntakeError;
use crate::fault::Fault;
use crate::nearest::nearest;
use crate::text::Text;

/// Rows of a file of JSON objects.
pub(crate) struct JsonLines<'a> {
    text: Text<'a>,
    decimal: char,
    /// Columns: the keys of the first object, then those the mapping reads besides.
    columns: Vec<String>,
    places: HashMap<String, usize>,
    /// Of the columns: whether the mapping reads it, and whether any object had it.
    is_wanted: Vec<bool>,
    is_met: Vec<bool>,
    /// The line being read, and its number.
    line: String,
    row: u64,
    /// The first object was read to find the columns, and is still to be shown.
    is_first_pending: bool,
    values: Vec<Option<String>>,
    /// Whether any line was a whole object.
    has_object: bool,
}

/// What stands in a row for a list or an object that no mapping reads.
pub(crate) const NESTED: &str = "[...]";

impl<'a> JsonLines<'a> {
    /// Reads the first object.
    pub fn open(text: Text<'a>, wanted: &[String], decimal: char) -> Result<Self, IntakeError> {
        let mut rows = Self {
            text,
            decimal,
            columns: Vec::new(),
            places: HashMap::new(),
            is_wanted: Vec::new(),
            is_met: Vec::new(),
            line: String::new(),
            row: 0,
            is_first_pending: true,
            values: Vec::new(),
            has_object: false,
        };
        if !rows.next_line()? {
            return Err(IntakeError::Empty);
        }
        if rows.line.trim_start().starts_with('[') {
            let problem = "it is one JSON array; write one object a line, without commas between";
            return Err(IntakeError::Corrupt { format: "JSON", problem: problem.to_owned() });
        }
        let mut keys = Vec::new();
        // A first line with a fault gives the keys it had before the fault.
        let _ = Json::new(&rows.line).object(|key, _| {
            keys.push(fold(key));
            Ok(())
        });
        if keys.len() > super::MAX_FIELDS {
            return Err(IntakeError::TooManyColumns {
                columns: keys.len(),
                limit: super::MAX_FIELDS,
            });
        }
        for key in keys {
            rows.column(&key);
        }
        for key in wanted {
            let at = rows.column(&fold(key));
            rows.is_wanted[at] = true;
        }
        rows.values = vec![None; rows.columns.len()];
        Ok(rows)
    }

    /// The names of the columns.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Reads the next line that is not blank; `None` at the end.
    pub fn next_row(&mut self, cells: &mut Cells) -> Result<Option<Numbered>, IntakeError> {
        if !std::mem::take(&mut self.is_first_pending) && !self.next_line()? {
            return self.require_all_met().map(|()| None);
        }
        let shape = self.read_object();
        self.has_object |= shape.is_ok();
        cells.clear();
        for value in &mut self.values {
            cells.push(value.take().as_deref().unwrap_or_default());
        }
        Ok(Some((self.row, shape)))
    }

    fn column(&mut self, name: &str) -> usize {
        if let Some(at) = self.places.get(name) {
            return *at;
        }
        self.places.insert(name.to_owned(), self.columns.len());
        self.columns.push(name.to_owned());
        self.is_wanted.push(false);
        self.is_met.push(false);
        self.columns.len() - 1
    }

    fn read_object(&mut self) -> Result<(), Fault> {
        let Self { line, places, is_wanted, is_met, values, decimal, .. } = self;
        let read = Json::new(line).object(|key, value| {
            let place = places.get(key).or_else(|| places.get(&fold(key)));
            let Some(at) = place.copied() else { return Ok(()) };
            is_met[at] = true;
            if values[at].is_some() {
                let key = fold(key);
                return Err(format!("the key `{key}` is there twice: keep one"));
            }
            values[at] = Some(match value {
                Value::Text(text) => text,
                Value::Number(number) if *decimal == '.' => number.to_owned(),
                Value::Number(number) => number.replace('.', &decimal.to_string()),
                Value::Word("null") => String::new(),
                Value::Word(word) => word.to_owned(),
                Value::Nested if is_wanted[at] => {
                    return Err(format!(
                        "the value of `{key}` is an object or a list, not one value: write its \
                         parts as keys of their own"
                    ));
                }
                Value::Nested => NESTED.to_owned(),
            });
            Ok(())
        });
        // The line itself is not repeated: it may hold what no mapping reads.
        read.map_err(Fault::of_row)
    }

    /// Reads lines until one holds something.
    fn next_line(&mut self) -> Result<bool, IntakeError> {
        loop {
            self.line.clear();
            let mut has_ended = false;
            while !has_ended {
                let text = self.text.fill()?;
                if text.is_empty() {
                    break;
                }
                let end = text.find('\n');
                let part = &text[..end.unwrap_or(text.len())];
                if self.line.len() + part.len() > MAX_ROW_BYTES {
                    return Err(IntakeError::RowTooLong {
                        row: self.row + 1,
                        limit: MAX_ROW_BYTES,
                    });
                }
                self.line.push_str(part);
                let used = part.len() + usize::from(end.is_some());
                self.text.consume(used);
                has_ended = end.is_some();
            }
            let is_at_end = !has_ended && self.line.is_empty();
            if is_at_end {
                return Ok(false);
            }
            self.row += 1;
            if !self.line.trim().is_empty() {
                return Ok(true);
            }
        }
    }

    /// A key that no object has was misspelt in the mapping.
    fn require_all_met(&self) -> Result<(), IntakeError> {
        let missing = (0..self.columns.len()).find(|at| self.is_wanted[*at] && !self.is_met[*at]);
        let Some(at) = missing.filter(|_| self.has_object) else { return Ok(()) };
        let met = self.columns.iter().zip(&self.is_met).filter(|(_, is_met)| **is_met);
        Err(IntakeError::MissingColumn {
            column: self.columns[at].clone(),
            nearest: nearest(&self.columns[at], met.map(|(name, _)| name.as_str())),
        })
    }
}
