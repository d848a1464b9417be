//! A synthetic Europe: countries, regions, sources and scenarios of which the truth is known.
//!
//! Answers: what would a node take in, when would it be known, and what really happened. All of it is
//! synthetic: nothing is a figure of any country, and no row is about a person. The same settings give
//! the same events on every machine; a country's events do not change with the number of countries.

mod catalogue;
mod events;
mod expected;
mod figures;
mod files;
mod map;
mod mappings;
mod measures;
mod scenarios;
mod streams;

use jiff::civil::{Date, date};
use vocabulary::period::add_days;

pub(crate) use self::expected::{Added, Touched, TouchedWeek};
#[cfg(test)]
pub(crate) use self::expected::{TouchedDay, TouchedMeasure};
pub use self::figures::Lifted;
pub use self::files::{SyntheticFile, europe_files};
pub use self::scenarios::{Scenario, Truth};

use self::events::{Events, World, draw_events};
use self::map::{MOST_COUNTRIES, MOST_REGIONS, Map};
use self::measures::{Measure, draw_measures};
use self::scenarios::{Wave, Window, draw_waves};

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EuropeSettings {
    /// The same seed gives the same Europe on every machine.
    pub seed: u64,
    /// How many countries, from 1 to [`EuropeSettings::MOST_COUNTRIES`].
    pub countries: usize,
    /// Most regions of a country, from 1 to [`EuropeSettings::MOST_REGIONS`].
    pub regions: usize,
    /// Years of 52 weeks, from 3 to 12; the last day is always the same.
    pub years: u16,
    /// What happens.
    pub scenarios: Vec<Scenario>,
    /// Scenarios begin within the first part of this many last weeks.
    pub window_weeks: u16,
    /// Whether events are known late.
    pub delays: Delays,
}

/// Whether events are known late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delays {
    /// As each source reports.
    Reported,
    /// Every event is known on its day; to tell what delays alone do.
    None,
}

impl EuropeSettings {
    /// How many countries there are.
    pub const MOST_COUNTRIES: usize = MOST_COUNTRIES;

    /// How many regions a country has at most.
    pub const MOST_REGIONS: usize = MOST_REGIONS;

    /// All countries and scenarios over eight years.
    pub fn whole(seed: u64) -> Self {
        Self {
            seed,
            countries: MOST_COUNTRIES,
            regions: MOST_REGIONS,
            years: 8,
            scenarios: Scenario::ALL.to_vec(),
            window_weeks: 40,
            delays: Delays::Reported,
        }
    }
}

/// What was drawn.
#[derive(Clone, Debug)]
pub struct Europe {
    settings: EuropeSettings,
    map: Map,
    waves: Vec<Wave>,
    events: Events,
    measures: Vec<Measure>,
}

impl Europe {
    /// Draws all of it.
    ///
    /// - Shape: settings outside their bounds count as the nearest within.
    /// - Cost: about a second for the whole.
    pub fn draw(settings: EuropeSettings) -> Self {
        let settings = EuropeSettings {
            countries: settings.countries.clamp(1, MOST_COUNTRIES),
            regions: settings.regions.clamp(1, MOST_REGIONS),
            years: settings.years.clamp(3, 12),
            window_weeks: settings.window_weeks.clamp(4, 100),
            ..settings
        };
        let seed = settings.seed;
        let map = Map::draw(seed, settings.countries, settings.regions);
        let days = days_of(settings.years);
        let window_first = days - 7 * settings.window_weeks;
        let window = Window { first: window_first, days: 7 * settings.window_weeks * 2 / 5 };
        let waves = draw_waves(seed, &map, &settings.scenarios, window);
        let calendar = (first_day(settings.years), LAST_DAY);
        let measures = draw_measures(seed, &map, &waves, calendar);
        let mut europe = Self { settings, map, waves, events: Events::default(), measures };
        europe.events = draw_events(&europe.world());
        europe
    }

    /// What its events are drawn from.
    fn world(&self) -> World<'_> {
        let EuropeSettings { seed, delays, window_weeks, .. } = self.settings;
        let days = self.days();
        let window_first = days - 7 * window_weeks;
        World { seed, map: &self.map, waves: &self.waves, days, delays, window_first }
    }

    /// First day of the calendar, a Monday.
    pub fn first_day(&self) -> Date {
        first_day(self.settings.years)
    }

    /// Last day of the calendar, a Sunday.
    pub const fn last_day(&self) -> Date {
        LAST_DAY
    }

    /// Events that are reported, sooner or later.
    pub fn events(&self) -> usize {
        self.events.reported.len()
    }

    /// The truth of each scenario.
    pub fn truths(&self) -> Vec<Truth> {
        let truth = |(number, wave): (usize, &Wave)| {
            let of_wave = |event: &&events::Event| event.wave == Some(number as u8);
            let all = self.events.reported.iter().chain(&self.events.prevented);
            let cases: Vec<(u16, u16)> =
                all.filter(of_wave).map(|event| (event.day, event.known)).collect();
            wave.truth(&self.map, self.first_day(), &cases)
        };
        self.waves.iter().enumerate().map(truth).collect()
    }

    fn days(&self) -> u16 {
        days_of(self.settings.years)
    }
}

const fn days_of(years: u16) -> u16 {
    years * 364
}

fn first_day(years: u16) -> Date {
    add_days(LAST_DAY, 1 - i64::from(days_of(years)))
}

/// The last day that events occur on.
const LAST_DAY: Date = date(2025, 12, 28);

#[cfg(test)]
#[path = "europe/tests.rs"]
mod tests;
