//! Bayesian online change-point detection for continuous series: prices, purities, wastewater loads.
//!
//! It knows the error of each figure and figures below a limit of quantification. It does not know
//! seasons or trends, and takes figures as they are: hand in logarithms where factors matter.

use std::ops::Range;

use crate::distributions::normal_upper_tail;

/// One figure of a continuous series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Measured {
    /// Not known.
    Missing,
    /// A value and its standard error, 0 if it has none of its own.
    Value {
        /// The value.
        value: f64,
        /// Its standard error.
        error: f64,
    },
    /// Below the limit of quantification.
    Below {
        /// That limit.
        limit: f64,
    },
}

/// Everything the detector can be told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OnlineChangeSettings {
    /// Periods between changes, on average.
    pub mean_run: f64,
    /// Levels that are thought possible, all alike before the first figure.
    pub lowest_level: f64,
    /// The other end of them.
    pub highest_level: f64,
    /// Least deviation of figures around their level, beside their own errors.
    pub least_spread: f64,
    /// Greatest one; those between are equally likely by their logarithm.
    pub greatest_spread: f64,
    /// Changes so many periods ago are recent.
    pub recent: usize,
    /// Chance of a recent change above which there is an alarm.
    pub alarm_above: f64,
}

impl OnlineChangeSettings {
    /// For figures between `lowest` and `highest`: a change in fifty periods, recent for four, and an
    /// alarm at 95 %.
    ///
    /// - Source: Adams & `MacKay` 2007, "Bayesian Online Changepoint Detection", arXiv:0710.3742.
    pub fn spanning(lowest: f64, highest: f64) -> Self {
        let span = highest - lowest;
        Self {
            mean_run: 50.0,
            lowest_level: lowest,
            highest_level: highest,
            least_spread: span / 100.0,
            greatest_spread: span / 4.0,
            recent: 4,
            alarm_above: 0.95,
        }
    }
}

/// What the detector says of one period.
#[derive(Debug, Clone, PartialEq)]
pub struct OnlineChangeAssessment {
    /// Position in the series, from 0.
    pub position: usize,
    /// Chance that the level changed within the recent periods.
    pub chance: f64,
    /// Mean of the level as it is now.
    pub level: f64,
    /// Mean of the level as it was before the recent periods; `None` as long as there is nothing before.
    pub before: Option<f64>,
    /// Whether the chance is an alarm; `None` where the figure is missing.
    pub alarm: Option<bool>,
}

/// Why a series cannot be assessed with these settings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OnlineChangeError {
    /// A setting outside its range.
    #[error("setting {setting} must be {must_be}")]
    Setting {
        /// Name of the field.
        setting: &'static str,
        /// What it may be.
        must_be: &'static str,
    },
    /// A value, error or limit is no number, or an error is negative.
    #[error("the figure at position {position} has no finite value or no sound error; mend it")]
    Figure {
        /// First such position.
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
}

/// Assesses the periods in `evaluated`, each by the figures up to it.
///
/// - Shape: one assessment for each position in `evaluated`, in order.
/// - Source: see [`OnlineChangeSettings::spanning`]. The law of the level and the spread is kept on a
///   grid, so that errors and limits of quantification enter exactly.
/// - Differs: the paper uses conjugate laws, which know neither. Runs longer than 400 periods are held to
///   be 400 long.
/// - Cost: periods x runs x grid points.
///
/// # Errors
///
/// Settings out of range, figures that are no numbers, or positions beyond the end.
pub fn online_change(
    figures: &[Measured],
    evaluated: Range<usize>,
    settings: &OnlineChangeSettings,
) -> Result<Vec<OnlineChangeAssessment>, OnlineChangeError> {
    require_settings(settings)?;
    if let Some(position) = figures.iter().position(|figure| !is_sound(figure)) {
        return Err(OnlineChangeError::Figure { position });
    }
    if evaluated.is_empty() {
        return Ok(Vec::new());
    }
    if evaluated.end > figures.len() {
        let (first, last) = (evaluated.start, evaluated.end - 1);
        return Err(OnlineChangeError::RangeOutside { first, last, length: figures.len() });
    }
    let mut runs = Runs::new(settings);
    let mut assessments = Vec::with_capacity(evaluated.len());
    for (position, figure) in figures[..evaluated.end].iter().enumerate() {
        runs.add(figure);
        if position >= evaluated.start {
            assessments.push(runs.assess(position, figure));
        }
    }
    Ok(assessments)
}

fn is_sound(figure: &Measured) -> bool {
    match figure {
        Measured::Missing => true,
        Measured::Value { value, error } => value.is_finite() && *error >= 0.0 && error.is_finite(),
        Measured::Below { limit } => limit.is_finite(),
    }
}

