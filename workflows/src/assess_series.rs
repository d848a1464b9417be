//! One method over one series of the node, with settings that somebody tries out.
//!
//! Answers: what the method expects of each period, where an alarm begins, and which figures are
//! alarms. Nothing is stored, and nothing is held against other series: what detection lists is
//! decided over all that was looked at.

use rust_decimal::prelude::ToPrimitive as _;
use serde_json::{Map, Value, json};
use vocabulary::period::{Cadence, Period};

use crate::run_method::{MethodError, run_method, split_cells};
use crate::series::Series;

/// Why a series was not assessed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum AssessError {
    /// The method refuses its settings or the series.
    #[error(transparent)]
    Method(#[from] MethodError),
    /// The method would take long.
    #[error(
        "the series has {has} periods, and one of up to {MOST_PERIODS} is assessed while you wait; run \
         `watchfire method run` over it"
    )]
    TooLong {
        /// Periods there are.
        has: usize,
    },
}

/// What a method says of one period.
#[derive(Clone, Debug, PartialEq)]
pub struct AssessedPeriod {
    /// The period.
    pub period: Period,
    /// Its figure; nothing where it is not known.
    pub observed: Option<f64>,
    /// What was to be expected; nothing where the method does not say.
    pub expected: Option<f64>,
    /// A figure below this is an alarm.
    pub lower_bound: Option<f64>,
    /// A figure above this is an alarm.
    pub upper_bound: Option<f64>,
    /// Chance of such a figure if nothing changed, in the direction in which it is smaller.
    pub p_value: Option<f64>,
    /// Whether it is an alarm; nothing where the period could not be assessed.
    pub is_alarm: Option<bool>,
    /// The method's word for the alarm or the reason why there is no verdict; empty without either.
    pub note: String,
}

/// Runs a method of [`list_methods`](crate::run_method::list_methods) over a series.
///
/// - Shape: one entry for each period of the series, oldest first; `control` holds the method's settings.
/// - Cost: bounded by the length of the series; scans over places are refused for want of their columns.
///
/// # Errors
/// When the settings or the series will not do; the message is the method's own.
pub fn assess_series(
    series: &Series,
    method: &str,
    control: &Map<String, Value>,
) -> Result<Vec<AssessedPeriod>, AssessError> {
    if series.points.len() > MOST_PERIODS {
        return Err(AssessError::TooLong { has: series.points.len() });
    }
    let settings = json!({
        "function": method,
        "control": control,
        "freq": periods_a_year(series.key.cadence),
    });
    let answer = run_method(&settings.to_string(), &table_of(series))?;
    let said = Said::of(&answer);
    let assessed = series.points.iter().zip(1_usize..).map(|((period, value), t)| {
        let observed = value.and_then(|value| value.to_f64());
        said.about(t, *period, observed)
    });
    Ok(assessed.collect())
}

/// The series as methods read it.
fn table_of(series: &Series) -> String {
    let mut table = String::from("t,date,observed\n");
    for ((period, value), t) in series.points.iter().zip(1_usize..) {
        let observed = value.map(|value| value.normalize().to_string()).unwrap_or_default();
        table.extend([t.to_string(), ",".to_owned(), period.start().to_string()]);
        table.extend([",".to_owned(), observed, "\n".to_owned()]);
    }
    table
}

const fn periods_a_year(cadence: Cadence) -> u16 {
    match cadence {
        Cadence::Day => 365,
        Cadence::Week => 52,
        Cadence::Month => 12,
        Cadence::Quarter => 4,
        _ => 1,
    }
}

/// An answer in cells, found by the names of its columns.
struct Said {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Said {
    fn of(answer: &str) -> Self {
        let mut lines = answer.lines().map(split_cells);
        Self { header: lines.next().unwrap_or_default(), rows: lines.collect() }
    }

