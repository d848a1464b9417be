//! Replays of history, as the API writes them.

pub(crate) mod start;

mod truth;

use serde::Serialize;
use utoipa::ToSchema;
use workflows::backtest::{Backtest, EventReplayed, Expectation, Outcome, Raised};

use super::signals::FoundAlarm;

/// What a replay of history found.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct Replayed {
    /// Days on which the node was asked.
    steps: u64,
    /// Signals a year that belong to no event, over all sources.
    other_alarms_per_year: f64,
    /// The events, in the order of the truth.
    events: Vec<ReplayedEvent>,
}

/// What became of one event.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct ReplayedEvent {
    /// Its name in the truth.
    id: String,
    /// What happened, in words.
    event: String,
    /// What the node should do: "raised" or "quiet".
    expectation: &'static str,
    /// "in-time", "late", "missed", "quiet" (as it should be), "false-alarm" or "no-figures".
    outcome: &'static str,
    /// Day it happened, or the world knew of it.
    #[schema(format = Date)]
    truth_date: String,
    /// Day by which a signal comes in time.
    #[schema(format = Date)]
    due: String,
    /// First day on which figures that show it could be known; null where there are none.
    #[schema(format = Date)]
    visible_on: Option<String>,
    /// The first signal of it; null where there was none.
    raised: Option<RaisedSignal>,
    /// Days from the first visible row to the signal.
    days_after_visible: Option<i64>,
    /// Days from the signal to the truth date; negative when the signal came later.
    days_before_truth: Option<i64>,
    /// Other signals a year in the sources of the event.
    other_alarms_per_year: f64,
}

/// The first signal of an event.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct RaisedSignal {
    /// Day it was raised.
    #[schema(format = Date)]
    on: String,
    /// Its rank on that day.
    rank: u64,
    /// The alarm that shows the event.
    alarm: FoundAlarm,
}

impl Replayed {
    pub fn of(answer: &Backtest) -> Self {
        Self {
            steps: answer.steps as u64,
            other_alarms_per_year: answer.other_alarms_per_year,
            events: answer.events.iter().map(ReplayedEvent::of).collect(),
        }
    }
}

impl ReplayedEvent {
    fn of(replayed: &EventReplayed) -> Self {
        let event = &replayed.event;
        Self {
            id: event.id.clone(),
            event: event.event.clone(),
            expectation: match event.expectation {
                Expectation::Raised => "raised",
                Expectation::Quiet => "quiet",
            },
            outcome: match replayed.outcome() {
                Outcome::InTime => "in-time",
                Outcome::Late => "late",
                Outcome::Missed => "missed",
                Outcome::Quiet => "quiet",
                Outcome::FalseAlarm => "false-alarm",
                Outcome::NoFigures => "no-figures",
            },
            truth_date: event.truth_date.to_string(),
            due: event.due.to_string(),
            visible_on: replayed.visible_on.map(|day| day.to_string()),
            raised: replayed.raised.as_ref().map(RaisedSignal::of),
            days_after_visible: replayed.days_after_visible(),
            days_before_truth: replayed.days_before_truth(),
            other_alarms_per_year: replayed.other_alarms_per_year,
        }
    }
}

impl RaisedSignal {
    fn of(raised: &Raised) -> Self {
        Self {
            on: raised.on.to_string(),
            rank: raised.rank as u64,
            alarm: FoundAlarm::of(&raised.finding),
        }
    }
}
