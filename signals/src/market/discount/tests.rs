//! Parity with scipy, recovery of a known exponent, and what must not matter.

use proptest::prelude::*;

use super::super::MedianInterval;
use super::*;
use crate::simulate::random::Random;

/// Sixteen synthetic deals: grams and what the whole deal cost.
const DEALS: [(f64, f64); 16] = [
    (0.1, 20.0),
    (0.2, 37.35),
    (0.25, 40.0),
    (0.5, 55.0),
    (0.5, 59.83),
    (1.0, 95.0),
    (1.0, 100.0),
    (1.0, 150.0),
    (2.0, 150.0),
    (3.5, 256.71),
    (5.0, 300.0),
    (5.0, 212.86),
    (10.0, 1250.0),
    (14.0, 800.0),
    (28.0, 900.0),
    (100.0, 6545.27),
];

fn deals() -> Vec<Deal> {
    DEALS.iter().map(|(size, total)| Deal { size: *size, price: total / size }).collect()
}

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9 * expected.abs().max(1.0), "{found} for {expected}");
}

#[test]
fn exponent_and_interval_are_those_of_scipy() {
    // scipy 1.17.1: stats.theilslopes(log(total / size), log(size), alpha=level).
    for (level, low, high) in [
        (0.95, -0.341_036_917_835_067_34, -0.163_113_510_209_768),
        (0.9, -0.339_035_952_556_318_3, -0.180_081_846_323_449_8),
    ] {
        let found = quantity_discount(&deals(), &DiscountSettings::of_level(level)).unwrap();
        close(found.exponent, -0.282_147_703_852_403_3);
        close(found.low, low);
        close(found.high, high);
    }
}

#[test]
fn the_price_at_a_size_is_that_of_scipy() {
    let found = quantity_discount(&deals(), &DiscountSettings::of_level(0.95)).unwrap();
    // scipy 1.17.1: stats.quantile_test(exp(y - slope * (x - log(size))), p=0.5).
    for (size, value, low, high) in [
        (1.0, 102.221_855_191_044_17, 91.200_282_892_148_31, 120.320_421_576_367_13),
        (10.0, 53.382_149_190_535_486, 47.626_479_665_210_87, 62.833_556_317_006_12),
    ] {
        let price = found.price_at(size).unwrap();
        close(price.value, value);
        let MedianInterval::Reached { low: from, high: to, .. } = price.interval else { panic!() };
        close(from, low);
        close(to, high);
    }
    assert!(found.spans(0.1) && found.spans(100.0) && !found.spans(101.0));
    close(found.tenfold(), 1.0 - 10_f64.powf(found.exponent));
}

#[test]
fn a_known_exponent_is_recovered_although_one_price_in_ten_is_wild() {
    let mut covered = 0;
    for stream in 0..200 {
        let mut random = Random::new(7, stream);
        let deals: Vec<Deal> = (0..40)
            .map(|at| {
                let size = [0.5, 1.0, 3.5, 7.0, 14.0, 28.0, 100.0][random.below(7) as usize];
                let noise = if at % 10 == 0 { 3.0 } else { 0.2 };
                let log_price = 5.0 - 0.2 * libm::log(size) + noise * random.normal();
                Deal { size, price: libm::exp(log_price) }
            })
            .collect();
        let found = quantity_discount(&deals, &DiscountSettings::of_level(0.95)).unwrap();
        assert!((found.exponent + 0.2).abs() < 0.15, "{}", found.exponent);
        covered += u32::from((found.low..=found.high).contains(&-0.2));
    }
    assert!((180..=200).contains(&covered), "{covered} of 200 intervals hold the truth");
}

#[test]
fn too_little_says_what_is_needed() {
    let settings = DiscountSettings::of_level(0.95);
    let few = quantity_discount(&deals()[..7], &settings);
    assert_eq!(few, Err(NoDiscount::TooFewDeals { deals: 7, needed: 8 }));
    let alike: Vec<Deal> =
        deals().into_iter().map(|deal| Deal { size: deal.size.min(0.2), ..deal }).collect();
    let few = quantity_discount(&alike, &settings);
    assert_eq!(few, Err(NoDiscount::TooFewSizes { sizes: 2, needed: 3 }));
    for (size, price) in
        [(0.0, 1.0), (1.0, 0.0), (-1.0, 1.0), (f64::NAN, 1.0), (1.0, f64::INFINITY)]
    {
        let mut bad = deals();
        bad.push(Deal { size, price });
        assert_eq!(quantity_discount(&bad, &settings), Err(NoDiscount::NotPositive));
    }
    let bad = quantity_discount(&deals(), &DiscountSettings::of_level(95.0));
    assert_eq!(bad, Err(NoDiscount::NoLevel(95.0)));
}

#[test]
fn equal_prices_have_no_discount() {
    let flat: Vec<Deal> = deals().into_iter().map(|deal| Deal { price: 80.0, ..deal }).collect();
    let found = quantity_discount(&flat, &DiscountSettings::of_level(0.95)).unwrap();
    close(found.exponent, 0.0);
    close(found.price_at(7.0).unwrap().value, 80.0);
}

#[test]
fn more_deals_than_are_compared_are_thinned_at_even_steps() {
    let settings = DiscountSettings { most_deals: 10, ..DiscountSettings::of_level(0.95) };
    let found = quantity_discount(&deals(), &settings).unwrap();
    assert_eq!(found.deals, 10);
    assert!(found.spans(0.1) && found.spans(100.0));
}

proptest! {
    #[test]
    fn units_currencies_and_order_do_not_matter(
        drawn in prop::collection::vec((0_usize..6, 1.0_f64..500.0), 8..30),
        per_ounce in any::<bool>(),
        rate in 0.01_f64..200.0,
        turn in 0_usize..30,
    ) {
        let sizes = [0.1, 0.5, 1.0, 3.5, 28.0, 1000.0];
        let here: Vec<Deal> =
            drawn.iter().map(|(at, price)| Deal { size: sizes[*at], price: *price }).collect();
        let unit = if per_ounce { 28.349_523_125 } else { 1000.0 };
        let mut there: Vec<Deal> = here
            .iter()
            .map(|deal| Deal { size: deal.size / unit, price: deal.price * rate })
            .collect();
        there.rotate_left(turn % drawn.len());
        let settings = DiscountSettings::of_level(0.95);
        match (quantity_discount(&here, &settings), quantity_discount(&there, &settings)) {
            (Ok(here), Ok(there)) => {
                prop_assert!((here.exponent - there.exponent).abs() < 1e-6);
                prop_assert!((here.low - there.low).abs() < 1e-6);
                prop_assert!((here.high - there.high).abs() < 1e-6);
                let (one, other) = (here.price_at(2.0), there.price_at(2.0 / unit));
                let (one, other) = (one.unwrap().value, other.unwrap().value);
                prop_assert!((one * rate - other).abs() < 1e-6 * other);
            }
            (here, there) => prop_assert_eq!(here.err(), there.err()),
        }
    }
}
