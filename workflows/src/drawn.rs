//! What a list draws of each signal: the last figures of the series that leads it.
//!
//! A run never changes, so this is made once, when it is stored, and kept beside it: the list of a large node
//! is drawn without reading a fact. Where nothing is kept it is made again from the facts, to the bit.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use store::ledger::LedgerError;
use store::node::Node;
use vocabulary::finding::{Run, Signal};

use crate::series::Series;
use crate::signal_view::{Gallery, Mark};

/// The last figures of the series that leads a signal, oldest first; none where the series is gone.
///
/// - Shape: without what they will come to; a small picture has no room for it.
pub fn last_marks(signal: &Signal, gallery: &Gallery<'_>) -> Vec<Mark> {
    let view = gallery.views(signal.findings.first()).pop();
    let mut marks = view.map(|view| view.marks()).unwrap_or_default();
    marks.drain(..marks.len().saturating_sub(MOST_MARKS));
    marks.into_iter().map(|mark| Mark { nowcast: None, ..mark }).collect()
}

/// What was kept with a run, by signal; `None` where it was not, or an erasure came since.
///
/// # Errors
/// When the ledger cannot be read.
pub async fn drawn_of(
    node: &Node,
    run: &Run,
) -> Result<Option<HashMap<String, Vec<Mark>>>, LedgerError> {
    Ok(node.drawn_of(run).await?.and_then(|text| read(&text)))
}

/// The text that is kept with a run: of its first [`MOST_SIGNALS`] signals.
pub(crate) fn text_of(signals: &[Signal], series: &[Series]) -> String {
    let gallery = Gallery::of(series);
    let first = signals.iter().take(MOST_SIGNALS);
    let kept: Vec<(&str, Vec<MarkText>)> = first
        .map(|signal| {
            let marks = last_marks(signal, &gallery);
            (signal.id.as_str(), marks.iter().map(MarkText::of).collect())
        })
        .collect();
    serde_json::to_string(&kept).expect("texts and numbers always serialise")
}

fn read(text: &str) -> Option<HashMap<String, Vec<Mark>>> {
    let kept: Vec<(String, Vec<MarkText>)> = serde_json::from_str(text).ok()?;
    let marks = |(id, marks): (String, Vec<MarkText>)| {
        (id, marks.into_iter().map(MarkText::mark).collect())
    };
    Some(kept.into_iter().map(marks).collect())
}

/// A mark as it is kept: its period, its figures as their 64 bits, and whether it is an alarm.
#[derive(Serialize, Deserialize)]
struct MarkText(String, [Option<u64>; 5], Option<bool>);

impl MarkText {
    fn of(mark: &Mark) -> Self {
        let Mark { period, observed, out_of, expected, bound, p_value, is_alarm, .. } = mark;
        let bits = |figure: &Option<f64>| figure.map(f64::to_bits);
        Self(period.clone(), [observed, out_of, expected, bound, p_value].map(bits), *is_alarm)
    }

    fn mark(self) -> Mark {
        let Self(period, bits, is_alarm) = self;
        let [observed, out_of, expected, bound, p_value] =
            bits.map(|bits| bits.map(f64::from_bits));
        Mark { period, observed, out_of, expected, bound, p_value, is_alarm, nowcast: None }
    }
}

const MOST_MARKS: usize = 60;

/// Signals of a run that are kept: as many as a page of a list holds.
const MOST_SIGNALS: usize = 1_000;
