//! One writer: readers never lock, a second writer waits its turn and then gives up.
//!
//! The lock is a file in the node's directory and, where the ledger is in PostgreSQL, also one of the
//! server's advisory locks, so that the rule holds across machines. Both end with the process. One that
//! has waited comes before one that writes again and again.

use std::fs::{File, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

use sha2::{Digest as _, Sha256};
use sqlx::AnyConnection;

use crate::address::{LedgerAddress, PostgresAddress};
use crate::connection::connect_to_server;
use crate::disk::{self, DiskError};
use crate::ledger::LedgerError;

/// How long a writer waits for another unless it is told otherwise.
pub const USUAL_PATIENCE: Duration = Duration::from_secs(10);

/// How often a waiting writer looks again.
const BETWEEN_LOOKS: Duration = Duration::from_millis(20);

/// The file whose lock is the right to write, and the one whose lock is the right to be next.
const LOCK: &str = "writer.lock";
const NEXT: &str = "writer.lock.next";

/// What the server says when a lock did not come about in time.
const WAITED_TOO_LONG: &str = "55P03";

/// The right to write, held until dropped or until the process ends.
#[derive(Debug)]
#[expect(dead_code, reason = "the locks are held as long as file and connection are open")]
pub struct WriterLock {
    file: File,
    // A connection alone cannot be shared between threads; nobody else uses this one.
    on_server: Option<Mutex<AnyConnection>>,
}

/// Why the right to write cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another process writes.
    #[error(
        "another process is writing to this node ({holder}); waited {} s. Try again when it is done",
        waited.as_secs()
    )]
    Held {
        /// What the holder said of itself.
        holder: String,
        /// How long it was waited for.
        waited: Duration,
    },
    /// The lock file cannot be used.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// The server cannot be asked.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

impl LockError {
    /// The same, after another wait.
    fn after(self, waited: Duration) -> Self {
        match self {
            Self::Held { holder, .. } => Self::Held { holder, waited },
            error => error,
        }
    }
}

impl From<sqlx::Error> for LockError {
    fn from(error: sqlx::Error) -> Self {
        Self::Ledger(error.into())
    }
}

/// Takes the right to write to the node in `directory`, with so much patience.
///
/// # Errors
/// When another process holds it all that time; the error names the holder.
pub async fn lock_for_writing(
    directory: &Path,
    address: &LedgerAddress,
    holder: &str,
    patience: Duration,
) -> Result<WriterLock, LockError> {
    let (file, left) = lock_file(directory, holder, patience).await?;
    let on_server = match address {
        LedgerAddress::Sqlite => None,
        LedgerAddress::Postgres(server) => {
            let locked = lock_on_server(server, holder, left).await;
            // What was waited for the file counts too.
            Some(Mutex::new(locked.map_err(|error| error.after(patience))?))
        }
    };
    Ok(WriterLock { file, on_server })
}

/// Locks the node's file; says how much of the patience is left.
async fn lock_file(
    directory: &Path,
    holder: &str,
    patience: Duration,
) -> Result<(File, Duration), LockError> {
    let (path, next) = (directory.join(LOCK), directory.join(NEXT));
    let mut file = open_lock(&path)?;
    // Who has waited is next: one that writes again and again cannot overtake it.
    let place = open_lock(&next)?;
    let mut left = patience;
    let is_ours =
        wait_for(&place, &next, &mut left).await? && wait_for(&file, &path, &mut left).await?;
    if !is_ours {
        let mut holder = String::new();
        // The name is a courtesy: without it the error still stands.
        let _read = file.read_to_string(&mut holder);
        return Err(LockError::Held { holder: holder.trim().to_owned(), waited: patience });
    }
    name_holder(&mut file, holder).map_err(DiskError::while_("cannot write", &path))?;
    Ok((file, left))
}

fn open_lock(path: &Path) -> Result<File, DiskError> {
    let mut options = disk::for_owner();
    options.read(true).write(true).create(true).truncate(false);
    options.open(path).map_err(DiskError::while_("cannot open", path))
}

/// Locks a file, and looks again while patience is left where another process has it; whether it came
/// about.
async fn wait_for(file: &File, path: &Path, left: &mut Duration) -> Result<bool, DiskError> {
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(true),
            Err(TryLockError::WouldBlock) if *left < BETWEEN_LOOKS => return Ok(false),
            Err(TryLockError::WouldBlock) => {
                *left -= BETWEEN_LOOKS;
                tokio::time::sleep(BETWEEN_LOOKS).await;
            }
            Err(TryLockError::Error(source)) => {
                return Err(DiskError { action: "cannot lock", path: path.to_owned(), source });
            }
        }
    }
}

/// The server's lock for the node's schema, held as long as the connection.
async fn lock_on_server(
    server: &PostgresAddress,
    holder: &str,
    patience: Duration,
) -> Result<AnyConnection, LockError> {
    // The server's list of sessions shows the holder's name; it keeps 63 letters of it.
    let mut connection = connect_to_server(server, holder).await?;
    let key = lock_key(server.schema());
    let is_ours: bool = sqlx::query_scalar("SELECT pg_try_advisory_lock($1)")
        .bind(key)
        .fetch_one(&mut connection)
        .await?;
    if !is_ours && !wait_on_server(&mut connection, key, patience).await? {
        let holder: Option<String> =
            sqlx::query_scalar(HOLDER).bind(key).fetch_optional(&mut connection).await?;
        let holder = holder.unwrap_or_else(|| "it has just ended".to_owned());
        return Err(LockError::Held { holder, waited: patience });
    }
    Ok(connection)
}

/// Waits in the server's own queue; whether the lock came about.
async fn wait_on_server(
    connection: &mut AnyConnection,
    key: i64,
    patience: Duration,
) -> Result<bool, LockError> {
    // To the server 0 means without end.
    if patience.is_zero() {
        return Ok(false);
    }
    let limit = format!("SET lock_timeout TO {}", patience.as_millis());
    sqlx::query(sqlx::AssertSqlSafe(limit)).execute(&mut *connection).await?;
    let locked = sqlx::query("SELECT CAST(1 AS BIGINT) FROM pg_advisory_lock($1)")
        .bind(key)
        .fetch_one(&mut *connection)
        .await;
    match locked {
        Ok(_) => Ok(true),
        Err(error) => {
            let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
            if code.as_deref() == Some(WAITED_TOO_LONG) { Ok(false) } else { Err(error.into()) }
        }
    }
}

/// A number that stands for a schema among the server's locks.
fn lock_key(schema: &str) -> i64 {
    let digest = Sha256::digest(format!("watchfire writer of {schema}"));
    let (first, _) = digest.split_first_chunk::<8>().expect("a digest has 32 bytes");
    i64::from_be_bytes(*first)
}

/// Who holds a lock, as the server lists it.
const HOLDER: &str = "
    SELECT s.application_name || ', from '
        || COALESCE(CAST(s.client_addr AS TEXT), 'the server''s own machine')
    FROM pg_locks l JOIN pg_stat_activity s ON s.pid = l.pid
    WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
      AND ((CAST(l.classid AS BIGINT) << 32) | CAST(l.objid AS BIGINT)) = $1
    LIMIT 1";

fn name_holder(file: &mut File, holder: &str) -> std::io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(holder.as_bytes())
}
