//! A share: do the newest periods hold more, or less, of all there was than the periods before?
//!
//! Two questions, and the larger p-value counts. *Exact*: given how many there were in all, is so large a
//! part of them new by chance? *Scattered*: is it more than the shares before scattered, period by period?
//! It looks at counts of parts and wholes, never at a bare ratio. It does not know seasons, and it does not
//! know why a whole grew.

use std::ops::Range;

use crate::distributions::{binomial_upper_tail, normal_upper_tail, student_upper_tail};
use crate::persistence::Blunting;
use crate::short::{NotAssessable, Scale, ShortSeries, ShortSeriesError, require};

/// Parts of wholes, oldest first, one pair for each period.
///
/// - Shape: both of one length; no period is left out; what is not known is `None`, which is not 0.
#[derive(Debug, Clone, Copy)]
pub struct ShareSeries<'a> {
    /// How many there were of what is asked about.
    pub parts: &'a [Option<f64>],
    /// How many there were in all; no fewer than the parts.
    pub wholes: &'a [Option<f64>],
}

/// Everything the test of a share can be told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShareSettings {
    /// Newest periods that are added up and held against the earlier ones.
    pub recent: usize,
    /// Fewest earlier periods with a whole to compare with, at least 4.
    pub least_baseline: usize,
    /// Most earlier periods to look back on.
    pub longest_baseline: usize,
    /// Fewest of all, now and before each, of which a share is worth taking.
    pub least_whole: f64,
    /// Fewest of what is asked about, and fewest of all else, now and before together.
    pub least_part: f64,
    /// Chance of an alarm in one direction without a change, 0 to 1.
    pub alpha: f64,
    /// Which verdicts have their bounds worked out, which costs much more than the verdict.
    pub bounds: ShareBounds,
}

/// Which verdicts have their bounds worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShareBounds {
    /// Those that are an alarm in one direction.
    OfAlarms,
    /// All of them.
    All,
}

impl ShareSettings {
    /// The newest three months against nine months to two years before them.
    pub fn monthly() -> Self {
        Self {
            recent: 3,
            least_baseline: 9,
            longest_baseline: 24,
            least_whole: 20.0,
            least_part: 10.0,
            alpha: 0.01,
            bounds: ShareBounds::All,
        }
    }

    fn require_sound(&self) -> Result<(), ShortSeriesError> {
        require(self.recent >= 1, "recent", "at least 1")?;
        require(self.least_baseline >= 4, "least_baseline", "at least 4")?;
        let holds = self.longest_baseline >= self.least_baseline;
        require(holds, "longest_baseline", "no less than least_baseline")?;
        let holds = self.least_whole >= 1.0 && self.least_whole.is_finite();
        require(holds, "least_whole", "a finite number of 1 or more")?;
        let holds = self.least_part >= 1.0 && self.least_part.is_finite();
        require(holds, "least_part", "a finite number of 1 or more")?;
        require(self.alpha > 0.0 && self.alpha < 0.5, "alpha", "above 0 and below 0.5")
    }
}

/// What the test says of one period.
#[derive(Debug, Clone, PartialEq)]
pub struct ShareAssessment {
    /// Position in the series, from 0: the last of the newest periods.
    pub position: usize,
    /// The verdict, or why there is none.
    pub share: Result<Share, NotAssessable>,
}

/// A part of a whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// How many there were of what is asked about.
    pub part: f64,
    /// How many there were in all.
    pub whole: f64,
}

impl Part {
    /// The share; 0 of nothing.
    pub fn share(&self) -> f64 {
        if self.whole > 0.0 { self.part / self.whole } else { 0.0 }
    }
}

/// The newest periods together, held against those before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// The newest periods.
    pub now: Part,
    /// The periods before them.
    pub before: Part,
    /// How many of the newest were to be expected at the share before.
    pub expected: f64,
    /// How much more the shares before scattered than chance alone gives; 1 or less where they did not.
    pub dispersion: f64,
    /// Degrees of freedom behind that.
    pub degrees: f64,
    /// Chance of as large a share or a larger one without a change.
    pub p_rise: f64,
    /// Chance of as small a share or a smaller one without a change.
    pub p_fall: f64,
    /// The largest number now that is no alarm, where bounds were asked for.
    pub upper_bound: Option<f64>,
    /// The least number now that is none, where bounds were asked for.
    pub lower_bound: Option<f64>,
}

