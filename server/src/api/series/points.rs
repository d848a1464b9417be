//! What one series says, period by period.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::finding::Vantage;
use vocabulary::quantity::ValueUnit;
use workflows::reporting::Nowcast;
use workflows::series::Series;

use super::{AskedOf, SeriesName, WhichSeries, no_series};
use crate::asked::Asked;
use crate::asking::Asking;
use crate::problem::{Problem, Problems};

/// One series with its figures.
#[derive(Serialize, ToSchema)]
pub(crate) struct SeriesPoints {
    /// The day and position it was asked of.
    asked_of: AskedOf,
    /// What it counts.
    series: SeriesName,
    /// SHA-256 of the series, as findings name it.
    digest: String,
    /// Consecutive complete periods, oldest first.
    points: Vec<Point>,
}

/// One figure.
#[derive(Serialize, ToSchema)]
pub(crate) struct Point {
    /// The period, such as "2024-W07", "2024-05" or "2024-Q2".
    period: String,
    /// First day of the period.
    #[schema(format = Date)]
    start: String,
    /// Last day of the period.
    #[schema(format = Date)]
    end: String,
    /// The figure as an exact decimal, such as "154.23"; null where it is not known.
    value: Option<String>,
    /// The figure as a whole number; null where it is not known, no whole number or no count.
    count: Option<u64>,
    /// What it will probably come to; null where all of it is known.
    nowcast: Option<Nowcasted>,
}

/// A count of which a part is known by now, and what it will probably be once all is in.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct Nowcasted {
    /// What is known by now.
    known: f64,
    /// The share of all that this is, 0 to 1.
    share: f64,
    /// What it will come to: what is known, by its share.
    estimate: f64,
    /// It will be at least this, with the chance 0.95.
    low: f64,
    /// It will be at most this, with the chance 0.95.
    high: f64,
    /// The same in words, such as "12 known so far; probably 15 to 22 once all is in".
    says: String,
}

/// The figures of one series at one vantage.
#[utoipa::path(
    get,
    path = "/api/v1/series/points",
    tag = "series",
    params(WhichSeries),
    responses((status = 200, description = "The figures, oldest first.", body = SeriesPoints), Problems)
)]
pub(crate) async fn list_points(
    Asking(service): Asking,
    Asked(which): Asked<WhichSeries>,
) -> Result<Json<SeriesPoints>, Problem> {
    let key = which.key()?;
    let vantage = which.vantage(&service).await?;
    let all = service.series_of_one(&key.source, vantage).await?;
    let found = all.iter().find(|series| series.key == key).ok_or_else(no_series)?;
    Ok(Json(SeriesPoints::of(found, vantage)))
}

impl Nowcasted {
    pub fn of(nowcast: &Nowcast) -> Self {
        Self {
            known: nowcast.known,
            share: nowcast.share,
            estimate: nowcast.estimate,
            low: nowcast.interval.0,
            high: nowcast.interval.1,
            says: nowcast.in_words(),
        }
    }
}

impl SeriesPoints {
    fn of(series: &Series, vantage: Vantage) -> Self {
        let is_count = series.key.unit == ValueUnit::Count;
        let points = series.points.iter().map(|(period, value)| {
            let whole = value.filter(|value| is_count && value.fract().is_zero());
            Point {
                period: period.to_string(),
                start: period.start().to_string(),
                end: period.end().to_string(),
                value: value.map(|value| value.normalize().to_string()),
                count: whole.and_then(|value| u64::try_from(value).ok()),
                nowcast: series.nowcast(period).as_ref().map(Nowcasted::of),
            }
        });
        Self {
            asked_of: AskedOf::of(vantage),
            series: SeriesName::of(&series.key),
            digest: series.digest().to_string(),
            points: points.collect(),
        }
    }
}
