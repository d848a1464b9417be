//! The first report of a series and whether it spreads, as a table: one row for each period.

use std::ops::Range;

use signals::{SpreadError, judge_spread};

use super::settings::FirstSeenControl;
use super::{MethodError, cell, note, refused_setting, write_rows};

/// - Shape: each period is judged by the counts up to it.
pub(super) fn first_seen_table(
    counts: &[Option<u32>],
    evaluated: Range<usize>,
    control: &FirstSeenControl,
) -> Result<String, MethodError> {
    let first = counts.iter().position(|count| count.is_some_and(|count| count > 0));
    let history = counts[..first.unwrap_or(0)].iter().flatten().count();
    let mut rows = String::new();
    for position in evaluated {
        let row = match first.filter(|first| *first <= position) {
            None => without_first(counts[position]),
            Some(first) => since_first(counts, first, position, history, control)?,
        };
        rows.push_str(&format_row(position + 1, &row));
    }
    let header = "t,first_seen,reports,mean_rate,chance,chance_next,alarm,note\n";
    Ok(write_rows(header, std::iter::once(rows)))
}

#[derive(Default)]
struct Row {
    first_seen: Option<usize>,
    reports: Option<u64>,
    /// Mean rate, chance of spread, chance of a report in the next period.
    rates: [Option<f64>; 3],
    alarm: &'static str,
    note: String,
}

fn format_row(t: usize, row: &Row) -> String {
    let whole = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
    format!(
        "{t},{},{},{},{},{}\n",
        whole(row.first_seen.map(|t| t as u64)),
        whole(row.reports),
        row.rates.map(cell).join(","),
        row.alarm,
        note(&row.note),
    )
}

fn without_first(count: Option<u32>) -> Row {
    let note = match count {
        None => "the count is missing",
        Some(_) => "nothing was reported until now",
    };
    Row { note: note.to_owned(), ..Row::default() }
}

fn since_first(
    counts: &[Option<u32>],
    first: usize,
    position: usize,
    history: usize,
    control: &FirstSeenControl,
) -> Result<Row, MethodError> {
    let since = &counts[first + 1..=position];
    let is_new = history >= control.least_history;
    let mut row = Row { first_seen: Some(first + 1), ..Row::default() };
    match judge_spread(since, control.spread) {
        Ok(found) => {
            row.reports = Some(since.iter().flatten().copied().map(u64::from).sum());
            row.rates = [found.mean_rate(), found.chance, found.chance_of_next(1)].map(Some);
            if found.alarm && is_new && counts[position].is_some() {
                row.alarm = "spread";
            }
        }
        Err(SpreadError::Setting { setting, must_be }) => {
            return Err(refused_setting(setting, must_be));
        }
        Err(why @ SpreadError::NothingSince) if position > first => row.note = why.to_string(),
        Err(SpreadError::NothingSince) => {}
    }
    if !is_new {
        row.note = format!(
            "not assessable: needs {} reported periods before the first case, has {history}",
            control.least_history
        );
    } else if position == first {
        row.alarm = "first";
    } else if counts[position].is_none() {
        "the count is missing".clone_into(&mut row.note);
    }
    Ok(row)
}
