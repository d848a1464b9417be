//! Figures become series: complete periods only, zeros where the source lists every event.
//!
//! Answers: which series there are at a vantage and what each says, period by period. A source's
//! own total is preferred to the sum of its parts; day figures are read by week and by month; years
//! that do not start in January are years.

pub mod names;
mod years;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use signals::delay::Known;
use store::sealing::plain_digest;
use store::series::{Figures, LEAST_OF_A_PART};
use vocabulary::finding::SeriesKey;
use vocabulary::indicator::{self, AdditiveOver, IndicatorId};
use vocabulary::period::{Cadence, Period};
use vocabulary::place::{Place, PlaceId, PlaceKind, Places};
use vocabulary::quantity::ValueUnit;
use vocabulary::submission::{Absent, Digest};
use vocabulary::substance::{SubstanceId, SubstanceKind, Substances};

use self::years::years_of_spans;
use crate::detect::plan::{Plan, Readings};
use crate::hierarchy::is_everything;
use crate::reporting::{Nowcast, Reported, Reporting};

/// One series: consecutive periods, oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What it counts.
    pub key: SeriesKey,
    /// Consecutive complete periods; `None` where the figure is not known.
    pub points: Vec<(Period, Option<Decimal>)>,
    /// Whether it was added up from days, so that the same figures stand by week and by month.
    pub is_from_days: bool,
    /// Whether its place is the largest that its source has figures for.
    pub is_whole_coverage: bool,
    /// The share of the figures that is known, of periods of which it is not all.
    pub reported: Reported,
    /// The share of the newest figures that those who report have told by now.
    pub told: Reported,
}

/// When a source was looking: the stretch over which a period without a row means something.
#[derive(Clone, Debug)]
struct Observed {
    first: Period,
    last: Period,
    /// The days on which a source told anything, where it may not have looked on others; of figures by day alone.
    told: BTreeSet<Period>,
}

type Stream = (String, IndicatorId, Cadence);

impl Series {
    /// The first period with a figure above zero.
    pub fn first_above_zero(&self) -> Option<Period> {
        let is_above = |value: &Option<Decimal>| value.is_some_and(|value| value > Decimal::ZERO);
        self.points.iter().find(|(_, value)| is_above(value)).map(|(period, _)| *period)
    }

    /// What the count of a period will probably be once all is in; `None` where all is, and of amounts.
    pub fn nowcast(&self, period: &Period) -> Option<Nowcast> {
        let told = self.told.get(period).filter(|_| self.key.unit == ValueUnit::Count)?;
        let at = self.points.binary_search_by(|(at, _)| at.cmp(period)).ok()?;
        Nowcast::of(self.points[at].1?.to_f64()?, *told)
    }

    /// Digest of the series in one canonical text.
    pub fn digest(&self) -> Digest {
        let mut text = self.key.to_string();
        for (period, value) in &self.points {
            let value = value.map_or_else(|| "?".to_owned(), |value| value.normalize().to_string());
            text.extend(["\n", &period.to_string(), " ", &value]);
            if let Some(Known { share, error }) = self.reported.get(period) {
                let bits = [share, error].map(|figure| format!(" {:016x}", figure.to_bits()));
                text.extend(bits);
            }
        }
        plain_digest(text.as_bytes())
    }

    /// The longest stretch of known whole counts up to the last period: periods and counts.
    ///
    /// - Shape: empty when the last figure is unknown or not a whole count.
    pub fn recent_counts(&self) -> (Vec<Period>, Vec<u32>) {
        let known = self.points.iter().rev().map_while(|(period, value)| {
            let count = value.filter(|value| value.fract().is_zero())?;
            Some((*period, u32::try_from(count).ok()?))
        });
        let mut known: Vec<(Period, u32)> = known.collect();
        known.reverse();
        known.into_iter().unzip()
    }

    /// The figures that a plan reads: for short series all from the first to the last known one, gaps
    /// and all; for the others the recent counts.
    pub fn figures_for(&self, plan: &Plan) -> Readings {
        let (periods, mut figures) = if plan.is_for_short_series() {
            self.known_figures()
        } else {
            let (periods, counts) = self.recent_counts();
            (periods, counts.into_iter().map(|count| Some(f64::from(count))).collect())
        };
        let all = Known { share: 1.0, error: 0.0 };
        let share_of = |period| self.reported.get(period).copied().unwrap_or(all);
        let reported: Vec<Known> = periods.iter().map(share_of).collect();
        // A first report is one, however few others are known.
        if !matches!(plan, Plan::FirstSeen { .. }) {
            let least = plan.least_reported();
            for (figure, known) in figures.iter_mut().zip(&reported) {
                *figure = figure.filter(|_| known.share >= least);
            }
        }
        let is_whole = reported.iter().all(|known| *known == all);
        Readings { periods, figures, reported: (!is_whole).then_some(reported) }
    }

