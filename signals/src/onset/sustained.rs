//! Several periods together against what was expected of them: what falls, or rises, and stays so.
//!
//! It takes its expectations from the onset detector and does not tell when a change began.

use super::OnsetAssessment;
use crate::distributions::CountLaw;

/// What several periods say together.
#[derive(Debug, Clone, Copy)]
pub struct Sustained {
    /// Periods that could be assessed.
    pub periods: usize,
    /// All their cases.
    pub observed: f64,
    /// Cases that were to be expected of them.
    pub expected: f64,
    /// Chance of as many cases or more, with half the chance of just these.
    pub p_rise: f64,
    /// Chance of as few cases or fewer, with half the chance of just these.
    pub p_fall: f64,
    law: CountLaw,
}

/// Adds up what the onset detector said of successive periods; `None` where it could assess fewer than
/// half of them.
///
/// - Source: the sum of counts that vary alike varies as they do; the error of the baseline, which they
///   share, adds to the variance of a negative binomial law.
pub fn sustained(assessed: &[OnsetAssessment]) -> Option<Sustained> {
    let (mut periods, mut observed, mut expected) = (0, 0.0, 0.0);
    let (mut variance, mut error) = (0.0, 0.0);
    for one in assessed {
        let (Some(count), Ok(verdict)) = (one.observed, &one.verdict) else { continue };
        periods += 1;
        observed += f64::from(count);
        expected += verdict.expected;
        variance += verdict.dispersion * verdict.expected;
        error += verdict.expected_error * verdict.expected;
    }
    if 2 * periods < assessed.len() {
        return None;
    }
    let law = CountLaw::new(expected, ((variance + error * error) / expected).max(1.0))?;
    let p_rise = law.mid_p(observed);
    Some(Sustained { periods, observed, expected, p_rise, p_fall: 1.0 - p_rise, law })
}

/// Chances of a sum of counts as large or larger, and as small or smaller, with half the chance of just it;
/// `None` where none are expected.
///
/// - Shape: a negative binomial law of this mean and variance, of Poisson's at least.
pub fn chances_of_sum(observed: f64, expected: f64, variance: f64) -> Option<(f64, f64)> {
    let law = CountLaw::new(expected, (variance / expected).max(1.0))?;
    let p_rise = law.mid_p(observed);
    Some((p_rise, 1.0 - p_rise))
}

impl Sustained {
    /// Least number of cases that is no fall at `alpha`.
    pub fn lower_bound(&self, alpha: f64) -> f64 {
        self.law.least_usual(alpha)
    }

    /// Largest number of cases that is no rise at `alpha`.
    pub fn upper_bound(&self, alpha: f64) -> f64 {
        self.law.quantile(1.0 - alpha)
    }
}

#[cfg(test)]
mod tests {
    use crate::onset::{OnsetSettings, onset};
    use crate::series::CountSeries;
    use crate::simulate::random::Random;

    use super::*;

    /// The last four weeks of six years of weeks with this mean, and with a share of it at the end.
    fn last(seed: u64, mean: f64, share: f64) -> Sustained {
        let mut random = Random::new(seed, 3);
        let mean_of = |week: usize| if week < 308 { mean } else { mean * share };
        let counts: Vec<Option<u32>> =
            (0..312).map(|week| Some(random.poisson(mean_of(week)))).collect();
        let series = CountSeries { counts: &counts, dates: None, population: None, frequency: 52 };
        let settings =
            OnsetSettings { years_back: 5, recent_excluded: Some(26), ..OnsetSettings::balanced() };
        sustained(&onset(&series, 308..312, &settings).unwrap()).unwrap()
    }

    #[test]
    fn p_values_are_those_of_chance_on_both_sides() {
        for mean in [0.5, 3.0, 20.0] {
            let all: Vec<Sustained> = (0..2000).map(|seed| last(seed, mean, 1.0)).collect();
            for level in [0.1, 0.02] {
                for below in [|s: &Sustained| s.p_fall, |s: &Sustained| s.p_rise] {
                    let share = all.iter().filter(|s| below(s) < level).count() as f64 / 2000.0;
                    assert!(share < 1.5 * level, "mean {mean}: {share} below {level}");
                }
            }
        }
    }

    #[test]
    fn a_fall_by_half_is_clear_where_cases_are_many() {
        let found = (0..200).filter(|seed| last(*seed, 10.0, 0.5).p_fall < 0.005).count();
        assert!(found > 150, "{found} of 200");
        let one = last(1, 10.0, 0.5);
        assert_eq!((one.periods, one.observed < one.lower_bound(0.005)), (4, true));
        assert!(one.upper_bound(0.005) > one.expected && one.p_rise > 0.9);
    }

    #[test]
    fn nothing_assessed_says_nothing() {
        assert_eq!(sustained(&[]).map(|s| s.periods), None);
    }
}
