//! Where a node's ledger lies: a file in its directory, or a schema of a PostgreSQL database.
//!
//! Answers: what an address says, how it is kept without its password, and which one is in force. It
//! opens no connection.

use std::fmt;
use std::path::Path;
use std::str::FromStr as _;

use sqlx::postgres::{PgConnectOptions, PgSslMode};
use vocabulary::submission::Digest;

use crate::disk::{self, DiskError};

/// Where a ledger lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LedgerAddress {
    /// The file `ledger.sqlite` in the node's directory.
    Sqlite,
    /// A schema of a PostgreSQL database.
    Postgres(PostgresAddress),
}

/// A database on a server, and the schema in it that is one node's.
#[derive(Clone, PartialEq, Eq)]
pub struct PostgresAddress {
    user: String,
    host: String,
    port: u16,
    database: String,
    accepts_plain: bool,
    schema: String,
    /// Public key of the node whose schema it is.
    node: [u8; 32],
    /// Given on the command line for this once; never written anywhere.
    password: Option<String>,
}

/// Why an address will not do. No message repeats the address: it may hold a password.
#[derive(Debug, thiserror::Error)]
pub enum AddressError {
    /// Neither of the two forms.
    #[error("a ledger's address is `sqlite`, or postgres://USER@HOST/DATABASE; yours is neither")]
    UnknownForm,
    /// Not a URL that names a server.
    #[error("the address of the PostgreSQL database cannot be read: {0}")]
    Unreadable(String),
    /// No database named.
    #[error("the address names no database: write postgres://USER@HOST/DATABASE")]
    NoDatabase,
    /// A password where it would be kept or shown.
    #[error(
        "give the password in PGPASSWORD or in ~/.pgpass, not as a parameter of the address, where \
         others can read it"
    )]
    PasswordAsParameter,
    /// The connection would be neither local nor encrypted.
    #[error(
        "{host} is another machine, and this program does not encrypt the connection itself: use a \
         local tunnel or proxy that does (stunnel, ssh -L, a pooler), or end the address in \
         ?sslmode=disable where the network between the two is protected"
    )]
    PlainOverNetwork {
        /// The other machine.
        host: String,
    },
    /// The file that holds the address is damaged.
    #[error("{FILE} in the node's directory is damaged: {0}; restore it from a backup")]
    DamagedFile(String),
    /// The file that holds the address cannot be read or written.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

impl LedgerAddress {
    /// Reads what a person writes: `sqlite`, or a URL of PostgreSQL.
    ///
    /// # Errors
    /// When it is neither, or names no database, or would carry the ledger over a network in clear.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        if text == "sqlite" {
            return Ok(Self::Sqlite);
        }
        if !text.starts_with("postgres://") && !text.starts_with("postgresql://") {
            return Err(AddressError::UnknownForm);
        }
        PostgresAddress::parse(text).map(Self::Postgres)
    }

    /// The address in force in a node's directory.
    ///
    /// # Errors
    /// When the file that holds it cannot be read or is damaged.
    pub fn in_force(directory: &Path) -> Result<Self, AddressError> {
        let path = directory.join(FILE);
        if !path.is_file() {
            return Ok(Self::Sqlite);
        }
        let text = String::from_utf8(disk::read(&path)?)
            .map_err(|_| AddressError::DamagedFile("it is no text".to_owned()))?;
        let damaged = |why: &str| AddressError::DamagedFile(why.to_owned());
        let address = PostgresAddress::parse(text.lines().next().unwrap_or_default())
            .map_err(|error| damaged(&error.to_string()))?;
        let named = |name: &str| text.lines().find_map(|line| line.strip_prefix(name));
        let schema = named("schema ").filter(|schema| is_schema_name(schema));
        let schema = schema.ok_or_else(|| damaged("it names no schema"))?;
        let node =
            named("node ").and_then(Digest::parse).ok_or_else(|| damaged("it names no node"))?;
        Ok(Self::Postgres(address.in_schema(schema, &node.0)))
    }
}

impl PostgresAddress {
    fn parse(text: &str) -> Result<Self, AddressError> {
        let unreadable = |error: sqlx::Error| AddressError::Unreadable(reason(&error));
        let options = PgConnectOptions::from_str(text).map_err(unreadable)?;
        let (_, query) = text.split_once('?').unwrap_or((text, ""));
        let parameter = |name: &str| {
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
        };
        if parameter("password").is_some() {
            return Err(AddressError::PasswordAsParameter);
        }
        let host = match options.get_socket() {
            Some(socket) => socket.display().to_string(),
            None => options.get_host().to_owned(),
        };
        let database = options.get_database().ok_or(AddressError::NoDatabase)?.to_owned();
        let accepts_plain = parameter("sslmode").as_deref() == Some("disable");
        let wants_tls = !matches!(
            options.get_ssl_mode(),
            PgSslMode::Disable | PgSslMode::Allow | PgSslMode::Prefer
        );
        if wants_tls || !(accepts_plain || is_local(&host)) {
            return Err(AddressError::PlainOverNetwork { host });
        }
        Ok(Self {
            user: options.get_username().to_owned(),
            host,
            port: options.get_port(),
            database,
            accepts_plain,
            schema: String::new(),
            node: [0; 32],
            password: password_of(text),
        })
    }

    /// The same database, the schema of a node.
    pub(crate) fn in_schema(&self, schema: &str, node: &[u8; 32]) -> Self {
        Self { schema: schema.to_owned(), node: *node, ..self.clone() }
    }

    /// Public key of the node whose schema it is.
    pub(crate) const fn node(&self) -> &[u8; 32] {
        &self.node
    }

    /// The schema, empty where none is chosen yet.
    pub(crate) fn schema(&self) -> &str {
        &self.schema
    }

