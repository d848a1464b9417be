//! Parts stay within their bounds, and the list opens with what matters.

use jiff::civil::date;
use vocabulary::finding::{Method, SeriesKey, Vantage};
use vocabulary::indicator::IndicatorId;
use vocabulary::period::{Cadence, Period};
use vocabulary::place::PlaceId;
use vocabulary::submission::{Digest, Position};
use vocabulary::substance::SubstanceId;

use super::*;

/// An alarm of a month in Connecticut.
fn alarm(indicator: &str, substance: &str, observed: f64, expected: f64) -> Finding {
    let direction = if observed < expected { Direction::Fall } else { Direction::Rise };
    Finding {
        series: SeriesKey {
            source: "s".to_owned(),
            indicator: IndicatorId::parse(indicator).unwrap(),
            substance: SubstanceId::parse(substance).unwrap(),
            place: PlaceId::parse("US-CT").unwrap(),
            cadence: Cadence::Month,
            unit: ValueUnit::Count,
            part: None,
        },
        period: Period::containing(date(2020, 5, 1), Cadence::Month),
        direction,
        observed,
        reported: None,
        out_of: None,
        expected: Some(expected),
        bound: None,
        p_value: None,
        method: Method { name: "onset".to_owned(), version: 1, settings: String::new() },
        vantage: Vantage { as_of: date(2020, 6, 30), position: Position(1) },
        series_digest: Digest([0; 32]),
    }
}

fn parts(finding: Finding) -> Vec<ScorePart> {
    let onset = finding.period.start();
    score(Evidence { recent: &[finding], onset })
}

fn points(parts: &[ScorePart], name: &str) -> f64 {
    parts.iter().find(|part| part.name == name).unwrap().points
}

fn sum(parts: &[ScorePart]) -> f64 {
    parts.iter().map(|part| part.points).sum()
}

#[test]
fn one_death_where_none_was_expected_does_not_outrank_many() {
    let deaths = |observed, expected| {
        let mut parts = parts(alarm("medical-examiner-deaths", "heroin", observed, expected));
        // However small its p-value: the chance that it is real says no more than certain.
        parts.push(confidence(Some(0.999), 1));
        sum(&parts)
    };
    assert!(deaths(40.0, 10.0) > deaths(1.0, 1e-4), "{} {}", deaths(40.0, 10.0), deaths(1.0, 1e-4));
    let growth = |observed, expected| {
        points(&parts(alarm("ed-visits", "heroin", observed, expected)), "growth")
    };
    assert!(growth(1.0, 0.0) < growth(30.0, 10.0) + 1.0, "one is twice at most");
    assert!(growth(30.0, 0.0) > growth(3.0, 0.0) && growth(3.0, 0.0) > growth(1.0, 0.0));
}

#[test]
fn every_part_lies_between_nothing_and_its_weight() {
    let table = Ranking::shipped();
    for indicator in ["deaths-selection-d", "seizures-number", "purity-retail", "naloxone-kits"] {
        for (observed, expected) in [(0.0, 1e6), (1e6, 0.0), (0.0, 0.0), (3.0, 2.9), (1.0, 1e-300)]
        {
            let mut amount = alarm(indicator, "carfentanil", observed, expected);
            amount.series.unit = ValueUnit::Kilogram;
            for finding in [alarm(indicator, "carfentanil", observed, expected), amount] {
                let mut all = parts(finding);
                all.push(confidence(Some(0.3), 2));
                all.push(doubt(30, 30));
                all.extend(age(&[alarm(indicator, "carfentanil", observed, expected)]));
                in_order(&mut all);
                assert_eq!(all.len(), table.part.len());
                for (part, known) in all.iter().zip(&table.part) {
                    assert_eq!((&part.name, part.most), (&known.name, Some(known.weight)));
                    let (low, high) = (known.weight.min(0.0), known.weight.max(0.0));
                    assert!((low..=high).contains(&part.points), "{part:?}");
                    assert!(!part.why.is_empty());
                }
            }
        }
    }
}

#[test]
fn fewer_deaths_are_no_harm_and_fewer_seizures_may_be() {
    let harm = |indicator, observed, expected| {
        points(&parts(alarm(indicator, "heroin", observed, expected)), "harm")
    };
    assert!(harm("deaths-selection-d", 2.0, 20.0) <= 0.0);
    assert!(harm("deaths-selection-d", 20.0, 2.0) > harm("ed-visits", 20.0, 2.0));
    assert!(harm("seizures-number", 2.0, 20.0) > 0.0);
}

#[test]
fn what_was_hardly_ever_seen_is_newer_than_what_is_known() {
    let novelty = |expected, onset| {
        let finding = alarm("ed-visits", "xylazine", 30.0, expected);
        points(&score(Evidence { recent: &[finding], onset }), "novelty")
    };
    assert!(novelty(0.1, date(2020, 5, 1)) > novelty(10.0, date(2020, 5, 1)));
    assert!(novelty(0.1, date(2020, 5, 1)) > novelty(0.1, date(2019, 12, 1)));
}

#[test]
fn words_on_freshness_follow_the_date_of_the_list() {
    let of = |as_of| {
        let mut finding = alarm("ed-visits", "heroin", 30.0, 10.0);
        finding.vantage.as_of = as_of;
        let all = parts(finding);
        all.into_iter().find(|part| part.name == "actionability").unwrap()
    };
    let (now, later) = (of(date(2020, 6, 30)), of(date(2021, 1, 31)));
    assert!(now.why.starts_with("it is of these months; "), "{}", now.why);
    let old = "its last alarm ended 245 days before the day of the list; ";
    assert!(later.why.starts_with(old), "{}", later.why);
    assert!(now.points > later.points);
}

