//! The proposal tried on the file: what is rejected for a reason that can be mended is mended.

use std::collections::BTreeMap;

use jiff::civil::Date;
use vocabulary::submission::Rejection;

use super::GuessError;
use super::again::again;
use super::plan::Plan;
use super::said::Confidence;
use super::write::render;
use crate::mapping::{Mapping, Undecided};
use crate::read::{Reading, is_repeat};
use crate::source::Shared;

/// What a trial gave.
#[derive(Debug)]
pub(crate) struct Tried {
    pub toml: String,
    pub undecided: Vec<Undecided>,
    pub rows_read: u64,
    pub rows_accepted: u64,
    pub rejections: Vec<String>,
}

/// Tries a plan, mends what can be mended, and tries it again.
pub(crate) fn settle(file: &Shared<'_>, plan: &mut Plan, today: Date) -> Result<Tried, GuessError> {
    let mut best = try_once(file, plan, today)?;
    for _ in 0..3 {
        let (tried, rejections) = &best;
        if tried.rows_accepted == tried.rows_read {
            break;
        }
        let mut mended = plan.clone();
        if !mend(&mut mended, rejections) {
            break;
        }
        let again = try_once(file, &mended, today)?;
        if again.0.rows_accepted <= best.0.rows_accepted {
            break;
        }
        *plan = mended;
        best = again;
    }
    Ok(best.0)
}

fn try_once(
    file: &Shared<'_>,
    plan: &Plan,
    today: Date,
) -> Result<(Tried, Vec<Rejection>), GuessError> {
    let toml = render(plan);
    let mapping = Mapping::parse(&toml)?;
    let mut reading = Reading::over(again(file)?, &mapping, today)?;
    let mut rejections = Vec::new();
    while let Some(batch) = reading.next_batch()? {
        rejections.append(&mut batch.rejections);
        if reading.summary().rows_read >= MAX_ROWS {
            break;
        }
    }
    let summary = reading.summary();
    let mut reasons: BTreeMap<(String, String), (u64, &Rejection)> = BTreeMap::new();
    for rejection in &rejections {
        let kind: String =
            rejection.reason.chars().filter(|c| !c.is_ascii_digit()).take(60).collect();
        reasons.entry((rejection.column.clone(), kind)).or_insert((0, rejection)).0 += 1;
    }
    let mut reasons: Vec<(u64, &Rejection)> = reasons.into_values().collect();
    reasons.sort_by_key(|(count, rejection)| (u64::MAX - count, rejection.row));
    let shown = reasons.iter().take(5).map(|(count, rejection)| {
        let Rejection { row, column, value, reason } = rejection;
        let value: String = value.chars().take(40).collect();
        let cell = if column.is_empty() {
            String::new()
        } else {
            format!(", column {column}, value '{}'", value.escape_debug())
        };
        let which = if *count == 1 {
            format!("row {row}")
        } else {
            format!("{count} rows, such as row {row}")
        };
        format!("{which}{cell}: {reason}")
    });
    let rejections_shown = shown.collect();
    let tried = Tried {
        toml,
        undecided: mapping.undecided().to_vec(),
        rows_read: summary.rows_read,
        rows_accepted: summary.rows_accepted,
        rejections: rejections_shown,
    };
    Ok((tried, rejections))
}

/// Mends what the rejections show; whether anything was changed.
fn mend(plan: &mut Plan, rejections: &[Rejection]) -> bool {
    let mut is_changed = false;
    for rejection in rejections {
        let Rejection { column, value, reason, .. } = rejection;
        if is_repeat(rejection) && !plan.key.counts_repeats {
            plan.key.counts_repeats = true;
            plan.key.said.confidence = Confidence::Guess;
            plan.key.said.because.push_str("; further down the file rows agree in all of them. TO DECIDE: are they different events?");
            is_changed = true;
        }
        if plan.place.columns.contains(column) && plan.place.default.is_none() {
            plan.place.default = Some(plan.place.coverage.clone());
            is_changed = true;
        }
        if reason.starts_with("the row names no substance") && !plan.substances.may_be_blank {
            plan.substances.may_be_blank = true;
            is_changed = true;
        }
        // In a wide table the message names the real column.
        let is_wide = plan.wide.as_ref().is_some_and(|wide| wide.columns.contains(column));
        for measure in
            plan.measures.iter_mut().filter(|measure| measure.column == *column || is_wide)
        {
            let is_no_count = reason.starts_with("a count is whole");
            if (is_no_count || reason.starts_with("a share is at most"))
                && measure.unit != "other-rate"
            {
                measure.unit = "other-rate";
                measure.is_unit_open = true;
                measure.said.confidence = Confidence::Guess;
                measure.said.because.push_str(
                    "; further down the file figures do not fit that: TO DECIDE what they measure",
                );
                is_changed = true;
            }
        }
        let is_figure = plan.measures.iter().any(|measure| measure.column == *column)
            || plan.detail.figures.contains(column)
            || is_wide;
        let is_no_number = reason.starts_with("this is no number")
            || reason.starts_with("there is no figure")
            || reason.starts_with("this is no age");
        if is_figure && is_no_number {
            is_changed |= plan.missing.take(column, value);
        }
    }
    plan.missing.say();
    is_changed
}

const MAX_ROWS: u64 = 20_000;
