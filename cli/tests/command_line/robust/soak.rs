//! How long a test goes on: so many rounds, or as many seconds as are asked for by hand.

use std::time::{Duration, Instant};

/// Rounds to come: at least `rounds`, and more until `WATCHFIRE_SOAK` seconds have passed.
pub fn rounds(rounds: usize) -> impl Iterator<Item = usize> {
    let seconds = seconds_asked_for().unwrap_or(0);
    let start = now();
    (0..).take_while(move |round| {
        *round < rounds || now().duration_since(start) < Duration::from_secs(seconds)
    })
}

/// How long to go on at least, where it is asked for.
pub fn seconds_asked_for() -> Option<u64> {
    let asked = std::env::var("WATCHFIRE_SOAK").ok()?;
    Some(asked.parse().expect("WATCHFIRE_SOAK is in seconds"))
}

#[expect(clippy::disallowed_methods, reason = "a soak lasts as long as it is told to")]
fn now() -> Instant {
    Instant::now()
}
