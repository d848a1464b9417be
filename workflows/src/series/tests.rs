//! Series from figures typed by hand.

use vocabulary::quantity::ValueUnit;

use vocabulary::substance::SubstanceId;

use super::*;

fn figure(substance: &str, period: &str, value: Option<i64>, absent: Absent) -> Figures {
    let period = Period::parse(period).unwrap();
    Figures {
        series: SeriesKey {
            source: "test".to_owned(),
            indicator: IndicatorId::parse("medical-examiner-deaths").unwrap(),
            substance: SubstanceId::parse(substance).unwrap(),
            place: PlaceId::parse("US-CT").unwrap(),
            cadence: period.cadence(),
            unit: ValueUnit::Count,
            part: None,
        },
        is_stated: true,
        absent,
        points: vec![(period, value.map(Decimal::from))],
    }
}

/// Figures of one series put together, as the store hands them out.
fn joined(figures: &[Figures]) -> Vec<Figures> {
    let mut sorted = figures.to_vec();
    sorted.sort_by_key(|f| (f.series.clone(), f.is_stated, f.points[0].0));
    let mut joined: Vec<Figures> = Vec::new();
    for figures in sorted {
        match joined.last_mut() {
            Some(last) if last.series == figures.series && last.is_stated == figures.is_stated => {
                last.absent = last.absent.min(figures.absent);
                last.points.extend(figures.points);
            }
            _ => joined.push(figures),
        }
    }
    joined
}

