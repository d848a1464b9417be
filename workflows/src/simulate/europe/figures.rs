//! The figures that a node would read from the synthetic files, without files or a node.
//!
//! Events count for the classes and places above them as in the store: each class and place once.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;
use rust_decimal::Decimal;
use store::series::{FIRST_DAYS, Figures, Reports};
use vocabulary::finding::SeriesKey;
use vocabulary::indicator::IndicatorId;
use vocabulary::period::{Cadence, Period, add_days, days_between};
use vocabulary::place::{PlaceId, Places};
use vocabulary::quantity::ValueUnit;
use vocabulary::submission::Absent;
use vocabulary::substance::{SubstanceId, Substances};

use super::Europe;
use super::catalogue::{SOURCES, substance};
use super::events::Event;
use super::measures::Measure;
use crate::hierarchy::everything;

/// Day of an event, day on which it was known, and its substance.
type Told = (u16, u16, u8);

/// All series of events with the days on which each event occurred and was known.
pub struct Lifted {
    first_day: Date,
    /// Each day of the calendar, and the days behind it.
    days: Vec<Period>,
    series: Vec<(SeriesKey, Vec<(u16, u16)>)>,
    /// Of each source and region: days of events, days on which they were known, and substances; in order.
    told: BTreeMap<(u8, u16), Vec<Told>>,
    regions: Vec<PlaceId>,
    measures: Vec<Measure>,
}

impl Lifted {
    /// Lifts all events to the classes and places above them.
    pub fn of(europe: &Europe) -> Self {
        let substances = Above::of(|id: &SubstanceId| Substances::shipped().ancestors(id));
        let places = Above::of(|id: &PlaceId| Places::shipped().ancestors(id));
        let mut lifting =
            Lifting { substances, places, sets: HashMap::new(), cells: HashMap::new() };
        let mut told: BTreeMap<(u8, u16), Vec<Told>> = BTreeMap::new();
        for event in &europe.events.reported {
            let of_region = told.entry((event.source, event.region)).or_default();
            of_region.push((event.day, event.known, event.substance));
            lifting.add(event, &europe.map.regions[usize::from(event.region)].place);
        }
        for days in told.values_mut() {
            days.sort_unstable();
        }
        let mut series = lifting.finish();
        series.sort_by(|(a, _), (b, _)| a.cmp(b));
        let end = europe.days();
        let day = |day: u16| {
            Period::containing(add_days(europe.first_day(), i64::from(day)), Cadence::Day)
        };
        Self {
            first_day: europe.first_day(),
            days: (0..end).map(day).collect(),
            series,
            told,
            regions: europe.map.regions.iter().map(|region| region.place.clone()).collect(),
            measures: europe.measures.clone(),
        }
    }

    /// Series of events that there will be, by week and by month.
    pub fn series(&self) -> usize {
        2 * self.series.len()
    }

    /// What could be known on a day.
    pub fn figures(&self, as_of: Date) -> Vec<Figures> {
        let today = days_between(self.first_day, as_of);
        let mut figures = Vec::with_capacity(self.series.len());
        for (key, events) in &self.series {
            let known = |(_, known): &&(u16, u16)| i64::from(*known) <= today;
            let mut points: Vec<(Period, Option<Decimal>)> = Vec::new();
            let known: Vec<u16> = events.iter().filter(known).map(|(day, _)| *day).collect();
            for same in known.chunk_by(|a, b| a == b) {
                points.push((self.days[usize::from(same[0])], Some(Decimal::from(same.len()))));
            }
            if !points.is_empty() {
                let (series, absent) = (key.clone(), Absent::Zero);
                figures.push(Figures { series, is_stated: false, absent, points });
            }
        }
        figures.extend(self.measured(as_of));
        figures.sort_by(|a, b| a.series.cmp(&b.series));
        figures
    }

