//! Purities, prices, treatment and wastewater of the synthetic Europe: figures, not events.

use jiff::civil::Date;
use rust_decimal::Decimal;
use signals::simulate::random::Random;
use vocabulary::currency::Currency;
use vocabulary::period::{Cadence, Period, add_days, days_between};
use vocabulary::place::PlaceId;
use vocabulary::quantity::{Priced, ValueUnit};

use super::catalogue::listed;
use super::map::Map;
use super::scenarios::{Scenario, Wave};
use super::streams::{Purpose, stream};

/// A source that reports a figure for a country and period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MeasureSource {
    pub source: &'static str,
    pub indicator: &'static str,
    pub cadence: Cadence,
    /// Days after the end of a period on which the first figures of it are known, and how many more the
    /// slowest country takes.
    pub known_after_days: (i64, u32),
    /// Share of figures that never come, in a hundred.
    pub missing_percent: u32,
}

/// Purity of a gram bought in the street, by month.
pub(crate) const PURITY: MeasureSource = MeasureSource {
    source: "synthetic-europe-purity",
    indicator: "purity-retail",
    cadence: Cadence::Month,
    known_after_days: (20, 25),
    missing_percent: 4,
};

/// Price of a gram in the street, by month.
pub(crate) const PRICES: MeasureSource = MeasureSource {
    source: "synthetic-europe-prices",
    indicator: "price-retail",
    cadence: Cadence::Month,
    known_after_days: (20, 25),
    missing_percent: 6,
};

/// People who start treatment in a year.
pub(crate) const TREATMENT: MeasureSource = MeasureSource {
    source: "synthetic-europe-treatment",
    indicator: "tdi-all-entrants",
    cadence: Cadence::Year,
    known_after_days: (240, 60),
    missing_percent: 3,
};

/// Residues in the water of one city of each country, one week a year; there is no sign of heroin in it.
pub(crate) const WASTEWATER: MeasureSource = MeasureSource {
    source: "synthetic-europe-wastewater",
    indicator: "wastewater-load",
    cadence: Cadence::Year,
    known_after_days: (70, 20),
    missing_percent: 10,
};

/// The sources of figures.
pub(crate) const MEASURE_SOURCES: [MeasureSource; 4] = [PURITY, PRICES, TREATMENT, WASTEWATER];

impl MeasureSource {
    /// The unit of its figures.
    pub fn unit(&self) -> ValueUnit {
        if *self == PURITY {
            ValueUnit::Percent
        } else if *self == PRICES {
            let euro = Currency::parse("EUR").expect("a currency");
            ValueUnit::Price(euro, Priced::Gram)
        } else if *self == WASTEWATER {
            ValueUnit::MgPer1000PerDay
        } else {
            ValueUnit::Count
        }
    }

    /// Substances with their usual level; of treatment, people in a year of a million.
    fn levels(&self) -> &'static [(&'static str, f64)] {
        if *self == PURITY {
            &[("heroin", 20.0), ("cocaine", 60.0), ("amphetamine", 25.0), ("mdma", 75.0)]
        } else if *self == PRICES {
            &[("heroin", 40.0), ("cocaine", 65.0), ("amphetamine", 15.0), ("mdma", 25.0)]
        } else if *self == TREATMENT {
            &[("heroin", 120.0), ("cocaine", 60.0), ("cannabis", 150.0), ("amphetamine", 25.0)]
        } else {
            &[("cocaine", 300.0), ("mdma", 25.0), ("amphetamine", 70.0), ("methamphetamine", 20.0)]
        }
    }

    /// How far a figure lies from its level, as a standard deviation of its log.
    pub(super) fn spread(&self) -> f64 {
        if *self == WASTEWATER { 0.2 } else { 0.07 }
    }
}

/// One figure.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Measure {
    pub of: MeasureSource,
    pub substance: u8,
    pub place: PlaceId,
    pub period: Period,
    pub value: Decimal,
    pub known: Date,
}

