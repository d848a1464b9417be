//! How much likelier what is known is with a scenario than without it, and by how much it would be by chance.
//!
//! It knows the means that figures were drawn from; no real method does.

use signals::simulate::random::Random;

use crate::simulate::europe::{Added, Touched, TouchedWeek};

/// Whether the scenario is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    With,
    Without,
}

/// The log of how much likelier what is known is with the scenario, by source, for each that it touches.
///
/// - Shape: infinite where it cannot be without.
/// - Source: Neyman & Pearson 1933, Philosophical Transactions A 231:289: no test that is as seldom wrong
///   without the scenario finds it more often than the one of this sum.
pub(super) fn log_ratios(touched: &Touched) -> Vec<(&'static str, f64)> {
    let weeks = touched.weeks.iter().map(|week| {
        let counts: Vec<u32> = week.days.iter().map(|day| day.count).collect();
        (week.source, log_ratio_of_week(week, &counts))
    });
    let measures = touched.measures.iter();
    let measures = measures.map(|m| (m.source, m.shift * m.score - m.shift * m.shift / 2.0));
    let mut by_source: Vec<(&'static str, f64)> = Vec::new();
    for (source, ratio) in weeks.chain(measures) {
        match by_source.iter_mut().find(|(name, _)| *name == source) {
            Some((_, sum)) => *sum += ratio,
            None => by_source.push((source, ratio)),
        }
    }
    by_source
}

/// The same in all, of figures drawn anew.
pub(super) fn drawn_log_ratio(touched: &Touched, case: Case, random: &mut Random) -> f64 {
    let mut sum = 0.0;
    for week in &touched.weeks {
        sum += log_ratio_of_week(week, &drawn_counts(week, case, random));
    }
    for measure in &touched.measures {
        let mean = if case == Case::With { measure.shift } else { 0.0 };
        let score = mean + random.normal();
        sum += measure.shift * score - measure.shift * measure.shift / 2.0;
    }
    sum
}

fn log_ratio_of_week(week: &TouchedWeek, counts: &[u32]) -> f64 {
    log_probability(week, counts, Case::With) - log_probability(week, counts, Case::Without)
}

/// Log-probability of the counts of the days of a week.
///
/// Given the gamma factor that the usual events of a week share, days are independent, and each count is
/// usual events and added ones. So the chance of all counts is a polynomial of the factor, by how many
/// events were usual, of which each power has a known mean.
fn log_probability(week: &TouchedWeek, counts: &[u32], case: Case) -> f64 {
    let mut by_usual = vec![1.0];
    let mut total = 0.0;
    for (day, count) in week.days.iter().zip(counts) {
        let (usual, others) = (day.usual, day.others);
        let (usual, added) = match case {
            Case::With => (usual * day.left, chances_of_added(day.added, others, *count)),
            Case::Without => (usual, poisson_chances(others, *count)),
        };
        total += usual;
        let mut of_day = poisson_chances(usual, *count);
        for (chance, added) in of_day.iter_mut().zip(added.iter().rev()) {
            *chance *= added;
        }
        by_usual = product(&by_usual, &of_day);
    }
    let terms = by_usual.iter().enumerate().filter(|(_, chance)| **chance > 0.0);
    let terms = terms.map(|(usual, chance)| chance * shared_factor(week.shape, total, usual));
    libm::log(terms.sum::<f64>())
}

/// Mean of g^k exp(-m (g - 1)) over the gamma factor g of mean 1: what it does to the chance of k events
/// where m are usual.
fn shared_factor(shape: Option<f64>, mean: f64, events: usize) -> f64 {
    let Some(shape) = shape else { return 1.0 };
    let all = shape + events as f64;
    let gammas = libm::lgamma(all) - libm::lgamma(shape);
    libm::exp(mean + gammas + shape * libm::log(shape) - all * libm::log(shape + mean))
}

/// Chances that a scenario, or another, added 0 to `most` of the known cases of a day.
fn chances_of_added(added: Added, others: f64, most: u32) -> Vec<f64> {
    match added {
        Added::Cases(mean) => poisson_chances(mean + others, most),
        Added::Named { among, chance } => {
            let mut named = vec![libm::pow(1.0 - chance, f64::from(among))];
            for k in 1..=most.min(among) {
                let more = f64::from(among - k + 1) / f64::from(k) * chance / (1.0 - chance);
                named.push(named.last().expect("one before") * more);
            }
            let mut all = product(&named, &poisson_chances(others, most));
            all.resize(most as usize + 1, 0.0);
            all
        }
    }
}

/// Poisson probabilities of 0 to `most`.
fn poisson_chances(mean: f64, most: u32) -> Vec<f64> {
    let mut chances = vec![libm::exp(-mean)];
    for k in 1..=most {
        chances.push(chances.last().expect("one before") * mean / f64::from(k));
    }
    chances
}

/// Product of two polynomials, lowest power first.
fn product(a: &[f64], b: &[f64]) -> Vec<f64> {
    let mut product = vec![0.0; a.len() + b.len() - 1];
    for (i, x) in a.iter().enumerate().filter(|(_, x)| **x > 0.0) {
        for (j, y) in b.iter().enumerate() {
            product[i + j] += x * y;
        }
    }
    product
}

/// Counts of the days of a week, drawn anew.
fn drawn_counts(week: &TouchedWeek, case: Case, random: &mut Random) -> Vec<u32> {
    let left = |left: f64| if case == Case::With { left } else { 1.0 };
    let means: Vec<f64> = week.days.iter().map(|day| day.usual * left(day.left)).collect();
    let mean: f64 = means.iter().sum();
    let events = random.count(mean, 1.0 + week.shape.map_or(0.0, |shape| mean / shape));
    let mut counts = vec![0; week.days.len()];
    for _ in 0..events {
        let mut place = random.uniform() * mean;
        let day = means.iter().position(|mean| {
            place -= mean;
            place <= 0.0
        });
        counts[day.unwrap_or(means.len() - 1)] += 1;
    }
    for (day, count) in week.days.iter().zip(&mut counts) {
        *count += random.poisson(day.others);
        *count += match (case, day.added) {
            (Case::Without, _) => 0,
            (Case::With, Added::Cases(mean)) => random.poisson(mean),
            (Case::With, Added::Named { among, chance }) => {
                let is_named = (0..among).map(|_| random.uniform() < chance);
                is_named.map(u32::from).sum()
            }
        };
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::europe::{TouchedDay, TouchedMeasure};

    fn week(shape: Option<f64>, days: Vec<TouchedDay>) -> Touched {
        let week = TouchedWeek { source: "s", shape, days };
        Touched { weeks: vec![week], measures: Vec::new() }
    }

    fn day(count: u32, usual: f64, left: f64, added: Added) -> TouchedDay {
        TouchedDay { count, usual, left, others: 0.0, added }
    }

    fn ratio(touched: &Touched) -> f64 {
        log_ratios(touched).iter().map(|(_, ratio)| ratio).sum()
    }

    fn check(touched: &Touched, expected: f64) {
        let found = ratio(touched);
        assert!((found - expected).abs() < 1e-9, "{found} instead of {expected}");
    }

    #[test]
    fn ratios_are_those_worked_out_by_hand() {
        let none = Added::Cases(0.0);
        // Poisson, 3 where 2 are usual and 1 is added: 3 ln(3/2) - 1.
        check(&week(None, vec![day(3, 2.0, 1.0, Added::Cases(1.0))]), 3.0 * 1.5_f64.ln() - 1.0);
        // Poisson, 1 where 4 are usual and half are left: ln(1/2) + 2.
        check(&week(None, vec![day(1, 4.0, 0.5, none)]), 0.5_f64.ln() + 2.0);
        // Gamma of shape 4, none where 4 are usual and half are left: (4 / 8)^4 against (4 / 6)^4.
        check(&week(Some(4.0), vec![day(0, 4.0, 0.5, none)]), 4.0 * (8.0_f64 / 6.0).ln());
        // One usual event is as likely as 1 of 4 named by a half each is not: with, the chances are
        // 1/16 e^-1 + 4/16 e^-1; without, e^-1.
        let named = Added::Named { among: 4, chance: 0.5 };
        check(&week(None, vec![day(1, 1.0, 1.0, named)]), (5.0_f64 / 16.0).ln());
        // A figure two standard deviations up, of which the scenario moves it by one: 2 - 1/2.
        let measures = vec![TouchedMeasure { source: "p", score: 2.0, shift: 1.0 }];
        check(&Touched { weeks: Vec::new(), measures }, 1.5);
    }

    #[test]
    fn days_that_share_a_factor_count_as_their_sum_where_the_scenario_does_the_same_to_each() {
        let none = Added::Cases(0.0);
        let days = |counts: [u32; 2]| counts.map(|count| day(count, 1.5, 0.4, none)).to_vec();
        let one = ratio(&week(Some(12.0), vec![day(3, 3.0, 0.4, none)]));
        check(&week(Some(12.0), days([1, 2])), one);
        check(&week(Some(12.0), days([3, 0])), one);
    }

    #[test]
    fn what_cannot_be_without_the_scenario_is_proof() {
        let proof = ratio(&week(None, vec![day(1, 0.0, 1.0, Added::Cases(0.5))]));
        assert!(proof.is_infinite() && proof > 0.0);
    }
}
