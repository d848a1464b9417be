//! `watchfire method`

use std::path::Path;

use workflows::run_method::{
    MethodColumn, MethodProgress, MethodSetting, as_json, list_methods, run_method_while,
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
            let (settings, table) = (read(settings)?, read(series)?);
            let progress = Progress::of_bytes(format!("Reading {}", series.display()));
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
