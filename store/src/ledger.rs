//! The ledger: one append-only log of signed envelopes, and what is derived from them.
//!
//! Answers: which tables there are, and how the log grows. The statements are kept to what SQLite
//! and PostgreSQL both understand. `entry` is the log; `file` names what belongs to it; the rest can be
//! computed again.

use exchange::envelope::NodeKey;
use exchange::tree::Frontier;
use sqlx::AnyPool;
use sqlx::Row as _;
use vocabulary::submission::Position;

use crate::address::LedgerAddress;
use crate::audit::anchor;
use crate::connection::{in_plain_words, in_words_of};
use crate::disk::DiskError;
use crate::node::NODE_VERSION;

/// The ledger refused.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The disk is full.
    #[error("the disk is full: free some room and run the command again; nothing was stored")]
    FullDisk(#[source] sqlx::Error),
    /// The disk failed, or had no room for what two processes share.
    #[error(
        "the disk is full or fails: see to it and run the command again; what was stored by then is \
         recognised, and `watchfire doctor` says whether anything is wrong"
    )]
    FailingDisk(#[source] sqlx::Error),
    /// No connection came about, or one that only reads.
    #[error("the ledger cannot be opened; see whether the disk is full or read-only")]
    NotOpened(#[source] sqlx::Error),
    /// No server there.
    #[error(
        "the PostgreSQL server of {address} does not answer: start it, or correct the address \
         (ledger.address in the node's directory)"
    )]
    ServerAway {
        /// Where it was looked for; without password.
        address: String,
        /// What the system said.
        source: sqlx::Error,
    },
    /// A server that lets nobody in, or not this way.
    #[error("PostgreSQL at {address} refuses: {why}")]
    ServerRefused {
        /// Where; without password.
        address: String,
        /// Why, and what to do.
        why: &'static str,
        /// What the server said.
        source: sqlx::Error,
    },
    /// A server that was reached and refuses now.
    #[error("PostgreSQL refuses: {0}")]
    Refused(&'static str, #[source] sqlx::Error),
    /// The file of the ledger is no longer one.
    #[error("the ledger's file is damaged; restore ledger.sqlite from a backup")]
    BrokenFile(#[source] sqlx::Error),
    /// Anything else the database says.
    #[error("the ledger refused: {0}; run `watchfire doctor`")]
    Database(#[source] sqlx::Error),
    /// A stored value has a form that this program never writes.
    #[error("the ledger holds a damaged value ({0}); run `watchfire doctor`")]
    Damaged(String),
    /// A file beside the ledger cannot be read or written.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

impl From<sqlx::Error> for LedgerError {
    fn from(error: sqlx::Error) -> Self {
        let text = error.to_string();
        if text.contains("not a database") || text.contains("malformed") {
            return Self::BrokenFile(error);
        }
        if matches!(error, sqlx::Error::PoolTimedOut) {
            return Self::NotOpened(error);
        }
        let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
        let is_full = code.as_deref() == Some(DISK_FULL_IN_POSTGRESQL);
        if is_full || text.contains("disk is full") {
            return Self::FullDisk(error);
        }
        if text.contains("disk I/O error") {
            return Self::FailingDisk(error);
        }
        // SQLite could not make the file it writes to first.
        if text.contains("unable to open database file") || text.contains("a readonly database") {
            return Self::NotOpened(error);
        }
        match in_plain_words(&error) {
            Some(why) => Self::Refused(why, error),
            None => Self::Database(error),
        }
    }
}

/// What the ledger says of its node.
pub struct About {
    /// The name the node signs with.
    pub issuer: String,
    /// Public half of its key.
    pub public_key: [u8; 32],
    /// Version it was written in.
    pub schema_version: String,
}

/// Makes the tables of a new node.
///
/// # Errors
/// When the database refuses.
pub async fn create(
    pool: &AnyPool,
    address: &LedgerAddress,
    issuer: &str,
    key: &NodeKey,
) -> Result<(), LedgerError> {
    let mut transaction = pool.begin().await?;
    create_tables(&mut transaction, address).await?;
    let settings = [
        ("schema_version", NODE_VERSION.to_string()),
        ("issuer", issuer.to_owned()),
        ("public_key", vocabulary::submission::Digest(key.public()).to_string()),
    ];
    for (name, value) in settings {
        sqlx::query("INSERT INTO setting (name, value) VALUES ($1, $2)")
            .bind(name)
            .bind(value)
            .execute(&mut *transaction)
            .await?;
    }
    anchor::begin(&mut transaction, key, &Frontier::default()).await?;
    transaction.commit().await?;
    Ok(())
}

/// Makes the tables, empty, and on PostgreSQL their schema; the caller commits.
pub(crate) async fn create_tables(
    transaction: &mut sqlx::Transaction<'static, sqlx::Any>,
    address: &LedgerAddress,
) -> Result<(), LedgerError> {
    if let LedgerAddress::Postgres(server) = address {
        // The name is one that `free_schema` made: letters, digits and underscores.
        let statement = format!("CREATE SCHEMA {}", server.schema());
        sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&mut **transaction).await?;
    }
    for table in TABLES {
        let statement = table.statement(address, "CREATE TABLE");
        sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&mut **transaction).await?;
    }
    Ok(())
}

/// Brings the tables of an earlier version to this one: columns and tables were added, and nothing else.
///
/// # Errors
/// When the database refuses; then the tables stay as they were.
pub(crate) async fn upgrade(
    pool: &AnyPool,
    address: &LedgerAddress,
    version: &str,
    key: &NodeKey,
) -> Result<(), LedgerError> {
    let mut transaction = pool.begin().await?;
    let changed =
        sqlx::query("UPDATE setting SET value = $1 WHERE name = 'schema_version' AND value = $2")
            .bind(NODE_VERSION.to_string())
            .bind(version.to_owned())
            .execute(&mut *transaction)
            .await?;
    // Whoever comes second finds it done.
    if changed.rows_affected() == 0 {
        return Ok(());
    }
    // Until 5 nobody read a node but who saw all of it; until 6 everybody came in by a password, until 7 by the word of
    // an administrator alone; until 9 nobody wrote down who made an act, until 10 whoever might decide erased alone.
    let added: &[(&str, &str)] = match version {
        "4" => &[("run", "seen VARCHAR(64)"), ("quality_run", "seen VARCHAR(64)")],
        "5" => &[("session", "provider VARCHAR(200)"), ("person", "asked_by VARCHAR(60)")],
        "6" => &[("person", "asked_by VARCHAR(60)")],
        _ => &[],
    };
    for (table, column) in added {
        let statement = format!("ALTER TABLE {table} ADD COLUMN {column} NOT NULL DEFAULT ''");
        sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&mut *transaction).await?;
    }
    for table in TABLES {
        let statement = table.statement(address, "CREATE TABLE IF NOT EXISTS");
        sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&mut *transaction).await?;
    }
    // Until 7 each account remembered one step alone.
    if ["4", "5", "6"].contains(&version) {
        sqlx::query(
            "INSERT INTO taken_step (person, step) SELECT name, last_step FROM person WHERE last_step > 0",
        )
        .execute(&mut *transaction)
        .await?;
    }
    // Until 8 the ledger said nothing of the audit.
    if ["4", "5", "6", "7"].contains(&version) {
        let (entries, bytes) = frontier_in(&mut transaction).await?;
        let damaged = || LedgerError::Damaged("the frontier of the last entry".to_owned());
        let frontier = Frontier::resume(entries, &bytes).ok_or_else(damaged)?;
        anchor::begin(&mut transaction, key, &frontier).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// What the ledger says of its node.
///
/// # Errors
/// When the settings are missing or damaged.
pub async fn about(pool: &AnyPool) -> Result<About, LedgerError> {
    let key = setting(pool, "public_key").await?;
    let key = vocabulary::submission::Digest::parse(&key)
        .ok_or_else(|| LedgerError::Damaged("public_key".to_owned()))?;
    Ok(About {
        issuer: setting(pool, "issuer").await?,
        public_key: key.0,
        schema_version: setting(pool, "schema_version").await?,
    })
}

/// Number of entries and the stored frontier after the last one.
///
/// # Errors
/// When the database refuses.
pub async fn frontier(pool: &AnyPool) -> Result<(u64, Vec<u8>), LedgerError> {
    frontier_in(&mut *pool.acquire().await?).await
}

async fn frontier_in(connection: &mut sqlx::AnyConnection) -> Result<(u64, Vec<u8>), LedgerError> {
    let row = sqlx::query("SELECT position, frontier FROM entry ORDER BY position DESC LIMIT 1")
        .fetch_optional(connection)
        .await?;
    let Some(row) = row else { return Ok((0, Vec::new())) };
    Ok((row.try_get::<i64, _>(0)?.cast_unsigned(), row.try_get(1)?))
}

/// The last position, 0 for an empty ledger.
///
/// # Errors
/// When the database refuses.
pub async fn last_position(pool: &AnyPool) -> Result<Position, LedgerError> {
    Ok(Position(frontier(pool).await?.0))
}

/// Writes one entry inside a transaction; the caller commits.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn insert_entry(
    transaction: &mut sqlx::Transaction<'static, sqlx::Any>,
    envelope: &[u8],
    frontier: &Frontier,
    leaf: &str,
) -> Result<(), LedgerError> {
    sqlx::query(
        "INSERT INTO entry (position, envelope, leaf, frontier, root) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(frontier.entries().cast_signed())
    .bind(envelope.to_vec())
    .bind(leaf)
    .bind(frontier.to_bytes())
    .bind(frontier.root().to_string())
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

async fn setting(pool: &AnyPool, name: &str) -> Result<String, LedgerError> {
    let row =
        sqlx::query("SELECT value FROM setting WHERE name = $1").bind(name).fetch_one(pool).await?;
    Ok(row.try_get(0)?)
}

/// One table: its name, its columns with their types, and its key.
pub(crate) struct Table {
    pub name: &'static str,
    pub columns: &'static [(&'static str, &'static str)],
    pub key: &'static [&'static str],
}

/// Every table, in an order in which they can be filled. Types are the few that both engines read back
/// alike: `BIGINT`, `TEXT`, `VARCHAR` and `BLOB`, which PostgreSQL calls `BYTEA`.
pub(crate) const TABLES: &[Table] = &[
    Table {
        name: "setting",
        columns: &[("name", "VARCHAR(60) NOT NULL"), ("value", "TEXT NOT NULL")],
        key: &["name"],
    },
    Table {
        name: "entry",
        columns: &[
            ("position", "BIGINT NOT NULL"),
            ("envelope", "BLOB NOT NULL"),
            ("leaf", "VARCHAR(64) NOT NULL"),
            ("frontier", "BLOB NOT NULL"),
            ("root", "VARCHAR(64) NOT NULL"),
        ],
        key: &["position"],
    },
    Table {
        name: "submission",
        columns: &[
            ("position", "BIGINT NOT NULL REFERENCES entry (position)"),
            ("id", "VARCHAR(26) NOT NULL UNIQUE"),
            ("withdraws", "VARCHAR(26)"),
            ("repeat_digest", "VARCHAR(64) UNIQUE"),
            ("same_source_digest", "VARCHAR(64)"),
        ],
        key: &["position"],
    },
    Table {
        name: "file",
        columns: &[
            ("name", "VARCHAR(120) NOT NULL"),
            ("position", "BIGINT NOT NULL REFERENCES entry (position)"),
            ("role", "VARCHAR(20) NOT NULL"),
            ("kind", "VARCHAR(20)"),
            ("sealed", "BIGINT NOT NULL"),
            ("size_bytes", "BIGINT NOT NULL"),
            ("digest", "VARCHAR(64) NOT NULL"),
        ],
        key: &["name"],
    },
    Table {
        name: "erasure",
        columns: &[
            ("submission", "VARCHAR(26) NOT NULL"),
            ("position", "BIGINT NOT NULL REFERENCES entry (position)"),
            ("erased_on", "VARCHAR(10) NOT NULL"),
        ],
        key: &["submission"],
    },
    Table {
        name: "author",
        columns: &[
            ("submission", "VARCHAR(26) NOT NULL"),
            ("shown_name", "TEXT NOT NULL"),
            ("organisation", "TEXT NOT NULL"),
        ],
        key: &["submission"],
    },
    Table {
        name: "run",
        columns: &[
            ("id", "BIGINT NOT NULL"),
            ("as_of", "VARCHAR(10) NOT NULL"),
            ("position", "BIGINT NOT NULL"),
            ("rule_version", "BIGINT NOT NULL"),
            ("series_looked_at", "BIGINT NOT NULL"),
            ("findings", "BIGINT NOT NULL"),
            ("digest", "VARCHAR(64) NOT NULL"),
            ("ran_on", "VARCHAR(10) NOT NULL"),
            ("since", "VARCHAR(10)"),
            ("series_not_assessable", "BIGINT NOT NULL"),
            ("false_share", "VARCHAR(24) NOT NULL"),
            ("seen", "VARCHAR(64) NOT NULL"),
        ],
        key: &["id"],
    },
    Table {
        name: "signal",
        columns: &[
            ("id", "VARCHAR(200) NOT NULL"),
            ("opened_by", "BIGINT NOT NULL REFERENCES run (id)"),
        ],
        key: &["id"],
    },
    Table {
        name: "signal_in_run",
        columns: &[
            ("run", "BIGINT NOT NULL REFERENCES run (id)"),
            ("signal", "VARCHAR(200) NOT NULL REFERENCES signal (id)"),
            ("rank", "BIGINT NOT NULL"),
            ("body", "TEXT NOT NULL"),
        ],
        key: &["run", "signal"],
    },
    Table {
        name: "quality_run",
        columns: &[
            ("id", "BIGINT NOT NULL"),
            ("as_of", "VARCHAR(10) NOT NULL"),
            ("position", "BIGINT NOT NULL"),
            ("source", "TEXT"),
            ("figures", "BIGINT NOT NULL"),
            ("findings", "BIGINT NOT NULL"),
            ("digest", "VARCHAR(64) NOT NULL"),
            ("ran_on", "VARCHAR(10) NOT NULL"),
            ("seen", "VARCHAR(64) NOT NULL"),
        ],
        key: &["id"],
    },
    Table {
        name: "quality_in_run",
        columns: &[
            ("run", "BIGINT NOT NULL REFERENCES quality_run (id)"),
            ("finding", "VARCHAR(60) NOT NULL"),
            ("rank", "BIGINT NOT NULL"),
            ("body", "TEXT NOT NULL"),
        ],
        key: &["run", "finding"],
    },
    Table {
        name: "person",
        columns: &[
            ("name", "VARCHAR(60) NOT NULL"),
            ("shown_name", "TEXT NOT NULL"),
            ("organisation", "TEXT NOT NULL"),
            ("unit", "TEXT NOT NULL"),
            ("roles", "TEXT NOT NULL"),
            ("purposes", "TEXT NOT NULL"),
            ("is_open", "BIGINT NOT NULL"),
            ("password", "TEXT"),
            ("code_secret", "BLOB"),
            ("last_step", "BIGINT NOT NULL"),
            ("made_at", "VARCHAR(30) NOT NULL"),
            ("asked_by", "VARCHAR(60) NOT NULL"),
        ],
        key: &["name"],
    },
    Table {
        name: "invitation",
        columns: &[
            ("digest", "VARCHAR(64) NOT NULL"),
            ("person", "VARCHAR(60) NOT NULL REFERENCES person (name)"),
            ("ends_at", "VARCHAR(30) NOT NULL"),
        ],
        key: &["digest"],
    },
    Table {
        name: "recovery_code",
        columns: &[
            ("digest", "VARCHAR(64) NOT NULL"),
            ("person", "VARCHAR(60) NOT NULL REFERENCES person (name)"),
        ],
        key: &["digest"],
    },
    Table {
        name: "taken_step",
        columns: &[
            ("person", "VARCHAR(60) NOT NULL REFERENCES person (name)"),
            ("step", "BIGINT NOT NULL"),
        ],
        key: &["person", "step"],
    },
    Table {
        name: "anchor",
        columns: &[
            ("position", "BIGINT NOT NULL"),
            ("since", "BIGINT NOT NULL"),
            ("number", "BIGINT NOT NULL"),
            ("link", "VARCHAR(64) NOT NULL"),
            ("signature", "BLOB NOT NULL"),
        ],
        key: &["position"],
    },
    Table {
        name: "session",
        columns: &[
            ("name", "VARCHAR(26) NOT NULL"),
            ("digest", "VARCHAR(64) NOT NULL UNIQUE"),
            ("person", "VARCHAR(60) NOT NULL REFERENCES person (name)"),
            ("purpose", "VARCHAR(30) NOT NULL"),
            ("started_at", "VARCHAR(30) NOT NULL"),
            ("seen_at", "VARCHAR(30) NOT NULL"),
            ("ended_at", "VARCHAR(30)"),
            ("agent", "TEXT NOT NULL"),
            ("provider", "VARCHAR(200) NOT NULL"),
        ],
        key: &["name"],
    },
    Table {
        name: "api_token",
        columns: &[
            ("person", "VARCHAR(60) NOT NULL REFERENCES person (name)"),
            ("name", "VARCHAR(60) NOT NULL"),
            ("digest", "VARCHAR(64) NOT NULL UNIQUE"),
            ("scope", "TEXT NOT NULL"),
            ("purpose", "VARCHAR(30) NOT NULL"),
            ("made_at", "VARCHAR(30) NOT NULL"),
            ("ends_at", "VARCHAR(30) NOT NULL"),
            ("revoked_at", "VARCHAR(30)"),
        ],
        key: &["person", "name"],
    },
    Table {
        name: "identity",
        columns: &[
            ("issuer", "VARCHAR(200) NOT NULL"),
            ("subject", "VARCHAR(255) NOT NULL"),
            ("person", "VARCHAR(60) NOT NULL REFERENCES person (name)"),
        ],
        key: &["issuer", "subject"],
    },
    Table {
        name: "review",
        columns: &[
            ("submission", "VARCHAR(26) NOT NULL"),
            ("keep_until", "VARCHAR(10) NOT NULL"),
            ("because", "TEXT NOT NULL"),
            ("decided_by", "VARCHAR(60) NOT NULL"),
            ("decided_on", "VARCHAR(10) NOT NULL"),
        ],
        key: &["submission"],
    },
    Table {
        name: "erasure_request",
        columns: &[
            ("submission", "VARCHAR(26) NOT NULL"),
            ("asked_by", "VARCHAR(60) NOT NULL"),
            ("asked_on", "VARCHAR(10) NOT NULL"),
            ("because", "TEXT NOT NULL"),
        ],
        key: &["submission"],
    },
    Table {
        name: "audit",
        columns: &[
            ("number", "BIGINT NOT NULL"),
            ("entry", "TEXT NOT NULL"),
            ("link", "VARCHAR(64) NOT NULL"),
            ("signature", "BLOB NOT NULL"),
            ("at", "VARCHAR(30) NOT NULL"),
            ("who", "VARCHAR(60) NOT NULL"),
            ("act", "VARCHAR(20) NOT NULL"),
            ("outcome", "VARCHAR(20) NOT NULL"),
        ],
        key: &["number"],
    },
    Table {
        name: "audit_about",
        columns: &[
            ("kind", "VARCHAR(20) NOT NULL"),
            ("id", "VARCHAR(200) NOT NULL"),
            ("number", "BIGINT NOT NULL REFERENCES audit (number)"),
        ],
        key: &["kind", "id", "number"],
    },
];

impl Table {
    /// The statement that makes it, in the words of the engine.
    fn statement(&self, address: &LedgerAddress, makes: &str) -> String {
        let columns = self.columns.iter().map(|(name, kind)| format!("{name} {kind}"));
        let columns = columns.collect::<Vec<_>>().join(", ");
        let statement =
            format!("{makes} {} ({columns}, PRIMARY KEY ({}))", self.name, self.key.join(", "));
        in_words_of(address, &statement)
    }
}

const DISK_FULL_IN_POSTGRESQL: &str = "53100";