/// Draws all figures of the calendar, by source, substance, country and period.
pub(crate) fn draw_measures(
    seed: u64,
    map: &Map,
    waves: &[Wave],
    (first, last): (Date, Date),
) -> Vec<Measure> {
    let mut measures = Vec::new();
    for (number, of) in MEASURE_SOURCES.into_iter().enumerate() {
        for (name, usual) in of.levels() {
            let substance = listed(name);
            for (at, country) in map.countries.iter().enumerate() {
                let (level, mut random) = usual_level(seed, number, (substance, *usual), at);
                let (least, most) = of.known_after_days;
                let known_after = least + i64::from(random.below(most + 1));
                // A city stands for its region.
                let place = if of == WASTEWATER {
                    map.regions[country.regions[0]].place.clone()
                } else {
                    country.place.clone()
                };
                for period in whole_periods(of.cadence, first, last) {
                    let change = change_of(of, waves, substance, at, day_of(period, first));
                    let noise = libm::exp(of.spread() * random.normal());
                    let drawn = level * change * noise;
                    let people = random.poisson(level * country.population);
                    let value = match of.unit() {
                        ValueUnit::Count => Decimal::from(people),
                        ValueUnit::Percent => tenths(drawn.min(MOST_PERCENT)),
                        _ => tenths(drawn),
                    };
                    let is_missing = random.below(100) < of.missing_percent;
                    let known = add_days(period.end(), known_after);
                    if !is_missing {
                        let place = place.clone();
                        measures.push(Measure { of, substance, place, period, value, known });
                    }
                }
            }
        }
    }
    measures
}

/// The level of a country, and the random numbers that its figures are drawn from.
fn usual_level(
    seed: u64,
    source: usize,
    (substance, usual): (u8, f64),
    country: usize,
) -> (f64, Random) {
    let numbers = stream(Purpose::Measures, source, usize::from(substance), country);
    let mut random = Random::new(seed, numbers);
    (usual * libm::exp(0.25 * random.normal()), random)
}

impl Measure {
    /// What the figure would be without chance and scenarios, in the country of this number.
    pub(super) fn usual_level(&self, seed: u64, country: usize) -> f64 {
        let at = MEASURE_SOURCES.iter().position(|of| *of == self.of).expect("a source of figures");
        // As in drawing, the last of several names of one substance counts.
        let mut levels = self.of.levels().iter().rev();
        let found = levels.find(|(name, _)| listed(name) == self.substance);
        let (_, usual) = *found.expect("a substance of the source");
        usual_level(seed, at, (self.substance, usual), country).0
    }

    /// What scenarios make of it.
    pub(super) fn change(&self, waves: &[Wave], country: usize, first: Date) -> f64 {
        change_of(self.of, waves, self.substance, country, day_of(self.period, first))
    }
}

/// Periods that lie whole between two days.
fn whole_periods(cadence: Cadence, first: Date, last: Date) -> Vec<Period> {
    let mut period = Period::containing(first, cadence);
    if period.start() < first {
        period = period.next();
    }
    let mut periods = Vec::new();
    while period.end() <= last {
        periods.push(period);
        period = period.next();
    }
    periods
}

/// The middle of a period as a day of the calendar.
fn day_of(period: Period, first: Date) -> i64 {
    days_between(first, period.start()) + period.days() / 2
}

/// What scenarios make of a figure.
fn change_of(of: MeasureSource, waves: &[Wave], substance: u8, country: usize, day: i64) -> f64 {
    let mut change = 1.0;
    for wave in waves {
        let since = day - i64::from(wave.starts);
        if wave.substance != substance || since < 0 || !wave.countries.contains(&country) {
            continue;
        }
        let grown = since as f64 / (7.0 * wave.growth_weeks);
        change *= match wave.scenario {
            Scenario::PuritySpike if of == PURITY && grown < 1.0 => 2.0,
            Scenario::HeroinShortage if of == PURITY => 1.0 - 0.8 * wave.height * grown.min(1.0),
            Scenario::HeroinShortage if of == PRICES => 1.0 + wave.height * grown.min(1.0),
            _ => 1.0,
        };
    }
    change
}

fn tenths(value: f64) -> Decimal {
    Decimal::new((value * 10.0).round() as i64, 1)
}

/// No street sample is purer.
const MOST_PERCENT: f64 = 96.0;
