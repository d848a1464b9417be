//! What a list does not show: series of sources that fell silent, and lines that are not worth one.
//!
//! It is kept with the run, beside what is drawn of its signals, and gone with that; nothing is computed here.

use jiff::civil::Date;
use serde_json::{Value, json};
use store::ledger::LedgerError;
use store::node::Node;
use vocabulary::finding::{Direction, Part, Run, SeriesKey, Signal};
use vocabulary::indicator::IndicatorId;
use vocabulary::period::Cadence;
use vocabulary::place::PlaceId;
use vocabulary::quantity::ValueUnit;
use vocabulary::substance::SubstanceId;

use crate::sentence::headline;

/// What was left out of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LeftOut {
    /// Series without a figure for over 18 months.
    pub series_silent: u64,
    /// Sources of which nothing is newer: source, indicator, last day.
    pub silent: Vec<(String, String, Date)>,
    /// Lines that were held back.
    pub held_back_total: u64,
    /// The first [`MOST_HELD_BACK`] of them, highest score first.
    pub held_back: Vec<HeldBack>,
}

/// A line that is not listed, for it is more likely false than real.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldBack {
    /// The series that leads it.
    pub series: SeriesKey,
    /// Which way.
    pub direction: Direction,
    /// First day of the run of alarms.
    pub onset: Date,
    /// Chance that it is real.
    pub chance: Option<f64>,
    /// What it would say.
    pub says: String,
}

impl LeftOut {
    /// Of silent sources with so many series, and of signals that were held back.
    pub(crate) fn of(
        series_silent: u64,
        silent: Vec<(String, String, Date)>,
        held_back: &[Signal],
    ) -> Self {
        let shown = held_back.iter().take(MOST_HELD_BACK).filter_map(HeldBack::of).collect();
        Self { series_silent, silent, held_back_total: held_back.len() as u64, held_back: shown }
    }

    /// As it is kept.
    pub(crate) fn kept(&self) -> Value {
        let silent = |(source, indicator, last): &(String, String, Date)| {
            json!([source, indicator, last.to_string()])
        };
        json!({
            "series_silent": self.series_silent,
            "silent": self.silent.iter().map(silent).collect::<Vec<_>>(),
            "held_back_total": self.held_back_total,
            "held_back": self.held_back.iter().map(HeldBack::kept).collect::<Vec<_>>(),
        })
    }

    /// `None` when it is not what [`LeftOut::kept`] writes.
    fn read(kept: &Value) -> Option<Self> {
        let silent = |one: &Value| {
            let text = |at: usize| one.get(at)?.as_str();
            Some((text(0)?.to_owned(), text(1)?.to_owned(), text(2)?.parse().ok()?))
        };
        Some(Self {
            series_silent: kept.get("series_silent")?.as_u64()?,
            silent: kept.get("silent")?.as_array()?.iter().map(silent).collect::<Option<_>>()?,
            held_back_total: kept.get("held_back_total")?.as_u64()?,
            held_back: kept
                .get("held_back")?
                .as_array()?
                .iter()
                .map(HeldBack::read)
                .collect::<Option<_>>()?,
        })
    }
}

impl HeldBack {
    fn of(signal: &Signal) -> Option<Self> {
        Some(Self {
            series: signal.findings.first()?.series.clone(),
            direction: signal.direction,
            onset: signal.onset,
            chance: signal.weighing.as_ref().and_then(|weighing| weighing.posterior),
            says: headline(signal),
        })
    }

    fn kept(&self) -> Value {
        let SeriesKey { source, indicator, substance, place, cadence, unit, part } = &self.series;
        let part = part.as_ref().map(Part::to_string);
        let (indicator, substance, place) =
            (indicator.as_str(), substance.as_str(), place.as_str());
        json!({
            "series": [source, indicator, substance, place, cadence.as_str(), unit.as_str(), part],
            "direction": self.direction.as_str(),
            "onset": self.onset.to_string(),
            "chance": self.chance,
            "says": self.says,
        })
    }

    fn read(kept: &Value) -> Option<Self> {
        let series = kept.get("series")?;
        let text = |at: usize| series.get(at)?.as_str();
        Some(Self {
            series: SeriesKey {
                source: text(0)?.to_owned(),
                indicator: IndicatorId::parse(text(1)?).ok()?,
                substance: SubstanceId::parse(text(2)?).ok()?,
                place: PlaceId::parse(text(3)?).ok()?,
                cadence: Cadence::parse(text(4)?)?,
                unit: ValueUnit::parse(text(5)?)?,
                part: match series.get(6)? {
                    Value::Null => None,
                    part => Some(Part::parse(part.as_str()?)?),
                },
            },
            direction: Direction::parse(kept.get("direction")?.as_str()?)?,
            onset: kept.get("onset")?.as_str()?.parse().ok()?,
            chance: kept.get("chance")?.as_f64(),
            says: kept.get("says")?.as_str()?.to_owned(),
        })
    }
}

/// What was left out of the list of a run; `None` where that was not kept, or an erasure came since.
///
/// # Errors
/// When the ledger cannot be read.
pub async fn left_out_of(node: &Node, run: &Run) -> Result<Option<LeftOut>, LedgerError> {
    let text = node.drawn_of(run).await?;
    let kept = text.and_then(|text| serde_json::from_str::<Value>(&text).ok());
    Ok(kept.and_then(|kept| LeftOut::read(kept.get("left_out")?)))
}

/// Lines of a run that are kept though they are not listed.
pub const MOST_HELD_BACK: usize = 200;

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_is_kept_is_read_back() {
        let held_back = |part| HeldBack {
            series: SeriesKey {
                source: "s".to_owned(),
                indicator: IndicatorId::parse("ed-visits").unwrap(),
                substance: SubstanceId::parse("heroin").unwrap(),
                place: PlaceId::parse("AT").unwrap(),
                cadence: Cadence::Week,
                unit: ValueUnit::Count,
                part,
            },
            direction: Direction::Rise,
            onset: date(2025, 5, 1),
            chance: Some(0.3),
            says: "9 in 2025-W18".to_owned(),
        };
        let prison = Part { column: "setting".to_owned(), value: "prison".to_owned() };
        let left_out = LeftOut {
            series_silent: 6,
            silent: vec![("s".to_owned(), "ed-visits".to_owned(), date(2022, 3, 31))],
            held_back_total: 2,
            held_back: vec![held_back(Some(prison)), HeldBack { chance: None, ..held_back(None) }],
        };
        assert_eq!(LeftOut::read(&left_out.kept()), Some(left_out));
        assert_eq!(LeftOut::read(&json!({"series_silent": 6})), None);
    }
}