    /// All figures from the first to the last known one.
    pub fn known_figures(&self) -> (Vec<Period>, Vec<Option<f64>>) {
        let is_known = |point: &(Period, Option<Decimal>)| point.1.is_some();
        let first = self.points.iter().position(is_known).unwrap_or(0);
        let end = self.points.iter().rposition(is_known).map_or(0, |last| last + 1);
        let number = |value: Option<Decimal>| value.and_then(|value| value.to_f64());
        let known = self.points.get(first..end).unwrap_or_default();
        known.iter().map(|(period, value)| (*period, number(*value))).unzip()
    }
}

/// Series from figures, sorted by series; of places that did not report from the start, from when they do.
pub fn build_series(figures: &[Figures], reporting: &Reporting) -> Vec<Series> {
    let years = years_of_spans(figures);
    let observed = observed_stretches(figures.iter().chain(&years));
    let same_series = |a: &Figures, b: &Figures| a.series == b.series;
    let mut series = Vec::new();
    for same in figures.chunk_by(same_series).chain(years.chunk_by(same_series)) {
        let key = &same[0].series;
        let kept = prefer_stated(same);
        let stream = (key.source.clone(), key.indicator.clone(), key.cadence);
        let Some(observed) = observed.get(&stream) else { continue };
        match key.cadence {
            Cadence::Day => {
                series.extend(
                    [Cadence::Week, Cadence::Month].map(|to| bucket(key, kept, observed, to)),
                );
            }
            Cadence::Span => {}
            _ => series.push(fill(key, kept, observed)),
        }
    }
    tell_reported(&mut series, reporting);
    series.retain(|series| !series.points.is_empty());
    series.sort_by(|a, b| a.key.cmp(&b.key));
    mark_whole_coverage(&mut series);
    series.retain(is_kept);
    drop_repeats(name_the_only_country(series))
}

/// Tells of each series of events which share of its figures is known.
fn tell_reported(series: &mut [Series], reporting: &Reporting) {
    type Shares = (Reported, Reported);
    let mut known: HashMap<(Stream, PlaceId, Option<Period>), Shares> = HashMap::new();
    for s in series.iter_mut().filter(|s| s.is_from_days) {
        let stream = (s.key.source.clone(), s.key.indicator.clone(), s.key.cadence);
        let first = s.points.first().map(|(period, _)| *period);
        let (of_place, told) =
            known.entry((stream, s.key.place.clone(), first)).or_insert_with(|| {
                let periods: Vec<Period> = s.points.iter().map(|(period, _)| *period).collect();
                (reporting.reported(&s.key, &periods), reporting.told(&s.key, &periods))
            });
        s.told = Reported::clone(told);
        s.reported = Reported::clone(of_place);
        let is_nobody = |period| of_place.get(period).is_some_and(|known| known.share < NOBODY);
        let before = s.points.iter().take_while(|(period, _)| is_nobody(period)).count();
        s.points.drain(..before);
    }
}

/// A share of the reporters that is as good as none.
const NOBODY: f64 = 0.02;

/// Marks series of the places that no other place of the same source and indicator contains.
fn mark_whole_coverage(series: &mut [Series]) {
    let mut places: BTreeMap<(String, IndicatorId), BTreeSet<PlaceId>> = BTreeMap::new();
    for s in series.iter() {
        let stream = (s.key.source.clone(), s.key.indicator.clone());
        places.entry(stream).or_default().insert(s.key.place.clone());
    }
    for s in series.iter_mut() {
        let stream = (s.key.source.clone(), s.key.indicator.clone());
        let above = Places::shipped().ancestors(&s.key.place);
        s.is_whole_coverage = !above.iter().any(|place| places[&stream].contains(place));
    }
}

