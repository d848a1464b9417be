//! The generator of the 42 scenarios against the reference generator in Python.

use signals::simulate::noufaily::{
    CURRENT_START, SCENARIOS, Scenario, SimulatedSeries, WEEKS, simulate,
};

/// Mean over many series, with its standard error.
#[derive(Debug, Clone, Copy)]
struct Estimate(f64, f64);

impl Estimate {
    fn of(values: &[f64]) -> Self {
        let count = values.len() as f64;
        let mean = values.iter().sum::<f64>() / count;
        let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
        Self(mean, (squares / (count - 1.0) / count).sqrt())
    }
}

/// What is compared of a scenario: the mean count of the weeks before, in and after the baseline, the
/// variance, the share of zeros, the 99th percentile of the baseline, and the cases of the outbreak.
const COMPARED: [&str; 7] =
    ["warm-up", "baseline", "last year", "variance", "zeros", "99th percentile", "outbreak cases"];

/// Printed by a run of `sim_anchor.py`'s `sim` (seed 5, 240 series of each scenario, numpy 2.4.6).
#[rustfmt::skip]
const REFERENCE: [(u8, [Estimate; 7]); 8] = [
    (1, [Estimate(1.1100, 0.0046), Estimate(1.1740, 0.0061), Estimate(1.2618, 0.0130), Estimate(1.6740, 0.0140), Estimate(0.4071, 0.0017), Estimate(5.8716, 0.0736), Estimate(7.1083, 0.2851)]),
    (6, [Estimate(2.4102, 0.0068), Estimate(5.2737, 0.0135), Estimate(6.5390, 0.0316), Estimate(9.3191, 0.0668), Estimate(0.3152, 0.0016), Estimate(25.3832, 0.1569), Estimate(15.4625, 0.7583)]),
    (12, [Estimate(0.3345, 0.0030), Estimate(1.5027, 0.0088), Estimate(2.9956, 0.0236), Estimate(0.7010, 0.0115), Estimate(0.7990, 0.0014), Estimate(8.3631, 0.0979), Estimate(12.3625, 0.4943)]),
    (18, [Estimate(8.3869, 0.0109), Estimate(19.9025, 0.0230), Estimate(31.1488, 0.0579), Estimate(33.8112, 0.1587), Estimate(0.0093, 0.0004), Estimate(57.4357, 0.1947), Estimate(26.6667, 1.1066)]),
    (21, [Estimate(2.1712, 0.0111), Estimate(2.3783, 0.0170), Estimate(2.2744, 0.0349), Estimate(13.9985, 0.1651), Estimate(0.5003, 0.0017), Estimate(18.0621, 0.2218), Estimate(16.7625, 0.8276)]),
    (29, [Estimate(18.1277, 0.0282), Estimate(24.9798, 0.0436), Estimate(27.0943, 0.0904), Estimate(199.0494, 0.9580), Estimate(0.0133, 0.0004), Estimate(74.6641, 0.4647), Estimate(39.8500, 1.7864)]),
    (36, [Estimate(50.5039, 0.0264), Estimate(67.8831, 0.0446), Estimate(78.9463, 0.0889), Estimate(138.4730, 0.6105), Estimate(0.0000, 0.0000), Estimate(108.0581, 0.4021), Estimate(51.4042, 1.7241)]),
    (42, [Estimate(150.9704, 0.0514), Estimate(156.2933, 0.0698), Estimate(158.3360, 0.1369), Estimate(244.9544, 1.2884), Estimate(0.0000, 0.0000), Estimate(201.5355, 0.8178), Estimate(73.1583, 2.6035)]),
];

/// Share of outbreaks over 10,080 of its series that span 0, 1, ... 7 weeks from first to last case.
const REFERENCE_SPANS: [f64; 8] = [0.0185, 0.0533, 0.2243, 0.4050, 0.2214, 0.0568, 0.0150, 0.0042];

fn describe(series: &SimulatedSeries) -> [f64; 7] {
    let counts: Vec<f64> = series.counts.iter().copied().map(f64::from).collect();
    let mean = |part: &[f64]| part.iter().sum::<f64>() / part.len() as f64;
    let (warm_up, baseline, last_year) = (&counts[..312], &counts[312..575], &counts[575..]);
    let centre = mean(warm_up);
    let variance = warm_up.iter().map(|count| (count - centre).powi(2)).sum::<f64>() / 311.0;
    let zeros = warm_up.iter().filter(|count| **count < 0.5).count() as f64 / 312.0;
    let mut sorted = baseline.to_vec();
    sorted.sort_by(f64::total_cmp);
    // The percentile falls between the 260th and the 261st of 263 counts: 0.99 * 262 = 259.38.
    let percentile = sorted[259] + 0.38 * (sorted[260] - sorted[259]);
    let cases = f64::from(series.outbreak_cases);
    [centre, mean(baseline), mean(last_year), variance, zeros, percentile, cases]
}

