//! The last figures of the series that lead a run's signals, for small pictures in a list.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::finding::Signal;
use workflows::signal_view::Gallery;

use super::list::WhichSignals;
use super::show::PointBehind;
use crate::api::runs::DetectionRun;
use crate::asked::{Asked, day};
use crate::page::Page;
use crate::problem::{Problem, Problems};
use crate::service::Service;

/// A page of small pictures, in the order of the signals.
#[derive(Serialize, ToSchema)]
pub(crate) struct SparklinePage {
    /// The run that found the signals.
    run: DetectionRun,
    #[serde(flatten)]
    page: Page<Sparkline>,
}

/// The last figures of the series that leads a signal.
#[derive(Serialize, ToSchema)]
pub(crate) struct Sparkline {
    /// The signal's id.
    id: String,
    /// The last 60 figures, oldest first; none where the series is gone.
    points: Vec<PointBehind>,
}

/// The last figures behind each signal of a run, in the order of `GET /api/v1/signals`.
#[utoipa::path(
    get,
    path = "/api/v1/signals/sparklines",
    tag = "signals",
    params(WhichSignals),
    responses((status = 200, description = "A page of small pictures.", body = SparklinePage), Problems)
)]
pub(crate) async fn list_sparklines(
    State(service): State<Service>,
    Asked(which): Asked<WhichSignals>,
) -> Result<Json<SparklinePage>, Problem> {
    let (cut, as_of) = (which.cut()?, day("as_of", which.as_of.as_deref())?);
    let reader = Service::reader();
    let run = service.node().run(as_of, &reader).await?;
    let signals = service.node().signals(&run, &reader).await?;
    let _turn = service.turn().await;
    let leading = cut.of_list(&signals).iter().filter_map(|signal| signal.findings.first());
    let sources = leading.map(|finding| finding.series.source.as_str());
    let all = service.series_of(sources, run.vantage).await?;
    let mut gallery = Gallery::default();
    for series in &all {
        gallery.add(series);
    }
    let page = cut.page(&signals, |signal| Sparkline::of(signal, &gallery));
    Ok(Json(SparklinePage { run: DetectionRun::of(&run), page }))
}

impl Sparkline {
    fn of(signal: &Signal, gallery: &Gallery<'_>) -> Self {
        let view = gallery.views(signal.findings.first()).pop();
        let mut points = view.as_ref().map(PointBehind::all_of).unwrap_or_default();
        points.drain(..points.len().saturating_sub(MOST_POINTS));
        Self { id: signal.id.clone(), points }
    }
}

const MOST_POINTS: usize = 60;
