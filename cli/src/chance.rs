//! The clock, random bits and patience: the only place where they are read.

use std::time::Duration;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use store::lock::USUAL_PATIENCE;

use crate::failure::Failure;

/// Today in UTC, or the day that `WATCHFIRE_TODAY` names (for tests and rehearsals).
///
/// # Errors
/// When `WATCHFIRE_TODAY` is not a day.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
pub fn today() -> Result<Date, Failure> {
    match std::env::var("WATCHFIRE_TODAY") {
        Ok(day) => day.parse().map_err(|_| {
            Failure::bad_input(format!("WATCHFIRE_TODAY is '{day}'; write a day as 2024-05-01"))
        }),
        Err(_) => Ok(jiff::Timestamp::now().to_zoned(TimeZone::UTC).date()),
    }
}

/// Now in UTC, in whole seconds; on the day that `WATCHFIRE_TODAY` names, where it names one.
///
/// # Errors
/// When `WATCHFIRE_TODAY` is not a day.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
pub fn now() -> Result<DateTime, Failure> {
    let time = jiff::Timestamp::now().to_zoned(TimeZone::UTC).time();
    Ok(today()?.at(time.hour(), time.minute(), time.second(), 0))
}

/// How long to wait for another process that writes: 10 s, or the seconds that `WATCHFIRE_WAIT` names.
///
/// # Errors
/// When `WATCHFIRE_WAIT` is no number.
pub fn patience() -> Result<Duration, Failure> {
    match std::env::var("WATCHFIRE_WAIT") {
        Ok(wait) => wait.parse().map(Duration::from_secs).map_err(|_| {
            Failure::bad_input(format!("WATCHFIRE_WAIT is '{wait}'; write whole seconds as 60"))
        }),
        Err(_) => Ok(USUAL_PATIENCE),
    }
}

/// Random bytes from the operating system.
///
/// # Errors
/// When the system has none.
pub fn random<const LENGTH: usize>() -> Result<[u8; LENGTH], Failure> {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes)
        .map_err(|error| Failure::other(format!("the system gives no random bits: {error}")))?;
    Ok(bytes)
}
