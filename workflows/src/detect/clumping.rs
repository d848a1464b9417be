//! How events come together: by how much counts of a source vary more than chance alone would have them.
//!
//! Three deaths of a substance that has one in three years may be one night. A single series of few
//! events cannot tell how often that happens; all series of its source together can.

use std::collections::HashMap;

use vocabulary::indicator::IndicatorId;
use vocabulary::period::Cadence;

use crate::series::Series;

/// Variance of a count over its mean, of each source, indicator and calendar.
pub(super) struct Clumping {
    of: HashMap<(String, IndicatorId, Cadence), f64>,
}

impl Clumping {
    /// Learns from series of few events, without the newest half year.
    ///
    /// - Source: von Neumann's successive differences, over sums, all series together: of Poisson counts
    ///   the square of a difference is as large as the sum on average, whatever the level, trend or season.
    pub fn of(series: &[Series]) -> Self {
        let mut sums: HashMap<(String, IndicatorId, Cadence), (f64, f64)> = HashMap::new();
        for s in series.iter().filter(|s| s.is_from_days && s.key.is_whole_count()) {
            let (_, counts) = s.recent_counts();
            let half_year = usize::from(s.key.cadence.per_year().unwrap_or(2) / 2);
            let learnt = &counts[..counts.len().saturating_sub(half_year)];
            let total: f64 = learnt.iter().map(|count| f64::from(*count)).sum();
            let is_sparse = total < LARGEST_MEAN * learnt.len() as f64;
            if learnt.iter().any(|count| *count > LARGEST_COUNT) || !is_sparse || total < 1.0 {
                continue;
            }
            let (mut squares, mut levels) = (0.0, 0.0);
            for pair in learnt.windows(2) {
                let (before, after) = (f64::from(pair[0]), f64::from(pair[1]));
                squares += (after - before) * (after - before);
                levels += before + after;
            }
            let sum = sums.entry(name(s)).or_default();
            *sum = (sum.0 + squares, sum.1 + levels);
        }
        let of = sums.into_iter().filter(|(_, (_, levels))| *levels >= LEAST_EVENTS);
        Self { of: of.map(|(name, (squares, levels))| (name, squares / levels)).collect() }
    }

    /// Of a series, in hundredths: 100 where nothing is known of its source.
    pub fn hundredths(&self, series: &Series) -> u16 {
        let ratio = self.of.get(&name(series)).copied().unwrap_or(1.0);
        (100.0 * ratio.clamp(1.0, LARGEST)).round() as u16
    }
}

fn name(series: &Series) -> (String, IndicatorId, Cadence) {
    (series.key.source.clone(), series.key.indicator.clone(), series.key.cadence)
}

/// Series with more events in a period show themselves how these come together.
const LARGEST_MEAN: f64 = 2.0;
/// Larger counts are outbreaks, not how things usually are.
const LARGEST_COUNT: u32 = 10;
/// Fewer events say nothing.
const LEAST_EVENTS: f64 = 200.0;
/// More is not believed of a whole source.
const LARGEST: f64 = 3.0;

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rust_decimal::Decimal;
    use signals::simulate::random::Random;
    use vocabulary::finding::SeriesKey;
    use vocabulary::period::Period;
    use vocabulary::place::PlaceId;
    use vocabulary::quantity::ValueUnit;
    use vocabulary::substance::SubstanceId;

    use super::*;

    /// Weeks of a Poisson number of nights with so many events each.
    fn series(seed: u64, each: u32) -> Series {
        let mut random = Random::new(seed, 1);
        let mut period = Period::containing(date(2018, 1, 1), Cadence::Week);
        let mut points = Vec::new();
        for _ in 0..300 {
            points.push((period, Some(Decimal::from(each * random.poisson(0.1)))));
            period = period.next();
        }
        Series {
            key: SeriesKey {
                source: "s".to_owned(),
                indicator: IndicatorId::parse("ed-visits").unwrap(),
                substance: SubstanceId::parse("heroin").unwrap(),
                place: PlaceId::parse("AT").unwrap(),
                cadence: Cadence::Week,
                unit: ValueUnit::Count,
                part: None,
            },
            points,
            is_from_days: true,
            is_whole_coverage: true,
            reported: crate::reporting::Reported::default(),
            told: crate::reporting::Reported::default(),
        }
    }

    #[test]
    fn what_comes_in_twos_varies_twice_as_much() {
        for (each, expected) in [(1, 100..112), (2, 190..211)] {
            let all: Vec<Series> = (0..40).map(|seed| series(seed, each)).collect();
            let hundredths = Clumping::of(&all).hundredths(&all[0]);
            assert!(expected.contains(&hundredths), "{each}: {hundredths}");
        }
    }

    #[test]
    fn few_events_say_nothing() {
        let one = [series(1, 2)];
        assert_eq!(Clumping::of(&one).hundredths(&one[0]), 100);
    }
}
