//! A replay of history is started.

use axum::body::Bytes;
use axum::extract::{FromRequest as _, Request};
use axum::http::header::CONTENT_TYPE;
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::IntoParams;
use vocabulary::period::Cadence;
use workflows::backtest::{Replay, TruthEvent, backtest, read_truth};

use super::truth::{Truth, bad_truth};
use crate::api::jobs::{Accepted, JobBegun, JobInput, begin_reading};
use crate::asked::{Asked, Sent, day, optional};
use crate::asking::Asking;
use crate::jobs::Done;
use crate::problem::{DocumentProblems, Problem, Problems, RuleProblems};
use crate::service::Service;

/// How history is replayed.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct HowReplayed {
    /// The node is asked at the end of each: week, month, quarter or year.
    #[param(pattern = "^(week|month|quarter|year)$", default = "month")]
    step: Option<String>,
    /// First day; that of the earliest event if left out.
    #[param(value_type = Option<String>, format = Date)]
    from: Option<String>,
    /// Last day, not before the first; that of the latest event if left out.
    #[param(value_type = Option<String>, format = Date)]
    to: Option<String>,
}

/// Replays history step by step: when would the node have raised the known events, and what else?
///
/// The truth is a table (CSV, as `docs/backtest.md` explains its columns) or the same in JSON. A job
/// does it; one that reads the whole node runs at a time. No more than 4,000 steps are taken.
#[utoipa::path(
    post,
    path = "/api/v1/backtests",
    tag = "signals",
    params(HowReplayed),
    request_body(content((Truth = "application/json"), (String = "text/csv"))),
    responses(
        JobBegun,
        RuleProblems,
        DocumentProblems,
        Problems
    )
)]
pub(crate) async fn start_backtest(
    Asking(service): Asking,
    Asked(how): Asked<HowReplayed>,
    request: Request,
) -> Result<Accepted, Problem> {
    let replay = how.replay(events_of(request, &service).await?)?;
    let input = JobInput {
        events: Some(replay.events.len() as u64),
        step: Some(replay.step.as_str().to_owned()),
        ..JobInput::default()
    };
    begin_reading(service, "backtest", input, move |service, job| async move {
        let at_step = |_: Date, done: usize, of: usize| job.at_step(done as u64, of as u64);
        let (reader, is_wanted) = (service.reader(), || !job.is_stop_wanted());
        let answer = backtest(service.node(), &replay, &reader, at_step, &is_wanted).await?;
        job.at_step(answer.steps as u64, answer.steps as u64);
        Ok(Done::Replayed(answer))
    })
}

/// Reads the truth in the form that it is sent in.
async fn events_of(request: Request, service: &Service) -> Result<Vec<TruthEvent>, Problem> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("text/csv") {
        let Sent(truth) = Sent::<Truth>::from_request(request, service).await?;
        return truth.events();
    }
    let bytes = Bytes::from_request(request, &()).await;
    let bytes =
        bytes.map_err(|_| Problem::too_large("the table has more than 2 MB, or broke off"))?;
    let text = std::str::from_utf8(&bytes)
        .map_err(|_| Problem::bad_document("the table is no UTF-8 text"))?;
    read_truth(text).map_err(|error| bad_truth(&error.to_string()))
}

impl HowReplayed {
    fn replay(&self, events: Vec<TruthEvent>) -> Result<Replay, Problem> {
        let step =
            optional("step", self.step.as_deref(), "week, month, quarter or year", |text| {
                Cadence::parse(text)
                    .filter(|_| ["week", "month", "quarter", "year"].contains(&text))
            })?;
        let (from, to) = (day("from", self.from.as_deref())?, day("to", self.to.as_deref())?);
        let first = from.or_else(|| events.iter().map(|event| event.from).min());
        let last = to.or_else(|| events.iter().map(|event| event.to).max());
        let step = step.unwrap_or(Cadence::Month);
        if let Some((first, last)) = first.zip(last) {
            require_order(first, last, step)?;
        }
        Ok(Replay { events, step, from, to })
    }
}

/// The days must follow each other and lie close enough.
fn require_order(first: Date, last: Date, step: Cadence) -> Result<(), Problem> {
    if first > last {
        return Err(bad_truth(&format!("the first day, {first}, lies after the last, {last}")));
    }
    if last.year() > LAST_YEAR {
        return Err(bad_truth(&format!("the last day, {last}, lies too far ahead")));
    }
    let years = u64::try_from(last.year() - first.year()).unwrap_or_default() + 1;
    let steps = years * u64::from(step.per_year().unwrap_or(1));
    if steps > MOST_STEPS {
        return Err(bad_truth(&format!(
            "from {first} to {last} are some {steps} steps; take larger steps, or fewer years: \
             {MOST_STEPS} at most"
        )));
    }
    Ok(())
}

const MOST_STEPS: u64 = 4_000;
/// Periods are counted on from the last day, and must have a date still.
const LAST_YEAR: i16 = 9_000;
