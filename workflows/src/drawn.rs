//! What a list draws of each signal: the last figures of the series that leads it.
//!
//! A run never changes, so this is made once, when it is stored, and kept beside it: the list of a large node
//! is drawn without reading a fact. Where nothing is kept it is made again from the facts, to the bit.

use std::collections::HashMap;

use serde_json::{Value, json};
use store::ledger::LedgerError;
use store::node::Node;
use vocabulary::finding::{Run, Signal};

use crate::left_out::LeftOut;
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

/// The text that is kept with a run: of its first [`MOST_SIGNALS`] signals, and what was left out.
pub(crate) fn text_of(signals: &[Signal], series: &[Series], left_out: &LeftOut) -> String {
    let gallery = Gallery::of(series);
    let first = signals.iter().take(MOST_SIGNALS);
    let one = |signal: &Signal| {
        let marks = last_marks(signal, &gallery);
        json!([signal.id, marks.iter().map(kept).collect::<Vec<_>>()])
    };
    let drawn: Vec<Value> = first.map(one).collect();
    json!({"drawn": drawn, "left_out": left_out.kept()}).to_string()
}

fn read(text: &str) -> Option<HashMap<String, Vec<Mark>>> {
    let kept: Value = serde_json::from_str(text).ok()?;
    let one = |kept: &Value| {
        let marks = kept.get(1)?.as_array()?.iter().map(mark);
        Some((kept.get(0)?.as_str()?.to_owned(), marks.collect::<Option<_>>()?))
    };
    // Before it was kept what was left out, the drawn stood alone.
    kept.get("drawn").unwrap_or(&kept).as_array()?.iter().map(one).collect()
}

/// A mark as it is kept: its period, its figures as their 64 bits, and whether it is an alarm.
fn kept(mark: &Mark) -> Value {
    let Mark { period, observed, out_of, expected, bound, p_value, is_alarm, .. } = mark;
    let bits = [observed, out_of, expected, bound, p_value].map(|figure| figure.map(f64::to_bits));
    json!([period, bits, is_alarm])
}

/// `None` when it is not what [`kept`] writes.
fn mark(kept: &Value) -> Option<Mark> {
    let figure = |at: usize| match kept.get(1)?.get(at)? {
        Value::Null => Some(None),
        bits => Some(Some(f64::from_bits(bits.as_u64()?))),
    };
    Some(Mark {
        period: kept.get(0)?.as_str()?.to_owned(),
        observed: figure(0)?,
        out_of: figure(1)?,
        expected: figure(2)?,
        bound: figure(3)?,
        p_value: figure(4)?,
        is_alarm: kept.get(2)?.as_bool(),
        nowcast: None,
    })
}

const MOST_MARKS: usize = 60;

/// Signals of a run that are kept: as many as a page of a list holds.
const MOST_SIGNALS: usize = 1_000;
