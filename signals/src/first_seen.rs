//! The first-seen rule: has a substance appeared that this place and indicator never reported before?
//!
//! It does not count; one report is enough. It does not know substances: the caller hands in the
//! reports of one substance, place and indicator.

use jiff::civil::Date;

/// When a first report is news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstSeenSettings {
    /// A first report stays news for this many days, the day itself not counted.
    pub news_for_days: u32,
    /// The indicator must have been observed this many days before a first report means anything.
    pub history_days: u32,
}

impl FirstSeenSettings {
    /// News for four weeks, after a year of observation.
    pub fn yearly_history() -> Self {
        Self { news_for_days: 28, history_days: 365 }
    }
}

/// The first report of a substance, and what it means on the day that asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstSeen {
    /// Day of the first report.
    pub first_on: Date,
    /// What that means.
    pub novelty: Novelty,
}

/// What a first report means on the day that asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Novelty {
    /// First report, recent, after a long enough history without one: an alarm.
    New,
    /// First report, but the indicator was too young then to say it was not there before.
    IndicatorTooYoung,
    /// First reported longer ago.
    Known,
}

/// Finds the first report and says whether it is news on `as_of`; `None` without a report by then.
///
/// - Shape: `reported_on` in any order, repeats allowed; days after `as_of` are not known yet and do not
///   count.
///
/// ```
/// use jiff::civil::date;
/// use signals::{FirstSeenSettings, first_seen, first_seen::Novelty};
///
/// let reports = [date(2026, 3, 2), date(2026, 3, 20)];
/// let settings = FirstSeenSettings::yearly_history();
/// let found = first_seen(&reports, date(2020, 1, 1), date(2026, 3, 21), settings).unwrap();
/// assert_eq!((found.first_on, found.novelty), (date(2026, 3, 2), Novelty::New));
/// ```
pub fn first_seen(
    reported_on: &[Date],
    observed_since: Date,
    as_of: Date,
    settings: FirstSeenSettings,
) -> Option<FirstSeen> {
    let first_on = reported_on.iter().copied().filter(|day| *day <= as_of).min()?;
    let novelty = if days_between(first_on, as_of) > i64::from(settings.news_for_days) {
        Novelty::Known
    } else if days_between(observed_since, first_on) < i64::from(settings.history_days) {
        Novelty::IndicatorTooYoung
    } else {
        Novelty::New
    };
    Some(FirstSeen { first_on, novelty })
}

fn days_between(earlier: Date, later: Date) -> i64 {
    i64::from((later - earlier).get_days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn check(reported_on: &[Date], as_of: Date, expected: Option<Novelty>) {
        let settings = FirstSeenSettings { news_for_days: 14, history_days: 100 };
        let since = date(2026, 1, 1);
        let found = first_seen(reported_on, since, as_of, settings);
        assert_eq!(found.map(|found| found.novelty), expected, "{reported_on:?} as of {as_of}");
    }

    #[test]
    fn a_first_report_is_news_for_its_time_only() {
        let reports = [date(2026, 6, 1), date(2026, 6, 3)];
        check(&reports, date(2026, 5, 31), None);
        check(&reports, date(2026, 6, 1), Some(Novelty::New));
        check(&reports, date(2026, 6, 15), Some(Novelty::New));
        check(&reports, date(2026, 6, 16), Some(Novelty::Known));
    }

    #[test]
    fn a_young_indicator_has_no_first_reports() {
        check(&[date(2026, 4, 10)], date(2026, 4, 11), Some(Novelty::IndicatorTooYoung));
        check(&[date(2026, 4, 11)], date(2026, 4, 11), Some(Novelty::New));
    }

    #[test]
    fn order_and_repeats_do_not_matter() {
        let mut reports = vec![date(2026, 7, 9), date(2026, 6, 1), date(2026, 6, 1)];
        check(&reports, date(2026, 6, 2), Some(Novelty::New));
        reports.reverse();
        check(&reports, date(2026, 6, 2), Some(Novelty::New));
        check(&[], date(2026, 6, 2), None);
    }
}
