//! Which method looks at a series, with which settings: chosen by calendar and length of history.
//!
//! A plan is one line of text in a finding, and running the same line on the same series gives the
//! same figures.

use jiff::civil::Date;
use signals::farrington::{FarringtonSettings, farrington_flexible};
use signals::first_seen::Novelty;
use signals::{CountSeries, EarsSettings, FirstSeenSettings, ears, first_seen};
use vocabulary::finding::Method;
use vocabulary::period::{Cadence, Period};

/// A method with its settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plan {
    /// Improved Farrington (Noufaily 2013), with this many years of history.
    Farrington {
        /// Calendar of the series.
        cadence: Cadence,
        /// Years back, 2 to 5.
        years: u16,
    },
    /// EARS C2, for histories too short for seasons.
    EarsC2 {
        /// Periods in the baseline.
        baseline: u16,
    },
    /// The first-seen rule.
    FirstSeen {
        /// A first report stays news for this many days.
        news_for_days: u32,
        /// The indicator must have been observed this many days before.
        history_days: u32,
    },
}

/// What a method says of one period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Assessed {
    /// Place in the series, from 0.
    pub index: usize,
    /// The count.
    pub observed: u32,
    /// The expected count.
    pub expected: Option<f64>,
    /// The bound.
    pub bound: Option<f64>,
    /// Chance of a count as high.
    pub p_value: Option<f64>,
    /// Whether it is an alarm.
    pub is_alarm: bool,
}

const FARRINGTON: &str = "farrington-flexible";
const EARS_C2: &str = "ears-c2";
const FIRST_SEEN: &str = "first-seen";
const VERSION: u16 = 1;

impl Plan {
    /// The plan for a series of this calendar and length, assessing the last `window` periods;
    /// `None` when it is too short, or its calendar has no method for counts yet.
    pub fn choose(cadence: Cadence, length: usize, window: usize) -> Option<Self> {
        let per_year = usize::from(cadence.per_year()?);
        if matches!(cadence, Cadence::Year | Cadence::Day) {
            return None;
        }
        let half_width = usize::from(settings(cadence, 2).window_half_width);
        let before = length.checked_sub(window)?;
        let years = before.saturating_sub(half_width + 1) / per_year;
        if years >= 2 {
            return Some(Self::Farrington { cadence, years: years.min(5) as u16 });
        }
        (before >= usize::from(SHORT_BASELINE) + 2)
            .then_some(Self::EarsC2 { baseline: SHORT_BASELINE })
    }

    /// The longest window that leaves three years to compare with, or none.
    pub fn longest_window(cadence: Cadence, length: usize) -> usize {
        let per_year = usize::from(cadence.per_year().unwrap_or(1));
        let half_width = usize::from(settings(cadence, 3).window_half_width);
        length.saturating_sub(3 * per_year + half_width + 1)
    }

    /// The plan as a finding stores it.
    pub fn method(&self) -> Method {
        let (name, settings) = match self {
            Self::Farrington { cadence, years } => {
                (FARRINGTON, format!("noufaily-2013 calendar={} years={years}", cadence.as_str()))
            }
            Self::EarsC2 { baseline } => (EARS_C2, format!("baseline={baseline}")),
            Self::FirstSeen { news_for_days, history_days } => {
                (FIRST_SEEN, format!("news-for-days={news_for_days} history-days={history_days}"))
            }
        };
        Method { name: name.to_owned(), version: VERSION, settings }
    }

    /// Reads what [`Plan::method`] writes; `None` for other methods and versions.
    pub fn of(method: &Method) -> Option<Self> {
        let setting = |name: &str| {
            method.settings.split(' ').find_map(|part| part.strip_prefix(name)?.strip_prefix('='))
        };
        if method.version != VERSION {
            return None;
        }
        match method.name.as_str() {
            FARRINGTON => Some(Self::Farrington {
                cadence: Cadence::parse(setting("calendar")?)?,
                years: setting("years")?.parse().ok()?,
            }),
            EARS_C2 => Some(Self::EarsC2 { baseline: setting("baseline")?.parse().ok()? }),
            FIRST_SEEN => Some(Self::FirstSeen {
                news_for_days: setting("news-for-days")?.parse().ok()?,
                history_days: setting("history-days")?.parse().ok()?,
            }),
            _ => None,
        }
    }

    /// Assesses the periods from `first` on; periods the method cannot judge are left out.
    pub fn run(&self, periods: &[Period], counts: &[u32], first: usize) -> Vec<Assessed> {
        match *self {
            Self::Farrington { cadence, years } => {
                run_farrington(periods, counts, first, cadence, years)
            }
            Self::EarsC2 { baseline } => run_ears(counts, first, usize::from(baseline)),
            Self::FirstSeen { news_for_days, history_days } => {
                let settings = FirstSeenSettings { news_for_days, history_days };
                run_first_seen(periods, counts, settings).into_iter().collect()
            }
        }
    }
}

