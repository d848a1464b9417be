//! `watchfire method`

use std::path::Path;

use workflows::run_method::{list_methods, run_method};

use crate::arguments::MethodCommand;
use crate::failure::{Failure, bad_input};
use crate::output::{Table, print_lines};

/// Lists the methods or runs one.
pub fn run(command: &MethodCommand) -> Result<(), Failure> {
    match command {
        MethodCommand::List { list } => {
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
        MethodCommand::Run { settings, series } => {
            let output = run_method(&read(settings)?, &read(series)?).map_err(bad_input)?;
            print_lines(&output.lines().map(str::to_owned).collect::<Vec<_>>())
        }
    }
}

fn read(path: &Path) -> Result<String, Failure> {
    let bytes = std::fs::read(path).map_err(|error| {
        Failure::bad_input(format!("{}: cannot read the file: {error}", path.display()))
    })?;
    String::from_utf8(bytes).map_err(|_| {
        Failure::bad_input(format!("{}: not UTF-8 text; save it as UTF-8", path.display()))
    })
}
