//! What happens in the synthetic Europe, where and when: the truth that detection is held against.

use jiff::civil::Date;
use signals::simulate::random::Random;
use vocabulary::finding::Direction;
use vocabulary::period::add_days;
use vocabulary::place::PlaceId;
use vocabulary::substance::SubstanceId;

use super::catalogue::{CHECKING, DEATHS, EMERGENCY, SEIZURES, SOURCES, listed, substance};
use super::map::{Country, Map};
use super::measures::{PRICES, PURITY};
use super::streams::{Purpose, stream};
use crate::backtest::{Expectation, SeriesPattern};

/// A thing that happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scenario {
    /// A nitazene is sold as heroin in a country, and doubles every few weeks.
    NitazeneWave,
    /// Heroin runs short in several countries after cultivation is banned where it comes from.
    HeroinShortage,
    /// Xylazine is found in more and more of a country's heroin.
    XylazineSpread,
    /// Medetomidine is found in more and more of a country's heroin.
    MedetomidineSpread,
    /// Heroin of twice the purity is sold in a country for ten weeks.
    PuritySpike,
    /// Carfentanil harms people in one region for two months.
    CarfentanilCluster,
    /// Emergency departments of a country begin to report: nothing happens in the market.
    Onboarding,
}

impl Scenario {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::NitazeneWave,
        Self::HeroinShortage,
        Self::XylazineSpread,
        Self::MedetomidineSpread,
        Self::PuritySpike,
        Self::CarfentanilCluster,
        Self::Onboarding,
    ];

    /// Its name on the command line and in the truth file.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NitazeneWave => "nitazene-wave",
            Self::HeroinShortage => "heroin-shortage",
            Self::XylazineSpread => "xylazine-spread",
            Self::MedetomidineSpread => "medetomidine-spread",
            Self::PuritySpike => "purity-spike",
            Self::CarfentanilCluster => "carfentanil-cluster",
            Self::Onboarding => "onboarding",
        }
    }

    /// Reads what [`Scenario::as_str`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scenario| scenario.as_str() == text)
    }

    /// What the node should do about it.
    pub const fn expectation(self) -> Expectation {
        match self {
            Self::Onboarding => Expectation::Quiet,
            _ => Expectation::Raised,
        }
    }

    const fn sentence(self) -> &'static str {
        match self {
            Self::NitazeneWave => "SYNTHETIC: a nitazene sold as heroin spreads",
            Self::HeroinShortage => "SYNTHETIC: heroin runs short after a cultivation ban",
            Self::XylazineSpread => "SYNTHETIC: xylazine spreads in heroin",
            Self::MedetomidineSpread => "SYNTHETIC: medetomidine spreads in heroin",
            Self::PuritySpike => "SYNTHETIC: heroin of twice the purity for ten weeks",
            Self::CarfentanilCluster => "SYNTHETIC: a carfentanil cluster in one region",
            Self::Onboarding => "SYNTHETIC: emergency departments begin to report",
        }
    }
}

/// A scenario with its place, time and size drawn.
#[derive(Clone, Debug)]
pub(crate) struct Wave {
    pub scenario: Scenario,
    /// Positions of the countries in which it happens.
    pub countries: Vec<usize>,
    /// Positions of the regions in which it happens.
    pub regions: Vec<usize>,
    /// Day of the calendar on which it begins, from 0.
    pub starts: u16,
    /// The substance that is new, or heroin.
    pub substance: u8,
    /// How fast it grows: weeks in which it doubles, or in which it reaches its height.
    pub growth_weeks: f64,
    /// How large it gets; the scenario says in what.
    pub height: f64,
}

/// The truth of one scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Truth {
    /// What happened.
    pub scenario: Scenario,
    /// In words, with the countries.
    pub event: String,
    /// First day.
    pub starts: Date,
    /// Day on which the tenth case occurred, or would have, had it not been prevented; `None` below ten.
    pub tenth_case: Option<Date>,
    /// First day on which ten cases were known, or ten were missing that would be known.
    pub tenth_known: Option<Date>,
    /// Cases added, named anew or missing.
    pub cases: usize,
    /// Series in which it shows.
    pub series: Vec<SeriesPattern>,
}

/// The calendar that scenarios happen in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window {
    /// Day from 0 on which the earliest may begin.
    pub first: u16,
    /// Days within which they begin.
    pub days: u16,
}