fn run_farrington(
    periods: &[Period],
    counts: &[u32],
    first: usize,
    cadence: Cadence,
    years: u16,
) -> Vec<Assessed> {
    let observed: Vec<Option<u32>> = counts.iter().copied().map(Some).collect();
    let dates: Vec<Date> = periods.iter().map(Period::start).collect();
    let series = CountSeries {
        counts: &observed,
        dates: (cadence != Cadence::Quarter).then_some(dates.as_slice()),
        population: None,
        frequency: cadence.per_year().unwrap_or(1),
    };
    let assessed = farrington_flexible(&series, first..counts.len(), &settings(cadence, years));
    // A series the method cannot fit raises no alarm; the run counts it as looked at.
    let found = assessed.unwrap_or_default().into_iter().filter_map(|a| {
        Some(Assessed {
            index: a.position,
            observed: a.observed?,
            expected: a.expected,
            bound: a.upper_bound,
            p_value: a.p_value,
            is_alarm: a.alarm?,
        })
    });
    found.collect()
}

fn run_ears(counts: &[u32], first: usize, baseline: usize) -> Vec<Assessed> {
    let observed: Vec<Option<u32>> = counts.iter().copied().map(Some).collect();
    let settings = EarsSettings { baseline, minimum_sigma: 1.0, ..EarsSettings::c2() };
    let assessed = ears(&observed, first..counts.len(), &settings).unwrap_or_default();
    let found = assessed.into_iter().filter_map(|a| {
        Some(Assessed {
            index: a.position,
            observed: a.observed?,
            expected: a.expected,
            bound: a.upper_bound,
            // The nominal p-value of a baseline this short is no basis for ranking.
            p_value: None,
            is_alarm: a.alarm?,
        })
    });
    found.collect()
}

/// At most one finding: the first period with a report, with all reports since.
fn run_first_seen(
    periods: &[Period],
    counts: &[u32],
    settings: FirstSeenSettings,
) -> Option<Assessed> {
    let reported = periods.iter().zip(counts).filter(|(_, count)| **count > 0);
    let reported_on: Vec<Date> = reported.map(|(period, _)| period.start()).collect();
    let (first_period, last_period) = (periods.first()?, periods.last()?);
    let found = first_seen(&reported_on, first_period.start(), last_period.end(), settings)?;
    let index = periods.iter().position(|period| period.start() == found.first_on)?;
    Some(Assessed {
        index,
        observed: counts.iter().fold(0, |total, count| total.saturating_add(*count)),
        expected: Some(0.0),
        bound: None,
        p_value: None,
        is_alarm: found.novelty == Novelty::New,
    })
}

fn settings(cadence: Cadence, years: u16) -> FarringtonSettings {
    match cadence {
        Cadence::Month => FarringtonSettings::noufaily_2013_monthly(years),
        Cadence::Quarter => FarringtonSettings::noufaily_2013_quarterly(years),
        _ => FarringtonSettings { years_back: years, ..FarringtonSettings::noufaily_2013() },
    }
}

/// Baseline for histories of less than two years.
const SHORT_BASELINE: u16 = 7;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_round_trip_through_their_text() {
        for plan in [
            Plan::Farrington { cadence: Cadence::Month, years: 3 },
            Plan::EarsC2 { baseline: 7 },
            Plan::FirstSeen { news_for_days: 180, history_days: 365 },
        ] {
            assert_eq!(Plan::of(&plan.method()), Some(plan));
        }
        let other = Method { version: 99, ..Plan::EarsC2 { baseline: 7 }.method() };
        assert_eq!(Plan::of(&other), None);
    }

    #[test]
    fn the_length_of_history_decides() {
        for (cadence, length, expected) in [
            (Cadence::Week, 520, Some(Plan::Farrington { cadence: Cadence::Week, years: 5 })),
            (Cadence::Week, 180, Some(Plan::Farrington { cadence: Cadence::Week, years: 2 })),
            (Cadence::Week, 80, Some(Plan::EarsC2 { baseline: 7 })),
            (Cadence::Week, 30, None),
            (Cadence::Year, 40, None),
        ] {
            assert_eq!(Plan::choose(cadence, length, 26), expected, "{cadence:?} {length}");
        }
    }

    #[test]
    fn every_chosen_plan_can_assess_its_whole_window() {
        for cadence in [Cadence::Week, Cadence::Month, Cadence::Quarter] {
            for length in 20..420 {
                let Some(plan) = Plan::choose(cadence, length, 8) else { continue };
                let mut period = Period::containing(jiff::civil::date(2012, 1, 2), cadence);
                let mut periods = Vec::new();
                for _ in 0..length {
                    periods.push(period);
                    period = period.next();
                }
                let counts: Vec<u32> = (0..length).map(|i| 4 + (i * 7 % 5) as u32).collect();
                assert_eq!(plan.run(&periods, &counts, length - 8).len(), 8, "{plan:?} {length}");
            }
        }
    }
}
