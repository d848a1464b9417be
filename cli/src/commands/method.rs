//! `watchfire method`

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader};
use std::path::Path;

use workflows::run_method::{
    MethodColumn, MethodProgress, MethodSetting, SeriesBySeries, as_json, list_methods,
    run_method_while, split_cells,
};

use crate::arguments::{AnswerFormat, MethodCommand};
use crate::failure::{Failure, bad_input};
use crate::output::{Table, print_lines};
use crate::progress::Progress;

/// Lists the methods or runs one.
pub fn run(command: &MethodCommand) -> Result<(), Failure> {
    match command {
        MethodCommand::List { explain: Some(name), .. } => explain(name),
        MethodCommand::List { explain: None, list } => {
            let mut table = Table::new(&["method", "setting", "default", "meaning", "source"]);
            for method in list_methods() {
                for setting in method.settings {
                    table.push(vec![
                        method.name.into(),
                        setting.key.into(),
                        setting.default.into(),
                        setting.meaning.into(),
                        method.source.into(),
                    ]);
                }
            }
            table.print(list.format)
        }
        MethodCommand::Run { settings, series, format } => {
            let settings = read(settings)?;
            let progress = Progress::of_bytes(format!("Reading {}", series.display()));
            if stands_series_by_series(series)? {
                return stream(&settings, series, *format, &progress);
            }
            let table = read(series)?;
            let mut output =
                run_method_while(&settings, &table, |at| show(&progress, at)).map_err(bad_input)?;
            drop(progress);
            if *format == AnswerFormat::Json {
                output = as_json(&output);
            }
            print_lines(&output.lines().map(str::to_owned).collect::<Vec<_>>())
        }
    }
}

/// Whether a table has a column `series` and each series stands in one piece, so that one can be answered
/// before the next is read.
fn stands_series_by_series(path: &Path) -> Result<bool, Failure> {
    // A pipe can be read once alone.
    if !path.is_file() {
        return Ok(false);
    }
    let mut seen = HashSet::new();
    let mut current = String::new();
    let mut column = None;
    for (line, row) in lines_of(path)?.zip(1_usize..) {
        let line = line?;
        if row == 1 {
            let header = line.trim_start_matches('\u{feff}');
            column = split_cells(header).iter().position(|cell| cell == "series");
        }
        let Some(column) = column else { return Ok(false) };
        if row == 1 || line.trim().is_empty() {
            continue;
        }
        let name = split_cells(&line).into_iter().nth(column).unwrap_or_default();
        if name != current || seen.is_empty() {
            if !seen.insert(name.clone()) {
                return Ok(false);
            }
            current = name;
        }
    }
    Ok(!seen.is_empty())
}

/// Answers each series before the next is read.
fn stream(
    settings: &str,
    path: &Path,
    format: AnswerFormat,
    progress: &Progress,
) -> Result<(), Failure> {
    let size = std::fs::metadata(path).map_or(0, |about| about.len());
    let mut lines = lines_of(path)?;
    let header = lines.next().transpose()?.unwrap_or_default();
    let Some(mut run) = SeriesBySeries::begin(settings, &header).map_err(bad_input)? else {
        return Ok(());
    };
    let mut printer = Printer { format, header: None, has_begun: false };
    let mut read = header.len() as u64;
    for (line, row) in lines.zip(2..) {
        let line = line?;
        read += line.len() as u64 + 1;
        let ready = run.take(&line, row).map_err(bad_input)?;
        if !ready.is_empty() {
            progress.at(read, size);
            printer.print(&ready)?;
        }
    }
    printer.print(&run.finish().map_err(bad_input)?)?;
    printer.end()
}

/// Prints an answer that comes in parts.
struct Printer {
    format: AnswerFormat,
    header: Option<String>,
    has_begun: bool,
}

impl Printer {
    fn print(&mut self, part: &str) -> Result<(), Failure> {
        let mut lines = part.lines();
        let header = match &self.header {
            Some(header) => header.clone(),
            None => match lines.next() {
                Some(header) => header.to_owned(),
                None => return Ok(()),
            },
        };
        let rows: Vec<&str> = lines.collect();
        let mut out = Vec::new();
        if self.format == AnswerFormat::Json {
            let text = as_json(&format!("{header}\n{}\n", rows.join("\n")));
            let rows = text.trim_start_matches('[').trim_end_matches(']');
            if !rows.is_empty() {
                out.push(format!("{}{rows}", if self.has_begun { "," } else { "[" }));
                self.has_begun = true;
            }
        } else {
            out.extend(self.header.is_none().then(|| header.clone()));
            out.extend(rows.into_iter().map(str::to_owned));
        }
        self.header = Some(header);
        print_lines(&out)
    }

    fn end(self) -> Result<(), Failure> {
        match (self.format, self.has_begun) {
            (AnswerFormat::Json, true) => print_lines(&["]".to_owned()]),
            (AnswerFormat::Json, false) => print_lines(&["[]".to_owned()]),
            _ => Ok(()),
        }
    }
}

/// The lines of a file of UTF-8 text.
fn lines_of(path: &Path) -> Result<impl Iterator<Item = Result<String, Failure>>, Failure> {
    let cannot = |error: &io::Error| {
        let why = match error.kind() {
            io::ErrorKind::InvalidData => "not UTF-8 text; save it as UTF-8".to_owned(),
            _ => format!("cannot read the file: {error}"),
        };
        Failure::bad_input(format!("{}: {why}", path.display()))
    };
    let file = File::open(path).map_err(|error| cannot(&error))?;
    Ok(BufReader::new(file).lines().map(move |line| line.map_err(|error| cannot(&error))))
}

fn show(progress: &Progress, at: MethodProgress) {
    let of = at.of_replications.max(1);
    if at.of_series > 1 {
        progress.says(format!("Series {} of {}", at.series + 1, at.of_series));
    } else {
        progress.says(format!("Replication {} of {of}", at.replications + 1));
    }
    progress.at(at.series as u64 * of + at.replications, at.of_series as u64 * of);
}

/// Prints what one method does, in sentences.
fn explain(name: &str) -> Result<(), Failure> {
    let Some(method) = list_methods().iter().find(|method| method.name == name) else {
        let names: Vec<&str> = list_methods().iter().map(|method| method.name).collect();
        let names = names.join(", ");
        return Err(Failure::bad_input(format!("no method {name}; there are: {names}")));
    };
    let mut lines = vec![
        method.name.to_owned(),
        format!("  {}", method.summary),
        format!("  Source: {}", method.source),
        "  Settings, in `control`, with what holds where one is left out:".to_owned(),
    ];
    let line = |setting: &MethodSetting| {
        format!("    {} = {}: {}", setting.key, setting.default, setting.meaning)
    };
    lines.extend(method.settings.iter().map(line));
    let column = |column: &MethodColumn| format!("    {}: {}", column.name, column.meaning);
    lines.push("  Columns it reads, and `series` to tell several apart:".to_owned());
    lines.extend(method.reads.iter().map(column));
    lines.push("  Columns of its answer:".to_owned());
    lines.extend(method.answer.iter().map(column));
    print_lines(&lines)
}

fn read(path: &Path) -> Result<String, Failure> {
    let bytes = std::fs::read(path).map_err(|error| {
        Failure::bad_input(format!("{}: cannot read the file: {error}", path.display()))
    })?;
    String::from_utf8(bytes).map_err(|_| {
        Failure::bad_input(format!("{}: not UTF-8 text; save it as UTF-8", path.display()))
    })
}
