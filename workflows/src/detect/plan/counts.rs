//! Runs the methods that read counts without a gap: Farrington, EARS and the first-seen rule.

use jiff::civil::Date;
use signals::delay::Known;
use signals::farrington::{
    FarringtonSettings, MinimumCases, PopulationOffset, farrington_flexible,
};
use signals::first_seen::Novelty;
use signals::onset::sustained;
use signals::{
    CountSeries, EarsSettings, FirstSeenSettings, OnsetAssessment, OnsetSettings, ears, first_seen,
    onset,
};
use vocabulary::finding::Direction;
use vocabulary::period::{Cadence, Period};

use super::{Assessed, Bounds, Readings};

/// What the onset detector expects by.
#[derive(Clone, Copy)]
pub(super) struct Model {
    pub cadence: Cadence,
    pub years: u16,
    pub clumping: u16,
}

impl Model {
    fn settings(self) -> OnsetSettings {
        OnsetSettings {
            years_back: self.years,
            recent_excluded: self.cadence.per_year().map(|periods| u32::from(periods / 2)),
            least_dispersion: f64::from(self.clumping) / 100.0,
            ..OnsetSettings::balanced()
        }
    }

    /// What the onset detector says from a period on, of so many standard errors more, or fewer, reports.
    fn assess(self, readings: &Readings, first: usize, errors: f64) -> Vec<OnsetAssessment> {
        let observed = counts(readings);
        let dates: Vec<Date> = readings.periods.iter().map(Period::start).collect();
        let reported = shares(readings, errors);
        let series = CountSeries {
            counts: &observed,
            dates: Some(&dates),
            population: reported.as_deref(),
            frequency: self.cadence.per_year().unwrap_or(1),
        };
        onset(&series, first..observed.len(), &self.settings()).unwrap_or_default()
    }
}

/// What is expected of one period, and how sure that is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expectation {
    /// Its place in the series.
    pub index: usize,
    /// What was counted.
    pub observed: f64,
    /// What was to be expected, of the share that is known.
    pub expected: f64,
    /// Variance of the count about that.
    pub variance: f64,
    /// Standard error of the logarithm of the mean, which successive periods share.
    pub error: f64,
}

/// What the onset detector expects of the periods from `first` on.
pub(super) fn expectations(model: Model, readings: &Readings, first: usize) -> Vec<Expectation> {
    let of_period = |a: OnsetAssessment| {
        let (observed, verdict) = (f64::from(a.observed?), a.verdict.ok()?);
        let reported = readings.reported.as_ref().map_or(0.0, |known| known[a.position].error);
        Some(Expectation {
            index: a.position,
            observed,
            expected: verdict.expected,
            variance: verdict.dispersion * verdict.expected,
            error: verdict.expected_error.hypot(reported),
        })
    };
    model.assess(readings, first, 0.0).into_iter().filter_map(of_period).collect()
}

/// So many periods together against what is expected of them; observed, expected and bound are those of a
/// period on average.
pub(super) fn run_sustained(
    model: Model,
    together: usize,
    readings: &Readings,
    (first, direction): (usize, Direction),
) -> Vec<Assessed> {
    let is_fall = direction == Direction::Fall;
    let from = (first + 1).saturating_sub(together);
    // Of a rise as much is taken for known as may well be, of a fall as little.
    let assessed = model.assess(readings, from, if is_fall { -1.0 } else { 1.0 });
    let alpha = model.settings().alpha;
    let of_window = |window: &[OnsetAssessment]| {
        let all = sustained(window)?;
        let periods = all.periods as f64;
        let last = window.last().filter(|one| one.observed.is_some())?;
        let (p_value, bound) = if is_fall {
            (all.p_fall, all.lower_bound(alpha))
        } else {
            (all.p_rise, all.upper_bound(alpha))
        };
        Some(Assessed {
            index: last.position,
            observed: all.observed / periods,
            reported: None,
            expected: Some(all.expected / periods),
            bound: Some(bound / periods),
            p_value: Some(p_value),
            is_alarm: p_value < alpha,
        })
    };
    assessed.windows(together).filter_map(of_window).collect()
}

pub(super) fn run_onset(
    model: Model,
    readings: &Readings,
    first: usize,
    bounds: Bounds,
) -> Vec<Assessed> {
    // As much is taken for known as may well be.
    let assessed = model.assess(readings, first, 1.0);
    let alpha = model.settings().alpha;
    let found = assessed.into_iter().filter_map(|a| {
        let verdict = a.verdict.ok()?;
        Some(Assessed {
            index: a.position,
            observed: f64::from(a.observed?),
            reported: None,
            expected: Some(verdict.expected),
            bound: (verdict.alarm || bounds == Bounds::All).then(|| verdict.upper_bound(alpha)),
            p_value: Some(verdict.p_value),
            is_alarm: verdict.alarm,
        })
    });
    found.collect()
}

