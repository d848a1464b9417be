//! The tables that can be asked in SQL.

use axum::Json;
use serde::Serialize;
use store::sql::{SqlColumn, SqlTable, tables};
use utoipa::ToSchema;

use crate::asked::Asked;
use crate::page::Nothing;
use crate::problem::{Problem, Problems};

/// Every table.
#[derive(Serialize, ToSchema)]
pub(crate) struct TableList {
    /// The tables.
    tables: Vec<TableOfFacts>,
}

/// A table of facts.
#[derive(Serialize, ToSchema)]
pub(crate) struct TableOfFacts {
    /// Its name.
    name: &'static str,
    /// Its columns, in order.
    columns: Vec<ColumnOfFacts>,
}

/// A column of a table.
#[derive(Serialize, ToSchema)]
pub(crate) struct ColumnOfFacts {
    /// Its name.
    name: String,
    /// The kind of value, in words.
    kind: String,
    /// What it holds.
    about: &'static str,
}

/// The tables of facts that a statement may name, and what each column holds.
#[utoipa::path(
    get,
    path = "/api/v1/sql/tables",
    tag = "sql",
    responses((status = 200, description = "The tables.", body = TableList), Problems)
)]
pub(crate) async fn list_tables(
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Json<TableList>, Problem> {
    let tables = tables().map_err(|error| Problem::internal(&error))?;
    Ok(Json(TableList { tables: tables.into_iter().map(TableOfFacts::of).collect() }))
}

impl TableOfFacts {
    fn of(table: SqlTable) -> Self {
        let column = |SqlColumn { name, kind, about }| ColumnOfFacts { name, kind, about };
        Self { name: table.name, columns: table.columns.into_iter().map(column).collect() }
    }
}
