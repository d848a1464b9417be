//! Which method looks at a series, with which settings: chosen by calendar and length of history.
//!
//! A plan is one line of text in a finding, and running the same line on the same series gives the
//! same figures.

mod counts;
pub mod share;
mod short;

use signals::delay::Known;
use signals::{FirstSeenSettings, OnsetSettings, Scale, ShortSeries};
use vocabulary::finding::{Direction, Method};
use vocabulary::period::{Cadence, Period};
use vocabulary::quantity::ValueUnit;

pub use self::counts::Expectation;
use self::counts::{
    Model, expectations, run_ears, run_farrington, run_first_seen, run_onset, run_sustained,
    settings,
};
use self::short::{run_drift, run_step, step_settings};

/// A method with its settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plan {
    /// The onset detector, with at most this many years of history.
    Onset {
        /// Calendar of the series.
        cadence: Cadence,
        /// Most years back, 2 to 10.
        years: u16,
        /// Least variance of a count over its mean, in hundredths, from 100.
        clumping: u16,
    },
    /// Several weeks together against what the onset detector expects of them.
    Sustained {
        /// Calendar of the series.
        cadence: Cadence,
        /// Most years back, 2 to 10.
        years: u16,
        /// Least variance of a count over its mean, in hundredths, from 100.
        clumping: u16,
        /// How many periods.
        periods: u16,
    },
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
        /// Version of the method: 1 has no p-value.
        version: u16,
    },
    /// The first-seen rule.
    FirstSeen {
        /// A first report stays news for this many days.
        news_for_days: u32,
        /// The indicator must have been observed this many days before.
        history_days: u32,
    },
    /// The newest figure, or the newest three months, of a short series against those before.
    Step {
        /// Calendar of the series, which the settings follow.
        cadence: Cadence,
        /// What its figures are.
        scale: Scale,
        /// Version of the method: 1 takes each month for itself.
        version: u16,
    },
    /// Steady growth or decline of a short series.
    Drift {
        /// Most figures it looks back on.
        longest: u16,
        /// What its figures are.
        scale: Scale,
    },
    /// The share that the newest three months hold of all that the source counts, against that before.
    Share,
}

/// What a plan reads, period by period, oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Readings {
    /// The periods, without a gap.
    pub periods: Vec<Period>,
    /// Their figures; `None` where one is not known, or too little of it.
    pub figures: Vec<Option<f64>>,
    /// The share of each figure that is known; `None` where all of all is.
    pub reported: Option<Vec<Known>>,
}

/// Which periods have their bound worked out, where that costs much more than the verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bounds {
    /// Those that are an alarm.
    OfAlarms,
    /// All of them.
    All,
}

/// What a method says of one period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Assessed {
    /// Place in the series, from 0.
    pub index: usize,
    /// The figure.
    pub observed: f64,
    /// The share of it that is known, where that is not all.
    pub reported: Option<f64>,
    /// What is expected of that share.
    pub expected: Option<f64>,
    /// The bound in the direction asked for; of an alarm always, of others as [`Bounds`] says.
    pub bound: Option<f64>,
    /// Chance of a figure as far out in that direction.
    pub p_value: Option<f64>,
    /// Whether it is an alarm.
    pub is_alarm: bool,
}

const ONSET: &str = "onset";
const SUSTAINED: &str = "sustained";
const FARRINGTON: &str = "farrington-flexible";
const EARS_C2: &str = "ears-c2";
const FIRST_SEEN: &str = "first-seen";
const STEP: &str = "step";
const DRIFT: &str = "drift";
const SHARE: &str = "share";
const VERSION: u16 = 1;
const STEP_VERSION: u16 = 2;
const EARS_VERSION: u16 = 2;