fn require_settings(settings: &OnlineChangeSettings) -> Result<(), OnlineChangeError> {
    let refuse = |setting, must_be| Err(OnlineChangeError::Setting { setting, must_be });
    if !(settings.mean_run > 1.0 && settings.mean_run.is_finite()) {
        return refuse("mean_run", "above 1 and finite");
    }
    let span = settings.highest_level - settings.lowest_level;
    if !(span > 0.0 && span.is_finite()) {
        return refuse("highest_level", "above `lowest_level`, both finite");
    }
    if !(settings.least_spread > 0.0 && settings.greatest_spread >= settings.least_spread) {
        return refuse("least_spread", "above 0 and at most `greatest_spread`");
    }
    if !settings.greatest_spread.is_finite() {
        return refuse("greatest_spread", "finite");
    }
    if settings.recent == 0 {
        return refuse("recent", "at least 1");
    }
    if !(0.0..=1.0).contains(&settings.alarm_above) {
        return refuse("alarm_above", "between 0 and 1");
    }
    Ok(())
}

/// The law of the run length, and for each the law of level and spread.
struct Runs<'a> {
    settings: &'a OnlineChangeSettings,
    /// Level and spread of each grid point.
    grid: Vec<(f64, f64)>,
    /// By length, shortest first.
    lengths: Vec<RunLaw>,
    likelihoods: Vec<f64>,
}

struct RunLaw {
    chance: f64,
    points: Vec<f64>,
}

impl<'a> Runs<'a> {
    fn new(settings: &'a OnlineChangeSettings) -> Self {
        let part = |index: usize, of: usize| index as f64 / (of - 1) as f64;
        let ratio = settings.greatest_spread / settings.least_spread;
        let spread =
            |index| settings.least_spread * libm::exp(part(index, SPREADS) * libm::log(ratio));
        let span = settings.highest_level - settings.lowest_level;
        let level = |index| settings.lowest_level + span * part(index, LEVELS);
        let pairs = (0..LEVELS).flat_map(|l| (0..SPREADS).map(move |s| (l, s)));
        let grid = pairs.map(|(l, s)| (level(l), spread(s))).collect();
        Self { settings, grid, lengths: Vec::new(), likelihoods: Vec::new() }
    }

    /// Takes in one figure: each run goes on or ends, and learns.
    fn add(&mut self, figure: &Measured) {
        let even = (self.grid.len() as f64).recip();
        let hazard = self.settings.mean_run.recip();
        let is_first = self.lengths.is_empty();
        for run in &mut self.lengths {
            run.chance *= 1.0 - hazard;
        }
        let chance = if is_first { 1.0 } else { hazard };
        self.lengths.insert(0, RunLaw { chance, points: vec![even; self.grid.len()] });
        if self.lengths.len() > LONGEST {
            let oldest = self.lengths.pop().map_or(0.0, |run| run.chance);
            if let Some(last) = self.lengths.last_mut() {
                last.chance += oldest;
            }
        }
        self.likelihoods.clear();
        self.likelihoods.extend(self.grid.iter().map(|point| log_likelihood(figure, *point)));
        // Only ratios matter; the likeliest point has 1, so that no figure is impossible everywhere.
        let most = self.likelihoods.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        for value in &mut self.likelihoods {
            *value = libm::exp(*value - most).max(LEAST_LIKELIHOOD);
        }
        let mut all = 0.0;
        for run in &mut self.lengths {
            let mut sum = 0.0;
            for (point, likelihood) in run.points.iter_mut().zip(&self.likelihoods) {
                *point *= likelihood;
                sum += *point;
            }
            run.points.iter_mut().for_each(|point| *point /= sum);
            run.chance *= sum;
            all += run.chance;
        }
        self.lengths.iter_mut().for_each(|run| run.chance /= all);
    }

    fn assess(&self, position: usize, figure: &Measured) -> OnlineChangeAssessment {
        let recent = self.settings.recent.min(self.lengths.len());
        let (young, old) = self.lengths.split_at(recent);
        // The first run of all is no change, however young.
        let chance =
            if old.is_empty() { 0.0 } else { young.iter().map(|run| run.chance).sum::<f64>() };
        let is_missing = *figure == Measured::Missing;
        OnlineChangeAssessment {
            position,
            chance: chance.min(1.0),
            level: self.level(&self.lengths).unwrap_or(f64::NAN),
            before: self.level(old),
            alarm: (!is_missing).then_some(chance > self.settings.alarm_above),
        }
    }

    /// Mean level over some runs, by their chance.
    fn level(&self, runs: &[RunLaw]) -> Option<f64> {
        let all: f64 = runs.iter().map(|run| run.chance).sum();
        let of_run = |run: &RunLaw| -> f64 {
            run.points.iter().zip(&self.grid).map(|(point, (level, _))| point * level).sum()
        };
        let sum: f64 = runs.iter().map(|run| run.chance * of_run(run)).sum();
        (all > 0.0).then(|| sum / all)
    }
}

