//! Sessions: who signed in, when they were last there, and when that ended.

use jiff::civil::DateTime;
use sqlx::Row as _;
use sqlx::any::AnyRow;
use vocabulary::handling::Purpose;
use vocabulary::submission::Digest;

use super::time;
use crate::ledger::LedgerError;
use crate::node::Node;

/// A session that begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSession<'a> {
    /// Its name, which is no secret.
    pub name: &'a str,
    /// Digest of the secret that the browser brings.
    pub secret: Digest,
    /// Who signed in.
    pub person: &'a str,
    /// The purpose they act under first.
    pub purpose: Purpose,
    /// When.
    pub started_at: DateTime,
    /// What the browser says of itself.
    pub agent: &'a str,
    /// The provider of accounts that says who they are; empty where a password did.
    pub provider: &'a str,
}

/// A session as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSession {
    /// Its name, which is no secret.
    pub name: String,
    /// Who signed in.
    pub person: String,
    /// The purpose they act under.
    pub purpose: Purpose,
    /// When it began.
    pub started_at: DateTime,
    /// The latest time somebody asked something with it.
    pub seen_at: DateTime,
    /// When it was ended, if it was.
    pub ended_at: Option<DateTime>,
    /// What the browser says of itself.
    pub agent: String,
    /// The provider of accounts that said who they are; empty where a password did.
    pub provider: String,
}

impl Node {
    /// Keeps a session that begins.
    ///
    /// # Errors
    /// When the ledger refuses.
    pub async fn begin_session(&self, new: &NewSession<'_>) -> Result<(), LedgerError> {
        sqlx::query(
            "INSERT INTO session (name, digest, person, purpose, started_at, seen_at, ended_at, agent, provider)
             VALUES ($1, $2, $3, $4, $5, $5, NULL, $6, $7)",
        )
        .bind(new.name)
        .bind(new.secret.to_string())
        .bind(new.person)
        .bind(new.purpose.as_str())
        .bind(new.started_at.to_string())
        .bind(new.agent)
        .bind(new.provider)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// The session of a secret.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn session(&self, secret: &Digest) -> Result<Option<StoredSession>, LedgerError> {
        let row = sqlx::query(
            "SELECT name, person, purpose, started_at, seen_at, ended_at, agent, provider FROM session
             WHERE digest = $1",
        )
        .bind(secret.to_string())
        .fetch_optional(&self.pool)
        .await?;
        row.as_ref().map(read_session).transpose()
    }

    /// A person's sessions, latest first, those that ended too.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn sessions_of(&self, person: &str) -> Result<Vec<StoredSession>, LedgerError> {
        let rows = sqlx::query(
            "SELECT name, person, purpose, started_at, seen_at, ended_at, agent, provider FROM session
             WHERE person = $1 ORDER BY started_at DESC, name",
        )
        .bind(person)
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(read_session).collect()
    }

    /// Notes that somebody asked something with a session; never a time before one that was noted.
    ///
    /// # Errors
    /// When the ledger refuses.
    pub async fn saw_session(&self, name: &str, at: DateTime) -> Result<(), LedgerError> {
        sqlx::query("UPDATE session SET seen_at = $2 WHERE name = $1 AND seen_at < $2")
            .bind(name)
            .bind(at.to_string())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Has somebody act under another purpose from now on.
    ///
    /// # Errors
    /// When the ledger refuses.
    pub async fn change_purpose(&self, name: &str, purpose: Purpose) -> Result<(), LedgerError> {
        sqlx::query("UPDATE session SET purpose = $2 WHERE name = $1")
            .bind(name)
            .bind(purpose.as_str())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Ends a session of somebody; `false` where there is none of theirs that has not ended.
    ///
    /// # Errors
    /// When the ledger refuses.
    pub async fn end_session(
        &self,
        person: &str,
        name: &str,
        at: DateTime,
    ) -> Result<bool, LedgerError> {
        let ended = sqlx::query(
            "UPDATE session SET ended_at = $3 WHERE name = $1 AND person = $2 AND ended_at IS NULL",
        )
        .bind(name)
        .bind(person)
        .bind(at.to_string())
        .execute(&self.pool)
        .await?;
        Ok(ended.rows_affected() == 1)
    }

    /// Ends all sessions of somebody but one; gives how many that were.
    ///
    /// # Errors
    /// When the ledger refuses.
    pub async fn end_sessions(
        &self,
        person: &str,
        but: &str,
        at: DateTime,
    ) -> Result<u64, LedgerError> {
        let ended = sqlx::query(
            "UPDATE session SET ended_at = $3 WHERE person = $1 AND name <> $2 AND ended_at IS NULL",
        )
        .bind(person)
        .bind(but)
        .bind(at.to_string())
        .execute(&self.pool)
        .await?;
        Ok(ended.rows_affected())
    }
}

fn read_session(row: &AnyRow) -> Result<StoredSession, LedgerError> {
    let text = |column: usize| row.try_get::<String, _>(column);
    let purpose = text(2)?;
    let ended_at: Option<String> = row.try_get(5)?;
    Ok(StoredSession {
        name: text(0)?,
        person: text(1)?,
        purpose: Purpose::parse(&purpose).ok_or(LedgerError::Damaged(purpose))?,
        started_at: time(&text(3)?)?,
        seen_at: time(&text(4)?)?,
        ended_at: ended_at.as_deref().map(time).transpose()?,
        agent: text(6)?,
        provider: text(7)?,
    })
}
