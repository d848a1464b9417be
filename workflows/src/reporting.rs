//! How completely a source reports: which of its places took part when, and how much of the newest days
//! is known by now.
//!
//! Answers: which share of a figure of single events the node can know of. A reporter that joins is no
//! epidemic, one that falls silent no fall, and a week of which half is known is held against half of
//! what is expected. It estimates shares and alters no figure.

mod absence;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use signals::delay::{DelayLaw, DelayTable, Known, Report, in_the_end};
use store::series::Reports;
use vocabulary::finding::{Finding, SeriesKey};
use vocabulary::indicator::IndicatorId;
use vocabulary::period::{Period, days_between};
use vocabulary::place::{Place, PlaceId, PlaceKind, Places};
use vocabulary::quantity::ValueUnit;

use self::absence::{Stretch, absences};
use crate::detect::plan::Plan;
use crate::number::number;

/// Which share of each figure is known, where it is not all.
pub type Reported = Arc<BTreeMap<Period, Known>>;

/// A count of which a part is known by now, and what it will probably be once all is in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nowcast {
    /// What is known by now.
    pub known: f64,
    /// The share of all that this is, 0 to 1.
    pub share: f64,
    /// What it will come to: what is known, by its share.
    pub estimate: f64,
    /// It will be at least this and at most that, nine times in ten.
    pub interval: (f64, f64),
}

/// The reporters of all sources, as could be known on a day.
#[derive(Debug, Default)]
pub struct Reporting {
    streams: BTreeMap<(String, IndicatorId), BTreeMap<PlaceId, Area>>,
}

/// The reporters of a source within one place.
#[derive(Debug, Default)]
struct Area {
    /// Events a day of all of them.
    rate: f64,
    /// Who was not there: first and last day, and events a day that would have been told.
    absent: Vec<(Stretch, f64)>,
    /// Events a day by how late they are told; those told at once are left out.
    late: Vec<(f64, Arc<DelayLaw>)>,
    /// The last day on which anything was told.
    told_until: Date,
}

impl Reporting {
    /// Learns from all reports of a vantage.
    pub fn of(reports: &[Reports]) -> Self {
        let mut streams: BTreeMap<(String, IndicatorId), Vec<&Reports>> = BTreeMap::new();
        for of_place in reports.iter().filter(|reports| !reports.days.is_empty()) {
            let stream = (of_place.source.clone(), of_place.indicator.clone());
            streams.entry(stream).or_default().push(of_place);
        }
        let learn = |(stream, places): (_, Vec<&Reports>)| (stream, areas(&places));
        Self { streams: streams.into_iter().map(learn).collect() }
    }

    /// The share of each period's figure that is known, for periods of which it is not all.
    pub fn reported(&self, key: &SeriesKey, periods: &[Period]) -> Reported {
        let stream = (key.source.clone(), key.indicator.clone());
        let area = self.streams.get(&stream).and_then(|areas| areas.get(&key.place));
        Arc::new(area.map(|area| area.reported(periods)).unwrap_or_default())
    }

    /// The share of each period's figure that those who report have told by now, where more is to come.
    pub fn told(&self, key: &SeriesKey, periods: &[Period]) -> Reported {
        let stream = (key.source.clone(), key.indicator.clone());
        let area = self.streams.get(&stream).and_then(|areas| areas.get(&key.place));
        let of = |area: &Area| {
            let fresh = periods.iter().rev().take_while(|period| area.is_fresh(period));
            let told = fresh.map(|period| (*period, area.told(period)));
            told.filter(|(_, known)| known.share < ALL).collect()
        };
        Arc::new(area.map(of).unwrap_or_default())
    }
}

impl Nowcast {
    /// Of a count of which this share is known; `None` where less than a fifth is, which tells nothing.
    pub fn of(known: f64, of_all: Known) -> Option<Self> {
        let share = of_all.share;
        let interval = in_the_end(known, of_all, LEVEL).filter(|_| share >= LEAST_TOLD)?;
        Some(Self { known, share, estimate: known / share, interval })
    }

    /// In plain words: "12 known so far; probably 15 to 22 once all is in".
    pub fn in_words(&self) -> String {
        let (least, most) = self.interval;
        let [known, least, most] = [self.known, least, most].map(|figure| number(figure.round()));
        format!("{known} known so far; probably {least} to {most} once all is in")
    }
}

