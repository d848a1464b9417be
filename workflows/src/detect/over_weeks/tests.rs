//! Over a year of weekly runs the promise is kept, and without memory it is not.

use jiff::civil::date;
use vocabulary::finding::{Finding, Method, Vantage};
use vocabulary::indicator::IndicatorId;
use vocabulary::period::{Cadence, Period};
use vocabulary::place::PlaceId;
use vocabulary::quantity::ValueUnit;
use vocabulary::submission::{Digest, Position};
use vocabulary::substance::SubstanceId;

use super::*;
use crate::detect::false_discoveries::Families;

fn series(number: usize) -> SeriesKey {
    SeriesKey {
        source: "s".to_owned(),
        indicator: IndicatorId::parse("ed-visits").unwrap(),
        substance: SubstanceId::parse(&format!("drug-{number}")).unwrap(),
        place: PlaceId::parse("US-CT").unwrap(),
        cadence: Cadence::Week,
        unit: ValueUnit::Count,
        part: None,
    }
}

/// A signal that rests on one series.
fn signal(number: usize) -> Signal {
    let series = series(number);
    let period = Period::containing(date(2020, 1, 6), Cadence::Week);
    let finding = Finding {
        series: series.clone(),
        period,
        direction: Direction::Rise,
        observed: 9.0,
        reported: None,
        out_of: None,
        expected: Some(2.0),
        bound: Some(6.0),
        p_value: Some(1e-5),
        method: Method { name: "onset".to_owned(), version: 1, settings: String::new() },
        vantage: Vantage { as_of: date(2020, 1, 12), position: Position(1) },
        series_digest: Digest([0; 32]),
    };
    Signal {
        id: number.to_string(),
        substance: series.substance,
        place: series.place,
        direction: Direction::Rise,
        onset: period.start(),
        last_alarm: period.end(),
        score: Vec::new(),
        false_discovery_rate: Some(0.01),
        weighing: None,
        findings: vec![finding],
    }
}

#[test]
fn the_first_run_has_the_whole_share_and_later_ones_their_part() {
    let share = FalseShare::default();
    let (first, second) = (date(2020, 1, 5), date(2020, 1, 12));
    assert!((Memory::default().level(("s", false), first, share) - 0.1).abs() < 1e-12);
    let quiet: [Signal; 0] = [];
    let after = Memory::of([(first, quiet.as_slice())]);
    assert!((after.level(("s", false), second, share) - 0.01).abs() < 1e-12, "a tenth at least");
    let found: Vec<Signal> = (0..9).map(signal).collect();
    let after = Memory::of([(first, found.as_slice())]);
    assert!(
        (after.level(("s", false), second, share) - 10.0 * 0.1 / 52.0).abs() < 1e-12,
        "found is earned"
    );
    assert!((after.level(("other", false), second, share) - 0.01).abs() < 1e-12, "by its source");
    assert!(
        after.stands(&series(1), Direction::Rise) && !after.stands(&series(1), Direction::Fall)
    );
    let many: Vec<Signal> = (0..200).map(signal).collect();
    let after = Memory::of([(first, many.as_slice())]);
    assert!(
        (after.level(("s", false), second, share) - 0.1).abs() < 1e-12,
        "never more than the share"
    );
}

/// 52 weekly runs over 60 series, drawn anew each week, of which some hold a true signal that stands for
/// the rest of the year: false and true series that were opened.
fn year(random: &mut impl FnMut() -> f64, true_ones: usize, with_memory: bool) -> (f64, f64) {
    let (mut false_ones, mut opened_true) = (0.0, 0.0);
    let mut runs: Vec<(Date, Vec<Signal>)> = Vec::new();
    for week in 0_u32..52 {
        let day = add_days(date(2020, 1, 5), 7 * i64::from(week));
        let memory = Memory::of(runs.iter().map(|(day, found)| (*day, found.as_slice())));
        let is_true = |number: usize| number < true_ones && week as usize >= 4 * number;
        let p_values: Vec<f64> =
            (0..60).map(|number| if is_true(number) { 1e-6 } else { random() }).collect();
        let is_open = |number: usize| {
            // A false one that was opened closes again; a true one stands.
            with_memory && is_true(number) && memory.stands(&series(number), Direction::Rise)
        };
        let tested = (0..60).filter(|number| !is_open(*number));
        let families = Families::of(tested.clone().map(|number| (("s", false), p_values[number])));
        let share = FalseShare::default();
        let level = if with_memory { memory.level(("s", false), day, share) } else { share.get() };
        let opened: Vec<usize> = tested
            .filter(|number| {
                families.false_discovery_rate(("s", false), p_values[*number]) <= level
            })
            .collect();
        let known = |number: usize| memory.stands(&series(number), Direction::Rise);
        false_ones += opened.iter().filter(|number| !is_true(**number)).count() as f64;
        opened_true += opened.iter().filter(|n| is_true(**n) && !known(**n)).count() as f64;
        runs.push((day, opened.into_iter().map(signal).collect()));
    }
    (false_ones, opened_true)
}

#[test]
fn over_a_year_of_weekly_runs_the_share_is_kept_and_without_memory_it_is_not() {
    let mut state = 11_u64;
    let mut uniform = move || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    for true_ones in [0, 5, 10] {
        let mut sums = [(0.0, 0.0); 2];
        for _ in 0..60 {
            for (with_memory, sum) in [false, true].into_iter().zip(&mut sums) {
                let (false_ones, opened) = year(&mut uniform, true_ones, with_memory);
                *sum = (sum.0 + false_ones / 60.0, sum.1 + opened / 60.0);
            }
        }
        let [without, with] = sums;
        let share = |(false_ones, opened): (f64, f64)| false_ones / (false_ones + opened).max(1.0);
        assert!(share(without) > 0.3, "{true_ones}: {without:?}");
        assert!(with.0 < 1.5, "{true_ones}: {with:?}");
        assert!(true_ones == 0 || share(with) < 0.2, "{true_ones}: {with:?}");
        println!("{true_ones} true: without memory {without:?}, with it {with:?}");
        assert!(with.1 >= 0.95 * true_ones as f64, "what is true is found: {with:?}");
    }
}
