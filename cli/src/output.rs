//! Lists for people and programs: a table, CSV, or one JSON document.

use std::io::{self, Write};

use clap::ValueEnum;
use serde_json::{Map, Value};
use workflows::rejected::guarded;

use crate::failure::Failure;

/// How a list is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Aligned columns, for people.
    Table,
    /// One JSON document.
    Json,
    /// Comma-separated values with a header.
    Csv,
}

/// Rows under named columns.
#[derive(Clone, Debug, Default)]
pub struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<Value>>,
}

impl Table {
    /// An empty table with these columns.
    pub fn new(columns: &[&str]) -> Self {
        let columns = columns.iter().map(|name| (*name).to_owned()).collect();
        Self { columns, rows: Vec::new() }
    }

    /// Adds a row, one value a column.
    pub fn push(&mut self, row: Vec<Value>) {
        debug_assert_eq!(row.len(), self.columns.len());
        self.rows.push(row);
    }

    /// The rows as a JSON list of objects.
    pub fn to_json(&self) -> Value {
        let object = |row: &Vec<Value>| {
            let pairs = self.columns.iter().zip(row);
            Value::Object(
                pairs.map(|(name, value)| (name.clone(), value.clone())).collect::<Map<_, _>>(),
            )
        };
        Value::Array(self.rows.iter().map(object).collect())
    }

    /// Prints it.
    ///
    /// # Errors
    /// When standard output is closed.
    pub fn print(&self, format: Format) -> Result<(), Failure> {
        match format {
            Format::Table => print_lines(&self.lines(format)),
            // Programs read these: they get every character, and signs that steer a terminal, as they are.
            Format::Csv | Format::Json => write_lines(&self.lines(format)),
        }
    }

    /// Its lines as they are printed.
    pub fn lines(&self, format: Format) -> Vec<String> {
        match format {
            Format::Json => vec![format!("{:#}", self.to_json())],
            Format::Csv => self.csv_lines(),
            Format::Table => self.aligned_lines(),
        }
    }

    fn csv_lines(&self) -> Vec<String> {
        let header = self.columns.join(",");
        let line = |row: &Vec<Value>| row.iter().map(csv_field).collect::<Vec<_>>().join(",");
        std::iter::once(header).chain(self.rows.iter().map(line)).collect()
    }

    fn aligned_lines(&self) -> Vec<String> {
        let texts: Vec<Vec<String>> =
            self.rows.iter().map(|row| row.iter().map(plain).collect()).collect();
        let width = |column: usize| {
            let cells = texts.iter().map(|row| row[column].chars().count());
            cells.chain([self.columns[column].chars().count()]).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.columns.len()).map(width).collect();
        let is_number = |column: usize| {
            !self.rows.is_empty()
                && self.rows.iter().all(|row| row[column].is_number() || row[column].is_null())
        };
        let line = |cells: Vec<&str>| {
            let padded = cells.iter().enumerate().map(|(column, cell)| {
                let padding = " ".repeat(widths[column].saturating_sub(cell.chars().count()));
                if is_number(column) { padding + cell } else { (*cell).to_owned() + &padding }
            });
            padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        };
        let header = line(self.columns.iter().map(String::as_str).collect());
        let rows = texts.iter().map(|row| line(row.iter().map(String::as_str).collect()));
        std::iter::once(header).chain(rows).collect()
    }
}

/// Prints one JSON document.
///
/// # Errors
/// When standard output is closed.
pub fn print_json(value: &Value) -> Result<(), Failure> {
    write_lines(&[format!("{value:#}")])
}

/// Prints lines for people: what could steer a terminal or turn the direction of writing is shown as
/// its code.
///
/// # Errors
/// As [`write_lines`].
pub fn print_lines(lines: &[String]) -> Result<(), Failure> {
    let safe: Vec<String> = lines.iter().map(|line| visible(line)).collect();
    write_lines(&safe)
}

/// A text without signs that steer a terminal; line ends stay.
pub fn visible(text: &str) -> String {
    let steers = |c: char| {
        c.is_control() && c != '\n'
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !text.contains(steers) {
        return text.to_owned();
    }
    let shown = |c: char| if steers(c) { c.escape_unicode().to_string() } else { c.to_string() };
    text.chars().map(shown).collect()
}

/// Writes lines; a reader that closes the pipe early ends the program quietly.
///
/// # Errors
/// When standard output cannot be written for another reason.
fn write_lines(lines: &[String]) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    for line in lines {
        match writeln!(output, "{line}") {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(()),
            written => written.map_err(|error| Failure::other(format!("cannot print: {error}")))?,
        }
    }
    Ok(())
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        // Control characters in data must not reach a terminal.
        Value::String(text) => text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect(),
        other => other.to_string(),
    }
}

/// A value as one field of CSV; a text that a spreadsheet would take for a formula begins with an
/// apostrophe.
pub fn csv_field(value: &Value) -> String {
    let text = match value {
        Value::Null => String::new(),
        Value::String(text) => guarded(text).into_owned(),
        other => other.to_string(),
    };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new(&["name", "rows"]);
        table.push(vec!["a,\"b\"".into(), 7.into()]);
        table.push(vec!["ends\u{1b}[2J".into(), 1234.into()]);
        table
    }

    #[test]
    fn numbers_align_right_and_control_characters_do_not_reach_the_terminal() {
        assert_eq!(
            table().aligned_lines(),
            ["name      rows", "a,\"b\"        7", "ends [2J  1234"]
        );
    }

    #[test]
    fn nothing_printed_for_people_steers_a_terminal() {
        assert_eq!(visible("a\u{1b}[2Jb\u{202e}c\nd\u{e9}"), "a\\u{1b}[2Jb\\u{202e}c\nd\u{e9}");
    }

    #[test]
    fn csv_quotes_what_needs_it() {
        assert_eq!(table().csv_lines()[1], "\"a,\"\"b\"\"\",7");
    }

    #[test]
    fn csv_holds_no_formulas_and_figures_stay_figures() {
        let mut table = Table::new(&["cell"]);
        for cell in ["=1+1", "-MMC", "@a", "-5.25", "plain"] {
            table.push(vec![cell.into()]);
        }
        table.push(vec![(-1e-7).into()]);
        assert_eq!(table.csv_lines()[1..], ["'=1+1", "'-MMC", "'@a", "-5.25", "plain", "-1e-7"]);
        assert!(table.to_json().to_string().contains("\"=1+1\""));
    }

    #[test]
    fn json_keeps_columns_in_order() {
        let text = table().to_json()[0].to_string();
        assert_eq!(text, r#"{"name":"a,\"b\"","rows":7}"#);
    }
}
