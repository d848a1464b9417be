//! First seen: how likely is it that a new substance spreads, and not only turns up?
//!
//! It counts reports in equal periods since the first. It does not know places: the caller chooses
//! whose reports they are.

use crate::distributions::CountLaw;
use crate::gamma::gamma_upper_tail;

/// What is believed of the rate of reports before there are any, and what counts as spread.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpreadSettings {
    /// Shape of the gamma law of the rate.
    pub prior_shape: f64,
    /// Periods the prior is worth: its mean rate is the shape over this.
    pub prior_periods: f64,
    /// Rate of reports a period above which a substance spreads.
    pub spreading_rate: f64,
    /// Chance above which that is an alarm.
    pub alarm_above: f64,
}

impl SpreadSettings {
    /// A rate that may be anything, at half a report or so; one report a period is spread, at 95 %.
    ///
    /// - Source: Jeffreys' prior of a Poisson rate has shape 1/2; half a period keeps it proper.
    pub fn weekly() -> Self {
        Self { prior_shape: 0.5, prior_periods: 0.5, spreading_rate: 1.0, alarm_above: 0.95 }
    }
}

/// What the reports say of the rate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpreadPosterior {
    /// Shape of the gamma law of the rate.
    pub shape: f64,
    /// Periods it rests on, the prior's included.
    pub periods: f64,
    /// Chance that the rate is above the spreading one.
    pub chance: f64,
    /// Whether that chance is an alarm.
    pub alarm: bool,
}

/// Why there is no posterior.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SpreadError {
    /// A setting outside its range.
    #[error("setting {setting} must be {must_be}")]
    Setting {
        /// Name of the field.
        setting: &'static str,
        /// What it may be.
        must_be: &'static str,
    },
    /// Nothing is known since the first report.
    #[error("not assessable: no period after the first report is known")]
    NothingSince,
}

/// Judges the reports in the periods after that of the first report.
///
/// - Shape: one count for each period, missing ones `None` and left out; the first report itself is not
///   among them, because it is why one looks.
/// - Source: conjugate gamma law of a Poisson rate, Gelman et al. 2013, "Bayesian Data Analysis",
///   section 2.6.
///
/// # Errors
///
/// Settings out of range, or no known period.
///
/// ```
/// use signals::{SpreadSettings, judge_spread};
///
/// let found = judge_spread(&[Some(3), Some(4), None, Some(5)], SpreadSettings::weekly()).unwrap();
/// assert!(found.alarm && (found.mean_rate() - 12.5 / 3.5).abs() < 1e-12);
/// ```
pub fn judge_spread(
    since: &[Option<u32>],
    settings: SpreadSettings,
) -> Result<SpreadPosterior, SpreadError> {
    let refuse = |setting, must_be| Err(SpreadError::Setting { setting, must_be });
    let positive = |value: f64| value > 0.0 && value < 1e6;
    if !positive(settings.prior_shape) {
        return refuse("prior_shape", "above 0 and below a million");
    }
    if !positive(settings.prior_periods) {
        return refuse("prior_periods", "above 0 and below a million");
    }
    if !positive(settings.spreading_rate) {
        return refuse("spreading_rate", "above 0 and below a million");
    }
    if !(0.0..=1.0).contains(&settings.alarm_above) {
        return refuse("alarm_above", "between 0 and 1");
    }
    let known: Vec<f64> = since.iter().flatten().copied().map(f64::from).collect();
    if known.is_empty() {
        return Err(SpreadError::NothingSince);
    }
    let shape = settings.prior_shape + known.iter().sum::<f64>();
    let periods = settings.prior_periods + known.len() as f64;
    let chance = gamma_upper_tail(shape, periods * settings.spreading_rate);
    Ok(SpreadPosterior { shape, periods, chance, alarm: chance > settings.alarm_above })
}

impl SpreadPosterior {
    /// Mean of the rate of reports a period.
    pub fn mean_rate(&self) -> f64 {
        self.shape / self.periods
    }

    /// Chance of `count` reports or more in the next period.
    pub fn chance_of_next(&self, count: u32) -> f64 {
        let law = CountLaw::new(self.mean_rate(), 1.0 + self.periods.recip());
        law.map_or(0.0, |law| law.upper_tail(f64::from(count)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chance_is_that_of_the_gamma_law() {
        // R: pgamma(1, 0.5 + 12, rate = 0.5 + 4, lower.tail = FALSE); pgamma(1, 0.5, 4.5, lower = FALSE)
        for (since, exact) in [
            ([Some(3), Some(4), None, Some(5), Some(0)], 0.998_596_197_756_504_9),
            ([Some(0), Some(0), None, Some(0), Some(0)], 0.002_699_796_063_260_19),
        ] {
            let found = judge_spread(&since, SpreadSettings::weekly()).unwrap();
            assert!((found.chance - exact).abs() < 1e-12, "{} is not {exact}", found.chance);
            assert_eq!(found.alarm, exact > 0.95);
        }
    }

    #[test]
    fn the_next_count_is_negative_binomial() {
        // R: pnbinom(0, 2.5, 3.5 / 4.5, lower.tail = FALSE)
        let found =
            judge_spread(&[Some(1), None, Some(1), Some(0)], SpreadSettings::weekly()).unwrap();
        assert!((found.chance_of_next(1) - 0.466_494_591_596_029).abs() < 1e-12);
        assert!(found.chance_of_next(0) >= 1.0);
    }

    #[test]
    fn what_says_nothing_is_refused_and_absurd_counts_are_answered() {
        let weekly = SpreadSettings::weekly();
        assert_eq!(judge_spread(&[None], weekly), Err(SpreadError::NothingSince));
        assert_eq!(judge_spread(&[], weekly), Err(SpreadError::NothingSince));
        for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            let settings = SpreadSettings { prior_periods: bad, ..weekly };
            assert!(judge_spread(&[Some(1)], settings).is_err());
            assert!(
                judge_spread(&[Some(1)], SpreadSettings { prior_shape: bad, ..weekly }).is_err()
            );
        }
        let absurd = judge_spread(&[Some(u32::MAX); 9], weekly).unwrap();
        assert!(absurd.chance > 0.999 && absurd.chance <= 1.0);
    }
}
