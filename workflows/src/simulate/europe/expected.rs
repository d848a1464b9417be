//! What was to be expected of the figures that a scenario touches, with it and without it.
//!
//! Answers, for one scenario and as known on a day: which weeks of which source, substance and region it
//! touches, what was seen there, and from what that was drawn. It draws nothing, and judges nothing.

use std::collections::HashMap;

use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive as _;
use vocabulary::period::days_between;

use super::Europe;
use super::catalogue::{SOURCES, listed};
use super::events::{Cell, DISPERSION};
use super::scenarios::Wave;

/// What a scenario touches, as known on a day.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Touched {
    pub weeks: Vec<TouchedWeek>,
    pub measures: Vec<TouchedMeasure>,
}

/// A week of one source, substance and region.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TouchedWeek {
    pub source: &'static str,
    /// Shape of the gamma factor of mean 1 that all usual events of the week share; `None` without one.
    pub shape: Option<f64>,
    pub days: Vec<TouchedDay>,
}

/// A day of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TouchedDay {
    /// Events that are known.
    pub count: u32,
    /// Mean of the usual events that would be known.
    pub usual: f64,
    /// Share of them that the scenario leaves.
    pub left: f64,
    /// Mean of the known cases that other scenarios add.
    pub others: f64,
    /// What the scenario adds.
    pub added: Added,
}

/// Cases that a scenario adds to the count of a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Added {
    /// A Poisson count of this mean, of which only the known count.
    Cases(f64),
    /// Each of so many known events has this chance of naming the substance too.
    Named { among: u32, chance: f64 },
}

/// A figure that a scenario moves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TouchedMeasure {
    pub source: &'static str,
    /// Standard deviations by which its log lies above what is usual.
    pub score: f64,
    /// Standard deviations by which the scenario moves it.
    pub shift: f64,
}

/// Source, substance, region and day.
type Place = (u8, u8, u16, u16);

impl Europe {
    /// What the scenario of this number, in the order of [`Europe::truths`], touches as known on a day.
    ///
    /// - Shape: weeks and figures that it leaves as they are do not appear. Xylazine and medetomidine
    ///   count as found in the heroin that is known of the same day.
    pub(crate) fn touched(&self, number: usize, as_of: Date) -> Touched {
        let wave = &self.waves[number];
        let last = self.days() - 1;
        let today = days_between(self.first_day(), as_of).clamp(0, i64::from(last)) as u16;
        let mut touched = Touched { weeks: Vec::new(), measures: self.moved(number, as_of) };
        if today < wave.starts {
            return touched;
        }
        let world = self.world();
        let counts = self.known_counts(wave, today);
        let mut substances = vec![usize::from(listed("heroin")), usize::from(wave.substance)];
        substances.dedup();
        for source in 0..SOURCES.len() {
            for region in wave.regions.iter().copied() {
                let reporting = &world.reporting(source, self.map.regions[region].country);
                let joins = world.joins(source, region);
                for substance in substances.iter().copied() {
                    let world = &world;
                    let cell = Cell { world, reporting, joins, source, substance, region };
                    let weeks = wave.starts / 7..=today / 7;
                    let weeks = weeks.map(|week| cell.week(number, (week, today), &counts));
                    touched.weeks.extend(weeks.filter(TouchedWeek::is_touched));
                }
            }
        }
        touched
    }

    /// Events known on a day, since the week in which a scenario began and where it happens.
    fn known_counts(&self, wave: &Wave, today: u16) -> HashMap<Place, u32> {
        let mut counts = HashMap::new();
        let first = wave.starts / 7 * 7;
        for event in &self.events.reported {
            let here = wave.regions.contains(&usize::from(event.region));
            if event.day >= first && event.known <= today && here {
                for named in [Some(event.substance), event.also].into_iter().flatten() {
                    *counts.entry((event.source, named, event.region, event.day)).or_default() += 1;
                }
            }
        }
        counts
    }

    /// Purities and prices that a scenario moves, of those known on a day.
    fn moved(&self, number: usize, as_of: Date) -> Vec<TouchedMeasure> {
        let wave = &self.waves[number];
        let mut others = self.waves.clone();
        others.remove(number);
        let mut moved = Vec::new();
        for measure in self.measures.iter().filter(|m| m.known <= as_of) {
            let place_of = |at: &&usize| self.map.countries[**at].place == measure.place;
            let Some(country) = wave.countries.iter().find(place_of) else { continue };
            let log_change =
                |waves: &[Wave]| libm::log(measure.change(waves, *country, self.first_day()));
            let (with, without) = (log_change(&self.waves), log_change(&others));
            let Some(value) = measure.value.to_f64().filter(|_| (with - without).abs() > 0.0)
            else {
                continue;
            };
            let usual = libm::log(measure.usual_level(self.settings.seed, *country)) + without;
            let spread = measure.of.spread();
            moved.push(TouchedMeasure {
                source: measure.of.source,
                score: (libm::log(value) - usual) / spread,
                shift: (with - without) / spread,
            });
        }
        moved
    }
}

impl Cell<'_> {
    /// A week as known on a day, and what a scenario makes of it.
    fn week(
        &self,
        number: usize,
        (week, today): (u16, u16),
        counts: &HashMap<Place, u32>,
    ) -> TouchedWeek {
        let (course, _) = self.world.course(self.source, self.substance, self.region);
        let mean = if course.is_rare() { course.level } else { course.mean(week.into()) };
        let days = 7 * week..7 * week + 7;
        TouchedWeek {
            source: SOURCES[self.source].name,
            shape: (!course.is_rare()).then_some(mean / (DISPERSION - 1.0)),
            days: days.map(|day| self.day(number, mean / 7.0, (day, today), counts)).collect(),
        }
    }

    /// A day as known on another, and what a scenario makes of it; `mean` events occur on it.
    fn day(
        &self,
        number: usize,
        mean: f64,
        (day, today): (u16, u16),
        counts: &HashMap<Place, u32>,
    ) -> TouchedDay {
        let world = self.world;
        let known = world.known_share(self, day, today);
        let count_of = |substance: u8| {
            let place = (self.source as u8, substance, self.region as u16, day);
            counts.get(&place).copied().unwrap_or(0)
        };
        let mut usual = if self.is_reported(day) { mean * known } else { 0.0 };
        let (mut left, mut others, mut added) = (1.0, 0.0, Added::Cases(0.0));
        for (at, wave) in world.waves.iter().enumerate() {
            let here = 1.0 - self.chance_prevented(wave, day);
            let cases = known * world.cases_a_day(wave, self, day);
            if at != number {
                usual *= here;
                others += cases;
                continue;
            }
            left = here;
            added = Added::Cases(cases);
            let heroin = Cell { substance: usize::from(listed("heroin")), ..*self };
            let chance = heroin.chance_named(wave, day);
            if chance > 0.0 && self.substance == usize::from(wave.substance) {
                added = Added::Named { among: count_of(listed("heroin")), chance };
            }
        }
        TouchedDay { count: count_of(self.substance as u8), usual, left, others, added }
    }
}

impl TouchedWeek {
    fn is_touched(&self) -> bool {
        let is_touched = |day: &TouchedDay| match day.added {
            Added::Cases(mean) => mean > 0.0 || (day.left < 1.0 && day.usual > 0.0),
            Added::Named { among, chance } => among > 0 && chance > 0.0,
        };
        self.days.iter().any(is_touched)
    }
}
