//! Reporters drawn by chance, of which it is known when they were there and how late they told.

use jiff::civil::date;
use signals::simulate::random::Random;
use vocabulary::period::{Cadence, add_days};
use vocabulary::quantity::ValueUnit;
use vocabulary::substance::SubstanceId;

use super::*;

const FIRST: Date = date(2020, 1, 1);
const DAYS: i64 = 1400;

/// Poisson events a day, known so many days later, from one day to another.
fn reports(place: &str, rate: f64, delay: f64, between: (i64, i64)) -> Reports {
    let place = PlaceId::parse(place).unwrap();
    let seed = place.as_str().bytes().map(u64::from).sum();
    let mut random = Random::new(seed, 7);
    let mut days: BTreeMap<(Date, Date), u32> = BTreeMap::new();
    for day in between.0..between.1 {
        for _ in 0..random.poisson(rate) {
            let late = (-delay * libm::log(random.uniform().max(1e-300))) as i64;
            if day + late < DAYS {
                let known = add_days(FIRST, day + late);
                *days.entry((add_days(FIRST, day), known)).or_default() += 1;
            }
        }
    }
    let days = days.into_iter().map(|((on, known), count)| (on, known, count)).collect();
    let indicator = IndicatorId::parse("ed-visits").unwrap();
    Reports { source: "s".to_owned(), indicator, place, days, kinds_at_first: 5 }
}

fn key(place: &str) -> SeriesKey {
    SeriesKey {
        source: "s".to_owned(),
        indicator: IndicatorId::parse("ed-visits").unwrap(),
        substance: SubstanceId::parse("heroin").unwrap(),
        place: PlaceId::parse(place).unwrap(),
        cadence: Cadence::Week,
        unit: ValueUnit::Count,
        part: None,
    }
}

fn weeks(place: &str, reports: &[Reports]) -> Vec<(f64, f64)> {
    let key = key(place);
    let mut periods = vec![Period::containing(FIRST, Cadence::Week).next()];
    while periods.len() < 199 {
        periods.push(periods[periods.len() - 1].next());
    }
    let shares = Reporting::of(reports).reported(&key, &periods);
    let known = |period| shares.get(period).map_or((1.0, 0.0), |k| (k.share, k.error));
    periods.iter().map(known).collect()
}

fn is(week: (f64, f64), share: f64) -> bool {
    (week.0 - share).abs() < 1e-9
}

#[test]
fn the_newest_weeks_are_known_in_part() {
    let known = weeks("AT", &[reports("AT", 5.0, 20.0, (0, DAYS))]);
    let last = known.len() - 1;
    assert!((0.1..0.6).contains(&known[last].0), "{:?}", known[last]);
    assert!(known[last].1 > 0.01 && known[last].1 < 0.3, "{:?}", known[last]);
    assert!(known.windows(2).all(|pair| pair[0].0 >= pair[1].0 - 1e-9));
    assert_eq!(known[last - 30], (1.0, 0.0));
}

#[test]
fn what_is_known_in_part_probably_comes_to_more() {
    let nowcast = Nowcast::of(12.0, Known { share: 0.75, error: 0.05 }).unwrap();
    assert_eq!((nowcast.known, nowcast.estimate), (12.0, 16.0));
    let (least, most) = nowcast.interval;
    assert!((12.0..=14.0).contains(&least) && (19.0..24.0).contains(&most), "{least} to {most}");
    let words = format!("12 known so far; probably {least} to {most} once all is in");
    assert_eq!(nowcast.in_words(), words);
    let unsure = Nowcast::of(12.0, Known { share: 0.75, error: 0.3 }).unwrap();
    assert!(unsure.interval.1 > most);
    assert_eq!(Nowcast::of(12.0, Known { share: 0.1, error: 0.0 }), None);
}

#[test]
fn who_does_not_report_at_all_is_not_waited_for() {
    let all = [reports("AT", 4.0, 20.0, (0, DAYS)), reports("BE", 4.0, 20.0, (700, DAYS))];
    let periods: Vec<Period> =
        std::iter::successors(Some(Period::containing(FIRST, Cadence::Week).next()), |period| {
            Some(period.next())
        })
        .take(199)
        .collect();
    let key = key("world");
    let reporting = Reporting::of(&all);
    let (reported, told) = (reporting.reported(&key, &periods), reporting.told(&key, &periods));
    assert!(reported.contains_key(&periods[50]) && !told.contains_key(&periods[50]));
    assert!(told[&periods[198]].share < 0.6 && told.len() < 40, "{told:?}");
}