/// What a count of which a part is known would be if all were told, nine times in ten; `None` where all is
/// known, and of means and shares.
pub fn in_the_end_of(finding: &Finding) -> Option<(f64, f64)> {
    let is_mean = matches!(Plan::of(&finding.method), Some(Plan::Sustained { .. }));
    let is_count = finding.series.unit == ValueUnit::Count && !is_mean;
    let share = finding.reported.filter(|_| is_count && finding.out_of.is_none())?;
    in_the_end(finding.observed, Known { share, error: 0.0 }, LEVEL)
}

impl Area {
    fn reported(&self, periods: &[Period]) -> BTreeMap<Period, Known> {
        let mut shares: BTreeMap<Period, Known> = BTreeMap::new();
        for period in periods.iter().rev().take_while(|period| self.is_fresh(period)) {
            shares.insert(*period, self.told(period));
        }
        for ((first, last), rate) in &self.absent {
            let from = periods.partition_point(|period| period.end() < *first);
            for period in periods[from..].iter().take_while(|period| period.start() <= *last) {
                let (from, to) = (period.start().max(*first), period.end().min(*last));
                let days = (days_between(from, to) + 1) as f64 / period.days() as f64;
                let known = shares.entry(*period).or_insert(Known { share: 1.0, error: 0.0 });
                // What is left may stand for less, or more, than it usually does.
                known.share = (known.share - days * rate / self.rate).max(0.0);
            }
        }
        for (period, known) in &mut shares {
            let absent = 1.0 - known.share / self.told(period).share.max(f64::MIN_POSITIVE);
            known.error = known.error.hypot(UNLIKE_ABSENT * absent.max(0.0));
        }
        shares.retain(|_, known| known.share < ALL);
        shares
    }

    fn is_fresh(&self, period: &Period) -> bool {
        !self.late.is_empty() && days_between(period.end(), self.told_until) < LONGEST_DELAY
    }

    /// What is known of a period's events, told late as they are.
    fn told(&self, period: &Period) -> Known {
        if !self.is_fresh(period) {
            return Known { share: 1.0, error: 0.0 };
        }
        let days = period.days() as f64;
        let oldest = days_between(period.start(), self.told_until);
        let ages = (oldest + 1 - period.days()).max(0)..=oldest.max(0);
        let (mut share, mut error) = (0.0, 0.0);
        for (rate, law) in &self.late {
            for age in ages.clone() {
                let known = law.known(u32::try_from(age).unwrap_or(u32::MAX));
                share += rate / days * known.share;
                error += rate / days * known.share * known.error;
            }
        }
        let late: f64 = self.late.iter().map(|(rate, _)| rate).sum();
        let at_once = (self.rate - late).max(0.0);
        let known = share + at_once;
        Known { share: known / self.rate, error: error / known.max(f64::MIN_POSITIVE) }
    }
}

/// What the reporters of a source tell, for each place and all places around it.
fn areas(reporters: &[&Reports]) -> BTreeMap<PlaceId, Area> {
    let days = || reporters.iter().flat_map(|of_place| &of_place.days);
    let told_until = days().map(|(_, known, _)| *known).max().unwrap_or_default();
    let first = days().map(|(on, _, _)| *on).min().unwrap_or_default();
    let last = days().map(|(on, _, _)| *on).max().unwrap_or_default();
    let laws = laws(reporters, told_until);
    let mut areas: BTreeMap<PlaceId, Area> = BTreeMap::new();
    let mut by_place: BTreeMap<&PlaceId, (&Reports, f64)> = BTreeMap::new();
    for of_place in reporters {
        by_place.insert(&of_place.place, (of_place, events(&of_place.days)));
    }
    for of_place in reporters {
        let law = laws.get(&country_of(&of_place.place));
        let (gone, rate) = absences(of_place, (first, last), law.map(|law| (&**law, told_until)));
        let above = Places::shipped().ancestors(&of_place.place);
        // What is told of the county no more may be told of the state alone: then the state lacks nothing.
        let told_above = |stretch: &Stretch| -> f64 {
            let direct = above.iter().filter_map(|place| by_place.get(place));
            direct.map(|wide| surplus(*wide, *stretch, (first, last))).sum()
        };
        let lacking: Vec<Stretch> = gone
            .iter()
            .filter(|stretch| told_above(stretch) < rate * days_in(**stretch) / 2.0)
            .copied()
            .collect();
        let places: BTreeSet<&PlaceId> = above.iter().chain([&of_place.place]).collect();
        for place in places {
            let gone = if *place == of_place.place { &gone } else { &lacking };
            let area = areas.entry(place.clone()).or_default();
            area.told_until = told_until;
            area.rate += rate;
            area.absent.extend(gone.iter().map(|stretch| (*stretch, rate)));
            if let Some(law) = law {
                match area.late.iter_mut().find(|(_, known)| Arc::ptr_eq(known, law)) {
                    Some((sum, _)) => *sum += rate,
                    None => area.late.push((rate, Arc::clone(law))),
                }
            }
        }
    }
    areas
}