/// Assesses the newest periods up to each position in `evaluated` against those before them.
///
/// - Shape: one assessment for each position, in order; earlier periods of which part or whole is not known,
///   or in which there was nothing at all, are passed over.
/// - Source: exact: mid-p of the hypergeometric law, Lancaster 1961, doi:10.1080/01621459.1961.10482105.
///   Scattered: signed root of the binomial deviance over a Pearson dispersion, by Student's t, as in a
///   quasi-likelihood of binomial counts, Wedderburn 1974, doi:10.2307/2334725; the dispersion is of the
///   periods before alone, so that a rise is no noise of its own.
/// - Differs: where shares scatter more than chance gives, what is more is inflated for persistence as in
///   [`crate::step()`], and for more of all in a period now than before as in a beta-binomial law.
///
/// ```
/// use signals::{ShareSeries, ShareSettings, share};
///
/// let parts = [4., 6., 5., 4., 7., 5., 5., 6., 4., 11., 10., 12.].map(Some);
/// let wholes = [40., 44., 41., 39., 46., 40., 41., 45., 38., 30., 31., 29.].map(Some);
/// let series = ShareSeries { parts: &parts, wholes: &wholes };
/// let rise = share(&series, 11..12, &ShareSettings::monthly()).unwrap()[0].share.unwrap();
/// assert!(rise.p_rise < 1e-4 && rise.now.part == 33. && rise.now.whole == 90.);
/// ```
///
/// # Errors
///
/// Settings out of range, parts or wholes that are negative, no whole numbers or of unlike length, parts
/// larger than their wholes, or positions beyond the end.
pub fn share(
    series: &ShareSeries<'_>,
    evaluated: Range<usize>,
    settings: &ShareSettings,
) -> Result<Vec<ShareAssessment>, ShortSeriesError> {
    settings.require_sound()?;
    series.require_sound(&evaluated)?;
    let assess =
        |position| ShareAssessment { position, share: share_at(series, position, settings) };
    Ok(evaluated.map(assess).collect())
}

impl ShareSeries<'_> {
    fn require_sound(&self, evaluated: &Range<usize>) -> Result<(), ShortSeriesError> {
        require(self.parts.len() == self.wholes.len(), "wholes", "as many as the parts")?;
        for figures in [self.parts, self.wholes] {
            ShortSeries { figures, scale: Scale::Counts }.require_sound(evaluated)?;
        }
        let exceeds = |(part, whole): (&Option<f64>, &Option<f64>)| {
            part.zip(*whole).is_some_and(|(part, whole)| part > whole)
        };
        let problem = "is larger than the whole it is a part of";
        match self.parts.iter().zip(self.wholes).position(exceeds) {
            Some(position) => Err(ShortSeriesError::Figure { position, problem }),
            None => Ok(()),
        }
    }

    fn pairs(&self, positions: Range<usize>) -> Vec<Part> {
        let pair = |at: usize| {
            let (part, whole) = self.parts[at].zip(self.wholes[at])?;
            (whole > 0.0).then_some(Part { part, whole })
        };
        positions.filter_map(pair).collect()
    }
}

fn share_at(
    series: &ShareSeries<'_>,
    position: usize,
    settings: &ShareSettings,
) -> Result<Share, NotAssessable> {
    let end = position + 1;
    let split = end.saturating_sub(settings.recent);
    let first = split.saturating_sub(settings.longest_baseline);
    let is_known = |at: usize| series.parts[at].is_some() && series.wholes[at].is_some();
    if !(split..end).all(is_known) {
        return Err(NotAssessable::Missing);
    }
    let (before, now) = (series.pairs(first..split), series.pairs(split..end));
    let needs = settings.least_baseline;
    if before.len() < needs {
        return Err(NotAssessable::TooFew { needs, has: before.len() });
    }
    let (old, new) = (sum(&before), sum(&now));
    let all = Part { part: old.part + new.part, whole: old.whole + new.whole };
    let least_whole = old.whole.min(new.whole);
    let least_part = all.part.min(all.whole - all.part);
    for (has, needs) in [(least_whole, settings.least_whole), (least_part, settings.least_part)] {
        if has < needs {
            return Err(NotAssessable::TooFew { needs: needs as usize, has: has as usize });
        }
    }
    Ok(TwoShares::of(&before, &now).verdict(settings))
}

/// Two shares, and how the earlier one scattered.
struct TwoShares {
    now: Part,
    before: Part,
    /// Variance over that of chance alone, now and before.
    scatter_now: f64,
    scatter_before: f64,
    dispersion: f64,
    degrees: f64,
}

