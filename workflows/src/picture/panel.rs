//! One series drawn: its figures, what was expected, the bound, its alarms, and earlier knowledge of it.

use jiff::civil::Date;
use vocabulary::finding::Direction;

use super::axes::{Axes, ticks};
use super::labels::{lines_of, moved_apart};
use super::svg::Svg;
use super::{Mark, Panel};
use crate::number::number;

/// Where a panel stands in its picture.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub top: f64,
    pub width: f64,
    pub margin: f64,
    /// First and last day of all panels.
    pub span: (Date, Date),
}

/// Draws a panel; gives its height.
pub(super) fn draw_panel(svg: &mut Svg, panel: &Panel, frame: &Frame) -> f64 {
    let Frame { top, width, margin, span } = *frame;
    svg.line("rule", (margin, top), (width - margin, top));
    svg.text("name", (margin, top + 20.0), &panel.title);
    svg.text("soft", (margin, top + 36.0), &panel.subtitle);
    let down = (top + 50.0, top + 50.0 + PLOT_HEIGHT);
    let across = (margin + LEFT, width - margin - RIGHT);
    let axes = Axes { span, across, down, highest: highest(panel) };
    draw_axes(svg, panel, &axes);
    draw_expectation(svg, &panel.marks, &axes);
    for (number, vintage) in panel.vintages.iter().enumerate() {
        let points: Vec<Option<(f64, f64)>> =
            vintage.figures.iter().map(|(on, figure)| Some(axes.at(*on, *figure))).collect();
        svg.broken_line(&format!("vintage v{}", number % 3), &points);
    }
    draw_figures(svg, panel, &axes);
    draw_labels(svg, panel, &axes);
    let mut bottom = down.1 + 34.0;
    for line in panel.note.iter().flat_map(|note| lines_of(note, super::LINE_LENGTH)) {
        svg.text("soft", (margin, bottom), &line);
        bottom += 15.0;
    }
    bottom + 4.0 - top
}

fn highest(panel: &Panel) -> f64 {
    let marks = panel.marks.iter();
    let of_marks = marks.flat_map(|mark| [mark.observed, mark.expected, mark.bound]).flatten();
    let of_vintages = panel.vintages.iter().flat_map(|v| v.figures.iter().map(|(_, f)| *f));
    let of_intervals = panel.marks.last().and_then(|mark| mark.interval).map(|(_, high)| high);
    let nowcasts = panel.marks.iter().filter_map(|mark| mark.nowcast);
    let of_nowcasts = nowcasts.map(|nowcast| nowcast.interval.1);
    let highest =
        of_marks.chain(of_vintages).chain(of_intervals).chain(of_nowcasts).fold(0.0, f64::max);
    if highest > 0.0 { highest * 1.05 } else { 1.0 }
}

fn draw_axes(svg: &mut Svg, panel: &Panel, axes: &Axes) {
    let (left, right) = axes.across;
    for tick in std::iter::once(0.0).chain(ticks(axes.highest)) {
        let y = axes.y(tick);
        svg.line("rule", (left, y), (right, y));
        svg.text("tick end", (left - 6.0, y + 4.0), &panel.unit.tick(tick));
    }
    for year in axes.years() {
        let x = axes.x(year);
        svg.line("rule", (x, axes.down.1), (x, axes.down.1 + 4.0));
        svg.text("tick mid", (x, axes.down.1 + 17.0), &year.year().to_string());
    }
}

/// The band from what was expected to the bound, stretch by stretch.
fn draw_expectation(svg: &mut Svg, marks: &[Mark], axes: &Axes) {
    let both = |mark: &Mark| {
        let (expected, bound) = mark.expected.zip(mark.bound)?;
        Some((axes.at(mark.on, expected), axes.at(mark.on, bound)))
    };
    let is_joined = |a: &Mark, b: &Mark| both(a).is_some() == both(b).is_some();
    for stretch in marks.chunk_by(is_joined) {
        let (mut expected, mut bound): (Vec<_>, Vec<_>) = stretch.iter().filter_map(both).unzip();
        if let ([one], [other]) = (&expected[..], &bound[..]) {
            // A single period is drawn as wide as the eye needs.
            (expected, bound) = (axes.widened(*one, 7.0).into(), axes.widened(*other, 7.0).into());
            svg.line("expected", expected[0], expected[1]);
        }
        svg.area("band", &expected, &bound);
        let bound: Vec<Option<(f64, f64)>> = bound.into_iter().map(Some).collect();
        svg.broken_line("bound", &bound);
    }
    let expected: Vec<Option<(f64, f64)>> =
        marks.iter().map(|mark| Some(axes.at(mark.on, mark.expected?))).collect();
    svg.broken_line("expected", &expected);
}

