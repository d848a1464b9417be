//! Nowcast over a table of events with the days they occurred and were reported on, as a table.

use std::fmt::Write as _;

use jiff::civil::Date;
use signals::nowcast::{NowcastError, NowcastSettings, nowcast};
use vocabulary::period::{Cadence, Period};

use super::table::{Figures, Lines, figure, split_cells};
use super::{MethodError, with_17_digits};

/// One nowcast.
#[derive(Debug)]
pub(super) struct ReportsCase {
    pub settings: NowcastSettings,
    /// Periods that events are added up by.
    pub cadence: Cadence,
    /// What was reported after this day is not known yet; the latest day of the table where absent.
    pub now: Option<Date>,
}

/// Expected totals of the periods of which reports may still come, or of all.
pub(super) fn nowcast_table(case: &ReportsCase, table: &Lines<'_>) -> Result<String, MethodError> {
    let events = events(table)?;
    let latest = events.iter().map(|event| event.reported).max();
    let Some(now) = case.now.or(latest) else {
        let problem = "the table has no row".to_owned();
        return Err(MethodError::NotAssessable { problem });
    };
    let known: Vec<&Event> = events.iter().filter(|event| event.reported <= now).collect();
    let Some(first) = known.iter().map(|event| event.occurred).min() else {
        let problem = format!("nothing was reported up to {now}");
        return Err(MethodError::NotAssessable { problem });
    };
    let periods = periods(first, now, case.cadence)?;
    let reports = add_up(&known, &periods, case)?;
    let found = nowcast(&reports, &case.settings).map_err(refused)?;
    let mut answer = HEADER.to_owned();
    for (period, one) in periods.iter().zip(&found) {
        writeln!(
            answer,
            "{},{},{},{},{},{}",
            period.start(),
            one.reported,
            with_17_digits(one.share),
            with_17_digits(one.expected),
            with_17_digits(one.lower),
            with_17_digits(one.upper),
        )
        .expect("a string takes all");
    }
    Ok(answer)
}

#[derive(Clone, Copy, Debug)]
struct Event {
    occurred: Date,
    reported: Date,
    count: u32,
}

fn events(table: &Lines<'_>) -> Result<Vec<Event>, MethodError> {
    let place = |name: &str| table.header.iter().position(|cell| cell == name);
    let needed = |column: &'static str| {
        let present = table.header.join(", ");
        place(column).ok_or(MethodError::NoColumn { column, present })
    };
    let (occurred, reported, count) = (needed("occurred")?, needed("reported")?, place("observed"));
    let mut events = Vec::with_capacity(table.rows.len());
    for (line, row) in table.rows.iter().copied() {
        let cells = split_cells(line);
        let cell = |index: usize| cells.get(index).map_or("", String::as_str);
        let event = Event {
            occurred: day(cell(occurred), "occurred", row)?,
            reported: day(cell(reported), "reported", row)?,
            count: match count {
                None => 1,
                Some(index) => figure(cell(index), Figures::Counts, row)?.unwrap_or(0.0) as u32,
            },
        };
        if event.reported < event.occurred {
            let problem =
                format!("{} is before it occurred, on {}", event.reported, event.occurred);
            let mend = "correct one of the days, or leave the row out";
            return Err(MethodError::Cell { row, column: "reported", problem, mend });
        }
        events.push(event);
    }
    Ok(events)
}

fn day(cell: &str, column: &'static str, row: usize) -> Result<Date, MethodError> {
    cell.parse().map_err(|_| MethodError::Cell {
        row,
        column,
        problem: format!("{cell:?} is not a date"),
        mend: "write YYYY-MM-DD",
    })
}

/// Periods from that of the first event to that of the last day.
fn periods(first: Date, now: Date, cadence: Cadence) -> Result<Vec<Period>, MethodError> {
    let last = Period::containing(now, cadence);
    let mut periods = vec![Period::containing(first, cadence)];
    while let Some(newest) = periods.last().copied().filter(|newest| newest.start() < last.start())
    {
        if periods.len() == MOST_PERIODS {
            let problem = format!("more than {MOST_PERIODS} periods from {first} to {now}");
            let mend = "check the days, or use longer periods (control.period)";
            return Err(MethodError::Table { problem, mend });
        }
        periods.push(newest.next());
    }
    Ok(periods)
}

/// Of each period what was reported, by the number of periods later.
fn add_up(
    events: &[&Event],
    periods: &[Period],
    case: &ReportsCase,
) -> Result<Vec<Vec<u32>>, MethodError> {
    let longest = case.settings.longest_delay;
    let mut reports: Vec<Vec<u32>> = (0..periods.len())
        .map(|period| vec![0; (periods.len() - period).min(longest + 1)])
        .collect();
    let place = |on: Date| periods.partition_point(|period| period.end() < on);
    for event in events {
        let (occurred, reported) = (place(event.occurred), place(event.reported));
        // What comes later than the longest delay came with it.
        let delay = (reported - occurred).min(reports[occurred].len() - 1);
        let Some(cell) = reports[occurred].get_mut(delay) else { continue };
        *cell = cell.checked_add(event.count).ok_or(MethodError::Table {
            problem: "more than 4294967295 events in one period".to_owned(),
            mend: "check the column observed",
        })?;
    }
    Ok(reports)
}

fn refused(error: NowcastError) -> MethodError {
    match error {
        NowcastError::TooShort { needs, has } => {
            MethodError::NotAssessable { problem: format!("needs {needs} periods, has {has}") }
        }
        other => MethodError::NotAssessable { problem: other.to_string() },
    }
}

const HEADER: &str = "date,observed,share,expected,lowerbound,upperbound\n";
const MOST_PERIODS: usize = 20_000;