fn text(series: &Series) -> String {
    let points = series.points.iter().map(|(period, value)| {
        format!("{period}:{}", value.map_or_else(|| "?".to_owned(), |value| value.to_string()))
    });
    points.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_period_without_a_row_is_zero_only_where_the_source_lists_every_event() {
    for (absent, expected) in [
        (Absent::Zero, "2020-01:0 2020-02:3 2020-03:0 2020-04:1 2020-05:0"),
        (Absent::Unknown, "2020-02:3 2020-03:? 2020-04:1"),
    ] {
        let figures = [
            figure("heroin", "2020-01", Some(9), absent),
            figure("heroin", "2020-05", Some(9), absent),
            figure("fentanyl", "2020-02", Some(3), absent),
            figure("fentanyl", "2020-04", Some(1), absent),
        ];
        let series = build_series(&joined(&figures), &Reporting::default());
        let fentanyl = series.iter().find(|s| s.key.substance.as_str() == "fentanyl").unwrap();
        assert_eq!(text(fentanyl), expected);
    }
}

#[test]
fn days_are_read_by_complete_weeks_and_months() {
    // 2020-02-26 is a Wednesday: neither its week nor February is complete.
    let figures: Vec<Figures> =
        ["2020-02-26", "2020-03-02", "2020-03-08", "2020-03-31", "2020-04-02"]
            .iter()
            .map(|day| figure("fentanyl", day, Some(1), Absent::Zero))
            .collect();
    let series = build_series(&joined(&figures), &Reporting::default());
    let texts: Vec<String> = series.iter().map(text).collect();
    assert_eq!(texts, ["2020-W10:2 2020-W11:0 2020-W12:0 2020-W13:0", "2020-03:3"]);
    // A source that may not have looked says that there was nothing only where it told something else.
    let unknown: Vec<Figures> =
        figures.into_iter().map(|figures| Figures { absent: Absent::Unknown, ..figures }).collect();
    let heroin = figure("heroin", "2020-03-18", Some(1), Absent::Unknown);
    let all: Vec<Figures> = unknown.into_iter().chain([heroin]).collect();
    let series = build_series(&joined(&all), &Reporting::default());
    let fentanyl = series.iter().filter(|series| series.key.substance.as_str() == "fentanyl");
    let texts: Vec<String> = fentanyl.map(text).collect();
    assert_eq!(texts, ["2020-W10:2 2020-W11:? 2020-W12:0 2020-W13:?", "2020-03:3"]);
}

#[test]
fn fiscal_years_are_yearly_figures() {
    let figures: Vec<Figures> = [("2011", 7), ("2009", 5), ("2010", 6)]
        .iter()
        .map(|(year, value)| {
            let next = year.parse::<i16>().unwrap() + 1;
            let span = format!("{year}-04-01/{next}-03-31");
            figure("heroin", &span, Some(*value), Absent::Unknown)
        })
        .collect();
    let series = build_series(&joined(&figures), &Reporting::default());
    assert_eq!((series.len(), series[0].key.cadence), (1, Cadence::Year));
    assert_eq!(
        text(&series[0]),
        "2009-04-01/2010-03-31:5 2010-04-01/2011-03-31:6 2011-04-01/2012-03-31:7"
    );
}

#[test]
fn of_sums_that_overlap_those_are_taken_that_end_like_the_newest() {
    let mut figures = Vec::new();
    let mut first = Period::parse("2014-02").unwrap();
    for month in 0..27 {
        let mut last = first;
        (0..11).for_each(|_| last = last.next());
        let span = format!("{}/{}", first.start(), last.end());
        figures.push(figure("heroin", &span, Some(100 + month), Absent::Unknown));
        first = first.next();
    }
    // Half a year is no year.
    figures.push(figure("heroin", "2016-01-01/2016-06-30", Some(9), Absent::Unknown));
    let series = build_series(&joined(&figures), &Reporting::default());
    assert_eq!(series.len(), 1);
    assert_eq!(
        text(&series[0]),
        "2014-04-01/2015-03-31:102 2015-04-01/2016-03-31:114 2016-04-01/2017-03-31:126"
    );
    // Where the source states calendar years, they are the yearly figures.
    figures.push(figure("fentanyl", "2016", Some(9), Absent::Unknown));
    let series = build_series(&joined(&figures), &Reporting::default());
    assert_eq!((series.len(), text(&series[0]).as_str()), (1, "2016:9"));
}

#[test]
fn the_only_country_that_reports_stands_for_the_world() {
    let at = |place: &str, period: &str, value: i64| {
        let mut figures = figure("carfentanil", period, Some(value), Absent::Zero);
        figures.series.place = PlaceId::parse(place).unwrap();
        figures.is_stated = place != "world";
        figures
    };
    let mut figures = vec![at("RU", "2013-06", 1), at("RU", "2013-07", 2)];
    figures.extend([at("world", "2013-06", 1), at("world", "2013-07", 2)]);
    let series = build_series(&joined(&figures), &Reporting::default());
    let shown = |series: &[Series]| -> Vec<(String, bool)> {
        series.iter().map(|s| (s.key.place.to_string(), s.is_whole_coverage)).collect()
    };
    assert_eq!(shown(&series), [("RU".to_owned(), true)]);
    figures[3] = at("world", "2013-07", 3);
    figures.push(at("LV", "2013-07", 1));
    let series = build_series(&joined(&figures), &Reporting::default());
    let expected = [("LV", false), ("RU", false), ("world", true)];
    assert_eq!(shown(&series), expected.map(|(place, whole)| (place.to_owned(), whole)));
}

#[test]
fn a_withheld_figure_ends_what_can_be_counted() {
    let figures = [
        figure("fentanyl", "2020-Q1", Some(3), Absent::Unknown),
        figure("fentanyl", "2020-Q2", None, Absent::Unknown),
        figure("fentanyl", "2020-Q3", Some(4), Absent::Unknown),
    ];
    let series = build_series(&joined(&figures), &Reporting::default());
    assert_eq!(series[0].recent_counts().1, [4]);
}

#[test]
fn stated_totals_are_preferred_to_sums_of_parts() {
    let mut summed = figure("fentanyl", "2020-Q1", Some(7), Absent::Unknown);
    summed.is_stated = false;
    let series = build_series(
        &[figure("fentanyl", "2020-Q1", Some(9), Absent::Unknown), summed],
        &Reporting::default(),
    );
    assert_eq!(text(&series[0]), "2020-Q1:9");
}

#[test]
fn one_changed_figure_changes_the_digest() {
    let digest = |value| {
        let figures = [figure("fentanyl", "2020-Q1", Some(value), Absent::Unknown)];
        build_series(&figures, &Reporting::default())[0].digest()
    };
    assert_eq!(digest(1), digest(1));
    assert_ne!(digest(1), digest(2));
}

#[test]
fn a_class_that_only_repeats_its_substance_is_left_out() {
    let both = |class: i64| {
        let figures = [
            figure("xylazine", "2020-Q1", Some(3), Absent::Unknown),
            figure("alpha-2-agonists", "2020-Q1", Some(class), Absent::Unknown),
        ];
        build_series(&joined(&figures), &Reporting::default())
            .iter()
            .map(|s| s.key.substance.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(both(3), ["xylazine"]);
    assert_eq!(both(4), ["alpha-2-agonists", "xylazine"]);
}

#[test]
fn of_two_classes_that_hold_the_same_the_narrower_is_kept() {
    let kept = |wide: i64| {
        let figures = [
            figure("xylazine", "2020-Q1", Some(3), Absent::Unknown),
            figure("medetomidine", "2020-Q1", Some(2), Absent::Unknown),
            figure("alpha-2-agonists", "2020-Q1", Some(5), Absent::Unknown),
            figure("adulterants", "2020-Q1", Some(wide), Absent::Unknown),
        ];
        build_series(&joined(&figures), &Reporting::default()).len()
    };
    assert_eq!((kept(5), kept(6)), (3, 4));
}
