//! Settings of the onset detector.
//!
//! It does not choose for the reader: there is no default, only named constructors.

/// Everything the onset detector can be told.
#[derive(Debug, Clone, PartialEq)]
pub struct OnsetSettings {
    /// Most years of history in the baseline.
    pub years_back: u16,
    /// Fewer years of reported periods than this cannot be assessed; at least 2.
    pub least_years: u16,
    /// Periods just before the month under test that stay out of the baseline, at least 1; `None` for an
    /// eighth of a year of them.
    pub recent_excluded: Option<u32>,
    /// Weight of an outbreak that began in the period before, next to one that begins now. At 0 the
    /// period before does not count.
    pub previous_weight: f64,
    /// Share of baseline periods in which an outbreak is thought to begin, before looking at them.
    pub past_outbreaks: f64,
    /// Least variance of a count over its mean that is believed, 1 to 100: of few cases a history does not
    /// show how they come together, and other series of its source may.
    pub least_dispersion: f64,
    /// Chance of an alarm without an outbreak, one-sided, 0 to 1.
    pub alpha: f64,
    /// An alarm needs this many cases in the period under test and the one before it together.
    pub minimum_cases: u32,
}

impl OnsetSettings {
    /// Finds more outbreaks than the improved Farrington detector, and at least as many of them in their
    /// first week: the default.
    pub fn balanced() -> Self {
        Self {
            years_back: 10,
            least_years: 2,
            recent_excluded: None,
            previous_weight: 0.1,
            past_outbreaks: 0.02,
            least_dispersion: 1.0,
            alpha: 0.005,
            minimum_cases: 3,
        }
    }

    /// As many outbreaks as possible in their first period: the period before does not count.
    pub fn earliest_warning() -> Self {
        Self { previous_weight: 0.0, ..Self::balanced() }
    }

    /// As many outbreaks as possible in all, some of them a period later.
    pub fn most_detections() -> Self {
        Self { previous_weight: 1.0, ..Self::balanced() }
    }
}