fn draw_figures(svg: &mut Svg, panel: &Panel, axes: &Axes) {
    let points: Vec<Option<(f64, f64)>> =
        panel.marks.iter().map(|mark| Some(axes.at(mark.on, mark.observed?))).collect();
    svg.broken_line("line", &points);
    let is_known =
        |at: Option<usize>| at.and_then(|at| points.get(at)).is_some_and(Option::is_some);
    for (at, point) in points.iter().enumerate() {
        // What stands alone has no line to be seen by.
        let is_alone = !is_known(at.checked_sub(1)) && !is_known(Some(at + 1));
        if let Some(point) = point.filter(|_| is_alone || points.len() <= MOST_DOTS) {
            svg.dot("dot", point, 2.0);
        }
    }
    if let Some((mark, (low, high))) = panel.marks.last().and_then(|m| Some((m, m.interval?))) {
        svg.line("whisker", axes.at(mark.on, low), axes.at(mark.on, high));
    }
    for (mark, nowcast) in panel.marks.iter().filter_map(|mark| Some((mark, mark.nowcast?))) {
        let (least, most) = nowcast.interval;
        svg.line("whisker", axes.at(mark.on, least), axes.at(mark.on, most));
        svg.dot("hollow", axes.at(mark.on, nowcast.estimate), 2.5);
    }
    let is_fall = panel.direction == Some(Direction::Fall);
    for (mark, point) in panel.marks.iter().zip(&points) {
        let Some((x, y)) = point.filter(|_| mark.is_alarm) else { continue };
        if is_fall {
            svg.triangle("fall", (x, y + 4.0), -8.0);
        } else {
            svg.triangle("rise", (x, y - 4.0), 8.0);
        }
    }
}

/// The newest figure, what was expected of it and its bound, at the right edge; and each earlier day that is
/// shown, at the end of its line.
fn draw_labels(svg: &mut Svg, panel: &Panel, axes: &Axes) {
    let Some(last) = panel.marks.iter().rev().find(|mark| mark.observed.is_some()) else { return };
    let alarm = if panel.direction == Some(Direction::Fall) { "datalabel" } else { "riselabel" };
    let mut labels: Vec<(f64, &str, String)> = Vec::new();
    let sign = match panel.direction {
        Some(Direction::Fall) => "▼ ",
        _ => "▲ ",
    };
    let (class, sign) = if last.is_alarm { (alarm, sign) } else { ("datalabel", "") };
    let observed = last.observed.unwrap_or_default();
    let of = last.out_of.map(|of| format!(" of {}", number(of.round()))).unwrap_or_default();
    labels.push((axes.y(observed), class, format!("{sign}{}{of}", panel.unit.in_short(observed))));
    if let Some(nowcast) = last.nowcast {
        let (least, most) = nowcast.interval;
        let [least, most] = [least, most].map(|figure| number(figure.round()));
        let words = format!("probably {least} to {most}");
        labels.push((axes.y(nowcast.estimate), "datalabel", words));
    }
    if let Some(expected) = last.expected {
        let words = format!("expected {}", panel.unit.in_short(expected));
        labels.push((axes.y(expected), "soft", words));
    }
    if let Some(bound) = last.bound {
        labels.push((axes.y(bound), "soft", format!("bound {}", panel.unit.in_short(bound))));
    }
    for vintage in &panel.vintages {
        let Some((on, figure)) = vintage.figures.last() else { continue };
        let (x, y) = axes.at(*on, *figure);
        let words = format!("known {}", vintage.known_on);
        svg.dot("dot", (x, y), 2.0);
        if x > axes.across.1 - 12.0 {
            labels.push((y, "soft", words));
        } else {
            svg.line("leader", (x, y), (x, axes.down.0 + 2.0));
            svg.text("soft end", (x + 4.0, axes.down.0), &words);
        }
    }
    let heights: Vec<f64> = labels.iter().map(|(y, _, _)| *y).collect();
    let placed = moved_apart(&heights, 14.0, (axes.down.0 - 4.0, axes.down.1));
    for ((_, class, words), y) in labels.iter().zip(placed) {
        svg.text(class, (axes.across.1 + 8.0, y + 4.0), words);
    }
}

impl super::PanelUnit {
    /// A figure at an axis.
    fn tick(&self, figure: f64) -> String {
        match self {
            Self::Share => format!("{:.0} %", 100.0 * figure),
            Self::Count | Self::Amount(_) => super::labels::short(figure),
        }
    }
}

const PLOT_HEIGHT: f64 = 120.0;

/// Room for figures at the left and for labels at the right.
const LEFT: f64 = 46.0;
const RIGHT: f64 = 122.0;

/// Series of no more periods than this have a dot for each.
const MOST_DOTS: usize = 24;
