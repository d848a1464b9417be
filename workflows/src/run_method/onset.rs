//! The onset detector, and charts of the residuals of its baseline, as tables: one row for each period.

use std::ops::Range;

use signals::residual::Drift;
use signals::{
    CountSeries, OnsetAssessment, OnsetError, ResidualChartError, chart_residuals, onset,
    residual_of,
};

use super::settings::{OnsetControl, ResidualControl};
use super::table::Series;
use super::{MethodError, cell, flag, note, refused_setting, write_rows};

pub(super) fn onset_table(
    series: &Series,
    frequency: u16,
    evaluated: Range<usize>,
    control: &OnsetControl,
) -> Result<String, MethodError> {
    let alpha = control.settings.alpha;
    let rows = judged(series, frequency, evaluated, control)?.into_iter().map(|assessed| {
        let t = assessed.position + 1;
        match assessed.verdict {
            Err(why) => format!("{t},,,,,,,,,{}\n", note(&why.to_string())),
            Ok(found) => {
                let numbers = [found.expected, found.expected_error, found.dispersion, found.trend];
                format!(
                    "{t},{},{},{},{},{},\n",
                    cell(Some(found.upper_bound(alpha))),
                    flag(Some(found.alarm)),
                    numbers.map(|number| cell(Some(number))).join(","),
                    found.years,
                    cell(Some(found.p_value)),
                )
            }
        }
    });
    let header = "t,upperbound,alarm,expected,expected_error,phi,trend,years,p_value,note\n";
    Ok(write_rows(header, rows))
}

/// - Shape: without a range the chart starts at the first period with a residual; with one, at its first.
pub(super) fn residual_table(
    series: &Series,
    frequency: u16,
    evaluated: Range<usize>,
    control: &ResidualControl,
) -> Result<String, MethodError> {
    let periods: Vec<Period> = match &control.model {
        None => series.figures[evaluated.clone()].iter().map(|figure| given(*figure)).collect(),
        Some(model) => {
            let judged = judged(series, frequency, evaluated.clone(), model)?;
            judged.iter().map(of_the_baseline).collect()
        }
    };
    let residuals: Vec<Option<f64>> = periods.iter().map(|period| period.residual).collect();
    let charted = chart_residuals(&residuals, 0..residuals.len(), &control.chart);
    let charted = charted.map_err(|error| match error {
        ResidualChartError::Setting { setting, must_be } => refused_setting(setting, must_be),
        other => MethodError::Residuals(other),
    })?;
    let rows = periods.iter().zip(charted).map(|(period, charted)| {
        let t = evaluated.start + charted.position + 1;
        let alarm = match charted.verdict {
            Some(Drift::Rise) => "rise",
            Some(Drift::Fall) => "fall",
            Some(Drift::None) | None => "",
        };
        format!(
            "{t},{},{},{},{alarm},{}\n",
            cell(period.expected),
            cell(period.residual),
            cell(charted.verdict.map(|_| charted.statistic)),
            note(&period.why),
        )
    });
    Ok(write_rows("t,expected,residual,statistic,alarm,note\n", rows))
}

/// What a chart is told of one period.
struct Period {
    expected: Option<f64>,
    residual: Option<f64>,
    /// Why there is no residual; empty where there is one.
    why: String,
}

fn given(residual: Option<f64>) -> Period {
    let why = if residual.is_none() { "the residual is missing" } else { "" };
    Period { expected: None, residual, why: why.to_owned() }
}

fn of_the_baseline(assessed: &OnsetAssessment) -> Period {
    match &assessed.verdict {
        Err(why) => Period { expected: None, residual: None, why: why.to_string() },
        Ok(found) => Period {
            expected: Some(found.expected),
            residual: residual_of(found.p_value),
            why: String::new(),
        },
    }
}

fn judged(
    series: &Series,
    frequency: u16,
    evaluated: Range<usize>,
    control: &OnsetControl,
) -> Result<Vec<OnsetAssessment>, MethodError> {
    let counts = CountSeries {
        counts: &series.counts(),
        dates: series.dates.as_deref(),
        population: series.population.as_deref(),
        frequency,
    };
    onset(&counts, evaluated, &control.settings).map_err(|error| match error {
        OnsetError::Setting { setting, must_be } => refused_setting(setting, must_be),
        OnsetError::Frequency { frequency } => MethodError::Settings {
            key: "freq".to_owned(),
            problem: format!("{frequency} periods a year cannot be used"),
            mend: "add the counts up to weeks (52), months (12) or quarters (4)".to_owned(),
        },
        other => MethodError::Onset(other),
    })
}