    /// Whether a password came with it, which is used now and not kept.
    pub const fn came_with_password(&self) -> bool {
        self.password.is_some()
    }

    /// The URL that the database driver takes, under the name that others see in the server's list.
    pub(crate) fn url(&self, application: &str) -> String {
        let password = self.password.as_ref().map(|password| format!(":{}", encode(password)));
        self.written(
            &password.unwrap_or_default(),
            &format!("application_name={}", encode(application)),
        )
    }

    /// Puts the address in force: written whole, synced, then named.
    ///
    /// # Errors
    /// When the disk refuses.
    pub(crate) fn put_in_force(&self, directory: &Path) -> Result<(), DiskError> {
        let text = format!("{self}\nschema {}\nnode {}\n", self.schema, Digest(self.node));
        disk::write_durably(&directory.join(FILE), text.as_bytes())?;
        Ok(())
    }

    fn written(&self, password: &str, parameter: &str) -> String {
        let (user, host, database) =
            (encode(&self.user), encode(&self.host), encode(&self.database));
        let plain = if self.accepts_plain { "sslmode=disable" } else { "" };
        let parameters: Vec<&str> =
            [plain, parameter].into_iter().filter(|text| !text.is_empty()).collect();
        let query = if parameters.is_empty() { "" } else { "?" };
        format!(
            "postgres://{user}{password}@{host}:{}/{database}{query}{}",
            self.port,
            parameters.join("&")
        )
    }
}

/// Without the password.
impl fmt::Display for PostgresAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written("", ""))
    }
}

/// Without the password.
impl fmt::Debug for PostgresAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PostgresAddress({self} schema {})", self.schema)
    }
}

/// As a person reads it.
impl fmt::Display for LedgerAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite => f.write_str("ledger.sqlite"),
            Self::Postgres(address) => write!(f, "{address}, schema {}", address.schema),
        }
    }
}

/// A text as it may stand in a URL.
pub(crate) fn percent_encode(text: &str, kept: &[u8]) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || kept.contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.extend(["%", &format!("{byte:02X}")]);
        }
    }
    encoded
}

fn encode(text: &str) -> String {
    percent_encode(text, b"-_.")
}

/// A path to a socket, or a name of this machine.
fn is_local(host: &str) -> bool {
    host.starts_with('/')
        || host == "localhost"
        || host
            .trim_matches(['[', ']'])
            .parse::<std::net::IpAddr>()
            .is_ok_and(|ip| ip.is_loopback())
}

/// The password between user and host, decoded.
fn password_of(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let (user, _) = authority.rsplit_once('@')?;
    let (_, password) = user.split_once(':')?;
    let mut bytes = Vec::new();
    let mut rest = password.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let pair = after.get(..2).filter(|_| *first == b'%');
        let byte = pair
            .and_then(|pair| std::str::from_utf8(pair).ok())
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).ok().filter(|password| !password.is_empty())
}

fn is_schema_name(text: &str) -> bool {
    let is_ours = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    !text.is_empty() && text.len() <= 63 && text.chars().all(is_ours)
}

/// What is wrong with a URL, without repeating it.
fn reason(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Configuration(source) => source.to_string(),
        _ => "write postgres://USER@HOST/DATABASE".to_owned(),
    }
}

/// Holds the address where the ledger is not a file of the directory.
pub(crate) const FILE: &str = "ledger.address";

#[cfg(test)]
mod tests {
    use super::*;

    fn postgres(text: &str) -> PostgresAddress {
        match LedgerAddress::parse(text).unwrap() {
            LedgerAddress::Postgres(address) => address,
            LedgerAddress::Sqlite => panic!("{text} is an address of PostgreSQL"),
        }
    }

    #[test]
    fn a_password_is_used_and_never_shown_or_written() {
        let address = postgres("postgres://me:p%40ss:w@localhost:5433/drugs");
        assert_eq!(address.to_string(), "postgres://me@localhost:5433/drugs");
        assert!(!format!("{address:?}").contains("ss:w"));
        assert_eq!(
            address.url("a b"),
            "postgres://me:p%40ss%3Aw@localhost:5433/drugs?application_name=a%20b"
        );
        let error = LedgerAddress::parse("postgres://me@localhost/d?password=pw").unwrap_err();
        assert!(matches!(error, AddressError::PasswordAsParameter));
    }

    #[test]
    fn a_socket_survives_being_written_and_read() {
        let address =
            postgres("postgres://me@%2Frun%2Fpg:5433/drugs").in_schema("watchfire_1", &[7; 32]);
        let directory = tempfile::tempdir().unwrap();
        let directory = directory.path();
        assert!(matches!(LedgerAddress::in_force(directory), Ok(LedgerAddress::Sqlite)));
        address.put_in_force(directory).unwrap();
        let read = LedgerAddress::in_force(directory).unwrap();
        std::fs::write(directory.join(FILE), "postgres://me@localhost/d\nschema \"; DROP\n")
            .unwrap();
        let damaged = LedgerAddress::in_force(directory);
        assert_eq!(read, LedgerAddress::Postgres(address));
        assert!(matches!(damaged, Err(AddressError::DamagedFile(_))));
    }

    #[test]
    fn the_ledger_does_not_cross_a_network_in_clear_unless_told_to() {
        let check = |text: &str, expected: bool| {
            assert_eq!(LedgerAddress::parse(text).is_ok(), expected, "{text}");
        };
        check("sqlite", true);
        check("mysql://me@localhost/d", false);
        check("postgres://me@localhost", false);
        check("postgres://me@127.0.0.1/d", true);
        check("postgres://me@[::1]/d", true);
        check("postgres://me@db.example/d", false);
        check("postgres://me@db.example/d?sslmode=require", false);
        check("postgres://me@db.example/d?sslmode=disable", true);
    }
}
