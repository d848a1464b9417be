//! Which columns tell one row from another, tried on the sample.

use std::collections::HashSet;

use super::column::Column;
use super::said::{Confidence, Said};
use super::words::Sense;

/// The section [key].
#[derive(Clone, Debug)]
pub(crate) struct KeyPlan {
    pub columns: Vec<String>,
    /// Whether rows that agree in all of them are counted apart.
    pub counts_repeats: bool,
    pub said: Said,
}

/// Finds the smallest set: a number of the row, or what the row is about and as little more as parts
/// the rows.
pub(crate) fn find_key(
    columns: &[&Column],
    structural: &[String],
    measures: &[String],
    rows: &[Vec<String>],
) -> KeyPlan {
    let named = |name: &String| columns.iter().copied().find(|column| column.name == *name);
    let id = columns.iter().copied().find(|column| {
        column.has(Sense::ID)
            && column.blank == 0
            && !measures.contains(&column.name)
            && is_distinct(&[*column], rows)
    });
    if let Some(id) = id {
        let because = "its text is another in each row looked at";
        let said = Said::new("key", &format!("`{}`", id.name), Confidence::Likely, because)
            .with_examples(id.shown());
        return KeyPlan { columns: vec![id.name.clone()], counts_repeats: false, said };
    }
    let mut chosen: Vec<&Column> = structural.iter().filter_map(named).collect();
    chosen.dedup_by_key(|column| column.at);
    let extra = others(columns, structural, measures);
    let base = chosen.len();
    for column in extra.into_iter().take(12) {
        if !chosen.is_empty() && is_distinct(&chosen, rows) {
            break;
        }
        let before = distinct(&chosen, rows);
        chosen.push(column);
        // A column that hardly parts what is alike only keeps later corrections apart.
        if distinct(&chosen, rows) * 100 <= before * 103 {
            chosen.pop();
        }
    }
    let is_enough = !chosen.is_empty() && is_distinct(&chosen, rows);
    if is_enough {
        for at in (base..chosen.len()).rev() {
            let mut fewer = chosen.clone();
            fewer.remove(at);
            if !fewer.is_empty() && is_distinct(&fewer, rows) {
                chosen = fewer;
            }
        }
    }
    let names: Vec<String> = chosen.iter().map(|column| column.name.clone()).collect();
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let (confidence, because) = if is_enough {
        (Confidence::Likely, "together they differ in each row looked at")
    } else {
        (
            Confidence::Guess,
            "no columns part all rows; rows that agree in these are counted apart. TO DECIDE: are they really different events, or the same figure twice?",
        )
    };
    KeyPlan {
        columns: names,
        counts_repeats: !is_enough,
        said: Said::new("key", &quoted.join(", "), confidence, because),
    }
}

/// Columns that may part what the structure leaves alike, the best first.
fn others<'c>(
    columns: &[&'c Column],
    structural: &[String],
    measures: &[String],
) -> Vec<&'c Column> {
    let mut extra: Vec<&'c Column> = columns
        .iter()
        .copied()
        .filter(|column| {
            let is_long = column.share(20, |text| text.len() > 80) > 0.3;
            !structural.contains(&column.name)
                && !measures.contains(&column.name)
                && column.values.len() > 1
                && !is_long
                && !column.has(Sense::NOTE)
        })
        .collect();
    extra.sort_by_key(|column| {
        (column.is_figures(), !column.has(Sense::ID), std::cmp::Reverse(column.values.len()))
    });
    extra
}

fn distinct(columns: &[&Column], rows: &[Vec<String>]) -> usize {
    let keys =
        rows.iter().map(|row| columns.iter().map(|column| row[column.at].as_str()).collect());
    keys.collect::<HashSet<Vec<&str>>>().len()
}

fn is_distinct(columns: &[&Column], rows: &[Vec<String>]) -> bool {
    let mut seen: HashSet<Vec<&str>> = HashSet::with_capacity(rows.len());
    rows.iter()
        .all(|row| seen.insert(columns.iter().map(|column| row[column.at].as_str()).collect()))
}