impl Plan {
    /// The plans for a series of this calendar, unit and length, each with the direction it looks in,
    /// so that the last `window` periods can be assessed; none when it is too short.
    pub fn choose(
        (cadence, unit): (Cadence, ValueUnit),
        length: usize,
        window: usize,
        clumping: u16,
    ) -> Vec<(Self, Direction)> {
        let scale = scale_of(unit);
        let both = |plan: Self| [(plan, Direction::Rise), (plan, Direction::Fall)];
        let step = Self::Step { cadence, scale, version: STEP_VERSION };
        let settings = step_settings(cadence, STEP_VERSION);
        let can_step = length >= settings.least_baseline + settings.recent;
        let has_seasons = matches!(cadence, Cadence::Week | Cadence::Month | Cadence::Quarter);
        let mut plans = Vec::new();
        if let Some(plan) = Self::farrington(cadence, length, window)
            && scale == Scale::Counts
        {
            let onset = Self::onset(cadence, length, window, clumping);
            plans.push((onset.unwrap_or(plan), Direction::Rise));
            let fall = match onset {
                // One week says little of a fall.
                Some(Self::Onset { years, .. }) if cadence == Cadence::Week => {
                    let periods = SUSTAINED_WEEKS;
                    Some(Self::Sustained { cadence, years, clumping, periods })
                }
                _ => (cadence != Cadence::Week).then_some(plan),
            };
            plans.extend(fall.map(|plan| (plan, Direction::Fall)));
        } else if scale == Scale::Counts && has_seasons && cadence != Cadence::Quarter {
            let has_baseline = length.saturating_sub(window) >= usize::from(SHORT_BASELINE) + 2;
            let ears =
                (Self::EarsC2 { baseline: SHORT_BASELINE, version: EARS_VERSION }, Direction::Rise);
            plans.extend(has_baseline.then_some(ears));
            if cadence == Cadence::Month && can_step {
                plans.extend(both(step));
            }
        } else if matches!(cadence, Cadence::Month | Cadence::Quarter | Cadence::Year) && can_step {
            plans.extend(both(step));
        }
        if cadence == Cadence::Year && can_step {
            plans.extend(both(Self::Drift { longest: LONGEST_DRIFT, scale }));
        }
        plans
    }

    fn onset(cadence: Cadence, length: usize, window: usize, clumping: u16) -> Option<Self> {
        let settings = OnsetSettings::balanced();
        let per_year = usize::from(cadence.per_year()?);
        // The first period may stand late in its month, and a month is learnt from what came before it.
        let least = usize::from(settings.least_years) * per_year + per_year / 12 + 1;
        let before = length.checked_sub(window)?;
        // Whole years: what is left of another would weigh on one season alone. Of quarters two are too few.
        let whole = before / per_year;
        let years = whole.max(if cadence == Cadence::Quarter { 3 } else { 2 }) as u16;
        let years = years.min(settings.years_back);
        (before >= least).then_some(Self::Onset { cadence, years, clumping })
    }

    fn farrington(cadence: Cadence, length: usize, window: usize) -> Option<Self> {
        if !matches!(cadence, Cadence::Week | Cadence::Month | Cadence::Quarter) {
            return None;
        }
        let per_year = usize::from(cadence.per_year()?);
        let half_width = usize::from(settings(cadence, 2).window_half_width);
        let before = length.checked_sub(window)?;
        let years = before.saturating_sub(half_width + 1) / per_year;
        (years >= 2).then_some(Self::Farrington { cadence, years: years.min(5) as u16 })
    }

    /// The longest window that leaves three years to compare with, or none.
    pub fn longest_window(cadence: Cadence, length: usize) -> usize {
        let per_year = usize::from(cadence.per_year().unwrap_or(1));
        let half_width = usize::from(settings(cadence, 3).window_half_width);
        length.saturating_sub(3 * per_year + half_width + 1)
    }

    /// Whether it reads figures with gaps, counts or not; the others read counts without one.
    pub const fn is_for_short_series(&self) -> bool {
        matches!(self, Self::Step { .. } | Self::Drift { .. } | Self::Share)
    }

    /// The plan as a finding stores it.
    pub fn method(&self) -> Method {
        let (name, settings) = match self {
            Self::Onset { cadence, years, clumping } => {
                (ONSET, onset_settings(*cadence, *years, *clumping))
            }
            Self::Sustained { cadence, years, clumping, periods } => {
                let onset = onset_settings(*cadence, *years, *clumping);
                (SUSTAINED, format!("{onset} periods={periods}"))
            }
            Self::Farrington { cadence, years } => {
                (FARRINGTON, format!("noufaily-2013 calendar={} years={years}", cadence.as_str()))
            }
            Self::EarsC2 { baseline, .. } => (EARS_C2, format!("baseline={baseline}")),
            Self::FirstSeen { news_for_days, history_days } => {
                (FIRST_SEEN, format!("news-for-days={news_for_days} history-days={history_days}"))
            }
            Self::Step { cadence, scale, version } => {
                let recent = step_settings(*cadence, *version).recent;
                let (calendar, scale) = (cadence.as_str(), scale_word(*scale));
                (STEP, format!("calendar={calendar} scale={scale} recent={recent}"))
            }
            Self::Drift { longest, scale } => {
                (DRIFT, format!("longest={longest} scale={}", scale_word(*scale)))
            }
            Self::Share => (SHARE, share::settings_text()),
        };
        let version = match self {
            Self::Step { version, .. } | Self::EarsC2 { version, .. } => *version,
            _ => VERSION,
        };
        Method { name: name.to_owned(), version, settings }
    }

