//! Which account is whose at a provider of accounts.

use crate::ledger::LedgerError;
use crate::node::Node;

impl Node {
    /// The account that a person of a provider comes in by.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn person_of(
        &self,
        issuer: &str,
        subject: &str,
    ) -> Result<Option<String>, LedgerError> {
        let person =
            sqlx::query_scalar("SELECT person FROM identity WHERE issuer = $1 AND subject = $2")
                .bind(issuer)
                .bind(subject)
                .fetch_optional(&self.pool)
                .await?;
        Ok(person)
    }

    /// Issuer and subject by which an account is come in by.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn identities_of(&self, person: &str) -> Result<Vec<(String, String)>, LedgerError> {
        let found = sqlx::query_as(
            "SELECT issuer, subject FROM identity WHERE person = $1 ORDER BY issuer, subject",
        );
        Ok(found.bind(person).fetch_all(&self.pool).await?)
    }

    /// Lets a person of a provider in by an account; `false` where they come in by one already.
    ///
    /// # Errors
    /// When the ledger refuses.
    pub async fn add_identity(
        &self,
        (issuer, subject): (&str, &str),
        person: &str,
    ) -> Result<bool, LedgerError> {
        let added = sqlx::query(
            "INSERT INTO identity (issuer, subject, person) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        )
        .bind(issuer)
        .bind(subject)
        .bind(person)
        .execute(&self.pool)
        .await?;
        Ok(added.rows_affected() == 1)
    }

    /// Lets nobody of a provider in by an account any more; gives how many came in by it.
    ///
    /// # Errors
    /// When the ledger refuses.
    pub async fn remove_identities(&self, person: &str) -> Result<u64, LedgerError> {
        let removed = sqlx::query("DELETE FROM identity WHERE person = $1")
            .bind(person)
            .execute(&self.pool)
            .await?;
        Ok(removed.rows_affected())
    }

    /// What stands in `sign-in.toml` beside the ledger and in `keys/sign-in.secret`, where there are such files.
    ///
    /// # Errors
    /// When one cannot be read, or others may read the secret.
    pub fn sign_in_settings(
        &self,
    ) -> Result<Option<(String, Option<String>)>, crate::disk::DiskError> {
        let path = self.directory.join(SIGN_IN_FILE);
        if !path.is_file() {
            return Ok(None);
        }
        let read = |path: &std::path::Path| {
            crate::disk::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        };
        let secret = self.directory.join(SIGN_IN_SECRET);
        if secret.is_file() {
            require_private(&secret)?;
        }
        let secret = secret.is_file().then(|| read(&secret)).transpose()?;
        Ok(Some((read(&path)?, secret)))
    }
}

/// Refuses a file that others on this machine may read.
#[cfg(unix)]
fn require_private(path: &std::path::Path) -> Result<(), crate::disk::DiskError> {
    use std::os::unix::fs::PermissionsExt as _;

    let refused = |error| crate::disk::DiskError::while_("read", path)(error);
    let mode = std::fs::metadata(path).map_err(refused)?.permissions().mode();
    let is_open_to_others = mode & 0o077 != 0;
    if !is_open_to_others {
        return Ok(());
    }
    Err(refused(std::io::Error::other("others on this machine may read it; run chmod 600 on it")))
}

/// Elsewhere, who may read a file is said otherwise.
#[cfg(not(unix))]
const fn require_private(_: &std::path::Path) -> Result<(), crate::disk::DiskError> {
    Ok(())
}

/// The provider of accounts, as a file beside the ledger.
pub(crate) const SIGN_IN_FILE: &str = "sign-in.toml";

/// What the node proves itself to it with.
pub(crate) const SIGN_IN_SECRET: &str = "keys/sign-in.secret";
