//! The truth that a backtest is held against: known events, and the series in which each should show.
//!
//! It does not run anything.

use std::collections::BTreeSet;

use jiff::civil::Date;
use vocabulary::finding::{Direction, Finding, SeriesKey};
use vocabulary::place::{PlaceId, Places};
use vocabulary::substance::{SubstanceId, Substances};

use crate::run_method::split_cells;

/// A known event, or a known non-event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TruthEvent {
    /// Its name in the file, such as "O7".
    pub id: String,
    /// What happened, in words.
    pub event: String,
    /// What the node should do.
    pub expectation: Expectation,
    /// Day it happened, or the world knew of it.
    pub truth_date: Date,
    /// Day by which a signal comes in time.
    pub due: Date,
    /// First day on which raising it counts.
    pub from: Date,
    /// Last day on which raising it counts.
    pub to: Date,
    /// First day of the figures that show it.
    pub shown_since: Date,
    /// Series in which it shows; one of them is enough.
    pub series: Vec<SeriesPattern>,
}

/// What the node should do about an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// Raise it.
    Raised,
    /// Keep quiet: the figures move for another reason than the drug market.
    Quiet,
}

/// Series that belong to an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeriesPattern {
    /// Whose figures.
    pub source: String,
    /// Which indicator; any of the source's when `None`.
    pub indicator: Option<String>,
    /// The substance, or one under it; any when `None`.
    pub substance: Option<SubstanceId>,
    /// The place, or one within it; any when `None`.
    pub place: Option<PlaceId>,
    /// Directions that count.
    pub directions: Vec<Direction>,
}

/// Why a truth file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TruthError {
    /// A column is not there.
    #[error("truth, header row: no column {column}; the columns are: {COLUMNS}", COLUMNS = COLUMNS.join(", "))]
    NoColumn {
        /// Name of the column.
        column: &'static str,
    },
    /// A cell cannot be used.
    #[error("truth, row {row}, column {column}: {found:?} cannot be used; {mend}")]
    Cell {
        /// Line of the file, the header being 1.
        row: usize,
        /// Name of the column.
        column: &'static str,
        /// What stands there.
        found: String,
        /// What to do.
        mend: &'static str,
    },
    /// Two rows of one event say different things of the event itself.
    #[error(
        "truth, row {row}: {id} has another {column} here than above; repeat an event's own columns \
         on each of its rows"
    )]
    Disagrees {
        /// Line of the file, the header being 1.
        row: usize,
        /// The event.
        id: String,
        /// Name of the column.
        column: &'static str,
    },
    /// There is no row.
    #[error("truth: no row; give one row for each event and series")]
    Empty,
}

/// The columns of a truth file, in the order of the one that is shipped.
const COLUMNS: [&str; 13] = [
    "id",
    "event",
    "expectation",
    "truth_date",
    "due",
    "from",
    "to",
    "shown_since",
    "source",
    "indicator",
    "substance",
    "place",
    "direction",
];

impl SeriesPattern {
    /// Whether a series is one of these.
    pub fn is_of(&self, key: &SeriesKey) -> bool {
        let substance = |wanted: &SubstanceId| {
            *wanted == key.substance
                || Substances::shipped().ancestors(&key.substance).contains(wanted)
        };
        let place = |wanted: &PlaceId| {
            *wanted == key.place || Places::shipped().ancestors(&key.place).contains(wanted)
        };
        self.source == key.source
            && self.indicator.as_ref().is_none_or(|wanted| wanted == key.indicator.as_str())
            && self.substance.as_ref().is_none_or(substance)
            && self.place.as_ref().is_none_or(place)
    }
}

impl TruthEvent {
    /// Whether an alarm is this event: in one of its series and directions, over figures that show it.
    pub fn is_shown_by(&self, alarm: &Finding) -> bool {
        alarm.period.end() >= self.shown_since && self.belongs(&alarm.series, alarm.direction)
    }

    fn belongs(&self, key: &SeriesKey, direction: Direction) -> bool {
        self.series.iter().any(|p| p.is_of(key) && p.directions.contains(&direction))
    }

