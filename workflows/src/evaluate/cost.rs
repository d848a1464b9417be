//! What one look at very many series costs.

use vocabulary::finding::{FalseShare, Vantage};
use vocabulary::submission::Position;

use crate::detect::{Asked, Depth, signals_of, split_silent};
use crate::reporting::Reporting;
use crate::series::{Series, build_series};
use crate::simulate::europe::{Europe, EuropeSettings, Lifted};

/// What it cost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cost {
    /// Series looked at.
    pub series: usize,
    /// Of them, those that some method could assess.
    pub assessable: u64,
    /// Years of each.
    pub years: u16,
    /// Events behind them.
    pub events: usize,
    /// Signals raised.
    pub signals: usize,
    /// Processor seconds from figures to series.
    pub series_seconds: f64,
    /// Processor seconds from series to ranked signals.
    pub signal_seconds: f64,
}

/// Looks once at this many series, as `watchfire detect` does.
///
/// - Shape: the smallest synthetic Europe that has them, or the whole where none does.
pub fn cost(wanted: usize, years: u16, processor_seconds: &dyn Fn() -> f64) -> Cost {
    let draw =
        |countries| Europe::draw(EuropeSettings { countries, years, ..EuropeSettings::whole(1) });
    let (mut least, mut most) = (1, EuropeSettings::MOST_COUNTRIES);
    while least < most {
        let middle = usize::midpoint(least, most);
        // About one in seven only repeats another, and is left out.
        let is_enough = 5 * Lifted::of(&draw(middle)).series() >= 6 * wanted;
        if is_enough { most = middle } else { least = middle + 1 }
    }
    let europe = draw(least);
    let as_of = europe.last_day();
    let lifted = Lifted::of(&europe);
    let (figures, reports) = (lifted.figures(as_of), lifted.reports(as_of));
    drop(lifted);
    let before = processor_seconds();
    let mut series: Vec<Series> = build_series(&figures, &Reporting::of(&reports));
    let series_seconds = processor_seconds() - before;
    drop((figures, reports));
    // Evenly from all sources and places.
    let all = series.len().max(1);
    let is_kept = |at: usize| (at + 1) * wanted / all > at * wanted / all;
    let mut at = 0;
    series.retain(|_| {
        at += 1;
        wanted >= all || is_kept(at - 1)
    });
    let before = processor_seconds();
    let (current, _) = split_silent(series, as_of);
    let vantage = Vantage { as_of, position: Position(0) };
    let asked = Asked { vantage, depth: Depth::Whole, false_share: FalseShare::default() };
    let (signals, assessable) = signals_of(&current, asked, |_| None);
    let signal_seconds = processor_seconds() - before;
    Cost {
        series: current.len(),
        assessable,
        years,
        events: europe.events(),
        signals: signals.len(),
        series_seconds,
        signal_seconds,
    }
}
