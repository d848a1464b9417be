//! The test of a share: what chance it gives where nothing changes, and what it finds.

use crate::simulation::Random;
use signals::{NotAssessable, Share, ShareSeries, ShareSettings, ShortSeriesError, share};

const REPLICATES: u32 = 6_000;

/// Months of the series that are drawn: the fewest, and the most that are looked back on.
const LENGTHS: [usize; 2] = [12, 27];

fn newest(parts: &[f64], wholes: &[f64]) -> Share {
    let known = |figures: &[f64]| figures.iter().copied().map(Some).collect::<Vec<_>>();
    let (parts, wholes) = (known(parts), known(wholes));
    let series = ShareSeries { parts: &parts, wholes: &wholes };
    let last = parts.len() - 1;
    let settings = ShareSettings::monthly();
    share(&series, last..last + 1, &settings).expect("sound")[0].share.expect("assessable")
}

fn drawn(random: &mut Random, whole: f64, share: f64) -> f64 {
    (0..whole as u32).filter(|_| random.uniform() < share).count() as f64
}

/// Shares of 0.3 whose logits scatter by this, each like the one before it.
struct Scatter {
    deviation: f64,
    resemblance: f64,
}

const NONE: Scatter = Scatter { deviation: 0.0, resemblance: 0.0 };

fn shares(random: &mut Random, months: usize, scatter: &Scatter) -> Vec<f64> {
    let Scatter { deviation, resemblance } = *scatter;
    let mut value = random.normal();
    let next = |_| {
        let logit = (0.3_f64 / 0.7).ln() + deviation * value;
        let fresh = (1.0 - resemblance * resemblance).sqrt() * random.normal();
        value = resemblance * value + fresh;
        1.0 / (1.0 + (-logit).exp())
    };
    (0..months).map(next).collect()
}

/// Chances of a rise and a fall where nothing changes; the newest months hold `growth` times as many.
fn chances(
    seed: u64,
    months: usize,
    whole: f64,
    growth: f64,
    scatter: &Scatter,
) -> Vec<(f64, f64)> {
    let mut random = Random::seeded(seed);
    let mut one = |_| {
        let shares = shares(&mut random, months, scatter);
        let recent = |month: usize| if month + 3 >= months { growth } else { 1.0 };
        let wholes: Vec<f64> = (0..months)
            .map(|month| 1.0 + f64::from(random.poisson(whole * recent(month))))
            .collect();
        let parts: Vec<f64> = wholes
            .iter()
            .zip(shares)
            .map(|(whole, share)| drawn(&mut random, *whole, share))
            .collect();
        let found = newest(&parts, &wholes);
        (found.p_rise, found.p_fall)
    };
    (0..REPLICATES).map(&mut one).collect()
}

/// Holds the share of chances below each alpha between `least` and `most` times alpha.
fn check(what: &str, chances: &[(f64, f64)], limits: &[(f64, f64, f64)]) {
    let of = |alpha: f64, p: fn(&(f64, f64)) -> f64| {
        chances.iter().filter(|pair| p(pair) < alpha).count() as f64 / f64::from(REPLICATES)
    };
    for (alpha, least, most) in limits {
        let error = 3.0 * (alpha / f64::from(REPLICATES)).sqrt();
        for (way, share) in [("rise", of(*alpha, |p| p.0)), ("fall", of(*alpha, |p| p.1))] {
            println!("{what}, {way}: {share:.4} below {alpha}");
            let holds = share <= most * alpha + error && share >= least * alpha - error;
            assert!(holds, "{what}, {way}: {share} below {alpha}");
        }
    }
}

#[test]
fn chances_are_what_they_say_where_chance_alone_rules() {
    for (seed, months) in LENGTHS.into_iter().enumerate() {
        for whole in [15.0, 40.0, 400.0] {
            let found = chances(seed as u64, months, whole, 1.0, &NONE);
            let limits = [(0.5, 0.8, 1.05), (0.1, 0.6, 1.05), (0.05, 0.5, 1.05), (0.01, 0.3, 1.1)];
            check(&format!("{months} months of {whole}"), &found, &limits);
        }
    }
}

#[test]
fn shares_that_scatter_alarm_no_more_often_than_said() {
    let scatter = Scatter { deviation: 0.4, resemblance: 0.0 };
    for months in LENGTHS {
        for whole in [40.0, 400.0] {
            let found = chances(7, months, whole, 1.0, &scatter);
            let limits = [(0.05, 0.2, 1.1), (0.01, 0.0, 1.2)];
            check(&format!("{months} scattered months of {whole}"), &found, &limits);
        }
    }
}

#[test]
fn shares_that_resemble_the_one_before_alarm_at_most_twice_as_often_as_said() {
    let scatter = Scatter { deviation: 0.4, resemblance: 0.5 };
    for months in LENGTHS {
        let found = chances(8, months, 100.0, 1.0, &scatter);
        check(
            &format!("{months} months that resemble"),
            &found,
            &[(0.05, 0.0, 2.0), (0.01, 0.0, 2.0)],
        );
    }
}

/// Reporters that join bring more of everything: shares stand, though counts grow fourfold.
#[test]
fn four_times_as_many_of_everything_is_no_rise() {
    for scatter in [NONE, Scatter { deviation: 0.4, resemblance: 0.0 }] {
        let found = chances(9, 27, 40.0, 4.0, &scatter);
        check("four times as many", &found, &[(0.05, 0.0, 1.2), (0.01, 0.0, 1.5)]);
    }
}