#[test]
fn a_reporter_that_joins_is_part_of_the_whole_from_then_on() {
    let all = [reports("AT", 4.0, 0.0, (0, DAYS)), reports("BE", 4.0, 0.0, (700, DAYS))];
    let (both, joining) = (weeks("world", &all), weeks("BE", &all));
    assert!((both[50].0 - 0.5).abs() < 0.05 && both[50].1 > 0.05, "{:?}", both[50]);
    assert_eq!((both[150], joining[50].0, joining[150]), ((1.0, 0.0), 0.0, (1.0, 0.0)));
    assert_eq!(weeks("AT", &all)[50], (1.0, 0.0));
}

#[test]
fn a_reporter_that_joined_last_week_is_told_from_an_epidemic() {
    let all = [reports("AT", 4.0, 0.0, (0, DAYS)), reports("BE", 4.0, 0.0, (1393, DAYS))];
    assert!(is(weeks("BE", &all)[50], 0.0));
    let few = [reports("AT", 4.0, 0.0, (0, DAYS)), reports("BE", 4.0, 0.0, (1399, DAYS))];
    assert!(is(weeks("BE", &few)[50], 1.0), "one day tells nothing");
}

#[test]
fn silence_that_chance_does_not_explain_is_no_zero() {
    let gap = |rate: f64| {
        let mut all = vec![reports("AT", rate, 0.0, (0, DAYS)), reports("BE", 4.0, 0.0, (0, DAYS))];
        let (from, to) = (add_days(FIRST, 600), add_days(FIRST, 660));
        all[0].days.retain(|(on, _, _)| *on < from || *on > to);
        weeks("AT", &all)
    };
    assert!(is(gap(4.0)[88], 0.0) && is(gap(4.0)[80], 1.0) && is(gap(4.0)[97], 1.0));
    assert!(is(gap(0.1)[88], 1.0), "sixty days without an event are not rare at this rate");
    let stops = [reports("AT", 4.0, 0.0, (0, 1300)), reports("BE", 4.0, 0.0, (0, DAYS))];
    assert!(is(weeks("AT", &stops)[198], 0.0));
}

#[test]
fn a_first_cluster_of_one_thing_is_no_reporter_that_joins() {
    let mut all = [reports("AT", 4.0, 0.0, (0, DAYS)), reports("BE", 0.5, 0.0, (1360, DAYS))];
    assert!(is(weeks("BE", &all)[50], 0.0));
    all[1].kinds_at_first = 1;
    assert!(is(weeks("BE", &all)[50], 1.0));
}

#[test]
fn a_place_where_deaths_begin_and_stay_rare_is_no_reporter_that_joins() {
    let all = [reports("AT", 4.0, 0.0, (0, DAYS)), reports("BE", 0.04, 0.0, (1100, DAYS))];
    assert!(is(weeks("BE", &all)[50], 1.0) && is(weeks("world", &all)[50], 1.0));
}

#[test]
fn what_is_told_of_the_country_alone_for_a_while_is_not_lacking_there() {
    let mut all = [reports("nuts:AT13", 4.0, 0.0, (0, DAYS)), reports("AT", 0.5, 0.0, (0, DAYS))];
    let (from, to) = (add_days(FIRST, 600), add_days(FIRST, 660));
    let is_moved = |day: &(Date, Date, u32)| day.0 >= from && day.0 <= to;
    let moved: Vec<_> = all[0].days.extract_if(.., |day| is_moved(day)).collect();
    assert!(weeks("AT", &all)[88].0 < 0.5, "they are told by nobody");
    all[1].days.extend(moved);
    all[1].days.sort_unstable();
    assert!(is(weeks("AT", &all)[88], 1.0) && is(weeks("nuts:AT13", &all)[88], 0.0));
}

#[test]
fn a_file_of_many_years_says_nothing_of_delays() {
    let mut all = reports("AT", 5.0, 0.0, (0, DAYS));
    for (_, known, _) in &mut all.days {
        *known = add_days(FIRST, DAYS);
    }
    assert!(weeks("AT", &[all]).iter().all(|week| *week == (1.0, 0.0)));
}
