//! The numbers that a bench is asked with.

use std::error::Error;
use std::str::FromStr;

/// The numbers behind `--bench`, or `None` where nothing is to be measured.
///
/// # Errors
/// The `usage` where one of them is no number.
pub fn numbers<T: FromStr>(usage: &'static str) -> Result<Option<Vec<T>>, Box<dyn Error>> {
    // Cargo adds `--bench`; a test run of all targets asks for nothing to be measured.
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if !arguments.iter().any(|argument| argument == "--bench") {
        return Ok(None);
    }
    let numbers = arguments.iter().filter(|argument| *argument != "--bench");
    Ok(Some(numbers.map(|argument| argument.parse().map_err(|_| usage)).collect::<Result<_, _>>()?))
}
