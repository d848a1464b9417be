//! A step: does the newest figure lie off the level of the few before it, or off their way of moving?
//!
//! Two questions, each with a small-sample (t) answer in both directions. *Level*: are these figures
//! scattered about one level? *Walk*: are the changes from figure to figure scattered about one change?
//! Steady growth and wandering fail the first and pass the second; asking both keeps them quiet. Where
//! several newest figures are held together there is no walk to ask about; a *persistent level* then
//! grants that each figure resembles the one before it. It does not know seasons.

use std::ops::Range;

use crate::distributions::{binomial_upper_tail, student_quantile, student_upper_tail};
use crate::persistence::Blunting;
use crate::short::{
    Known, NotAssessable, Scale, ShortSeries, ShortSeriesError, log_of, mean, offset_of, require,
    squared_distances,
};

/// Everything the step test can be told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StepSettings {
    /// What the figures did until now.
    pub model: StepModel,
    /// Newest figures that are held together against the earlier ones; 1 with a walk.
    pub recent: usize,
    /// Fewest earlier figures to compare with, at least 3.
    pub least_baseline: usize,
    /// Most earlier periods to look back on.
    pub longest_baseline: usize,
    /// Least variance of a count over its mean; 1 is what chance alone gives.
    pub least_dispersion: f64,
    /// Least standard deviation of the logarithm of an amount, so that a flat baseline is not taken for
    /// certainty; above 0.
    pub least_log_spread: f64,
    /// Chance of an alarm in one direction without a step, 0 to 1.
    pub alpha: f64,
}

/// What the figures did until now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepModel {
    /// They scattered about one level, each for itself.
    Level,
    /// They scattered about one level, each somewhat like the one before it.
    PersistentLevel,
    /// They moved on from one to the next by changes that scattered about one change.
    Walk,
    /// Either: only what neither explains is an alarm, so the larger p-value counts.
    LevelOrWalk,
}

impl StepSettings {
    /// The newest of five or more annual figures against up to ten before it, whether they stood or
    /// wandered.
    pub fn annual() -> Self {
        Self {
            model: StepModel::LevelOrWalk,
            recent: 1,
            least_baseline: 4,
            longest_baseline: 10,
            least_dispersion: 1.0,
            least_log_spread: 0.05,
            alpha: 0.01,
        }
    }

    /// The newest of five or more quarterly figures against up to five years before it.
    pub fn quarterly() -> Self {
        Self { longest_baseline: 20, ..Self::annual() }
    }

    /// The newest three monthly figures against the level of nine months to two years before them, when
    /// months may resemble the one before.
    ///
    /// - Differs: from version 1, which takes each month for itself: where they resemble each other, or
    ///   wander, it gives up to 17 times the false alarms it says.
    pub fn monthly_v2() -> Self {
        Self { model: StepModel::PersistentLevel, ..Self::monthly_v1() }
    }

    /// The same with each month taken for itself, as findings of version 1 were made.
    pub fn monthly_v1() -> Self {
        Self {
            model: StepModel::Level,
            recent: 3,
            least_baseline: 9,
            longest_baseline: 24,
            ..Self::annual()
        }
    }

    fn require_sound(&self) -> Result<(), ShortSeriesError> {
        require(self.recent >= 1, "recent", "at least 1")?;
        let walks = matches!(self.model, StepModel::Walk | StepModel::LevelOrWalk);
        require(!walks || self.recent == 1, "recent", "1 where the model is a walk")?;
        require(self.least_baseline >= 3, "least_baseline", "at least 3")?;
        let holds = self.longest_baseline >= self.least_baseline;
        require(holds, "longest_baseline", "no less than least_baseline")?;
        let holds = self.least_dispersion >= 1.0 && self.least_dispersion.is_finite();
        require(holds, "least_dispersion", "a finite number of 1 or more")?;
        let holds = self.least_log_spread > 0.0 && self.least_log_spread.is_finite();
        require(holds, "least_log_spread", "a finite number above 0")?;
        require(self.alpha > 0.0 && self.alpha < 0.5, "alpha", "above 0 and below 0.5")
    }
}

/// What the step test says of one period.
#[derive(Debug, Clone, PartialEq)]
pub struct StepAssessment {
    /// Position in the series, from 0.
    pub position: usize,
    /// The verdict, or why there is none.
    pub step: Result<Step, NotAssessable>,
}

