//! The time that a bench takes.

use std::error::Error;

/// Time this process's one thread has run, as Linux counts it.
///
/// # Errors
/// Where the system does not say.
pub fn processor_seconds() -> Result<f64, Box<dyn Error>> {
    let schedule = std::fs::read_to_string("/proc/self/schedstat")?;
    let nanoseconds: u64 = schedule.split(' ').next().unwrap_or_default().parse()?;
    Ok(nanoseconds as f64 / 1e9)
}
