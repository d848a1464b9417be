//! The onset detector: did an outbreak begin in this period or in the one before?
//!
//! It does not correct for reporting delay, look across series, or look for falls.

mod baseline;
mod evidence;
mod past_outbreaks;
mod regression;
mod settings;
mod source;
mod sustained;

use std::ops::Range;

pub use self::settings::OnsetSettings;
pub use self::sustained::{Sustained, chances_of_sum, sustained};

use self::baseline::{Baseline, Forecast};
use self::evidence::Evidence;
use self::source::Source;
use crate::series::CountSeries;

/// What the detector says of one period.
#[derive(Debug, Clone, PartialEq)]
pub struct OnsetAssessment {
    /// Position in the series, from 0.
    pub position: usize,
    /// Reported count; `None` where nothing was reported.
    pub observed: Option<u32>,
    /// The verdict, or why there is none.
    pub verdict: Result<OnsetVerdict, NotAssessableOnset>,
}

/// What is known of a period that could be assessed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OnsetVerdict {
    /// Count to be expected without an outbreak.
    pub expected: f64,
    /// Standard error of the log of that.
    pub expected_error: f64,
    /// Variance of a count over its mean, at least 1.
    pub dispersion: f64,
    /// Change of the log of the mean in a year.
    pub trend: f64,
    /// Years of history that were used.
    pub years: u16,
    /// Chance, without an outbreak, of stronger evidence for one than this count and the one before it
    /// give, with half the chance of just these counts.
    pub p_value: f64,
    /// Whether that lies below alpha, the count is more than expected and there are enough cases.
    pub alarm: bool,
    previous: Option<(f64, u32)>,
    previous_weight: f64,
}

/// Why there is no verdict on one period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAssessableOnset {
    /// The count under test is not known.
    #[error("the count is missing")]
    Missing,
    /// Too few reported periods in the baseline.
    #[error("not assessable: needs {needs} reported periods of history, has {has}")]
    TooShort {
        /// Least number of periods.
        needs: usize,
        /// Periods there are.
        has: usize,
    },
}

/// Why a series cannot be assessed with these settings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OnsetError {
    /// A setting outside its range.
    #[error("setting {setting} must be {must_be}")]
    Setting {
        /// Name of the field.
        setting: &'static str,
        /// What it may be.
        must_be: &'static str,
    },
    /// The columns of the series do not fit together.
    #[error("{column} {problem} at position {position}; mend the series")]
    Series {
        /// `dates` or `population`.
        column: &'static str,
        /// What is wrong.
        problem: &'static str,
        /// First offending position.
        position: usize,
    },
    /// Positions beyond the end were to be assessed.
    #[error("positions {first} to {last} were asked for, but the series has {length}")]
    RangeOutside {
        /// First position.
        first: usize,
        /// Last position.
        last: usize,
        /// Length of the series.
        length: usize,
    },
    /// Periods whose season the method does not model.
    #[error(
        "the method reads quarters, months or weeks, not {frequency} periods a year; add them up"
    )]
    Frequency {
        /// Frequency that was given.
        frequency: u16,
    },
}

/// Assesses the periods in `evaluated`, each against its own baseline.
///
/// - Shape: one assessment for each position in `evaluated`, in order; each depends on the counts up to
///   its position alone.
/// - Source: ours. The baseline is a log-linear mean with trend and two waves, each shrunk by its own
///   noise; past outbreaks weigh by their probability of being none; the evidence is a
///   Shiryaev-Roberts sum over two periods; its p-value is exact for negative binomial counts.
/// - Cost: periods x baseline rows x about fourteen steps.
///
/// # Errors
///
/// Settings out of range, columns that do not fit together, positions beyond the end, or a frequency
/// that is not between 4 and 53.
pub fn onset(
    series: &CountSeries<'_>,
    evaluated: Range<usize>,
    settings: &OnsetSettings,
) -> Result<Vec<OnsetAssessment>, OnsetError> {
    require_settings(settings)?;
    require_series(series)?;
    if evaluated.start > evaluated.end || evaluated.end > series.counts.len() {
        let (first, last) = (evaluated.start, evaluated.end.saturating_sub(1));
        return Err(OnsetError::RangeOutside { first, last, length: series.counts.len() });
    }
    let source = Source::new(*series, settings)?;
    let mut baseline = Baseline::default();
    let mut evidence = Evidence::default();
    let mut assess = |position: usize| OnsetAssessment {
        position,
        observed: series.counts[position],
        verdict: assess(&source, position, &mut baseline, &mut evidence),
    };
    Ok(evaluated.map(&mut assess).collect())
}