/// A figure held against those before it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Mean of the newest figures; of amounts the geometric one.
    pub observed: f64,
    /// Where it was expected.
    pub expected: f64,
    /// A figure below this is an alarm; 0 where none can be. Of counts the least that is none. Several
    /// newest figures have a spread of their own, which both bounds take as given.
    pub lower_bound: f64,
    /// A figure above this is an alarm. Of counts the largest that is none.
    pub upper_bound: f64,
    /// Student's t, positive for a rise.
    pub t: f64,
    /// Its degrees of freedom.
    pub degrees: f64,
    /// Chance of a figure as high or higher without a step.
    pub p_rise: f64,
    /// Chance of a figure as low or lower without a step.
    pub p_fall: f64,
}

/// Assesses the periods in `evaluated`, each against those before it.
///
/// - Shape: one assessment for each position in `evaluated`, in order; a missing earlier figure is
///   passed over.
/// - Source: level of counts: signed root of the quasi-likelihood F test of two means, Wedderburn 1974,
///   Biometrika 61:439, doi:10.2307/2334725; checked against R 4.2.2 `anova(glm(family =
///   quasipoisson), test = "F")` where the dispersion is above its floor. Level of amounts and walks:
///   Student's two-sample t with one variance on logarithms, or on their differences; checked against R
///   `lm`. A persistent level: the same with the variance and the degrees of freedom that first-order
///   autocorrelation leaves: Box 1954, Ann. Math. Statist. 25:484, doi:10.1214/aoms/1177728717; figures
///   on either side of a gap pass for neighbours.
/// - Differs: the dispersion has a floor, so a baseline flatter than chance is not taken at its word, and
///   no p-value of a level of counts is below the exact one of Poisson counts given their sum. To
///   counts 1/2 is added before logarithms are taken, and a change of them varies at least as much as
///   Poisson counts make it. To amounts half the least positive one is added where there is a zero.
///
/// ```
/// use signals::{Scale, ShortSeries, StepSettings, step};
///
/// let hectares = [71e3, 54e3, 57e3, 58e3, 64e3, 91e3, 82e3, 8e3].map(Some);
/// let series = ShortSeries { figures: &hectares, scale: Scale::Amounts };
/// let fall = step(&series, 7..8, &StepSettings::annual()).unwrap()[0].step.unwrap();
/// assert!(fall.p_fall < 1e-3 && fall.p_rise > 0.99 && fall.lower_bound > 8e3);
/// ```
///
/// # Errors
///
/// Settings out of range, figures that are negative or no numbers, or positions beyond the end.
pub fn step(
    series: &ShortSeries<'_>,
    evaluated: Range<usize>,
    settings: &StepSettings,
) -> Result<Vec<StepAssessment>, ShortSeriesError> {
    settings.require_sound()?;
    series.require_sound(&evaluated)?;
    let assess = |position| StepAssessment { position, step: step_at(series, position, settings) };
    Ok(evaluated.map(assess).collect())
}

fn step_at(
    series: &ShortSeries<'_>,
    position: usize,
    settings: &StepSettings,
) -> Result<Step, NotAssessable> {
    let longest = settings.longest_baseline.saturating_add(settings.recent);
    let least = settings.least_baseline.saturating_add(settings.recent);
    let Known { positions, figures } = series.known(position, longest, least)?;
    let split = figures.len() - settings.recent;
    if positions[split] + settings.recent != position + 1 {
        return Err(NotAssessable::Missing);
    }
    let (baseline, recent) = figures.split_at(split);
    let level = || match series.scale {
        Scale::Counts => level_of_counts(baseline, recent, settings),
        Scale::Amounts => level_of_amounts(baseline, recent, settings),
    };
    let walk = || walk(baseline, recent[0], series.scale, settings);
    Ok(match settings.model {
        StepModel::Level | StepModel::PersistentLevel => level(),
        StepModel::Walk => walk(),
        StepModel::LevelOrWalk => level().or_explained_by(walk()),
    })
}

impl Step {
    /// What neither explains: the wider bounds, the larger p-values, and the expectation that is nearer.
    fn or_explained_by(self, other: Self) -> Self {
        let nearer = if other.t.abs() < self.t.abs() { other } else { self };
        Self {
            lower_bound: self.lower_bound.min(other.lower_bound),
            upper_bound: self.upper_bound.max(other.upper_bound),
            p_rise: self.p_rise.max(other.p_rise),
            p_fall: self.p_fall.max(other.p_fall),
            ..nearer
        }
    }

