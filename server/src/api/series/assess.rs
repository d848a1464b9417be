//! One method over one series, with settings that somebody tries out.

use axum::Json;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use vocabulary::finding::SeriesKey;
use workflows::assess_series::{AssessedPeriod, assess_series};
use workflows::series::names::require_in_vocabulary;

use super::{
    AskedOf, SeriesName, cadence_of, indicator_of, no_series, part_of, place_of, substance_of,
    unit_of,
};
use crate::asked::{Asked, Sent, day};
use crate::asking::Asking;
use crate::page::Nothing;
use crate::problem::{DocumentProblems, Problem, Problems, RuleProblems};
use crate::strict::whole;

/// Which method is tried on which series.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AssessmentWanted {
    /// The series.
    series: SeriesWanted,
    /// Name of the method; see `/api/v1/methods`.
    #[schema(max_length = 100, example = "step")]
    method: String,
    /// Its settings by their keys; what is left out has its default.
    #[serde(default)]
    #[schema(value_type = Object, example = json!({ "alpha": 0.05 }))]
    settings: Map<String, Value>,
    /// Day the question is asked of; today if left out.
    #[schema(value_type = Option<String>, format = Date, example = "2020-06-30")]
    as_of: Option<String>,
    /// Ledger position the question is asked of; the last if left out.
    #[serde(default, deserialize_with = "whole")]
    #[schema(maximum = 9_007_199_254_740_991_i64)]
    position: Option<u64>,
}

/// Names one series.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SeriesWanted {
    /// Whose figures.
    source: String,
    /// What is counted; see `/api/v1/indicators`.
    #[schema(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$")]
    indicator: String,
    /// Of which substance or class; see `/api/v1/substances`.
    #[schema(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$")]
    substance: String,
    /// Where; see `/api/v1/places`.
    #[schema(pattern = "^[A-Za-z0-9:-]+$")]
    place: String,
    /// In which periods: day, week, month, quarter or year.
    #[schema(pattern = "^(day|week|month|quarter|year)$")]
    cadence: String,
    /// In which unit, such as "count" or "kg".
    #[schema(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$")]
    unit: String,
    /// Of which part, as "column=value"; the whole if left out or empty.
    #[serde(default)]
    #[schema(value_type = Option<String>, pattern = "^([^=]+=[\\s\\S]+)?$")]
    subgroup: Option<String>,
}

/// What a method says of a series.
#[derive(Serialize, ToSchema)]
pub(crate) struct SeriesAssessed {
    /// The day and position it was asked of.
    asked_of: AskedOf,
    /// The series.
    series: SeriesName,
    /// The method.
    method: String,
    /// The settings that were given.
    #[schema(value_type = Object)]
    settings: Map<String, Value>,
    /// Every period of the series, oldest first.
    points: Vec<PeriodAssessed>,
}

/// What a method says of one period.
#[derive(Serialize, ToSchema)]
pub(crate) struct PeriodAssessed {
    /// The period.
    period: String,
    /// Its figure; null where it is not known.
    observed: Option<f64>,
    /// What was to be expected; null where the method does not say.
    expected: Option<f64>,
    /// A figure below this is an alarm; null where there is no such bound.
    lower_bound: Option<f64>,
    /// A figure above this is an alarm; null where there is no such bound.
    upper_bound: Option<f64>,
    /// Chance of such a figure if nothing changed, in the direction in which it is smaller; null where
    /// the method does not say.
    p_value: Option<f64>,
    /// Whether it is an alarm; null where the period could not be assessed.
    is_alarm: Option<bool>,
    /// The method's word for the alarm, or why there is no verdict; empty without either.
    note: String,
}

/// Runs one method over one series with the settings that are given; nothing is stored.
///
/// Says what a detector would say alone. What detection lists is decided over everything that was looked
/// at, and may differ. A series of more than 2,000 periods is refused, and so are settings that the method
/// does not take: with 422 and the method's own message.
#[utoipa::path(
    post,
    path = "/api/v1/series/assessments",
    tag = "series",
    request_body = AssessmentWanted,
    responses(
        (status = 200, description = "What the method says.", body = SeriesAssessed),
        RuleProblems,
        DocumentProblems,
        Problems
    )
)]
pub(crate) async fn assess_one(
    Asking(service): Asking,
    Asked(Nothing {}): Asked<Nothing>,
    Sent(wanted): Sent<AssessmentWanted>,
) -> Result<Json<SeriesAssessed>, Problem> {
    let key = wanted.series.key()?;
    let vantage = service.vantage(day("as_of", wanted.as_of.as_deref())?, wanted.position).await?;
    let all = service.series_of_one(&key.source, vantage).await?;
    let _turn = service.turn().await;
    let AssessmentWanted { method, settings, .. } = wanted;
    let work = move || {
        let series = all.iter().find(|series| series.key == key).ok_or_else(no_series)?;
        let points = assess_series(series, &method, &settings)?;
        Ok(SeriesAssessed {
            asked_of: AskedOf::of(vantage),
            series: SeriesName::of(&key),
            method,
            settings,
            points: points.iter().map(PeriodAssessed::of).collect(),
        })
    };
    let said: Result<SeriesAssessed, Problem> =
        tokio::task::spawn_blocking(work).await.map_err(|error| Problem::internal(&error))?;
    Ok(Json(said?))
}

impl SeriesWanted {
    fn key(&self) -> Result<SeriesKey, Problem> {
        let key = SeriesKey {
            source: self.source.clone(),
            indicator: indicator_of(&self.indicator)?,
            substance: substance_of(&self.substance)?,
            place: place_of(&self.place)?,
            cadence: cadence_of(&self.cadence)?,
            unit: unit_of(&self.unit)?,
            part: part_of(self.subgroup.as_deref())?,
        };
        require_in_vocabulary(&key)?;
        Ok(key)
    }
}

impl PeriodAssessed {
    fn of(one: &AssessedPeriod) -> Self {
        Self {
            period: one.period.to_string(),
            observed: one.observed,
            expected: one.expected,
            lower_bound: one.lower_bound,
            upper_bound: one.upper_bound,
            p_value: one.p_value,
            is_alarm: one.is_alarm,
            note: one.note.clone(),
        }
    }
}