impl OnsetVerdict {
    /// Largest count that, after the count before it, is no alarm at `alpha`: its p-value is not below, or
    /// it is not more than expected.
    pub fn upper_bound(&self, alpha: f64) -> f64 {
        let mut evidence = Evidence::default();
        let forecast = self.forecast();
        let previous = self.previous.map(|(_, count)| count);
        let mut is_usual = |count: u32| {
            f64::from(count) <= forecast.current
                || evidence.p_value(&forecast, self.previous_weight, previous, count) >= alpha
        };
        let (mut low, mut high) = (0_u32, 1_u32);
        while high < u32::MAX && is_usual(high) {
            low = high;
            high = high.saturating_mul(2);
        }
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if is_usual(middle) { low = middle } else { high = middle }
        }
        f64::from(low)
    }

    fn forecast(&self) -> Forecast {
        Forecast {
            current: self.expected,
            previous: self.previous.map(|(mean, _)| mean),
            dispersion: self.dispersion,
            error: self.expected_error,
            trend: self.trend,
            years: self.years,
        }
    }
}

fn assess(
    source: &Source<'_>,
    position: usize,
    baseline: &mut Baseline,
    evidence: &mut Evidence,
) -> Result<OnsetVerdict, NotAssessableOnset> {
    let settings = source.settings;
    let count = source.series.counts[position].ok_or(NotAssessableOnset::Missing)?;
    let forecast = baseline.forecast(source, position)?;
    let before = position.checked_sub(1).and_then(|before| source.series.counts[before]);
    let p_value = evidence.p_value(&forecast, settings.previous_weight, before, count);
    let cases = count.saturating_add(before.unwrap_or(0));
    Ok(OnsetVerdict {
        expected: forecast.current,
        expected_error: forecast.error,
        dispersion: forecast.dispersion,
        trend: forecast.trend,
        years: forecast.years,
        p_value,
        alarm: p_value < settings.alpha
            && f64::from(count) > forecast.current
            && cases >= settings.minimum_cases,
        previous: forecast.previous.zip(before),
        previous_weight: settings.previous_weight,
    })
}

fn require_settings(settings: &OnsetSettings) -> Result<(), OnsetError> {
    let refuse = |setting, must_be| Err(OnsetError::Setting { setting, must_be });
    if settings.years_back < 2 || settings.years_back > 100 {
        return refuse("years_back", "between 2 and 100");
    }
    if settings.least_years < 2 || settings.least_years > settings.years_back {
        return refuse("least_years", "between 2 and years_back");
    }
    if settings.recent_excluded == Some(0) {
        return refuse("recent_excluded", "at least 1");
    }
    if !(0.0..=1e6).contains(&settings.previous_weight) {
        return refuse("previous_weight", "between 0 and a million");
    }
    if !(0.0..=0.1).contains(&settings.past_outbreaks) {
        return refuse("past_outbreaks", "between 0 and 0.1");
    }
    if !(1.0..=100.0).contains(&settings.least_dispersion) {
        return refuse("least_dispersion", "between 1 and 100");
    }
    if !(0.0..=1.0).contains(&settings.alpha) {
        return refuse("alpha", "between 0 and 1");
    }
    Ok(())
}

fn require_series(series: &CountSeries<'_>) -> Result<(), OnsetError> {
    let length = series.counts.len();
    let refuse = |column, problem, position| Err(OnsetError::Series { column, problem, position });
    if let Some(dates) = series.dates {
        if dates.len() != length {
            return refuse("dates", "end", dates.len().min(length));
        }
        if let Some(at) = dates.windows(2).position(|pair| pair[0] >= pair[1]) {
            return refuse("dates", "do not ascend", at + 1);
        }
    }
    if let Some(population) = series.population {
        if population.len() != length {
            return refuse("population", "ends", population.len().min(length));
        }
        let proper = |persons: &f64| persons.is_finite() && *persons > 0.0;
        if let Some(at) = population.iter().position(|persons| !proper(persons)) {
            return refuse("population", "is not a positive number", at);
        }
    }
    Ok(())
}
