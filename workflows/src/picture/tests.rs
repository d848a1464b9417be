//! Pictures hold what they are told, in marks and in words, whatever the words are.

use jiff::civil::date;

use super::axes::ticks;
use super::labels::{lines_of, moved_apart, number};
use super::*;

fn mark(month: i8, observed: Option<f64>, is_alarm: bool) -> Mark {
    Mark {
        period: format!("2020-{month:02}"),
        on: date(2020, month, 28),
        observed,
        expected: Some(10.0),
        bound: Some(15.0),
        is_alarm,
        out_of: None,
        interval: None,
        nowcast: None,
    }
}

fn picture(direction: Direction) -> Picture {
    let marks = vec![
        mark(1, Some(9.0), false),
        mark(2, None, false),
        mark(3, Some(11.0), false),
        mark(4, Some(30.0), true),
    ];
    let vintage = Vintage {
        known_on: date(2020, 4, 1),
        figures: vec![(date(2020, 1, 28), 8.0), (date(2020, 3, 28), 7.0)],
    };
    Picture {
        title: "Fentanyl <b>& more</b>".to_owned(),
        says: "30 in 2020-04, 10 expected".to_owned(),
        foot: "As of 2020-05-31".to_owned(),
        panels: vec![Panel {
            title: "Deaths".to_owned(),
            subtitle: "fentanyl, US-CT, source \"s\"".to_owned(),
            unit: PanelUnit::Count,
            direction: Some(direction),
            marks,
            vintages: vec![vintage],
            note: Some("2020-03: 7 known on 2020-04-01, 11 now".to_owned()),
        }],
    }
}

#[test]
fn a_picture_says_in_words_what_it_shows() {
    let svg = picture(Direction::Rise).to_svg();
    assert!(svg.contains("<title id=\"t\">Fentanyl &lt;b&gt;&amp; more&lt;/b&gt;</title>"));
    assert!(svg.contains(
        "Deaths, fentanyl, US-CT, source &quot;s&quot;: 30 in 2020-04, 10 expected, bound 15; alarm in 2020-04"
    ));
    assert!(svg.contains("prefers-color-scheme:dark") && !svg.contains("<script"));
    assert!(svg.contains(">known 2020-04-01<") && svg.contains("▲ 30"));
    // The gap in February breaks the line: two strokes of the pen begin.
    let line = svg.lines().find(|line| line.contains("class=\"line\"")).unwrap();
    assert_eq!(line.matches('M').count(), 2, "{line}");
}

#[test]
fn a_rise_and_a_fall_are_told_by_shape_not_by_colour_alone() {
    let (rise, fall) = (picture(Direction::Rise).to_svg(), picture(Direction::Fall).to_svg());
    assert!(rise.contains("class=\"rise\"") && !rise.contains("class=\"fall\""));
    assert!(fall.contains("class=\"fall\"") && fall.contains("▼ 30"));
}

#[test]
fn every_tag_is_closed_and_no_figure_is_lost() {
    let mut empty = picture(Direction::Rise);
    empty.panels[0].marks.clear();
    let mut nothing = picture(Direction::Rise);
    nothing.panels.clear();
    for svg in [empty.to_svg(), nothing.to_svg(), picture(Direction::Rise).to_svg()] {
        let opened = svg.matches("<text").count();
        assert_eq!(opened, svg.matches("</text>").count());
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    }
}

#[test]
fn numbers_are_written_for_people() {
    for (figure, expected) in [
        (0.0, "0"),
        (1628.0, "1,628"),
        (12_345_678.4, "12,345,678"),
        (26.95, "26.9"),
        (0.5, "0.5"),
        (-3.0, "-3"),
    ] {
        assert_eq!(number(figure), expected);
    }
}

#[test]
fn millions_are_written_short() {
    let written = [2_500_000.0, 6_388_500.0, 88_368.4].map(super::labels::short);
    assert_eq!(written, ["2.5 m", "6.39 m", "88,368"]);
}

#[test]
fn ticks_are_few_and_round() {
    for (highest, expected) in [
        (1693.0, vec![500.0, 1000.0, 1500.0]),
        (1.05, vec![0.5, 1.0]),
        (73.0, vec![20.0, 40.0, 60.0]),
        (0.0, vec![]),
    ] {
        assert_eq!(ticks(highest), expected, "{highest}");
    }
}

#[test]
fn labels_are_moved_apart_and_stay_inside() {
    let placed = moved_apart(&[10.0, 11.0, 12.0], 14.0, (0.0, 100.0));
    assert_eq!(placed, [10.0, 24.0, 38.0]);
    let placed = moved_apart(&[98.0, 99.0], 14.0, (0.0, 100.0));
    assert_eq!(placed, [86.0, 100.0]);
    assert_eq!(lines_of("one two three", 7), ["one two", "three"]);
}

#[test]
fn a_count_known_in_part_is_drawn_and_told_as_such() {
    let mut picture = picture(Direction::Rise);
    assert!(!picture.to_svg().contains("probably"));
    let known = signals::delay::Known { share: 0.75, error: 0.05 };
    picture.panels[0].marks[3].nowcast = Nowcast::of(30.0, known);
    let svg = picture.to_svg();
    let (least, most) = Nowcast::of(30.0, known).unwrap().interval;
    assert!(svg.contains("class=\"hollow\""), "{svg}");
    assert!(svg.contains(&format!("probably {least:.0} to {most:.0}<")), "{svg}");
    assert!(svg.contains("30 known so far; probably"), "{svg}");
}
