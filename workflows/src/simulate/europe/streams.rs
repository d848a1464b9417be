//! Which stream of random numbers is for what, so that no part of the drawing disturbs another.

/// What random numbers are drawn for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Shares of regions.
    Map = 1,
    /// How a source does in a country.
    Reporting,
    /// When a region's reporter joins.
    Joining,
    /// How common a substance is in a country.
    Level,
    /// Events of one source, substance and region.
    Events,
    /// What a scenario does to those events.
    Changes,
    /// Where and when scenarios happen.
    Scenario,
    /// The cases that a scenario adds.
    Cases,
    /// Purities, prices, treatment and wastewater.
    Measures,
    /// Faults of the data, and details of rows.
    Files,
}

/// Number of the stream for a purpose and up to three numbers, each below 65,536.
pub(crate) const fn stream(purpose: Purpose, a: usize, b: usize, c: usize) -> u64 {
    (purpose as u64) << 48 | (a as u64) << 32 | (b as u64) << 16 | c as u64
}