    /// Reads what [`Plan::method`] writes; `None` for other methods and versions.
    pub fn of(method: &Method) -> Option<Self> {
        let setting = |name: &str| {
            method.settings.split(' ').find_map(|part| part.strip_prefix(name)?.strip_prefix('='))
        };
        let latest = match method.name.as_str() {
            STEP => STEP_VERSION,
            EARS_C2 => EARS_VERSION,
            _ => VERSION,
        };
        if !(1..=latest).contains(&method.version) {
            return None;
        }
        match method.name.as_str() {
            ONSET => Some(Self::Onset {
                cadence: Cadence::parse(setting("calendar")?)?,
                years: setting("years")?.parse().ok()?,
                clumping: setting("clumping").map_or(Some(100), |text| text.parse().ok())?,
            }),
            SUSTAINED => Some(Self::Sustained {
                cadence: Cadence::parse(setting("calendar")?)?,
                years: setting("years")?.parse().ok()?,
                clumping: setting("clumping").map_or(Some(100), |text| text.parse().ok())?,
                periods: setting("periods")?.parse().ok()?,
            }),
            FARRINGTON => Some(Self::Farrington {
                cadence: Cadence::parse(setting("calendar")?)?,
                years: setting("years")?.parse().ok()?,
            }),
            EARS_C2 => Some(Self::EarsC2 {
                baseline: setting("baseline")?.parse().ok()?,
                version: method.version,
            }),
            FIRST_SEEN => Some(Self::FirstSeen {
                news_for_days: setting("news-for-days")?.parse().ok()?,
                history_days: setting("history-days")?.parse().ok()?,
            }),
            STEP => Some(Self::Step {
                cadence: Cadence::parse(setting("calendar")?)?,
                scale: scale_named(setting("scale")?)?,
                version: method.version,
            }),
            SHARE => (method.settings == share::settings_text()).then_some(Self::Share),
            DRIFT => Some(Self::Drift {
                longest: setting("longest")?.parse().ok()?,
                scale: scale_named(setting("scale")?)?,
            }),
            _ => None,
        }
    }

    /// What the onset detector expects of the periods from `first` on; nothing of other plans.
    pub fn expectations(&self, readings: &Readings, first: usize) -> Vec<Expectation> {
        match *self {
            Self::Onset { cadence, years, clumping } => {
                expectations(Model { cadence, years, clumping }, readings, first)
            }
            _ => Vec::new(),
        }
    }

    /// The least share of a figure that it judges: the counts of others are held against what is expected
    /// of that share.
    pub const fn least_reported(&self) -> f64 {
        match self {
            Self::Onset { .. } | Self::Sustained { .. } | Self::Farrington { .. } => 0.2,
            _ => 0.9,
        }
    }

    /// Assesses the periods from `first` on; periods the method cannot judge are left out.
    ///
    /// - Shape: figures as [`crate::series::Series::figures_for`] gives them for this plan.
    pub fn run(
        &self,
        readings: &Readings,
        first: usize,
        direction: Direction,
        bounds: Bounds,
    ) -> Vec<Assessed> {
        let Readings { figures, reported, .. } = readings;
        let mut assessed = match *self {
            Self::Onset { cadence, years, clumping } => {
                run_onset(Model { cadence, years, clumping }, readings, first, bounds)
            }
            Self::Sustained { cadence, years, clumping, periods } => {
                let model = Model { cadence, years, clumping };
                run_sustained(model, usize::from(periods), readings, (first, direction))
            }
            Self::Farrington { cadence, years } => {
                run_farrington((cadence, years), readings, first, direction)
            }
            Self::EarsC2 { baseline, version } => {
                run_ears(readings, first, (usize::from(baseline), version))
            }
            Self::FirstSeen { news_for_days, history_days } => {
                let settings = FirstSeenSettings { news_for_days, history_days };
                run_first_seen(readings, settings).into_iter().collect()
            }
            Self::Step { cadence, scale, version } => {
                run_step((cadence, version), &ShortSeries { figures, scale }, first, direction)
            }
            Self::Drift { longest, scale } => {
                run_drift(longest, &ShortSeries { figures, scale }, first, direction)
            }
            // It reads two series: `share::run_share` runs it.
            Self::Share => Vec::new(),
        };
        let together = match *self {
            Self::Sustained { periods, .. } => usize::from(periods),
            _ => 1,
        };
        for one in &mut assessed {
            let first = (one.index + 1).saturating_sub(together);
            let known = reported.as_ref().map(|reported| &reported[first..=one.index]);
            let mean = known.map(|known| {
                known.iter().map(|known| known.share).sum::<f64>() / known.len() as f64
            });
            one.reported = mean.filter(|share| *share < 1.0);
        }
        assessed
    }
}

fn onset_settings(cadence: Cadence, years: u16, clumping: u16) -> String {
    let clumping = if clumping > 100 { format!(" clumping={clumping}") } else { String::new() };
    format!("balanced calendar={} years={years}{clumping}", cadence.as_str())
}

