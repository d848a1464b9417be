//! Settings of the Farrington detector, with the names its papers give them.
//!
//! It does not choose for the reader: there is no default, only named constructors.

/// Everything the Farrington detector can be told.
#[derive(Debug, Clone, PartialEq)]
pub struct FarringtonSettings {
    /// How many years back the baseline reaches (b).
    pub years_back: u16,
    /// Periods on either side of each reference point (w).
    pub window_half_width: u16,
    /// Season levels in a year (noPeriods); 1 uses the windows alone.
    pub season_levels: u16,
    /// Periods before the one under test that stay out of the baseline (pastWeeksNotIncluded).
    pub recent_excluded: u32,
    /// Whether past outbreaks weigh less.
    pub reweighting: Reweighting,
    /// Whether the baseline may rise or fall over the years.
    pub trend: TrendRule,
    /// Whether the population enters as an offset.
    pub population: PopulationOffset,
    /// How the upper bound is drawn.
    pub threshold: ThresholdMethod,
    /// Chance of exceeding the bound without an outbreak, one-sided, 0 to 1.
    pub alpha: f64,
    /// What the standard errors of the trend and the forecast rest on.
    pub errors: StandardErrors,
    /// Fewer recent cases than this raise no alarm (limit54).
    pub minimum_cases: MinimumCases,
}

/// Whether baseline periods with a high Anscombe residual weigh less in a second fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reweighting {
    /// One fit, all periods alike.
    None,
    /// Residuals above this many standard deviations weigh less: 1 in 1996, 2.58 in 2013.
    Above(f64),
}

/// What the standard errors of the trend and the forecast rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StandardErrors {
    /// After reweighting, the squared relative residuals by prior weight: R's `farringtonFlexible`.
    ///
    /// - Differs: the papers use the dispersion; where the two differ, so do bounds and trends.
    ByPriorWeights,
    /// The dispersion, as published: R's `algo.farrington`.
    ByDispersion,
}

/// When a log-linear trend is kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TrendRule {
    /// Never fitted.
    None,
    /// Kept below this p-value, with at least three years and no forecast above all of the baseline.
    KeptBelow(f64),
}

/// Use of the population column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PopulationOffset {
    /// Counts are modelled.
    Ignored,
    /// Counts per person are modelled: the log of the population is an offset.
    LogOffset,
}

/// How the upper bound follows from the fitted mean and dispersion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThresholdMethod {
    /// Normal bound after a power transformation (1996).
    Delta(PowerTransformation),
    /// Quantile of the negative binomial with the fitted mean and dispersion (Noufaily 2013).
    NegativeBinomialPlugin,
    /// The same quantile at the upper confidence limit of the mean.
    Muan,
}

/// Transformation that makes counts nearly normal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PowerTransformation {
    /// Exponent 2/3, for skewed counts.
    TwoThirds,
    /// Exponent 1/2, stabilises the variance.
    SquareRoot,
    /// Counts as they are.
    None,
}

/// Recent cases without which there is no alarm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MinimumCases {
    /// Least number of cases.
    pub cases: u32,
    /// Counted over the period under test and those before it, this many in all.
    pub periods: usize,
}

impl FarringtonSettings {
    /// The original detector on weekly counts.
    ///
    /// - Source: Farrington, Andrews, Beale & Catchpole 1996, JRSS-A 159:547, doi:10.2307/2983331.
    pub fn farrington_1996() -> Self {
        Self {
            years_back: 5,
            window_half_width: 3,
            season_levels: 1,
            recent_excluded: 3,
            reweighting: Reweighting::Above(1.0),
            trend: TrendRule::KeptBelow(0.05),
            population: PopulationOffset::Ignored,
            threshold: ThresholdMethod::Delta(PowerTransformation::TwoThirds),
            alpha: 0.005,
            errors: StandardErrors::ByPriorWeights,
            minimum_cases: MinimumCases { cases: 5, periods: 4 },
        }
    }

    /// The original detector as R's `algo.farrington` has it: standard errors as published, and 5 % on
    /// both sides together.
    ///
    /// - Source: as [`FarringtonSettings::farrington_1996`].
    pub fn algo_farrington() -> Self {
        Self { alpha: 0.025, errors: StandardErrors::ByDispersion, ..Self::farrington_1996() }
    }

    /// The improved detector on weekly counts.
    ///
    /// - Source: Noufaily et al. 2013, Statistics in Medicine 32:1206, doi:10.1002/sim.5595.
    pub fn noufaily_2013() -> Self {
        Self {
            season_levels: 10,
            recent_excluded: 26,
            reweighting: Reweighting::Above(2.58),
            trend: TrendRule::KeptBelow(1.0),
            threshold: ThresholdMethod::NegativeBinomialPlugin,
            ..Self::farrington_1996()
        }
    }

    /// The improved detector on monthly counts with `years` of history.
    ///
    /// - Shape: the window is the month and its neighbours; the other nine months form three levels.
    ///   The half year before the month under test stays out, as with weekly counts; with two years of
    ///   history only a quarter, with one only a month, or a season level would rest on one month.
    /// - Differs: the papers treat weekly counts alone. With fewer than three years the method keeps no
    ///   trend.
    pub fn noufaily_2013_monthly(years: u16) -> Self {
        Self {
            years_back: years.max(1),
            window_half_width: 1,
            season_levels: 4,
            recent_excluded: match years {
                0 | 1 => 1,
                2 => 3,
                _ => 6,
            },
            minimum_cases: MinimumCases { cases: 5, periods: 2 },
            ..Self::noufaily_2013()
        }
    }

    /// The improved detector on quarterly counts with `years` of history.
    ///
    /// - Shape: each quarter is a season level, and the quarter before the one under test stays out;
    ///   with two years the other three quarters are one level, so that none rests on one quarter.
    /// - Differs: the papers treat weekly counts alone. One year leaves one quarter to compare with, so
    ///   at least two are used; below three the method keeps no trend.
    pub fn noufaily_2013_quarterly(years: u16) -> Self {
        Self {
            years_back: years.max(2),
            window_half_width: 0,
            season_levels: if years < 3 { 2 } else { 4 },
            recent_excluded: 1,
            minimum_cases: MinimumCases { cases: 5, periods: 1 },
            ..Self::noufaily_2013()
        }
    }
}
