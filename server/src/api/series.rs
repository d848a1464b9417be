//! Series, as the API writes them.

pub(crate) mod assess;
pub(crate) mod lines;
pub(crate) mod list;
pub(crate) mod points;
pub(crate) mod rows;

use serde::{Deserialize, Serialize};
use store::series::RowBehind;
use utoipa::{IntoParams, ToSchema};
use vocabulary::finding::{Part, SeriesKey, Vantage};
use vocabulary::indicator::IndicatorId;
use vocabulary::period::{Cadence, Period};
use vocabulary::place::PlaceId;
use vocabulary::quantity::ValueUnit;
use vocabulary::substance::SubstanceId;
use workflows::series::names::require_in_vocabulary;

use crate::asked::{day, instead, required, whole};
use crate::forms::{CADENCES, is_period_form, is_slug};
use crate::problem::Problem;
use crate::service::Service;

/// Names one series.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct SeriesName {
    /// Whose figures.
    source: String,
    /// What is counted; see `/api/v1/indicators`.
    indicator: String,
    /// Of which substance or class; see `/api/v1/substances`.
    substance: String,
    /// Where; see `/api/v1/places`.
    place: String,
    /// In which periods: day, week, month, quarter or year.
    cadence: &'static str,
    /// In which unit, such as "count" or "kg".
    unit: &'static str,
    /// Of which part, as "column=value", such as "setting=prison"; empty for the whole.
    subgroup: String,
}

/// What a question was asked of.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct AskedOf {
    /// What the world could know by the end of this day.
    #[schema(format = Date)]
    as_of: String,
    /// What this node had stored up to this position of its ledger.
    position: u64,
}

/// A row behind a figure.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct RowBehindFigure {
    /// Submission it came in.
    submission: String,
    /// Row of the file, counted as a spreadsheet does.
    row: u64,
    /// Period it counts for.
    period: String,
    /// Where; see `/api/v1/places`.
    place: String,
    /// Where, in the source's own words; empty where the mapping alone says it.
    place_text: String,
    /// What it counts for, as an exact decimal; null where the source withholds it.
    value: Option<String>,
    /// What it names, in the source's own words.
    words: String,
    /// Where the row stands as it came.
    href: String,
}

/// Which series, asked of which day.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct WhichSeries {
    /// Whose figures.
    source: String,
    /// What is counted.
    indicator: String,
    /// Of which substance or class.
    substance: String,
    /// Where.
    place: String,
    /// In which periods: week, month, quarter or year.
    cadence: String,
    /// In which unit.
    #[param(default = "count")]
    unit: Option<String>,
    /// Of which part, as "column=value"; the whole if left out or empty.
    #[param(pattern = "^([^=]+=[\\s\\S]+)?$")]
    subgroup: Option<String>,
    /// Day the question is asked of; today if left out.
    #[param(value_type = Option<String>, format = Date)]
    as_of: Option<String>,
    /// Ledger position the question is asked of; the last if left out.
    #[param(value_type = Option<u64>)]
    position: Option<String>,
}

impl WhichSeries {
    /// The series' name.
    pub fn key(&self) -> Result<SeriesKey, Problem> {
        let key = SeriesKey {
            source: self.source.clone(),
            indicator: indicator_of(&self.indicator)?,
            substance: substance_of(&self.substance)?,
            place: place_of(&self.place)?,
            cadence: cadence_of(&self.cadence)?,
            unit: unit_of(self.unit.as_deref().unwrap_or("count"))?,
            part: part_of(self.subgroup.as_deref())?,
        };
        require_in_vocabulary(&key)?;
        Ok(key)
    }

    /// The vantage asked of.
    pub async fn vantage(&self, service: &Service) -> Result<Vantage, Problem> {
        vantage_of(service, self.as_of.as_deref(), self.position.as_deref()).await
    }
}

impl SeriesName {
    pub fn of(key: &SeriesKey) -> Self {
        Self {
            source: key.source.clone(),
            indicator: key.indicator.to_string(),
            substance: key.substance.to_string(),
            place: key.place.to_string(),
            cadence: key.cadence.as_str(),
            unit: key.unit.as_str(),
            subgroup: key.part.as_ref().map(Part::to_string).unwrap_or_default(),
        }
    }
}

impl AskedOf {
    pub fn of(vantage: Vantage) -> Self {
        Self { as_of: vantage.as_of.to_string(), position: vantage.position.0 }
    }
}

impl RowBehindFigure {
    pub fn of(behind: &RowBehind) -> Self {
        let RowBehind { submission, row, period, words, place, place_text, value } = behind;
        Self {
            submission: submission.to_string(),
            row: *row,
            period: period.to_string(),
            place: place.to_string(),
            place_text: place_text.clone(),
            value: value.map(|value| value.to_string()),
            words: words.clone(),
            href: format!("/api/v1/submissions/{submission}/rows/{row}"),
        }
    }
}

/// The vantage that two parameters name.
pub(crate) async fn vantage_of(
    service: &Service,
    as_of: Option<&str>,
    position: Option<&str>,
) -> Result<Vantage, Problem> {
    service.vantage(day("as_of", as_of)?, whole("position", position)?).await
}

/// There is no such series at the vantage asked of.
pub(crate) fn no_series() -> Problem {
    Problem::not_found(
        "There is no such series as of that day; GET /api/v1/series lists them, and takes the same \
         parameters.",
    )
}

pub(crate) fn indicator_of(text: &str) -> Result<IndicatorId, Problem> {
    let form = "an indicator's id, as GET /api/v1/indicators lists them";
    required("indicator", text, form, |text| IndicatorId::parse(text).ok())
}

pub(crate) fn substance_of(text: &str) -> Result<SubstanceId, Problem> {
    let form = "a substance's id, as GET /api/v1/substances lists them";
    required("substance", text, form, |text| SubstanceId::parse(text).ok())
}

pub(crate) fn place_of(text: &str) -> Result<PlaceId, Problem> {
    let form = "a place's id, as GET /api/v1/places lists them";
    required("place", text, form, |text| PlaceId::parse(text).ok())
}

/// A part by its name; `None` for the whole, which has none.
pub(crate) fn part_of(text: Option<&str>) -> Result<Option<Part>, Problem> {
    let form = "a column, = and its value, such as setting=prison; or nothing for the whole";
    text.filter(|text| !text.is_empty())
        .map(|text| required("subgroup", text, form, Part::parse))
        .transpose()
}

pub(crate) fn cadence_of(text: &str) -> Result<Cadence, Problem> {
    let parse = |text: &str| Cadence::parse(text).filter(|_| CADENCES.contains(&text));
    required("cadence", text, "day, week, month, quarter or year", parse)
}

fn unit_of(text: &str) -> Result<ValueUnit, Problem> {
    let units: Vec<&str> = ValueUnit::all().map(ValueUnit::as_str).collect();
    let form = format!("one of {}, or a price such as eur-per-g", units.join(", "));
    required("unit", text, &form, |text| is_slug(text).then_some(()))?;
    ValueUnit::parse(text).ok_or_else(|| Problem::no_such("unit", instead("unit", text, &form)))
}

/// A period in one of the forms that the product writes.
pub(crate) fn period_of(text: &str) -> Result<Period, Problem> {
    let form = "2024-05-01, 2024-W07, 2024-05, 2024-Q2, 2024 or a span 2024-01-01/2024-06-30";
    required("period", text, form, |text| is_period_form(text).then_some(()))?;
    Period::parse(text).map_err(|error| Problem::no_such("period", error.to_string()))
}
