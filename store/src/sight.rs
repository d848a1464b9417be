//! Runs that are there for a reader: those made from exactly what the reader sees.
//!
//! A run keeps a trace of what was withheld from it. Whoever saw the same of all there was when it was made sees the
//! run, whatever their role; nobody else does: its figures and its counts would tell of rows that they may not see, or
//! stand in the place of their own.

use std::collections::HashMap;

use sqlx::Row as _;
use vocabulary::handling::{Reader, Sees};
use vocabulary::submission::Position;

use crate::ledger::LedgerError;
use crate::node::Node;
use crate::sealing::plain_digest;

/// The numbers under which the store keeps the runs that a reader sees, oldest first.
pub(crate) struct VisibleRuns(Vec<i64>);

impl VisibleRuns {
    /// The number by which the reader knows a run: its place among those it sees, from 1.
    pub fn number_of(&self, entry: i64) -> Option<u64> {
        self.0.binary_search(&entry).ok().map(|at| at as u64 + 1)
    }

    /// The number of the next run that the reader makes.
    pub const fn next_number(&self) -> u64 {
        self.0.len() as u64 + 1
    }
}

impl Node {
    /// The runs of a table, `run` or `quality_run`, that a reader sees.
    pub(crate) async fn visible_runs(
        &self,
        table: &'static str,
        reader: &Reader,
    ) -> Result<VisibleRuns, LedgerError> {
        let statement = format!("SELECT id, position, seen FROM {table} ORDER BY id");
        let rows =
            sqlx::query(sqlx::AssertSqlSafe(statement.as_str())).fetch_all(&self.pool).await?;
        let mut known: HashMap<(String, Position), bool> = HashMap::new();
        let mut visible = Vec::new();
        for row in rows {
            let position = Position(row.try_get::<i64, _>(1)?.cast_unsigned());
            let seen: String = row.try_get(2)?;
            let is_there = known
                .entry((seen, position))
                .or_insert_with_key(|(seen, position)| is_there(seen, *position, &reader.sees));
            if *is_there {
                visible.push(row.try_get(0)?);
            }
        }
        Ok(VisibleRuns(visible))
    }
}

/// What a run keeps of what it was made from: nothing where its reader saw all there was, else where the ledger ended
/// then and a digest of what they saw of it.
pub(crate) fn trace(sees: &Sees, end: Position) -> String {
    let Sees::Only(entries) = sees else { return String::new() };
    let seen = until(entries, end);
    if seen.len() as u64 == end.0 {
        return String::new();
    }
    format!("{end}:{}", digest(seen))
}

/// Whether a run that keeps this, made at a position, is there for a reader.
fn is_there(seen: &str, position: Position, sees: &Sees) -> bool {
    let Sees::Only(entries) = sees else { return seen.is_empty() };
    if seen.is_empty() {
        return until(entries, position).len() as u64 == position.0;
    }
    let end = seen.split_once(':').and_then(|(end, _)| end.parse().ok());
    end.is_some_and(|end| trace(sees, Position(end)) == seen)
}

/// What is seen of a ledger that ends there.
fn until(entries: &[Position], end: Position) -> &[Position] {
    &entries[..entries.partition_point(|entry| *entry <= end)]
}

/// So much of a digest that nobody finds other entries for it, and that the column takes.
fn digest(entries: &[Position]) -> String {
    let bytes: Vec<u8> = entries.iter().flat_map(|entry| entry.0.to_be_bytes()).collect();
    plain_digest(&bytes).to_string().chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(entries: &[u64]) -> Sees {
        Sees::Only(entries.iter().map(|entry| Position(*entry)).collect())
    }

    #[test]
    fn a_run_is_there_for_those_who_saw_the_same_of_all_there_was() {
        // Made by whom, the ledger ending where, at which of the entries that they see; there for whom.
        let check = |by: &Sees, end: u64, position: u64, sees: &Sees| {
            is_there(&trace(by, Position(end)), Position(position), sees)
        };
        let (all, whole, some) = (Sees::All, only(&[1, 2, 3, 7]), only(&[1, 3, 7]));
        assert!(check(&all, 3, 3, &all) && check(&all, 3, 3, &whole) && check(&whole, 3, 3, &all));
        assert!(!check(&all, 3, 3, &some) && !check(&whole, 7, 4, &all));
        assert!(check(&some, 7, 3, &only(&[1, 3, 7, 9])), "what came later changes nothing");
        assert!(!check(&some, 7, 3, &only(&[1, 3, 6, 7])) && !check(&some, 7, 3, &whole));
        // Whoever sees the first entries alone, or none, makes no run for those who see more.
        for (less, seen) in [(only(&[1]), 1), (only(&[]), 0)] {
            assert!(check(&less, 2, seen, &less));
            for more in [&all, &whole, &only(&[1, 2])] {
                assert!(!check(&less, 2, seen, more), "{seen}");
            }
        }
        assert!(trace(&only(&[1]), Position(u64::MAX)).len() <= 64, "as much as the column takes");
    }
}
