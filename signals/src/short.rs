//! Short series, of five periods and more: what they may hold, and why one cannot be assessed.
//!
//! It holds no test; `step`, `trend` and `change_point` do.

use std::ops::Range;

/// A short series, annual or quarterly, oldest first, one figure for each period.
///
/// - Shape: no period is left out; a figure that is not known is `None`, which is not 0.
#[derive(Debug, Clone, Copy)]
pub struct ShortSeries<'a> {
    /// The figures, none of them negative.
    pub figures: &'a [Option<f64>],
    /// What they are.
    pub scale: Scale,
}

/// What the figures of a short series are, and so how they vary by chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Numbers of events: their variance grows with their mean and is at least as large.
    Counts,
    /// Amounts, rates or prices: they vary by a factor rather than by a number.
    Amounts,
}

/// Why a short series cannot be assessed with these settings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShortSeriesError {
    /// A setting outside its range.
    #[error("setting {setting} must be {must_be}")]
    Setting {
        /// Name of the field.
        setting: &'static str,
        /// What it may be.
        must_be: &'static str,
    },
    /// A figure that no count and no amount can be.
    #[error("the figure at position {position} {problem}; mend the series")]
    Figure {
        /// Position in the series, from 0.
        position: usize,
        /// What is wrong.
        problem: &'static str,
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
}

/// Why there is no verdict on one period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAssessable {
    /// The figure under test, or one of those under test, is not known.
    #[error("the figure is missing")]
    Missing,
    /// Too few known figures.
    #[error("not assessable: needs {needs} known figures, has {has}")]
    TooFew {
        /// Least number of figures.
        needs: usize,
        /// Known figures there are.
        has: usize,
    },
    /// Not even the clearest pattern of so few figures would be an alarm.
    #[error(
        "not assessable: no alarm can come of {has} known figures at this alpha, of {needs} it can"
    )]
    NoAlarmPossible {
        /// Least number of figures of which an alarm can come.
        needs: usize,
        /// Known figures there are.
        has: usize,
    },
}

impl ShortSeries<'_> {
    /// Refuses figures that are negative or no numbers, and ranges beyond the end.
    pub(crate) fn require_sound(&self, evaluated: &Range<usize>) -> Result<(), ShortSeriesError> {
        if evaluated.start > evaluated.end || evaluated.end > self.figures.len() {
            return Err(ShortSeriesError::RangeOutside {
                first: evaluated.start,
                last: evaluated.end.saturating_sub(1),
                length: self.figures.len(),
            });
        }
        for (position, figure) in self.figures.iter().enumerate() {
            let problem = match figure {
                Some(figure) if !figure.is_finite() => "is not a finite number",
                Some(figure) if *figure < 0.0 => "is negative",
                Some(figure) if self.scale == Scale::Counts && *figure > LARGEST_COUNT => {
                    "is too large for a count"
                }
                Some(figure) if self.scale == Scale::Counts && figure.fract() != 0.0 => {
                    "is not a whole number"
                }
                _ => continue,
            };
            return Err(ShortSeriesError::Figure { position, problem });
        }
        Ok(())
    }

    /// What is known of the last `longest` periods up to `newest`, which must be known itself.
    pub(crate) fn known(
        &self,
        newest: usize,
        longest: usize,
        least: usize,
    ) -> Result<Known, NotAssessable> {
        if self.figures[newest].is_none() {
            return Err(NotAssessable::Missing);
        }
        let window = (newest + 1).saturating_sub(longest)..=newest;
        let (positions, figures): (Vec<usize>, Vec<f64>) =
            window.filter_map(|at| Some((at, self.figures[at]?))).unzip();
        if figures.len() < least {
            return Err(NotAssessable::TooFew { needs: least, has: figures.len() });
        }
        Ok(Known { positions, figures })
    }
}

/// The known figures of a window with their positions, oldest first.
pub(crate) struct Known {
    pub(crate) positions: Vec<usize>,
    pub(crate) figures: Vec<f64>,
}

/// Refuses a setting that does not hold.
pub(crate) fn require(
    holds: bool,
    setting: &'static str,
    must_be: &'static str,
) -> Result<(), ShortSeriesError> {
    if holds { Ok(()) } else { Err(ShortSeriesError::Setting { setting, must_be }) }
}

/// Arithmetic mean; the caller has at least one value.
pub(crate) fn mean(values: &[f64]) -> f64 {
    values.iter().map(|value| value / values.len() as f64).sum()
}

/// Sum of squared distances from the mean.
pub(crate) fn squared_distances(values: &[f64]) -> f64 {
    let mean = mean(values);
    values.iter().map(|value| (value - mean) * (value - mean)).sum()
}

/// What is added before logarithms are taken: 1/2 to counts; to amounts, where one is zero, half the
/// least positive one.
pub(crate) fn offset_of(figures: &[f64], scale: Scale) -> f64 {
    if scale == Scale::Counts {
        return 0.5;
    }
    if figures.iter().all(|figure| *figure > 0.0) {
        return 0.0;
    }
    let least = figures.iter().copied().filter(|figure| *figure > 0.0).fold(f64::MAX, f64::min);
    if least < f64::MAX { least / 2.0 } else { 1.0 }
}

/// Logarithm of a figure with the offset, finite whatever the figure.
pub(crate) fn log_of(figure: f64, offset: f64) -> f64 {
    libm::log((figure + offset).clamp(f64::MIN_POSITIVE, f64::MAX))
}

/// Middle value, or the mean of the two middle ones; the caller has at least one.
pub(crate) fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 {
        values[middle]
    } else {
        values[middle - 1] / 2.0 + values[middle] / 2.0
    }
}

/// Above this a float no longer tells one count from the next.
const LARGEST_COUNT: f64 = 9_007_199_254_740_992.0;
