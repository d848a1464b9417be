//! One signal with all that stands behind it.

use std::collections::BTreeMap;

use axum::Json;
use serde::Serialize;
use store::acts::StoredVerdict;
use utoipa::ToSchema;
use vocabulary::finding::{Reason, Run, ScorePart, Signal};
use workflows::evidence::{ErasedEvidence, erased_evidence};
use workflows::marking::{Marking, marking_of};
use workflows::plain_names::plain_method;
use workflows::signal_view::{Gallery, Mark, SeriesView};
use workflows::verdict::all_verdicts;

use super::reproduce::ErasedSince;
use super::weighing::SignalWeighed;
use super::{FoundAlarm, SignalBrief, find_signal};
use crate::api::runs::DetectionRun;
use crate::api::runs::latest::WhichRun;
use crate::api::series::SeriesName;
use crate::api::series::points::Nowcasted;
use crate::asked::{Asked, Named, day};
use crate::asking::Asking;
use crate::problem::{Problem, Problems};

/// A signal with all that stands behind it.
#[derive(Serialize, ToSchema)]
pub(crate) struct SignalInFull {
    /// The run that saw it so.
    run: DetectionRun,
    /// The signal.
    signal: SignalBrief,
    /// Parts of the score with the reasons.
    score_parts: Vec<PartOfScore>,
    /// What speaks for it and what against it.
    weighing: Option<SignalWeighed>,
    /// The first 1,000 alarms it rests on; `signal.findings` says how many there are.
    findings: Vec<FoundAlarm>,
    /// Series behind it; the first 50.
    series: Vec<SeriesBehind>,
    /// How many series there are.
    series_total: u64,
    /// Submissions of its sources that were erased since; it may have rested on them.
    erased: Vec<ErasedSince>,
    /// How it may be handled: as strictly as the strictest file of its sources; null where none is left.
    handling: Option<HowHandled>,
    /// The rows behind its leading finding.
    rows_href: String,
    /// The command that computes every finding again and compares it to the bit; add `--node DIR`
    /// where the node is not in the usual place.
    reproduce: String,
}

/// Who may see it, and what for.
#[derive(Serialize, ToSchema)]
pub(crate) struct HowHandled {
    /// Traffic Light Protocol marking, such as "TLP:GREEN"; a single row may be stricter.
    tlp: &'static str,
    /// What all files behind it may be used for.
    purposes: Vec<&'static str>,
}

/// A part of a score.
#[derive(Serialize, ToSchema)]
pub(crate) struct PartOfScore {
    /// What is scored.
    name: String,
    /// Points; below 0 where it takes points away.
    points: f64,
    /// Points that it can give, or take, at most; null where the score had no bounds yet.
    most: Option<f64>,
    /// Why, in words with the figures.
    why: String,
    /// The same for programs that say it in words of their own; none where a run of before gave none.
    reasons: Vec<ReasonNamed>,
}

/// A reason that keeps its name when its words change.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReasonNamed {
    /// Its name, such as "growth-rise".
    id: String,
    /// Its figures by their names, such as `times`.
    values: BTreeMap<String, f64>,
}

/// A series behind a signal, and what its method says of the last periods.
#[derive(Serialize, ToSchema)]
pub(crate) struct SeriesBehind {
    /// What it counts.
    series: SeriesName,
    /// Method, version and settings.
    method: String,
    /// The method in plain words.
    method_title: String,
    /// Every period, oldest first.
    points: Vec<PointBehind>,
}

/// One figure and what was expected.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct PointBehind {
    /// The period.
    period: String,
    /// The figure; null where it is not known. Of a share, that of three months together.
    observed: Option<f64>,
    /// How many there were in all, where the method looks at the share of them; null elsewhere.
    out_of: Option<f64>,
    /// What was expected; null where the method did not look or does not say.
    expected: Option<f64>,
    /// The bound; null where the method did not look or has none.
    bound: Option<f64>,
    /// Chance of a figure as far out; null where the method did not look or does not say.
    p_value: Option<f64>,
    /// Whether it is an alarm; null where the method did not look.
    is_alarm: Option<bool>,
    /// What it will probably come to; null where all of it is known.
    nowcast: Option<Nowcasted>,
}

