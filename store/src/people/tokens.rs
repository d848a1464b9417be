//! Tokens that people make for their programs.

use jiff::civil::DateTime;
use sqlx::Row as _;
use sqlx::any::AnyRow;
use vocabulary::handling::Purpose;
use vocabulary::people::Action;
use vocabulary::submission::Digest;

use super::{joined, split, time};
use crate::ledger::LedgerError;
use crate::node::Node;

/// A token as it stands; its secret is known to nobody but who made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredToken {
    /// Its name among those of its person.
    pub name: String,
    /// Whose it is.
    pub person: String,
    /// What it may do, of what its person may.
    pub scope: Vec<Action>,
    /// What for.
    pub purpose: Purpose,
    /// When it was made.
    pub made_at: DateTime,
    /// When it ends.
    pub ends_at: DateTime,
    /// When it was revoked, if it was.
    pub revoked_at: Option<DateTime>,
}

impl Node {
    /// Keeps a token by the digest of its secret; `false` where its person has one of that name.
    ///
    /// # Errors
    /// When the ledger refuses.
    pub async fn add_token(
        &self,
        token: &StoredToken,
        secret: &Digest,
    ) -> Result<bool, LedgerError> {
        let added = sqlx::query(
            "INSERT INTO api_token (person, name, digest, scope, purpose, made_at, ends_at, revoked_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, NULL) ON CONFLICT (person, name) DO NOTHING",
        )
        .bind(token.person.as_str())
        .bind(token.name.as_str())
        .bind(secret.to_string())
        .bind(joined(&token.scope))
        .bind(token.purpose.as_str())
        .bind(token.made_at.to_string())
        .bind(token.ends_at.to_string())
        .execute(&self.pool)
        .await?;
        Ok(added.rows_affected() == 1)
    }

    /// The token of a secret.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn token(&self, secret: &Digest) -> Result<Option<StoredToken>, LedgerError> {
        let row = sqlx::query(
            "SELECT name, person, scope, purpose, made_at, ends_at, revoked_at FROM api_token WHERE digest = $1",
        )
        .bind(secret.to_string())
        .fetch_optional(&self.pool)
        .await?;
        row.as_ref().map(read_token).transpose()
    }

    /// Tokens of one person, or of all, by person and name.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn tokens(&self, of: Option<&str>) -> Result<Vec<StoredToken>, LedgerError> {
        let rows = sqlx::query(
            "SELECT name, person, scope, purpose, made_at, ends_at, revoked_at FROM api_token ORDER BY person, name",
        )
        .fetch_all(&self.pool)
        .await?;
        let all: Result<Vec<StoredToken>, LedgerError> = rows.iter().map(read_token).collect();
        let is_theirs = |token: &StoredToken| of.is_none_or(|person| token.person == person);
        Ok(all?.into_iter().filter(is_theirs).collect())
    }

    /// Revokes a token; `false` where there is none such, or it was revoked before.
    ///
    /// # Errors
    /// When the ledger refuses.
    pub async fn revoke_token(
        &self,
        person: &str,
        name: &str,
        at: DateTime,
    ) -> Result<bool, LedgerError> {
        let revoked = sqlx::query(
            "UPDATE api_token SET revoked_at = $3 WHERE person = $1 AND name = $2 AND revoked_at IS NULL",
        )
        .bind(person)
        .bind(name)
        .bind(at.to_string())
        .execute(&self.pool)
        .await?;
        Ok(revoked.rows_affected() == 1)
    }
}

fn read_token(row: &AnyRow) -> Result<StoredToken, LedgerError> {
    let text = |column: usize| row.try_get::<String, _>(column);
    let (scope, purpose) = (text(2)?, text(3)?);
    let revoked_at: Option<String> = row.try_get(6)?;
    Ok(StoredToken {
        name: text(0)?,
        person: text(1)?,
        scope: split(&scope, Action::parse)?,
        purpose: Purpose::parse(&purpose).ok_or(LedgerError::Damaged(purpose))?,
        made_at: time(&text(4)?)?,
        ends_at: time(&text(5)?)?,
        revoked_at: revoked_at.as_deref().map(time).transpose()?,
    })
}
