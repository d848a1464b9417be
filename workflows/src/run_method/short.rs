//! The tests for short series as tables: one row for each period, with why where there is no verdict.

use std::ops::Range;

use signals::{
    ChangePointSettings, NotAssessable, ShortSeries, StepSettings, TrendSettings, change_point,
    step, trend,
};

use super::{MethodError, cell, note, with_17_digits, write_rows};

pub(super) fn step_table(
    series: &ShortSeries<'_>,
    evaluated: Range<usize>,
    settings: &StepSettings,
) -> Result<String, MethodError> {
    let rows = step(series, evaluated, settings)?.into_iter().map(|assessed| {
        let t = assessed.position + 1;
        match assessed.step {
            Err(why) => without_verdict(t, 8, why),
            Ok(s) => {
                let numbers = [s.expected, s.lower_bound, s.upper_bound, s.t, s.degrees];
                let alarm = alarm(s.p_rise, s.p_fall, settings.alpha);
                format!(
                    "{t},{},{},{},{alarm},\n",
                    joined(&numbers),
                    cell(Some(s.p_rise)),
                    cell(Some(s.p_fall))
                )
            }
        }
    });
    let header = "t,expected,lowerbound,upperbound,statistic,degrees,p_rise,p_fall,alarm,note\n";
    Ok(write_rows(header, rows))
}

pub(super) fn trend_table(
    series: &ShortSeries<'_>,
    evaluated: Range<usize>,
    settings: &TrendSettings,
) -> Result<String, MethodError> {
    let rows = trend(series, evaluated, settings)?.into_iter().map(|assessed| {
        let t = assessed.position + 1;
        match assessed.trend {
            Err(why) => without_verdict(t, 8, why),
            Ok(found) => {
                let bounds = [cell(found.lower_bound), cell(found.upper_bound)].join(",");
                let numbers = [found.slope, found.statistic, found.p_rise, found.p_fall];
                let alarm = alarm(found.p_rise, found.p_fall, settings.alpha);
                format!(
                    "{t},{},{bounds},{},{alarm},\n",
                    cell(Some(found.expected)),
                    joined(&numbers)
                )
            }
        }
    });
    let header = "t,expected,lowerbound,upperbound,slope,statistic,p_rise,p_fall,alarm,note\n";
    Ok(write_rows(header, rows))
}

pub(super) fn change_table(
    series: &ShortSeries<'_>,
    evaluated: Range<usize>,
    settings: &ChangePointSettings,
) -> Result<String, MethodError> {
    let rows = change_point(series, evaluated, settings)?.into_iter().map(|assessed| {
        let t = assessed.position + 1;
        match assessed.change {
            Err(why) => without_verdict(t, 8, why),
            Ok(found) => {
                let numbers = [
                    found.before,
                    found.after,
                    found.statistic,
                    found.p_value,
                    found.p_rise,
                    found.p_fall,
                ];
                let alarm = alarm(found.p_rise, found.p_fall, settings.alpha);
                format!("{t},{},{},{alarm},\n", found.first_after + 1, joined(&numbers))
            }
        }
    });
    let header = "t,first_after,before,after,statistic,p_value,p_rise,p_fall,alarm,note\n";
    Ok(write_rows(header, rows))
}

/// A row whose `empty` cells say nothing, with the reason at its end.
fn without_verdict(t: usize, empty: usize, why: NotAssessable) -> String {
    format!("{t},{}{}\n", ",".repeat(empty), note(&why.to_string()))
}

fn joined(numbers: &[f64]) -> String {
    numbers.iter().copied().map(with_17_digits).collect::<Vec<_>>().join(",")
}

/// The direction in which a figure lies beyond its bound.
fn alarm(p_rise: f64, p_fall: f64, alpha: f64) -> &'static str {
    if p_rise < alpha {
        "rise"
    } else if p_fall < alpha {
        "fall"
    } else {
        ""
    }
}