/// One signal: its score with reasons, its findings, its series with what was expected.
///
/// Without `as_of` the latest run that saw it answers.
#[utoipa::path(
    get,
    path = "/api/v1/signals/{id}",
    tag = "signals",
    params(("id" = String, Path, description = "The signal's id, in full."), WhichRun),
    responses((status = 200, description = "The signal.", body = SignalInFull), Problems)
)]
pub(crate) async fn show_signal(
    Asking(service): Asking,
    Named(id): Named<String>,
    Asked(which): Asked<WhichRun>,
) -> Result<Json<SignalInFull>, Problem> {
    let as_of = day("as_of", which.as_of.as_deref())?;
    let (run, signal) = find_signal(&service, &id, as_of).await?;
    let _turn = service.turn().await;
    let reader = service.reader();
    let sources = signal.findings.iter().map(|finding| finding.series.source.as_str());
    let all = service.series_of(sources, run.vantage).await?;
    let mut gallery = Gallery::default();
    for series in &all {
        gallery.add(series);
    }
    let series = gallery.views(&signal.findings);
    let erased = erased_evidence(service.node(), &signal, &reader).await?;
    let verdicts = all_verdicts(service.node(), &reader).await?;
    let marking = marking_of(service.node(), &signal, &reader).await?;
    let full = SignalInFull::of(&run, (&signal, &verdicts), &series, &erased);
    Ok(Json(SignalInFull { handling: marking.as_ref().map(HowHandled::of), ..full }))
}

impl HowHandled {
    fn of(marking: &Marking) -> Self {
        let purposes = marking.purposes.iter().map(|purpose| purpose.as_str());
        Self { tlp: marking.tlp.as_str(), purposes: purposes.collect() }
    }
}

impl SignalInFull {
    fn of(
        run: &Run,
        (signal, verdicts): (&Signal, &[StoredVerdict]),
        series: &[SeriesView],
        erased: &[ErasedEvidence],
    ) -> Self {
        let (id, as_of) = (&signal.id, run.vantage.as_of);
        Self {
            run: DetectionRun::of(run),
            signal: SignalBrief::of(signal, verdicts),
            score_parts: signal.score.iter().map(PartOfScore::of).collect(),
            weighing: signal.weighing.as_ref().map(SignalWeighed::of),
            findings: signal.findings.iter().take(MOST_FINDINGS).map(FoundAlarm::of).collect(),
            series: series.iter().take(MOST_SERIES).map(SeriesBehind::of).collect(),
            series_total: series.len() as u64,
            erased: erased.iter().map(ErasedSince::of).collect(),
            handling: None,
            rows_href: format!("/api/v1/signals/{id}/rows?as_of={as_of}"),
            reproduce: format!("watchfire signals show {id} --as-of {as_of} --reproduce"),
        }
    }
}

impl PartOfScore {
    fn of(part: &ScorePart) -> Self {
        Self {
            name: part.name.clone(),
            points: part.points,
            most: part.most,
            why: part.why.clone(),
            reasons: part.reasons.iter().map(ReasonNamed::of).collect(),
        }
    }
}

impl ReasonNamed {
    fn of(reason: &Reason) -> Self {
        Self { id: reason.id.clone(), values: reason.values.clone() }
    }
}

impl PointBehind {
    pub fn of(mark: Mark) -> Self {
        let Mark { period, observed, out_of, expected, bound, p_value, is_alarm, nowcast } = mark;
        let nowcast = nowcast.as_ref().map(Nowcasted::of);
        Self { period, observed, out_of, expected, bound, p_value, is_alarm, nowcast }
    }
}

impl SeriesBehind {
    fn of(view: &SeriesView) -> Self {
        Self {
            series: SeriesName::of(&view.key),
            method: view.method.clone(),
            method_title: plain_method(view.method.split(' ').next().unwrap_or_default())
                .to_owned(),
            points: view.marks().into_iter().map(PointBehind::of).collect(),
        }
    }
}

const MOST_FINDINGS: usize = 1_000;
const MOST_SERIES: usize = 50;
