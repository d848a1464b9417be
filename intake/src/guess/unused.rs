//! Columns that a proposal does not read, each with why: no column is left out without a word.

use std::collections::HashSet;

use super::column::Column;
use super::plan::Plan;
use super::words::Sense;
use crate::table::json_lines::NESTED;

/// Adds the columns that nothing reads and nothing was said about.
pub(crate) fn tell_unused(plan: &mut Plan, names: &[String], columns: &[Column]) {
    let read = read_by(plan);
    let mut told: HashSet<String> = read.iter().cloned().collect();
    told.extend(plan.left_out.iter().map(|(name, _)| name.clone()));
    for name in names.iter().filter(|name| !told.contains(*name)) {
        let column = columns.iter().find(|column| column.name == *name);
        // A column that parts the rows is read; figures that only part them are lost.
        let is_lost = |column: &Column| tells_figures(column) && !column.is_figures();
        if plan.key.columns.contains(name) && !column.is_some_and(is_lost) {
            continue;
        }
        let why = column.map_or_else(
            || "it stands beside the columns that were read".to_owned(),
            |column| why_unused(column, plan.kind.as_str()),
        );
        plan.left_out.push((name.clone(), why));
    }
}

/// Every column that the mapping reads, besides those that only part the rows.
fn read_by(plan: &Plan) -> Vec<String> {
    let mut read: Vec<String> = plan.period.columns.clone();
    read.extend(plan.period.reported.iter().map(|(column, _)| column.clone()));
    read.extend(plan.wide.iter().flat_map(|wide| wide.columns.iter().cloned()));
    read.extend(plan.place.columns.iter().chain(&plan.place.text).cloned());
    let substances = &plan.substances;
    read.extend(substances.columns.iter().chain(&substances.texts).cloned());
    read.extend(substances.flags.iter().flat_map(|flags| flags.columns.keys().cloned()));
    read.extend(plan.subgroups.iter().map(|subgroup| subgroup.column.clone()));
    read.extend(plan.measures.iter().map(|measure| measure.column.clone()));
    let units = plan.measures.iter().filter_map(|measure| measure.unit_column.as_ref());
    read.extend(units.map(|(column, _)| column.clone()));
    read.extend(plan.detail.columns.iter().cloned());
    read
}

fn why_unused(column: &Column, kind: &str) -> String {
    if column.filled() == 0 {
        return "it is empty in the rows looked at".to_owned();
    }
    if matches!(column.values.as_slice(), [(only, _)] if only == NESTED) {
        return "a list or an object in each row, not one value: write the file with a row for each part, or \
                with the parts as keys of their own, such as `found_1` and `found_2`"
            .to_owned();
    }
    if column.is_figures() {
        return format!(
            "figures that no setting of a {kind} takes: put it in the place of another column, or read it \
             with a mapping of its own"
        );
    }
    let shown = column.shown().into_iter().map(|text| text.chars().take(30).collect::<String>());
    let shown = shown.collect::<Vec<_>>().join(", ");
    let has_digit = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    if tells_figures(column) && column.share(100, has_digit) > 0.5 {
        return format!(
            "by its header figures, but most of its cells cannot be read as such: {shown}. Part words from \
             them, or correct `decimal` and `thousands`"
        );
    }
    if column.is_numeric() {
        return format!("numbers, but too many of its cells are none: {shown}");
    }
    format!("texts that name no period, place, substance or breakdown: {shown}")
}

/// Whether a header speaks of figures.
fn tells_figures(column: &Column) -> bool {
    let figures = [Sense::QUANTITY, Sense::COUNT, Sense::DEATH, Sense::PRICE, Sense::PERCENT];
    column.has_any(&figures) && !column.has(Sense::ID)
}
