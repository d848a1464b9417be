//! `watchfire simulate`

use workflows::simulate::{NOUFAILY_HEADER, noufaily_lines};

use crate::arguments::SimulateCommand;
use crate::failure::Failure;
use crate::output::print_lines;

/// Prints simulated series, one after the other.
pub fn run(command: SimulateCommand) -> Result<(), Failure> {
    let SimulateCommand::Noufaily { seed, series } = command;
    print_lines(&[NOUFAILY_HEADER.to_owned()])?;
    (0..series).try_for_each(|index| print_lines(&[noufaily_lines(seed, index).join("\n")]))
}