    /// When events happened and when they were known, as could be known on a day.
    pub fn reports(&self, as_of: Date) -> Vec<Reports> {
        let today = days_between(self.first_day, as_of);
        let day = |day: u16| self.days.get(usize::from(day)).map_or(as_of, Period::start);
        let reports = self.told.iter().map(|((source, region), told)| {
            let is_known = |(_, known, _): &&Told| i64::from(*known) <= today;
            let known: Vec<Told> = told.iter().filter(is_known).copied().collect();
            let days = known.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1));
            let end = known.first().map_or(0, |(first, _, _)| i32::from(*first) + FIRST_DAYS);
            let at_first = known.iter().take_while(|(on, _, _)| i32::from(*on) < end);
            let kinds: BTreeSet<u8> = at_first.map(|(_, _, substance)| *substance).collect();
            let source = &SOURCES[usize::from(*source)];
            Reports {
                source: source.name.to_owned(),
                indicator: IndicatorId::parse(source.indicator).expect("an indicator"),
                place: self.regions[usize::from(*region)].clone(),
                kinds_at_first: kinds.len(),
                days: days
                    .map(|same| (day(same[0].0), day(same[0].1), same.len() as u32))
                    .collect(),
            }
        });
        reports.collect()
    }

    fn measured(&self, as_of: Date) -> Vec<Figures> {
        let mut by_key: BTreeMap<SeriesKey, Vec<(Period, Option<Decimal>)>> = BTreeMap::new();
        for measure in self.measures.iter().filter(|measure| measure.known <= as_of) {
            let key = SeriesKey {
                source: measure.of.source.to_owned(),
                indicator: IndicatorId::parse(measure.of.indicator).expect("an indicator"),
                substance: substance(measure.substance),
                place: measure.place.clone(),
                cadence: measure.of.cadence,
                unit: measure.of.unit(),
                part: None,
            };
            by_key.entry(key).or_default().push((measure.period, Some(measure.value)));
        }
        let figures =
            |(series, points)| Figures { series, is_stated: true, absent: Absent::Unknown, points };
        by_key.into_iter().map(figures).collect()
    }
}

/// Ids with a number each, and what stands above them.
struct Above<Id> {
    ids: Vec<Id>,
    numbers: BTreeMap<Id, u16>,
    ancestors: fn(&Id) -> Vec<Id>,
}

impl<Id: Ord + Clone> Above<Id> {
    fn of(ancestors: fn(&Id) -> Vec<Id>) -> Self {
        Self { ids: Vec::new(), numbers: BTreeMap::new(), ancestors }
    }

    fn number(&mut self, id: &Id) -> u16 {
        if let Some(number) = self.numbers.get(id) {
            return *number;
        }
        let number = u16::try_from(self.ids.len()).expect("fewer than 65,536 ids");
        self.ids.push(id.clone());
        self.numbers.insert(id.clone(), number);
        number
    }

    /// The id itself and all above it.
    fn all(&mut self, id: &Id) -> BTreeSet<u16> {
        let mut above = (self.ancestors)(id);
        above.push(id.clone());
        above.iter().map(|id| self.number(id)).collect()
    }
}

/// Source, substance and place, by number.
type Cell = (u8, u16, u16);

/// Substance, a second one, and region of an event.
type Named = (u8, Option<u8>, u16);

/// Numbers of classes, and of places.
type Counted = (Vec<u16>, Vec<u16>);

struct Lifting {
    substances: Above<SubstanceId>,
    places: Above<PlaceId>,
    /// What a substance, or two together, count for; and what a region does.
    sets: HashMap<Named, Counted>,
    cells: HashMap<Cell, Vec<(u16, u16)>>,
}

impl Lifting {
    fn add(&mut self, event: &Event, place: &PlaceId) {
        let Self { substances, places, sets, cells } = self;
        let what = (event.substance, event.also, event.region);
        let (classes, areas) = sets.entry(what).or_insert_with(|| {
            let mut classes = substances.all(&substance(event.substance));
            if let Some(also) = event.also {
                classes.extend(substances.all(&substance(also)));
            }
            classes.extend(substances.all(&everything()));
            (classes.into_iter().collect(), places.all(place).into_iter().collect())
        });
        for class in classes.iter() {
            for area in areas.iter() {
                let cell = cells.entry((event.source, *class, *area)).or_default();
                cell.push((event.day, event.known));
            }
        }
    }

    fn finish(self) -> Vec<(SeriesKey, Vec<(u16, u16)>)> {
        let Self { substances, places, cells, .. } = self;
        let series = |((source, substance, place), mut events): (Cell, Vec<(u16, u16)>)| {
            events.sort_unstable();
            let source = &SOURCES[usize::from(source)];
            let key = SeriesKey {
                source: source.name.to_owned(),
                indicator: IndicatorId::parse(source.indicator).expect("an indicator"),
                substance: substances.ids[usize::from(substance)].clone(),
                place: places.ids[usize::from(place)].clone(),
                cadence: Cadence::Day,
                unit: ValueUnit::Count,
                part: None,
            };
            (key, events)
        };
        cells.into_iter().map(series).collect()
    }
}