pub(super) fn run_farrington(
    (cadence, years): (Cadence, u16),
    readings: &Readings,
    first: usize,
    direction: Direction,
) -> Vec<Assessed> {
    let observed = counts(readings);
    let dates: Vec<Date> = readings.periods.iter().map(Period::start).collect();
    // Of a rise as much is taken for known as may well be, of a fall as little.
    let sign = if direction == Direction::Fall { -1.0 } else { 1.0 };
    let reported = shares(readings, sign);
    let series = CountSeries {
        counts: &observed,
        dates: (cadence != Cadence::Quarter).then_some(dates.as_slice()),
        population: reported.as_deref(),
        frequency: cadence.per_year().unwrap_or(1),
    };
    let mut settings = settings(cadence, years);
    if reported.is_some() {
        settings.population = PopulationOffset::LogOffset;
    }
    if direction == Direction::Fall {
        // A fall to next to nothing is what is looked for.
        settings.minimum_cases = MinimumCases { cases: 0, periods: 1 };
    }
    let assessed = farrington_flexible(&series, first..observed.len(), &settings);
    // A series the method cannot fit raises no alarm; the run counts it as looked at.
    let found = assessed.unwrap_or_default().into_iter().filter_map(|a| {
        let (bound, p_value, is_alarm) = match direction {
            Direction::Fall => {
                let p_fall = a.p_fall();
                (a.lower_bound(settings.alpha), p_fall, p_fall.is_some_and(|p| p < settings.alpha))
            }
            // Where there are too few cases for a bound there is no alarm, and no p-value, which would
            // let others through the control of false ones.
            _ => (a.upper_bound, a.p_value.filter(|_| a.upper_bound.is_some()), a.alarm?),
        };
        a.alarm?;
        Some(Assessed {
            index: a.position,
            observed: f64::from(a.observed?),
            reported: None,
            expected: a.expected,
            bound,
            p_value,
            is_alarm,
        })
    });
    found.collect()
}

pub(super) fn run_ears(
    readings: &Readings,
    first: usize,
    (baseline, version): (usize, u16),
) -> Vec<Assessed> {
    let observed = counts(readings);
    let settings = EarsSettings { baseline, minimum_sigma: 1.0, ..EarsSettings::c2() };
    let assessed = ears(&observed, first..observed.len(), &settings).unwrap_or_default();
    let found = assessed.into_iter().filter_map(|a| {
        Some(Assessed {
            index: a.position,
            observed: f64::from(a.observed?),
            reported: None,
            expected: a.expected,
            bound: a.upper_bound,
            // Of a baseline this short the nominal p-value says too little, and none at all let every
            // alarm through.
            p_value: a.prediction_p_value(baseline).filter(|_| version > 1),
            is_alarm: a.alarm?,
        })
    });
    found.collect()
}

/// At most one finding: the first period with a report, with all reports since.
pub(super) fn run_first_seen(readings: &Readings, settings: FirstSeenSettings) -> Option<Assessed> {
    let (periods, counts) = (&readings.periods, counts(readings));
    let reported = periods.iter().zip(&counts).filter(|(_, count)| count.is_some_and(|n| n > 0));
    let reported_on: Vec<Date> = reported.map(|(period, _)| period.start()).collect();
    let (first_period, last_period) = (periods.first()?, periods.last()?);
    let found = first_seen(&reported_on, first_period.start(), last_period.end(), settings)?;
    let index = periods.iter().position(|period| period.start() == found.first_on)?;
    Some(Assessed {
        index,
        observed: counts.iter().flatten().copied().map(f64::from).sum(),
        reported: None,
        expected: Some(0.0),
        bound: None,
        p_value: None,
        is_alarm: found.novelty == Novelty::New,
    })
}

fn counts(readings: &Readings) -> Vec<Option<u32>> {
    readings.figures.iter().map(|figure| figure.map(|figure| figure as u32)).collect()
}

/// The shares of the figures that are known, so many standard errors above the estimate.
fn shares(readings: &Readings, errors: f64) -> Option<Vec<f64>> {
    let share =
        |known: &Known| (known.share * libm::exp(errors * known.error)).clamp(SMALLEST_SHARE, 1.0);
    Some(readings.reported.as_ref()?.iter().map(share).collect())
}

/// No share is nothing; figures of so little are not looked at.
const SMALLEST_SHARE: f64 = 0.01;

/// Farrington's settings for a calendar and years of history.
pub(super) fn settings(cadence: Cadence, years: u16) -> FarringtonSettings {
    match cadence {
        Cadence::Month => FarringtonSettings::noufaily_2013_monthly(years),
        Cadence::Quarter => FarringtonSettings::noufaily_2013_quarterly(years),
        _ => FarringtonSettings { years_back: years, ..FarringtonSettings::noufaily_2013() },
    }
}