/// Leaves out totals over countries that say figure for figure what one country says: it alone reports,
/// and speaks for the whole.
fn name_the_only_country(mut series: Vec<Series>) -> Vec<Series> {
    let kind = |place: &PlaceId| Places::shipped().get(place).map(Place::kind);
    let mut above = BTreeSet::new();
    // Places of one source, indicator, substance, cadence and unit.
    let mut same: HashMap<SeriesKey, Vec<usize>> = HashMap::new();
    let world = PlaceId::parse("world").expect("an id");
    for (index, s) in series.iter().enumerate() {
        same.entry(SeriesKey { place: world.clone(), ..s.key.clone() }).or_default().push(index);
    }
    for group in same.values().filter(|group| group.len() > 1) {
        let is_country =
            |index: &&usize| kind(&series[**index].key.place) == Some(PlaceKind::Country);
        let countries: Vec<usize> = group.iter().filter(is_country).copied().collect();
        let [country] = countries[..] else { continue };
        let is_above = |wide: &usize| {
            let wide = &series[*wide];
            matches!(kind(&wide.key.place), Some(PlaceKind::World | PlaceKind::Bloc))
                && wide.points == series[country].points
        };
        let repeats: Vec<usize> = group.iter().filter(|wide| is_above(wide)).copied().collect();
        let speaks_for_all = repeats.iter().any(|wide| series[*wide].is_whole_coverage);
        series[country].is_whole_coverage |= speaks_for_all;
        above.extend(repeats);
    }
    let keep = |(index, s): (usize, Series)| (!above.contains(&index)).then_some(s);
    series.into_iter().enumerate().filter_map(keep).collect()
}

/// Of parts those of events that add up over parts, in a country or all that a source covers, unless they are
/// too few to say anything; and where the source tells days, week by week alone.
fn is_kept(series: &Series) -> bool {
    let Some(definition) = indicator::get(series.key.indicator.as_str()) else { return true };
    let known = || series.points.iter().filter_map(|(_, value)| *value);
    let kind = || Places::shipped().get(&series.key.place).map(Place::kind);
    series.key.part.is_none()
        || series.key.unit == ValueUnit::Count
            && (series.is_whole_coverage || kind() == Some(PlaceKind::Country))
            && !(series.is_from_days && series.key.cadence == Cadence::Month)
            && definition.additive_over.contains(&AdditiveOver::Subgroup)
            && known().sum::<Decimal>() >= LEAST_OF_A_PART.into()
}

/// Leaves out a class that says figure for figure what one of its substances says, and a part that is all
/// of its whole.
fn drop_repeats(series: Vec<Series>) -> Vec<Series> {
    let mut same: HashMap<(Stream, &PlaceId, u64), Vec<&SeriesKey>> = HashMap::new();
    let signature = |s: &Series| {
        let mut hasher = DefaultHasher::new();
        s.points.hash(&mut hasher);
        hasher.finish()
    };
    let group = |s: &Series| (s.key.source.clone(), s.key.indicator.clone(), s.key.cadence);
    for s in &series {
        same.entry((group(s), &s.key.place, signature(s))).or_default().push(&s.key);
    }
    let mut members: HashMap<(Stream, &PlaceId), Vec<&SubstanceId>> = HashMap::new();
    for s in &series {
        members.entry((group(s), &s.key.place)).or_default().push(&s.key.substance);
    }
    let repeats = |s: &Series| {
        let SeriesKey { substance, part, .. } = &s.key;
        let is_beside = |other: &SubstanceId| {
            goes_before(other, substance)
                && members[&(group(s), &s.key.place)].iter().any(|member| {
                    let above = Substances::shipped().ancestors(member);
                    above.contains(other) && above.contains(substance)
                })
        };
        same[&(group(s), &s.key.place, signature(s))].iter().any(|other| {
            if other.substance == *substance {
                return other.part.is_none() && part.is_some();
            }
            other.part == *part
                && (is_everything(substance)
                    || Substances::shipped().ancestors(&other.substance).contains(substance)
                    || is_beside(&other.substance))
        })
    };
    let keep: Vec<bool> = series.iter().map(|s| !repeats(s)).collect();
    series.into_iter().zip(keep).filter_map(|(s, keep)| keep.then_some(s)).collect()
}

