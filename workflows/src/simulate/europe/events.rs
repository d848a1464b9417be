//! The events of the synthetic Europe: when each occurred, when it was known, and what it names.

use std::f64::consts::{SQRT_2, TAU};

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};
use signals::simulate::random::Random;

use super::Delays;
use super::catalogue::{CHECKING, DEATHS, EMERGENCY, SEIZURES, SOURCES, SUBSTANCES, listed, share};
use super::map::Map;
use super::scenarios::{Scenario, Wave};
use super::streams::{Purpose, stream};

/// One event; days count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Event {
    pub source: u8,
    pub substance: u8,
    /// A second substance, where one was found too.
    pub also: Option<u8>,
    pub region: u16,
    pub day: u16,
    pub known: u16,
    /// The scenario that brought it, or named it anew.
    pub wave: Option<u8>,
}

/// What was drawn.
#[derive(Clone, Debug, Default)]
pub(crate) struct Events {
    /// Those that were reported.
    pub reported: Vec<Event>,
    /// Those that a scenario prevented: nobody knows them, and only the truth is made from them.
    pub prevented: Vec<Event>,
}

/// What all events are drawn from.
pub(crate) struct World<'a> {
    pub seed: u64,
    pub map: &'a Map,
    pub waves: &'a [Wave],
    pub days: u16,
    pub delays: Delays,
    /// First day that scenarios may begin on: other reporters join before it.
    pub window_first: u16,
}

/// How a source does in a country.
pub(crate) struct Reporting {
    /// Events for each that a usual country would have.
    level: f64,
    /// Delay for each day that it usually takes.
    delay: f64,
    /// Days for which nothing was sent.
    gap: Option<(u16, u16)>,
}

/// Draws all events.
pub(crate) fn draw_events(world: &World<'_>) -> Events {
    let regions = (0..world.map.regions.len()).into_par_iter();
    let of_regions: Vec<Events> = regions.map(|region| world.events_of(region)).collect();
    let mut all = Events::default();
    for events in of_regions {
        all.reported.extend(events.reported);
        all.prevented.extend(events.prevented);
    }
    for number in 0..world.waves.len() {
        world.add_cases(number, &mut all.reported);
    }
    all
}

