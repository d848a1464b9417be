//! The short baselines of the RKI and Bayes detectors: the weeks just before and the same weeks of
//! earlier years.
//!
//! It does not follow the calendar: a year is a fixed number of periods, as in the papers. With a half width
//! of 0 and the current year, the reference counts the period under test, and the one before, into its own
//! baseline; this does not.

use std::ops::Range;

/// Which earlier periods a period is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SameWeeks {
    /// How many years back the baseline reaches (b).
    pub years_back: u16,
    /// Periods on either side of the same period of those years (w).
    pub half_width: u16,
    /// Whether the `half_width` periods just before count too (actY).
    pub current_year: CurrentYear,
    /// Periods in a year.
    pub frequency: u16,
}

/// Use of the periods just before the one under test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CurrentYear {
    /// They stay out.
    Ignored,
    /// They belong to the baseline.
    Used,
}

/// Why a series cannot be assessed with these settings.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SameWeeksError {
    /// Neither years nor the periods before are used.
    #[error(
        "the baseline holds no period; use at least one year back, or the current year and a half \
         width of at least 1"
    )]
    NoBaseline,
    /// Years that overlap would count periods twice.
    #[error(
        "a year of {frequency} periods cannot hold windows of {width}; use a smaller half width"
    )]
    YearTooShort {
        /// Periods in a year.
        frequency: u16,
        /// Periods in one window.
        width: u32,
    },
    /// Alpha is not a probability.
    #[error("alpha is {alpha}; use a number between 0 and 1")]
    Alpha {
        /// Value that was given.
        alpha: f64,
    },
    /// Positions before the first full baseline, or beyond the end.
    #[error(
        "positions {first} to {last} were asked for, but this series can be assessed from \
         {possible} to its end at {length}"
    )]
    RangeOutside {
        /// First position.
        first: usize,
        /// Last position.
        last: usize,
        /// First position with a full baseline.
        possible: usize,
        /// Length of the series.
        length: usize,
    },
}

/// What such a detector says of one period.
#[derive(Debug, Clone, PartialEq)]
pub struct SameWeeksAssessment {
    /// Position in the series, from 0.
    pub position: usize,
    /// Reported count; `None` where nothing was reported.
    pub observed: Option<u32>,
    /// Mean of the known counts of the baseline; `None` where there are none.
    pub expected: Option<f64>,
    /// Bound above which a count is an alarm; `None` as for `expected`.
    pub upper_bound: Option<f64>,
    /// Whether the count lies above its bound; `None` where either is missing.
    pub alarm: Option<bool>,
}

impl SameWeeks {
    /// The six weeks before.
    pub const fn six_weeks() -> Self {
        Self { years_back: 0, half_width: 6, current_year: CurrentYear::Used, frequency: 52 }
    }

    /// The six weeks before, and 13 weeks a year ago.
    pub const fn six_weeks_and_a_year() -> Self {
        Self { years_back: 1, ..Self::six_weeks() }
    }

    /// Nine weeks a year ago, and nine two years ago.
    pub const fn two_years() -> Self {
        Self { years_back: 2, half_width: 4, current_year: CurrentYear::Ignored, frequency: 52 }
    }

    /// First position that can be assessed.
    pub fn first_position(&self) -> usize {
        usize::from(self.years_back) * usize::from(self.frequency) + usize::from(self.half_width)
    }

    pub(crate) fn require_sound(
        self,
        counts: &[Option<u32>],
        evaluated: &Range<usize>,
    ) -> Result<(), SameWeeksError> {
        let width = 2 * u32::from(self.half_width) + 1;
        if self.years_back == 0
            && (self.half_width == 0 || self.current_year == CurrentYear::Ignored)
        {
            return Err(SameWeeksError::NoBaseline);
        }
        if self.years_back > 0 && width > u32::from(self.frequency) {
            return Err(SameWeeksError::YearTooShort { frequency: self.frequency, width });
        }
        let (possible, length) = (self.first_position(), counts.len());
        if !evaluated.is_empty() && (evaluated.start < possible || evaluated.end > length) {
            let (first, last) = (evaluated.start, evaluated.end - 1);
            return Err(SameWeeksError::RangeOutside { first, last, possible, length });
        }
        Ok(())
    }

    /// Collects the known counts of the baseline of `position`.
    pub(crate) fn collect(self, counts: &[Option<u32>], position: usize, into: &mut Vec<f64>) {
        into.clear();
        let width = usize::from(self.half_width);
        for years in (1..=usize::from(self.years_back)).rev() {
            let middle = position - years * usize::from(self.frequency);
            into.extend(
                counts[middle - width..=middle + width].iter().flatten().copied().map(f64::from),
            );
        }
        if self.current_year == CurrentYear::Used {
            let before = &counts[position - width..position];
            into.extend(before.iter().flatten().copied().map(f64::from));
        }
    }
}