/// An alarm of a calendar whose period holds a day, in a list as of another.
fn aged(cadence: Cadence, day: jiff::civil::Date, as_of: jiff::civil::Date) -> Finding {
    let mut finding = alarm("ed-visits", "heroin", 30.0, 10.0);
    finding.series.cadence = cadence;
    finding.period = Period::containing(day, cadence);
    finding.vantage.as_of = as_of;
    finding
}

#[test]
fn age_takes_the_more_the_longer_ago_the_last_alarm_is_and_never_more_than_its_weight() {
    let points = |as_of| {
        let finding = aged(Cadence::Month, date(2020, 5, 1), as_of);
        age(&[finding]).unwrap().points
    };
    assert!(points(date(2020, 6, 30)) >= 0.0, "figures of months are half a year late at most");
    let [later, later_still] = [points(date(2021, 1, 31)), points(date(2021, 8, 31))];
    assert!(later < 0.0 && later_still < later, "{later} {later_still}");
    let most = Ranking::shipped().weight("age");
    for year in [2022, 2026, 2040] {
        assert!((points(date(year, 1, 31)) - most).abs() < 1e-9, "{year}");
    }
}

#[test]
fn age_is_counted_by_the_calendar_and_from_the_day_of_the_list() {
    let points = |cadence, day, as_of| age(&[aged(cadence, day, as_of)]).unwrap().points;
    let ten_months_on = date(2025, 10, 31);
    assert!(points(Cadence::Year, date(2024, 7, 1), ten_months_on) >= 0.0);
    assert!(points(Cadence::Month, date(2024, 12, 1), ten_months_on) < 0.0);
    assert!(points(Cadence::Year, date(2016, 7, 1), ten_months_on) < 0.0);
    assert!(points(Cadence::Year, date(2016, 7, 1), date(2017, 10, 31)) >= 0.0, "a replay");
}

#[test]
fn a_signal_is_as_old_as_the_least_old_of_its_series() {
    let as_of = date(2025, 10, 31);
    let [old, new] = [date(2019, 7, 1), date(2025, 10, 1)];
    let [yearly, weekly] = [aged(Cadence::Year, old, as_of), aged(Cadence::Week, new, as_of)];
    assert!(age(std::slice::from_ref(&yearly)).unwrap().points < 0.0);
    let both = age(&[yearly, weekly]).unwrap();
    assert!(both.points >= 0.0, "{}", both.why);
    assert!(both.why.ends_with("; figures of its calendar are fresh for 60 days"), "{}", both.why);
}

#[test]
fn no_doubt_says_why_there_is_none() {
    assert!(doubt(1, 1).why.ends_with(": too few for a change of reporting"));
    assert!(doubt(8, 60).why.ends_with(": too small a share for a change of reporting"));
}

#[test]
fn half_a_chance_gives_no_confidence_and_certainty_gives_all() {
    let points = |chance| confidence(Some(chance), 1).points;
    let most = Ranking::shipped().weight("confidence");
    assert!(points(0.5) <= 0.0 && points(0.2) <= 0.0);
    assert!(points(0.75) > 0.0 && (points(1.0) - most).abs() < 1e-9);
    assert!(confidence(None, 1).points < most);
}

#[test]
fn doubt_needs_many_substances_and_most_of_them() {
    let points = |moved, could| doubt(moved, could).points;
    assert!(points(7, 7) >= 0.0, "too few to tell");
    assert!(points(8, 60) >= 0.0, "a few of many are a market");
    assert!(points(14, 15) < points(10, 20) && points(10, 20) < 0.0);
    assert!(points(0, 0) >= 0.0);
}

#[test]
fn every_part_has_reasons_by_name_with_the_figures_of_its_words() {
    let mut all = parts(alarm("ed-visits", "heroin", 30.0, 10.0));
    all.extend([confidence(Some(0.25), 3), doubt(20, 30)]);
    all.extend(age(&[alarm("ed-visits", "heroin", 30.0, 10.0)]));
    let said: Vec<(String, String)> = all
        .iter()
        .flat_map(|part| &part.reasons)
        .map(|reason| (reason.id.clone(), format!("{:?}", reason.values)))
        .collect();
    let expect = [
        ("potency-new-synthetic-opioids", "{}"),
        ("harm-acute-harm", "{}"),
        ("reach-more", r#"{"events": 20.0}"#),
        ("novelty-expected", r#"{"a_month": 9.67741935483871}"#),
        ("novelty-began", r#"{"days": 30.0}"#),
        ("growth-rise", r#"{"times": 2.8181818181818183}"#),
        ("growth-one-added", "{}"),
        ("fresh-month", "{}"),
        ("near-part", "{}"),
        ("specific-substance", "{}"),
        ("confidence-chance", r#"{"chance": 0.25, "series": 3.0}"#),
        ("doubt-together", r#"{"could": 30.0, "moved": 20.0}"#),
        ("doubt-reporting", "{}"),
        ("age-ended", r#"{"days": 30.0}"#),
        ("age-fresh", r#"{"days": 183.0}"#),
    ];
    assert_eq!(said, expect.map(|(id, values)| (id.to_owned(), values.to_owned())));
}