/// Counts of events vary by number; all else varies by a factor.
fn scale_of(unit: ValueUnit) -> Scale {
    if unit == ValueUnit::Count { Scale::Counts } else { Scale::Amounts }
}

const fn scale_word(scale: Scale) -> &'static str {
    match scale {
        Scale::Counts => "counts",
        Scale::Amounts => "amounts",
    }
}

fn scale_named(word: &str) -> Option<Scale> {
    [Scale::Counts, Scale::Amounts].into_iter().find(|scale| scale_word(*scale) == word)
}

/// Baseline for histories of less than two years.
const SHORT_BASELINE: u16 = 7;

/// Weeks that are held together against a fall.
const SUSTAINED_WEEKS: u16 = 4;

/// Years over which growth is to be steady.
const LONGEST_DRIFT: u16 = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_round_trip_through_their_text() {
        for plan in [
            Plan::Onset { cadence: Cadence::Week, years: 7, clumping: 100 },
            Plan::Onset { cadence: Cadence::Month, years: 9, clumping: 125 },
            Plan::Sustained { cadence: Cadence::Week, years: 3, clumping: 131, periods: 4 },
            Plan::Farrington { cadence: Cadence::Month, years: 3 },
            Plan::EarsC2 { baseline: 7, version: 1 },
            Plan::EarsC2 { baseline: 7, version: 2 },
            Plan::FirstSeen { news_for_days: 180, history_days: 365 },
            Plan::Step { cadence: Cadence::Year, scale: Scale::Amounts, version: 1 },
            Plan::Step { cadence: Cadence::Month, scale: Scale::Counts, version: 2 },
            Plan::Drift { longest: 8, scale: Scale::Counts },
            Plan::Share,
        ] {
            assert_eq!(Plan::of(&plan.method()), Some(plan));
        }
        let other = Method { version: 99, ..Plan::EarsC2 { baseline: 7, version: 1 }.method() };
        assert_eq!(Plan::of(&other), None);
    }

    fn check(cadence: Cadence, unit: ValueUnit, length: usize, expected: &[&str]) {
        let plans = Plan::choose((cadence, unit), length, 4, 100);
        let names: Vec<String> = plans
            .iter()
            .map(|(plan, direction)| format!("{} {}", plan.method().name, direction.as_str()))
            .collect();
        assert_eq!(names, expected, "{cadence:?} {unit:?} {length}");
    }

    #[test]
    fn calendar_unit_and_length_of_history_decide() {
        let both = ["onset rise", "farrington-flexible fall"];
        check(Cadence::Week, ValueUnit::Count, 180, &[both[0], "sustained fall"]);
        check(Cadence::Week, ValueUnit::Count, 60, &["ears-c2 rise"]);
        check(Cadence::Week, ValueUnit::Count, 12, &[]);
        check(Cadence::Month, ValueUnit::Count, 60, &both);
        check(Cadence::Month, ValueUnit::Count, 20, &["ears-c2 rise", "step rise", "step fall"]);
        check(Cadence::Quarter, ValueUnit::Count, 20, &both);
        check(Cadence::Quarter, ValueUnit::Count, 9, &["step rise", "step fall"]);
        let short = ["step rise", "step fall", "drift rise", "drift fall"];
        check(Cadence::Year, ValueUnit::Count, 5, &short);
        check(Cadence::Year, ValueUnit::Hectare, 40, &short);
        check(Cadence::Year, ValueUnit::Count, 4, &[]);
        check(Cadence::Month, ValueUnit::Kilogram, 60, &short[..2]);
        check(Cadence::Week, ValueUnit::Kilogram, 600, &[]);
    }

    #[test]
    fn every_chosen_plan_can_assess_the_newest_period() {
        for cadence in [Cadence::Week, Cadence::Month, Cadence::Quarter, Cadence::Year] {
            for length in 5..420 {
                let mut period = Period::containing(jiff::civil::date(1612, 1, 2), cadence);
                let mut periods = Vec::new();
                for _ in 0..length {
                    periods.push(period);
                    period = period.next();
                }
                let figures = (0..length).map(|i| Some((4 + i * 7 % 5) as f64)).collect();
                let readings = Readings { periods, figures, reported: None };
                let window = length.min(4);
                for (plan, way) in Plan::choose((cadence, ValueUnit::Count), length, window, 100) {
                    let found = plan.run(&readings, length - window, way, Bounds::All);
                    assert_eq!(found.last().map(|a| a.index), Some(length - 1), "{plan:?}");
                    assert!(
                        found.len() == window || plan.is_for_short_series(),
                        "{plan:?} {length}"
                    );
                }
            }
        }
    }
}
