//! Where a figure and a day stand in a panel, and which of them are written at the axes.

use jiff::civil::{Date, date};
use vocabulary::period::days_between;

/// From figures and days to points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Axes {
    /// First and last day.
    pub span: (Date, Date),
    /// Left and right end.
    pub across: (f64, f64),
    /// Top and bottom.
    pub down: (f64, f64),
    /// The figure at the top; 0 stands at the bottom.
    pub highest: f64,
}

impl Axes {
    pub(super) fn x(&self, day: Date) -> f64 {
        let whole = days_between(self.span.0, self.span.1).max(1) as f64;
        let part = days_between(self.span.0, day) as f64 / whole;
        self.across.0 + part * (self.across.1 - self.across.0)
    }

    pub(super) fn y(&self, figure: f64) -> f64 {
        let part = (figure / self.highest).clamp(0.0, 1.0);
        self.down.1 - part * (self.down.1 - self.down.0)
    }

    pub(super) fn at(&self, day: Date, figure: f64) -> (f64, f64) {
        (self.x(day), self.y(figure))
    }

    /// Points at both ends of a stroke so wide about a point.
    pub(super) fn widened(&self, (x, y): (f64, f64), by: f64) -> [(f64, f64); 2] {
        [((x - by).max(self.across.0), y), ((x + by).min(self.across.1 + by), y)]
    }

    /// First days of the years to be written, at most seven.
    pub(super) fn years(&self) -> Vec<Date> {
        let (first, last) = (self.span.0.year(), self.span.1.year());
        let step = (i32::from(last) - i32::from(first)) / 7 + 1;
        let years = (first + 1..=last).filter(|year| i32::from(*year).rem_euclid(step) == 0);
        years.map(|year| date(year, 1, 1)).collect()
    }
}

/// Two or three round figures above 0, the last no higher than `highest`.
pub(super) fn ticks(highest: f64) -> Vec<f64> {
    if highest <= 0.0 || !highest.is_finite() {
        return Vec::new();
    }
    let power = 10_f64.powf(highest.log10().floor());
    let steps = [0.25, 0.5, 1.0, 2.0, 2.5, 5.0].map(|step| step * power);
    let step = steps.into_iter().find(|step| highest / step < 4.0).unwrap_or(power);
    (1_u32..4).map(|n| f64::from(n) * step).filter(|tick| *tick <= highest * 1.000_001).collect()
}
