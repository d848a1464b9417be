//! The few elements of SVG that pictures are made of.
//!
//! It knows no series and no colour: classes are styled once for the whole picture.

use std::fmt::Write as _;

/// Elements, in the order in which they are drawn.
#[derive(Debug, Default)]
pub(super) struct Svg {
    text: String,
}

impl Svg {
    pub(super) fn finish(self) -> String {
        self.text
    }

    /// A line of text whose base line begins, ends or is centred at a point, as its class says.
    pub(super) fn text(&mut self, class: &str, (x, y): (f64, f64), words: &str) {
        let words = escaped(words);
        self.push(format_args!("<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{words}</text>"));
    }

    /// A straight line.
    pub(super) fn line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        self.push(format_args!("<path class=\"{class}\" d=\"M{x1:.1} {y1:.1}L{x2:.1} {y2:.1}\"/>"));
    }

    /// A line through points, broken where there is none.
    pub(super) fn broken_line(&mut self, class: &str, points: &[Option<(f64, f64)>]) {
        let mut path = String::new();
        let mut is_down = false;
        for point in points {
            let Some((x, y)) = point else {
                is_down = false;
                continue;
            };
            let pen = if is_down { 'L' } else { 'M' };
            write!(path, "{pen}{x:.1} {y:.1}").expect("a string takes every text");
            is_down = true;
        }
        if !path.is_empty() {
            self.push(format_args!("<path class=\"{class}\" d=\"{path}\"/>"));
        }
    }

    /// The area between a line there and a line back.
    pub(super) fn area(&mut self, class: &str, there: &[(f64, f64)], back: &[(f64, f64)]) {
        let mut path = String::new();
        for (at, (x, y)) in there.iter().chain(back.iter().rev()).enumerate() {
            let pen = if at == 0 { 'M' } else { 'L' };
            write!(path, "{pen}{x:.1} {y:.1}").expect("a string takes every text");
        }
        if there.len() > 1 {
            self.push(format_args!("<path class=\"{class}\" d=\"{path}Z\"/>"));
        }
    }

    /// A dot.
    pub(super) fn dot(&mut self, class: &str, (x, y): (f64, f64), radius: f64) {
        self.push(format_args!(
            "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius}\"/>"
        ));
    }

    /// A triangle that points up, or down.
    pub(super) fn triangle(&mut self, class: &str, (x, y): (f64, f64), height: f64) {
        let (left, right, tip, base) = (x - 4.0, x + 4.0, y - height, y);
        self.push(format_args!(
            "<path class=\"{class}\" d=\"M{x:.1} {tip:.1}L{right:.1} {base:.1}L{left:.1} {base:.1}Z\"/>"
        ));
    }

    fn push(&mut self, element: std::fmt::Arguments<'_>) {
        writeln!(self.text, "{element}").expect("a string takes every text");
    }
}

/// Text that stands for itself in XML; signs that XML does not have are left out.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            c if c.is_control() && !matches!(c, '\n' | '\t') => {}
            c => out.push(c),
        }
    }
    out
}