    fn of_t(t: f64, degrees: f64) -> Self {
        Self {
            observed: 0.0,
            expected: 0.0,
            lower_bound: 0.0,
            upper_bound: 0.0,
            t,
            degrees,
            p_rise: student_upper_tail(t, degrees),
            p_fall: student_upper_tail(-t, degrees),
        }
    }
}

/// Two means of counts with one dispersion.
fn level_of_counts(baseline: &[f64], recent: &[f64], settings: &StepSettings) -> Step {
    let (m, k) = (baseline.len() as f64, recent.len() as f64);
    let (before, now) = (baseline.iter().sum::<f64>(), recent.iter().sum::<f64>());
    let spread = (pearson(baseline) + pearson(recent)) / (m + k - 2.0);
    let scaled = [baseline, recent].map(|counts| residuals(counts, mean(counts).sqrt()));
    let Blunting { inflation, degrees } = blunting(&scaled, settings.model);
    let dispersion = spread.max(settings.least_dispersion) * inflation;
    let levels = TwoLevels { m, k, before, dispersion, degrees };
    let alpha = settings.alpha;
    // The search for a bound begins beyond every bound: the deviance grows at least so fast.
    let reach = student_quantile(1.0 - alpha, degrees) * levels.dispersion.sqrt() + 2.0;
    let beyond = (4.0 * before * k / m + 64.0 * reach * reach).ceil();
    let least_alarm = first_whole(before * k / m, beyond, |sum| levels.p_rise(sum) < alpha);
    let least_calm = first_whole(0.0, before * k / m, |sum| levels.p_fall(sum) >= alpha);
    Step {
        observed: now / k,
        expected: before / m,
        lower_bound: least_calm / k,
        upper_bound: (least_alarm - 1.0).max(0.0) / k,
        p_rise: levels.p_rise(now),
        p_fall: levels.p_fall(now),
        ..Step::of_t(levels.t(now), degrees)
    }
}

/// Counts over `m` periods, held against a sum over the next `k`.
struct TwoLevels {
    m: f64,
    k: f64,
    before: f64,
    dispersion: f64,
    degrees: f64,
}

impl TwoLevels {
    /// Signed root of the deviance over the dispersion.
    fn t(&self, sum: f64) -> f64 {
        let Self { m, k, before, dispersion, .. } = *self;
        let pooled = (before + sum) / (m + k);
        let deviance = 2.0 * (half_deviance(before, m * pooled) + half_deviance(sum, k * pooled));
        let root = (deviance.max(0.0) / dispersion).sqrt();
        root.min(LARGEST_T).copysign(sum / k - before / m)
    }

    /// Chance of as high a sum: the t test's, and no less than that of Poisson counts, which is exact.
    fn p_rise(&self, sum: f64) -> f64 {
        let exact = self.poisson_tail(sum, sum, self.k);
        student_upper_tail(self.t(sum), self.degrees).max(exact)
    }

    /// Chance of as low a sum.
    fn p_fall(&self, sum: f64) -> f64 {
        let exact = self.poisson_tail(self.before, sum, self.m);
        student_upper_tail(-self.t(sum), self.degrees).max(exact)
    }

    /// Chance that so many of all events fall in `periods` periods.
    fn poisson_tail(&self, events: f64, sum: f64, periods: f64) -> f64 {
        let total = self.before + sum;
        // With so many events one more or less no longer matters, and t has the longer tail.
        if total > MOST_EXACT_EVENTS {
            return 0.0;
        }
        binomial_upper_tail(events, total, periods / (self.m + self.k))
    }
}

/// Half the deviance of one sum from its mean.
fn half_deviance(sum: f64, mean: f64) -> f64 {
    if sum > 0.0 { sum * libm::log(sum / mean) - (sum - mean) } else { mean }
}

/// Sum of squared Pearson residuals about the mean.
fn pearson(counts: &[f64]) -> f64 {
    let mean = mean(counts);
    if mean > 0.0 { squared_distances(counts) / mean } else { 0.0 }
}