#[test]
fn a_rise_and_a_fall_are_found_while_the_counts_themselves_stand() {
    let mut random = Random::seeded(11);
    let mut found = [0, 0];
    for _ in 0..1_000 {
        let mut wholes = [60.0; 24];
        wholes[21..].fill(30.0);
        for (way, now) in [(0, 0.6), (1, 0.1)] {
            let share = |month: usize| if month >= 21 { now } else { 0.3 };
            let parts: Vec<f64> =
                (0..24).map(|month| drawn(&mut random, wholes[month], share(month))).collect();
            let verdict = newest(&parts, &wholes);
            let p = if way == 0 { verdict.p_rise } else { verdict.p_fall };
            found[way] += u32::from(p < 0.01);
        }
    }
    println!("{found:?} of 1000");
    assert!(found[0] > 950 && found[1] > 900, "{found:?}");
}

#[test]
fn a_rise_of_a_part_is_a_fall_of_the_rest() {
    let wholes = [40.0, 46.0, 52.0, 77.0, 26.0, 34.0, 19.0, 12.0, 18.0, 29.0, 39.0, 46.0];
    let parts = [15.0, 19.0, 16.0, 29.0, 6.0, 10.0, 9.0, 4.0, 5.0, 14.0, 24.0, 17.0];
    let rest: Vec<f64> = wholes.iter().zip(parts).map(|(whole, part)| whole - part).collect();
    let (one, other) = (newest(&parts, &wholes), newest(&rest, &wholes));
    assert!((one.p_rise - other.p_fall).abs() < 1e-12 && (one.p_fall - other.p_rise).abs() < 1e-12);
    // The bounds are the last numbers that are no alarm.
    let with = |last: f64| newest(&[&parts[..11], &[last]].concat(), &wholes);
    let room = one.upper_bound.unwrap() - (parts[9] + parts[10]);
    assert!(with(room).p_rise >= 0.01 && with(room + 1.0).p_rise < 0.01, "{one:?}");
    let least = one.lower_bound.unwrap() - (parts[9] + parts[10]);
    assert!(least < 0.0, "{one:?}: no last month alone is a fall");
}

/// Drug checking in New York: medetomidine in opioid samples from May 2025 to April 2026.
#[test]
fn medetomidine_in_new_york_is_a_rise_by_share_while_its_count_stands() {
    let wholes = [40.0, 46.0, 52.0, 77.0, 26.0, 34.0, 19.0, 12.0, 18.0, 29.0, 39.0, 46.0];
    let parts = [15.0, 19.0, 16.0, 29.0, 6.0, 10.0, 9.0, 4.0, 5.0, 14.0, 24.0, 17.0];
    let found = newest(&parts, &wholes);
    println!("{found:?}");
    assert!(found.now.part < parts[..3].iter().sum::<f64>() + parts[3], "no more of them came in");
    assert!((found.now.share() - 55.0 / 114.0).abs() < 1e-12, "{found:?}");
    assert!((found.before.share() - 113.0 / 324.0).abs() < 1e-12, "{found:?}");
    assert!(found.p_rise > 0.001 && found.p_rise < 0.01, "{found:?}");
}

#[test]
fn what_cannot_be_a_share_is_refused_or_not_assessed() {
    let settings = ShareSettings::monthly();
    let ask = |parts: &[Option<f64>], wholes: &[Option<f64>]| {
        let series = ShareSeries { parts, wholes };
        let range = parts.len().saturating_sub(1)..parts.len();
        share(&series, range, &settings).map(|found| found.into_iter().next().map(|a| a.share))
    };
    let (ten, three) = (vec![Some(10.0); 12], vec![Some(3.0); 12]);
    assert!(matches!(ask(&ten, &three), Err(ShortSeriesError::Figure { position: 0, .. })));
    assert!(matches!(ask(&ten, &three[1..]), Err(ShortSeriesError::Setting { .. })));
    assert!(matches!(ask(&[Some(-1.0)], &[Some(2.0)]), Err(ShortSeriesError::Figure { .. })));
    assert!(matches!(ask(&[Some(0.5)], &[Some(2.0)]), Err(ShortSeriesError::Figure { .. })));
    assert_eq!(ask(&[], &[]), Ok(None));
    let short = ask(&three[..11], &ten[..11]);
    assert_eq!(short, Ok(Some(Err(NotAssessable::TooFew { needs: 9, has: 8 }))));
    let mut missing = three.clone();
    missing[10] = None;
    assert_eq!(ask(&missing, &ten), Ok(Some(Err(NotAssessable::Missing))));
    let none = vec![Some(0.0); 12];
    assert!(matches!(ask(&none, &none), Ok(Some(Err(NotAssessable::TooFew { .. })))));
    assert!(matches!(ask(&ten, &ten), Ok(Some(Err(NotAssessable::TooFew { .. })))), "all of all");
    let (huge, half) = (vec![Some(9e15); 12], vec![Some(4.5e15); 12]);
    let found = ask(&half, &huge).unwrap().unwrap().unwrap();
    assert!((found.p_rise - 0.5).abs() < 1e-6, "{found:?}");
}