    fn about(&self, t: usize, period: Period, observed: Option<f64>) -> AssessedPeriod {
        let t = t.to_string();
        let row = self.rows.iter().find(|row| self.cell(row, "t") == Some(t.as_str()));
        let text = |name| row.and_then(|row| self.cell(row, name)).filter(|text| !text.is_empty());
        let number =
            |name| text(name).and_then(|text| text.parse::<f64>().ok()).filter(|n| n.is_finite());
        let alarm = text("alarm");
        let is_alarm = match alarm {
            Some("0") => Some(false),
            Some(_) => Some(true),
            // Methods that name a direction leave it empty where there is no alarm, and say in `note`
            // where there is no verdict.
            None => {
                let has_verdict = self.header.iter().any(|name| name == "note");
                (has_verdict && row.is_some() && text("note").is_none()).then_some(false)
            }
        };
        let word = alarm.filter(|word| !["0", "1"].contains(word));
        AssessedPeriod {
            period,
            observed,
            expected: number("expected"),
            lower_bound: number("lowerbound"),
            upper_bound: number("upperbound"),
            p_value: ["p_value", "p_rise", "p_fall"]
                .into_iter()
                .filter_map(number)
                .reduce(f64::min),
            is_alarm,
            note: word.or_else(|| text("note")).unwrap_or_default().to_owned(),
        }
    }

    fn cell<'a>(&self, row: &'a [String], name: &str) -> Option<&'a str> {
        let at = self.header.iter().position(|column| column == name)?;
        row.get(at).map(String::as_str)
    }
}

/// The longest series that is assessed at once: nearly forty years of weeks.
pub const MOST_PERIODS: usize = 2000;

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;
    use serde_json::json;
    use vocabulary::finding::SeriesKey;
    use vocabulary::indicator::IndicatorId;
    use vocabulary::place::PlaceId;
    use vocabulary::quantity::ValueUnit;
    use vocabulary::substance::SubstanceId;

    use super::*;
    use crate::reporting::Reported;

    fn years(figures: &[i64]) -> Series {
        let key = SeriesKey {
            source: "test".to_owned(),
            indicator: IndicatorId::parse("seizures-number").unwrap(),
            substance: SubstanceId::parse("heroin").unwrap(),
            place: PlaceId::parse("DE").unwrap(),
            cadence: Cadence::Year,
            unit: ValueUnit::Count,
            part: None,
        };
        let points = figures.iter().zip(2000_u32..).map(|(figure, year)| {
            (Period::parse(&year.to_string()).unwrap(), Some(Decimal::from(*figure)))
        });
        Series {
            key,
            points: points.collect(),
            is_from_days: false,
            is_whole_coverage: true,
            reported: Reported::default(),
            told: Reported::default(),
        }
    }

    fn control(settings: &Value) -> Map<String, Value> {
        settings.as_object().unwrap().clone()
    }

    #[test]
    fn the_last_figure_stands_out_unless_the_settings_forbid_it() {
        let series = years(&[10, 12, 9, 11, 10, 12, 11, 40]);
        let said = assess_series(&series, "step", &control(&json!({ "model": "level" }))).unwrap();
        assert_eq!(said.len(), 8);
        let last = said.last().unwrap();
        assert_eq!((last.is_alarm, last.note.as_str()), (Some(true), "rise"));
        assert!(last.upper_bound.unwrap() < 40.0 && last.p_value.unwrap() < 0.01);
        assert!(said[..5].iter().all(|one| one.is_alarm != Some(true)));
        let strict = control(&json!({ "model": "level", "alpha": 1e-9 }));
        let said = assess_series(&series, "step", &strict).unwrap();
        assert_eq!(said.last().unwrap().is_alarm, Some(false));
    }

    #[test]
    fn what_a_method_refuses_is_told_in_its_own_words() {
        let series = years(&[1, 2, 3, 4, 5, 6]);
        for (method, settings, words) in [
            ("step", json!({ "alhpa": 0.1 }), "step has no such setting"),
            ("step", json!({ "alpha": 2 }), "alpha must be above 0"),
            ("steps", json!({}), "steps is not known"),
            ("scan", json!({}), "no column"),
            ("farringtonFlexible", json!({}), "not assessable"),
        ] {
            let said = assess_series(&series, method, &control(&settings)).unwrap_err().to_string();
            assert!(said.contains(words), "{method}: {said}");
        }
    }

    #[test]
    fn a_series_without_end_is_refused() {
        let series = years(&[1; MOST_PERIODS + 1]);
        let error = assess_series(&series, "earsC", &Map::new()).unwrap_err();
        assert_eq!(error, AssessError::TooLong { has: MOST_PERIODS + 1 });
    }
}
