//! What one look at very many series costs.

use vocabulary::finding::{FalseShare, Vantage};
use vocabulary::submission::Position;

use crate::detect::{Asked, Depth, signals_of, split_silent};
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
    /// Processor seconds from events to series.
    pub series_seconds: f64,
    /// Processor seconds from series to ranked signals.
    pub signal_seconds: f64,
}

/// Looks once at this many series, as `watchfire detect` does.
///
/// - Shape: where one synthetic Europe has too few, those of other seeds are added under other names.
pub fn cost(wanted: usize, years: u16, processor_seconds: &dyn Fn() -> f64) -> Cost {
    let mut series: Vec<Series> = Vec::new();
    let (mut events, mut series_seconds) = (0, 0.0);
    let mut last = None;
    for seed in 1..=MOST_SEEDS {
        let europe = Europe::draw(EuropeSettings { years, ..EuropeSettings::whole(seed) });
        let lifted = Lifted::of(&europe);
        last = Some(europe.last_day());
        events += europe.events();
        let before = processor_seconds();
        let mut more = build_series(&lifted.figures(europe.last_day()));
        series_seconds += processor_seconds() - before;
        if seed > 1 {
            for series in &mut more {
                series.key.source = format!("{}-{seed}", series.key.source);
            }
        }
        series.extend(more);
        if series.len() >= wanted {
            break;
        }
    }
    let Some(as_of) = last else { unreachable!("there is at least one seed") };
    series.truncate(wanted);
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
        events,
        signals: signals.len(),
        series_seconds,
        signal_seconds,
    }
}

/// Europes that are added up at most.
const MOST_SEEDS: u64 = 20;