/// Draws where and when each scenario happens; countries are not shared while there are enough.
pub(crate) fn draw_waves(
    seed: u64,
    map: &Map,
    scenarios: &[Scenario],
    window: Window,
) -> Vec<Wave> {
    let mut free: Vec<usize> = (0..map.countries.len()).collect();
    let mut waves = Vec::new();
    for scenario in Scenario::ALL {
        // Where one scenario happens does not depend on which others are asked for.
        let mut random = Random::new(seed, stream(Purpose::Scenario, scenario as usize, 0, 0));
        let countries = choose_countries(&mut random, map, &mut free, scenario);
        let starts = window.first + random.below(u32::from(window.days.max(1))) as u16;
        let wave = draw_wave(&mut random, map, scenario, countries, starts);
        if scenarios.contains(&scenario) {
            waves.push(wave);
        }
    }
    waves
}

fn draw_wave(
    random: &mut Random,
    map: &Map,
    scenario: Scenario,
    countries: Vec<usize>,
    starts: u16,
) -> Wave {
    let all_regions = || countries.iter().flat_map(|c| map.countries[*c].regions.clone());
    let mut regions: Vec<usize> = all_regions().collect();
    let between = |random: &mut Random, low: f64, high: f64| low + (high - low) * random.uniform();
    let (substance, growth_weeks, height) = match scenario {
        Scenario::NitazeneWave => {
            let which = NITAZENES[random.below(NITAZENES.len() as u32) as usize];
            // Cases a week at most.
            (which, between(random, 2.0, 4.0), between(random, 15.0, 30.0))
        }
        // Share of heroin events that are missing, once it is at its height.
        Scenario::HeroinShortage => ("heroin", 8.0, between(random, 0.5, 0.7)),
        // Share of heroin that holds it, at its height.
        Scenario::XylazineSpread => ("xylazine", 16.0, between(random, 0.3, 0.5)),
        Scenario::MedetomidineSpread => ("medetomidine", 16.0, between(random, 0.3, 0.5)),
        // Events added for each that there would have been.
        Scenario::PuritySpike => ("heroin", 10.0, between(random, 1.0, 2.0)),
        Scenario::CarfentanilCluster => {
            regions = vec![regions[random.below(regions.len() as u32) as usize]];
            // Cases in all.
            ("carfentanil", 8.0, between(random, 20.0, 32.0))
        }
        Scenario::Onboarding => {
            // Three in five regions begin.
            let from = (regions.len() * 2).div_ceil(5);
            regions = regions.split_off(from.min(regions.len() - 1));
            ("heroin", 0.0, 0.0)
        }
    };
    Wave {
        scenario,
        countries,
        regions,
        starts,
        substance: listed(substance),
        growth_weeks,
        height,
    }
}

/// Countries large enough for a scenario, as few of them used before as can be.
fn choose_countries(
    random: &mut Random,
    map: &Map,
    free: &mut Vec<usize>,
    scenario: Scenario,
) -> Vec<usize> {
    let least = |country: &Country| match scenario {
        Scenario::CarfentanilCluster => country.regions.len() >= 2,
        Scenario::Onboarding => country.regions.len() >= 4 && country.population >= 5.0,
        _ => country.population >= 8.0,
    };
    let number = if scenario == Scenario::HeroinShortage { 3 } else { 1 };
    let mut chosen = Vec::new();
    while chosen.len() < number {
        let fits = |at: &&usize| least(&map.countries[**at]) && !chosen.contains(*at);
        let all: Vec<usize> = (0..map.countries.len()).collect();
        let mut among: Vec<usize> = free.iter().filter(fits).copied().collect();
        if among.is_empty() {
            among = all.iter().filter(fits).copied().collect();
        }
        if among.is_empty() {
            among = all.into_iter().filter(|at| !chosen.contains(at)).collect();
        }
        let Some(at) = among.get(random.below(among.len().max(1) as u32) as usize) else { break };
        free.retain(|free| free != at);
        chosen.push(*at);
    }
    chosen.sort_unstable();
    chosen
}

impl Wave {
    /// The truth of it, given the days on which its cases occurred and were known.
    pub fn truth(&self, map: &Map, first_day: Date, cases: &[(u16, u16)]) -> Truth {
        let tenth = |mut days: Vec<u16>| {
            days.sort_unstable();
            days.get(9).map(|day| add_days(first_day, i64::from(*day)))
        };
        let names: Vec<&str> =
            self.countries.iter().map(|c| map.countries[*c].place.as_str()).collect();
        Truth {
            scenario: self.scenario,
            event: format!("{} ({})", self.scenario.sentence(), names.join(" ")),
            starts: add_days(first_day, i64::from(self.starts)),
            tenth_case: tenth(cases.iter().map(|(day, _)| *day).collect()),
            tenth_known: tenth(cases.iter().map(|(_, known)| *known).collect()),
            cases: cases.len(),
            series: self.patterns(map),
        }
    }

