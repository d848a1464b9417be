//! The last figures of the series that lead a run's signals, for small pictures in a list.

use std::collections::HashMap;

use axum::Json;
use serde::Serialize;
use store::submissions::ReadError;
use utoipa::ToSchema;
use vocabulary::finding::{Run, Signal};
use workflows::drawn::{drawn_of, last_marks};
use workflows::signal_view::{Gallery, Mark};

use super::list::WhichSignals;
use super::show::PointBehind;
use crate::api::runs::DetectionRun;
use crate::asked::{Asked, day};
use crate::asking::Asking;
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
    Asking(service): Asking,
    Asked(which): Asked<WhichSignals>,
) -> Result<Json<SparklinePage>, Problem> {
    let (cut, as_of) = (which.cut()?, day("as_of", which.as_of.as_deref())?);
    let reader = service.reader();
    let run = service.node().run(as_of, &reader).await?;
    let signals = service.node().signals(&run, &reader).await?;
    let kept = drawn_of(service.node(), &run).await.map_err(ReadError::from)?;
    let mut drawn = kept.unwrap_or_default();
    if !cut.of_list(&signals).iter().all(|signal| drawn.contains_key(&signal.id)) {
        drawn = draw(&service, &run, cut.of_list(&signals)).await?;
    }
    let points = |signal: &Signal| drawn.get(&signal.id).cloned().unwrap_or_default();
    let page = cut.page(&signals, |signal| Sparkline {
        id: signal.id.clone(),
        points: points(signal).into_iter().map(PointBehind::of).collect(),
    });
    Ok(Json(SparklinePage { run: DetectionRun::of(&run), page }))
}

/// Draws signals from the facts.
async fn draw(
    service: &Service,
    run: &Run,
    signals: &[Signal],
) -> Result<HashMap<String, Vec<Mark>>, Problem> {
    let _turn = service.turn().await;
    let leading = signals.iter().filter_map(|signal| signal.findings.first());
    let sources = leading.map(|finding| finding.series.source.as_str());
    let all = service.series_of(sources, run.vantage).await?;
    let mut gallery = Gallery::default();
    for series in &all {
        gallery.add(series);
    }
    let drawn = |signal: &Signal| (signal.id.clone(), last_marks(signal, &gallery));
    Ok(signals.iter().map(drawn).collect())
}
