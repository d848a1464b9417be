//! Plain Farrington as a list: a fixed threshold a series, and no control over the number of series.
//!
//! It is what detection is compared with, and nothing more.

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use signals::{CountSeries, FarringtonSettings, farrington_flexible};
use vocabulary::finding::Direction;
use vocabulary::period::{Cadence, Period};
use vocabulary::quantity::ValueUnit;

use super::judge::{Line, raised_by};
use crate::series::Series;

/// Alarms of the last eight weeks, one line a series and direction, least likely first.
///
/// - Source: [`FarringtonSettings::noufaily_2013`] with its own threshold, with fewer years where the
///   history is shorter. A fall is an alarm where the chance of so few is below the same threshold.
pub(super) fn farrington_lines(series: &[Series]) -> Vec<Line> {
    let counted = |s: &&Series| s.key.cadence == Cadence::Week && s.key.unit == ValueUnit::Count;
    let chosen: Vec<&Series> = series.iter().filter(counted).collect();
    let mut lines: Vec<(f64, Line)> = chosen.par_iter().flat_map_iter(|s| lines_of(s)).collect();
    lines.sort_by(|(a, left), (b, right)| {
        a.total_cmp(b).then_with(|| left.alarms[0].0.cmp(&right.alarms[0].0))
    });
    lines.into_iter().map(|(_, line)| line).collect()
}

fn lines_of(series: &Series) -> Vec<(f64, Line)> {
    let (periods, counts) = series.recent_counts();
    let settings = FarringtonSettings::noufaily_2013();
    let history =
        periods.len().saturating_sub(RECENT + usize::from(settings.window_half_width) + 1);
    let years = u16::try_from(history / 52).unwrap_or(0).min(settings.years_back);
    if years < 2 {
        return Vec::new();
    }
    let settings = FarringtonSettings { years_back: years, ..settings };
    let counts: Vec<Option<u32>> = counts.into_iter().map(Some).collect();
    let weekly = CountSeries { counts: &counts, dates: None, population: None, frequency: 52 };
    let recent = counts.len() - RECENT..counts.len();
    let Ok(assessed) = farrington_flexible(&weekly, recent, &settings) else { return Vec::new() };
    let mut rise: Vec<(f64, Period)> = Vec::new();
    let mut fall: Vec<(f64, Period)> = Vec::new();
    for assessment in assessed {
        let Some(p_value) = assessment.p_value else { continue };
        let period = periods[assessment.position];
        if assessment.alarm == Some(true) {
            rise.push((p_value, period));
        }
        if assessment.expected.is_some() && 1.0 - p_value < settings.alpha {
            fall.push((1.0 - p_value, period));
        }
    }
    let both = [(Direction::Rise, rise), (Direction::Fall, fall)];
    both.into_iter().filter_map(|(way, alarms)| line(series, way, &alarms)).collect()
}

fn line(series: &Series, direction: Direction, alarms: &[(f64, Period)]) -> Option<(f64, Line)> {
    let least = alarms.iter().map(|(p_value, _)| *p_value).min_by(f64::total_cmp)?;
    let line = Line {
        substance: series.key.substance.clone(),
        place: series.key.place.clone(),
        direction,
        raised_by: raised_by("farrington", direction, &series.key),
        alarms: alarms.iter().map(|(_, p)| (series.key.clone(), direction, p.end())).collect(),
    };
    Some((least, line))
}

/// Weeks that count as recent, as in detection.
const RECENT: usize = 8;
