//! Pictures of a signal: small multiples of the series behind it, on one axis of time.
//!
//! Answers: what was observed, what was expected, where the bound lay and what alarmed, series by series, and
//! what was known of them on earlier days. It reads no facts and writes no file.

mod axes;
mod labels;
mod panel;
mod svg;

use jiff::civil::Date;
use vocabulary::finding::Direction;

use crate::reporting::Nowcast;

use self::panel::{Frame, draw_panel};
use self::svg::{Svg, escaped};

/// A picture of one signal.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// What it is about.
    pub title: String,
    /// The sentence that says it.
    pub says: String,
    /// Where the figures are from and when they were known.
    pub foot: String,
    /// One for each series, the leading one first.
    pub panels: Vec<Panel>,
}

/// One series in a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// What is counted.
    pub title: String,
    /// Of what, where, by whom, in which unit.
    pub subtitle: String,
    /// How its figures are written.
    pub unit: PanelUnit,
    /// Which way its alarms went; `None` where no method looked.
    pub direction: Option<Direction>,
    /// Consecutive periods, oldest first.
    pub marks: Vec<Mark>,
    /// What was known of the same series on earlier days, oldest day first.
    pub vintages: Vec<Vintage>,
    /// What is to be said below it.
    pub note: Option<String>,
}

/// How the figures of a panel are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PanelUnit {
    /// Whole events.
    Count,
    /// Shares, 0 to 1, written in per cent.
    Share,
    /// Amounts of this unit.
    Amount(String),
}

/// One period of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The period as it is written.
    pub period: String,
    /// Its last day.
    pub on: Date,
    /// The figure; `None` where it is not known.
    pub observed: Option<f64>,
    /// What was expected.
    pub expected: Option<f64>,
    /// The bound on the side that was looked at.
    pub bound: Option<f64>,
    /// Whether it is an alarm.
    pub is_alarm: bool,
    /// How many in all, where it is a share.
    pub out_of: Option<f64>,
    /// Where the true share lies, as 95 in 100 such intervals do.
    pub interval: Option<(f64, f64)>,
    /// What a count known in part will probably come to.
    pub nowcast: Option<Nowcast>,
}

/// What was known of a series on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Vintage {
    /// The day.
    pub known_on: Date,
    /// Last day of each period, and its figure as it was known.
    pub figures: Vec<(Date, f64)>,
}

impl Picture {
    /// The picture as SVG: light and dark as the reader's screen is, with a text alternative, without a script.
    ///
    /// - Shape: 600 units wide; it keeps its proportions at any width.
    pub fn to_svg(&self) -> String {
        let says = labels::lines_of(&self.says, LINE_LENGTH);
        let foot = labels::lines_of(&self.foot, LINE_LENGTH);
        let head_height = 44.0 + 16.0 * says.len() as f64;
        let span = self.span();
        let mut body = Svg::default();
        body.text("title", (MARGIN, 26.0), &self.title);
        for (at, line) in says.iter().enumerate() {
            body.text("says", (MARGIN, 46.0 + 16.0 * at as f64), line);
        }
        let mut top = head_height;
        for panel in &self.panels {
            let frame = Frame { top, width: WIDTH, margin: MARGIN, span };
            top += draw_panel(&mut body, panel, &frame);
        }
        for (at, line) in foot.iter().enumerate() {
            body.text("soft", (MARGIN, top + 8.0 + 15.0 * at as f64), line);
        }
        let height = top + 16.0 + 15.0 * foot.len() as f64;
        let (title, described) = (escaped(&self.title), escaped(&self.described()));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH:.0} {height:.0}\" \
             width=\"{WIDTH:.0}\" height=\"{height:.0}\" role=\"img\" aria-labelledby=\"t d\">\n\
             <title id=\"t\">{title}</title>\n<desc id=\"d\">{described}</desc>\n\
             <style>{STYLE}</style>\n\
             <rect class=\"paper\" width=\"{WIDTH:.0}\" height=\"{height:.0}\"/>\n{}</svg>\n",
            body.finish()
        )
    }

    /// The first and last day of all panels.
    fn span(&self) -> (Date, Date) {
        let of_vintages = |panel: &Panel| {
            let figures = panel.vintages.iter().flat_map(|vintage| vintage.figures.clone());
            figures.map(|(on, _)| on).collect::<Vec<_>>()
        };
        let days = || {
            let of_marks = self.panels.iter().flat_map(|panel| &panel.marks).map(|mark| mark.on);
            of_marks.chain(self.panels.iter().flat_map(of_vintages))
        };
        (days().min().unwrap_or(Date::MIN), days().max().unwrap_or(Date::MAX))
    }

    /// The picture in words, for those who do not see it.
    fn described(&self) -> String {
        let panels = self.panels.iter().map(Panel::described);
        let all: Vec<String> = std::iter::once(self.says.clone()).chain(panels).collect();
        format!("{} {}", all.join(". "), self.foot)
    }
}

