//! Accounts, and what lets people in: invitations, sessions, tokens for programs.
//!
//! Secrets are not kept: what a person or a program brings is compared by its digest. All of this changes by
//! short statements of its own, so that nobody waits for who writes to the ledger.

mod identities;
mod sessions;
mod tokens;

use jiff::civil::DateTime;
use sqlx::Row as _;
use sqlx::any::AnyRow;
use vocabulary::handling::Purpose;
use vocabulary::people::{Person, Role};
use vocabulary::submission::Digest;

pub(crate) use self::identities::{SIGN_IN_FILE, SIGN_IN_SECRET};
pub use self::sessions::{NewSession, StoredSession};
pub use self::tokens::StoredToken;
use crate::keys::KeyError;
use crate::ledger::LedgerError;
use crate::node::Node;
use crate::sealing::{self, SubmissionSecrets};

/// An account as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Whose it is.
    pub person: Person,
    /// Whether it is open: a closed one lets nobody in.
    pub is_open: bool,
    /// The password's digest, in the form of PHC strings; `None` until one was chosen.
    pub password: Option<String>,
    /// The secret that one-time codes are made of, sealed; `None` where none are asked for.
    pub code_secret: Option<Vec<u8>>,
    /// The time step of the one-time code that was taken last.
    pub last_step: u64,
    /// When it was made, in UTC.
    pub made_at: DateTime,
    /// Who asked that it be open, while a supervisor has not said yes: until then it is closed. Empty otherwise.
    pub asked_by: String,
}

/// The time step of a one-time code that somebody brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The step.
    pub taken: u64,
    /// The latest whose code is good now.
    pub latest: u64,
}