impl TwoShares {
    fn of(before: &[Part], now: &[Part]) -> Self {
        let (old, new) = (sum(before), sum(now));
        let scaled = residuals(before, old.share());
        let independent = before.len() as f64 - 1.0;
        let dispersion = scaled.iter().map(|r| r * r).sum::<f64>() / independent;
        if dispersion <= 1.0 {
            // No room for shares that wander: they scatter as chance does, or less.
            let scatter = dispersion.max(LEAST_SCATTER);
            return Self {
                now: new,
                before: old,
                scatter_now: scatter,
                scatter_before: scatter,
                dispersion,
                degrees: independent,
            };
        }
        let blunting = Blunting::estimated(&scaled, &residuals(now, new.share()));
        // Among the units of one period each shares the fate of the others.
        let fellows = |parts: &[Part], all: Part| {
            parts.iter().map(|p| p.whole * p.whole).sum::<f64>() / all.whole - 1.0
        };
        let more = (fellows(now, new) / fellows(before, old)).max(1.0);
        let excess = (dispersion - 1.0) * blunting.inflation;
        Self {
            now: new,
            before: old,
            scatter_now: 1.0 + excess * more,
            scatter_before: 1.0 + excess,
            dispersion,
            degrees: blunting.degrees.min(independent),
        }
    }

    fn verdict(&self, settings: &ShareSettings) -> Share {
        let alpha = settings.alpha;
        let Self { now, before, dispersion, degrees, .. } = *self;
        let (low, high) = ((now.whole * before.share()).floor(), now.whole);
        let is_high = |part: f64| self.p_rise(part) < alpha;
        let is_low = |part: f64| self.p_fall(part) < alpha;
        let (p_rise, p_fall) = (self.p_rise(now.part), self.p_fall(now.part));
        let has_bounds = settings.bounds == ShareBounds::All || p_rise < alpha || p_fall < alpha;
        let upper = || last_whole(low, high, |part| !is_high(part));
        let lower = || low.max(0.0) - last_whole(0.0, low, |less| !is_low(low - less));
        Share {
            now,
            before,
            expected: before.share() * now.whole,
            dispersion,
            degrees,
            p_rise,
            p_fall,
            upper_bound: has_bounds.then(upper),
            lower_bound: has_bounds.then(lower),
        }
    }

    /// Chance of as many now, or more, of all there are now.
    fn p_rise(&self, part: f64) -> f64 {
        let exact = exact_tail(Part { part, ..self.now }, self.before);
        student_upper_tail(self.t(part), self.degrees).max(exact)
    }

    /// Chance of as few now, or fewer.
    fn p_fall(&self, part: f64) -> f64 {
        let rest = |p: Part| Part { part: p.whole - p.part, ..p };
        let exact = exact_tail(rest(Part { part, ..self.now }), rest(self.before));
        student_upper_tail(-self.t(part), self.degrees).max(exact)
    }

    /// Signed root of the deviance, each side by its own scatter.
    fn t(&self, part: f64) -> f64 {
        let scaled = |p: Part, by: f64| Part { part: p.part / by, whole: p.whole / by };
        let now = scaled(Part { part, ..self.now }, self.scatter_now);
        signed_root(now, scaled(self.before, self.scatter_before))
    }
}

/// Signed root of the binomial deviance of two shares from one.
fn signed_root(now: Part, before: Part) -> f64 {
    let one = (now.part + before.part) / (now.whole + before.whole);
    let root = (2.0 * (half_deviance(now, one) + half_deviance(before, one))).max(0.0).sqrt();
    root.min(LARGEST_T).copysign(now.share() - before.share())
}

fn sum(parts: &[Part]) -> Part {
    Part { part: parts.iter().map(|p| p.part).sum(), whole: parts.iter().map(|p| p.whole).sum() }
}

/// Pearson residuals about one share; none where that is nothing or all.
fn residuals(parts: &[Part], share: f64) -> Vec<f64> {
    let residual = |p: &Part| {
        let deviation = (p.whole * share * (1.0 - share)).sqrt();
        if deviation > 0.0 { (p.part - p.whole * share) / deviation } else { 0.0 }
    };
    parts.iter().map(residual).collect()
}

/// Half the binomial deviance of a part from a share.
fn half_deviance(part: Part, share: f64) -> f64 {
    let term = |observed: f64, expected: f64| {
        if observed > 0.0 { observed * libm::log(observed / expected) } else { 0.0 }
    };
    let rest = part.whole - part.part;
    term(part.part, part.whole * share) + term(rest, part.whole * (1.0 - share))
}

