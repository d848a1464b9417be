//! What must hold of the bound.

use std::collections::BTreeMap;

use super::*;
use crate::simulate::europe::{Added, EuropeSettings, TouchedDay, TouchedWeek};

/// Two weeks: cases added to a count that varies, and a third of a larger one missing.
fn touched() -> Touched {
    let day = |usual, left, added| TouchedDay {
        count: 0,
        usual,
        left,
        others: 0.0,
        added: Added::Cases(added),
    };
    let week = |day: TouchedDay, shape| TouchedWeek {
        source: "deaths",
        shape: Some(shape),
        days: vec![day; 7],
    };
    let weeks = vec![week(day(0.3, 1.0, 0.3), 8.4), week(day(0.7, 0.6, 0.0), 20.0)];
    Touched { weeks, measures: Vec::new() }
}

#[test]
fn a_p_value_is_as_rare_without_the_wave_as_it_says() {
    let touched = touched();
    let draws = Draws::of(&touched, (1, STREAM));
    let without: Vec<f64> = (0..20_000)
        .into_par_iter()
        .map(|number| {
            let mut random = Random::new(2, number);
            draws.p_value(drawn_log_ratio(&touched, Case::Without, &mut random))
        })
        .collect();
    for level in [0.2, 0.05, 0.01, 0.002] {
        let share = without.iter().filter(|p| **p <= level).count() as f64 / 20_000.0;
        let error = (level / 20_000.0).sqrt();
        // Counts are whole: a p-value is at most as often below a level as the level says. Draws tell it
        // to one part in ten.
        assert!(share <= 1.1 * level + 3.0 * error, "{level}: {share}");
        assert!(share >= 0.8 * level - 3.0 * error, "{level}: {share}");
    }
}

#[test]
fn the_chance_is_that_of_draws_with_the_wave_and_grows_with_what_is_allowed() {
    let touched = touched();
    let draws = Draws::of(&touched, (1, STREAM));
    let (little, more) = (draws.chance(0.001), draws.chance(0.01));
    assert!(0.0 < little && little < more && more < 1.0, "{little} {more}");
    let found = (0..4_000).filter(|number| {
        let mut random = Random::new(3, *number);
        draws.p_value(drawn_log_ratio(&touched, Case::With, &mut random)) <= 0.01
    });
    let share = found.count() as f64 / 4_000.0;
    assert!((share - more).abs() < 0.06, "{share} {more}");
}

#[test]
fn what_was_drawn_is_as_likely_as_it_is_held_to_be() {
    let mut ranks: BTreeMap<Scenario, Vec<f64>> = BTreeMap::new();
    for seed in 1..=15 {
        let settings =
            EuropeSettings { countries: 10, regions: 1, years: 3, ..EuropeSettings::whole(seed) };
        let europe = Europe::draw(settings);
        for (number, truth) in europe.truths().iter().enumerate() {
            let touched = europe.touched(number, add_days(truth.starts, 60));
            if truth.scenario.expectation() == Expectation::Quiet {
                assert_eq!(touched, Touched::default());
                continue;
            }
            let ratio: f64 = log_ratios(&touched).iter().map(|(_, ratio)| ratio).sum();
            let draws = Draws::of(&touched, (seed, STREAM)).0;
            let (above, same) = draws.iter().fold((0.0, 0.0), |(above, same), drawn| {
                let way = drawn.total_cmp(&ratio);
                (above + one_if(way.is_gt()), same + one_if(way.is_eq()))
            });
            ranks.entry(truth.scenario).or_default().push((above + same / 2.0) / DRAWS as f64);
        }
    }
    for (scenario, ranks) in ranks {
        // Even from 0 to 1, if the drawn is like what is drawn from the means.
        let mean = ranks.iter().sum::<f64>() / ranks.len() as f64;
        let error = (12.0 * ranks.len() as f64).sqrt().recip();
        assert!((mean - 0.5).abs() < 3.0 * error, "{scenario:?}: {mean} ± {error}");
    }
}
