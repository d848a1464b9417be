//! Columns of which a person says that they say when.

use super::PeriodPlan;
use crate::guess::column::Column;
use crate::guess::said::Confidence;
use crate::guess::told::Holds;
use crate::guess::words::Sense;

impl PeriodPlan {
    /// What one of its columns holds.
    pub(in crate::guess) fn holds(&self, at: usize) -> Holds {
        let is_read_as = |setting: &str| {
            let start = format!("{setting} = ");
            self.lines.lines().any(|line| line.starts_with(&start))
        };
        match at {
            0 if is_read_as("year") => Holds::Year,
            0 => Holds::When,
            _ if is_read_as("quarter") => Holds::Quarter,
            _ => Holds::Month,
        }
    }
}

/// Columns that may say when: those of which a person says so, where there are any.
pub(super) fn may_say_when<'c>(columns: &[&'c Column]) -> Vec<&'c Column> {
    let is_told = columns.iter().any(|column| says_when(column));
    let may = |column: &&Column| {
        says_when(column)
            || column.is_told(Holds::Reported)
            || column.told.is_none() && (!is_told || column.has(Sense::REPORT))
    };
    columns.iter().copied().filter(may).collect()
}

/// Says of a column that is to say when that none of the forms that are known reads its cells.
pub(super) fn say_what_is_lost(plan: &mut PeriodPlan, columns: &[&Column]) {
    let is_lost = |column: &&Column| says_when(column) && !plan.columns.contains(&column.name);
    let lost: Vec<&str> =
        columns.iter().copied().filter(is_lost).map(|column| column.name.as_str()).collect();
    if lost.is_empty() {
        return;
    }
    plan.said.confidence = Confidence::Guess;
    plan.said.because = format!(
        "TO DECIDE: you say that `{}` says when, and no form of a day or period that is known reads its cells",
        lost.join("`, `")
    );
}

fn says_when(column: &Column) -> bool {
    [Holds::When, Holds::Year, Holds::Month, Holds::Quarter]
        .into_iter()
        .any(|holds| column.is_told(holds))
}
