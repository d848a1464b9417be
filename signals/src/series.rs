//! The series every detector reads: counts at equal steps of time.
//!
//! It does not resolve indicators or fill gaps: a period without a report is `None`, which is not 0.

use jiff::civil::Date;

/// Counts of one indicator, oldest first, one for each period.
///
/// - Shape: no period is left out; a period without a report is `None`. `dates` and `population`,
///   where given, are as long as `counts`; dates ascend strictly.
#[derive(Debug, Clone, Copy)]
pub struct CountSeries<'a> {
    /// Reported number in each period; `None` where nothing was reported.
    pub counts: &'a [Option<u32>],
    /// First day of each period, where the series follows the calendar.
    pub dates: Option<&'a [Date]>,
    /// Persons at risk in each period; positive.
    pub population: Option<&'a [f64]>,
    /// Periods in a year: 52 weeks, 12 months, 4 quarters, 365 days.
    pub frequency: u16,
}
