//! Changes of the level of a continuous series as a table: one row for each period.

use std::ops::Range;

use signals::{Measured, OnlineChangeError, OnlineChangeSettings, online_change};

use super::settings::OnlineChangeControl;
use super::{MethodError, cell, flag, refused_setting, write_rows};

pub(super) fn online_change_table(
    figures: &[Measured],
    evaluated: Range<usize>,
    control: &OnlineChangeControl,
) -> Result<String, MethodError> {
    let settings = control.settings(&figures[..evaluated.end]);
    let assessed = online_change(figures, evaluated, &settings).map_err(|error| match error {
        OnlineChangeError::Setting { setting, must_be } if control.decides(setting) => {
            refused_setting(setting, must_be)
        }
        other => MethodError::OnlineChange(other),
    })?;
    let rows = assessed.iter().map(|period| {
        format!(
            "{},{},{},{},{},{}\n",
            period.position + 1,
            cell(Some(period.chance)),
            cell(Some(period.level)),
            cell(period.before),
            flag(period.alarm),
            if period.alarm.is_none() { "the figure is missing" } else { "" },
        )
    });
    Ok(write_rows("t,chance,level,before,alarm,note\n", rows))
}

impl OnlineChangeControl {
    /// Whether a field is as the settings have it, whatever the figures are.
    fn decides(&self, field: &str) -> bool {
        let follows = ["lowest_level", "highest_level", "least_spread", "greatest_spread"];
        let has_levels = self.lowest_level.is_some() && self.highest_level.is_some();
        has_levels || !follows.contains(&field)
    }

    /// The settings, with what was left out taken from the figures.
    fn settings(&self, figures: &[Measured]) -> OnlineChangeSettings {
        let (lowest, highest) = levels(figures);
        let lowest = self.lowest_level.unwrap_or(lowest);
        let highest = self.highest_level.unwrap_or(highest);
        let spanning = OnlineChangeSettings::spanning(lowest, highest);
        OnlineChangeSettings {
            mean_run: self.usual.mean_run,
            least_spread: self.least_spread.unwrap_or(spanning.least_spread),
            greatest_spread: self.greatest_spread.unwrap_or(spanning.greatest_spread),
            recent: self.usual.recent,
            alarm_above: self.usual.alarm_above,
            ..spanning
        }
    }
}

/// The span of the figures and half as much on either side; where they do not differ, as much as they
/// are large.
fn levels(figures: &[Measured]) -> (f64, f64) {
    let known = figures.iter().filter_map(|figure| match figure {
        Measured::Missing => None,
        Measured::Value { value, .. } => Some(*value),
        Measured::Below { limit } => Some(*limit),
    });
    let ends = known.fold(None, |ends, value| match ends {
        None => Some((value, value)),
        Some((low, high)) => Some((value.min(low), value.max(high))),
    });
    let (low, high) = ends.unwrap_or((0.0, 0.0));
    let span = high - low;
    let margin = if span > 0.0 { span / 2.0 } else { low.abs().max(1.0) };
    (low - margin, high + margin)
}