impl Panel {
    fn described(&self) -> String {
        let Some(last) = self.marks.iter().rev().find(|mark| mark.observed.is_some()) else {
            return format!("{}, {}: no figure", self.title, self.subtitle);
        };
        let figure = |figure: Option<f64>| figure.map(|figure| self.unit.in_words(figure));
        let observed = figure(last.observed).unwrap_or_default();
        let expected = figure(last.expected).map(|f| format!(", {f} expected")).unwrap_or_default();
        let bound = figure(last.bound).map(|f| format!(", bound {f}")).unwrap_or_default();
        let alarms: Vec<&str> =
            self.marks.iter().filter(|m| m.is_alarm).map(|m| m.period.as_str()).collect();
        let alarms = match alarms[..] {
            [] => "no alarm".to_owned(),
            [only] => format!("alarm in {only}"),
            [first, .., last] => format!("{} alarms from {first} to {last}", alarms.len()),
        };
        let nowcast = last.nowcast.map(|nowcast| format!(", {}", nowcast.in_words()));
        let nowcast = nowcast.unwrap_or_default();
        let note = self.note.as_ref().map(|note| format!(". {note}")).unwrap_or_default();
        format!(
            "{}, {}: {observed} in {}{nowcast}{expected}{bound}; {alarms}{note}",
            self.title, self.subtitle, last.period
        )
    }
}

impl PanelUnit {
    /// A figure as short as it can be read, without its unit.
    pub fn in_short(&self, figure: f64) -> String {
        match self {
            Self::Share => self.in_words(figure),
            Self::Count | Self::Amount(_) => labels::short(figure),
        }
    }

    /// A figure with its unit.
    pub fn in_words(&self, figure: f64) -> String {
        match self {
            Self::Count => labels::number(figure),
            Self::Share => format!("{:.0} %", 100.0 * figure),
            Self::Amount(unit) => format!("{} {unit}", labels::number(figure)),
        }
    }
}

const WIDTH: f64 = 600.0;
const MARGIN: f64 = 16.0;

/// Characters that fit a line of the picture.
const LINE_LENGTH: usize = 80;

/// Colours and type; the same names in light and dark.
const STYLE: &str = "\
svg{--paper:#fbfaf7;--ink:#191c20;--soft:#5b626b;--rule:#e4e1d9;--data:#27567f;--band:#d5e0ea;--act:#c2410c;\
font-family:'IBM Plex Sans',system-ui,sans-serif;font-size:12.5px;font-variant-numeric:tabular-nums}\
@media (prefers-color-scheme:dark){svg{--paper:#14171a;--ink:#e9e7e1;--soft:#a4abb3;--rule:#2a2f35;\
--data:#8fbbe0;--band:#26394a;--act:#ff8a4c}}\
text{fill:var(--ink)}.paper{fill:var(--paper)}.title{font-size:18px;font-weight:600}.says{font-size:13px}\
.name{font-weight:600}.soft,.tick{fill:var(--soft)}.rise,.riselabel{fill:var(--act)}.fall,.datalabel{fill:var(--data)}\
.rule{stroke:var(--rule);fill:none}.line{stroke:var(--data);stroke-width:1.6;fill:none;stroke-linejoin:round}\
.dot{fill:var(--data)}.expected{stroke:var(--soft);stroke-dasharray:1.5 3;fill:none}.band{fill:var(--band)}\
.bound{stroke:var(--soft);stroke-width:.7;fill:none}.hollow{fill:var(--paper);stroke:var(--data);stroke-width:1.2}.vintage{stroke:var(--ink);stroke-width:.8;fill:none;\
stroke-dasharray:5 2.5}.v1{stroke-dasharray:2 2}.v2{stroke-dasharray:8 2 2 2}.end{text-anchor:end}\
.mid{text-anchor:middle}.whisker{stroke:var(--data);stroke-width:1}.leader{stroke:var(--soft);stroke-width:.5}\
text{paint-order:stroke;stroke:var(--paper);stroke-width:3px;stroke-linejoin:round}";

#[cfg(test)]
mod tests;
