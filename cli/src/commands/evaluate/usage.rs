//! What this process has used: processor time and memory, as Linux tells it.
//!
//! Elsewhere nothing is told: the seconds are 0 and the memory is unknown.

use std::fs::read_to_string;

/// Processor seconds of all threads so far.
pub fn processor_seconds() -> f64 {
    let ticks = || -> Option<u64> {
        let text = read_to_string("/proc/self/stat").ok()?;
        // The second field is the program's name, which may hold anything but ends with the last `)`.
        let (_, rest) = text.rsplit_once(')')?;
        let mut fields = rest.split_whitespace().skip(11);
        let user: u64 = fields.next()?.parse().ok()?;
        let system: u64 = fields.next()?.parse().ok()?;
        Some(user + system)
    };
    ticks().map_or(0.0, |ticks| ticks as f64 / TICKS_A_SECOND)
}

/// Most memory that was resident at once.
pub fn peak_memory_bytes() -> Option<u64> {
    let text = read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes * 1024)
}

/// The unit of `/proc/self/stat` on every Linux that there is a build for.
const TICKS_A_SECOND: f64 = 100.0;
