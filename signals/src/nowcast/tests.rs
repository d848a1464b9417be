//! Lawless' point estimates, and intervals that hold what they promise.

use super::*;

/// `SplitMix64`, for repeatable counts.
struct Random(u64);

impl Random {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (((z ^ (z >> 31)) >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    fn poisson(&mut self, mean: f64) -> u32 {
        let (mut left, mut term, mut count) = (self.uniform(), (-mean).exp(), 0);
        while left > term && count < 10_000 {
            left -= term;
            count += 1;
            term *= mean / f64::from(count);
        }
        count
    }
}

/// Reports of `periods` as known at the end, with the totals behind them; the mean delay goes from
/// `first` to `last`.
fn triangle(
    random: &mut Random,
    periods: usize,
    (mean, first, last): (f64, f64, f64),
) -> (Vec<Vec<u32>>, Vec<u32>) {
    let (mut reports, mut totals) = (Vec::new(), Vec::new());
    for period in 0..periods {
        let slow = first + (last - first) * period as f64 / periods as f64;
        let stays = slow / (1.0 + slow);
        let mut row = vec![0; LONGEST + 1];
        let total = random.poisson(mean);
        for _ in 0..total {
            let delay = (random.uniform().ln() / stays.ln()).floor().min(LONGEST as f64);
            row[delay as usize] += 1;
        }
        row.truncate((periods - period).min(LONGEST + 1));
        reports.push(row);
        totals.push(total);
    }
    (reports, totals)
}

/// Share of totals within the intervals of the newest six periods, and the mean ratio of expected to true.
fn kept(delays: (f64, f64, f64), window: Option<usize>) -> (f64, f64) {
    let mut random = Random(5);
    let settings = NowcastSettings { longest_delay: LONGEST, window, level: 0.95 };
    let (mut within, mut all, mut expected, mut truth) = (0.0, 0.0, 0.0, 0.0);
    for _ in 0..300 {
        let (reports, totals) = triangle(&mut random, 60, delays);
        for found in &nowcast(&reports, &settings).unwrap()[54..] {
            let total = f64::from(totals[found.position]);
            within += f64::from(u8::from((found.lower..=found.upper).contains(&total)));
            all += 1.0;
            expected += found.expected;
            truth += total;
        }
    }
    (within / all, expected / truth)
}

#[test]
fn intervals_hold_the_totals_they_promise() {
    let (within, ratio) = kept((30.0, 2.0, 2.0), None);
    assert!((0.93..0.985).contains(&within), "{within}");
    assert!((0.97..1.06).contains(&ratio), "{ratio}");
    let (within, _) = kept((3.0, 2.0, 2.0), None);
    assert!((0.93..0.999).contains(&within), "{within} of small counts");
}

#[test]
fn a_window_follows_delays_that_change() {
    let (whole, of_whole) = kept((40.0, 0.8, 3.0), None);
    let (window, of_window) = kept((40.0, 0.8, 3.0), Some(10));
    assert!(window > whole + 0.1, "{window} {whole}");
    assert!((of_window - 1.0).abs() < (of_whole - 1.0).abs(), "{of_window} {of_whole}");
}

#[test]
fn the_share_is_that_of_the_chain_ladder() {
    // Of R surveillance's `nowcast(method = "lawless")`: reported over the product of the shares that came
    // earlier, here by hand: (60 + 55 + 62) / 300 came at once, then (100 + 100) / 210 before the second delay.
    let reports = [
        vec![600_000, 400_000, 50_000],
        vec![550_000, 450_000, 50_000],
        vec![620_000, 380_000],
        vec![900_000],
    ];
    let settings = NowcastSettings { longest_delay: 2, window: None, level: 0.95 };
    let newest = nowcast(&reports, &settings).unwrap()[3];
    let by_hand = (177.0 / 300.0) * (200.0 / 210.0);
    assert!((newest.share - by_hand).abs() < 1e-5, "{newest:?} {by_hand}");
    assert!((newest.expected / (900_000.0 / by_hand) - 1.0).abs() < 0.05, "{newest:?}");
}

#[test]
fn what_is_complete_stays_and_nothing_reported_is_not_nothing() {
    let settings = NowcastSettings { longest_delay: 1, window: None, level: 0.95 };
    let found = nowcast(&[vec![3, 1], vec![2, 4], vec![0]], &settings).unwrap();
    assert_eq!((found[0].expected, found[0].lower, found[1].upper), (4.0, 4.0, 6.0));
    assert!(found[2].lower == 0.0 && found[2].upper >= 1.0, "{:?}", found[2]);
    let none = nowcast(&[vec![0, 0], vec![0, 0], vec![0]], &settings).unwrap();
    assert!(none.iter().all(|n| n.expected.is_finite() && n.upper.is_finite()), "{none:?}");
}

#[test]
fn unsound_tables_and_settings_are_refused() {
    let settings = NowcastSettings { longest_delay: 1, window: None, level: 0.95 };
    let refused = |reports: &[Vec<u32>], settings: NowcastSettings| {
        nowcast(reports, &settings).unwrap_err().to_string()
    };
    let good = [vec![1, 1], vec![1]];
    assert_eq!(
        refused(&[vec![1, 1, 1], vec![1]], settings),
        "period 0 has reports of 3 delays, and 2 can be known by now"
    );
    let short = "not assessable: needs 2 periods to see the longest delay, has 1";
    assert_eq!(refused(&good[1..], settings), short);
    assert!(refused(&good, NowcastSettings { longest_delay: 0, ..settings }).contains("1 to 1000"));
    assert!(refused(&good, NowcastSettings { window: Some(0), ..settings }).contains("at least 1"));
    assert!(refused(&good, NowcastSettings { level: f64::NAN, ..settings }).contains("0.5 to"));
    let huge = [vec![u32::MAX, u32::MAX], vec![u32::MAX]];
    assert!(nowcast(&huge, &settings).unwrap()[1].expected.is_finite());
}

const LONGEST: usize = 12;