    /// Sources it shows in.
    pub fn sources(&self) -> BTreeSet<&str> {
        self.series.iter().map(|pattern| pattern.source.as_str()).collect()
    }
}

/// Reads a truth file: one row for each event and series in which it shows.
///
/// - Shape: CSV with the columns id, event, expectation (raised or quiet), `truth_date`, due,
///   from, to, `shown_since` (days), source, indicator, substance, place (empty for any) and direction (rise, fall,
///   new, several with spaces between). Other columns are for people. Rows of one event follow one
///   another or not, and repeat its own columns.
///
/// # Errors
/// When a column is missing or a cell cannot be used.
pub fn read_truth(text: &str) -> Result<Vec<TruthEvent>, TruthError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    let header = lines.next().map(|(line, _)| split_cells(line)).unwrap_or_default();
    let mut places = [0; COLUMNS.len()];
    for (place, column) in places.iter_mut().zip(COLUMNS) {
        let found = header.iter().position(|cell| cell == column);
        *place = found.ok_or(TruthError::NoColumn { column })?;
    }
    let mut events: Vec<TruthEvent> = Vec::new();
    for (line, row) in lines {
        let cells = split_cells(line);
        let event = Row { number: row, cells: &cells, places: &places }.read()?;
        match events.iter_mut().find(|known| known.id == event.id) {
            None => events.push(event),
            Some(known) => {
                if let Some(column) = differs(known, &event) {
                    return Err(TruthError::Disagrees { row, id: event.id, column });
                }
                known.series.extend(event.series);
            }
        }
    }
    if events.is_empty() { Err(TruthError::Empty) } else { Ok(events) }
}

fn differs(a: &TruthEvent, b: &TruthEvent) -> Option<&'static str> {
    let same = [
        ("event", a.event == b.event),
        ("expectation", a.expectation == b.expectation),
        ("truth_date", a.truth_date == b.truth_date),
        ("due", a.due == b.due),
        ("from", a.from == b.from),
        ("to", a.to == b.to),
        ("shown_since", a.shown_since == b.shown_since),
    ];
    same.into_iter().find(|(_, same)| !same).map(|(column, _)| column)
}

/// One line of the file.
struct Row<'a> {
    number: usize,
    cells: &'a [String],
    places: &'a [usize; COLUMNS.len()],
}