/// Of two classes neither of which holds the other, the narrower goes before the wider.
fn goes_before(one: &SubstanceId, other: &SubstanceId) -> bool {
    let shipped = Substances::shipped();
    let is_class = |id| shipped.get(id).is_some_and(|s| s.kind() == SubstanceKind::Class);
    let order = |id: &SubstanceId| (std::cmp::Reverse(shipped.ancestors(id).len()), id.clone());
    is_class(one)
        && is_class(other)
        && !shipped.ancestors(one).contains(other)
        && !shipped.ancestors(other).contains(one)
        && order(one) < order(other)
}

/// Over all substances and places, the first and last period each source has a figure for.
fn observed_stretches<'a>(
    figures: impl Iterator<Item = &'a Figures>,
) -> BTreeMap<Stream, Observed> {
    let mut stretches: BTreeMap<Stream, Observed> = BTreeMap::new();
    for Figures { series: key, points, absent, .. } in figures {
        let Some(((first, _), (last, _))) = points.first().zip(points.last()) else { continue };
        let stream = (key.source.clone(), key.indicator.clone(), key.cadence);
        let new = || Observed { first: *first, last: *last, told: BTreeSet::new() };
        let stretch = stretches.entry(stream).or_insert_with(new);
        if key.cadence == Cadence::Day && *absent == Absent::Unknown {
            stretch.told.extend(points.iter().map(|(day, _)| *day));
        }
        stretch.first = stretch.first.min(*first);
        stretch.last = stretch.last.max(*last);
    }
    stretches
}

/// The source's own totals where it states any; else the sums of its parts.
fn prefer_stated(same: &[Figures]) -> &[Figures] {
    // Single events are never totals: those placed exactly and those lifted add up.
    if same[0].series.cadence == Cadence::Day {
        return same;
    }
    let first_stated = same.iter().position(|figures| figures.is_stated);
    first_stated.map_or(same, |at| &same[at..])
}

/// Day figures added up over the complete weeks or months within the observed stretch. A week without any is none
/// where the source lists every event; where it may not have looked, only if it told anything at all in that week.
fn bucket(key: &SeriesKey, figures: &[Figures], observed: &Observed, cadence: Cadence) -> Series {
    let key = SeriesKey { cadence, ..key.clone() };
    let mut sums: BTreeMap<Period, Option<Decimal>> = BTreeMap::new();
    let first = Period::containing(observed.first.start(), cadence);
    let first = if first.start() < observed.first.start() { first.next() } else { first };
    let mut period = first;
    while period.end() <= observed.last.end() {
        sums.insert(period, Some(Decimal::ZERO));
        period = period.next();
    }
    for (day, value) in figures.iter().flat_map(|figures| &figures.points) {
        if let Some(sum) = sums.get_mut(&Period::containing(day.start(), cadence)) {
            *sum = sum.zip(*value).map(|(sum, value)| sum + value);
        }
    }
    if figures.iter().any(|figures| figures.absent == Absent::Unknown) {
        let within = |day: &Period| Period::containing(day.start(), cadence);
        let told: BTreeSet<Period> = observed.told.iter().map(within).collect();
        let untold = sums.iter_mut().filter(|(period, _)| !told.contains(period));
        untold.for_each(|(_, sum)| *sum = None);
    }
    Series {
        key,
        points: sums.into_iter().collect(),
        is_from_days: true,
        is_whole_coverage: false,
        reported: Reported::default(),
        told: Reported::default(),
    }
}

/// Figures of one cadence with the periods between them filled.
fn fill(key: &SeriesKey, figures: &[Figures], observed: &Observed) -> Series {
    let known = || figures.iter().flat_map(|figures| &figures.points);
    let absent_is_zero = figures.iter().all(|figures| figures.absent == Absent::Zero);
    let bounds = known().map(|(period, _)| *period).min().zip(known().map(|(p, _)| *p).max());
    let (first, last) = match bounds {
        Some(bounds) if !absent_is_zero => bounds,
        _ => (observed.first, observed.last),
    };
    let absent = absent_is_zero.then_some(Decimal::ZERO);
    let mut known = known().peekable();
    let mut points = Vec::new();
    let mut period = first;
    while period <= last {
        let value = known.next_if(|(at, _)| *at == period).map_or(absent, |(_, value)| *value);
        points.push((period, value));
        period = period.next();
    }
    Series {
        key: key.clone(),
        points,
        is_from_days: false,
        is_whole_coverage: false,
        reported: Reported::default(),
        told: Reported::default(),
    }
}

#[cfg(test)]
#[path = "series/tests.rs"]
mod tests;