/// Log of the chance of a figure at a level and spread, but for what all points share.
fn log_likelihood(figure: &Measured, (level, spread): (f64, f64)) -> f64 {
    match figure {
        Measured::Missing => 0.0,
        Measured::Value { value, error } => {
            let deviation = spread.hypot(*error);
            let z = (value - level) / deviation;
            -0.5 * z * z - libm::log(deviation)
        }
        Measured::Below { limit } => {
            libm::log(normal_upper_tail((level - limit) / spread).max(f64::MIN_POSITIVE))
        }
    }
}

const LEVELS: usize = 81;
const SPREADS: usize = 5;
const LONGEST: usize = 400;
/// Keeps a run possible that one absurd figure would end for ever.
const LEAST_LIKELIHOOD: f64 = 1e-30;

#[cfg(test)]
mod tests {
    use super::*;

    fn values(figures: &[f64]) -> Vec<Measured> {
        figures.iter().map(|&value| Measured::Value { value, error: 0.0 }).collect()
    }

    fn step(length: usize, at: usize, by: f64) -> Vec<f64> {
        let wave = |week: usize| if week.is_multiple_of(2) { 0.1 } else { -0.1 };
        (0..length).map(|week| 5.0 + wave(week) + if week < at { 0.0 } else { by }).collect()
    }

    #[test]
    fn a_step_is_found_soon_and_its_levels_are_told() {
        let figures = values(&step(40, 30, 2.0));
        let settings = OnlineChangeSettings::spanning(0.0, 10.0);
        let found = online_change(&figures, 0..40, &settings).unwrap();
        let first = found.iter().position(|week| week.alarm == Some(true)).unwrap();
        assert!((30..33).contains(&first), "{first}");
        let after = &found[32];
        assert!((after.level - 7.0).abs() < 0.3, "{after:?}");
        assert!(found[..30].iter().all(|week| week.alarm == Some(false)));
        assert!(found[39].alarm == Some(false), "no longer recent");
    }

    #[test]
    fn a_figure_with_a_large_error_is_no_change() {
        let mut figures = values(&step(30, 30, 0.0));
        figures.push(Measured::Value { value: 9.0, error: 3.0 });
        let settings = OnlineChangeSettings::spanning(0.0, 10.0);
        let vague = online_change(&figures, 30..31, &settings).unwrap()[0].chance;
        figures[30] = Measured::Value { value: 9.0, error: 0.0 };
        let sharp = online_change(&figures, 30..31, &settings).unwrap()[0].chance;
        assert!(vague < 0.2 && sharp > 0.9, "{vague} {sharp}");
    }

    #[test]
    fn figures_below_the_limit_say_that_the_level_is_low_and_not_where() {
        let below = vec![Measured::Below { limit: 2.0 }; 20];
        let settings = OnlineChangeSettings::spanning(0.0, 10.0);
        let found = &online_change(&below, 19..20, &settings).unwrap()[0];
        assert!(found.level < 1.6 && found.chance < 0.5, "{found:?}");
        let mut risen = below;
        risen.extend(values(&[6.0, 6.1, 5.9]));
        assert_eq!(online_change(&risen, 22..23, &settings).unwrap()[0].alarm, Some(true));
    }

    #[test]
    fn the_chance_is_that_of_all_partitions_weighed_by_hand() {
        // Two equal figures: a change between them has the prior hazard times the ratio of evidences.
        let settings =
            OnlineChangeSettings { recent: 1, ..OnlineChangeSettings::spanning(0.0, 10.0) };
        let found = online_change(&values(&[5.0, 5.0]), 1..2, &settings).unwrap()[0].chance;
        let runs = Runs::new(&settings);
        let density = |point| libm::exp(log_likelihood(&values(&[5.0])[0], point));
        let n = runs.grid.len() as f64;
        let one: f64 = runs.grid.iter().map(|point| density(*point) / n).sum();
        let two: f64 = runs.grid.iter().map(|point| density(*point).powi(2) / n).sum();
        let exact = 0.02 * one * one / (0.02 * one * one + 0.98 * two);
        assert!((found - exact).abs() < 1e-9, "{found} is not {exact}");
    }

    #[test]
    fn hostile_figures_and_settings_are_refused_or_answered() {
        let settings = OnlineChangeSettings::spanning(0.0, 10.0);
        for figure in [
            Measured::Value { value: f64::NAN, error: 0.0 },
            Measured::Value { value: 1.0, error: -1.0 },
            Measured::Below { limit: f64::INFINITY },
        ] {
            assert!(online_change(&[figure], 0..1, &settings).is_err());
        }
        assert!(online_change(&[], 0..1, &settings).is_err());
        assert!(online_change(&[], 0..0, &OnlineChangeSettings::spanning(1.0, 1.0)).is_err());
        let absurd = [
            Measured::Missing,
            Measured::Value { value: 1e300, error: 0.0 },
            Measured::Value { value: -1e300, error: 1e-300 },
            Measured::Below { limit: -1e300 },
            Measured::Missing,
        ];
        for week in online_change(&absurd, 0..5, &settings).unwrap() {
            assert!((0.0..=1.0).contains(&week.chance) && week.level.is_finite(), "{week:?}");
        }
    }
}
