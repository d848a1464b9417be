//! The picture of a signal: the series behind it, what contradicts it, and what was known on earlier days.
//!
//! It reads series and draws none: `picture` does.

use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive as _;
use signals::{Part, share_interval};
use store::facts::QueryError;
use store::node::Node;
use vocabulary::finding::{Direction, Run, SeriesKey, Signal, Vantage};
use vocabulary::handling::Reader;
use vocabulary::indicator;
use vocabulary::period::{Cadence, Period};
use vocabulary::place::Places;
use vocabulary::quantity::ValueUnit;
use vocabulary::substance::Substances;

use crate::contradictions::{Contradiction, contradictions};
use crate::detect::series_of_each;
use crate::number::number;
use crate::picture::{Mark, Panel, PanelUnit, Picture, Vintage};
use crate::plain_names::plain_method;
use crate::series::Series;
use crate::signal_view::{SeriesView, series_behind};

/// Draws a signal as a run saw it; `says` is its sentence, and each day of `known_on` adds a thin line.
///
/// - Shape: the first [`MOST_PANELS`] series behind it, then what contradicts it.
/// - Cost: each earlier day reads the facts once more.
///
/// # Errors
/// When the facts cannot be read.
pub async fn signal_picture(
    node: &Node,
    run: &Run,
    signal: &Signal,
    says: &str,
    known_on: &[Date],
    reader: &Reader,
) -> Result<Picture, QueryError> {
    let against = contradictions(node, signal, reader).await?;
    let mut panels: Vec<Panel> = Vec::new();
    let mut drawn: Vec<SeriesKey> = Vec::new();
    for view in series_behind(node, signal, reader).await? {
        if drawn.len() < MOST_PANELS && !drawn.contains(&view.key) {
            panels.push(panel_of(&view));
            drawn.push(view.key);
        }
    }
    let sources = against.others.iter().map(|other| other.series.source.as_str());
    let all = series_of_each(node, sources, run.vantage, reader).await?;
    for other in &against.others {
        let series = all.iter().flatten().find(|series| series.key == other.series);
        panels.extend(series.map(|series| panel_against(series, other)));
        drawn.push(other.series.clone());
    }
    let mut days: Vec<Date> = known_on.to_vec();
    days.sort();
    for day in days {
        let vantage = Vantage { as_of: day, position: run.vantage.position };
        let sources = drawn.iter().map(|key| key.source.as_str());
        let then = series_of_each(node, sources, vantage, reader).await?;
        for (panel, key) in panels.iter_mut().zip(&drawn) {
            let series = then.iter().flatten().find(|series| series.key == *key);
            let is_share = panel.unit == PanelUnit::Share;
            let vintage = series.filter(|_| !is_share).map(|series| vintage_of(series, day));
            panel.vintages.extend(vintage.filter(|vintage| is_other(vintage, &panel.marks)));
        }
    }
    for panel in &mut panels {
        note_vintages(panel, signal.onset);
        drop_before(panel, MOST_PERIODS);
    }
    let substance = Substances::shipped().get(&signal.substance);
    let place = Places::shipped().get(&signal.place);
    let way = match signal.direction {
        Direction::Rise => "▲ rise",
        Direction::Fall => "▼ fall",
        Direction::New => "new",
    };
    let name = substance.map_or_else(|| signal.substance.to_string(), |s| s.name().to_owned());
    let place = place.map_or_else(|| signal.place.to_string(), |p| p.name().to_owned());
    Ok(Picture {
        title: format!("{name}, {place}: {way} since {}", signal.onset),
        says: says.to_owned(),
        foot: format!(
            "Blue: observed. Dotted: expected; band: up to the bound. ▲ ▼: alarm. As of {}, ledger \
             position {}. Signal {}",
            run.vantage.as_of, run.vantage.position, signal.id
        ),
        panels,
    })
}

fn panel_of(view: &SeriesView) -> Panel {
    let is_share = view.wholes.is_some();
    let marks = (0..view.points.len()).map(|at| mark_of(view, at)).collect();
    let (title, subtitle) = names(&view.key, is_share);
    Panel {
        title,
        subtitle: format!("{subtitle} · {}", plain_method_of(&view.method)),
        unit: unit_of(view.key.unit, is_share),
        direction: Some(view.direction),
        marks,
        vintages: Vec::new(),
        note: if is_share { note_of_share(view) } else { None },
    }
}

/// A finding's method in plain words, without its settings and version.
fn plain_method_of(method: &str) -> String {
    let name = method.split(" (").next().unwrap_or_default();
    let without = name.rsplit_once(' ').filter(|(_, last)| last.parse::<u16>().is_ok());
    let name = without.map_or(name, |(name, _)| name);
    plain_method(name).to_owned()
}

/// The newest share with its counts, and where the true one may lie.
fn note_of_share(view: &SeriesView) -> Option<String> {
    let mark = mark_of(view, view.points.len().checked_sub(1)?);
    let (observed, of, (low, high)) = (mark.observed?, mark.out_of?, mark.interval?);
    Some(format!(
        "{} of {} in the three months to {}: {:.0} %, 95 % interval {:.0} to {:.0} %",
        number((observed * of).round()),
        number(of.round()),
        mark.period,
        100.0 * observed,
        100.0 * low,
        100.0 * high
    ))
}

