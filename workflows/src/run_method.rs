//! One detector over one series, or one scan over many places: settings and a table in, a table out.
//!
//! It does not need a node, keep anything, or judge many series together. The settings are a case of
//! the reference vectors, so that what the reference computed can be computed again.

mod catalogue;
mod charts;
mod first_seen;
mod long;
mod measured;
mod online_change;
mod onset;
mod places;
mod reports;
mod scan;
mod settings;
mod short;
mod table;

use signals::{
    CountSeries, CusumError, EarsAssessment, EarsError, EarsSettings, FarringtonAssessment,
    FarringtonError, FarringtonSettings, GlrError, OnlineChangeError, OnsetError, PopulationOffset,
    ResidualChartError, SameWeeksError, Scale, ScanError, ShortSeries, ShortSeriesError, bayes,
    cusum, ears, farrington_flexible, glr, rki,
};

pub use self::catalogue::{Method, MethodColumn, MethodSetting, list_methods};
pub use self::long::{SeriesBySeries, as_json};

use self::settings::{Case, Detector, OnsetControl, ResidualControl, Run};
pub use self::table::split_cells;
use self::table::{Figures, Lines, Series, Wanted};

/// Why a method could not be run; every message says what to mend.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum MethodError {
    /// The settings are not JSON.
    #[error("settings: not JSON ({reason}); pass one case object of a manifest")]
    NotJson {
        /// What the parser said.
        reason: String,
    },
    /// A key of the settings is missing, unknown, or has the wrong kind of value.
    #[error("settings, {key}: {problem}; {mend}")]
    Settings {
        /// Path of the key.
        key: String,
        /// What is wrong.
        problem: String,
        /// What to do.
        mend: String,
    },
    /// A column the method needs is not in the table.
    #[error("series, header row: no column {column}; there are: {present}")]
    NoColumn {
        /// Name of the column.
        column: &'static str,
        /// Columns that are there.
        present: String,
    },
    /// A cell of the table cannot be used.
    #[error("series, row {row}, column {column}: {problem}; {mend}")]
    Cell {
        /// Line of the file, the header being 1.
        row: usize,
        /// Name of the column.
        column: &'static str,
        /// What is wrong.
        problem: String,
        /// What to do.
        mend: &'static str,
    },
    /// The range does not lie in the series.
    #[error(
        "not assessable: the range {first} to {last} is not within the series, which has t = 1 to {length}; \
         choose weeks that are in it"
    )]
    Range {
        /// First week, from 1.
        first: usize,
        /// Last week, inclusive.
        last: usize,
        /// Length of the series.
        length: usize,
    },
    /// No week of the series has the history that the settings ask for.
    #[error(
        "not assessable: needs {needs} periods, has {has}; give a longer series, or settings that look \
         less far back"
    )]
    TooShort {
        /// Periods up to the first that can be assessed.
        needs: usize,
        /// Periods there are.
        has: usize,
    },
    /// Farrington's detector cannot assess the series.
    #[error("farringtonFlexible cannot assess this series: {0} (position 0 is t = 1)")]
    Farrington(#[from] FarringtonError),
    /// EARS cannot assess the series.
    #[error("earsC cannot assess this series: {0} (position 0 is t = 1)")]
    Ears(#[from] EarsError),
    /// A test for short series cannot assess the series.
    #[error("this series cannot be assessed: {0} (position 0 is t = 1)")]
    Short(#[from] ShortSeriesError),
    /// CUSUM cannot assess the series.
    #[error("algo.cusum cannot assess this series: {0} (position 0 is t = 1)")]
    Cusum(#[from] CusumError),
    /// A regression chart cannot assess the series.
    #[error("the regression chart cannot assess this series: {0} (position 0 is t = 1)")]
    Glr(#[from] GlrError),
    /// A detector with a short baseline cannot assess the series.
    #[error("this series cannot be assessed: {0} (position 0 is t = 1)")]
    SameWeeks(#[from] SameWeeksError),
    /// The onset detector cannot assess the series.
    #[error("onset cannot assess this series: {0} (position 0 is t = 1)")]
    Onset(OnsetError),
    /// Residuals cannot be charted.
    #[error("the residuals of this series cannot be charted: {0} (position 0 is t = 1)")]
    Residuals(ResidualChartError),
    /// The rows of a table of places do not fit together.
    #[error("table: {problem}; {mend}")]
    Table {
        /// What is wrong.
        problem: String,
        /// What to do.
        mend: &'static str,
    },
    /// There is nothing that a scan could tell.
    #[error("not assessable: {problem}")]
    NotAssessable {
        /// Why.
        problem: String,
    },
    /// A scan takes no such table.
    #[error("{0}")]
    Scan(ScanError),
    /// The change of a level cannot be judged.
    #[error("onlineChange cannot assess this series: {0} (position 0 is t = 1)")]
    OnlineChange(OnlineChangeError),
}

impl MethodError {
    /// Whether this series alone is at fault, and others may still be assessed.
    fn is_of_the_series(&self) -> bool {
        !matches!(
            self,
            Self::NotJson { .. }
                | Self::Settings { .. }
                | Self::NoColumn { .. }
                | Self::Cell { .. }
                | Self::Table { .. }
        )
    }
}

/// Runs the detector that `settings_json` names over the series in `series_csv`.
///
/// - Shape: `settings_json` is one object with `function`, `control`, `range`, `freq`, `epochAsDate`, as
///   in the cases of the reference vectors; other keys are metadata. `series_csv` has columns t, date,
///   observed and, for an offset, population. The answer is CSV with one row for each evaluated week: a
///   missing value is empty, flags are 0 or 1, numbers have up to 17 significant digits. Tests for short
///   series name the direction of an alarm, and say in `note` why a period has no verdict. With a column
///   `series`, each series is assessed alone and named in the first column of the answer; one that
///   cannot be has a single row with the reason in `note`. Scans read and answer other columns; see
///   [`list_methods`].
/// - Source: R surveillance 1.20.3, `farringtonFlexible` and `earsC`; for the others see their source in
///   [`list_methods`].
///
/// # Errors
///
/// Bad settings, a bad table, or a series the detector cannot assess; one message for the first.
pub fn run_method(settings_json: &str, series_csv: &str) -> Result<String, MethodError> {
    run_method_while(settings_json, series_csv, |_| {})
}

/// How far a run has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MethodProgress {
    /// Series that are done.
    pub series: usize,
    /// Series there are.
    pub of_series: usize,
    /// Replications of the scan over the one in hand that are done.
    pub replications: u64,
    /// Replications there are; 0 where nothing is replicated.
    pub of_replications: u64,
}

/// As [`run_method`]; tells `at` how far it has come, before each series and between replications.
///
/// # Errors
///
/// Those of [`run_method`].
pub fn run_method_while(
    settings_json: &str,
    series_csv: &str,
    mut at: impl FnMut(MethodProgress),
) -> Result<String, MethodError> {
    let run = Run::parse(settings_json)?;
    let table = Lines::of(series_csv);
    table.require_shape()?;
    match table.series_column() {
        None => run.assess(&table, &mut |replications, of_replications| {
            at(MethodProgress { series: 0, of_series: 1, replications, of_replications });
        }),
        Some(column) => long::assess_each(&run, &table, column, &mut at),
    }
}

impl Run {
    /// Assesses one series, or the places of one scan; `told` hears of its replications.
    fn assess(
        &self,
        table: &Lines<'_>,
        told: &mut dyn FnMut(u64, u64),
    ) -> Result<String, MethodError> {
        match self {
            Self::Series(case) => assess(case, &Series::parse(table, case.wanted())?),
            Self::Places(case) => scan::scan_table(case, table, told),
            Self::Reports(case) => reports::nowcast_table(case, table),
        }
    }
}

/// Runs the detector over one series.
fn assess(case: &Case, series: &Series) -> Result<String, MethodError> {
    let length = series.length();
    let (first, last) = case.range.unwrap_or((case.first_possible(length), length));
    if case.range.is_none() && first > length {
        return Err(MethodError::TooShort { needs: first, has: length });
    }
    if first < 1 || first > last || last > length {
        return Err(MethodError::Range { first, last, length });
    }
    let evaluated = first - 1..last;
    let short = |scale| ShortSeries { figures: &series.figures, scale };
    let counts = || series.counts();
    match &case.detector {
        Detector::Farrington(settings) => {
            let counts = CountSeries {
                counts: &counts(),
                dates: series.dates.as_deref(),
                population: series.population.as_deref(),
                frequency: case.frequency,
            };
            let assessments = farrington_flexible(&counts, evaluated, settings)?;
            Ok(write_rows(
                "t,upperbound,alarm,expected,trend,trend_coef,phi\n",
                assessments.iter().map(farrington_row),
            ))
        }
        Detector::Ears(settings) => {
            let assessments = ears(&counts(), evaluated, settings)?;
            Ok(write_rows("t,upperbound,alarm,expected\n", assessments.iter().map(ears_row)))
        }
        Detector::Step(settings, scale) => short::step_table(&short(*scale), evaluated, settings),
        Detector::Trend(settings, scale) => short::trend_table(&short(*scale), evaluated, settings),
        Detector::ChangePoint(settings, scale) => {
            short::change_table(&short(*scale), evaluated, settings)
        }
        Detector::ClassicFarrington(settings) => {
            let frequency = case.frequency;
            let counts =
                CountSeries { counts: &counts(), dates: None, population: None, frequency };
            let assessments = farrington_flexible(&counts, evaluated, settings)?;
            Ok(charts::classic_farrington_table(&assessments))
        }
        Detector::Cusum(settings) => {
            Ok(charts::cusum_table(&cusum(&counts(), evaluated, settings)?))
        }
        Detector::Glr(settings) => {
            let chart = glr(&counts(), evaluated, settings)?;
            Ok(charts::glr_table(&chart.assessments, settings.bound))
        }
        Detector::Rki(settings) => {
            Ok(charts::same_weeks_table(&rki(&counts(), evaluated, settings)?))
        }
        Detector::Bayes(settings) => {
            Ok(charts::same_weeks_table(&bayes(&counts(), evaluated, settings)?))
        }
        Detector::Onset(control) => onset::onset_table(series, case.frequency, evaluated, control),
        Detector::Residuals(control) => {
            onset::residual_table(series, case.frequency, evaluated, control)
        }
        Detector::FirstSeen(control) => first_seen::first_seen_table(&counts(), evaluated, control),
        Detector::OnlineChange(control) => {
            online_change::online_change_table(&series.measured, evaluated, control)
        }
    }
}

impl Case {
    /// First period, from 1, of a series of `length` that is evaluated when there is no range.
    fn first_possible(&self, length: usize) -> usize {
        match &self.detector {
            Detector::Farrington(FarringtonSettings { years_back, window_half_width, .. })
            | Detector::ClassicFarrington(FarringtonSettings {
                years_back,
                window_half_width,
                ..
            }) => {
                usize::from(self.frequency) * usize::from(*years_back)
                    + usize::from(*window_half_width)
                    + 1
            }
            Detector::Ears(settings) => EarsSettings::first_position(settings) + 1,
            Detector::Step(settings, _) => settings.least_baseline.saturating_add(settings.recent),
            Detector::Trend(settings, _) => settings.least_figures,
            Detector::ChangePoint(settings, _) => settings.least_figures,
            // The first two years tell the mean.
            Detector::Cusum(_) | Detector::Glr(_) => 2 * usize::from(self.frequency) + 1,
            Detector::Rki(settings) => settings.baseline.first_position() + 1,
            Detector::Bayes(settings) => settings.baseline.first_position() + 1,
            Detector::Onset(OnsetControl { settings, .. })
            | Detector::Residuals(ResidualControl {
                model: Some(OnsetControl { settings, .. }),
                ..
            }) => {
                let first = usize::from(settings.least_years) * usize::from(self.frequency) + 1;
                // A series that is too short says so in the note of its last period.
                first.min(length.max(1))
            }
            Detector::Residuals(_) | Detector::FirstSeen(_) | Detector::OnlineChange(_) => 1,
        }
    }

    fn wanted(&self) -> Wanted {
        let (figures, population) = match &self.detector {
            Detector::Farrington(settings) => (Figures::Counts, settings.population),
            Detector::Step(_, Scale::Amounts)
            | Detector::Trend(_, Scale::Amounts)
            | Detector::ChangePoint(_, Scale::Amounts) => {
                (Figures::Amounts, PopulationOffset::Ignored)
            }
            Detector::Onset(control)
            | Detector::Residuals(ResidualControl { model: Some(control), .. }) => {
                (Figures::Counts, control.population)
            }
            Detector::Residuals(_) => (Figures::Residuals, PopulationOffset::Ignored),
            Detector::OnlineChange(_) => (Figures::Measured, PopulationOffset::Ignored),
            _ => (Figures::Counts, PopulationOffset::Ignored),
        };
        Wanted { figures, dates: self.dates, population }
    }
}

fn farrington_row(assessment: &FarringtonAssessment) -> String {
    format!(
        "{},{},{},{},{},{},{}\n",
        assessment.position + 1,
        cell(assessment.upper_bound),
        flag(assessment.alarm),
        cell(assessment.expected),
        flag(assessment.alarm.map(|_| assessment.trend)),
        cell(assessment.trend_coefficient),
        cell(assessment.dispersion),
    )
}

fn ears_row(assessment: &EarsAssessment) -> String {
    format!(
        "{},{},{},{}\n",
        assessment.position + 1,
        cell(assessment.upper_bound),
        flag(assessment.alarm),
        cell(assessment.expected),
    )
}

/// A setting whose value the method refused, by the names of its keys.
fn refused_setting(field: &str, must_be: &str) -> MethodError {
    let words: Vec<String> = must_be.split(' ').map(|word| key(word.trim_matches('`'))).collect();
    MethodError::Settings {
        key: format!("control.{}", key(field)),
        problem: "its value cannot be used".to_owned(),
        mend: format!("it must be {}", words.join(" ").replace('`', "")),
    }
}

/// `least_years` as settings write it: `leastYears`.
fn key(field: &str) -> String {
    let mut parts = field.split('_').filter(|part| !part.is_empty());
    let mut key = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (first, rest) = part.split_at(1);
        key.push_str(&first.to_uppercase());
        key.push_str(rest);
    }
    key
}

/// A reason as a cell.
fn note(reason: &str) -> String {
    if reason.contains(',') { format!("\"{reason}\"") } else { reason.to_owned() }
}

/// A name as a cell.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

fn write_rows(header: &str, rows: impl Iterator<Item = String>) -> String {
    let mut table = String::from(header);
    table.extend(rows);
    table
}

fn flag(value: Option<bool>) -> String {
    value.map(|value| u8::from(value).to_string()).unwrap_or_default()
}

fn cell(value: Option<f64>) -> String {
    value.map(with_17_digits).unwrap_or_default()
}

/// Text of `value` with 17 significant digits, as C's `%.17g` writes it; infinite as R writes it.
fn with_17_digits(value: f64) -> String {
    if value.is_infinite() {
        return if value > 0.0 { "Inf" } else { "-Inf" }.to_owned();
    }
    let scientific = format!("{value:.16e}");
    let (digits, exponent) = scientific.split_once('e').expect("`e` format has an exponent");
    let exponent: i32 = exponent.parse().expect("the exponent is an integer");
    let trimmed = |text: &str| {
        if text.contains('.') {
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        } else {
            text.to_owned()
        }
    };
    if (-4..17).contains(&exponent) {
        trimmed(&format!("{value:.*}", (16 - exponent) as usize))
    } else {
        format!("{}e{exponent:+03}", trimmed(digits))
    }
}

#[cfg(test)]
mod tests;