impl Row<'_> {
    fn read(&self) -> Result<TruthEvent, TruthError> {
        let expectation = match self.cell("expectation") {
            "raised" => Expectation::Raised,
            "quiet" => Expectation::Quiet,
            _ => return self.refuse("expectation", "write raised or quiet"),
        };
        let (from, to) = (self.day("from")?, self.day("to")?);
        if from > to {
            return self.refuse("to", "give a day that is not before `from`");
        }
        Ok(TruthEvent {
            id: self.required("id")?,
            event: self.required("event")?,
            expectation,
            truth_date: self.day("truth_date")?,
            due: self.day("due")?,
            from,
            to,
            shown_since: self.day("shown_since")?,
            series: vec![self.pattern()?],
        })
    }

    fn pattern(&self) -> Result<SeriesPattern, TruthError> {
        let given = |column| Some(self.cell(column)).filter(|cell| !cell.is_empty());
        let substance = given("substance").map(SubstanceId::parse).transpose();
        let Ok(substance) = substance else {
            return self.refuse("substance", "use an id as the signals show it, such as fentanyl");
        };
        let Ok(place) = given("place").map(PlaceId::parse).transpose() else {
            return self.refuse("place", "use an id as the signals show it, such as US-CT");
        };
        let words = self.cell("direction").split_whitespace().map(Direction::parse);
        let directions: Option<Vec<Direction>> = words.collect();
        let Some(directions) = directions.filter(|directions| !directions.is_empty()) else {
            return self.refuse("direction", "write rise, fall or new, or several with spaces");
        };
        Ok(SeriesPattern {
            source: self.required("source")?,
            indicator: given("indicator").map(str::to_owned),
            substance,
            place,
            directions,
        })
    }

    fn cell(&self, column: &str) -> &str {
        let place = COLUMNS.iter().position(|name| *name == column).map(|at| self.places[at]);
        place.and_then(|place| self.cells.get(place)).map_or("", String::as_str)
    }

    fn required(&self, column: &'static str) -> Result<String, TruthError> {
        match self.cell(column) {
            "" => self.refuse(column, "fill it in"),
            cell => Ok(cell.to_owned()),
        }
    }

    fn day(&self, column: &'static str) -> Result<Date, TruthError> {
        self.cell(column).parse().or_else(|_| self.refuse(column, "write a day as YYYY-MM-DD"))
    }

    fn refuse<T>(&self, column: &'static str, mend: &'static str) -> Result<T, TruthError> {
        let found = self.cell(column).to_owned();
        Err(TruthError::Cell { row: self.number, column, found, mend })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "id,event,expectation,truth_date,due,from,to,shown_since,source,indicator,substance,place,direction\n";
    const ROW: &str = "O7,\"Deaths, up\",raised,2020-12-16,2020-12-16,2020-04-01,2021-12-31,2020-04-01,phac,,opioids,CA,rise new\n";

    #[test]
    fn rows_of_one_event_are_its_series() {
        let other = ROW.replace(",phac,,opioids,CA,rise new", ",phac,deaths,fentanyl,,fall");
        let events = read_truth(&format!("{HEADER}{ROW}{other}")).unwrap();
        assert_eq!((events.len(), events[0].series.len()), (1, 2));
        assert_eq!(events[0].event, "Deaths, up");
        assert_eq!(events[0].series[0].directions, [Direction::Rise, Direction::New]);
        assert_eq!(events[0].series[1].place, None);
    }

    #[test]
    fn a_series_within_the_place_and_under_the_class_belongs() {
        let events = read_truth(&format!("{HEADER}{ROW}")).unwrap();
        let key = |substance: &str, place: &str| SeriesKey {
            source: "phac".to_owned(),
            indicator: vocabulary::indicator::IndicatorId::parse("any").unwrap(),
            substance: SubstanceId::parse(substance).unwrap(),
            place: PlaceId::parse(place).unwrap(),
            cadence: vocabulary::period::Cadence::Quarter,
            unit: vocabulary::quantity::ValueUnit::Count,
            part: None,
        };
        assert!(events[0].belongs(&key("fentanyl", "CA-BC"), Direction::Rise));
        assert!(!events[0].belongs(&key("fentanyl", "CA-BC"), Direction::Fall));
        assert!(!events[0].belongs(&key("cocaine", "CA"), Direction::Rise));
        assert!(!events[0].belongs(&key("fentanyl", "US"), Direction::Rise));
    }

    #[test]
    fn bad_files_name_row_column_and_what_to_do() {
        for (bad, words) in [
            ("id,dataset\nO1,x\n".to_owned(), ["no column event", "shown_since"]),
            (HEADER.to_owned(), ["no row", "one row for each"]),
            (format!("{HEADER}{}", ROW.replace("raised", "yes")), ["row 2", "raised or quiet"]),
            (
                format!("{HEADER}{}", ROW.replace("2020-12-16", "2020")),
                ["truth_date", "YYYY-MM-DD"],
            ),
            (format!("{HEADER}{}", ROW.replace("2021-12-31", "2019-12-31")), ["to", "not before"]),
            (format!("{HEADER}{}", ROW.replace("rise new", "up")), ["direction", "rise, fall"]),
            (format!("{HEADER}{}", ROW.replace("phac", "")), ["source", "fill it in"]),
            (
                format!("{HEADER}{ROW}{}", ROW.replace("Deaths", "Births")),
                ["row 3", "another event"],
            ),
        ] {
            let message = read_truth(&bad).unwrap_err().to_string();
            for word in words {
                assert!(message.contains(word), "{word:?} is not in: {message}");
            }
        }
    }
}