/// Events that a place told of in a stretch beyond what it tells otherwise.
fn surplus((of_place, total): (&Reports, f64), stretch: Stretch, observed: Stretch) -> f64 {
    let days = &of_place.days;
    let from = days.partition_point(|(on, _, _)| *on < stretch.0);
    let to = days.partition_point(|(on, _, _)| *on <= stretch.1);
    let inside = events(&days[from..to]);
    let other_days = (days_in(observed) - days_in(stretch)).max(1.0);
    inside - (total - inside) / other_days * days_in(stretch)
}

fn events(days: &[(Date, Date, u32)]) -> f64 {
    days.iter().map(|(_, _, count)| f64::from(*count)).sum()
}

fn days_in((first, last): Stretch) -> f64 {
    (days_between(first, last) + 1).max(0) as f64
}

/// How late each country reports; nothing where it cannot be told from the reports.
fn laws(reporters: &[&Reports], told_until: Date) -> BTreeMap<PlaceId, Arc<DelayLaw>> {
    let mut at_once: BTreeMap<Date, u64> = BTreeMap::new();
    for (_, known, count) in reporters.iter().flat_map(|of_place| &of_place.days) {
        *at_once.entry(*known).or_default() += u64::from(*count);
    }
    let all: u64 = at_once.values().sum();
    // A file of years of events says when it came, and not when each event was first known.
    at_once.retain(|_, count| *count as f64 > LARGEST_FILE * all as f64);
    let mut days_told = BTreeSet::new();
    let mut tables: BTreeMap<PlaceId, DelayTable> = BTreeMap::new();
    let mut everyone = DelayTable::of([], LONGEST_DELAY as u32, LEARNT_FROM_DAYS);
    for of_place in reporters {
        let told = of_place.days.iter().filter(|(_, known, _)| !at_once.contains_key(known));
        let reports: Vec<Report> = told
            .filter_map(|(on, known, count)| {
                let age = u32::try_from(days_between(*on, told_until)).ok()?;
                let delay = u32::try_from(days_between(*on, *known).max(0)).ok()?;
                if days_between(*known, told_until) < YEAR_DAYS {
                    days_told.insert(*known);
                }
                Some(Report { age, delay, count: *count })
            })
            .collect();
        let table = DelayTable::of(reports, LONGEST_DELAY as u32, LEARNT_FROM_DAYS);
        everyone.add(&table);
        let of_country = tables.entry(country_of(&of_place.place));
        of_country.and_modify(|known| known.add(&table)).or_insert(table);
    }
    if days_told.len() < LEAST_DAYS_TOLD || everyone.reports() < LEAST_REPORTS {
        return BTreeMap::new();
    }
    tables.into_iter().map(|(country, table)| (country, Arc::new(table.law(&everyone)))).collect()
}

/// The country of a place; the place itself where there is none.
fn country_of(place: &PlaceId) -> PlaceId {
    let shipped = Places::shipped();
    let is_country = |id: &PlaceId| shipped.get(id).map(Place::kind) == Some(PlaceKind::Country);
    let above = shipped.ancestors(place);
    above.into_iter().find(is_country).unwrap_or_else(|| place.clone())
}

/// What a count will come to lies within what is said this often.
const LEVEL: f64 = 0.9;
/// A smaller share of a count tells nothing of the whole.
const LEAST_TOLD: f64 = 0.2;
/// Whatever comes later is not waited for.
const LONGEST_DELAY: i64 = 400;
/// Delays are those of events of half a year, so that they may change.
const LEARNT_FROM_DAYS: u32 = 182;
/// A day on which a larger share of all events came to be known is that of a file.
const LARGEST_FILE: f64 = 0.1;
/// Whoever tells on fewer days of a year tells in batches: then nothing is known of the newest days, and all of
/// those before.
const LEAST_DAYS_TOLD: usize = 26;
const YEAR_DAYS: i64 = 364;
/// Fewer reports say nothing of delays.
const LEAST_REPORTS: f64 = 100.0;
/// As good as all.
const ALL: f64 = 0.995;
/// By how much the part of a place that does not report may differ from the rest: a standard deviation of
/// its logarithm, assumed.
const UNLIKE_ABSENT: f64 = 0.2;

#[cfg(test)]
mod tests;
