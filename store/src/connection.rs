//! Connections to the ledger, and all that its two engines do not share.
//!
//! Answers: how a ledger is reached, on SQLite and on PostgreSQL, and why not. Statements elsewhere
//! are the same for both; what differs (the word for bytes, durability, schemas, locks) stands here.

use std::path::Path;
use std::time::Duration;

use sqlx::any::AnyPoolOptions;
use sqlx::{AnyConnection, AnyPool, Connection as _};

use crate::address::{LedgerAddress, PostgresAddress, percent_encode};
use crate::disk::{self, DiskError};
use crate::ledger::LedgerError;

/// Whether a ledger that is not there is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opening {
    /// It must be there.
    Existing,
    /// It is made, empty.
    New,
}

/// Opens the ledger in force at `address`; `file` is where one of SQLite lies.
///
/// Every connection makes what it acknowledges durable first.
pub(crate) async fn connect(
    address: &LedgerAddress,
    file: &Path,
    opening: Opening,
) -> Result<AnyPool, LedgerError> {
    sqlx::any::install_default_drivers();
    let (url, settings) = match address {
        LedgerAddress::Sqlite => {
            if matches!(opening, Opening::New) {
                // SQLite gives its log and what it shares the rights of this file.
                let made = disk::for_owner().write(true).create(true).truncate(false).open(file);
                drop(made.map_err(DiskError::while_("cannot make", file))?);
            }
            (sqlite_url(file, opening), sqlite_settings())
        }
        // Its schema is made with its tables: a path may lead through a schema that is not there yet.
        LedgerAddress::Postgres(address) => {
            (address.url("watchfire"), postgres_settings(address.schema()))
        }
    };
    // One connection by hand first: the pool would try again and again at what will not mend.
    let mut first = match AnyConnection::connect(&url).await {
        Ok(first) => first,
        Err(error) => return Err(refused(address, error)),
    };
    for setting in &settings {
        sqlx::query(sqlx::AssertSqlSafe(setting.as_str())).execute(&mut first).await?;
    }
    first.close().await?;
    let options = AnyPoolOptions::new()
        .max_connections(4)
        .acquire_timeout(Duration::from_secs(15))
        .after_connect(move |connection, _| {
            let settings = settings.clone();
            Box::pin(async move {
                for setting in settings {
                    sqlx::query(sqlx::AssertSqlSafe(setting)).execute(&mut *connection).await?;
                }
                Ok(())
            })
        });
    Ok(options.connect(&url).await?)
}

/// One connection to a server, for what belongs to no schema yet.
pub(crate) async fn connect_to_server(
    address: &PostgresAddress,
    application: &str,
) -> Result<AnyConnection, LedgerError> {
    sqlx::any::install_default_drivers();
    let connected = AnyConnection::connect(&address.url(application)).await;
    connected.map_err(|error| refused(&LedgerAddress::Postgres(address.clone()), error))
}

/// The first schema name for a node that is free in its database.
pub(crate) async fn free_schema(
    address: &PostgresAddress,
    public_key: &[u8; 32],
) -> Result<PostgresAddress, LedgerError> {
    let mut connection = connect_to_server(address, "watchfire").await?;
    let stem = vocabulary::submission::Digest(*public_key).short();
    for number in 1_u32.. {
        let name = match number {
            1 => format!("watchfire_{stem}"),
            _ => format!("watchfire_{stem}_{number}"),
        };
        let taken: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM pg_namespace WHERE nspname = $1")
            .bind(name.as_str())
            .fetch_one(&mut connection)
            .await?;
        if taken == 0 {
            connection.close().await?;
            return Ok(address.in_schema(&name, public_key));
        }
    }
    unreachable!("no database has so many schemas")
}

/// Sees that deleted rows are gone from the ledger's file, as far as the engine lets a program.
///
/// - Differs: SQLite overwrites them, and its log is folded in here unless a reader holds it. PostgreSQL
///   keeps dead rows until it vacuums, and its log until that is recycled.
pub(crate) async fn overwrite_deleted(
    pool: &AnyPool,
    address: &LedgerAddress,
) -> Result<(), LedgerError> {
    if *address == LedgerAddress::Sqlite {
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(pool).await?;
    }
    Ok(())
}

/// A statement that makes a table, in the words of the engine.
pub(crate) fn in_words_of(address: &LedgerAddress, statement: &str) -> String {
    match address {
        LedgerAddress::Sqlite => statement.to_owned(),
        LedgerAddress::Postgres(_) => statement.replace("BLOB", "BYTEA"),
    }
}

/// What a server says when it refuses, in plain words; `None` where it is no known matter.
pub(crate) fn in_plain_words(error: &sqlx::Error) -> Option<&'static str> {
    if matches!(error, sqlx::Error::Io(_) | sqlx::Error::PoolClosed | sqlx::Error::Protocol(_)) {
        return Some(
            "the connection to the database was lost; nothing was stored. Run the command again",
        );
    }
    Some(match error.as_database_error()?.code()?.as_ref() {
        "28P01" | "28000" => {
            "it does not let this user in: give the right password in PGPASSWORD or ~/.pgpass, and see \
             that the user exists and may connect (pg_hba.conf)"
        }
        "3D000" => "it has no such database: make it (createdb), or correct the address",
        "42501" => "this user has no right to do that: GRANT CREATE ON DATABASE, or take the owner",
        "42P01" | "3F000" => {
            "the database holds no ledger of this node: the address names another database, or the \
             schema was dropped; correct ledger.address or restore a backup"
        }
        "53300" => "it has too many connections: close some, or raise max_connections",
        "25006" => "it only reads (a standby?): take the address of the primary",
        "57P01" | "57P02" | "57P03" => "it is starting or stopping: try again in a moment",
        _ => return None,
    })
}

fn sqlite_url(file: &Path, opening: Opening) -> String {
    let mode = match opening {
        Opening::Existing => "rw",
        Opening::New => "rwc",
    };
    format!("sqlite://{}?mode={mode}", percent_encode(&file.display().to_string(), b"/-_.~"))
}

fn sqlite_settings() -> Vec<String> {
    let settings = [
        "PRAGMA schema_version",
        "PRAGMA busy_timeout = 10000",
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        // What is erased is overwritten, not only forgotten.
        "PRAGMA secure_delete = ON",
    ];
    settings.map(str::to_owned).to_vec()
}

fn postgres_settings(schema: &str) -> Vec<String> {
    let settings = [
        format!("SET search_path TO {schema}"),
        "SET synchronous_commit TO on".to_owned(),
        // A machine that went away must not keep a lock for hours.
        "SET tcp_keepalives_idle TO 30".to_owned(),
    ];
    settings.to_vec()
}

fn refused(address: &LedgerAddress, error: sqlx::Error) -> LedgerError {
    match (address, &error) {
        (LedgerAddress::Postgres(address), sqlx::Error::Io(_)) => {
            LedgerError::ServerAway { address: address.to_string(), source: error }
        }
        (LedgerAddress::Postgres(address), _) => match in_plain_words(&error) {
            Some(why) => {
                LedgerError::ServerRefused { address: address.to_string(), why, source: error }
            }
            None => error.into(),
        },
        (LedgerAddress::Sqlite, _) => error.into(),
    }
}
