//! A ledger copied row by row, whichever engines the two have, and proven equal.
//!
//! Answers: is every row there, to the byte. It reads one moment of the ledger, however many write
//! meanwhile, and knows nothing of what the rows mean.

use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AnyPool, Row as _, Transaction};
use vocabulary::submission::Digest;

use crate::address::LedgerAddress;
use crate::ledger::{LedgerError, TABLES, Table, create_tables};
use crate::sealing::plain_digest;

/// A table as both ledgers hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableProof {
    /// Its name.
    pub table: &'static str,
    /// Rows in it.
    pub rows: u64,
    /// Digest over all rows, in whatever order an engine gives them.
    pub digest: Digest,
}

/// Copies every table of one moment into an empty ledger; stands once the caller sees the proofs agree.
pub(crate) async fn copy(
    from: &AnyPool,
    from_address: &LedgerAddress,
    to: &AnyPool,
    to_address: &LedgerAddress,
) -> Result<Vec<TableProof>, LedgerError> {
    let mut reading = snapshot(from, from_address).await?;
    let mut writing = to.begin().await?;
    create_tables(&mut writing, to_address).await?;
    let mut proofs = Vec::new();
    for table in TABLES {
        let insert = insert_statement(table);
        let mut digests = Vec::new();
        let mut last: Option<Vec<Value>> = None;
        loop {
            let rows = page(&mut reading, table, last.as_deref()).await?;
            let Some(end) = rows.last() else { break };
            last = Some(key_of(table, end));
            for row in &rows {
                let query = sqlx::query(sqlx::AssertSqlSafe(insert.as_str()));
                bind(query, row).execute(&mut *writing).await?;
                digests.push(digest(row));
            }
        }
        proofs.push(proof(table, digests));
    }
    writing.commit().await?;
    reading.rollback().await?;
    Ok(proofs)
}

/// What every table holds at one moment.
pub(crate) async fn prove(
    pool: &AnyPool,
    address: &LedgerAddress,
) -> Result<Vec<TableProof>, LedgerError> {
    let mut reading = snapshot(pool, address).await?;
    let mut proofs = Vec::new();
    for table in TABLES {
        let mut digests = Vec::new();
        let mut last: Option<Vec<Value>> = None;
        loop {
            let rows = page(&mut reading, table, last.as_deref()).await?;
            let Some(end) = rows.last() else { break };
            last = Some(key_of(table, end));
            digests.extend(rows.iter().map(|row| digest(row)));
        }
        proofs.push(proof(table, digests));
    }
    reading.rollback().await?;
    Ok(proofs)
}

/// A cell, of one of the types the tables have.
#[derive(Clone)]
enum Value {
    Whole(Option<i64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
}

/// A transaction that sees one moment.
async fn snapshot(
    pool: &AnyPool,
    address: &LedgerAddress,
) -> Result<Transaction<'static, Any>, LedgerError> {
    let statement = match address {
        LedgerAddress::Sqlite => "BEGIN",
        LedgerAddress::Postgres(_) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    };
    Ok(pool.begin_with(statement).await?)
}

/// The rows after `last`, by key, at most [`PAGE`] of them.
async fn page(
    reading: &mut Transaction<'static, Any>,
    table: &Table,
    last: Option<&[Value]>,
) -> Result<Vec<Vec<Value>>, LedgerError> {
    let key = table.key.join(", ");
    let after = if last.is_some() {
        let places: Vec<String> = (1..=table.key.len()).map(|i| format!("${i}")).collect();
        format!("WHERE ({key}) > ({})", places.join(", "))
    } else {
        String::new()
    };
    let statement = format!(
        "SELECT {} FROM {} {after} ORDER BY {key} LIMIT {PAGE}",
        columns(table),
        table.name
    );
    let query = sqlx::query(sqlx::AssertSqlSafe(statement));
    let rows = bind(query, last.unwrap_or_default()).fetch_all(&mut **reading).await?;
    rows.iter().map(|row| read(table, row)).collect()
}

fn read(table: &Table, row: &AnyRow) -> Result<Vec<Value>, LedgerError> {
    let cells = table.columns.iter().enumerate().map(|(at, (_, kind))| {
        Ok(match kind.split([' ', '(']).next() {
            Some("BIGINT") => Value::Whole(row.try_get(at)?),
            Some("BLOB") => Value::Bytes(row.try_get(at)?),
            _ => Value::Text(row.try_get(at)?),
        })
    });
    cells.collect()
}

fn bind<'q>(
    mut query: Query<'q, Any, AnyArguments>,
    values: &[Value],
) -> Query<'q, Any, AnyArguments> {
    for value in values {
        query = match value.clone() {
            Value::Whole(value) => query.bind(value),
            Value::Text(value) => query.bind(value),
            Value::Bytes(value) => query.bind(value),
        };
    }
    query
}

fn key_of(table: &Table, row: &[Value]) -> Vec<Value> {
    let is_key = |at: &usize| table.key.contains(&table.columns[*at].0);
    let places = (0..row.len()).filter(is_key);
    places.map(|at| row[at].clone()).collect()
}

fn insert_statement(table: &Table) -> String {
    let places: Vec<String> = (1..=table.columns.len()).map(|i| format!("${i}")).collect();
    format!("INSERT INTO {} ({}) VALUES ({})", table.name, columns(table), places.join(", "))
}

fn columns(table: &Table) -> String {
    table.columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}

fn digest(row: &[Value]) -> [u8; 32] {
    let mut bytes = Vec::new();
    let mut put = |tag: u8, cell: Option<&[u8]>| {
        bytes.push(if cell.is_some() { tag } else { 0 });
        let cell = cell.unwrap_or_default();
        bytes.extend((cell.len() as u64).to_be_bytes());
        bytes.extend_from_slice(cell);
    };
    for value in row {
        match value {
            Value::Whole(value) => {
                put(1, value.map(i64::to_be_bytes).as_ref().map(<[u8; 8]>::as_slice));
            }
            Value::Text(value) => put(2, value.as_ref().map(String::as_bytes)),
            Value::Bytes(value) => put(3, value.as_deref()),
        }
    }
    plain_digest(&bytes).0
}

fn proof(table: &Table, mut digests: Vec<[u8; 32]>) -> TableProof {
    // Engines sort texts differently; digests sort the same everywhere.
    digests.sort_unstable();
    let digest = plain_digest(digests.as_flattened());
    TableProof { table: table.name, rows: digests.len() as u64, digest }
}

/// Rows read at once.
const PAGE: usize = 500;