/// Chance that as many or more of all that is asked about are among the newest, half of "as many" left out:
/// the hypergeometric law, given how many there were of each.
///
/// - Differs: above a million in all, by the normal law of the signed root of the deviance.
/// - Cost: linear in the standard deviation of that law.
pub fn exact_tail(now: Part, before: Part) -> f64 {
    if now.whole + before.whole > MOST_EXACT {
        return normal_upper_tail(signed_root(now, before));
    }
    let asked = now.part + before.part;
    let (lowest, highest) = ((asked - before.whole).max(0.0), asked.min(now.whole));
    let ln_choose =
        |n: f64, k: f64| libm::lgamma(n + 1.0) - libm::lgamma(k + 1.0) - libm::lgamma(n - k + 1.0);
    let ln_at = |k: f64| {
        ln_choose(now.whole, k) + ln_choose(before.whole, asked - k)
            - ln_choose(now.whole + before.whole, asked)
    };
    let mean = asked * now.whole / (now.whole + before.whole);
    let at = libm::exp(ln_at(now.part));
    // From the nearer side, so that no tail is the difference of two numbers near 1.
    let step_up =
        |k: f64| (now.whole - k) * (asked - k) / ((k + 1.0) * (before.whole - asked + k + 1.0));
    let sum_from = |up: bool| {
        let (mut k, mut term, mut sum) = (now.part, at, 0.0);
        loop {
            if up {
                if k >= highest {
                    return sum;
                }
                term *= step_up(k);
                k += 1.0;
            } else {
                if k <= lowest {
                    return sum;
                }
                k -= 1.0;
                term /= step_up(k);
            }
            sum += term;
            if term < sum * 1e-17 {
                return sum;
            }
        }
    };
    let tail =
        if now.part >= mean { at / 2.0 + sum_from(true) } else { 1.0 - at / 2.0 - sum_from(false) };
    tail.clamp(0.0, 1.0)
}

/// Where a share lies with this confidence, given so many of so many.
///
/// - Source: Clopper & Pearson 1934, Biometrika 26:404, with mid-p: Berry & Armitage 1995,
///   doi:10.2307/2348891. It takes each unit for itself.
pub fn share_interval(part: Part, confidence: f64) -> (f64, f64) {
    let beyond = (1.0 - confidence) / 2.0;
    let Part { part, whole } = part;
    let above = |share: f64| {
        let [at, over] = [part, part + 1.0].map(|n| binomial_upper_tail(n, whole, share));
        f64::midpoint(at, over)
    };
    // The chance of as many or more grows with the share, so halving finds both ends.
    let find = |target: f64| {
        let (mut low, mut high) = (0.0_f64, 1.0_f64);
        for _ in 0..60 {
            let middle = f64::midpoint(low, high);
            if above(middle) < target { low = middle } else { high = middle }
        }
        f64::midpoint(low, high)
    };
    let low = if part > 0.0 { find(beyond) } else { 0.0 };
    let high = if part < whole { find(1.0 - beyond) } else { 1.0 };
    (low, high)
}

/// The last whole number from `low` on for which `holds`, which it does up to somewhere and not beyond.
fn last_whole(low: f64, high: f64, holds: impl Fn(f64) -> bool) -> f64 {
    if holds(high) {
        return high;
    }
    let (mut low, mut high) = (low, high);
    while high - low > 1.0 {
        let middle = f64::midpoint(low, high).floor();
        if middle <= low || middle >= high {
            break;
        }
        if holds(middle) { low = middle } else { high = middle }
    }
    low
}

/// Beyond this t says no more, and its square would lose its digits.
const LARGEST_T: f64 = 1e9;

/// Of more than this the normal law says as much as the exact one.
const MOST_EXACT: f64 = 1e6;

/// Shares that hardly scatter at all say no more than this; the exact chance counts then.
const LEAST_SCATTER: f64 = 0.01;

#[cfg(test)]
mod tests {
    use super::*;

    /// `phyper(k - 1, K, M - K, n, lower = FALSE) - dhyper(k, K, M - K, n) / 2`, added up by hand.
    #[test]
    fn the_exact_tail_is_that_of_the_hypergeometric_law() {
        let tail = |now: (f64, f64), before: (f64, f64)| {
            let part = |(part, whole)| Part { part, whole };
            exact_tail(part(now), part(before))
        };
        // 4 and 5 of 5 among 10 drawn of 20: C(10,4) C(10,1) / C(20,5) / 2 + C(10,5) / C(20,5).
        assert!((tail((4.0, 10.0), (1.0, 10.0)) - (1050.0 + 252.0) / 15504.0).abs() < 1e-12);
        assert!((tail((1.0, 10.0), (4.0, 10.0)) - (1.0 - 1302.0 / 15504.0)).abs() < 1e-12);
        // Whatever happens, one thing can: half of it is left out.
        assert!((tail((0.0, 10.0), (0.0, 10.0)) - 0.5).abs() < 1e-12);
        assert!((tail((3.0, 3.0), (7.0, 7.0)) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn the_interval_holds_the_share_and_narrows_with_what_is_known() {
        let interval = |part: f64, whole: f64| share_interval(Part { part, whole }, 0.95);
        let (low, high) = interval(55.0, 114.0);
        assert!(low > 0.38 && low < 0.40 && high > 0.57 && high < 0.58, "{low} {high}");
        assert!(interval(550.0, 1140.0).0 > low);
        assert!(interval(0.0, 12.0).0 < 1e-12 && (interval(12.0, 12.0).1 - 1.0).abs() < 1e-12);
    }
}