/// Distances from the mean in units of `scale`; none where that is 0.
fn residuals(figures: &[f64], scale: f64) -> Vec<f64> {
    let mean = mean(figures);
    let distance = |figure: &f64| if scale > 0.0 { (figure - mean) / scale } else { 0.0 };
    figures.iter().map(distance).collect()
}

/// What the model grants to residuals of the earlier and of the newest figures.
fn blunting([before, now]: &[Vec<f64>; 2], model: StepModel) -> Blunting {
    match model {
        StepModel::PersistentLevel => Blunting::estimated(before, now),
        _ => Blunting::none(before.len(), now.len()),
    }
}

/// The first whole number from `low` on for which `holds`, which holds from there on; `high` is known to.
fn first_whole(low: f64, high: f64, holds: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (low.floor() - 1.0, high.ceil());
    while high - low > 1.0 {
        let middle = (low + (high - low) / 2.0).floor();
        if middle <= low || middle >= high {
            break;
        }
        if middle >= 0.0 && holds(middle) { high = middle } else { low = middle }
    }
    high
}

/// Two means of logarithms with one variance.
fn level_of_amounts(baseline: &[f64], recent: &[f64], settings: &StepSettings) -> Step {
    let offset = offset_of(&[baseline, recent].concat(), Scale::Amounts);
    let logs = |amounts: &[f64]| -> Vec<f64> {
        amounts.iter().map(|amount| log_of(*amount, offset)).collect()
    };
    let (before, now) = (logs(baseline), logs(recent));
    let least_variance = settings.least_log_spread * settings.least_log_spread;
    let blunting = blunting(&[&before, &now].map(|logs| residuals(logs, 1.0)), settings.model);
    let compared = compare_means(&before, &now, least_variance, blunting);
    compared.on_original_scale(mean(&now), mean(&before), offset, settings.alpha)
}

/// The newest change of the logarithm held against the changes before it.
fn walk(baseline: &[f64], newest: f64, scale: Scale, settings: &StepSettings) -> Step {
    let figures = [baseline, &[newest]].concat();
    let offset = offset_of(&figures, scale);
    let logs: Vec<f64> = figures.iter().map(|figure| log_of(*figure, offset)).collect();
    let changes: Vec<f64> = logs.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let (last, before) = changes.split_last().expect("the baseline has three figures or more");
    let least_variance = match scale {
        Scale::Amounts => settings.least_log_spread * settings.least_log_spread,
        Scale::Counts => {
            // What chance alone adds to a change of logarithms, where nothing changes.
            let level = mean(&figures) + offset;
            2.0 * settings.least_dispersion / level
        }
    };
    let start = logs[logs.len() - 2];
    let independent = Blunting::none(before.len(), 1);
    let compared = compare_means(before, &[*last], least_variance, independent);
    compared.on_original_scale(start + last, start + mean(before), offset, settings.alpha)
}

/// Two means compared by Student's t.
struct Compared {
    t: f64,
    degrees: f64,
    standard_error: f64,
}

fn compare_means(
    before: &[f64],
    now: &[f64],
    least_variance: f64,
    Blunting { inflation, degrees }: Blunting,
) -> Compared {
    let (m, k) = (before.len() as f64, now.len() as f64);
    let within = squared_distances(before) + squared_distances(now);
    let variance = (within / (m + k - 2.0)).max(least_variance);
    let standard_error = (variance * (1.0 / m + 1.0 / k) * inflation).sqrt();
    let t = (mean(now) - mean(before)) / standard_error;
    Compared { t: t.clamp(-LARGEST_T, LARGEST_T), degrees, standard_error }
}

impl Compared {
    fn on_original_scale(&self, observed: f64, expected: f64, offset: f64, alpha: f64) -> Step {
        let reach = student_quantile(1.0 - alpha, self.degrees) * self.standard_error;
        let back = |log: f64| (libm::exp(log) - offset).max(0.0);
        Step {
            observed: back(observed),
            expected: back(expected),
            lower_bound: back(expected - reach),
            upper_bound: back(expected + reach),
            ..Step::of_t(self.t, self.degrees)
        }
    }
}

/// Beyond this t says no more, and its square would lose its digits.
const LARGEST_T: f64 = 1e9;

/// Events up to which the chance of Poisson counts is computed too.
const MOST_EXACT_EVENTS: f64 = 1e4;