fn mark_of(view: &SeriesView, at: usize) -> Mark {
    let (period, figure) = view.points[at];
    let assessed = view.assessed.iter().find(|a| a.index == at);
    let is_new = view.direction == Direction::New;
    let mut mark = Mark {
        period: period.to_string(),
        on: period.start(),
        observed: figure,
        expected: assessed.filter(|_| !is_new).and_then(|a| a.expected),
        bound: assessed.and_then(|a| a.bound),
        is_alarm: assessed.is_some_and(|a| a.is_alarm),
        out_of: None,
        interval: None,
        nowcast: view.nowcasts.get(&period).copied(),
    };
    if let Some(wholes) = &view.wholes {
        let (part, whole) = (figure, wholes[at].filter(|whole| *whole > 0.0));
        let share = |part: Option<f64>| part.zip(whole).map(|(part, whole)| part / whole);
        mark.observed = share(part);
        mark.expected = share(mark.expected);
        mark.bound = share(mark.bound);
        mark.out_of = whole;
        let interval = |(part, whole)| share_interval(Part { part, whole }, 0.95);
        mark.interval = part.zip(whole).map(interval);
    }
    mark
}

fn panel_against(series: &Series, other: &Contradiction) -> Panel {
    let (periods, figures) = series.known_figures();
    let mark = |(period, observed): (Period, Option<f64>)| Mark {
        period: period.to_string(),
        on: period.start(),
        observed,
        expected: None,
        bound: None,
        is_alarm: false,
        out_of: None,
        interval: None,
        nowcast: series.nowcast(&period),
    };
    let (title, subtitle) = names(&series.key, false);
    Panel {
        title,
        subtitle: format!("{subtitle} · goes the other way"),
        unit: unit_of(series.key.unit, false),
        direction: None,
        marks: periods.into_iter().zip(figures).map(mark).collect(),
        vintages: Vec::new(),
        note: Some(other.in_words()),
    }
}

fn names(key: &SeriesKey, is_share: bool) -> (String, String) {
    let name = indicator::get(key.indicator.as_str()).map_or(key.indicator.as_str(), |i| i.name);
    let name = if is_share { format!("share of {name}") } else { name.to_owned() };
    let mut initial = name.chars();
    let title = initial.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + initial.as_str()
    });
    let every = match key.cadence {
        Cadence::Week => "a week",
        Cadence::Month if is_share => "of three months",
        Cadence::Month => "a month",
        Cadence::Quarter => "a quarter",
        _ => "a year",
    };
    let unit = if key.unit == ValueUnit::Count { "" } else { key.unit.as_str() };
    let every = format!("{unit} {every}");
    let place = Places::shipped().get(&key.place).map_or(key.place.as_str(), |place| place.name());
    (title, format!("{}, {place}, {}, {}", key.substance_and_part(), every.trim(), key.source))
}

fn unit_of(unit: ValueUnit, is_share: bool) -> PanelUnit {
    match unit {
        _ if is_share => PanelUnit::Share,
        ValueUnit::Count => PanelUnit::Count,
        unit => PanelUnit::Amount(unit.as_str().to_owned()),
    }
}

fn vintage_of(series: &Series, known_on: Date) -> Vintage {
    let figure = |(period, value): &(Period, Option<rust_decimal::Decimal>)| {
        Some((period.start(), value.as_ref()?.to_f64()?))
    };
    Vintage { known_on, figures: series.points.iter().filter_map(figure).collect() }
}

/// Whether a day knew something else than is drawn.
fn is_other(vintage: &Vintage, marks: &[Mark]) -> bool {
    let drawn = marks.iter().filter_map(|mark| Some((mark.on, mark.observed?)));
    !drawn.eq(vintage.figures.iter().copied())
}

/// Says what each earlier day knew of the period in which the signal began, where one differs.
fn note_vintages(panel: &mut Panel, onset: Date) {
    let began = panel.marks.iter().find(|mark| mark.on >= onset);
    let Some((period, day, now)) = began.and_then(|m| Some((m.period.clone(), m.on, m.observed?)))
    else {
        return;
    };
    let then = |vintage: &Vintage| {
        let figure = vintage.figures.iter().find(|(on, _)| *on == day);
        figure.map(|(_, figure)| (vintage.known_on, *figure))
    };
    let known: Vec<(Date, f64)> = panel.vintages.iter().filter_map(then).collect();
    if !known.is_empty() {
        let words =
            known.iter().map(|(on, f)| format!("{} known on {on}", panel.unit.in_words(*f)));
        let words: Vec<String> = words.collect();
        panel.note =
            Some(format!("{period}: {}; here {}", words.join(", "), panel.unit.in_words(now)));
    }
}

/// Keeps the last periods alone.
fn drop_before(panel: &mut Panel, most: usize) {
    let gone = panel.marks.len().saturating_sub(most);
    panel.marks.drain(..gone);
    let Some(first) = panel.marks.first().map(|mark| mark.on) else { return };
    for vintage in &mut panel.vintages {
        vintage.figures.retain(|(on, _)| *on >= first);
    }
}

/// Series behind a signal that are drawn.
pub const MOST_PANELS: usize = 6;

/// Periods of a series that are drawn.
const MOST_PERIODS: usize = 160;
