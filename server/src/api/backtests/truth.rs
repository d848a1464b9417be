//! Known events as they are sent in JSON; as CSV they are read by the workflow itself.

use jiff::civil::Date;
use serde::Deserialize;
use utoipa::ToSchema;
use vocabulary::finding::Direction;
use vocabulary::place::PlaceId;
use vocabulary::substance::SubstanceId;
use workflows::backtest::{Expectation, SeriesPattern, TruthEvent};

use crate::asked::{day, required};
use crate::problem::Problem;
use crate::strict::InObject;

/// Known events, and the series in which each should show.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Truth {
    /// The events; each name once.
    #[schema(value_type = Vec<TruthOfEvent>, min_items = 1, max_items = 1000)]
    events: Vec<InObject<TruthOfEvent>>,
}

/// A known event, or a known non-event.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TruthOfEvent {
    /// Its name.
    #[schema(min_length = 1, example = "UK1")]
    id: String,
    /// What happened, in words.
    #[schema(min_length = 1, example = "The heroin drought of 2010")]
    event: String,
    /// What the node should do: "raised" or "quiet".
    #[schema(pattern = "^(raised|quiet)$", example = "raised")]
    expectation: String,
    /// Day it happened, or the world knew of it.
    #[schema(format = Date, example = "2011-09-01")]
    truth_date: String,
    /// Day by which a signal comes in time.
    #[schema(format = Date, example = "2012-12-31")]
    due: String,
    /// First day on which raising it counts.
    #[schema(format = Date, example = "2010-01-01")]
    from: String,
    /// Last day on which raising it counts; not before `from`.
    #[schema(format = Date, example = "2013-12-31")]
    to: String,
    /// First day of the figures that show it.
    #[schema(format = Date, example = "2010-01-01")]
    shown_since: String,
    /// Series in which it shows; one of them is enough.
    #[schema(value_type = Vec<TruthOfSeries>, min_items = 1, max_items = 1000)]
    series: Vec<InObject<TruthOfSeries>>,
}

/// Series that belong to an event; what is left out does not matter.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TruthOfSeries {
    /// Whose figures.
    #[schema(min_length = 1, example = "uk-deaths-by-year")]
    source: String,
    /// What is counted.
    indicator: Option<String>,
    /// Of which substance or class, or one under it.
    #[schema(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", example = "heroin")]
    substance: Option<String>,
    /// Where, or within it.
    #[schema(pattern = "^[A-Za-z0-9:-]+$", example = "GB-EAW")]
    place: Option<String>,
    /// Directions that count: rise, fall, new; several with spaces between.
    #[schema(pattern = "^(rise|fall|new)( (rise|fall|new))*$", example = "fall")]
    direction: String,
}

impl Truth {
    /// The events as the workflow takes them.
    pub fn events(self) -> Result<Vec<TruthEvent>, Problem> {
        if !(1..=MOST).contains(&self.events.len()) {
            return Err(Problem::bad_document(format!("`events` has 1 to {MOST} events")));
        }
        let read = self.events.into_iter().map(|InObject(event)| event.read());
        let events = read.collect::<Result<Vec<_>, _>>()?;
        let mut known = std::collections::BTreeSet::new();
        for event in &events {
            if !known.insert(event.id.as_str()) {
                let id = &event.id;
                return Err(bad_truth(&format!(
                    "event {id:?} stands twice; give it once, with all its series"
                )));
            }
        }
        Ok(events)
    }
}

impl TruthOfEvent {
    fn read(self) -> Result<TruthEvent, Problem> {
        if !(1..=MOST).contains(&self.series.len()) {
            return Err(Problem::bad_document(format!("`series` has 1 to {MOST} entries")));
        }
        let (from, to) = (day_of("from", &self.from)?, day_of("to", &self.to)?);
        if from > to {
            return Err(bad_truth("`to` lies before `from`"));
        }
        let expectation =
            required("expectation", &self.expectation, "raised or quiet", |text| match text {
                "raised" => Some(Expectation::Raised),
                "quiet" => Some(Expectation::Quiet),
                _ => None,
            })?;
        Ok(TruthEvent {
            id: named("id", self.id)?,
            event: named("event", self.event)?,
            expectation,
            truth_date: day_of("truth_date", &self.truth_date)?,
            due: day_of("due", &self.due)?,
            from,
            to,
            shown_since: day_of("shown_since", &self.shown_since)?,
            series: self
                .series
                .into_iter()
                .map(|InObject(series)| series.read())
                .collect::<Result<_, _>>()?,
        })
    }
}

impl TruthOfSeries {
    fn read(self) -> Result<SeriesPattern, Problem> {
        let substance = self.substance.as_deref().map(|text| {
            required("substance", text, "a substance's id", |text| SubstanceId::parse(text).ok())
        });
        let place = self
            .place
            .as_deref()
            .map(|text| required("place", text, "a place's id", |text| PlaceId::parse(text).ok()));
        let form = "rise, fall or new, or several with spaces between";
        let directions = required("direction", &self.direction, form, |text| {
            text.split(' ').map(Direction::parse).collect::<Option<Vec<_>>>()
        })?;
        Ok(SeriesPattern {
            source: named("source", self.source)?,
            indicator: self.indicator,
            substance: substance.transpose()?,
            place: place.transpose()?,
            directions,
        })
    }
}

fn day_of(name: &str, text: &str) -> Result<Date, Problem> {
    Ok(day(name, Some(text))?.expect("a text that is given is read or refused"))
}

fn named(name: &str, text: String) -> Result<String, Problem> {
    if text.is_empty() {
        return Err(Problem::bad_parameter(name, format!("`{name}` is empty; fill it in")));
    }
    Ok(text)
}

/// The truth contradicts itself, or is no table that can be used.
pub(crate) fn bad_truth(detail: &str) -> Problem {
    Problem::unusable("bad-truth", "The known events cannot be used", detail)
}

const MOST: usize = 1_000;
