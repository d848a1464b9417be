//! Columns that a proposal does not read, each with why: no column is left out without a word.

use std::collections::HashSet;

use super::column::Column;
use super::plan::Plan;
use super::words::Sense;

/// Adds the columns that nothing reads and nothing was said about.
pub(crate) fn tell_unused(plan: &mut Plan, names: &[String], columns: &[Column]) {
    let told: HashSet<String> = read_by(plan)
        .into_iter()
        .chain(plan.left_out.iter().map(|(name, _)| name.clone()))
        .collect();
    for name in names.iter().filter(|name| !told.contains(*name)) {
        let why = columns.iter().find(|column| column.name == *name).map_or_else(
            || "it stands beside the columns that were read".to_owned(),
            |column| why_unused(column, plan.kind.as_str()),
        );
        plan.left_out.push((name.clone(), why));
    }
}

/// Every column that the mapping reads.
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
    read.extend(plan.key.columns.iter().cloned());
    read
}

fn why_unused(column: &Column, kind: &str) -> String {
    if column.filled() == 0 {
        return "it is empty in the rows looked at".to_owned();
    }
    if column.is_figures() {
        let unit = if column.has(Sense::QUANTITY) || column.has(Sense::COUNT) {
            "; if it is one, take it for that in the other's place, or count it in a mapping of its own"
        } else {
            ""
        };
        return format!("figures for which a {kind} has no place of their own{unit}");
    }
    if column.is_numeric() {
        return "most of its cells are numbers, but too many are not: mend them, or name them in [missing]"
            .to_owned();
    }
    let shown: Vec<String> =
        column.shown().iter().map(|text| text.chars().take(30).collect()).collect();
    format!("texts that name no period, place, substance or breakdown: {}", shown.join(", "))
}