#[test]
fn simulated_counts_are_distributed_as_those_of_the_reference_generator() {
    for (number, expected) in REFERENCE {
        let drawn: Vec<[f64; 7]> = (0..240)
            .map(|round| simulate(1, round * u64::from(SCENARIOS) + u64::from(number) - 1))
            .inspect(|series| assert_eq!(series.scenario.number, number))
            .map(|series| describe(&series))
            .collect();
        for (column, name) in COMPARED.iter().enumerate() {
            let values: Vec<f64> = drawn.iter().map(|row| row[column]).collect();
            let (found, expected) = (Estimate::of(&values), expected[column]);
            // 56 comparisons: four and a half standard errors are exceeded by chance once in 2,600 runs;
            // the last digit printed is allowed besides.
            let allowed = 4.5 * found.1.hypot(expected.1) + 5e-5;
            let difference = (found.0 - expected.0).abs();
            assert!(difference <= allowed, "{name} of {number}: {found:?}, not {expected:?}");
        }
    }
}

#[test]
fn outbreaks_last_as_long_as_those_of_the_reference_generator() {
    let drawn = 5_040_u32;
    let mut spans = [0_u32; 8];
    let (mut size, mut past_size, mut first) = (0.0, 0.0, 0.0);
    for index in 0..drawn {
        let series = simulate(2, u64::from(index));
        let span = series.outbreak_weeks.map_or(0, |(first, last)| last + 1 - first);
        if let Some(count) = spans.get_mut(span as usize) {
            *count += 1;
        }
        size += f64::from(series.outbreak_size) / f64::from(drawn);
        past_size += f64::from(series.past_size) / f64::from(drawn);
        let start = series.outbreak_weeks.map_or(597.05, |(first, _)| f64::from(first));
        first += start / f64::from(drawn);
    }
    for (span, (count, expected)) in spans.iter().zip(REFERENCE_SPANS).enumerate() {
        let found = f64::from(*count) / f64::from(drawn);
        // The reference drew twice as many: its variance is half of this one's.
        let error = (1.5 * expected * (1.0 - expected) / f64::from(drawn)).sqrt();
        assert!((found - expected).abs() < 4.5 * error, "{span} weeks: {found}, not {expected}");
    }
    // Means of 1..=10 and of 0, 2, 3, 5, 10, and the reference's first week, each within 4.5 errors.
    assert!((size - 5.5).abs() < 4.5 * 2.9 / 71.0, "{size}");
    assert!((past_size - 4.0).abs() < 4.5 * 3.5 / 71.0, "{past_size}");
    assert!((first - 597.05).abs() < 4.5 * 12.5 * 1.3 / 71.0, "{first}");
}

#[test]
fn a_seed_and_an_index_give_one_series() {
    assert_eq!(simulate(7, 40), simulate(7, 40));
    assert_ne!(simulate(7, 40).counts, simulate(8, 40).counts);
    assert_ne!(simulate(7, 40).counts, simulate(7, 82).counts);
    let series = simulate(7, 40);
    assert_eq!(series.counts.len(), WEEKS as usize);
    let (first, last) = series.outbreak_weeks.expect("this one has cases");
    assert!(CURRENT_START <= first && first <= last && last <= WEEKS);
    // The same bits on every machine: the stream is ChaCha8 and the functions are libm's.
    assert_eq!(&simulate(1, 0).counts[..12], &[1, 0, 1, 0, 0, 0, 1, 2, 0, 3, 0, 1]);
}

#[test]
fn scenarios_are_numbered_from_1_to_42() {
    assert_eq!(Scenario::numbered(0), None);
    assert_eq!(Scenario::numbered(43), None);
    let numbers: Vec<u8> =
        (1..=SCENARIOS).filter_map(Scenario::numbered).map(|scenario| scenario.number).collect();
    assert_eq!(numbers, (1..=SCENARIOS).collect::<Vec<u8>>());
    let seventeenth = Scenario::numbered(17).expect("it is a scenario");
    assert_eq!((seventeenth.waves, seventeenth.family()), (1, 2));
    let mean = seventeenth.mean(624);
    let by_hand = (1.5_f64 + 0.003 * 624.0 + 0.2).exp();
    assert!((mean - by_hand).abs() < 1e-9 * by_hand, "624 weeks are whole years: {mean}");
}
