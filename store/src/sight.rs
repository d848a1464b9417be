//! Runs that are there for a reader: those made from exactly what the reader sees.
//!
//! A run keeps a trace of what was withheld from it. Whoever sees the same entries up to the run's position
//! sees the run, whatever their role; nobody else does, for its figures and its counts would tell of rows that
//! they may not see.

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
        let mut traces: HashMap<Position, Option<String>> = HashMap::new();
        let mut visible = Vec::new();
        for row in rows {
            let position = Position(row.try_get::<i64, _>(1)?.cast_unsigned());
            let seen: String = row.try_get(2)?;
            let trace = traces.entry(position).or_insert_with(|| trace(&reader.sees, position));
            if trace.as_deref() == Some(seen.as_str()) {
                visible.push(row.try_get(0)?);
            }
        }
        Ok(VisibleRuns(visible))
    }
}

/// What says which entries a reader sees up to a position: nothing where none before it is withheld. `None`
/// where the reader does not see so many.
pub(crate) fn trace(sees: &Sees, position: Position) -> Option<String> {
    let Sees::Only(entries) = sees else { return Some(String::new()) };
    let until = entries.get(..usize::try_from(position.0).ok()?)?;
    if until.last().is_none_or(|last| *last == position) {
        return Some(String::new());
    }
    let bytes: Vec<u8> = until.iter().flat_map(|entry| entry.0.to_be_bytes()).collect();
    Some(plain_digest(&bytes).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(entries: &[u64]) -> Sees {
        Sees::Only(entries.iter().map(|entry| Position(*entry)).collect())
    }

    #[test]
    fn who_sees_the_same_entries_leaves_the_same_trace() {
        let of = |sees: &Sees, position| trace(sees, Position(position));
        assert_eq!(of(&Sees::All, 3), Some(String::new()));
        assert_eq!(of(&only(&[1, 2, 3, 7]), 3), of(&Sees::All, 3), "nothing is withheld by then");
        assert_eq!(of(&only(&[]), 0), of(&Sees::All, 0));
        assert_ne!(of(&only(&[1, 2, 3, 7]), 4), of(&Sees::All, 4));
        assert_ne!(of(&only(&[1, 2, 3, 7]), 4), of(&only(&[1, 2, 3, 8]), 4));
        assert_eq!(of(&only(&[1, 3, 7]), 2), of(&only(&[1, 3, 9]), 2));
        assert_eq!(of(&only(&[1, 2]), 3), None, "nobody sees a run of what is not there for them");
    }
}