impl Node {
    /// Every account, by name.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn accounts(&self) -> Result<Vec<Account>, LedgerError> {
        let rows = sqlx::query(
            "SELECT name, shown_name, organisation, unit, roles, purposes, is_open, password, code_secret, last_step, made_at,
                 asked_by
             FROM person ORDER BY name",
        )
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(read_account).collect()
    }

    /// Everybody whose account is open, by name.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn people(&self) -> Result<Vec<Person>, LedgerError> {
        let accounts = self.accounts().await?.into_iter();
        Ok(accounts.filter(|account| account.is_open).map(|account| account.person).collect())
    }

    /// Whether anybody has an account, open or closed.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn has_accounts(&self) -> Result<bool, LedgerError> {
        let count: i64 =
            sqlx::query_scalar("SELECT COUNT(*) FROM person").fetch_one(&self.pool).await?;
        Ok(count > 0)
    }

    /// The account of a name.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn account(&self, name: &str) -> Result<Option<Account>, LedgerError> {
        let row = sqlx::query(
            "SELECT name, shown_name, organisation, unit, roles, purposes, is_open, password, code_secret, last_step, made_at,
                 asked_by
             FROM person WHERE name = $1",
        )
        .bind(name)
        .fetch_optional(&self.pool)
        .await?;
        row.as_ref().map(read_account).transpose()
    }

    /// Adds an account; `false` where there is one of that name, which stays as it is.
    ///
    /// # Errors
    /// When the ledger refuses.
    pub async fn add_account(&self, account: &Account) -> Result<bool, LedgerError> {
        let Account { person, is_open, password, code_secret, last_step, made_at, asked_by } =
            account;
        let added = sqlx::query(
            "INSERT INTO person (name, shown_name, organisation, unit, roles, purposes, is_open, password, code_secret,
                 last_step, made_at, asked_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (name) DO NOTHING",
        )
        .bind(person.name.as_str())
        .bind(person.shown_name.as_str())
        .bind(person.organisation.as_str())
        .bind(person.unit.as_str())
        .bind(joined(&person.roles))
        .bind(joined(&person.purposes))
        .bind(i64::from(*is_open))
        .bind(password.clone())
        .bind(code_secret.clone())
        .bind(last_step.cast_signed())
        .bind(made_at.to_string())
        .bind(asked_by.as_str())
        .execute(&self.pool)
        .await?;
        Ok(added.rows_affected() == 1)
    }

    /// Puts what an account says of its person in the place of what it said.
    ///
    /// - Shape: this and what follows each change their own columns alone, so that two who change an account at once
    ///   undo nothing of each other: no closed account is opened, and no code is good again.
    ///
    /// # Errors
    /// When the ledger refuses.
    pub async fn change_person(&self, person: &Person) -> Result<(), LedgerError> {
        sqlx::query(
            "UPDATE person SET shown_name = $2, organisation = $3, unit = $4, roles = $5, purposes = $6
             WHERE name = $1",
        )
        .bind(person.name.as_str())
        .bind(person.shown_name.as_str())
        .bind(person.organisation.as_str())
        .bind(person.unit.as_str())
        .bind(joined(&person.roles))
        .bind(joined(&person.purposes))
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Closes an account, or opens it again.
    ///
    /// # Errors
    /// When the ledger refuses.
    pub async fn set_account_open(&self, name: &str, is_open: bool) -> Result<(), LedgerError> {
        let mut transaction = self.begin_writing().await?;
        sqlx::query("UPDATE person SET is_open = $2, asked_by = '' WHERE name = $1")
            .bind(name)
            .bind(i64::from(is_open))
            .execute(&mut *transaction)
            .await?;
        if !is_open {
            end_invitations(&mut transaction, name).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Closes an account until a supervisor answers whoever asks that it be open, and lets it say what its person is to be
    /// then: at once, so that no answer to what it said before opens it.
    ///
    /// # Errors
    /// When the ledger refuses.
    pub async fn ask_to_open(&self, person: &Person, asked_by: &str) -> Result<(), LedgerError> {
        sqlx::query(
            "UPDATE person SET is_open = 0, asked_by = $2, shown_name = $3, organisation = $4, unit = $5, roles = $6,
                 purposes = $7
             WHERE name = $1",
        )
        .bind(person.name.as_str())
        .bind(asked_by)
        .bind(person.shown_name.as_str())
        .bind(person.organisation.as_str())
        .bind(person.unit.as_str())
        .bind(joined(&person.roles))
        .bind(joined(&person.purposes))
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Whether an account has an invitation that nobody took up.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn has_invitation(&self, name: &str) -> Result<bool, LedgerError> {
        let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM invitation WHERE person = $1")
            .bind(name)
            .fetch_one(&self.pool)
            .await?;
        Ok(count > 0)
    }

    /// Opens an account that waits for it, or leaves it closed, and its invitation with it; `false` where it does not wait,
    /// was asked for by somebody else, or would let somebody do something else than was answered.
    ///
    /// - `is_invited`: whether it was shown with an invitation: whoever has that takes the account over.
    ///
    /// # Errors
    /// When the ledger refuses.
    pub async fn answer_opening(
        &self,
        person: &Person,
        (asked_by, is_invited): (&str, bool),
        opens: bool,
    ) -> Result<bool, LedgerError> {
        let mut transaction = self.begin_writing().await?;
        let answered = sqlx::query(
            "UPDATE person SET is_open = $1, asked_by = ''
             WHERE name = $2 AND shown_name = $3 AND organisation = $4 AND unit = $5 AND roles = $6 AND purposes = $7
                 AND asked_by = $8 AND asked_by <> ''
                 AND (SELECT COUNT(*) FROM invitation WHERE person = $2) = $9",
        )
        .bind(i64::from(opens))
        .bind(person.name.as_str())
        .bind(person.shown_name.as_str())
        .bind(person.organisation.as_str())
        .bind(person.unit.as_str())
        .bind(joined(&person.roles))
        .bind(joined(&person.purposes))
        .bind(asked_by)
        .bind(i64::from(is_invited))
        .execute(&mut *transaction)
        .await?;
        if answered.rows_affected() != 1 {
            return Ok(false);
        }
        if !opens {
            end_invitations(&mut transaction, &person.name).await?;
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// Puts the digest of another password in the place of one; `false` where that is not the one that stands.
    ///
    /// # Errors
    /// When the ledger refuses.
    pub async fn change_password(
        &self,
        name: &str,
        old: &str,
        new: &str,
    ) -> Result<bool, LedgerError> {
        let changed =
            sqlx::query("UPDATE person SET password = $3 WHERE name = $1 AND password = $2")
                .bind(name)
                .bind(old)
                .bind(new)
                .execute(&self.pool)
                .await?;
        Ok(changed.rows_affected() == 1)
    }

    /// Asks for one-time codes from now on: of this sealed secret, after this step, and with these recovery codes;
    /// `false` where [`Node::take_step`] would not take the step.
    ///
    /// # Errors
    /// When the ledger refuses; then nothing has changed.
    pub async fn ask_for_codes(
        &self,
        name: &str,
        (sealed, step): (&[u8], Step),
        recovery: &[Digest],
    ) -> Result<bool, LedgerError> {
        let mut transaction = self.begin_writing().await?;
        if !take(&mut transaction, name, step).await? {
            return Ok(false);
        }
        sqlx::query("UPDATE person SET code_secret = $2 WHERE name = $1")
            .bind(name)
            .bind(sealed.to_vec())
            .execute(&mut *transaction)
            .await?;
        put_recovery_codes(&mut transaction, name, recovery).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Asks for no one-time codes any more; the step that was taken last stays taken.
    ///
    /// # Errors
    /// When the ledger refuses; then nothing has changed.
    pub async fn ask_for_no_codes(&self, name: &str) -> Result<(), LedgerError> {
        let mut transaction = self.begin_writing().await?;
        sqlx::query("UPDATE person SET code_secret = NULL WHERE name = $1")
            .bind(name)
            .execute(&mut *transaction)
            .await?;
        put_recovery_codes(&mut transaction, name, &[]).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Notes that the one-time code of a step was taken; `false` where it was taken before, or a later one was.
    ///
    /// - Differs: a step that lies later than any that is taken now was taken while the clock was ahead; it holds
    ///   up no others. No step is taken twice, wherever the clock stands.
    ///
    /// # Errors
    /// When the ledger refuses.
    pub async fn take_step(&self, name: &str, step: Step) -> Result<bool, LedgerError> {
        let mut transaction = self.begin_writing().await?;
        let is_taken = take(&mut transaction, name, step).await?;
        if is_taken {
            transaction.commit().await?;
        }
        Ok(is_taken)
    }

    /// Keeps the digest of an invitation's code until a time; earlier ones of the same person end.
    ///
    /// # Errors
    /// When the ledger refuses.
    pub async fn keep_invitation(
        &self,
        code: &Digest,
        person: &str,
        ends_at: DateTime,
    ) -> Result<(), LedgerError> {
        let mut transaction = self.begin_writing().await?;
        end_invitations(&mut transaction, person).await?;
        sqlx::query("INSERT INTO invitation (digest, person, ends_at) VALUES ($1, $2, $3)")
            .bind(code.to_string())
            .bind(person)
            .bind(ends_at.to_string())
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Whom a code invites, as long as it holds.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn invited(
        &self,
        code: &Digest,
        now: DateTime,
    ) -> Result<Option<String>, LedgerError> {
        let row = sqlx::query("SELECT person, ends_at FROM invitation WHERE digest = $1")
            .bind(code.to_string())
            .fetch_optional(&self.pool)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let ends_at = time(&row.try_get::<String, _>(1)?)?;
        if now < ends_at {
            return Ok(Some(row.try_get(0)?));
        }
        // Once it was noticed, no clock that jumps back revives it.
        sqlx::query("DELETE FROM invitation WHERE digest = $1")
            .bind(code.to_string())
            .execute(&self.pool)
            .await?;
        Ok(None)
    }

    /// Uses an invitation up: the password stands, no codes are asked for, and sessions of before end; `false` where
    /// the invitation was used before, so that a code serves once.
    ///
    /// # Errors
    /// When the ledger refuses; then the invitation still holds.
    pub async fn use_invitation(
        &self,
        code: &Digest,
        (name, password): (&str, &str),
        now: DateTime,
    ) -> Result<bool, LedgerError> {
        let mut transaction = self.begin_writing().await?;
        let used = sqlx::query("DELETE FROM invitation WHERE digest = $1 AND person = $2")
            .bind(code.to_string())
            .bind(name)
            .execute(&mut *transaction)
            .await?;
        if used.rows_affected() == 0 {
            return Ok(false);
        }
        sqlx::query("UPDATE person SET password = $2, code_secret = NULL WHERE name = $1")
            .bind(name)
            .bind(password)
            .execute(&mut *transaction)
            .await?;
        put_recovery_codes(&mut transaction, name, &[]).await?;
        // Whoever had the account before goes on by nothing.
        for ends in [
            "UPDATE session SET ended_at = $2 WHERE person = $1 AND ended_at IS NULL",
            "UPDATE api_token SET revoked_at = $2 WHERE person = $1 AND revoked_at IS NULL",
        ] {
            sqlx::query(ends).bind(name).bind(now.to_string()).execute(&mut *transaction).await?;
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// Uses a recovery code up; `false` where there is none such.
    ///
    /// # Errors
    /// When the ledger refuses.
    pub async fn use_recovery_code(
        &self,
        person: &str,
        code: &Digest,
    ) -> Result<bool, LedgerError> {
        let used = sqlx::query("DELETE FROM recovery_code WHERE digest = $1 AND person = $2")
            .bind(code.to_string())
            .bind(person)
            .execute(&self.pool)
            .await?;
        Ok(used.rows_affected() == 1)
    }
}

impl Node {
    /// Seals what an account needs back in the clear, such as the secret of one-time codes; `random` is used for
    /// nothing else.
    ///
    /// # Errors
    /// When the node's key cannot be read.
    pub fn seal_for_account(
        &self,
        name: &str,
        plain: &[u8],
        random: [u8; 16],
    ) -> Result<Vec<u8>, KeyError> {
        let secrets = self.account_secrets(name, &random)?;
        Ok([random.to_vec(), sealing::seal(&secrets, name, plain)].concat())
    }

    /// Opens what [`Node::seal_for_account`] sealed for the same account; `None` where it was altered.
    ///
    /// # Errors
    /// When the node's key cannot be read.
    pub fn open_for_account(&self, name: &str, sealed: &[u8]) -> Result<Option<Vec<u8>>, KeyError> {
        let Some((random, sealed)) = sealed.split_first_chunk::<16>() else { return Ok(None) };
        let secrets = self.account_secrets(name, random)?;
        Ok(sealing::open(&secrets, name, sealed).ok())
    }

    /// The node's digest of what a browser keeps by which somebody of a name came in.
    ///
    /// # Errors
    /// When the node's key cannot be read.
    pub fn device_digest(&self, name: &str, random: &Digest) -> Result<Digest, KeyError> {
        let parts: [&[u8]; 3] = [b"watchfire device", name.as_bytes(), &random.0];
        Ok(sealing::keyed_digest(&self.keys.repeat()?, &parts))
    }

    /// A key of its own for each sealing, from the node's keyed digest.
    fn account_secrets(
        &self,
        name: &str,
        random: &[u8; 16],
    ) -> Result<SubmissionSecrets, KeyError> {
        let parts: [&[u8]; 3] = [b"watchfire account", name.as_bytes(), random];
        let key = sealing::keyed_digest(&self.keys.repeat()?, &parts).0;
        Ok(SubmissionSecrets { key, salt: [0; 32] })
    }
}

/// Takes a step, as [`Node::take_step`] says; the caller commits, or undoes it where it is `false`.
async fn take(
    transaction: &mut sqlx::Transaction<'static, sqlx::Any>,
    name: &str,
    Step { taken, latest }: Step,
) -> Result<bool, LedgerError> {
    let (taken, latest) = (taken.cast_signed(), latest.cast_signed());
    let is_next = sqlx::query(
        "UPDATE person SET last_step = $2 WHERE name = $1 AND (last_step < $2 OR last_step > $3)",
    )
    .bind(name)
    .bind(taken)
    .bind(latest)
    .execute(&mut **transaction)
    .await?;
    let is_first = sqlx::query(
        "INSERT INTO taken_step (person, step) VALUES ($1, $2) ON CONFLICT (person, step) DO NOTHING",
    )
    .bind(name)
    .bind(taken)
    .execute(&mut **transaction)
    .await?;
    Ok(is_next.rows_affected() == 1 && is_first.rows_affected() == 1)
}

/// Ends what would open an account to whoever has the code; the caller commits.
async fn end_invitations(
    transaction: &mut sqlx::Transaction<'static, sqlx::Any>,
    person: &str,
) -> Result<(), LedgerError> {
    sqlx::query("DELETE FROM invitation WHERE person = $1")
        .bind(person)
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

/// Puts recovery codes, by their digests, in the place of earlier ones; the caller commits.
async fn put_recovery_codes(
    transaction: &mut sqlx::Transaction<'static, sqlx::Any>,
    person: &str,
    codes: &[Digest],
) -> Result<(), LedgerError> {
    sqlx::query("DELETE FROM recovery_code WHERE person = $1")
        .bind(person)
        .execute(&mut **transaction)
        .await?;
    for code in codes {
        sqlx::query("INSERT INTO recovery_code (digest, person) VALUES ($1, $2)")
            .bind(code.to_string())
            .bind(person)
            .execute(&mut **transaction)
            .await?;
    }
    Ok(())
}

fn read_account(row: &AnyRow) -> Result<Account, LedgerError> {
    let text = |column: usize| row.try_get::<String, _>(column);
    let (roles, purposes) = (text(4)?, text(5)?);
    let person = Person {
        name: text(0)?,
        shown_name: text(1)?,
        organisation: text(2)?,
        unit: text(3)?,
        roles: split(&roles, Role::parse)?,
        purposes: split(&purposes, Purpose::parse)?,
    };
    Ok(Account {
        person,
        is_open: row.try_get::<i64, _>(6)? == 1,
        password: row.try_get(7)?,
        code_secret: row.try_get(8)?,
        last_step: row.try_get::<i64, _>(9)?.cast_unsigned(),
        made_at: time(&text(10)?)?,
        asked_by: text(11)?,
    })
}

/// Words in one text.
fn joined<T: ToString>(words: &[T]) -> String {
    words.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

fn split<T>(text: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, LedgerError> {
    let words = text.split(',').filter(|word| !word.is_empty());
    words.map(|word| parse(word).ok_or_else(|| LedgerError::Damaged(word.to_owned()))).collect()
}

/// A time as it is kept.
fn time(text: &str) -> Result<DateTime, LedgerError> {
    text.parse().map_err(|_| LedgerError::Damaged(text.to_owned()))
}