impl World<'_> {
    fn events_of(&self, region: usize) -> Events {
        let mut events = Events::default();
        for source in 0..SOURCES.len() {
            let reporting = self.reporting(source, self.map.regions[region].country);
            let joins = self.joins(source, region);
            for substance in 0..SUBSTANCES.len() {
                let cell =
                    Cell { world: self, reporting: &reporting, joins, source, substance, region };
                cell.draw(&mut events);
            }
        }
        events
    }

    pub(super) fn reporting(&self, source: usize, country: usize) -> Reporting {
        let mut random = self.random(Purpose::Reporting, source, country, 0);
        let level = libm::exp(0.3 * random.normal());
        let delay = libm::exp(0.2 * random.normal());
        let stops = random.uniform() < SHARE_WITH_A_GAP;
        let first = random.below(u32::from(self.days)) as u16;
        let long = 42 + random.below(29) as u16;
        Reporting { level, delay, gap: stops.then_some((first, first.saturating_add(long))) }
    }

    /// First day on which the reporter of a region sends anything.
    pub(super) fn joins(&self, source: usize, region: usize) -> u16 {
        let onboarding = self.waves.iter().find(|wave| wave.scenario == Scenario::Onboarding);
        if let Some(wave) =
            onboarding.filter(|w| source == EMERGENCY && w.regions.contains(&region))
        {
            return wave.starts;
        }
        let mut random = self.random(Purpose::Joining, source, region, 0);
        let is_late =
            matches!(source, EMERGENCY | CHECKING) && random.uniform() < SHARE_JOINING_LATE;
        let day = random.below(u32::from(self.window_first) * 4 / 5 + 1) as u16;
        if is_late { day } else { 0 }
    }

    /// The day on which an event is known.
    fn known(&self, random: &mut Random, source: usize, day: u16, delay: f64) -> u16 {
        // Drawn in any case, so that both worlds hold the same events.
        let spread = libm::exp(SOURCES[source].delay_deviation * random.normal());
        let days = match self.delays {
            Delays::Reported => self.usual_delay(source, day, delay) * spread,
            Delays::None => 0.0,
        };
        day.saturating_add(days.clamp(0.0, LONGEST_DELAY_DAYS) as u16)
    }

    /// Share of the events of a day that are known at the end of another.
    pub(super) fn known_share(&self, cell: &Cell<'_>, day: u16, today: u16) -> f64 {
        let Some(passed) = today.checked_sub(day).map(f64::from) else { return 0.0 };
        if self.delays == Delays::None || passed >= LONGEST_DELAY_DAYS {
            return 1.0;
        }
        // Delays are cut to whole days.
        let usual = self.usual_delay(cell.source, day, cell.reporting.delay);
        let z = libm::log((passed + 1.0) / usual) / SOURCES[cell.source].delay_deviation;
        0.5 * libm::erfc(-z / SQRT_2)
    }

    /// Days after which half of the events of a day are known.
    fn usual_delay(&self, source: usize, day: u16, delay: f64) -> f64 {
        let passed = f64::from(day) / f64::from(self.days.max(1));
        let speed = SLOW_AT_FIRST - (SLOW_AT_FIRST - FAST_AT_LAST) * passed;
        SOURCES[source].delay_median_days * delay * speed
    }

    fn random(&self, purpose: Purpose, a: usize, b: usize, c: usize) -> Random {
        Random::new(self.seed, stream(purpose, a, b, c))
    }

    /// Cases that a scenario adds to those there would have been.
    fn add_cases(&self, number: usize, events: &mut Vec<Event>) {
        let wave = &self.waves[number];
        let mut random = self.random(Purpose::Cases, wave.scenario as usize, 0, 0);
        let weeks = usize::from(self.days.saturating_sub(wave.starts)).div_ceil(7);
        for week in 0..weeks {
            let at = week as f64;
            for (source, weight) in mix(wave.scenario) {
                let substance = wave.named_in(source);
                for region in &wave.regions {
                    let mean = weight * self.cases_a_week(wave, source, *region, at);
                    for _ in 0..random.poisson(mean) {
                        let day = wave.starts + (7 * week) as u16 + random.below(7) as u16;
                        let country = self.map.regions[*region].country;
                        let delay = self.reporting(source, country).delay;
                        let known = self.known(&mut random, source, day, delay);
                        if day < self.days {
                            events.push(Event {
                                source: source as u8,
                                substance,
                                also: None,
                                region: *region as u16,
                                day,
                                known,
                                wave: Some(number as u8),
                            });
                        }
                    }
                }
            }
        }
    }

    /// Cases that a scenario adds on a day to a cell, on average.
    pub(super) fn cases_a_day(&self, wave: &Wave, cell: &Cell<'_>, day: u16) -> f64 {
        let Cell { source, substance, region, .. } = *cell;
        let mix = mix(wave.scenario);
        let weight = mix.iter().find(|(at, _)| *at == source).map_or(0.0, |(_, weight)| *weight);
        let is_here = wave.regions.contains(&region)
            && substance == usize::from(wave.named_in(source))
            && day >= wave.starts;
        if weight <= 0.0 || !is_here {
            return 0.0;
        }
        let week = f64::from((day - wave.starts) / 7);
        weight * self.cases_a_week(wave, source, region, week) / 7.0
    }

    fn cases_a_week(&self, wave: &Wave, source: usize, region: usize, week: f64) -> f64 {
        let share = self.map.regions[region].share;
        match wave.scenario {
            Scenario::NitazeneWave => share * libm::exp2(week / wave.growth_weeks).min(wave.height),
            Scenario::PuritySpike if week < wave.growth_weeks => {
                wave.height * self.level(source, usize::from(wave.substance), region)
            }
            Scenario::CarfentanilCluster if week < wave.growth_weeks => {
                wave.height / wave.growth_weeks
            }
            _ => 0.0,
        }
    }

    /// How common the events of a cell are, and the random numbers that they are drawn from.
    pub(super) fn course(
        &self,
        source: usize,
        substance: usize,
        region: usize,
    ) -> (Course, Random) {
        let mut random = self.random(Purpose::Events, source, substance, region);
        let level = self.level(source, substance, region);
        let slope = YEARLY_CHANGE * random.normal();
        (Course { level, slope, weeks: u32::from(self.days) / 7 }, random)
    }

    /// Events a week at the middle of the calendar, whoever reports.
    fn level(&self, source: usize, substance: usize, region: usize) -> f64 {
        let place = &self.map.regions[region];
        let country = &self.map.countries[place.country];
        let mut random = self.random(Purpose::Level, source, substance, place.country);
        let common = libm::exp(0.5 * random.normal());
        let people = country.population * place.share;
        let a_year = SOURCES[source].per_million * people * share(source, substance);
        a_year * common * self.reporting(source, place.country).level / 52.0
    }
}

/// How many events a week there are of one source, substance and region.
pub(crate) struct Course {
    /// Events a week at the middle of the calendar.
    pub level: f64,
    /// Change of the log in a year.
    slope: f64,
    weeks: u32,
}

impl Course {
    /// Whether there is neither season nor trend, and no week varies more than by chance.
    pub(super) fn is_rare(&self) -> bool {
        self.level < RARE
    }

    pub(super) fn mean(&self, week: u32) -> f64 {
        let years = (f64::from(week) - f64::from(self.weeks) / 2.0) / 52.0;
        let season = 1.0 + SEASON * libm::cos(TAU * (f64::from(week % 52) / 52.0 - 0.55));
        self.level * season * libm::exp(self.slope * years)
    }
}

/// Events of one source, substance and region.
pub(crate) struct Cell<'a> {
    pub world: &'a World<'a>,
    pub reporting: &'a Reporting,
    pub joins: u16,
    pub source: usize,
    pub substance: usize,
    pub region: usize,
}