    fn patterns(&self, map: &Map) -> Vec<SeriesPattern> {
        use Direction::{Fall, New, Rise};
        let up = vec![Rise, New];
        let shows: Vec<(&str, &str, u8, Vec<Direction>)> = match self.scenario {
            Scenario::NitazeneWave => {
                let mut shows = counted(&[DEATHS, SEIZURES, CHECKING], self.substance, &up);
                shows.extend(counted(&[EMERGENCY], listed("heroin"), &[Rise]));
                shows
            }
            Scenario::HeroinShortage => {
                let all = [DEATHS, EMERGENCY, SEIZURES, CHECKING];
                let mut shows = counted(&all, self.substance, &[Fall]);
                shows.push((PURITY.source, PURITY.indicator, self.substance, vec![Fall]));
                shows.push((PRICES.source, PRICES.indicator, self.substance, vec![Rise]));
                shows
            }
            Scenario::XylazineSpread | Scenario::MedetomidineSpread => {
                counted(&[DEATHS, SEIZURES, CHECKING], self.substance, &up)
            }
            Scenario::PuritySpike => {
                let mut shows = counted(&[DEATHS, EMERGENCY], self.substance, &[Rise]);
                shows.push((PURITY.source, PURITY.indicator, self.substance, vec![Rise]));
                shows
            }
            Scenario::CarfentanilCluster => {
                counted(&[DEATHS, EMERGENCY, CHECKING], self.substance, &up)
            }
            Scenario::Onboarding => {
                return self.patterns_of_any_substance(map, &up);
            }
        };
        let pattern =
            |place: &PlaceId, (source, indicator, at, directions): &Shows<'_>| SeriesPattern {
                source: (*source).to_owned(),
                indicator: Some((*indicator).to_owned()),
                substance: Some(substance(*at)),
                place: Some(place.clone()),
                directions: directions.clone(),
            };
        let places = self.countries.iter().map(|c| &map.countries[*c].place);
        places.flat_map(|place| shows.iter().map(move |shows| pattern(place, shows))).collect()
    }

    fn patterns_of_any_substance(&self, map: &Map, up: &[Direction]) -> Vec<SeriesPattern> {
        let source = SOURCES[EMERGENCY];
        let places = self.countries.iter().map(|c| map.countries[*c].place.clone());
        let pattern = |place| SeriesPattern {
            source: source.name.to_owned(),
            indicator: Some(source.indicator.to_owned()),
            substance: None::<SubstanceId>,
            place: Some(place),
            directions: up.to_vec(),
        };
        places.map(pattern).collect()
    }
}

fn counted(sources: &[usize], substance: u8, directions: &[Direction]) -> Vec<Shows<'static>> {
    let of = |source: &usize| {
        let source = &SOURCES[*source];
        (source.name, source.indicator, substance, directions.to_vec())
    };
    sources.iter().map(of).collect()
}

/// Source, indicator, substance and directions in which a scenario shows.
type Shows<'a> = (&'a str, &'a str, u8, Vec<Direction>);

/// One of them is sold as heroin.
const NITAZENES: [&str; 3] = ["isotonitazene", "protonitazene", "metonitazene"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip() {
        for scenario in Scenario::ALL {
            assert_eq!(Scenario::parse(scenario.as_str()), Some(scenario));
        }
        assert_eq!(Scenario::parse("nothing"), None);
    }

    #[test]
    fn scenarios_do_not_share_countries_and_stay_where_they_are() {
        let map = Map::draw(5, 31, 8);
        let window = Window { first: 100, days: 50 };
        let waves = draw_waves(5, &map, &Scenario::ALL, window);
        let mut countries: Vec<usize> = waves.iter().flat_map(|w| w.countries.clone()).collect();
        let all = countries.len();
        countries.sort_unstable();
        countries.dedup();
        assert_eq!(countries.len(), all);
        let alone = draw_waves(5, &map, &[Scenario::PuritySpike], window);
        let among = waves.iter().find(|wave| wave.scenario == Scenario::PuritySpike).unwrap();
        assert_eq!((&alone[0].countries, alone[0].starts), (&among.countries, among.starts));
        for wave in &waves {
            assert!((100..150).contains(&wave.starts) && !wave.regions.is_empty());
        }
    }
}