impl Cell<'_> {
    fn draw(&self, events: &mut Events) {
        let world = self.world;
        let (course, mut random) = world.course(self.source, self.substance, self.region);
        let mut changes = world.random(Purpose::Changes, self.source, self.substance, self.region);
        if course.is_rare() {
            for _ in 0..random.poisson(course.level * f64::from(course.weeks)) {
                let day = random.below(u32::from(world.days)) as u16;
                self.add(&mut random, &mut changes, day, events);
            }
            return;
        }
        for week in 0..course.weeks {
            for _ in 0..random.count(course.mean(week), DISPERSION) {
                let day = (7 * week + random.below(7)) as u16;
                self.add(&mut random, &mut changes, day, events);
            }
        }
    }

    fn add(&self, random: &mut Random, changes: &mut Random, day: u16, events: &mut Events) {
        let known = self.world.known(random, self.source, day, self.reporting.delay);
        if !self.is_reported(day) {
            return;
        }
        let mut event = Event {
            source: self.source as u8,
            substance: self.substance as u8,
            also: None,
            region: self.region as u16,
            day,
            known,
            wave: None,
        };
        for (number, wave) in self.world.waves.iter().enumerate() {
            let chance = self.chance_of_change(wave, day);
            if chance <= 0.0 || changes.uniform() >= chance {
                continue;
            }
            event.wave = Some(number as u8);
            if wave.scenario == Scenario::HeroinShortage {
                events.prevented.push(event);
                return;
            }
            event.also = Some(wave.substance);
        }
        events.reported.push(event);
    }

    /// Whether anything of a day is reported.
    pub(super) fn is_reported(&self, day: u16) -> bool {
        let is_in_gap = self.reporting.gap.is_some_and(|(from, to)| (from..to).contains(&day));
        day >= self.joins && !is_in_gap
    }

    /// Chance that a scenario prevents an event of a day.
    pub(super) fn chance_prevented(&self, wave: &Wave, day: u16) -> f64 {
        let is_shortage = wave.scenario == Scenario::HeroinShortage;
        if is_shortage { self.chance_of_change(wave, day) } else { 0.0 }
    }

    /// Chance that a scenario names its substance too in an event of a day.
    pub(super) fn chance_named(&self, wave: &Wave, day: u16) -> f64 {
        let is_shortage = wave.scenario == Scenario::HeroinShortage;
        if is_shortage { 0.0 } else { self.chance_of_change(wave, day) }
    }

    /// Chance that a scenario prevents an event, or names another substance in it.
    fn chance_of_change(&self, wave: &Wave, day: u16) -> f64 {
        let is_heroin = self.substance == usize::from(listed("heroin"));
        if !is_heroin || day < wave.starts || !wave.regions.contains(&self.region) {
            return 0.0;
        }
        let grown = f64::from(day - wave.starts) / (7.0 * wave.growth_weeks);
        match wave.scenario {
            Scenario::HeroinShortage => wave.height * grown.min(1.0),
            // Patients do not know what was mixed in.
            Scenario::XylazineSpread | Scenario::MedetomidineSpread if self.source != EMERGENCY => {
                wave.height * grown.min(1.0)
            }
            _ => 0.0,
        }
    }
}

impl Wave {
    /// What an added case is named in a source: patients name what they believe they took.
    fn named_in(&self, source: usize) -> u8 {
        let is_said = self.scenario == Scenario::NitazeneWave && source == EMERGENCY;
        if is_said { listed("heroin") } else { self.substance }
    }
}

/// Sources in which a scenario adds cases, and the share of the cases, or of the excess, in each.
fn mix(scenario: Scenario) -> Vec<(usize, f64)> {
    match scenario {
        Scenario::NitazeneWave => {
            vec![(DEATHS, 0.2), (EMERGENCY, 0.55), (SEIZURES, 0.13), (CHECKING, 0.12)]
        }
        Scenario::PuritySpike => vec![(DEATHS, 1.0), (EMERGENCY, 1.0)],
        Scenario::CarfentanilCluster => vec![(DEATHS, 0.25), (EMERGENCY, 0.6), (CHECKING, 0.15)],
        _ => Vec::new(),
    }
}

/// Countries that send nothing for six to ten weeks, once, in a source.
const SHARE_WITH_A_GAP: f64 = 0.1;
/// Regions whose reporter joins in the course of the years.
const SHARE_JOINING_LATE: f64 = 0.25;
/// Delays of the first day and of the last, for each day that a source usually takes.
const SLOW_AT_FIRST: f64 = 1.3;
const FAST_AT_LAST: f64 = 0.85;
const LONGEST_DELAY_DAYS: f64 = 400.0;
/// Below so many events a week, seasons and trends are left out.
const RARE: f64 = 0.02;
/// Standard deviation of the change a year, as a share.
const YEARLY_CHANGE: f64 = 0.04;
/// How far summers lie above the year.
const SEASON: f64 = 0.12;
/// Variance of a week's count over its mean.
pub(crate) const DISPERSION: f64 = 1.25;
